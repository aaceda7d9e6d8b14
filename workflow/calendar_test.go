package workflow

import (
	"testing"
	"time"
	_ "time/tzdata" // the zone database to compare with, on any machine

	"pgregory.net/rapid"

	"paraaf/documents"
)

func date(y, m, d int) documents.Date { return documents.Date{Year: y, Month: time.Month(m), Day: d} }

// Computed without a zone database, and equal to it at every hour of every
// night on which the clock changes, and at random moments.
func TestAmsterdamIsTheZoneDatabase(t *testing.T) {
	t.Parallel()
	loc, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	same := func(at time.Time) {
		got, want := Amsterdam(at), at.In(loc)
		if got.Format(time.DateTime+" -0700") != want.Format(time.DateTime+" -0700") {
			t.Fatalf("%v is %v, want %v", at, got, want)
		}
		if CivilDay(at) != documents.DateOf(want) {
			t.Fatalf("%v is on %v, want %v", at, CivilDay(at), documents.DateOf(want))
		}
	}
	for year := 1996; year <= 2037; year++ {
		for _, month := range []time.Month{time.March, time.October} {
			for at := time.Date(year, month, 24, 0, 0, 0, 0, time.UTC); at.Day() >= 24; at = at.Add(30 * time.Minute) {
				same(at)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(time.Date(1996, 1, 1, 0, 0, 0, 0, time.UTC).Unix(), time.Date(2037, 12, 31, 0, 0, 0, 0, time.UTC).Unix()).Draw(t, "at"), 0)
		if got, want := CivilDay(at), documents.DateOf(at.In(loc)); got != want {
			t.Fatalf("%v is on %v, want %v", at, got, want)
		}
	})
}

// The day turns at midnight in the Netherlands, also in the nights of 23 and
// 25 hours.
func TestCivilDayAcrossTheClockChange(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		at   string
		want documents.Date
		why  string
	}{
		{"2026-03-28T22:59:59Z", date(2026, 3, 28), "a second before the short night"},
		{"2026-03-28T23:00:00Z", date(2026, 3, 29), "midnight is 23:00 UTC in winter"},
		{"2026-03-29T21:59:59Z", date(2026, 3, 29), "a second before midnight in summer"},
		{"2026-03-29T22:00:00Z", date(2026, 3, 30), "midnight is 22:00 UTC in summer"},
		{"2026-10-24T22:00:00Z", date(2026, 10, 25), "the long day begins"},
		{"2026-10-25T22:59:59Z", date(2026, 10, 25), "and lasts 25 hours"},
		{"2026-10-25T23:00:00Z", date(2026, 10, 26), "until here"},
		{"2028-02-29T12:00:00Z", date(2028, 2, 29), "a leap day"},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := CivilDay(at); got != c.want {
			t.Errorf("%s is on %v, want %v: %s", c.at, got, c.want, c.why)
		}
	}
}

// Easter Sundays from the almanac, with the earliest, the latest and the years
// in which simpler algorithms go wrong.
func TestEaster(t *testing.T) {
	t.Parallel()
	for _, want := range []documents.Date{date(1818, 3, 22), date(1943, 4, 25), date(1954, 4, 18), date(1981, 4, 19), date(2000, 4, 23),
		date(2008, 3, 23), date(2019, 4, 21), date(2023, 4, 9), date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28),
		date(2028, 4, 16), date(2029, 4, 1), date(2030, 4, 21), date(2038, 4, 25), date(2049, 4, 18), date(2076, 4, 19)} {
		if got := Easter(want.Year); got != want {
			t.Errorf("Easter of %d is %v, want %v", want.Year, got, want)
		}
	}
	for y := 1900; y < 2200; y++ {
		if e := Easter(y); weekday(e) != time.Sunday || e.Before(date(y, 3, 22)) || date(y, 4, 25).Before(e) {
			t.Errorf("Easter of %d is %v", y, e)
		}
	}
}

func TestHolidaysOf2026And2027(t *testing.T) {
	t.Parallel()
	want := map[documents.Date]string{
		date(2026, 1, 1): "Nieuwjaarsdag", date(2026, 4, 3): "Goede Vrijdag", date(2026, 4, 5): "Eerste Paasdag", date(2026, 4, 6): "Tweede Paasdag",
		date(2026, 4, 27): "Koningsdag", date(2026, 5, 5): "Bevrijdingsdag", date(2026, 5, 14): "Hemelvaartsdag", date(2026, 5, 24): "Eerste Pinksterdag",
		date(2026, 5, 25): "Tweede Pinksterdag", date(2026, 12, 25): "Eerste Kerstdag", date(2026, 12, 26): "Tweede Kerstdag",
		date(2027, 1, 1): "Nieuwjaarsdag", date(2027, 3, 26): "Goede Vrijdag", date(2027, 3, 28): "Eerste Paasdag", date(2027, 3, 29): "Tweede Paasdag",
		date(2027, 4, 27): "Koningsdag", date(2027, 5, 5): "Bevrijdingsdag", date(2027, 5, 6): "Hemelvaartsdag", date(2027, 5, 16): "Eerste Pinksterdag",
		date(2027, 5, 17): "Tweede Pinksterdag", date(2027, 12, 25): "Eerste Kerstdag", date(2027, 12, 26): "Tweede Kerstdag",
	}
	for d := date(2026, 1, 1); d.Year < 2028; d = d.AddDays(1) {
		if got := Holiday(d); got != want[d] {
			t.Errorf("%v is %q, want %q", d, got, want[d])
		}
	}
	if Holiday(date(2025, 4, 26)) != "Koningsdag" || Holiday(date(2025, 4, 27)) != "" {
		t.Error("on a Sunday the King's birthday is kept the day before")
	}
}

func TestWorkdays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from documents.Date
		n    int
		want documents.Date
		why  string
	}{
		{date(2026, 4, 20), -2, date(2026, 4, 16), "over a weekend"},
		{date(2026, 4, 7), -1, date(2026, 4, 2), "over the four days of Easter"},
		{date(2026, 4, 2), 1, date(2026, 4, 7), "and forth"},
		{date(2026, 12, 24), 1, date(2026, 12, 28), "Christmas, the second day on a Saturday"},
		{date(2028, 2, 28), 1, date(2028, 2, 29), "a leap day is worked"},
		{date(2028, 2, 29), 1, date(2028, 3, 1), "and is followed by March"},
		{date(2027, 2, 26), 1, date(2027, 3, 1), "no leap year"},
		{date(2026, 12, 31), 1, date(2027, 1, 4), "over New Year and a weekend"},
		{date(2026, 4, 18), 0, date(2026, 4, 18), "no days from a Saturday"},
		{date(2026, 4, 18), 1, date(2026, 4, 20), "one from a Saturday"},
	} {
		if got := AddWorkdays(c.from, c.n); got != c.want {
			t.Errorf("%v and %d working days: %v, want %v: %s", c.from, c.n, got, c.want, c.why)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d := date(2020, 1, 1).AddDays(rapid.IntRange(0, 6000).Draw(t, "day"))
		n := rapid.IntRange(1, 60).Draw(t, "n")
		e := AddWorkdays(d, n)
		if !Workday(e) || WorkdaysBetween(d, e) != n || WorkdaysBetween(e, d) != -n {
			t.Fatalf("%v and %d is %v, between them %d, back %d", d, n, e, WorkdaysBetween(d, e), WorkdaysBetween(e, d))
		}
		if Workday(d) && AddWorkdays(e, -n) != d {
			t.Fatalf("%v, %d on and back is %v", d, n, AddWorkdays(e, -n))
		}
	})
}
