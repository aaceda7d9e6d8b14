package documents

import (
	"os"
	"strings"
	"testing"
)

// TestUitstelberichtSaysWhichWhyAndWhen writes the notice of delay from what
// stands over the questions, and holds it to the rules for letters.
func TestUitstelberichtSaysWhichWhyAndWhen(t *testing.T) {
	t.Parallel()
	src, err := os.ReadFile("testdata/vormen/antwoorden-samen.md")
	if err != nil {
		t.Fatal(err)
	}
	a, _ := ParseAntwoorden(src)
	s := a.Series()
	want := Series{Members: "het lid Terlouw-Smit (ChristenUnie)", To: "Staatssecretaris van Jeugd, Preventie en Sport", About: "wachttijden in de jeugdzorg", Asked: Date{2026, 4, 14}, Zaaknummer: "2026Z08102"}
	if s != want {
		t.Errorf("read %+v\nwant %+v", s, want)
	}
	letter := Read(Postpone(s, "omdat gemeenten nog cijfers aanleveren.", Date{2026, 5, 6}, Date{2026, 5, 26}))
	k, ok := letter.AsKamerbrief()
	if !ok || k.Kind() != Uitstelbericht {
		t.Fatalf("the letter reads as %s %q", letter.Soort(), k.Kind())
	}
	tekst, _ := k.Section("tekst")
	if got, want := k.Text(tekst.Body), "Op 14 april 2026 stelde het lid Terlouw-Smit (ChristenUnie) schriftelijke vragen over wachttijden in de jeugdzorg (2026Z08102). Het lukt niet om deze vragen binnen drie weken te beantwoorden, omdat gemeenten nog cijfers aanleveren. U ontvangt de antwoorden uiterlijk 26 mei 2026."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if k.UwKenmerk().Normal != "2026Z08102" || k.Datum() != (Date{2026, 5, 6}) || len(k.Ondertekenaars()) != 1 {
		t.Errorf("%s %s %v", k.UwKenmerk().Normal, k.Datum(), k.Ondertekenaars())
	}
	for _, r := range Lint([]Paper{letter}, Circumstances{}) {
		if r.Code != "L47" {
			t.Errorf("%s: %s", r.Code, r.Text)
		}
	}
	// Of questions that tell nothing, the letter still names what it can.
	bare := Read(Postpone(Series{}, "het onderzoek nog loopt", Date{2026, 5, 6}, Date{2026, 5, 26}))
	if !strings.Contains(string(bare.Bytes()), "Een lid van uw Kamer stelde schriftelijke vragen.") {
		t.Errorf("%s", bare.Bytes())
	}
}

func TestQuestionsAreComparedWithTheirOwnPaper(t *testing.T) {
	t.Parallel()
	one := Read([]byte("2026Z00001\n\nVraag 1\n\nKlopt dit?\n\nAntwoord 1\n\nJa.\n"))
	two := Read([]byte("2026Z00002\n\nVraag 1\n\nKlopt het?\n\nAntwoord 1\n\nJa.\n"))
	at := Circumstances{Asked: map[int][]Question{0: {{1, "Klopt dit?"}}, 1: {{1, "Klopt dat?"}, {2, "En nu?"}}}}
	var got []string
	for _, r := range Lint([]Paper{one, two}, at) {
		if r.Code == "L57" {
			got = append(got, r.Text)
			if r.Paper != 1 {
				t.Errorf("on paper %d: %s", r.Paper, r.Text)
			}
		}
	}
	if len(got) != 2 || !strings.HasPrefix(got[0], "Vraag 2 van de Kamer staat hier niet in") || !strings.HasPrefix(got[1], "Vraag 1 is niet woordelijk") {
		t.Errorf("%q", got)
	}
}

func TestHolidayIsNoWorkingDay(t *testing.T) {
	t.Parallel()
	// 24 and 28 December 2026 are a Thursday and a Monday; the 25th is Christmas.
	free := []Date{{2026, 12, 25}}
	if n := workingDays(Date{2026, 12, 24}, Date{2026, 12, 28}, free); n != 1 {
		t.Errorf("%d working days over Christmas, want 1", n)
	}
	if n := workingDays(Date{2026, 12, 24}, Date{2026, 12, 28}, nil); n != 2 {
		t.Errorf("%d weekdays, want 2", n)
	}
}
