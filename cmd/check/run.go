package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// perform runs one step, counts it, and returns what is wrong.
func perform(ctx context.Context, root string, s Step, tally *Tally, out io.Writer) []string {
	say := func(format string, args ...any) { fmt.Fprintf(out, format+"\n", args...) }
	switch s.Read {
	case ReadTests:
		reader := NewReader(tally, say)
		exit := stream(ctx, root, s, reader.Line)
		return reader.End(s.Name, exit)
	case ReadLook:
		wrong, err := s.Look(root)
		if err != nil {
			wrong = append(wrong, err.Error())
		}
		tally.Count(s.Name, len(wrong) == 0)
		return wrong
	}

	var said bytes.Buffer
	exit := stream(ctx, root, s, func(line []byte) {
		said.Write(line)
		said.WriteByte('\n')
	})
	passed := exit == nil
	switch s.Read {
	case ReadSilent:
		passed = passed && said.Len() == 0
	case ReadFuzz:
		passed = fuzzPassed(said.String(), exit)
	}
	tally.Count(s.Name, passed)
	if passed {
		if s.Read == ReadFuzz {
			say("  %s", lastMatching(said.String(), "fuzz: elapsed:"))
		}
		return nil
	}
	for line := range strings.Lines(said.String()) {
		say("    %s", strings.TrimSuffix(line, "\n"))
	}
	if exit != nil {
		return []string{fmt.Sprintf("%s: %v", strings.Join(s.Command, " "), exit)}
	}
	return []string{fmt.Sprintf("%s is not content", strings.Join(s.Command, " "))}
}

// lastMatching gives the last line that contains the words.
func lastMatching(text, words string) string {
	var last string
	for line := range strings.Lines(text) {
		if strings.Contains(line, words) {
			last = strings.TrimSpace(line)
		}
	}
	return last
}

// stream runs the command of a step and hands on each line as it comes, of
// both outputs. It returns how the command ended. There is no input: a command
// that asks something fails instead of waiting.
func stream(ctx context.Context, root string, s Step, line func([]byte)) error {
	cmd := exec.CommandContext(ctx, s.Command[0], s.Command[1:]...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), s.Env...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	read, write := io.Pipe()
	cmd.Stdout, cmd.Stderr = write, write
	err := cmd.Start()
	if err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() {
		err := cmd.Wait()
		write.Close()
		ended <- err
	}()
	lines := bufio.NewReader(read)
	for {
		text, err := lines.ReadBytes('\n')
		if len(text) > 0 {
			line(bytes.TrimSuffix(text, []byte("\n")))
		}
		if err != nil {
			break
		}
	}
	return <-ended
}
