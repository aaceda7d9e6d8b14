package redact

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"flag"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite files under lists and testdata")

// lexiconSources are the lists of lexicon.bin, with the classes of their words.
var lexiconSources = []struct {
	file  string
	class class
}{
	{"lists/given.txt", given},
	{"lists/given-own.txt", given},
	{"lists/given-proper.txt.gz", given | familyFar},
	{"lists/name-proper.txt.gz", givenFar | familyFar},
	{"lists/family-proper.txt.gz", familyFar},
	{"lists/family.txt", family},
	{"lists/family-own.txt", family},
	{"lists/family-world.txt.gz", familyFar},
	{"lists/words.txt.gz", common},
	{"lists/proper.txt.gz", proper},
	{"lists/places.txt", place},
	{"lists/places-own.txt", place},
	{"lists/team-own.txt", team},
	{"lists/english-own.txt", english},
	{"lists/demonyms-own.txt", demonym},
}

func readList(t *testing.T, name string) []string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if b, err = io.ReadAll(z); err != nil {
			t.Fatal(err)
		}
	}
	var out []string
	for _, l := range strings.Split(string(b), "\n") {
		if l = strings.TrimSpace(l); l == "" || l[0] == '#' {
			continue
		}
		if strings.Contains(name, "-own") {
			out = append(out, strings.Fields(l)...)
		} else {
			out = append(out, l)
		}
	}
	return out
}

// alsoName are words of the language that are common enough as names.
var alsoName = map[string]bool{"ben": true, "wil": true, "mark": true, "jan": true, "groot": true, "klein": true, "lang": true, "kort": true, "oud": true, "nieuw": true, "meer": true, "zee": true, "goede": true, "grote": true, "lange": true, "oude": true, "kleine": true, "jonge": true, "vos": true,
	"mei": true, "april": true, "prins": true, "minister": false, "huisarts": false, "prima": false, "heer": false, "dame": false}

// buildLexicon makes the bytes of lists/lexicon.bin.
func buildLexicon(t *testing.T) []byte {
	t.Helper()
	words := map[string]class{}
	notName := map[string]bool{}
	for _, w := range readList(t, "lists/notname-own.txt") {
		notName[w] = true
	}
	for _, s := range lexiconSources {
		for _, w := range readList(t, s.file) {
			if strings.ContainsAny(w, " -'") && s.class&(place|team) != 0 {
				continue // places of several words stand in names_words.go
			}
			w = foldString(w)
			if len(w) < 2 {
				continue
			}
			if hotClass(hashOf(w))&(stop|particle) != 0 && s.class&anyName != 0 && !alsoName[w] {
				continue // "van" and "dan" are names too, but never read as such
			}
			if notName[w] && s.class&anyName != 0 {
				continue
			}
			words[w] |= s.class
		}
	}
	plain := map[string]bool{}
	for _, w := range readList(t, "lists/plain-own.txt") {
		plain[w] = true
	}
	for w, c := range words { // the word list knows "wim" and "geert" too
		if c&given != 0 && c&common != 0 && !plain[w] {
			words[w] &^= common
		}
	}
	keys := make([]string, 0, len(words))
	for w := range words {
		keys = append(keys, w)
	}
	slices.Sort(keys)
	bits := 1
	for 1<<bits < len(keys)*5/3 {
		bits++
	}
	slots := make([]byte, 4<<bits)
	var kinds []class
	for _, w := range keys {
		k := slices.Index(kinds, words[w])
		if k < 0 {
			k = len(kinds)
			kinds = append(kinds, words[w])
		}
		h := hashOf(w)
		i := uint32(h) & (1<<bits - 1)
		for binary.LittleEndian.Uint32(slots[4*i:]) != 0 {
			i = (i + 1) & (1<<bits - 1)
		}
		binary.LittleEndian.PutUint32(slots[4*i:], uint32(h>>40)<<8|uint32(k+1))
	}
	if len(kinds) > 254 {
		t.Fatalf("%d combinations of classes do not fit in a byte", len(kinds))
	}
	out := []byte{byte(bits), byte(len(kinds))}
	for _, k := range kinds {
		out = binary.LittleEndian.AppendUint32(out, uint32(k))
	}
	t.Logf("%d words, %d slots, %d combinations", len(keys), 1<<bits, len(kinds))
	taken, full := make([]byte, 1<<bits/8), make([]byte, 0, 4*len(keys))
	for i := range 1 << bits {
		if slot := slots[4*i : 4*i+4]; binary.LittleEndian.Uint32(slot) != 0 {
			taken[i/8] |= 1 << (i % 8)
			full = append(full, slot...)
		}
	}
	return slices.Concat(out, taken, full)
}

func TestLexiconIsMadeOfTheLists(t *testing.T) {
	want := buildLexicon(t)
	if *update {
		if err := os.WriteFile("lists/lexicon.bin", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(want) != lexicon {
		t.Fatal("lists/lexicon.bin differs from what the lists give: run go test -run Lexicon -update")
	}
}

func TestLexiconKnowsItsWords(t *testing.T) {
	for _, c := range []struct {
		word string
		has  class
		why  string
	}{
		{"hanneke", given, "a Dutch given name"},
		{"ozturk", anyName, "a Turkish family name, folded"},
		{"gegevens", common, "an ordinary word"},
		{"amsterdam", place, "a town"},
		{"minister", official, "from the hand-written words"},
	} {
		if got := lookup(hashOf(c.word)); got&c.has == 0 {
			t.Errorf("%s has classes %b, want some of %b: %s", c.word, got, c.has, c.why)
		}
	}
	if got := lookup(hashOf("xqzvwk")); got != 0 {
		t.Errorf("a word in no list has classes %b", got)
	}
}
