package templates

import (
	"html/template"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"paraaf/documents"
)

// context is how many runes of unchanged text stand around a change.
const context = 140

// Redline shows what was taken out and put in, with the words around it, as
// paragraphs and lists. A screen reader hears which is which.
func Redline(words []documents.Word) Fragment {
	var l redlined
	for i, w := range words {
		if w.Op == documents.Same {
			w.Text = shorten(w.Text, i > 0, i < len(words)-1)
		}
		l.add(w)
	}
	l.end()
	l.close()
	return Fragment(l.out.String())
}

// redlined lays a redline out line by line.
type redlined struct {
	out  strings.Builder
	line []documents.Word // of the line that is being read
	open string           // the element that the last line stands in: p, ul, ol or none
	hard bool             // the last line ends in a break of its own
}

// add takes in one stretch. A break that came or went alone is shown as a sign,
// because nobody sees or hears it otherwise.
func (l *redlined) add(w documents.Word) {
	if w.Op != documents.Same && strings.Contains(w.Text, "\n") && strings.TrimSpace(w.Text) == "" {
		l.line = append(l.line, documents.Word{Op: w.Op, Text: "¶"})
	}
	for i, part := range strings.Split(w.Text, "\n") {
		if i > 0 {
			l.end()
		}
		if part = strings.TrimSuffix(part, "\r"); part != "" {
			l.line = append(l.line, documents.Word{Op: w.Op, Text: part})
		}
	}
}

// end lays down the line that was read: an item, a part of a paragraph, or the
// blank line between two.
func (l *redlined) end() {
	line := l.line
	l.line = nil
	var whole strings.Builder
	for _, w := range line {
		whole.WriteString(w.Text)
	}
	text := whole.String()
	if strings.TrimSpace(text) == "" {
		l.close()
		return
	}
	mark, list, number := itemMark(text)
	if mark > 0 && !sameOp(line, mark) {
		mark, list = 0, "" // the mark itself changed, and must be seen
	}
	switch {
	case list != "":
		l.between(list)
		if number > 0 {
			l.out.WriteString(`<li value="` + strconv.Itoa(number) + `">`)
		} else {
			l.out.WriteString("<li>")
		}
	case l.open == "":
		l.between("p")
	case l.hard:
		l.out.WriteString("<br>")
	default:
		l.out.WriteByte('\n')
	}
	for _, w := range line {
		if mark >= len(w.Text) {
			mark -= len(w.Text)
			continue
		}
		l.words(documents.Word{Op: w.Op, Text: w.Text[mark:]})
		mark = 0
	}
	l.hard = strings.HasSuffix(text, "  ") || strings.HasSuffix(text, "\\")
}

// between opens an element for the next line, or the next item of a list.
func (l *redlined) between(name string) {
	if l.open == name && name != "p" {
		l.out.WriteString("</li>")
		return
	}
	l.close()
	l.out.WriteString("<" + name + ">")
	l.open = name
}

func (l *redlined) close() {
	switch l.open {
	case "":
		return
	case "p":
	default:
		l.out.WriteString("</li>")
	}
	l.out.WriteString("</" + l.open + ">")
	l.open, l.hard = "", false
}

func (l *redlined) words(w documents.Word) {
	escaped := template.HTMLEscapeString(w.Text)
	said := "toegevoegd"
	if w.Op == documents.Deleted {
		said = "weggehaald"
	}
	switch {
	case w.Op == documents.Same:
		l.out.WriteString(escaped)
		return
	case w.Text == "¶":
		escaped, said = `<span aria-hidden="true">¶</span>`, "regeleinde "+said
	default:
		said += ": "
	}
	element := "ins"
	if w.Op == documents.Deleted {
		element = "del"
	}
	l.out.WriteString("<" + element + `><span class="pf-hidden">[` + said + `</span>` + escaped + `<span class="pf-hidden">]</span></` + element + `>`)
}

// itemMark gives the length in bytes of the mark that makes text an item, the
// list it is of, and its number there; 0 and "" when it is none.
func itemMark(text string) (mark int, list string, number int) {
	body := strings.TrimLeft(text, " \t")
	at := len(text) - len(body)
	for _, b := range []string{"- ", "* ", "+ ", "• "} {
		if strings.HasPrefix(body, b) {
			return at + len(b), "ul", 0
		}
	}
	n := 0
	for n < len(body) && n < 4 && body[n] >= '0' && body[n] <= '9' {
		n++
	}
	if n == 0 || n > 3 || n+1 >= len(body) || body[n] != '.' && body[n] != ')' || body[n+1] != ' ' {
		return 0, "", 0
	}
	number, err := strconv.Atoi(body[:n])
	if err != nil || number == 0 {
		return 0, "", 0
	}
	return at + n + 2, "ol", number
}

// sameOp reports whether the first n bytes of a line share the fate of what
// follows them, so that a mark that is left out hides no change.
func sameOp(line []documents.Word, n int) bool {
	op := line[0].Op
	for i, w := range line {
		if w.Op != op {
			return false
		}
		if n < len(w.Text) {
			return true
		}
		n -= len(w.Text)
		if n == 0 {
			return i+1 < len(line) && (op == documents.Same || line[i+1].Op == op)
		}
	}
	return false
}

// shorten keeps of unchanged text what stands next to a change before or after.
func shorten(text string, before, after bool) string {
	n := utf8.RuneCountInString(text)
	head, tail := 0, 0
	if before {
		head = context
	}
	if after {
		tail = context
	}
	if n <= head+tail+20 {
		return text
	}
	runes := []rune(text)
	from := wholeWords(runes[n-tail:], runes[n-tail-1], true)
	if line := strings.IndexByte(from, '\n'); line >= 0 && line < len(from)/2 {
		from = from[line:] // a whole line to begin with: an item keeps its mark
	}
	return wholeWords(runes[:head], runes[head], false) + " … " + from
}

// wholeWords drops of a stretch the word that was cut in two: at its end, or at
// its start; next is the rune on the other side of the cut. A stretch that is
// one long word stays as it is.
func wholeWords(runes []rune, next rune, start bool) string {
	if len(runes) == 0 || unicode.IsSpace(next) {
		return string(runes)
	}
	text := string(runes)
	if start {
		if i := strings.IndexFunc(text, unicode.IsSpace); i >= 0 {
			return strings.TrimLeftFunc(text[i:], unicode.IsSpace)
		}
		return text
	}
	if i := strings.LastIndexFunc(text, unicode.IsSpace); i >= 0 {
		return strings.TrimRightFunc(text[:i], unicode.IsSpace)
	}
	return text
}
