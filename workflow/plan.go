package workflow

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"paraaf/documents"
)

// planDays is how many working days a step is planned to need when its route
// does not say.
var planDays = map[StepKind]int{
	AskParaaf: 2, AskMedeparaaf: 2, AskProcescheck: 1, AskBesluit: 2, AskMedeakkoord: 3, AskMedeondertekening: 3,
	AskReview: 1, AskSecondReading: 1, AskDispatch: 1,
}

// A Leg is one step of the way in the planning. It lies with its stations after
// Start, and must be done on Latest; both are working days. Left is how many
// working days it gets at most, when all before it act today; Days how many it
// is planned to need.
type Leg struct {
	Stations []Station
	Days     int
	Start    documents.Date
	Latest   documents.Date
	Left     int
	Done     bool
}

// Short reports whether the leg gets less time than it needs.
func (l Leg) Short() bool { return !l.Done && l.Left < l.Days }

// A Planning is the way back from the day on which it must be done.
type Planning struct {
	// Target is the last working day on which the last leg can be done; zero
	// when nothing says when it must be done, and then nothing else is set.
	Target   documents.Date
	SubmitBy documents.Date // the last day of submission that leaves every leg its days
	Legs     []Leg          // the line, then what follows the besluit
	Beside   []Leg          // one for each medeakkoord
	First    int            // index in Legs of the first that is Short, or -1
	Late     string         // what Remarks says of that leg
	Remarks  []string       // Dutch sentences: what does not fit, and where
}

// Plan plans the route back over working days from the deadline of the nota
// and from the day on which the letter must reach the Kamer (KamerDate, or the
// term of the Kamervragen), whichever presses more. today is the civil day in
// the Netherlands; recess is data, and moves nothing: a letter can be sent in
// recess, but one should know. Without a letter it is not spoken of.
//
// With spoed every step is planned in one working day. The record stays the
// same; no step is left out.
func (s State) Plan(today documents.Date, recess Recess) Planning {
	kamer := s.kamerBy()
	if !s.HasLetter() {
		kamer, recess = documents.Date{}, nil // nothing goes there
	}
	after := !kamer.IsZero()
	p := Planning{First: -1}
	if !after && s.Deadline.IsZero() {
		return p
	}
	p.lay(s, after)
	p.date(s.Deadline, kamer)
	p.look(s, today)
	p.remark("De deadline van de nota", s.Deadline, recess)
	p.remark("De dag waarop de brief bij de Kamer moet zijn", kamer, recess)
	p.say(s, today)
	return p
}

// lay lists the legs with the days they need.
func (p *Planning) lay(s State, after bool) {
	days := func(st Station) int {
		n := st.Days
		if n == 0 {
			n = planDays[st.Kind]
		}
		if s.Spoed != nil {
			n = min(n, 1)
		}
		return n
	}
	for _, step := range s.Route.Line {
		var l Leg
		for _, st := range step.Stations {
			if st.Kind == AskAdvice || s.skipped(st.ID) {
				continue
			}
			l.Stations = append(l.Stations, st)
			l.Days = max(l.Days, days(st))
		}
		if len(l.Stations) == 0 {
			continue
		}
		l.Done = s.Round > 0 && len(s.lacking(step)) == 0
		p.Legs = append(p.Legs, l)
	}
	if after {
		house := s.Organisation.Ministry()
		stage := map[Phase]int{Reviewed: 1, Confirmed: 2, Exported: 2, Dispatched: 3}[s.Phase]
		for i, st := range []Station{
			{ID: StationReview, Seat: Seat{RoleCommunicatie, house}, Kind: AskReview},
			{ID: StationSecond, Seat: Seat{RoleCommunicatie, house}, Kind: AskSecondReading},
			{ID: StationDispatch, Seat: Seat{RoleSecretariaat, house}, Kind: AskDispatch},
		} {
			p.Legs = append(p.Legs, Leg{Stations: []Station{st}, Days: days(st), Done: i < stage})
		}
	}
	for _, st := range s.Route.Beside {
		if st.Kind != AskAdvice {
			p.Beside = append(p.Beside, Leg{Stations: []Station{st}, Days: days(st), Done: s.Stands(st.ID) != nil})
		}
	}
}

// date counts back: the last leg from the day of the Kamer, the besluit from
// the deadline when that comes earlier.
func (p *Planning) date(deadline, kamer documents.Date) {
	besluit := -1
	for i, l := range p.Legs {
		if l.Stations[0].Kind == AskBesluit {
			besluit = i
		}
	}
	until := kamer
	if until.IsZero() {
		until = deadline
	}
	until = workdayBy(until)
	p.Target = until
	for i := len(p.Legs) - 1; i >= 0; i-- {
		if i == besluit && !deadline.IsZero() && deadline.Before(until) {
			until = workdayBy(deadline)
		}
		p.Legs[i].Latest = until
		until = AddWorkdays(until, -p.Legs[i].Days)
		p.Legs[i].Start = until
	}
	p.SubmitBy = until
	for i := range p.Beside {
		// A medeakkoord is needed when the letter goes, and asked at
		// submission.
		p.Beside[i].Start, p.Beside[i].Latest = p.SubmitBy, p.Target
	}
}

