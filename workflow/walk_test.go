package workflow

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"paraaf/documents"
)

// A second, naive line. It knows no digests and folds nothing: it remembers
// what was done, with the text as it was, and answers every question by
// reading that back. It was written from the rules, not from decide.go; where
// the two differ, one of them is wrong.

// text is what stands in the set: "nota/kernpunten" -> "b".
type text map[string]string

func (t text) papers() Papers {
	var p Papers
	for _, id := range []PaperID{"nota", "brief", "bijlage-1"} {
		var sections []string
		for _, k := range slices.Sorted(maps.Keys(t)) {
			if s, ok := strings.CutPrefix(k, string(id)+"/"); ok {
				sections = append(sections, s+"="+t[k])
			}
		}
		soort := map[PaperID]documents.Soort{"nota": documents.SoortNota, "brief": documents.SoortKamerbrief}[id]
		if len(sections) > 0 {
			p = append(p, paper(id, soort, sections...))
		}
	}
	return p
}

// only gives the part of t that a station is asked about.
func (t text) only(st Station) text {
	out := text{}
	for k, v := range t {
		letter := strings.HasPrefix(k, "brief/")
		switch {
		case st.Kind == AskMedeakkoord || st.Kind == AskMedeondertekening:
			if letter {
				out[k] = v
			}
		case len(st.Covers) > 0:
			for _, c := range st.Covers {
				if k == "nota/"+string(c) {
					out[k] = v
				}
			}
		default:
			out[k] = v
		}
	}
	return out
}

// A deed is something that was done and accepted.
type deed struct {
	what    string // the name of its event
	who     PersonID
	told    PersonID // by whom, when the secretariaat records
	station StationID
	to      StationID
	verdict Verdict
	round   int
	text    text // after the deed
	before  text // of a wijziging
	gone    bool // taken back
	final   bool // others acted since
}

type naive struct {
	route   Route
	deeds   []deed
	text    text
	phase   Phase
	round   int
	writers map[PersonID]bool
	invited map[PersonID]bool
	author  PersonID
	marks   map[PaperID]struct {
		by PersonID
		on string
	}
	reviewer, second PersonID
	read             PersonID     // who read second, by himself
	open             map[int]bool // differences that nobody settled
	settled          bool         // there were differences
	exported, owed   bool
	signed           map[StationID]bool
	skipped          map[StationID]bool
	day              int                // since the first
	points           map[StationID]int  // of a return to it, that nobody dealt with
	came             map[StationID]bool // to whom the papers ever came
	embargo          int                // the first day on which it may go out; 0 without one
	views            []view
}

// A view is a zienswijze, in days since the first.
type view struct {
	asked, until, received int // received is -1 while it is not there
	rejected               bool
}

// held reports whether a third party must be heard before anything is made.
func (n *naive) held() bool {
	for _, v := range n.views {
		if v.received < 0 && n.day <= v.until || v.rejected && n.day < v.received+14 {
			return true
		}
	}
	return false
}

// advisers gives who beside the line was asked for advice and did not give it
// on the text of now.
func (n *naive) advisers() []StationID {
	var out []StationID
	for _, st := range n.route.Beside {
		said := slices.ContainsFunc(n.deeds, func(d deed) bool {
			return d.what == "AdviceGiven" && d.station == st.ID && maps.Equal(d.text, n.text)
		})
		if n.phase == InLine && st.Kind == AskAdvice && !n.skipped[st.ID] && !said {
			out = append(out, st.ID)
		}
	}
	return out
}

// mede gives the stations that must agree to the letter.
func (n *naive) mede() []StationID {
	var out []StationID
	for _, st := range n.route.Beside {
		if st.Kind != AskAdvice {
			out = append(out, st.ID)
		}
	}
	return out
}

// acted reports whether station id ever answered or was left out.
func (n *naive) acted(id StationID) bool {
	return n.skipped[id] || slices.ContainsFunc(n.deeds, func(d deed) bool {
		return d.station == id && slices.Contains([]string{"ParaafGiven", "BesluitTaken", "MedeakkoordGiven", "MedeakkoordRefused"}, d.what)
	})
}

// home reports whether a seat is of the ministry of the walk.
func home(s Seat) bool {
	return s.Role != "" && (s.Organisation == "vws" || strings.HasPrefix(string(s.Organisation), "vws."))
}

// changed copies r and does to station id what f does; f answers whether it stays.
func changed(r Route, id StationID, f func(*Station) bool) Route {
	out := Route{InTurn: r.InTurn}
	some := func(sts []Station) []Station {
		var kept []Station
		for _, st := range sts {
			if st.ID != id || f(&st) {
				kept = append(kept, st)
			}
		}
		return kept
	}
	for _, s := range r.Line {
		if sts := some(s.Stations); len(sts) > 0 {
			out.Line = append(out.Line, Step{Stations: sts, All: s.All})
		}
	}
	out.Beside = some(r.Beside)
	return out
}

func (n *naive) station(id StationID) Station {
	for _, st := range n.route.Stations() {
		if st.ID == id {
			return st
		}
	}
	return Station{}
}

func (n *naive) stepOf(id StationID) int {
	for i, s := range n.route.Line {
		for _, st := range s.Stations {
			if st.ID == id {
				return i
			}
		}
	}
	return -1
}

// agreed reads back what a station said last.
func (n *naive) agreed(id StationID) bool {
	st := n.station(id)
	if st.ID == "" {
		return false // it left the route
	}
	for i := len(n.deeds) - 1; i >= 0; i-- {
		d := n.deeds[i]
		switch {
		case d.what == "SentBack" && (d.station == id || d.to == id):
			return false
		case d.station != id || d.verdict == Bespreken || d.verdict == Aanhouden:
			continue
		case d.what == "MedeakkoordRefused" || d.gone:
			return false
		case d.what == "ParaafGiven" || d.what == "MedeakkoordGiven" || d.what == "BesluitTaken":
			return d.verdict != NietAkkoord && !n.elsewhere(i) && maps.Equal(d.text.only(st), n.text.only(st))
		}
	}
	return false
}

// elsewhere reports whether who did deed i spoke for another station afterwards.
func (n *naive) elsewhere(i int) bool {
	d := n.deeds[i]
	for _, e := range n.deeds[i+1:] {
		spoken := e.what == "ParaafGiven" || e.what == "MedeakkoordGiven" || e.what == "MedeakkoordRefused" || e.what == "BesluitTaken"
		if spoken && !e.gone && e.station != d.station && (e.who == d.who || e.told != "" && e.told == d.who || d.told != "" && (e.who == d.told || e.told == d.told)) {
			return true
		}
	}
	return false
}

