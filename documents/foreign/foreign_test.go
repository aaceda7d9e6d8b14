package foreign

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"paraaf/documents"
)

// TestMain is the other end of the jobs that the tests have done apart.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "apart" {
		if err := Serve(context.Background(), os.Stdin, os.Stdout, jobs); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

var one = sync.OnceValues(func() (*Reader, error) { return NewReader(context.Background(), "") })

var turn sync.Mutex

// withReader lends the tests one PDFium, one at a time: compiling it takes
// seconds.
func withReader(t *testing.T, f func(*Reader)) {
	t.Helper()
	r, err := one()
	if err != nil {
		t.Fatal(err)
	}
	turn.Lock()
	defer turn.Unlock()
	f(r)
}

// sheet writes a PDF of one page with the content and the entries given.
func sheet(content, page, trailer string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	for i, o := range []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>" + page + ">>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
		"<</Filter/Standard/V 1/R 2/P -4/O<" + strings.Repeat("41", 32) + ">/U<" + strings.Repeat("42", 32) + ">>>",
	} {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	fmt.Fprintf(&b, "trailer\n<</Root 1 0 R%s>>\nstartxref\n0\n%%%%EOF\n", trailer)
	return b.Bytes()
}

const (
	a4   = "/MediaBox[0 0 600 800]"
	word = "BT /F1 20 Tf 100 700 Td (Hof) Tj ET"
)

