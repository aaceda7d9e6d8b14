package redact

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"paraaf/documents"

	"pgregory.net/rapid"
)

// proposed gives the surfaces of what is proposed in text, with their labels.
func proposed(d *Detector, text string) map[string]documents.Label {
	out := map[string]documents.Label{}
	for _, f := range d.Detect([]byte(text)) {
		if f.Outcome == documents.Propose {
			out[text[f.Start:f.End]] = f.Label
		}
	}
	return out
}

// An example is a text and what must be proposed in it, as what, and why.
type example struct {
	text, want string
	label      documents.Label
	why        string
}

// wantProposed holds what is proposed against the examples.
func wantProposed(t *testing.T, cs []example) {
	t.Helper()
	for _, c := range cs {
		if got := proposed(standard(), c.text); got[c.want] != c.label {
			t.Errorf("%q: got %v, want %q as %s: %s", c.text, got, c.want, c.label, c.why)
		}
	}
}

// A lookAlike is a text in which nothing goes, and what it speaks of.
type lookAlike struct{ text, why string }

// wantNothing holds that nothing is proposed in any of the look-alikes.
func wantNothing(t *testing.T, cs []lookAlike) {
	t.Helper()
	for _, c := range cs {
		if got := proposed(standard(), c.text); len(got) > 0 {
			t.Errorf("%q: proposed %v, but this is %s", c.text, got, c.why)
		}
	}
}

func TestEveryKindHasAnExample(t *testing.T) {
	t.Parallel()
	wantProposed(t, []example{
		{"Mijn BSN is 999911120.", "999911120", documents.BSN, "nine digits that pass, with the word"},
		{"BSN 123456789 klopt niet.", "123456789", documents.BSN, "with the word also when the check fails"},
		{"BSN: 9999.11.120", "9999.11.120", documents.BSN, "grouped by dots"},
		{"Bel mij op 06-12345678.", "06-12345678", documents.Phone, "mobile"},
		{"Bel mij op 06 12 34 56 78.", "06 12 34 56 78", documents.Phone, "in pairs"},
		{"Bel mij op +31 (0)6 1234 5678.", "+31 (0)6 1234 5678", documents.Phone, "international with trunk zero"},
		{"Bel mij op 0031612345678.", "0031612345678", documents.Phone, "international with 00"},
		{"Bel mij op O6-l2345678.", "O6-l2345678", documents.Phone, "what OCR makes of it"},
		{"Ik ben thuis op 072-5718820.", "072-5718820", documents.Phone, "a landline at home"},
		{"Bel mij op +32 475 12 34 56.", "+32 475 12 34 56", documents.Phone, "foreign"},
		{"Mijn rekening is NL51 INGB 0006 7712 04.", "NL51 INGB 0006 7712 04", documents.IBAN, "own account"},
		{"Hij woont op Sportlaan 169.", "Sportlaan 169", documents.Address, "a home"},
		{"Mijn adres is Molenweg 88, 2316 CD Leiden.", "2316 CD", documents.Postcode, "belongs to a home"},
		{"Ik ben geboren op 19 augustus 1957.", "19 augustus 1957", documents.DateOfBirth, "a date with its cue"},
		{"geb. 12-03-1961", "12-03-1961", documents.DateOfBirth, "abbreviated cue"},
		{"Mijn kenteken is XT-482-H.", "XT-482-H", documents.LicensePlate, "sidecode with dashes"},
		{"Mijn kenteken is xt482h.", "xt482h", documents.LicensePlate, "small letters, no dashes, with the word"},
		{"Zij logde in vanaf 84.241.77.13.", "84.241.77.13", documents.IPAddress, "IPv4"},
		{"adres 2001:db8:85a3::8a2e:370:7334 gezien", "2001:db8:85a3::8a2e:370:7334", documents.IPAddress, "IPv6"},
		{"toestel 3C:22:FB:9A:01:7E", "3C:22:FB:9A:01:7E", labelMAC, "MAC address"},
		{"Mijn patiëntnummer is 4471902.", "4471902", documents.PatientNumber, "with its word"},
		{"BIG-nummer 49028817101", "49028817101", documents.BIGNumber, "eleven digits with BIG"},
		{"paspoort NWH81D3K4", "NWH81D3K4", documents.IDNumber, "document number"},
		{"V-nummer 287 441 9930", "287 441 9930", documents.IDNumber, "number of a foreigner"},
		{"Volg @luus_seh op X.", "@luus_seh", documents.Handle, "account"},
		{"https://www.linkedin.com/in/ricardo-pinas-fysio/", "https://www.linkedin.com/in/ricardo-pinas-fysio/", documents.URL, "page of a person"},
		{"Mail shanti.bhagwandin@gmail.com graag.", "shanti.bhagwandin", documents.Email, "only what precedes the @"},
		{"De heer Vos was er ook.", "Vos", documents.Person, "title and ordinary word"},
		{"Opgesteld door\n\nM.J. van den Berg", "M.J. van den Berg", documents.Person, "colophon of a nota"},
		{"Groet,\nWei", "Wei", documents.Person, "signature"},
		{"Aanwezig: Okke Wiarda, J. Tjon A Fat (VWS)", "J. Tjon A Fat", documents.Person, "a letter inside a family name"},
		{"Van: Wit, D. de (Daan) <d.de.wit@minvws.nl>", "Wit, D. de (Daan)", documents.Person, "inverted, as Outlook writes it"},
		{"J a n s e n  i s  z i e k ,  m e l d t  R i c a r d o  P i n a s .", "R i c a r d o  P i n a s", documents.Person, "letter-spaced"},
		{"Zij belde Zeynep Y\u0131lmaz.", "Zeynep Yılmaz", documents.Person, "a letter that NFD does not fold"},
		{"Zij belde Fro\u00ADukje Terp\u00ADstra.", "Fro\u00ADukje Terp\u00ADstra", documents.Person, "soft hyphens inside"},
		{"Zij belde Jose\u0301 Garci\u0301a.", "Jose\u0301 Garci\u0301a", documents.Person, "combining accents, the last one included"},
		{"Zij belde Sjо\u0435rd Dijkstra.", "Sjо\u0435rd Dijkstra", documents.Person, "Cyrillic letters inside a Dutch name"},
	})
}

