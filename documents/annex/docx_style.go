package annex

import (
	"strconv"
	"strings"
)

// What a docx says of looks and numbers: styles, what they are based on, levels of lists and how
// far they have counted.

type docxStyle struct {
	name, based string
	el          *elem
}

type docxLevel struct {
	format, text string
	start, left  int
}

// A docxCount is how far a level has counted.
type docxCount struct {
	n     int
	begun bool
}

type docxNum struct {
	abstract string
	starts   map[int]int
}

type docxIndent struct{ depth, left int }

func (d *docxReader) numbering(root *elem) {
	if root == nil {
		return
	}
	described := map[string]*[9]docxLevel{} // by the list style that they describe
	linked := map[string]string{}           // lists that leave it to a style
	for _, a := range root.kids {
		switch id := a.attr("w:abstractNumId"); a.name {
		case "w:abstractNum":
			var ls [9]docxLevel
			for _, l := range a.kids {
				docxLevelOf(l, &ls)
			}
			d.levels[id] = &ls
			if s := a.child("w:styleLink"); s != nil {
				described[s.attr("w:val")] = &ls
			}
			if s := a.child("w:numStyleLink"); s != nil {
				linked[id] = s.attr("w:val")
			}
		case "w:num":
			n := docxNum{a.child("w:abstractNumId").attr("w:val"), map[int]int{}}
			for _, o := range a.kids {
				if s := o.child("w:startOverride"); o.name == "w:lvlOverride" && s != nil {
					n.starts[number(o.attr("w:ilvl"), 0)] = number(s.attr("w:val"), 1)
				}
			}
			d.nums[a.attr("w:numId")] = n
		}
	}
	for id, style := range linked {
		if ls := described[style]; ls != nil {
			d.levels[id] = ls
		}
	}
	// A list may look otherwise than what it is made of: then it is one of its own.
	for _, a := range root.kids {
		own, changed := [9]docxLevel{}, false
		n, isNum := d.nums[a.attr("w:numId")]
		if a.name != "w:num" || !isNum {
			continue
		}
		if ls := d.levels[n.abstract]; ls != nil {
			own = *ls
		}
		for _, o := range a.kids {
			if l := o.child("w:lvl"); o.name == "w:lvlOverride" && l != nil {
				changed = docxLevelOf(l, &own) || changed
			}
		}
		if changed {
			n.abstract = "num " + a.attr("w:numId")
			d.levels[n.abstract], d.nums[a.attr("w:numId")] = &own, n
		}
	}
}

// docxLevelOf reads one level of a list into ls, if l is one.
func docxLevelOf(l *elem, ls *[9]docxLevel) bool {
	i := number(l.attr("w:ilvl"), -1)
	if l.name != "w:lvl" || i < 0 || i > 8 {
		return false
	}
	ls[i] = docxLevel{l.child("w:numFmt").attr("w:val"), l.child("w:lvlText").attr("w:val"),
		number(l.child("w:start").attr("w:val"), 1), number(l.down("w:pPr", "w:ind").attr("w:left"), 0)}
	return true
}

func number(s string, otherwise int) int {
	n, err := strconv.Atoi(s)
	if err != nil || n > 1<<20 || n < -1<<20 {
		return otherwise
	}
	return n
}

