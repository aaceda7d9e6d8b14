package workflow

import (
	"slices"
	"time"

	"paraaf/documents"
)

// What stands between a reviewed set and the public besides its marks: the view
// of a third party (zienswijze), a day before which nothing may go out
// (embargo), and what is public already.

// A Zienswijze is the view of a third party whose words or trade may become
// public, with the day until which it may come.
type Zienswijze struct {
	Number   int // from 1, in the order of asking
	Paper    PaperID
	Of       Digest // who was asked about which passages
	Asked    time.Time
	Until    documents.Date // last day of the term
	Received documents.Date // zero while it is not there
	Effect   ViewEffect
	Reason   Digest // what it said and what was done with it
}

// A ViewEffect is what a zienswijze did to the marks.
type ViewEffect string

// The effects. They are written to disk.
const (
	ViewAgrees   ViewEffect = "geen-bezwaar"
	ViewFollowed ViewEffect = "gevolgd"
	ViewRejected ViewEffect = "niet-gevolgd"
)

// ViewEffects gives all effects, in the order of a list.
func ViewEffects() []ViewEffect { return []ViewEffect{ViewAgrees, ViewFollowed, ViewRejected} }

// ObjectionDays is how long nothing is made public after an objection was not
// followed, so that who objected can go to the judge (article 4.4, fifth
// paragraph, Woo: two weeks).
const ObjectionDays = 14

// ClearOn gives the first day on which z holds nobody up any more: when it came,
// two weeks after it was not followed, or the day after its term.
func (z Zienswijze) ClearOn() documents.Date {
	switch {
	case z.Received.IsZero():
		return z.Until.AddDays(1)
	case z.Effect == ViewRejected:
		return z.Received.AddDays(ObjectionDays)
	}
	return z.Received
}

// An Embargo is a day before which nothing goes out.
type Embargo struct {
	Until  documents.Date // the first day on which it may
	Reason Digest
	By     PersonID
}

// A AlreadyPublic is a paper of the set that is public already.
type AlreadyPublic struct {
	Paper PaperID
	Link  Digest  // of the address where it stands; zero for a double
	As    PaperID // the paper of this set that says the same, for a double
}

// A NietOpenbaar is a paper of our own of which nothing becomes public.
type NietOpenbaar struct {
	Paper   PaperID
	Grounds []documents.Ground
	Reason  Digest // motivering; it stays in the house
	By      PersonID
}

// A RecallCause is what the public is told of a publication that was taken back:
// a code, for the reason itself may repeat what should not have been there.
type RecallCause string

// The causes. They are written to disk.
const (
	CausePrivacy RecallCause = "persoonsgegevens"
	CauseError   RecallCause = "fout"
	CauseEarly   RecallCause = "te-vroeg"
)

// RecallCauses gives all causes, in the order of a list.
func RecallCauses() []RecallCause { return []RecallCause{CausePrivacy, CauseError, CauseEarly} }

// Recalled gives the refusal of what was public and is taken back (R17), or nil.
func (s State) Recalled() *Refusal {
	if s.Recall == nil {
		return nil
	}
	return refuse("R17", "Deze publicatie is teruggetrokken op %s. De bestanden zijn niet meer op te halen.", CivilDay(s.Recall.At))
}

// Commands about it.
type (
	// AskZienswijze asks a third party what it thinks of making a paper public.
	AskZienswijze struct {
		Paper PaperID
		Of    Digest
		Until documents.Date
	}
	// RecordZienswijze records what came, and what it did to the marks.
	RecordZienswijze struct {
		Number int
		On     documents.Date
		Effect ViewEffect
		Reason Digest
	}
	// SetEmbargo says before which day nothing goes out; zero takes it away.
	SetEmbargo struct {
		Until  documents.Date
		Reason Digest
	}
	// SetAlreadyPublic says that a paper is public already, at Link, or with
	// this set as the paper As, of which it is a double; without either it is
	// judged as the others again.
	SetAlreadyPublic struct {
		Paper PaperID
		Link  Digest
		As    PaperID
	}
	// DateLetter says which date the letter bears; the zero day leaves the date
	// that the writer gave it.
	DateLetter struct{ On documents.Date }
	// SetNietOpenbaar says that nothing of a paper of our own becomes public, on
	// those grounds; without grounds it is judged as the others again.
	SetNietOpenbaar struct {
		Paper   PaperID
		Grounds []documents.Ground
		Reason  Digest
	}
)

