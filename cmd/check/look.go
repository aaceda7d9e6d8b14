package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
)

// tracked lists the files of the repository, relative to root and with
// slashes. A tree that came without its history is walked instead.
func tracked(root string) ([]string, error) {
	cmd := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	cmd.Dir = root
	said, err := cmd.Output()
	if err == nil {
		var files []string
		for name := range strings.SplitSeq(string(said), "\x00") {
			if name == "" {
				continue
			}
			// A file that was deleted and not yet committed is still listed.
			if _, err := os.Lstat(filepath.Join(root, name)); err == nil {
				files = append(files, name)
			}
		}
		return files, nil
	}
	var files []string
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == ".git" {
			return filepath.SkipDir
		}
		if d.Type().IsRegular() {
			relative, err := filepath.Rel(root, name)
			if err != nil {
				return err
			}
			files = append(files, filepath.ToSlash(relative))
		}
		return nil
	})
	return files, err
}

// eachText calls f with every tracked text file.
func eachText(root string, f func(name string, content []byte)) error {
	files, err := tracked(root)
	if err != nil {
		return fmt.Errorf("list files: %w", err)
	}
	for _, name := range files {
		content, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return err
		}
		if !bytes.Contains(content[:min(len(content), 8000)], []byte{0}) {
			f(name, content)
		}
	}
	return nil
}

// A pattern that must not occur in any file, and what it is.
type pattern struct {
	what string
	re   *regexp.Regexp
}

// secrets are forms that only a real key has. A word like "password" is in
// every product that signs people in and says nothing.
var secrets = []pattern{
	{"private key", regexp.MustCompile(`-----BEGIN (RSA |EC |OPENSSH |ENCRYPTED )?PRIVATE` + ` KEY-----`)},
	{"access key of a cloud", regexp.MustCompile(`\b(AKIA|ASIA)[0-9A-Z]{16}\b`)},
	{"token of a code host", regexp.MustCompile(`\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{40,}|glpat-[A-Za-z0-9_-]{20})\b`)},
	{"token of a package registry", regexp.MustCompile(`\b(npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{40,})\b`)},
	{"token of a chat", regexp.MustCompile(`\bxox[abprs]-[A-Za-z0-9-]{20,}`)},
	{"signed token", regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}`)},
	{"password in an address", regexp.MustCompile(`\b(postgres|postgresql|https?|smtps?)://[^/\s:@"'` + "`" + `{}%$<]+:[^/\s:@"'` + "`" + `{}%$<]{3,}@`)},
}

// machinePaths are paths that exist on one machine only. A path in the file
// system's own folders (/usr, /etc, /dev) is the same everywhere.
var machinePaths = []pattern{
	{"home folder", regexp.MustCompile(`(?m)(^|[ \t"'` + "`" + `(=:])/` + `(home|Users)/[A-Za-z][A-Za-z0-9._-]*/`)},
	{"root's home folder", regexp.MustCompile(`(?m)(^|[ \t"'` + "`" + `(=:])/` + `root/[A-Za-z.]`)},
	{"folder of a workplace", regexp.MustCompile(`(?m)(^|[ \t"'` + "`" + `(=:])/` + `(work|workspace)/[A-Za-z.]`)},
	{"temporary folder of one machine", regexp.MustCompile(`(?m)(^|[ \t"'` + "`" + `(=:])/` + `tmp/[A-Za-z]`)},
	{"drive of one machine", regexp.MustCompile(`(?m)(^|[ \t"'` + "`" + `(=])[A-Z]:\\(Users|Documents|Projects)`)},
}

func lookFor(patterns []pattern) func(root string) ([]string, error) {
	return func(root string) ([]string, error) {
		var wrong []string
		err := eachText(root, func(name string, content []byte) {
			for _, p := range patterns {
				if at := p.re.FindIndex(content); at != nil {
					line := 1 + bytes.Count(content[:at[0]], []byte("\n"))
					wrong = append(wrong, fmt.Sprintf("%s:%d: %s", name, line, p.what))
				}
			}
		})
		return wrong, err
	}
}

