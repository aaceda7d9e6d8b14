package workflow

import (
	"slices"
)

// Evolve gives the state after e. It is total: it decides nothing, refuses
// nothing and knows no clock; whatever stands in the ledger is folded. An
// event of a type it does not know changes nothing but who acted.
func Evolve(s State, e Event) State {
	who := e.Who()
	if _, ok := e.(Reminded); !ok { // the program itself did nothing to it
		s.Acted = with(s.Acted, who.By)
	}
	switch e := e.(type) {
	case Opened:
		s.Phase = Concept
		s.Kind = e.Kind
		s.Opsteller, s.Organisation = e.By, e.Organisation
		s.Writers = with(s.Writers, e.By)
		s.Papers, s.Route, s.Deadline = slices.Clone(e.Papers), e.Route.clone(), e.Deadline
		s.CC = slices.Clone(e.CC)
		s.Rubricering = e.Rubricering
		s.Opened = e.At
	case Revised:
		if e.Station != "" {
			s.Former = &Former{e.Station, s.Papers}
		} else {
			s.Writers = with(s.Writers, e.By)
			s.Deadline = e.Deadline
		}
		s.Papers = slices.Clone(e.Papers)
	case RouteChanged:
		s.Route = e.Route.clone()
	case Submitted:
		s.Phase, s.Round = InLine, e.Round
		s.SentBack, s.Parked, s.Former = nil, nil, nil
		s.Assents = settle(s.Assents, func(Assent) bool { return true })
		s = s.concluded()
	case ParaafGiven:
		s = s.assent(Assent{Station: e.Station, By: e.By, Namens: e.Namens, How: e.How, At: e.At,
			Round: e.Round, On: s.Papers, Verdict: e.Verdict, Remark: e.Remark})
		s = s.concluded()
	case SentBack:
		s = s.returned(Return{Station: e.Station, By: e.By, Namens: e.Namens, At: e.At, To: e.To,
			Reason: e.Reason, Note: e.Note, Verdict: e.Verdict, On: s.Papers})
		s.Assents = void(s.Assents, e.Station, SentBackBy)
		if e.To != "" {
			s.Assents = void(s.Assents, e.To, SentBackTo)
		}
	case AskedBack:
		s = s.returned(Return{Station: StationOpsteller, By: e.By, Namens: e.Namens, At: e.At,
			Reason: e.Reason, On: s.Papers})
	case AssentTakenBack:
		s.Assents = void(s.Assents, e.Station, TakenBack)
		if len(e.Papers) > 0 {
			s.Papers = slices.Clone(e.Papers)
		}
		if s.Former != nil && s.Former.Station == e.Station {
			s.Former = nil
		}
		s.Besluit, s.Parked, s.Phase = nil, nil, InLine
		s.Marks = slices.DeleteFunc(slices.Clone(s.Marks), func(m PaperMarks) bool { return m.Paper == PaperAantekening }) // it went with the besluit
	case MedeakkoordGiven:
		s.Assents = append(slices.Clip(s.Assents), Assent{Station: e.Station, By: e.By, Namens: e.Namens,
			At: e.At, Round: e.Round, On: s.Papers.Letter(), Verdict: Akkoord, Remark: e.Remark})
	case MedeakkoordRefused:
		s.Assents = append(slices.Clip(s.Assents), Assent{Station: e.Station, By: e.By, Namens: e.Namens,
			At: e.At, Round: e.Round, On: s.Papers.Letter(), Verdict: NietAkkoord, Remark: e.Reason})
	case BesluitTaken:
		a := Assent{Station: e.Station, By: e.By, Namens: e.Namens, How: e.How, At: e.At, Round: e.Round,
			On: s.Papers, Verdict: e.Verdict, Remark: e.Remark, Until: e.Until}
		s = s.assent(a)
		s.Preview = e.Preview
		switch e.Verdict {
		case Bespreken, Aanhouden:
			s.Parked = &a
		case NietAkkoord:
			s.Parked, s.Besluit, s.Phase = nil, &a, Ended
		default:
			s.Parked = nil
			s = s.concluded()
		}
	case NotaWithdrawn:
		s.Phase = Withdrawn
		s.End = &Ending{e.By, e.At, e.Reason}
	case HandedOver:
		s.Opsteller = e.To
		s.Writers = with(s.Writers, e.To)
		s.Invited = slices.DeleteFunc(slices.Clone(s.Invited), func(p PersonID) bool { return p == e.To })
	case ColleagueInvited:
		s.Invited = with(s.Invited, e.Person)
	case StationSkipped:
		s.Skipped = append(slices.Clip(s.Skipped), Skipped{e.Station, e.By, e.At, e.Reason})
		s.Assents = settle(s.Assents, func(Assent) bool { return true })
		s = s.concluded()
	case StationForwarded:
		s.Route = s.Route.clone()
		for i := range s.Route.Line {
			reseat(s.Route.Line[i].Stations, e.Station, e.To)
		}
		reseat(s.Route.Beside, e.Station, e.To)
	case AdviceAsked:
		s.Route = s.Route.clone()
		s.Route.Beside = append(s.Route.Beside, Station{ID: e.Station, Seat: e.Of, Kind: AskAdvice, Person: e.Person})
	case AdviceGiven:
		s.Advice = append(slices.Clip(s.Advice), Advice{e.Station, e.By, e.Namens, e.At, e.On, e.Remark})
	case GezienMarked:
		s.Readings = append(slices.Clip(s.Readings), Reading{e.By, e.At, e.On})
	case SpoedSet:
		s.Spoed = &Spoed{e.By, e.At, e.Reason, e.Latest}
	case MarksSet:
		s.Marks = append(slices.DeleteFunc(slices.Clone(s.Marks), func(m PaperMarks) bool { return m.Paper == e.Paper }),
			PaperMarks{e.Paper, e.On, e.Marks, e.By, e.At, slices.Clone(e.Judges)})
	case ReviewClosed:
		s.Reviewer, s.Figures = e.By, slices.Clone(e.Figures)
		s = s.staged()
	case SecondReadingClosed, DifferencesSettled, ReviewConfirmed:
		s = s.evolveSecond(e)
		s = s.staged()
	case ReviewReturned:
		s.Reviewer, s.SecondReader, s.Second, s.Export = "", "", nil, nil
		s = s.staged()
	case ExportRecorded:
		s.Export = &Export{e.By, e.At, e.On, slices.Clone(e.Files), e.Certificate}
		s = s.staged()
	case SignatureRecorded:
		s.Signatures = append(slices.DeleteFunc(slices.Clone(s.Signatures), func(g Signature) bool { return g.Station == e.Station }),
			Signature{e.Station, e.How, e.On, e.By, e.At})
		s.Assents = settle(s.Assents, func(Assent) bool { return true })
	case LetterDispatched:
		s.Phase = Dispatched
		s.Sending = &Sending{Date: e.Date, Nazenden: e.Nazenden, By: e.By, At: e.At}
		s = s.promised(e.Toezeggingen)
	case ToezeggingenLinked:
		s.Keeps, s.KeepsOther = slices.Clone(e.Refs), e.Other
	case ToezeggingRecorded:
		s.Promised = append(slices.Clip(s.Promised), Promised{Toezegging: Toezegging{Due: e.Due}, Said: e.Said, On: e.On})
	case ToezeggingSettled:
		s = s.settledOne(e)
	case BeslisnotaSent:
		if s.Sending != nil {
			sent := *s.Sending
			sent.Beslisnota = e.Date
			s.Sending = &sent
		}
	case KamerNumbersRecorded:
		for _, n := range e.Numbers {
			if !slices.Contains(s.KamerNumbers, n) {
				s.KamerNumbers = append(slices.Clip(s.KamerNumbers), n)
			}
		}
	case ZienswijzeAsked, ZienswijzeReceived, EmbargoSet, AlreadyPublicSet, NietOpenbaarSet, LetterDated:
		s = s.evolvePublication(e)
	case PublicationWithdrawn:
		s.Recall, s.Cause = &Ending{e.By, e.At, e.Reason}, e.Cause
	case RubriceringSet:
		s.Rubricering = e.Rubricering
	case KamerDateSet:
		s.KamerDate = e.Date
	case VragenRegistered:
		s.Vragen = &Vragen{Zaaknummer: e.Zaaknummer, Asked: e.Asked}
	case UitstelReported:
		if s.Vragen != nil {
			v := *s.Vragen
			v.Uitstel, v.Reason = e.On, e.Reason
			s.Vragen = &v
		}
	case Reminded:
		s.Reminders = append(slices.Clip(s.Reminders), ReminderSent{e.Station, e.Reminder, e.Deadline, s.Round, e.At, e.Number})
	}
	return s.arrived(who)
}

