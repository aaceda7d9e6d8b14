package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"paraaf/documents"
	"paraaf/documents/annex"
	"paraaf/documents/gate"
	"paraaf/documents/redact"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// annexWork is the draft of the review of one annex. Work on another file that
// lay in this place before is not looked at.
type annexWork struct {
	Annex documents.Digest            `json:"annex"`
	Boxes []drawnBox                  `json:"boxes,omitempty"`
	Seen  map[int][]workflow.PersonID `json:"seen,omitempty"` // page, from 0, to who looked at it
	// Withheld: nothing of it becomes public.
	Withheld *withheld `json:"withheld,omitempty"`
	Next     int       `json:"next,omitempty"` // number of the next box

	version int
}

// A drawnBox is a box that somebody drew by hand.
type drawnBox struct {
	N          int                `json:"n"`
	Page       int                `json:"page"` // from 0
	Box        annex.Box          `json:"box"`
	Grounds    []documents.Ground `json:"grounds"`
	Motivering string             `json:"motivering,omitempty"`
	By         workflow.PersonID  `json:"by"`
}

type withheld struct {
	Grounds    []documents.Ground `json:"grounds"`
	Motivering string             `json:"motivering"`
	By         workflow.PersonID  `json:"by"`
}

// annexMarks is what a closed review fixes of an annex, stored in the place where
// a paper of our own has its list of marks.
type annexMarks struct {
	Marks    []documents.Mark            `json:"marks"`           // in the text that was read
	Boxes    []fixedBox                  `json:"boxes"`           // everything that is burnt
	Drawn    []fixedBox                  `json:"drawn,omitempty"` // of those, the ones by hand
	Seen     map[int][]workflow.PersonID `json:"seen"`
	Withheld *withheld                   `json:"withheld,omitempty"`
	Pages    int                         `json:"pages"`
	Unread   []int                       `json:"unread,omitempty"` // pages, from 0, with more on them than any machine has read

	missing int
}

type fixedBox struct {
	Page       int                `json:"page"` // from 0
	Box        annex.Box          `json:"box"`
	Grounds    []documents.Ground `json:"grounds"`
	Motivering string             `json:"motivering,omitempty"`
}

func (m *annexMarks) unseen() int { return m.missing }

// drawnMarks are the grounds of boxes as marks, for the rule that looks at them.
func (m *annexMarks) drawnMarks() []documents.Mark {
	var out []documents.Mark
	for _, b := range m.Boxes {
		out = append(out, documents.Mark{Grounds: b.Grounds})
	}
	if m.Withheld != nil {
		out = append(out, documents.Mark{Grounds: m.Withheld.Grounds})
	}
	return out
}

func (d *Desk) annexWork(ctx context.Context, id workflow.DossierID, ref workflow.PaperRef) (annexWork, error) {
	draft, err := d.draft(ctx, id, draftOf(ref, "lakken"))
	if err != nil {
		return annexWork{}, fmt.Errorf("load the review of an annex: %w", err)
	}
	var w annexWork
	if len(draft.Bytes) > 0 {
		if err := json.Unmarshal(draft.Bytes, &w); err != nil {
			return annexWork{}, fmt.Errorf("read the review of an annex: %w", err)
		}
	}
	if w.Annex != ref.Digest {
		w = annexWork{Annex: ref.Digest}
	}
	w.version = draft.Version
	if w.Seen == nil {
		w.Seen = map[int][]workflow.PersonID{}
	}
	return w, nil
}

// workOn changes the review of an annex for who may. version is what was on the
// screen, or -1 when it does not matter what stands there.
func (d *Desk) workOn(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, version int, change func(x *dossier, a *annexed, w *annexWork) error) error {
	for range tries {
		x, err := d.loadWhole(ctx, ask.Actor, id)
		if err != nil {
			return err
		}
		ref, err := x.annexRef(paper)
		if err != nil {
			return err
		}
		if c := d.mayMark(x, ask.Actor, paper); !c.Allowed {
			return &workflow.Refusal{Rule: c.Rule, Text: c.Why}
		}
		w, err := d.annexWork(ctx, id, ref)
		if err != nil {
			return err
		}
		a, err := d.annexed(ctx, annexTask{id, ref, ask.Actor.Person})
		if err != nil {
			return err
		}
		if version >= 0 && version != w.version {
			return &Conflict{Version: w.version}
		}
		if err := change(x, a, &w); err != nil {
			return err
		}
		data, err := json.Marshal(w)
		if err != nil {
			return fmt.Errorf("write the review of an annex: %w", err)
		}
		_, err = d.saveDraft(ctx, ask, x, draftOf(ref, "lakken"), w.version, "annex", data)
		switch {
		case err == nil, errors.Is(err, journal.ErrRepeated):
			return nil
		case errors.Is(err, journal.ErrKeyReused):
			return ErrOtherRequest
		case !errors.Is(err, journal.ErrStale):
			return err
		}
	}
	return ErrStale
}

