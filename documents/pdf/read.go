package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strconv"
)

// Reading back what this package wrote. This is no reader for PDF at large: it knows
// plain cross-reference tables and what Render puts in a file, and calls
// everything else an error. Foreign files go to documents/foreign.

// Objects of a file as Go values: name, ref, dict, *stream, []any, []byte for a
// string, float64, bool, nil.
type (
	name   string
	ref    int
	dict   map[name]any
	stream struct {
		dict dict
		data []byte // inflated, unless it is a picture
	}
	// operator is a keyword that is no object: of a content stream, or endobj.
	operator string
)

// A file is the objects of a PDF by number.
type file struct {
	objects []any
	trailer dict
}

// maxInflated bounds what one stream may hold: 64 MiB.
const maxInflated = 64 << 20

func readFile(b []byte) (*file, error) {
	at := bytes.LastIndex(b, []byte("startxref\n"))
	if at < 0 || !bytes.HasSuffix(b, []byte("%%EOF\n")) {
		return nil, fmt.Errorf("read pdf: no startxref at the end")
	}
	if bytes.Count(b, []byte("%%EOF")) != 1 {
		return nil, fmt.Errorf("read pdf: more than one revision")
	}
	line, _, _ := bytes.Cut(b[at+10:], []byte("\n"))
	xref, err := strconv.Atoi(string(line))
	if err != nil || xref < 0 || xref > at || !bytes.HasPrefix(b[xref:], []byte("xref\n0 ")) {
		return nil, fmt.Errorf("read pdf: startxref %q", line)
	}
	head, entries, _ := bytes.Cut(b[xref+7:], []byte("\n"))
	n, err := strconv.Atoi(string(head))
	if err != nil || n < 1 || len(entries) < 20*n {
		return nil, fmt.Errorf("read pdf: cross-reference table of %q objects", head)
	}
	f := &file{objects: make([]any, n)}
	for i := 1; i < n; i++ {
		off, err := strconv.Atoi(string(entries[20*i : 20*i+10]))
		start := strconv.Itoa(i) + " 0 obj\n"
		if err != nil || off >= xref || !bytes.HasPrefix(b[off:], []byte(start)) {
			return nil, fmt.Errorf("read pdf: object %d is not at its offset", i)
		}
		if f.objects[i], err = (&lexer{b: b, i: off + len(start)}).indirect(); err != nil {
			return nil, fmt.Errorf("read pdf: object %d: %w", i, err)
		}
	}
	l := &lexer{b: b, i: xref + 7 + len(head) + 1 + 20*n}
	if op, err := l.next(); err != nil || op != operator("trailer") {
		return nil, fmt.Errorf("read pdf: no trailer after the table")
	}
	t, err := l.next()
	if err != nil {
		return nil, fmt.Errorf("read pdf: trailer: %w", err)
	}
	f.trailer, _ = t.(dict)
	return f, nil
}

// get follows references.
func (f *file) get(v any) any {
	for range 8 {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		if int(r) <= 0 || int(r) >= len(f.objects) {
			return nil
		}
		v = f.objects[r]
	}
	return nil
}

func (f *file) dict(v any) dict {
	switch d := f.get(v).(type) {
	case dict:
		return d
	case *stream:
		return d.dict
	}
	return nil
}

func (f *file) list(v any) []any {
	l, _ := f.get(v).([]any)
	return l
}

// A lexer reads objects and operators.
type lexer struct {
	b     []byte
	i     int
	depth int
}

