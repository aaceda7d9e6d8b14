package workflow

import "paraaf/documents"

// Vragen are the Kamervragen that a dossier answers, with the day on which
// they were sent in and, when there is one, the uitstelbericht.
type Vragen struct {
	Zaaknummer KamerNumber
	Asked      documents.Date
	Uitstel    documents.Date // when it was reported; zero is not
	Reason     Digest         // of the uitstelbericht
}

// VragenDays is the term for answers, in calendar days: three weeks, and three
// weeks more after an uitstelbericht (Reglement van Orde of the Tweede Kamer;
// the Eerste Kamer knows no such term).
const VragenDays = 21

// Due gives the day by which the answers must lie with the Kamer. It counts
// calendar days from the day of sending in; a term of parliament does not move
// for a weekend, so one that ends in a weekend is for the planning to see.
func (v Vragen) Due() documents.Date {
	if v.Uitstel.IsZero() {
		return v.Asked.AddDays(VragenDays)
	}
	return v.Asked.AddDays(2 * VragenDays)
}

// UitstelBy gives the last working day on which an uitstelbericht still comes
// in time: on the day the answers are due, or the last working day before it.
func (v Vragen) UitstelBy() documents.Date {
	return workdayBy(v.Asked.AddDays(VragenDays))
}

// workdayBy gives d, or the last working day before it.
func workdayBy(d documents.Date) documents.Date {
	for !Workday(d) {
		d = d.AddDays(-1)
	}
	return d
}
