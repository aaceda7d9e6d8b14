package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// Sent or published wrongly: whoever sees a dossier can say so, and from that
// moment on nobody opens it but who said so and who has to put it right. What
// is kept are codes, so that the ledger and the settings hold no words of it.

// settingIncident is the kind of setting that freezes a dossier, by its name.
// It is no file that somebody loads: an empty one ends it. As a setting it is in
// force on every node at its next request.
const settingIncident = "incident"

// The kinds of incident, and how grave they are. They are written to disk.
var (
	IncidentKinds = []string{"ontvanger", "te-vroeg", "zichtbaar", "anders"}
	Severities    = []string{"complicatie", "incident", "calamiteit"}
)

// The terms of reporting, from when it was found: the first warning to the CSIRT
// (Cyberbeveiligingswet) and the report to the Autoriteit Persoonsgegevens (AVG,
// article 33).
const (
	WarningTerm = 24 * time.Hour
	ReportTerm  = 72 * time.Hour
)

// An Incident is what somebody said went wrong.
type Incident struct {
	Kind     string            `json:"soort"`
	Severity string            `json:"ernst"`
	By       workflow.PersonID `json:"door"`
	At       time.Time         `json:"ontdekt"` // UTC
}

// readIncident reads what is in force. It fails for what nobody here wrote.
func readIncident(src []byte) (Incident, error) {
	var i Incident
	if err := json.Unmarshal(src, &i); err != nil {
		return i, fmt.Errorf("read an incident: %w", err)
	}
	if !slices.Contains(IncidentKinds, i.Kind) || !slices.Contains(Severities, i.Severity) || i.By == "" || i.At.IsZero() {
		return i, errors.New("an incident that is none")
	}
	return i, nil
}

// ruleIncident stands in a refusal of what is frozen.
const ruleIncident = "incident"

// frozen refuses a dossier that is frozen to all but who handles that.
func (d *Desk) frozen(x *dossier, by workflow.Actor) error {
	if !d.freezes(x.history.ID, x.state, by) {
		return nil
	}
	return &workflow.Refusal{Rule: ruleIncident, Text: "Dit dossier is bevroren, omdat het verkeerd is verzonden of gepubliceerd. Het secretariaat en communicatie zoeken het uit. Vraag hun wat er nu moet gebeuren."}
}

// freezes reports whether a dossier is frozen to the actor.
func (d *Desk) freezes(id workflow.DossierID, s workflow.State, by workflow.Actor) bool {
	i, is := d.now.Load().incidents[id]
	return is && i.By != by.Person && !d.handles(s, by)
}

// Frozen reports whether err is the refusal of a dossier that is frozen.
func Frozen(err error) bool {
	var no *workflow.Refusal
	return errors.As(err, &no) && no.Rule == ruleIncident
}

// handles reports whether the actor puts right what went wrong: the
// secretariaat and communicatie of those who see the whole dossier.
func (d *Desk) handles(s workflow.State, by workflow.Actor) bool {
	return d.explain(s, by, workflow.ActionSeeDossier).Allowed && slices.ContainsFunc(by.Seats, func(s workflow.Seat) bool {
		return s.Role == workflow.RoleSecretariaat || s.Role == workflow.RoleCommunicatie
	})
}

// A Reader is one person who opened something of a dossier.
type Reader struct {
	Name                                string
	Opened, Downloaded, Exported, Other int
	First, Last                         time.Time // UTC
}

// An IncidentView is an incident as who may see it sees it.
type IncidentView struct {
	Incident
	Open    bool
	ByName  string
	Readers []Reader // of the whole dossier since it began, the last to read first; for who handles it
	Handles bool
	May     bool // may end it: who handles it and did not report it
}

// IncidentOf gives the incident of a dossier; one that is not Open has none. It
// fails as View does.
func (d *Desk) IncidentOf(ctx context.Context, by workflow.Actor, id workflow.DossierID) (IncidentView, error) {
	x, err := d.load(ctx, by, id)
	if err != nil {
		return IncidentView{}, err
	}
	var v IncidentView
	if v.Incident, v.Open = d.now.Load().incidents[id]; !v.Open {
		return v, nil
	}
	v.ByName, v.Handles = d.nameOf(ctx, v.By), d.handles(x.state, by)
	v.May = v.Handles && v.By != by.Person
	if v.Handles {
		v.Readers, err = d.readersOf(ctx, x)
	}
	return v, err
}

// readersOf counts who read what, from the read log.
func (d *Desk) readersOf(ctx context.Context, x *dossier) ([]Reader, error) {
	all := map[workflow.PersonID]*Reader{}
	begin := x.history.Entries[0].At
	err := d.book.ReadLog(ctx, begin, d.clock().Add(time.Second), x.history.ID, "", func(r journal.Reading) error {
		if r.Result != "ok" {
			return nil
		}
		who := all[r.Person]
		if who == nil {
			who = &Reader{Name: d.nameOf(ctx, r.Person), First: r.At}
			all[r.Person] = who
		}
		who.Last = r.At
		switch r.Action {
		case "open":
			who.Opened++
		case "download":
			who.Downloaded++
		case "export":
			who.Exported++
		default:
			who.Other++
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the read log: %w", err)
	}
	var out []Reader
	for _, r := range all {
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b Reader) int { return b.Last.Compare(a.Last) })
	return out, nil
}

// ReportIncident freezes a dossier at once, on this node and at their next
// request on all others. Seq is the sequence number that was on the screen. It
// fails as Do does.
func (d *Desk) ReportIncident(ctx context.Context, ask Ask, id workflow.DossierID, seq int, kind, severity string) error {
	x, err := d.load(ctx, ask.Actor, id)
	if err != nil {
		return err
	}
	if !slices.Contains(IncidentKinds, kind) || !slices.Contains(Severities, severity) {
		return refuse("Kies wat er misging, en hoe ernstig het is.")
	}
	if _, is := d.now.Load().incidents[id]; is {
		return refuse("Dit dossier is al bevroren.")
	}
	if seq != x.history.Seq {
		return ErrStale
	}
	text, err := json.Marshal(Incident{kind, severity, ask.Actor.Person, d.clock().UTC()})
	if err != nil {
		return fmt.Errorf("report an incident: %w", err)
	}
	return d.setIncident(ctx, ask, journal.IncidentReported, id, text)
}

// EndIncident opens the dossier again to all who could see it. Who handles it
// does so, and not who reported it: two people looked.
func (d *Desk) EndIncident(ctx context.Context, ask Ask, id workflow.DossierID, seq int) error {
	v, err := d.IncidentOf(ctx, ask.Actor, id)
	if err != nil {
		return err
	}
	x, err := d.load(ctx, ask.Actor, id)
	switch {
	case err != nil:
		return err
	case !v.Open:
		return refuse("Dit dossier is niet bevroren.")
	case !v.Handles:
		return refuse("Het secretariaat of communicatie geeft het dossier weer vrij.")
	case !v.May:
		return refuse("U hebt dit zelf gemeld. Een ander geeft het dossier weer vrij.")
	case seq != x.history.Seq:
		return ErrStale
	}
	return d.setIncident(ctx, ask, journal.IncidentEnded, id, nil)
}

func (d *Desk) setIncident(ctx context.Context, ask Ask, kind journal.MeasureKind, id workflow.DossierID, text []byte) error {
	m := d.measure(ask, kind, journal.Subject{Setting: settingIncident, Name: string(id)})
	m.Setting = &journal.Setting{Kind: settingIncident, Name: string(id), Bytes: text}
	if err := d.take(ctx, m); err != nil {
		return err
	}
	return d.Refresh(ctx)
}