// mayMark asks whether the actor may judge an annex: as reviewer, or by himself as
// second reader.
func (d *Desk) mayMark(x *dossier, by workflow.Actor, paper workflow.PaperID) workflow.Choice {
	var wish workflow.Command = workflow.SetMarks{Paper: paper, Marks: documents.DigestOf(nil)}
	if d.readsApart(x, by) {
		wish = workflow.CloseSecondReading{Seen: x.state.MarksDigest(), Answers: documents.DigestOf(nil)}
	}
	return d.May(x.state, by, d.clock(), wish)
}

// own gives the work as who reads apart may see it: what is his. For the first
// reading it is all.
func (w annexWork) own(reader workflow.PersonID) annexWork {
	if reader == "" {
		return w
	}
	w.Boxes = slices.DeleteFunc(slices.Clone(w.Boxes), func(b drawnBox) bool { return b.By != reader })
	seen := map[int][]workflow.PersonID{}
	for n, who := range w.Seen {
		if slices.Contains(who, reader) {
			seen[n] = []workflow.PersonID{reader}
		}
	}
	w.Seen = seen
	return w
}

// checkGrounds refuses grounds that this publication does not allow.
func (d *Desk) checkGrounds(x *dossier, grounds []documents.Ground) error {
	if len(grounds) == 0 {
		return &workflow.Refusal{Rule: "R12", Text: "Kies de grond waarop dit weggaat."}
	}
	if why := workflow.CheckGrounds(x.state.Publication(), d.today(), grounds); why != "" {
		return &workflow.Refusal{Rule: "R12", Text: why}
	}
	return nil
}

// DrawBox marks what lies in a box on page n, from 0, of an annex: the box is in
// points from the lower left corner. It fails as Judge does.
func (d *Desk) DrawBox(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, version, n int, box [4]float64, grounds []documents.Ground, motivering string) error {
	return d.workOn(ctx, ask, id, paper, version, func(x *dossier, a *annexed, w *annexWork) error {
		if n < 0 || n >= len(a.readings) {
			return &workflow.Refusal{Rule: "R12", Text: "Deze pagina is nog niet gelezen. Wacht even en probeer het opnieuw."}
		}
		if err := d.checkGrounds(x, grounds); err != nil {
			return err
		}
		p := a.readings[n]
		b := annex.Box{X0: max(min(box[0], box[2]), 0), Y0: max(min(box[1], box[3]), 0), X1: min(max(box[0], box[2]), p.Width), Y1: min(max(box[1], box[3]), p.Height)}
		if !(b.X1-b.X0 >= 2 && b.Y1-b.Y0 >= 2) {
			return &workflow.Refusal{Rule: "R12", Text: "Dit kader is te klein of ligt buiten de pagina. Trek het opnieuw."}
		}
		if len(w.Boxes) >= maxDrawn {
			return &workflow.Refusal{Rule: "R12", Text: fmt.Sprintf("In deze bijlage staan al %d kaders. Maak de hele bijlage niet openbaar, of splits haar.", maxDrawn)}
		}
		w.Next++
		w.Boxes = append(w.Boxes, drawnBox{w.Next, n, b, grounds, motivering, ask.Actor.Person})
		return nil
	})
}

// DropBox takes a box away that was drawn by hand.
func (d *Desk) DropBox(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, version, number int) error {
	return d.workOn(ctx, ask, id, paper, version, func(_ *dossier, _ *annexed, w *annexWork) error {
		i := slices.IndexFunc(w.Boxes, func(b drawnBox) bool { return b.N == number })
		if i < 0 {
			return ErrNotFound
		}
		w.Boxes = slices.Delete(w.Boxes, i, i+1)
		return nil
	})
}

