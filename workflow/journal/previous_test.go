package journal

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"paraaf/workflow"
)

// The program of the previous schema runs on the schema of this one: while nodes
// are replaced one by one the old ones go on in a database that the first new one
// changed. What runs here is that program itself. Its source lies in testdata,
// so that a copy without history tests as much as one with it: the two pure
// rooms, the book and its tests, as they were before the newest step of the schema.
// It is built by its own go.mod, and does what helpWrite does.

// previousSource is where it lies: its name is the schema that it knows.
func previousSource() string {
	return filepath.Join("testdata", "programs", fmt.Sprintf("%05d.tar.gz", knownSchema()-1))
}

// ofPrevious says which files of a release the book needs to be built.
func ofPrevious(name string) bool {
	dir, file := path.Split(name)
	switch {
	case name == "go.mod", name == "go.sum":
		return true
	case dir == "documents/", dir == "workflow/":
		return strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go")
	case dir == "documents/rules/", dir == "documents/sjablonen/": // embedded
		return strings.HasSuffix(file, ".json")
	}
	return strings.HasPrefix(dir, "workflow/journal/") && !strings.Contains(dir, "testdata")
}

// keepPrevious takes the previous program out of the history.
func keepPrevious(t *testing.T) {
	t.Helper()
	git := func(args ...string) []byte {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "git", args...)
		cmd.Dir = filepath.Join("..", "..")
		said, err := cmd.Output()
		if err != nil {
			t.Fatalf("git %s: %v", strings.Join(args, " "), err)
		}
		return said
	}
	added := strings.TrimSpace(string(git("log", "-1", "--diff-filter=A", "--format=%H", "--", fmt.Sprintf("workflow/journal/schema/%05d_*", knownSchema()))))
	whole := tar.NewReader(bytes.NewReader(git("archive", "--format=tar", added+"~1")))
	var out bytes.Buffer
	zipped, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	kept := tar.NewWriter(zipped)
	for {
		h, err := whole.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Typeflag != tar.TypeReg || !ofPrevious(h.Name) {
			continue
		}
		text, err := io.ReadAll(whole)
		if err != nil {
			t.Fatal(err)
		}
		if err := kept.WriteHeader(&tar.Header{Name: h.Name, Mode: 0o644, Size: int64(len(text))}); err != nil {
			t.Fatal(err)
		}
		if _, err := kept.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(kept.Close(), zipped.Close(), os.MkdirAll(filepath.Dir(previousSource()), 0o755), os.WriteFile(previousSource(), out.Bytes(), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// buildPrevious builds the previous program and gives its path.
func buildPrevious(t *testing.T) string {
	t.Helper()
	f, err := os.Open(previousSource())
	if err != nil {
		t.Fatalf("the newest schema needs the program before it: go test -run PreviousProgram -update makes it from the history: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	for files := tar.NewReader(z); ; {
		h, err := files.Next()
		if err == io.EOF {
			break
		}
		if err != nil || !filepath.IsLocal(h.Name) {
			t.Fatal(h, err)
		}
		text, err := io.ReadAll(files)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(root, h.Name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, text, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	binary := filepath.Join(root, "previous.test")
	cmd := exec.CommandContext(t.Context(), "go", "test", "-c", "-vet=off", "-o", binary, "./workflow/journal")
	cmd.Dir = root
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build the previous program: %v\n%s", err, said)
	}
	return binary
}

// previously makes the command that has the previous program open dossiers until
// it is killed.
func previously(t *testing.T, binary, dsn string) *exec.Cmd {
	t.Helper()
	cmd := helper(t, "write", dsn)
	cmd.Path, cmd.Args = binary, []string{binary}
	return cmd
}

// TestThePreviousProgramRunsOnTheSchemaOfThisOne has the previous program make a
// book and write in it. On PostgreSQL this one then changes the schema under it,
// and both write; on SQLite, where two never share a book, it takes over. All that
// either acknowledged is there, and the old program, started again, says that the
// book is too new for it.
func TestThePreviousProgramRunsOnTheSchemaOfThisOne(t *testing.T) {
	t.Parallel()
	if *update {
		keepPrevious(t)
	}
	binary := buildPrevious(t)
	onBoth(t, func(t *testing.T, dsn string) {
		old := previously(t, binary, dsn)
		out, err := old.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := old.Start(); err != nil {
			t.Fatal(err)
		}
		ready, done := make(chan struct{}), make(chan map[workflow.DossierID]bool)
		var count counter
		go func() { done <- acknowledged(io.TeeReader(out, &count), ready) }()
		<-ready
		count.await(t, 60) // the line that it is ready among them, and one cut off
		kill := func() map[workflow.DossierID]bool {
			t.Helper()
			if err := old.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			ids := <-done
			old.Wait() // it was killed
			return ids
		}
		ids := map[workflow.DossierID]bool{}
		if strings.HasPrefix(dsn, "sqlite:") {
			ids = kill()
		}
		b := open(t, dsn)
		have, known, err := b.schema(t.Context())
		if err != nil || have != known {
			t.Fatalf("schema %d of %d: %v", have, known, err)
		}
		for range 50 {
			id, batch, err := openable(b)
			if err == nil {
				err = b.Append(context.Background(), id, 0, batch)
			}
			if err != nil {
				t.Fatal(err)
			}
			ids[id] = true
		}
		if !strings.HasPrefix(dsn, "sqlite:") {
			count.await(t, count.lines()+50)
			for id := range kill() {
				ids[id] = true
			}
		}
		if len(ids) < 100 {
			t.Errorf("only %d were acknowledged: this tests nothing", len(ids))
		}
		allThere(t, b, ids)
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		said, err := previously(t, binary, dsn).Output()
		if err == nil || !strings.Contains(string(said), (&NewerSchema{Have: known, Known: known - 1}).Error()) {
			t.Errorf("the previous program opens a newer book: %v: %s", err, said)
		}
	})
}

// A counter counts the lines that a program says.
type counter struct{ n atomic.Int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.n.Add(int64(bytes.Count(p, []byte("\n"))))
	return len(p), nil
}

func (c *counter) lines() int64 { return c.n.Load() }

// await waits until so many lines were said.
func (c *counter) await(t *testing.T, n int64) {
	t.Helper()
	for from := time.Now(); c.lines() < n; time.Sleep(time.Millisecond) {
		if time.Since(from) > 30*time.Second {
			t.Fatalf("the previous program said %d lines of %d", c.lines(), n)
		}
	}
}
