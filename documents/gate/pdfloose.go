package gate

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A PDF need not be sound to be read: other programs draw a page whose objects are
// bent, and find fonts and contents that we, who go by the standard, do not. So every
// stream is also read as if it were the content of a page, with every table of
// characters in the file, whether or not anything refers to either.

// The bounds of reading loosely: bytes of content, and tables of characters.
const (
	maxLoose  = 64 << 20
	maxTables = 64
)

// A loose is what is gathered for that.
type loose struct {
	contents [][]byte
	size     int
	tables   []cmap
}

// content keeps what may be the content of a page.
func (l *loose) content(data []byte) {
	if l.size+len(data) <= maxLoose && shows(data) {
		l.contents = append(l.contents, data)
		l.size += len(data)
	}
}

// shows reports whether data has an operator that shows text.
func shows(data []byte) bool {
	return bytes.Contains(data, []byte("TJ")) || bytes.Contains(data, []byte("Tj")) || bytes.Contains(data, []byte(")'")) || bytes.Contains(data, []byte(")\""))
}

// rawStreams adds what stands between "stream" and its end, whatever the dictionary
// before it says: as it is, and inflated as far as that goes.
func (l *loose) rawStreams(data []byte) {
	for from := 0; ; {
		i := bytes.Index(data[from:], []byte("stream"))
		if i < 0 {
			return
		}
		begin := from + i + len("stream")
		from = begin
		if i := begin - len("endstream"); i >= 0 && bytes.HasPrefix(data[i:], []byte("endstream")) {
			continue
		}
		end := len(data)
		for _, mark := range []string{"endstream", "endobj"} {
			if k := bytes.Index(data[begin:end], []byte(mark)); k >= 0 {
				end = begin + k
			}
		}
		raw := bytes.TrimLeft(data[begin:end], "\r\n")
		l.content(raw)
		if len(raw) < 6 || l.size > maxLoose {
			continue
		}
		if z, err := zlib.NewReader(bytes.NewReader(raw)); err == nil {
			out, err := io.ReadAll(io.LimitReader(z, maxLoose-int64(min(l.size, maxLoose))))
			if err == nil || errors.Is(err, io.ErrUnexpectedEOF) || len(out) > 0 {
				l.table(out)
				l.content(out)
			}
		}
	}
}

func (l *loose) table(data []byte) {
	if bytes.Contains(data, []byte("begincmap")) && len(l.tables) < maxTables {
		l.tables = append(l.tables, parseCMap(data))
	}
}

// looseText looks for every secret in what the contents show, by every table.
func (x *examination) looseText(l *loose) {
	for i, data := range l.contents {
		shown := shownStrings(data)
		at := fmt.Sprintf("stream %d of those that show text, read by itself", i+1)
		x.text(InStream, at, latinText(shown))
		for _, m := range l.tables {
			x.text(InStream, at+", by a table of characters", m.read(shown))
		}
	}
}

// shownStrings gives every string of a content, in order, whatever stands between.
func shownStrings(data []byte) []byte {
	var out []byte
	flat := false
	l := &pdfLexer{src: data}
	for l.at < len(data) {
		switch c := data[l.at]; c {
		case '(':
			from := l.at
			if !flat {
				v, err := l.literal()
				if s, ok := v.(pdfString); ok && err == nil {
					out = append(out, s...)
					continue
				}
				flat = true // one that never ends: from here on the first bracket ends each
			}
			l.at = from + 1
			end := bytes.IndexByte(data[l.at:], ')')
			if end < 0 {
				return append(out, data[l.at:]...)
			}
			out = append(out, data[l.at:l.at+end]...)
			l.at += end + 1
		case '<':
			if l.at+1 < len(data) && data[l.at+1] == '<' {
				l.at += 2
				continue
			}
			v, err := l.hex()
			s, ok := v.(pdfString)
			if err != nil || !ok {
				l.at++
				continue
			}
			out = append(out, s...)
		default:
			l.at++
		}
	}
	return out
}

// latinText reads bytes as Latin-1, which the usual encodings agree with on letters.
func latinText(b []byte) string {
	var out strings.Builder
	for _, c := range b {
		out.WriteRune(rune(c))
	}
	return out.String()
}

// read reads codes by the table; what is not in it says nothing.
func (m cmap) read(codes []byte) string {
	n := max(m.bytes, 1)
	var out strings.Builder
	for i := 0; i+n <= len(codes); i += n {
		out.WriteString(m.text(code(codes[i : i+n])))
	}
	return out.String()
}
