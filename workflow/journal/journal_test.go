package journal

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal/postgrestest"
)

var noon = time.Date(2026, 4, 22, 12, 0, 0, 0, time.UTC)

// onBoth holds a rule against both databases, each with a fresh place to write.
func onBoth(t *testing.T, rule func(t *testing.T, dsn string)) {
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		rule(t, "sqlite:"+filepath.Join(t.TempDir(), "paraaf.db"))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		rule(t, postgrestest.DSN(t))
	})
}

// onBothInTurn is onBoth for rules that compare the two.
func onBothInTurn(t *testing.T, rule func(t *testing.T, dsn string)) {
	t.Run("sqlite", func(t *testing.T) { rule(t, "sqlite:"+filepath.Join(t.TempDir(), "paraaf.db")) })
	t.Run("postgres", func(t *testing.T) { rule(t, postgrestest.DSN(t)) })
}

func open(t testing.TB, dsn string) *Book { t.Helper(); return openWith(t, dsn, Options{}) }

func openWith(t testing.TB, dsn string, o Options) *Book {
	t.Helper()
	if o.Clock == nil {
		o.Clock = func() time.Time { return noon }
	}
	b, err := Open(t.Context(), dsn, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

// two opens the book twice, as two nodes do.
func two(t testing.TB, dsn string) (*Book, *Book) {
	t.Helper()
	return openWith(t, dsn, Options{shared: true}), openWith(t, dsn, Options{shared: true})
}

// paper makes a paper of a text.
func paper(t testing.TB, b *Book, soort documents.Soort, text string) Paper {
	t.Helper()
	salt, err := b.NewSalt()
	if err != nil {
		t.Fatal(err)
	}
	return Paper{Digest: documents.DigestOf(salt, []byte(text)), Salt: salt, Bytes: []byte(text), Soort: soort}
}

func stamp(by workflow.PersonID) workflow.Stamp { return workflow.Stamp{By: by, At: noon} }

var (
	dicio = workflow.Seat{Role: workflow.RoleDirectie, Organisation: "vws.dicio"}
)

// opened is a batch that opens a dossier with a nota, as the desk writes it.
func opened(t testing.TB, b *Book, opsteller workflow.PersonID, onderwerp string) Batch {
	t.Helper()
	salt, err := b.NewSalt()
	if err != nil {
		t.Fatal(err)
	}
	nota := paper(t, b, documents.SoortNota, "Aan de minister\n"+onderwerp)
	subject := paper(t, b, "onderwerp", onderwerp)
	kenmerk := paper(t, b, "kenmerk", "4377464-1097773-DICIO")
	text := onderwerp
	return Batch{
		Salt:   salt,
		Papers: []Paper{nota, subject, kenmerk},
		Entries: []Entry{{At: noon, By: opsteller, Event: workflow.Opened{Stamp: stamp(opsteller), Kind: workflow.TerBeslissing,
			Papers: workflow.Papers{{ID: "nota", Soort: documents.SoortNota, Digest: nota.Digest}}}}},
		Summary: Summary{Phase: workflow.Concept, Kind: workflow.TerBeslissing, Opsteller: opsteller, Organisation: "vws.dicio",
			Onderwerp: subject.Digest, Kenmerk: kenmerk.Digest, Deadline: documents.Date{Year: 2026, Month: 4, Day: 20}, Since: noon,
			Involved: Involved{Seats: []workflow.Seat{dicio}, Persons: []workflow.PersonID{opsteller}}},
		Text: &text,
	}
}

// start opens a dossier and gives its id.
func start(t testing.TB, b *Book, opsteller workflow.PersonID, onderwerp string) workflow.DossierID {
	t.Helper()
	id, err := b.NewDossierID()
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Append(t.Context(), id, 0, opened(t, b, opsteller, onderwerp)); err != nil {
		t.Fatal(err)
	}
	return id
}

// submitted is a batch that brings a dossier before the directie.
func submitted(s Summary, by workflow.PersonID, round int) Batch {
	s.Phase, s.Round, s.Since = workflow.InLine, round, noon
	s.Awaiting = []Waiting{{Station: "directie", Role: dicio.Role, Organisation: dicio.Organisation, Since: noon}}
	return Batch{Summary: s, Entries: []Entry{{At: noon, By: by,
		Event: workflow.Submitted{Stamp: stamp(by), Round: round, On: documents.DigestOf(nil, []byte("p1"))}}}}
}

func summaryOf(opsteller workflow.PersonID) Summary {
	return Summary{Phase: workflow.Concept, Kind: workflow.TerBeslissing, Opsteller: opsteller, Organisation: "vws.dicio", Since: noon,
		Involved: Involved{Seats: []workflow.Seat{dicio}, Persons: []workflow.PersonID{opsteller}}}
}

func TestWhatWasAppendedIsLoaded(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		ctx := t.Context()
		id, err := b.NewDossierID()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Load(ctx, id); !errors.Is(err, ErrNotFound) {
			t.Fatalf("a dossier that was never opened: %v", err)
		}
		batch := opened(t, b, "p-anna", "Wachttijden")
		if err := b.Append(ctx, id, 0, batch); err != nil {
			t.Fatal(err)
		}
		if err := b.Append(ctx, id, 1, submitted(batch.Summary, "p-anna", 1)); err != nil {
			t.Fatal(err)
		}
		h, err := b.Load(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if h.ID != id || h.Seq != 2 || !slices.Equal(h.Salt, batch.Salt) || len(h.Entries) != 2 {
			t.Fatalf("history %+v", h)
		}
		first := h.Entries[0]
		if first.Seq != 1 || first.By != "p-anna" || !first.At.Equal(noon) || len(first.ID) != 26 || !reflect.DeepEqual(first.Event, batch.Entries[0].Event) {
			t.Errorf("first entry %+v", first)
		}
		if batch.Entries[0].Seq != 0 || batch.Entries[0].ID != "" {
			t.Error("Append changed what the caller holds")
		}
		for _, p := range batch.Papers {
			got, err := b.Paper(ctx, p.Digest)
			if err != nil || !reflect.DeepEqual(got, p) {
				t.Errorf("paper %s: %v", p.Soort, err)
			}
		}
		if _, err := b.Paper(ctx, documents.DigestOf(nil, nil)); !errors.Is(err, ErrNotFound) {
			t.Errorf("a paper that was never stored: %v", err)
		}
	})
}

func TestAppendComparesWhatWasSeen(t *testing.T) {
	t.Parallel()
	tests := []struct {
		why   string
		after int
		want  error
	}{
		{"opening again what was opened", 0, ErrStale},
		{"an older state than the last", 1, ErrStale},
		{"the last state", 2, nil},
		{"a state that is yet to come", 3, ErrStale},
	}
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		for _, tt := range tests {
			id := start(t, b, "p-anna", "x")
			batch := submitted(summaryOf("p-anna"), "p-anna", 1)
			if err := b.Append(t.Context(), id, 1, batch); err != nil {
				t.Fatal(err)
			}
			batch.Salt = make([]byte, 16)
			if err := b.Append(t.Context(), id, tt.after, batch); !errors.Is(err, tt.want) {
				t.Errorf("%s: got %v, want %v", tt.why, err, tt.want)
			}
		}
		if err := b.Append(t.Context(), "never-opened", 1, submitted(summaryOf("p-anna"), "p-anna", 1)); !errors.Is(err, ErrNotFound) {
			t.Errorf("a dossier that was never opened: %v", err)
		}
	})
}

