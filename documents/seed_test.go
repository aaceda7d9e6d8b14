package documents

import (
	"slices"
	"strings"
	"testing"
)

// TestSeedLineByLine is domain.md 6.1: for each line of the seed nota that is
// untidy, what is read in it and what is remarked.
func TestSeedLineByLine(t *testing.T) {
	t.Parallel()
	p := read(t, "seed/nota.md")
	n, ok := p.AsNota()
	if !ok {
		t.Fatalf("the seed is a %s", p.Soort())
	}
	rs := Lint([]Paper{p}, Circumstances{Sent: Date{2026, 4, 22}})
	lineOf := func(at int) int { return 1 + strings.Count(string(p.Bytes()[:at]), "\n") }
	// said reports whether code is remarked on within lines from-to.
	said := func(code string, from, to int) bool {
		return slices.ContainsFunc(rs, func(r Remark) bool {
			l := lineOf(r.Span.Start)
			return r.Code == code && l >= from && l <= to
		})
	}
	text := func(f Field) string {
		v, _ := p.Field(f)
		return p.Text(v.Value)
	}
	sec := func(k SectionKey) Section {
		s, ok := p.Section(k)
		if !ok {
			t.Errorf("no section %s", k)
		}
		return s
	}
	fieldLine := func(f Field) int {
		v, _ := p.Field(f)
		return lineOf(v.Value.Start)
	}
	for _, x := range []struct {
		lines string
		why   string
		holds bool
	}{
		{"1-4", "leading blank lines are one blank block", p.Blocks()[0].Kind == "blank" && p.Text(p.Blocks()[0].Span) == "\n\n\n\n"},
		{"5-7", "label, blank line, value with two trailing spaces", slices.Equal(n.Aan(), []string{"Minister LJS"}) && fieldLine(FieldAan) == 7},
		{"8", "label and value on one line without colon", slices.Equal(n.CC(), []string{"MVWS"}) && fieldLine(FieldCC) == 8},
		{"10", "label with colon", n.Deadline() == Date{2026, 4, 20} && fieldLine(FieldDeadline) == 10},
		{"12-15", "organisations without label; a line that ends in a hyphen is joined", slices.Equal(n.Lijn(), []string{"plv. SG", "Directie Informatiebeleid - CIO", "Cluster iBeleid team B"})},
		{"17", "a label with nothing is empty, not absent", n.Opsteller() == Opsteller{State: OpstellerEmpty} && lineOf(place(p, FieldOpsteller).Start) == 17},
		{"17", "and remarked on", said("L10", 17, 17)},
		{"21", "the title", p.Text(p.Title()) == "nota"},
		{"23", "the kind, whatever its case", n.Kind() == "ter beslissing" && text(FieldKind) == "TER BESLISSING"},
		{"25", "the next line without label is the onderwerp", n.Onderwerp() == "Kamerbrief Chipsoft Incident"},
		{"27-28", "label with two spaces, value on the next line", n.Datum() == Date{2026, 4, 22} && fieldLine(FieldDatum) == 28},
		{"31", "the kenmerk as it stands and as it is compared", n.Kenmerk() == Kenmerk{"4377464- 1097773-DICIO", "4377464-1097773-DICIO"}},
		{"31", "with a repair proposed", said("L06", 31, 31)},
		{"101", "there too", said("L06", 101, 101)},
		{"34", "a count of annexes", func() bool { c, ok := p.Bijlagen(); return ok && c == 0 }()},
		{"34", "which the text contradicts", said("L05", 34, 34) && said("L04", 38, 42)},
		{"10, 28", "the deadline lies before the date", said("L01", 10, 10)},
		{"36-53", "sections by number and label", sec("aanleiding").Number == "1" && sec("besluit").Number == "2" && sec("kernpunten").Number == "3" && sec("toelichting").Number == "4"},
		{"38", "a date without year", said("L34", 38, 38)},
		{"25, 38", "a name in two spellings", said("L35", 25, 25)},
		{"42", "three things asked in one sentence", said("L22", 42, 42)},
		{"42", "mede namens needs a station", said("L25", 42, 42) && slices.Equal(p.MedeNamens(), []string{"Staatssecretaris van Justitie en Veiligheid"})},
		{"42", "a beantwoording that is a Kamerbrief", said("L30", 42, 42)},
		{"48", "a long list item with organisations holds no person", !said("L44", 1, 101)},
		{"49", "a sentence about who is to blame", said("L39", 49, 49)},
		{"55", "### a.", sec("toelichting.draagvlak-politiek").Number == "a"},
		{"57", "Kamervragen without number, member and term", said("L32", 57, 57) && said("L31", 57, 57)},
		{"59", "N.v.t. glued to the heading is split from the label", sec("toelichting.draagvlak-maatschappelijk").NVT && sec("toelichting.draagvlak-maatschappelijk").Label == "Draagvlak maatschappelijk en eenduidige communicatie"},
		{"61", "and again", sec("toelichting.arbeidsmarkt").NVT && said("L15", 59, 59) && said("L15", 61, 61)},
		{"65-85", "*d. …* alone on a line is a heading of the same level", sec("toelichting.lasten").Level == 2 && sec("toelichting.fraudetoets").Number == "i" && said("L21", 65, 65)},
		{"67-87", "N.v.t. as the whole body", sec("toelichting.lasten").NVT && sec("toelichting.fraudetoets").NVT && !sec("toelichting.afstemming").NVT},
		{"79", "afgestemd here, parallel there; one of three", said("L27", 79, 79) && said("L28", 79, 79)},
		{"89", "bold inside a heading is no part of the label", sec("nietopenbaar").Label == "Informatie die niet openbaar gemaakt kan worden" && sec("nietopenbaar").Number == "5"},
		{"93", "a motivering without ground", said("L42", 93, 93) && p.Text(sec("nietopenbaar.motivering").Body) == "Tot personen herleidbare gegevens zijn onleesbaar gemaakt vanwege de bescherming van de persoonlijke levenssfeer."},
		{"95-101", "datum and kenmerk again are a page header, compared and left out of the text", len(p.PageHeaders()) == 1 && lineOf(p.PageHeaders()[0].Start) == 95 && len(p.PageHeaders()[0].Fields) == 2 && said("L46", 95, 95) && !said("L07", 1, 101) && !said("L08", 1, 101)},
	} {
		if !x.holds {
			t.Errorf("line %s: %s: not so", x.lines, x.why)
		}
	}
	if len(n.Sections()) != 15 {
		t.Errorf("%d sections, want 15", len(n.Sections()))
	}
}

// TestSeedComesBackTheSameFromItsCleanForm is the round trip of domain.md 6.1:
// the clean form reads as the same nota, and no remark on structure is left.
func TestSeedComesBackTheSameFromItsCleanForm(t *testing.T) {
	t.Parallel()
	p := read(t, "seed/nota.md")
	q := Read(Canonical(p))
	a, err := p.JSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	b, err := q.JSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	if string(a) != string(b) {
		t.Errorf("the clean form reads otherwise:\n%s\n%s", a, b)
	}
	for _, r := range Lint([]Paper{q}, Circumstances{}) {
		switch r.Code {
		case "L13", "L14", "L15", "L19", "L20", "L21", "L46":
			t.Errorf("%s is left in the clean form: %s", r.Code, r.Text)
		}
	}
}
