package workflow

import (
	"slices"
	"time"

	"paraaf/documents"
)

// A State is what a dossier is at one moment, folded from its events. It holds
// ids, codes, dates and digests only (D5). A State is a value: Evolve and
// Decide never change the one they are given, nor anything it points at.
type State struct {
	Phase        Phase
	Kind         Kind
	Opsteller    PersonID       // who writes now
	Organisation OrganisationID // the opsteller's, and so the dossier's
	Writers      []PersonID     // every opsteller there was and everyone who revised in concept
	Invited      []PersonID     // colleagues who may revise in concept beside the opsteller
	CC           []Seat
	Route        Route
	Papers       Papers
	Rubricering  Rubricering
	Deadline     documents.Date
	LetterDate   documents.Date // that the letter bears; zero for that of its writer
	KamerDate    documents.Date // by which the letter must reach the Kamer
	Vragen       *Vragen        // the Kamervragen that are answered
	Spoed        *Spoed

	Round   int      // 0 before the first submission
	Assents []Assent // every one ever given, in order; State.Stands says which count
	Advice  []Advice
	Skipped []Skipped
	Former  *Former // the papers before the last akkoord met wijziging, for R19

	SentBack *Return // why it lies with the opsteller again; nil once submitted
	Returns  int     // how often the papers came back
	Parked   *Assent // bespreken or aanhouden, until the bewindspersoon answers again
	Besluit  *Assent // the answer that ended the line

	Preview      Digest // of what would go out, as it stood at the last answer of the bewindspersoon
	Figures      []ReviewFigure
	Marks        []PaperMarks
	Reviewer     PersonID       // who closed the review; empty while it is open
	Second       *SecondReading // what the second reader decided by himself; nil until he fixed it
	SecondReader PersonID       // who confirmed
	Export       *Export
	Signatures   []Signature
	Sending      *Sending
	KamerNumbers []KamerNumber
	Promised     []Promised      // by the letter, once it is sent, and in debates about it
	Keeps        []ToezeggingRef // what the letter keeps, once it is sent
	KeepsOther   Digest          // moties and toezeggingen that the register does not have, one a line
	Zienswijzen  []Zienswijze    // of third parties, in the order of asking
	Embargo      *Embargo        // before which nothing goes out; nil without one
	Already      []AlreadyPublic // papers that are public already
	NietOpenbaar []NietOpenbaar  // papers of our own of which nothing becomes public
	Recall       *Ending         // the publication taken back after dispatch
	Cause        RecallCause     // what the public is told of it
	End          *Ending         // withdrawn without besluit

	Reminders []ReminderSent
	Readings  []Reading  // "gezien"
	Acted     []PersonID // everyone who did something, in order of first appearance
	Opened    time.Time
	Since     time.Time   // since when it lies where it lies
	Arrivals  []Arrival   // since when each of Holder and Awaiting was asked
	Reached   []StationID // every station of the line that the papers ever came to
}

// A Spoed is haste, with its reason and the last useful moment (UTC).
type Spoed struct {
	By     PersonID
	At     time.Time
	Reason Digest
	Latest time.Time
}

// An Advice is what an adviser said; it holds nobody up.
type Advice struct {
	Station StationID
	By      PersonID
	Namens  PersonID
	At      time.Time
	On      Digest // of the set
	Remark  Digest
}

// A Skipped is a station left out of the line, with the digest of the reason.
type Skipped struct {
	Station StationID
	By      PersonID
	At      time.Time
	Reason  Digest
}

// A Former is the set as it was before Station changed it while agreeing.
type Former struct {
	Station StationID
	Papers  Papers
}

// A Return says who gave the papers back, to whom and why. Station is
// StationOpsteller when the opsteller asked them back himself. On is the set
// as it was then.
type Return struct {
	Station StationID
	By      PersonID
	Namens  PersonID
	At      time.Time
	To      StationID
	Reason  Digest
	Note    Digest // internal remark for the reviewers
	Verdict Verdict
	On      Papers
}

// PaperMarks are the marks of one paper: Marks is the digest of them as
// stored, On the digest of the paper they were set on.
type PaperMarks struct {
	Paper PaperID
	On    Digest
	Marks Digest
	By    PersonID
	At    time.Time
	// Judges decided the findings, beside By.
	Judges []PersonID
}

