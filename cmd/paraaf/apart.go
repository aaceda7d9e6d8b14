package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"paraaf/documents"
	"paraaf/documents/annex"
	"paraaf/documents/foreign"
	"paraaf/documents/gate"
)

// workerCommand is the hidden command with which the program runs itself to
// read what others made.
const workerCommand = "foreign-worker"

// jobLimit bounds one job on a foreign paper: reading three hundred pages takes
// less than two minutes, reading them from pixels about ten.
const jobLimit = 15 * time.Minute

// rebuildLimit bounds the making of one public version: every page is drawn and read from
// its pixels once more, and on a machine that was full three hundred of them took more
// than jobLimit. It is less than the hour after which a wish is stale.
const rebuildLimit = 45 * time.Minute

// apart gives the way to do jobs on foreign papers in a process of their own.
func apart(c console) (foreign.Apart, error) {
	self, err := os.Executable()
	if err != nil {
		return foreign.Apart{}, fmt.Errorf("find this program: %w", err)
	}
	env := []string{"PATH=" + c.getenv("PATH"), "TMPDIR=" + os.TempDir(), "LC_ALL=C.UTF-8"}
	if dir, err := os.UserCacheDir(); err == nil {
		env = append(env, "PARAAF_CACHE="+filepath.Join(dir, "paraaf", "pdfium"))
	}
	return foreign.Apart{Command: []string{self, workerCommand}, Env: env, Limit: jobLimit}, nil
}

// A rebuildQuestion asks for the public version of a foreign paper.
type rebuildQuestion struct {
	Marks []annex.Mark
	Title string
	At    time.Time
}

// A rebuildAnswer is annex.Rebuilt without its bytes, which follow, or the leak
// for which there is none.
type rebuildAnswer struct {
	Boxes          []annex.Placed
	Missed, Unseen []int
	Leak           *annex.Leak
}

// foreignWorker is the other end: it does one job.
func foreignWorker(ctx context.Context, c console, f *flag.FlagSet, args []string) error {
	if _, err := parseFlags(f, args); err != nil {
		return err
	}
	jobs := map[string]foreign.Job{
		"rebuild": func(ctx context.Context, question json.RawMessage, paper []byte) (any, []byte, error) {
			var q rebuildQuestion
			if err := json.Unmarshal(question, &q); err != nil {
				return nil, nil, fmt.Errorf("read the question: %w", err)
			}
			r, err := foreign.NewReader(ctx, c.getenv("PARAAF_CACHE"))
			if err != nil {
				return nil, nil, err
			}
			defer r.Close()
			made, err := annex.Rebuild(ctx, r, foreign.FindOCR(ctx), paper, q.Marks, q.Title, q.At)
			var leak *annex.Leak
			if errors.As(err, &leak) {
				return rebuildAnswer{Leak: leak}, nil, nil
			}
			return rebuildAnswer{Boxes: made.Boxes, Missed: made.Missed, Unseen: made.Unseen}, made.PDF, err
		},
		"look": func(ctx context.Context, question json.RawMessage, paper []byte) (any, []byte, error) {
			var pages []int
			if err := json.Unmarshal(question, &pages); err != nil {
				return nil, nil, fmt.Errorf("read the question: %w", err)
			}
			r, err := foreign.NewReader(ctx, c.getenv("PARAAF_CACHE"))
			if err != nil {
				return nil, nil, err
			}
			defer r.Close()
			sights, err := look(ctx, r, paper, pages)
			return sights, nil, err
		},
	}
	maps.Copy(jobs, annexJobs(c.getenv("PARAAF_CACHE")))
	return foreign.Serve(ctx, c.in, c.out, jobs)
}

// rebuild has the public version of a foreign paper made apart.
func rebuild(ctx context.Context, c console, paper []byte, q rebuildQuestion) (annex.Rebuilt, error) {
	p, err := apart(c)
	if err != nil {
		return annex.Rebuilt{}, err
	}
	var a rebuildAnswer
	p.Limit = rebuildLimit
	data, err := p.Do(ctx, "rebuild", q, paper, &a)
	if err != nil {
		return annex.Rebuilt{}, err
	}
	if a.Leak != nil {
		return annex.Rebuilt{}, a.Leak
	}
	return annex.Rebuilt{PDF: data, Boxes: a.Boxes, Missed: a.Missed, Unseen: a.Unseen}, nil
}