// Action completes "a ... may ...".
func (DateLetter) Action() Action { return "date-letter" }

// Action completes "a ... may ...".
func (SetNietOpenbaar) Action() Action { return "set-niet-openbaar" }

// Action completes "a ... may ...".
func (AskZienswijze) Action() Action { return "ask-zienswijze" }

// Action completes "a ... may ...".
func (RecordZienswijze) Action() Action { return "record-zienswijze" }

// Action completes "a ... may ...".
func (SetEmbargo) Action() Action { return "set-embargo" }

// Action completes "a ... may ...".
func (SetAlreadyPublic) Action() Action { return "set-already-public" }

// Events about it.
type (
	// ZienswijzeAsked asks a third party; Number counts from 1.
	ZienswijzeAsked struct {
		Stamp
		Number int            `json:"number"`
		Paper  PaperID        `json:"paper"`
		Of     Digest         `json:"of"`
		Until  documents.Date `json:"until"`
	}
	// ZienswijzeReceived records what came.
	ZienswijzeReceived struct {
		Stamp
		Number int            `json:"number"`
		On     documents.Date `json:"on"`
		Effect ViewEffect     `json:"effect"`
		Reason Digest         `json:"reason"`
	}
	// EmbargoSet says before which day nothing goes out, or that it may.
	EmbargoSet struct {
		Stamp
		Until  documents.Date `json:"until,omitzero"`
		Reason Digest         `json:"reason"`
	}
	// AlreadyPublicSet says where a paper is public already, or no longer.
	AlreadyPublicSet struct {
		Stamp
		Paper PaperID `json:"paper"`
		Link  Digest  `json:"link,omitzero"`
		As    PaperID `json:"as,omitempty"`
	}
	// LetterDated says which date the letter bears.
	LetterDated struct {
		Stamp
		On documents.Date `json:"on,omitzero"`
	}
	// NietOpenbaarSet says that nothing of a paper becomes public, or no longer.
	NietOpenbaarSet struct {
		Stamp
		Paper   PaperID            `json:"paper"`
		Grounds []documents.Ground `json:"grounds,omitempty"`
		Reason  Digest             `json:"reason"`
	}
)

// Name gives the name on disk.
func (LetterDated) Name() string { return "LetterDated" }

// Name gives the name on disk.
func (NietOpenbaarSet) Name() string { return "NietOpenbaarSet" }

// Name gives the name on disk.
func (ZienswijzeAsked) Name() string { return "ZienswijzeAsked" }

// Name gives the name on disk.
func (ZienswijzeReceived) Name() string { return "ZienswijzeReceived" }

// Name gives the name on disk.
func (EmbargoSet) Name() string { return "EmbargoSet" }

// Name gives the name on disk.
func (AlreadyPublicSet) Name() string { return "AlreadyPublicSet" }

// IsAlreadyPublic reports whether a paper is public already: then it is not
// judged and not made again.
func (s State) IsAlreadyPublic(id PaperID) bool {
	return slices.ContainsFunc(s.Already, func(r AlreadyPublic) bool { return r.Paper == id })
}

// IsNietOpenbaar reports whether nothing of a paper of our own becomes public.
func (s State) IsNietOpenbaar(id PaperID) bool {
	return slices.ContainsFunc(s.NietOpenbaar, func(n NietOpenbaar) bool { return n.Paper == id })
}

// Made reports whether a public version is made of a paper of the set: it is not
// public already, and not withheld as a whole.
func (s State) Made(id PaperID) bool { return !s.IsAlreadyPublic(id) && !s.IsNietOpenbaar(id) }

// Holding gives the zienswijzen for which nothing may be made public on a day.
func (s State) Holding(day documents.Date) []Zienswijze {
	return slices.DeleteFunc(slices.Clone(s.Zienswijzen), func(z Zienswijze) bool { return !day.Before(z.ClearOn()) })
}

