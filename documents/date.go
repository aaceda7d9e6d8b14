package documents

import (
	"fmt"
	"strings"
	"time"
)

// ParseDutchDate reads a civil day as papers write it: "22 april 2026", "22
// apr. 2026", "22-04-2026", "22/4/2026", "22.04.2026", "2026-04-22", with a day
// of the week before it or a place ("Den Haag, 22 april 2026"). The whole of s
// must be the date, apart from what is named here. It fails on days that do not
// exist and on dates without a year.
func ParseDutchDate(s string) (Date, error) {
	d, ok := wholeDate(s)
	if !ok {
		if len(s) > 40 {
			s = s[:40]
		}
		return Date{}, fmt.Errorf("parse date %q: want day, month and year", s)
	}
	return d, nil
}

func wholeDate(s string) (Date, bool) {
	if len(s) > 80 {
		return Date{}, false
	}
	t := fold(s)
	if i := strings.LastIndex(t, ", "); i >= 0 {
		t = t[i+2:]
	}
	f := strings.Fields(strings.NewReplacer(".", " ", ",", " ").Replace(t))
	if len(f) > 1 && isWeekday(f[0]) {
		f = f[1:]
	}
	if len(f) == 1 {
		f = strings.FieldsFunc(f[0], func(r rune) bool { return r == '-' || r == '/' })
	}
	if len(f) != 3 {
		return Date{}, false
	}
	if len(f[0]) == 4 {
		f[0], f[2] = f[2], f[0]
	}
	day, ok1 := number(f[0], 2)
	year, ok2 := number(f[2], 4)
	month, ok3 := number(f[1], 2)
	if !ok3 {
		month = monthOf(f[1])
	}
	if !ok1 || !ok2 || len(f[2]) != 4 {
		return Date{}, false
	}
	return civil(year, month, day)
}

// civil gives the day when it exists.
func civil(year, month, day int) (Date, bool) {
	if year < 1800 || year > 2999 || month < 1 || month > 12 || day < 1 || day > 31 {
		return Date{}, false
	}
	d := Date{year, time.Month(month), day}
	return d, DateOf(d.In(time.UTC)) == d
}

// number reads 1 to max digits.
func number(s string, max int) (int, bool) {
	if s == "" || len(s) > max {
		return 0, false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// monthOf gives the number of a Dutch month or its usual abbreviation, or 0.
func monthOf(s string) int {
	if len(s) < 3 {
		return 0
	}
	for i, m := range months {
		if s == m || s == m[:3] || s == "mrt" && i == 2 || s == "sept" && i == 8 {
			return i + 1
		}
	}
	return 0
}

func isWeekday(s string) bool {
	switch s {
	case "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag":
		return true
	}
	return false
}