func (n *naive) holders() []StationID {
	if n.phase != InLine {
		return nil
	}
	for _, s := range n.route.Line {
		var open []StationID
		done := false
		for _, st := range s.Stations {
			if n.skipped[st.ID] {
				continue
			}
			if n.agreed(st.ID) {
				done = true
			} else {
				open = append(open, st.ID)
			}
		}
		if len(open) > 0 && (s.All || !done) {
			return open
		}
	}
	return nil
}

// free reports whether p may give an assent at station id: he wrote nothing,
// and said nothing elsewhere in this round or that still counts.
func (n *naive) free(p PersonID, id StationID) bool {
	if n.writers[p] {
		return false
	}
	for i, d := range n.deeds {
		assent := d.what == "ParaafGiven" || d.what == "MedeakkoordGiven" || d.what == "MedeakkoordRefused" || d.what == "BesluitTaken"
		if !assent || d.gone || d.station == id || d.who != p && d.told != p {
			continue
		}
		if d.round == n.round {
			return false
		}
		last := true
		for _, e := range n.deeds[i+1:] {
			if e.station == d.station && e.what != "SentBack" && e.verdict != Bespreken && e.verdict != Aanhouden {
				last = false
			}
		}
		if last && n.agreed(d.station) && d.verdict != Bespreken && d.verdict != Aanhouden {
			return false
		}
	}
	return true
}

// spoke reports whether p ever gave an assent that he did not take back.
func (n *naive) spoke(p PersonID) bool {
	return slices.ContainsFunc(n.deeds, func(d deed) bool {
		assent := d.what == "ParaafGiven" || d.what == "MedeakkoordGiven" || d.what == "MedeakkoordRefused" || d.what == "BesluitTaken"
		return assent && !d.gone && (d.who == p || d.told == p)
	})
}

// ends moves on when nobody in the line is left to act.
func (n *naive) ends() {
	if n.phase == InLine && len(n.holders()) == 0 {
		n.phase = Decided
		if _, ok := n.text["brief/tekst"]; !ok {
			n.phase = Ended
		}
	}
}

// settle marks as final what stations of other steps did and what id itself
// did before, or with no id everything.
func (n *naive) settle(id StationID) {
	for i := range n.deeds {
		if s := n.stepOf(n.deeds[i].station); s >= 0 && (id == "" || s != n.stepOf(id) || n.deeds[i].station == id) {
			n.deeds[i].final = true
		}
	}
}

// letterHeld reports whether every other bewindspersoon agrees to the letter.
func (n *naive) letterHeld() bool {
	for _, id := range n.mede() {
		if !n.agreed(id) {
			return false
		}
	}
	return true
}

// A try is a command with the facts the naive line needs to judge it.
type trial struct {
	actor   Actor
	what    string
	station StationID // at which the actor means to act
	told    PersonID
	stale   bool
	reason  bool
	verdict Verdict
	text    text // of Revise and of a wijziging
	paper   PaperID
	to      StationID // of SentBack
	person  PersonID  // of HandedOver and ColleagueInvited
	number  int       // of differences, and of one difference
	side    Side
	settled bool // the marks as settled go along
	seat    Seat // to which a station goes, or of whom advice is asked
	route   Route
	change  string     // what route changes of the one that lies there
	day     int        // until which, or on which it came
	effect  ViewEffect // of a zienswijze
}

// marked reports whether p set marks that lie there.
func (n *naive) marked(p PersonID) bool {
	for _, m := range n.marks {
		if m.by == p {
			return true
		}
	}
	return false
}

func (n *naive) fills(a Actor, id StationID) bool {
	st := n.station(id)
	is := func(p PersonID) bool { return st.Person == "" || st.Person == p }
	return slices.Contains(a.Seats, st.Seat) && is(a.Person) || slices.ContainsFunc(a.Waarnemings, func(w Waarneming) bool { return w.Seat == st.Seat && is(w.Namens) })
}

// above reports whether a has a seat in an organisation that station id lies in.
func (n *naive) above(a Actor, id StationID) bool {
	org := string(n.station(id).Seat.Organisation) + "."
	in := func(s Seat) bool { return strings.HasPrefix(org, string(s.Organisation)+".") }
	return slices.ContainsFunc(a.Seats, in) || slices.ContainsFunc(a.Waarnemings, func(w Waarneming) bool { return in(w.Seat) })
}

// office reports whether a works for the one who decides, without being him.
func (n *naive) office(a Actor) bool {
	var others Actor
	for _, s := range a.Seats {
		if s.Role != RoleBewindspersoon {
			others.Seats = append(others.Seats, s)
		}
	}
	for _, w := range a.Waarnemings {
		if w.Seat.Role != RoleBewindspersoon {
			others.Seats = append(others.Seats, w.Seat)
		}
	}
	return n.above(others, "minister")
}

// homes says of which rules a refusal of each verb may speak whatever its
// reason; the others must be broken (see cites).
var homes = map[string][]string{
	"Revised": {"R2"}, "ColleagueInvited": {"R2"}, "Submitted": {"R3"}, "AskedBack": {"R3"}, "ParaafGiven": {"R2", "R4"},
	"BesluitTaken": {"R2", "R4", "R9"}, "SentBack": {"R7"}, "StationSkipped": {"R4"}, "StationForwarded": {"R4"}, "AdviceAsked": {"R4"},
	"AdviceGiven": {"R4"}, "RouteChanged": {"R4"}, "MedeakkoordGiven": {"R8"}, "MedeakkoordRefused": {"R8"}, "HandedOver": {"R20"},
	"AssentTakenBack": {"R19"}, "MarksSet": {"R11"}, "ReviewClosed": {"R11", "R12"}, "SecondReadingClosed": {"R11", "R12", "R13"},
	"DifferencesSettled": {"R11", "R13"}, "ReviewConfirmed": {"R11", "R12", "R13"}, "ReviewReturned": {"R11", "R13"}, "ExportRecorded": {"R14"},
	"SignatureRecorded": {"R15"}, "LetterDispatched": {"R15"}, "BeslisnotaSent": {"R15"}, "EmbargoSet": {"R23"}, "ZienswijzeAsked": {"R22"},
	"ZienswijzeReceived": {"R22"},
}

