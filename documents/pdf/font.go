package pdf

import (
	"embed"
	"encoding/binary"
	"fmt"
	"math"
	"sync"
	"sync/atomic"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

//go:embed assets/SourceSans3-Regular.ttf assets/SourceSans3-Bold.ttf assets/SourceSans3-It.ttf assets/SourceSans3-BoldIt.ttf assets/sRGB.icc assets/hyph_nl_NL.dic
//go:embed assets/source-sans-3-latin-wght-normal.woff2 assets/source-sans-3-latin-ext-wght-normal.woff2 assets/source-sans-3-latin-wght-italic.woff2 assets/source-sans-3-latin-ext-wght-italic.woff2
var assets embed.FS

// A Family is a typeface in four styles. It may be shared by any number of
// documents and goroutines.
type Family struct {
	name  string
	faces [4]func() (*face, error) // by Style & (Bold|Italic); parsed at first use
}

// Name is what the typeface is called.
func (f *Family) Name() string { return f.name }

// ParseFamily takes the TrueType files of a house's own typeface. It fails on
// files without TrueType outlines and on fonts whose licence bits (OS/2 fsType)
// forbid embedding.
func ParseFamily(name string, regular, bold, italic, boldItalic []byte) (*Family, error) {
	fam := &Family{name: name}
	for i, b := range [4][]byte{regular, bold, italic, boldItalic} {
		f, err := parseFace(b)
		if err != nil {
			return nil, fmt.Errorf("parse style %d of typeface %s: %w", i, name, err)
		}
		fam.faces[i] = func() (*face, error) { return f, nil }
	}
	return fam, nil
}

// SourceSans is the typeface that comes with the program: Source Sans 3.
var SourceSans = sync.OnceValue(func() *Family {
	fam := &Family{name: "Source Sans 3"}
	for i, n := range [4]string{"Regular", "Bold", "It", "BoldIt"} {
		fam.faces[i] = sync.OnceValues(func() (*face, error) {
			b, err := assets.ReadFile("assets/SourceSans3-" + n + ".ttf")
			if err != nil {
				return nil, fmt.Errorf("read embedded font: %w", err)
			}
			return parseFace(b)
		})
	}
	return fam
})

func (f *Family) face(s Style) (*face, error) { return f.faces[s&(Bold|Italic)]() }

// A face is one style, parsed once per process. Measures are in units of 1/1000
// em whatever the file says.
type face struct {
	name    string // PostScript name
	data    []byte
	tables  map[string][]byte
	font    *sfnt.Font
	glyphs  int
	upem    int
	advance []uint16               // by glyph, in font units
	low     [lowRunes]uint16       // glyph of the runes that papers are made of
	kerns   *[lowKern]atomic.Int32 // of pairs of low glyphs; 0 is not asked yet
	kernRow []uint16               // by glyph: 1 and more is its row in kerns

	ascent, descent, capHeight int
	bbox                       [4]int
	italicAngle                float64
	stemV                      int
}

const (
	lowRunes = 0x180 // ASCII, Latin-1, Latin Extended-A
	kernRows = 256
	lowKern  = kernRows * kernRows
	kernSet  = 1 << 20 // marks a known pair in kerns
)

func parseFace(b []byte) (*face, error) {
	f := &face{data: b, tables: map[string][]byte{}}
	if len(b) < 12 || binary.BigEndian.Uint32(b) != 0x00010000 {
		return nil, fmt.Errorf("not a TrueType font")
	}
	for i := range int(binary.BigEndian.Uint16(b[4:])) {
		if len(b) < 28+16*i {
			return nil, fmt.Errorf("table directory is cut off")
		}
		e := b[12+16*i:]
		off, n := uint64(binary.BigEndian.Uint32(e[8:])), uint64(binary.BigEndian.Uint32(e[12:]))
		if off+n > uint64(len(b)) {
			return nil, fmt.Errorf("table %q lies outside the file", e[:4])
		}
		f.tables[string(e[:4])] = b[off : off+n]
	}
	for t, min := range map[string]int{"glyf": 0, "loca": 4, "head": 54, "hhea": 36, "hmtx": 4, "maxp": 6, "OS/2": 78, "post": 16} {
		if d, ok := f.tables[t]; !ok || len(d) < min {
			return nil, fmt.Errorf("table %q is missing or too short", t)
		}
	}
	os2 := f.tables["OS/2"]
	if fs := binary.BigEndian.Uint16(os2[8:]); fs&0x0f == 2 || fs&0x0300 != 0 {
		return nil, fmt.Errorf("the font's licence bits (%#x) forbid embedding a subset", fs)
	}
	var err error
	if f.font, err = sfnt.Parse(b); err != nil {
		return nil, fmt.Errorf("parse font: %w", err)
	}
	var buf sfnt.Buffer
	if f.name, err = f.font.Name(&buf, sfnt.NameIDPostScript); err != nil {
		return nil, fmt.Errorf("read font name: %w", err)
	}
	f.glyphs, f.upem = f.font.NumGlyphs(), int(f.font.UnitsPerEm())
	if err := f.readMetrics(); err != nil {
		return nil, err
	}
	f.kernRow = make([]uint16, f.glyphs)
	rows := uint16(0)
	for r := rune(0); r < lowRunes; r++ {
		g, err := f.font.GlyphIndex(&buf, r)
		if err != nil {
			return nil, fmt.Errorf("read glyph of %U: %w", r, err)
		}
		if int(g) >= f.glyphs {
			continue
		}
		f.low[r] = uint16(g)
		if g != 0 && f.kernRow[g] == 0 && rows < kernRows {
			rows++
			f.kernRow[g] = rows
		}
	}
	f.kerns = new([lowKern]atomic.Int32)
	return f, nil
}

func (f *face) readMetrics() error {
	head, hhea, os2, post := f.tables["head"], f.tables["hhea"], f.tables["OS/2"], f.tables["post"]
	s16 := func(b []byte) int { return int(int16(binary.BigEndian.Uint16(b))) }
	f.ascent, f.descent = f.milli(s16(hhea[4:])), f.milli(s16(hhea[6:]))
	for i := range f.bbox {
		f.bbox[i] = f.milli(s16(head[36+2*i:]))
	}
	f.capHeight = f.ascent
	if binary.BigEndian.Uint16(os2) >= 2 && len(os2) >= 90 {
		f.capHeight = f.milli(s16(os2[88:]))
	}
	f.italicAngle = float64(int32(binary.BigEndian.Uint32(post[4:]))) / 65536
	// The usual estimate of stem width from weight; viewers use it only when
	// they have to replace the font, which an embedded one prevents.
	w := float64(binary.BigEndian.Uint16(os2[4:])) / 65
	f.stemV = 50 + int(w*w)

	n := int(binary.BigEndian.Uint16(hhea[34:]))
	hmtx := f.tables["hmtx"]
	if n == 0 || n > f.glyphs || len(hmtx) < 4*n {
		return fmt.Errorf("table hmtx is too short")
	}
	f.advance = make([]uint16, f.glyphs)
	for g := range f.advance {
		f.advance[g] = binary.BigEndian.Uint16(hmtx[4*min(g, n-1):])
	}
	loca, short := f.tables["loca"], binary.BigEndian.Uint16(head[50:]) == 0
	if size := 4; len(loca) < (f.glyphs+1)*size && !short || len(loca) < (f.glyphs+1)*2 {
		return fmt.Errorf("table loca is too short")
	}
	for g := range f.glyphs {
		if from, to := f.outline(g); from > to || to > len(f.tables["glyf"]) {
			return fmt.Errorf("outline of glyph %d lies outside the table", g)
		}
	}
	return nil
}

// milli turns font units into 1/1000 em.
func (f *face) milli(u int) int { return int(math.Round(float64(u) * 1000 / float64(f.upem))) }

// outline gives the bytes of a glyph within the table glyf.
func (f *face) outline(g int) (from, to int) {
	loca := f.tables["loca"]
	if binary.BigEndian.Uint16(f.tables["head"][50:]) == 0 {
		return 2 * int(binary.BigEndian.Uint16(loca[2*g:])), 2 * int(binary.BigEndian.Uint16(loca[2*g+2:]))
	}
	return int(binary.BigEndian.Uint32(loca[4*g:])), int(binary.BigEndian.Uint32(loca[4*g+4:]))
}

// glyph looks a rune up; 0 means that the face does not have it.
func (f *face) glyph(r rune, buf *sfnt.Buffer) uint16 {
	if r < lowRunes {
		return f.low[r]
	}
	g, err := f.font.GlyphIndex(buf, r)
	if err != nil || int(g) >= f.glyphs {
		return 0
	}
	return uint16(g)
}

// kern gives the correction between two glyphs in font units.
func (f *face) kern(a, b uint16, buf *sfnt.Buffer) int {
	i, j := int(f.kernRow[a]), int(f.kernRow[b])
	if i == 0 || j == 0 {
		return f.askKern(a, b, buf)
	}
	p := &f.kerns[(i-1)*kernRows+j-1]
	if k := p.Load(); k != 0 {
		return int(k - kernSet)
	}
	k := f.askKern(a, b, buf)
	p.Store(int32(k + kernSet))
	return k
}

func (f *face) askKern(a, b uint16, buf *sfnt.Buffer) int {
	k, err := f.font.Kern(buf, sfnt.GlyphIndex(a), sfnt.GlyphIndex(b), fixed.I(f.upem), font.HintingNone)
	if err != nil {
		return 0 // no pair: not a failure
	}
	return k.Round()
}

// A fontUse is a face as one document uses it: which glyphs, and under which
// codes. The code of a glyph is its number in the font file, so codes say nothing about
// the order of the text. When two runes share a glyph (hyphen and soft hyphen,
// space and no-break space) the second gets a code past the end of the file,
// so that every code has one rune and copied text is exact.
type fontUse struct {
	*face
	key   string          // gofpdf's style key, unique in the document
	runes []rune          // by code; 0 is unused
	extra map[rune]uint16 // codes past the end
	base  []uint16        // glyph of the extra codes, in order
	buf   sfnt.Buffer
}

// code gives the code of r, taking it into the subset. ok is false when the
// face does not have r.
func (u *fontUse) code(r rune) (code, glyph uint16, ok bool) {
	g := u.glyph(r, &u.buf)
	if g == 0 {
		return 0, 0, false
	}
	switch u.runes[g] {
	case r:
		return g, g, true
	case 0:
		u.runes[g] = r
		return g, g, true
	}
	if c, ok := u.extra[r]; ok {
		return c, g, true
	}
	c := uint16(u.glyphs + len(u.base))
	u.base = append(u.base, g)
	if u.extra == nil {
		u.extra = map[rune]uint16{}
	}
	u.extra[r] = c
	u.runes = append(u.runes, r)
	return c, g, true
}

// glyphOf gives the glyph that a code draws.
func (u *fontUse) glyphOf(code int) int {
	if code >= u.glyphs {
		return int(u.base[code-u.glyphs])
	}
	return code
}

// width is the advance of a code in 1/1000 em.
func (u *fontUse) width(code int) int { return u.milli(int(u.advance[u.glyphOf(code)])) }

// subset writes a TrueType file with the glyphs in use at their codes and
// empty glyphs everywhere else. It holds no table that says more about the
// font than drawing needs, and no glyph that no text uses, except the parts of
// composite ones and glyph 0.
func (u *fontUse) subset() ([]byte, error) {
	last := 0
	for c, r := range u.runes {
		if r != 0 {
			last = c
		}
	}
	use := make([]bool, len(u.runes))
	use[0] = true
	var parts func(g, depth int) error
	parts = func(g, depth int) error {
		use[g], last = true, max(last, g)
		if depth > 8 {
			return fmt.Errorf("glyph %d of %s is composed too deeply", g, u.name)
		}
		from, to := u.outline(g)
		d := u.tables["glyf"][from:to]
		if len(d) < 10 || int16(binary.BigEndian.Uint16(d)) >= 0 {
			return nil
		}
		for p := 10; ; {
			if p+4 > len(d) {
				return fmt.Errorf("glyph %d of %s is cut off", g, u.name)
			}
			flags, part := binary.BigEndian.Uint16(d[p:]), int(binary.BigEndian.Uint16(d[p+2:]))
			if part >= u.glyphs {
				return fmt.Errorf("glyph %d of %s has an unknown part", g, u.name)
			}
			if err := parts(part, depth+1); err != nil {
				return err
			}
			p += 4 + [2]int{2, 4}[flags&1]
			switch {
			case flags&0x08 != 0:
				p += 2
			case flags&0x40 != 0:
				p += 4
			case flags&0x80 != 0:
				p += 8
			}
			if flags&0x20 == 0 {
				return nil
			}
		}
	}
	for c, r := range u.runes {
		if r == 0 {
			continue
		}
		use[c] = true
		if err := parts(u.glyphOf(c), 0); err != nil {
			return nil, err
		}
	}
	n := last + 1
	glyf, loca, hmtx := []byte{}, make([]byte, 4*(n+1)), make([]byte, 4*n)
	orig, nh := u.tables["hmtx"], int(binary.BigEndian.Uint16(u.tables["hhea"][34:]))
	for c := range n {
		binary.BigEndian.PutUint32(loca[4*c:], uint32(len(glyf)))
		if !use[c] {
			continue
		}
		g := u.glyphOf(c)
		from, to := u.outline(g)
		glyf = append(glyf, u.tables["glyf"][from:to]...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		binary.BigEndian.PutUint16(hmtx[4*c:], u.advance[g])
		if lsb := 4*g + 2; g < nh {
			copy(hmtx[4*c+2:4*c+4], orig[lsb:])
		} else if lsb = 4*nh + 2*(g-nh); lsb+2 <= len(orig) {
			copy(hmtx[4*c+2:4*c+4], orig[lsb:])
		}
	}
	binary.BigEndian.PutUint32(loca[4*n:], uint32(len(glyf)))

	clone := func(t string) []byte { return append([]byte(nil), u.tables[t]...) }
	head, hhea, maxp := clone("head"), clone("hhea"), clone("maxp")
	binary.BigEndian.PutUint32(head[8:], 0)  // checkSumAdjustment, set below
	binary.BigEndian.PutUint16(head[50:], 1) // long offsets
	binary.BigEndian.PutUint16(hhea[34:], uint16(n))
	binary.BigEndian.PutUint16(maxp[4:], uint16(n))
	out := []struct {
		tag  string
		data []byte
	}{{"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}}
	for _, t := range []string{"cvt ", "fpgm", "prep"} { // hinting, where the font has it
		if len(u.tables[t]) > 0 {
			out = append(out, struct {
				tag  string
				data []byte
			}{t, u.tables[t]})
		}
	}
	return assemble(out), nil
}

// assemble writes a font file. The tables must be given in the order of tags,
// upper before lower case, with "cvt " and "fpgm" sorting first: readers accept
// any order, so they are only directory-sorted here.
func assemble(tables []struct {
	tag  string
	data []byte
}) []byte {
	order := make([]int, len(tables))
	for i := range order {
		order[i] = i
	}
	for i := range order { // insertion sort: nine at most
		for j := i; j > 0 && tables[order[j]].tag < tables[order[j-1]].tag; j-- {
			order[j], order[j-1] = order[j-1], order[j]
		}
	}
	n, pow, log := len(tables), 1, 0
	for pow*2 <= n {
		pow, log = pow*2, log+1
	}
	b := make([]byte, 12+16*n)
	binary.BigEndian.PutUint32(b, 0x00010000)
	binary.BigEndian.PutUint16(b[4:], uint16(n))
	binary.BigEndian.PutUint16(b[6:], uint16(16*pow))
	binary.BigEndian.PutUint16(b[8:], uint16(log))
	binary.BigEndian.PutUint16(b[10:], uint16(16*(n-pow)))
	headAt := 0
	for i, k := range order {
		t := tables[k]
		e := b[12+16*i:]
		copy(e, t.tag)
		binary.BigEndian.PutUint32(e[4:], checksum(t.data))
		binary.BigEndian.PutUint32(e[8:], uint32(len(b)))
		binary.BigEndian.PutUint32(e[12:], uint32(len(t.data)))
		if t.tag == "head" {
			headAt = len(b)
		}
		b = append(b, t.data...)
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
	}
	binary.BigEndian.PutUint32(b[headAt+8:], 0xB1B0AFBA-checksum(b))
	return b
}

func checksum(b []byte) uint32 {
	var s uint32
	for ; len(b) >= 4; b = b[4:] {
		s += binary.BigEndian.Uint32(b)
	}
	if len(b) > 0 {
		var last [4]byte
		copy(last[:], b)
		s += binary.BigEndian.Uint32(last[:])
	}
	return s
}
