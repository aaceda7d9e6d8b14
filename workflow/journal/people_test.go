package journal

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
)

func TestPeopleAreKept(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		ctx := t.Context()
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		vws := Organisation{ID: "vws", Name: "Ministerie van VWS", Aliases: []string{"VWS", "Volksgezondheid, Welzijn en Sport"}}
		must(b.PutOrganisation(ctx, Organisation{ID: "vws", Name: "oud"}))
		must(b.PutOrganisation(ctx, vws))
		must(b.PutOrganisation(ctx, Organisation{ID: "vws.dicio", Name: "Directie Informatiebeleid", Parent: "vws"}))
		all, err := b.Organisations(ctx)
		if err != nil || len(all) != 2 || !reflect.DeepEqual(all[0], vws) || all[1].Parent != "vws" {
			t.Errorf("organisations %+v %v", all, err)
		}

		if n, err := b.Accounts(ctx); err != nil || n != 0 {
			t.Errorf("an empty installation has %d accounts: %v", n, err)
		}
		must(b.PutPerson(ctx, Person{ID: "p-anna", Name: "Anna Ørsted-Jansen"}))
		must(b.PutPerson(ctx, Person{ID: "p-bert", Name: "Bert"}))
		if p, err := b.Person(ctx, "p-anna"); err != nil || p.Name != "Anna Ørsted-Jansen" {
			t.Errorf("person %+v %v", p, err)
		}
		if _, err := b.Person(ctx, "p-carl"); !errors.Is(err, ErrNotFound) {
			t.Errorf("nobody: %v", err)
		}
		if ps, err := b.Persons(ctx, "p-anna", "p-carl", "p-bert"); err != nil || len(ps) != 2 {
			t.Errorf("persons %v %v", ps, err)
		}

		a := Account{Login: "Anna@VWS.example ", PasswordHash: "$argon2id$x", Person: "p-anna"}
		must(b.PutAccount(ctx, a))
		a.Login = "anna@vws.example"
		if got, err := b.Account(ctx, "ANNA@vws.example"); err != nil || got != a {
			t.Errorf("account %+v %v", got, err)
		}
		a.Disabled = true
		must(b.PutAccount(ctx, a))
		if got, err := b.AccountsOf(ctx, "p-anna"); err != nil || len(got) != 1 || !got[0].Disabled {
			t.Errorf("accounts %+v %v", got, err)
		}
		for _, login := range []string{"carl", "", "a\x00b", "\xff", strings.Repeat("x", 300)} {
			if _, err := b.Account(ctx, login); !errors.Is(err, ErrNotFound) {
				t.Errorf("login %q: %v", login, err)
			}
		}

		must(b.SetSeats(ctx, "p-anna", []workflow.Seat{jenv, dicio, dicio}))
		must(b.SetSeats(ctx, "p-bert", []workflow.Seat{dicio}))
		if seats, err := b.Seats(ctx, "p-anna"); err != nil || !slices.Equal(seats, []workflow.Seat{jenv, dicio}) {
			t.Errorf("seats %v %v", seats, err)
		}
		if ps, err := b.Seated(ctx, dicio); err != nil || !slices.Equal(ps, []workflow.PersonID{"p-anna", "p-bert"}) {
			t.Errorf("seated %v %v", ps, err)
		}
		must(b.SetSeats(ctx, "p-bert", nil))
		if ps, err := b.Seated(ctx, dicio); err != nil || !slices.Equal(ps, []workflow.PersonID{"p-anna"}) {
			t.Errorf("a seat that was taken away: %v %v", ps, err)
		}
	})
}

