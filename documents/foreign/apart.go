package foreign

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"runtime/debug"
	"time"

	"paraaf/documents"
)

// Apart does jobs in a process of their own, one process a job, so that a file
// that brings its reader down or never lets it finish takes nothing else along.
// The protocol is one question and one answer:
//
//	stdin:  {"job":…,"question":…}\n  then the bytes of the paper, to the end
//	stdout: {"answer":…} or {"refused":…} or {"failed":…}, \n  then bytes, to the end
//
// The process is given no environment but what names programs and the cache, has
// limits on its memory, and no network where the system lets us take it away.
type Apart struct {
	Command []string      // the program and its arguments
	Env     []string      // all of its environment
	Limit   time.Duration // of one job
	Memory  uint64        // bytes; 0 is 4 GiB
}

// MaxBytes is the largest paper that is read apart: 256 MiB.
const MaxBytes = 256 << 20

// maxAnswer bounds what a job may give back, in bytes.
const maxAnswer = 512 << 20

// A question is the first line on standard input.
type question struct {
	Job      string          `json:"job"`
	Question json.RawMessage `json:"question,omitempty"`
	Memory   uint64          `json:"memory"`
}

// An answer is the first line on standard output.
type answer struct {
	Answer  json.RawMessage `json:"answer,omitempty"`
	Refused string          `json:"refused,omitempty"` // a Dutch sentence
	Failed  string          `json:"failed,omitempty"`
}

// Do has one job done: q is the question and a, a pointer, receives the answer;
// the bytes of paper go along and bytes come back. A paper that is not taken,
// takes too long or brings the process down is *documents.Unreadable; whatever
// else goes wrong is a failure. Ending ctx kills the process.
func (p Apart) Do(ctx context.Context, job string, q any, paper []byte, a any) ([]byte, error) {
	if len(paper) > MaxBytes {
		return nil, &documents.Unreadable{Text: "Dit bestand is groter dan 256 MB. Splits het in kleinere bestanden."}
	}
	raw, err := json.Marshal(q)
	if err != nil {
		return nil, fmt.Errorf("ask for %s: %w", job, err)
	}
	memory := p.Memory
	if memory == 0 {
		memory = 4 << 30
	}
	head, err := json.Marshal(question{job, raw, memory})
	if err != nil {
		return nil, fmt.Errorf("ask for %s: %w", job, err)
	}
	limited, cancel := context.WithTimeout(ctx, p.Limit)
	defer cancel()
	out, said, err := p.run(limited, append(head, '\n'), paper)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, &documents.Unreadable{Text: "Het lezen van dit bestand duurde te lang en is afgebroken. Er is niets verloren. Bewaar het opnieuw als PDF of splits het, en voeg het opnieuw toe."}
	case err != nil:
		// Whether a process that says too much is killed by it or ends first is chance.
		var exit *exec.ExitError
		if !errors.As(err, &exit) && !errors.Is(err, errTooMuch) {
			return nil, fmt.Errorf("start a process for %s: %w", job, err)
		}
		return nil, &documents.Unreadable{Text: "Het lezen van dit bestand is mislukt en is afgebroken. Er is niets verloren. Bewaar het opnieuw als PDF en voeg het opnieuw toe."}
	}
	line, rest, ok := bytes.Cut(out, []byte("\n"))
	var got answer
	if err := json.Unmarshal(line, &got); !ok || err != nil {
		return nil, fmt.Errorf("%s: no answer that can be read (%d bytes, %q)", job, len(out), tail(said))
	}
	switch {
	case got.Refused != "":
		return nil, &documents.Unreadable{Text: got.Refused}
	case got.Failed != "":
		return nil, fmt.Errorf("%s: %s", job, got.Failed)
	}
	if a != nil {
		if err := json.Unmarshal(got.Answer, a); err != nil {
			return nil, fmt.Errorf("%s: read the answer: %w", job, err)
		}
	}
	return rest, nil
}

// run starts the process: without a network first, and with one where the system
// does not let us take it away.
func (p Apart) run(ctx context.Context, head, paper []byte) (out, said []byte, err error) {
	for _, alone := range []bool{true, false} {
		cmd := exec.CommandContext(ctx, p.Command[0], p.Command[1:]...)
		cmd.Env = append([]string{}, p.Env...)
		cmd.Stdin = io.MultiReader(bytes.NewReader(head), bytes.NewReader(paper))
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &bounded{w: &stdout, left: maxAnswer}, &bounded{w: &stderr, left: 64 << 10}
		cmd.WaitDelay = time.Second
		if alone && !isolate(cmd) {
			continue
		}
		if err = cmd.Start(); err != nil && alone {
			continue
		} else if err != nil {
			return nil, nil, err
		}
		err = cmd.Wait()
		return stdout.Bytes(), stderr.Bytes(), err
	}
	return nil, nil, err
}

var errTooMuch = errors.New("too much was written")

// bounded writes no more than it may; more is errTooMuch, which ends the process.
type bounded struct {
	w    io.Writer
	left int
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errTooMuch
	}
	return b.w.Write(p)
}

func tail(b []byte) []byte { return b[max(0, len(b)-200):] }

// A Job does one thing with the bytes of a paper: it reads the question and
// gives an answer, to be written as JSON, and bytes.
type Job func(ctx context.Context, question json.RawMessage, paper []byte) (answer any, out []byte, err error)

// Serve is the other end of Do: it reads one question from in, limits its own
// process, does the job and writes the answer to out.
func Serve(ctx context.Context, in io.Reader, out io.Writer, jobs map[string]Job) error {
	r := bufio.NewReaderSize(in, 1<<16)
	line, err := r.ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("read a question: %w", err)
	}
	var q question
	if err := json.Unmarshal(line, &q); err != nil {
		return fmt.Errorf("read a question: %w", err)
	}
	if err := limit(q.Memory); err != nil {
		return fmt.Errorf("limit the process: %w", err)
	}
	debug.SetMemoryLimit(int64(q.Memory / 2)) // collect early, before the system says no
	paper, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return fmt.Errorf("read a paper: %w", err)
	}
	job, ok := jobs[q.Job]
	if !ok {
		return fmt.Errorf("there is no job %q", q.Job)
	}
	var a answer
	value, data, err := job(ctx, q.Question, paper)
	var unreadable *documents.Unreadable
	switch {
	case errors.As(err, &unreadable):
		a.Refused = unreadable.Text
	case err != nil:
		a.Failed = err.Error()
	default:
		if a.Answer, err = json.Marshal(value); err != nil {
			return fmt.Errorf("write the answer: %w", err)
		}
	}
	head, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	if _, err := out.Write(append(head, '\n')); err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	if a.Answer == nil {
		return nil
	}
	_, err = out.Write(data)
	return err
}
