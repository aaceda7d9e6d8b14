package desk

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"paraaf/documents"
	"paraaf/documents/annex"
	"paraaf/documents/gate"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// Annexes are papers that others made. They lie in the set behind our own papers,
// byte for byte as they came, and a paraaf covers them. What is known of one is
// derived from its bytes and kept beside it in drafts, which are made anew when
// they are gone:
//
//	bijlage-1.gegevens  what it is: file name, form, number of pages, notes
//	bijlage-1.bladen    its pages as a PDF, when it is no pages of itself
//	bijlage-1.lezing    the text of every page, with places
//	bijlage-1.lakken    boxes drawn by hand, and who looked at which page
//
// Reading goes on beside the requests, some pages at a time, so that a page that
// brings the reader down costs that page and nothing else.

// A Foreign opens papers that others made, apart from this process. Its methods
// fail with *documents.Unreadable on what cannot be read.
type Foreign interface {
	// TakeIn says what a file is and gives its pages and what came along with it.
	TakeIn(ctx context.Context, data []byte) (annex.Intake, []byte, []annex.Attachment, error)
	// Read reads pages from (counted from 0) up to to.
	Read(ctx context.Context, pages []byte, from, to int) ([]annex.Reading, error)
	// Draw draws pages from up to to as PNG, with boxes burnt in by page.
	Draw(ctx context.Context, pages []byte, from, to int, dpi float64, boxes map[int][]annex.Box) ([][]byte, error)
	// Rebuild makes the public version.
	Rebuild(ctx context.Context, pages []byte, marks []annex.Mark, title string) (annex.Rebuilt, error)
	// Look sees a finished file as it is drawn.
	Look(ctx context.Context, data []byte, pages []int) ([]gate.Sight, error)
}

// annexPattern is how the place of an annex is written.
var annexPattern = regexp.MustCompile(`^bijlage-([1-9][0-9]?)$`)

const (
	// MaxAnnex is the size of the largest annex that is taken in: 64 MiB.
	MaxAnnex = 64 << 20

	readChunk = 10  // pages that are read in one process
	drawChunk = 4   // pages that are drawn in one process
	drawDPI   = 110 // of a page on the screen

	maxDrawn = 2000 // boxes by hand in one annex
)

// An annexRoom is what the desk keeps in memory of annexes: all of it can be made
// again, and none of it outlives the process.
type annexRoom struct {
	foreign Foreign
	wanted  chan annexTask

	mu       sync.Mutex
	pending  map[documents.Digest]bool
	known    map[documents.Digest]*annexed
	order    []documents.Digest // of known, oldest first
	pictures map[pictureKey][]byte
	pictured []pictureKey // oldest first
	held     int          // bytes of pictures
}

// The bounds of what is kept in memory.
const (
	maxKnown    = 24
	maxPictured = 64 << 20 // bytes
)

type pictureKey struct {
	annex documents.Digest
	page  int
	boxes documents.Digest
}

// An annexTask is an annex that must be read.
type annexTask struct {
	dossier workflow.DossierID
	ref     workflow.PaperRef
	by      workflow.PersonID
}

// TakeForeign lets the desk take in foreign papers. It is called before the desk
// is used.
func (d *Desk) TakeForeign(f Foreign) {
	d.annexes = &annexRoom{foreign: f, wanted: make(chan annexTask, 256), pending: map[documents.Digest]bool{},
		known: map[documents.Digest]*annexed{}, pictures: map[pictureKey][]byte{}}
}

// An annexed is what is known of one annex. It is not changed once it is shared.
type annexed struct {
	facts    annexFacts
	readings []annex.Reading
	starts   []int // where each page begins in text
	text     []byte
	paper    documents.Paper // the text, as the detector and the marks see it
}

// annexFacts is the first draft. Annex is the digest of the bytes it tells of.
type annexFacts struct {
	Annex  documents.Digest `json:"annex"`
	File   string           `json:"file"` // name as it came, without path
	Size   int              `json:"size"`
	Intake annex.Intake     `json:"intake"`
	// Looked is by which rule (documents.MarkingRule) its whole text was looked at for the
	// marking of a staatsgeheim; 0 as long as it was not. Marked is the page, from 1, on
	// which one stands; 0 is none.
	Looked int `json:"looked,omitempty"`
	Marked int `json:"marked,omitempty"`
	// Unseen are the pages, from 1, with words that nobody sees; nil as long as it was not
	// looked at for those.
	Unseen []int `json:"unseen"`
}