func textOf(p Page) string {
	var b strings.Builder
	for _, c := range p.Chars {
		b.WriteRune(c.Rune)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestBoxesStandWhereTheGlyphsAreDrawn(t *testing.T) {
	t.Parallel()
	cases := []struct {
		why, page     string
		width, height float64
		x, y          float64 // of the lower left corner of the H, about
	}{
		{"plain", a4, 600, 800, 101, 700},
		{"cropped: from the corner of what is visible", a4 + "/CropBox[50 600 400 780]", 350, 180, 51, 100},
		{"a page that does not begin at zero", "/MediaBox[-100 -100 500 700]", 600, 800, 201, 800},
		{"turned to the right", a4 + "/Rotate 90", 800, 600, 700, 485},
		{"upside down", a4 + "/Rotate 180", 600, 800, 486, 86},
		{"turned and cropped", a4 + "/Rotate 270/CropBox[50 600 400 780]", 180, 350, 66, 51},
	}
	for _, c := range cases {
		withReader(t, func(r *Reader) {
			d, err := r.Open(sheet(word, c.page, ""))
			if err != nil {
				t.Fatalf("%s: %v", c.why, err)
			}
			defer d.Close()
			p, err := d.Read(0, 72)
			if err != nil || textOf(p) != "Hof" {
				t.Fatalf("%s: %q %v", c.why, textOf(p), err)
			}
			if p.Width != c.width || p.Height != c.height || p.Image.Bounds().Dx() != int(c.width) {
				t.Errorf("%s: page of %v by %v, drawn %v", c.why, p.Width, p.Height, p.Image.Bounds())
			}
			b := p.Chars[0].Box
			if c.page == a4+"/Rotate 180" {
				return // the corner of the letter is another one; its ink is checked below
			}
			if math.Abs(b.X0-c.x) > 2.5 || math.Abs(b.Y0-c.y) > 2.5 {
				t.Errorf("%s: H stands at %.1f, %.1f, want %.0f, %.0f", c.why, b.X0, b.Y0, c.x, c.y)
			}
		})
	}
}

// TestThereIsInkInEveryBox holds boxes and pixels together, however the page is
// turned and cut.
func TestThereIsInkInEveryBox(t *testing.T) {
	t.Parallel()
	for _, turned := range []int{0, 90, 180, 270} {
		for _, crop := range []string{"", "/CropBox[50 600 400 780]", "/CropBox[90 690 200 760]"} {
			withReader(t, func(r *Reader) {
				d, err := r.Open(sheet(word, fmt.Sprintf("%s/Rotate %d%s", a4, turned, crop), ""))
				if err != nil {
					t.Fatal(err)
				}
				defer d.Close()
				p, err := d.Read(0, 144)
				if err != nil {
					t.Fatal(err)
				}
				dark := func(b Box) int {
					n := 0
					for y := int((p.Height - b.Y1) * 2); y <= int((p.Height-b.Y0)*2); y++ {
						for x := int(b.X0 * 2); x <= int(b.X1*2); x++ {
							if image.Pt(x, y).In(p.Image.Bounds()) && p.Image.RGBAAt(x, y).R < 128 {
								n++
							}
						}
					}
					return n
				}
				inBoxes := 0
				for _, c := range p.Chars {
					n := dark(c.Box)
					if n == 0 && !c.Generated {
						t.Errorf("turned %d%s: no ink in the box of %q: %+v", turned, crop, c.Rune, c.Box)
					}
					inBoxes += n
				}
				if all := dark(Box{0, 0, p.Width, p.Height}); inBoxes < all*9/10 {
					t.Errorf("turned %d%s: %d of %d dark pixels lie in boxes", turned, crop, inBoxes, all)
				}
			})
		}
	}
}

func TestTextIsWhatWasDrawn(t *testing.T) {
	t.Parallel()
	cases := []struct{ why, content, want string }{
		{"a text that stands for another", "/Span<</ActualText(geheim)>>BDC " + word + " EMC", "Hof"},
		{"within another mark", "/P<</MCID 0>>BDC /Span<</ActualText(geheim)/Alt(geheim)/E(geheim)>>BDC " + word + " EMC EMC", "Hof"},
		{"letters one by one, kerned", "BT /F1 20 Tf 100 700 Td [(H) 20 (o) -20 (f)] TJ ET", "Hof"},
		{"nothing", "", ""},
	}
	for _, c := range cases {
		withReader(t, func(r *Reader) {
			d, err := r.Open(sheet(c.content, a4, ""))
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			p, err := d.Read(0, 0)
			if err != nil || textOf(p) != c.want || p.Image != nil {
				t.Errorf("%s: %q %v", c.why, textOf(p), err)
			}
		})
	}
}

func TestWhatCannotBeReadIsRefusedWithAReason(t *testing.T) {
	t.Parallel()
	cases := []struct {
		why  string
		data []byte
		says string
	}{
		{"no PDF", []byte("geen pdf"), "beschadigd"},
		{"empty", nil, "beschadigd"},
		{"cut off", sheet(word, a4, "")[:60], "beschadigd"},
		{"encrypted", sheet(word, a4, "/Encrypt 6 0 R/ID[<00><00>]"), "beveiligd"},
		{"as large as a field", sheet(word, "/MediaBox[0 0 20000 20000]", ""), "te groot"},
		{"long and narrow", sheet(word, "/MediaBox[0 0 10 14000]", ""), "te groot"},
	}
	for _, c := range cases {
		withReader(t, func(r *Reader) {
			d, err := r.Open(c.data)
			if err == nil {
				_, err = d.Read(0, 100)
				d.Close()
			}
			var unreadable *documents.Unreadable
			if !errors.As(err, &unreadable) || !strings.Contains(unreadable.Text, c.says) {
				t.Errorf("%s: %v", c.why, err)
			}
		})
	}
}

// FuzzRead: no file brings the reader down.
func FuzzRead(f *testing.F) {
	f.Add(sheet(word, a4, ""))
	f.Add(sheet("/Span<</ActualText(x)>>BDC "+word+" EMC", a4+"/Rotate 90", ""))
	r, err := one()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		turn.Lock()
		defer turn.Unlock()
		d, err := r.Open(data)
		if err != nil {
			return
		}
		defer d.Close()
		for n := range min(d.Pages, 3) {
			p, err := d.Read(n, 20)
			if err == nil && p.Image == nil {
				t.Error("a page without pixels and without an error")
			}
		}
	})
}

// The jobs of the process that TestMain makes of itself.
var jobs = map[string]Job{
	"mirror": func(_ context.Context, q json.RawMessage, paper []byte) (any, []byte, error) {
		var s string
		err := json.Unmarshal(q, &s)
		return map[string]string{"said": s}, paper, err
	},
	"refuse": func(context.Context, json.RawMessage, []byte) (any, []byte, error) {
		return nil, nil, &documents.Unreadable{Text: "Dit gaat niet."}
	},
	"fail": func(context.Context, json.RawMessage, []byte) (any, []byte, error) {
		return nil, nil, errors.New("broken")
	},
	"hang":  func(context.Context, json.RawMessage, []byte) (any, []byte, error) { select {} },
	"panic": func(context.Context, json.RawMessage, []byte) (any, []byte, error) { panic("papier") },
	"eat": func(context.Context, json.RawMessage, []byte) (any, []byte, error) {
		var all [][]byte
		for range 1 << 10 {
			b := make([]byte, 64<<20)
			for i := 0; i < len(b); i += 4096 {
				b[i] = 1
			}
			all = append(all, b)
		}
		return len(all), nil, nil
	},
	"flood": func(context.Context, json.RawMessage, []byte) (any, []byte, error) {
		return nil, make([]byte, maxAnswer+1), nil
	},
	"home": func(context.Context, json.RawMessage, []byte) (any, []byte, error) { return os.Environ(), nil, nil },
}

