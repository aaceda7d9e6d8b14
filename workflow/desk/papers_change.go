package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"paraaf/documents"
	"paraaf/documents/markdown"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// ErrLetter says that what is wrong is wrong with the letter that came with a nota.
var ErrLetter = errors.New("of the letter")

// Open starts a dossier from a nota, and its letter when there is one. The
// bytes are kept as they came. It fails with *documents.Unreadable for what is
// no paper, under ErrLetter when it is the letter, and with a *workflow.Refusal for who may not open one.
func (d *Desk) Open(ctx context.Context, ask Ask, in Intake) (Receipt, error) {
	return d.change(ctx, ask, func() (Receipt, error) {
		id, err := d.book.NewDossierID()
		if err != nil {
			return Receipt{}, err
		}
		b := &changing{Desk: d, ask: ask, at: d.clock(), id: id}
		if b.salt, err = d.book.NewSalt(); err != nil {
			return Receipt{}, err
		}
		b.batch.Salt = b.salt
		var set workflow.Papers
		nota, ref, err := b.take(PaperNota, documents.SoortNota, in.Nota)
		if err != nil {
			return Receipt{}, err
		}
		set = append(set, ref)
		var letter documents.Paper
		if len(in.Letter) > 0 {
			if letter, ref, err = b.take(PaperBrief, documents.SoortKamerbrief, in.Letter); err != nil {
				return Receipt{}, fmt.Errorf("%w: %w", ErrLetter, err)
			}
			set = append(set, ref)
		}
		n := documents.Nota{Paper: nota}
		houses, err := d.organisations(ctx)
		if err != nil {
			return Receipt{}, err
		}
		route, _, err := b.propose(n, houses, home(ask.Actor))
		if err != nil {
			return Receipt{}, err
		}
		c := workflow.Open{Kind: workflow.Kind(n.Kind()), Papers: set, Route: route, Deadline: n.Deadline(), CC: houses.CC(n), Rubricering: in.Rubricering}
		if err := b.apply(c); err != nil {
			return Receipt{}, err
		}
		if err := b.besideFor(ctx, letter); err != nil {
			return Receipt{}, err
		}
		r, err := b.append(ctx)
		if err != nil {
			return r, err
		}
		return r, d.keepNamed(ctx, ask, &dossier{history: journal.History{ID: id, Seq: r.Seq}}, map[workflow.PaperID]string{PaperNota: in.NotaNamed, PaperBrief: in.LetterNamed})
	})
}

// take checks bytes that are offered as a paper, and stores them.
func (b *changing) take(id workflow.PaperID, want documents.Soort, src []byte) (documents.Paper, workflow.PaperRef, error) {
	if err := documents.Check(src); err != nil {
		return documents.Paper{}, workflow.PaperRef{}, err
	}
	p := b.readIn(b.x, src)
	if err := showable(p); err != nil {
		return documents.Paper{}, workflow.PaperRef{}, err
	}
	if p.Soort() != want && !(want == documents.SoortKamerbrief && p.Soort() == documents.SoortAntwoorden) {
		return documents.Paper{}, workflow.PaperRef{}, &documents.Unreadable{Text: notA[want]}
	}
	if _, err := b.store(p.Soort(), src); err != nil {
		return documents.Paper{}, workflow.PaperRef{}, err
	}
	salt := b.batch.Papers[len(b.batch.Papers)-1].Salt
	return p, refOf(id, p, salt, b.salt), nil
}

// showable refuses a paper that no page could show: it would be taken in and
// then lie there, unreadable. It fails with *documents.Unreadable.
func showable(p documents.Paper) error {
	_, err := markdown.Of(p)
	return err
}

// notA says what to do with a paper that is of another form than was asked.
var notA = map[documents.Soort]string{
	documents.SoortNota: "Dit lijkt geen nota: er staat geen kop \"nota\" en er zijn geen genummerde rubrieken zoals \"1. Aanleiding\". " +
		"Kies het bestand van de nota, of begin met een lege nota.",
	documents.SoortKamerbrief: "Dit lijkt geen Kamerbrief: de geadresseerde of de aanhef ontbreekt. " +
		"Kies het bestand van de brief, of laat een brief maken uit de nota.",
	documents.SoortAntwoorden: "Dit lijken geen antwoorden op Kamervragen: er staan geen genummerde vragen in met een antwoord. " +
		"Kies het bestand met de antwoorden, of plak de vragen, dan zet Paraaf ze klaar.",
}

// organisations gives what the book knows of names on paper.
func (d *Desk) organisations(ctx context.Context) (workflow.Organisations, error) {
	all, err := d.book.Organisations(ctx)
	if err != nil {
		return workflow.Organisations{}, fmt.Errorf("load organisations: %w", err)
	}
	var out workflow.Organisations
	for _, o := range all {
		out = append(out, workflow.Organisation{ID: o.ID, Name: o.Name, Aliases: o.Aliases})
	}
	return out, nil
}