// annexReadings is the third draft.
type annexReadings struct {
	Annex documents.Digest `json:"annex"`
	Pages []annex.Reading  `json:"pages"`
}

// An AnnexView is one annex as a list shows it.
type AnnexView struct {
	ID     workflow.PaperID
	Name   string // "Bijlage 1"
	File   string // as it came; "" until it was opened
	Form   annex.Form
	Size   int // bytes
	Digest documents.Digest
	Pages  int // 0 until it was opened
	Read   int // pages of which the text is known
	Notes  []string
	// Seen counts the pages that somebody looked at.
	Seen     int
	Boxes    int // drawn by hand
	Withheld bool
}

// written gives the papers of our own.
func (x *dossier) written() workflow.Papers {
	i := slices.IndexFunc(x.papers, func(r workflow.PaperRef) bool { return r.Soort == documents.SoortBijlage })
	if i < 0 {
		return x.papers
	}
	return x.papers[:i:i]
}

// public gives the papers of our own that are judged and made public: the set, with the
// aantekening of the bewindspersoon.
func (x *dossier) public() workflow.Papers {
	ref, there := x.state.ToPublish().Find(workflow.PaperAantekening)
	if !there {
		return x.written()
	}
	return append(slices.Clone(x.written()), ref)
}

// judgedPapers gives all papers that are judged: those, and the annexes behind them.
func (x *dossier) judgedPapers() workflow.Papers {
	return slices.Concat(x.public(), x.attached())
}

// attached gives the annexes, which lie behind them.
func (x *dossier) attached() workflow.Papers { return x.papers[len(x.written()):] }

// annexRef finds an annex.
func (x *dossier) annexRef(id workflow.PaperID) (workflow.PaperRef, error) {
	ref, there := x.papers.Find(id)
	if !there || ref.Soort != documents.SoortBijlage {
		return workflow.PaperRef{}, ErrNotFound
	}
	return ref, nil
}

// nextAnnex is the first free place for an annex, or "" when the set is full.
func nextAnnex(set workflow.Papers) workflow.PaperID {
	if len(set) >= MaxPapers {
		return ""
	}
	for n := 1; ; n++ {
		id := workflow.PaperID("bijlage-" + strconv.Itoa(n))
		if _, taken := set.Find(id); !taken {
			return id
		}
	}
}

func draftOf(ref workflow.PaperRef, what string) workflow.PaperID {
	return ref.ID + workflow.PaperID("."+what)
}

// errNoForeign is the answer where foreign papers are not taken in.
var errNoForeign = &documents.Unreadable{Text: "Op deze installatie kunnen geen bijlagen worden gelezen. Vraag de beheerder."}

// An offered file is an annex to be.
type offered struct {
	name  string
	data  []byte
	in    annex.Intake
	pages []byte
}

// maxAlong is how deep messages within messages are followed.
const maxAlong = 3