func TestOfTwentyWritersOneWins(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		one, other := two(t, dsn)
		id := start(t, one, "p-anna", "x")
		errs := make([]error, 20)
		var all sync.WaitGroup
		gun := make(chan struct{})
		for i := range errs {
			all.Go(func() {
				<-gun
				b := one
				if i%2 == 1 {
					b = other
				}
				errs[i] = b.Append(context.Background(), id, 1, submitted(summaryOf("p-anna"), workflow.PersonID(fmt.Sprint("p-", i)), 1))
			})
		}
		close(gun)
		all.Wait()
		won, stale := 0, 0
		for _, err := range errs {
			switch {
			case err == nil:
				won++
			case errors.Is(err, ErrStale):
				stale++
			default:
				t.Error(err)
			}
		}
		h, err := one.Load(t.Context(), id)
		if err != nil || won != 1 || stale != 19 || h.Seq != 2 {
			t.Errorf("%d won, %d stale, %d entries: %v", won, stale, h.Seq, err)
		}
	})
}

func TestFourHundredRoundsOfTwoNodesGiveNoDouble(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		one, other := two(t, dsn)
		id := start(t, one, "p-anna", "x")
		for round := 1; round <= 400; round++ {
			errs := make([]error, 2)
			var all sync.WaitGroup
			gun := make(chan struct{})
			for i, b := range []*Book{one, other} {
				all.Go(func() {
					<-gun
					errs[i] = b.Append(context.Background(), id, round, submitted(summaryOf("p-anna"), workflow.PersonID(fmt.Sprint("p-", i)), round))
				})
			}
			close(gun)
			all.Wait()
			if (errs[0] == nil) == (errs[1] == nil) || !errors.Is(errors.Join(errs...), ErrStale) {
				t.Fatalf("round %d: %v and %v", round, errs[0], errs[1])
			}
		}
		h, err := one.Load(t.Context(), id)
		if err != nil || h.Seq != 401 {
			t.Fatalf("%d entries: %v", h.Seq, err)
		}
		for i, e := range h.Entries[1:] {
			if e.Event.(workflow.Submitted).Round != i+1 {
				t.Fatalf("entry %d was made on another state", e.Seq)
			}
		}
	})
}

