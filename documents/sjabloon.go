package documents

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"sort"
	"strings"
	"sync"
)

// A Sjabloon is a house's form of a paper as data: which labels its head has,
// which sections follow, under which other names they are known, and which may
// not be missing. Keys are stable over all sjablonen; labels are not. A paper
// keeps the version it was made with.
type Sjabloon struct {
	ID        string            `json:"id"` // "vws-nota"
	Version   int               `json:"version"`
	Soort     Soort             `json:"soort"`
	House     string            `json:"house"` // abbreviation of the ministry; empty when the form serves all
	Name      string            `json:"name"`  // for people
	Why       string            `json:"why"`   // where the form comes from
	Title     string            `json:"title,omitempty"`
	Fields    []FieldForm       `json:"fields"`
	Sections  []SectionForm     `json:"sections"`
	Kenmerk   string            `json:"kenmerk,omitempty"`   // pattern of a kenmerk without spaces (RE2)
	Directies map[string]string `json:"directies,omitempty"` // code at the end of a kenmerk to the name of the directie

	fields  map[string]Field
	labels  map[Field]string // folded
	tops    map[string]*SectionForm
	begins  map[string]labelPart // folded words a heading begins with
	kenmerk *regexp.Regexp
}

// A labelPart says whether words are a label, the begin of one, or both.
type labelPart uint8

const (
	wholeLabel labelPart = 1 << iota
	partLabel
)

// A FieldForm says how a field of the head is labelled.
type FieldForm struct {
	Field    Field    `json:"field"`
	Label    string   `json:"label"` // as written; empty when the form prints none
	Aliases  []string `json:"aliases,omitempty"`
	Required bool     `json:"required,omitempty"`
	Repeats  bool     `json:"repeats,omitempty"` // comes back in the header of every further page
	Bare     bool     `json:"bare,omitempty"`    // printed without its label
}

// A SectionForm says how a section is headed and which parts it has.
type SectionForm struct {
	Key      SectionKey    `json:"key"`
	Number   string        `json:"number,omitempty"`
	Label    string        `json:"label"`
	Aliases  []string      `json:"aliases,omitempty"`
	Required bool          `json:"required,omitempty"`
	Parts    []SectionForm `json:"parts,omitempty"`

	parts  map[string]*SectionForm
	folded string
}

//go:embed sjablonen/*.json
var sjablonenFS embed.FS

// shipped are the sjablonen that come with the program, by id and version.
var shipped = sync.OnceValue(func() []*Sjabloon {
	names, err := fs.Glob(sjablonenFS, "sjablonen/*.json")
	if err != nil || len(names) == 0 {
		panic("documents: no sjablonen embedded")
	}
	var all []*Sjabloon
	for _, n := range names {
		b, err := fs.ReadFile(sjablonenFS, n)
		if err != nil {
			panic(fmt.Sprintf("documents: %s: %v", n, err))
		}
		s, err := LoadSjabloon(b)
		if err != nil {
			panic(fmt.Sprintf("documents: %s: %v", n, err))
		}
		all = append(all, s)
	}
	sort.Slice(all, func(i, j int) bool {
		if all[i].ID != all[j].ID {
			return all[i].ID < all[j].ID
		}
		return all[i].Version > all[j].Version
	})
	return all
})

// Sjablonen gives the sjablonen that come with the program, the newest version
// of each first. They are read-only.
func Sjablonen() []*Sjabloon { return append([]*Sjabloon(nil), shipped()...) }

// SjabloonByID gives the newest version of a shipped sjabloon.
func SjabloonByID(id string) (*Sjabloon, bool) {
	for _, s := range shipped() {
		if s.ID == id {
			return s, true
		}
	}
	return nil, false
}

// SjabloonAt gives one version of a shipped sjabloon, for a paper that was made
// with it; see ReadWith.
func SjabloonAt(id string, version int) (*Sjabloon, bool) {
	for _, s := range shipped() {
		if s.ID == id && s.Version == version {
			return s, true
		}
	}
	return nil, false
}

// LoadSjabloon reads a sjabloon from JSON and checks it: known soort, an id and
// version, no key twice, no two sections under one name, a pattern that
// compiles, no unknown keys in the JSON. The error says in Dutch what is wrong,
// since an administrator reads it.
func LoadSjabloon(src []byte) (*Sjabloon, error) {
	var s Sjabloon
	d := json.NewDecoder(bytes.NewReader(src))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return nil, fmt.Errorf("sjabloon: dit is geen geldige JSON voor een sjabloon: %w", err)
	}
	if d.More() {
		return nil, fmt.Errorf("sjabloon: na het sjabloon staat nog iets; zet één sjabloon in een bestand")
	}
	switch s.Soort {
	case SoortNota, SoortKamerbrief, SoortAntwoorden:
	default:
		return nil, fmt.Errorf("sjabloon: soort %q bestaat niet; kies nota, kamerbrief of antwoorden", s.Soort)
	}
	if s.ID == "" || s.Version < 1 {
		return nil, fmt.Errorf("sjabloon: id en version (1 of hoger) zijn nodig")
	}
	s.fields, s.labels = map[string]Field{}, map[Field]string{}
	for _, f := range s.Fields {
		if f.Field == "" {
			return nil, fmt.Errorf("sjabloon %s: een veld heeft geen sleutel (field)", s.ID)
		}
		s.labels[f.Field] = fold(f.Label)
		for _, a := range append([]string{f.Label}, f.Aliases...) {
			if a == "" {
				continue
			}
			if g, ok := s.fields[fold(a)]; ok && g != f.Field {
				return nil, fmt.Errorf("sjabloon %s: label %q staat bij twee velden (%s en %s)", s.ID, a, g, f.Field)
			}
			s.fields[fold(a)] = f.Field
		}
	}
	var err error
	keys := map[SectionKey]bool{}
	if s.tops, err = index(s.ID, s.Sections, keys); err != nil {
		return nil, err
	}
	s.begins = map[string]labelPart{}
	starts(s.Sections, s.begins)
	if s.Kenmerk != "" {
		if s.kenmerk, err = regexp.Compile(s.Kenmerk); err != nil {
			return nil, fmt.Errorf("sjabloon %s: het patroon van het kenmerk is niet geldig: %w", s.ID, err)
		}
	}
	return &s, nil
}

