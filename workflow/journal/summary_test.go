package journal

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
)

var jenv = workflow.Seat{Role: workflow.RoleBewindspersoon, Organisation: "jenv"}

// shownTexts gives the onderwerpen of a list.
func shownTexts(l List) []string {
	var s []string
	for _, r := range l.Rows {
		s = append(s, r.OnderwerpText)
	}
	return s
}

// openWithSummary opens a dossier of which the summary is changed first.
func openWithSummary(t testing.TB, b *Book, onderwerp string, change func(*Summary)) workflow.DossierID {
	t.Helper()
	batch := opened(t, b, "p-anna", onderwerp)
	change(&batch.Summary)
	id, err := b.NewDossierID()
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Append(t.Context(), id, 0, batch); err != nil {
		t.Fatal(err)
	}
	return id
}

func lies(seats ...workflow.Seat) func(*Summary) {
	return func(s *Summary) {
		for i, seat := range seats {
			s.Awaiting = append(s.Awaiting, Waiting{Station: workflow.StationID(fmt.Sprint("s", i)), Role: seat.Role, Organisation: seat.Organisation, Since: noon})
		}
	}
}

func TestAWorklistHoldsWhatLiesWithTheSeats(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		day := func(d int, more func(*Summary)) func(*Summary) {
			return func(s *Summary) {
				s.Deadline = documents.Date{}
				if d > 0 {
					s.Deadline = documents.Date{Year: 2026, Month: 5, Day: d}
				}
				more(s)
			}
		}
		openWithSummary(t, b, "later", day(20, lies(dicio)))
		openWithSummary(t, b, "sooner", day(2, lies(dicio)))
		openWithSummary(t, b, "without a deadline", day(0, lies(dicio)))
		openWithSummary(t, b, "with both", day(9, lies(dicio, jenv)))
		openWithSummary(t, b, "with another", day(1, lies(jenv)))
		openWithSummary(t, b, "with nobody", day(1, lies()))
		tests := []struct {
			why   string
			seats []workflow.Seat
			want  []string
		}{
			{"one seat: the nearest deadline first, those without last", []workflow.Seat{dicio}, []string{"sooner", "with both", "later", "without a deadline"}},
			{"two seats: what lies with both is one row", []workflow.Seat{dicio, jenv}, []string{"with another", "sooner", "with both", "later", "without a deadline"}},
			{"the same seat twice", []workflow.Seat{jenv, jenv}, []string{"with another", "with both"}},
			{"another role in the same organisation", []workflow.Seat{{Role: workflow.RoleDG, Organisation: dicio.Organisation}}, nil},
			{"no seat at all", nil, nil},
		}
		for _, tt := range tests {
			for size := 1; size <= 6; size++ {
				var got []string
				page := Page{Size: size}
				for {
					l, err := b.Worklist(t.Context(), tt.seats, page)
					if err != nil {
						t.Fatal(err)
					}
					got = append(got, shownTexts(l)...)
					if page.After = l.Next; page.After == "" {
						break
					}
				}
				if !slices.Equal(got, tt.want) {
					t.Errorf("%s, pages of %d: got %q, want %q", tt.why, size, got, tt.want)
				}
			}
		}
	})
}

func TestARowShowsWhatTheSummarySaid(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		var want Summary
		id := openWithSummary(t, b, "Wachttijden", func(s *Summary) {
			s.Round, s.SentBack, s.SentBackAt = 2, documents.DigestOf(nil, []byte("reason")), noon.Add(time.Hour)
			lies(dicio)(s)
			want = *s
		})
		l, err := b.Mine(t.Context(), "p-anna", Page{})
		if err != nil || len(l.Rows) != 1 || l.Next != "" {
			t.Fatalf("list %+v %v", l, err)
		}
		want.ID, want.Seq, want.Involved = id, 1, Involved{}
		if r := l.Rows[0]; !reflect.DeepEqual(r.Summary, want) || r.OnderwerpText != "Wachttijden" || r.KenmerkText != "4377464-1097773-DICIO" || r.Damaged {
			t.Errorf("got  %+v\nwant %+v", r, want)
		}
	})
}

