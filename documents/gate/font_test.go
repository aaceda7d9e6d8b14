package gate

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

func be(n, size int) string {
	b := binary.BigEndian.AppendUint32(nil, uint32(n))
	return string(b[4-size:])
}

// sfntOf puts tables together as a font.
func sfntOf(magic string, tables map[string]string) string {
	names := slices.Sorted(maps.Keys(tables))
	head, body := magic+be(len(names), 2)+"\x00\x00\x00\x00\x00\x00", ""
	at := 12 + 16*len(names)
	for _, n := range names {
		head += n + be(0, 4) + be(at+len(body), 4) + be(len(tables[n]), 4)
		body += tables[n] + strings.Repeat("\x00", (4-len(tables[n])%4)%4)
	}
	return head + body + strings.Repeat("\x00", 40)
}

// fontOf is a TrueType font whose glyphs are numbered by first use in order, or are
// called by the letters of called, or that is called after the secret.
func fontOf(order, called string, named bool) string {
	tables := map[string]string{}
	if order != "" {
		var groups string
		for i, r := range []rune(firstUse(order)) {
			groups += be(int(r), 4) + be(int(r), 4) + be(i+1, 4)
		}
		sub := be(12, 2) + be(0, 2) + be(16+len(groups), 4) + be(0, 4) + be(len(groups)/12, 4) + groups
		tables["cmap"] = be(0, 2) + be(1, 2) + be(3, 2) + be(10, 2) + be(12, 4) + sub
	}
	if called = firstUse(called); called != "" {
		var index, names string
		for i, r := range []rune(called) {
			index += be(258+i, 2)
			name := string(r)
			if r == ' ' {
				name = "space"
			}
			names += be(len(name), 1) + name
		}
		tables["post"] = be(0x20000, 4) + strings.Repeat("\x00", 28) + be(len(called), 2) + index + names
	}
	if named {
		var wide string
		for _, r := range secret {
			wide += be(int(r), 2)
		}
		tables["name"] = be(0, 2) + be(1, 2) + be(18, 2) + be(3, 2) + be(1, 2) + be(0x409, 2) + be(4, 2) + be(len(wide), 2) + be(0, 2) + wide
	}
	return sfntOf("\x00\x01\x00\x00", tables)
}

// woffOf packs a font as a page carries it (WOFF 1.0).
func woffOf(font string) string {
	n := int(binary.BigEndian.Uint16([]byte(font[4:6])))
	dir, body := "", ""
	at := 44 + 20*n
	for i := range n {
		e := font[12+16*i:]
		from, size := int(binary.BigEndian.Uint32([]byte(e[8:12]))), int(binary.BigEndian.Uint32([]byte(e[12:16])))
		var z bytes.Buffer
		w := zlib.NewWriter(&z)
		w.Write([]byte(font[from : from+size]))
		w.Close()
		packed := z.String()
		if len(packed) >= size {
			packed = font[from : from+size]
		}
		dir += e[:4] + be(at+len(body), 4) + be(len(packed), 4) + be(size, 4) + be(0, 4)
		body += packed
	}
	return "wOFF" + font[:4] + be(at+len(body), 4) + be(n, 2) + strings.Repeat("\x00", 30) + dir + body + strings.Repeat("\x00", 40)
}

// woff2Of packs a font as a page of today carries it.
func woff2Of(font string) string { return woff2With(font, "") }

// woff2With packs more with the tables of a font than those.
func woff2With(font, more string) string {
	numbers := map[string]int{"cmap": 0, "name": 5, "post": 7, "CFF ": 13}
	n := int(binary.BigEndian.Uint16([]byte(font[4:6])))
	dir, body := "", ""
	for i := range n {
		e := font[12+16*i:]
		from, size := int(binary.BigEndian.Uint32([]byte(e[8:12]))), int(binary.BigEndian.Uint32([]byte(e[12:16])))
		dir += string(rune(numbers[e[:4]]))
		if size >= 128 {
			dir += string([]byte{byte(0x80 | size>>7)})
		}
		dir += string([]byte{byte(size & 0x7f)})
		body += font[from : from+size]
	}
	var z bytes.Buffer
	w := brotli.NewWriter(&z)
	w.Write([]byte(body + more))
	w.Close()
	return "wOF2" + font[:4] + be(48+len(dir)+z.Len(), 4) + be(n, 2) + be(0, 2) + be(len(font), 4) + be(z.Len(), 4) + strings.Repeat("\x00", 24) + dir + z.String()
}