// cites reports whether a refusal of t may name rule: the rule is broken. What
// is closed is refused as closed and as nothing else.
func (n *naive) cites(t trial, rule string) bool {
	closed := n.phase == Withdrawn || n.phase == Ended || n.phase == Dispatched
	still := map[string]bool{"AssentTakenBack": n.phase == Ended}
	for _, w := range []string{"MarksSet", "ReviewClosed", "SecondReadingClosed", "DifferencesSettled", "ReviewConfirmed", "ReviewReturned",
		"ExportRecorded", "BeslisnotaSent", "EmbargoSet", "ZienswijzeAsked", "ZienswijzeReceived"} {
		still[w] = n.owed
	}
	if closed && !still[t.what] {
		return rule == "R17"
	}
	switch rule {
	case "R5":
		return t.stale
	case "R6":
		return !n.free(t.actor.Person, t.station) || t.told != "" && !n.free(t.told, t.station)
	case "R8":
		if t.what == "StationSkipped" {
			return slices.Contains(n.mede(), t.station)
		}
		if t.what == "Submitted" {
			return n.text["brief/tekst"] == "" && len(n.mede()) > 0
		}
	case "R10":
		return n.phase != Concept && n.phase != InLine
	case "R17":
		return t.what == "NotaWithdrawn" && !t.reason
	case "R18":
		return t.what == "ParaafGiven" && n.points[t.station] > 0
	case "R22":
		if t.what == "ExportRecorded" {
			return n.held()
		}
	case "R23":
		if t.what != "EmbargoSet" {
			return n.day < n.embargo
		}
	}
	return slices.Contains(homes[t.what], rule)
}

// accepts judges t and, when it is right, does it.
func (n *naive) accepts(t trial) bool {
	if !n.does(t) {
		return false
	}
	for _, id := range append(n.holders(), n.advisers()...) {
		n.came[id] = true
	}
	return true
}

