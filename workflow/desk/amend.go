package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// Akkoord met wijziging (rule R2): whose turn it is writes in a working copy of
// his own station, sees what he changes, and gives his paraaf or besluit with
// it. Until then the papers in the line are as they were for everyone else.

// An Amendment is that working copy.
type Amendment struct {
	View    View
	Answer  workflow.Action // what it is given with: "give-paraaf" or "take-besluit"
	Station workflow.StationID
	Papers  []AmendedPaper
	Becomes documents.Digest // of the set as it would become: what the answer must name
	// Told are the people of the station for whom the actor may record the
	// answer; empty for who has the papers himself.
	Told []Teller
}

// Changed reports whether anything is changed yet.
func (a Amendment) Changed() bool { return a.Becomes != a.View.Seen }

// An AmendedPaper is one paper of the working copy. Paper is the text as it
// would become, Changes is the difference with what lies in the line.
type AmendedPaper struct {
	PaperView
	// Aside is what was written over a text that somebody else has changed
	// since: it is shown, not carried over.
	Aside []documents.Change

	key   workflow.PaperID // of its draft
	saved int
	ref   workflow.PaperRef
	salt  []byte
}

// An amended is the draft as it is kept: the text, and over which paper it was
// written.
type amended struct {
	Over documents.Digest `json:"over"`
	Text string           `json:"text"`
}

// An amending is how somebody answers with a change: by which command, at which
// station, and for whom of that station when it is not his own.
type amending struct {
	command workflow.Command
	station workflow.StationID
	told    []workflow.PersonID
}

// withChange reports whether c is an answer with a change of the text, and
// gives it as told by somebody when that is not empty.
func withChange(c workflow.Command, told workflow.PersonID) (workflow.Command, bool) {
	how := workflow.Instruction("")
	if told != "" {
		how = workflow.ByPhone // the page asks how it was; the rules want one
	}
	switch c := c.(type) {
	case workflow.GiveParaaf:
		c.Instructed, c.How = told, how
		return c, c.Verdict == workflow.AkkoordMetWijziging
	case workflow.TakeBesluit:
		c.Instructed, c.How = told, how
		return c, c.Verdict == workflow.AkkoordMetWijziging
	}
	return nil, false
}

// amending gives how the actor would answer with a change: himself, or as
// secretariaat for who told him. It fails with a *workflow.Refusal that says why
// he cannot.
func (d *Desk) amending(ctx context.Context, x *dossier, by workflow.Actor) (amending, error) {
	var refused error = &workflow.Refusal{Rule: "R2", Text: "Wie de stukken heeft, kan akkoord gaan met een wijziging. Het is nu niet uw beurt."}
	try := func(told workflow.PersonID) (amending, bool) {
		for _, c := range workflow.Candidates(x.state, by) {
			c, ok := withChange(c, told)
			if !ok {
				continue
			}
			events, err := d.decide(x.state, by, d.clock(), c)
			var no *workflow.Refusal
			switch {
			case err == nil:
				if r, ok := events[0].(workflow.Revised); ok {
					return amending{command: c, station: r.Station}, true
				}
			case errors.As(err, &no) && no.Rule != ruleBevoegdheid && (told == "" || no.Rule == "R6"):
				refused = err
			}
		}
		return amending{}, false
	}
	if a, ok := try(""); ok {
		return a, nil
	}
	var out amending
	if slices.ContainsFunc(by.Seats, func(own workflow.Seat) bool { return own.Role == workflow.RoleSecretariaat }) {
		for _, st := range x.state.Holder() {
			people, err := d.fillers(ctx, st)
			if err != nil {
				return amending{}, err
			}
			for _, p := range people {
				a, ok := try(p)
				if !ok || a.station != st.ID || out.station != "" && out.station != st.ID {
					continue
				}
				out = amending{a.command, a.station, append(out.told, p)}
			}
		}
	}
	if out.station == "" {
		return amending{}, refused
	}
	return out, nil
}

// Amendment gives the actor's working copy, empty of changes when there is
// none. It fails with ErrNotFound, and with a *workflow.Refusal when the actor
// cannot answer with a change.
func (d *Desk) Amendment(ctx context.Context, by workflow.Actor, id workflow.DossierID) (Amendment, error) {
	v, x, err := d.view(ctx, by, id)
	if err != nil {
		return Amendment{}, err
	}
	as, err := d.amending(ctx, x, by)
	if err != nil {
		return Amendment{}, err
	}
	a := Amendment{View: v, Answer: as.command.Action(), Station: as.station}
	for _, p := range as.told {
		a.Told = append(a.Told, Teller{p, d.nameOf(ctx, p)})
	}
	if a.Papers, err = d.amendedPapers(ctx, x, as.station); err != nil {
		return Amendment{}, err
	}
	a.Becomes = append(becomes(a.Papers), x.attached()...).Digest()
	return a, nil
}

