package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"paraaf/documents"
	"paraaf/documents/gate"
	"paraaf/documents/redact"
	"paraaf/documents/render"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// A Leaking says that the gate found something in the public files that must
// not be there. Nothing is kept of them.
type Leaking struct {
	Leaks  []gate.Leak
	Places []LeakPlace // for who may see marks: which words, and where they stand
}

// A LeakPlace is one redacted text that still stands in a paper.
type LeakPlace struct {
	Paper         workflow.PaperID
	Name          string
	Word          string
	Span          documents.Span // in the paper
	Before, After string         // words around it
}

func (l *Leaking) Error() string {
	return fmt.Sprintf("%d leaks found in the public files", len(l.Leaks))
}

// Export makes the public files of every paper from the confirmed marks, reads
// them back, has the gate attack them, and records them with their certificate
// in one append: a file that was not found clean is not kept.
// Beside HTML and PDF it makes the forms that are asked for: see AlsoODT.
func (d *Desk) Export(ctx context.Context, ask Ask, id workflow.DossierID, seq int, also ...string) (Receipt, error) {
	return d.export(ctx, ask, id, seq, also, func(workflow.DossierID, int) func() { return func() {} })
}

// export is Export that counts its steps.
func (d *Desk) export(ctx context.Context, ask Ask, id workflow.DossierID, seq int, also []string, counts func(workflow.DossierID, int) func()) (Receipt, error) {
	return d.change(ctx, ask, func() (Receipt, error) {
		x, err := d.load(ctx, ask.Actor, id)
		if err != nil {
			return Receipt{}, err
		}
		if seq != 0 && seq != x.history.Seq {
			return Receipt{}, ErrStale
		}
		// Asked before the work is done: who may not export costs nothing.
		dry, err := d.dryExport(ctx, x)
		if err != nil {
			return Receipt{}, err
		}
		if c := d.May(x.state, ask.Actor, d.clock(), dry); !c.Allowed {
			return Receipt{}, &workflow.Refusal{Rule: c.Rule, Text: c.Why}
		}
		b := d.begin(x, ask)
		made, leaks, unread, err := d.publicFiles(ctx, x, also, counts(id, 2*len(x.judgedPapers())+len(also)*len(x.public())))
		if err != nil {
			return Receipt{}, err
		}
		if len(leaks) > 0 {
			leaking := &Leaking{Leaks: leaks}
			if d.explain(x.state, ask.Actor, workflow.ActionSeeMarks).Allowed {
				leaking.Places, err = d.leakPlaces(ctx, x)
			}
			if err != nil {
				return Receipt{}, err
			}
			return Receipt{}, leaking
		}
		if err := d.mayStill(ctx, &b.ask, id); err != nil { // the work took minutes
			return Receipt{}, err
		}
		certificate, err := json.Marshal(gate.Certify(made, unread, d.today()))
		if err != nil {
			return Receipt{}, fmt.Errorf("write a certificate: %w", err)
		}
		digest, err := b.store(soortCertificate, certificate)
		if err != nil {
			return Receipt{}, err
		}
		c := workflow.RecordExport{Seen: x.state.MarksDigest(), Certificate: digest}
		for _, m := range made {
			salt, err := d.book.NewSalt()
			if err != nil {
				return Receipt{}, err
			}
			p := journal.Published{Digest: journal.PublicDigest(m.Data), Dossier: id, Paper: workflow.PaperID(m.Paper), Format: m.Format, Bytes: m.Data, Salt: salt, Certificate: digest}
			b.batch.Published = append(b.batch.Published, p)
			c.Files = append(c.Files, workflow.PublicFile{Paper: p.Paper, Format: p.Format, Digest: p.Digest, Size: len(m.Data)})
		}
		full, err := carries(c, func() (workflow.Marked, error) { return d.marked(ctx, x) })
		if err != nil {
			return Receipt{}, err
		}
		if err := b.apply(full); err != nil {
			return Receipt{}, err
		}
		return b.append(ctx)
	})
}