// look sees every page of a PDF or picture as it is drawn, and reads the pixels of
// pages, counted from 1, where there is a program to read with. PDFium draws one page
// after another, once; those that are drawn are read meanwhile, one by every processor:
// reading takes most of the time by far.
func look(ctx context.Context, r *foreign.Reader, paper []byte, pages []int) ([]gate.Sight, error) {
	ocr := foreign.FindOCR(ctx)
	p, err := annex.Open(r, foreign.OCR{}, paper) // it is read below
	if err != nil {
		return nil, err
	}
	defer p.Close()
	out := make([]gate.Sight, p.Pages)
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for n := range out {
		out[n].Page, out[n].Read = n+1, ocr.Present() && slices.Contains(pages, n+1)
		dpi := 150.0
		if out[n].Read {
			dpi = annex.PixelDPI
		}
		pg, err := p.Page(ctx, n, dpi)
		if err != nil {
			return nil, errors.Join(err, g.Wait())
		}
		g.Go(func() (err error) {
			out[n].Unseen = pg.Unseen()
			if out[n].Read {
				out[n].Text, err = pg.ReadPixels(ctx, ocr)
			}
			return err
		})
	}
	return out, g.Wait()
}

// eyes look at artefacts in a process apart.
func eyes(ctx context.Context, c console) gate.Eyes {
	return func(data []byte, pages []int) ([]gate.Sight, error) {
		p, err := apart(c)
		if err != nil {
			return nil, err
		}
		var sights []gate.Sight
		_, err = p.Do(ctx, "look", pages, data, &sights)
		return sights, err
	}
}

// A foreignMarksFile is what `redact -marks` reads for a PDF or picture: pages
// count from 1, boxes are points from the lower left corner.
type foreignMarksFile struct {
	Marks []struct {
		Page   *int    `json:"page"`
		X      float64 `json:"x"`
		Y      float64 `json:"y"`
		W      float64 `json:"w"`
		H      float64 `json:"h"`
		Text   string  `json:"text"`
		Ground string  `json:"ground"`
	} `json:"marks"`
}

func readForeignMarks(name string) ([]annex.Mark, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var file foreignMarksFile
	if err := strictJSON(raw, &file); err != nil {
		return nil, err
	}
	var list []annex.Mark
	for i, m := range file.Marks {
		g, err := documents.ParseGround(m.Ground)
		if err != nil {
			return nil, fmt.Errorf("mark %d: %w", i+1, err)
		}
		mark := annex.Mark{Text: m.Text, Grounds: []documents.Ground{g}}
		switch {
		case m.Page != nil && m.Text == "":
			if !(m.W > 0 && m.H > 0) {
				return nil, fmt.Errorf("mark %d: a box needs a width and a height", i+1)
			}
			mark.Page, mark.Box = *m.Page-1, foreign.Box{X0: m.X, Y0: m.Y, X1: m.X + m.W, Y1: m.Y + m.H}
		case m.Page != nil || m.Text == "":
			return nil, fmt.Errorf("mark %d: want either page, x, y, w and h, or text", i+1)
		}
		list = append(list, mark)
	}
	return list, nil
}

// foreignForm says what a file is that others made, and gives its bytes; a paper
// of our own, or what cannot be opened, has no form.
func foreignForm(name string) (annex.Form, []byte) {
	stat, err := os.Stat(name)
	if err != nil || stat.Size() > foreign.MaxBytes {
		return "", nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return "", nil
	}
	form, err := annex.Sniff(data)
	if err != nil {
		return "", nil
	}
	return form, data
}

// redactForeign makes the public version of a PDF or picture.
func redactForeign(ctx context.Context, c console, data []byte, marks, out string) error {
	if strings.ToLower(filepath.Ext(out)) != ".pdf" {
		return fmt.Errorf("the public version of a foreign paper is .pdf, not %q", filepath.Ext(out))
	}
	list, err := readForeignMarks(marks)
	if err != nil {
		return fmt.Errorf("%s: %w", marks, err)
	}
	made, err := rebuild(ctx, c, data, rebuildQuestion{Marks: list})
	var leak *annex.Leak
	if errors.As(err, &leak) {
		fmt.Fprintln(c.err, leak)
		return errNo
	} else if err != nil {
		return err
	}
	var secrets []string
	for _, m := range list {
		if m.Text != "" {
			secrets = append(secrets, m.Text)
		}
	}
	leaks, _, err := gate.ExamineSeen(eyes(ctx, c), filepath.Base(out), made.PDF, secrets, true)
	if err != nil {
		return fmt.Errorf("examine the result: %w", err)
	}
	if len(leaks) > 0 {
		writeLeaks(c.err, leaks)
		return errNo
	}
	for _, i := range made.Missed {
		fmt.Fprintf(c.err, "De tekst van markering %d staat nergens in dit stuk.\n", i+1)
	}
	for _, n := range made.Unseen {
		fmt.Fprintf(c.err, "Op pagina %d staat een beeld waarvan de tekst niet is gelezen. Bekijk deze pagina zelf.\n", n+1)
	}
	return os.WriteFile(out, made.PDF, 0o644)
}
