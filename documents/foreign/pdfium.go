package foreign

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"paraaf/documents"
)

const (
	// MaxPages is how many pages a foreign paper may have.
	MaxPages = 2000
	// MinSide is the least that PDF/A-2 lets a page measure (ISO 19005-2, 6.1.13), in points.
	MinSide = 3
	// MaxSide bounds a page to about two metres, in points.
	MaxSide = 5700
	// MaxPixels bounds one drawn page.
	MaxPixels = 64 << 20
	// maxNotes is how many annotations of a page are looked at for what they do not show.
	maxNotes = 500
	// memoryPages bounds PDFium to 1 GiB, in pages of 64 KiB.
	memoryPages = 1 << 14
)

// A Reader is a running PDFium. It is not safe for concurrent use.
type Reader struct {
	pool     pdfium.Pool
	instance pdfium.Pdfium
	cache    wazero.CompilationCache
	cancel   context.CancelFunc
}

// NewReader starts PDFium. Its machine code is kept in the folder cache, when
// one is named, since compiling it anew takes seconds. Ending ctx does not stop what PDFium
// is doing: asking it at every turn takes most of the time. Who reads what strangers made
// reads it in a process that can be killed (Apart).
func NewReader(ctx context.Context, cache string) (*Reader, error) {
	r := &Reader{}
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memoryPages)
	if cache != "" {
		c, err := wazero.NewCompilationCacheWithDir(cache)
		if err != nil {
			return nil, fmt.Errorf("open the cache of PDFium: %w", err)
		}
		r.cache = c
		config = config.WithCompilationCache(c)
	}
	ctx, r.cancel = context.WithCancel(ctx)
	var err error
	r.pool, err = webassembly.Init(webassembly.Config{Context: ctx, MinIdle: 0, MaxIdle: 1, MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), RuntimeConfig: config, Stdout: io.Discard, Stderr: io.Discard})
	if err == nil {
		r.instance, err = r.pool.GetInstance(time.Minute)
	}
	if err != nil {
		r.Close()
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	return r, nil
}

// Close stops PDFium.
func (r *Reader) Close() error {
	var errs []error
	if r.instance != nil {
		errs = append(errs, r.instance.Close())
	}
	if r.pool != nil {
		errs = append(errs, r.pool.Close())
	}
	if r.cancel != nil {
		r.cancel()
	}
	if r.cache != nil {
		errs = append(errs, r.cache.Close(context.Background()))
	}
	return errors.Join(errs...)
}

// A Document is an open PDF.
type Document struct {
	r     *Reader
	ref   references.FPDF_DOCUMENT
	Pages int

	unshown map[int]bool // pages
}

// Open opens a PDF. It fails with *documents.Unreadable when it is broken,
// encrypted or too long.
func (r *Reader) Open(data []byte) (*Document, error) {
	opened, err := r.instance.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return nil, &documents.Unreadable{Text: "Deze PDF is met een wachtwoord beveiligd. Sla hem op zonder beveiliging en voeg hem opnieuw toe."}
	case err != nil:
		return nil, &documents.Unreadable{Text: "Deze PDF is beschadigd of geen PDF. Open hem in het programma waarmee hij is gemaakt en bewaar hem opnieuw als PDF."}
	}
	d := &Document{r: r, ref: opened.Document, unshown: map[int]bool{}}
	count, err := r.instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	if err != nil {
		return nil, fmt.Errorf("count pages: %w", err)
	}
	if d.Pages = count.PageCount; d.Pages == 0 || d.Pages > MaxPages {
		d.Close()
		return nil, &documents.Unreadable{Text: fmt.Sprintf("Deze PDF heeft %d pagina's; het moeten er 1 tot %d zijn. Splits hem in kleinere bestanden.", d.Pages, MaxPages)}
	}
	return d, nil
}

// Close closes the document.
func (d *Document) Close() error {
	_, err := d.r.instance.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: d.ref})
	return err
}

// A Box is a rectangle on a page in points, from the lower left corner of the
// visible page as it is shown, rotation included.
type Box struct{ X0, Y0, X1, Y1 float64 }

