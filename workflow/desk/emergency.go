package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"paraaf/documents"
	"paraaf/documents/markdown"
	"paraaf/documents/render"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// Who manages the installation has no right to what lies in it. In an emergency
// two of them, two persons, open one dossier for a while, to read its papers and
// nothing else (break-glass; ASVS 8.2.2, BIO2 8.02.01, attack A32). It is no
// right that the policy gives: it reads by a door of its own, so that no other
// route, list or search opens with it. The opsteller and the directie are told
// before it opens, and everything read stands in the read log.

// settingEmergency is the kind of setting that says so, by the dossier's name; an
// empty one ends it. It is no file that somebody loads.
const settingEmergency = "noodtoegang"

// EmergencyReasons are why a dossier may be opened so. They are written to disk.
var EmergencyReasons = []string{"onbereikbaar", "bevel", "onderzoek"}

// How long a request waits for the second person, and how long papers can be
// read after that.
const (
	EmergencyWaits = time.Hour
	EmergencyLasts = 2 * time.Hour
)

// noticeEmergency is the kind of notice to those whose dossier it is.
const noticeEmergency = "emergency"

// actionEmergency stands in the read log.
const actionEmergency workflow.Action = "emergency"

// An Emergency is one dossier that somebody asked to open. Second and Opened
// are zero until another person agreed.
type Emergency struct {
	Reason string            `json:"reden"`
	By     workflow.PersonID `json:"door"`
	At     time.Time         `json:"gevraagd"` // UTC
	Second workflow.PersonID `json:"tweede,omitempty"`
	Opened time.Time         `json:"geopend,omitzero"` // UTC
}

// Until is when it ends by itself: the request, or the reading.
func (e Emergency) Until() time.Time {
	if e.Opened.IsZero() {
		return e.At.Add(EmergencyWaits)
	}
	return e.Opened.Add(EmergencyLasts)
}

func readEmergency(src []byte) (Emergency, error) {
	var e Emergency
	if err := json.Unmarshal(src, &e); err != nil {
		return e, fmt.Errorf("read an emergency: %w", err)
	}
	if !slices.Contains(EmergencyReasons, e.Reason) || e.By == "" || e.At.IsZero() || (e.Second == "") != e.Opened.IsZero() {
		return e, errors.New("an emergency that is none")
	}
	return e, nil
}

// An EmergencyView is an emergency as who manages the installation sees it: of
// the dossier its id only.
type EmergencyView struct {
	Emergency
	Dossier            workflow.DossierID
	ByName, SecondName string
	MayOpen            bool // is another person than who asked
	MayRead            bool // is one of the two, and it is open
}

// An EmergencyDossier is what the two persons see of it: enough to act, and nothing
// to change.
type EmergencyDossier struct {
	Onderwerp, Kenmerk string
	Rubricering        workflow.Rubricering
	Opsteller          string // name
	Until              time.Time
	Papers             []EmergencyPaper
}

// An EmergencyPaper is one paper of it, annexes among them.
type EmergencyPaper struct {
	ID    workflow.PaperID
	Title string
	Annex bool // comes as it came, not in print
}

// emergency gives what is in force of a dossier now.
func (d *Desk) emergency(id workflow.DossierID) (Emergency, bool) {
	e, is := d.now.Load().emergencies[id]
	return e, is && d.clock().Before(e.Until())
}

// readsInEmergency reports whether a person is one of the two. Two accounts of one human
// being are no two persons, also when that was found out afterwards.
func (d *Desk) readsInEmergency(e Emergency, who workflow.PersonID) bool {
	f := d.now.Load()
	one, two := f.oneOf(e.By), f.oneOf(e.Second)
	who = f.oneOf(who)
	return !e.Opened.IsZero() && one != two && (who == one || who == two)
}