// An Export is the public version as it was made and found clean.
type Export struct {
	By          PersonID
	At          time.Time
	Seen        Digest // State.MarksDigest of what it was made from
	Files       []PublicFile
	Certificate Digest
}

// A Signature is the record that the bewindspersoon of Station signed the letter.
type Signature struct {
	Station StationID
	How     string
	On      documents.Date
	By      PersonID // who recorded it
	At      time.Time
}

// A Sending is the dispatch. Nazenden is the reason to send the beslisnota
// later, Beslisnota the day on which that was done.
type Sending struct {
	Date       documents.Date // printed on the letter
	Nazenden   Digest
	Beslisnota documents.Date
	By         PersonID
	At         time.Time
}

// An Ending is a withdrawal, with the digest of its reason.
type Ending struct {
	By     PersonID
	At     time.Time
	Reason Digest
}

// A ReminderSent is a reminder that was decided.
type ReminderSent struct {
	Station  StationID
	Reminder ReminderKind
	Deadline documents.Date
	Round    int
	At       time.Time
	Number   int // of the promise that is late; 0 for a station
}

// A Reading is somebody's "gezien" of a set.
type Reading struct {
	By PersonID
	At time.Time
	On Digest
}

// An Arrival is since when a station is asked.
type Arrival struct {
	Station StationID
	At      time.Time
}

// Fold gives the State after events, from nothing.
func Fold(events []Event) State {
	var s State
	for _, e := range events {
		s = Evolve(s, e)
	}
	return s
}

// Closed reports whether the dossier has come to its end.
func (s State) Closed() bool {
	return s.Phase == Dispatched || s.Phase == Withdrawn || s.Phase == Ended
}

// OwesBeslisnota reports whether the letter went without the beslisnota, which
// is still to follow (nazenden).
func (s State) OwesBeslisnota() bool {
	return s.Phase == Dispatched && !s.Sending.Nazenden.IsZero() && s.Sending.Beslisnota.IsZero()
}

// HasLetter reports whether the set holds a paper that is signed and sent.
func (s State) HasLetter() bool { return len(s.Papers.Letter()) > 0 }

// SetDigest identifies the papers as they lie there; it is what an assent
// names and what If-Match carries for everyone in the own line.
func (s State) SetDigest() Digest { return s.Papers.Digest() }

// LetterDigest identifies the letter alone, or is zero without one; it is what
// If-Match carries for another ministry.
func (s State) LetterDigest() Digest { return s.Papers.Letter().Digest() }

// PaperAantekening is the place of what the bewindspersoon wrote with his besluit, among
// the papers that are judged for publication. It is no paper of the set: nobody assents to it.
const PaperAantekening PaperID = "aantekening"

// ToPublish gives the papers that are judged and made public: the set, and with it the
// aantekening of the bewindspersoon, which is public once it was judged. Of a review that was
// closed without it, by an earlier release, it has no part.
func (s State) ToPublish() Papers {
	if s.Stage() == None || s.Besluit.Remark.IsZero() {
		return s.Papers
	}
	if _, judged := s.marksOf(PaperAantekening); !judged && s.Stage() != Decided {
		return s.Papers
	}
	i := slices.IndexFunc(s.Papers, func(p PaperRef) bool { return p.Soort == documents.SoortBijlage })
	if i < 0 {
		i = len(s.Papers)
	}
	return slices.Insert(slices.Clone(s.Papers), i, PaperRef{ID: PaperAantekening, Soort: documents.SoortAantekening, Digest: s.Besluit.Remark})
}

// MarksDigest identifies the papers together with the marks that lie on them.
func (s State) MarksDigest() Digest {
	set := s.Papers.Digest()
	parts := [][]byte{set[:]}
	for _, p := range s.ToPublish() {
		if m, ok := s.marksOf(p.ID); ok {
			parts = append(parts, []byte(p.ID), m.On[:], m.Marks[:])
		}
	}
	return documents.DigestOf([]byte("marks"), parts...)
}

func (s State) marksOf(id PaperID) (PaperMarks, bool) {
	for _, m := range s.Marks {
		if m.Paper == id {
			return m, true
		}
	}
	return PaperMarks{}, false
}

