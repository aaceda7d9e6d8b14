package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path"
	"strings"
	"unicode/utf8"

	"paraaf/documents"
	"paraaf/documents/markdown"
	"paraaf/documents/pdf"
)

// A House is a ministry's style as data that it mounts itself. It dresses papers and
// is no part of them: what it adds stands in no paper's bytes.
type House struct {
	Name    string      // printed above the first page: "Ministerie van ..."
	Accent  pdf.Color   // of headings and links; black is the neutral blue
	Family  *pdf.Family // typeface; nil is Source Sans 3
	Logo    []byte      // PNG or JPEG, drawn above the first page instead of Name
	LogoAlt string      // what the logo shows

	// LogoWidth is the width of the logo in points; 0 is 150.
	LogoWidth float64
	// Colofon is what stands in the column beside the first page of every paper, above what the
	// paper says there itself: addresses, a site.
	Colofon []HouseLine
	// Retouradres stands above the addressee of a letter that has none of its own.
	Retouradres string
}

// A HouseLine is one entry of the colophon: a label, which may be empty, and lines.
type HouseLine struct {
	Label string
	Lines []string
}

// Looks is the house's colour and typeface without its sender: for files that come
// back, where what a house adds would be read as text of the paper. nil gives nil.
func (h *House) Looks() *House {
	if h == nil {
		return nil
	}
	return &House{Accent: h.Accent, Family: h.Family}
}

// returnTo is the return address of a letter that has none of its own, or "".
func (h *House) returnTo(c markdown.Content) string {
	if _, own := c.Field("retouradres"); own || h.Retouradres == "" || c.Soort != documents.SoortKamerbrief {
		return ""
	}
	return "> Retouradres " + h.Retouradres
}

// What a house style may weigh, in bytes, and hold.
const (
	maxHouseFile  = 4 << 20
	maxHouseLines = 12
	maxHouseWords = 80 // runes of one line
)

// houseForm is the form of house.json.
type houseForm struct {
	Name        string  `json:"name"`
	Accent      string  `json:"accent"`
	Logo        string  `json:"logo"`
	LogoAlt     string  `json:"logo_alt"`
	LogoWidthMM float64 `json:"logo_width_mm"`
	Retouradres string  `json:"retouradres"`
	Fonts       *struct {
		Name       string `json:"name"`
		Regular    string `json:"regular"`
		Bold       string `json:"bold"`
		Italic     string `json:"italic"`
		BoldItalic string `json:"bold_italic"`
	} `json:"fonts"`
	Colofon []struct {
		Label string   `json:"label"`
		Lines []string `json:"lines"`
	} `json:"colofon"`
}

// LoadHouse reads a house style from a folder: house.json, and the logo and typefaces
// that it names beside it. Everything is checked: that fonts can and may be
// embedded and know the letters of Dutch, that the colour of headings can be read on white
// (4.5 to 1, WCAG 2.2 criterion 1.4.3), that the logo has a description. It fails with
// *documents.Unreadable, which says in Dutch what is wrong and where.
func LoadHouse(dir fs.FS) (*House, error) {
	raw, err := houseFile(dir, "house.json")
	if err != nil {
		return nil, err
	}
	var f houseForm
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, houseFault("house.json is niet te lezen: %v.", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, houseFault("house.json bevat meer dan één object.")
	}
	h := &House{Name: f.Name, LogoAlt: strings.TrimSpace(f.LogoAlt), Retouradres: f.Retouradres, LogoWidth: f.LogoWidthMM * 72 / 25.4}
	if strings.TrimSpace(f.Name) == "" {
		return nil, houseFault(`house.json: "name" ontbreekt. Vul de naam van het ministerie in.`)
	}
	for what, s := range map[string]string{"name": f.Name, "retouradres": f.Retouradres, "logo_alt": f.LogoAlt} {
		if err := houseWords(what, s); err != nil {
			return nil, err
		}
	}
	if f.Accent != "" {
		if h.Accent, err = houseColor(f.Accent); err != nil {
			return nil, err
		}
	}
	if f.Logo != "" {
		if err := h.loadLogo(dir, f); err != nil {
			return nil, err
		}
	}
	if len(f.Colofon) > maxHouseLines {
		return nil, houseFault("house.json: het colofon heeft meer dan %d regels.", maxHouseLines)
	}
	for _, l := range f.Colofon {
		if len(l.Lines) == 0 || len(l.Lines) > maxHouseLines {
			return nil, houseFault(`house.json: bij "%s" in het colofon staat geen regel, of meer dan %d. Vul "lines".`, l.Label, maxHouseLines)
		}
		for _, s := range append([]string{l.Label}, l.Lines...) {
			if err := houseWords("colofon", s); err != nil {
				return nil, err
			}
		}
		h.Colofon = append(h.Colofon, HouseLine{l.Label, l.Lines})
	}
	if f.Fonts != nil {
		if err := h.loadFonts(dir, f); err != nil {
			return nil, err
		}
	}
	// What cannot be drawn with this style is known now, not when a letter must go out.
	if _, err := printed(h.sample()); err != nil {
		return nil, houseFault("met deze huisstijl kan geen stuk worden gemaakt: %v", err)
	}
	return h, nil
}