func index(id string, forms []SectionForm, keys map[SectionKey]bool) (map[string]*SectionForm, error) {
	m := map[string]*SectionForm{}
	for i := range forms {
		f := &forms[i]
		if f.Key == "" || f.Label == "" {
			return nil, fmt.Errorf("sjabloon %s: een onderdeel heeft geen sleutel (key) of label", id)
		}
		if keys[f.Key] {
			return nil, fmt.Errorf("sjabloon %s: sleutel %q staat er twee keer in", id, f.Key)
		}
		keys[f.Key] = true
		f.folded = fold(f.Label)
		for _, a := range append([]string{f.Label}, f.Aliases...) {
			for _, n := range []string{fold(a), fold(withoutParens(a))} {
				if g, ok := m[n]; ok && g != f {
					return nil, fmt.Errorf("sjabloon %s: kop %q staat bij twee onderdelen (%s en %s)", id, a, g.Key, f.Key)
				}
				m[n] = f
			}
		}
		var err error
		if f.parts, err = index(id, f.Parts, keys); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// starts records what the labels of forms begin with, word by word, and where a
// word is broken off.
func starts(forms []SectionForm, into map[string]labelPart) {
	for i := range forms {
		f := &forms[i]
		for _, a := range append([]string{f.Label}, f.Aliases...) {
			n := fold(a)
			into[n] |= wholeLabel
			for k := 4; k < len(n); k++ {
				into[strings.TrimRight(n[:k], " -")] |= partLabel
			}
		}
		starts(f.Parts, into)
	}
}

func withoutParens(s string) string {
	i := strings.IndexByte(s, '(')
	if i <= 0 {
		return s
	}
	j := strings.IndexByte(s[i:], ')')
	if j < 0 {
		return s[:i]
	}
	return s[:i] + s[i+j+1:]
}

// Skeleton writes an empty paper in this form, for somebody to fill in: the
// labels of the head, the title with the kind for a nota, and the headings.
// Read recognises it as a paper in this sjabloon.
func (s *Sjabloon) Skeleton(kind string) []byte {
	var b strings.Builder
	field := func(f *FieldForm) {
		if f.Label != "" {
			b.WriteString(f.Label + ":\n\n")
		}
	}
	late := map[Field]bool{FieldOnderwerp: true, FieldDatum: true, FieldKenmerk: true, FieldBijlagen: true}
	for i := range s.Fields {
		if f := &s.Fields[i]; !late[f.Field] {
			if f.Field == fieldOpenbaarheid {
				b.WriteString("ACTIEF OPENBAAR\n\n")
			}
			field(f)
		}
	}
	if s.Title != "" {
		b.WriteString("# " + s.Title + "\n\n")
		if kind != "" {
			b.WriteString(strings.ToUpper(kind) + "\n\n")
		}
	}
	for i := range s.Fields {
		if f := &s.Fields[i]; late[f.Field] {
			field(f)
		}
	}
	heading := func(mark string, f *SectionForm) {
		b.WriteString(mark)
		if f.Number != "" {
			b.WriteString(f.Number + ". ")
		}
		b.WriteString(f.Label + "\n\n")
	}
	for i := range s.Sections {
		f := &s.Sections[i]
		heading("## ", f)
		for j := range f.Parts {
			heading("### ", &f.Parts[j])
		}
	}
	return []byte(strings.TrimRight(b.String(), "\n") + "\n")
}

// part gives the part of any section that folded heads, or nil.
func (s *Sjabloon) part(folded string) *SectionForm {
	for i := range s.Sections {
		if f := s.Sections[i].parts[folded]; f != nil {
			return f
		}
	}
	return nil
}

// fieldForm gives the form of f, or nil.
func (s *Sjabloon) fieldForm(f Field) *FieldForm {
	for i := range s.Fields {
		if s.Fields[i].Field == f {
			return &s.Fields[i]
		}
	}
	return nil
}

// sectionForm gives the form of the section with key k, or nil.
func (s *Sjabloon) sectionForm(k SectionKey) *SectionForm {
	for i := range s.Sections {
		f := &s.Sections[i]
		if f.Key == k {
			return f
		}
		for j := range f.Parts {
			if f.Parts[j].Key == k {
				return &f.Parts[j]
			}
		}
	}
	return nil
}
