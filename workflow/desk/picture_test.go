package desk

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/documents/gate"
	"paraaf/documents/markdown"
	"paraaf/documents/pdf"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// chart is a picture of one colour.
func chart(t *testing.T, c uint8) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 60, 40))
	for i := range m.Pix {
		m.Pix[i] = c
		if i%4 == 3 {
			m.Pix[i] = 255
		}
	}
	m.SetRGBA(1, 1, color.RGBA{200, 10, 10, 255})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pictured adds a picture to a section of the nota or letter and gives its name.
func (o *office) pictured(id workflow.DossierID, paper workflow.PaperID, key documents.SectionKey, body, alt string, file []byte) string {
	o.Helper()
	v := o.see("noor", id)
	for _, p := range v.Papers {
		if p.ID != paper {
			continue
		}
		_, err := o.AddPaperPicture(o.ctx(), o.as("noor"), id, paper, key, p.Version, body, file, alt)
		o.must(err)
	}
	for _, p := range o.see("noor", id).Papers {
		if _, after, there := strings.Cut(string(p.Paper.Bytes()), "]("+markdown.AttachmentPath); p.ID == paper && there {
			name, _, _ := strings.Cut(after, ")")
			return name
		}
	}
	o.Fatal("the picture does not stand in the paper")
	return ""
}

func TestAPictureStandsInEveryFormOfThePaper(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	name := o.pictured(id, PaperNota, "kernpunten", "Kort samengevat:", "Staafdiagram [2026]: *meer* meldingen & 50 % hersteld", chart(t, 90))
	data, _, err := o.PDF(o.ctx(), o.as("noor"), id, PaperNota)
	o.must(err)
	in, err := pdf.Inspect(data)
	o.must(err)
	if alt := altsOf(in.Tree); len(in.Faults) > 0 || len(alt) != 1 || alt[0] != "Staafdiagram [2026]: *meer* meldingen & 50 % hersteld" {
		t.Errorf("figures %q, faults %v", alt, in.Faults)
	}
	for form, mark := range map[string]string{"docx": "word/media/image1.png", "odt": "Pictures/1.png"} {
		data, _, err := o.ForWord(o.ctx(), o.as("noor"), id, PaperNota, form)
		o.must(err)
		if !bytes.Contains(data, []byte(mark)) {
			t.Errorf("%s: no %s", form, mark)
		}
		back, is, err := o.FromWord(o.ctx(), data)
		o.must(err)
		if !is || !strings.Contains(string(back.Markdown), "]("+markdown.AttachmentPath+name+")") {
			t.Errorf("%s: the picture did not come back in\n%s", form, back.Markdown)
		}
	}
	tas, err := o.Bag(o.ctx(), o.as("noor"), []workflow.DossierID{id})
	o.must(err)
	if in, err = pdf.Inspect(tas); err != nil || len(altsOf(in.Tree)) != 1 {
		t.Errorf("the bag: %v, %d pictures", err, len(altsOf(in.Tree)))
	}
}

func altsOf(e pdf.Element) []string {
	var out []string
	if e.Tag == "Figure" {
		out = append(out, e.Alt)
	}
	for _, k := range e.Kids {
		out = append(out, altsOf(k)...)
	}
	return out
}

func TestAPictureNeedsADescriptionAndIsAPicture(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	v := o.see("noor", id)
	for why, c := range map[string]struct {
		who, alt string
		file     []byte
		version  int
	}{
		"no description":                     {"noor", " \n ", chart(t, 1), v.Papers[0].Version},
		"a description that is a chapter":    {"noor", strings.Repeat("woord ", 120), chart(t, 1), v.Papers[0].Version},
		"no file":                            {"noor", "Een grafiek", nil, v.Papers[0].Version},
		"a page called png":                  {"noor", "Een grafiek", []byte("<html><script>"), v.Papers[0].Version},
		"an older version on the screen":     {"noor", "Een grafiek", chart(t, 1), v.Papers[0].Version - 1},
		"somebody whose paper it is not yet": {"hester", "Een grafiek", chart(t, 1), v.Papers[0].Version},
	} {
		if _, err := o.AddPaperPicture(o.ctx(), o.as(c.who), id, PaperNota, "kernpunten", c.version, "x", c.file, c.alt); err == nil {
			t.Errorf("%s: taken", why)
		}
	}
}

// illustrated opens a dossier with a picture in the nota and one in the letter.
func (o *office) illustrated() (id workflow.DossierID, inNota, inLetter string) {
	o.Helper()
	id = o.opened()
	o.mended(id)
	inNota = o.pictured(id, PaperNota, "kernpunten", "Kort:", "Een grafiek van de nota", chart(o.T, 10))
	inLetter = o.pictured(id, PaperBrief, "tekst", "Met deze brief informeer ik uw Kamer.", "Een grafiek van de brief", chart(o.T, 20))
	return id, inNota, inLetter
}

func TestWhoSeesTheLetterSeesItsPicturesOnly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id, inNota, inLetter := o.illustrated()
	o.do("noor", id, "", submit)
	for name, want := range map[string]bool{inNota: false, inLetter: true, "beeld-" + strings.Repeat("0", 32): false, "nota": false, "../x": false} {
		if _, err := o.PaperPicture(o.ctx(), o.as("marijke"), id, name); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := o.PaperPicture(o.ctx(), o.as("hester"), id, inNota); err != nil {
		t.Errorf("who initials does not see the picture: %v", err)
	}
}