func (l *lexer) indirect() (any, error) {
	v, err := l.next()
	if err != nil {
		return nil, err
	}
	op, err := l.next()
	if err != nil {
		return nil, err
	}
	if op == operator("stream") {
		d, ok := v.(dict)
		n, ok2 := d["Length"].(float64)
		if !ok || !ok2 || l.i >= len(l.b) || l.b[l.i] != '\n' || n < 0 || l.i+1+int(n) > len(l.b) {
			return nil, fmt.Errorf("stream without its length")
		}
		s := &stream{dict: d, data: l.b[l.i+1 : l.i+1+int(n)]}
		l.i += 1 + int(n)
		if d["Filter"] == name("FlateDecode") {
			z, err := zlib.NewReader(bytes.NewReader(s.data))
			if err != nil {
				return nil, fmt.Errorf("inflate: %w", err)
			}
			if s.data, err = io.ReadAll(io.LimitReader(z, maxInflated)); err != nil {
				return nil, fmt.Errorf("inflate: %w", err)
			}
		}
		if op, err = l.next(); err != nil || op != operator("endstream") {
			return nil, fmt.Errorf("stream longer than it says")
		}
		v = s
		op, err = l.next()
		if err != nil {
			return nil, err
		}
	}
	if op != operator("endobj") {
		return nil, fmt.Errorf("%v where the object should end", op)
	}
	return v, nil
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// next gives the next object or operator; io.EOF at the end.
func (l *lexer) next() (any, error) {
	for l.i < len(l.b) && isSpace(l.b[l.i]) {
		l.i++
	}
	if l.i >= len(l.b) {
		return nil, io.EOF
	}
	if l.depth++; l.depth > 64 {
		return nil, fmt.Errorf("nested too deeply at %d", l.i)
	}
	defer func() { l.depth-- }()
	switch c := l.b[l.i]; {
	case c == '/':
		l.i++
		return name(l.word()), nil
	case c == '(':
		return l.literal()
	case c == '<' && l.i+1 < len(l.b) && l.b[l.i+1] == '<':
		l.i += 2
		d := dict{}
		for {
			k, err := l.next()
			if err != nil {
				return nil, err
			}
			if k == operator(">>") {
				return d, nil
			}
			key, ok := k.(name)
			v, err := l.next()
			if err != nil || !ok {
				return nil, fmt.Errorf("broken dictionary at %d", l.i)
			}
			if _, twice := d[key]; twice {
				return nil, fmt.Errorf("key %s twice at %d", key, l.i)
			}
			d[key] = v
		}
	case c == '>' && l.i+1 < len(l.b) && l.b[l.i+1] == '>':
		l.i += 2
		return operator(">>"), nil
	case c == '<':
		return l.hex()
	case c == '[':
		l.i++
		out := []any{}
		for {
			v, err := l.next()
			if err != nil {
				return nil, err
			}
			if v == operator("]") {
				return out, nil
			}
			out = append(out, v)
		}
	case c == ']':
		l.i++
		return operator("]"), nil
	case isDelimiter(c):
		return nil, fmt.Errorf("unexpected %q at %d", c, l.i)
	}
	w := l.word()
	n, err := strconv.ParseFloat(w, 64)
	if err != nil {
		switch w {
		case "true":
			return true, nil
		case "false":
			return false, nil
		case "null":
			return nil, nil
		}
		return operator(w), nil
	}
	// "12 0 R" is one object.
	if rest := l.b[l.i:]; bytes.HasPrefix(rest, []byte(" 0 R")) && (len(rest) == 4 || isSpace(rest[4]) || isDelimiter(rest[4])) {
		l.i += 4
		return ref(n), nil
	}
	return n, nil
}

func (l *lexer) word() string {
	a := l.i
	for l.i < len(l.b) && !isSpace(l.b[l.i]) && !isDelimiter(l.b[l.i]) {
		l.i++
	}
	return string(l.b[a:l.i])
}

func (l *lexer) literal() (any, error) {
	var out []byte
	for l.i++; l.i < len(l.b); l.i++ {
		switch c := l.b[l.i]; c {
		case '\\':
			if l.i++; l.i < len(l.b) {
				out = append(out, l.b[l.i])
			}
		case '(':
			return nil, fmt.Errorf("bracket in a string at %d", l.i)
		case ')':
			l.i++
			return out, nil
		default:
			out = append(out, c)
		}
	}
	return nil, io.ErrUnexpectedEOF
}

func (l *lexer) hex() (any, error) {
	end := bytes.IndexByte(l.b[l.i:], '>')
	if end < 0 || end%2 == 0 {
		return nil, fmt.Errorf("broken string at %d", l.i)
	}
	s := l.b[l.i+1 : l.i+end]
	l.i += end + 1
	out := make([]byte, len(s)/2)
	for k := range out {
		v, err := strconv.ParseUint(string(s[2*k:2*k+2]), 16, 8)
		if err != nil {
			return nil, fmt.Errorf("broken string at %d", l.i)
		}
		out[k] = byte(v)
	}
	return out, nil
}
