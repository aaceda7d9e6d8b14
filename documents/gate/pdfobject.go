package gate

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"golang.org/x/image/tiff/lzw"
)

// The objects of a PDF (ISO 32000-1, 7.3) as Go values: nil, bool, float64,
// pdfName, pdfString, pdfArray, pdfDict, pdfRef and *pdfStream. This reader
// does not follow the cross-reference table: it takes every object that stands
// in the bytes, in every revision, also those that nothing refers to.
type (
	pdfName   string
	pdfString []byte
	pdfArray  []any
	pdfDict   map[pdfName]any
	pdfRef    struct{ num, gen int }
	pdfStream struct {
		dict pdfDict
		raw  []byte
	}
	// A pdfObject is one "n g obj", where it stands and in which revision.
	pdfObject struct {
		ref   pdfRef
		value any
		at    int
	}
)

// maxNesting bounds arrays and dictionaries within each other.
const maxNesting = 100

// A pdfLexer reads values from bytes.
type pdfLexer struct {
	src []byte
	at  int
}

var errSyntax = errors.New("not a PDF value")

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0
}

// space passes over white space and comments.
func (l *pdfLexer) space() {
	for l.at < len(l.src) {
		switch c := l.src[l.at]; {
		case isSpace(c):
			l.at++
		case c == '%':
			for l.at < len(l.src) && l.src[l.at] != '\n' && l.src[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// word reads a run of regular characters.
func (l *pdfLexer) word() string {
	begin := l.at
	for l.at < len(l.src) && !isSpace(l.src[l.at]) && !isDelimiter(l.src[l.at]) {
		l.at++
	}
	return string(l.src[begin:l.at])
}

// A pdfWord is an operator or keyword in a content stream.
type pdfWord string

// value reads one value. In a content stream anything else is a pdfWord; refs
// are read as references only outside one.
func (l *pdfLexer) value(depth int, refs bool) (any, error) {
	if depth > maxNesting {
		return nil, fmt.Errorf("values nested deeper than %d", maxNesting)
	}
	l.space()
	if l.at >= len(l.src) {
		return nil, io.EOF
	}
	switch c := l.src[l.at]; c {
	case '/':
		l.at++
		return l.name(), nil
	case '(':
		return l.literal()
	case '[':
		l.at++
		return l.array(depth, refs)
	case '<':
		if l.at+1 < len(l.src) && l.src[l.at+1] == '<' {
			l.at += 2
			return l.dict(depth, refs)
		}
		return l.hex()
	case ']', '}', '{', ')', '>':
		l.at++
		return pdfWord(c), nil
	}
	w := l.word()
	if w == "" {
		l.at++
		return nil, errSyntax
	}
	switch w {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	n, err := strconv.ParseFloat(w, 64)
	if err != nil {
		return pdfWord(w), nil
	}
	if refs && n >= 0 && n == float64(int(n)) {
		if ref, ok := l.reference(int(n)); ok {
			return ref, nil
		}
	}
	return n, nil
}

// reference reads the rest of "12 0 R", or nothing.
func (l *pdfLexer) reference(num int) (pdfRef, bool) {
	back := l.at
	l.space()
	gen, err := strconv.Atoi(l.word())
	if err == nil && gen >= 0 {
		l.space()
		if l.word() == "R" {
			return pdfRef{num, gen}, true
		}
	}
	l.at = back
	return pdfRef{}, false
}

func (l *pdfLexer) name() pdfName {
	var b []byte
	for l.at < len(l.src) && !isSpace(l.src[l.at]) && !isDelimiter(l.src[l.at]) {
		c := l.src[l.at]
		if c == '#' && l.at+2 < len(l.src) {
			if v, err := strconv.ParseUint(string(l.src[l.at+1:l.at+3]), 16, 8); err == nil {
				b = append(b, byte(v))
				l.at += 3
				continue
			}
		}
		b = append(b, c)
		l.at++
	}
	return pdfName(b)
}

func (l *pdfLexer) literal() (any, error) {
	var b []byte
	l.at++
	for depth := 1; l.at < len(l.src); l.at++ {
		switch c := l.src[l.at]; c {
		case '(':
			depth++
			b = append(b, c)
		case ')':
			if depth--; depth == 0 {
				l.at++
				return pdfString(b), nil
			}
			b = append(b, c)
		case '\\':
			l.at++
			if l.at >= len(l.src) {
				return nil, errSyntax
			}
			b = l.escape(b)
		default:
			b = append(b, c)
		}
	}
	return nil, errSyntax
}

// escape reads what follows a backslash; l.at stays on its last byte.
func (l *pdfLexer) escape(b []byte) []byte {
	switch c := l.src[l.at]; c {
	case 'n':
		return append(b, '\n')
	case 'r':
		return append(b, '\r')
	case 't':
		return append(b, '\t')
	case 'b':
		return append(b, '\b')
	case 'f':
		return append(b, '\f')
	case '\r':
		if l.at+1 < len(l.src) && l.src[l.at+1] == '\n' {
			l.at++
		}
		return b
	case '\n':
		return b
	default:
		if c < '0' || c > '7' {
			return append(b, c)
		}
		v, n := 0, 0
		for n < 3 && l.at < len(l.src) && l.src[l.at] >= '0' && l.src[l.at] <= '7' {
			v = v*8 + int(l.src[l.at]-'0')
			l.at++
			n++
		}
		l.at--
		return append(b, byte(v))
	}
}

func (l *pdfLexer) hex() (any, error) {
	l.at++
	var b []byte
	high, odd := byte(0), false
	for ; l.at < len(l.src); l.at++ {
		c := l.src[l.at]
		var v byte
		switch {
		case c == '>':
			l.at++
			if odd {
				b = append(b, high<<4)
			}
			return pdfString(b), nil
		case isSpace(c):
			continue
		case '0' <= c && c <= '9':
			v = c - '0'
		case 'a' <= c && c <= 'f':
			v = c - 'a' + 10
		case 'A' <= c && c <= 'F':
			v = c - 'A' + 10
		default:
			return nil, errSyntax
		}
		if odd {
			b = append(b, high<<4|v)
		}
		high, odd = v, !odd
	}
	return nil, errSyntax
}

func (l *pdfLexer) array(depth int, refs bool) (any, error) {
	a := pdfArray{}
	for {
		v, err := l.value(depth+1, refs)
		if err != nil {
			return nil, err
		}
		if w, ok := v.(pdfWord); ok {
			if w == "]" {
				return a, nil
			}
			if w == "endobj" || w == "endstream" {
				return nil, errSyntax
			}
		}
		a = append(a, v)
	}
}

func (l *pdfLexer) dict(depth int, refs bool) (any, error) {
	d := pdfDict{}
	for {
		l.space()
		if l.at+1 < len(l.src) && l.src[l.at] == '>' && l.src[l.at+1] == '>' {
			l.at += 2
			return d, nil
		}
		k, err := l.value(depth+1, refs)
		if err != nil {
			return nil, err
		}
		key, ok := k.(pdfName)
		if !ok {
			return nil, errSyntax
		}
		v, err := l.value(depth+1, refs)
		if err != nil {
			return nil, err
		}
		if w, bad := v.(pdfWord); bad {
			return nil, fmt.Errorf("%w: %q", errSyntax, string(w))
		}
		d[key] = v
	}
}

// A pdfFile is every object of a file, in the order of the bytes, and by
// number the last that stands there.
type pdfFile struct {
	objects  []pdfObject
	last     map[int]any
	trailers []pdfDict
	ends     int // how many %%EOF
	broken   int // objects that could not be read
}

// readPDF finds every object. It fails when there is none, and when the file is
// encrypted: then nothing can be said about it.
func readPDF(data []byte) (*pdfFile, error) {
	f := &pdfFile{last: map[int]any{}, ends: bytes.Count(data, []byte("%%EOF"))}
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte("obj"))
		if i < 0 {
			break
		}
		i += at
		at = i + 3
		ref, ok := heading(data, i)
		if !ok {
			continue
		}
		l := &pdfLexer{src: data, at: i + 3}
		v, err := l.value(0, true)
		if err != nil {
			f.broken++
			continue
		}
		if d, isDict := v.(pdfDict); isDict {
			if raw, end, isStream := body(data, l.at, d, f); isStream {
				v, l.at = &pdfStream{d, raw}, end
			}
		}
		f.objects = append(f.objects, pdfObject{ref, v, i})
		f.last[ref.num] = v
		at = l.at
	}
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte("trailer"))
		if i < 0 {
			break
		}
		at += i + len("trailer")
		if v, err := (&pdfLexer{src: data, at: at}).value(0, true); err == nil {
			if d, ok := v.(pdfDict); ok {
				f.trailers = append(f.trailers, d)
			}
		}
	}
	for _, o := range f.objects {
		if s, ok := o.value.(*pdfStream); ok && s.dict["Type"] == pdfName("XRef") {
			f.trailers = append(f.trailers, s.dict)
		}
	}
	if len(f.objects) == 0 {
		return nil, errors.New("a PDF without objects")
	}
	for _, t := range f.trailers {
		if t["Encrypt"] != nil {
			return nil, errors.New("the PDF is encrypted")
		}
	}
	return f, nil
}

// heading reads "12 0 " before an obj at i.
func heading(data []byte, i int) (pdfRef, bool) {
	if i > 2 && bytes.HasSuffix(data[:i], []byte("end")) {
		return pdfRef{}, false
	}
	back := func(end int) (int, int, bool) {
		for end > 0 && isSpace(data[end-1]) {
			end--
		}
		begin := end
		for begin > 0 && data[begin-1] >= '0' && data[begin-1] <= '9' && end-begin < 10 {
			begin--
		}
		n, err := strconv.Atoi(string(data[begin:end]))
		return n, begin, err == nil
	}
	gen, at, ok := back(i)
	if !ok {
		return pdfRef{}, false
	}
	num, _, ok := back(at)
	return pdfRef{num, gen}, ok
}

// body gives the bytes of a stream that begins at at. The length that the
// dictionary states is believed only when endstream stands behind it.
func body(data []byte, at int, d pdfDict, f *pdfFile) ([]byte, int, bool) {
	l := &pdfLexer{src: data, at: at}
	l.space()
	if !bytes.HasPrefix(data[l.at:], []byte("stream")) {
		return nil, at, false
	}
	begin := l.at + len("stream")
	if begin < len(data) && data[begin] == '\r' {
		begin++
	}
	if begin < len(data) && data[begin] == '\n' {
		begin++
	}
	length := d["Length"]
	if ref, ok := length.(pdfRef); ok {
		length = f.last[ref.num]
	}
	if n, ok := length.(float64); ok && n >= 0 && begin+int(n) <= len(data) {
		end := begin + int(n)
		rest := bytes.TrimLeft(data[end:min(end+4, len(data))], "\r\n ")
		if bytes.HasPrefix(bytes.TrimLeft(data[end:min(end+16, len(data))], "\r\n "), []byte("endstream")) || len(rest) == 0 {
			return data[begin:end], end, true
		}
	}
	i := bytes.Index(data[begin:], []byte("endstream"))
	if i < 0 {
		return data[begin:], len(data), true
	}
	return bytes.TrimRight(data[begin:begin+i], "\r\n"), begin + i, true
}

// get follows references, a bounded number of times.
func (f *pdfFile) get(v any) any {
	for range 32 {
		ref, ok := v.(pdfRef)
		if !ok {
			return v
		}
		v = f.last[ref.num]
	}
	return nil
}

func (f *pdfFile) dict(v any) pdfDict {
	switch v := f.get(v).(type) {
	case pdfDict:
		return v
	case *pdfStream:
		return v.dict
	}
	return nil
}

func (f *pdfFile) array(v any) pdfArray {
	a, _ := f.get(v).(pdfArray)
	return a
}

func (f *pdfFile) number(v any) float64 {
	n, _ := f.get(v).(float64)
	return n
}

// filters lists the filters of a stream, in order of decoding.
func (f *pdfFile) filters(s *pdfStream) []pdfName {
	v := s.dict["Filter"]
	if v == nil {
		v = s.dict["F"]
	}
	switch v := f.get(v).(type) {
	case pdfName:
		return []pdfName{v}
	case pdfArray:
		var out []pdfName
		for _, e := range v {
			n, _ := f.get(e).(pdfName)
			out = append(out, n)
		}
		return out
	}
	return nil
}

// errPicture is the answer for streams that hold pixels.
var errPicture = errors.New("a picture")

// decode gives the bytes of a stream. Spend is asked before memory is used.
func (f *pdfFile) decode(s *pdfStream, spend func(int) error) ([]byte, error) {
	data := s.raw
	for i, name := range f.filters(s) {
		var err error
		switch name {
		case "FlateDecode", "Fl":
			data, err = inflate(data, spend)
		case "LZWDecode", "LZW":
			data, err = drain(lzw.NewReader(bytes.NewReader(data), lzw.MSB, 8), spend)
		case "ASCIIHexDecode", "AHx":
			data = unhex(data)
		case "ASCII85Decode", "A85":
			data, err = un85(data, spend)
		case "RunLengthDecode", "RL":
			data, err = unrun(data, spend)
		case "DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode":
			return nil, errPicture
		default:
			return nil, fmt.Errorf("filter %q", string(name))
		}
		if err != nil {
			return nil, err
		}
		if data, err = f.predict(data, f.parms(s, i)); err != nil {
			return nil, err
		}
	}
	return data, nil
}

// parms gives the parameters of filter i.
func (f *pdfFile) parms(s *pdfStream, i int) pdfDict {
	v := s.dict["DecodeParms"]
	if v == nil {
		v = s.dict["DP"]
	}
	switch v := f.get(v).(type) {
	case pdfDict:
		return v
	case pdfArray:
		if i < len(v) {
			return f.dict(v[i])
		}
	}
	return nil
}

// inflate is lenient, as viewers are: what could be read before an error counts.
func inflate(data []byte, spend func(int) error) ([]byte, error) {
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("inflate: %w", err)
	}
	defer r.Close()
	return drain(r, spend)
}

