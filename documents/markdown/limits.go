package markdown

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"paraaf/documents"
)

// What a paper may hold. The figures lie far above any paper of a ministry and far below
// what makes goldmark slow: on the machine where they were chosen the worst
// input of each kind that still passes takes well under two seconds.
const (
	maxDepth   = 100    // quotes, lists and emphasis within each other
	maxColumns = 50     // of a table
	maxCells   = 50_000 // of one run of lines with a table in it; goldmark fills up short rows
	maxLines   = 60_000
	maxSigns   = 100_000 // characters that may be markup, in the whole text
	maxNotes   = 5_000   // footnotes and link definitions

	maxAsked = 2_000_000 // definitions handed to goldmark, over all parts of a paper

	// maxWork bounds the sum, over blocks, of signs times bytes: for each
	// opener goldmark may look through the rest of its block.
	maxWork = 400_000_000
)

func unreadable(format string, args ...any) error {
	return &documents.Unreadable{Text: fmt.Sprintf(format, args...)}
}

// checkLines looks at src line by line before goldmark does.
func checkLines(src []byte) error {
	if len(src) > documents.MaxBytes {
		return unreadable("Het stuk is groter dan 1 MB. Splits het stuk of voeg een deel toe als bijlage.")
	}
	if !utf8.Valid(src) {
		return unreadable("Het stuk is geen tekst in UTF-8. Sla het op als platte tekst (UTF-8) en probeer het opnieuw.")
	}
	if i := bytes.IndexFunc(src, isControl); i >= 0 {
		return unreadable("Regel %d bevat een teken dat geen tekst is (code %d). Haal dat teken weg.", 1+bytes.Count(src[:i], []byte{'\n'}), src[i])
	}
	lines, signs, notes := 0, 0, 0
	run, columns := 0, 0 // lines since the last blank one, and the widest delimiter row among them
	for start := 0; start < len(src); {
		end := start
		for end < len(src) && src[end] != '\n' {
			if isSign[src[end]] {
				signs++
			}
			end++
		}
		line := src[start:end]
		start = end + 1
		lines++
		depth, rest := prefixDepth(line)
		if depth > maxDepth {
			return unreadable("Regel %d heeft te veel lagen van opsommingen of citaten in elkaar (meer dan %d). Maak de opsomming eenvoudiger.", lines, maxDepth)
		}
		if len(rest) == 0 {
			run, columns = 0, 0
			continue
		}
		run++
		if rest[0] == '[' && isDefinition(rest) {
			notes++
		}
		if n := delimiterColumns(rest); n > columns {
			columns = n
		}
		if columns > maxColumns {
			return unreadable("De tabel bij regel %d heeft meer dan %d kolommen. Splits de tabel of voeg deze toe als bijlage.", lines, maxColumns)
		}
		if columns > 1 && run*columns > maxCells {
			return unreadable("De tabel bij regel %d heeft te veel cellen (meer dan %d). Voeg de tabel toe als bijlage.", lines, maxCells)
		}
	}
	switch {
	case lines > maxLines:
		return unreadable("Het stuk heeft meer dan %d regels. Splits het stuk of voeg een deel toe als bijlage.", maxLines)
	case signs > maxSigns:
		return unreadable("Het stuk heeft te veel opmaaktekens (meer dan %d), zoals sterretjes en haken. Haal de opmaak weg die niet nodig is.", maxSigns)
	case notes > maxNotes:
		return unreadable("Het stuk heeft te veel voetnoten of verwijzingen (meer dan %d). Splits het stuk.", maxNotes)
	}
	return nil
}

// isControl is what documents.Check refuses as well.
func isControl(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' || r >= 0x7f && r < 0xa0
}

// isSign holds the characters that can begin or end inline markup.
var isSign = [256]bool{'*': true, '_': true, '~': true, '`': true, '[': true, ']': true, '!': true, '<': true}

func countSigns(s []byte) int {
	n := 0
	for _, b := range s {
		if isSign[b] {
			n++
		}
	}
	return n
}

// prefixDepth counts how deep the blocks can be that line continues or opens, from its
// quote signs, list markers and indentation, and gives the line without them.
func prefixDepth(line []byte) (int, []byte) {
	depth, columns, i := 0, 0, 0
	for {
		for i < len(line) && (line[i] == ' ' || line[i] == '\t' || line[i] == '\r') {
			if columns++; line[i] == '\t' {
				columns += 3
			}
			i++
		}
		rest := line[i:]
		n := markerLength(rest)
		if n == 0 || isRule(rest) {
			break
		}
		depth++
		i += n
	}
	if depth > 0 {
		// A list within a list is indented by two columns at least.
		depth += max(0, columns-2*depth) / 2
	}
	return depth, line[i:]
}

// markerLength gives the length of the quote sign or list marker at the
// beginning of s, or 0.
func markerLength(s []byte) int {
	if len(s) == 0 {
		return 0
	}
	n := 0
	switch {
	case s[0] == '>':
		return 1
	case s[0] == '-' || s[0] == '+' || s[0] == '*':
		n = 1
	default:
		for n < len(s) && n < 10 && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		if n == 0 || n > 9 || n == len(s) || s[n] != '.' && s[n] != ')' {
			return 0
		}
		n++
	}
	if n < len(s) && s[n] != ' ' && s[n] != '\t' && s[n] != '\r' {
		return 0
	}
	return n
}

// isRule reports whether s is a line of one repeated sign and spaces: a
// thematic break, not a list of lists.
func isRule(s []byte) bool {
	c, n := s[0], 0
	if c != '-' && c != '*' {
		return false
	}
	for _, b := range s {
		switch b {
		case c:
			n++
		case ' ', '\t', '\r':
		default:
			return false
		}
	}
	return n >= 3
}

// isDefinition reports whether s looks like "[label]:".
func isDefinition(s []byte) bool {
	for i := 1; i+1 < len(s) && i < 1000; i++ {
		if s[i] == ']' {
			return s[i+1] == ':'
		}
	}
	return false
}

// delimiterColumns counts the columns of a table's delimiter row, or gives 0
// for any other line.
func delimiterColumns(s []byte) int {
	columns, dash := 1, false
	for _, b := range s {
		switch b {
		case '|':
			columns++
		case '-':
			dash = true
		case ':', ' ', '\t', '\r':
		default:
			return 0
		}
	}
	if !dash {
		return 0
	}
	return columns
}

// checkBlocks looks at the tree of blocks, before inline parsing, at how much
// searching every block can cost.
func checkBlocks(root ast.Node, src []byte) error {
	work := 0
	var check func(n ast.Node, depth int) error
	check = func(n ast.Node, depth int) error {
		if n.Type() == ast.TypeInline {
			return nil
		}
		if depth > 3*maxDepth {
			return unreadable("Het stuk heeft te veel lagen van opsommingen of citaten in elkaar (meer dan %d). Maak de opsomming eenvoudiger.", maxDepth)
		}
		if !n.IsRaw() {
			if l := n.Lines(); l != nil {
				signs, size := 0, 0
				for i := range l.Len() {
					seg := l.At(i)
					size += seg.Stop - seg.Start
					signs += countSigns(src[seg.Start:seg.Stop])
				}
				work += signs * size
				if work > maxWork {
					return unreadable("Het stuk heeft een alinea met te veel haken, sterretjes of andere opmaaktekens. Splits de alinea met lege regels of haal de tekens weg die geen opmaak zijn.")
				}
			}
		}
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if err := check(c, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	return check(root, 0)
}