func worker(t *testing.T) Apart {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return Apart{Command: []string{self, "apart"}, Env: []string{"WOORD=x"}, Limit: time.Minute, Memory: 2 << 30}
}

func TestAJobIsDoneApart(t *testing.T) {
	t.Parallel()
	var got struct{ Said string }
	out, err := worker(t).Do(context.Background(), "mirror", "dag", []byte("papier\nmet regels"), &got)
	if err != nil || got.Said != "dag" || string(out) != "papier\nmet regels" {
		t.Errorf("%q %q %v", got.Said, out, err)
	}
	var env []string
	if _, err := worker(t).Do(context.Background(), "home", nil, nil, &env); err != nil || len(env) != 1 || env[0] != "WOORD=x" {
		t.Errorf("the process knows %v (%v)", env, err)
	}
}

func TestWhateverBringsAJobDownGivesAReason(t *testing.T) {
	t.Parallel()
	cases := []struct{ job, says string }{
		{"refuse", "Dit gaat niet."},
		{"panic", "niets verloren"},
		{"eat", "niets verloren"},
		{"hang", "te lang"},
		{"flood", "niets verloren"},
	}
	for _, c := range cases {
		w := worker(t)
		if c.job == "hang" {
			w.Limit = time.Second
		}
		_, err := w.Do(context.Background(), c.job, nil, []byte("x"), nil)
		var unreadable *documents.Unreadable
		if !errors.As(err, &unreadable) || !strings.Contains(unreadable.Text, c.says) {
			t.Errorf("%s: %v", c.job, err)
		}
	}
	if _, err := worker(t).Do(context.Background(), "fail", nil, nil, nil); err == nil || !strings.Contains(err.Error(), "broken") {
		t.Errorf("a failure of ours becomes %v", err)
	}
	if _, err := (Apart{Command: []string{filepath.Join(t.TempDir(), "niets")}, Limit: time.Second}).Do(context.Background(), "x", nil, nil, nil); err == nil {
		t.Error("a program that is not there did a job")
	}
}