func TestAWaarnemingHoldsFromItsFirstUntilItsLastDay(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		ctx := t.Context()
		day := func(d int) documents.Date { return documents.Date{Year: 2026, Month: 4, Day: d} }
		w := workflow.Waarneming{Seat: dicio, Namens: "p-anna", From: day(20), Until: day(24)}
		if err := errors.Join(b.PutPerson(ctx, Person{ID: "p-bert", Name: "Bert"}), b.PutWaarneming(ctx, "p-bert", w)); err != nil {
			t.Fatal(err)
		}
		for d, want := range map[int]bool{19: false, 20: true, 22: true, 24: true, 25: false} {
			a, err := b.Actor(ctx, "p-bert", day(d))
			if err != nil || (len(a.Waarnemings) == 1) != want || (want && a.Waarnemings[0] != w) {
				t.Errorf("on the %dth: %+v %v", d, a, err)
			}
			s, err := b.StandIns(ctx, dicio, day(d))
			if err != nil || (len(s) == 1) != want {
				t.Errorf("stand-ins on the %dth: %+v %v", d, s, err)
			}
		}
		w.Until = day(21)
		if err := b.PutWaarneming(ctx, "p-bert", w); err != nil {
			t.Fatal(err)
		}
		if all, err := b.Waarnemings(ctx, "p-bert", day(22)); err != nil || len(all) != 0 {
			t.Errorf("after it was shortened: %v %v", all, err)
		}
		if err := b.EndWaarneming(ctx, "p-bert", w); err != nil {
			t.Fatal(err)
		}
		if all, err := b.Waarnemings(ctx, "p-bert", day(20)); err != nil || len(all) != 0 {
			t.Errorf("after it ended: %v %v", all, err)
		}
		w.From, w.Until = day(2), day(1)
		if err := b.PutWaarneming(ctx, "p-bert", w); err == nil {
			t.Error("a waarneming that ends before it starts was taken")
		}
	})
}

func TestASessionLivesUntilItEnds(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		ctx := t.Context()
		s := Session{Person: "p-anna", Login: "anna", Address: "192.0.2.1", Created: noon, Expires: noon.Add(8 * time.Hour)}
		token, s, err := b.NewSession(ctx, s)
		if err != nil || len(token) != 43 {
			t.Fatal(token, err)
		}
		if got, err := b.Session(ctx, token, noon); err != nil || got != s {
			t.Errorf("got %+v %v", got, err)
		}
		var n int
		if err := b.read.QueryRow(`SELECT count(*) FROM sessions WHERE token = $1`, []byte(token)).Scan(&n); err != nil || n != 0 {
			t.Errorf("the token itself is stored: %d %v", n, err)
		}
		for why, at := range map[string]time.Time{"at its end": s.Expires, "after it": s.Expires.Add(time.Hour)} {
			if _, err := b.Session(ctx, token, at); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s: %v", why, err)
			}
		}
		if _, err := b.Session(ctx, token+"x", noon); !errors.Is(err, ErrNotFound) {
			t.Errorf("another token: %v", err)
		}
		if err := b.Touch(ctx, s, noon.Add(5*time.Minute)); err != nil {
			t.Fatal(err)
		}
		if got, err := b.Session(ctx, token, noon); err != nil || !got.Seen.Equal(noon.Add(5*time.Minute)) {
			t.Errorf("after it was used: %+v %v", got, err)
		}
		if err := b.EndSession(ctx, "p-bert", s.ID, noon); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Session(ctx, token, noon); err != nil {
			t.Errorf("ended by another person: %v", err)
		}
		other, _, err := b.NewSession(ctx, Session{Person: "p-anna", Created: noon, Expires: noon.Add(time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		if err := b.EndSession(ctx, "p-anna", s.ID, noon); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Session(ctx, token, noon); !errors.Is(err, ErrNotFound) {
			t.Errorf("after it ended: %v", err)
		}
		if all, err := b.Sessions(ctx, "p-anna", noon); err != nil || len(all) != 1 {
			t.Errorf("alive: %v %v", all, err)
		}
		if err := b.EndSessions(ctx, "p-anna", noon); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Session(ctx, other, noon); !errors.Is(err, ErrNotFound) {
			t.Errorf("after all ended: %v", err)
		}
		if err := b.Sweep(ctx, noon.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if err := b.read.QueryRow(`SELECT count(*) FROM sessions`).Scan(&n); err != nil || n != 0 {
			t.Errorf("%d sessions after sweeping: %v", n, err)
		}
	})
}

func TestBadAttemptsAreCountedPerLoginAndAddress(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		try := func(login, address string, after time.Duration, good bool) {
			t.Helper()
			if err := b.Attempt(t.Context(), login, address, noon.Add(after), good); err != nil {
				t.Fatal(err)
			}
		}
		try("anna", "192.0.2.1", 0, false)
		try("Anna ", "192.0.2.2", time.Minute, false)
		try("bert", "192.0.2.1", time.Minute, false)
		try("a\x00\xffb"+strings.Repeat("é", 300), "192.0.2.1\x00", time.Minute, false) // what a browser can send
		check := func(login, address string, since time.Duration, want [2]int, last time.Duration) {
			t.Helper()
			l, a, at, err := b.Attempts(t.Context(), login, address, noon.Add(since))
			if err != nil || [2]int{l, a} != want || (l > 0 && !at.Equal(noon.Add(last))) {
				t.Errorf("%s from %s: %d %d %v %v", login, address, l, a, at, err)
			}
		}
		check("anna", "192.0.2.1", 0, [2]int{2, 3}, time.Minute)
		check("anna", "192.0.2.1", 30*time.Second, [2]int{1, 2}, time.Minute)
		try("anna", "192.0.2.1", 2*time.Minute, true)
		check("anna", "192.0.2.1", 0, [2]int{0, 2}, 0)
	})
}

