package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
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

	if s.Read == ReadBench {
		return measure(ctx, root, s, tally, say)
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

// measure runs benchmarks and holds what they report against the limits; every
// limit of every benchmark counts as one check.
func measure(ctx context.Context, root string, s Step, tally *Tally, say func(string, ...any)) []string {
	var wrong []string
	met := make([]int, len(s.Limits))
	exit := stream(ctx, root, s, func(line []byte) {
		name, metrics := readBench(string(line))
		if name == "" {
			return
		}
		say("  %s", strings.Join(strings.Fields(string(line)), " "))
		for i, l := range s.Limits {
			v, reported := metrics[l.Metric]
			if !strings.HasPrefix(name, l.Bench) || !reported {
				continue
			}
			met[i]++
			within := (l.Min == 0 || v >= l.Min) && (l.Max == 0 || v <= l.Max)
			tally.Count(s.Name+" "+name+" "+l.Metric, within)
			if !within {
				wrong = append(wrong, fmt.Sprintf("%s: %g %s, want at least %g, at most %g (0 is no limit)", name, v, l.Metric, l.Min, l.Max))
			}
		}
	})
	for i, l := range s.Limits {
		if met[i] == 0 {
			tally.Count(s.Name+" "+l.Bench, false)
			wrong = append(wrong, fmt.Sprintf("%s reported no %s", l.Bench, l.Metric))
		}
	}
	if exit != nil {
		tally.Count(s.Name, false)
		wrong = append(wrong, fmt.Sprintf("%s: %v", strings.Join(s.Command, " "), exit))
	}
	return wrong
}

// readBench reads a line of go test -bench, as "BenchmarkX/y-2  1  5 ns/op  0.9
// ratio": the name without Benchmark, and the metrics by unit. Of another line the
// name is "".
func readBench(line string) (string, map[string]float64) {
	fields := strings.Fields(line)
	if len(fields) < 4 || len(fields)%2 != 0 {
		return "", nil
	}
	name, is := strings.CutPrefix(fields[0], "Benchmark")
	if _, err := strconv.Atoi(fields[1]); err != nil || !is {
		return "", nil
	}
	metrics := map[string]float64{}
	for i := 2; i < len(fields); i += 2 {
		v, err := strconv.ParseFloat(fields[i], 64)
		if err != nil {
			return "", nil
		}
		metrics[fields[i+1]] = v
	}
	return name, metrics
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
