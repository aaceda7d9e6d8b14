package workflow

import (
	"fmt"

	"paraaf/documents"
)

// A SectionChange is one section of one paper that differs between two sets.
// Was is zero when the section is new, Is when it is gone. Section is empty
// when the paper changed outside its sections, or has none (a bijlage).
type SectionChange struct {
	Paper   PaperID
	Section documents.SectionKey
	Was, Is Digest
}

// Digest identifies the set: which papers, in which order, on which bytes. It
// says nothing about the bytes, for the digests of the papers are salted.
func (p Papers) Digest() Digest {
	if len(p) == 0 {
		return Digest{}
	}
	parts := make([][]byte, 0, 3*len(p))
	for _, r := range p {
		d := r.Digest
		parts = append(parts, []byte(r.ID), []byte(r.Soort), d[:])
	}
	return documents.DigestOf([]byte("set"), parts...)
}

// Letter gives the papers of p that are signed: the Kamerbrief or the
// antwoorden. They are all that another ministry is shown.
func (p Papers) Letter() Papers {
	var l Papers
	for _, r := range p {
		if r.Soort == documents.SoortKamerbrief || r.Soort == documents.SoortAntwoorden {
			l = append(l, r)
		}
	}
	return l
}

// Find gives the paper id of the set, and whether it is there.
func (p Papers) Find(id PaperID) (PaperRef, bool) {
	for _, r := range p {
		if r.ID == id {
			return r, true
		}
	}
	return PaperRef{}, false
}

// check says in English why p is no set of papers, or nil. It is the desk that
// makes sets, so a fault is an engineer's, not an official's.
func (p Papers) check() error {
	if len(p) == 0 {
		return fmt.Errorf("a set without papers")
	}
	if p[0].Soort != documents.SoortNota {
		return fmt.Errorf("a set opens with a %q, not with the nota", p[0].Soort)
	}
	seen := map[PaperID]bool{}
	for _, r := range p {
		switch {
		case r.ID == "":
			return fmt.Errorf("a paper without id")
		case seen[r.ID]:
			return fmt.Errorf("two papers %q", r.ID)
		case r.Digest.IsZero():
			return fmt.Errorf("paper %q without digest", r.ID)
		}
		seen[r.ID] = true
		keys := map[documents.SectionKey]bool{}
		for _, s := range r.Sections {
			if s.Key == "" || keys[s.Key] || s.Digest.IsZero() {
				return fmt.Errorf("paper %q: section %q empty, double or without digest", r.ID, s.Key)
			}
			keys[s.Key] = true
		}
	}
	return nil
}

// A coverage is what an assent of a station lies on.
type coverage struct {
	letter   bool                   // the letter alone
	sections []documents.SectionKey // these of the nota; empty is all of the set
}

// coverage gives what st's assent lies on: a medeakkoord on the letter only
// (D2), a medeparaaf with Covers on those sections of the nota, everything
// else on the whole set.
func (st Station) coverage() coverage {
	switch st.Kind {
	case AskMedeakkoord, AskMedeondertekening:
		return coverage{letter: true}
	}
	return coverage{sections: st.Covers}
}

// of gives the part of p that c covers. A covered part of a paper is listed
// without the digest of the whole, so that what stands outside does not count.
func (c coverage) of(p Papers) Papers {
	if c.letter {
		return p.Letter()
	}
	if len(c.sections) == 0 {
		return p
	}
	var part Papers
	for _, r := range p {
		if r.Soort != documents.SoortNota {
			continue
		}
		n := PaperRef{ID: r.ID, Soort: r.Soort}
		for _, s := range r.Sections {
			for _, k := range c.sections {
				if s.Key == k {
					n.Sections = append(n.Sections, s)
				}
			}
		}
		part = append(part, n)
	}
	return part
}

// changes lists what differs between two sets, in the order of the set as it
// is now, what is gone last. A paper whose sections are all equal but whose
// bytes are not gives one change with an empty Section: nothing that changed
// may pass unasked because no section owns it.
func changes(was, is Papers) []SectionChange {
	var out []SectionChange
	for _, n := range is {
		o, there := was.Find(n.ID)
		if there && o.Digest == n.Digest && !n.Digest.IsZero() {
			continue
		}
		if len(n.Sections) == 0 && len(o.Sections) == 0 {
			if o.Digest != n.Digest {
				out = append(out, SectionChange{Paper: n.ID, Was: o.Digest, Is: n.Digest})
			}
			continue
		}
		before := len(out)
		for _, s := range n.Sections {
			if d := o.section(s.Key); d != s.Digest {
				out = append(out, SectionChange{n.ID, s.Key, d, s.Digest})
			}
		}
		for _, s := range o.Sections {
			if n.section(s.Key).IsZero() {
				out = append(out, SectionChange{n.ID, s.Key, s.Digest, Digest{}})
			}
		}
		if len(out) == before && o.Digest != n.Digest {
			out = append(out, SectionChange{Paper: n.ID, Was: o.Digest, Is: n.Digest})
		}
	}
	for _, o := range was {
		if _, there := is.Find(o.ID); !there {
			out = append(out, SectionChange{Paper: o.ID, Was: o.Digest})
		}
	}
	return out
}

// section gives the digest of section k of r, or zero when r has none.
func (r PaperRef) section(k documents.SectionKey) Digest {
	for _, s := range r.Sections {
		if s.Key == k {
			return s.Digest
		}
	}
	return Digest{}
}