// AlsoODT asks for our own papers as OpenDocument Text as well.
const AlsoODT = "odt"

// soortCertificate is the form under which a certificate is stored.
const soortCertificate documents.Soort = "certificaat"

// dryExport is the command as it would be, for asking whether it may.
func (d *Desk) dryExport(ctx context.Context, x *dossier) (workflow.Command, error) {
	dry := workflow.RecordExport{Seen: x.state.MarksDigest()}
	for _, c := range workflow.Candidates(x.state, workflow.Actor{}) {
		if e, ok := c.(workflow.RecordExport); ok {
			dry = e
		}
	}
	return carries(dry, func() (workflow.Marked, error) { return d.marked(ctx, x) })
}

// publicFiles makes HTML and PDF of each paper's public version, and ODT when that is asked, and lets the
// gate look for every redacted word of the whole dossier in every one of them.
// Of what the gate could not examine only pictures of pages may leave, and only
// those that people looked at: unread says which.
func (d *Desk) publicFiles(ctx context.Context, x *dossier, also []string, done func()) ([]gate.Artefact, []gate.Leak, []gate.Unexamined, error) {
	var made []gate.Artefact
	var secrets []string
	var bare, drawn []string // files without and with pictures of their own
	for _, ref := range x.public() {
		ms, _, err := d.frozenMarks(ctx, x, ref.ID)
		if err != nil {
			return nil, nil, nil, err
		}
		if !x.state.Made(ref.ID) {
			continue // neither judged nor made
		}
		p, ms := x.leaving(ref.ID, ms)
		public, err := redact.Apply(p, ms)
		if err != nil {
			return nil, nil, nil, fmt.Errorf("redact %s: %w", ref.ID, err)
		}
		o := render.PublicOptions{House: d.House}
		if o.Images, err = d.picturesOf(ctx, x.history.ID, public.Content()); err != nil {
			return nil, nil, nil, err
		}
		var names []string
		for _, form := range publicForms {
			if form.asked && !slices.Contains(also, form.format) {
				continue
			}
			data, err := form.render(public, o)
			if err != nil {
				return nil, nil, nil, fmt.Errorf("render %s as %s: %w", ref.ID, form.format, err)
			}
			a := gate.Artefact{Paper: string(ref.ID), Format: form.format, Name: publicName(ref.ID, form.format), Data: data}
			made, names = append(made, a), append(names, a.Name)
		}
		secrets = append(secrets, redact.Secrets(p, ms)...)
		if len(o.Images) > 0 {
			drawn = append(drawn, names...)
		} else {
			bare = append(bare, names...)
		}
	}
	annexes, hidden, looked, err := d.publicAnnexes(ctx, x, done)
	if err != nil {
		return nil, nil, nil, err
	}
	made, secrets = append(made, annexes...), append(secrets, hidden...)
	if err := d.seal(ctx, made); err != nil {
		return nil, nil, nil, err
	}
	found, skipped := make([][]gate.Leak, len(made)), make([][]gate.Unexamined, len(made))
	err = together(len(made), func(i int) error {
		m := made[i]
		leaks, unread, err := gate.ExamineSeen(d.eyes(ctx), m.Name, m.Data, secrets, true)
		if err != nil {
			return fmt.Errorf("examine %s: %w", m.Name, err)
		}
		for _, u := range unread {
			by, ok := gate.Vouched(u, looked)
			if !ok && u.Where == gate.InImage && slices.Contains(bare, m.Name) {
				continue // the picture is the logo: who mounted the style of the house looked at it
			}
			if !ok && u.Where == gate.InImage && slices.Contains(drawn, m.Name) {
				by, ok = lookedByReaders(u, m.Name), true
			}
			if !ok {
				return fmt.Errorf("examine %s: %d parts could not be examined", m.Name, len(unread))
			}
			skipped[i] = append(skipped[i], by)
		}
		found[i] = leaks
		done()
		return nil
	})
	if err != nil {
		return nil, nil, nil, err
	}
	lost, err := d.lacking(x, made)
	return made, append(slices.Concat(found...), lost...), slices.Concat(skipped...), err
}