// type1 is a font of Type 1 of which the glyphs stand in the order of a text. Its hidden
// part is written as bytes.
func type1(text string) string {
	plain := "\x00\x00\x00\x00dup /Private 8 dict dup begin /RD {string currentfile exch readstring pop} def 2 index /CharStrings 9 dict dup begin\n/.notdef 9 RD \x0c/x 2 RD  ND\n"
	for _, r := range firstUse(text) {
		name := string(r)
		if r == ' ' {
			name = "space"
		}
		plain += "/" + name + " 5 RD /a 1 R ND\n" // bytes that look like another glyph
	}
	plain += "end end readonly put mark currentfile closefile"
	hidden := []byte(plain)
	key := uint16(55665)
	for i, p := range hidden {
		hidden[i] = p ^ byte(key>>8)
		key = (uint16(hidden[i])+key)*52845 + 22719
	}
	return "%!PS-AdobeFont-1.0: ABCDEF+Font\n/FontName /ABCDEF+Font def currentfile eexec\n" + string(hidden) + strings.Repeat("0", 512)
}

// segmented gives a font of Type 1 with the heads of its parts, in hexadecimal or not.
func segmented(font string, digits bool) string {
	clear, hidden, _ := strings.Cut(font, "eexec\n")
	clear += "eexec\n"
	if digits {
		return clear + hex.EncodeToString([]byte(hidden))
	}
	size := func(s string) string { return string(binary.LittleEndian.AppendUint32(nil, uint32(len(s)))) + s }
	return "\x80\x01" + size(clear) + "\x80\x02" + size(hidden) + "\x80\x03"
}

// cffFont is a font in CFF whose charset spells a text.
func cffFont(text string) string {
	index := func(items ...string) string {
		if len(items) == 0 {
			return be(0, 2)
		}
		out, at, body := be(len(items), 2)+be(1, 1)+be(1, 1), 1, ""
		for _, s := range items {
			at += len(s)
			out += be(at, 1)
			body += s
		}
		return out + body
	}
	charset := be(0, 1)
	for _, r := range firstUse(text) {
		charset += be(int(r)-' '+1, 2)
	}
	glyphs := make([]string, len(firstUse(text))+1)
	for i := range glyphs {
		glyphs[i] = "\x0e"
	}
	dict := func(charset, glyphs int) string { return "\x1d" + be(charset, 4) + "\x0f\x1d" + be(glyphs, 4) + "\x11" }
	front := func(a, b int) string {
		return "\x01\x00\x04\x02" + index("ABCDEF+Font") + index(dict(a, b)) + index() + index()
	}
	at := len(front(0, 0))
	return front(at, at+len(charset)) + charset + index(glyphs...)
}

// TestAFontWithTheOrderOfTheAlphabetIsClean: of every letter it has one, and a name of
// some letters in a row is no word.
func TestAFontWithTheOrderOfTheAlphabetIsClean(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../pdf/assets/SourceSans3-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	if order := glyphOrder(tableOf(t, data, "cmap")); !strings.Contains(order, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
		t.Errorf("a real font reads %.200q", order)
	}
	leaks, _, err := Examine("a.ttf", data, []string{"Def", "Stu", secret}, false)
	if err != nil || len(leaks) > 0 {
		t.Errorf("%v %v", leaks, err)
	}
	leaks, _, err = Examine("a.ttf", data, []string{"Source Sans 3"}, false)
	if err != nil || len(leaks) == 0 {
		t.Errorf("its own name is not found: %v", err)
	}
}

// tableOf gives a table of a font.
func tableOf(t *testing.T, font []byte, tag string) []byte {
	t.Helper()
	tables, whole, err := fontTables(font, func(int) error { return nil })
	if err != nil || !whole {
		t.Fatal(whole, err)
	}
	for _, table := range tables {
		if table.tag == tag {
			return table.data
		}
	}
	t.Fatalf("a font without %s", tag)
	return nil
}