// SeePage records that the actor looked at page n, from 0.
func (d *Desk) SeePage(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, n int) error {
	return d.workOn(ctx, ask, id, paper, -1, func(_ *dossier, a *annexed, w *annexWork) error {
		if n < 0 || n >= len(a.readings) || a.readings[n].Source == annex.Broken {
			return &workflow.Refusal{Rule: "R12", Text: "Deze pagina kan niet worden getoond, en dus ook niet zijn bekeken. Maak de hele bijlage niet openbaar, met een grond, of laat haar opnieuw aanleveren."}
		}
		if !slices.Contains(w.Seen[n], ask.Actor.Person) {
			w.Seen[n] = append(w.Seen[n], ask.Actor.Person)
		}
		return nil
	})
}

// Withhold keeps a whole annex from becoming public, on grounds and with a reason;
// without grounds it takes that back.
func (d *Desk) Withhold(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, version int, grounds []documents.Ground, motivering string) error {
	return d.workOn(ctx, ask, id, paper, version, func(x *dossier, _ *annexed, w *annexWork) error {
		if len(grounds) == 0 {
			w.Withheld = nil
			return nil
		}
		if err := d.checkGrounds(x, grounds); err != nil {
			return err
		}
		if strings.TrimSpace(motivering) == "" {
			return &workflow.Refusal{Rule: "R12", Text: "Schrijf op waarom niets van deze bijlage openbaar kan worden."}
		}
		w.Withheld = &withheld{grounds, strings.TrimSpace(motivering), ask.Actor.Person}
		return nil
	})
}

// unseenPages counts the pages of annexes that nobody has looked at, those that
// are still to be read among them.
func (d *Desk) unseenPages(ctx context.Context, x *dossier) (int, error) {
	n := 0
	for _, ref := range x.attached() {
		f, known, err := d.facts(ctx, x.history.ID, ref)
		if err != nil {
			return 0, err
		}
		w, err := d.annexWork(ctx, x.history.ID, ref)
		if err != nil {
			return 0, err
		}
		w = w.own(x.reader)
		switch {
		case w.Withheld != nil || x.state.IsAlreadyPublic(ref.ID):
		case !known:
			n++ // at least
		default:
			n += max(f.Intake.Pages-len(w.Seen), 0)
		}
	}
	return n, nil
}

// fixAnnex gives what a review that closes fixes of an annex.
func (d *Desk) fixAnnex(ctx context.Context, x *dossier, ref workflow.PaperRef, marks []documents.Mark) (*annexMarks, error) {
	a, err := d.annexed(ctx, annexTask{x.history.ID, ref, x.state.Opsteller})
	if err != nil {
		return nil, err
	}
	w, err := d.annexWork(ctx, x.history.ID, ref)
	if err != nil {
		return nil, err
	}
	everyone := w.Seen
	w = w.own(x.reader)
	pages := max(a.facts.Intake.Pages, 1)
	out := &annexMarks{Seen: everyone, Withheld: w.Withheld, Pages: pages}
	if w.Withheld != nil {
		return out, nil
	}
	out.Marks = marks
	for n := range pages {
		if len(w.Seen[n]) == 0 || n >= len(a.readings) {
			out.missing++
		} else if a.readings[n].Source == annex.Unread {
			out.Unread = append(out.Unread, n)
		}
	}
	for _, b := range w.Boxes {
		out.Drawn = append(out.Drawn, fixedBox{b.Page, b.Box, b.Grounds, b.Motivering})
	}
	out.Boxes = a.fixed(marks, out.Drawn)
	return out, nil
}

// fixed gives every box that is burnt, by page and then in order of the marks.
func (a *annexed) fixed(marks []documents.Mark, drawn []fixedBox) []fixedBox {
	var out []fixedBox
	for _, m := range marks {
		by := a.boxes(m.Span)
		for _, n := range slices.Sorted(maps.Keys(by)) {
			for _, b := range by[n] {
				out = append(out, fixedBox{n, b, m.Grounds, m.Motivering})
			}
		}
	}
	out = append(out, drawn...)
	slices.SortStableFunc(out, func(a, b fixedBox) int { return a.Page - b.Page })
	return out
}

// fixedAnnex gives what the closed review fixed of an annex.
func (d *Desk) fixedAnnex(ctx context.Context, x *dossier, id workflow.PaperID) (*annexMarks, error) {
	for _, m := range x.state.Marks {
		if m.Paper != id {
			continue
		}
		return d.storedAnnex(ctx, m.Marks)
	}
	return nil, fmt.Errorf("annex %s has no marks", id)
}