// publicForms are what a public version is made as.
var publicForms = []struct {
	format string
	asked  bool // only when somebody asks for it
	render func(redact.Public, render.PublicOptions) ([]byte, error)
}{{"html", false, render.PublicHTML}, {"pdf", false, render.PublicPDF}, {AlsoODT, true, render.PublicODT}}

// seal puts the seal of the organisation under every PDF.
func (d *Desk) seal(ctx context.Context, made []gate.Artefact) error {
	if d.Seal == nil {
		return nil
	}
	for i, m := range made {
		if m.Format != "pdf" {
			continue
		}
		sealed, err := d.Seal.Apply(ctx, m.Data, d.clock())
		if err != nil {
			return fmt.Errorf("seal %s: %w", m.Name, err)
		}
		made[i].Data = sealed
	}
	return nil
}

// together does n things, as many at a time as there are processors, and gives the
// first error.
func together(n int, do func(i int) error) error {
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		g.Go(func() error { return do(i) })
	}
	return g.Wait()
}

// eyes see finished files as they are drawn; nil where nothing can draw them.
func (d *Desk) eyes(ctx context.Context) gate.Eyes {
	if d.annexes == nil {
		return nil
	}
	return func(data []byte, pages []int) ([]gate.Sight, error) { return d.annexes.foreign.Look(ctx, data, pages) }
}

// leakPlaces gives where a paper, as it would go out, still shows what is
// redacted somewhere in the dossier, at most maxLeakPlaces of them.
func (d *Desk) leakPlaces(ctx context.Context, x *dossier) ([]LeakPlace, error) {
	marks := map[workflow.PaperID][]documents.Mark{}
	var words []string
	for _, ref := range x.public() {
		ms, _, err := d.frozenMarks(ctx, x, ref.ID)
		if err != nil {
			return nil, err
		}
		marks[ref.ID] = ms
		words = append(words, redact.Secrets(x.texts[ref.ID].paper, ms)...)
	}
	for _, ref := range x.attached() {
		m, err := d.fixedAnnex(ctx, x, ref.ID)
		if err != nil {
			return nil, err
		}
		words = append(words, redact.Secrets(x.texts[ref.ID].paper, m.Marks)...)
	}
	var out []LeakPlace
	for _, ref := range x.public() {
		p := x.texts[ref.ID].paper
		found, err := redact.Readable(p, marks[ref.ID], words)
		if err != nil {
			return nil, fmt.Errorf("read what stays of %s: %w", ref.ID, err)
		}
		for _, f := range found {
			l := LeakPlace{Paper: ref.ID, Name: paperTitle(ref.ID, ref.Soort), Word: string(p.Bytes()[f.Start:f.End]), Span: f.Span}
			l.Before, l.After = around(p.Bytes(), f.Span)
			if out = append(out, l); len(out) == maxLeakPlaces {
				return out, nil
			}
		}
	}
	return out, nil
}

// maxLeakPlaces bounds what one page lists: who mends these looks again.
const maxLeakPlaces = 100

// publicName is the file name of a public file. Nothing in it comes from the
// text of the paper.
func publicName(paper workflow.PaperID, format string) string {
	name := string(paper)
	if soort, _, ok := placeOf(paper); ok && soort == documents.SoortNota {
		name = "beslis" + name // "beslisnota", "beslisnota-2"
	}
	return name + "." + format
}

// publicViews lists the exported files.
func publicViews(s workflow.State) []PublicView {
	if s.Export == nil {
		return nil
	}
	var out []PublicView
	for _, f := range s.Export.Files {
		out = append(out, PublicView{Paper: f.Paper, Format: f.Format, Name: publicName(f.Paper, f.Format), Size: f.Size, Digest: f.Digest})
	}
	return out
}

