package journal

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
)

var (
	beheer  = workflow.Seat{Role: workflow.RoleBeheerder}
	codeOne = strings.Repeat("c", 20)
)

// begun is a book in which the first administrator came in.
func begun(t testing.TB, dsn string) *Book {
	t.Helper()
	b := open(t, dsn)
	_, err := b.Take(t.Context(), Measure{At: noon, By: "p-tom", Kind: InstallationBegun, On: Subject{Person: "p-tom", Organisation: "vws"}, Empty: true,
		Organisations: []Organisation{{ID: "vws", Name: "Ministerie van VWS"}}, Persons: []Person{{ID: "p-tom", Name: "Tom"}},
		Accounts: []Account{{Login: "Tom", PasswordHash: "$x", Person: "p-tom"}}, Seats: map[workflow.PersonID][]workflow.Seat{"p-tom": {beheer}}})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAMeasureWritesItsRowsAndItsEntryOrNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := begun(t, dsn)
		ctx := t.Context()
		m := Measure{At: noon, By: "p-tom", Kind: PersonAdded, On: Subject{Person: "p-anna", Seats: []workflow.Seat{dicio}},
			Free: []string{"anna"}, Persons: []Person{{ID: "p-anna", Name: "Anna"}}, Accounts: []Account{{Login: "anna", Person: "p-anna"}},
			Seats:    map[workflow.PersonID][]workflow.Seat{"p-anna": {dicio}},
			NewCodes: []Code{{Code: codeOne, Purpose: "password", Person: "p-anna", Login: "anna", Created: noon, Expires: noon.Add(time.Hour)}}}
		if _, err := b.Take(ctx, m); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Take(ctx, m); !errors.Is(err, ErrTaken) {
			t.Errorf("a login that is taken: %v", err)
		}
		if _, err := b.Take(ctx, Measure{At: noon, By: "p-eve", Kind: InstallationBegun, Empty: true, Persons: []Person{{ID: "p-eve", Name: "Eve"}}}); !errors.Is(err, ErrTaken) {
			t.Errorf("a second first administrator: %v", err)
		}
		if _, err := b.Person(ctx, "p-eve"); !errors.Is(err, ErrNotFound) {
			t.Errorf("a measure that was refused wrote a person: %v", err)
		}
		all, err := b.Measures(ctx, 0, 10)
		if err != nil || len(all) != 2 || all[0].Kind != PersonAdded || all[1].Kind != InstallationBegun || all[0].By != "p-tom" || !reflect.DeepEqual(all[0].On, m.On) || !all[0].At.Equal(noon) {
			t.Errorf("measures %+v %v", all, err)
		}
		if older, err := b.Measures(ctx, 2, 10); err != nil || len(older) != 1 || older[0].Seq != 1 {
			t.Errorf("the page before: %+v %v", older, err)
		}
		if r := verified(t, b); !r.OK() || r.Entries != 2 {
			t.Errorf("verify: %+v", r)
		}
	})
}

func TestMeasuresAndDossiersShareOneLedger(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := begun(t, dsn)
		ctx := t.Context()
		before, err := b.Checkpoint(ctx)
		if err != nil {
			t.Fatal(err)
		}
		start(t, b, "p-anna", "een nota")
		if _, err := b.Take(ctx, Measure{At: noon, By: "p-tom", Kind: OrganisationSet, On: Subject{Organisation: "jenv"}, Organisations: []Organisation{{ID: "jenv", Name: "JenV"}}}); err != nil {
			t.Fatal(err)
		}
		start(t, b, "p-anna", "nog een nota")
		if r := verified(t, b); !r.OK() || r.Dossiers != 2 {
			t.Errorf("verify: %+v", r)
		}
		if err := b.CheckCheckpoint(ctx, before); err != nil {
			t.Errorf("against the checkpoint before: %v", err)
		}
		if _, err := b.Load(ctx, ""); err == nil {
			t.Error("the measures can be loaded as a dossier")
		}
		if err := b.Append(ctx, "", 0, Batch{Salt: make([]byte, 16), Entries: []Entry{{At: noon, By: "p-eve", Event: workflow.Opened{}}}}); err == nil {
			t.Error("an event of a dossier was written among the measures")
		}
	})
}