func (d *Desk) storedAnnex(ctx context.Context, digest documents.Digest) (*annexMarks, error) {
	p, err := d.book.Paper(ctx, digest)
	if err != nil {
		return nil, fmt.Errorf("load marks: %w", err)
	}
	var out annexMarks
	if err := json.Unmarshal(p.Bytes, &out); err != nil {
		return nil, fmt.Errorf("read marks: %w", err)
	}
	return &out, nil
}

// resettled is what was fixed of an annex with a reading that was settled.
func (d *Desk) resettled(ctx context.Context, x *dossier, ref workflow.PaperRef, is keptReading) (*annexMarks, error) {
	m, err := d.fixedAnnex(ctx, x, ref.ID)
	if err != nil {
		return nil, err
	}
	a, err := d.annexed(ctx, annexTask{x.history.ID, ref, x.state.Opsteller})
	if err != nil {
		return nil, err
	}
	m.Marks, m.Drawn = is.Marks, is.Drawn
	m.Boxes = a.fixed(is.Marks, is.Drawn)
	return m, nil
}

// A drawnClash is one place where two readers drew other boxes by hand.
type drawnClash struct{ first, second *fixedBox }

func (c *drawnClash) page() int {
	if c.first != nil {
		return c.first.Page
	}
	return c.second.Page
}

// exchange puts the second reader's box in the place of the first one's.
func (c *drawnClash) exchange(drawn []fixedBox) []fixedBox {
	if c.first != nil {
		if i := slices.IndexFunc(drawn, func(b fixedBox) bool { return b.Page == c.first.Page && b.Box == c.first.Box }); i >= 0 {
			drawn = slices.Delete(drawn, i, i+1)
		}
	}
	if c.second != nil {
		drawn = append(drawn, *c.second)
	}
	return drawn
}

// compareDrawn lays the boxes of two readers over each other. Two boxes are one
// when they share half of the smaller; nobody draws the same box twice.
func compareDrawn(paper workflow.PaperID, first, second []fixedBox) (apart []clash, alike int) {
	left := slices.Clone(second)
	mark := func(b *fixedBox) []documents.Mark {
		if b == nil {
			return nil
		}
		return []documents.Mark{{Grounds: b.Grounds, Motivering: b.Motivering}}
	}
	put := func(a, b *fixedBox) {
		apart = append(apart, clash{paper: paper, first: mark(a), second: mark(b), drawn: &drawnClash{a, b}})
	}
	for _, f := range first {
		i := slices.IndexFunc(left, func(s fixedBox) bool { return s.Page == f.Page && shares(f.Box, s.Box) })
		if i < 0 {
			put(&f, nil)
			continue
		}
		s := left[i]
		left = slices.Delete(left, i, i+1)
		if groundCodes(f.Grounds) == groundCodes(s.Grounds) {
			alike++
		} else {
			put(&f, &s)
		}
	}
	for _, s := range left {
		put(nil, &s)
	}
	return apart, alike
}

// shares reports whether two boxes share half of the smaller.
func shares(a, b annex.Box) bool {
	w, h := min(a.X1, b.X1)-max(a.X0, b.X0), min(a.Y1, b.Y1)-max(a.Y0, b.Y0)
	smaller := min((a.X1-a.X0)*(a.Y1-a.Y0), (b.X1-b.X0)*(b.Y1-b.Y0))
	return w > 0 && h > 0 && w*h >= smaller/2
}

// An AnnexPage is one page of an annex on the screen.
type AnnexPage struct {
	View    View
	Annex   AnnexView
	N       int // from 0
	Width   float64
	Height  float64
	Source  annex.Source
	Text    string // what was read of it
	Unseen  bool   // the file gives text here that nobody sees
	Known   bool   // it has been read
	Marks   []AnnexMark
	Words   []AnnexWord
	SeenBy  []string // names
	Pages   []AnnexDone
	Grounds []workflow.GroundRule
	// Version guards the boxes, ReviewVersion the answers to findings.
	Version       int
	ReviewVersion int
	Refused       string // why the actor may only look
	Withheld      string // why nothing becomes public, "" when it does
	Finds         []int  // pages, from 0, on which the searched words stand
}

// An AnnexMark is a box on a page: a finding, or drawn by hand.
type AnnexMark struct {
	Boxes    [][4]float64 // left, lower, right, upper, in points
	ID       string       // of the judgement; "" for a box by hand
	Number   int          // of a box by hand
	Text     string
	Label    documents.Label
	Why      string
	Decision Decision
	Grounds  []documents.Ground
}

// An AnnexWord is a word where it stands.
type AnnexWord struct {
	Text string
	Box  [4]float64
}

