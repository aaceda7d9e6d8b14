package redact

import (
	"bytes"

	"paraaf/documents"
)

// DetectEdit gives what Detect gives for now, a text that came of old by one
// edit, when found is what Detect gave for old. An edit of ordinary words in a
// paragraph moves the findings behind it and costs the length of the paragraph;
// one that touches a name, a number, an address or the shape of the text costs
// a whole detection. It serves the one who types; who decides what goes asks
// Detect.
func DetectEdit(old []byte, found []documents.Finding, now []byte) []documents.Finding {
	return standard().DetectEdit(old, found, now)
}

// DetectEdit is like the function DetectEdit, with what d was told.
func (d *Detector) DetectEdit(old []byte, found []documents.Finding, now []byte) []documents.Finding {
	a := commonPrefix(old, now)
	b := commonSuffix(old[a:], now[a:])
	from, to, until := a, len(old)-b, len(now)-b // old[from:to] became now[from:until]
	if from == to && from == until {
		return found
	}
	// whole words: a name may grow letter by letter
	for from > 0 && !bytes.ContainsAny(old[from-1:from], " \n\t") {
		from--
	}
	for to < len(old) && !bytes.ContainsAny(old[to:to+1], " \n\t") {
		to++
		until++
	}
	if to-from > maxEdit || until-from > maxEdit || !d.ordinary(old[from:to], found, old) || !d.ordinary(now[from:until], found, old) {
		return d.Detect(now)
	}
	// what stands around it must be found alike with and without the edit
	s := from
	for n := 0; s > 0 && n < 2; s-- {
		if bytes.HasPrefix(old[s-1:], []byte("\n\n")) {
			n++
		}
	}
	e := to
	for n := 0; e < len(old) && n < 2; e++ {
		if bytes.HasPrefix(old[e:], []byte("\n\n")) {
			n++
		}
	}
	if e-s > maxAround {
		return d.Detect(now)
	}
	shift := until - to
	was, is := d.Detect(old[s:e]), d.Detect(now[s:e+shift])
	if len(was) != len(is) {
		return d.Detect(now)
	}
	for i, f := range was {
		g := is[i]
		if f.Start+s >= to {
			f.Start, f.End = f.Start+shift, f.End+shift
		} else if f.End+s > from {
			return d.Detect(now)
		}
		if f.Span != g.Span || f.Label != g.Label || f.Outcome != g.Outcome || f.Rule != g.Rule {
			return d.Detect(now)
		}
	}
	out := make([]documents.Finding, len(found))
	for i, f := range found {
		switch {
		case f.Start >= to+beside:
			f.Start, f.End = f.Start+shift, f.End+shift
		case f.End > from-beside:
			return d.Detect(now) // the words beside a name are what it hangs on
		}
		out[i] = f
	}
	return out
}

const (
	maxEdit   = 1 << 10 // bytes of an edit that may be small
	maxAround = 1 << 14 // bytes around it that are read again
	beside    = 80      // bytes within which words bear on a name
)

// ordinary reports whether b holds nothing but spaces, marks of sentences and
// words in small letters that are in the language and in nobody's name.
func (d *Detector) ordinary(b []byte, found []documents.Finding, text []byte) bool {
	p := newPage(newView(b), nil, nil)
	for i := range p.tok {
		t := &p.tok[i]
		switch t.kind {
		case number:
			return false
		case punct:
			if t.hash != '.' && t.hash != ',' && t.hash != '?' && t.hash != '!' {
				return false
			}
		case word:
			if t.is(capital|accent) || !t.has(common|stop) || t.has(given|family|title|official|kin|trade|greeting|rank) || t.cue != 0 {
				return false
			}
			w := p.text[t.start:t.end()]
			for _, f := range found {
				if f.Label == documents.Person && bytes.Contains(bytes.ToLower(text[f.Start:f.End]), w) {
					return false
				}
			}
		}
	}
	return !bytes.Contains(b, []byte("\n"))
}

func commonPrefix(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

func commonSuffix(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[len(a)-1-i] != b[len(b)-1-i] {
			return i
		}
	}
	return n
}
