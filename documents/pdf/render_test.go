package pdf

import (
	"errors"
	"testing"
)

func para(s string) Paragraph { return Paragraph{Text: Plain(s)} }

func TestARuneThatNoFontHasIsRefusedWithItsPlace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		rune rune
		at   int
		why  string
	}{
		{"Goed gedaan 👍", '👍', 12, "an emoji: gofpdf panics on it"},
		{"汉字", '汉', 0, "a script that the typeface lacks"},
		{"vakje ☒", '☒', 6, "a sign that Source Sans lacks among ones it has"},
		{"a\x00b", 0, 1, "a control character"},
	} {
		_, err := Render(Document{Title: "x", Body: []Block{Paragraph{Text: Text{{Text: c.text, At: 0}}}}})
		var m *MissingGlyph
		if !errors.As(err, &m) || m.Rune != c.rune || m.At != c.at {
			t.Errorf("%q (%s): got %v, want rune %U at %d", c.text, c.why, err, c.rune, c.at)
		}
	}
}
