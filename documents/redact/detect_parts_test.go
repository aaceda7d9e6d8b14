package redact

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestPartsTile holds that a giant is cut without loss, at line ends, and
// that a text without line ends stays whole.
func TestPartsTile(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for _, sep := range []string{"\n\n", "\n", " ", "\r\n\r\n"} {
		var b []byte
		for len(b) < 5*partSize {
			b = append(b, bytes.Repeat([]byte("x"), r.IntN(4000))...)
			b = append(b, sep...)
		}
		var back []byte
		parts := cutParts([][]byte{[]byte("klein"), b})
		for _, p := range parts[1:] {
			if p.of != 1 || p.at != len(back) {
				t.Fatalf("%q: a part at %d of %d, want %d of 1", sep, p.at, p.of, len(back))
			}
			if p.at > 0 && b[p.at-1] != '\n' {
				t.Errorf("%q: cut in the middle of a line", sep)
			}
			back = append(back, p.text...)
		}
		if !bytes.Equal(back, b) {
			t.Errorf("%q: the parts are not the text", sep)
		}
		if cut := len(parts) > 2; cut != (sep != " ") {
			t.Errorf("%q: %d parts", sep, len(parts))
		}
	}
}

// TestAPersonIsOneInAGiant holds that who is certain in one part of a giant
// is found in another, under one group, at the right place.
func TestAPersonIsOneInAGiant(t *testing.T) {
	t.Parallel()
	filler := bytes.Repeat([]byte("De begroting is in orde en het overleg gaat door.\n\n"), 3*partSize/50)
	text := append([]byte("Behandelaar: mevrouw Froukje Snel\n\n"), filler...)
	text = append(text, "Daarna nam Snel het woord.\n"...)
	f := Detect(text)
	if len(f) != 2 || f[0].Group != f[1].Group || f[0].Group == "" {
		t.Fatalf("got %v, want the same person twice", f)
	}
	for i, want := range []string{"Froukje Snel", "Snel"} {
		if got := string(text[f[i].Start:f[i].End]); got != want {
			t.Errorf("finding %d is %q, want %q", i, got, want)
		}
	}
}

// TestLayoutIsReadAgainAlike holds what a giant relies on: its layout, which is thrown away
// after the first reading to spare memory, comes out the same when it is read again.
func TestLayoutIsReadAgainAlike(t *testing.T) {
	t.Parallel()
	for i, text := range govText(t, 32) {
		w := &work{d: standard(), people: new(people), hitAt: map[int]int{}}
		w.people.reset()
		w.page = newPage(newView(text), nil, nil)
		w.state = make([]uint8, len(w.tok))
		w.layout()
		want, chat := slices.Clone(w.slots), w.chat
		w.values()
		w.ownPractices()
		w.nameSlots()
		w.nameText()
		w.fromMails()
		w.layoutAgain()
		if !slices.Equal(w.slots, want) || w.chat != chat {
			t.Errorf("text %d is laid out otherwise when it is read again", i)
		}
	}
}