// Back gives the return for which the papers lie where they lie now, or nil:
// with the opsteller until they are submitted, with the station they were sent
// back to until it has acted.
func (s State) Back() *Return {
	if s.SentBack == nil || s.Phase == Concept {
		return s.SentBack
	}
	for _, st := range s.Holder() {
		if st.ID == s.SentBack.To {
			return s.SentBack
		}
	}
	return nil
}

// Stage is how far the publication of a decided dossier is: Decided, Reviewed,
// Confirmed or Exported, also when the letter went ahead; None without akkoord.
func (s State) Stage() Phase {
	switch {
	case s.Besluit == nil || !agrees(s.Besluit.Verdict) || !s.HasLetter():
		return None
	case s.Export != nil:
		return Exported
	case s.SecondReader != "":
		return Confirmed
	case s.Reviewer != "":
		return Reviewed
	}
	return Decided
}

// agrees reports whether v is one of the akkoord verdicts.
func agrees(v Verdict) bool {
	return v == Akkoord || v == AkkoordMetOpmerking || v == AkkoordMetWijziging
}

// assents reports whether v lets the papers pass.
func assents(v Verdict) bool {
	return agrees(v) || v == Gezien || v == Discussed
}

// Station gives the station id of the route, wherever it stands in it.
func (s State) Station(id StationID) (Station, bool) {
	st, _, ok := s.Route.find(id)
	return st, ok
}

// last gives the most recent assent or refusal of station id that was not
// taken back or sent back, whether or not it still lies on the papers.
func (s State) last(id StationID) *Assent {
	for i := len(s.Assents) - 1; i >= 0; i-- {
		if a := &s.Assents[i]; a.Station != id || a.Verdict == Bespreken || a.Verdict == Aanhouden {
			continue
		}
		if s.Assents[i].Void != "" || s.movedOn(i) {
			return nil
		}
		a := s.Assents[i] // a copy: who asks may not change the state
		return &a
	}
	return nil
}

// movedOn reports whether who gave assent i answered for another station since.
// Four eyes let that happen only when i had lapsed (R6); it stays lapsed, or a
// change that brings the old text back would make it a second assent of one person.
func (s State) movedOn(i int) bool {
	a := s.Assents[i]
	return slices.ContainsFunc(s.Assents[i+1:], func(b Assent) bool {
		return b.Station != a.Station && b.Void != TakenBack && (b.of(a.By) || a.How != "" && b.of(a.Namens))
	})
}

// Stands gives the assent of station id that lies on the papers as they are
// now, or nil: it was not given, was taken back, or what it covered changed.
func (s State) Stands(id StationID) *Assent {
	a := s.last(id)
	st, ok := s.Station(id)
	if a == nil || !ok || !assents(a.Verdict) {
		return nil
	}
	c := st.coverage()
	if len(changes(c.of(a.On), c.of(s.Papers))) > 0 {
		return nil
	}
	return a
}

// Lapsed reports whether a counts no longer: something it covered changed, or
// it is void, or its station answered again since.
func (s State) Lapsed(a Assent) bool {
	now := s.Stands(a.Station)
	return now == nil || !now.At.Equal(a.At) || now.By != a.By
}

// Asked lists what station id is asked to agree to: everything it covers when
// it has not agreed before, otherwise what changed since. It is empty when its
// assent stands.
func (s State) Asked(id StationID) []SectionChange {
	st, ok := s.Station(id)
	if !ok {
		return nil
	}
	c := st.coverage()
	var on Papers
	if a := s.last(id); a != nil && assents(a.Verdict) {
		on = a.On
	}
	return changes(c.of(on), c.of(s.Papers))
}

// skipped reports whether station id was left out.
func (s State) skipped(id StationID) bool {
	return slices.ContainsFunc(s.Skipped, func(k Skipped) bool { return k.Station == id })
}

// lacking lists the stations of step that must still act.
func (s State) lacking(step Step) []Station {
	var open []Station
	for _, st := range step.Stations {
		if st.Kind == AskAdvice || s.skipped(st.ID) {
			continue
		}
		if s.Stands(st.ID) != nil {
			if !step.All {
				return nil
			}
			continue
		}
		open = append(open, st)
	}
	return open
}

