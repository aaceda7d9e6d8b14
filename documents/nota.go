package documents

import (
	"html"
	"regexp"
	"strings"
)

// A Nota is a paper read as an internal memo to a bewindspersoon.
type Nota struct{ Paper }

// AsNota gives p as a nota, and whether it is one.
func (p Paper) AsNota() (Nota, bool) { return Nota{p}, p.Soort() == SoortNota }

// A Kenmerk is a registration mark: Raw as it stands (the evidence), Normal
// without white space and in upper case, for comparing and searching.
type Kenmerk struct{ Raw, Normal string }

// Opsteller says who wrote the paper. State is "empty" (nothing stands there,
// forgotten or taken out), "redacted" (a mark says it was taken out) or
// "present"; Text is what stands there.
type Opsteller struct{ State, Text string }

// The states of an Opsteller.
const (
	OpstellerEmpty    = "empty"
	OpstellerRedacted = "redacted"
	OpstellerPresent  = "present"
)

// value gives the text of field f, its lines joined.
func (p Paper) value(f Field) string {
	v, _ := p.Field(f)
	return joined(p.Text(v.Value))
}

// joined joins the lines of a value: with a space, or without one where the
// line ends in a hyphen that belongs to the word. Soft hyphens go.
func joined(s string) string { return strings.Join(valueLines(s, true), " ") }

// valueLines cuts a value into lines; with join, a line that ends in a hyphen
// takes the next one.
func valueLines(s string, join bool) []string {
	var out []string
	for _, l := range strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' }) {
		l = strings.Join(strings.FieldsFunc(strings.ReplaceAll(l, "\u00ad", ""), isSpace), " ")
		l = html.UnescapeString(strings.TrimRight(l, "\\"))
		if l == "" {
			continue
		}
		if n := len(out); join && n > 0 && goesOn(out[n-1], l) {
			out[n-1] += " " + l
			continue
		}
		if n := len(out); join && n > 0 && (strings.HasSuffix(out[n-1], "-") || strings.HasSuffix(out[n-1], "–")) {
			if strings.HasSuffix(out[n-1], " -") || strings.HasSuffix(out[n-1], "–") {
				out[n-1] += " " + l
			} else if l[0] >= 'a' && l[0] <= 'z' && !strings.HasPrefix(l, "en ") && !strings.HasPrefix(l, "of ") {
				out[n-1] = strings.TrimSuffix(out[n-1], "-") + l
			} else if strings.HasPrefix(l, "en ") || strings.HasPrefix(l, "of ") {
				out[n-1] += " " + l
			} else {
				out[n-1] += l
			}
			continue
		}
		out = append(out, l)
	}
	return out
}

// goesOn reports whether next belongs to the name on the line before it, because
// a small word stands at the break ("Minister van Justitie en" "Veiligheid").
func goesOn(line, next string) bool {
	for _, w := range []string{" en", " van", " voor", " de", " der", " het", " of", " &"} {
		if strings.HasSuffix(line, w) || strings.HasPrefix(next, w[1:]+" ") {
			return true
		}
	}
	return false
}

// Kind gives what the nota asks: "ter beslissing", "ter informatie", ...; empty
// when it does not say.
func (n Nota) Kind() string { return kindOf(fold(n.value(FieldKind))) }

// Onderwerp gives the subject on one line.
func (n Nota) Onderwerp() string { return n.value(FieldOnderwerp) }

// Kenmerk gives the registration mark.
func (n Nota) Kenmerk() Kenmerk { return n.kenmerk(FieldKenmerk) }

func (p Paper) kenmerk(f Field) Kenmerk {
	v, _ := p.Field(f)
	raw := p.Text(v.Value)
	return Kenmerk{raw, normalKenmerk(raw)}
}

var kenmerkMarks = strings.NewReplacer("‑", "-", "–", "-", "*", "", "_", "")

func normalKenmerk(raw string) string {
	return strings.ToUpper(kenmerkMarks.Replace(compact(raw)))
}

// Datum gives the date of the nota; zero when it has none that can be read.
func (n Nota) Datum() Date { return n.date(FieldDatum) }

