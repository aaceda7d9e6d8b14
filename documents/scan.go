package documents

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A lineKind is what a line looks like from the outside.
type lineKind uint8

const (
	lineBlank  lineKind = iota
	lineText            // anything else
	lineATX             // # heading
	lineSetext          // === or --- under a line of text; belongs to the line above
	lineItem            // - item, 1. item
	lineRow             // | a | b |
	lineRule            // | --- | --- | or --- or * * *
	lineCode            // within or at the edge of a fence
	lineNote            // [^1]: footnote
)

// A line is one line with its terminator. Offsets are bytes; int32 suffices
// because no paper is larger than MaxBytes and Parse caps what it scans.
type line struct {
	start, end   int32 // with terminator
	tstart, tend int32 // without surrounding white space and terminator
	kind         lineKind
	indent       uint8 // columns of white space before the text, at most 255
}

func (l line) span() Span { return Span{int(l.start), int(l.end)} }
func (l line) text() Span { return Span{int(l.tstart), int(l.tend)} }

// scan cuts src into lines. Every byte lies in exactly one line. Line ends are
// LF, CRLF and lone CR; a form feed (page break of pdftotext) counts as white
// space.
func scan(src string) []line {
	n := 1
	for i := 0; i < len(src); i++ {
		if src[i] == '\n' || src[i] == '\r' {
			n++
		}
	}
	lines := make([]line, 0, n)
	for i := 0; i < len(src); {
		end, next := lineEnd(src, i)
		l := line{start: int32(i), end: int32(next)}
		ts, te := trimSpace(src, i, end)
		l.tstart, l.tend = int32(ts), int32(te)
		l.indent = uint8(min(ts-i, 255))
		lines = append(lines, l)
		i = next
	}
	classify(src, lines)
	return lines
}

// lineEnd gives the end of the text of the line at i and the start of the next.
func lineEnd(src string, i int) (int, int) {
	j := strings.IndexAny(src[i:], "\r\n")
	if j < 0 {
		return len(src), len(src)
	}
	j += i
	if src[j] == '\r' && j+1 < len(src) && src[j+1] == '\n' {
		return j, j + 2
	}
	return j, j + 1
}

