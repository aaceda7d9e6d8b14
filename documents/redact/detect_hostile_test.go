package redact

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"paraaf/documents"
)

// hostile are texts that would make a careless scanner start over at every
// place.
var hostile = map[string]string{
	"dates between bars":  "1985-08-23 | ",
	"an address list":     "Blaauw, Coby, Torenstraat 7, 06-51887130\n",
	"double family names": "ik heb van der Velde-",
	"spaces":              " ",
	"new lines":           "\n",
	"quotes":              "\"'",
	"brackets":            "((([[[",
	"mail":                "a@b.nl ",
	"half mail":           "a@",
	"ats":                 "@",
	"digits":              "0612345678",
	"phones":              "06 12 34 56 78 ",
	"lone digits":         "1 ",
	"initials":            "A. ",
	"glued initials":      "A.",
	"particles":           "van ",
	"capital ones":        "Van Der ",
	"titles":              "mevr. ",
	"names":               "Jan Jansen ",
	"one word":            "Jan",
	"lists":               "Jansen, P., ",
	"pipes":               "| naam | tel ",
	"tabs":                "naam\ttel\t",
	"colons":              "naam: ",
	"wide":                "naam   telefoon   ",
	"letter-spaced":       "J a n  ",
	"soft hyphens":        "Jan\u00ADsen ",
	"combining":           "e\u0301\u0301\u0301",
	"roles":               "minister van Justitie en ",
	"leden":               "de leden Jansen (VVD), Pietersen (CDA) en ",
	"streets":             "Dorpsstraat 12, 1234 AB ",
	"hex":                 "aa:bb:cc:",
	"dots":                "a.b.c.d.",
	"urls":                "http://a.nl/",
	"postcodes":           "1234 AB ",
	"iban":                "NL20 INGB 0001 2345 67 ",
	"underscores":         "jan_jansen_",
	"hyphens":             "Jan-",
	"hyphen lines":        "Jan-\nsen ",
	"closings":            "Groet,\n",
	"greetings":           "Beste Jan, ",
	"chat":                "[14-04-2026 08:02] Jan: hoi\n",
	"bullets":             "- ",
	"wrapped":             "Dit is een regel die precies lang genoeg is voor van\n",
	"practice":            "Huisartsenpraktijk Jansen ",
	"accounts":            "user jjansen ",
	"not utf-8":           "\xff\xfe\x80",
	"nul":                 "\x00",
	"emoji":               "\U0001F600",
	"bidi":                "\u202EJan\u202C ",
	"one long number":     "9",
}

// TestHostileTextTakesLinearTime runs every pattern at one and at four times
// the size and demands that the second takes at most twelve times as long as
// the first, with a floor that keeps noise out; a quadratic scanner would take
// sixteen times as long on a quiet machine and far more than the bound.
func TestHostileTextTakesLinearTime(t *testing.T) {
	for name, s := range hostile {
		t.Run(name, func(t *testing.T) {
			took := func(n int) time.Duration {
				b := bytes.Repeat([]byte(s), n/len(s)+1)
				best := time.Hour
				for range 2 {
					from := time.Now()
					f := Detect(b)
					if d := time.Since(from); d < best {
						best = d
					}
					checkFindings(t, b, f)
				}
				return best
			}
			small := took(64 << 10)
			large := took(256 << 10)
			if large > 12*small && large > 2*time.Second {
				t.Errorf("%v for 64 KiB, %v for 256 KiB", small, large)
			}
		})
	}
}

// checkFindings demands what Detect promises of its findings whatever b is.
func checkFindings(t testing.TB, b []byte, f []documents.Finding) {
	t.Helper()
	valid := utf8.Valid(b)
	end := 0
	for _, x := range f {
		if x.Start < end || x.End <= x.Start || x.End > len(b) {
			t.Fatalf("finding %d-%d after %d in %d bytes", x.Start, x.End, end, len(b))
		}
		if valid && (!utf8.RuneStart(b[x.Start]) || x.End < len(b) && !utf8.RuneStart(b[x.End])) {
			t.Fatalf("finding %d-%d cuts a character", x.Start, x.End)
		}
		if x.Rule == "" || x.Why == "" || x.Ground == "" || x.Group == "" || x.Certainty <= 0 || x.Certainty > 1 {
			t.Fatalf("finding %+v does not explain itself", x)
		}
		end = x.End
	}
}

func FuzzDetect(f *testing.F) {
	for _, d := range readJSONL(f, "testdata/gov-dev.jsonl") {
		f.Add([]byte(d.text))
	}
	for _, s := range hostile {
		f.Add([]byte(strings.Repeat(s, 20)))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		found, kept := standard().Explain(b)
		checkFindings(t, b, found)
		for _, k := range kept {
			if k.Start < 0 || k.End > len(b) || k.Start >= k.End || k.Why == "" {
				t.Fatalf("kept %+v", k)
			}
		}
	})
}

// edits are what someone types into a nota: words, parts of words, names,
// numbers, lines.
var edits = []string{" ook", " nogal vaak", "e", "  ", " wordt", " de heer Vos", " Jansen", " en", " bel 06-12345678", "\n", "\n\nGroet,\nWei", "J", ". Dat", ",", " niet", " aan Pieter", "@", " morgen weer", "s", " Xyqqa", " gezegd dat", " minister"}

// TestNoMixtureBreaksTheDetector cuts and pastes the development texts through
// each other, so that names meet marks and line ends they never meet in real
// text.
func TestNoMixtureBreaksTheDetector(t *testing.T) {
	t.Parallel()
	docs := developmentTexts(t)
	r := rand.New(rand.NewPCG(20, 26))
	const marks = " \n.,:;-'/|()[]<>@_0lOAb"
	for range 4000 {
		x := []byte(docs[r.IntN(len(docs))].text)
		b := docs[r.IntN(len(docs))].text
		for range 1 + r.IntN(40) {
			i := r.IntN(len(x) + 1)
			switch r.IntN(4) {
			case 0:
				x = slices.Delete(x, i, min(len(x), i+1+r.IntN(6)))
			case 1:
				j := r.IntN(len(b))
				x = slices.Insert(x, i, []byte(b[j:min(len(b), j+1+r.IntN(60))])...)
			case 2:
				x = slices.Insert(x, i, []byte(edits[r.IntN(len(edits))])...)
			case 3:
				x = slices.Insert(x, i, marks[r.IntN(len(marks))])
			}
		}
		x = x[r.IntN(len(x)):]
		checkFindings(t, x, Detect(x))
	}
}
