package documents

import (
	"strings"
	"testing"
)

func TestALineThatMarksAStaatsgeheimIsKnownAndASentenceIsNone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		why, text, marks string
	}{
		{"as the VIRBI writes it", "Nota\n\nStg. GEHEIM\n\nTekst.", "Stg. GEHEIM"},
		{"in full", "STAATSGEHEIM ZEER GEHEIM", "STAATSGEHEIM ZEER GEHEIM"},
		{"as a heading", "# Stg. Confidentieel\n\nTekst", "Stg. Confidentieel"},
		{"bold", "**STG. ZEER GEHEIM**  \nTekst", "STG. ZEER GEHEIM"},
		{"without its level", "Staatsgeheim\n", "Staatsgeheim"},
		{"with a label", "Rubricering: Stg. geheim", "Rubricering: Stg. geheim"},
		{"abbreviated", "Stg. ZG", "Stg. ZG"},
		{"with the number of the copy", "Stg. GEHEIM, exemplaar 2 van 5", "Stg. GEHEIM, exemplaar 2 van 5"},
		{"with the page", "Stg. Geheim - pagina 3", "Stg. Geheim - pagina 3"},
		{"of NATO", "tekst\nNATO SECRET\ntekst", "NATO SECRET"},
		{"of the EU", "SECRET UE/EU SECRET", "SECRET UE/EU SECRET"},
		{"with Windows ends of lines", "a\r\nStg. GEHEIM\r\nb", "Stg. GEHEIM"},
		{"in a cell of a table", "| Stg. GEHEIM |", "Stg. GEHEIM"},

		{"a sentence about it", "Het schenden van een staatsgeheim is strafbaar.", ""},
		{"a sentence that begins with it", "Staatsgeheimen horen niet in Paraaf.", ""},
		{"a heading about it", "## Staatsgeheim en de Woo", ""},
		{"a level in a sentence", "Het stuk was Stg. GEHEIM en is in 2019 vrijgegeven.", ""},
		{"a foundation", "Stg. Geheugenpaleis", ""},
		{"another foundation", "Stg. Confidentiële Zorg Nederland", ""},
		{"a word alone", "Geheim", ""},
		{"Dep. V.", "Departementaal vertrouwelijk", ""},
		{"the English of a report", "the secret", ""},
		{"a list of levels", "- Stg. Confidentieel, Stg. Geheim en Stg. Zeer Geheim", ""},
		{"nothing", "", ""},
		{"one endless line", strings.Repeat("Stg. ", 100_000), ""},
	} {
		s, is := MarksStaatsgeheim([]byte(c.text))
		got := ""
		if is {
			got = c.text[s.Start:s.End]
		}
		if got != c.marks {
			t.Errorf("%s: %q, want %q", c.why, got, c.marks)
		}
	}
}

func FuzzMarksStaatsgeheim(f *testing.F) {
	for _, s := range []string{"Stg. GEHEIM", "\xff\xfe\nStg. G\n", "**\n\nSTG", "a\u00a0Stg. GEHEIM"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if s, is := MarksStaatsgeheim(text); is && (s.Start < 0 || s.End > len(text) || s.Start >= s.End) {
			t.Errorf("%v of %d bytes", s, len(text))
		}
	})
}
