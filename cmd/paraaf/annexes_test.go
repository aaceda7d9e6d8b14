package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/documents/annex"
	"paraaf/documents/pdf"
	"paraaf/policies"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// A stage is the worked example with a desk that takes in foreign papers.
type stage struct {
	*testing.T
	*player
	foreign *annexes
	policy  *policies.Authorizer
	rest    func() // has what reads annexes stop
}

func newStage(t *testing.T) *stage {
	t.Helper()
	return newStageOn(t, "sqlite:"+t.TempDir()+"/paraaf.db")
}

func newStageOn(t *testing.T, dsn string) *stage {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	s := &stage{T: t}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	book, err := journal.Open(ctx, dsn, journal.Options{Clock: time.Now})
	check(err)
	check(populate(ctx, book, rand.Reader, io.Discard))
	s.policy, err = policies.Embedded()
	check(err)
	s.player = newPlayer(ctx, book, s.policy, fortnightAgo(time.Now()))
	s.foreign, err = newAnnexes(console{getenv: os.Getenv, err: io.Discard})
	check(err)
	s.desk.TakeForeign(s.foreign)
	t.Cleanup(func() { cancel(); s.rest(); book.Close() })
	s.work()
	return s
}

// work has annexes read beside what the test does.
func (s *stage) work() {
	ctx, stop := context.WithCancel(s.ctx)
	read := make(chan struct{})
	d := s.desk
	go func() {
		defer close(read)
		d.ReadAnnexes(ctx, func(err error) { s.Errorf("read an annex: %v", err) })
	}()
	s.rest = func() { stop(); <-read }
}

func (s *stage) ok() {
	s.Helper()
	if s.err != nil {
		s.Fatal(s.err)
	}
}

// attach adds an annex as the opsteller does.
func (s *stage) attach(who, name string, data []byte) error {
	s.Helper()
	_, err := s.desk.AddAnnex(s.ctx, s.as(who), s.id, 0, name, data)
	return err
}

// opened is a dossier of nota and letter in concept.
func (s *stage) opened() {
	s.Helper()
	s.open("sem", "spoedzorg-nota.md", "spoedzorg-brief.md")
	s.ok()
}

// counted writes in both papers that there are n annexes.
func (s *stage) counted(n int) {
	s.Helper()
	for _, paper := range []workflow.PaperID{desk.PaperNota, desk.PaperBrief} {
		ask := s.as("sem")
		v, err := s.desk.View(s.ctx, ask.Actor, s.id)
		if err != nil {
			s.Fatal(err)
		}
		for _, p := range v.Papers {
			if p.ID != paper {
				continue
			}
			if _, err := s.desk.SaveField(s.ctx, ask, s.id, paper, documents.FieldBijlagen, p.Version, fmt.Sprint(n)); err != nil {
				s.Fatal(err)
			}
		}
	}
}

// decided brings the dossier to communicatie, with n annexes on it.
func (s *stage) decided(n int) {
	s.Helper()
	s.counted(n)
	s.submit("sem")
	s.paraaf("hester", "")
	s.medeakkoord("marijke")
	s.paraaf("ruud", "")
	s.besluit("ilse", workflow.Akkoord, "")
	s.ok()
}

// wait waits until every page of every annex was read.
func (s *stage) wait() {
	s.Helper()
	for deadline := time.Now().Add(5 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		ask := s.as("yasmin")
		v, err := s.desk.View(s.ctx, ask.Actor, s.id)
		if err != nil {
			s.Fatal(err)
		}
		left := 0
		for _, a := range v.Annexes {
			p, err := s.desk.AnnexPage(s.ctx, ask, s.id, a.ID, 0, "")
			if err != nil {
				s.Fatal(err)
			}
			if p.Annex.Pages == 0 || p.Annex.Read < p.Annex.Pages {
				left++
			}
		}
		if left == 0 {
			return
		}
		if time.Now().After(deadline) {
			s.Fatalf("%d annexes are not read", left)
		}
	}
}