func TestTheLastInASeatStays(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := begun(t, dsn)
		ctx := t.Context()
		close := Measure{At: noon, By: "p-tom", Kind: AccessClosed, Held: &beheer, Closed: []workflow.PersonID{"p-tom"}}
		unseat := Measure{At: noon, By: "p-tom", Kind: SeatsSet, Held: &beheer, Seats: map[workflow.PersonID][]workflow.Seat{"p-tom": {dicio}}}
		for name, m := range map[string]Measure{"closed": close, "another seat": unseat} {
			if _, err := b.Take(ctx, m); !errors.Is(err, ErrLast) {
				t.Errorf("%s: %v", name, err)
			}
		}
		// A second one who cannot come in does not count; one who can does.
		second := Measure{At: noon, By: "p-tom", Kind: PersonAdded, Persons: []Person{{ID: "p-ann", Name: "Ann"}}, Accounts: []Account{{Login: "ann", Person: "p-ann", Disabled: true}},
			Seats: map[workflow.PersonID][]workflow.Seat{"p-ann": {beheer}}}
		if _, err := b.Take(ctx, second); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Take(ctx, unseat); !errors.Is(err, ErrLast) {
			t.Errorf("with a second one who was shut out: %v", err)
		}
		open := Measure{At: noon, By: "p-tom", Kind: AccessOpened, Opened: []workflow.PersonID{"p-ann"}, Passwords: map[string]string{"Ann": "$nieuw"}}
		if _, err := b.Take(ctx, open); err != nil {
			t.Fatal(err)
		}
		if a, err := b.Account(ctx, "ann"); err != nil || a.Disabled || a.PasswordHash != "$nieuw" {
			t.Errorf("opened: %+v %v", a, err)
		}
		if _, err := b.Take(ctx, unseat); err != nil {
			t.Errorf("with a second one: %v", err)
		}
	})
}

func TestOfManyWhoTakeTheSameOneSucceeds(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := begun(t, dsn)
		if err := b.KeepCode(t.Context(), Code{Code: codeOne, Purpose: "password", Person: "p-tom", Created: noon, Expires: noon.Add(time.Hour)}); err != nil {
			t.Fatal(err)
		}
		if err := b.KeepCode(t.Context(), Code{Code: codeOne, Purpose: "second", Person: "p-anna", Created: noon, Expires: noon.Add(2 * time.Hour)}); !errors.Is(err, ErrSpent) {
			t.Errorf("a code that was kept before: %v", err)
		}
		var wg sync.WaitGroup
		var mu sync.Mutex
		won := map[string]int{}
		count := func(what string, err error, lost error) {
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won[what]++
			} else if !errors.Is(err, lost) {
				t.Errorf("%s: %v", what, err)
			}
		}
		for i := range 8 {
			wg.Go(func() {
				_, err := b.Spend(context.Background(), Spending{Code: codeOne, Purpose: "password", At: noon})
				count("code", err, ErrSpent)
				id := workflow.PersonID("p-" + string(rune('a'+i)))
				_, err = b.Take(context.Background(), Measure{At: noon, By: "p-tom", Kind: PersonAdded, Free: []string{"nieuw"}, Persons: []Person{{ID: id, Name: "N"}}, Accounts: []Account{{Login: "nieuw", Person: id}}})
				count("login", err, ErrTaken)
			})
		}
		wg.Wait()
		if won["code"] != 1 || won["login"] != 1 {
			t.Errorf("who succeeded: %v", won)
		}
		if r := verified(t, b); !r.OK() {
			t.Errorf("verify: %v", r.Faults)
		}
	})
}

func TestACodeIsGoodOnceForItsPurposeAndPersonUntilItExpires(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		ctx := t.Context()
		if err := b.KeepCode(ctx, Code{Code: codeOne, Purpose: "password", Person: "p-anna", Login: "anna", Created: noon, Expires: noon.Add(time.Hour)}); err != nil {
			t.Fatal(err)
		}
		good := Spending{Code: codeOne, Purpose: "password", Person: "p-anna", At: noon}
		for name, s := range map[string]Spending{
			"another code":    {Code: codeOne + "x", Purpose: "password", At: noon},
			"another purpose": {Code: codeOne, Purpose: "first", At: noon},
			"another person":  {Code: codeOne, Purpose: "password", Person: "p-bert", At: noon},
			"too late":        {Code: codeOne, Purpose: "password", At: noon.Add(time.Hour)},
		} {
			if _, err := b.Spend(ctx, s); !errors.Is(err, ErrSpent) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if c, err := b.LookUp(ctx, good); err != nil || c.Login != "anna" || c.Code != "" {
			t.Errorf("looked up: %+v %v", c, err)
		}
		if n, err := b.Codes(ctx, "p-anna", "password", noon); n != 1 || err != nil {
			t.Errorf("%d codes: %v", n, err)
		}
		if _, err := b.Spend(ctx, good); err != nil {
			t.Errorf("the first use: %v", err)
		}
		if _, err := b.Spend(ctx, good); !errors.Is(err, ErrSpent) {
			t.Errorf("the second use: %v", err)
		}
	})
}