// Overlaps reports whether two boxes share area.
func (b Box) Overlaps(c Box) bool {
	return b.X0 < c.X1 && c.X0 < b.X1 && b.Y0 < c.Y1 && c.Y0 < b.Y1
}

// A Char is one character as it was drawn.
type Char struct {
	Rune rune
	Box  Box // tight around the glyph; empty for a character that PDFium put between words
	Size float64
	// Generated says that no glyph was drawn for it: a space or line end that
	// PDFium saw between words.
	Generated bool
}

// A Page is what is drawn on one page.
type Page struct {
	Width, Height float64 // points, as shown
	Chars         []Char  // in reading order
	Image         *image.RGBA
	DPI           float64
}

// Read reads page n, from 0, and draws it at dpi dots an inch; at 0 it reads only.
func (d *Document) Read(n int, dpi float64) (Page, error) { return d.page(n, dpi, true) }

// Draw draws page n, from 0, and reads nothing of it.
func (d *Document) Draw(n int, dpi float64) (Page, error) { return d.page(n, dpi, false) }

func (d *Document) page(n int, dpi float64, read bool) (Page, error) {
	in := d.r.instance
	ref, err := d.load(n)
	if err != nil {
		return Page{}, err
	}
	defer in.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: ref})
	page := requests.Page{ByReference: &ref}
	size, err := in.GetPageSize(&requests.GetPageSize{Page: page})
	if err != nil {
		return Page{}, brokenPage(n)
	}
	p := Page{Width: size.Width, Height: size.Height, DPI: dpi}
	if !(p.Width >= MinSide && p.Height >= MinSide) {
		return Page{}, &documents.Unreadable{Text: fmt.Sprintf("Pagina %d is te smal om te tonen (%.1f bij %.1f punten). Bewaar de PDF op een gewoon papierformaat.", n+1, p.Width, p.Height)}
	}
	if p.Width > MaxSide || p.Height > MaxSide || p.Width*p.Height*dpi*dpi/72/72 > MaxPixels {
		return Page{}, &documents.Unreadable{Text: fmt.Sprintf("Pagina %d is te groot om te tonen (%.0f bij %.0f punten). Bewaar de PDF op een gewoon papierformaat.", n+1, p.Width, p.Height)}
	}
	if dpi > 0 {
		drawn, err := in.RenderPageInDPI(&requests.RenderPageInDPI{Page: page, DPI: int(dpi), RenderFlags: enums.FPDF_RENDER_FLAG_ANNOT})
		if err != nil {
			return Page{}, brokenPage(n)
		}
		m, ok := drawn.Result.RenderedImage.(*image.RGBA)
		if !ok {
			drawn.Cleanup()
			return Page{}, fmt.Errorf("draw page %d: no picture in colour", n+1)
		}
		p.Image = clone(m)
		drawn.Cleanup()
	}
	if !read {
		return p, nil
	}
	if err := d.strip(ref); err != nil {
		return Page{}, fmt.Errorf("page %d: %w", n+1, err)
	}
	if p.Chars, err = d.chars(ref, p); err != nil {
		return Page{}, fmt.Errorf("read the text of page %d: %w", n+1, err)
	}
	return p, nil
}

// brokenPage is the answer to a page that PDFium finds and cannot open: the file is at
// fault, as far as anybody can tell.
func brokenPage(n int) error {
	return &documents.Unreadable{Text: fmt.Sprintf("Pagina %d van deze PDF is beschadigd. Open de PDF in het programma waarmee hij is gemaakt en bewaar hem opnieuw als PDF.", n+1)}
}

