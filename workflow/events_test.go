package workflow

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"paraaf/documents"
)

var update = flag.Bool("update", false, "write golden files, and vectors of events that have none yet")

// vectorFile keeps every event as some release wrote it, one a line: its name,
// a space and its JSON. Lines are added and never changed: they are what lies
// in the ledgers of ministries.
const vectorFile = "testdata/events.txt"

// samples is one event of every name, with every field filled.
func samples() []Event {
	at := time.Date(2026, 4, 13, 9, 30, 0, 123456789, time.UTC)
	who := Stamp{By: "7f3a", Namens: "91bc", At: at}
	day := documents.Date{Year: 2026, Month: 4, Day: 20}
	full := route()
	full.Line[0].Stations = []Station{{ID: "fez", Seat: stFEZ.Seat, Kind: AskMedeparaaf, Fixed: true,
		Covers: []documents.SectionKey{"toelichting.financieel"}, Days: 2}}
	return []Event{
		Opened{who, TerBeslissing, "vws.dicio", p1, full, day, []Seat{{RoleBewindspersoon, "vws.mvws"}}, GeenRubricering},
		Revised{who, "plvsg", p2, day},
		RouteChanged{who, full, dig("reden")},
		Submitted{who, 2, p1.Digest()},
		ParaafGiven{who, "plvsg", 2, p1.Digest(), AkkoordMetOpmerking, dig("opmerking"), ByPhone},
		SentBack{who, "plvsg", "directie", p1.Digest(), dig("reden"), dig("intern"), NietAkkoord},
		AskedBack{who, dig("reden")},
		AssentTakenBack{who, "plvsg", dig("reden"), p1},
		MedeakkoordGiven{who, "jenv", 2, p1.Letter().Digest(), dig("opmerking")},
		MedeakkoordRefused{who, "jenv", 2, p1.Letter().Digest(), dig("reden")},
		BesluitTaken{who, "minister", 2, p1.Digest(), Aanhouden, dig("aantekening"), day, InPerson, Digest{}, dig("procesnotitie")},
		NotaWithdrawn{who, dig("reden")},
		HandedOver{who, "44de", dig("reden")},
		ColleagueInvited{who, "44de"},
		StationSkipped{who, "fez", dig("reden")},
		StationForwarded{who, "plvsg", Seat{RoleSG, "vws"}, dig("reden")},
		AdviceAsked{who, "wjz", stWJZ.Seat, "", dig("vraag")},
		AdviceGiven{who, "wjz", p1.Digest(), dig("advies")},
		GezienMarked{who, p1.Digest()},
		SpoedSet{who, dig("reden"), at.Add(time.Hour)},
		MarksSet{who, "nota", p1[0].Digest, dig("marks"), nil},
		ReviewClosed{who, dig("marks"), nil},
		SecondReadingClosed{who, dig("marks"), dig("tweede"), 2},
		DifferencesSettled{who, []int{1, 2}, SideFirst, dig("reden")},
		ReviewConfirmed{who, dig("marks"), nil},
		ReviewReturned{who, dig("reden")},
		ExportRecorded{who, dig("marks"), []PublicFile{{"nota", "pdf", dig("pdf"), 12345}}, dig("bewijs")},
		SignatureRecorded{who, "minister", SignedWet, day},
		LetterDispatched{who, p1.Digest(), day, dig("reden"), []Toezegging{{"brief", 120, 180, 4, day}}},
		ToezeggingenLinked{who, []ToezeggingRef{{"d-1", 2}}, dig("motie")},
		ToezeggingRecorded{who, day, day, dig("toegezegd")},
		ToezeggingSettled{who, 1, day, dig("debat")},
		BeslisnotaSent{who, dig("marks"), day},
		KamerNumbersRecorded{who, []KamerNumber{"2026D29290", "kst-28362-82"}},
		PublicationWithdrawn{who, dig("reden"), ""},
		Reminded{who, "directie", DeadlineNears, day, 2},
		KamerDateSet{who, day},
		RubriceringSet{who, DepartementaalVertrouwelijk, dig("reden")},
		VragenRegistered{who, "2026Z12920", day},
		UitstelReported{who, day, dig("reden")},
		ZienswijzeAsked{who, 1, "nota", dig("derde"), day},
		ZienswijzeReceived{who, 1, day, ViewRejected, dig("reden")},
		EmbargoSet{who, day, dig("reden")},
		AlreadyPublicSet{who, "bijlage", dig("adres"), "bijlage-2"},
		LetterDated{who, day},
		NietOpenbaarSet{who, "nota", []documents.Ground{"5.1.1b"}, dig("reden")},
	}
}

