package redact

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"paraaf/documents"
)

// A labelled text says of stretches of it what should happen to them.
type labelled struct {
	file, id, kind, text string
	spans                []labelledSpan
}

type labelledSpan struct {
	a, b  int // bytes
	label documents.Label
	fate  byte // '+' must go, '-' must stay, '~' either
}

// labelCodes are the letters that the files under testdata use in
// ⟦+P|Jan Jansen⟧: what must go (+), must stay (-) or may do either (~).
var labelCodes = map[byte]documents.Label{'P': documents.Person, 'E': documents.Email, 'T': documents.Phone, 'A': documents.Address, 'C': documents.Postcode,
	'B': documents.BSN, 'I': documents.IBAN, 'D': documents.DateOfBirth, 'K': documents.LicensePlate, 'U': documents.URL, 'H': documents.Handle,
	'N': documents.IPAddress, 'X': documents.IDNumber, 'Q': documents.PatientNumber, 'G': documents.BIGNumber, 'M': labelMAC, 'Z': labelCoord,
	'L': "LOCATION", 'O': "ORG", 'R': "REFERENCE", 'W': "LAW", 'S': "OTHER", 'V': "KVK", 'Y': "DATE"}

var markup = regexp.MustCompile(`(?s)⟦([-+~])([A-Z])\|(.*?)⟧`)

// labelledTexts reads the texts under testdata that the globs name; each names one at least.
func labelledTexts(t testing.TB, globs ...string) []labelled {
	t.Helper()
	var out []labelled
	for _, g := range globs {
		files, err := filepath.Glob("testdata/" + g)
		if err != nil || len(files) == 0 {
			t.Fatal("no texts at", g, err)
		}
		for _, f := range files {
			read := readTexts
			if strings.HasSuffix(f, ".jsonl") {
				read = readJSONL
			}
			for _, d := range read(t, f) {
				d.file = filepath.Base(f)
				out = append(out, d)
			}
		}
	}
	return out
}

// readTexts reads the texts of a file in our own notation.
func readTexts(t testing.TB, name string) []labelled {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []labelled
	for _, part := range strings.Split("\n"+string(b), "\n=== ")[1:] {
		head, body, _ := strings.Cut(part, "\n")
		id, kind, _ := strings.Cut(head, " | ")
		d := labelled{id: id, kind: kind}
		var text strings.Builder
		at := 0
		for _, m := range markup.FindAllStringSubmatchIndex(body, -1) {
			text.WriteString(body[at:m[0]])
			a := text.Len()
			text.WriteString(body[m[6]:m[7]])
			code := body[m[4]]
			l, ok := labelCodes[code]
			if !ok {
				t.Fatalf("%s: %s: unknown code %c", name, id, code)
			}
			d.spans = append(d.spans, labelledSpan{a, text.Len(), l, body[m[2]]})
			at = m[1]
		}
		text.WriteString(body[at:])
		d.text = text.String()
		if strings.ContainsAny(d.text, "⟦⟧") {
			t.Fatalf("%s: %s: a mark is not closed", name, id)
		}
		out = append(out, d)
	}
	return out
}

// readJSONL reads labelled texts in the format of gov-dev.jsonl.
func readJSONL(t testing.TB, name string) []labelled {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []labelled
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<26)
	for s.Scan() {
		var d struct {
			ID, Kind, Text string
			Spans          []struct {
				Start, End   int
				Label        string
				Redact, Soft bool
			}
		}
		if err := json.Unmarshal(s.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		at := make([]int, 0, len(d.Text)+1) // rune -> byte
		for i := range d.Text {
			at = append(at, i)
		}
		at = append(at, len(d.Text))
		l := labelled{id: d.ID, kind: d.Kind, text: d.Text}
		for _, x := range d.Spans {
			fate := byte('-')
			if x.Soft {
				fate = '~'
			} else if x.Redact {
				fate = '+'
			}
			l.spans = append(l.spans, labelledSpan{at[x.Start], at[x.End], documents.Label(x.Label), fate})
		}
		out = append(out, l)
	}
	return out
}