// look sees what is left of each leg today.
func (p *Planning) look(s State, today documents.Date) {
	left := func(l *Leg) {
		from := l.Start
		if from.Before(today) {
			from = today
		}
		l.Left = WorkdaysBetween(from, l.Latest)
	}
	for i := range p.Legs {
		left(&p.Legs[i])
		if p.First < 0 && p.Legs[i].Short() {
			p.First = i
		}
	}
	for i := range p.Beside {
		left(&p.Beside[i])
	}
}

// remark says of a day that it is none on which one can be done.
func (p *Planning) remark(what string, day documents.Date, recess Recess) {
	if day.IsZero() {
		return
	}
	if !Workday(day) {
		name := Holiday(day)
		if name == "" {
			name = map[time.Weekday]string{time.Saturday: "een zaterdag", time.Sunday: "een zondag"}[weekday(day)]
		}
		p.Remarks = append(p.Remarks, fmt.Sprintf("%s, %s, is %s. Er is gerekend tot %s.", what, day, name, workdayBy(day)))
	}
	if r, ok := recess.On(day); ok {
		p.Remarks = append(p.Remarks, fmt.Sprintf("%s, %s, valt in het %s, van %s tot en met %s. De Kamer is dan niet bijeen.", what, day, r.Name, r.From, r.Until))
	}
}

// say names the first leg that does not get its days, and every medeakkoord
// that will come late.
func (p *Planning) say(s State, today documents.Date) {
	if s.Closed() {
		return
	}
	if s.Phase == Concept && p.SubmitBy.Before(today) {
		p.Remarks = append(p.Remarks, fmt.Sprintf("Om %s te halen moest de nota op %s zijn ingediend. Kies een latere dag, of vraag om spoed met een reden.", p.Target, p.SubmitBy))
	}
	if p.First >= 0 {
		p.Late = p.Legs[p.First].late(today)
		p.Remarks = append(p.Remarks, p.Late)
	}
	for _, l := range p.Beside {
		if l.Short() {
			p.Remarks = append(p.Remarks, l.late(today))
		}
	}
}

// late says how a leg is short.
func (l Leg) late(today documents.Date) string {
	who := stationNames(l.Stations)
	switch {
	case l.Latest.Before(today):
		return fmt.Sprintf("Te laat: %s, uiterlijk op %s.", who, l.Latest)
	case l.Left == 0:
		return fmt.Sprintf("Alleen vandaag nog: %s. Gepland: %s.", who, workdays(l.Days))
	}
	return fmt.Sprintf("Te weinig tijd: %s, nog %s. Gepland: %s.", who, workdays(l.Left), workdays(l.Days))
}

func workdays(n int) string {
	if n == 1 {
		return "1 werkdag"
	}
	return fmt.Sprintf("%d werkdagen", n)
}

// A Period is a recess of the Kamer, first and last day included.
type Period struct {
	Name  string         `json:"name"` // "zomerreces"
	From  documents.Date `json:"from"`
	Until documents.Date `json:"until"`
}

// Recess is when the Kamer does not sit. It is data, for the Kamer decides on
// it every year.
type Recess []Period

// ParseRecess reads a JSON list of periods. It fails, in Dutch for who loads
// it, on anything that is not wholly understood, on a period that ends before
// it begins and on two that overlap.
func ParseRecess(src []byte) (Recess, error) {
	var r Recess
	if err := strict(src, &r); err != nil {
		return nil, fmt.Errorf("reces: %w", err)
	}
	for i, p := range r {
		if p.Name == "" || p.From.IsZero() || p.Until.IsZero() || p.Until.Before(p.From) {
			return nil, fmt.Errorf("reces %d: vul naam, eerste en laatste dag in; de laatste dag ligt niet voor de eerste", i+1)
		}
		for j, o := range r[:i] {
			if !p.Until.Before(o.From) && !o.Until.Before(p.From) {
				return nil, fmt.Errorf("reces %d en %d overlappen elkaar", j+1, i+1)
			}
		}
	}
	return r, nil
}

// On gives the recess that day falls in.
func (r Recess) On(day documents.Date) (Period, bool) {
	for _, p := range r {
		if !day.Before(p.From) && !p.Until.Before(day) {
			return p, true
		}
	}
	return Period{}, false
}

// strict reads one JSON value that holds nothing unknown.
func strict(src []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(src))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("het bestand is niet te lezen: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("na het einde staat nog iets")
	}
	return nil
}
