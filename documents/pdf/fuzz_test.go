package pdf

import (
	"errors"
	"strings"
	"testing"
)

// FuzzRender takes any text through any element: the result is a file without
// faults, or a reason.
func FuzzRender(f *testing.F) {
	f.Add("nota\n\nTER BESLISSING\n4377464- 1097773-DICIO\n\ta\u00adb  c", uint16(0))
	f.Add("🏳️‍🌈 \u200d\u202e\ufeff \u0301e\u0301 ﬁ \xff\x00", uint16(0x1ff))
	f.Add(strings.Repeat("(", 300)+"\\)"+strings.Repeat("w", 900), uint16(77))
	f.Fuzz(func(t *testing.T, s string, kinds uint16) {
		if len(s) > 4000 {
			return
		}
		var body []Block
		for i, part := range strings.Split(s, "\n") {
			txt := Text{{Text: part, Style: Style(kinds>>3) & 63, At: 0}}
			if kinds&1 != 0 {
				txt = append(txt, Run{Text: part, Link: "https://example.org/" + part}, Run{Text: part, Boxed: true}, Run{Break: true}, note(part))
			}
			switch (int(kinds>>1) + i) % 8 {
			case 0:
				body = append(body, Heading{Level: i % 7, Text: txt})
			case 1:
				body = append(body, Paragraph{Text: txt})
			case 2:
				body = append(body, List{Items: [][]Block{{Paragraph{Text: txt}}, body}})
			case 3:
				body = append(body, Table{Head: []Text{txt, txt}, Rows: [][]Text{{txt}, {txt, txt, txt}}})
			case 4:
				body = append(body, Quote{Blocks: []Block{Code{Text: part + "\n" + part}}})
			case 5:
				body = append(body, Terms{LabelWidth: float64(kinds % 200), Rows: []Term{{txt, []Text{txt, nil}}}})
			case 6:
				body = append(body, Beside{Gap: 10, Columns: [][]Block{{Paragraph{Text: txt}}, body}})
			case 7:
				body = append(body, Aside{Blocks: []Block{Paragraph{Text: txt}}}, Together{Blocks: body})
			}
			if len(body) > 12 {
				body = body[6:]
			}
		}
		b, err := Render(Document{Title: s, Body: body})
		if err != nil {
			var m Missing
			var r *Refused
			if !errors.As(err, &m) && !errors.As(err, &r) {
				t.Fatalf("no reason: %v", err)
			}
			return
		}
		in, err := Inspect(b)
		if err != nil {
			t.Fatal(err)
		}
		if len(in.Faults) > 0 {
			t.Fatal(in.Faults)
		}
	})
}

func FuzzInspect(f *testing.F) {
	f.Add(drawn(f, Document{Body: []Block{para("nota")}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		in, err := Inspect(b) // must come back, whatever it is given
		if err == nil && in.Pages < 0 {
			t.Fatal("negative pages")
		}
	})
}