var titlesBefore = regexp.MustCompile(`(?i)(?:(?:de\s+heer|heer|mevrouw|mevr|mw|mej|dhr|hr|fam|familie|drs|dr|prof|ir|ing|mr|bc|ds|jhr|adj|dokter|meneer|huisarts|arts|collega|adv|Mrs|Ms)\b\.?[\s,]*)+$`)

// A tally counts as the scorer of the issue does: letters and digits only; a
// span counts as found when all of them are covered; a proposal is right when
// at least half of them had to go; what may do either counts for neither.
type tally struct {
	docs, clean            int
	spans, found           int
	right, wrong           int
	traps, hit             int
	mustStay, overredacted int
	misses, alarms, wide   []string
	byForm                 map[string][2]int
	byKind                 map[string][2]int
}

func (c *tally) add(d labelled, got []documents.Finding) {
	class := make([]byte, len(d.text))
	for _, s := range d.spans {
		for i := s.a; i < s.b; i++ {
			class[i] = s.fate
		}
		if s.fate != '+' {
			continue
		}
		switch s.label {
		case documents.Email: // only what precedes the @ is personal
			if k := strings.IndexByte(d.text[s.a:s.b], '@'); k >= 0 {
				for i := s.a + k; i < s.b; i++ {
					class[i] = '~'
				}
			}
		case documents.Person: // a title before a name may go with it
			from := max(0, s.a-40)
			for !utf8.RuneStart(d.text[from]) {
				from++
			}
			if m := titlesBefore.FindStringIndex(d.text[from:s.a]); m != nil {
				for i := from + m[0]; i < s.a; i++ {
					if class[i] == 0 {
						class[i] = '~'
					}
				}
			}
		}
	}
	counts := make([]bool, len(d.text))
	for i, r := range d.text {
		counts[i] = unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	mask := make([]bool, len(d.text))
	for _, f := range got {
		if f.Outcome != documents.Propose {
			continue
		}
		must, all := 0, 0
		for i := f.Start; i < f.End; i++ {
			mask[i] = true
			if counts[i] && class[i] != '~' {
				all++
				if class[i] == '+' {
					must++
				}
			}
		}
		switch {
		case all == 0:
		case must*2 >= all:
			c.right++
			if must < all {
				c.wide = append(c.wide, fmt.Sprintf("%s: %s %q (%s)", d.id, f.Label, d.text[f.Start:f.End], f.Rule))
			}
		default:
			c.wrong++
			c.alarms = append(c.alarms, fmt.Sprintf("%s: %s %q (%s)", d.id, f.Label, d.text[f.Start:f.End], f.Rule))
		}
	}
	for i := range d.text {
		if counts[i] && (class[i] == 0 || class[i] == '-') {
			c.mustStay++
			if mask[i] {
				c.overredacted++
			}
		}
	}
	missed := 0
	for _, s := range d.spans {
		n, open := 0, 0
		for i := s.a; i < s.b; i++ {
			if counts[i] && class[i] == s.fate {
				n++
				if !mask[i] {
					open++
				}
			}
		}
		if n == 0 {
			continue
		}
		switch s.fate {
		case '+':
			c.spans++
			form := string(s.label)
			if s.label == documents.Person {
				form += ", " + nameForm(d.text[s.a:s.b])
			}
			f, kd := c.byForm[form], c.byKind[d.kind]
			f[1]++
			kd[1]++
			if open == 0 {
				c.found++
				f[0]++
				kd[0]++
			} else {
				missed++
				c.misses = append(c.misses, fmt.Sprintf("%s: %s %q in %q", d.id, s.label, d.text[s.a:s.b], around(d.text, s.a, s.b)))
			}
			c.byForm[form] = f
			if c.byKind == nil {
				c.byKind = map[string][2]int{}
			}
			c.byKind[d.kind] = kd
		case '-':
			c.traps++
			if (n-open)*2 >= n {
				c.hit++
			}
		}
	}
	c.docs++
	if missed == 0 {
		c.clean++
	}
}

func around(s string, a, b int) string {
	a, b = max(0, a-30), min(len(s), b+20)
	for !utf8.RuneStart(s[a]) {
		a++
	}
	for b < len(s) && !utf8.RuneStart(s[b]) {
		b++
	}
	return strings.ReplaceAll(s[a:b], "\n", "⏎")
}

// nameForm tells how a name is written.
func nameForm(s string) string {
	switch {
	case len(s) > 8 && strings.Count(s, " ")*4 > len(s):
		return "letter-spaced"
	case s == strings.ToLower(s):
		return "small letters"
	case s == strings.ToUpper(s):
		return "capitals"
	case strings.Contains(s, ","):
		return "surname first"
	case strings.Contains(s, "\n"):
		return "broken over lines"
	case strings.Contains(s, "."):
		return "initials"
	case strings.Contains(s, " "):
		return "several words"
	}
	return "one word"
}

func (c *tally) recall() float64    { return share(c.found, c.spans) }
func (c *tally) precision() float64 { return share(c.right, c.right+c.wrong) }

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}

