package workflow

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"paraaf/documents"
)

func (p Planning) dates() string {
	var out []string
	for _, l := range p.Legs {
		out = append(out, fmt.Sprintf("%s %s-%s", l.Stations[0].ID, l.Start.ISO(), l.Latest.ISO()))
	}
	return strings.Join(out, ", ")
}

// From the deadline back over the weekend and over Easter.
func TestPlanCountsBackOverWorkingDays(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route())) // deadline Monday 20 April 2026
	p := st.s.Plan(date(2026, 4, 7), nil)
	want := "directie 2026-04-10-2026-04-14, plvsg 2026-04-14-2026-04-16, minister 2026-04-16-2026-04-20"
	if p.dates() != want || p.SubmitBy != date(2026, 4, 10) || p.First >= 0 || len(p.Remarks) != 0 {
		t.Errorf("%s, submit by %v, first %d, %q; want %s", p.dates(), p.SubmitBy, p.First, p.Remarks, want)
	}
	st.when(do(anna, Revise{Papers: p1, Deadline: date(2026, 4, 8)})) // two days after Easter Monday
	if p = st.s.Plan(date(2026, 3, 25), nil); p.SubmitBy != date(2026, 3, 27) {
		t.Errorf("over Easter: %s, submit by %v", p.dates(), p.SubmitBy)
	}
	// A leap day counts.
	st.when(do(anna, Revise{Papers: p1, Deadline: date(2028, 3, 2)}))
	if p = st.s.Plan(date(2028, 2, 1), nil); p.dates() != "directie 2028-02-23-2028-02-25, plvsg 2028-02-25-2028-02-29, minister 2028-02-29-2028-03-02" {
		t.Errorf("over a leap day: %s", p.dates())
	}
	if p = (State{}).Plan(date(2026, 4, 7), nil); !p.Target.IsZero() || p.Legs != nil || p.First != -1 {
		t.Errorf("a plan of nothing: %+v", p)
	}
}

// The first station that does not get its days is named the moment that is so.
func TestPlanNamesTheFirstThatCannot(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()), submit(anna), paraaf(dirk))
	for _, c := range []struct {
		today documents.Date
		want  string // "" is nothing yet
	}{
		{date(2026, 4, 14), ""},
		{date(2026, 4, 15), "Te weinig tijd: plv. SG, nog 1 werkdag. Gepland: 2 werkdagen."},
		{date(2026, 4, 16), "Alleen vandaag nog: plv. SG. Gepland: 2 werkdagen."},
		{date(2026, 4, 17), "Te laat: plv. SG, uiterlijk op 16 april 2026."},
		{date(2026, 4, 21), "Te laat: plv. SG, uiterlijk op 16 april 2026."},
	} {
		p := st.s.Plan(c.today, nil)
		got := ""
		if p.First >= 0 {
			got = p.Remarks[0]
		}
		if got != c.want {
			t.Errorf("on %v: %q, want %q", c.today, got, c.want)
		}
	}
	late := given(t, open(p1, route()))
	p := late.s.Plan(date(2026, 4, 13), nil)
	if len(p.Remarks) < 2 || !strings.Contains(p.Remarks[0], "moest de nota op 10 april 2026 zijn ingediend") || !strings.Contains(p.Remarks[1], "directie DICIO, nog 1 werkdag") {
		t.Errorf("in concept: %q", p.Remarks)
	}
	// With spoed a day a step is enough; no step goes.
	late.when(do(anna, SetSpoed{Reason: dig("de Kamer debatteert"), Latest: monday.AddDate(0, 0, 7)}))
	if p = late.s.Plan(date(2026, 4, 13), nil); p.First >= 0 || len(p.Legs) != 3 || p.SubmitBy != date(2026, 4, 15) {
		t.Errorf("with spoed: %s, first %d", p.dates(), p.First)
	}
}

// The day of the Kamer plans what follows the besluit too, and the medeakkoord.
func TestPlanFromTheDayOfTheKamer(t *testing.T) {
	t.Parallel()
	kamer := do(anna, SetKamerDate{Date: date(2026, 4, 30)})
	st := given(t, open(p1, route()), kamer)
	p := st.s.Plan(date(2026, 4, 13), nil)
	// The besluit is needed on the deadline, 20 April, which comes earlier.
	if want := "minister 2026-04-16-2026-04-20, review 2026-04-24-2026-04-28, tweedelezer 2026-04-28-2026-04-29, verzending 2026-04-29-2026-04-30"; !strings.HasSuffix(p.dates(), want) {
		t.Errorf("%s, want at the end %s", p.dates(), want)
	}
	if len(p.Beside) != 1 || p.Beside[0].Latest != date(2026, 4, 30) {
		t.Errorf("beside: %+v", p.Beside)
	}
	// Without a deadline the day of the Kamer pulls the besluit along.
	st.when(do(anna, Revise{Papers: p1}))
	if p = st.s.Plan(date(2026, 4, 13), nil); !strings.Contains(p.dates(), "minister 2026-04-22-2026-04-24") {
		t.Errorf("without a deadline: %s", p.dates())
	}
	// Kamervragen have a term of their own.
	st.when(do(anna, RegisterVragen{Zaaknummer: "2026Z12920", Asked: date(2026, 4, 7)}))
	if p = st.s.Plan(date(2026, 4, 13), nil); p.Target != date(2026, 4, 28) {
		t.Errorf("with Kamervragen until %v", p.Target)
	}
	// A set without a letter goes to no Kamer.
	bare := given(t, open(Papers{p1[0]}, Route{Line: []Step{step(stMinister)}}))
	if p = bare.s.Plan(date(2026, 4, 13), nil); len(p.Legs) != 1 {
		t.Errorf("without a letter: %s", p.dates())
	}
}

