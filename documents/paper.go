package documents

// MaxBytes is the size of the largest paper that is taken in: 1 MiB.
const MaxBytes = 1 << 20

// A Soort is a form of paper.
type Soort string

// The forms of paper that are known, as `paraaf parse` prints them.
const (
	SoortNota        Soort = "nota"
	SoortKamerbrief  Soort = "kamerbrief"
	SoortAntwoorden  Soort = "antwoorden"
	SoortBijlage     Soort = "bijlage"     // what others made: a PDF, scan, picture, word processor file or mail
	SoortAantekening Soort = "aantekening" // remark of the bewindspersoon, reason or note: plain text
)

// Name is what a paper of this form is called where papers are listed.
func (s Soort) Name() string {
	switch s {
	case SoortNota:
		return "Nota"
	case SoortKamerbrief:
		return "Kamerbrief"
	case SoortAntwoorden:
		return "Antwoorden"
	}
	return "Bijlage"
}

// A Field is the stable key of something the head of a paper says once.
type Field string

// The fields of a nota and of a Kamerbrief.
const (
	FieldAan           Field = "aan"
	FieldCC            Field = "cc"
	FieldDeadline      Field = "deadline"
	FieldLijn          Field = "lijn" // the unlabelled block of organisations, upward to the addressee
	FieldOpsteller     Field = "opsteller"
	FieldKind          Field = "kind" // ter beslissing, ter informatie, ...
	FieldOnderwerp     Field = "onderwerp"
	FieldDatum         Field = "datum"
	FieldKenmerk       Field = "kenmerk"
	FieldBijlagen      Field = "bijlagen"
	FieldGeadresseerde Field = "geadresseerde" // of a letter
	FieldBetreft       Field = "betreft"
	FieldOnsKenmerk    Field = "onskenmerk"
	FieldUwKenmerk     Field = "uwkenmerk"
	FieldAanhef        Field = "aanhef"
	FieldSlotformule   Field = "slotformule"
	FieldOndertekening Field = "ondertekening"
	FieldMedeNamens    Field = "medenamens"
)

// Fields that only some forms print; their names stand in the sjablonen.
const (
	fieldVan            Field = "van"
	fieldParafenroute   Field = "parafenroute"
	fieldContactpersoon Field = "contactpersoon"
	fieldOpenbaarheid   Field = "openbaarheid" // the mark "actief openbaar" of SZW
	fieldBezoekadres    Field = "bezoekadres"
	fieldPostadres      Field = "postadres"
	fieldZaaknummer     Field = "zaaknummer"
	fieldRetouradres    Field = "retouradres"
)

// A SectionKey is the stable name of a section over all sjablonen:
// "aanleiding", "toelichting.afstemming"; the body of a letter is "tekst".
type SectionKey string

// A FieldView is where a field stands in the bytes: Label covers the words
// that name it (empty when it has none), Value what it says. A field that is
// there but says nothing has an empty Value at the place where it would stand.
type FieldView struct {
	Field Field
	Label Span
	Value Span
}

// A Section is a view on one section: Heading covers its heading line(s),
// Body what stands under it. Label is the heading's text without lettering,
// markup and glued N.v.t.; Number is its lettering ("4", "a"). NVT says that
// the section is explicitly not applicable; then Body may lie in the heading.
type Section struct {
	Key     SectionKey
	Label   string
	Number  string
	Level   int // 1 for "1. Aanleiding", 2 for "a. Draagvlak politiek"
	Heading Span
	Body    Span
	NVT     bool

	form  *SectionForm
	cand  *cand // nil where no heading stands
	glued Span
}

// A Block is one tile of a paper; the blocks of a paper cover every byte once,
// in order.
type Block struct {
	Span
	Kind string
}

// head gives what the heading looks like; zero where none stands.
func (s Section) head() cand {
	if s.cand == nil {
		return cand{}
	}
	return *s.cand
}