// drain reads r to its end or to the first fault; only the budget is an error.
func drain(r io.Reader, spend func(int) error) ([]byte, error) {
	var out []byte
	buf := make([]byte, 32<<10)
	for {
		n, err := r.Read(buf)
		if e := spend(n); e != nil {
			return nil, e
		}
		out = append(out, buf[:n]...)
		if err != nil {
			return out, nil
		}
	}
}

func unhex(data []byte) []byte {
	v, err := (&pdfLexer{src: append(append([]byte("<"), bytes.TrimSpace(data)...), '>')}).hex()
	if err != nil {
		return nil
	}
	return v.(pdfString)
}

func un85(data []byte, spend func(int) error) ([]byte, error) {
	data = bytes.TrimSpace(data)
	data = bytes.TrimPrefix(data, []byte("<~"))
	if i := bytes.IndexByte(data, '~'); i >= 0 {
		data = data[:i]
	}
	return drain(ascii85.NewDecoder(bytes.NewReader(data)), spend)
}

func unrun(data []byte, spend func(int) error) ([]byte, error) {
	var out []byte
	for i := 0; i < len(data); {
		n := int(data[i])
		i++
		switch {
		case n == 128:
			return out, nil
		case n < 128:
			end := min(i+n+1, len(data))
			out = append(out, data[i:end]...)
			i = end
		case i < len(data):
			out = append(out, bytes.Repeat(data[i:i+1], 257-n)...)
			i++
		}
		if err := spend(128); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// predict undoes the PNG predictors (ISO 32000-1, 7.4.4.4).
func (f *pdfFile) predict(data []byte, p pdfDict) ([]byte, error) {
	kind := int(f.number(p["Predictor"]))
	if kind < 10 {
		return data, nil
	}
	atLeast := func(v, least int) int { return max(v, least) }
	colors, bits, columns := atLeast(int(f.number(p["Colors"])), 1), int(f.number(p["BitsPerComponent"])), atLeast(int(f.number(p["Columns"])), 1)
	if bits == 0 {
		bits = 8
	}
	if colors > 32 || bits > 16 || columns > 1<<20 {
		return nil, errors.New("predictor out of range")
	}
	pixel := atLeast(colors*bits/8, 1)
	row := (colors*bits*columns + 7) / 8
	before := make([]byte, row)
	var out []byte
	for len(data) > 1 {
		tag := data[0]
		line := slices.Clone(data[1:min(1+row, len(data))])
		data = data[min(1+row, len(data)):]
		for i := range line {
			var left, up, corner byte
			up = before[i]
			if i >= pixel {
				left, corner = line[i-pixel], before[i-pixel]
			}
			switch tag {
			case 1:
				line[i] += left
			case 2:
				line[i] += up
			case 3:
				line[i] += byte((int(left) + int(up)) / 2)
			case 4:
				line[i] += paeth(left, up, corner)
			}
		}
		out = append(out, line...)
		copy(before, line)
	}
	return out, nil
}

func paeth(a, b, c byte) byte {
	abs := func(n int) int { return max(n, -n) }
	p := int(a) + int(b) - int(c)
	pa, pb, pc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

// unpack adds the objects that lie in object streams (ISO 32000-1, 7.5.7).
func (f *pdfFile) unpack(spend func(int) error) error {
	for _, o := range slices.Clone(f.objects) {
		s, ok := o.value.(*pdfStream)
		if !ok || s.dict["Type"] != pdfName("ObjStm") {
			continue
		}
		data, err := f.decode(s, spend)
		if err != nil {
			return fmt.Errorf("object stream: %w", err)
		}
		first := int(f.number(s.dict["First"]))
		l := &pdfLexer{src: data}
		for range int(f.number(s.dict["N"])) {
			num, err1 := l.value(0, false)
			off, err2 := l.value(0, false)
			n, ok1 := num.(float64)
			at, ok2 := off.(float64)
			if err1 != nil || err2 != nil || !ok1 || !ok2 || first+int(at) > len(data) || at < 0 || first < 0 {
				break
			}
			v, err := (&pdfLexer{src: data, at: first + int(at)}).value(0, true)
			if err != nil {
				f.broken++
				continue
			}
			f.objects = append(f.objects, pdfObject{pdfRef{int(n), 0}, v, o.at})
			f.last[int(n)] = v
		}
	}
	return nil
}
