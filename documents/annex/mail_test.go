package annex

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/documents/foreign"
	"paraaf/documents/pdf"
)

// letter is a message with the head and body given, lines ending as in mail.
func letter(head, body string) []byte {
	return []byte(strings.ReplaceAll("From: =?utf-8?q?Zo=C3=AB_Quint?= <z.quint@minvws.nl>\nTo: Jan de Wit <j.dewit@ziekenhuis.example>\nDate: Tue, 21 Apr 2026 14:02:00 +0200\nSubject: Melding\n"+head+"\n"+body, "\n", "\r\n"))
}

func TestAMailIsReadAsItsReaderSawIt(t *testing.T) {
	t.Parallel()
	cases := []struct {
		why, head, body string
		want            []string
		not             []string
		attached        []string
	}{
		{"plain text", "Content-Type: text/plain; charset=utf-8\n", "Geachte heer,\nDank voor uw melding.\n", []string{"Geachte heer,\nDank voor"}, nil, nil},
		{"no type at all is plain text", "", "Zo maar.", []string{"Zo maar."}, nil, nil},
		{"quoted-printable", "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n", "Pati=EBnten met een lange re=\ngel", []string{"Patiënten met een lange regel"}, []string{"=EB"}, nil},
		{"base64 with noise between", "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n", "R2VhY2h0ZSBo\n ZWVyLA==", []string{"Geachte heer,"}, nil, nil},
		{"HTML gives its words and no markup", "Content-Type: text/html; charset=utf-8\n", "<html><head><title>weg</title><style>p{}</style></head><body><p>Geachte&nbsp;heer</p><p>Met <b>groet</b><br>Zo&euml;</p><script>weg()</script></body></html>", []string{"Geachte heer\n", "Met groet\nZoë"}, []string{"weg", "<b>"}, nil},
		{"an address that only a link has", "Content-Type: text/html\n", `<p>Schrijf <a href="mailto:p.bos@minvws.nl">mij</a></p>`, []string{"p.bos@minvws.nl"}, nil, nil},
		{"of alternatives the plain text", "Content-Type: multipart/alternative; boundary=x\n", "--x\nContent-Type: text/plain\n\nGewoon.\n--x\nContent-Type: text/html\n\n<p>Gewoon.</p>\n--x--\n", []string{"Gewoon."}, []string{"<p>", "Gewoon.\n\nGewoon."}, nil},
		{"a file beside it", "Content-Type: multipart/mixed; boundary=x\n", "--x\nContent-Type: text/plain\n\nZie bijlage.\n--x\nContent-Type: application/pdf; name=\"../../rapport.pdf\"\nContent-Disposition: attachment; filename=\"../../rapport.pdf\"\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--x--\n", []string{"Zie bijlage."}, nil, []string{"rapport.pdf"}},
		{"a message within", "Content-Type: multipart/mixed; boundary=x\n", "--x\nContent-Type: text/plain\n\nDoorgestuurd.\n--x\nContent-Type: message/rfc822\n\nFrom: a@b.nl\nSubject: eerder\n\nOude tekst\n--x--\n", []string{"Doorgestuurd."}, []string{"Oude tekst"}, []string{"bericht.eml"}},
		{"a name in another coding", "Content-Type: multipart/mixed; boundary=x\n", "--x\nContent-Disposition: attachment; filename=\"=?utf-8?b?w6lyaWMucGRm?=\"\n\nx\n--x--\n", nil, nil, []string{"éric.pdf"}},
	}
	for _, c := range cases {
		m, err := ReadMail(letter(c.head, c.body))
		if err != nil {
			t.Errorf("%s: %v", c.why, err)
			continue
		}
		if len(m.Heads) < 4 || m.Heads[0].Value != "Zoë Quint <z.quint@minvws.nl>" {
			t.Errorf("%s: heads %q", c.why, m.Heads)
		}
		says(t, c.why, m.Text, c.want, c.not)
		var names []string
		for _, a := range m.Attachments {
			names = append(names, a.Name)
		}
		if fmt.Sprint(names) != fmt.Sprint(c.attached) {
			t.Errorf("%s: attached %q, want %q", c.why, names, c.attached)
		}
	}
}

// says holds that a text has all of want and nothing of not.
func says(t *testing.T, why, text string, want, not []string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%s: %q is not in %q", why, w, text)
		}
	}
	for _, w := range not {
		if strings.Contains(text, w) {
			t.Errorf("%s: %q is in %q", why, w, text)
		}
	}
}

func TestTwoFormsOfAMailThatDifferAreSaid(t *testing.T) {
	t.Parallel()
	m, err := ReadMail(letter("Content-Type: multipart/alternative; boundary=x\n", "--x\nContent-Type: text/plain\n\nZie de webversie.\n--x\nContent-Type: text/html\n\n<p>De aanvaller was bekend bij de leverancier sinds vorig jaar maart.</p>\n--x--\n"))
	if err != nil || len(m.Notes) != 1 {
		t.Errorf("%v %q", err, m.Notes)
	}
}