// sample is a page with all that the house adds and all letters of Dutch.
func (h *House) sample() pdf.Document {
	p := &printer{o: PDFOptions{House: h}, theme: pdf.DefaultTheme(), styles: map[*pdf.Look]string{}}
	p.dress()
	p.letterhead()
	if h.Family != nil {
		p.theme.Families = []*pdf.Family{h.Family}
	}
	look := p.theme.Body
	for _, s := range []pdf.Style{0, pdf.Bold, pdf.Italic, pdf.Bold | pdf.Italic} {
		p.body = append(p.body, pdf.Paragraph{Text: pdf.Text{{Text: dutchLetters, Style: s, At: -1}}, Look: &look})
	}
	return pdf.Document{Title: h.Name, Theme: p.theme, Body: p.body}
}

// dutchLetters are what a typeface must have to write Dutch papers.
const dutchLetters = "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz ÁáÄäÇçÉéÈèËëÍíÏïÑñÓóÖöÚúÜü 0123456789 .,:;!?‘’“”()[]/&%€§–•-"

func houseFault(format string, args ...any) error {
	return &documents.Unreadable{Text: "Huisstijl: " + fmt.Sprintf(format, args...)}
}

// houseFile reads a file of the folder.
func houseFile(dir fs.FS, name string) ([]byte, error) {
	if name == "" || !fs.ValidPath(name) || path.Clean(name) != name || strings.Contains(name, `\`) {
		return nil, houseFault("%q is geen bestandsnaam in deze map.", name)
	}
	f, err := dir.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, houseFault("het bestand %s staat niet in de map.", name)
	}
	if err != nil {
		return nil, houseFault("het bestand %s is niet te openen.", name)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxHouseFile+1))
	switch {
	case err != nil:
		return nil, houseFault("het bestand %s is niet te lezen.", name)
	case len(b) > maxHouseFile:
		return nil, houseFault("het bestand %s is groter dan %d MB.", name, maxHouseFile>>20)
	}
	return b, nil
}

func houseWords(what, s string) error {
	switch {
	case !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return houseFault("house.json: %q bevat een teken dat niet kan worden gedrukt.", what)
	case utf8.RuneCountInString(s) > maxHouseWords:
		return houseFault("house.json: een regel bij %q is langer dan %d tekens.", what, maxHouseWords)
	}
	return nil
}

// houseColor reads "#17365d" and asks that it can be read on white.
func houseColor(s string) (pdf.Color, error) {
	var c pdf.Color
	if n, err := fmt.Sscanf(s, "#%02x%02x%02x", &c[0], &c[1], &c[2]); n != 3 || err != nil || len(s) != 7 {
		return c, houseFault("house.json: %q is geen kleur. Schrijf een kleur als #154273.", s)
	}
	if ratio := onWhite(c); ratio < 4.5 {
		return c, houseFault("house.json: de kleur %s is op wit te licht om te lezen (contrast %.1f, ten minste 4,5 is nodig). Kies een donkerder kleur.", s, ratio)
	}
	return c, nil
}

// onWhite is the contrast of a colour with white (WCAG 2.2, relative luminance).
func onWhite(c pdf.Color) float64 {
	channel := func(b byte) float64 {
		v := float64(b) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 1.05 / (0.2126*channel(c[0]) + 0.7152*channel(c[1]) + 0.0722*channel(c[2]) + 0.05)
}

func (h *House) loadLogo(dir fs.FS, f houseForm) error {
	if h.LogoAlt == "" {
		return houseFault(`house.json: "logo_alt" ontbreekt. Schrijf wat het logo toont, voor wie het niet ziet.`)
	}
	if f.LogoWidthMM != 0 && (f.LogoWidthMM < 5 || f.LogoWidthMM > 110) {
		return houseFault(`house.json: "logo_width_mm" is %g. Kies een breedte tussen 5 en 110 millimeter.`, f.LogoWidthMM)
	}
	b, err := houseFile(dir, f.Logo)
	if err != nil {
		return err
	}
	if h.Logo, _, _, _, err = pdf.Bare(b); err != nil {
		return houseFault("%s is geen PNG of JPEG die kan worden gedrukt: %v.", f.Logo, err)
	}
	return nil
}

func (h *House) loadFonts(dir fs.FS, f houseForm) error {
	var files [4][]byte
	for i, name := range []string{f.Fonts.Regular, f.Fonts.Bold, f.Fonts.Italic, f.Fonts.BoldItalic} {
		b, err := houseFile(dir, name)
		if err != nil {
			return err
		}
		files[i] = b
	}
	name := f.Fonts.Name
	if name == "" {
		name = "Huisstijl"
	}
	family, err := pdf.ParseFamily(name, files[0], files[1], files[2], files[3])
	if err != nil {
		return houseFault("het lettertype kan niet worden gebruikt: %v.", err)
	}
	h.Family = family
	return nil
}