// Emergencies gives what is asked and what is open, the newest first. It fails
// with ErrNotFound for who does not manage the installation.
func (d *Desk) Emergencies(ctx context.Context, by workflow.Actor) ([]EmergencyView, error) {
	if !d.manages(by, workflow.ActionManageInstallation, "") {
		return nil, ErrNotFound
	}
	var out []EmergencyView
	for id := range d.now.Load().emergencies {
		e, is := d.emergency(id)
		if !is {
			continue
		}
		v := EmergencyView{Emergency: e, Dossier: id, ByName: d.nameOf(ctx, e.By), MayOpen: e.Opened.IsZero() && !d.same(e.By, by.Person), MayRead: d.readsInEmergency(e, by.Person)}
		if e.Second != "" {
			v.SecondName = d.nameOf(ctx, e.Second)
		}
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b EmergencyView) int { return b.At.Compare(a.At) })
	return out, nil
}

// AskEmergency asks to open a dossier. The owner hears of it at once. It fails
// with ErrNotFound for who does not manage the installation and for a dossier
// that is not there, and with a *workflow.Refusal.
func (d *Desk) AskEmergency(ctx context.Context, ask Ask, id workflow.DossierID, reason string) error {
	if !d.manages(ask.Actor, workflow.ActionManageInstallation, "") {
		return ErrNotFound
	}
	if done, err := d.taken(ctx, ask); err != nil || done {
		return err
	}
	if !slices.Contains(EmergencyReasons, reason) {
		return refuse("Kies waarom dit dossier geopend moet worden.")
	}
	if _, is := d.emergency(id); is {
		return refuse("Voor dit dossier is al noodtoegang gevraagd.")
	}
	s, err := d.stateOf(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return refuse("Paraaf kent dit nummer niet. Vraag het na bij wie het meldde.")
	} else if err != nil {
		return err
	}
	return d.setEmergency(ctx, ask, journal.EmergencyAsked, id, s, &Emergency{Reason: reason, By: ask.Actor.Person, At: d.clock().UTC()})
}

// OpenEmergency is the agreement of the second person: from now on both read.
func (d *Desk) OpenEmergency(ctx context.Context, ask Ask, id workflow.DossierID) error {
	if !d.manages(ask.Actor, workflow.ActionManageInstallation, "") {
		return ErrNotFound
	}
	if done, err := d.taken(ctx, ask); err != nil || done {
		return err
	}
	e, is := d.emergency(id)
	switch {
	case !is:
		return ErrNotFound
	case !e.Opened.IsZero():
		return refuse("Dit dossier is al geopend.")
	case d.same(e.By, ask.Actor.Person):
		return refuse("U vroeg dit zelf. Een andere beheerder opent het dossier.")
	}
	s, err := d.stateOf(ctx, id)
	if err != nil {
		return err
	}
	e.Second, e.Opened = ask.Actor.Person, d.clock().UTC()
	return d.setEmergency(ctx, ask, journal.EmergencyOpened, id, s, &e)
}

// EndEmergency ends it, on this node at once and on the others at their next
// request. Any administrator may.
func (d *Desk) EndEmergency(ctx context.Context, ask Ask, id workflow.DossierID) error {
	if !d.manages(ask.Actor, workflow.ActionManageInstallation, "") {
		return ErrNotFound
	}
	if done, err := d.taken(ctx, ask); err != nil || done {
		return err
	}
	if _, is := d.emergency(id); !is {
		return ErrNotFound
	}
	s, err := d.stateOf(ctx, id)
	if err != nil {
		return err
	}
	return d.setEmergency(ctx, ask, journal.EmergencyEnded, id, s, nil)
}