// isSpace reports whether r is white space on paper: also the no-break spaces,
// the zero-width characters and the byte order mark that conversions leave.
func isSpace(r rune) bool {
	if r < 0x80 {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	switch r {
	case '\u00a0', '\u202f', '\u2007', '\u200b', '\u2060', '\ufeff', '\u00ad':
		return true
	}
	return unicode.IsSpace(r)
}

// trimSpace narrows [i, j) of src to what lies between white space.
func trimSpace(src string, i, j int) (int, int) {
	for i < j {
		r, n := utf8.DecodeRuneInString(src[i:j])
		if !isSpace(r) {
			break
		}
		i += n
	}
	for i < j {
		r, n := utf8.DecodeLastRuneInString(src[i:j])
		if !isSpace(r) {
			break
		}
		j -= n
	}
	return i, j
}

func classify(src string, lines []line) {
	fence := ""
	for i := range lines {
		l := &lines[i]
		t := src[l.tstart:l.tend]
		switch {
		case fence != "":
			l.kind = lineCode
			if strings.HasPrefix(t, fence) && strings.Trim(t, fence[:1]) == "" {
				fence = ""
			}
		case t == "":
			l.kind = lineBlank
		case strings.HasPrefix(t, "```") || strings.HasPrefix(t, "~~~"):
			if f := t[:len(t)-len(strings.TrimLeft(t, t[:1]))]; closes(src, lines[i+1:], f) {
				fence, l.kind = f, lineCode
			} else {
				l.kind = lineText
			}
		case atxLevel(t) > 0:
			l.kind = lineATX
		case t[0] == '|':
			l.kind = lineRow
			if isRule(t) {
				l.kind = lineRule
			}
		case (t[0] == '=' || t[0] == '-') && strings.Trim(t, t[:1]) == "" && i > 0 && lines[i-1].kind == lineText &&
			(i == 1 || lines[i-2].kind != lineText):
			l.kind = lineSetext
		case isRule(t):
			l.kind = lineRule
		case strings.HasPrefix(t, "[^") && strings.Contains(t[:min(len(t), 40)], "]:"):
			l.kind = lineNote
		case itemMarker(t) > 0:
			l.kind = lineItem
		default:
			l.kind = lineText
		}
	}
}

// closes reports whether a fence is closed again within a reasonable distance.
// CommonMark lets an unclosed fence swallow the rest; on paper that would make
// one stray ``` hide every section that follows, so such a line is text.
func closes(src string, lines []line, fence string) bool {
	for _, l := range lines[:min(len(lines), 400)] {
		t := src[l.tstart:l.tend]
		if strings.HasPrefix(t, fence) && strings.Trim(t, fence[:1]) == "" {
			return true
		}
	}
	return false
}

// atxLevel gives the level of a heading "### x", or 0.
func atxLevel(t string) int {
	n := 0
	for n < len(t) && t[n] == '#' {
		n++
	}
	if n == 0 || n > 6 || n < len(t) && t[n] != ' ' && t[n] != '\t' && !strings.HasPrefix(t[n:], "\u00a0") {
		return 0
	}
	return n
}

// isRule reports a thematic break or the ruler of a table.
func isRule(t string) bool {
	dashes := 0
	for i := 0; i < len(t); i++ {
		switch t[i] {
		case '-', '*', '_':
			dashes++
		case '|', ':', ' ', '\t', '+':
		default:
			return false
		}
	}
	return dashes >= 3
}

// itemMarker gives the length of a list marker with its space at the start of
// t ("- ", "12. ", "3) "), or 0.
func itemMarker(t string) int {
	if len(t) < 2 {
		return 0
	}
	n := 0
	switch {
	case t[0] == '-' || t[0] == '*' || t[0] == '+':
		n = 1
	case strings.HasPrefix(t, "•"), strings.HasPrefix(t, "–"), strings.HasPrefix(t, "▪"):
		n = 3
	default:
		for n < len(t) && n < 9 && t[n] >= '0' && t[n] <= '9' {
			n++
		}
		if n == 0 || n >= len(t) || t[n] != '.' && t[n] != ')' {
			return 0
		}
		n++
	}
	if n >= len(t) || t[n] != ' ' && t[n] != '\t' {
		return 0
	}
	for n < len(t) && (t[n] == ' ' || t[n] == '\t') {
		n++
	}
	return n
}

// fold writes s as labels are compared: lower case, without accents, markup,
// soft hyphens and punctuation at the ends, white space as one space.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if r == '\u00ad' || r == '\u200b' || r == '\ufeff' || r == '*' || r == '_' || r == '\\' {
			continue
		}
		if isSpace(r) {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		if r < utf8.RuneSelf {
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			b.WriteByte(byte(r))
			continue
		}
		b.WriteString(foldRune(r))
	}
	return strings.Trim(strings.ReplaceAll(b.String(), " / ", "/"), " :.;,")
}

func foldRune(r rune) string {
	switch r {
	case '‘', '’', 'ʼ', '´', '`':
		return "'"
	case '“', '”', '„':
		return `"`
	case '‐', '‑', '–', '—':
		return "-"
	}
	switch r = unicode.ToLower(r); r {
	case 'à', 'á', 'â', 'ä', 'ã':
		return "a"
	case 'è', 'é', 'ê', 'ë':
		return "e"
	case 'ì', 'í', 'î', 'ï':
		return "i"
	case 'ò', 'ó', 'ô', 'ö':
		return "o"
	case 'ù', 'ú', 'û', 'ü':
		return "u"
	case 'ç':
		return "c"
	case 'ñ':
		return "n"
	case 'ĳ':
		return "ij"
	}
	return string(r)
}

// unmark narrows span to what stands within emphasis that surrounds all of it
// ("**Datum**", "*a. Motivering*"), and says how deep the emphasis was.
func unmark(src string, s Span) (Span, int) {
	depth := 0
	for {
		t := src[s.Start:s.End]
		n := 0
		switch {
		case len(t) > 4 && (strings.HasPrefix(t, "**") && strings.HasSuffix(t, "**") || strings.HasPrefix(t, "__") && strings.HasSuffix(t, "__")):
			n = 2
		case len(t) > 2 && (t[0] == '*' && t[len(t)-1] == '*' || t[0] == '_' && t[len(t)-1] == '_'):
			n = 1
		}
		if n == 0 || strings.Contains(t[n:len(t)-n], t[:n]) && n == 2 {
			return s, depth
		}
		if inner := t[n : len(t)-n]; n == 1 && strings.Contains(strings.ReplaceAll(strings.ReplaceAll(inner, "**", ""), "__", ""), t[:1]) {
			return s, depth
		}
		a, b := trimSpace(src, s.Start+n, s.End-n)
		if a >= b {
			return s, depth
		}
		s, depth = Span{a, b}, depth+n
	}
}
