package journal

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"testing"

	"paraaf/workflow"
)

func TestFormsOfOneWordAreJoined(t *testing.T) {
	t.Parallel()
	for _, forms := range []string{
		"brief brieven", "Kamerbrief Kamerbrieven", "huis huizen", "bedrijf bedrijven", "motie moties", "nota nota's nota’s",
		"besluit besluiten", "wachttijd wachttijden", "jaar jaren", "groot grote", "ziekenhuis ziekenhuizen", "patiënt patiënten",
		"maatregel maatregelen", "toezegging toezeggingen", "mogelijkheid mogelijkheden", "Kamerlid Kamerleden", "stad steden",
		"financieel financiële", "idee ideeën", "politicus politici", "bewindspersoon bewindspersonen", "minister ministers",
		"raad raden", "bijlage bijlagen bijlages", "kind kinderen", "regel regels", "wet wetten", "zorgverlener zorgverleners",
		"werken werk", "verlies verliezen", "vies vieze", "mens mensen", "proces processen", "prijs prijzen", "wagen wagens", "algemeen algemene", "wet weten", "kosten kost", "geneesmiddel geneesmiddelen", "criterium criteria", "burger burgers", "vraag vragen",
	} {
		var first string
		for i, w := range strings.Fields(forms) {
			s := stems(&w)
			if i == 0 {
				first = s
			}
			if s != first || strings.Count(s, " ") > 2 {
				t.Errorf("%s: %q is found as %q, the first as %q", forms, w, s, first)
			}
		}
	}
}

func TestOtherWordsAreNotJoined(t *testing.T) {
	t.Parallel()
	for _, pair := range []string{
		"minister ministerie", "zorg zorgen-voor", "wet weter", "kamer kam", "plan planning", "recht rechter",
		"lid lied", "schip schap", "museum muse", "nota noot", "4377464 437746", "eis ei", "was wassen-machine", "bod bodem",
	} {
		a, b, _ := strings.Cut(pair, " ")
		if stems(&a) == stems(&b) {
			t.Errorf("%s: both are %q", pair, stems(&a))
		}
	}
}

// TestBothDatabasesFindTheSame searches words that their own analysers cut,
// fold or drop differently.
func TestBothDatabasesFindTheSame(t *testing.T) {
	t.Parallel()
	papers := []string{
		"Ærøskøbing en Łódź, ξενία, Straße", "covid19 COVID-19 2026/04", "4377464-1097773-DICIO", "de het een van", "e-mail j.jansen@vws.example",
		"100 % van € 1.500.000,00", "a b c", "👍 emoji", "it's zo'n 's-Gravenhage", strings.Repeat("lang", 30), "x" + strings.Repeat(" w", 3) + "y_z",
		"Wachttijden bij de patiënten", "ﬁnanciën ｆｕｌｌ", "K\u0308amer",
		"Digitaliseringsbeleid", "Kamerbrieven", "Zorgverzekeringswetten", "Woo-besluit Woobesluit", "hoogverraad voorraad", "Patiëntenstop",
	}
	asks := []string{
		"ærøskøbing", "łódź", "ξενία", "straße", "covid19", "covid 19", "2026", "4377464", "dicio", "van", "jansen", "vws.example", "1.500", "c",
		"👍", "gravenhage", "zo'n", strings.Repeat("lang", 30), "y z", "patient", "wachttijd wacht", "wachtt", "pat", "pa", "financiën", "full", "kämer",
		"bij patiënt", "patiënt bij", "digitalisering", "digitaliseringen", "beleid", "digitalisering beleid", "kamer brief", "brieven", "verzekeringen", "wet", "woo besluiten", "raad", "verraad", "patiënten", "digit beleid", "digital beleid", "aeroskobing", "lodz", "strasse", "' OR 1=1", "a:*", "!c", "c & van", "\\", "%", "(", "\"",
	}
	var found [2]map[string][]string
	i := 0
	onBothInTurn(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		for _, p := range papers {
			start(t, b, "p-anna", p)
		}
		found[i] = map[string][]string{}
		for _, ask := range asks {
			l, err := b.Visible(t.Context(), []workflow.Seat{dicio}, "", Filter{Text: ask}, Page{})
			if err != nil {
				t.Fatalf("%q: %v", ask, err)
			}
			found[i][ask] = shownTexts(l)
		}
		i++
	})
	for _, ask := range asks {
		if !slices.Equal(found[0][ask], found[1][ask]) {
			t.Errorf("%q finds %q and %q", ask, found[0][ask], found[1][ask])
		}
	}
	for ask, want := range map[string]int{"patient": 2, "wachttijd wacht": 1, "wachtt": 1, "pa": 0, "patiënt bij": 1, "👍": 0, "łódź": 1, "4377464": 1, "jansen": 1, "c": 1,
		"digitalisering": 1, "digitaliseringen": 1, "beleid": 1, "digitalisering beleid": 1, "kamer brief": 1, "brieven": 1, "verzekeringen": 0, "wet": 1, "woo besluiten": 1,
		"raad": 0, "patiënten": 2, "digital beleid": 1, "aeroskobing": 1, "lodz": 1, "strasse": 1} {
		if got := found[0][ask]; len(got) != want {
			t.Errorf("%q finds %q", ask, got)
		}
	}
}

func FuzzSearchQuery(f *testing.F) {
	b := open(f, "sqlite:"+f.TempDir()+"/paraaf.db")
	start(f, b, "p-anna", "Wachttijden")
	for _, s := range []string{"wachttijden", `"x`, "a AND b", "NEAR(a b)", "*", "\x00\xff", "'s"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, ask string) {
		if _, err := b.Visible(t.Context(), []workflow.Seat{dicio}, "", Filter{Text: ask}, Page{}); err != nil {
			t.Errorf("%q: %v", ask, err)
		}
	})
}

// TestACommonWordIsFoundAsARareOneIs searches on both sides of the bound that
// chooses the way.
func TestACommonWordIsFoundAsARareOneIs(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		start(t, b, "p-anna", "vooraf gewoon")
		var rows [][]any
		for nr := int64(1000); nr < 1000+rare; nr++ { // of dossiers that nobody sees
			rows = append(rows, textRow(nr, "gewoon", "gewoon"))
		}
		err := b.change(t.Context(), func(ctx context.Context, tx *sql.Tx) error {
			return inTx{b, tx}.tell(ctx, statement{text: upsertTexts, rows: rows, ending: onTexts})
		})
		if err != nil {
			t.Fatal(err)
		}
		start(t, b, "p-anna", "achteraf gewoon")
		for text, want := range map[string][]string{"gewoon": {"achteraf gewoon", "vooraf gewoon"}, "vooraf": {"vooraf gewoon"}, "gewoon achter": {"achteraf gewoon"}} {
			l, err := b.Visible(t.Context(), []workflow.Seat{dicio}, "", Filter{Text: text}, Page{})
			if err != nil || !slices.Equal(shownTexts(l), want) {
				t.Errorf("%s: %q %v", text, shownTexts(l), err)
			}
		}
	})
}