// ProposeRoute gives the route that the nota's colophon asks for, and Dutch
// sentences about what in it was not understood.
func (d *Desk) ProposeRoute(ctx context.Context, by workflow.Actor, id workflow.DossierID) (workflow.Route, []string, error) {
	x, err := d.load(ctx, by, id)
	if err != nil {
		return workflow.Route{}, nil, err
	}
	houses, err := d.organisations(ctx)
	if err != nil {
		return workflow.Route{}, nil, err
	}
	for _, p := range x.set() {
		if p.Soort() == documents.SoortNota {
			return d.propose(documents.Nota{Paper: p}, houses, x.state.Organisation)
		}
	}
	return workflow.Route{}, nil, ErrNotFound
}

// propose gives the route that the house lays down for the opsteller's
// organisation, or else the one that the colophon asks for.
func (d *Desk) propose(n documents.Nota, houses workflow.Organisations, org workflow.OrganisationID) (workflow.Route, []string, error) {
	return d.now.Load().forms.Propose(n, houses, org, d.today())
}

// home is the organisation that an actor opens a dossier for: the first in
// which he writes.
func home(a workflow.Actor) workflow.OrganisationID {
	for _, s := range a.Seats {
		if s.Role == workflow.RoleOpsteller {
			return s.Organisation
		}
	}
	return ""
}

// besideFor asks a medeakkoord of every bewindspersoon that a letter is
// written "mede namens" and that the route does not ask yet. A name that is not
// known is a remark on the letter; the opsteller adds the station himself.
func (b *changing) besideFor(ctx context.Context, letter documents.Paper) error {
	if letter.Soort() != documents.SoortKamerbrief {
		return nil
	}
	houses, err := b.organisations(ctx)
	if err != nil {
		return err
	}
	route, added := b.state.Route, false
	stations, _ := workflow.MedeStations(letter, houses, b.state.Organisation.Ministry())
	for _, st := range stations {
		if !slices.ContainsFunc(route.Stations(), func(x workflow.Station) bool { return x.Seat == st.Seat }) {
			route.Beside, added = append(slices.Clone(route.Beside), st), true
		}
	}
	if !added || route.Check(b.state.Organisation.Ministry()) != nil {
		return nil
	}
	c := workflow.ChangeRoute{Route: route}
	if b.state.Round > 0 {
		if c.Reason, err = b.store(documents.SoortAantekening, []byte("De brief wordt verzonden mede namens een bewindspersoon die nog niet om akkoord was gevraagd.")); err != nil {
			return err
		}
	}
	if may := b.May(b.state, b.ask.Actor, b.at, c); !may.Allowed {
		return nil // whoever may, adds the station by hand
	}
	return b.apply(c)
}

// AddPaper adds a paper to the set, such as the Kamerbrief, or replaces the
// one in that place. Working texts of the other papers are frozen with it. It
// gives ErrNotFound for what is no place in a set. Kenmerk is that in the name of
// the file that it came in, "" for none: the paper is held against it in concept (L07).
func (d *Desk) AddPaper(ctx context.Context, ask Ask, id workflow.DossierID, seq int, paper workflow.PaperID, src []byte, kenmerk string) (Receipt, error) {
	return d.change(ctx, ask, func() (Receipt, error) {
		x, err := d.load(ctx, ask.Actor, id)
		if err != nil {
			return Receipt{}, err
		}
		if seq != 0 && seq != x.history.Seq {
			return Receipt{}, ErrStale
		}
		b := d.begin(x, ask)
		p, err := b.lay(ctx, paper, src)
		if err != nil {
			return Receipt{}, err
		}
		if err := b.freeze(ctx); err != nil {
			return Receipt{}, err
		}
		if err := b.besideFor(ctx, p); err != nil {
			return Receipt{}, err
		}
		if err := d.keepNamed(ctx, ask, x, map[workflow.PaperID]string{paper: kenmerk}); err != nil {
			return Receipt{}, err
		}
		return b.append(ctx)
	})
}

// SaveSection saves the body of one section in the working text, over the
// version that was on the screen. It gives the new version; a *Conflict when
// somebody else saved in between, with what stands there now.
func (d *Desk) SaveSection(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, key documents.SectionKey, version int, body string) (int, error) {
	change, show := toSection(key, body)
	return d.edit(ctx, ask, id, paper, version, change, show)
}

// SaveField is SaveSection for a field of the head.
func (d *Desk) SaveField(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, field documents.Field, version int, value string) (int, error) {
	change, show := toField(field, value)
	return d.edit(ctx, ask, id, paper, version, change, show)
}