func TestAPictureIsJudgedAndGoesAsAWholeOrStays(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	o.mended(id)
	goes := o.pictured(id, PaperNota, "kernpunten", "Kort:", "Foto van mevrouw Zandvoort in de zaal", chart(t, 10))
	stays := o.pictured(id, PaperBrief, "tekst", "Met deze brief informeer ik uw Kamer.", "Grafiek van het aantal meldingen", chart(t, 200))
	o.decided(id)
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	var all []Judgement
	asked := 0
	keeps := func(j Judgement) bool { return j.Finding.Label == documents.Picture && j.Paper == PaperBrief }
	for _, j := range r.Judgements {
		d := Redact
		if j.Finding.Label == documents.Picture {
			asked++
		}
		if keeps(j) {
			d = Keep
		}
		all = append(all, Judgement{ID: j.ID, Decision: d})
	}
	if asked != 2 {
		t.Fatalf("asked about %d pictures of 2", asked)
	}
	_, err = o.Judge(o.ctx(), o.as("yasmin"), id, r.Version, all)
	o.must(err)
	o.do("yasmin", id, "", func(v View) workflow.Command { return workflow.CloseReview{Seen: v.State.MarksDigest()} })
	o.readSecondBut("pieter", id, keeps)
	o.do("pieter", id, "", func(v View) workflow.Command { return workflow.ConfirmReview{Seen: v.State.MarksDigest()} })
	_, err = o.Export(o.ctx(), o.as("yasmin"), id, 0)
	var leaking *Leaking
	if errors.As(err, &leaking) {
		t.Fatalf("leaks %+v", leaking.Leaks)
	}
	o.must(err)
	for _, f := range o.see("noor", id).Public {
		data, name, err := o.PublicFile(o.ctx(), o.as("noor"), id, f.Paper, f.Format)
		o.must(err)
		leaks, _, err := gate.Examine(name, data, []string{"Zandvoort", goes, stays}, true)
		if err != nil || len(leaks) > 0 {
			t.Errorf("%s: %v %v", name, leaks, err)
		}
		letter := f.Paper == PaperBrief
		if f.Format == "html" {
			if has := bytes.Contains(data, []byte("data:image/png")) && bytes.Contains(data, []byte("Grafiek van het aantal meldingen")); has != letter {
				t.Errorf("%s: a picture stands in it: %v", name, has)
			}
			continue
		}
		in, err := pdf.Inspect(data)
		o.must(err)
		if n := len(altsOf(in.Tree)); (n == 1) != letter || n > 1 || len(in.Faults) > 0 {
			t.Errorf("%s: %d pictures, faults %v", name, n, in.Faults)
		}
	}
	c, err := o.Certificate(o.ctx(), o.as("yasmin"), id)
	o.must(err)
	for _, u := range c.Unexamined {
		if !strings.HasPrefix(u.File, "brief") || !strings.Contains(u.People, " en ") {
			t.Errorf("the certificate says of %s that %q looked", u.File, u.People)
		}
	}
	if len(c.Unexamined) == 0 {
		t.Error("the certificate does not say that nobody read the letters in the picture")
	}
	_, _, err = o.Bundle(o.ctx(), o.as("yasmin"), id)
	o.must(err)
}

func TestAPictureThatIsGoneOrChangedIsNamed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id, gone, changed := o.illustrated()
	pasted := o.opened() // shows the picture of the other dossier: its description stands there, and nothing is lost
	v := o.see("noor", pasted)
	_, err := o.SaveSection(o.ctx(), o.as("noor"), pasted, PaperNota, "kernpunten", v.Papers[0].Version, "![Een grafiek]("+markdown.AttachmentPath+changed+")")
	o.must(err)
	if lost, err := LostPictures(o.ctx(), o.book); err != nil || len(lost) > 0 {
		t.Fatalf("nothing happened yet: %q %v", lost, err)
	}

	// Somebody who can write in the database, sums and all.
	kept, err := o.book.Draft(o.ctx(), id, workflow.PaperID(changed))
	o.must(err)
	kept.Bytes = chart(t, 30)
	_, err = o.book.SaveDraft(o.ctx(), id, workflow.PaperID(changed), kept.Version, kept)
	o.must(err)
	v = o.see("noor", id)
	o.must(o.book.Append(o.ctx(), id, v.Seq, journal.Batch{
		Entries: []journal.Entry{{At: o.now, By: "noor", Event: workflow.GezienMarked{Stamp: workflow.Stamp{At: o.now, By: "noor"}, On: v.Seen}}},
		Emptied: map[workflow.PaperID]int{workflow.PaperID(gone): 1},
	}))
	lost, err := LostPictures(o.ctx(), o.book)
	o.must(err)
	if len(lost) != 2 || !slices.ContainsFunc(lost, func(s string) bool { return strings.Contains(s, gone) && strings.Contains(s, "not there") }) ||
		!slices.ContainsFunc(lost, func(s string) bool { return strings.Contains(s, changed) && strings.Contains(s, "not those") }) {
		t.Errorf("%q", lost)
	}
}
