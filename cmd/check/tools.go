package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A Tool is a program that the tests need, and the Debian package it is in.
type Tool struct {
	Need    string   // what a test does with it
	Names   []string // any of these on the PATH, or a pattern of an absolute path
	Package string
}

// tools are all that the tests need beside Go and git.
var tools = []Tool{
	{"journeys in a real browser", []string{"chromium", "chromium-browser", "google-chrome"}, "chromium"},
	{"the second database", []string{"/usr/lib/postgresql/*/bin/initdb", "initdb"}, "postgresql"},
	{"reading back the text of a PDF", []string{"pdftotext"}, "poppler-utils"},
	{"a second opinion on the structure of a PDF", []string{"qpdf"}, "qpdf"},
	{"reading scanned pages", []string{"tesseract"}, "tesseract-ocr"},
	{"reading scanned pages in Dutch", []string{"/usr/share/tesseract-ocr/*/tessdata/nld.traineddata", "/usr/share/tessdata/nld.traineddata"}, "tesseract-ocr-nld"},
	{"the race detector, which is linked by a C compiler", []string{"gcc", "cc"}, "gcc"},
	{"the race detector, which needs the C library's headers", []string{"/usr/include/stdlib.h"}, "libc6-dev"},
}

// present says whether any of the tool's names is there.
func (t Tool) present() bool {
	for _, name := range t.Names {
		if strings.HasPrefix(name, "/") {
			found, err := filepath.Glob(name)
			if err == nil && len(found) > 0 {
				return true
			}
		} else if _, err := exec.LookPath(name); err == nil {
			return true
		}
	}
	return false
}

// missing gives the tools that are not there.
func missing(list []Tool) []Tool {
	var gone []Tool
	for _, t := range list {
		if !t.present() {
			gone = append(gone, t)
		}
	}
	return gone
}

// packagesOf names the Debian packages of the tools.
func packagesOf(list []Tool) []string {
	var names []string
	for _, t := range list {
		names = append(names, t.Package)
	}
	return names
}

// errByHand says that somebody else has to install.
var errByHand = errors.New("not allowed to install packages here")

// installer is how packages are installed by whoever runs us: the words before
// "apt-get". It is errByHand when nobody may.
func installer(ctx context.Context) ([]string, error) {
	if _, err := exec.LookPath("apt-get"); err != nil {
		return nil, errByHand
	}
	if os.Geteuid() == 0 {
		return nil, nil
	}
	// -n: never ask for a password, there may be nobody to type it.
	if exec.CommandContext(ctx, "sudo", "-n", "true").Run() == nil {
		return []string{"sudo", "-n"}, nil
	}
	return nil, errByHand
}

// provide sees to it that the tools are there, or returns an error that says
// what to do.
func provide(ctx context.Context, list []Tool, out io.Writer) error {
	gone := missing(list)
	if len(gone) == 0 {
		return nil
	}
	for _, t := range gone {
		fmt.Fprintf(out, "  missing: %s, for %s\n", t.Package, t.Need)
	}
	install := append([]string{"apt-get", "install", "-y", "--no-install-recommends"}, packagesOf(gone)...)
	as, err := installer(ctx)
	if err != nil {
		return fmt.Errorf("%w; have somebody who may run this once:\n\n    apt-get update && %s", err, strings.Join(install, " "))
	}
	for _, words := range [][]string{{"apt-get", "update"}, install} {
		words = append(append([]string{}, as...), append([]string{"env", "DEBIAN_FRONTEND=noninteractive"}, words...)...)
		fmt.Fprintf(out, "  %s\n", strings.Join(words, " "))
		cmd := exec.CommandContext(ctx, words[0], words[1:]...)
		said, err := cmd.CombinedOutput()
		if err != nil {
			return fmt.Errorf("%s: %w\n%s", strings.Join(words, " "), err, said)
		}
	}
	if still := missing(gone); len(still) > 0 {
		return fmt.Errorf("still missing after installing: %s", strings.Join(packagesOf(still), " "))
	}
	return nil
}
