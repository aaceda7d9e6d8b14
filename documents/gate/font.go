package gate

import (
	"bytes"
	"cmp"
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

	"github.com/andybalholm/brotli"
)

// A font that was cut down to the letters of a text numbers them in the order in which
// they were met: the beginning of the text stands in it, whatever was taken from the page.
// So it is read as a text: its names, the names of its glyphs, and which letter each
// glyph is, in the order of the glyphs (OpenType 1.9: name, post, cmap; WOFF and WOFF2 of
// the W3C; CFF: Adobe Technical Note 5176; Adobe Type 1 Font Format 1.1). Of what cannot be
// read what comes is looked at, as any other reader would; a packed font of which not all
// comes was not examined, nor one with more in it than is looked at.

// The bounds of what is looked at in one font.
const (
	maxGlyphs     = 1 << 16
	maxMapped     = 1 << 17  // in one subtable of cmap
	maxTable      = 8 << 20  // bytes of a packed table
	maxPacked     = 64 << 20 // bytes of tables that are packed together
	maxNames      = 1 << 20  // bytes of all names
	maxFonts      = 64       // in one file
	maxFontTables = 64       // in one font
)

// The beginnings of fonts.
const (
	woff1      = "wOFF"
	woff2      = "wOF2"
	collection = "ttcf"
)

// isFont reports whether data is a font that is read here.
func isFont(data []byte) bool {
	for _, magic := range []string{"\x00\x01\x00\x00\x00", "true\x00", "OTTO\x00", collection + "\x00", woff1, woff2} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return true
		}
	}
	return isType1(data)
}

// fontFile looks at a font. It fails with ErrTooLarge alone.
func (x *examination) fontFile(at string, data []byte) error {
	if isType1(data) {
		return x.type1Font(at, data)
	}
	x.bytes(InFont, at, data)
	tables, whole, err := fontTables(data, x.spend)
	if err != nil {
		return err
	}
	if !whole {
		x.unreadFont(at)
	}
	for _, t := range tables {
		if t.packed {
			x.bytes(InFont, at+", unpacked", t.data)
		}
		switch t.tag {
		case "name":
			for _, s := range fontNames(t.data) {
				x.text(InFont, at+", its names", s)
			}
		case "post":
			x.order(at+", names of the glyphs", strings.Join(glyphNamesOf(t.data), ""))
		case "cmap":
			x.order(at+", order of the glyphs", glyphOrder(t.data))
		case "CFF ":
			x.compactFont(at, t.data)
		case metadata:
			x.text(InFont, at+", what it says of itself", string(t.data))
		}
	}
	return nil
}