// offer opens a file and, when it is a message, what came along with it: each is
// an annex of its own. What of that cannot be taken in is said, not lost.
func (d *Desk) offer(ctx context.Context, name string, data []byte, depth int) ([]offered, error) {
	if len(data) > MaxAnnex {
		return nil, &documents.Unreadable{Text: fmt.Sprintf("Dit bestand is groter dan %d MB. Splits het, of maak de afbeeldingen erin kleiner.", MaxAnnex>>20)}
	}
	in, pages, along, err := d.annexes.foreign.TakeIn(ctx, data)
	if err != nil {
		return nil, err
	}
	out := []offered{{annex.BareName(name), data, in, pages}}
	for _, a := range along {
		var more []offered
		err := error(&documents.Unreadable{Text: "Dit bericht zit te diep in andere berichten."})
		if depth < maxAlong && len(out) < MaxPapers {
			more, err = d.offer(ctx, a.Name, a.Data, depth+1)
		}
		var unreadable *documents.Unreadable
		if errors.As(err, &unreadable) {
			out[0].in.Notes = append(out[0].in.Notes, "Niet meegenomen: "+a.Name+". "+unreadable.Text)
			continue
		} else if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// MaxDossier is how many bytes the papers of one dossier take at most, every version
// of them (ASVS 5.2.4).
const MaxDossier = 1 << 30

// AddAnnex adds a file that others made to the set, with what came along with it
// when it is a message. name is what the file was called. It fails as AddNext
// does, and with *documents.Unreadable on what cannot be taken in.
func (d *Desk) AddAnnex(ctx context.Context, ask Ask, id workflow.DossierID, seq int, name string, data []byte) (Receipt, error) {
	if d.annexes == nil {
		return Receipt{}, errNoForeign
	}
	x, err := d.load(ctx, ask.Actor, id)
	if err != nil {
		return Receipt{}, err
	}
	if c := d.May(x.state, ask.Actor, d.clock(), workflow.Revise{Papers: x.papers}); !c.Allowed {
		return Receipt{}, &workflow.Refusal{Rule: c.Rule, Text: c.Why} // before any work is done
	}
	weight, err := d.book.Weight(ctx, id)
	if err != nil {
		return Receipt{}, fmt.Errorf("weigh a dossier: %w", err)
	}
	if weight+int64(len(data)) > MaxDossier {
		return Receipt{}, &workflow.Refusal{Rule: "R2", Text: fmt.Sprintf("De bestanden van een dossier zijn samen ten hoogste %d MB, oude versies meegeteld. Dit bestand past er niet meer bij. Open een ander dossier, of maak het bestand kleiner.", MaxDossier>>20)}
	}
	files, err := d.offer(ctx, name, data, 0)
	if err != nil {
		return Receipt{}, err
	}
	var laid []workflow.PaperRef
	r, err := d.rearrange(ctx, ask, id, seq, func(b *changing) error {
		laid = nil
		for _, f := range files {
			place := nextAnnex(b.x.papers)
			if place == "" {
				return &workflow.Refusal{Rule: "R2", Text: fmt.Sprintf("In een dossier passen ten hoogste %d stukken. Open een ander dossier voor dit stuk.", MaxPapers)}
			}
			digest, err := b.store(documents.SoortBijlage, f.data)
			if err != nil {
				return err
			}
			ref := workflow.PaperRef{ID: place, Soort: documents.SoortBijlage, Digest: digest}
			b.x.papers, b.x.texts[place] = append(slices.Clone(b.x.papers), ref), text{}
			laid = append(laid, ref)
		}
		return nil
	})
	if err != nil {
		return Receipt{}, err
	}
	for i, ref := range laid { // nothing when the request was answered before
		facts := annexFacts{Annex: ref.Digest, File: files[i].name, Size: len(files[i].data), Intake: files[i].in}
		if err := d.keepFacts(ctx, annexTask{id, ref, ask.Actor.Person}, facts, files[i].pages); err != nil {
			return Receipt{}, err
		}
		d.want(annexTask{id, ref, ask.Actor.Person})
	}
	return r, d.planReading(ctx, id, ask.Actor.Person, len(laid) > 0)
}

// keepDraft keeps what was derived from an annex. Another node that was faster
// derived the same.
func (d *Desk) keepDraft(ctx context.Context, t annexTask, what string, data []byte) error {
	return d.changeDraft(ctx, t, what, func([]byte) ([]byte, error) { return data, nil })
}

// changeDraft keeps what change makes of what is kept; nothing when it gives nil.
func (d *Desk) changeDraft(ctx context.Context, t annexTask, what string, change func(old []byte) ([]byte, error)) error {
	for range tries {
		old, err := d.draft(ctx, t.dossier, draftOf(t.ref, what))
		if err != nil {
			return fmt.Errorf("load what is known of an annex: %w", err)
		}
		data, err := change(old.Bytes)
		if err != nil || data == nil {
			return err
		}
		salt, err := d.book.NewSalt()
		if err != nil {
			return err
		}
		_, err = d.book.SaveDraft(ctx, t.dossier, draftOf(t.ref, what), old.Version, journal.Draft{Kind: "annex", By: t.by, At: d.clock(), Salt: salt, Bytes: data})
		if !errors.Is(err, journal.ErrStale) {
			return err
		}
	}
	return ErrStale
}

func (d *Desk) keepFacts(ctx context.Context, t annexTask, f annexFacts, pages []byte) error {
	if !f.Intake.Form.Paged() {
		if err := d.keepDraft(ctx, t, "bladen", pages); err != nil {
			return err
		}
	}
	data, err := writtenFacts(f)
	if err != nil {
		return err
	}
	return d.keepDraft(ctx, t, "gegevens", data)
}

// keepLooked keeps with an annex what was found in its whole text. The annex may have been
// taken away while it was read, and another laid in its place: what is known of that one
// stays as it is.
func (d *Desk) keepLooked(ctx context.Context, t annexTask, whole []annex.Reading) error {
	return d.changeDraft(ctx, t, "gegevens", func(old []byte) ([]byte, error) {
		f, err := factsOf(old)
		if err != nil || f.Annex != t.ref.Digest {
			return nil, err
		}
		f.look(whole)
		f.Looked = documents.MarkingRule
		return writtenFacts(f)
	})
}

func writtenFacts(f annexFacts) ([]byte, error) {
	data, err := json.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("write what an annex is: %w", err)
	}
	return data, nil
}

func factsOf(data []byte) (annexFacts, error) {
	var f annexFacts
	if len(data) == 0 {
		return f, nil
	}
	if err := json.Unmarshal(data, &f); err != nil {
		return f, fmt.Errorf("read what an annex is: %w", err)
	}
	return f, nil
}

// facts gives what an annex is, or false when that must be found out first.
func (d *Desk) facts(ctx context.Context, id workflow.DossierID, ref workflow.PaperRef) (annexFacts, bool, error) {
	draft, err := d.draft(ctx, id, draftOf(ref, "gegevens"))
	if err != nil {
		return annexFacts{}, false, fmt.Errorf("load what an annex is: %w", err)
	}
	f, err := factsOf(draft.Bytes)
	return f, err == nil && f.Annex == ref.Digest, err
}

// pagesOf gives the pages of an annex as they are drawn.
func (d *Desk) pagesOf(ctx context.Context, id workflow.DossierID, ref workflow.PaperRef, f annexFacts) ([]byte, error) {
	if !f.Intake.Form.Paged() {
		draft, err := d.draft(ctx, id, draftOf(ref, "bladen"))
		if err != nil {
			return nil, fmt.Errorf("load the pages of an annex: %w", err)
		}
		return draft.Bytes, nil
	}
	p, err := d.book.Paper(ctx, ref.Digest)
	if err != nil {
		return nil, fmt.Errorf("load an annex: %w", err)
	}
	return p.Bytes, nil
}

// annexed gives what is known of an annex now. What is not known yet is asked for.
func (d *Desk) annexed(ctx context.Context, t annexTask) (*annexed, error) {
	room := d.annexes
	if room == nil {
		return &annexed{}, nil
	}
	if a := room.recalled(t.ref.Digest); a != nil {
		return a, nil
	}
	f, ok, err := d.facts(ctx, t.dossier, t.ref)
	if err != nil {
		return nil, err
	}
	if !ok {
		d.want(t)
		return &annexed{}, nil
	}
	read, err := d.readSoFar(ctx, t.dossier, t.ref)
	if err != nil {
		return nil, err
	}
	a := d.assembled(f, read.Pages)
	if len(a.readings) < f.Intake.Pages {
		d.want(t)
		return a, nil
	}
	room.keep(t.ref.Digest, a)
	return a, nil
}

// readSoFar gives what was read of an annex so far.
func (d *Desk) readSoFar(ctx context.Context, id workflow.DossierID, ref workflow.PaperRef) (annexReadings, error) {
	draft, err := d.draft(ctx, id, draftOf(ref, "lezing"))
	if err != nil {
		return annexReadings{}, fmt.Errorf("load the text of an annex: %w", err)
	}
	var read annexReadings
	if len(draft.Bytes) > 0 {
		if err := unpacked(draft.Bytes, &read); err != nil {
			return annexReadings{}, err
		}
	}
	if read.Annex != ref.Digest {
		read = annexReadings{Annex: ref.Digest}
	}
	return read, nil
}

// assembled puts the pages that were read behind each other.
func (d *Desk) assembled(f annexFacts, readings []annex.Reading) *annexed {
	a := &annexed{facts: f, readings: readings, text: textOf(readings)}
	at := 0
	for i := range readings {
		a.starts = append(a.starts, at)
		at += len(readings[i].Text) + 1
	}
	a.paper = d.read(a.text)
	return a
}

// textOf is the text of pages behind each other; words of two do not touch.
func textOf(readings []annex.Reading) []byte {
	var out []byte
	for i := range readings {
		out = append(out, readings[i].Text...)
		out = append(out, '\n')
	}
	return out
}

// recalled gives an annex whose every page is known, or nil.
func (r *annexRoom) recalled(digest documents.Digest) *annexed {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.known[digest]
}

func (r *annexRoom) keep(digest documents.Digest, a *annexed) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, there := r.known[digest]; !there {
		r.order = append(r.order, digest)
	}
	r.known[digest] = a
	for len(r.order) > maxKnown {
		delete(r.known, r.order[0])
		r.order = r.order[1:]
	}
}