func TestLookAlikesStay(t *testing.T) {
	t.Parallel()
	wantNothing(t, []lookAlike{
		{"Minister Agema heeft dat toegezegd.", "a bewindspersoon"},
		{"Het lid Van den Berg (CDA) vroeg de minister ernaar.", "a Kamerlid"},
		{"De leden Paulusma en Bushoff hebben de minister vragen gesteld.", "an enumeration of Kamerleden"},
		{"De motie-Hijink is uitgevoerd.", "a motion"},
		{"De commissie-Donner adviseerde anders.", "a commission"},
		{"De ziekte van Parkinson en het syndroom van Down.", "diseases"},
		{"Het Antoni van Leeuwenhoek en het Erasmus MC doen mee.", "hospitals"},
		{"Het Jeroen Bosch Ziekenhuis is niet geraakt.", "a hospital named after someone"},
		{"Uitgeverij Van Gorcum drukt het boek.", "a publisher"},
		{"Jansen & Co heeft gereageerd.", "a company"},
		{"Bel 0800-8051 of 088-1236122.", "numbers that only organisations have"},
		{"Mail info@minvws.nl of dienstpostbus-pg@minvws.nl.", "functional mailboxes"},
		{"Kenmerk 4377464-1097773-DICIO", "a kenmerk"},
		{"Factuurnummer 999911120", "nine digits that pass by chance"},
		{"Bezoekadres: Parnassusplein 5, 2511 VX Den Haag", "an office"},
		{"De brief van 7 april 2026 is ontvangen.", "an ordinary date"},
		{"Zie paragraaf 4.2.1.7 en versie 10.4.0.2.", "sections and versions"},
		{"KvK-nummer 61887741", "a company's number"},
		{"Ons eigen rekeningnummer is NL85 RABO 0122 3344 50.", "an organisation's account"},
		{"Een bakker die een brood verkeerd bakt.", "a trade, not a name"},
		{"Voor Jan Modaal verandert er niets.", "a proverbial person"},
		{"Hoogachtend,\n\nde minister van Langdurige Zorg, Jeugd en Sport,\n\nM.A.J. Brandsteder", "the signature of a minister"},
	})
}

