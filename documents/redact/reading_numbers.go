package redact

import (
	"sync"

	"paraaf/documents"
)

// This file is the reader of numbers. As the reader of names (reading.go) does for words, it
// weighs for each stretch of figures what is seen of it (reading_numbers_seen.go) and differs
// from the rules where it is sure: a value that they know nothing of, or take for a kenmerk or
// the account of an organisation, is proposed; a late date of birth against all signs is asked about.

// From which score on the reader of numbers is sure, chosen on texts of writers it had not seen.
const (
	sureFigure   = 5 * one / 4 // of what no rule knows
	sureHouse    = 3 * one / 2 // of a street with a number
	sureBrief    = 2 * one     // of four digits, and of a date with the name of its month
	sureLike     = 3 * one     // of a date, a code and mere digits, which much else looks like
	sureAccount  = 3 * one     // of an account that a rule takes for one of an organisation
	surePlate    = 3 * one     // of a plate, whose shape rules know well
	sureKeptCode = one         // of a number that a rule takes for a kenmerk
	sureDate     = -one        // of a late date that a rule proposed: under this it is asked about
)

// A sort is what a stretch of figures looks like.
type figureSort uint8

const (
	sortNone figureSort = iota
	sortDate
	sortMonth // a date with the name of its month
	sortYear
	sortPostcode
	sortIBAN
	sortPhone
	sortMobile
	sortPlace // coordinates
	sortHouse // a street with a house number
	sortPlate
	sortDigits
	sortShort
	sortCode
	sortLong // digits in many groups
)

// A figure is a stretch of tokens that may be a value.
type figure struct {
	a, b   int
	sort   figureSort
	digits int // how many
	score  int32
	kept   bool // a rule keeps some of it
	part   bool // a rule found some of it
	all    bool // a rule found all of it
}

// figureReadings keeps the memory of readers from one text to the next.
var figureReadings = sync.Pool{New: func() any { return new(figureReading) }}

// readNumbers proposes values that the rules passed over and doubts those of which nothing
// but a rule says that they are someone's.
func (w *work) readNumbers() {
	r := figureReadings.Get().(*figureReading)
	defer figureReadings.Put(r)
	r.look(w)
	if len(r.list) == 0 {
		return
	}
	for i := range r.list {
		if f := &r.list[i]; r.weighable(w, f) {
			f.score = w.d.figures.weigh(r.see(w, i))
		} else {
			f.score = -never
		}
	}
	for i := range r.list {
		if f := &r.list[i]; f.score > -never {
			r.judge(w, f)
		}
	}
	if r.doubts {
		r.askDoubted(w)
	}
}

// weighable notes what the rules made of f, and reports whether the reader may differ from them.
func (r *figureReading) weighable(w *work, f *figure) bool {
	n, covered := 0, 0
	for k := f.a; k < f.b; k++ {
		if r.mark[k]&(markLocked|markName) != 0 {
			return false
		}
		if w.tok[k].kind == punct {
			continue
		}
		n++
		switch w.state[k] {
		case taken, reach:
			if f.sort == sortHouse && w.tok[k].kind == number {
				return false // a telephone behind a word
			}
			covered++
		case guarded:
			f.kept = true
		}
	}
	f.part, f.all = covered > 0, covered == n
	switch {
	case n == 0:
		return false
	case f.part && r.doubtable(w, f):
		return true
	}
	return !f.all && f.need() < never
}

// judge acts on the score of f.
func (r *figureReading) judge(w *work, f *figure) {
	if f.part && f.score < sureDate && r.doubtable(w, f) {
		for k := f.a; k < f.b; k++ {
			r.mark[k] |= markDoubt
		}
		r.doubts = true
	}
	if f.all || f.score < f.need() {
		return
	}
	label, rule := w.labelFigure(f)
	a, b := int(w.tok[f.a].start), w.tok[f.b-1].end()
	w.addBytes(a, b, hit{rule: rule, label: label, cert: 0.6})
}

// never is a score that nothing has.
const never = 1000 * one

