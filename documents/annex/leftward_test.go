package annex

import (
	"os"
	"strings"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/documents/foreign"
	"paraaf/documents/pdf"
)

// TestTextFromRightToLeftStaysToBeRead: of a PDF with lines in Hebrew and Arabic, with a
// number, brackets and a name in a line of ours, the public version says the same as the
// source to who listens, and to who searches; and what had to go is gone.
func TestTextFromRightToLeftStaysToBeRead(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/leftward.pdf") // printed by Chromium
	if err != nil {
		t.Fatal(err)
	}
	withReader(t, func(r *foreign.Reader) { staysToBeRead(t, r, data) })
}

func staysToBeRead(t *testing.T, r *foreign.Reader, data []byte) {
	read := func(data []byte) string {
		t.Helper()
		p, err := Open(r, foreign.OCR{}, data)
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		pg, err := p.Page(t.Context(), 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(strings.Fields(pg.Text), " ")
	}
	whole := "כתב מר יוסף כהן (המנהל) ביום 21 באפריל. قال السيد أحمد منصور في 9 أبريل: نعم. Aan Quirijn Zandvoort, over יוסף כהן en de zorg."
	if got := read(data); got != whole {
		t.Errorf("the source reads\n%s\nwant\n%s", got, whole)
	}
	goes := []documents.Ground{"5.1.2e"}
	for _, c := range []struct {
		why   string
		marks []Mark
		want  string
	}{
		{"nothing goes", nil, whole},
		{"names go, in either kind of line", []Mark{{Text: "יוסף כהן", Grounds: goes}, {Text: "السيد", Grounds: goes}},
			"כתב מר [5.1.2e] (המנהל) ביום 21 באפריל. قال [5.1.2e] أحمد منصور في 9 أبريل: نعم. Aan Quirijn Zandvoort, over [5.1.2e] en de zorg."},
	} {
		made, err := Rebuild(t.Context(), r, foreign.OCR{}, data, c.marks, "Bijlage", time.Time{})
		if err != nil || len(made.Missed) > 0 {
			t.Errorf("%s: missed %v, %v", c.why, made.Missed, err)
			continue
		}
		got, err := pdf.Inspect(made.PDF)
		if said := strings.Join(strings.Fields(got.Tree.Words()), " "); err != nil || len(got.Faults) > 0 || said != c.want {
			t.Errorf("%s: it is read out\n%s\nwant\n%s\n%v %v", c.why, said, c.want, got.Faults, err)
		}
		if c.marks == nil {
			if found := read(made.PDF); found != whole {
				t.Errorf("%s: a viewer finds\n%s\nwant\n%s", c.why, found, whole)
			}
		}
	}
}
