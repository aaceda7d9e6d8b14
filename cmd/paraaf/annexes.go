package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"

	"paraaf/documents/annex"
	"paraaf/documents/foreign"
	"paraaf/documents/gate"
	"paraaf/workflow/desk"
)

// annexWorkers is how many foreign papers are open at the same time: each may
// take a core and a gigabyte, and the pages must be served beside it.
const annexWorkers = 2

// annexes opens foreign papers for the desk, each job in a process apart.
type annexes struct {
	apart foreign.Apart
	turn  chan struct{}
}

func newAnnexes(c console) (*annexes, error) {
	p, err := apart(c)
	if err != nil {
		return nil, err
	}
	return &annexes{apart: p, turn: make(chan struct{}, annexWorkers)}, nil
}

// takeForeign has the desk take in foreign papers. What reads them stops with ctx.
func takeForeign(ctx context.Context, c console, d *desk.Desk, log *slog.Logger) error {
	a, err := newAnnexes(c)
	if err != nil {
		return err
	}
	d.TakeForeign(a)
	go d.ReadAnnexes(ctx, func(err error) { log.Error("chore failed", "action", "read an annex", "error", err.Error()) })
	return nil
}

// do has a job done when it is its turn.
func (a *annexes) do(ctx context.Context, job string, q any, paper []byte, answer any) ([]byte, error) {
	select {
	case a.turn <- struct{}{}:
		defer func() { <-a.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	p := a.apart
	if job == "rebuild" {
		p.Limit = rebuildLimit
	}
	return p.Do(ctx, job, q, paper, answer)
}

// A taken is the answer to the job "take in". Its bytes are the pages, when they
// are not the paper itself, and then the files that came along, each after its
// length.
type taken struct {
	Intake annex.Intake
	Laid   bool // the pages are not the paper itself
}

func (a *annexes) TakeIn(ctx context.Context, data []byte) (annex.Intake, []byte, []annex.Attachment, error) {
	var t taken
	raw, err := a.do(ctx, "take in", nil, data, &t)
	if err != nil {
		return annex.Intake{}, nil, nil, err
	}
	chunks, err := unframed(raw)
	if err != nil {
		return annex.Intake{}, nil, nil, err
	}
	pages := data
	if t.Laid && len(chunks) > 0 {
		pages, chunks = chunks[0], chunks[1:]
	}
	if len(chunks) != len(t.Intake.Attachments) {
		return annex.Intake{}, nil, nil, fmt.Errorf("take in: %d files of %d", len(chunks), len(t.Intake.Attachments))
	}
	var along []annex.Attachment
	for i, name := range t.Intake.Attachments {
		along = append(along, annex.Attachment{Name: name, Data: chunks[i]})
	}
	return t.Intake, pages, along, nil
}

// A stretch is pages from From, counted from 0, up to To.
type stretch struct {
	From, To int
	DPI      float64             `json:",omitempty"`
	Boxes    map[int][]annex.Box `json:",omitempty"`
}

func (a *annexes) Read(ctx context.Context, pages []byte, from, to int) ([]annex.Reading, error) {
	var out []annex.Reading
	_, err := a.do(ctx, "read", stretch{From: from, To: to}, pages, &out)
	return out, err
}

func (a *annexes) Draw(ctx context.Context, pages []byte, from, to int, dpi float64, boxes map[int][]annex.Box) ([][]byte, error) {
	raw, err := a.do(ctx, "draw", stretch{from, to, dpi, boxes}, pages, nil)
	if err != nil {
		return nil, err
	}
	return unframed(raw)
}

func (a *annexes) Rebuild(ctx context.Context, pages []byte, marks []annex.Mark, title string) (annex.Rebuilt, error) {
	var got rebuildAnswer
	data, err := a.do(ctx, "rebuild", rebuildQuestion{Marks: marks, Title: title}, pages, &got)
	switch {
	case err != nil:
		return annex.Rebuilt{}, err
	case got.Leak != nil:
		return annex.Rebuilt{}, got.Leak
	}
	return annex.Rebuilt{PDF: data, Boxes: got.Boxes, Missed: got.Missed, Unseen: got.Unseen}, nil
}

func (a *annexes) Look(ctx context.Context, data []byte, pages []int) ([]gate.Sight, error) {
	var sights []gate.Sight
	_, err := a.do(ctx, "look", pages, data, &sights)
	return sights, err
}

// annexJobs are the other ends.
func annexJobs(cache string) map[string]foreign.Job {
	return map[string]foreign.Job{
		"take in": func(ctx context.Context, _ json.RawMessage, paper []byte) (any, []byte, error) {
			return withReader(ctx, cache, func(r *foreign.Reader) (any, []byte, error) {
				in, pages, along, err := annex.TakeIn(ctx, r, paper)
				if err != nil {
					return nil, nil, err
				}
				var out []byte
				if !in.Form.Paged() {
					out = framed(out, pages)
				}
				for _, a := range along {
					out = framed(out, a.Data)
				}
				return taken{in, !in.Form.Paged()}, out, nil
			})
		},
		"read": func(ctx context.Context, question json.RawMessage, paper []byte) (any, []byte, error) {
			return onPages(ctx, cache, foreign.FindOCR(ctx), question, paper, func(p *annex.Paper, q stretch) (any, []byte, error) {
				out := []annex.Reading{}
				for n := q.From; n < q.To; n++ {
					read, err := p.Read(ctx, n)
					if err != nil {
						return nil, nil, err
					}
					out = append(out, read)
				}
				return out, nil, nil
			})
		},
		"draw": func(ctx context.Context, question json.RawMessage, paper []byte) (any, []byte, error) {
			return onPages(ctx, cache, foreign.OCR{}, question, paper, func(p *annex.Paper, q stretch) (any, []byte, error) {
				var out []byte
				for n := q.From; n < q.To; n++ {
					png, err := p.Picture(n, q.DPI, q.Boxes[n])
					if err != nil {
						return nil, nil, err
					}
					out = framed(out, png)
				}
				return struct{}{}, out, nil
			})
		},
	}
}

func withReader(ctx context.Context, cache string, f func(*foreign.Reader) (any, []byte, error)) (any, []byte, error) {
	r, err := foreign.NewReader(ctx, cache)
	if err != nil {
		return nil, nil, err
	}
	defer r.Close()
	return f(r)
}

func onPages(ctx context.Context, cache string, ocr foreign.OCR, question json.RawMessage, paper []byte, f func(*annex.Paper, stretch) (any, []byte, error)) (any, []byte, error) {
	var q stretch
	if err := json.Unmarshal(question, &q); err != nil {
		return nil, nil, fmt.Errorf("read the question: %w", err)
	}
	return withReader(ctx, cache, func(r *foreign.Reader) (any, []byte, error) {
		p, err := annex.Open(r, ocr, paper)
		if err != nil {
			return nil, nil, err
		}
		defer p.Close()
		return f(p, q)
	})
}

// framed puts bytes behind out, after their length.
func framed(out, data []byte) []byte {
	return append(binary.BigEndian.AppendUint64(out, uint64(len(data))), data...)
}

// unframed takes apart what framed put together.
func unframed(raw []byte) ([][]byte, error) {
	var out [][]byte
	for len(raw) > 0 {
		if len(raw) < 8 {
			return nil, errors.New("bytes that are cut off")
		}
		n := binary.BigEndian.Uint64(raw)
		if raw = raw[8:]; n > uint64(len(raw)) {
			return nil, errors.New("bytes that are cut off")
		}
		out, raw = append(out, raw[:n:n]), raw[n:]
	}
	return out, nil
}