// embargoed is R23: nothing goes out before the day of the embargo.
func (q question) embargoed() *Refusal {
	if e := q.s.Embargo; e != nil && q.day.Before(e.Until) {
		return refuse("R23", "Er ligt een embargo: niet vóór %s. Verzend op die dag, of laat het embargo wijzigen.", e.Until)
	}
	return nil
}

// Embargoed gives the refusal of R23 on a day, or nil.
func (s State) Embargoed(day documents.Date) *Refusal { return question{s: s, day: day}.embargoed() }

// unheard is R22: a third party that was asked is heard first.
func (q question) unheard() *Refusal {
	holding := q.s.Holding(q.day)
	if len(holding) == 0 {
		return nil
	}
	z := holding[0]
	if z.Received.IsZero() {
		return refuse("R22", "Er is een zienswijze gevraagd, tot en met %s. Leg vast wat er kwam, of wacht tot de termijn voorbij is.", z.Until)
	}
	return refuse("R22", "Een derde maakte bezwaar en dat is niet gevolgd. Openbaar maken kan vanaf %s, zodat die naar de rechter kan.", z.ClearOn())
}

func (q question) askZienswijze(c AskZienswijze) ([]Event, error) {
	switch {
	case q.s.Stage() == Exported:
		return nil, refuse("R22", "De openbare versie is al gemaakt. Geef de beoordeling terug en vraag dan een zienswijze.")
	case q.s.Phase == Concept:
		return nil, refuse("R22", "De stukken zijn nog in concept. Vraag een zienswijze als zij zijn ingediend.")
	case !q.has(c.Paper):
		return nil, refuse("R22", "Kies over welk stuk het gaat.")
	case c.Of.IsZero():
		return nil, refuse("R22", "Schrijf wie u vraagt, en over welke passages.")
	case c.Until.IsZero() || !q.day.Before(c.Until):
		return nil, refuse("R22", "Kies een laatste dag na vandaag. Geef een derde de tijd; twee weken is gebruikelijk.")
	}
	return []Event{ZienswijzeAsked{Stamp: q.stamp(), Number: len(q.s.Zienswijzen) + 1, Paper: c.Paper, Of: c.Of, Until: c.Until}}, nil
}

func (q question) has(id PaperID) bool { _, ok := q.s.Papers.Find(id); return ok }

func (q question) recordZienswijze(c RecordZienswijze) ([]Event, error) {
	i := c.Number - 1
	switch {
	case len(q.s.Zienswijzen) == 0:
		return nil, refuse("R22", "Er is geen zienswijze gevraagd.")
	case i < 0 || i >= len(q.s.Zienswijzen):
		return nil, refuse("R22", "Kies welke zienswijze er kwam.")
	case !q.s.Zienswijzen[i].Received.IsZero():
		return nil, refuse("R22", "Deze zienswijze is al vastgelegd.")
	case !slices.Contains(ViewEffects(), c.Effect):
		return nil, refuse("R22", "Kies wat er met de zienswijze is gedaan.")
	case c.Reason.IsZero():
		return nil, refuse("R22", "Schrijf wat de zienswijze zegt en wat u ermee doet.")
	case c.On.IsZero() || q.day.Before(c.On) || c.On.Before(CivilDay(q.s.Zienswijzen[i].Asked)):
		return nil, refuse("R22", "Vul de dag in waarop de zienswijze kwam: na de vraag en niet na vandaag.")
	case c.Effect == ViewFollowed && q.s.Reviewer != "":
		return nil, refuse("R22", "De lakkingen liggen vast. Geef de beoordeling eerst terug, pas de lakkingen aan en leg dan vast dat u het bezwaar volgt.")
	}
	return []Event{ZienswijzeReceived{Stamp: q.stamp(), Number: c.Number, On: c.On, Effect: c.Effect, Reason: c.Reason}}, nil
}