func lookSecrets(root string) ([]string, error) { return lookFor(secrets)(root) }

func lookPaths(root string) ([]string, error) { return lookFor(machinePaths)(root) }

// The limits of size, in bytes. A clone is made on every machine that checks;
// a file of megabytes is read by nobody in review.
const (
	mostBytes   = 60 << 20
	mostOneFile = 8 << 20
)

func lookSize(root string) ([]string, error) {
	files, err := tracked(root)
	if err != nil {
		return nil, err
	}
	var wrong []string
	var sum int64
	for _, name := range files {
		state, err := os.Lstat(filepath.Join(root, name))
		if err != nil {
			return nil, err
		}
		sum += state.Size()
		if state.Size() > mostOneFile {
			wrong = append(wrong, fmt.Sprintf("%s is %d MB, at most %d", name, state.Size()>>20, mostOneFile>>20))
		}
	}
	if sum > mostBytes {
		wrong = append(wrong, fmt.Sprintf("the files are %d MB together, at most %d", sum>>20, mostBytes>>20))
	}
	return wrong, nil
}

var (
	link     = regexp.MustCompile(`\]\(([^)\s]+)(?: "[^"]*")?\)`)
	refLink  = regexp.MustCompile(`(?m)^\[[^\]]+\]: +(\S+)`)
	heading  = regexp.MustCompile(`(?m)^#{1,6} +(.+?) *#*$`)
	fenced   = regexp.MustCompile("(?ms)^```.*?^```")
	codeSpan = regexp.MustCompile("`[^`\n]*`")
)

// lookLinks checks the links of the texts that people read: the Markdown files
// outside testdata. What is linked inside the repository must be there, with
// the heading that is named; other addresses must be https, and are not
// visited: a check that needs the whole internet fails on its bad days.
// Addresses served by the program (from "/") are walked in the browser.
func lookLinks(root string) ([]string, error) {
	var wrong []string
	texts := map[string][]byte{}
	err := eachText(root, func(name string, content []byte) {
		if path.Ext(name) == ".md" && !strings.Contains(name, "testdata/") {
			texts[name] = content
		}
	})
	if err != nil {
		return nil, err
	}
	if len(texts["README.md"]) == 0 {
		wrong = append(wrong, "README.md is not there")
	}
	for name, content := range texts {
		plain := codeSpan.ReplaceAll(fenced.ReplaceAll(content, nil), nil)
		found := append(link.FindAllSubmatch(plain, -1), refLink.FindAllSubmatch(plain, -1)...)
		for _, m := range found {
			target := string(m[1])
			if why := badLink(root, name, target); why != "" {
				wrong = append(wrong, fmt.Sprintf("%s: %s: %s", name, target, why))
			}
		}
	}
	return wrong, nil
}

// badLink says what is wrong with a link in the named file, or "".
func badLink(root, name, target string) string {
	switch {
	case strings.HasPrefix(target, "https://"), strings.HasPrefix(target, "mailto:"):
		return ""
	case strings.Contains(target, "://"):
		return "only https"
	case strings.HasPrefix(target, "/"):
		return "" // served by the program
	}
	file, fragment, _ := strings.Cut(target, "#")
	if file == "" {
		file = name
	} else {
		file = path.Join(path.Dir(name), file)
	}
	if !fs.ValidPath(file) {
		return "points outside the repository"
	}
	state, err := os.Stat(filepath.Join(root, file))
	if err != nil {
		return "is not there"
	}
	if fragment == "" {
		return ""
	}
	if state.IsDir() || path.Ext(file) != ".md" {
		return "a heading can only be named in a text"
	}
	content, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		return err.Error()
	}
	for _, m := range heading.FindAllSubmatch(content, -1) {
		if anchor(string(m[1])) == fragment {
			return ""
		}
	}
	return "has no such heading"
}

// anchor is how code hosts name a heading: lower case, spaces become hyphens,
// other signs go.
func anchor(heading string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(heading) {
		switch {
		case r == ' ':
			b.WriteByte('-')
		case r == '-', r == '_', unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}