// page says on which page, from 0, a place in the text lies.
func (a *annexed) page(at int) int {
	n, found := slices.BinarySearch(a.starts, at)
	if !found {
		n--
	}
	return max(n, 0)
}

// boxes gives where a stretch of the text stands, by page.
func (a *annexed) boxes(s documents.Span) map[int][]annex.Box {
	out := map[int][]annex.Box{}
	for n := a.page(s.Start); n < len(a.readings) && a.starts[n] < s.End; n++ {
		on := documents.Span{Start: max(s.Start-a.starts[n], 0), End: min(s.End-a.starts[n], len(a.readings[n].Text))}
		if on.Start >= on.End {
			continue
		}
		if b := a.readings[n].Boxes(on); len(b) > 0 {
			out[n] = b
		}
	}
	return out
}

func packed(v any) ([]byte, error) {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err == nil {
		err = json.NewEncoder(z).Encode(v)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("write the text of an annex: %w", err)
	}
	return out.Bytes(), nil
}

func unpacked(data []byte, v any) error {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err == nil {
		err = json.NewDecoder(io.LimitReader(z, 1<<30)).Decode(v)
	}
	if err != nil {
		return fmt.Errorf("read the text of an annex: %w", err)
	}
	return nil
}

// want asks for an annex to be read, once at a time.
func (d *Desk) want(t annexTask) {
	room := d.annexes
	room.mu.Lock()
	defer room.mu.Unlock()
	if room.pending[t.ref.Digest] {
		return
	}
	select {
	case room.wanted <- t:
		room.pending[t.ref.Digest] = true
	default: // whoever opens it later asks again
	}
}