// An AnnexDone says how far one page is.
type AnnexDone struct {
	Seen bool
	Open int // findings that nobody judged
	Gone int // boxes
}

// AnnexPage gives page n, from 0, of an annex, with its findings and boxes for who
// may see those. find are words to look for. It is written to the read log first.
func (d *Desk) AnnexPage(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, n int, find string) (AnnexPage, error) {
	v, x, err := d.view(ctx, ask.Actor, id)
	if err != nil {
		return AnnexPage{}, err
	}
	if !d.explain(x.state, ask.Actor, workflow.ActionSeeDossier).Allowed {
		return AnnexPage{}, ErrNotFound
	}
	ref, err := x.annexRef(paper)
	if err != nil {
		return AnnexPage{}, err
	}
	out := AnnexPage{View: v, N: n}
	if out.Annex, err = d.annexView(ctx, x, ref); err != nil {
		return AnnexPage{}, err
	}
	if n < 0 || n > 0 && n >= out.Annex.Pages {
		return AnnexPage{}, ErrNotFound
	}
	if err := d.log(ctx, ask, id, ref.Digest, workflow.ActionSeeDossier, "ok"); err != nil {
		return AnnexPage{}, err
	}
	a, err := d.annexed(ctx, annexTask{id, ref, ask.Actor.Person})
	if err != nil {
		return AnnexPage{}, err
	}
	out.Annex.Read = len(a.readings)
	if out.Known = n < len(a.readings); out.Known {
		r := &a.readings[n]
		out.Width, out.Height, out.Source, out.Text, out.Unseen = r.Width, r.Height, r.Source, r.Text, r.Unseen
		for _, w := range r.Words() {
			out.Words = append(out.Words, AnnexWord{r.Text[w.Start:w.End], corners(w.Box)})
		}
	}
	out.Finds = a.find(find)
	out.Pages = make([]AnnexDone, out.Annex.Pages)
	if !d.explain(x.state, ask.Actor, workflow.ActionSeeMarks).Allowed {
		out.Refused = "U kunt hier alleen lezen."
		return out, nil
	}
	return out, d.annexMarking(ctx, ask, x, ref, a, &out)
}

// annexMarking fills in what is being judged.
func (d *Desk) annexMarking(ctx context.Context, ask Ask, x *dossier, ref workflow.PaperRef, a *annexed, out *AnnexPage) error {
	if c := d.mayMark(x, ask.Actor, ref.ID); !c.Allowed {
		out.Refused = c.Why
	}
	out.Grounds = workflow.GroundsFor(x.state.Publication(), d.today())
	w, err := d.annexWork(ctx, x.history.ID, ref)
	if err != nil {
		return err
	}
	w = w.own(x.reader)
	js, version, err := d.judgements(ctx, x)
	if err != nil {
		return err
	}
	out.Version, out.ReviewVersion = w.version, version
	if w.Withheld != nil {
		out.Withheld = w.Withheld.Motivering
	}
	for n, who := range w.Seen {
		if n >= 0 && n < len(out.Pages) {
			out.Pages[n].Seen = len(who) > 0
		}
	}
	for _, p := range w.Seen[out.N] {
		out.SeenBy = append(out.SeenBy, d.nameOf(ctx, p))
	}
	for _, j := range js {
		if j.Paper != ref.ID {
			continue
		}
		first := a.page(j.Finding.Start)
		if first < len(out.Pages) {
			switch j.Decision {
			case Undecided:
				out.Pages[first].Open++
			case Redact:
				out.Pages[first].Gone++
			}
		}
		if first > out.N || a.page(j.Finding.End-1) < out.N {
			continue
		}
		m := AnnexMark{ID: j.ID, Text: j.Text, Label: j.Finding.Label, Why: j.Finding.Why, Decision: j.Decision, Grounds: j.Grounds}
		for _, b := range a.boxes(j.Finding.Span)[out.N] {
			m.Boxes = append(m.Boxes, corners(b))
		}
		out.Marks = append(out.Marks, m)
	}
	for _, b := range w.Boxes {
		if b.Page < len(out.Pages) {
			out.Pages[b.Page].Gone++
		}
		if b.Page != out.N {
			continue
		}
		m := AnnexMark{Number: b.N, Decision: Redact, Label: manualLabel, Grounds: b.Grounds, Boxes: [][4]float64{corners(b.Box)}}
		if out.Known {
			m.Text = a.readings[out.N].Within(b.Box)
		}
		out.Marks = append(out.Marks, m)
	}
	return nil
}