// setEmergency tells the owner and then writes: who is told of what failed lost
// nothing, who was not told of what happened did.
func (d *Desk) setEmergency(ctx context.Context, ask Ask, kind journal.MeasureKind, id workflow.DossierID, s workflow.State, e *Emergency) error {
	var text []byte
	if e != nil {
		var err error
		if text, err = json.Marshal(e); err != nil {
			return fmt.Errorf("write an emergency: %w", err)
		}
		owners, err := d.book.Seated(ctx, workflow.Seat{Role: workflow.RoleDirectie, Organisation: s.Organisation})
		if err != nil {
			return fmt.Errorf("find the owner: %w", err)
		}
		for _, p := range append(owners, s.Opsteller) {
			slot := fmt.Sprintf("nood.%s.%d.%s.%s", id, e.At.UnixMilli(), e.Second, p)
			if err := d.book.Notify(ctx, slot, journal.Notice{Kind: noticeEmergency, To: p, Dossier: id}); err != nil {
				return fmt.Errorf("tell the owner: %w", err)
			}
		}
	}
	m := d.measure(ask, kind, journal.Subject{Setting: settingEmergency, Name: string(id)})
	m.Setting = &journal.Setting{Kind: settingEmergency, Name: string(id), Bytes: text}
	if err := d.take(ctx, m); err != nil {
		return err
	}
	return d.Refresh(ctx)
}

// inEmergency gives a dossier to one of the two persons for as long as it lasts, and
// ErrNotFound to everybody else, before and after.
func (d *Desk) inEmergency(ctx context.Context, by workflow.Actor, id workflow.DossierID) (*dossier, Emergency, error) {
	e, is := d.emergency(id)
	if !is || !d.readsInEmergency(e, by.Person) || !d.manages(by, workflow.ActionManageInstallation, "") {
		return nil, e, ErrNotFound
	}
	x, err := d.fetch(ctx, id)
	return x, e, err
}

// SeeEmergency gives what lies in a dossier to one of the two persons. It is written to
// the read log first. It fails as ReadEmergency does.
func (d *Desk) SeeEmergency(ctx context.Context, ask Ask, id workflow.DossierID) (EmergencyDossier, error) {
	x, e, err := d.inEmergency(ctx, ask.Actor, id)
	if err != nil {
		return EmergencyDossier{}, err
	}
	out := EmergencyDossier{Rubricering: x.state.Rubricering, Opsteller: d.nameOf(ctx, x.state.Opsteller), Until: e.Until()}
	for _, ref := range x.papers {
		out.Papers = append(out.Papers, EmergencyPaper{ID: ref.ID, Title: paperTitle(ref.ID, ref.Soort), Annex: ref.Soort == documents.SoortBijlage})
		if p := x.texts[ref.ID].paper; ref.Soort == documents.SoortNota {
			n := documents.Nota{Paper: p}
			out.Onderwerp, out.Kenmerk = n.Onderwerp(), n.Kenmerk().Normal
		}
	}
	return out, d.log(ctx, ask, id, documents.Digest{}, actionEmergency, "ok")
}

// ReadEmergency gives one paper in print, or an annex as it came, to one of the two
// persons, with a name for the file that tells nothing. It is written to the read log
// first. It fails with ErrNotFound for everybody else, before, after, and for a paper
// that is not there.
func (d *Desk) ReadEmergency(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID) ([]byte, string, error) {
	x, _, err := d.inEmergency(ctx, ask.Actor, id)
	if err != nil {
		return nil, "", err
	}
	ref, there := x.papers.Find(paper)
	if !there {
		return nil, "", ErrNotFound
	}
	var data []byte
	name := "stuk.pdf"
	if ref.Soort == documents.SoortBijlage {
		data, name, err = d.asItCame(ctx, ref)
	} else {
		data, err = d.printed(ctx, x, ref)
	}
	if err != nil {
		return nil, "", err
	}
	return data, name, d.log(ctx, ask, id, ref.Digest, actionEmergency, "ok")
}

// printed draws a paper in its internal form, with the block of parafen.
func (d *Desk) printed(ctx context.Context, x *dossier, ref workflow.PaperRef) ([]byte, error) {
	p, _ := x.leaving(ref.ID, nil)
	content, err := markdown.Of(p)
	if err != nil {
		return nil, err
	}
	o, err := d.parafen(ctx, x, ref)
	if err != nil {
		return nil, err
	}
	if o.Images, err = d.picturesOf(ctx, x.history.ID, content); err != nil {
		return nil, err
	}
	return render.PDF(content, o)
}