// ReadAnnexes reads the annexes that are asked for, until ctx ends, and has their
// dossier found by their words. failed is told of what goes wrong; who opens the
// annex asks again.
func (d *Desk) ReadAnnexes(ctx context.Context, failed func(error)) {
	if d.annexes == nil {
		return
	}
	look := time.NewTicker(annexLook)
	defer look.Stop()
	for {
		d.resumeAnnexes(ctx, failed)
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		case t := <-d.annexes.wanted:
			err := d.readAnnex(ctx, t)
			// From here it may be asked for again: what changes the set while the index
			// is made anew below asks after that, and so has it made once more.
			d.annexes.mu.Lock()
			delete(d.annexes.pending, t.ref.Digest)
			d.annexes.mu.Unlock()
			if err == nil {
				err = d.findable(ctx, t.dossier)
			}
			if err != nil && ctx.Err() == nil {
				failed(err)
			}
		}
	}
}

// readAnnex reads on from where reading stopped. An annex that was taken away while it
// waited is not read: another may lie in its place, of which what is known stays.
func (d *Desk) readAnnex(ctx context.Context, t annexTask) error {
	h, err := d.book.Load(ctx, t.dossier)
	if err != nil {
		return fmt.Errorf("look whether an annex is still there: %w", err)
	}
	if now, there := d.folded(h).Papers.Find(t.ref.ID); !there || now.Digest != t.ref.Digest {
		return nil
	}
	f, known, err := d.facts(ctx, t.dossier, t.ref)
	if err != nil {
		return err
	}
	if !known {
		p, err := d.book.Paper(ctx, t.ref.Digest)
		if err != nil {
			return fmt.Errorf("load an annex: %w", err)
		}
		in, pages, _, err := d.annexes.foreign.TakeIn(ctx, p.Bytes)
		if err != nil {
			return fmt.Errorf("open an annex: %w", err)
		}
		f = annexFacts{Annex: t.ref.Digest, File: string(t.ref.ID), Size: len(p.Bytes), Intake: in}
		if err := d.keepFacts(ctx, t, f, pages); err != nil {
			return err
		}
	}
	read, err := d.readSoFar(ctx, t.dossier, t.ref)
	if err != nil {
		return err
	}
	pages, err := d.pagesOf(ctx, t.dossier, t.ref, f)
	if err != nil {
		return err
	}
	for len(read.Pages) < f.Intake.Pages {
		from := len(read.Pages)
		more, err := d.readSome(ctx, pages, from, min(from+readChunk, f.Intake.Pages))
		if err != nil {
			return err
		}
		read.Pages = append(read.Pages, more...)
		data, err := packed(read)
		if err != nil {
			return err
		}
		if err := d.keepDraft(ctx, t, "lezing", data); err != nil {
			return err
		}
	}
	if f.looked() {
		return nil
	}
	return d.keepLooked(ctx, t, read.Pages)
}