// TestWhoIsCalledLikeAFirmGoes holds that the list of firms called after people hides nobody
// who bears such a name.
func TestWhoIsCalledLikeAFirmGoes(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Van Rossum", "Van Dorp", "Van Wijnen", "Van Oord"} {
		for _, c := range []struct {
			text string
			want int
			why  string
		}{
			{"De inspecteur # belde gisteren.", 1, "a trade announces someone"},
			{"Zij sprak haar buurman # op straat.", 1, "so does kin"},
			{"Mevrouw # belde. Later zei # dat het klaar was.", 2, "who was named with a title is named again"},
			{"De weg is door # aangelegd.", 0, "a firm alone"},
			{"Dat doet aannemer # in mei.", 0, "what is said of firms as of people"},
		} {
			text, n := strings.ReplaceAll(c.text, "#", name), 0
			for _, f := range Detect([]byte(text)) {
				if f.Outcome == documents.Propose && strings.HasSuffix(text[f.Start:f.End], name) {
					n++
				}
			}
			if n != c.want {
				t.Errorf("%q: %d proposed instead of %d: %s", text, n, c.want, c.why)
			}
		}
	}
}

func TestAskWhereAHumanMustChoose(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want, why string }{
		{"Aanwezig: Karin Verbeek (DG Curatieve Zorg)", "Karin Verbeek", "a DG"},
		{"De woordvoerder Kees Visser belt terug.", "Kees Visser", "a spokesman"},
		{"Huisartsenpraktijk Visser\n\nDokter Visser is er morgen weer.", "Visser", "the owner of a practice with that name"},
	} {
		asked := false
		for _, f := range Detect([]byte(c.text)) {
			if f.Outcome == documents.Ask && c.text[f.Start:f.End] == c.want {
				asked = true
			}
		}
		if !asked {
			t.Errorf("%q: did not ask about %q: %s", c.text, c.want, c.why)
		}
	}
}

func TestGroundsFollowTheLaw(t *testing.T) {
	t.Parallel()
	want := map[documents.Label]documents.Ground{documents.BSN: "5.1.1e", documents.PatientNumber: "5.1.1d", documents.Phone: "5.1.2e", documents.Person: "5.1.2e"}
	text := "De heer Vos, BSN 999911120, patiëntnummer 4471902, is bereikbaar op 06-12345678."
	for _, f := range Detect([]byte(text)) {
		if w := want[f.Label]; w != f.Ground {
			t.Errorf("%s %q: ground %s, want %s", f.Label, text[f.Start:f.End], f.Ground, w)
		}
		delete(want, f.Label)
	}
	if len(want) > 0 {
		t.Errorf("not found at all: %v", want)
	}
}

// TestOnePersonIsOneGroup: whoever is found once is found in every written
// form in the whole dossier, and the reviewer decides once.
func TestOnePersonIsOneGroup(t *testing.T) {
	t.Parallel()
	texts := [][]byte{
		[]byte("Van: Hooijmaijers, W. (Wendela) <w.hooijmaijers@minvws.nl>\n\nDag allen."),
		[]byte("Volgens HOOIJMAIJERS is het klaar. Wendela Hooijmaijers mailt morgen. Zie Verslag_hooijmaijers.pdf."),
	}
	got := DetectDossier(texts)
	groups := map[string][]string{}
	for i, fs := range got {
		for _, f := range fs {
			groups[f.Group] = append(groups[f.Group], string(texts[i][f.Start:f.End]))
		}
	}
	if len(groups) != 1 {
		t.Fatalf("groups %v, want one", groups)
	}
	for _, g := range groups {
		if len(g) != 5 {
			t.Errorf("found %q, want five places", g)
		}
	}
}

func TestWhatMustStayStays(t *testing.T) {
	t.Parallel()
	d := New(Options{MustStay: []string{"hanneke de boer"}})
	if got := proposed(d, "Zij sprak met Hanneke de Boer."); len(got) != 0 {
		t.Errorf("proposed %v, though it was said to stay", got)
	}
}

