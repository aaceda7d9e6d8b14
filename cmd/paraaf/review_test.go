package main

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paraaf/cmd/paraaf/internal/browsertest"
	"paraaf/documents"
	"paraaf/policies"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// The people of two dossiers that differ in nothing else. No two names have
// one length, and they come from many places.
var (
	thesePeople = []string{"Quirina Zandvoort", "Ayşe Yıldırım", "Mohammed el Bakkali", "Bo Li", "Anna Kowalska", "Sjoerd Hoekstra", "Fatima Ait Hammou", "Jan-Willem van den Broek", "Ravi Ramdin", "Ingrid Terwisscha"}
	thosePeople = []string{"Ed Vos", "Emre Şahin", "Youssef Ouali", "Wei Zhang", "Katarzyna Nowak", "Femke Dijkstra", "Khadija El Idrissi", "Pieter ter Horst", "Soenita Kalpoe", "Cornelis Oosterhuis-Vermeulen"}
)

// sixPapers is a set that names each person four times or more: a nota, a
// second nota and four letters.
func sixPapers(t *testing.T, people []string) (in desk.Intake, more [][]byte) {
	t.Helper()
	example := func(name string) string {
		b, err := examplePapers.ReadFile("voorbeeld/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	say := func(form string, who ...int) string {
		var lines []string
		for _, i := range who {
			lines = append(lines, fmt.Sprintf(form, people[i]))
		}
		return strings.Join(lines, "\n\n")
	}
	nota := example("standaard-nota.md")
	afstemming := nota[strings.Index(nota, "Intern afgestemd met FEZ, WJZ"):strings.Index(nota, "### h. Toezeggingen")]
	first := strings.NewReplacer(afstemming, say("Afgestemd met mevrouw %s van het ministerie.", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)+"\n\n",
		"Bijlage(n)  \n1", "Bijlage(n)  \n5").Replace(nota)
	second := strings.Replace(nota, afstemming, say("Besproken met de heer %s.", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)+"\n\n", 1)
	letter := func(who ...int) []byte {
		return []byte(strings.Replace(example("standaard-brief.md"), "Dat kost eenmalig", say("Hierover sprak ik met mevrouw %s.", who...)+"\n\nDat kost eenmalig", 1))
	}
	in = desk.Intake{Nota: []byte(first), Letter: letter(0, 1, 2, 3, 4)}
	return in, [][]byte{letter(5, 6, 7, 8, 9), letter(0, 2, 4, 6, 8), letter(1, 3, 5, 7, 9), []byte(second)}
}

// decideOn brings a set of six papers to where it is judged for publication.
func (p *player) decideOn(t *testing.T, people []string) {
	t.Helper()
	in, more := sixPapers(t, people)
	r, err := p.desk.Open(p.ctx, p.as("sem"), in)
	if err != nil {
		t.Fatal(err)
	}
	p.id = r.Dossier
	for _, src := range more {
		soort := documents.SoortKamerbrief
		if bytes.Contains(src, []byte("# nota")) {
			soort = documents.SoortNota
		}
		if _, err := p.desk.AddNext(p.ctx, p.as("sem"), p.id, 0, soort, src, ""); err != nil {
			t.Fatal(err)
		}
	}
	p.submit("sem")
	p.later(1, 9)
	p.paraaf("hester", "")
	p.later(1, 9)
	p.paraaf("ruud", "")
	p.later(1, 9)
	p.besluit("ilse", workflow.Akkoord, "")
	if p.err != nil {
		t.Fatal(p.err)
	}
}

// TestBrowserReviewByKeyboardAlone is what the review is for: six papers with
// forty findings and more are judged without a mouse, judged again by a second
// person who is shown nothing of it, and exported; and no byte, name, size or
// header that the public gets tells the people of this dossier from those of
// another that is the same but for their names.
func TestBrowserReviewByKeyboardAlone(t *testing.T) {
	t.Parallel()
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "paraaf.db")
	book, err := journal.Open(t.Context(), dsn, journal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var accounts bytes.Buffer
	if err := populate(t.Context(), book, rand.Reader, &accounts); err != nil {
		t.Fatal(err)
	}
	policy, err := policies.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	begin := fortnightAgo(time.Now())
	one := newPlayer(t.Context(), book, policy, begin)
	one.decideOn(t, thesePeople)
	other := newPlayer(t.Context(), book, policy, begin)
	other.asks = 1 << 20 // requests of its own, at the same moments
	other.decideOn(t, thosePeople)
	other.now = time.Now()
	other.review("yasmin")
	other.confirm("pieter")
	other.export("yasmin", desk.AlsoODT)
	if other.err != nil {
		t.Fatal(other.err)
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	binary := browsertest.Build(t, "paraaf/cmd/paraaf")
	m := &ministry{t: t, binary: binary, program: browsertest.Start(t, binary, "serve", "-secure=false", "-db", dsn), browser: browsertest.NewBrowser(t)}
	m.program.Introduce(&accounts)

	dossier := "/dossiers/" + string(one.id)
	readers := m.program.Accounts("communicatie", "vws", 2)
	yasmin := m.as(readers[0], browsertest.Desk)
	yasmin.Open(dossier + "/lakken")
	if n := len(yasmin.All(".pf-vondst", "e.id")); n < 40 {
		t.Fatalf("%d findings in six papers", n)
	}
	yasmin.Screenshot("lakken-begin")
	open := `[data-test="finding-group"][data-decision=""]`
	judge := func(v *browsertest.Visitor, again bool) {
		groups := len(v.All(open, "e.id"))
		if !again {
			v.Press("n")
			v.FollowKey("s") // a mistake
			v.FollowKey("u")
			if n := len(v.All(open, "e.id")); n != groups {
				t.Errorf("after a step back %d of %d groups are open", n, groups)
			}
			v.Press("n")
			for range 2 {
				v.FollowKey("l")
			}
			if n := len(v.All(open, "e.id")); n != groups-2 {
				t.Errorf("two keys judged %d groups", groups-n)
			}
			v.Press("?")
			v.Await(`document.querySelector("[data-test=keysheet]").matches(":popover-open")`)
			v.Screenshot("toetsen")
			v.Press("?")
		}
		if len(v.All(`[data-test="redact-all"]`, "e.id")) > 0 {
			v.FollowKey("v") // what the program proposes, at once
		}
		for range groups {
			if len(v.All(open, "e.id")) == 0 {
				break
			}
			v.Press("n")
			v.FollowKey("l") // what a human must choose
		}
		v.Press("e")
	}
	judge(yasmin, false)
	yasmin.Screenshot("lakken-klaar")
	yasmin.FollowKey("\r")
	if at := yasmin.Path(); at != dossier {
		t.Fatalf("closing the review leads to %s", at)
	}

	pieter := m.as(readers[1], browsertest.Tablet)
	pieter.Open(dossier + "/tweede-lezing")
	if n := len(pieter.All(`.pf-vondst--redact, [data-decision="redact"]`, "e.id")); n != 0 {
		t.Errorf("the second reader is shown %d answers of the first", n)
	}
	judge(pieter, true)
	pieter.FollowKey("\r")
	pieter.HasNot("difference")
	pieter.Screenshot("twee-lezingen-gelijk")
	body := strings.Join(pieter.All(`[data-test="public-body"]`, "e.outerHTML"), "")
	if found := reveals([]byte(body), surnames(thesePeople)); len(found) > 0 {
		t.Errorf("the second reader still reads %v", found)
	}
	pieter.Press("e")
	pieter.FollowKey("\r")

	yasmin.Open(dossier + "/export")
	for range 60 { // to the box that asks for odt as well
		yasmin.Press("Tab")
		if len(yasmin.All(`[data-test="also-odt"]:focus`, "e.name")) > 0 {
			break
		}
	}
	yasmin.Press(" ")
	yasmin.FollowSlowly("action-record-export", "export-busy")
	yasmin.Has("gate-clean")
	yasmin.Screenshot("export")

	hrefs := append(yasmin.All(`[data-test="public-file"]`, "e.getAttribute('href')"), dossier+"/pakket")
	if len(hrefs) != 19 {
		t.Errorf("six papers in three forms and the whole are 19 files, not %d", len(hrefs))
	}
	for _, href := range hrefs {
		mine, theirs := yasmin.Get(href), yasmin.Get(strings.Replace(href, string(one.id), string(other.id), 1))
		if mine.Status != 200 || theirs.Status != 200 {
			t.Fatalf("%s gives %d and %d", href, mine.Status, theirs.Status)
		}
		if !bytes.Equal(mine.Body, theirs.Body) {
			t.Errorf("%s tells the dossiers apart: %d and %d bytes", href, len(mine.Body), len(theirs.Body))
		}
		for name, said := range mine.Header {
			if name != "Date" && name != "X-Request-Id" && strings.Join(said, ",") != strings.Join(theirs.Header[name], ",") {
				t.Errorf("%s: header %s is %q and %q", href, name, said, theirs.Header[name])
			}
		}
		if found := reveals(append([]byte(fmt.Sprint(mine.Header)), mine.Body...), surnames(thesePeople)); len(found) > 0 {
			t.Errorf("%s holds %v", href, found)
		}
	}
	for _, v := range []*browsertest.Visitor{yasmin, pieter} {
		if found := reveals([]byte(strings.Join(v.Addresses(), "\n")), surnames(thesePeople)); len(found) > 0 {
			t.Errorf("an address names %v", found)
		}
	}
	if found := reveals([]byte(m.program.Logs()), surnames(thesePeople)); len(found) > 0 {
		t.Errorf("the log names %v", found)
	}
}

// surnames gives what of the names is long enough to be no other word.
func surnames(people []string) []string {
	var out []string
	for _, p := range people {
		words := strings.Fields(p)
		if last := words[len(words)-1]; len(last) > 5 {
			out = append(out, last)
		}
	}
	return out
}