// TestPackedFontsAreReadAsTheyWereBefore: the WOFF2 of our pages say the same as the
// TrueType that they were made of, in the order in which they keep it.
func TestPackedFontsAreReadAsTheyWereBefore(t *testing.T) {
	t.Parallel()
	packed, err := filepath.Glob("../pdf/assets/*.woff2")
	if err != nil || len(packed) == 0 {
		t.Fatal("no packed fonts", err)
	}
	for _, name := range packed {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		letters := "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		if strings.Contains(name, "-ext-") {
			letters = "ĀĂȦǍȀ"
		}
		if order := glyphOrder(tableOf(t, data, "cmap")); !strings.Contains(order, letters) {
			t.Errorf("%s reads %.200q", name, order)
		}
		if names := strings.Join(fontNames(tableOf(t, data, "name")), " "); !strings.Contains(names, "Source S") {
			t.Errorf("%s is called %.200q", name, names)
		}
		leaks, unread, err := Examine("a.woff2", data, []string{secret, "Source Sans 3", "Source Serif 4"}, false)
		if err != nil || len(leaks) == 0 || len(unread) > 0 {
			t.Errorf("%s: %v, not read %v, %v", name, leaks, unread, err)
		}
		for _, bent := range [][]byte{append(data[:60:60], make([]byte, 400)...), data[:len(data)/2], append(data[:len(data)/2:len(data)/2], make([]byte, len(data)/2)...)} {
			leaks, unread, err = Examine("a.woff2", bent, nil, true)
			if err != nil || len(unread) != 1 || len(leaks) != 1 {
				t.Errorf("%s, bent at %d: %v, not read %v, %v", name, len(bent), leaks, unread, err)
			}
		}
	}
}

// TestAFontOfWhichNotAllComesIsNotTakenForRead: what is found in it counts, and it was not
// examined.
func TestAFontOfWhichNotAllComesIsNotTakenForRead(t *testing.T) {
	t.Parallel()
	font := fontOf(secret, secret, true)
	woff := woffOf(font)
	more := strings.Repeat("\x00", 16*62) // beside the three of font
	for _, c := range []struct {
		why, font string
		found     bool
	}{
		{"whole", woff, true},
		{"tables behind the end", woff[:60], false},
		{"a table that cannot be unpacked", woff[:len(woff)-60] + strings.Repeat("\xff", 60), false},
		{"more tables than there are", woff[:12] + be(60, 2) + woff[14:], false},
		{"no tables", woff[:12] + be(0, 2) + woff[14:], false},
		{"more packed than there are tables", woff2With(fontOf("abc", "", false), "\x00"+secret), false},
		{"more tables than are looked at", font[:4] + be(65, 2) + font[6:12] + more + font[12:], false},
		{"a collection with more fonts than are looked at", "ttcf\x00\x01\x00\x00" + be(65, 4) + strings.Repeat(be(0, 4), 65), false},
	} {
		leaks, unread, err := Examine("a.woff", []byte(c.font), []string{secret}, false)
		if err != nil || len(unread) == 0 != c.found || (c.found || strings.HasPrefix(c.font, woff2)) && len(leaks) == 0 {
			t.Errorf("%s: %v, not read %v, %v", c.why, leaks, unread, err)
		}
	}
}

// TestATypeOneFontOfAnotherMakerIsRead: one that came with a library of ours.
func TestATypeOneFontOfAnotherMakerIsRead(t *testing.T) {
	t.Parallel()
	dir, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/jung-kurt/gofpdf").Output()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "font", "CalligrapherRegular.pfb"))
	if err != nil {
		t.Fatal(err)
	}
	_, hidden, _ := bytes.Cut(unsegmented(data), []byte("eexec"))
	if order := type1Order(eexec(hidden)); !isType1(data) || !strings.Contains(order, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
		t.Errorf("its glyphs read %q", order)
	}
	leaks, unread, err := Examine("a.pfb", data, []string{"Calligrapher", secret}, false)
	if err != nil || len(unread) > 0 || len(leaks) == 0 || slices.ContainsFunc(leaks, func(l Leak) bool { return l.What != "geheim 1" }) {
		t.Errorf("%v, not read %v, %v", leaks, unread, err)
	}
}

// FuzzFont: no font brings the gate down or holds it up.
func FuzzFont(f *testing.F) {
	f.Add([]byte(fontOf(secret, secret, true)))
	f.Add([]byte(woffOf(fontOf(secret, "", false))))
	f.Add([]byte(sfntOf("OTTO", map[string]string{"CFF ": cffFont(secret)})))
	f.Add([]byte(woff2Of(fontOf(secret, secret, true))))
	f.Add([]byte(type1(secret)))
	f.Add([]byte(segmented(type1(secret), true)))
	f.Fuzz(func(t *testing.T, data []byte) {
		x := &examination{file: "x", seen: map[Leak]bool{}, needles: needles([]string{secret})}
		if err := x.fontFile("x", data); err != nil && !errors.Is(err, ErrTooLarge) {
			t.Error(err)
		}
		x.compactFont("x", data)
	})
}
