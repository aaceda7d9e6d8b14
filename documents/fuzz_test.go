package documents

import "testing"

func seeds(f *testing.F) {
	for _, src := range papers(f) {
		f.Add(src)
	}
}

func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, src []byte) { checkLaws(t, src) })
}

// FuzzLint holds every remark to its place and every repair to its span.
func FuzzLint(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		p := Read(src)
		k := parse(string(src), SoortKamerbrief, nil)
		set := []Paper{p, k}
		for _, r := range Lint(set, Circumstances{Sent: Date{2026, 4, 22}, Publication: true, MarksKnown: true, RouteKnown: true}) {
			q := set[r.Paper]
			if r.Span.Start < 0 || r.Span.End < r.Span.Start || r.Span.End > len(src) {
				t.Fatalf("%s at %v of %d", r.Code, r.Span, len(src))
			}
			if r.Repair != nil && len(r.Repair.Edits) > 0 {
				if string(r.Repair.Apply(q).Bytes()) == string(src) {
					t.Fatalf("%s: its repair changes nothing", r.Code)
				}
			}
		}
		if string(p.Bytes()) != string(src) {
			t.Fatal("linting changed the paper")
		}
	})
}

func FuzzSet(f *testing.F) {
	for _, src := range papers(f) {
		f.Add(src, "onderwerp", "aanleiding", "Iets anders")
	}
	f.Fuzz(func(t *testing.T, src []byte, field, key, value string) {
		p := Read(src)
		if p.Sjabloon() != nil && p.Sjabloon().fieldForm(Field(field)) != nil {
			if q := p.Set(Field(field), value); string(q.Bytes()) != string(src) {
				checkSet(t, p, Field(field), value)
			}
		}
		if _, ok := p.Section(SectionKey(key)); ok {
			if q := p.SetSection(SectionKey(key), value); string(q.Bytes()) != string(src) {
				checkSetSection(t, p, SectionKey(key), value)
			}
		}
	})
}

func FuzzDiff(f *testing.F) {
	for _, a := range papers(f) {
		f.Add(a, append([]byte("x "), a...))
	}
	f.Fuzz(func(t *testing.T, a, b []byte) {
		c := Change{Words: Redline(string(a), string(b))}
		if c.Accepted() != string(b) || c.Rejected() != string(a) {
			t.Fatalf("accepted %q, rejected %q", c.Accepted(), c.Rejected())
		}
		p, q := Read(a), Read(b)
		if d := Diff(p, q); (len(d) == 0) != (string(a) == string(b)) {
			t.Fatalf("%d changes between papers of %d and %d bytes", len(d), len(a), len(b))
		}
		checkParts(t, p, q)
	})
}

func FuzzDutchDate(f *testing.F) {
	f.Add("22 april 2026")
	f.Add("Den Haag, 22-04-2026")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDutchDate(s)
		if err != nil {
			return
		}
		if e, err := ParseDutchDate(d.String()); err != nil || e != d {
			t.Fatalf("%q reads as %s, which reads as %s, %v", s, d, e, err)
		}
	})
}

func FuzzGround(f *testing.F) {
	f.Add("5.1.2e")
	f.Add("artikel 5.1, tweede lid, onder e")
	f.Fuzz(func(t *testing.T, s string) {
		g, err := ParseGround(s)
		if err != nil {
			return
		}
		if h, err := ParseGround(string(g)); err != nil || h != g || g.Title() == "" {
			t.Fatalf("%q reads as %q, which reads as %q, %v", s, g, h, err)
		}
	})
}

func FuzzQuestions(f *testing.F) {
	f.Add("1\nKlopt dat?\n2\nEn dit?")
	f.Fuzz(func(t *testing.T, s string) {
		qs, _ := ReadQuestions(s)
		for i, q := range qs {
			if q.Number != i+1 {
				t.Fatalf("question %d has number %d", i+1, q.Number)
			}
		}
	})
}

func FuzzSjabloon(f *testing.F) {
	for _, n := range []string{"vws-nota.1.json", "kamerbrief.1.json"} {
		b, err := sjablonenFS.ReadFile("sjablonen/" + n)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := LoadSjabloon(b)
		if err != nil {
			return
		}
		p := ReadWith([]byte("Aan: x\n\n# nota\n\n## 1. A\n\ny\n"), s)
		if len(p.Blocks()) == 0 {
			t.Fatal("no blocks")
		}
	})
}