// look has somebody look at every page.
func (s *stage) look(who string) {
	s.Helper()
	ask := s.as(who)
	v, err := s.desk.View(s.ctx, ask.Actor, s.id)
	if err != nil {
		s.Fatal(err)
	}
	for _, a := range v.Annexes {
		for n := range a.Pages {
			if err := s.desk.SeePage(s.ctx, s.as(who), s.id, a.ID, n); err != nil {
				s.Fatalf("%s page %d: %v", a.ID, n+1, err)
			}
		}
	}
}

// files gives the public files by name.
func (s *stage) files() map[string][]byte {
	s.Helper()
	ask := s.as("yasmin")
	v, err := s.desk.View(s.ctx, ask.Actor, s.id)
	if err != nil {
		s.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range v.Public {
		data, name, err := s.desk.PublicFile(s.ctx, ask, s.id, f.Paper, f.Format)
		if err != nil {
			s.Fatal(err)
		}
		out[name] = data
	}
	return out
}

// typeset makes a PDF of paragraphs, as a colleague with another program would.
func typeset(t *testing.T, paragraphs ...string) []byte {
	t.Helper()
	var body []pdf.Block
	for _, p := range paragraphs {
		body = append(body, pdf.Paragraph{Text: pdf.Plain(p)})
	}
	out, err := pdf.Render(pdf.Document{Title: "Verslag", Body: body})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAnnexesGoFromProposalToCertificate(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.opened()
	office, err := os.ReadFile("../../documents/annex/testdata/libreoffice.pdf")
	if err != nil {
		t.Fatal(err)
	}
	text := typeset(t, "Geachte minister,", "Op 9 april ontving ons ziekenhuis een melding van de heer P. Oosterwijk.", "Wij zien uw antwoord tegemoet.")
	scan, err := s.foreign.Draw(t.Context(), text, 0, 1, 150, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []struct {
		name string
		data []byte
	}{{"verslag.pdf", office}, {"scan.png", scan[0]}, {"mail.eml", []byte(annexMail)}, {"werkgroep.docx", tracked(t)}} {
		if err := s.attach("sem", a.name, a.data); err != nil {
			t.Fatalf("%s: %v", a.name, err)
		}
	}
	s.decided(4)
	s.wait()

	// The detector looked into all of them, and one person is one group.
	r, err := s.desk.Review(s.ctx, s.as("yasmin").Actor, s.id)
	if err != nil {
		t.Fatal(err)
	}
	in := map[string]map[workflow.PaperID]bool{}
	for _, g := range r.Groups {
		in[g.Text] = map[workflow.PaperID]bool{}
		for _, j := range r.Judgements {
			if slices.Contains(g.IDs, j.ID) {
				in[g.Text][j.Paper] = true
			}
		}
	}
	found := false
	for text, papers := range in {
		if strings.Contains(text, "Terwisscha") && papers["bijlage-1"] && papers["bijlage-3"] && papers["bijlage-4"] {
			found = true
		}
	}
	if !found {
		t.Errorf("no group spans the annexes: %v", in)
	}

	// It does not close before somebody looked at every page.
	s.review("yasmin")
	var no *workflow.Refusal
	if !errors.As(s.err, &no) || no.Rule != "R12" || !strings.Contains(no.Text, "elke pagina") {
		t.Fatalf("closed with pages that nobody saw: %v", s.err)
	}
	s.err = nil
	if err := s.desk.DrawBox(s.ctx, s.as("yasmin"), s.id, "bijlage-2", 0, 0, [4]float64{60, 600, 300, 700}, []documents.Ground{"5.1.2e"}, ""); err != nil {
		t.Fatal(err)
	}
	s.look("yasmin")
	s.review("yasmin")
	s.ok()

	// The second reader reads for himself: he sees no box of the first, and every page.
	page, err := s.desk.AnnexPage(s.ctx, s.as("pieter"), s.id, "bijlage-2", 0, "")
	if err != nil || page.Refused != "" || len(page.SeenBy) > 0 || slices.ContainsFunc(page.Marks, func(m desk.AnnexMark) bool { return m.Number > 0 }) {
		t.Errorf("the second reader is shown %+v, %v", page.Marks, err)
	}
	s.judge("pieter")
	closed := func(v desk.View) workflow.Command {
		return workflow.CloseSecondReading{Seen: v.State.MarksDigest()}
	}
	s.do("pieter", "", closed)
	if !errors.As(s.err, &no) || !strings.Contains(no.Text, "elke pagina") {
		t.Fatalf("the second reading closed with pages that he did not see: %v", s.err)
	}
	s.err = nil
	s.look("pieter")
	s.do("pieter", "", closed)
	s.ok()
	both, err := s.desk.Comparison(s.ctx, s.as("pieter").Actor, s.id)
	if err != nil || len(both.Differences) != 1 || both.Differences[0].Text != "Kader op pagina 1" || len(both.Differences[0].First) != 1 {
		t.Fatalf("the readings differ in %+v, %v", both.Differences, err)
	}
	s.do("pieter", "Het kader van de eerste lezer klopt.", func(desk.View) workflow.Command {
		return workflow.SettleDifferences{Numbers: []int{1}, For: workflow.SideFirst}
	})
	s.do("pieter", "", func(v desk.View) workflow.Command { return workflow.ConfirmReview{Seen: v.State.MarksDigest()} })
	s.export("yasmin")
	s.ok()

	files := s.files()
	if len(files) != 8 {
		t.Errorf("%d public files", len(files))
	}
	stays := map[string]string{"bijlage-1.pdf": "De inspectie ziet toe op de meldplicht", "bijlage-3.pdf": "Wij kunnen instemmen met de tekst", "bijlage-4.pdf": "De leverancier onderzoekt de oorzaak"}
	for name, data := range files {
		all := data
		if strings.HasSuffix(name, ".pdf") {
			words := pdfText(t, data)
			if want := stays[name]; want != "" && !strings.Contains(flat(words), want) {
				t.Errorf("%s lost %q: %s", name, want, words)
			}
			all = append(pdfBytes(t, data), words...)
		}
		if found := reveals(all, []string{"Terwisscha", "48 21 73 95", "De leverancier wist ervan"}); len(found) > 0 {
			t.Errorf("%s holds %q", name, found)
		}
	}
	c, err := s.desk.Certificate(s.ctx, s.as("yasmin"), s.id)
	if err != nil || len(c.Certificate.Files) != 8 || c.Reviewer == "" || c.Second == "" {
		t.Errorf("certificate: %v %+v", err, c)
	}
	if _, _, err := s.desk.Bundle(s.ctx, s.as("yasmin"), s.id); err != nil {
		t.Errorf("the bundle: %v", err)
	}
}

func TestAnAnnexThatIsWithheldGivesNoFileAndARow(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.opened()
	white := pdf.Look{Size: 10, Leading: 14, Color: pdf.Color{255, 255, 255}}
	came, err := pdf.Render(pdf.Document{Title: "Verslag", Body: []pdf.Block{pdf.Paragraph{Text: pdf.Plain("De heer P. Oosterwijk belde.")}, pdf.Paragraph{Text: pdf.Plain("Telefoon 06 51 63 27 80"), Look: &white}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.attach("sem", "verslag.pdf", came); err != nil {
		t.Fatal(err)
	}
	s.decided(1)
	s.wait()
	ask := s.as("yasmin")
	s.looked("bijlage-1") // what was found is kept, and told from there
	if v, err := s.desk.View(s.ctx, ask.Actor, s.id); err != nil || !slices.ContainsFunc(v.Annexes[0].Notes, func(n string) bool {
		return strings.Contains(n, "Op pagina 1 heeft het bestand tekst die niet te zien is")
	}) {
		t.Errorf("nobody is told of words that cannot be seen: %v %q", err, v.Annexes[0].Notes)
	}
	if err := s.desk.Withhold(s.ctx, ask, s.id, "bijlage-1", 0, []documents.Ground{"5.1.2e"}, ""); err == nil {
		t.Error("withheld without a reason")
	}
	if err := s.desk.Withhold(s.ctx, s.as("yasmin"), s.id, "bijlage-1", 0, []documents.Ground{"5.1.2e"}, "Het hele stuk gaat over een patiënt."); err != nil {
		t.Fatal(err)
	}
	s.review("yasmin")
	s.confirm("pieter")
	s.export("yasmin")
	s.ok()
	if files := s.files(); len(files) != 4 || files["bijlage-1.pdf"] != nil {
		t.Errorf("%d files", len(files))
	}
	zip, _, err := s.desk.Bundle(s.ctx, s.as("yasmin"), s.id)
	if err != nil {
		t.Fatal(err)
	}
	list := string(tool(t, zip, "unzip", "-p", "FILE", "inventarislijst.csv"))
	if !strings.Contains(list, "Niet openbaar") || !strings.Contains(list, "bijlage-1") {
		t.Errorf("the list does not say that it is withheld: %s", list)
	}
}

func TestWhatIsNoAnnexIsRefusedAndNothingIsKept(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.opened()
	cases := []struct {
		why  string
		data []byte
	}{
		{"empty", nil},
		{"a program", []byte("MZ\x90\x00\x03")},
		{"a PDF that is none", []byte("%PDF-1.7\nkapot")},
		{"a picture of a billion points", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x00\x00\x00\x01\x00\x00\x08\x02\x00\x00\x00\x00\x00\x00\x00")},
		{"an old Word file", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest")},
	}
	for _, c := range cases {
		err := s.attach("sem", "x", c.data)
		var u *documents.Unreadable
		if !errors.As(err, &u) || len(u.Text) < 30 {
			t.Errorf("%s: %v", c.why, err)
		}
	}
	if err := s.attach("hester", "x.pdf", typeset(t, "x")); err == nil {
		t.Error("somebody who may not write added an annex")
	}
	v, err := s.desk.View(s.ctx, s.as("sem").Actor, s.id)
	if err != nil || len(v.Annexes) != 0 {
		t.Errorf("%v %d annexes", err, len(v.Annexes))
	}
}

// TestVerifyHoldsPublicFilesAgainstTheirCertificate: a file that went out under a
// certificate that does not name it is named.
func TestVerifyHoldsPublicFilesAgainstTheirCertificate(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.playSent()
	s.ok()
	if loose, err := uncertified(s.ctx, s.book); err != nil || len(loose) > 0 {
		t.Fatalf("the example's own files: %v %v", loose, err)
	}
	ask := s.as("yasmin")
	v, err := s.desk.View(s.ctx, ask.Actor, s.id)
	if err != nil {
		t.Fatal(err)
	}
	salt := bytes.Repeat([]byte{7}, 16)
	other := []byte("<p>smokkel</p>")
	err = s.book.Append(s.ctx, s.id, v.Seq, journal.Batch{
		Entries:   []journal.Entry{{At: s.now, By: ask.Actor.Person, Event: workflow.GezienMarked{Stamp: workflow.Stamp{At: s.now, By: ask.Actor.Person}, On: v.Seen}}},
		Published: []journal.Published{{Digest: journal.PublicDigest(other), Dossier: s.id, Paper: "nota", Format: "html", Bytes: other, Salt: salt, Certificate: v.State.Export.Certificate}},
	})
	if err != nil {
		t.Fatal(err)
	}
	loose, err := uncertified(s.ctx, s.book)
	if err != nil || len(loose) != 1 || !strings.Contains(loose[0], "does not name it") {
		t.Errorf("%v %v", loose, err)
	}
}

// TestTheBagHoldsThePagesOfAnnexes: background lies in the bag too, as its pages are drawn, with
// what was read on them for who cannot see them.
func TestTheBagHoldsThePagesOfAnnexes(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.opened()
	if err := s.attach("sem", "scan.png", scanned(t, annexScan)); err != nil {
		t.Fatal(err)
	}
	s.decided(1)
	s.wait()
	data, err := s.desk.Bag(s.ctx, s.as("sem"), []workflow.DossierID{s.id})
	if err != nil {
		t.Fatal(err)
	}
	in, err := pdf.Inspect(data)
	if err != nil || len(in.Faults) > 0 {
		t.Fatalf("%v %v", err, in.Faults)
	}
	var alts []string
	var find func(pdf.Element)
	find = func(e pdf.Element) {
		if e.Tag == "Figure" {
			alts = append(alts, e.Alt)
		}
		for _, k := range e.Kids {
			find(k)
		}
	}
	find(in.Tree)
	if len(alts) != 1 || !strings.HasPrefix(alts[0], "Bijlage 1, pagina 1: ") {
		t.Errorf("pages %q", alts)
	}
	if words := in.Tree.Words(); !strings.Contains(words, "Bijlage 1") || !strings.Contains(words, "Verder: Bijlage 1") {
		t.Errorf("the bag reads %q", words)
	}
	if out := os.Getenv("PARAAF_SCREENSHOTS"); out != "" {
		if err := os.WriteFile(filepath.Join(out, "tas-bijlage.pdf"), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAnAnnexMarkedAsAStaatsgeheimIsNotBroughtIntoTheLine: what others made cannot be
// refused before it is read. Once it is, the annex says so, and the set goes nowhere
// until it is taken away (R25); an annex that speaks of one is only an annex.
func TestAnAnnexMarkedAsAStaatsgeheimIsNotBroughtIntoTheLine(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.opened()
	for _, line := range []string{"Stg. GEHEIM", "Het schenden van een staatsgeheim is strafbaar."} {
		if err := s.attach("sem", "stuk.pdf", typeset(t, line)); err != nil {
			t.Fatal(err)
		}
	}
	for deadline := time.Now().Add(5 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		v, err := s.desk.View(s.ctx, s.as("sem").Actor, s.id)
		if err != nil {
			t.Fatal(err)
		}
		read, marked := 0, workflow.PaperID("")
		for _, a := range v.Annexes {
			if a.Pages > 0 && a.Read == a.Pages {
				read++
			}
			for _, note := range a.Notes {
				if strings.Contains(note, "beveiligingsambtenaar") && strings.Contains(note, "pagina 1") {
					if marked != "" || a.ID != "bijlage-1" {
						t.Errorf("%s says %q", a.ID, note)
					}
					marked = a.ID
				}
			}
		}
		if marked == "" && (read < 2 || len(v.Annexes) < 2) {
			if time.Now().After(deadline) {
				t.Fatalf("%d annexes were read", read)
			}
			continue
		}
		ask := s.as("sem")
		_, err = s.desk.Do(s.ctx, ask, s.id, 0, workflow.Submit{Seen: v.Seen}, "")
		var no *workflow.Refusal
		if !errors.As(err, &no) || no.Rule != "R25" || !strings.Contains(no.Text, "Bijlage") {
			t.Fatalf("submitted: %v", err)
		}
		s.saysSoUnread(marked)
		if _, err := s.desk.RemovePaper(s.ctx, s.as("sem"), s.id, 0, marked); err != nil {
			t.Fatal(err)
		}
		if v, err = s.desk.View(s.ctx, s.as("sem").Actor, s.id); err != nil {
			t.Fatal(err)
		}
		if _, err = s.desk.Do(s.ctx, s.as("sem"), s.id, 0, workflow.Submit{Seen: v.Seen}, ""); errors.As(err, &no) && no.Rule == "R25" {
			t.Errorf("without it: %v", err)
		}
		return
	}
}

// looked waits until the whole text of an annex was looked at for a marking.
func (s *stage) looked(paper workflow.PaperID) {
	s.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		d, err := s.book.Draft(s.ctx, s.id, paper+".gegevens")
		if err != nil && !errors.Is(err, journal.ErrNotFound) {
			s.Fatal(err)
		}
		if bytes.Contains(d.Bytes, []byte(`"looked"`)) {
			break
		}
		if time.Now().After(deadline) {
			s.Fatalf("kept of it: %s", d.Bytes)
		}
	}
}

// saysSoUnread holds that a view tells of the marking of an annex without opening what was
// read of it: that is large, and a dossier is viewed often.
func (s *stage) saysSoUnread(paper workflow.PaperID) {
	s.Helper()
	s.looked(paper)
	s.rest()
	d, err := s.book.Draft(s.ctx, s.id, paper+".lezing")
	if err == nil {
		d.Bytes = []byte("not to be read")
		_, err = s.book.SaveDraft(s.ctx, s.id, paper+".lezing", d.Version, d)
	}
	if err != nil {
		s.Fatal(err)
	}
	cold := desk.New(s.book, s.policy, func() time.Time { return s.now })
	cold.TakeForeign(s.foreign)
	v, err := cold.View(s.ctx, s.as("sem").Actor, s.id)
	if err != nil {
		s.Fatal(err)
	}
	for _, a := range v.Annexes {
		if says := strings.Contains(strings.Join(a.Notes, " "), "staatsgeheim"); says != (a.ID == paper) {
			s.Errorf("%s says %q", a.ID, a.Notes)
		}
	}
}

// swapping takes an annex away and lays another in its place while the first is read.
type swapping struct {
	*annexes
	once sync.Once
	swap func()
}

func (f *swapping) Read(ctx context.Context, pages []byte, from, to int) ([]annex.Reading, error) {
	f.once.Do(f.swap)
	return f.annexes.Read(ctx, pages, from, to)
}

// TestAnAnnexTakenAwayLeavesTheOneInItsPlace: what is found out late of an annex that is
// gone does not overwrite what is known of the one that has its place now.
func TestAnAnnexTakenAwayLeavesTheOneInItsPlace(t *testing.T) {
	t.Parallel()
	for _, during := range []bool{false, true} { // while it waits, or while it is read
		t.Run(fmt.Sprint(during), func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			s.rest()
			s.opened()
			swap := func() {
				if _, err := s.desk.RemovePaper(s.ctx, s.as("sem"), s.id, 0, "bijlage-1"); err != nil {
					t.Error(err)
				}
				if err := s.attach("sem", "twee.pdf", typeset(t, "Een ander stuk.")); err != nil {
					t.Error(err)
				}
			}
			f := &swapping{annexes: s.foreign, swap: swap}
			s.desk.TakeForeign(f)
			if err := s.attach("sem", "een.pdf", typeset(t, "Stg. GEHEIM")); err != nil {
				t.Fatal(err)
			}
			if !during {
				f.once.Do(swap)
			}
			s.work()
			s.looked("bijlage-1")
			v, err := s.desk.View(s.ctx, s.as("sem").Actor, s.id)
			if err != nil {
				t.Fatal(err)
			}
			if len(v.Annexes) != 1 || v.Annexes[0].File != "twee.pdf" || len(v.Annexes[0].Notes) > 0 {
				t.Errorf("%+v", v.Annexes)
			}
		})
	}
}

// TestAnAnnexThatTurnsOutToBeMarkedStopsTheLine: an annex that is read only when its dossier
// is on its way stops the next step with what to do (R25), and the button says so before
// it is pressed. Sent back, without it, the dossier goes on.
func TestAnAnnexThatTurnsOutToBeMarkedStopsTheLine(t *testing.T) {
	t.Parallel()
	begun := func(t *testing.T) *stage {
		s := newStage(t)
		s.rest() // nobody reads yet
		s.opened()
		if err := s.attach("sem", "stuk.pdf", typeset(t, "Stg. GEHEIM")); err != nil {
			t.Fatal(err)
		}
		return s
	}
	stopped := func(s *stage, what string, err error) {
		s.Helper()
		var no *workflow.Refusal
		if !errors.As(err, &no) || no.Rule != "R25" || !strings.Contains(no.Text, "Bijlage") {
			s.Fatalf("%s: %v", what, err)
		}
	}
	t.Run("in the line", func(t *testing.T) {
		t.Parallel()
		s := begun(t)
		s.counted(1)
		s.submit("sem")
		s.ok()
		s.work()
		s.wait()
		v, err := s.desk.View(s.ctx, s.as("hester").Actor, s.id)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(v.Choices, func(c workflow.Choice) bool { return c.Command.Action() == workflow.GiveParaaf{}.Action() })
		if c := v.Choices[i]; c.Allowed || c.Rule != "R25" {
			t.Errorf("the button of a paraaf: %+v", c)
		}
		s.paraaf("hester", "")
		stopped(s, "paraaf", s.err)
		s.err = nil
		s.sendBack("hester", "De bijlage hoort hier niet.")
		s.ok()
		if _, err := s.desk.RemovePaper(s.ctx, s.as("sem"), s.id, 0, "bijlage-1"); err != nil {
			t.Fatal(err)
		}
		s.counted(0)
		s.submit("sem")
		s.paraaf("hester", "")
		s.ok()
	})
	t.Run("after the besluit", func(t *testing.T) {
		t.Parallel()
		s := begun(t)
		s.decided(1)
		s.work()
		s.wait()
		_, err := s.desk.Export(s.ctx, s.as("yasmin"), s.id, 0)
		stopped(s, "export", err)
		_, _, err = s.desk.BeginExport(s.ctx, s.as("yasmin"), s.id, 0, time.Second)
		stopped(s, "export beside", err)
		s.do("gert", "", func(v desk.View) workflow.Command {
			return workflow.Dispatch{Seen: v.Seen, Date: workflow.CivilDay(s.now)}
		})
		stopped(s, "dispatch", s.err)
	})
}

// TestAnEmergencyShowsTheWholeDossier: two administrators read the papers and the
// annexes as they came, and the title; one of them, and anybody else, nothing.
func TestAnEmergencyShowsTheWholeDossier(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.opened()
	annex := typeset(t, "De kastanjeboom wordt verplaatst.")
	if err := s.attach("sem", "stuk.pdf", annex); err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"tom", "gert"} {
		if err := s.book.SetSeats(s.ctx, s.as(who).Actor.Person, []workflow.Seat{{Role: workflow.RoleBeheerder}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.desk.AskEmergency(s.ctx, s.as("tom"), s.id, "onbereikbaar"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.desk.SeeEmergency(s.ctx, s.as("tom"), s.id); !errors.Is(err, desk.ErrNotFound) {
		t.Errorf("one person sees it: %v", err)
	}
	if err := s.desk.OpenEmergency(s.ctx, s.as("gert"), s.id); err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"tom", "gert"} {
		v, err := s.desk.SeeEmergency(s.ctx, s.as(who), s.id)
		if err != nil {
			t.Fatal(err)
		}
		if len(v.Papers) != 3 || !v.Papers[2].Annex || !strings.Contains(v.Onderwerp, "spoedzorg") || v.Opsteller == "" {
			t.Errorf("%s sees %+v", who, v)
		}
		data, name, err := s.desk.ReadEmergency(s.ctx, s.as(who), s.id, "bijlage-1")
		if err != nil || !bytes.Equal(data, annex) || name != "bijlage-1.pdf" {
			t.Errorf("%s reads %d bytes as %q: %v", who, len(data), name, err)
		}
	}
	if _, _, err := s.desk.ReadEmergency(s.ctx, s.as("yasmin"), s.id, "bijlage-1"); !errors.Is(err, desk.ErrNotFound) {
		t.Errorf("somebody else reads: %v", err)
	}
}
