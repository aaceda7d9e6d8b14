package desk

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"paraaf/documents"
	"paraaf/documents/gate"
	"paraaf/documents/markdown"
	"paraaf/documents/publish"
	"paraaf/documents/redact"
	"paraaf/workflow"
)

// Bundle gives the publication as one ZIP: every exported file, the
// inventarislijst in both column sets as CSV and XLSX, DiWoo and MDTO metadata,
// the certificate and the digests. It is made anew from what was recorded, is
// attacked like any artefact before it goes out, and is the same every time.
func (d *Desk) Bundle(ctx context.Context, ask Ask, id workflow.DossierID) ([]byte, string, error) {
	x, err := d.loadWhole(ctx, ask.Actor, id)
	if err != nil {
		return nil, "", err
	}
	if x.state.Export == nil {
		return nil, "", ErrNotFound
	}
	if r := x.state.Recalled(); r != nil {
		return nil, "", r
	}
	if r := x.state.Embargoed(d.today()); r != nil {
		return nil, "", r
	}
	files, rows, secrets, err := d.publication(ctx, x)
	if err != nil {
		return nil, "", err
	}
	for _, set := range []publish.Columns{publish.Inventarislijst, publish.Productierapport} {
		list, err := publish.CSV(rows, set)
		if err != nil {
			return nil, "", err
		}
		book, err := publish.XLSX(rows, set)
		if err != nil {
			return nil, "", err
		}
		files = append(files, publish.File{Name: string(set) + ".csv", Data: list}, publish.File{Name: string(set) + ".xlsx", Data: book})
	}
	certificate, err := d.book.Paper(ctx, x.state.Export.Certificate)
	if err != nil {
		return nil, "", fmt.Errorf("load the certificate: %w", err)
	}
	files = append(files, publish.File{Name: "certificaat.json", Data: certificate.Bytes})
	zip, err := publish.Bundle(files)
	if err != nil {
		return nil, "", err
	}
	leaks, unread, err := gate.Examine(bundleName, zip, secrets, true)
	if err != nil {
		return nil, "", err
	}
	// The pages of annexes are pictures, and a house has a logo; each was examined, or looked at,
	// when it was made, and is what it was.
	unread = slices.DeleteFunc(unread, func(u gate.NotExamined) bool { return u.Where == gate.InImage })
	if len(leaks) > 0 || len(unread) > 0 {
		return nil, "", &Leaking{Leaks: leaks}
	}
	return zip, bundleName, d.log(ctx, ask, id, documents.Digest{}, workflow.ActionDownload, "ok")
}

// bundleName is the file name of a publication.
const bundleName = "publicatie.zip"

