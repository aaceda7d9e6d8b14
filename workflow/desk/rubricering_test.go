package desk

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"paraaf/workflow"
	"paraaf/workflow/journal"
)

func (o *office) guarded(id workflow.DossierID) {
	o.Helper()
	o.do("noor", id, "een advies dat nog niet rijp is", func(View) workflow.Command {
		return workflow.SetRubricering{Rubricering: workflow.DepartementaalVertrouwelijk}
	})
}

// pages gives the words of a PDF page by page.
func pages(t *testing.T, data []byte) []string {
	t.Helper()
	return strings.Split(strings.TrimRight(printed(t, data), "\f\n "), "\f")
}

// unzipped gives all entries of an archive, one after the other.
func unzipped(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

func TestDepVStandsOnEveryPrintedPageAndInEveryList(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	o.mended(id)
	plain, _, err := o.PDF(o.ctx(), o.as("noor"), id, PaperNota)
	o.must(err)
	o.guarded(id)
	marked, _, err := o.PDF(o.ctx(), o.as("noor"), id, PaperNota)
	o.must(err)
	const mark = "Departementaal vertrouwelijk"
	for i, page := range pages(t, marked) {
		if !strings.Contains(page, mark) {
			t.Errorf("page %d of the print does not say it", i+1)
		}
	}
	if strings.Contains(strings.Join(pages(t, plain), ""), mark) {
		t.Error("a dossier without rubricering says it")
	}
	bag, err := o.Bag(o.ctx(), o.as("noor"), []workflow.DossierID{id})
	o.must(err)
	for i, page := range pages(t, bag) {
		if !strings.Contains(page, mark) {
			t.Errorf("page %d of the bag does not say it", i+1)
		}
	}
	for _, form := range []string{"docx", "odt"} {
		data, _, err := o.ForWord(o.ctx(), o.as("noor"), id, PaperNota, form)
		o.must(err)
		if !strings.Contains(unzipped(t, data), mark) {
			t.Errorf("%s does not say it", form)
		}
	}
	mine, err := o.Mine(o.ctx(), o.as("noor").Actor)
	o.must(err)
	work, err := o.Worklist(o.ctx(), o.as("noor").Actor)
	o.must(err)
	all, err := o.finds("noor", "")
	o.must(err)
	for name, rows := range map[string][]Row{"mine": mine, "worklist": work, "all": all} {
		if len(rows) != 1 || rows[0].Mark != "Dep. V." {
			t.Errorf("list %s: %+v", name, rows)
		}
	}
}

// Who loses his right to see loses the dossier in every list and search at once.
func TestDepVLeavesTheListsOfWhoHasNoWorkInIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.must(o.book.SetSeats(o.ctx(), "vreemde", []workflow.Seat{{Role: workflow.RoleOpsteller, Organisation: "vws.dicio"}})) // a colleague
	id := o.submitted()
	lists := func(who, query string) int {
		rows, err := o.finds(who, query)
		o.must(err)
		return len(rows)
	}
	for _, who := range []string{"vreemde", "yasmin"} {
		if lists(who, "") != 1 || lists(who, "Chipsoft") != 1 {
			t.Fatalf("%s does not see it before", who)
		}
	}
	o.guarded(id)
	for _, who := range []string{"vreemde", "yasmin"} {
		if n := lists(who, "") + lists(who, "Chipsoft"); n != 0 {
			t.Errorf("%s finds it %d times", who, n)
		}
		if _, err := o.View(o.ctx(), o.as(who).Actor, id); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s opens it: %v", who, err)
		}
		if r, sees := o.RubriceringOf(o.ctx(), o.as(who).Actor, id); sees || r != workflow.GeenRubricering {
			t.Errorf("%s learns that it has a rubricering", who)
		}
	}
	if lists("hester", "Chipsoft") != 1 {
		t.Error("the station whose turn it is has lost it")
	}
}

// A frozen dossier says in no list what it is about, to who may not open it; who
// handles it and who reported it see it as before.
func TestAFrozenDossierIsInListsWithoutItsTitle(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id, other := o.opened(), o.opened()
	o.mended(id)
	o.do("noor", id, "", submit)
	seq := o.see("gert", id).Seq
	o.must(o.ReportIncident(o.ctx(), o.as("gert"), id, seq, IncidentKinds[0], Severities[0]))
	lists := func(who string) []Row {
		var rows []Row
		all, err := o.finds(who, "")
		o.must(err)
		work, err := o.Worklist(o.ctx(), o.as(who).Actor)
		o.must(err)
		mine, err := o.Mine(o.ctx(), o.as(who).Actor)
		o.must(err)
		return append(append(append(rows, all...), work...), mine...)
	}
	for who, named := range map[string]bool{"noor": false, "hester": false, "ruud": false, "gert": true, "yasmin": true} {
		found := 0
		for _, row := range lists(who) {
			if row.ID != id {
				continue
			}
			found++
			if named == row.Frozen || named != (row.Onderwerp != "") || !named && (row.Kenmerk != "" || len(row.With) > 0 || row.Task != "") {
				t.Errorf("%s sees %+v", who, row)
			}
		}
		if found == 0 {
			t.Errorf("%s does not learn that it is there", who)
		}
		search, err := o.finds(who, "Chipsoft")
		o.must(err)
		if hit := slices.ContainsFunc(search, func(r Row) bool { return r.ID == id }); hit != named {
			t.Errorf("%s finds it by a word: %v", who, hit)
		}
		day := workflow.CivilDay(o.now)
		for what, q := range map[string]journal.Filter{"the directie": {Under: "vws.dicio"}, "the deadline": {From: day, Until: day.AddDays(31)}} {
			found, err := o.Visible(o.ctx(), o.as(who), Search{Filter: q})
			o.must(err)
			if hit := slices.ContainsFunc(found.Rows, func(r Row) bool { return r.ID == id }); hit != named {
				t.Errorf("%s finds it by %s: %v", who, what, hit)
			}
		}
		told, err := o.Notifications(o.ctx(), o.as(who).Actor)
		o.must(err)
		if hit := slices.ContainsFunc(told, func(n Notification) bool { return n.Dossier == id }); hit && !named {
			t.Errorf("the notices of %s name it", who)
		}
	}
	if !slices.ContainsFunc(lists("noor"), func(r Row) bool { return r.ID == other && r.Onderwerp != "" }) {
		t.Error("what is not frozen lost its title")
	}
	if _, err := o.Bag(o.ctx(), o.as("hester"), []workflow.DossierID{id}); !Frozen(err) {
		t.Errorf("the bag of what is frozen: %v", err)
	}
}