// Deadline gives the day by which the besluit is needed; zero when unknown.
func (n Nota) Deadline() Date { return n.date(FieldDeadline) }

// date reads a field as a day; words after the day ("in verband met ...") are
// left out.
func (p Paper) date(f Field) Date {
	v := p.value(f)
	if d, ok := wholeDate(v); ok {
		return d
	}
	folded := fold(v[:min(len(v), 120)])
	for i := 0; i < len(folded); i++ {
		if i > 0 && folded[i-1] != ' ' {
			continue
		}
		if d, n := dateAt(folded[i:]); n > 0 && d.Year > 0 {
			return d
		}
	}
	return Date{}
}

// Aan gives the addressees, one an entry.
func (n Nota) Aan() []string { return n.list(FieldAan) }

// CC gives who reads along, one an entry.
func (n Nota) CC() []string { return n.list(FieldCC) }

// Lijn gives the organisations of the head as they stand, a line that ends in a
// hyphen joined with the next.
func (n Nota) Lijn() []string {
	v, _ := n.Field(FieldLijn)
	return valueLines(n.Text(v.Value), true)
}

// list reads a field with several entries: one a line, or divided by
// semicolons.
func (p Paper) list(f Field) []string {
	v, _ := p.Field(f)
	var out []string
	for _, l := range valueLines(p.Text(v.Value), true) {
		for _, e := range strings.FieldsFunc(strings.NewReplacer("<br>", ";", "<br/>", ";").Replace(l), func(r rune) bool { return r == ';' }) {
			if e = strings.Trim(strings.TrimLeft(strings.TrimSpace(e), "-•* "), " ,"); e != "" {
				out = append(out, e)
			}
		}
	}
	return out
}

var redactedMark = regexp.MustCompile(`(?i)\[?\s*(gelakt|weggelakt|zwartgelakt|onleesbaar gemaakt|geanonimiseerd)|^[\s█▇■▮]+$|█|^\W*5\.1\.?2\.?e\W*$|^[xX]{3,}$`)

// Opsteller gives who wrote the nota.
func (n Nota) Opsteller() Opsteller {
	t := n.value(FieldOpsteller)
	switch {
	case strings.Trim(t, " .-_*|") == "":
		return Opsteller{State: OpstellerEmpty}
	case redactedMark.MatchString(t[:min(len(t), 200)]):
		return Opsteller{OpstellerRedacted, t}
	}
	return Opsteller{OpstellerPresent, t}
}

// Bijlagen gives the number of annexes that the head names, and whether it
// names one.
func (p Paper) Bijlagen() (int, bool) {
	v, ok := p.Field(FieldBijlagen)
	if !ok || v.Value.Len() == 0 {
		return 0, false
	}
	raw := p.Text(v.Value)
	if n := listed(raw); n > 0 {
		return n, true
	}
	t := fold(joined(raw))
	if n := numberWord(t); n >= 0 {
		return n, true
	}
	if isNVT(t) || t == "-" || t == "nihil" {
		return 0, true
	}
	return 0, false
}

// listMarker is itemMarker for the lines of a field, where the point behind a number may be
// escaped ("2\. Rapport"), since in Markdown it would begin a list.
func listMarker(t string) int {
	n := 0
	for n < len(t) && n < 9 && isDigit(t[n]) {
		n++
	}
	if n > 0 && n < len(t) && t[n] == '\\' {
		if k := itemMarker(t[:n] + t[n+1:]); k > 0 {
			return k + 1
		}
		return 0
	}
	return itemMarker(t)
}

// listed counts the annexes that a head lists by number, "1. Brief" and
// "2. Rapport"; 0 when raw is no such list.
func listed(raw string) int {
	n := 0
	for _, l := range strings.FieldsFunc(strings.NewReplacer("<br>", "\n", "<br/>", "\n").Replace(raw), func(r rune) bool { return r == '\n' || r == '\r' }) {
		l = strings.Trim(l, " \t|\u00a0")
		if k := listMarker(l); k > 0 && isDigit(l[0]) {
			if v, _ := number(strings.TrimRight(l[:k], " .)\t\\"), 3); v != n+1 {
				return 0
			}
			n++
		} else if n == 0 {
			return 0
		}
	}
	return n
}
