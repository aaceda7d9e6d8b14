package templates

import (
	"testing"

	"paraaf/documents"
)

func TestANotaBeginsInTheFormOfEveryHouseAndLosesNothing(t *testing.T) {
	t.Parallel()
	typed := map[documents.Field]string{
		documents.FieldOnderwerp: "Voortgang van een wet", documents.FieldKind: "ter informatie", documents.FieldAan: "De Minister", documents.FieldCC: "De Staatssecretaris",
		documents.FieldDeadline: "2026-04-24", documents.FieldLijn: "Directie Kennis\nSG", documents.FieldOpsteller: "N. Haverkamp", documents.FieldKenmerk: "4377464-1097773-DICIO",
	}
	want := map[documents.Field]string{documents.FieldDeadline: "24 april 2026", documents.FieldKind: "TER INFORMATIE", documents.FieldDatum: "17 april 2026"}
	n := 0
	for _, s := range documents.Sjablonen() {
		if s.Soort != documents.SoortNota {
			continue
		}
		n++
		src := DraftNotaIn(s, func(f documents.Field) string { return typed[f] }, documents.Date{Year: 2026, Month: 4, Day: 17})
		p := documents.Read(src)
		if p.Sjabloon() == nil || p.Sjabloon().ID != s.ID {
			t.Errorf("%s reads back as another sjabloon", s.ID)
		}
		for _, f := range notaFields {
			expect, ok := want[f.field]
			if !ok {
				expect = typed[f.field]
			}
			v, _ := p.Field(f.field)
			if got := p.Text(v.Value); got != p.Settled(f.field, expect) {
				t.Errorf("%s: %s is %q, not %q\n%s", s.ID, f.field, got, expect, src)
			}
		}
		for _, form := range s.Sections {
			if _, there := p.Section(form.Key); !there && form.Required {
				t.Errorf("%s lacks %s", s.ID, form.Key)
			}
		}
	}
	if n < 8 {
		t.Errorf("only %d forms of a nota", n)
	}
	if _, known := documents.SjabloonByID(ShippedSjabloon()); !known {
		t.Errorf("what comes first is %q, which is no sjabloon", ShippedSjabloon())
	}
}