func TestPlanSaysWhatDayItIs(t *testing.T) {
	t.Parallel()
	recess, err := ParseRecess([]byte(`[{"name": "meireces", "from": "2026-04-24", "until": "2026-05-10"}]`))
	if err != nil {
		t.Fatal(err)
	}
	st := given(t, open(p1, route()))
	for _, c := range []struct {
		deadline documents.Date
		want     string
		target   documents.Date
	}{
		{date(2026, 4, 18), "een zaterdag", date(2026, 4, 17)},
		{date(2026, 4, 27), "Koningsdag", date(2026, 4, 24)},
		{date(2026, 4, 6), "Tweede Paasdag", date(2026, 4, 2)},
		{date(2026, 5, 6), "meireces", date(2026, 5, 6)},
	} {
		st.when(do(anna, Revise{Papers: p1, Deadline: c.deadline}))
		p := st.s.Plan(date(2026, 3, 1), recess)
		if p.Target != c.target || !strings.Contains(strings.Join(p.Remarks, " "), c.want) {
			t.Errorf("deadline %v: until %v, %q", c.deadline, p.Target, p.Remarks)
		}
	}
}

// Recess concerns what must reach the Kamer; a nota ter informatie without a
// letter reaches the minister in recess as on other days.
func TestPlanIsSilentOnRecessWithoutALetter(t *testing.T) {
	t.Parallel()
	recess := Recess{{Name: "meireces", From: date(2026, 4, 17), Until: date(2026, 5, 4)}}
	says := func(papers Papers) string {
		st := given(t, do(anna, Open{Kind: TerInformatie, Papers: papers, Route: Route{Line: []Step{step(stMinister)}}, Deadline: date(2026, 4, 20)}))
		return strings.Join(st.s.Plan(date(2026, 4, 1), recess).Remarks, " ")
	}
	if got := says(p1); !strings.Contains(got, "meireces") {
		t.Errorf("with a letter: %q", got)
	}
	if got := says(Papers{p1[0]}); strings.Contains(got, "reces") {
		t.Errorf("without a letter: %q", got)
	}
}

func TestRecessIsCheckedData(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{``, `{}`, `[{"name":"x"}]`, `[{"name":"","from":"2026-01-01","until":"2026-01-02"}]`,
		`[{"name":"x","from":"2026-01-02","until":"2026-01-01"}]`, `[{"name":"x","from":"2026-01-01","until":"2026-01-05"},{"name":"y","from":"2026-01-05","until":"2026-01-06"}]`,
		`[{"name":"x","from":"2026-01-01","until":"2026-01-02","kamer":"EK"}]`, `[] []`} {
		if r, err := ParseRecess([]byte(bad)); err == nil {
			t.Errorf("%s: read as %v", bad, r)
		}
	}
}

// Whatever the route and the days: legs follow each other on working days, each
// gets its days, and a plan made on the day of submission names nobody.
func TestPlanLaws(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var r Route
		for i := range rapid.IntRange(1, 6).Draw(t, "steps") {
			st := stDirectie
			st.ID = StationID(fmt.Sprint("s", i))
			st.Days = rapid.IntRange(0, 5).Draw(t, "days")
			r.Line = append(r.Line, step(st))
		}
		r.Line = append(r.Line, step(stMinister))
		s := State{Phase: Concept, Kind: TerBeslissing, Organisation: "vws.dicio", Papers: p1, Route: r}
		s.Deadline = date(2026, 1, 1).AddDays(rapid.IntRange(0, 1500).Draw(t, "deadline"))
		if rapid.Bool().Draw(t, "kamer") {
			s.KamerDate = s.Deadline.AddDays(rapid.IntRange(-5, 30).Draw(t, "after"))
		}
		p := s.Plan(date(2020, 1, 1), nil)
		if p.First >= 0 {
			t.Fatalf("years ahead, and short: %v", p.Remarks)
		}
		for i, l := range p.Legs {
			if !Workday(l.Latest) || WorkdaysBetween(l.Start, l.Latest) != l.Days || l.Left != l.Days {
				t.Fatalf("leg %d: %+v", i, l)
			}
			if i > 0 && l.Start.Before(p.Legs[i-1].Latest) {
				t.Fatalf("leg %d begins before %d ends: %s", i, i-1, p.dates())
			}
		}
		s.Phase, s.Round = InLine, 1
		if p := s.Plan(p.SubmitBy, nil); p.First >= 0 {
			t.Fatalf("submitted in time, and short: %v", p.Remarks)
		}
		if p := s.Plan(AddWorkdays(p.SubmitBy, 1), nil); p.First != 0 {
			t.Fatalf("submitted a day late, and leg %d is named", p.First)
		}
	})
}