// step gives the step whose turn it is, or -1 when all have acted.
func (s State) step() int {
	for i, step := range s.Route.Line {
		if len(s.lacking(step)) > 0 {
			return i
		}
	}
	return -1
}

// Holder says whose turn it is ("ligt bij"): stations of the line, or one of
// the stations outside the route (StationOpsteller, StationReview, ...). It is
// empty when nobody has to do anything.
func (s State) Holder() []Station {
	house := s.Organisation.Ministry()
	stage := s.Phase
	if s.OwesBeslisnota() {
		stage = s.Stage()
	}
	switch stage {
	case Concept:
		return []Station{{ID: StationOpsteller, Seat: Seat{RoleOpsteller, s.Organisation}, Kind: AskDraft}}
	case InLine:
		if i := s.step(); i >= 0 {
			return s.lacking(s.Route.Line[i])
		}
	case Decided:
		return []Station{{ID: StationReview, Seat: Seat{RoleCommunicatie, house}, Kind: AskReview}}
	case Reviewed:
		return []Station{{ID: StationSecond, Seat: Seat{RoleCommunicatie, house}, Kind: AskSecondReading}}
	case Confirmed:
		return []Station{{ID: StationExport, Seat: Seat{RoleCommunicatie, house}, Kind: AskExport}}
	case Exported:
		return []Station{{ID: StationDispatch, Seat: Seat{RoleSecretariaat, house}, Kind: AskDispatch}}
	}
	return nil
}

// Awaiting says who is asked beside the line: stations whose medeakkoord does
// not lie on the letter as it is, advisers who have not spoken while the
// papers are in the line, and after the besluit the signatories whose
// signature is not recorded (with Kind AskSignature). While the papers lie with
// the opsteller nobody is asked: the letter may change.
func (s State) Awaiting() []Station {
	if s.Round == 0 || s.Closed() || s.Phase == Concept {
		return nil
	}
	var out []Station
	for _, st := range s.Route.Beside {
		switch st.Kind {
		case AskMedeakkoord, AskMedeondertekening:
			if s.Stands(st.ID) == nil {
				out = append(out, st)
			}
		}
	}
	if s.Phase == InLine {
		out = append(out, s.advisers()...)
	}
	return append(out, s.unsigned()...)
}

// advisers lists the stations asked for advice that did not give it on the
// papers of now: those beside the line, and those of the step whose turn it is
// or of one before.
func (s State) advisers() []Station {
	var out []Station
	set := s.SetDigest()
	add := func(st Station) {
		if st.Kind == AskAdvice && !s.skipped(st.ID) && !slices.ContainsFunc(s.Advice, func(a Advice) bool {
			return a.Station == st.ID && a.On == set
		}) {
			out = append(out, st)
		}
	}
	at := s.step()
	for i, step := range s.Route.Line {
		if at >= 0 && i > at {
			break
		}
		for _, st := range step.Stations {
			add(st)
		}
	}
	for _, st := range s.Route.Beside {
		add(st)
	}
	return out
}

// Signatories lists the stations whose bewindspersoon signs the letter: the
// deciding one, and every medeondertekening. Mede namens is no signatory.
func (s State) Signatories() []Station {
	var out []Station
	if d, ok := s.Route.decider(); ok && s.HasLetter() {
		out = append(out, d)
	}
	for _, st := range s.Route.Beside {
		if st.Kind == AskMedeondertekening {
			out = append(out, st)
		}
	}
	return out
}

// unsigned lists the signatories whose signature is asked and not recorded.
func (s State) unsigned() []Station {
	if s.Stage() == None {
		return nil
	}
	var out []Station
	for _, st := range s.Signatories() {
		if !slices.ContainsFunc(s.Signatures, func(g Signature) bool { return g.Station == st.ID }) {
			st.Kind = AskSignature
			out = append(out, st)
		}
	}
	return out
}

// SinceOf says since when station id is asked, or the zero time when it is not.
func (s State) SinceOf(id StationID) time.Time {
	for _, a := range s.Arrivals {
		if a.Station == id {
			return a.At
		}
	}
	return time.Time{}
}

// wrote reports whether p is or was an opsteller of this dossier, or revised
// it in concept: four-eyes counts them all (R6, R20).
func (s State) wrote(p PersonID) bool { return slices.Contains(s.Writers, p) }