func (c *tally) String() string {
	return fmt.Sprintf("%d texts, %d spans: recall %.1f, precision %.1f, look-alikes hit %d of %d, over-redaction %.2f %%, clean %d",
		c.docs, c.spans, c.recall(), c.precision(), c.hit, c.traps, share(c.overredacted, c.mustStay), c.clean)
}

// TestLabelledTexts holds the detector against labelled texts. The floors only go up.
//
// The batches under unseen and aside were written by people who had not read the detector (achttien
// to drieentwintig and eenendertig: who had). From vierentwintig on they are as hard as what is asked
// of us: a peer that finds 59 of a hundred spans there finds 65 here. Each was measured once before
// anyone looked at what it missed; that first figure, which says what to expect of the next text,
// stands in first. Since then rules and readers may learn from unseen, but not from aside.
//
// Learning the weights of the readers again moves a row by tenths, up here and down there: the floors
// from vierentwintig on leave half a point for it.
func TestLabelledTexts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name              string
		first             string
		aside             bool    // opened only to measure: what it misses is not told
		recall, precision float64 // at least, in percent
		trapsHit          float64 // at most, in percent
		over              float64 // at most, in percent
		clean             float64 // at least, in percent
	}{
		{name: "gov-dev.jsonl", recall: 99.9, precision: 99.5, trapsHit: 0.1, over: 0.1, clean: 100},
		{name: "texts/*.txt", recall: 99.2, precision: 99.5, trapsHit: 1.2, over: 0.27, clean: 90},
		{name: "unseen/negen.txt", first: "recall 91.2, precision 95.6, look-alikes 2 of 79, over-redaction 1.64 %, clean 6 of 16", recall: 97, precision: 98, trapsHit: 2, over: 0.6, clean: 70},
		{name: "unseen/tien.txt", first: "recall 85.5, precision 93.6, look-alikes 9 of 70, over-redaction 1.50 %, clean 9 of 18", recall: 97, precision: 98, trapsHit: 2, over: 0.4, clean: 80},
		{name: "unseen/dertien.txt", first: "recall 94.6, precision 96.9, look-alikes 4 of 57, over-redaction 1.04 %, clean 7 of 12", recall: 98, precision: 96.9, trapsHit: 5.3, over: 0.79, clean: 83},
		{name: "unseen/twaalf.txt", first: "recall 95.2, precision 95.2, look-alikes 4 of 52, over-redaction 0.51 %, clean 6 of 10", recall: 97, precision: 97, trapsHit: 2, over: 0.3, clean: 80},
		{name: "unseen/elf.txt", first: "recall 79.9, precision 96.4, look-alikes 5 of 51, over-redaction 1.37 %, clean 2 of 16", recall: 94, precision: 98, trapsHit: 2, over: 0.5, clean: 60},
		{name: "unseen/veertien.txt", first: "recall 87.5, precision 94.1, look-alikes 19 of 173, over-redaction 1.93 %, clean 21 of 48", recall: 95.3, precision: 96.8, trapsHit: 5.8, over: 0.83, clean: 64},
		{name: "unseen/vijftien.txt", first: "recall 88.0, precision 93.5, look-alikes 4 of 80, over-redaction 2.03 %, clean 13 of 32", recall: 94.1, precision: 96.4, trapsHit: 1.3, over: 1, clean: 75},
		{name: "unseen/zestien.txt", first: "recall 97.3, precision 98.6, look-alikes 1 of 46, over-redaction 0.65 %, clean 13 of 16", recall: 98.6, precision: 98.6, trapsHit: 2.2, over: 0.66, clean: 87},
		{name: "unseen/zeventien.txt", first: "recall 94.5, precision 94.5, look-alikes 6 of 75, over-redaction 1.56 %, clean 9 of 16", recall: 99.5, precision: 99.5, trapsHit: 0.1, over: 0.1, clean: 93},
		{name: "unseen/achttien.txt", first: "recall 94.4, precision 92.4, look-alikes 9 of 86, over-redaction 2.37 %, clean 9 of 16", recall: 99.9, precision: 98.8, trapsHit: 2.4, over: 0.32, clean: 100},
		{name: "unseen/negentien.txt", first: "recall 91.6, precision 93.5, look-alikes 4 of 59, over-redaction 2.11 %, clean 6 of 15", recall: 99.4, precision: 98.9, trapsHit: 0.1, over: 0.5, clean: 93},
		{name: "unseen/twintig.txt", first: "recall 96.4, precision 97.6, look-alikes 4 of 55, over-redaction 0.95 %, clean 10 of 15", recall: 99.4, precision: 99.4, trapsHit: 1.9, over: 0.3, clean: 93},
		{name: "unseen/tweeentwintig.txt", first: "recall 93.5, precision 93.2, look-alikes 8 of 62, over-redaction 1.69 %, clean 9 of 16", recall: 93.5, precision: 93.1, trapsHit: 13, over: 1.7, clean: 56},
		{name: "unseen/vierentwintig.txt", first: "recall 88.7, precision 89.1, look-alikes 50 of 341, over-redaction 2.05 %, clean 6 of 30", recall: 97.1, precision: 97.9, trapsHit: 2.4, over: 0.31, clean: 57},
		{name: "unseen/vijfentwintig.txt", first: "recall 82.3, precision 84.8, look-alikes 77 of 313, over-redaction 3.88 %, clean 4 of 30", recall: 96.9, precision: 97.9, trapsHit: 2.5, over: 0.55, clean: 60},
		{name: "unseen/zesentwintig.txt", first: "recall 80.9, precision 88.5, look-alikes 56 of 389, over-redaction 2.97 %, clean 1 of 30", recall: 95.8, precision: 98.5, trapsHit: 2.5, over: 0.40, clean: 48},
		{name: "unseen/dertig.txt", first: "recall 83.4, precision 89.2, look-alikes 61 of 513, over-redaction 2.27 %, clean 4 of 40", recall: 91.1, precision: 95.8, trapsHit: 5.3, over: 1.01, clean: 31},
		{name: "unseen/eenendertig.txt", first: "recall 82.4, precision 90.3, look-alikes 60 of 487, over-redaction 2.80 %, clean 6 of 71", recall: 88.7, precision: 95.0, trapsHit: 7.8, over: 1.41, clean: 20},
		{name: "unseen/tweeendertig.txt", first: "recall 86.9, precision 89.3, look-alikes 48 of 379, over-redaction 2.12 %, clean 4 of 30", recall: 91.6, precision: 91.5, trapsHit: 10.7, over: 1.75, clean: 30},
		{name: "aside/drieendertig.txt", aside: true, first: "recall 82.7, precision 90.5, look-alikes 29 of 298, over-redaction 2.02 %, clean 1 of 20", recall: 87.0, precision: 91.5, trapsHit: 9.3, over: 1.81, clean: 4},
		{name: "unseen/vierendertig.txt", first: "recall 91.3, precision 90.9, look-alikes 39 of 366, over-redaction 1.35 %, clean 10 of 36", recall: 93.7, precision: 92.7, trapsHit: 8.4, over: 1.08, clean: 40},
		{name: "unseen/zesendertig.txt", first: "recall 68.2, precision 85.9, look-alikes 52 of 341, over-redaction 2.60 %, clean 0 of 30", recall: 73.3, precision: 87.5, trapsHit: 14.4, over: 2.37, clean: 3},
		{name: "aside/vijfendertig.txt", aside: true, first: "recall 90.6, precision 89.3, look-alikes 39 of 275, over-redaction 1.77 %, clean 10 of 24", recall: 92.0, precision: 89.1, trapsHit: 15.1, over: 1.89, clean: 37},
		{name: "aside/zevenendertig.txt", aside: true, first: "recall 63.8, precision 87.0, look-alikes 33 of 233, over-redaction 2.69 %, clean 0 of 20", recall: 66.5, precision: 86.5, trapsHit: 15.8, over: 2.90, clean: 0},
		{name: "aside/zevenentwintig.txt", aside: true, first: "recall 85.1, precision 84.6, look-alikes 47 of 222, over-redaction 2.77 %, clean 2 of 20", recall: 88.5, precision: 91.0, trapsHit: 15.2, over: 1.69, clean: 18},
		{name: "aside/achtentwintig.txt", aside: true, first: "recall 80.0, precision 86.8, look-alikes 36 of 212, over-redaction 2.96 %, clean 1 of 20", recall: 86.6, precision: 89.0, trapsHit: 13.5, over: 2.32, clean: 18},
		{name: "aside/negenentwintig.txt", aside: true, first: "recall 79.2, precision 85.7, look-alikes 48 of 302, over-redaction 3.58 %, clean 0 of 20", recall: 84.7, precision: 88.8, trapsHit: 11.8, over: 2.69, clean: 13},
		{name: "aside/drieentwintig.txt", aside: true, first: "recall 94.8, precision 95.7, look-alikes 5 of 26, over-redaction 1.66 %, clean 6 of 12", recall: 95.6, precision: 98.2, trapsHit: 7.8, over: 0.86, clean: 58},
		{name: "aside/eenentwintig.txt", aside: true, first: "recall 95.2, precision 97.6, look-alikes 2 of 21, over-redaction 0.76 %, clean 7 of 10", recall: 95.1, precision: 97.5, trapsHit: 9.6, over: 0.77, clean: 70},
	} {
		t.Run(strings.TrimSuffix(strings.ReplaceAll(c.name, "/*", ""), filepath.Ext(c.name)), func(t *testing.T) {
			t.Parallel()
			sum := &tally{byForm: map[string][2]int{}}
			for _, d := range labelledTexts(t, c.name) {
				sum.add(d, Detect([]byte(d.text)))
			}
			t.Log(sum)
			if c.first != "" {
				t.Log("before it was looked at:", c.first)
			}
			t.Log("by form of what must go:", shares(sum.byForm))
			t.Log("by kind of text:", shares(sum.byKind))
			if c.aside {
				sum.misses, sum.wide, sum.alarms = nil, nil, nil
			}
			for _, m := range sum.misses {
				t.Log("missed", m)
			}
			for _, a := range sum.wide {
				t.Log("too wide", a)
			}
			for _, a := range sum.alarms {
				t.Log("alarm", a)
			}
			if r := sum.recall(); r < c.recall {
				t.Errorf("recall %.2f is under its floor %.2f", r, c.recall)
			}
			if p := sum.precision(); p < c.precision {
				t.Errorf("precision %.2f is under its floor %.2f", p, c.precision)
			}
			if h := share(sum.hit, sum.traps); h > c.trapsHit {
				t.Errorf("%.2f %% of the look-alikes are proposed, more than %.2f", h, c.trapsHit)
			}
			if o := share(sum.overredacted, sum.mustStay); o > c.over {
				t.Errorf("%.2f %% of what must stay is proposed, more than %.2f", o, c.over)
			}
			if k := share(sum.clean, sum.docs); k < c.clean {
				t.Errorf("%.1f %% of the texts are without a miss, under %.1f", k, c.clean)
			}
		})
	}
}

func shares(m map[string][2]int) string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(m)) {
		fmt.Fprintf(&b, "\n  %-32s %4d of %4d", k, m[k][0], m[k][1])
	}
	return b.String()
}