func TestSettingsKeepEveryVersionAndTheNewestIsInForce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := begun(t, dsn)
		ctx := t.Context()
		load := func(kind, name, text string) int64 {
			n, err := b.Take(ctx, Measure{At: noon, By: "p-tom", Kind: SettingLoaded, On: Subject{Setting: kind, Name: name}, Setting: &Setting{Kind: kind, Name: name, Bytes: []byte(text)}})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		if n, err := b.SettingsN(ctx); n != 0 || err != nil {
			t.Errorf("newest of none: %d %v", n, err)
		}
		load("routes", "vws", "een")
		load("policy", "", "beleid")
		n := load("routes", "vws", "twee")
		if newest, err := b.SettingsN(ctx); newest != n || n != 3 || err != nil {
			t.Errorf("newest %d, want %d: %v", newest, n, err)
		}
		now, err := b.InForce(ctx)
		if err != nil || len(now) != 2 || string(now[1].Bytes) != "twee" || now[1].By != "p-tom" || !now[1].At.Equal(noon) {
			t.Errorf("in force: %+v %v", now, err)
		}
		if all, err := b.Settings(ctx, "routes", "vws"); err != nil || len(all) != 2 || string(all[1].Bytes) != "een" {
			t.Errorf("all: %+v %v", all, err)
		}
		if taken, err := b.Measures(ctx, 0, 1); err != nil || taken[0].On.N != n {
			t.Errorf("the ledger names no number: %+v %v", taken, err)
		}
	})
}

func TestFactorsMoveOnAndNeverBack(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := begun(t, dsn)
		ctx := t.Context()
		f := Factor{ID: "f-1", Person: "p-tom", Kind: "totp", Name: "Telefoon", Secret: []byte{1, 2, 3}, Created: noon}
		if _, err := b.Take(ctx, Measure{At: noon, By: "p-tom", Kind: FactorAdded, On: Subject{Person: "p-tom", Factor: "totp"}, Factors: []Factor{f}}); err != nil {
			t.Fatal(err)
		}
		if err := b.UseFactor(ctx, "f-1", 10, nil, noon); err != nil {
			t.Fatal(err)
		}
		for _, c := range []int64{10, 9} {
			if err := b.UseFactor(ctx, "f-1", c, nil, noon); !errors.Is(err, ErrSpent) {
				t.Errorf("counter %d after 10: %v", c, err)
			}
		}
		if all, err := b.Factors(ctx, "p-tom"); err != nil || len(all) != 1 || all[0].Counter != 10 || !bytes.Equal(all[0].Secret, f.Secret) || !all[0].Used.Equal(noon) {
			t.Errorf("factors %+v %v", all, err)
		}
		if _, err := b.Take(ctx, Measure{At: noon, By: "p-tom", Kind: FactorRemoved, On: Subject{Person: "p-tom", Factor: "totp"}, NoFactors: []string{"f-1"}}); err != nil {
			t.Fatal(err)
		}
		if err := b.UseFactor(ctx, "f-1", 11, nil, noon); !errors.Is(err, ErrNotFound) {
			t.Errorf("one that was removed: %v", err)
		}
	})
}

func TestWhoIsShutOutOrJoinedLosesSessionsAndSeats(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := begun(t, dsn)
		ctx := t.Context()
		session := func(p workflow.PersonID) (string, Session) {
			token, s, err := b.NewSession(ctx, Session{Person: p, Login: string(p), Created: noon, Expires: noon.Add(time.Hour)})
			if err != nil {
				t.Fatal(err)
			}
			return token, s
		}
		one, _ := session("p-tom")
		two, kept := session("p-tom")
		if err := b.Prove(ctx, kept.ID, Proof{Strength: "second", At: noon}); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Take(ctx, Measure{At: noon, By: "p-tom", Kind: PasswordSet, On: Subject{Person: "p-tom"}, SignedOut: []workflow.PersonID{"p-tom"}, Except: kept.ID}); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Session(ctx, one, noon); !errors.Is(err, ErrNotFound) {
			t.Errorf("the other session: %v", err)
		}
		if _, err := b.Session(ctx, two, noon); err != nil {
			t.Errorf("the session that stays: %v", err)
		}
		if p, err := b.Proof(ctx, kept.ID); err != nil || p.Strength != "second" || !p.At.Equal(noon) {
			t.Errorf("proof %+v %v", p, err)
		}
		if p, err := b.Proof(ctx, "geen"); err != nil || p != (Proof{}) {
			t.Errorf("no proof: %+v %v", p, err)
		}

		w := workflow.Waarneming{Seat: dicio, Namens: "p-tom", From: documents.Date{Year: 2026, Month: 4, Day: 20}, Until: documents.Date{Year: 2026, Month: 4, Day: 24}}
		if _, err := b.Take(ctx, Measure{At: noon, By: "p-tom", Kind: PersonAdded, Persons: []Person{{ID: "p-tom2", Name: "Tom"}}, Accounts: []Account{{Login: "tom2", PasswordHash: "$y", Person: "p-tom2"}},
			Seats: map[workflow.PersonID][]workflow.Seat{"p-tom2": {dicio}}, Waarnemings: map[workflow.PersonID]workflow.Waarneming{"p-tom2": w}}); err != nil {
			t.Fatal(err)
		}
		if all, err := b.StandInsFrom(ctx, w.Until); err != nil || len(all) != 1 || all[0].Person != "p-tom2" {
			t.Errorf("stand-ins %+v %v", all, err)
		}
		if _, err := b.Take(ctx, Measure{At: noon, By: "p-tom", Kind: PersonsJoined, On: Subject{Person: "p-tom", Other: "p-tom2"}, Joined: map[workflow.PersonID]workflow.PersonID{"p-tom2": "p-tom"}}); err != nil {
			t.Fatal(err)
		}
		seats, err := b.AllSeats(ctx)
		accounts, err2 := b.AllAccounts(ctx)
		standing, err3 := b.StandInsFrom(ctx, w.From)
		if errors.Join(err, err2, err3) != nil || len(accounts["p-tom"]) != 2 || len(accounts["p-tom2"]) != 0 || !slices.Equal(seats["p-tom"], []workflow.Seat{beheer}) || len(seats["p-tom2"]) != 0 || len(standing) != 0 {
			t.Errorf("after joining: accounts %v seats %v standing in %v: %v", accounts, seats, standing, errors.Join(err, err2, err3))
		}
		if r := verified(t, b); !r.OK() {
			t.Errorf("verify: %v", r.Faults)
		}
	})
}

