package gate

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
)

// A font that was cut down to the letters of a text numbers them in the order in which
// they were met: the beginning of the text stands in it, whatever was taken from the page.
// So it is read as a text: its names, the names of its glyphs, and which letter each
// glyph is, in the order of the glyphs (OpenType 1.9: name, post, cmap; CFF: Adobe
// Technical Note 5176). What cannot be read of it is passed over, as any other reader would.

// The bounds of what is looked at in one font.
const (
	maxGlyphs = 1 << 16
	maxMapped = 1 << 17 // in one subtable of cmap
	maxTable  = 8 << 20 // bytes of a packed table
	maxNames  = 1 << 20 // bytes of all names
)

// isFont reports whether data is a font that is read here.
func isFont(data []byte) bool {
	for _, magic := range []string{"\x00\x01\x00\x00\x00", "true\x00", "OTTO\x00", "wOFF", "wOF2"} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return true
		}
	}
	return false
}

// fontFile looks at a font.
func (x *examination) fontFile(at string, data []byte) {
	if bytes.HasPrefix(data, []byte("wOF2")) {
		if x.public {
			x.present(InFont, "font that was not read", at)
		}
		x.skip(InFont, at+": a font in WOFF2 was not read")
		return
	}
	tables := fontTables(data)
	x.bytes(InFont, at, data)
	for _, s := range fontNames(tables["name"]) {
		x.text(InFont, at+", its names", s)
	}
	x.order(at+", names of the glyphs", strings.Join(glyphNamesOf(tables["post"]), ""))
	x.order(at+", order of the glyphs", glyphOrder(tables["cmap"]))
	x.compactFont(at, tables["CFF "])
}

// leastOrder is how many different letters of a secret must stand in the order of a font:
// fewer stand there by chance.
const leastOrder = 5

// order looks for the secrets in the letters of a font in the order of its glyphs. Each
// letter stands there once, where the text had it first.
func (x *examination) order(at, letters string) {
	x.text(InFont, at, letters)
	met := firstUse(fold(letters))
	for _, n := range x.needles {
		for _, f := range n.forms {
			if f := firstUse(f); len(f) >= leastOrder && strings.Contains(met, f) {
				x.leak(InFont, n.what, at)
			}
		}
	}
}

// firstUse gives the letters of a text in the order in which they come first.
func firstUse(s string) string {
	var b strings.Builder
	seen := map[rune]bool{}
	for _, r := range s {
		if !seen[r] {
			seen[r] = true
			b.WriteRune(r)
		}
	}
	return b.String()
}

// compactFont looks at a font in CFF.
func (x *examination) compactFont(at string, data []byte) {
	names, order := cffOf(data)
	x.text(InFont, at+", its names", names)
	x.order(at+", order of the glyphs", order)
}

// slice gives n bytes from a place, or nil.
func slice(data []byte, from, n int) []byte {
	if from < 0 || n < 0 || from > len(data) || n > len(data)-from {
		return nil
	}
	return data[from : from+n]
}

func u16(data []byte, at int) int {
	if b := slice(data, at, 2); b != nil {
		return int(binary.BigEndian.Uint16(b))
	}
	return 0
}

func u32(data []byte, at int) int {
	if b := slice(data, at, 4); b != nil {
		return int(binary.BigEndian.Uint32(b))
	}
	return 0
}

// fontTables gives the tables of a font, unpacked.
func fontTables(data []byte) map[string][]byte {
	out := map[string][]byte{}
	packed := bytes.HasPrefix(data, []byte("wOFF"))
	row, at := 16, 12
	if packed {
		row, at = 20, 44
	}
	count := u16(data, 4)
	if packed {
		count = u16(data, 12)
	}
	for i := range min(count, 64) {
		e := slice(data, at+row*i, row)
		if e == nil {
			break
		}
		from, n := u32(e, 8), u32(e, 12)
		if packed {
			from, n = u32(e, 4), u32(e, 8)
		}
		table := slice(data, from, n)
		if packed && table != nil && n < u32(e, 12) {
			z, err := zlib.NewReader(bytes.NewReader(table))
			if err != nil {
				continue
			}
			table, _ = io.ReadAll(io.LimitReader(z, maxTable)) // of a bent one what comes
		}
		out[string(e[:4])] = table
	}
	return out
}