// load loads a page, with what was filled in and noted on it laid into it: PDFium draws
// no field of a form, and gives the text of no note, before that.
func (d *Document) load(n int) (references.FPDF_PAGE, error) {
	in := d.r.instance
	for flat := false; ; flat = true {
		loaded, err := in.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: d.ref, Index: n})
		if err != nil {
			return "", brokenPage(n)
		}
		if flat {
			return loaded.Page, nil
		}
		page := requests.Page{ByReference: &loaded.Page}
		count, err := in.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: page})
		if err != nil || count.Count == 0 {
			return loaded.Page, nil
		}
		// Drawing makes the appearances that the file leaves to its reader.
		if size, err := in.GetPageSize(&requests.GetPageSize{Page: page}); err == nil && size.Width > 0 && size.Height > 0 && size.Width <= MaxSide && size.Height <= MaxSide {
			if drawn, err := in.RenderPageInDPI(&requests.RenderPageInDPI{Page: page, DPI: 4, RenderFlags: enums.FPDF_RENDER_FLAG_ANNOT}); err == nil {
				drawn.Cleanup()
			}
		}
		d.unshown[n] = d.unshown[n] || d.undrawn(page, count.Count)
		laid, err := in.FPDFPage_Flatten(&requests.FPDFPage_Flatten{Page: page, Usage: requests.FPDFPage_FlattenUsageNormalDisplay})
		if err == nil && laid.Result == responses.FPDFPage_FlattenResultNothingToDo {
			return loaded.Page, nil
		}
		_, closing := in.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
		if err != nil || laid.Result != responses.FPDFPage_FlattenResultSuccess {
			return "", &documents.Unreadable{Text: fmt.Sprintf("Op pagina %d staan velden of aantekeningen die niet te tekenen zijn. Druk de PDF af naar een nieuwe PDF en voeg die toe.", n+1)}
		}
		if closing != nil {
			return "", fmt.Errorf("close page %d: %w", n+1, closing)
		}
	}
}

// Attached gives how many files a PDF holds.
func (d *Document) Attached() int {
	n, err := d.r.instance.FPDFDoc_GetAttachmentCount(&requests.FPDFDoc_GetAttachmentCount{Document: d.ref})
	if err != nil {
		return 0
	}
	return n.AttachmentCount
}

// Unshown reports whether page n, from 0, has a field with a value that is drawn
// nowhere: what it says is in the file and not on the page. It is known once the page
// was read or drawn.
func (d *Document) Unshown(n int) bool { return d.unshown[n] }

// undrawn reports whether a field of a page has a value and no appearance.
func (d *Document) undrawn(page requests.Page, notes int) bool {
	in := d.r.instance
	for i := range min(notes, maxNotes) {
		a, err := in.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: page, Index: i})
		if err != nil {
			continue // it is no annotation
		}
		kind, err := in.FPDFAnnot_GetSubtype(&requests.FPDFAnnot_GetSubtype{Annotation: a.Annotation})
		found := false
		if err == nil && kind.Subtype == enums.FPDF_ANNOT_SUBTYPE_WIDGET {
			drawn, err := in.FPDFAnnot_HasKey(&requests.FPDFAnnot_HasKey{Annotation: a.Annotation, Key: "AP"})
			if err == nil && !drawn.HasKey {
				v, err := in.FPDFAnnot_GetStringValue(&requests.FPDFAnnot_GetStringValue{Annotation: a.Annotation, Key: "V"})
				found = err == nil && v.Value != ""
			}
		}
		in.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: a.Annotation})
		if found {
			return true
		}
	}
	return false
}

// clone copies pixels out of PDFium's memory.
func clone(m *image.RGBA) *image.RGBA {
	c := image.NewRGBA(m.Bounds())
	copy(c.Pix, m.Pix)
	return c
}

// strip takes every ActualText away from what is drawn on a page, forms within
// forms included, so that the text is what the glyphs say.
func (d *Document) strip(page references.FPDF_PAGE) error {
	in := d.r.instance
	count, err := in.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: requests.Page{ByReference: &page}})
	if err != nil {
		return fmt.Errorf("count what is drawn: %w", err)
	}
	for i := range count.Count {
		o, err := in.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: requests.Page{ByReference: &page}, Index: i})
		if err != nil {
			return fmt.Errorf("look at what is drawn: %w", err)
		}
		if err := d.stripObject(o.PageObject, 0); err != nil {
			return err
		}
	}
	return nil
}