// assent adds a and settles what stations of other steps gave before, for others
// have acted upon it now, and what its own station said, for this replaces it
// (R19).
func (s State) assent(a Assent) State {
	_, step, _ := s.Route.find(a.Station)
	s.Assents = append(settle(s.Assents, func(b Assent) bool {
		_, i, ok := s.Route.find(b.Station)
		return ok && i >= 0 && (i != step || b.Station == a.Station)
	}), a)
	return s
}

// concluded ends the line when every step has what it needs: then the answer
// of the bewindspersoon, which lies on these papers like every paraaf, holds.
func (s State) concluded() State {
	d, ok := s.Route.decider()
	if !ok || s.Phase != InLine || s.step() >= 0 {
		return s
	}
	s.Besluit = s.Stands(d.ID)
	if s.Besluit == nil {
		return s
	}
	s.Phase = s.Stage()
	if s.Phase == None {
		s.Phase = Ended
	}
	return s
}

// returned gives the papers back, to the opsteller or to a station.
func (s State) returned(r Return) State {
	s.Parked, s.Former = nil, nil
	s.Returns++
	s.SentBack = &r
	s.Assents = settle(s.Assents, func(Assent) bool { return true })
	if r.To == "" {
		s.Phase = Concept
	}
	return s
}

// staged sets the phase to how far the publication is; a dispatched dossier
// that still owes its beslisnota stays dispatched.
func (s State) staged() State {
	if s.Phase != Dispatched {
		if st := s.Stage(); st != None {
			s.Phase = st
		}
	}
	s.Assents = settle(s.Assents, func(Assent) bool { return true })
	return s
}