func TestTheReadingPositionIsPersonal(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		p1, p2 := documents.DigestOf(nil, []byte("1")), documents.DigestOf(nil, []byte("2"))
		if err := b.MarkRead(t.Context(), "p-anna", "d", []documents.Digest{p1}, noon); err != nil {
			t.Fatal(err)
		}
		if err := b.MarkRead(t.Context(), "p-anna", "d", []documents.Digest{p2, p1}, noon); err != nil {
			t.Fatal(err)
		}
		if got, err := b.LastRead(t.Context(), "p-anna", "d"); err != nil || !slices.Equal(got, []documents.Digest{p2, p1}) {
			t.Errorf("got %v %v", got, err)
		}
		if got, err := b.LastRead(t.Context(), "p-bert", "d"); err != nil || got != nil {
			t.Errorf("who never read: %v %v", got, err)
		}
	})
}

func TestTheReadLogTellsWhoSawWhat(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		p := documents.DigestOf(nil, []byte("p"))
		lines := []Reading{
			{At: noon, Person: "p-anna", Session: "s1", Address: "192.0.2.1", Dossier: "d1", Paper: p, Action: "open", Result: "ok"},
			{At: noon.Add(time.Second), Person: "p-bert", Session: "s2", Address: "2001:db8::1", Dossier: "d1", Action: "download", Result: "ok"},
			{At: noon.Add(2 * time.Second), Person: "p-bert", Session: "s2", Address: "2001:db8::1", Dossier: "d2", Action: "open", Result: "refused"},
			{At: noon.Add(3 * time.Second), Person: "p-anna", Session: "s1", Address: "192.0.2.1", Action: "search", Result: "ok"},
		}
		if err := b.LogReading(t.Context(), lines[0]); err != nil {
			t.Fatal(err)
		}
		if err := b.LogReading(t.Context(), lines[1:]...); err != nil {
			t.Fatal(err)
		}
		for i := range 8 { // long after what the lists below ask for
			r := Reading{At: noon.Add(2 * time.Hour), Person: "p-dirk", Dossier: workflow.DossierID([]string{"d1", "d2"}[i%2]), Paper: []documents.Digest{p, {}}[i/2%2], Action: "open", Result: "ok"}
			if err := b.LogReading(t.Context(), r); err != nil {
				t.Fatal(err)
			}
		}
		tests := []struct {
			why      string
			from, to time.Duration
			dossier  workflow.DossierID
			person   workflow.PersonID
			want     []Reading
		}{
			{"everything", 0, time.Hour, "", "", lines},
			{"the end is not included", 0, 3 * time.Second, "", "", lines[:3]},
			{"a dossier", 0, time.Hour, "d1", "", lines[:2]},
			{"a person", time.Second, time.Hour, "", "p-anna", lines[3:]},
			{"a person in a dossier", 0, time.Hour, "d1", "p-bert", lines[1:2]},
			{"nothing", time.Hour, 2*time.Hour - 1, "", "", nil},
		}
		for _, tt := range tests {
			var got []Reading
			err := b.ReadLog(t.Context(), noon.Add(tt.from), noon.Add(tt.to), tt.dossier, tt.person, func(r Reading) error {
				got = append(got, r)
				return nil
			})
			if err != nil || !reflect.DeepEqual(got, tt.want) {
				t.Errorf("%s: %+v %v", tt.why, got, err)
			}
		}
		for _, tt := range []struct {
			why    string
			person workflow.PersonID
			from   time.Duration
			most   int
			want   int
		}{
			{"one paper, and a search and a refusal that are none", "p-anna", 0, 9, 1},
			{"before the moment does not count", "p-anna", time.Second / 2, 9, 0},
			{"no further than asked", "p-dirk", 0, 3, 3},
			{"a paper that is read again is one", "p-dirk", 0, 9, 4},
		} {
			if n, err := b.DifferentReadings(t.Context(), tt.person, noon.Add(tt.from), tt.most); err != nil || n != tt.want {
				t.Errorf("%s: %d %v", tt.why, n, err)
			}
		}
		full := errors.New("full")
		if err := b.ReadLog(t.Context(), noon, noon.Add(time.Hour), "", "", func(Reading) error { return full }); !errors.Is(err, full) {
			t.Errorf("who takes stops: %v", err)
		}
		unguarded(t, b, b.write, `UPDATE readings SET person = 'p-carl' WHERE person = 'p-bert'`)
		var damaged *Damaged
		if err := b.ReadLog(t.Context(), noon, noon.Add(time.Hour), "", "", func(Reading) error { return nil }); !errors.As(err, &damaged) {
			t.Errorf("a line that was changed: %v", err)
		}
	})
}

