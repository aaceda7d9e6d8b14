package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
)

// The second reading (rule R13): the second reader judges the papers in a work
// of his own and is shown nothing of the first one's, here or in the preview.
// When he fixed it, both lie beside each other, and every place where they
// differ is settled under somebody's name.

// A Difference is where two readings differ: one text with the same two
// answers, at one or more places.
type Difference struct {
	Numbers []int // of its places, as the ledger counts them, from 1
	Paper   workflow.PaperID
	Name    string // of the paper
	Text    string
	Before  string // words around the first place
	After   string
	First   []documents.Ground // nil: it stays
	Second  []documents.Ground
	Partly  bool // both take some of it out, of different extent
	Motives [2]string

	For    workflow.Side // "" while nobody decided
	By     string        // who decided
	At     time.Time
	Reason string
}

// A Comparison is the two readings beside each other.
type Comparison struct {
	View        View
	First       string // name of who closed the review
	Second      string // name of the second reader
	Differences []Difference
	Alike       int // stretches on which both took out the same, on the same grounds
	Open        int // places that nobody settled
	Texts       []ComparedText
}

// A ComparedText is one paper with the marks of both readings.
type ComparedText struct {
	ReviewText
	First, Second []documents.Mark
}

// keptReading is a second reading as it is stored.
type keptReading struct {
	Paper workflow.PaperID `json:"paper"`
	Marks []documents.Mark `json:"marks"`
	Drawn []fixedBox       `json:"drawn,omitempty"` // by hand, on an annex
}

// soortReading is the form under which a second reading is stored.
const soortReading documents.Soort = "lezing"

// readsApart makes the work of the second reader the one that is meant, when
// the actor may be him and has not fixed it.
func (d *Desk) readsApart(x *dossier, by workflow.Actor) bool {
	if x.state.ReadsSecond(by.Person) && d.explain(x.state, by, workflow.CloseSecondReading{}.Action()).Allowed {
		x.reader = by.Person
	}
	return x.reader != ""
}

// work names the draft that holds the judgements which are meant.
func (x *dossier) work() workflow.PaperID {
	if x.exercise > 0 {
		return exercisePlace(x.exercise, x.reader)
	}
	if x.reader == "" {
		return marksDraft
	}
	return workflow.PaperID("lezing." + documents.DigestOf(nil, []byte(x.reader)).Short())
}

// A clash is one place where two readings differ.
type clash struct {
	paper         workflow.PaperID
	span          documents.Span
	first, second []documents.Mark

	drawn *drawnClash // of an annex: boxes by hand, and no text
}

// A taken is a stretch that goes, with its grounds in order.
type taken struct {
	span    documents.Span
	grounds string
}

// takes gives what a list of marks takes out, joined where the grounds are
// alike and without the space around it.
func takes(text []byte, ms []documents.Mark) []taken {
	var out []taken
	for _, m := range ms {
		s := m.Span
		for s.Start < s.End && text[s.Start] <= ' ' {
			s.Start++
		}
		for s.Start < s.End && text[s.End-1] <= ' ' {
			s.End--
		}
		t := taken{s, groundCodes(m.Grounds)}
		if n := len(out); n > 0 && out[n-1].grounds == t.grounds && blank(text, out[n-1].span.End, s.Start) {
			out[n-1].span.End = max(out[n-1].span.End, t.span.End)
			continue
		}
		out = append(out, t)
	}
	return out
}

// blank reports whether only space stands from one offset to another.
func blank(text []byte, from, to int) bool {
	return from >= to || len(bytes.TrimSpace(text[from:to])) == 0
}

func groundCodes(gs []documents.Ground) string {
	var codes []string
	for _, g := range gs {
		codes = append(codes, string(g))
	}
	slices.Sort(codes)
	return strings.Join(slices.Compact(codes), ";")
}

