package templates

import (
	"strings"
	"testing"

	"paraaf/documents"
)

func TestDraftedNotaReadsBackAsWhatWasTyped(t *testing.T) {
	t.Parallel()
	for _, hostile := range []string{"", "# kop", "Datum\n1 mei 2020", "**vet** [x](y)", "Kenmerk"} {
		typed := map[documents.Field]string{
			documents.FieldOnderwerp: "Voortgang gegevensuitwisseling " + strings.ReplaceAll(hostile, "\n", " "), documents.FieldKind: "ter informatie", documents.FieldAan: "Minister LJS",
			documents.FieldCC: "MVWS", documents.FieldDeadline: "2026-05-06", documents.FieldLijn: "plv. SG\nDirectie Informatiebeleid - CIO\nCluster iBeleid team B",
			documents.FieldOpsteller: "Noor Haverkamp", documents.FieldKenmerk: "4377464-1097773-DICIO",
		}
		src := DraftNota(func(f documents.Field) string { return typed[f] }, documents.Date{Year: 2026, Month: 4, Day: 17})
		n, _ := documents.ParseNota(src)
		if n.Soort() != documents.SoortNota {
			t.Fatalf("the skeleton is read as %q:\n%s", n.Soort(), src)
		}
		if n.Kind() != "ter informatie" || n.Deadline().ISO() != "2026-05-06" || n.Datum().ISO() != "2026-04-17" || n.Kenmerk().Normal != "4377464-1097773-DICIO" ||
			strings.Join(n.Aan(), "|") != "Minister LJS" || strings.Join(n.CC(), "|") != "MVWS" || n.Opsteller().Text != "Noor Haverkamp" || len(n.Lijn()) != 3 {
			t.Errorf("read back: kind %q, deadline %s, datum %s, kenmerk %q, aan %q, cc %q, opsteller %q, lijn %q\n%s", n.Kind(), n.Deadline(), n.Datum(),
				n.Kenmerk(), n.Aan(), n.CC(), n.Opsteller().Text, n.Lijn(), src)
		}
		if !strings.HasPrefix(n.Onderwerp(), "Voortgang gegevensuitwisseling") {
			t.Errorf("onderwerp %q\n%s", n.Onderwerp(), src)
		}
		for _, form := range n.Sjabloon().Sections {
			if _, there := n.Section(form.Key); !there {
				t.Errorf("section %s lacks\n%s", form.Key, src)
			}
		}
	}
}

func TestDraftedLetterIsALetterThatSaysMedeNamens(t *testing.T) {
	t.Parallel()
	n, _ := documents.ParseNota([]byte("# nota\n\nTER BESLISSING\n\nKamerbrief Chipsoft Incident\n\nDatum\n22 april 2026\n\nKenmerk\n4377464-1097773-DICIO\n\n" +
		"## 1. Aanleiding\n\nx\n\n## 2. Geadviseerd besluit\n\nU verzendt de brief mede namens de Staatssecretaris van Justitie en Veiligheid.\n\n## 3. Kernpunten\n\nx\n"))
	value := LetterOf(n, "Minister LJS", "", documents.Date{Year: 2026, Month: 4, Day: 20})
	typed := func(name string) string {
		if name == "naam" {
			return "J.W. Hoekzema"
		}
		return value(name)
	}
	if problems := CheckLetter(typed); len(problems) > 0 {
		t.Fatalf("a letter from the nota lacks %v", problems)
	}
	src := DraftLetter(typed)
	k, _ := documents.ParseKamerbrief(src)
	signers := k.Ondertekenaars()
	if k.Betreft() != "Chipsoft Incident" || k.Datum().ISO() != "2026-04-22" || k.OnsKenmerk().Normal != "4377464-1097773-DICIO" || len(k.Geadresseerde()) < 4 ||
		k.Aanhef() == "" || k.Slotformule() == "" || len(signers) != 1 || signers[0].Ambt != "Minister LJS" || signers[0].Naam != "J.W. Hoekzema" {
		t.Errorf("read back: betreft %q, datum %s, kenmerk %q, aan %q, aanhef %q, slot %q, tekent %v\n%s", k.Betreft(), k.Datum(), k.OnsKenmerk(), k.Geadresseerde(), k.Aanhef(), k.Slotformule(), signers, src)
	}
	if got := strings.Join(k.MedeNamens(), "|"); got != "Staatssecretaris van Justitie en Veiligheid" {
		t.Errorf("mede namens %q\n%s", got, src)
	}
	if documents.Recognise(src) != documents.SoortKamerbrief {
		t.Errorf("recognised as %q", documents.Recognise(src))
	}
}