func TestFiftyCopiesOfOneRequestGiveOneEntryAndOneAnswer(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		one, other := two(t, dsn)
		id := start(t, one, "p-anna", "x")
		batch := submitted(summaryOf("p-anna"), "p-anna", 1)
		batch.Key = Key{Person: "p-anna", Key: "k1", Request: documents.DigestOf(nil, []byte("submit")), Answer: []byte("303 /dossiers")}
		errs := make([]error, 50)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() { errs[i] = []*Book{one, other}[i%2].Append(context.Background(), id, 1, batch) })
		}
		all.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else if !errors.Is(err, ErrRepeated) {
				t.Error(err)
			}
		}
		h, err := one.Load(t.Context(), id)
		if err != nil || won != 1 || h.Seq != 2 {
			t.Errorf("%d won, %d entries: %v", won, h.Seq, err)
		}
		got, ok, err := other.Answer(t.Context(), "p-anna", "k1")
		if err != nil || !ok || string(got.Body) != "303 /dossiers" || got.Request != batch.Key.Request {
			t.Errorf("answer %+v %v %v", got, ok, err)
		}
		batch.Key.Request = documents.DigestOf(nil, []byte("withdraw"))
		if err := one.Append(t.Context(), id, 2, batch); !errors.Is(err, ErrKeyReused) {
			t.Errorf("the same key with another request: %v", err)
		}
		batch.Key.Person = "p-bert"
		if err := one.Append(t.Context(), id, 2, batch); err != nil {
			t.Errorf("the same key of another person: %v", err)
		}
	})
}

func TestABatchStandsOrFallsAsAWhole(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		id := start(t, b, "p-anna", "x")
		if _, err := b.SaveDraft(t.Context(), id, "nota", 0, Draft{By: "p-anna", At: noon, Bytes: []byte("half")}); err != nil {
			t.Fatal(err)
		}
		p := paper(t, b, documents.SoortNota, "never")
		batch := submitted(summaryOf("p-anna"), "p-anna", 1)
		batch.Papers, batch.Emptied = []Paper{p}, map[workflow.PaperID]int{"nota": 1}
		batch.Notices = []Notice{{Kind: "turn", To: "p-bert"}}
		// Two stations of one name break a unique key after papers and entries were
		// written: nothing of it may stay.
		batch.Summary.Awaiting = append(batch.Summary.Awaiting, batch.Summary.Awaiting...)
		if err := b.Append(t.Context(), id, 1, batch); err == nil {
			t.Fatal("a batch that cannot be written was written")
		}
		if h, err := b.Load(t.Context(), id); err != nil || h.Seq != 1 {
			t.Errorf("entries: %d %v", h.Seq, err)
		}
		if _, err := b.Paper(t.Context(), p.Digest); !errors.Is(err, ErrNotFound) {
			t.Errorf("paper: %v", err)
		}
		if _, err := b.Draft(t.Context(), id, "nota"); err != nil {
			t.Errorf("draft: %v", err)
		}
		if jobs, err := b.Claim(t.Context(), "", noon, time.Minute, 10); err != nil || len(jobs) != 0 {
			t.Errorf("jobs: %v %v", jobs, err)
		}
		batch.Summary.Awaiting = batch.Summary.Awaiting[:1]
		if err := b.Append(t.Context(), id, 1, batch); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Draft(t.Context(), id, "nota"); !errors.Is(err, ErrNotFound) {
			t.Errorf("draft after it became a paper: %v", err)
		}
	})
}

