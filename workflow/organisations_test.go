package workflow

import (
	"errors"
	"os"
	"strings"
	"testing"

	"paraaf/documents"
)

// houses is what an installation at VWS knows of names.
var houses = Organisations{
	{ID: "vws", Name: "Ministerie van Volksgezondheid, Welzijn en Sport", Aliases: []string{"VWS"}},
	{ID: "vws.ljs", Name: "Minister voor Langdurige Zorg, Jeugd en Sport", Aliases: []string{"LJS"}},
	{ID: "vws.mvws", Name: "Minister van Volksgezondheid, Welzijn en Sport", Aliases: []string{"MVWS"}},
	{ID: "vws.dicio", Name: "Directie Informatiebeleid - CIO", Aliases: []string{"DICIO"}},
	{ID: "vws.fez", Name: "Financieel-Economische Zaken", Aliases: []string{"FEZ"}, Role: RoleMedeparaaf},
	{ID: "jenv", Name: "Ministerie van Justitie en Veiligheid", Aliases: []string{"JenV"}},
}

func readNota(t *testing.T, src []byte) documents.Nota {
	t.Helper()
	n, ok := documents.Read(src).AsNota()
	if !ok {
		t.Fatal("not read as a nota")
	}
	return n
}

func seed(t *testing.T) []byte {
	t.Helper()
	src, err := os.ReadFile("testdata/nota.md")
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// The colophon of the seed: a cluster nobody knows, directie, plv. SG, and
// then the addressee; the text asks JenV beside it.
func TestStandardRouteOfTheSeed(t *testing.T) {
	t.Parallel()
	n := readNota(t, seed(t))
	r, remarks, err := StandardRoute(n, houses)
	if err != nil {
		t.Fatal(err)
	}
	var line []string
	for _, step := range r.Line {
		for _, st := range step.Stations {
			line = append(line, string(st.ID)+"="+string(st.Seat.Role)+"@"+string(st.Seat.Organisation))
		}
	}
	if got, want := strings.Join(line, " "), "directie=directie@vws.dicio plvsg=plvsg@vws bewindspersoon=bewindspersoon@vws.ljs"; got != want {
		t.Errorf("line is\n\t%s, want\n\t%s", got, want)
	}
	if len(r.Beside) != 1 || r.Beside[0].ID != "jenv" || r.Beside[0].Seat != (Seat{RoleBewindspersoon, "jenv"}) || r.Beside[0].Kind != AskMedeakkoord {
		t.Errorf("beside stands %+v, want the medeakkoord of JenV", r.Beside)
	}
	if len(remarks) != 1 || !strings.Contains(remarks[0], "Cluster iBeleid team B") {
		t.Errorf("remarks are %q, want one about the unknown cluster", remarks)
	}
	if cc := houses.CC(n); len(cc) != 1 || cc[0] != (Seat{RoleBewindspersoon, "vws.mvws"}) {
		t.Errorf("cc is %v, want MVWS", cc)
	}
}

func TestStandardRoute(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, from, to string // what is changed in the seed
		want           string // in a remark, or in the refusal
		refused        bool
	}{
		{"an unknown addressee decides nothing", "Minister LJS", "Minister Onbekend", "welke bewindspersoon besluit", true},
		{"an official decides nothing", "Minister LJS", "plv. SG", "welke bewindspersoon besluit", true},
		{"an unknown directie is remarked upon, not guessed", "Directie Informatiebeleid -", "Directie Iets Anders -", "is niet bekend", false},
		{"an unknown co-signer is remarked upon", "Staatssecretaris van Justitie en Veiligheid", "Staatssecretaris van Ruimtevaart", "mede namens", false},
		{"another ministry stands in no line", "plv. SG", "Ministerie van Justitie en Veiligheid", "ander ministerie", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			src := strings.Replace(string(seed(t)), c.from, c.to, 1)
			r, remarks, err := StandardRoute(readNota(t, []byte(src)), houses)
			var no *Refusal
			if c.refused != errors.As(err, &no) {
				t.Fatalf("refused %v (%v), want %v", err, remarks, c.refused)
			}
			said := strings.Join(remarks, " ")
			if c.refused {
				said = no.Text
			} else if err := r.Check("vws"); err != nil {
				t.Errorf("proposes a route that does not hold: %v", err)
			}
			if !strings.Contains(said, c.want) {
				t.Errorf("says %q, want %q in it", said, c.want)
			}
		})
	}
}

func TestSeatOfANameOnPaper(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		want Seat
		why  string
	}{
		{"Minister LJS", Seat{RoleBewindspersoon, "vws.ljs"}, "function and alias"},
		{"MVWS", Seat{RoleBewindspersoon, "vws.mvws"}, "alias of an office named after a minister"},
		{"Staatssecretaris van Justitie en Veiligheid", Seat{RoleBewindspersoon, "jenv"}, "function and ministry"},
		{"minister van JenV", Seat{RoleBewindspersoon, "jenv"}, "function and abbreviation"},
		{"plv. SG", Seat{RolePlvSG, "vws"}, "a bare function is of the own house"},
		{"SG", Seat{RoleSG, "vws"}, "a bare function is of the own house"},
		{"Directie  Informatiebeleid-\u00a0CIO", Seat{RoleDirectie, "vws.dicio"}, "spaces around a hyphen do not count"},
		{"Directie Informatiebeleid – CIO", Seat{RoleDirectie, "vws.dicio"}, "a dash is a hyphen"},
		{"FEZ", Seat{RoleMedeparaaf, "vws.fez"}, "the role stands with the organisation"},
		{"DG", Seat{}, "a DG of what?"},
		{"Ministerraad", Seat{}, "begins like minister and is none"},
		{"", Seat{}, "nothing"},
	} {
		got, ok := houses.Seat(c.name, "vws")
		if got != c.want || ok != (c.want != Seat{}) {
			t.Errorf("%q: %v, %v; want %v: %s", c.name, got, ok, c.want, c.why)
		}
	}
}
