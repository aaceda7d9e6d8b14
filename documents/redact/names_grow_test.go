package redact

import (
	"strings"
	"testing"
)

// TestNamesAreCutOutWhole holds how far a name reaches, and the frames in
// which a word that is more than a name is one.
func TestNamesAreCutOutWhole(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want, why string }{
		{"Aanwezig: mr. L.S. Tjin-Kon-Fat, C. de Boer", "L.S. Tjin-Kon-Fat", "three halves, the last an ordinary word"},
		{"Namens ons: mw. Iris Kok, dhr. T. Hoog Antink", "T. Hoog Antink", "a second word that no list has; and Kok is not 'Kok, dhr. T.'"},
		{"Dhr. Hoog Antink verwijst naar de uitspraak.", "Hoog Antink", "an ordinary first half behind a title"},
		{"Aanwezig: G.A. van Rossum du Chattel (NZa)", "G.A. van Rossum du Chattel", "a second tussenvoegsel"},
		{"Dat schrijft mijn vrouw M. Krul - van Dongen.", "M. Krul - van Dongen", "a double name with a spaced hyphen"},
		{"Over betrokkene Jerry van R. doe ik geen mededelingen.", "Jerry van R", "a family name cut off to its letter"},
		{"Nota\nopsteller   Gerrit-Jan Top\nmedewerker  Anouk Vis", "Gerrit-Jan Top", "an ordinary word behind a given name of two halves"},
		{"Aan: Ellen Baas, HR\n\nGisteren sprak zij. Baas en ik bespreken het plan.", "Baas", "who acts with me"},
		{"De heer Ten Have opent.", "Ten Have", "a stop word behind a tussenvoegsel with a capital"},
		{"Gemeld door vpk Meijer om 9 uur.", "Meijer", "an abbreviated trade"},
		{"Mijn meldingen kwamen van Hanna, Wout Schellevis, Gül en A. Prinsen.", "Gül", "between two names of a list"},
		{"De toezichthouders Kiers en Mahabier treden terug.", "Kiers", "a trade in the plural"},
		{"Ingesteld door Okafor (psychiater i.o.).", "Okafor", "the trade follows in brackets"},
		{"Geboren: Pip, dochter van Maud", "Pip", "kinship follows"},
		{"wie waren er: elise, bart-jan, omar, de wijs", "bart-jan", "a list in small letters"},
		{"1   Abbink , G.        par.\n2   Bouwhuis, H.J.    par.", "Abbink , G.", "a scan puts a space before the comma"},
		{"1   v/d Kolk, I.       par.\n2   Bouwhuis, H.J.    par.", "v/d Kolk, I.", "v/d begins a row"},
		{"P R I J S V R A A G :  M i l a  K u n s t won de vulpen.", "M i l a  K u n s t", "letter-spacing ends before the sentence goes on"},
		{"Nr. Datum Soort Afzender Ontvanger\n1 | 02-03-2020 | e-mail | Bröcker | S. Heidema\n", "Bröcker", "the head of a table lost its bars"},
		{"tijd   naam            bedrijf      bij\n0845   W. Zeldenrust   Siemens      Dikkers\n", "Dikkers", "who was visited"},
		{"Naam              Kamer   Toestel   Mobiel\nAalbers, Mick     B4.12   6614      06-1844 9027\n", "6614", "an extension in a column"},
		{"Adres: Bijlmerdreef 1287-K14", "Bijlmerdreef 1287-K14", "an addition of a letter and a number"},
		{"Zij woont aan de Laan van Nieuw Guinea 188 B te Utrecht.", "Laan van Nieuw Guinea 188 B", "an addition before 'te'"},
		{"Geb.: l4 juni 1932 te Losser", "l4 juni 1932", "a scan made a letter of the day"},
		{"Patiënte mw S. Ramdin (11/05/93).", "11/05/93", "a year of two digits"},
		{"functioneren P. Wit (persnr P-00418823)", "P-00418823", "a number that begins with a letter"},
	} {
		if _, ok := proposed(standard(), c.text)[c.want]; !ok {
			t.Errorf("%q: got %v, want %q: %s", c.text, proposed(standard(), c.text), c.want, c.why)
		}
	}
}

// TestNothingOfThisGoes holds the frames in which a name is none, or belongs
// to an office.
func TestNothingOfThisGoes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, stays, why string }{
		{"Ik informeer uw Kamer. De burgemeester van Heerlen, Roel Wever, wil een gesprek.", "Roel Wever", "an office, its place and its holder"},
		{"De burgemeester van Gorinchem, mevrouw Melissant, was daarbij.", "Melissant", "the same with a form of address"},
		{"Er was bezoek: Silveria Jacobs, de (oud-)premier van Sint Maarten.", "Silveria Jacobs", "the office follows"},
		{"Ik bevond mij aan de Zuidas (Gustav Mahlerlaan).", "Mahlerlaan", "a street"},
		{"Hawkins-Kennedy positief, Spurling neg.", "Hawkins-Kennedy", "a test and its outcome"},
		{"Zij rijdt weg in een rode Kia.", "Kia", "a brand behind its colour"},
		{"Abby spreekt Twi, Engels en Nederlands.", "Engels", "a language"},
		{"Aanwezig: Hans Rouwenhorst, HRM", "HRM", "a department is no initial"},
		{"Ha Pieter, kun je bellen?", "Ha", "a greeting is no given name"},
		{"Bijgaand het werk van J. Claessens\nReageren kan via de redactie.", "Reageren", "the next line begins a sentence"},
		{"14/02/2026, 19:22 - Buurtapp Kastanjelaan: Ilse heeft je toegevoegd", "Buurtapp", "the chat itself speaks"},
		{"Van      Directie LZ\nSteller  Merel Antonissen, 06 5021 7733", "Steller", "a label, not a row below a head"},
	} {
		for got := range proposed(standard(), c.text) {
			if strings.Contains(got, c.stays) {
				t.Errorf("%q: %q is proposed: %s", c.text, got, c.why)
			}
		}
	}
}