func TestAMailThatCannotBeReadSaysWhatToDo(t *testing.T) {
	t.Parallel()
	deep := "Content-Type: text/plain\n\nx\n"
	for i := range 12 {
		deep = fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%s\n--b%d--\n", i, i, deep, i)
	}
	head, body, _ := strings.Cut(deep, "\n\n")
	cases := []struct{ why, head, body string }{
		{"encrypted", "Content-Type: multipart/encrypted; boundary=x\n", "--x--\n"},
		{"encrypted with S/MIME", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n", "MIIB"},
		{"no boundary", "Content-Type: multipart/mixed\n", "x"},
		{"deeper than mail goes", head + "\n", body},
		{"thousands of parts", "Content-Type: multipart/mixed; boundary=x\n", strings.Repeat("--x\nContent-Type: text/plain\n\ny\n", 5000) + "--x--\n"},
	}
	for _, c := range cases {
		_, err := ReadMail(letter(c.head, c.body))
		var u *documents.Unreadable
		if !errors.As(err, &u) || !strings.HasSuffix(u.Text, ".") {
			t.Errorf("%s: %v", c.why, err)
		}
	}
}

func TestAMailBecomesPagesWithItsWords(t *testing.T) {
	t.Parallel()
	data := letter("Content-Type: multipart/mixed; boundary=x\n", "--x\nContent-Type: text/plain; charset=utf-8\n\nGeachte heer,\n\nEen lach 😀 en een pijl.\n"+strings.Repeat("Nog een regel.\n", 120)+"--x\nContent-Disposition: attachment; filename=a.pdf\n\nx\n--x--\n")
	withReader(t, func(r *foreign.Reader) {
		in, pages, along, err := TakeIn(context.Background(), r, data)
		if err != nil {
			t.Fatal(err)
		}
		if in.Form != Mail || in.Pages < 2 || len(along) != 1 || in.Attachments[0] != "a.pdf" {
			t.Errorf("%+v, %d along", in, len(along))
		}
		if got, err := pdf.Inspect(pages); err != nil || len(got.Faults) > 0 {
			t.Errorf("%v %v", got.Faults, err)
		}
		p, err := Open(r, foreign.OCR{}, pages)
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		read, err := p.Read(context.Background(), 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"Zoë Quint <z.quint@minvws.nl>", "Geachte heer,", "Een lach", "a.pdf", "Melding"} {
			if !strings.Contains(read.Text, want) {
				t.Errorf("%q is not on the page: %q", want, read.Text)
			}
		}
	})
}

func FuzzReadMail(f *testing.F) {
	f.Add(letter("Content-Type: multipart/mixed; boundary=x\n", "--x\nContent-Type: text/html\n\n<p>a</p>\n--x\nContent-Disposition: attachment; filename=a\nContent-Transfer-Encoding: base64\n\neA==\n--x--\n"))
	f.Add(letter("Content-Type: multipart/alternative; boundary=x\n", "--x\n\na\n--x--\n"))
	f.Add([]byte("From: a\n\nb"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ReadMail(data)
		var u *documents.Unreadable
		if err != nil && !errors.As(err, &u) {
			t.Fatalf("a failure and no refusal: %v", err)
		}
		for _, a := range m.Attachments {
			if strings.ContainsAny(a.Name, "/\\\x00\n") {
				t.Fatalf("a name that is a path: %q", a.Name)
			}
		}
	})
}

func TestAReadingFindsWordsWithoutTheFile(t *testing.T) {
	t.Parallel()
	k := book{pages: []string{at(50, 700, "Aan Quirijn Zandvoort, Den Haag", "tweede regel")}, page: small}
	withReader(t, func(r *foreign.Reader) {
		p, err := Open(r, foreign.OCR{}, k.bytes())
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		pg, err := p.Page(context.Background(), 0, readDPI)
		if err != nil {
			t.Fatal(err)
		}
		read, err := p.Read(context.Background(), 0)
		if err != nil {
			t.Fatal(err)
		}
		i := strings.Index(read.Text, "Zandvoort")
		span := documents.Span{Start: i, End: i + len("Zandvoort")}
		near := func(a, b Box) bool {
			const slack = 0.6
			return a.X0-b.X0 < slack && b.X0-a.X0 < slack && a.X1-b.X1 < slack && b.X1-a.X1 < slack && a.Y0-b.Y0 < slack && b.Y0-a.Y0 < slack && a.Y1-b.Y1 < slack && b.Y1-a.Y1 < slack
		}
		got, want := read.Boxes(span), pg.Boxes(span)
		if len(got) != 1 || len(want) != 1 || !near(got[0], want[0]) {
			t.Errorf("boxes %v, want %v", got, want)
		}
		if w := read.Words(); len(w) != 7 || read.Text[w[2].Start:w[2].End] != "Zandvoort," {
			t.Errorf("words %v", w)
		}
		if s := read.Within(got[0]); !strings.HasPrefix(s, "Zandvoort") {
			t.Errorf("within the box stands %q", s)
		}
		if _, err := p.Picture(0, 50, got); err != nil {
			t.Error(err)
		}
	})
}
