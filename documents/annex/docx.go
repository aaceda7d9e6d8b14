package annex

import (
	"path"
	"slices"
	"strings"
)

// A docxReader reads WordprocessingML (ISO/IEC 29500). Elements that it does not
// know are gone through for what they hold: text is never lost to a wrapper.
type docxReader struct {
	*collector
	main     string // the part that is read, "word/document.xml"
	rels     map[string]relation
	styles   map[string]*docxStyle
	levels   map[string]*[9]docxLevel // by abstract number
	nums     map[string]docxNum
	counters map[string]*[9]docxCount // by abstract number
	used     map[string]bool          // levels of numbers whose own start was taken, lists that were told of
	comments map[string]string
	bodies   map[string]*elem // of notes, by kind and id
	fields   []*docxField
	indents  []docxIndent // of the lists that are open
	inNote   bool
	change   *changes
	merge    []span // of a paragraph whose end was deleted
}

type relation struct {
	kind, target string
	external     bool
}

func readDOCX(c *collector) error {
	d := &docxReader{collector: c, styles: map[string]*docxStyle{}, levels: map[string]*[9]docxLevel{}, nums: map[string]docxNum{},
		counters: map[string]*[9]docxCount{}, used: map[string]bool{}, comments: map[string]string{}, bodies: map[string]*elem{}, change: &changes{}}
	roots, err := d.relations("")
	if err != nil {
		return err
	}
	d.main = "word/document.xml"
	for _, r := range roots {
		if r.kind == "officeDocument" && !r.external {
			d.main = strings.TrimPrefix(path.Join("/", r.target), "/")
		}
	}
	root, err := d.tree(d.main)
	if err != nil {
		return err
	}
	body := root.child("w:body")
	if root == nil || root.name != "w:document" || body == nil {
		return damaged()
	}
	if d.rels, err = d.relations(d.main); err != nil {
		return err
	}
	if err := d.furniture(); err != nil {
		return err
	}
	d.blocks(body)
	d.flush()
	for _, id := range sortedKeys(d.comments) { // answers, and those on words that were deleted
		d.tellComment(id)
	}
	return d.headers(body)
}

// relations reads what a part refers to, "" for the package itself.
func (d *docxReader) relations(part string) (map[string]relation, error) {
	dir, name := path.Split(part)
	root, err := d.tree(dir + "_rels/" + name + ".rels")
	if err != nil || root == nil {
		return nil, err
	}
	out := map[string]relation{}
	for _, r := range root.kids {
		if r.name == "" {
			continue
		}
		_, kind := path.Split(r.attr("Type"))
		rel := relation{kind: kind, target: r.attr("Target"), external: r.attr("TargetMode") == "External"}
		out[r.attr("Id")] = rel
		if rel.external && (kind == "attachedTemplate" || kind == "oleObject" || kind == "subDocument" || kind == "frame" || kind == "aFChunk") {
			d.report(Embedded, "Het bestand verwijst naar een bestand daarbuiten. Dat is niet geopend.", "")
		}
	}
	return out, nil
}

// inside gives the part that a relation of the main part means, or "".
func (d *docxReader) inside(r relation) string {
	if r.external || r.target == "" {
		return ""
	}
	if strings.HasPrefix(r.target, "/") {
		return strings.TrimPrefix(path.Clean(r.target), "/")
	}
	return path.Join(path.Dir(d.main), r.target)
}

// part reads the first part of a kind that the main part refers to.
func (d *docxReader) part(kind string) (*elem, error) {
	for _, id := range sortedKeys(d.rels) {
		if r := d.rels[id]; r.kind == kind {
			return d.tree(d.inside(r))
		}
	}
	return nil, nil
}

func sortedKeys[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// furniture reads styles, numbers, comments and notes.
func (d *docxReader) furniture() error {
	root, err := d.part("styles")
	if err != nil {
		return err
	}
	if root != nil {
		for _, s := range root.kids {
			if s.name == "w:style" {
				d.styles[s.attr("w:styleId")] = &docxStyle{name: s.child("w:name").attr("w:val"), based: s.child("w:basedOn").attr("w:val"), el: s}
			}
		}
	}
	if root, err = d.part("numbering"); err != nil {
		return err
	}
	d.numbering(root)
	if root, err = d.part("comments"); err != nil {
		return err
	}
	if root != nil {
		for _, c := range root.kids {
			if c.name == "w:comment" {
				d.comments[c.attr("w:id")] = shown(c)
			}
		}
	}
	for _, kind := range []string{"footnote", "endnote"} {
		if root, err = d.part(kind + "s"); err != nil {
			return err
		}
		if root == nil {
			continue
		}
		for _, n := range root.kids {
			if n.name == "w:"+kind && n.attr("w:type") != "separator" && n.attr("w:type") != "continuationSeparator" {
				d.bodies[kind+" "+n.attr("w:id")] = n
			}
		}
	}
	return nil
}

// shown gives the words of a part as plain text, paragraphs apart.
func shown(e *elem) string {
	var b strings.Builder
	var add func(*elem)
	add = func(e *elem) {
		switch e.name {
		case "w:t", "m:t":
			b.WriteString(e.words())
			return
		case "w:tab", "w:br":
			b.WriteByte(' ')
		case "w:del", "w:moveFrom", "w:instrText", "mc:Fallback":
			return
		}
		for _, k := range e.kids {
			add(k)
		}
		if e.name == "w:p" {
			b.WriteByte(' ')
		}
	}
	add(e)
	return strings.TrimSpace(b.String())
}

// headers looks at what runs along on every page. The head of the first page is where
// some sjablonen keep the colophon, so what has known labels there is taken in; the rest is told when the
// paper does not say it.
func (d *docxReader) headers(body *elem) error {
	all := d.folded()
	first := map[string]bool{}
	var sections func(*elem)
	sections = func(e *elem) {
		for _, k := range e.kids {
			switch k.name {
			case "w:sectPr":
				for _, h := range k.kids {
					if h.name == "w:headerReference" && h.attr("w:type") == "first" {
						first[h.attr("r:id")] = true
					}
				}
			case "w:p", "w:pPr":
				sections(k)
			}
		}
	}
	sections(body)
	rels := d.rels
	for _, id := range sortedKeys(rels) {
		r := rels[id]
		if r.kind != "header" && r.kind != "footer" {
			continue
		}
		part := d.inside(r)
		root, err := d.tree(part)
		if err != nil {
			return err
		}
		if root == nil {
			continue
		}
		if d.rels, err = d.relations(part); err != nil {
			return err
		}
		quiet := collector{parcel: d.parcel, count: map[ReportKind]int{}}
		outer := d.collector
		d.collector = &quiet
		pieces := d.aside("", root)
		d.collector, d.rels = outer, rels
		take := d.running(pieces, all, first[id])
		d.pieces = append(take, d.pieces...)
	}
	return nil
}