func TestARestoreBringsMeasuresAndSettingsAndNobodyIsSignedIn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := begun(t, dsn)
		ctx := t.Context()
		_, err := b.Take(ctx, Measure{At: noon, By: "p-tom", Kind: SettingLoaded, On: Subject{Setting: "policy"}, Setting: &Setting{Kind: "policy", Bytes: []byte("beleid")},
			Factors: []Factor{{ID: "f", Person: "p-tom", Kind: "totp", Name: "x", Secret: []byte{9}, Created: noon}}})
		if err != nil {
			t.Fatal(err)
		}
		if err := b.KeepCode(ctx, Code{Code: codeOne, Purpose: "second", Person: "p-tom", Created: noon, Expires: noon.Add(time.Hour)}); err != nil {
			t.Fatal(err)
		}
		into := "sqlite:" + filepath.Join(t.TempDir(), "terug.db")
		if err := Restore(ctx, into, bytes.NewReader(backup(t, b)), Options{}); err != nil {
			t.Fatal(err)
		}
		again := open(t, into)
		all, err := again.Measures(ctx, 0, 10)
		now, err2 := again.InForce(ctx)
		fs, err3 := again.Factors(ctx, "p-tom")
		if errors.Join(err, err2, err3) != nil || len(all) != 2 || len(now) != 1 || len(fs) != 1 {
			t.Errorf("restored: %d measures, %d settings, %d factors: %v", len(all), len(now), len(fs), errors.Join(err, err2, err3))
		}
		if _, err := again.LookUp(ctx, Spending{Code: codeOne, Purpose: "second", At: noon}); !errors.Is(err, ErrSpent) {
			t.Errorf("a code lives after a restore: %v", err)
		}
		if r := verified(t, again); !r.OK() {
			t.Errorf("verify: %v", r.Faults)
		}
	})
}

func TestAMeasureThatIsNotPlainIsRefused(t *testing.T) {
	t.Parallel()
	b := begun(t, "sqlite:"+filepath.Join(t.TempDir(), "paraaf.db"))
	for name, m := range map[string]Measure{
		"nobody":       {At: noon, Kind: PersonAdded},
		"no time":      {By: "p", Kind: PersonAdded},
		"unknown kind": {At: noon, By: "p", Kind: "Iets"},
		"line end":     {At: noon, By: "p", Kind: PersonAdded, Persons: []Person{{ID: "p", Name: "a\nb"}}},
		"too large":    {At: noon, By: "p", Kind: SettingLoaded, Setting: &Setting{Kind: "policy", Bytes: make([]byte, MaxSetting+1)}},
		"short code":   {At: noon, By: "p", Kind: PasswordLinkMade, NewCodes: []Code{{Code: "kort", Purpose: "password", Created: noon, Expires: noon.Add(1)}}},
		"backwards":    {At: noon, By: "p", Kind: WaarnemingSet, Waarnemings: map[workflow.PersonID]workflow.Waarneming{"p": {Seat: dicio, Namens: "q", From: documents.Date{Year: 2026, Month: 2, Day: 2}, Until: documents.Date{Year: 2026, Month: 2, Day: 1}}}},
	} {
		if _, err := b.Take(t.Context(), m); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if all, err := b.Measures(t.Context(), 0, 10); err != nil || len(all) != 1 {
		t.Errorf("%d measures: %v", len(all), err)
	}
}
