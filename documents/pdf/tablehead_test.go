package pdf

import (
	"fmt"
	"testing"
)

func TestTheHeadOfAColumnIsNotDividedAndNoPile(t *testing.T) {
	t.Parallel()
	tbl := Table{Head: []Text{Plain("Maatregel"), Plain("Trekker"), Plain("Gereed"), Plain("Kosten (× € 1.000)")}, Align: []Align{Left, Left, Left, Right}, At: -1}
	for i := range 9 {
		tbl.Rows = append(tbl.Rows, []Text{Plain(fmt.Sprintf("Ondersteuning huisartsenposten via regionale samenwerkingsorganisaties %d", i)), Plain("Regionale Ambulancevoorziening"), Plain("1 januari 2027"), Plain("1172")})
	}
	for width, most := range map[float64]int{285: 3, 361: 2} { // with no room but for words, and on a page
		r := newRender(&Document{Theme: DefaultTheme()})
		b := builder{r: r, body: r.theme.Body}
		b.table(tbl, r.root, 0, width)
		heads := 0
		for _, it := range b.items {
			box, ok := it.draw.(*rowBox)
			if !ok || !box.head {
				continue
			}
			heads++
			for c, cell := range box.cells {
				if len(cell.lines) > most {
					t.Errorf("%g points, column %d: a head of %d lines", width, c, len(cell.lines))
				}
				for _, l := range cell.lines {
					for _, sp := range l.spans {
						if sp.hyphen {
							t.Errorf("%g points, column %d: a word of its head is divided", width, c)
						}
					}
				}
			}
		}
		if heads != 1 {
			t.Errorf("%g points: %d heads", width, heads)
		}
	}
}