// publication gathers the exported files with their metadata, the rows of the
// inventarislijst, and what must not be found in any of it.
func (d *Desk) publication(ctx context.Context, x *dossier) (files []publish.File, rows []publish.Document, secrets []string, err error) {
	formats := map[string]publish.Term{"pdf": publish.FormatPDF, "html": publish.FormatHTML, AlsoODT: publish.FormatODT}
	public := map[workflow.PaperID]redact.Public{}
	for _, ref := range x.public() {
		ms, _, err := d.frozenMarks(ctx, x, ref.ID)
		if err != nil {
			return nil, nil, nil, err
		}
		p, ms := x.leaving(ref.ID, ms)
		if public[ref.ID], err = redact.Apply(p, ms); err != nil {
			return nil, nil, nil, err
		}
		secrets = append(secrets, redact.Secrets(p, ms)...)
	}
	attached, hidden, err := d.attachedRows(ctx, x, public)
	if err != nil {
		return nil, nil, nil, err
	}
	secrets = append(secrets, hidden...)
	type object struct {
		meta  attachedRow
		files []string
	}
	objects, order := map[workflow.PaperID]*object{}, []workflow.PaperID{}
	for _, v := range publicViews(x.state) {
		stored, err := d.book.PublicFile(ctx, v.Digest)
		if err != nil {
			return nil, nil, nil, fmt.Errorf("load public file: %w", err)
		}
		meta, isAnnex := attached[v.Paper]
		if !isAnnex {
			meta.Metadata = d.metadata(x, public[v.Paper])
			if v.Paper == workflow.PaperAantekening { // it has no subject of its own
				meta.Metadata = d.about(x, public)
				meta.Valuation = d.valuation(x, documents.SoortAantekening)
				meta.Title = "Aantekening van de bewindspersoon bij: " + meta.Title
			}
			meta.grounds, meta.gone = public[v.Paper].Grounds(), public[v.Paper].Gelakt() > 0
		}
		meta.Format = formats[v.Format]
		if v.Format == "pdf" { // every paper has it: a document is one row, in whatever forms it is offered
			row := publish.Document{ID: documentID(v.Paper), Number: fmt.Sprint(len(rows) + 1), Matter: meta.Identifier, Name: v.Name, FileType: meta.Format.Label,
				Date: meta.Created, Beoordeling: publish.Openbaar, Grounds: meta.grounds, Besluit: meta.Title}
			if meta.gone {
				row.Beoordeling = publish.DeelsOpenbaar
			}
			rows = append(rows, row)
		}
		beside := string(v.Paper) + "-" + v.Format
		files = append(files, publish.File{Name: v.Name, Data: stored.Bytes})
		if _, known := publish.Ministry(string(x.state.Organisation.Ministry())); !known {
			continue // a house without an entry in TOOI publishes elsewhere
		}
		data, err := publish.DiWoo(meta.Metadata)
		if err != nil {
			return nil, nil, nil, err
		}
		files = append(files, publish.File{Name: beside + ".diwoo.xml", Data: data})
		about, err := publish.MDTOFile(meta.Metadata, publish.File{Name: v.Name, Data: stored.Bytes}, workflow.CivilDay(x.state.Export.At))
		if err != nil {
			return nil, nil, nil, err
		}
		files = append(files, publish.File{Name: beside + ".mdto.xml", Data: about})
		known := objects[v.Paper]
		if known == nil {
			known = &object{meta: meta}
			objects[v.Paper], order = known, append(order, v.Paper)
		}
		known.files = append(known.files, v.Name)
	}
	for _, id := range order {
		data, err := publish.MDTO(objects[id].meta.Metadata, objects[id].meta.grounds, objects[id].files)
		if err != nil {
			return nil, nil, nil, err
		}
		files = append(files, publish.File{Name: string(id) + ".mdto.xml", Data: data})
	}
	for _, ref := range x.attached() {
		a := attached[ref.ID]
		if !a.withheld || x.state.IsAlreadyPublic(ref.ID) {
			continue
		}
		rows = append(rows, withheldRow(ref.ID, len(rows)+1, a.Metadata, a.Title, a.grounds))
	}
	for _, n := range x.state.NietOpenbaar {
		about := d.about(x, public)
		rows = append(rows, withheldRow(n.Paper, len(rows)+1, about, about.Title, n.Grounds))
	}
	rows, err = d.alreadyRows(ctx, x, rows)
	return files, rows, secrets, err
}

// documentID names a document on the list: as its files are named, without their ending.
func documentID(paper workflow.PaperID) string { return strings.TrimSuffix(publicName(paper, ""), ".") }