// TestAnOfficeLapses: who left office longer ago than Grace is not kept for
// his name alone.
func TestAnOfficeLapses(t *testing.T) {
	t.Parallel()
	o := []Official{{Given: "Ada", Family: "Van Testerveen", Until: documents.Date{Year: 2010, Month: time.October, Day: 14}}}
	text := "Zij sprak met Ada van Testerveen."
	for _, c := range []struct {
		at   documents.Date
		kept bool
		why  string
	}{
		{documents.Date{Year: 2012, Month: time.January, Day: 1}, true, "two years after"},
		{documents.Date{Year: 2026, Month: time.January, Day: 1}, false, "sixteen years after"},
		{documents.Date{}, true, "no date: no limit"},
	} {
		got := proposed(New(Options{Officials: o, Date: c.at}), text)
		if (len(got) == 0) != c.kept {
			t.Errorf("%s: proposed %v, want kept %t", c.why, got, c.kept)
		}
	}
}

func TestExplainGivesReasonsForWhatStays(t *testing.T) {
	t.Parallel()
	text := "Minister Agema mailt info@minvws.nl over de motie-Hijink."
	_, kept := standard().Explain([]byte(text))
	got := map[string]string{}
	for _, k := range kept {
		got[text[k.Start:k.End]] = k.Rule
	}
	want := map[string]string{"Agema": "blijft.ambt", "info@minvws.nl": "blijft.postbus", "Hijink": "blijft.genoemd"}
	for s, r := range want {
		if got[s] != r {
			t.Errorf("%q is kept by %q, want %q (all: %v)", s, got[s], r, got)
		}
	}
}

func TestSameTextSameFindings(t *testing.T) {
	t.Parallel()
	for _, d := range readJSONL(t, "testdata/gov-dev.jsonl") {
		if a, b := Detect([]byte(d.text)), Detect([]byte(d.text)); !reflect.DeepEqual(a, b) {
			t.Fatalf("%s: two runs differ", d.id)
		}
	}
}

// TestViewKeepsOffsets: whatever a view hides or replaces, every stretch of it
// comes from a stretch of the original, in order, on boundaries of characters.
func TestViewKeepsOffsets(t *testing.T) {
	t.Parallel()
	pieces := []string{"a", "Jan ", "é", "e\u0301", "\u00AD", "\u00A0", "\u200B", "ﬁ", "Ａ", "\r\n", "\n", " – ", "06 – 12", "\u202E", "J a n s e n  i s  z i e k ", "𝐉", "😀", "\xff", "с", "|"}
	rapid.Check(t, func(t *rapid.T) {
		s := []byte(strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "pieces"), ""))
		v := newView(s)
		prev := 0
		for i := range v.text {
			o := v.origin(i)
			if o < prev || o >= len(s) {
				t.Fatalf("view %q: byte %d comes from %d after %d of %d", v.text, i, o, prev, len(s))
			}
			prev = o
			a, b := v.span(i, i+1)
			if a < 0 || b < a || b > len(s) {
				t.Fatalf("view %q: byte %d spans %d-%d", v.text, i, a, b)
			}
		}
	})
}

// slowElfproef is the test as the law words it, for comparison.
func slowElfproef(s string) bool {
	if len(s) == 8 {
		s = "0" + s
	}
	if len(s) != 9 || s == "000000000" {
		return false
	}
	sum := 0
	for i, w := range []int{9, 8, 7, 6, 5, 4, 3, 2, -1} {
		sum += w * int(s[i]-'0')
	}
	return sum%11 == 0
}

func TestElfproefAgreesWithTheLaw(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[0-9]{8,9}`).Draw(t, "digits")
		if got, want := elfproef([]byte(s)), slowElfproef(s); got != want {
			t.Fatalf("elfproef(%s) = %t, want %t", s, got, want)
		}
	})
}

// TestHintsAreRarelyWrong: the Bloom filter knows its names and few others.
func TestHintsAreRarelyWrong(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"souleymane", "aissatou", "ewoud", "gesina"} {
		if !hinted(s) {
			t.Errorf("%s is a given name somewhere", s)
		}
	}
	wrong, n := 0, 0
	seed := uint32(1)
	for range 20000 {
		b := make([]byte, 11)
		for i := range b {
			seed = seed*1664525 + 1013904223
			b[i] = "bcdfghjklmnpqrstvwxz"[seed>>24%20]
		}
		n++
		if hinted(string(b)) {
			wrong++
		}
	}
	if wrong*50 > n {
		t.Errorf("%d of %d random words are taken for names", wrong, n)
	}
}