// looked reports whether the whole text was looked at, as this program looks.
func (f annexFacts) looked() bool { return f.Looked == documents.MarkingRule && f.Unseen != nil }

// look finds the first page with the marking of a staatsgeheim, and those with unseen words.
func (f *annexFacts) look(readings []annex.Reading) {
	f.Marked, f.Unseen = 0, []int{}
	for n, r := range readings {
		if f.Marked == 0 {
			if _, is := documents.MarksStaatsgeheim(textOf(readings[n : n+1])); is {
				f.Marked = n + 1
			}
		}
		if r.Unseen {
			f.Unseen = append(f.Unseen, n+1)
		}
	}
}

// found gives what an annex is, with what look finds in its text as far as that was read;
// nothing of an annex that cannot be read here. The answer is kept with the facts: a view of
// a dossier asks for it each time, and the text of three hundred pages is not loaded for
// that.
func (d *Desk) found(ctx context.Context, x *dossier, ref workflow.PaperRef) (annexFacts, error) {
	t := annexTask{x.history.ID, ref, x.state.Opsteller}
	f, known, err := d.facts(ctx, t.dossier, ref)
	if err != nil || known && f.looked() {
		return f, err
	}
	if d.annexes == nil {
		return annexFacts{}, nil
	}
	d.want(t)
	a, err := d.annexed(ctx, t)
	if err != nil {
		return annexFacts{}, err
	}
	f.look(a.readings)
	return f, nil
}

// readSome reads pages. When that brings the reader down they are read one by
// one, so that only the page that does it stays unread: it is kept as a page that
// cannot be shown.
func (d *Desk) readSome(ctx context.Context, pages []byte, from, to int) ([]annex.Reading, error) {
	rs, err := d.annexes.foreign.Read(ctx, pages, from, to)
	var unreadable *documents.Unreadable
	switch {
	case err == nil && len(rs) == to-from:
		return rs, nil
	case err == nil:
		return nil, fmt.Errorf("read an annex: %d pages instead of %d", len(rs), to-from)
	case !errors.As(err, &unreadable):
		return nil, err
	case to-from == 1:
		return []annex.Reading{{Width: 595, Height: 842, Source: annex.Broken}}, nil
	}
	var out []annex.Reading
	for n := from; n < to; n++ {
		one, err := d.readSome(ctx, pages, n, n+1)
		if err != nil {
			return nil, err
		}
		out = append(out, one...)
	}
	return out, nil
}