// fontNames gives the strings of a name table.
func fontNames(t []byte) []string {
	var out []string
	strs, left := u16(t, 4), maxNames
	for i := range min(u16(t, 2), 500) {
		r := 6 + 12*i
		b := slice(t, strs+u16(t, r+10), min(u16(t, r+8), left))
		left -= len(b)
		if u16(t, r) == 1 { // Macintosh
			out = append(out, string(b))
			continue
		}
		var wide []uint16
		for k := 0; k+1 < len(b); k += 2 {
			wide = append(wide, binary.BigEndian.Uint16(b[k:]))
		}
		out = append(out, string(utf16.Decode(wide)))
	}
	return out
}

// glyphNamesOf gives what the names in a post table stand for, in their order.
func glyphNamesOf(t []byte) []string {
	if u32(t, 0) != 0x00020000 {
		return nil
	}
	count := min(u16(t, 32), maxGlyphs)
	var own []string
	for at := 34 + 2*count; at < len(t); {
		n := int(t[at])
		own = append(own, string(slice(t, at+1, n)))
		at += 1 + n
	}
	var out []string
	for i := range count {
		switch k := u16(t, 34+2*i); {
		case k >= 258 && k-258 < len(own):
			name := own[k-258]
			if said := glyphText(name); said != "" {
				name = said
			}
			out = append(out, name)
		case k >= 3 && k <= 97: // the glyphs of the Macintosh: ASCII from the space on
			out = append(out, string(rune(k-3+' ')))
		}
	}
	return out
}

// glyphOrder gives the letters that a cmap table maps, in the order of their glyphs.
func glyphOrder(t []byte) string {
	letters := map[int]rune{}
	put := func(glyph int, r rune) {
		if old, there := letters[glyph]; glyph > 0 && len(letters) < maxGlyphs && (!there || r < old) {
			letters[glyph] = r
		}
	}
	for i := range min(u16(t, 2), 8) {
		if at := u32(t, 4+8*i+4); at < len(t) {
			mapped(t[at:], put)
		}
	}
	var b strings.Builder
	var glyphs []int
	for g := range letters {
		glyphs = append(glyphs, g)
	}
	slices.Sort(glyphs)
	for _, g := range glyphs {
		b.WriteRune(letters[g])
	}
	return b.String()
}

// mapped hands on what a subtable of cmap maps, of the formats that are in use.
func mapped(t []byte, put func(glyph int, r rune)) {
	steps := 0
	switch u16(t, 0) {
	case 0:
		for i, g := range slice(t, 6, min(256, max(len(t)-6, 0))) {
			put(int(g), rune(i))
		}
	case 4:
		n := u16(t, 6) / 2
		for i := range n {
			from, to := u16(t, 16+2*n+2*i), u16(t, 14+2*i)
			delta, at := u16(t, 16+4*n+2*i), 16+6*n+2*i
			for c := from; c <= to && c < 0xffff && steps < maxMapped; c++ {
				steps++
				g := c + delta
				if off := u16(t, at); off != 0 {
					if g = u16(t, at+off+2*(c-from)); g != 0 {
						g += delta
					}
				}
				put(g&0xffff, rune(c))
			}
		}
	case 6:
		for i := range u16(t, 8) {
			put(u16(t, 10+2*i), rune(u16(t, 6)+i))
		}
	case 12:
		for i := range min(u32(t, 12), maxGlyphs) {
			from, to, g := u32(t, 16+12*i), u32(t, 20+12*i), u32(t, 24+12*i)
			for c := from; c <= to && c <= 0x10ffff && steps < maxMapped; c++ {
				steps++
				put(g+c-from, rune(c))
			}
		}
	}
}

// cffIndex gives the items of an INDEX, and where it ends.
func cffIndex(data []byte, at int) ([][]byte, int) {
	count := u16(data, at)
	if count == 0 {
		return nil, at + 2
	}
	size := slice(data, at+2, 1)
	if size == nil || size[0] < 1 || size[0] > 4 {
		return nil, len(data)
	}
	offset := func(i int) int {
		n := 0
		for _, b := range slice(data, at+3+i*int(size[0]), int(size[0])) {
			n = n<<8 | int(b)
		}
		return n
	}
	base := at + 2 + (count+1)*int(size[0])
	var out [][]byte
	for i := range count {
		out = append(out, slice(data, base+offset(i), offset(i+1)-offset(i)))
	}
	return out, base + offset(count)
}

