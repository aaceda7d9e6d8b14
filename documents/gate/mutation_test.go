package gate

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/documents/foreign"
)

// TestAMutatedFileNeverPassesWhileItsSecretCanBeRead breaks files in thousands of
// ways. Another reader, PDFium, says whether the words can still be taken out: then
// the gate must have found them or refused the file.
func TestAMutatedFileNeverPassesWhileItsSecretCanBeRead(t *testing.T) {
	t.Parallel()
	r, err := foreign.NewReader(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	office, err := os.ReadFile("testdata/makers/libreoffice.pdf")
	if err != nil {
		t.Fatal(err)
	}
	packed, err := os.ReadFile("testdata/makers/qpdf-objectstreams.pdf")
	if err != nil {
		t.Fatal(err)
	}
	bases := []struct {
		data   []byte
		secret string
	}{
		{pdfOf{content: "BT /F1 12 Tf 50 700 Td [(Quir) -20 (ijn Z) 30 (andvoort)] TJ ET"}.bytes(), secret},
		{pdfOf{content: "BT /F1 12 Tf 50 700 Td (" + secret + ") Tj ET", packed: true}.bytes(), secret},
		{office, "zorgaanbieders"},
		{packed, "zorgaanbieders"},
	}
	random := rand.New(rand.NewPCG(7, 11))
	opened, readable, refused := 0, 0, 0
	for _, b := range bases {
		for range mutants() {
			data := mutated(random, b.data)
			leaks, _, err := Examine("stuk.pdf", data, []string{b.secret}, false)
			if err != nil {
				refused++
			}
			text, ok := extracted(t, r, data)
			if ok {
				opened++
			}
			if !strings.Contains(fold(text), fold(b.secret)) {
				continue
			}
			readable++
			if err == nil && len(leaks) == 0 {
				t.Errorf("%q can be read, and the gate found nothing in %x", b.secret, data)
			}
		}
	}
	t.Logf("%d files opened elsewhere, %d still readable, %d refused here", opened, readable, refused)
	if readable < 200 {
		t.Errorf("only %d of the mutants could still be read: the test tests little", readable)
	}
}

// mutants is how many of each file are made: thousands where there is time.
func mutants() int {
	if os.Getenv("PARAAF_LONG") != "" {
		return 2000
	}
	return 300
}

// mutated changes a file in one to four places: bytes, digits, cuts, copies.
func mutated(random *rand.Rand, data []byte) []byte {
	out := append([]byte(nil), data...)
	for range 1 + random.IntN(4) {
		if len(out) < 40 {
			return out
		}
		at, n := random.IntN(len(out)-20), 1+random.IntN(16)
		switch random.IntN(5) {
		case 0:
			out[at] ^= byte(1 << random.IntN(8))
		case 1:
			out[at] = byte(random.IntN(256))
		case 2: // cut out
			out = append(out[:at], out[at+n:]...)
		case 3: // twice
			out = append(out[:at+n:at+n], out[at:]...)
		case 4: // another number
			for i := at; i < len(out); i++ {
				if out[i] >= '0' && out[i] <= '9' {
					out[i] = byte('0' + random.IntN(10))
					break
				}
			}
		}
	}
	return out
}

// extracted gives what PDFium reads of a file.
func extracted(t *testing.T, r *foreign.Reader, data []byte) (string, bool) {
	t.Helper()
	d, err := r.Open(data)
	var unreadable *documents.Unreadable
	if errors.As(err, &unreadable) {
		return "", false
	} else if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var b strings.Builder
	for n := range d.Pages {
		p, err := d.Read(n, 0)
		if err != nil {
			continue // a page that cannot be read shows nothing
		}
		for _, c := range p.Chars {
			b.WriteRune(c.Rune)
		}
	}
	return b.String(), true
}
