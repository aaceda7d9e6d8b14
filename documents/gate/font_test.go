package gate

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
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
	tables := fontTables(data)
	if order := glyphOrder(tables["cmap"]); !strings.Contains(order, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
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

// FuzzFont: no font brings the gate down or holds it up.
func FuzzFont(f *testing.F) {
	f.Add([]byte(fontOf(secret, secret, true)))
	f.Add([]byte(woffOf(fontOf(secret, "", false))))
	f.Add([]byte(sfntOf("OTTO", map[string]string{"CFF ": cffFont(secret)})))
	f.Fuzz(func(t *testing.T, data []byte) {
		x := &examination{file: "x", seen: map[Leak]bool{}, needles: needles([]string{secret})}
		x.fontFile("x", data)
		x.compactFont("x", data)
	})
}