func (q question) setEmbargo(c SetEmbargo) ([]Event, error) {
	now := documents.Date{}
	if q.s.Embargo != nil {
		now = q.s.Embargo.Until
	}
	switch {
	case c.Until == now:
		return nil, refuse("R23", "Deze dag staat er al.")
	case c.Reason.IsZero():
		return nil, refuse("R23", "Schrijf waarom er een embargo ligt, of waarom het vervalt.")
	case !c.Until.IsZero() && !q.day.Before(c.Until):
		return nil, refuse("R23", "Kies een dag na vandaag: de eerste dag waarop het openbaar mag worden.")
	}
	return []Event{EmbargoSet{Stamp: q.stamp(), Until: c.Until, Reason: c.Reason}}, nil
}

func (q question) setAlreadyPublic(c SetAlreadyPublic) ([]Event, error) {
	st, r := q.stage("R24")
	switch {
	case r != nil:
		return nil, r
	case st != Decided:
		return nil, refuse("R24", "De beoordeling is al gesloten. Geef haar eerst terug.")
	case !slices.ContainsFunc(q.s.Papers[1:], func(p PaperRef) bool { return !q.isLetter(p.ID) }):
		return nil, refuse("R24", "In dit dossier zit naast de nota en de brief geen stuk dat al openbaar kan zijn.")
	case q.s.IsNietOpenbaar(c.Paper) || c.As != "" && q.s.IsNietOpenbaar(c.As):
		return nil, refuse("R24", "Van dit stuk wordt niets openbaar. Haal dat eerst weg.")
	case !q.has(c.Paper) || c.Paper == q.s.Papers[0].ID:
		return nil, refuse("R24", "Kies een ander stuk dan de nota waarover besloten is.")
	case q.isLetter(c.Paper):
		return nil, refuse("R24", "De brief wordt met deze verzending openbaar en is dat niet al.")
	case c.As != "" && (c.As == c.Paper || !q.has(c.As) || q.s.IsAlreadyPublic(c.As)):
		return nil, refuse("R24", "Kies van welk ander stuk dit een dubbel is; dat stuk gaat zelf wel mee.")
	case slices.ContainsFunc(q.s.Already, func(a AlreadyPublic) bool { return a.As == c.Paper }):
		return nil, refuse("R24", "Een ander stuk is een dubbel van dit stuk. Dit stuk gaat daarom mee.")
	case c.Link.IsZero() && c.As == "" && !q.s.IsAlreadyPublic(c.Paper):
		return nil, refuse("R24", "Vul in waar het stuk al openbaar staat.")
	}
	return []Event{AlreadyPublicSet{Stamp: q.stamp(), Paper: c.Paper, Link: c.Link, As: c.As}}, nil
}

// dateLetter is R28: the date is the State's, drawn into the letter (D13).
func (q question) dateLetter(c DateLetter) ([]Event, error) {
	if !q.s.HasLetter() {
		return nil, refuse("R28", "Er is geen brief aan de Kamer.")
	}
	if _, r := q.stage("R28"); r != nil {
		return nil, r
	}
	switch {
	case c.On == q.s.LetterDate:
		return nil, refuse("R28", "Deze datum staat er al.")
	case !c.On.IsZero() && c.On.Before(CivilDay(q.s.Besluit.At)):
		return nil, refuse("R28", "De datum op de brief ligt voor het besluit van %s.", CivilDay(q.s.Besluit.At))
	}
	return []Event{LetterDated{Stamp: q.stamp(), On: c.On}}, nil
}

