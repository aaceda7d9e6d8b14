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

func TestTheWidthsOfATableAreThoseOfPrint(t *testing.T) {
	t.Parallel()
	tbl := Table{Head: []Text{Plain("Maatregel"), Plain("Kosten")}, Rows: [][]Text{{Plain(vuller), Plain("12")}, {Plain("x")}}, At: -1}
	r := newRender(&Document{})
	b := builder{r: r, body: r.theme.Body}
	b.table(tbl, r.root, 0, 300)
	got := tbl.Widths(DefaultTheme(), 300)
	if len(got) != 2 || got[0]+got[1] < 299.9 || got[0]+got[1] > 300.1 || got[0] < 3*got[1] {
		t.Fatalf("widths %v", got)
	}
	for _, it := range b.items {
		if box, ok := it.draw.(*rowBox); ok && box.cells[1].x != got[0]+cellPadX {
			t.Errorf("print begins the second column at %g, widths are %v", box.cells[1].x, got)
		}
	}
	many := Table{Rows: [][]Text{make([]Text, 40)}}
	if got := many.Widths(DefaultTheme(), 400); len(got) != 40 || got[7] != 10 {
		t.Errorf("of a table that print refuses: %v", got)
	}
	if got := (Table{}).Widths(DefaultTheme(), 400); got != nil {
		t.Errorf("of no table: %v", got)
	}
}