// compare lays two readings of one paper beside each other: where they differ,
// in order, and on how many stretches they agree.
func compare(paper workflow.PaperID, text []byte, first, second []documents.Mark) (apart []clash, alike int) {
	byPlace := func(a, b documents.Mark) int { return a.Start - b.Start }
	first, second = slices.SortedFunc(slices.Values(first), byPlace), slices.SortedFunc(slices.Values(second), byPlace)
	for len(first)+len(second) > 0 {
		var c clash
		c.paper = paper
		switch {
		case len(second) == 0, len(first) > 0 && first[0].Start <= second[0].Start:
			c.span = first[0].Span
		default:
			c.span = second[0].Span
		}
		for grown := true; grown; { // take in whatever overlaps, on either side
			grown = false
			for len(first) > 0 && first[0].Start < c.span.End {
				c.span.End, c.first, first, grown = max(c.span.End, first[0].End), append(c.first, first[0]), first[1:], true
			}
			for len(second) > 0 && second[0].Start < c.span.End {
				c.span.End, c.second, second, grown = max(c.span.End, second[0].End), append(c.second, second[0]), second[1:], true
			}
		}
		if slices.Equal(takes(text, c.first), takes(text, c.second)) {
			alike++
		} else {
			apart = append(apart, c)
		}
	}
	return apart, alike
}

// readings gives the marks of both readers: as they were when the second fixed
// his own, also after they were settled. It fails with ErrNotFound when there
// are no two readings.
func (d *Desk) readings(ctx context.Context, x *dossier) (first, second map[workflow.PaperID]keptReading, at workflow.State, err error) {
	if x.state.Second == nil {
		return nil, nil, at, ErrNotFound
	}
	var s workflow.State
	for _, e := range x.history.Entries {
		s = workflow.Evolve(s, d.now.Load().asOne(e.Event))
		if _, ok := e.Event.(workflow.SecondReadingClosed); ok {
			at = s
		}
	}
	if err := d.layAnnexes(ctx, x); err != nil {
		return nil, nil, at, err
	}
	first, second = map[workflow.PaperID]keptReading{}, map[workflow.PaperID]keptReading{}
	for _, m := range at.Marks {
		k := keptReading{Paper: m.Paper}
		if k.Marks, err = d.storedMarks(ctx, m.Marks); err != nil {
			return nil, nil, at, err
		}
		if ref, _ := x.judgedPapers().Find(m.Paper); ref.Soort == documents.SoortBijlage {
			fixed, err := d.storedAnnex(ctx, m.Marks)
			if err != nil {
				return nil, nil, at, err
			}
			k.Drawn = fixed.Drawn
		}
		first[m.Paper] = k
	}
	p, err := d.book.Paper(ctx, at.Second.Answers)
	if err != nil {
		return nil, nil, at, fmt.Errorf("load the second reading: %w", err)
	}
	var kept []keptReading
	if err := json.Unmarshal(p.Bytes, &kept); err != nil {
		return nil, nil, at, fmt.Errorf("read the second reading: %w", err)
	}
	for _, k := range kept {
		second[k.Paper] = k
	}
	return first, second, at, nil
}

func (d *Desk) storedMarks(ctx context.Context, digest documents.Digest) ([]documents.Mark, error) {
	p, err := d.book.Paper(ctx, digest)
	if err != nil {
		return nil, fmt.Errorf("load marks: %w", err)
	}
	var ms []documents.Mark
	if bytes.HasPrefix(p.Bytes, []byte("{")) { // of an annex
		var fixed annexMarks
		err := json.Unmarshal(p.Bytes, &fixed)
		if err != nil {
			return nil, fmt.Errorf("read marks: %w", err)
		}
		return fixed.Marks, nil
	}
	if err := json.Unmarshal(p.Bytes, &ms); err != nil {
		return nil, fmt.Errorf("read marks: %w", err)
	}
	return ms, nil
}

// clashes gives where two readings of one paper differ, text before boxes, and on
// how much they agree.
func (x *dossier) clashes(ref workflow.PaperRef, first, second keptReading) ([]clash, int) {
	apart, alike := compare(ref.ID, x.texts[ref.ID].paper.Bytes(), first.Marks, second.Marks)
	boxes, same := compareDrawn(ref.ID, first.Drawn, second.Drawn)
	return append(apart, boxes...), alike + same
}