// TestPartsOfTheReadLogTogetherAreTheWhole cuts a log that two nodes wrote, one
// with a clock that is behind, and that has many lines of one moment.
func TestPartsOfTheReadLogTogetherAreTheWhole(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		var lines []Reading
		for i := range 600 {
			at := noon.Add(time.Duration(i) * time.Second)
			switch {
			case i%7 == 0:
				at = at.Add(-9 * time.Second)
			case i >= 200 && i < 300:
				at = noon.Add(200 * time.Second)
			}
			lines = append(lines, Reading{At: at, Person: workflow.PersonID(fmt.Sprint("p-", i)), Action: "open", Result: "ok"})
		}
		if err := b.LogReading(t.Context(), lines...); err != nil {
			t.Fatal(err)
		}
		read := func(from, to time.Time) []Reading {
			var got []Reading
			err := b.ReadLog(t.Context(), from, to, "", "", func(r Reading) error { got = append(got, r); return nil })
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		for _, tt := range []struct {
			why      string
			from, to time.Duration
			lines    int64
			atLeast  int // cuts
		}{
			{"all", -time.Hour, time.Hour, 20, 24},
			{"one line each", -time.Hour, time.Hour, 1, 440},
			{"no line each is one", -time.Hour, time.Hour, 0, 440},
			{"more than there are", -time.Hour, time.Hour, 1000, 0},
			{"a period within", 100 * time.Second, 400 * time.Second, 20, 9},
			{"nothing", time.Hour, 2 * time.Hour, 20, 0},
		} {
			from, to := noon.Add(tt.from), noon.Add(tt.to)
			cuts, err := b.CutReadLog(t.Context(), from, to, tt.lines)
			if err != nil || len(cuts) < tt.atLeast {
				t.Errorf("%s: %d cuts, %v", tt.why, len(cuts), err)
			}
			var parts []Reading
			begin := from
			for _, cut := range append(cuts, to) {
				if !cut.After(begin) {
					t.Errorf("%s: %v comes after %v", tt.why, cut, begin)
				}
				parts = append(parts, read(begin, cut)...)
				begin = cut
			}
			if whole := read(from, to); !reflect.DeepEqual(parts, whole) {
				t.Errorf("%s: %d lines in parts, %d in all", tt.why, len(parts), len(whole))
			}
		}
	})
}