// layAnnexes puts what was read of the annexes where the detector and the marks
// look for text.
func (d *Desk) layAnnexes(ctx context.Context, x *dossier) error {
	for _, ref := range x.attached() {
		a, err := d.annexed(ctx, annexTask{x.history.ID, ref, x.state.Opsteller})
		if err != nil {
			return err
		}
		w, err := d.annexWork(ctx, x.history.ID, ref)
		if err != nil {
			return err
		}
		t := text{}
		if w.Withheld == nil && !x.state.IsAlreadyPublic(ref.ID) {
			t.paper = a.paper
		}
		x.texts[ref.ID] = t
	}
	return nil
}

// annexViews lists the annexes.
func (d *Desk) annexViews(ctx context.Context, x *dossier) ([]AnnexView, error) {
	var out []AnnexView
	for _, ref := range x.attached() {
		v, err := d.annexView(ctx, x, ref)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (d *Desk) annexView(ctx context.Context, x *dossier, ref workflow.PaperRef) (AnnexView, error) {
	v := AnnexView{ID: ref.ID, Name: paperTitle(ref.ID, ref.Soort), Digest: ref.Digest}
	f, known, err := d.facts(ctx, x.history.ID, ref)
	if err != nil {
		return v, err
	}
	if !known {
		if d.annexes != nil {
			d.want(annexTask{x.history.ID, ref, x.state.Opsteller})
		}
		return v, nil
	}
	v.File, v.Form, v.Size, v.Pages, v.Notes = f.File, f.Intake.Form, f.Size, f.Intake.Pages, f.Intake.Notes
	if f, err = d.found(ctx, x, ref); err != nil {
		return v, err
	}
	if f.Marked > 0 {
		v.Notes = append(slices.Clone(v.Notes), fmt.Sprintf("Op pagina %d staat de rubricering van een staatsgeheim. Meld het meteen aan de beveiligingsambtenaar (BVA), en haal dit stuk weg.", f.Marked))
	}
	if len(f.Unseen) > 0 {
		v.Notes = append(slices.Clone(v.Notes), unseenOn(f.Unseen))
	}
	w, err := d.annexWork(ctx, x.history.ID, ref)
	if err != nil {
		return v, err
	}
	v.Seen, v.Boxes, v.Withheld = len(w.Seen), len(w.Boxes), w.Withheld != nil
	return v, nil
}

// unseenOn says on which pages a file has words that nobody sees: a file that came in may have
// been redacted before, and badly.
func unseenOn(pages []int) string {
	const most = 8 // pages that are named
	var on []string
	for _, n := range pages[:min(most, len(pages))] {
		on = append(on, strconv.Itoa(n))
	}
	says := "pagina " + strings.Join(on, ", ")
	if more := len(pages) - len(on); more > 0 {
		says += fmt.Sprintf(" en nog %d", more)
	}
	return "Op " + says + " heeft het bestand tekst die niet te zien is, onder een vlak bijvoorbeeld. Dat kan een lakking zijn die niet goed is gedaan. De tekst komt niet in de openbare versie. Geef het bestand zelf niet door."
}

// Annex gives an annex as it came, and a name that tells nothing. It is written to
// the read log first.
func (d *Desk) Annex(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID) ([]byte, string, error) {
	x, err := d.loadWhole(ctx, ask.Actor, id)
	if err != nil {
		return nil, "", err
	}
	ref, err := x.annexRef(paper)
	if err != nil {
		return nil, "", err
	}
	data, name, err := d.asItCame(ctx, ref)
	if err != nil {
		return nil, "", err
	}
	return data, name, d.log(ctx, ask, id, ref.Digest, workflow.ActionDownload, "ok")
}

// asItCame gives the bytes of an annex, and a name that tells nothing.
func (d *Desk) asItCame(ctx context.Context, ref workflow.PaperRef) ([]byte, string, error) {
	p, err := d.book.Paper(ctx, ref.Digest)
	if err != nil {
		return nil, "", fmt.Errorf("load an annex: %w", err)
	}
	form, err := annex.Sniff(p.Bytes)
	if err != nil {
		form = "bin"
	}
	if form == annex.JPEG {
		form = "jpg"
	}
	return p.Bytes, string(ref.ID) + "." + string(form), nil
}