// PublicFile gives an exported file and the name it is offered under.
func (d *Desk) PublicFile(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, format string) ([]byte, string, error) {
	x, err := d.loadWhole(ctx, ask.Actor, id)
	if err != nil {
		return nil, "", err
	}
	if r := x.state.Recalled(); r != nil {
		return nil, "", r
	}
	for _, v := range publicViews(x.state) {
		if v.Paper != paper || v.Format != format {
			continue
		}
		p, err := d.book.PublicFile(ctx, v.Digest)
		if err != nil {
			return nil, "", fmt.Errorf("load public file: %w", err)
		}
		return p.Bytes, v.Name, d.log(ctx, ask, id, documents.Digest{}, workflow.ActionDownload, "ok")
	}
	return nil, "", ErrNotFound
}

// Source gives the bytes of a paper as they lie there, byte for byte as they
// came, and a name that tells nothing. It is written to the read log first.
func (d *Desk) Source(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID) ([]byte, string, error) {
	_, ref, t, err := d.open(ctx, ask.Actor, id, paper)
	if err != nil {
		return nil, "", err
	}
	return t.paper.Bytes(), string(paper) + ".md", d.log(ctx, ask, id, ref.Digest, workflow.ActionDownload, "ok")
}

// PDF gives a paper in its internal form, with the block of parafen.
func (d *Desk) PDF(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID) ([]byte, string, error) {
	x, ref, _, err := d.open(ctx, ask.Actor, id, paper)
	if err != nil {
		return nil, "", err
	}
	pdf, err := d.printed(ctx, x, ref)
	if err != nil {
		return nil, "", err
	}
	return pdf, string(paper) + ".pdf", d.log(ctx, ask, id, ref.Digest, workflow.ActionDownload, "ok")
}

// open gives one paper that the actor may see.
func (d *Desk) open(ctx context.Context, by workflow.Actor, id workflow.DossierID, paper workflow.PaperID) (*dossier, workflow.PaperRef, text, error) {
	x, err := d.load(ctx, by, id)
	if err != nil {
		return nil, workflow.PaperRef{}, text{}, err
	}
	shown := x.papers
	if !d.explain(x.state, by, workflow.ActionSeeDossier).Allowed {
		shown = shown.Letter()
	}
	ref, there := shown.Find(paper)
	if !there || ref.Soort == documents.SoortBijlage {
		return nil, workflow.PaperRef{}, text{}, ErrNotFound
	}
	return x, ref, x.texts[paper], nil
}

// loadWhole gives a dossier to who may see all of it.
func (d *Desk) loadWhole(ctx context.Context, by workflow.Actor, id workflow.DossierID) (*dossier, error) {
	x, err := d.load(ctx, by, id)
	if err != nil {
		return nil, err
	}
	if !d.explain(x.state, by, workflow.ActionSeeDossier).Allowed {
		return nil, ErrNotFound
	}
	return x, nil
}

// markOf is what stands on every page of internal print: the rubricering.
func markOf(s workflow.State) string {
	if s.Rubricering == workflow.GeenRubricering {
		return ""
	}
	return s.Rubricering.Name()
}

// parafen lists who assented and when, for the internal print of the nota.
func (d *Desk) parafen(ctx context.Context, x *dossier, ref workflow.PaperRef) (render.PDFOptions, error) {
	o := render.PDFOptions{House: d.House, Mark: markOf(x.state)}
	if ref.Soort != documents.SoortNota {
		return o, nil
	}
	dir, err := d.directory(ctx)
	if err != nil {
		return o, err
	}
	for _, st := range x.state.Route.Stations() {
		a := x.state.Stands(st.ID)
		if a == nil {
			continue
		}
		namens := dir.person(ctx, a.Namens)
		if a.How != "" {
			namens += " (" + string(a.How) + ")"
		}
		o.Parafen = append(o.Parafen, render.Paraaf{Function: dir.title(st), Name: dir.person(ctx, a.By), Namens: namens,
			Verdict: string(a.Verdict), On: workflow.CivilDay(a.At)})
	}
	return o, nil
}