// cffOf gives the names in a font in CFF, and what its glyphs are called, in order.
func cffOf(data []byte) (names, order string) {
	if len(data) < 4 || data[0] != 1 {
		return "", ""
	}
	called, at := cffIndex(data, int(data[2]))
	top, at := cffIndex(data, at)
	own, _ := cffIndex(data, at)
	if len(top) == 0 {
		return "", ""
	}
	var b, all strings.Builder
	for _, s := range append(called, own...) {
		all.Write(s)
		all.WriteByte('\n')
	}
	charset, glyphs := cffPlaces(top[0])
	count := u16(data, glyphs)
	sid := func(n int) {
		switch {
		case n >= 391 && n-391 < len(own): // above the standard strings
			name := string(own[n-391])
			if said := glyphText(name); said != "" {
				name = said
			}
			b.WriteString(name)
		case n >= 1 && n <= 95: // the standard strings begin as ASCII does
			b.WriteRune(rune(n - 1 + ' '))
		}
	}
	if charset > 2 && charset < len(data) {
		kind, at := data[charset], charset+1
		for done := 1; done < count && at < len(data); {
			first := u16(data, at)
			at += 2
			left := 0
			switch kind {
			case 1:
				if one := slice(data, at, 1); one != nil {
					left = int(one[0])
				}
				at++
			case 2:
				left = u16(data, at)
				at += 2
			}
			for k := 0; k <= left && done < count; k++ {
				sid(first + k)
				done++
			}
		}
	}
	return all.String(), b.String()
}

// cffPlaces gives from a Top DICT where the charset and the glyphs lie.
func cffPlaces(dict []byte) (charset, glyphs int) {
	operand := 0
	for at := 0; at < len(dict); {
		switch c := int(dict[at]); {
		case c == 15:
			charset = operand
			at++
		case c == 17:
			glyphs = operand
			at++
		case c == 12:
			at += 2
		case c == 28:
			operand = u16(dict, at+1)
			at += 3
		case c == 29:
			operand = u32(dict, at+1)
			at += 5
		case c == 30: // a real number, in half bytes to an f
			for at++; at < len(dict) && dict[at]&0xf != 0xf && dict[at]>>4 != 0xf; at++ {
			}
			at++
		case c >= 32 && c <= 246:
			operand = c - 139
			at++
		case c >= 247 && c <= 250:
			if n := slice(dict, at+1, 1); n != nil {
				operand = (c-247)*256 + int(n[0]) + 108
			}
			at += 2
		case c >= 251 && c <= 254:
			at += 2
		default:
			at++
		}
	}
	return charset, glyphs
}

// packedFont is what may be a font in a page or a part of text.
var packedFont = regexp.MustCompile(`;base64,([A-Za-z0-9+/]{64,}={0,2})`)

// packedFonts looks at the fonts that stand in a text.
func (x *examination) packedFonts(at string, text []byte) error {
	for n, m := range packedFont.FindAllSubmatch(text, 200) {
		data, err := base64.StdEncoding.DecodeString(string(m[1]))
		if err != nil || !isFont(data) {
			continue
		}
		if err := x.spend(len(data)); err != nil {
			return err
		}
		x.fontFile(fmt.Sprintf("%s, font %d", at, n+1), data)
	}
	return nil
}

// fontKey is a key of the embedded fonts of Word.
var fontKey = regexp.MustCompile(`\{([0-9A-Fa-f]{8})-([0-9A-Fa-f]{4})-([0-9A-Fa-f]{4})-([0-9A-Fa-f]{4})-([0-9A-Fa-f]{12})\}`)

// unveiled gives a font that Word has hidden: its first 32 bytes are mixed with a key
// that stands in the table of fonts (ISO/IEC 29500-1, 17.8.1).
func unveiled(data, keys []byte) []byte {
	if len(data) < 32 {
		return data
	}
	for _, m := range fontKey.FindAllSubmatch(keys, 100) {
		key, err := hex.DecodeString(string(bytes.Join(m[1:], nil)))
		if err != nil {
			continue
		}
		out := slices.Clone(data)
		for i := range 32 {
			out[i] ^= key[len(key)-1-i%16]
		}
		if isFont(out) {
			return out
		}
	}
	return data
}