func TestEndingTheContextKillsTheProcess(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	if _, err := worker(t).Do(ctx, "hang", nil, nil, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestAQuestionThatMakesNoSenseIsAnError(t *testing.T) {
	t.Parallel()
	for why, in := range map[string]string{"nothing": "", "no end": "{}", "no JSON": "x\n"} {
		if err := Serve(context.Background(), strings.NewReader(in), io.Discard, jobs); err == nil {
			t.Error(why)
		}
	}
}

func TestWordsComeFromTheTableOfTheReader(t *testing.T) {
	t.Parallel()
	table := "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" +
		"4\t1\t1\t1\t1\t0\t0\t0\t0\t0\t-1\t\n" +
		"5\t1\t1\t1\t1\t1\t200\t100\t50\t20\t96\tDe\n5\t1\t1\t1\t1\t2\t260\t100\t50\t20\t50\tHof\n5\t1\t1\t1\t2\t1\t200\t130\t50\t20\t90\ten\n" +
		"5\t1\t2\t1\t1\t1\t0\t0\t1\t1\t90\t \n5\tkapot\n5\t1\t2\t1\t1\t1\tx\t0\t1\t1\t90\ty\n"
	got := parseTSV(table, 2000, 200)
	if len(got) != 3 || got[0].Text != "De" || !got[0].LineStarts || got[1].LineStarts || !got[2].LineStarts || got[2].Paragraph {
		t.Fatalf("%+v", got)
	}
	if b := got[0].Box; b != (Box{72, 720 - 43.2, 90, 720 - 36}) || math.Abs(got[1].Certainty-0.5) > 1e-9 {
		t.Errorf("%+v %v", b, got[1].Certainty)
	}
	if _, err := (OCR{}).Read(context.Background(), image.NewGray(image.Rect(0, 0, 9, 9)), 100); err == nil {
		t.Error("read without a program to read with")
	}
}

// A script that says what it is asked stands for Tesseract.
func TestTheReaderOfPixelsIsGivenTheDrawing(t *testing.T) {
	dir := t.TempDir()
	script := "#!/bin/sh\nif [ \"$1\" = --list-langs ]; then echo nld; exit; fi\nhead -c 4 | tail -c 3 >" + dir + "/kop\nprintf '5\\t1\\t1\\t1\\t1\\t1\\t10\\t10\\t10\\t10\\t90\\t%s\\n' \"$4\"\n"
	if err := os.WriteFile(filepath.Join(dir, "tesseract"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	o := FindOCR(context.Background())
	m := image.NewGray(image.Rect(0, 0, 20, 20))
	m.SetGray(1, 1, color.Gray{200})
	words, err := o.Read(context.Background(), m, 72)
	head, _ := os.ReadFile(filepath.Join(dir, "kop"))
	if err != nil || len(words) != 1 || words[0].Text != "nld" || string(head) != "PNG" {
		t.Errorf("%v %q %v", words, head, err)
	}
}

func BenchmarkReadAndDraw300(b *testing.B) {
	r, err := one()
	if err != nil {
		b.Fatal(err)
	}
	d, err := r.Open(sheet(word, a4, ""))
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	for b.Loop() {
		if _, err := d.Read(0, 300); err != nil {
			b.Fatal(err)
		}
	}
}

// noted writes a PDF of one page with one annotation, and its appearance where there
// is one.
func noted(acroform, annotation, appearance string) []byte {
	content := "BT /F1 12 Tf 20 250 Td (Naam:) Tj ET"
	stream := func(head, s string) string {
		return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", head, len(s), s)
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	for i, o := range []string{
		"<</Type/Catalog/Pages 2 0 R" + acroform + ">>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R/Annots[6 0 R]/Resources<</Font<</F1 5 0 R>>>>>>", stream("", content),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>", "<</Type/Annot/Rect[100 240 300 260]" + annotation + ">>",
		stream("/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 5 0 R>>>>", appearance),
	} {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	b.WriteString("trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n")
	return b.Bytes()
}

func TestWhatWasFilledInOrNotedIsDrawnAndRead(t *testing.T) {
	t.Parallel()
	const (
		form  = "/AcroForm<</Fields[6 0 R]/DA(/F1 12 Tf)/DR<</Font<</F1 5 0 R>>>>>>"
		field = "/Subtype/Widget/FT/Tx/T(naam)/F 4/DA(/F1 12 Tf)/V(Quirijn Zandvoort)"
		drawn = "BT /F1 12 Tf 2 5 Td (Quirijn Zandvoort) Tj ET"
	)
	cases := []struct {
		why  string
		data []byte
		want bool
		lost bool
	}{
		{"a field with its appearance", noted(form, field+"/AP<</N 7 0 R>>", drawn), true, false},
		{"a field whose reader must draw it", noted(strings.Replace(form, "/DA(", "/NeedAppearances true/DA(", 1), field, ""), true, false},
		{"a note in the text", noted("", "/Subtype/FreeText/F 4/Contents(Quirijn Zandvoort)/AP<</N 7 0 R>>", drawn), true, false},
		{"a stamp", noted("", "/Subtype/Stamp/F 4/AP<</N 7 0 R>>", drawn), true, false},
		{"a note that is hidden", noted("", "/Subtype/FreeText/F 2/Contents(Quirijn Zandvoort)/AP<</N 7 0 R>>", drawn), false, false},
		{"a field that nobody drew", noted(form, field, ""), false, true},
		{"a link", noted("", "/Subtype/Link/A<</S/URI/URI(https://zandvoort.example)>>", ""), false, false},
	}
	for _, c := range cases {
		withReader(t, func(r *Reader) {
			d, err := r.Open(c.data)
			if err != nil {
				t.Fatalf("%s: %v", c.why, err)
			}
			defer d.Close()
			for range 2 { // the second time it was laid already
				p, err := d.Read(0, 72)
				if err != nil {
					t.Fatalf("%s: %v", c.why, err)
				}
				dark := 0
				for x := 100; x < 300; x++ {
					for y := 40; y < 60; y++ {
						if p.Image.RGBAAt(x, y).R < 128 {
							dark++
						}
					}
				}
				if read := strings.Contains(textOf(p), "Quirijn Zandvoort"); read != c.want || dark > 50 != c.want || d.Unshown(0) != c.lost {
					t.Errorf("%s: read %v, %d dark pixels: %q", c.why, read, dark, textOf(p))
				}
			}
		})
	}
}