type vector struct {
	name string
	data []byte
}

func vectors(t *testing.T) []vector {
	t.Helper()
	src, err := os.ReadFile(vectorFile)
	if err != nil && !*update {
		t.Fatal(err)
	}
	var vs []vector
	sc := bufio.NewScanner(bytes.NewReader(src))
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		name, data, ok := strings.Cut(sc.Text(), " ")
		if !ok {
			t.Fatalf("no vector: %q", sc.Text())
		}
		vs = append(vs, vector{name, []byte(data)})
	}
	return vs
}

// What any release wrote is read for ever, and what this one writes is what
// stands in the file.
func TestEventsOfOldReleasesAreRead(t *testing.T) {
	vs := vectors(t)
	known := map[string]bool{}
	for _, v := range vs {
		es, err := DecodeEvent(v.name, v.data)
		if err != nil {
			t.Errorf("a ledger holds this and it is not read: %v", err)
			continue
		}
		known[v.name] = true
		for _, e := range es {
			name, data, err := EncodeEvent(e)
			if err != nil {
				t.Errorf("%s decodes to what cannot be written: %v", v.name, err)
			} else if name == v.name && !bytes.Equal(data, v.data) && len(es) == 1 {
				t.Errorf("%s is written otherwise now:\n\t%s\n\t%s", v.name, data, v.data)
			}
		}
	}
	for _, e := range samples() {
		name, data, err := EncodeEvent(e)
		if err != nil {
			t.Fatal(err)
		}
		if es, err := DecodeEvent(name, data); err != nil || !reflect.DeepEqual(es, []Event{e}) {
			t.Errorf("%s does not come back: %v %+v", name, err, es)
		}
		if known[name] {
			continue
		}
		if !*update {
			t.Errorf("%s has no vector; add it with -update", name)
			continue
		}
		f, err := os.OpenFile(vectorFile, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString(name + " " + string(data) + "\n"); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for name := range decoders {
		if !known[name] && !*update {
			t.Errorf("%s has a decoder and no vector", name)
		}
	}
}

// A name stands on disk: that of the sample of each decoder, and no other.
func TestEveryEventHasItsNameAndDecoder(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, e := range samples() {
		if e.Name() != reflect.TypeOf(e).Name() || seen[e.Name()] {
			t.Errorf("%T is called %s", e, e.Name()) // they agree today; on disk the string counts
		}
		seen[e.Name()] = true
	}
	if len(seen) != len(decoders) {
		t.Errorf("%d samples, %d decoders", len(seen), len(decoders))
	}
}

func TestEventsThatAreNotUnderstoodAreErrors(t *testing.T) {
	t.Parallel()
	ok := `{"by":"7f3a","at":"2026-04-13T09:30:00Z","on":"` + dig("x").String() + `"}`
	if _, err := DecodeEvent("GezienMarked", []byte(ok)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, data, why string }{
		{"GezienMarkt", ok, "unknown name"},
		{"", ok, "no name"},
		{"GezienMarked", "", "nothing"},
		{"GezienMarked", "null", "no object"},
		{"GezienMarked", "[]", "no object"},
		{"GezienMarked", ok + ok, "two objects"},
		{"GezienMarked", ok + "x", "something after it"},
		{"GezienMarked", ok[:len(ok)-1], "cut off"},
		{"GezienMarked", strings.Replace(ok, `"on"`, `"onderwerp"`, 1), "a field that is not known"},
		{"GezienMarked", strings.Replace(ok, `"by":"7f3a",`, ``, 1), "nobody did it"},
		{"GezienMarked", strings.Replace(ok, `"at":"2026-04-13T09:30:00Z",`, ``, 1), "at no moment"},
		{"GezienMarked", strings.Replace(ok, dig("x").Short(), "ABCDEF12", 1), "no digest"},
		{"Reminded", `{"by":"s","at":"2026-04-13T09:30:00Z","station":"d","reminder":"nears","deadline":"13 april"}`, "no date"},
	} {
		if es, err := DecodeEvent(c.name, []byte(c.data)); err == nil {
			t.Errorf("%s: read as %v", c.why, es)
		}
	}
	for _, e := range []Event{nil, GezienMarked{}, GezienMarked{Stamp: Stamp{By: "x"}}} {
		if _, _, err := EncodeEvent(e); err == nil {
			t.Errorf("wrote %v", e)
		}
	}
}

// D5: an event holds ids, codes, dates and digests. Every string of every
// vector has a form that no name, subject or sentence has.
func TestEventsHoldNoWords(t *testing.T) {
	t.Parallel()
	code := regexp.MustCompile(`^(|[a-z0-9][a-z0-9.-]{0,30}|[0-9a-f]{64}|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+Z)?|20[0-9]{2}[DZ][0-9]{5}|kst-.*|ter [a-z]+|akkoord met [a-z]+|niet akkoord|per mail|op papier)$`)
	var walk func(name string, v any)
	walk = func(name string, v any) {
		switch v := v.(type) {
		case string:
			if !code.MatchString(v) {
				t.Errorf("%s: %q could be somebody's words", name, v)
			}
		case []any:
			for _, e := range v {
				walk(name, e)
			}
		case map[string]any:
			for k, e := range v {
				walk(name+"."+k, e)
			}
		}
	}
	for _, v := range vectors(t) {
		var m any
		if err := json.Unmarshal(v.data, &m); err != nil {
			t.Fatal(err)
		}
		walk(v.name, m)
	}
}

// Events that went over disk fold to the same state.
func TestFoldIsTheSameFromDisk(t *testing.T) {
	t.Parallel()
	st := given(t, append(toExported(), mede(joost), sign("minister"), dispatch())...)
	var es []Event
	for _, e := range st.events {
		name, data, err := EncodeEvent(e)
		if err != nil {
			t.Fatal(err)
		}
		d, err := DecodeEvent(name, data)
		if err != nil {
			t.Fatal(err)
		}
		es = append(es, d...)
	}
	if got := Fold(es); !reflect.DeepEqual(got, st.s) {
		t.Errorf("folded from disk:\n\t%+v, want\n\t%+v", got, st.s)
	}
}

// Evolve is total: no event makes it panic on any state, in any order.
func TestEvolveIsTotal(t *testing.T) {
	t.Parallel()
	all := samples()
	for _, first := range all {
		var s State
		s = Evolve(s, first)
		for _, e := range all {
			s = Evolve(s, e)
			s.Holder()
			s.Awaiting()
		}
	}
}

func FuzzDecodeEvent(f *testing.F) {
	src, err := os.ReadFile(vectorFile)
	if err != nil {
		f.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(src)), "\n") {
		name, data, _ := strings.Cut(line, " ")
		f.Add(name, []byte(data))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		es, err := DecodeEvent(name, data)
		if err != nil {
			return
		}
		for _, e := range es {
			n, d, err := EncodeEvent(e)
			if err != nil {
				t.Fatalf("read and not writable: %v", err)
			}
			again, err := DecodeEvent(n, d)
			if err != nil || !reflect.DeepEqual(again, []Event{e}) {
				t.Fatalf("does not come back: %v", err)
			}
			Evolve(State{}, e)
		}
	})
}