// Repair carries out the repair that a remark offers; remark counts the
// remarks of that paper as the View lists them, from 0.
func (d *Desk) Repair(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, version, remark int) (int, error) {
	v, err := d.View(ctx, ask.Actor, id)
	if err != nil {
		return 0, err
	}
	for _, pv := range v.Papers {
		if pv.ID != paper {
			continue
		}
		if remark < 0 || remark >= len(pv.Remarks) || pv.Remarks[remark].Repair == nil {
			return 0, ErrNotFound
		}
		// A promise in the letter is written down in the nota; version is that
		// of the paper that changes.
		r, in := pv.Remarks[remark].Repair, pv.Remarks[remark].RepairIn
		if in < 0 || in >= len(v.Papers) {
			return 0, ErrNotFound
		}
		return d.edit(ctx, ask, id, v.Papers[in].ID, version,
			func(p documents.Paper) (documents.Paper, error) {
				return r.Apply(p), nil
			},
			func(documents.Paper) string { return "" })
	}
	return 0, ErrNotFound
}

// toSection is the change of one section to body, and what stands there for who
// comes too late with it.
func toSection(key documents.SectionKey, body string) (change func(documents.Paper) (documents.Paper, error), show func(documents.Paper) string) {
	return func(p documents.Paper) (documents.Paper, error) {
			if _, there := p.Section(key); !there {
				return p, ErrNotFound
			}
			return p.SetSection(key, body), nil
		}, func(p documents.Paper) string {
			s, _ := p.Section(key)
			return p.Text(s.Body)
		}
}

// toField is toSection for a field of the head.
func toField(field documents.Field, value string) (change func(documents.Paper) (documents.Paper, error), show func(documents.Paper) string) {
	return func(p documents.Paper) (documents.Paper, error) {
			if _, there := p.Field(field); !there {
				return p, ErrNotFound
			}
			return p.Set(field, value), nil
		}, func(p documents.Paper) string {
			f, _ := p.Field(field)
			return p.Text(f.Value)
		}
}

// changedPaper makes the change, and refuses what could not be taken in or
// shown.
func changedPaper(p documents.Paper, change func(documents.Paper) (documents.Paper, error)) (documents.Paper, error) {
	changed, err := change(p)
	if err != nil {
		return p, err
	}
	if err := documents.Check(changed.Bytes()); err != nil {
		return p, err
	}
	return changed, showable(changed)
}

// edit changes the working text of a paper over the version on the screen.
func (d *Desk) edit(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, version int,
	change func(documents.Paper) (documents.Paper, error), show func(documents.Paper) string) (int, error) {
	for range tries {
		x, err := d.load(ctx, ask.Actor, id)
		if err != nil {
			return 0, err
		}
		t, there := x.texts[paper]
		if !there {
			return 0, ErrNotFound
		}
		if c := d.May(x.state, ask.Actor, d.clock(), workflow.Revise{Papers: x.papers}); !c.Allowed {
			return 0, &workflow.Refusal{Rule: c.Rule, Text: c.Why}
		}
		if now := x.version(paper); now != version {
			return 0, &Conflict{Theirs: show(t.paper), Version: now, By: d.nameOf(ctx, t.by), At: t.at}
		}
		changed, err := changedPaper(t.paper, change)
		if err != nil {
			return 0, err
		}
		_, err = d.saveDraft(ctx, ask, x, paper, t.saved, "text", changed.Bytes())
		switch {
		case err == nil:
			return version + 1, nil
		case errors.Is(err, journal.ErrRepeated):
			return version + 1, nil
		case errors.Is(err, journal.ErrKeyReused):
			return 0, ErrOtherRequest
		case !errors.Is(err, journal.ErrStale):
			return 0, err
		}
	}
	return 0, ErrStale
}

// saveDraft keeps working text over the one that was read.
func (d *Desk) saveDraft(ctx context.Context, ask Ask, x *dossier, paper workflow.PaperID, saved int, kind string, data []byte) (int, error) {
	if err := unmarked(data); err != nil {
		return 0, err
	}
	salt, err := d.book.NewSalt()
	if err != nil {
		return 0, err
	}
	n, err := d.book.SaveDraft(ctx, x.history.ID, paper, saved, journal.Draft{Kind: kind, By: ask.Actor.Person, At: d.clock(), Salt: salt, Bytes: data, After: x.history.Seq,
		Key: journal.Key{Person: ask.Actor.Person, Key: ask.Key, Request: ask.Request}})
	if err != nil {
		return 0, fmt.Errorf("keep working text: %w", err)
	}
	return n, nil
}

// nameOf gives a person's name, or "" for nobody.
func (d *Desk) nameOf(ctx context.Context, id workflow.PersonID) string {
	if id == "" {
		return ""
	}
	p, err := d.book.Person(ctx, id)
	if err != nil {
		return ""
	}
	return p.Name
}