// does judges t and, when it is right, does it.
func (n *naive) does(t trial) bool {
	p := t.actor.Person
	closed := n.phase == Dispatched || n.phase == Withdrawn || n.phase == Ended
	d := deed{what: t.what, who: p, told: t.told, station: t.station, verdict: t.verdict, round: n.round}
	done := func() bool {
		d.text = maps.Clone(n.text)
		n.deeds = append(n.deeds, d)
		return true
	}
	inTurn := func() bool {
		if n.phase != InLine || !slices.Contains(n.holders(), t.station) {
			return false
		}
		if t.told != "" {
			return slices.Contains(t.actor.Seats, simone.Seats[0])
		}
		return n.fills(t.actor, t.station)
	}
	publishing := (n.phase == Decided || n.phase == Reviewed || n.phase == Confirmed || n.phase == Exported || n.owed) && n.phase != Ended
	stage := Decided
	switch {
	case n.exported:
		stage = Exported
	case n.second != "":
		stage = Confirmed
	case n.reviewer != "":
		stage = Reviewed
	}
	moved := func(to Phase) {
		n.settle("")
		if !n.owed {
			n.phase = to
		}
	}
	switch t.what {
	case "Revised":
		if n.phase != Concept || p != n.author && !n.invited[p] || n.spoke(p) {
			return false
		}
		n.text = maps.Clone(t.text)
		n.writers[p] = true
		return done()
	case "Submitted":
		if _, letter := n.text["brief/tekst"]; n.phase != Concept || p != n.author || t.stale || !letter && len(n.mede()) > 0 {
			return false
		}
		clear(n.points)
		n.phase = InLine
		n.round++
		n.settle("")
		n.ends()
		return done()
	case "ParaafGiven":
		if !inTurn() || t.stale || n.points[t.station] > 0 || n.station(t.station).Kind == AskBesluit || !n.free(p, t.station) || t.told != "" && !n.free(t.told, t.station) {
			return false
		}
		if t.verdict == AkkoordMetWijziging {
			if maps.Equal(t.text, n.text) {
				return false
			}
			d.before, n.text = n.text, maps.Clone(t.text)
		}
		n.settle(t.station)
		done()
		n.ends()
		return true
	case "BesluitTaken":
		if !inTurn() || t.stale || n.station(t.station).Kind != AskBesluit || !n.free(p, t.station) || t.told != "" && !n.free(t.told, t.station) {
			return false
		}
		if t.verdict == NietAkkoord && !t.reason {
			return false
		}
		if t.verdict == AkkoordMetWijziging {
			if maps.Equal(t.text, n.text) {
				return false
			}
			d.before, n.text = n.text, maps.Clone(t.text)
		}
		n.settle(t.station)
		done()
		if t.verdict == NietAkkoord {
			n.phase = Ended
		}
		n.ends()
		return true
	case "SentBack":
		if !inTurn() || t.stale || !t.reason || t.told != "" {
			return false
		}
		if t.to != "" && (n.stepOf(t.to) < 0 || n.stepOf(t.to) >= n.stepOf(t.station) || !n.agreed(t.to)) {
			return false
		}
		clear(n.points)
		if d.to = t.to; t.to == "" {
			n.phase = Concept
		} else {
			n.points[t.to] = t.number
		}
		n.settle("")
		return done()
	case "HandedOver":
		if closed || !t.reason || t.person == n.author || n.spoke(t.person) {
			return false
		}
		n.author = t.person
		n.writers[t.person] = true
		delete(n.invited, t.person)
		return done()
	case "ColleagueInvited":
		if n.phase != Concept || p != n.author || t.person == n.author || n.invited[t.person] {
			return false
		}
		n.invited[t.person] = true
		return done()
	case "AskedBack":
		if n.phase != InLine || p != n.author || !t.reason {
			return false
		}
		n.phase = Concept
		n.settle("")
		return done()
	case "AssentTakenBack":
		if closed && n.phase != Ended || !t.reason {
			return false
		}
		for i := len(n.deeds) - 1; i >= 0; i-- {
			e := &n.deeds[i]
			if e.gone || n.stepOf(e.station) < 0 || e.who != p && e.told != p || e.what != "ParaafGiven" && e.what != "BesluitTaken" {
				continue
			}
			if n.overtaken(i) {
				continue // its station sent back or was sent back to since
			}
			if e.final {
				return false
			}
			if e.before != nil && n.lastChange() == i {
				n.text = maps.Clone(e.before)
			}
			e.gone = true
			n.phase = InLine
			return true
		}
		return false
	case "MedeakkoordGiven", "MedeakkoordRefused":
		if closed || n.round == 0 || n.phase == Concept || !n.fills(t.actor, t.station) || t.stale {
			return false
		}
		if t.what == "MedeakkoordGiven" && (n.agreed(t.station) || !n.free(p, t.station)) || t.what == "MedeakkoordRefused" && !t.reason {
			return false
		}
		return done()
	case "NotaWithdrawn":
		if n.phase != Concept && n.phase != InLine || !t.reason {
			return false
		}
		n.phase = Withdrawn
		return done()
	case "StationSkipped":
		if n.phase != Concept && n.phase != InLine || !t.reason || n.writers[p] || !n.above(t.actor, t.station) || n.skipped[t.station] || n.agreed(t.station) ||
			n.station(t.station).ID == "" || slices.Contains(n.mede(), t.station) || n.station(t.station).Kind == AskBesluit {
			return false
		}
		n.skipped[t.station] = true
		n.settle("")
		d.station = ""
		done()
		n.ends()
		return true
	case "StationForwarded":
		st := n.station(t.station)
		if n.phase != InLine || !t.reason || n.writers[p] || !n.above(t.actor, t.station) || n.skipped[t.station] || n.agreed(t.station) ||
			n.stepOf(t.station) < 0 || st.Kind == AskBesluit || !home(t.seat) || t.seat == st.Seat {
			return false
		}
		n.route = changed(n.route, t.station, func(st *Station) bool { st.Seat, st.Person = t.seat, ""; return true })
		d.station = ""
		return done()
	case "AdviceAsked":
		if n.phase != InLine || !t.reason || !home(t.seat) || n.station(t.station).ID != "" || t.station == "" || t.station == "opsteller" {
			return false
		}
		n.route.Beside = append(slices.Clone(n.route.Beside), Station{ID: t.station, Seat: t.seat, Person: t.person, Kind: AskAdvice})
		d.station = ""
		return done()
	case "AdviceGiven":
		if !slices.Contains(n.advisers(), t.station) || !n.fills(t.actor, t.station) || t.stale || !t.reason {
			return false
		}
		return done()
	case "RouteChanged":
		st := n.station(t.station)
		if n.phase != Concept && n.phase != InLine || n.round > 0 && !t.reason {
			return false
		}
		inLine := n.stepOf(t.station) >= 0
		switch t.change {
		case "turn": // by turns is chosen before submission, and stays
			if n.route.InTurn || n.round > 0 {
				return false
			}
		case "drop": // once seen nobody is lost, but who is asked beside the line follows from the letter
			if st.Kind == AskBesluit || n.round > 0 && (inLine || n.phase != Concept) {
				return false
			}
		case "reseat":
			other := t.seat != st.Seat || st.Person != ""
			if (inLine || st.Kind == AskAdvice) && !home(t.seat) || t.seat.Role == "" || st.Kind == AskBesluit && t.seat.Role != RoleBewindspersoon {
				return false
			}
			if n.round > 0 && other && (!inLine || st.Kind == AskBesluit || n.acted(t.station) || !n.above(t.actor, t.station)) {
				return false
			}
		}
		n.route = t.route
		d.station = ""
		return done()
	case "EmbargoSet":
		if closed && !n.owed || !t.reason || t.day == n.embargo || t.day != 0 && t.day <= n.day {
			return false
		}
		n.embargo = t.day
		return done()
	case "ZienswijzeAsked":
		if closed && !n.owed || n.exported || n.phase == Concept || !t.reason || t.day <= n.day || n.text.papers().part(t.paper) == "" {
			return false
		}
		n.views = append(n.views, view{n.day, t.day, -1, false})
		return done()
	case "ZienswijzeReceived":
		if closed && !n.owed || !t.reason || t.number < 1 || t.number > len(n.views) {
			return false
		}
		v := &n.views[t.number-1]
		if v.received >= 0 || t.day > n.day || t.day < v.asked || t.effect == "" || t.effect == ViewFollowed && n.reviewer != "" {
			return false
		}
		v.received, v.rejected = t.day, t.effect == ViewRejected
		return done()
	case "MarksSet":
		if closed && !n.owed || publishing && stage != Decided {
			return false
		}
		on := fmt.Sprint(n.text.papers().part(t.paper))
		if on == "" {
			return false
		}
		n.marks[t.paper] = struct {
			by PersonID
			on string
		}{p, on}
		return done()
	case "ReviewClosed":
		if !publishing || stage != Decided || t.stale {
			return false
		}
		for id, m := range n.marks {
			if m.on != fmt.Sprint(n.text.papers().part(id)) {
				return false
			}
		}
		n.reviewer = p
		moved(Reviewed)
		return done()
	case "ReviewConfirmed":
		if !publishing || stage != Reviewed || t.stale || p != n.read || len(n.open) > 0 || n.settled != t.settled {
			return false
		}
		if n.settled {
			m := n.marks["nota"]
			m.by, m.on = p, fmt.Sprint(n.text.papers().part("nota"))
			n.marks["nota"] = m
		}
		n.second = p
		moved(Confirmed)
		return done()
	case "SecondReadingClosed":
		if !publishing || stage != Reviewed || t.stale || n.read != "" || p == n.reviewer || n.writers[p] || n.marked(p) {
			return false
		}
		n.read, n.open, n.settled = p, map[int]bool{}, t.number > 0
		for i := 1; i <= t.number; i++ {
			n.open[i] = true
		}
		return done()
	case "DifferencesSettled":
		own := t.side == SideFirst && (p == n.reviewer || n.marked(p)) || t.side == SideSecond && p == n.read
		if !publishing || stage != Reviewed || n.read == "" || n.writers[p] || own || !n.open[t.number] {
			return false
		}
		delete(n.open, t.number)
		return done()
	case "ReviewReturned":
		if !publishing || stage == Decided || !t.reason {
			return false
		}
		n.reviewer, n.second, n.read, n.open, n.settled, n.exported = "", "", "", nil, false, false
		moved(Decided)
		return done()
	case "ExportRecorded":
		if !publishing || stage != Confirmed || t.stale || n.held() {
			return false
		}
		n.exported = true
		moved(Exported)
		return done()
	case "SignatureRecorded":
		if !publishing || closed || n.signed[t.station] {
			return false
		}
		st := n.station(t.station)
		if !n.fills(t.actor, t.station) && !n.office(t.actor) {
			return false
		}
		if st.Kind != AskBesluit && st.Kind != AskMedeondertekening || st.Kind == AskMedeondertekening && !n.agreed(st.ID) {
			return false
		}
		n.signed[t.station] = true
		n.settle("")
		d.station = ""
		return done()
	case "LetterDispatched":
		if !publishing || closed || t.stale || !n.letterHeld() || !n.office(t.actor) || n.day < n.embargo {
			return false
		}
		for _, st := range n.route.Stations() {
			if (st.Kind == AskBesluit || st.Kind == AskMedeondertekening) && !n.signed[st.ID] {
				return false
			}
		}
		if n.exported == t.reason { // a reason to send later exactly when there is nothing to send
			return false
		}
		n.phase, n.owed = Dispatched, !n.exported
		return done()
	case "BeslisnotaSent":
		if !n.owed || !n.exported || t.stale || n.day < n.embargo {
			return false
		}
		n.owed = false
		return done()
	}
	panic("the naive line does not know " + t.what)
}