func becomes(papers []AmendedPaper) workflow.Papers {
	var out workflow.Papers
	for _, p := range papers {
		out = append(out, p.ref)
	}
	return out
}

// amendedPapers lays the drafts of a station over the papers in the line.
func (d *Desk) amendedPapers(ctx context.Context, x *dossier, station workflow.StationID) ([]AmendedPaper, error) {
	var out []AmendedPaper
	for _, ref := range x.written() {
		t := x.texts[ref.ID]
		p := AmendedPaper{key: amendmentKey(station, ref.ID), ref: ref,
			PaperView: PaperView{ID: ref.ID, Soort: ref.Soort, Name: paperTitle(ref.ID, ref.Soort), Digest: ref.Digest, Paper: t.paper}}
		draft, err := d.draft(ctx, x.history.ID, p.key)
		if err != nil {
			return nil, fmt.Errorf("load a working copy: %w", err)
		}
		p.saved, p.Version = draft.Version, x.version(ref.ID)-t.saved+draft.Version
		if len(draft.Bytes) > 0 {
			if err := d.lay(ctx, &p, draft, x); err != nil {
				return nil, err
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// amendmentKey names the draft of a paper at a station; it has one length,
// however long the names are.
func amendmentKey(station workflow.StationID, paper workflow.PaperID) workflow.PaperID {
	return workflow.PaperID("wijziging." + documents.DigestOf(nil, []byte(station), []byte(paper)).Short())
}

// lay puts one draft over its paper. When somebody else changed the paper
// since, what stands in sections he left alone is carried over and the rest is
// put aside.
func (d *Desk) lay(ctx context.Context, p *AmendedPaper, draft journal.Draft, x *dossier) error {
	var kept amended
	if err := json.Unmarshal(draft.Bytes, &kept); err != nil {
		return fmt.Errorf("read a working copy: %w", err)
	}
	now, mine := p.Paper, d.readIn(x, []byte(kept.Text))
	becomes := mine
	if kept.Over != p.Digest {
		base, err := d.book.Paper(ctx, kept.Over)
		if err != nil {
			return fmt.Errorf("load what a working copy was written over: %w", err)
		}
		becomes, p.Aside = carry(d.readIn(x, base.Bytes), mine, now)
	}
	if string(becomes.Bytes()) == string(now.Bytes()) {
		return nil
	}
	p.Paper, p.Draft, p.salt = becomes, true, draft.Salt
	p.Changes = documents.Diff(now, becomes)
	p.ref = refOf(p.ID, becomes, draft.Salt, x.history.Salt)
	return nil
}

// carry brings the sections and fields that mine changed of base over to now,
// where now left them alone.
func carry(base, mine, now documents.Paper) (out documents.Paper, aside []documents.Change) {
	was, is := map[documents.SectionKey]string{}, map[documents.SectionKey]string{}
	for _, p := range base.Parts() {
		was[p.Key] = p.Text
	}
	for _, p := range now.Parts() {
		is[p.Key] = p.Text
	}
	out = now
	for _, c := range documents.Diff(base, mine) {
		if was[c.Section] != is[c.Section] {
			aside = append(aside, c)
			continue
		}
		next, ok := take(out, mine, c.Section)
		if !ok {
			aside = append(aside, c)
			continue
		}
		out = next
	}
	return out, aside
}

// take puts one section or field of from in p.
func take(p, from documents.Paper, key documents.SectionKey) (documents.Paper, bool) {
	if s, ok := from.Section(key); ok {
		return p.SetSection(key, from.Text(s.Body)), true
	}
	for _, f := range from.Fields() {
		if key == "kop."+documents.SectionKey(f.Field) {
			return p.Set(f.Field, from.Text(f.Value)), true
		}
	}
	return p, false
}

// AmendSection saves the body of one section in the working copy, over the
// version on the screen. It gives the new version, or a *Conflict.
func (d *Desk) AmendSection(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, key documents.SectionKey, version int, body string) (int, error) {
	change, show := toSection(key, body)
	return d.amend(ctx, ask, id, paper, version, change, show)
}

// AmendField is AmendSection for a field of the head.
func (d *Desk) AmendField(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, field documents.Field, version int, value string) (int, error) {
	change, show := toField(field, value)
	return d.amend(ctx, ask, id, paper, version, change, show)
}

// DropAmendment empties the working copy of one paper, over the version on the
// screen: the paper is again as it lies in the line.
func (d *Desk) DropAmendment(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, version int) (int, error) {
	return d.amend(ctx, ask, id, paper, version, nil, func(documents.Paper) string { return "" })
}

// amend changes the working copy of a paper; without change it is emptied.
func (d *Desk) amend(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, version int,
	change func(documents.Paper) (documents.Paper, error), show func(documents.Paper) string) (int, error) {
	for range tries {
		x, err := d.load(ctx, ask.Actor, id)
		if err != nil {
			return 0, err
		}
		as, err := d.amending(ctx, x, ask.Actor)
		if err != nil {
			return 0, err
		}
		papers, err := d.amendedPapers(ctx, x, as.station)
		if err != nil {
			return 0, err
		}
		i := slices.IndexFunc(papers, func(p AmendedPaper) bool { return p.ID == paper })
		if i < 0 {
			return 0, ErrNotFound
		}
		p := papers[i]
		if p.Version != version {
			return 0, &Conflict{Theirs: show(p.Paper), Version: p.Version, At: d.clock()}
		}
		var data []byte
		if change != nil {
			if data, err = amendedBytes(p, change); err != nil {
				return 0, err
			}
		}
		_, err = d.saveDraft(ctx, ask, x, p.key, p.saved, "amended", data)
		switch {
		case err == nil, errors.Is(err, journal.ErrRepeated):
			return version + 1, nil
		case errors.Is(err, journal.ErrKeyReused):
			return 0, ErrOtherRequest
		case !errors.Is(err, journal.ErrStale):
			return 0, err
		}
	}
	return 0, ErrStale
}

// amendedBytes makes the draft of a changed paper.
func amendedBytes(p AmendedPaper, change func(documents.Paper) (documents.Paper, error)) ([]byte, error) {
	changed, err := changedPaper(p.Paper, change)
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(amended{Over: p.Digest, Text: string(changed.Bytes())})
	if err != nil {
		return nil, fmt.Errorf("write a working copy: %w", err)
	}
	return data, nil
}

// Amend gives the actor's paraaf or besluit with the changes in his working
// copy. seen is the set that lay in the line and becomes the changed set, both
// as they were on the screen. The secretariaat says who told it, and how; for an
// answer of one's own told is empty. note is the procesnotitie of a besluit, or empty. It fails as Do.
func (d *Desk) Amend(ctx context.Context, ask Ask, id workflow.DossierID, seen, becomesSeen documents.Digest, reason, note string, told Told) (Receipt, error) {
	return d.change(ctx, ask, func() (Receipt, error) {
		x, err := d.load(ctx, ask.Actor, id)
		if err != nil {
			return Receipt{}, err
		}
		as, err := d.amending(ctx, x, ask.Actor)
		if err != nil {
			return Receipt{}, err
		}
		if (len(as.told) > 0) != (told.Person != "") {
			return Receipt{}, &workflow.Refusal{Rule: "R4", Text: "Zeg namens wie u dit vastlegt en hoe u dat hoorde."}
		}
		papers, err := d.amendedPapers(ctx, x, as.station)
		if err != nil {
			return Receipt{}, err
		}
		set := append(becomes(papers), x.attached()...)
		if set.Digest() != becomesSeen {
			return Receipt{}, ErrStale
		}
		b := d.begin(x, ask)
		b.batch.Emptied = map[workflow.PaperID]int{}
		for _, p := range papers {
			b.batch.Emptied[p.key] = p.saved
			if !p.Draft {
				continue
			}
			if err := documents.Check(p.Paper.Bytes()); err != nil {
				return Receipt{}, err
			}
			b.batch.Papers = append(b.batch.Papers, journal.Paper{Digest: p.ref.Digest, Salt: p.salt, Bytes: p.Paper.Bytes(), Soort: p.Soort})
			t := x.texts[p.ref.ID] // what is decided on is what is previewed
			t.paper = p.Paper
			x.texts[p.ref.ID] = t
		}
		c := as.command
		switch v := c.(type) {
		case workflow.GiveParaaf:
			v.Seen, v.Papers, v.Instructed, v.How = seen, set, told.Person, told.How
			c = v
		case workflow.TakeBesluit:
			v.Seen, v.Papers, v.Instructed, v.How = seen, set, told.Person, told.How
			c = v
		}
		if c, err = b.complete(ctx, c, reason); err != nil {
			return Receipt{}, err
		}
		if c, err = b.noted(c, note); err != nil {
			return Receipt{}, err
		}
		if err := b.instructed(ctx, c); err != nil {
			return Receipt{}, err
		}
		if err := b.apply(c); err != nil {
			return Receipt{}, err
		}
		return b.append(ctx)
	})
}
