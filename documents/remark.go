package documents

import "sort"

// A Severity says how much a remark weighs.
type Severity string

// SeverityBlock keeps the set from being sent up until it is mended or answered
// in writing; SeverityWarn should be looked at; SeverityHint may be silenced.
// SeverityOff silences a rule in a ministry's settings and never stands on a
// remark.
const (
	SeverityBlock Severity = "block"
	SeverityWarn  Severity = "warn"
	SeverityHint  Severity = "hint"
	SeverityOff   Severity = "off"
)

// A Remark is what Lint says of a place in a paper. It never changes the paper.
type Remark struct {
	Code     string // "L01" ...: L and the number of the rule
	Severity Severity
	Span     Span   // the place; empty where something is missing
	Text     string // a Dutch sentence: what is wrong and what to do
	Paper    int    // index in the set
	Repair   *Repair
	RepairIn int    // index in the set of the paper that Repair changes
	Other    *Place // the second place, of a remark that compares two
	Answered bool   // answered in writing, so that it blocks no longer
}

// A Place is a span in one paper of the set.
type Place struct {
	Paper int
	Span  Span
}

// A Repair is a change that is safe to make with one click: it alters only the
// spans of its edits, none of which overlap.
type Repair struct {
	Text  string // on the button, in Dutch
	Edits []Edit // in order of place
}

// An Edit replaces the bytes of Span by New.
type Edit struct {
	Span
	New string
}

// Apply gives p with the repair made, read again in the same sjabloon. A repair
// that was made for other bytes (an edit outside p, or edits out of order)
// gives p unchanged.
func (r *Repair) Apply(p Paper) Paper {
	if r == nil {
		return p
	}
	src := p.model().src
	at := 0
	var out []byte
	for _, e := range r.Edits {
		if e.Start < at || e.End < e.Start || e.End > len(src) {
			return p
		}
		out = append(out, src[at:e.Start]...)
		out = append(out, e.New...)
		at = e.End
	}
	out = append(out, src[at:]...)
	return p.again(string(out))
}

// again reads src in the soort and sjabloon of p.
func (p Paper) again(src string) Paper {
	m := p.model()
	return parse(src, m.soort, m.sj)
}

// Circumstances are what a dossier knows and a text does not. The zero value
// means that nothing is known; a remark that needs what is unknown is not made.
type Circumstances struct {
	// Sent is the day the set is sent up (civil day in the Netherlands).
	Sent Date
	// WorkingDays is the least number of working days between Sent and the
	// Deadline that a house asks for; 0 means 1.
	WorkingDays int
	// Holidays are the days from Sent on that are no working days though they
	// fall on a weekday.
	Holidays []Date
	// RouteKnown says that Stations is the whole route.
	RouteKnown bool
	Stations   []Seat
	// AttachedKnown says that Attached counts every file of the dossier that is
	// not itself in the set.
	AttachedKnown bool
	Attached      int
	// Publication says that the set is about to become public; then what blocks
	// publication only is looked at as well.
	Publication bool
	// MarksKnown says that Marks counts the redactions of the set; before the
	// set becomes public none means that nothing is proposed either.
	MarksKnown bool
	Marks      int
	// Dispatch says that the set is about to be sent to the Kamer.
	Dispatch bool
	// MedeakkoordOpen names the offices or organisations that were asked for
	// medeakkoord and have not answered.
	MedeakkoordOpen []string
	// Approved is the day of the besluit.
	Approved Date
	// Reces and Embargo are periods in which no letter should be dated.
	Reces, Embargo []Period
	// RegisterKnown says that Linked counts the toezeggingen and moties of the
	// register that the dossier is linked to.
	RegisterKnown bool
	Linked        int
	// Overdue are those of the linked toezeggingen whose day has passed.
	Overdue []Overdue
	// Questions are the Kamervragen as the Kamer asked them, when the dossier
	// holds them; see ReadQuestions.
	Questions []Question
	// Asked are the Kamervragen by the index of the paper that answers them,
	// for a set that answers more than one series; it goes before Questions.
	Asked map[int][]Question
	// FileNames are the names of the files that the papers of the set came in, by
	// index, or the kenmerken in them; "" for none, and may be short.
	FileNames []string
	// PDF is what was found in finished files that go public, one Dutch phrase
	// each ("auteur in de eigenschappen").
	PDF []string
	// Severities overrides the severity of rules by code, for a ministry.
	Severities map[string]Severity
	// Answered are the codes that were answered in writing. A blocking remark
	// that is answered becomes a warning, unless its rule says that it must be
	// mended (RemarkForm.Unanswerable).
	Answered map[string]bool
}

// An Overdue is a toezegging that should have been kept by a day that has passed.
type Overdue struct {
	Text string // the sentence that promised it
	Due  Date
}

// A Seat is a role in an organisation on the route, as plain words: Role
// "bewindspersoon", "medeparaaf"; Organisation "jenv", "vws.fez".
type Seat struct{ Role, Organisation string }

// A Period runs from From up to and including Until.
type Period struct{ From, Until Date }

func (p Period) holds(d Date) bool {
	return !d.IsZero() && !d.Before(p.From) && !p.Until.Before(d)
}

// sortRemarks orders by paper, place and code, so that the same set gives the
// same list.
func sortRemarks(rs []Remark) {
	sort.SliceStable(rs, func(i, j int) bool {
		a, b := rs[i], rs[j]
		switch {
		case a.Paper != b.Paper:
			return a.Paper < b.Paper
		case a.Span.Start != b.Span.Start:
			return a.Span.Start < b.Span.Start
		default:
			return a.Code < b.Code
		}
	})
}