// Comparison gives the two readings beside each other, to who may see marks. It
// fails with ErrNotFound as long as there are no two.
func (d *Desk) Comparison(ctx context.Context, by workflow.Actor, id workflow.DossierID) (Comparison, error) {
	v, x, err := d.view(ctx, by, id)
	if err != nil {
		return Comparison{}, err
	}
	if !d.explain(x.state, by, workflow.ActionSeeMarks).Allowed {
		return Comparison{}, ErrNotFound
	}
	first, second, at, err := d.readings(ctx, x)
	if err != nil {
		return Comparison{}, err
	}
	dir, err := d.directory(ctx)
	if err != nil {
		return Comparison{}, err
	}
	c := Comparison{View: v, First: dir.person(ctx, at.Reviewer), Second: dir.person(ctx, at.Second.By), Open: len(x.state.Second.Unsettled())}
	number := 0
	alike := map[string]int{} // what a difference says to its index
	for _, ref := range x.judgedPapers() {
		t := x.texts[ref.ID]
		text := t.paper.Bytes()
		name := paperTitle(ref.ID, ref.Soort)
		if ref.Soort != documents.SoortBijlage {
			c.Texts = append(c.Texts, ComparedText{ReviewText{Paper: ref.ID, Name: name, Content: t.paper}, first[ref.ID].Marks, second[ref.ID].Marks})
		}
		apart, same := x.clashes(ref, first[ref.ID], second[ref.ID])
		c.Alike += same
		for _, k := range apart {
			number++
			dif := d.difference(ctx, dir, x, k, text, number)
			dif.Name = name
			key := fmt.Sprintf("%s|%s|%v|%v|%s|%s|%v", k.paper, dif.Text, dif.First, dif.Second, dif.For, dif.By, dif.Partly)
			if i, known := alike[key]; known {
				c.Differences[i].Numbers = append(c.Differences[i].Numbers, number)
				continue
			}
			alike[key] = len(c.Differences)
			c.Differences = append(c.Differences, dif)
		}
	}
	for i := range c.Differences {
		if n := c.Differences[i].Numbers[0]; c.Differences[i].For != "" {
			for _, s := range x.state.Second.Settled {
				if s.Number == n {
					if c.Differences[i].Reason, err = d.remark(ctx, s.Reason); err != nil {
						return Comparison{}, err
					}
				}
			}
		}
	}
	return c, nil
}

// difference tells of one place.
func (d *Desk) difference(ctx context.Context, dir *directory, x *dossier, k clash, text []byte, number int) Difference {
	dif := Difference{Numbers: []int{number}, Paper: k.paper, Partly: len(k.first) > 0 && len(k.second) > 0}
	if k.drawn != nil {
		dif.Text = fmt.Sprintf("Kader op pagina %d", k.drawn.page()+1)
	} else {
		dif.Text = string(text[k.span.Start:k.span.End])
		dif.Before, dif.After = around(text, k.span)
	}
	union := func(ms []documents.Mark) (gs []documents.Ground, motive string) {
		for _, m := range ms {
			for _, g := range m.Grounds {
				if !slices.Contains(gs, g) {
					gs = append(gs, g)
				}
			}
			if motive == "" {
				motive = m.Motivering
			}
		}
		return gs, motive
	}
	dif.First, dif.Motives[0] = union(k.first)
	dif.Second, dif.Motives[1] = union(k.second)
	for _, s := range x.state.Second.Settled {
		if s.Number == number {
			dif.For, dif.By, dif.At = s.For, dir.person(ctx, s.By), s.At
		}
	}
	return dif
}

// aroundBytes is how much of the text around a place is shown with it.
const aroundBytes = 60

// around gives whole words before and after a span, within one line.
func around(text []byte, s documents.Span) (before, after string) {
	before = string(text[max(0, s.Start-aroundBytes):s.Start])
	if i := strings.LastIndexByte(before, '\n'); i >= 0 {
		before = before[i+1:]
	} else if i := strings.IndexByte(before, ' '); i >= 0 && s.Start > aroundBytes {
		before = "…" + before[i:]
	}
	after = string(text[s.End:min(len(text), s.End+aroundBytes)])
	if i := strings.IndexByte(after, '\n'); i >= 0 {
		after = after[:i]
	} else if i := strings.LastIndexByte(after, ' '); i >= 0 && s.End+aroundBytes < len(text) {
		after = after[:i] + " …"
	}
	return strings.ToValidUTF8(before, ""), strings.ToValidUTF8(after, "")
}