// unreadFont reports a font that could not be read, or not to its end.
func (x *examination) unreadFont(at string) {
	if x.public {
		x.present(InFont, "font that was not read", at)
	}
	x.skip(InFont, at+": a font was not read")
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

// A fontTable is a part of a font.
type fontTable struct {
	tag    string
	data   []byte
	packed bool // data does not stand in the file as it is
}

// metadata is the tag that what a WOFF says of itself in XML has here.
const metadata = "metadata"

// fontTables gives the tables of a font or of all fonts in one file, unpacked, and whether
// they are all there are: none is left out, and all that is packed could be unpacked. It
// fails as spend does.
func fontTables(data []byte, spend func(int) error) ([]fontTable, bool, error) {
	switch {
	case bytes.HasPrefix(data, []byte(woff2)):
		return woff2Tables(data, spend)
	case bytes.HasPrefix(data, []byte(woff1)):
		return woffTables(data, spend)
	case bytes.HasPrefix(data, []byte(collection)):
		var out []fontTable
		count := u32(data, 8)
		whole := count <= maxFonts
		for i := range min(count, maxFonts) {
			tables, all := plainTables(data, u32(data, 12+4*i))
			out, whole = append(out, tables...), whole && all
		}
		return out, whole, nil
	}
	out, whole := plainTables(data, 0)
	return out, whole, nil
}

// plainTables gives the tables of the font of which the directory begins at a place, and
// whether there are no more.
func plainTables(data []byte, at int) ([]fontTable, bool) {
	var out []fontTable
	count := u16(data, at+4)
	for i := range min(count, maxFontTables) {
		e := slice(data, at+12+16*i, 16)
		if e == nil {
			break
		}
		out = append(out, fontTable{tag: string(e[:4]), data: slice(data, u32(e, 8), u32(e, 12))})
	}
	return out, count <= maxFontTables
}

// unpacked reads what is packed up to a bound, and reports whether that was all of it.
func unpacked(packed io.Reader, most int) ([]byte, bool) {
	b, err := io.ReadAll(io.LimitReader(packed, int64(most)))
	return b, err == nil && len(b) < most
}

// woffTables gives the tables of a WOFF 1.0, of which each is packed by itself.
func woffTables(data []byte, spend func(int) error) ([]fontTable, bool, error) {
	var out []fontTable
	count := u16(data, 12)
	whole := count > 0 && count <= maxFontTables
	add := func(tag string, from, size, full int) error {
		t := fontTable{tag, slice(data, from, size), size < full}
		all := t.data != nil || size == 0
		if t.packed && all {
			z, err := zlib.NewReader(bytes.NewReader(t.data))
			if all = err == nil; all {
				t.data, all = unpacked(z, maxTable)
			}
		}
		whole = whole && all
		out = append(out, t)
		return spend(len(t.data))
	}
	for i := range min(count, maxFontTables) {
		e := slice(data, 44+20*i, 20)
		if e == nil {
			return out, false, nil
		}
		if err := add(string(e[:4]), u32(e, 4), u32(e, 8), u32(e, 12)); err != nil {
			return nil, false, err
		}
	}
	if size := u32(data, 28); size > 0 {
		if err := add(metadata, u32(data, 24), size, size+1); err != nil { // packed always
			return nil, false, err
		}
	}
	return out, whole, nil
}

// woff2Tags are the tables that are looked at, by their numbers in a WOFF2, and the two
// of which the form is always changed.
var woff2Tags = map[byte]string{0: "cmap", 5: "name", 7: "post", 10: "glyf", 11: "loca", 13: "CFF "}

// woff2Tables gives the tables of a WOFF2, which are packed together. The outlines are
// left in the form in which they were packed.
func woff2Tables(data []byte, spend func(int) error) ([]fontTable, bool, error) {
	whole := true
	unpack := func(from, size int) ([]byte, error) {
		b, all := unpacked(brotli.NewReader(bytes.NewReader(slice(data, from, size))), maxPacked)
		whole = whole && all
		return b, spend(len(b))
	}
	at := 48
	number := func() int { // UIntBase128
		n := 0
		for range 5 {
			b := slice(data, at, 1)
			if b == nil {
				break
			}
			at++
			n = n<<7 | int(b[0]&0x7f)
			if b[0] < 0x80 {
				break
			}
		}
		return n
	}
	type entry struct {
		tag  string
		size int
	}
	var entries []entry
	for range u16(data, 12) {
		b := slice(data, at, 1)
		if b == nil {
			return nil, false, nil
		}
		at++
		tag := woff2Tags[b[0]&0x3f]
		if b[0]&0x3f == 0x3f {
			tag = string(slice(data, at, 4))
			at += 4
		}
		size, form := number(), b[0]>>6
		if outlines := tag == "glyf" || tag == "loca"; outlines && form != 3 || !outlines && form != 0 {
			size = number()
		}
		entries = append(entries, entry{tag, size})
	}
	if bytes.HasPrefix(data[min(4, len(data)):], []byte(collection)) {
		at += 4               // its version
		short := func() int { // 255UInt16
			b := slice(data, at, 1)
			if b == nil {
				return 0
			}
			at++
			switch b[0] {
			case 253:
				at += 2
				return u16(data, at-2)
			case 254, 255:
				at++
				more := slice(data, at-1, 1)
				if more == nil {
					return 0
				}
				return 253*(256-int(b[0])) + int(more[0])
			}
			return int(b[0])
		}
		for range short() {
			n := short()
			at += 4
			for range n {
				short()
			}
		}
	}
	all, err := unpack(at, u32(data, 20))
	if err != nil {
		return nil, false, err
	}
	var out []fontTable
	from := 0
	for _, e := range entries {
		out = append(out, fontTable{e.tag, slice(all, from, min(e.size, max(len(all)-from, 0))), true})
		from += e.size
	}
	if from < len(all) { // which belongs to no table
		out = append(out, fontTable{"", all[from:], true})
	}
	if size := u32(data, 32); size > 0 {
		b, err := unpack(u32(data, 28), size)
		if err != nil {
			return nil, false, err
		}
		out = append(out, fontTable{metadata, b, true})
	}
	return out, whole && from > 0 && from == len(all), nil
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
			out = append(out, glyphSays([]byte(own[k-258])))
		case k >= 3 && k <= 97: // the glyphs of the Macintosh: ASCII from the space on
			out = append(out, string(rune(k-3+' ')))
		}
	}
	return out
}

// glyphSays gives the letter that a glyph is called after, or else its name, cut off
// where no name goes on.
func glyphSays(name []byte) string {
	n := string(name[:min(len(name), 255)])
	return cmp.Or(glyphText(n), n)
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
	for _, s := range slices.Concat(called, own) {
		all.Write(s[:min(len(s), maxNames-min(all.Len(), maxNames))])
		all.WriteByte('\n')
	}
	charset, glyphs := cffPlaces(top[0])
	count := u16(data, glyphs)
	sid := func(n int) {
		switch {
		case n >= 391 && n-391 < len(own): // above the standard strings
			b.WriteString(glyphSays(own[n-391]))
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
		if err := x.fontFile(fmt.Sprintf("%s, font %d", at, n+1), data); err != nil {
			return err
		}
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
