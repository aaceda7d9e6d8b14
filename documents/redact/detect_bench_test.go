package redact

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"testing"
)

// govText gives the development texts, n times over, as separate documents.
func govText(tb testing.TB, n int) [][]byte {
	tb.Helper()
	f, err := os.Open("testdata/gov-dev.jsonl")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var out [][]byte
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<26)
	for s.Scan() {
		var d struct{ Text string }
		if err := json.Unmarshal(s.Bytes(), &d); err != nil {
			tb.Fatal(err)
		}
		out = append(out, []byte(d.Text))
	}
	docs := out
	for len(out) < n {
		out = append(out, docs[len(out)%len(docs)])
	}
	return out[:n]
}

func size(docs [][]byte) (n int64) {
	for _, d := range docs {
		n += int64(len(d))
	}
	return n
}

// BenchmarkDocuments is the speed on many documents of a few kilobytes.
func BenchmarkDocuments(b *testing.B) {
	docs := govText(b, 400)
	b.SetBytes(size(docs))
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range docs {
			Detect(d)
		}
	}
}

// BenchmarkOneDocument is the speed on one document of ten megabytes.
func BenchmarkOneDocument(b *testing.B) {
	docs := govText(b, 32)
	var one []byte
	for len(one) < 10<<20 {
		one = append(one, bytes.Join(docs, []byte("\n\n"))...)
	}
	b.SetBytes(int64(len(one)))
	b.ReportAllocs()
	for b.Loop() {
		Detect(one)
	}
}

// BenchmarkAfterAnEdit is what one keystroke costs while findings are shown: the set is
// detected as a whole, since a name that is typed in one paper is looked for in the
// others. A long nota (30 kB) and a letter; 5 ms was promised.
func BenchmarkAfterAnEdit(b *testing.B) {
	long := bytes.Join(govText(b, 60), []byte("\n\n"))
	nota, brief := long[:30<<10], long[30<<10:33<<10]
	at := bytes.LastIndexByte(nota, ' ')
	b.SetBytes(int64(len(nota) + len(brief)))
	for n := 0; b.Loop(); n++ {
		typed := append(append(nota[:at:at], " ook nog even"[:1+n%13]...), nota[at:]...)
		DetectDossier([][]byte{typed, brief})
	}
}
