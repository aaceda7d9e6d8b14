package templates

import (
	_ "embed"
	"strings"

	"paraaf/documents"
	"paraaf/workflow"
)

// The skeletons of new papers: their form with nothing filled in.
var (
	//go:embed skeletons/nota.md
	notaSkeleton []byte
	//go:embed skeletons/kamerbrief.md
	letterSkeleton []byte
)

// A Given gives what was typed in a field of a skeleton's form.
type Given = func(documents.Field) string

// notaFields are the fields that the form of a new nota asks, in its order.
var notaFields = []struct {
	field    documents.Field
	kind     string
	required bool
}{
	{documents.FieldOnderwerp, "text", true},
	{documents.FieldKind, "select", true},
	{documents.FieldAan, "text", true},
	{documents.FieldCC, "textarea", false},
	{documents.FieldDeadline, "date", false},
	{documents.FieldLijn, "textarea", true},
	{documents.FieldOpsteller, "text", true},
	{documents.FieldKenmerk, "text", false},
}

// NotaFields gives the controls for a new nota, with what was typed before.
func NotaFields(given Given) []Input {
	var out []Input
	for _, f := range notaFields {
		in := Input{ID: string(f.field), Name: string(f.field), Label: FieldSays(f.field), Hint: FieldHint(f.field), Type: f.kind, Required: f.required, Value: given(f.field), Rows: 3}
		if f.kind == "date" {
			in.Hint = ""
		}
		if f.field == documents.FieldKind {
			in.Label = "Wat vraagt u?"
			for _, k := range []workflow.Kind{workflow.TerBeslissing, workflow.TerOndertekening, workflow.TerBespreking, workflow.TerInformatie, workflow.TerVoorbereiding} {
				in.Options = append(in.Options, Option{Value: string(k), Label: capital(string(k)), Chosen: in.Value == string(k)})
			}
		}
		out = append(out, in)
	}
	return out
}

// CheckNota says what lacks before a nota can be begun.
func CheckNota(given Given) []Problem {
	var out []Problem
	for _, f := range notaFields {
		if f.required && strings.TrimSpace(given(f.field)) == "" {
			out = append(out, Problem{Field: string(f.field), Text: "Vul in: " + strings.ToLower(FieldSays(f.field)) + "."})
		}
	}
	if _, err := isoDay(given(documents.FieldDeadline)); err != nil {
		out = append(out, Problem{Field: string(documents.FieldDeadline), Text: "Kies een dag uit de kalender, of schrijf haar als 2026-04-20."})
	}
	return out
}

// isoDay reads what a date control sends; nothing is no day.
func isoDay(s string) (documents.Date, error) {
	var d documents.Date
	err := d.UnmarshalText([]byte(strings.TrimSpace(s)))
	return d, err
}

// DraftNota makes a nota of the skeleton, dated on the day given, with what was
// typed in its head. Values go in by way of documents, so that whatever is
// typed stays a value.
func DraftNota(given Given, on documents.Date) []byte {
	return draft(documents.Read(notaSkeleton), given, on)
}

// draft fills in the head of an empty nota.
func draft(p documents.Paper, given Given, on documents.Date) []byte {
	for _, f := range notaFields {
		value := strings.TrimSpace(given(f.field))
		if f.field == documents.FieldDeadline {
			if d, err := isoDay(value); err == nil {
				value = d.String()
			}
		}
		if f.field == documents.FieldKind {
			value = strings.ToUpper(value)
		}
		if value != "" {
			p = p.Set(f.field, value)
		}
	}
	return p.Set(documents.FieldDatum, on.String()).Bytes()
}

// The fields of the form for a letter that are no field of the letter itself.
const (
	letterAmbt = "ambt"
	letterNaam = "naam"
)

