package web

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// done fails unless the page that came after a change says it was done.
func (b *browser) done(what, words string) {
	b.Helper()
	if b.status != http.StatusOK || len(b.find("notice")) == 0 || !strings.Contains(b.says("notice"), words) {
		b.Fatalf("%s: status %d at %s\n%s", what, b.status, b.where, text(b.root))
	}
}

func TestNotaBegunWithTheSkeletonAndItsLetterDraftedFromIt(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	noor.page("/dossiers/nieuw").press("new-submit", "onderwerp", "", "aan", "Minister LJS", "lijn", "plv. SG", "opsteller", "Noor")
	if noor.status != http.StatusUnprocessableEntity || !strings.Contains(noor.says("problems"), "onderwerp") {
		t.Errorf("without an onderwerp: status %d", noor.status)
	}
	noor.press("new-submit", "onderwerp", "Kamerbrief over veilige uitwisseling", "aan", "Minister LJS", "cc", "MVWS", "deadline", "2026-04-24",
		"lijn", "plv. SG\nDirectie Informatiebeleid - CIO\nCluster iBeleid team B", "opsteller", "Noor Haverkamp", "kenmerk", "4377464-1097773-DICIO")
	noor.done("begin", "geopend")
	at := noor.where.Path
	if got := text(noor.root); !strings.Contains(got, "Kamerbrief over veilige uitwisseling") || !strings.Contains(got, "Plv. SG") {
		t.Errorf("the dossier shows %s", got)
	}
	noor.page(at+"/stukken/nota/onderdelen/besluit").press("edit-save", "edit-text", "Akkoord met de brief. U verzendt mede namens de Staatssecretaris van Justitie en Veiligheid.")
	noor.done("section", "bewaard")
	noor.page(at).follow("draft-letter")
	if v := attribute(noor.one("betreft"), "value"); v != "Over veilige uitwisseling" && v != "Veilige uitwisseling" {
		t.Errorf("betreft begins as %q", v)
	}
	if got := noor.says("tekst"); !strings.Contains(got, "mede namens de Staatssecretaris van Justitie en Veiligheid") {
		t.Errorf("the first sentence is %q", got)
	}
	noor.press("letter-submit", "naam", "J.W. Hoekzema")
	noor.done("letter", "Kamerbrief")
	if got := noor.says("paper-body"); !strings.Contains(got, "Hoekzema") || !strings.Contains(got, "Geachte Voorzitter") {
		t.Errorf("the letter reads %q", got)
	}
}

func TestRemarksAreRepairedAnsweredAndPapersReplaced(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	at := noor.importSeed()
	noor.page(at + "/stukken/nota")
	before := len(noor.find("repair"))
	if before == 0 {
		t.Fatal("no remark on the seed nota offers a repair")
	}
	noor.press("repair").done("repair", "hersteld")
	if after := len(noor.find("repair")); after != before-1 {
		t.Errorf("%d repairs before, %d after", before, after)
	}
	for _, n := range noor.find("remark") {
		must := strings.Contains(text(n), " L04 ") || strings.Contains(text(n), " L25 ")
		if must && strings.Contains(text(n), "Zo laten, met een reden") {
			t.Errorf("what must be mended can be answered away: %s", text(n))
		}
	}
	noor.press("answer-submit", "answer-text", "Dit is met het secretariaat afgesproken.").done("answer", "antwoord")
	if !strings.Contains(text(noor.root), "Dit is met het secretariaat afgesproken.") {
		t.Error("the answer is not shown at its remark")
	}
	noor.follow("replace").press("letter-submit", "tekst", "Boodschappen: melk.")
	if noor.status != http.StatusUnprocessableEntity || !strings.Contains(noor.body, "Boodschappen") {
		t.Errorf("replaced by no nota: status %d", noor.status)
	}
	noor.page(at+"/stukken/nota/vervangen").press("letter-submit", "import-file", "testdata/nota.md").done("replace", "opgenomen")
}

func TestEveryStepWithAPageOfItsOwnWorks(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	at := noor.submitted()
	for _, s := range []struct {
		who, page, button string
		fields            []string
		says              string
	}{
		{"noor", "/spoed", "action-set-spoed", []string{"reason", "Debat vervroegd.", "uiterlijk", "2026-04-20T16:00"}, "spoed"},
		{"noor", "/kamerdatum", "action-set-kamerdate", []string{"datum", "2026-04-30"}, "dag van de Kamer"},
		{"noor", "/kamervragen", "action-register-vragen", []string{"zaaknummer", "2026Z12920", "datum", "2026-04-10"}, "Kamervragen"},
		{"noor", "/uitstel", "action-report-uitstel", []string{"datum", "2026-04-16", "reason", "Onderzoek loopt nog."}, "uitstelbericht"},
		{"noor", "/embargo", "action-set-embargo", []string{"datum", "2026-05-01", "reason", "De Kamer leest eerst."}, "embargo"},
		{"yasmin", "/zienswijze-vragen", "action-ask-zienswijze", []string{"stuk", "nota", "datum", "2026-05-01", "reason", "Chipsoft, over de oorzaak."}, "zienswijze is gevraagd"},
		{"yasmin", "/zienswijze", "action-record-zienswijze", []string{"nummer", "1", "gevolg", "geen-bezwaar", "datum", "2026-04-17", "reason", "Geen bezwaar."}, "zienswijze is vastgelegd"},
		{"noor", "/terugvragen", "action-ask-back", []string{"reason", "Een fout in de brief."}, "weer bij u"},
		{"noor", "/meeschrijven", "action-invite", []string{"wie", "sem"}, "meeschrijven"},
		{"noor", "/overdragen", "action-hand-over", []string{"wie", "sem", "reason", "Vakantie."}, "overgedragen"},
		{"sem", "/rubricering", "action-set-rubricering", []string{"rubricering", "dep-v", "reason", "Het advies is nog niet rijp."}, "rubricering"},
		{"sem", "/intrekken", "action-withdraw", []string{"reason", "De brief is niet meer nodig."}, "ingetrokken"},
	} {
		b := c.as(s.who)
		b.page(at + s.page)
		if len(b.find("refused")) > 0 {
			t.Errorf("%s: %s", s.page, b.says("refused"))
			continue
		}
		named := append([]string(nil), s.fields...)
		for i := 0; i < len(named); i += 2 {
			if named[i] == "reason" {
				named[i] = "tekst"
			}
		}
		b.press(s.button, named...)
		b.done(s.page, s.says)
	}
}