// setNietOpenbaar is R27: a paper of our own as a whole.
func (q question) setNietOpenbaar(c SetNietOpenbaar) ([]Event, error) {
	st, r := q.stage("R27")
	p, there := q.s.ToPublish().Find(c.Paper)
	switch {
	case r != nil:
		return nil, r
	case st != Decided:
		return nil, refuse("R27", "De beoordeling is al gesloten. Geef haar eerst terug.")
	case !there || p.Soort == documents.SoortBijlage:
		return nil, refuse("R27", "Kies een stuk van uzelf. Van een bijlage kiest u dit bij de bijlage.")
	case q.isLetter(c.Paper):
		return nil, refuse("R27", "De brief gaat naar de Kamer en is daarmee openbaar.")
	case q.s.IsAlreadyPublic(c.Paper):
		return nil, refuse("R27", "Dit stuk is al openbaar. Haal dat eerst weg.")
	case slices.ContainsFunc(q.s.Already, func(a AlreadyPublic) bool { return a.As == c.Paper }):
		return nil, refuse("R27", "Een ander stuk is een dubbel van dit stuk. Beoordeel dat eerst zelf.")
	case c.Reason.IsZero():
		return nil, refuse("R27", "Schrijf waarom niets van dit stuk openbaar wordt, of waarom toch.")
	case len(c.Grounds) == 0 && !q.s.IsNietOpenbaar(c.Paper):
		return nil, refuse("R27", "Kies de grond waarop niets van dit stuk openbaar wordt.")
	}
	if len(c.Grounds) > 0 {
		if why := CheckGrounds(q.s.Publication(), q.day, c.Grounds); why != "" {
			return nil, refuse("R27", "%s", why)
		}
	}
	return []Event{NietOpenbaarSet{Stamp: q.stamp(), Paper: c.Paper, Grounds: slices.Clone(c.Grounds), Reason: c.Reason}}, nil
}

func (q question) isLetter(id PaperID) bool { _, ok := q.s.Papers.Letter().Find(id); return ok }

// beforePublic gives the commands of this file for a dry run.
func (s State) beforePublic() []Command {
	ask, record := AskZienswijze{Of: placeholder, Until: documents.DateOf(farFuture)}, RecordZienswijze{Effect: ViewAgrees, Reason: placeholder}
	already := SetAlreadyPublic{Link: placeholder}
	if len(s.Papers) > 0 {
		ask.Paper, already.Paper = s.Papers[0].ID, s.Papers[0].ID
	}
	for _, z := range s.Zienswijzen {
		if z.Received.IsZero() {
			record.Number, record.On = z.Number, CivilDay(z.Asked)
			break
		}
		record.Number = z.Number
	}
	letter := s.Papers.Letter()
	for _, p := range s.Papers {
		if _, is := letter.Find(p.ID); !is {
			already.Paper = p.ID // the last that it may be about
		}
	}
	niet := SetNietOpenbaar{Grounds: []documents.Ground{"5.1.1b"}, Reason: placeholder}
	if len(s.Papers) > 0 {
		niet.Paper = s.Papers[0].ID
	}
	return []Command{ask, record, SetEmbargo{Until: documents.DateOf(farFuture), Reason: placeholder}, already, niet,
		DateLetter{On: documents.DateOf(farFuture)}}
}

// evolvePublication folds the events about it.
func (s State) evolvePublication(e Event) State {
	switch e := e.(type) {
	case ZienswijzeAsked:
		s.Zienswijzen = append(slices.Clip(s.Zienswijzen), Zienswijze{Number: e.Number, Paper: e.Paper, Of: e.Of, Asked: e.At, Until: e.Until})
	case ZienswijzeReceived:
		s.Zienswijzen = slices.Clone(s.Zienswijzen)
		for i := range s.Zienswijzen {
			if z := &s.Zienswijzen[i]; z.Number == e.Number {
				z.Received, z.Effect, z.Reason = e.On, e.Effect, e.Reason
			}
		}
	case EmbargoSet:
		s.Embargo = nil
		if !e.Until.IsZero() {
			s.Embargo = &Embargo{e.Until, e.Reason, e.By}
		}
	case AlreadyPublicSet:
		s.Already = slices.DeleteFunc(slices.Clone(s.Already), func(r AlreadyPublic) bool { return r.Paper == e.Paper })
		if !e.Link.IsZero() || e.As != "" {
			s.Already = append(s.Already, AlreadyPublic{e.Paper, e.Link, e.As})
		}
	case LetterDated:
		s.LetterDate, s.Export = e.On, nil // what was made bears another date
		s = s.staged()
	case NietOpenbaarSet:
		s.NietOpenbaar = slices.DeleteFunc(slices.Clone(s.NietOpenbaar), func(n NietOpenbaar) bool { return n.Paper == e.Paper })
		if len(e.Grounds) > 0 {
			s.NietOpenbaar = append(s.NietOpenbaar, NietOpenbaar{e.Paper, slices.Clone(e.Grounds), e.Reason, e.By})
		}
	}
	return s
}
