package workflow

import (
	"time"

	"paraaf/documents"
)

// Amsterdam gives t on the clock of the Netherlands: CET, or CEST from the last
// Sunday of March 01:00 UTC until the last Sunday of October 01:00 UTC
// (directive 2000/84/EC, in force since 1996). It is computed, because the
// zone database is a file of the machine and two nodes may hold different
// ones, while a rule must answer alike everywhere; a test compares the two.
func Amsterdam(t time.Time) time.Time {
	t = t.UTC()
	begin := lastSunday(t.Year(), time.March)
	end := lastSunday(t.Year(), time.October)
	if t.Before(begin) || !t.Before(end) {
		return t.In(time.FixedZone("CET", 3600))
	}
	return t.In(time.FixedZone("CEST", 7200))
}

// lastSunday gives 01:00 UTC on the last Sunday of a month of 31 days.
func lastSunday(year int, month time.Month) time.Time {
	t := time.Date(year, month, 31, 1, 0, 0, 0, time.UTC)
	return t.AddDate(0, 0, -int(t.Weekday()))
}

// CivilDay gives the day of t in the Netherlands.
func CivilDay(t time.Time) documents.Date { return documents.DateOf(Amsterdam(t)) }

// Easter gives Easter Sunday of a year of the Gregorian calendar (the anonymous
// algorithm of Nature, 1876, as in Meeus, Astronomical Algorithms, chapter 8).
func Easter(year int) documents.Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return documents.Date{Year: year, Month: time.Month(n / 31), Day: n%31 + 1}
}

// Holiday gives the Dutch name of the public holiday on d, or "". These are the
// days of article 3, first paragraph, of the Algemene termijnenwet (5 May of
// every year among them) with the two Sundays, and Good Friday, which its second
// paragraph puts on a par. King's Day is 27 April, or 26 when that is a Sunday.
func Holiday(d documents.Date) string {
	switch {
	case d.Month == time.January && d.Day == 1:
		return "Nieuwjaarsdag"
	case d == kingsDay(d.Year):
		return "Koningsdag"
	case d.Month == time.May && d.Day == 5:
		return "Bevrijdingsdag"
	case d.Month == time.December && d.Day == 25:
		return "Eerste Kerstdag"
	case d.Month == time.December && d.Day == 26:
		return "Tweede Kerstdag"
	}
	easter := Easter(d.Year)
	for _, f := range []struct {
		days int
		name string
	}{{-2, "Goede Vrijdag"}, {0, "Eerste Paasdag"}, {1, "Tweede Paasdag"},
		{39, "Hemelvaartsdag"}, {49, "Eerste Pinksterdag"}, {50, "Tweede Pinksterdag"}} {
		if d == easter.AddDays(f.days) {
			return f.name
		}
	}
	return ""
}

// kingsDay gives the day of the King's birthday (since 2014): never a Sunday.
// Before 2014 it was Queen's Day, 30 April or the 29th.
func kingsDay(year int) documents.Date {
	d := documents.Date{Year: year, Month: time.April, Day: 27}
	if year < 2014 {
		d.Day = 30
	}
	if weekday(d) == time.Sunday {
		return d.AddDays(-1)
	}
	return d
}

func weekday(d documents.Date) time.Weekday { return d.In(time.UTC).Weekday() }

// HolidaysFrom gives the public holidays of the half year from d on that fall on
// a weekday, for rules that count working days without knowing the calendar.
func HolidaysFrom(d documents.Date) []documents.Date {
	var out []documents.Date
	for range 183 {
		if wd := weekday(d); Holiday(d) != "" && wd != time.Saturday && wd != time.Sunday {
			out = append(out, d)
		}
		d = d.AddDays(1)
	}
	return out
}

// Workday reports whether offices work on d: no weekend, no public holiday.
func Workday(d documents.Date) bool {
	wd := weekday(d)
	return wd != time.Saturday && wd != time.Sunday && Holiday(d) == ""
}

// AddWorkdays gives the n-th working day after d, or before it when n is
// negative. With n zero it gives d itself, working day or not.
func AddWorkdays(d documents.Date, n int) documents.Date {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d = d.AddDays(step)
		if Workday(d) {
			n--
		}
	}
	return d
}

// WorkdaysBetween counts the working days after from up to and including to;
// negative when to lies before from.
func WorkdaysBetween(from, to documents.Date) int {
	sign := 1
	if to.Before(from) {
		from, to, sign = to, from, -1
	}
	n := 0
	for d := from; d.Before(to); {
		d = d.AddDays(1)
		if Workday(d) {
			n++
		}
	}
	return sign * n
}