func TestStepsWithoutTheirReasonComeBackWithWhatWasTyped(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	at := noor.submitted()
	noor.page(at+"/spoed").press("action-set-spoed", "tekst", "", "uiterlijk", "2026-04-20T16:00")
	if noor.status != http.StatusUnprocessableEntity || !strings.Contains(noor.body, "2026-04-20T16:00") {
		t.Errorf("status %d\n%s", noor.status, text(noor.root))
	}
	noor.page(at + "/nazenden")
	if got := noor.says("refused"); got == "" {
		t.Error("a step that cannot be taken does not say why")
	}
}

func TestRouteIsChangedWithAReason(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	at := noor.importSeed()
	noor.page(at + "/route")
	form := noor.one("route-submit")
	for form.Data != "form" {
		form = form.Parent
	}
	values, _ := formValues(form, map[string]string{})
	n := len(values["plaats"])
	if n < 4 {
		t.Fatalf("%d lines in the form", n)
	}
	values["plaats"][n-1], values["rol"][n-1], values["organisatie"][n-1], values["vraag"][n-1] = "2", "medeparaaf", "vws.mvws", "medeparaaf"
	values.Set("een", "1")
	if noor.send(noor.resolve(attribute(form, "action")), false, values, nil); noor.status != http.StatusUnprocessableEntity && noor.status != http.StatusBadRequest {
		t.Errorf("one of a single station suffices: status %d", noor.status)
	}
	noor.page(at + "/route")
	values.Set("een", "2")
	noor.send(noor.resolve(attribute(form, "action")), false, values, nil)
	noor.done("route", "route")
	if got := text(noor.root); !strings.Contains(got, "Minister VWS") {
		t.Errorf("the new station is not in the line: %s", got)
	} else if !strings.Contains(got, "een van deze is genoeg") {
		t.Errorf("the line does not say that one suffices: %s", got)
	}
	noor.page(at + "/route")
	if got := attribute(noor.one("een"), "value"); got != "2" {
		t.Errorf("the form says that one suffices at %q", got)
	}
	values["plaats"][0] = "onzin"
	noor.send(noor.resolve(attribute(form, "action")), false, values, nil)
	if noor.status < 400 || noor.status >= 500 {
		t.Errorf("a number that is none: status %d", noor.status)
	}
}

func TestDutchMomentIsDutchTime(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"2026-01-15T12:00": "2026-01-15T11:00:00Z", // winter
		"2026-07-15T12:00": "2026-07-15T10:00:00Z", // summer
		"2026-03-29T03:30": "2026-03-29T01:30:00Z", // the morning the clocks went on
		"2026-10-25T03:30": "2026-10-25T02:30:00Z", // the morning they went back
	} {
		got, ok := dutchMoment(in)
		if !ok || got.Format(time.RFC3339) != want {
			t.Errorf("%s is %s, want %s", in, got.Format(time.RFC3339), want)
		}
	}
	if _, ok := dutchMoment("morgen"); ok {
		t.Error("a word is taken for a moment")
	}
}

func TestWordsForDaysAreTrue(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 4, 20, 22, 30, 0, 0, time.UTC) // half past midnight on the 21st in the Netherlands
	for _, c := range []struct {
		got, want, why string
	}{
		{moment(now, now).Text, "di 21 april, 00.30 uur", "the civil day is the Dutch one"},
		{ago(now.Add(-time.Hour), now), "sinds gisteren", "before midnight is yesterday"},
		{ago(now, now), "vandaag", "now"},
		{since(now.AddDate(0, 0, -3), now), "sinds 3 dagen", "days"},
		{moment(now.AddDate(-1, 0, 0), now).Text, "ma 21 april 2025, 00.30 uur", "another year is named"},
		{initials("Emma van der Linden"), "EL", "small words give no initial"},
		{initials("Yasmin el Idrissi"), "YI", "nor does el"},
		{size(999), "999 bytes", "small"}, {size(1_200_000), "1,2 MB", "comma"},
		{inSentence("Plv. SG"), "plv. SG", "within a sentence"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.why, c.got, c.want)
		}
	}
}