func corners(b annex.Box) [4]float64 { return [4]float64{b.X0, b.Y0, b.X1, b.Y1} }

// find gives the pages on which words stand, whatever their case.
func (a *annexed) find(words string) []int {
	words = strings.ToLower(strings.Join(strings.Fields(words), " "))
	if words == "" {
		return nil
	}
	var out []int
	for n := range a.readings {
		if strings.Contains(strings.ToLower(strings.Join(strings.Fields(a.readings[n].Text), " ")), words) {
			out = append(out, n)
		}
	}
	return out
}

// leaves gives on which page of an annex, from 1, a judgement stands; 0 in our own
// papers.
func (d *Desk) leaves(ctx context.Context, x *dossier) (func(judged) int, error) {
	of := map[workflow.PaperID]*annexed{}
	for _, ref := range x.attached() {
		a, err := d.annexed(ctx, annexTask{x.history.ID, ref, x.state.Opsteller})
		if err != nil {
			return nil, err
		}
		of[ref.ID] = a
	}
	return func(j judged) int {
		if a := of[j.Paper]; a != nil {
			return a.page(j.Finding.Start) + 1
		}
		return 0
	}, nil
}

// Picture gives page n, from 0, of an annex as PNG, as it came.
func (d *Desk) Picture(ctx context.Context, by workflow.Actor, id workflow.DossierID, paper workflow.PaperID, n int) ([]byte, error) {
	return d.picture(ctx, by, id, paper, n, false)
}

// PublicPicture gives page n, from 0, of an annex as PNG with what goes burnt in:
// what the review fixed, or what it comes to so far. It is as the public version
// will look.
func (d *Desk) PublicPicture(ctx context.Context, by workflow.Actor, id workflow.DossierID, paper workflow.PaperID, n int) ([]byte, error) {
	return d.picture(ctx, by, id, paper, n, true)
}

func (d *Desk) picture(ctx context.Context, by workflow.Actor, id workflow.DossierID, paper workflow.PaperID, n int, public bool) ([]byte, error) {
	if d.annexes == nil {
		return nil, ErrNotFound
	}
	x, err := d.loadWhole(ctx, by, id)
	if err != nil {
		return nil, err
	}
	ref, err := x.annexRef(paper)
	if err != nil {
		return nil, err
	}
	f, known, err := d.facts(ctx, id, ref)
	if err != nil {
		return nil, err
	}
	if !known || n < 0 || n >= f.Intake.Pages {
		return nil, ErrNotFound
	}
	var fixed []fixedBox
	if public {
		if !d.explain(x.state, by, workflow.ActionSeePublic).Allowed {
			return nil, ErrNotFound
		}
		d.readsApart(x, by) // who reads for himself sees his own
		if fixed, err = d.burnt(ctx, x, ref); err != nil {
			return nil, err
		}
	}
	boxes := map[int][]annex.Box{}
	for _, b := range fixed {
		boxes[b.Page] = append(boxes[b.Page], b.Box)
	}
	return d.drawn(ctx, x, ref, f, n, boxes)
}

// burnt gives the boxes that the review fixed, or that it comes to so far.
func (d *Desk) burnt(ctx context.Context, x *dossier, ref workflow.PaperRef) ([]fixedBox, error) {
	if x.state.Reviewer != "" && x.reader == "" {
		m, err := d.fixedAnnex(ctx, x, ref.ID)
		if err != nil {
			return nil, err
		}
		if r := x.state.Second; r != nil && x.state.SecondReader == "" && r.Differences > 0 {
			return d.settledBoxes(ctx, x, ref)
		}
		return m.Boxes, nil
	}
	js, _, err := d.judgements(ctx, x)
	if err != nil {
		return nil, err
	}
	m, err := d.fixAnnex(ctx, x, ref, marks(js, ref.ID, true))
	if err != nil {
		return nil, err
	}
	return m.Boxes, nil
}

// settledBoxes gives the boxes as they became where two readings differed, as far
// as that is settled.
func (d *Desk) settledBoxes(ctx context.Context, x *dossier, ref workflow.PaperRef) ([]fixedBox, error) {
	first, second, _, err := d.readings(ctx, x)
	if err != nil {
		return nil, err
	}
	number := 0
	for _, r := range x.papers {
		apart, _ := x.clashes(r, first[r.ID], second[r.ID])
		is := settled(first[r.ID], apart, x.state.Second.Settled, &number)
		if r.ID != ref.ID {
			continue
		}
		m, err := d.resettled(ctx, x, ref, is)
		if err != nil {
			return nil, err
		}
		return m.Boxes, nil
	}
	return nil, ErrNotFound
}

