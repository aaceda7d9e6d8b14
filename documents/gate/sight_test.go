package gate

import (
	"bytes"
	"errors"
	"slices"
	"testing"
)

// scanned is a PDF with a picture on its only page.
func scanned() []byte {
	file := pdfOf{content: "q 600 0 0 800 0 0 cm /Im Do Q 3 Tr " + clean, extra: []string{"<</Type/XObject/Subtype/Image/Width 1/Height 1/Filter/DCTDecode/Length 1>>\nstream\nx\nendstream"}}
	return bytes.Replace(file.bytes(), []byte("/Resources<<"), []byte("/Resources<</XObject<</Im 10 0 R>>"), 1)
}

func TestWhatIsSeenCountsAsExamined(t *testing.T) {
	t.Parallel()
	cases := []struct {
		why    string
		eyes   Eyes
		leaks  []Where
		unread int
	}{
		{"no eyes", nil, nil, 1},
		{"eyes that fail", func([]byte, []int) ([]Sight, error) { return nil, errors.New("killed") }, nil, 1},
		{"eyes that cannot read", func([]byte, []int) ([]Sight, error) { return []Sight{{Page: 1}}, nil }, nil, 1},
		{"a page without a secret", func(_ []byte, pages []int) ([]Sight, error) {
			return []Sight{{Page: pages[0], Read: true, Text: "Een gewone zin."}}, nil
		}, nil, 0},
		{"a secret in the pixels", func([]byte, []int) ([]Sight, error) {
			return []Sight{{Page: 1, Read: true, Text: "Aan de heer Quirijn\nZandvoort"}}, nil
		}, []Where{InImage}, 0},
		{"a secret under a box", func([]byte, []int) ([]Sight, error) {
			return []Sight{{Page: 1, Read: true, Unseen: "Quirijn Zandvoort"}}, nil
		}, []Where{InHidden, InHidden}, 0},
		{"the mark of a box", func([]byte, []int) ([]Sight, error) {
			return []Sight{{Page: 1, Read: true, Unseen: "[5.1.2e, 5.1.2i]"}}, nil
		}, nil, 0},
		{"what only looks like a mark", func([]byte, []int) ([]Sight, error) {
			return []Sight{{Page: 1, Read: true, Unseen: "[5.1.2e, Jan]"}}, nil
		}, []Where{InHidden}, 0},
	}
	for _, c := range cases {
		leaks, unread, err := ExamineSeen(c.eyes, "scan.pdf", scanned(), []string{secret}, false)
		var where []Where
		for _, l := range leaks {
			where = append(where, l.Where)
		}
		if err != nil || !slices.Equal(where, c.leaks) || len(unread) != c.unread {
			t.Errorf("%s: %+v %+v %v", c.why, leaks, unread, err)
		}
	}
}

func TestTextOverAPictureIsThatOfAScan(t *testing.T) {
	t.Parallel()
	leaks, _, err := Examine("scan.pdf", scanned(), nil, false)
	if err != nil || len(leaks) != 0 {
		t.Errorf("%+v %v", leaks, err)
	}
	leaks, _, err = Examine("scan.pdf", bytes.Replace(scanned(), []byte("3 Tr "), []byte("0 Tr "), 1), []string{"gewone zin"}, false)
	if err != nil || len(leaks) == 0 {
		t.Errorf("the text over a picture is not searched: %+v %v", leaks, err)
	}
	under := bytes.Replace(scanned(), []byte("q 600 0 0 800 0 0 cm /Im Do Q 3 Tr "+clean), []byte("0 Tr "+clean+" q 600 0 0 800 0 0 cm /Im Do Q"), 1)
	leaks, _, err = Examine("scan.pdf", under, nil, false)
	if err != nil || len(leaks) != 1 || leaks[0].Where != InHidden {
		t.Errorf("text that a picture covers: %+v %v", leaks, err)
	}
}