func TestMineIsNewestFirstAndMineOnly(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		for _, s := range []string{"one", "two", "three"} {
			openWithSummary(t, b, s, lies())
		}
		openWithSummary(t, b, "of another", func(s *Summary) { s.Opsteller = "p-bert" })
		var got []string
		page := Page{Size: 2}
		for {
			l, err := b.Mine(t.Context(), "p-anna", page)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, shownTexts(l)...)
			if page.After = l.Next; page.After == "" {
				break
			}
		}
		if want := []string{"three", "two", "one"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		if _, err := b.Mine(t.Context(), "p-anna", Page{After: "no cursor"}); !errors.Is(err, ErrNotFound) {
			t.Errorf("a cursor that is none: %v", err)
		}
	})
}

func TestWhatMayNotBeSeenIsNotFound(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		seen := func(seats []workflow.Seat, persons ...workflow.PersonID) func(*Summary) {
			return func(s *Summary) { s.Involved = Involved{Seats: seats, Persons: persons} }
		}
		openWithSummary(t, b, "Wachttijden in de zorg", seen([]workflow.Seat{dicio}, "p-anna"))
		openWithSummary(t, b, "Wachttijden bij justitie", seen([]workflow.Seat{jenv}))
		second := openWithSummary(t, b, "Kosten van medicijnen", seen([]workflow.Seat{dicio, jenv}))
		openWithSummary(t, b, "Besluit", func(s *Summary) {
			s.Phase, s.Kind, s.Organisation, s.Deadline = workflow.Decided, workflow.TerInformatie, "vws.dicio.cio", documents.Date{}
			s.Involved = Involved{Seats: []workflow.Seat{dicio}}
		})
		tests := []struct {
			why    string
			seats  []workflow.Seat
			person workflow.PersonID
			f      Filter
			want   []string
		}{
			{"a seat", []workflow.Seat{jenv}, "", Filter{}, []string{"Kosten van medicijnen", "Wachttijden bij justitie"}},
			{"a person", nil, "p-anna", Filter{}, []string{"Wachttijden in de zorg"}},
			{"a person who is nowhere", nil, "p-bert", Filter{}, nil},
			{"seat and person: every dossier once", []workflow.Seat{dicio}, "p-anna", Filter{}, []string{"Besluit", "Kosten van medicijnen", "Wachttijden in de zorg"}},
			{"a word", []workflow.Seat{dicio}, "", Filter{Text: "wachttijden"}, []string{"Wachttijden in de zorg"}},
			{"a word in capitals with an accent", []workflow.Seat{jenv}, "", Filter{Text: "JUSTÍTIE"}, []string{"Wachttijden bij justitie"}},
			{"two words that stand in different dossiers", []workflow.Seat{dicio, jenv}, "", Filter{Text: "zorg justitie"}, nil},
			{"the language of the index is no language here", []workflow.Seat{dicio}, "", Filter{Text: `AND OR "x* NEAR( '' ; & | ! <->`}, nil},
			{"nothing but signs", []workflow.Seat{dicio}, "", Filter{Text: "?!"}, nil},
			{"a phase", []workflow.Seat{dicio}, "", Filter{Phases: []workflow.Phase{workflow.Decided, workflow.Ended}}, []string{"Besluit"}},
			{"a kind", []workflow.Seat{dicio}, "", Filter{Kind: workflow.TerInformatie}, []string{"Besluit"}},
			{"an organisation with its parts", []workflow.Seat{dicio}, "", Filter{Under: "vws.dicio", Kind: workflow.TerInformatie}, []string{"Besluit"}},
			{"an organisation whose name starts another's", []workflow.Seat{dicio}, "", Filter{Under: "vws.di"}, nil},
			{"a deadline", []workflow.Seat{dicio}, "", Filter{Until: documents.Date{Year: 2026, Month: 4, Day: 20}}, []string{"Kosten van medicijnen", "Wachttijden in de zorg"}},
			{"a deadline that has passed", []workflow.Seat{dicio}, "", Filter{From: documents.Date{Year: 2026, Month: 4, Day: 21}}, nil},
		}
		for _, tt := range tests {
			for size := 1; size <= 4; size++ {
				var got []string
				page := Page{Size: size}
				for {
					l, err := b.Visible(t.Context(), tt.seats, tt.person, tt.f, page)
					if err != nil {
						t.Fatalf("%s: %v", tt.why, err)
					}
					got = append(got, shownTexts(l)...)
					if page.After = l.Next; page.After == "" {
						break
					}
				}
				if !slices.Equal(got, tt.want) {
					t.Errorf("%s, pages of %d: got %q, want %q", tt.why, size, got, tt.want)
				}
			}
		}
		// A right that is taken away is gone, and so is a text that was replaced.
		batch := submitted(summaryOf("p-anna"), "p-anna", 1)
		text := "Geneesmiddelen"
		batch.Text, batch.Summary.Involved = &text, Involved{Seats: []workflow.Seat{jenv}}
		if err := b.Append(t.Context(), second, 1, batch); err != nil {
			t.Fatal(err)
		}
		for text, want := range map[string]int{"geneesmiddelen": 1, "medicijnen": 0} {
			if l, err := b.Visible(t.Context(), []workflow.Seat{jenv}, "", Filter{Text: text}, Page{}); err != nil || len(l.Rows) != want {
				t.Errorf("%s: %d rows %v", text, len(l.Rows), err)
			}
			if l, err := b.Visible(t.Context(), []workflow.Seat{dicio}, "", Filter{Text: text}, Page{}); err != nil || len(l.Rows) != 0 {
				t.Errorf("%s for who has no right any more: %d rows %v", text, len(l.Rows), err)
			}
		}
	})
}