func TestOneBadBatchDoesNotTakeItsGroupWithIt(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		const n = 40
		ids := make([]workflow.DossierID, n)
		for i := range ids {
			ids[i] = start(t, b, "p-anna", "x")
		}
		errs := make([]error, n)
		var all sync.WaitGroup
		for i, id := range ids {
			batch := submitted(summaryOf("p-anna"), "p-anna", 1)
			if i == n/2 {
				batch.Summary.Awaiting = append(batch.Summary.Awaiting, batch.Summary.Awaiting...)
			}
			all.Go(func() { errs[i] = b.Append(context.Background(), id, 1, batch) })
		}
		all.Wait()
		for i, err := range errs {
			if (err != nil) != (i == n/2) {
				t.Errorf("batch %d: %v", i, err)
			}
		}
	})
}

func TestAPaperThatIsNotItsDigestIsNotTaken(t *testing.T) {
	t.Parallel()
	b := open(t, "sqlite:"+filepath.Join(t.TempDir(), "paraaf.db"))
	batch := opened(t, b, "p-anna", "x")
	batch.Papers[0].Bytes = []byte("another")
	if err := b.Append(t.Context(), "d", 0, batch); err == nil || !strings.Contains(err.Error(), "digest") {
		t.Errorf("got %v", err)
	}
}

func TestDraftsAreComparedByVersion(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		d := Draft{Kind: "text", By: "p-anna", At: noon, Salt: []byte("salt"), Bytes: []byte("één")}
		steps := []struct {
			why     string
			version int
			want    error
		}{
			{"first", 0, nil},
			{"first again: somebody else started", 0, ErrStale},
			{"on what stands there", 1, nil},
			{"on what stood there", 1, ErrStale},
			{"on what is not there yet", 7, ErrStale},
		}
		for _, s := range steps {
			v, err := b.SaveDraft(t.Context(), "d", "nota", s.version, d)
			if !errors.Is(err, s.want) || (err == nil && v != s.version+1) {
				t.Errorf("%s: version %d, %v", s.why, v, err)
			}
		}
		got, err := b.Draft(t.Context(), "d", "nota")
		want := d
		want.Version = 2
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v %v", got, err)
		}
		d.Key = Key{Person: "p-anna", Key: "k", Request: documents.DigestOf(nil, []byte("save"))}
		if _, err := b.SaveDraft(t.Context(), "d", "nota", 2, d); err != nil {
			t.Error(err)
		}
		if _, err := b.SaveDraft(t.Context(), "d", "nota", 2, d); !errors.Is(err, ErrRepeated) {
			t.Errorf("the same request again: %v", err)
		}
		all, err := b.Drafts(t.Context(), "d")
		if err != nil || len(all) != 1 || all["nota"].Version != 3 {
			t.Errorf("all %+v %v", all, err)
		}
	})
}

func TestDraftsAreForgottenByTheirAge(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		for i, paper := range []workflow.PaperID{"nota", "brief"} {
			for _, id := range []workflow.DossierID{"d", "e"} {
				if _, err := b.SaveDraft(t.Context(), id, paper, 0, Draft{Kind: "text", By: "p-anna", At: noon.Add(time.Duration(i) * time.Second), Bytes: []byte("x")}); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, s := range []struct {
			why    string
			before time.Time
			want   int
		}{{"saved at the moment itself", noon, 2}, {"one is older", noon.Add(time.Second), 1}, {"both are", noon.Add(time.Hour), 0}} {
			if err := b.ForgetDrafts(t.Context(), "d", s.before); err != nil {
				t.Fatal(err)
			}
			if left, err := b.Drafts(t.Context(), "d"); err != nil || len(left) != s.want {
				t.Errorf("%s: %d are left (%v), want %d", s.why, len(left), err, s.want)
			}
		}
		if others, err := b.Drafts(t.Context(), "e"); err != nil || len(others) != 2 {
			t.Errorf("of another dossier %d are left (%v)", len(others), err)
		}
	})
}

func TestNoTextIsLostBetweenSavingAndFreezing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		id := start(t, b, "p-anna", "x")
		save := func(version, after int) error {
			_, err := b.SaveDraft(t.Context(), id, "nota", version, Draft{By: "p-anna", At: noon, Bytes: []byte("half"), After: after})
			return err
		}
		freeze := func(after, version int) error {
			batch := submitted(summaryOf("p-anna"), "p-anna", 1)
			batch.Emptied = map[workflow.PaperID]int{"nota": version}
			return b.Append(t.Context(), id, after, batch)
		}
		if err := save(0, 1); err != nil {
			t.Fatal(err)
		}
		if err := freeze(1, 0); !errors.Is(err, ErrStale) {
			t.Errorf("froze over a text it had not read: %v", err)
		}
		if err := freeze(1, 1); err != nil {
			t.Fatal(err)
		}
		if err := save(0, 1); !errors.Is(err, ErrStale) {
			t.Errorf("saved over papers that had moved on: %v", err)
		}
	})
}