// on reports whether a switch of a style or run is on.
func on(e *elem) bool {
	if e == nil {
		return false
	}
	switch e.attr("w:val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// chain gives the elements of a style and of what it is based on, nearest first.
func (d *docxReader) chain(id string) []*docxStyle {
	var out []*docxStyle
	for len(out) < 20 {
		s := d.styles[id]
		if s == nil {
			break
		}
		out = append(out, s)
		id = s.based
	}
	return out
}

// property looks for a property in direct properties, then in a style.
func (d *docxReader) property(direct *elem, style string, where, name string) *elem {
	if p := direct.child(name); p != nil {
		return p
	}
	for _, s := range d.chain(style) {
		if p := s.el.down(where, name); p != nil {
			return p
		}
	}
	return nil
}

// heading gives the level of a heading, 0 for a paragraph that is none.
func (d *docxReader) heading(props *elem, style string) int {
	if d.isStyle(style, "title") {
		return 1
	}
	o := d.property(props, style, "w:pPr", "w:outlineLvl")
	if o != nil {
		if n := number(o.attr("w:val"), 9); n >= 0 && n < 9 {
			return min(n+1, 6)
		}
		return 0
	}
	for _, s := range d.chain(style) {
		if n, ok := strings.CutPrefix(strings.ToLower(s.name), "heading "); ok {
			return min(max(number(n, 0), 0), 6)
		}
	}
	return 0
}

// isStyle reports whether a style is one of the names or based on it.
func (d *docxReader) isStyle(style string, names ...string) bool {
	for _, s := range d.chain(style) {
		for _, n := range names {
			if strings.EqualFold(s.name, n) {
				return true
			}
		}
	}
	return false
}

// ownStyle gives the name of a style that render made, or "".
func (d *docxReader) ownStyle(style string) string {
	s := d.styles[style]
	if s == nil {
		return ""
	}
	return ownStyle(s.name)
}

func ownStyle(name string) string {
	switch name {
	case styleTerm, styleColophon, styleSubject, styleSignature, styleQuestion, styleAnswer,
		"Soort nota", "Onderwerp", "Geadresseerde", "Aanhef", "Retouradres", "Afzender", "Tabelkop", "Gelakt":
		return name
	}
	return ""
}

// numberOf counts the number of a paragraph: the mark of an item, or the text
// of a number that Markdown does not count itself.
func (d *docxReader) numberOf(props *elem, style string) (mark *listMark, label string, depth, left int) {
	left = number(d.property(props, style, "w:pPr", "w:ind").attr("w:left"), 0)
	num := d.property(props, style, "w:pPr", "w:numPr")
	id := num.child("w:numId").attr("w:val")
	n, ok := d.nums[id]
	ls := d.levels[n.abstract]
	if !ok || id == "0" || ls == nil {
		return nil, "", 0, left
	}
	l := min(max(number(num.child("w:ilvl").attr("w:val"), 0), 0), 8)
	if direct := props.down("w:ind"); direct.attr("w:left") == "" && ls[l].left > 0 {
		left = ls[l].left
	}
	c := d.counters[n.abstract]
	if c == nil {
		c = &[9]docxCount{}
		d.counters[n.abstract] = c
	}
	if start, own := n.starts[l]; own && !d.used[id+" "+strconv.Itoa(l)] {
		c[l] = docxCount{start - 1, true}
	}
	d.used[id+" "+strconv.Itoa(l)] = true
	if !c[l].begun {
		c[l] = docxCount{ls[l].start - 1, true}
	}
	c[l].n++
	for k := l + 1; k < 9; k++ {
		c[k] = docxCount{}
	}
	format := ls[l].format
	switch {
	case format == "bullet":
		return &listMark{list: id}, "", min(l+1, maxDepth), left
	case format == "none" || ls[l].text == "":
		return nil, "", 0, left
	case (format == "decimal" || format == "") && strings.TrimRight(ls[l].text, ".)") == "%"+strconv.Itoa(l+1):
		return &listMark{ordered: true, number: max(c[l].n, 0), list: id}, ls[l].textOf(c, ls), min(l+1, maxDepth), left
	}
	return nil, ls[l].textOf(c, ls), 0, left
}

// tellNumbering tells once for each list that its numbers are text now.
func (d *docxReader) tellNumbering(props *elem, style, words string) {
	id := "told " + d.property(props, style, "w:pPr", "w:numPr").child("w:numId").attr("w:val")
	if !d.used[id] {
		d.used[id] = true
		d.report(Numbering, "Een nummering met letters of met meer cijfers staat nu als gewone tekst voor de alinea's.", words)
	}
}

// textOf writes the number of a paragraph as its level asks: "%1.%2".
func (l docxLevel) textOf(c *[9]docxCount, ls *[9]docxLevel) string {
	out := l.text
	for k := 8; k >= 0; k-- {
		sign := "%" + strconv.Itoa(k+1)
		if strings.Contains(out, sign) {
			out = strings.ReplaceAll(out, sign, numbered(max(c[k].n, 1), ls[k].format))
		}
	}
	return out
}

// toggled gives a switch of a run: direct, else of its character style, else as
// the paragraph has it.
func (d *docxReader) toggled(props *elem, char, name string, before bool) bool {
	if p := d.property(props, char, "w:rPr", name); p != nil {
		return on(p)
	}
	return before
}

// pale reports whether words are white on white or too small to see.
func pale(props *elem) bool {
	if props == nil {
		return false
	}
	if n := number(props.child("w:sz").attr("w:val"), 20); n <= 4 {
		return true
	}
	if props.child("w:shd") != nil || props.child("w:highlight") != nil || props.child("w:rStyle") != nil {
		return false
	}
	return strings.EqualFold(props.child("w:color").attr("w:val"), "FFFFFF")
}