// closingSecond fixes what the second reader decided by himself, and counts
// where it differs from the first.
func (b *changing) closingSecond(ctx context.Context, c workflow.CloseSecondReading) (workflow.Command, error) {
	if !b.readsApart(b.x, b.ask.Actor) {
		c.Answers = documents.DigestOf([]byte("geen"), nil)
		return c, nil // the rules say why not
	}
	js, _, err := b.judgements(ctx, b.x)
	if err != nil {
		return nil, err
	}
	for _, j := range js {
		if j.Decision == Undecided {
			c.Undecided++
		}
	}
	c.Terms = len(b.takenTerms(b.x, js))
	var kept []keptReading
	for _, ref := range b.x.judgedPapers() {
		first, _, err := b.frozenMarks(ctx, b.x, ref.ID)
		if err != nil {
			return nil, err
		}
		own := marks(js, ref.ID, false)
		was, is := keptReading{ref.ID, first, nil}, keptReading{ref.ID, own, nil}
		if ref.Soort == documents.SoortBijlage {
			fixed, err := b.fixedAnnex(ctx, b.x, ref.ID)
			if err != nil {
				return nil, err
			}
			mine, err := b.fixAnnex(ctx, b.x, ref, own)
			if err != nil {
				return nil, err
			}
			was.Drawn, is.Drawn = fixed.Drawn, mine.Drawn
			if !b.x.state.IsAlreadyPublic(ref.ID) {
				c.Unseen += mine.unseen()
			}
			own = append(own, mine.drawnMarks()...)
		}
		for _, m := range own {
			for _, g := range m.Grounds {
				if !slices.Contains(c.Grounds, g) {
					c.Grounds = append(c.Grounds, g)
				}
			}
		}
		kept = append(kept, is)
		apart, _ := b.x.clashes(ref, was, is)
		c.Differences += len(apart)
	}
	data, err := json.Marshal(kept)
	if err != nil {
		return nil, fmt.Errorf("write the second reading: %w", err)
	}
	c.Answers, err = b.store(soortReading, data)
	return c, err
}

// confirming fills in the marks as they became where the readings differed.
func (b *changing) confirming(ctx context.Context, c workflow.ConfirmReview) (workflow.Command, error) {
	r := b.x.state.Second
	if r == nil || r.Differences == 0 || len(r.Unsettled()) > 0 {
		return c, nil
	}
	first, second, _, err := b.readings(ctx, b.x)
	if err != nil {
		return nil, err
	}
	number := 0
	for _, ref := range b.x.judgedPapers() {
		apart, _ := b.x.clashes(ref, first[ref.ID], second[ref.ID])
		if len(apart) == 0 {
			continue
		}
		is := settled(first[ref.ID], apart, r.Settled, &number)
		content := any(is.Marks)
		if ref.Soort == documents.SoortBijlage {
			if content, err = b.resettled(ctx, b.x, ref, is); err != nil {
				return nil, err
			}
		}
		data, err := json.Marshal(content)
		if err != nil {
			return nil, fmt.Errorf("write marks: %w", err)
		}
		digest, err := b.store(documents.SoortAantekening, data)
		if err != nil {
			return nil, err
		}
		c.Marks = append(c.Marks, workflow.PaperMarksRef{Paper: ref.ID, Marks: digest})
	}
	return c, nil
}

// settled gives a reading as it became where it differed from the other. number is
// that of the difference before these, and of the last one afterwards.
func settled(k keptReading, apart []clash, decided []workflow.Settled, number *int) keptReading {
	k.Marks, k.Drawn = slices.Clone(k.Marks), slices.Clone(k.Drawn)
	for _, c := range apart {
		*number++
		for _, s := range decided {
			switch {
			case s.Number != *number || s.For != workflow.SideSecond:
			case c.drawn != nil:
				k.Drawn = c.drawn.exchange(k.Drawn)
			default:
				k.Marks = slices.DeleteFunc(k.Marks, func(m documents.Mark) bool { return c.span.Contains(m.Span) })
				k.Marks = append(k.Marks, c.second...)
			}
		}
	}
	slices.SortFunc(k.Marks, func(a, b documents.Mark) int { return a.Start - b.Start })
	return k
}

// judges lists who decided findings, in order of their first.
func judges(js []judged) []workflow.PersonID {
	var out []workflow.PersonID
	for _, j := range js {
		if j.By != "" && j.Decision != Undecided && !slices.Contains(out, j.By) {
			out = append(out, j.By)
		}
	}
	return out
}