// overtaken reports whether the station of deed i sent back, or was sent back
// to, after it.
func (n *naive) overtaken(i int) bool {
	return slices.ContainsFunc(n.deeds[i+1:], func(e deed) bool {
		return e.what == "SentBack" && (e.station == n.deeds[i].station || e.to == n.deeds[i].station)
	})
}

// lastChange gives the deed that last changed the text in this round.
func (n *naive) lastChange() int {
	for i := len(n.deeds) - 1; i >= 0; i-- {
		if n.deeds[i].before != nil && !n.deeds[i].gone {
			return i
		}
		if n.deeds[i].what == "Submitted" {
			break
		}
	}
	return -1
}

func (p Papers) part(id PaperID) string {
	r, ok := p.Find(id)
	if !ok {
		return ""
	}
	return r.Digest.String()
}

// dateOf gives a day of the walk, and no day for 0.
func dateOf(day int) documents.Date {
	if day == 0 {
		return documents.Date{}
	}
	return CivilDay(monday).AddDays(day)
}

// command writes t for the real line, with the points that lie open.
func (t trial) command(s State, points map[StationID]int) Command {
	set, letter, marks := s.SetDigest(), s.LetterDigest(), s.MarksDigest()
	var reason Digest
	if t.stale {
		set, letter, marks = dig("oud"), dig("oud"), dig("oud")
	}
	if t.reason {
		reason = dig("reden")
	}
	how := Instruction("")
	if t.told != "" {
		how = ByPhone
	}
	var changed Papers
	if t.verdict == AkkoordMetWijziging {
		changed = t.text.papers()
	}
	day := documents.Date{}
	if s.Besluit != nil {
		day = CivilDay(s.Besluit.At)
	}
	switch t.what {
	case "Revised":
		return Revise{Papers: t.text.papers()}
	case "Submitted":
		return Submit{Seen: set}
	case "ParaafGiven":
		return GiveParaaf{Seen: set, Verdict: t.verdict, Papers: changed, Instructed: t.told, How: how, Open: slices.Repeat([]string{"punt"}, points[t.station])}
	case "BesluitTaken":
		until := documents.Date{}
		if t.verdict == Aanhouden {
			until = documents.Date{Year: 2050, Month: 1, Day: 1}
		}
		return TakeBesluit{Seen: set, Verdict: t.verdict, Remark: reason, Papers: changed, Until: until, Instructed: t.told, How: how}
	case "SentBack":
		return SendBack{Seen: set, Reason: reason, To: t.to}
	case "HandedOver":
		return HandOver{To: t.person, Reason: reason}
	case "ColleagueInvited":
		return Invite{Person: t.person}
	case "AskedBack":
		return AskBack{Reason: reason}
	case "AssentTakenBack":
		return TakeBack{Reason: reason}
	case "MedeakkoordGiven":
		return GiveMedeakkoord{Seen: letter}
	case "MedeakkoordRefused":
		return RefuseMedeakkoord{Seen: letter, Reason: reason}
	case "NotaWithdrawn":
		return Withdraw{Reason: reason}
	case "StationSkipped":
		return Skip{Station: t.station, Reason: reason}
	case "StationForwarded":
		return Forward{Station: t.station, To: t.seat, Reason: reason}
	case "AdviceAsked":
		return AskAdviceOf{ID: t.station, Of: t.seat, Person: t.person, Question: reason}
	case "AdviceGiven":
		return GiveAdvice{Seen: set, Remark: reason}
	case "RouteChanged":
		return ChangeRoute{Route: t.route, Reason: reason}
	case "EmbargoSet":
		return SetEmbargo{Until: dateOf(t.day), Reason: reason}
	case "ZienswijzeAsked":
		return AskZienswijze{Paper: t.paper, Of: reason, Until: dateOf(t.day)}
	case "ZienswijzeReceived":
		return RecordZienswijze{Number: t.number, On: CivilDay(monday).AddDays(t.day), Effect: t.effect, Reason: reason}
	case "MarksSet":
		return SetMarks{Paper: t.paper, Marks: dig("marks")}
	case "ReviewClosed":
		return CloseReview{Seen: marks}
	case "ReviewConfirmed":
		if t.settled {
			return ConfirmReview{Seen: marks, Marks: []PaperMarksRef{{"nota", dig("beslist")}}}
		}
		return ConfirmReview{Seen: marks}
	case "SecondReadingClosed":
		return CloseSecondReading{Seen: marks, Answers: dig("tweede"), Differences: t.number}
	case "DifferencesSettled":
		return SettleDifferences{Numbers: []int{t.number}, For: t.side}
	case "ReviewReturned":
		return ReturnReview{Reason: reason}
	case "ExportRecorded":
		return RecordExport{Seen: marks, Certificate: dig("bewijs"), Files: []PublicFile{{Paper: "nota", Format: "pdf", Digest: dig("pdf"), Size: 1}}}
	case "SignatureRecorded":
		return RecordSignature{Station: t.station, How: SignedWet, On: day}
	case "LetterDispatched":
		return Dispatch{Seen: set, Date: day, Nazenden: reason}
	case "BeslisnotaSent":
		c := SendBeslisnota{Seen: marks}
		if s.Sending != nil {
			c.On = s.Sending.Date
		}
		return c
	}
	panic(t.what)
}

// The cast of a walk: everybody once, and people with more than one hat.
var cast = func() []Actor {
	always := func(s Seat, namens PersonID) []Waarneming {
		return []Waarneming{{Seat: s, Namens: namens, From: date(2000, 1, 1), Until: date(2100, 1, 1)}}
	}
	return []Actor{anna, olaf, dirk, paula, mieke, joost, carla, coen, simone, fatima, willem, pieter, vreemde,
		{Person: "anna", Seats: []Seat{anna.Seats[0], stDirectie.Seat}},                                          // opsteller and directie
		{Person: "dirk", Seats: dirk.Seats, Waarnemings: always(stPlvSG.Seat, "paula")},                          // stands in above himself
		{Person: "paula", Seats: []Seat{stPlvSG.Seat, stMinister.Seat}},                                          // two stations, one person
		{Person: "carla", Seats: []Seat{carla.Seats[0], stJenV.Seat}, Waarnemings: always(stWJZ.Seat, "willem")}, // everything at once
	}
}()

