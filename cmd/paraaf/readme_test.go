package main

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The README's table is what administrators rely on.
func TestREADMENamesEveryCommand(t *testing.T) {
	t.Parallel()
	var there, told []string
	for _, c := range commands() {
		there = append(there, c.name)
	}
	for _, m := range regexp.MustCompile("(?m)^\\| `paraaf ([a-z]+)` \\|").FindAllStringSubmatch(readme(t), -1) {
		told = append(told, m[1])
	}
	slices.Sort(there)
	slices.Sort(told)
	if !slices.Equal(there, told) {
		t.Errorf("the program has %v, README.md tells of %v", there, told)
	}
}

// What the README says to type must work as typed, as far as a test can go:
// the program is there, and it knows the command.
func TestREADMECommandsAreTrue(t *testing.T) {
	t.Parallel()
	lines := regexp.MustCompile(`(?m)^go run (\./\S+)([^#\n]*)`).FindAllStringSubmatch(readme(t), -1)
	if len(lines) < 2 {
		t.Fatalf("README.md shows %d commands to run", len(lines))
	}
	for _, m := range lines {
		if _, err := os.Stat("../../" + m[1]); err != nil {
			t.Errorf("%s: %v", m[0], err)
		}
		words := strings.Fields(m[2])
		if m[1] != "./cmd/paraaf" {
			continue
		}
		var out, said bytes.Buffer
		code := run(t.Context(), append(words, "-h"), console{in: strings.NewReader(""), out: &out, err: &said, getenv: func(string) string { return "" }})
		if code != 0 || !strings.Contains(said.String(), "usage: paraaf "+words[0]) {
			t.Errorf("%s -h: exit %d\n%s", m[0], code, said.String())
		}
	}
}

func TestEveryCommandHelps(t *testing.T) {
	t.Parallel()
	for _, c := range commands() {
		var out, said bytes.Buffer
		code := run(t.Context(), []string{c.name, "-h"}, console{in: strings.NewReader(""), out: &out, err: &said, getenv: func(string) string { return "" }})
		if code != 0 || !strings.Contains(said.String(), "usage: paraaf "+c.name) || out.Len() > 0 {
			t.Errorf("paraaf %s -h: exit %d, to standard output %q, to standard error:\n%s", c.name, code, out.String(), said.String())
		}
	}
}