func TestASecondProgramOnTheSameFileIsRefused(t *testing.T) {
	t.Parallel()
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "paraaf.db")
	b := open(t, dsn)
	var inUse *InUse
	if _, err := Open(t.Context(), dsn, Options{}); !errors.As(err, &inUse) || !strings.Contains(err.Error(), "al in gebruik") {
		t.Fatalf("got %v", err)
	}
	id := start(t, b, "p-anna", "x")
	reader := openWith(t, dsn, Options{ReadOnly: true})
	if _, err := reader.Load(t.Context(), id); err != nil {
		t.Errorf("reading beside it: %v", err)
	}
	if err := reader.Append(t.Context(), id, 1, submitted(summaryOf("p-anna"), "p-anna", 1)); err == nil {
		t.Error("a book opened for reading wrote")
	}
}

func TestAnOlderProgramRefusesANewerSchema(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		if _, err := b.write.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (900, $1)`, true); err != nil {
			t.Fatal(err)
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		var newer *NewerSchema
		for _, readOnly := range []bool{false, true} {
			if _, err := Open(t.Context(), dsn, Options{ReadOnly: readOnly}); !errors.As(err, &newer) || newer.Have != 900 || newer.Known != knownSchema() {
				t.Errorf("read only %v: %v", readOnly, err)
			}
		}
		if _, err := Migrate(t.Context(), dsn, true, Options{}); !errors.As(err, &newer) {
			t.Errorf("migrate: %v", err)
		}
	})
}

func TestMigrateSaysWhatItWouldDoAndDoesNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		for range 2 {
			plan, err := Migrate(t.Context(), dsn, true, Options{})
			if err != nil || plan.Have != 0 || plan.Known != knownSchema() || len(plan.Steps) != len(schemaNames()) {
				t.Fatalf("dry: %+v %v", plan, err)
			}
		}
		if plan, err := Migrate(t.Context(), dsn, false, Options{}); err != nil || plan.Have != 0 {
			t.Fatalf("done: %+v %v", plan, err)
		}
		if plan, err := Migrate(t.Context(), dsn, true, Options{}); err != nil || plan.Have != knownSchema() || len(plan.Steps) != 0 {
			t.Errorf("after: %+v %v", plan, err)
		}
	})
}

func TestTheSchemaIsNumberedForBoth(t *testing.T) {
	t.Parallel()
	for i, name := range schemaNames() {
		if versionOf(name) != int64(i+1) {
			t.Errorf("step %d is %s", i+1, name)
		}
	}
}

// Papers and passwords go to another machine over TLS with a checked name, or not
// at all; the address itself is not repeated, for it may hold a password.
func TestADatabaseElsewhereIsSpokenToOverCheckedTLSOnly(t *testing.T) {
	t.Parallel()
	login := func(dsn string) string { return strings.Replace(dsn, "WHO@", "paraaf:geheim@", 1) }
	for _, c := range []struct {
		why, dsn string
		good     bool
	}{
		{"a socket", "postgres://paraaf@/paraaf?host=/run/postgresql", true},
		{"this machine", "postgres://WHO@127.0.0.1/paraaf", true},
		{"this machine, by name", "postgres://WHO@localhost/paraaf?sslmode=disable", true},
		{"nothing said: pgx would fall back", "postgres://WHO@db.example/paraaf", false},
		{"switched off", "postgres://WHO@db.example/paraaf?sslmode=disable", false},
		{"encrypted to whoever answers", "postgres://WHO@db.example/paraaf?sslmode=require", false},
		{"of a good house, of any name", "postgres://WHO@db.example/paraaf?sslmode=verify-ca", false},
		{"checked", "postgres://WHO@db.example/paraaf?sslmode=verify-full", true},
		{"the second of two is elsewhere", "postgres://WHO@/paraaf?host=127.0.0.1,db.example", false},
		{"both checked", "postgres://WHO@/paraaf?host=een.example,twee.example&sslmode=verify-full", true},
		{"an address that looks near", "postgres://WHO@127.0.0.1.example/paraaf", false},
		{"no address", "postgres://WHO@%zz/paraaf", false},
	} {
		err := fenced(login(c.dsn))
		if (err == nil) != c.good || err != nil && strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: %v", c.why, err)
		}
	}
	if _, err := Open(t.Context(), login("postgres://WHO@db.example/paraaf"), Options{}); err == nil || !strings.Contains(err.Error(), "sslmode=verify-full") {
		t.Errorf("opened: %v", err)
	}
}