// routes of a walk: the seed's, one with parallel steps, one with a second
// signatory and a medeparaaf for its own sections.
func walkRoutes() []Route {
	fez, block := stFEZ, stJenV
	fez.Covers = []documents.SectionKey{"geld"}
	block.Kind = AskMedeondertekening
	return []Route{
		route(),
		{Line: []Step{step(stDirectie), {Stations: []Station{stFEZ, stWJZ}}, step(stPlvSG), step(stMinister)}, Beside: []Station{stJenV}},
		{Line: []Step{step(stDirectie, fez), step(stPlvSG), step(stMinister)}, Beside: []Station{block}},
		{Line: []Step{step(stDirectie), step(stMinister)}},
		{Line: []Step{step(stDirectie), step(stFEZ, stWJZ), step(stPlvSG), step(stMinister)}, InTurn: true},
	}
}

// walkSeats are those to which a station may go or that advice may be asked of: of
// the house, of another, and none.
var walkSeats = []Seat{stDirectie.Seat, stFEZ.Seat, stWJZ.Seat, stPlvSG.Seat, stMinister.Seat, pieter.Seats[0], vreemde.Seats[0], {}}

var whats = []string{"Revised", "Submitted", "Submitted", "ParaafGiven", "ParaafGiven", "ParaafGiven", "ParaafGiven", "BesluitTaken", "BesluitTaken",
	"SentBack", "SentBack", "AskedBack", "HandedOver", "ColleagueInvited", "AssentTakenBack", "MedeakkoordGiven", "MedeakkoordGiven", "MedeakkoordRefused", "NotaWithdrawn", "StationSkipped",
	"StationForwarded", "AdviceAsked", "AdviceGiven", "AdviceGiven", "RouteChanged", "MarksSet", "EmbargoSet", "ZienswijzeAsked", "ZienswijzeReceived",
	"ReviewClosed", "SecondReadingClosed", "DifferencesSettled", "DifferencesSettled", "ReviewConfirmed", "ReviewReturned", "ExportRecorded", "SignatureRecorded", "SignatureRecorded", "LetterDispatched", "BeslisnotaSent"}

// enoughSteps is from how many commands on every verb must have been accepted
// at least once; the seeds are fixed, so this is no matter of luck.
const enoughSteps = 20000

// walkSteps is how many commands TestWalks tries. PARAAF_WALK sets another
// number; a run under the race detector may do with fewer than enoughSteps.
func walkSteps(t *testing.T) int {
	t.Helper()
	if v := os.Getenv("PARAAF_WALK"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil {
			t.Fatalf("PARAAF_WALK: %v", err)
		}
		return n
	}
	return 100_000
}

// Random commands by random people, until the dossier is closed, over and over:
// the two lines agree on every answer and on where it lies, and nothing is ever
// dispatched without every assent on the papers as they are.
func TestWalks(t *testing.T) {
	t.Parallel()
	steps := walkSteps(t)
	enough := steps >= enoughSteps
	counts, refusals := map[string]int{}, map[string]int{}
	dispatched := 0
	for seed := uint64(1); steps > 0; seed++ {
		rnd := rand.New(rand.NewPCG(seed, 2026))
		n, s, log := walkStart(t, rnd)
		told, passed := []Event{opened(t, n)}, []State{s}
		for range 400 {
			if steps--; steps <= 0 {
				break
			}
			if rnd.IntN(12) == 0 {
				n.day += 1 + rnd.IntN(4)
			}
			if s.Closed() && !s.OwesBeslisnota() && rnd.IntN(20) == 0 {
				break
			}
			walkPoint(rnd, n)
			tr := walkTrial(rnd, n)
			c := tr.command(s, n.points)
			es, err := Decide(s, tr.actor, monday.AddDate(0, 0, n.day).Add(time.Duration(len(n.deeds))*time.Minute), c)
			var no *Refusal
			if err != nil && !errors.As(err, &no) {
				// A mistake of the caller: marks on a paper that is gone.
				if _, ok := c.(SetMarks); !ok {
					t.Fatalf("seed %d: %T: %v", seed, c, err)
				}
			}
			if no != nil {
				refusals[tr.what+" "+no.Rule]++
				if !n.cites(tr, no.Rule) {
					t.Fatalf("seed %d: %s by %s at %q is refused by a rule that it keeps: %v\n%s", seed, tr.what, tr.actor.Person, tr.station, no, strings.Join(log, "\n"))
				}
				if tr.change == "turn" && n.route.InTurn {
					refusals["lifting InTurn"]++
				}
			}
			want := n.accepts(tr)
			if (err == nil) != want {
				t.Fatalf("seed %d: %s by %s at %q told %q stale %v reason %v verdict %q: line says %v, naive line %v\n%s", seed, tr.what, tr.actor.Person,
					tr.station, tr.told, tr.stale, tr.reason, tr.verdict, err, want, strings.Join(log, "\n"))
			}
			if err != nil {
				continue
			}
			before := s
			for _, e := range es {
				s = Evolve(s, e)
				told, passed = append(told, e), append(passed, s)
			}
			counts[tr.what]++
			log = append(log, fmt.Sprintf("%s by %s at %s (%s) -> %s", tr.what, tr.actor.Person, tr.station, tr.verdict, s.Phase))
			walkCompare(t, seed, n, s, log)
			if before.Phase != Dispatched && s.Phase == Dispatched {
				dispatched++
				walkMayDispatch(t, seed, s, log)
				if s.Embargo != nil && dateOf(n.day).Before(s.Embargo.Until) {
					t.Fatalf("seed %d: dispatched under an embargo until %s\n%s", seed, s.Embargo.Until, strings.Join(log, "\n"))
				}
			}
		}
		if seed <= 20 {
			// A State is a value: none that was passed changed afterwards.
			for i := range passed {
				if again := Fold(told[:i+1]); !reflect.DeepEqual(again, passed[i]) {
					t.Fatalf("seed %d: the state after %d events changed later:\n%+v\n%+v", seed, i+1, passed[i], again)
				}
			}
		}
	}
	for _, w := range whats {
		if enough && counts[w] == 0 {
			t.Errorf("no walk ever saw %s accepted", w)
		}
	}
	for _, w := range []string{"ParaafGiven R18", "ExportRecorded R22", "LetterDispatched R23", "BeslisnotaSent R23", "lifting InTurn"} {
		if enough && refusals[w] == 0 {
			t.Errorf("no walk ever met the refusal of %s", w)
		}
	}
	if enough && dispatched == 0 {
		t.Error("no walk ever dispatched")
	}
	t.Logf("%d dispatched, %v, refused %v", dispatched, counts, refusals)
}

