package documents

import (
	"strings"
	"testing"
	"time"
)

func letterOf(text string) Paper {
	return Read([]byte("De voorzitter van de Tweede Kamer der Staten-Generaal\nPostbus 20018\n2500 EA DEN HAAG\n\nDatum 22 april 2026\nBetreft Voortgang\n\nGeachte voorzitter,\n\n" + text + "\n\nHoogachtend,\n\nDe Minister van Volksgezondheid, Welzijn en Sport,\n\nA. Voorbeeld\n"))
}

func TestWhatALetterPromisesIsFoundWithItsTerm(t *testing.T) {
	t.Parallel()
	sent := Date{2026, time.April, 22}
	for _, row := range []struct{ text, due, why string }{
		{"Ik zal uw Kamer voor 1 juli 2026 informeren.", "2026-06-30", "voor is the first day too late"},
		{"Ik zal uw Kamer uiterlijk 1 juli 2026 informeren.", "2026-07-01", "uiterlijk is the last day in time"},
		{"Ik zal uw Kamer in juni informeren.", "2026-06-30", "a month ends with its last day"},
		{"Ik zal uw Kamer in februari informeren.", "2027-02-28", "a month that has passed is that of next year"},
		{"Ik zal uw Kamer op 3 februari informeren.", "2027-02-03", "so is a day"},
		{"Ik zal uw Kamer voor het einde van dit jaar informeren.", "2026-12-31", "this year"},
		{"Ik zal uw Kamer voor het einde van het jaar informeren.", "2026-12-31", "the year"},
		{"Ik zal uw Kamer eind 2027 informeren.", "2027-12-31", "another year"},
		{"Ik zal uw Kamer eind juni 2026 informeren.", "2026-06-30", "a month behind eind"},
		{"Ik zal uw Kamer in het tweede kwartaal van 2027 informeren.", "2027-06-30", "a quarter"},
		{"Ik zal uw Kamer in het vierde kwartaal informeren.", "2026-12-31", "a quarter of this year"},
		{"Ik zal uw Kamer binnen vier weken informeren.", "2026-05-20", "counted from the letter"},
		{"Ik zal uw Kamer binnen 3 maanden informeren.", "2026-07-22", "in digits"},
		{"Ik zal uw Kamer voor het zomerreces informeren.", "2026-06-30", "a recess"},
		{"Ik zal uw Kamer na de zomer informeren.", "", "after the summer has no end"},
		{"Ik zal uw Kamer hierover informeren.", "", "no term"},
		{"Ik informeer uw Kamer in het najaar van 2027 over de eerste ervaringen.", "2027-12-20", "the subject first"},
		{"Na afloop van de proef informeer ik uw Kamer over de uitkomsten.", "", "after something"},
		{"Zoals in deze brief staat, zal ik uw Kamer uiterlijk 1 juli 2026 informeren.", "2026-07-01", "a promise that names the letter"},
		{"Dit zeg ik toe: eind 2026 is het klaar.", "2026-12-31", "another way to promise"},
	} {
		got := letterOf("Vorige week kwam het rapport uit.\n\n" + row.text).Toezeggingen(sent)
		if len(got) != 1 || got[0].Due.ISO() != row.due {
			t.Errorf("%s gives %v, want one due %q: %s", row.text, got, row.due, row.why)
			continue
		}
		if got[0].Alinea != 2 || got[0].Section != "tekst" {
			t.Errorf("%s stands in paragraph %d of %s", row.text, got[0].Alinea, got[0].Section)
		}
	}
}

// Hostile text must not cost more than it is long, and the record of a letter
// must not grow with it.
func TestALetterOfPromisesIsReadInLineOfItsLength(t *testing.T) {
	t.Parallel()
	p := letterOf(strings.Repeat("Ik zal uw Kamer binnen vier weken informeren.\n\n", 15_000))
	got := p.Toezeggingen(Date{2026, time.April, 22})
	if len(got) != 200 || got[0].Alinea != 1 || got[199].Alinea != 200 {
		t.Fatalf("%d promises, the last in paragraph %d", len(got), got[len(got)-1].Alinea)
	}
	two := letterOf("Een.\nTwee. Ik zal uw Kamer informeren.\n\n\nDrie.\n\nVier. Ik zal uw Kamer informeren. Ik zal uw Kamer ook schrijven.").Toezeggingen(Date{})
	if len(two) != 3 || two[0].Alinea != 1 || two[1].Alinea != 3 || two[2].Alinea != 3 {
		t.Errorf("paragraphs %+v", two)
	}
}

func TestWhatPromisesNothingGivesNoToezegging(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		p   Paper
		why string
	}{
		{letterOf("In deze brief informeer ik uw Kamer over het rapport."), "it informs now"},
		{letterOf("Met deze brief informeer ik uw Kamer in reactie op het rapport van 3 maart 2026."), "it informs now, in words of a promise"},
		{Read([]byte("# nota\n\n## 1. Aanleiding\n\nIk zal uw Kamer voor 1 juli 2026 informeren.\n")), "a nota is not sent"},
	} {
		if got := row.p.Toezeggingen(Date{}); len(got) > 0 {
			t.Errorf("%v: %s", got, row.why)
		}
	}
	p := letterOf("Ik zal uw Kamer binnen vier weken informeren. Dat is alles.")
	if got := p.Toezeggingen(Date{}); len(got) != 1 || !got[0].Due.IsZero() || !strings.HasSuffix(p.Text(got[0].Span), "informeren.") {
		t.Errorf("without the day of the letter: %v", got)
	}
}