// alreadyRows adds what is public already, with where it stands: at an address,
// or with this publication as the paper that says the same.
func (d *Desk) alreadyRows(ctx context.Context, x *dossier, rows []publish.Document) ([]publish.Document, error) {
	for _, a := range x.state.Already {
		link, err := d.remark(ctx, a.Link)
		if err != nil {
			return nil, err
		}
		row := publish.Document{ID: documentID(a.Paper), Number: fmt.Sprint(len(rows) + 1), Matter: rows[0].Matter, Name: documentID(a.Paper), Date: rows[0].Date, Beoordeling: publish.ReedsOpenbaar, Link: link, Besluit: rows[0].Besluit}
		if a.As != "" {
			row.Explanation, row.Related = "Gelijk aan "+documentID(a.As), []string{documentID(a.As)}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// An attachedRow is what the list and the platform are told of an annex.
type attachedRow struct {
	publish.Metadata
	grounds  []documents.Ground
	gone     bool // something was taken out
	withheld bool // nothing of it is public
}

// attachedRows gives of every annex what is said of it, in words of the public
// version of the letter or nota that it goes with, and what must not be found.
func (d *Desk) attachedRows(ctx context.Context, x *dossier, public map[workflow.PaperID]redact.Public) (map[workflow.PaperID]attachedRow, []string, error) {
	out := map[workflow.PaperID]attachedRow{}
	if len(x.attached()) == 0 {
		return out, nil, nil
	}
	about := d.about(x, public)
	var secrets []string
	for _, ref := range x.attached() {
		m, err := d.fixedAnnex(ctx, x, ref.ID)
		if err != nil {
			return nil, nil, err
		}
		row := attachedRow{Metadata: about, withheld: m.Withheld != nil, gone: len(m.Boxes) > 0}
		row.Valuation = d.valuation(x, documents.SoortBijlage)
		row.Title = paperTitle(ref.ID, ref.Soort) + " bij: " + row.Title
		for _, mark := range m.drawnMarks() {
			row.grounds = append(row.grounds, mark.Grounds...)
		}
		slices.Sort(row.grounds)
		row.grounds = slices.Compact(row.grounds)
		out[ref.ID] = row
		if len(m.Marks) == 0 {
			continue
		}
		a, err := d.annexed(ctx, annexTask{x.history.ID, ref, x.state.Opsteller})
		if err != nil {
			return nil, nil, err
		}
		secrets = append(secrets, redact.Secrets(a.paper, m.Marks)...)
	}
	return out, secrets, nil
}

// valuation gives how long a paper of a kind is kept, as the selectielijst of the house in
// force has it; the zero Valuation where none was loaded that names it.
func (d *Desk) valuation(x *dossier, soort documents.Soort) publish.Valuation {
	list := d.now.Load().selection[x.state.Organisation.Ministry()]
	r, known := list.For(soort)
	if !known {
		return publish.Valuation{}
	}
	return publish.Valuation{List: list.Name, Item: r.Item, Years: r.Years}
}

// about gives the metadata of the paper in whose words others are named. A nota of which nothing
// becomes public and that goes without a letter has no words to give: what kind it is, when it
// was, and the number of the register.
func (d *Desk) about(x *dossier, public map[workflow.PaperID]redact.Public) publish.Metadata {
	ref := x.names()
	m := d.metadata(x, public[ref.ID])
	if x.state.IsNietOpenbaar(ref.ID) {
		m.Title = paperTitle(ref.ID, ref.Soort)
		if !registered.MatchString(m.Identifier) {
			m.Identifier = ""
		}
	}
	return m
}

// registered is a kenmerk as registers give them. Its field takes any text, and whatever else
// stands there is words.
var registered = regexp.MustCompile(`^(?:[A-Z]+ ?[-/] ?)*[A-Z]*[0-9]{4,}(?: ?[-/] ?[A-Z0-9]+)*$`)

// names gives the paper in whose words others are named: what goes to the Kamer is public
// in any case.
func (x *dossier) names() workflow.PaperRef {
	if letter := x.papers.Letter(); len(letter) > 0 {
		return letter[0]
	}
	return x.written()[0]
}

// withheldRow is the row of a paper of which nothing becomes public: that it is there, and
// on which grounds.
func withheldRow(id workflow.PaperID, n int, about publish.Metadata, besluit string, grounds []documents.Ground) publish.Document {
	var why []string
	for _, g := range grounds {
		why = append(why, redact.Article(g)+" ("+g.Title()+")")
	}
	return publish.Document{ID: documentID(id), Number: fmt.Sprint(n), Matter: about.Identifier, Name: documentID(id), Date: about.Created, Beoordeling: publish.NietOpenbaar, Grounds: grounds,
		Besluit: besluit, Explanation: "Niet openbaar op grond van " + strings.Join(why, " en ") + ", van de Wet open overheid."}
}

// metadata says of a public paper what the platform asks, in words that stand
// in the public version.
func (d *Desk) metadata(x *dossier, p redact.Public) publish.Metadata {
	says := map[documents.Field]string{}
	for _, f := range p.Content().Fields {
		says[f.Key] = markdown.PlainText(f.Value)
	}
	publisher, _ := publish.Ministry(string(x.state.Organisation.Ministry()))
	m := publish.Metadata{Publisher: publisher, Category: publish.IngekomenStukken, Decided: workflow.Amsterdam(x.state.Besluit.At), Created: workflow.CivilDay(x.state.Besluit.At)}
	if x.state.Sending != nil {
		m.Created = x.state.Sending.Date
	}
	switch p.Soort() {
	case documents.SoortNota:
		m.Soort, m.Title, m.Identifier = publish.SoortBeslisnota, "Beslisnota bij "+says[documents.FieldOnderwerp], says[documents.FieldKenmerk]
	default:
		m.Soort, m.Title, m.Identifier = publish.SoortKamerbrief, "Kamerbrief over "+says[documents.FieldBetreft], says[documents.FieldOnsKenmerk]
	}
	m.Valuation = d.valuation(x, p.Soort())
	for _, st := range x.state.Route.Beside {
		if t, known := publish.Ministry(string(st.Seat.Organisation.Ministry())); known && (st.Kind == workflow.AskMedeakkoord || st.Kind == workflow.AskMedeondertekening) {
			m.Mede = append(m.Mede, t)
		}
	}
	return m
}