// drawn gives a page from memory, or draws it and the next few.
func (d *Desk) drawn(ctx context.Context, x *dossier, ref workflow.PaperRef, f annexFacts, n int, boxes map[int][]annex.Box) ([]byte, error) {
	key := func(n int) pictureKey {
		k := pictureKey{annex: ref.Digest, page: n}
		if len(boxes[n]) > 0 {
			k.boxes = documents.DigestOf(nil, []byte(fmt.Sprint(boxes[n])))
		}
		return k
	}
	room := d.annexes
	room.mu.Lock()
	png := room.pictures[key(n)]
	room.mu.Unlock()
	if png != nil {
		return png, nil
	}
	pages, err := d.pagesOf(ctx, x.history.ID, ref, f)
	if err != nil {
		return nil, err
	}
	to := min(n+drawChunk, f.Intake.Pages)
	all, err := room.foreign.Draw(ctx, pages, n, to, drawDPI, boxes)
	var unreadable *documents.Unreadable
	if errors.As(err, &unreadable) && to > n+1 { // perhaps one of the others
		all, err = room.foreign.Draw(ctx, pages, n, n+1, drawDPI, boxes)
	}
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("draw an annex: no picture")
	}
	room.mu.Lock()
	defer room.mu.Unlock()
	for i, p := range all {
		k := key(n + i)
		if room.pictures[k] == nil {
			room.pictured = append(room.pictured, k)
			room.pictures[k] = p
			room.held += len(p)
		}
	}
	for room.held > maxPictured && len(room.pictured) > drawChunk {
		room.held -= len(room.pictures[room.pictured[0]])
		delete(room.pictures, room.pictured[0])
		room.pictured = room.pictured[1:]
	}
	return all[0], nil
}

// publicAnnexes rebuilds the annexes of which something becomes public. It gives a
// *workflow.Refusal for one that cannot be made public as it was marked. done is called
// after each.
func (d *Desk) publicAnnexes(ctx context.Context, x *dossier, done func()) ([]gate.Artefact, []string, []gate.Looked, error) {
	type one struct {
		made    []gate.Artefact // none or one
		secrets []string
		looked  []gate.Looked
	}
	refs := x.attached()
	all := make([]one, len(refs))
	err := together(len(refs), func(i int) error {
		ref := refs[i]
		if x.state.IsAlreadyPublic(ref.ID) {
			return nil // it is not made again
		}
		m, err := d.fixedAnnex(ctx, x, ref.ID)
		if err != nil || m.Withheld != nil {
			return err
		}
		a, data, err := d.publicAnnex(ctx, x, ref, m)
		if err != nil {
			return err
		}
		name := publicName(ref.ID, "pdf")
		all[i].made = []gate.Artefact{{Paper: string(ref.ID), Format: "pdf", Name: name, Data: data}}
		all[i].secrets = redact.Secrets(a.paper, m.Marks)
		for n := range m.Pages {
			all[i].looked = append(all[i].looked, gate.Looked{File: name, Page: n + 1, People: len(m.Seen[n])})
		}
		done()
		return nil
	})
	var out one
	for _, o := range all {
		out.made, out.secrets, out.looked = append(out.made, o.made...), append(out.secrets, o.secrets...), append(out.looked, o.looked...)
	}
	return out.made, out.secrets, out.looked, err
}

// publicAnnex rebuilds one annex.
func (d *Desk) publicAnnex(ctx context.Context, x *dossier, ref workflow.PaperRef, m *annexMarks) (*annexed, []byte, error) {
	name := paperTitle(ref.ID, ref.Soort)
	if d.annexes == nil {
		return nil, nil, errNoForeign
	}
	a, err := d.annexed(ctx, annexTask{x.history.ID, ref, x.state.Opsteller})
	if err != nil {
		return nil, nil, err
	}
	if len(a.readings) < m.Pages {
		return nil, nil, &workflow.Refusal{Rule: "R14", Text: name + " is nog niet helemaal gelezen. Wacht tot alle pagina's zijn gelezen en probeer het opnieuw."}
	}
	pages, err := d.pagesOf(ctx, x.history.ID, ref, a.facts)
	if err != nil {
		return nil, nil, err
	}
	var marks []annex.Mark
	for _, b := range m.Boxes {
		marks = append(marks, annex.Mark{Page: b.Page, Box: b.Box, Grounds: b.Grounds})
	}
	built, err := d.annexes.foreign.Rebuild(ctx, pages, marks, name)
	var unreadable *documents.Unreadable
	var leak *annex.Leak
	switch {
	case errors.As(err, &leak):
		return nil, nil, &workflow.Refusal{Rule: "R14", Text: name + ": " + leak.Error()}
	case errors.As(err, &unreadable):
		return nil, nil, &workflow.Refusal{Rule: "R14", Text: name + " kan niet openbaar worden gemaakt. " + unreadable.Text}
	case err != nil:
		return nil, nil, fmt.Errorf("rebuild %s: %w", ref.ID, err)
	}
	return a, built.PDF, nil
}