// need gives the score from which on f is proposed.
func (f *figure) need() int32 {
	switch {
	case f.kept && (f.sort == sortDigits || f.sort == sortCode):
		return sureKeptCode
	case f.kept && f.sort == sortIBAN:
		return sureAccount
	case f.kept:
		return never
	case f.part && f.sort != sortHouse && f.sort != sortDigits && f.sort != sortLong:
		return never
	case f.sort == sortPlate:
		return surePlate
	case f.sort == sortYear:
		return never
	case f.sort == sortMonth || f.sort == sortShort:
		return sureBrief
	case f.sort == sortHouse:
		return sureHouse
	case f.sort == sortDate || f.sort == sortCode || f.sort == sortDigits:
		return sureLike
	}
	return sureFigure
}

// lateYear is from when on a date is seldom one of birth.
const lateYear = 2010

// doubtable reports whether f is a date so late that a rule may have erred.
func (r *figureReading) doubtable(w *work, f *figure) bool {
	return (f.sort == sortDate || f.sort == sortMonth) && w.yearOf(f) >= lateYear
}

// askDoubted asks about the findings of rules at what was marked.
func (r *figureReading) askDoubted(w *work) {
	for i := range w.hits {
		h := &w.hits[i]
		if h.label != documents.DateOfBirth && h.label != documents.Phone {
			continue
		}
		for k := w.tokenAt(h.a); k < len(w.tok) && int(w.tok[k].start) < h.b; k++ {
			h.ask = h.ask || r.mark[k]&markDoubt != 0
		}
	}
}

// isValue reports whether l is a label that the reader of numbers may give.
func isValue(l documents.Label) bool {
	switch l {
	case documents.Phone, documents.Address, documents.Postcode, documents.BSN, documents.IBAN, documents.DateOfBirth, documents.IDNumber, documents.PatientNumber, documents.BIGNumber, documents.LicensePlate, labelCoord:
		return true
	}
	return false
}

var (
	ruleFigure         = &rule{code: "getal.lezing", why: "Vorm en omgeving van dit nummer of adres lijken op die van een gegeven van een persoon."}
	ruleFigureNational = &rule{code: "getal.lezing", ground: "5.1.1e", why: "Vorm en omgeving van dit nummer lijken op die van een nationaal identificatienummer."}
	ruleFigurePatient  = &rule{code: "getal.lezing", ground: "5.1.1d", why: "Vorm en omgeving van dit nummer lijken op die van een patiënt- of cliëntnummer."}
)

// labelFigure gives the label of f and the rule by which it goes.
func (w *work) labelFigure(f *figure) (documents.Label, *rule) {
	switch f.sort {
	case sortDate, sortMonth, sortYear:
		return documents.DateOfBirth, ruleFigure
	case sortPostcode:
		return documents.Postcode, ruleFigure
	case sortIBAN:
		return documents.IBAN, ruleFigure
	case sortPlace:
		return labelCoord, ruleFigure
	case sortHouse:
		return documents.Address, ruleFigure
	case sortPlate:
		return documents.LicensePlate, ruleFigure
	case sortMobile:
		return documents.Phone, ruleFigure
	}
	c, _ := w.cueLeftAt(f.a, 8)
	if c == noCue {
		c = w.slots[f.a].cue
	}
	switch c {
	case cueBSN:
		if f.digits == 8 || f.digits == 9 {
			return documents.BSN, ruleFigureNational
		}
	case cuePatient:
		return documents.PatientNumber, ruleFigurePatient
	case cueBIG:
		return documents.BIGNumber, ruleFigure
	case cuePhone:
		if f.sort != sortCode {
			return documents.Phone, ruleFigure
		}
	case cueIBAN:
		return documents.IBAN, ruleFigure
	case cuePlate:
		return documents.LicensePlate, ruleFigure
	case cueBirth:
		if f.digits == 6 || f.digits == 8 {
			return documents.DateOfBirth, ruleFigure
		}
	}
	if f.sort == sortPhone {
		return documents.Phone, ruleFigure
	}
	return documents.IDNumber, ruleFigure
}
