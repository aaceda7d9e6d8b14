package gate

import (
	"bytes"
	"encoding/binary"
	"regexp"
	"strconv"
	"strings"
)

// A font of Type 1 is a program in PostScript. Which letters it has, and in which order,
// stands in the part that is hidden with a cipher of which the key is printed in its
// manual (Adobe Type 1 Font Format 1.1, chapter 7).

// isType1 reports whether data is such a font, with or without the heads of its parts (PFB).
func isType1(data []byte) bool {
	for _, magic := range []string{"%!PS-AdobeFont", "%!PS-Adobe-3.0 Resource-Font", "%!FontType1"} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return true
		}
	}
	return bytes.HasPrefix(data, []byte("\x80\x01")) && bytes.HasPrefix(data[min(6, len(data)):], []byte("%!"))
}

// type1Font looks at a font of Type 1. It fails with ErrTooLarge alone.
func (x *examination) type1Font(at string, data []byte) error {
	data = unsegmented(data)
	if err := x.spend(2 * len(data)); err != nil {
		return err
	}
	clear, hidden, _ := bytes.Cut(data, []byte("eexec"))
	plain := eexec(hidden)
	x.bytes(InFont, at, data)
	x.text(InFont, at+", its names", string(clear))
	x.order(at+", its coding", encodedLetters(clear))
	x.bytes(InFont, at+", decrypted", plain)
	order := type1Order(plain)
	if order == "" {
		x.unreadFont(at)
	}
	x.order(at+", order of the glyphs", order)
	return nil
}

// unsegmented takes out the heads of the parts of a PFB: 128, a kind, a length.
func unsegmented(data []byte) []byte {
	if !bytes.HasPrefix(data, []byte{0x80}) {
		return data
	}
	var out []byte
	for len(data) >= 6 && data[0] == 0x80 && data[1] <= 2 {
		n := min(int(binary.LittleEndian.Uint32(data[2:])), len(data)-6)
		out = append(out, data[6:6+n]...)
		data = data[6+n:]
	}
	return out
}

// eexec undoes the cipher. What is hidden is bytes, or hexadecimal when the first four
// are digits of that.
func eexec(hidden []byte) []byte {
	hidden = bytes.TrimLeft(hidden, " \t\r\n")
	if len(hidden) < 4 {
		return nil
	}
	if len(bytes.Trim(hidden[:4], "0123456789abcdefABCDEF")) == 0 {
		if hidden = unhex(hidden); len(hidden) < 4 {
			return nil
		}
	}
	out := make([]byte, len(hidden))
	key := uint16(55665)
	for i, c := range hidden {
		out[i] = c ^ byte(key>>8)
		key = (uint16(c)+key)*52845 + 22719
	}
	return out[4:] // which say nothing
}

// encoded is how a coding of one's own is written: "dup 81 /Q put".
var encoded = regexp.MustCompile(`dup\s+\d+\s*/(\S{1,60})\s+put`)

// encodedLetters gives the letters of a coding, in the order in which it is written.
func encodedLetters(clear []byte) string {
	var b strings.Builder
	for _, m := range encoded.FindAllSubmatch(clear, 1000) {
		b.WriteString(glyphSays(m[1]))
	}
	return b.String()
}

// glyphLetters gives the letters of a list of glyphs, "/Q/u/i".
func glyphLetters(list string) string {
	var b strings.Builder
	for name := range strings.SplitSeq(list, "/") {
		b.WriteString(glyphSays([]byte(strings.TrimSpace(name))))
	}
	return b.String()
}

// charString is the head of the outline of a glyph: "/Q 25 RD ", or "-|" for RD.
var charString = regexp.MustCompile(`/(\S{1,60}?)\s+(\d{1,6})\s+\S{1,12} `)

// type1Order gives the letters of the glyphs in the order in which they stand. Behind a
// head come as many bytes as it says, which may look like anything.
func type1Order(plain []byte) string {
	_, rest, _ := bytes.Cut(plain, []byte("/CharStrings"))
	var b strings.Builder
	for range maxGlyphs {
		m := charString.FindSubmatchIndex(rest)
		if m == nil {
			break
		}
		if name := rest[m[2]:m[3]]; string(name) != ".notdef" {
			b.WriteString(glyphSays(name))
		}
		n, _ := strconv.Atoi(string(rest[m[4]:m[5]])) // six digits are a number
		rest = rest[min(m[1]+n, len(rest)):]
	}
	return b.String()
}