func (d *Document) stripObject(o references.FPDF_PAGEOBJECT, depth int) error {
	in := d.r.instance
	marks, err := in.FPDFPageObj_CountMarks(&requests.FPDFPageObj_CountMarks{PageObject: o})
	if err != nil {
		return fmt.Errorf("count marks: %w", err)
	}
	for i := range marks.Count {
		m, err := in.FPDFPageObj_GetMark(&requests.FPDFPageObj_GetMark{PageObject: o, Index: uint64(i)})
		if err != nil {
			return fmt.Errorf("look at a mark: %w", err)
		}
		for _, key := range []string{"ActualText", "Alt", "E"} {
			// Removing what is not there is an error of no interest.
			in.FPDFPageObjMark_RemoveParam(&requests.FPDFPageObjMark_RemoveParam{PageObject: o, PageObjectMark: m.Mark, Key: key})
		}
	}
	kind, err := in.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
	if err != nil || kind.Type != enums.FPDF_PAGEOBJ_FORM || depth > 12 {
		return err
	}
	inner, err := in.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: o})
	if err != nil {
		return fmt.Errorf("count what is drawn in a form: %w", err)
	}
	for i := range inner.Count {
		c, err := in.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: o, Index: uint64(i)})
		if err != nil {
			return fmt.Errorf("look at what is drawn in a form: %w", err)
		}
		if err := d.stripObject(c.PageObject, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// chars reads the characters of a page with their boxes.
func (d *Document) chars(page references.FPDF_PAGE, p Page) ([]Char, error) {
	in := d.r.instance
	loaded, err := in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &page}})
	if err != nil {
		return nil, err
	}
	text := loaded.TextPage
	defer in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text})
	count, err := in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text})
	if err != nil {
		return nil, err
	}
	place, err := d.placing(page, p)
	if err != nil {
		return nil, err
	}
	chars := make([]Char, 0, count.Count)
	for i := range count.Count {
		u, err := in.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
		if err != nil {
			return nil, err
		}
		c := Char{Rune: rune(u.Unicode)}
		if g, err := in.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: text, Index: i}); err == nil {
			c.Generated = g.IsGenerated
		}
		if s, err := in.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: text, Index: i}); err == nil {
			c.Size = s.FontSize
		}
		if b, err := in.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: text, Index: i}); err == nil && !c.Generated {
			c.Box = place(b.Left, b.Bottom, b.Right, b.Top)
		}
		chars = append(chars, c)
	}
	return chars, nil
}

// placing gives the function from coordinates of the page to a Box. It is the
// affine map that PDFium itself draws with, taken from three points, so that
// rotation and cropping are in it.
func (d *Document) placing(page references.FPDF_PAGE, p Page) (func(l, b, r, t float64) Box, error) {
	const fine = 64 // device pixels a point, to lose nothing in rounding
	w, h := int(math.Round(p.Width*fine)), int(math.Round(p.Height*fine))
	at := func(x, y float64) (float64, float64, error) {
		v, err := d.r.instance.FPDF_PageToDevice(&requests.FPDF_PageToDevice{Page: requests.Page{ByReference: &page},
			SizeX: w, SizeY: h, PageX: x, PageY: y})
		if err != nil {
			return 0, 0, err
		}
		return float64(v.DeviceX) / fine, p.Height - float64(v.DeviceY)/fine, nil
	}
	x0, y0, err0 := at(0, 0)
	x1, y1, err1 := at(1000, 0)
	x2, y2, err2 := at(0, 1000)
	if err := errors.Join(err0, err1, err2); err != nil {
		return nil, fmt.Errorf("place text: %w", err)
	}
	point := func(x, y float64) (float64, float64) {
		return x0 + (x1-x0)*x/1000 + (x2-x0)*y/1000, y0 + (y1-y0)*x/1000 + (y2-y0)*y/1000
	}
	return func(l, b, r, t float64) Box {
		ax, ay := point(l, b)
		bx, by := point(r, t)
		return Box{math.Min(ax, bx), math.Min(ay, by), math.Max(ax, bx), math.Max(ay, by)}
	}, nil
}