// LetterFields gives the controls for a Kamerbrief, with what is in them.
func LetterFields(value func(name string) string) []Input {
	field := func(name, label, hint string, required bool) Input {
		return Input{ID: name, Name: name, Label: label, Hint: hint, Type: "text", Required: required, Value: value(name)}
	}
	kamer := Input{ID: "geadresseerde", Name: "geadresseerde", Label: "Aan welke Kamer?", Type: "select", Required: true}
	for _, k := range []string{"Tweede", "Eerste"} {
		kamer.Options = append(kamer.Options, Option{Value: k, Label: k + " Kamer", Chosen: value("geadresseerde") == k})
	}
	date := field(string(documents.FieldDatum), "Datum", "De dag waarop de brief verzonden wordt.", true)
	date.Type = "date"
	text := Input{ID: "tekst", Name: "tekst", Label: "Eerste zin", Hint: "Hierna schrijft u verder in de brief zelf.", Type: "textarea", Rows: 4, Required: true, Value: value("tekst")}
	return []Input{
		kamer,
		field(string(documents.FieldBetreft), "Betreft", "Waar gaat de brief over?", true),
		date,
		field(string(documents.FieldOnsKenmerk), "Ons kenmerk", FieldHint(documents.FieldKenmerk), false),
		field(string(documents.FieldUwKenmerk), "Uw kenmerk", "Als de brief antwoordt op een brief van de Kamer.", false),
		text,
		field(letterAmbt, "Ambt van wie tekent", "Voluit: De Minister van Volksgezondheid, Welzijn en Sport.", true),
		field(letterNaam, "Naam van wie tekent", "", true),
	}
}

// CheckLetter says what lacks before a letter can be made.
func CheckLetter(value func(name string) string) []Problem {
	var out []Problem
	for _, f := range LetterFields(value) {
		if f.Required && strings.TrimSpace(value(f.Name)) == "" {
			out = append(out, Problem{Field: f.ID, Text: "Vul in: " + strings.ToLower(f.Label) + "."})
		}
	}
	if _, err := isoDay(value(string(documents.FieldDatum))); err != nil {
		out = append(out, Problem{Field: string(documents.FieldDatum), Text: "Kies een dag uit de kalender, of schrijf haar als 2026-04-22."})
	}
	return out
}

// LetterOf gives what the form of a letter begins with: what the nota says
// already. The nota says "mede namens" to the reader; the letter must say it to
// the Kamer.
func LetterOf(n documents.Nota, ambt, naam string, on documents.Date) func(name string) string {
	about := n.Onderwerp()
	for _, lead := range []string{"Kamerbrief over ", "Kamerbrief "} {
		about = strings.TrimPrefix(about, lead)
	}
	text := "Met deze brief informeer ik uw Kamer over " + about
	if others := n.MedeNamens(); len(others) > 0 {
		for i, o := range others {
			others[i] = "de " + o
		}
		text += ", mede namens " + listed(others)
	}
	if d := n.Datum(); on.Before(d) {
		on = d
	}
	values := map[string]string{"geadresseerde": "Tweede", "betreft": capital(about), "datum": on.ISO(), "onskenmerk": n.Kenmerk().Normal, "tekst": text + ".", letterAmbt: ambt, letterNaam: naam}
	return func(name string) string { return values[name] }
}

func listed(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " en " + names[len(names)-1]
}

// DraftLetter makes a Kamerbrief of the skeleton with what was typed.
func DraftLetter(value func(name string) string) []byte {
	src := string(letterSkeleton)
	if value("geadresseerde") == "Eerste" {
		src = strings.NewReplacer("Tweede Kamer", "Eerste Kamer", "Postbus 20018", "Postbus 20017").Replace(src)
	}
	p := documents.Read([]byte(src))
	on, _ := isoDay(value(string(documents.FieldDatum))) // checked before; no day is no date
	for _, f := range []documents.Field{documents.FieldDatum, documents.FieldBetreft, documents.FieldOnsKenmerk, documents.FieldUwKenmerk} {
		v := strings.TrimSpace(value(string(f)))
		if f == documents.FieldDatum {
			v = on.String()
		}
		if v != "" {
			p = p.Set(f, v)
		}
	}
	p = p.SetSection("tekst", value("tekst"))
	return append(p.Bytes(), strings.TrimSuffix(oneLine(value(letterAmbt)), ",")+",\n\n\n\n"+oneLine(value(letterNaam))+"\n"...)
}

// oneLine gives s as words on one line that does not begin like a heading, a
// list or a quotation.
func oneLine(s string) string {
	return strings.TrimLeft(strings.Join(strings.Fields(s), " "), "#>-*+_=~`| ")
}