func walkStart(t *testing.T, rnd *rand.Rand) (*naive, State, []string) {
	t.Helper()
	routes := walkRoutes()
	n := &naive{route: routes[rnd.IntN(len(routes))], text: text{"nota/kern": "a", "nota/geld": "a", "brief/tekst": "a"},
		phase: Concept, writers: map[PersonID]bool{"anna": true}, invited: map[PersonID]bool{}, author: "anna", signed: map[StationID]bool{}, skipped: map[StationID]bool{},
		points: map[StationID]int{}, came: map[StationID]bool{},
		marks: map[PaperID]struct {
			by PersonID
			on string
		}{}}
	return n, Fold([]Event{opened(t, n)}), nil
}

func opened(t *testing.T, n *naive) Event {
	t.Helper()
	es, err := Decide(State{}, anna, monday, Open{Kind: TerBeslissing, Papers: n.text.papers(), Route: n.route})
	if err != nil {
		t.Fatal(err)
	}
	return es[0]
}

// walkPoint deals with a point of a return, now and then: that is done on the
// page of the papers and is no command.
func walkPoint(rnd *rand.Rand, n *naive) {
	for _, id := range n.holders() {
		if n.points[id] > 0 && rnd.IntN(8) == 0 {
			n.points[id]--
		}
	}
}

// walkTrial makes a command that is more often sensible than not.
func walkTrial(rnd *rand.Rand, n *naive) trial {
	pick := func(m int) bool { return rnd.IntN(m) == 0 }
	tr := trial{what: whats[rnd.IntN(len(whats))], stale: pick(12), reason: !pick(8), actor: cast[rnd.IntN(len(cast))], verdict: Akkoord}
	for range 2 { // mostly what belongs to how far it is
		if late := slices.Index(whats, tr.what) >= slices.Index(whats, "MarksSet"); late != (n.owed || n.phase != Concept && n.phase != InLine) {
			tr.what = whats[rnd.IntN(len(whats))]
		}
	}
	tr.text = maps.Clone(n.text)
	switch rnd.IntN(5) {
	case 0:
		tr.text["brief/tekst"] = string(rune('a' + rnd.IntN(3)))
	case 1:
		tr.text["nota/geld"] = string(rune('a' + rnd.IntN(3)))
	case 2:
		tr.text["bijlage-1/x"] = "a"
	case 3:
		delete(tr.text, "bijlage-1/x")
	default:
		tr.text["nota/kern"] = string(rune('a' + rnd.IntN(3)))
	}
	if tr.what == "Revised" && pick(15) {
		delete(tr.text, "brief/tekst")
	} else if _, ok := tr.text["brief/tekst"]; !ok {
		tr.text["brief/tekst"] = "a"
	}
	tr.person = []PersonID{"olaf", "dirk", "anna", "paula"}[rnd.IntN(4)]
	if tr.what == "SentBack" && pick(2) {
		tr.to = []StationID{"directie", "fez", "plvsg", "jenv"}[rnd.IntN(4)]
		tr.number = rnd.IntN(3)
	}
	if (tr.what == "HandedOver" || tr.what == "ColleagueInvited") && !pick(4) {
		tr.what = whats[rnd.IntN(len(whats))]
	}
	tr.paper = []PaperID{"nota", "brief", "bijlage-1"}[rnd.IntN(3)]
	if tr.what == "NotaWithdrawn" && !pick(20) {
		tr.what = "ParaafGiven"
	}
	if (tr.what == "AskedBack" || tr.what == "ReviewReturned") && !pick(4) || tr.what == "SentBack" && pick(2) {
		tr.what = whats[rnd.IntN(len(whats))]
	}
	switch tr.what {
	case "Revised", "Submitted", "AskedBack", "ColleagueInvited":
		if !pick(6) {
			tr.actor = anna
			if n.author != "anna" {
				tr.actor = Actor{Person: n.author, Seats: olaf.Seats}
			}
		}
	case "ParaafGiven", "BesluitTaken", "SentBack":
		holders := n.holders()
		if len(holders) > 0 && !pick(5) {
			id := holders[rnd.IntN(len(holders))]
			if tr.what != "SentBack" {
				tr.what = "ParaafGiven"
				if n.station(id).Kind == AskBesluit {
					tr.what = "BesluitTaken"
				}
			}
			for range 20 {
				if a := cast[rnd.IntN(len(cast))]; n.fills(a, id) {
					tr.actor = a
					break
				}
			}
		}
		if tr.what != "SentBack" && pick(10) {
			tr.actor, tr.told = simone, []PersonID{"paula", "mieke", "anna", "dirk"}[rnd.IntN(4)]
		}
		switch {
		case pick(8):
			tr.verdict = AkkoordMetWijziging
		case tr.what == "BesluitTaken" && pick(6):
			tr.verdict = []Verdict{NietAkkoord, Bespreken, Aanhouden}[rnd.IntN(3)]
		}
		// Whom the actor stands for follows from the seats, as it does for
		// the real line: the first holder that he fills, or serves.
		tr.station = ""
		for _, id := range holders {
			besluit := n.station(id).Kind == AskBesluit
			if tr.what != "SentBack" && besluit != (tr.what == "BesluitTaken") {
				continue
			}
			if tr.told != "" && slices.Contains(tr.actor.Seats, simone.Seats[0]) || tr.told == "" && n.fills(tr.actor, id) {
				tr.station = id
				break
			}
		}
	case "MedeakkoordGiven", "MedeakkoordRefused":
		if !pick(4) {
			tr.actor = joost
		}
		tr.station = "jenv"
		if len(n.route.Beside) == 0 {
			tr.station = "niemand"
		}
		tr.verdict = Akkoord
		if tr.what == "MedeakkoordRefused" {
			tr.verdict = NietAkkoord
		}
	case "StationSkipped":
		all := n.route.Stations()
		tr.station = all[rnd.IntN(len(all))].ID
		if !pick(4) {
			tr.reason = false
		}
	case "StationForwarded", "RouteChanged":
		all := n.route.Stations()
		tr.station, tr.seat = all[rnd.IntN(len(all))].ID, walkSeats[rnd.IntN(len(walkSeats))]
		if !pick(3) {
			tr.actor = simone
		}
		if tr.what == "StationForwarded" {
			break
		}
		tr.change = []string{"turn", "drop", "reseat"}[rnd.IntN(3)]
		if tr.change == "drop" && n.round == 0 && !pick(4) {
			tr.change = "turn" // or few stations would be left
		}
		tr.route = changed(n.route, tr.station, func(st *Station) bool {
			if tr.change == "reseat" {
				st.Seat, st.Person = tr.seat, ""
			}
			return tr.change != "drop"
		})
		if tr.change == "turn" {
			tr.route.InTurn = !tr.route.InTurn
		}
	case "AdviceAsked":
		tr.station = []StationID{"advies-1", "advies-2", "advies-3", "directie", "opsteller", ""}[rnd.IntN(6)]
		tr.seat, tr.person = walkSeats[rnd.IntN(len(walkSeats))], []PersonID{"", "", "willem", "pieter"}[rnd.IntN(4)]
	case "AdviceGiven":
		for _, id := range n.advisers() {
			if n.fills(tr.actor, id) {
				tr.station = id
				break
			}
		}
	case "EmbargoSet":
		tr.day = []int{0, 0, n.day, n.day + 1, n.day + 9, n.embargo}[rnd.IntN(6)]
	case "ZienswijzeAsked":
		tr.day = n.day + rnd.IntN(10)
	case "ZienswijzeReceived":
		tr.number, tr.day = rnd.IntN(len(n.views)+2), n.day+1-rnd.IntN(4)
		tr.effect = []ViewEffect{ViewAgrees, ViewFollowed, ViewRejected, ""}[rnd.IntN(4)]
	case "SignatureRecorded":
		tr.station = []StationID{"minister", "jenv"}[rnd.IntN(2)]
	case "LetterDispatched":
		tr.reason = n.exported == pick(8)
		if !pick(3) {
			tr.actor = simone
		}
	case "ReviewClosed", "MarksSet":
		tr.actor = []Actor{carla, anna, carla, coen}[rnd.IntN(4)]
	case "ReviewConfirmed", "SecondReadingClosed", "DifferencesSettled":
		tr.actor = []Actor{carla, coen, simone, anna}[rnd.IntN(4)]
		tr.number = max(0, rnd.IntN(6)-3)
		tr.side = []Side{SideFirst, SideSecond}[rnd.IntN(2)]
		tr.settled = n.settled != pick(8)
		if tr.what == "ReviewConfirmed" && n.read == "coen" && !pick(4) {
			tr.actor = coen
		}
	}
	return tr
}