func TestWhoSeesTheLetterFindsByTheLetterAlone(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		batch := opened(t, b, "p-anna", "Onenigheid met justitie")
		betreft := paper(t, b, "betreft", "Wachttijden")
		letter := "Wachttijden in de zorg"
		batch.Papers, batch.Summary.Betreft, batch.Letter = append(batch.Papers, betreft), betreft.Digest, &letter
		batch.Summary.Involved = Involved{Seats: []workflow.Seat{dicio}, Outside: []workflow.Seat{jenv, dicio}}
		batch.Summary.Awaiting = []Waiting{{Station: "jenv", Role: jenv.Role, Organisation: jenv.Organisation, Since: noon, Outside: true}}
		if err := b.Append(t.Context(), "d", 0, batch); err != nil {
			t.Fatal(err)
		}
		tests := []struct {
			why   string
			seats []workflow.Seat
			text  string
			want  string // onderwerp shown, "" when not found
		}{
			{"outside, a word of the nota", []workflow.Seat{jenv}, "onenigheid", ""},
			{"outside, a word of the letter", []workflow.Seat{jenv}, "wachttijden", "Wachttijden"},
			{"outside, no word", []workflow.Seat{jenv}, "", "Wachttijden"},
			{"inside and outside: inside", []workflow.Seat{dicio}, "onenigheid", "Onenigheid met justitie"},
			{"both seats", []workflow.Seat{jenv, dicio}, "", "Onenigheid met justitie"},
		}
		for _, tt := range tests {
			l, err := b.Visible(t.Context(), tt.seats, "", Filter{Text: tt.text}, Page{})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, r := range l.Rows {
				got += r.OnderwerpText
				if r.Outside != (r.KenmerkText == "") {
					t.Errorf("%s: outside %v with kenmerk %q", tt.why, r.Outside, r.KenmerkText)
				}
			}
			if got != tt.want {
				t.Errorf("%s: %q, want %q", tt.why, got, tt.want)
			}
		}
		l, err := b.Worklist(t.Context(), []workflow.Seat{jenv}, Page{})
		if err != nil || len(l.Rows) != 1 || l.Rows[0].OnderwerpText != "Wachttijden" || !l.Rows[0].Outside || !l.Rows[0].Awaiting[0].Outside {
			t.Errorf("worklist %+v %v", l, err)
		}
	})
}

func TestDeadlinesAreDueWhileTheDossierLiesSomewhere(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		on := func(day int, seats ...workflow.Seat) workflow.DossierID {
			return openWithSummary(t, b, "x", func(s *Summary) {
				s.Deadline = documents.Date{Year: 2026, Month: 5, Day: day}
				lies(seats...)(s)
			})
		}
		third, first, both := on(3, dicio), on(1, dicio), on(2, dicio, jenv)
		on(1)        // lies with nobody
		on(4, dicio) // not yet
		var got []workflow.DossierID
		for page := (Page{Size: 2}); ; {
			due, next, err := b.Due(t.Context(), documents.Date{Year: 2026, Month: 5, Day: 3}, page)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range due {
				got = append(got, d.Dossier)
			}
			if page.After = next; next == "" {
				break
			}
		}
		want := []workflow.DossierID{first, both, both, third}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}