// arrived notes since when each of Holder and Awaiting is asked.
func (s State) arrived(who Stamp) State {
	held := s.Holder()
	asked := append(slices.Clip(held), s.Awaiting()...)
	var now []Arrival
	moved := len(held) == 0
	for i, st := range asked {
		// A signature is asked of a station that may be asked for a
		// medeakkoord too; the older arrival wins.
		if slices.ContainsFunc(now, func(a Arrival) bool { return a.Station == st.ID }) {
			continue
		}
		since := s.SinceOf(st.ID)
		if since.IsZero() {
			since = who.At
			moved = moved || i < len(held)
		}
		now = append(now, Arrival{st.ID, since})
	}
	if moved || s.Since.IsZero() {
		s.Since = who.At
	}
	s.Arrivals = now
	if s.Phase == InLine {
		for _, st := range append(held, s.advisers()...) {
			if !slices.Contains(s.Reached, st.ID) {
				s.Reached = append(slices.Clip(s.Reached), st.ID)
			}
		}
	}
	return s
}

func with(ps []PersonID, p PersonID) []PersonID {
	if slices.Contains(ps, p) {
		return ps
	}
	return append(slices.Clip(ps), p)
}

func settle(as []Assent, which func(Assent) bool) []Assent {
	out := make([]Assent, len(as), len(as)+1)
	for i, a := range as {
		a.Settled = a.Settled || which(a)
		out[i] = a
	}
	return out
}

// void ends assents of station id: the last one when it is taken back, and all
// of them when the papers went back from or to it, for then none may come to
// stand again when the text is put back.
func void(as []Assent, id StationID, why Void) []Assent {
	out := slices.Clone(as)
	for i := len(out) - 1; i >= 0; i-- {
		if out[i].Station != id || out[i].Void != "" {
			continue
		}
		out[i].Void = why
		if why == TakenBack {
			break
		}
	}
	return out
}

func reseat(sts []Station, id StationID, to Seat) {
	for i := range sts {
		if sts[i].ID == id {
			sts[i].Seat, sts[i].Person = to, ""
		}
	}
}