// AnnexSizes says how large the pages of an annex are, and why nothing of it
// becomes public, "" when it does.
type AnnexSizes struct {
	Sizes    [][2]float64 // width and height in points
	Withheld string
}

// AnnexSizes gives the sizes of the pages that are read. Of what is withheld it
// gives none.
func (d *Desk) AnnexSizes(ctx context.Context, by workflow.Actor, id workflow.DossierID, paper workflow.PaperID) (AnnexSizes, error) {
	x, err := d.loadWhole(ctx, by, id)
	if err != nil {
		return AnnexSizes{}, err
	}
	ref, err := x.annexRef(paper)
	if err != nil {
		return AnnexSizes{}, err
	}
	w, err := d.annexWork(ctx, id, ref)
	if err != nil {
		return AnnexSizes{}, err
	}
	if w.Withheld != nil {
		return AnnexSizes{Withheld: w.Withheld.Motivering}, nil
	}
	a, err := d.annexed(ctx, annexTask{id, ref, by.Person})
	if err != nil {
		return AnnexSizes{}, err
	}
	var out AnnexSizes
	for i := range a.readings {
		out.Sizes = append(out.Sizes, [2]float64{a.readings[i].Width, a.readings[i].Height})
	}
	return out, nil
}

// A Certified is the certificate of an export with who made it: names are for the
// house and the supervisor, and stand in no public file.
type Certified struct {
	View        View
	Digest      documents.Digest
	Certificate gate.Certificate
	Reviewer    string
	Second      string
	Unexamined  []LookedAt
}

// A LookedAt is a page that no program has read.
type LookedAt struct {
	File   string
	Page   int    // from 1
	People string // names of who looked at it
}

// Certificate gives the certificate of an exported dossier. It fails with
// ErrNotFound when nothing was exported, and for who sees no more than the letter:
// it names officials.
func (d *Desk) Certificate(ctx context.Context, ask Ask, id workflow.DossierID) (Certified, error) {
	v, x, err := d.view(ctx, ask.Actor, id)
	if err != nil {
		return Certified{}, err
	}
	if x.state.Export == nil || !d.explain(x.state, ask.Actor, workflow.ActionSeeDossier).Allowed {
		return Certified{}, ErrNotFound
	}
	p, err := d.book.Paper(ctx, x.state.Export.Certificate)
	if err != nil {
		return Certified{}, fmt.Errorf("load the certificate: %w", err)
	}
	c := Certified{View: v, Digest: x.state.Export.Certificate, Reviewer: d.nameOf(ctx, x.state.Reviewer), Second: d.nameOf(ctx, x.state.SecondReader)}
	if err := json.Unmarshal(p.Bytes, &c.Certificate); err != nil {
		return Certified{}, fmt.Errorf("read the certificate: %w", err)
	}
	fixed := map[string]*annexMarks{}
	for _, ref := range x.attached() {
		if fixed[publicName(ref.ID, "pdf")], err = d.fixedAnnex(ctx, x, ref.ID); err != nil {
			return Certified{}, err
		}
	}
	for _, u := range c.Certificate.Unexamined {
		l := LookedAt{File: u.File, Page: u.Page}
		var names []string
		if m := fixed[u.File]; m != nil {
			for _, who := range m.Seen[u.Page-1] {
				names = append(names, d.nameOf(ctx, who))
			}
		}
		if fixed[u.File] == nil { // a paper of our own: both readers judged its pictures
			names = []string{c.Reviewer, c.Second}
		}
		l.People = strings.Join(names, " en ")
		c.Unexamined = append(c.Unexamined, l)
	}
	return c, d.log(ctx, ask, id, c.Digest, workflow.ActionSeeDossier, "ok")
}