func walkCompare(t *testing.T, seed uint64, n *naive, s State, log []string) {
	t.Helper()
	var holders []StationID
	if s.Phase == InLine {
		for _, st := range s.Holder() {
			holders = append(holders, st.ID)
		}
	}
	if s.Phase != n.phase || !slices.Equal(holders, n.holders()) || s.OwesBeslisnota() != n.owed || s.Round != n.round ||
		s.SetDigest() != n.text.papers().Digest() {
		t.Fatalf("seed %d: line in %s with %v round %d owes %v, naive line in %s with %v round %d owes %v\n%s", seed, s.Phase, holders, s.Round,
			s.OwesBeslisnota(), n.phase, n.holders(), n.round, n.owed, strings.Join(log, "\n"))
	}
	var asked []StationID
	for _, st := range s.Awaiting() {
		if st.Kind == AskAdvice {
			asked = append(asked, st.ID)
		}
	}
	if !slices.Equal(asked, n.advisers()) {
		t.Fatalf("seed %d: advice is asked of %v, in the naive line of %v\n%s", seed, asked, n.advisers(), strings.Join(log, "\n"))
	}
	for _, st := range n.route.Stations() {
		if read := n.came[st.ID] || !n.route.InTurn && !n.skipped[st.ID]; st.Kind != AskMedeakkoord && st.Kind != AskMedeondertekening && s.reads(st) != read {
			t.Fatalf("seed %d: %s reads %v, in the naive line %v\n%s", seed, st.ID, s.reads(st), read, strings.Join(log, "\n"))
		}
		if (s.Stands(st.ID) != nil) != n.agreed(st.ID) {
			t.Fatalf("seed %d: %s stands %v, in the naive line %v\n%s", seed, st.ID, s.Stands(st.ID) != nil, n.agreed(st.ID), strings.Join(log, "\n"))
		}
		if s.Stands(st.ID) != nil && len(s.Asked(st.ID)) > 0 {
			t.Fatalf("seed %d: %s stands and is asked %v", seed, st.ID, s.Asked(st.ID))
		}
	}
}

// walkMayDispatch holds, from the State alone and without Stands, that what was
// dispatched was agreed to by everybody on exactly these bytes, each by another
// person, none of whom wrote it.
func walkMayDispatch(t *testing.T, seed uint64, s State, log []string) {
	t.Helper()
	gave := map[StationID]Assent{}
	for _, a := range s.Assents {
		if a.Verdict == Bespreken || a.Verdict == Aanhouden {
			continue
		}
		gave[a.Station] = a
	}
	people := map[PersonID]StationID{}
	fails := func(what string, id StationID) {
		t.Fatalf("seed %d: dispatched and %s: %s\n%s", seed, what, id, strings.Join(log, "\n"))
	}
	for _, step := range s.Route.Line {
		some := false
		for _, st := range step.Stations {
			a, ok := gave[st.ID]
			good := ok && a.Void == "" && a.Verdict != NietAkkoord
			if good && len(st.Covers) == 0 {
				good = a.On.Digest() == s.Papers.Digest()
			}
			skipped := slices.ContainsFunc(s.Skipped, func(k Skipped) bool { return k.Station == st.ID })
			if step.All && !good && !skipped {
				fails("no assent on these papers of", st.ID)
			}
			some = some || good || skipped
			// Nobody stands for a station that is skipped: what was given
			// there before may be of one who speaks elsewhere since.
			if !good || skipped {
				continue
			}
			for _, p := range []PersonID{a.By, a.Namens} {
				if p == "" || p == a.Namens && a.How == "" {
					continue
				}
				if s.wrote(p) {
					fails("a writer assented at", st.ID)
				}
				if other, twice := people[p]; twice && other != st.ID {
					fails("one person assented at "+string(other)+" and", st.ID)
				}
				people[p] = st.ID
			}
		}
		if !some {
			fails("nobody agreed in the step of", step.Stations[0].ID)
		}
	}
	for _, st := range s.Route.Beside {
		if st.Kind == AskAdvice {
			continue
		}
		if a, ok := gave[st.ID]; !ok || a.Verdict == NietAkkoord || a.On.Digest() != s.Papers.Letter().Digest() {
			fails("no medeakkoord on this letter of", st.ID)
		}
	}
	if s.Export == nil && s.Sending.Nazenden.IsZero() {
		fails("no beslisnota and no reason", "")
	}
	if s.Export != nil && s.Export.Seen != s.MarksDigest() {
		fails("exported from other marks", "")
	}
}
