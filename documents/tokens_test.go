package documents

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTokensAreWordsSpacesLinesAndMarks(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ text, want, why string }{
		{"Z-CERT en de NZa.", "Z-CERT| |en| |de| |NZa|.", "a hyphen belongs to the word"},
		{"één  keer", "één|  |keer", "letters that are no ASCII; spaces together"},
		{"a\u00a0b\n\nc", "a|\u00a0|b|\n\n|c", "a no-break space is a space; line ends together"},
		{"“ja”, nee!?", "“ja”|,| |nee|!|?", "marks stand alone, curly quotes with their word"},
		{"a\r\nb", "a|\r|\n|b", "a carriage return is a space"},
		{"\xffx", "\xffx", "a broken byte is kept"},
	} {
		if got := strings.Join(tokens(row.text), "|"); got != row.want {
			t.Errorf("%q gives %q, not %q: %s", row.text, got, row.want, row.why)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`([a-zé \n\x{a0},.-]|\r\n){0,40}`).Draw(t, "text")
		if strings.Join(tokens(s), "") != s {
			t.Fatalf("%q is not its tokens", s)
		}
	})
}
