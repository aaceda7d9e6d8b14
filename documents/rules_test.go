package documents

import (
	"strings"
	"testing"
)

// A doc is a paper under testdata with pieces of its text replaced.
type doc struct {
	name  string
	edits []string // old, new, old, new
}

func (d doc) paper(t *testing.T) Paper {
	t.Helper()
	s := string(read(t, d.name).Bytes())
	for i := 0; i < len(d.edits); i += 2 {
		if !strings.Contains(s, d.edits[i]) {
			t.Fatalf("%s does not hold %q", d.name, d.edits[i])
		}
		s = strings.ReplaceAll(s, d.edits[i], d.edits[i+1])
	}
	return Read([]byte(s))
}

func nota(edits ...string) doc  { return doc{"notas/vws-valpreventie.md", edits} }
func brief(edits ...string) doc { return doc{"brieven/vws-valpreventie.md", edits} }
func offer(edits ...string) doc { return doc{"brieven/aanbiedingsbrief.md", edits} }
func delay(edits ...string) doc { return doc{"brieven/uitstelbericht-uit-pdf.md", edits} }
func antw(edits ...string) doc  { return doc{"antwoorden/chipsoft.md", edits} }
func docs(d ...doc) []doc       { return d }

// TestEveryRemarkHasAnExampleThatHitsAndOneThatPasses is the list of the
// secretary: for every code what is remarked on and what is not.
func TestEveryRemarkHasAnExampleThatHitsAndOneThatPasses(t *testing.T) {
	t.Parallel()
	day := func(d int) Date { return Date{2026, 6, d} }
	const afst = "Afgestemd met de directies FEZ en WJZ, met het ministerie van Sociale Zaken en Werkgelegenheid en met de VNG en Zorgverzekeraars Nederland."
	const deadline = "Deadline: 19 juni 2026 (verzending voor het commissiedebat ouderenzorg)"
	const juridisch = "N.v.t.: de bestaande specifieke uitkering wordt verlengd."
	const maatschappelijk = "Ouderenorganisaties en de Vereniging van Nederlandse Gemeenten (VNG) steunen de brief. Met hen is een gezamenlijk bericht voorbereid."
	const motivering = "De naam van de opsteller wordt onleesbaar gemaakt op grond van artikel 5.1, tweede lid, onder e, van de Wet open overheid."
	const besluit = "1. U gaat akkoord met de inhoud van de brief.\n2. U verzendt de brief aan de Tweede Kamer."
	const toez = "De brief doet de toezegging gestand van 4 december 2025 om de Kamer voor de zomer te informeren."
	mede := nota(besluit, besluit+"\n3. De brief gaat mede namens de Minister van Sociale Zaken en Werkgelegenheid.")
	overdue := Circumstances{RegisterKnown: true, Linked: 1, Overdue: []Overdue{{"Ik zal uw Kamer voor 1 april 2026 informeren.", Date{2026, 3, 31}}}}
	medeBrief := brief("Met deze brief doe ik", "Mede namens de Minister van Sociale Zaken en Werkgelegenheid doe ik met deze brief")
	for _, x := range []struct {
		code string
		hit  bool
		why  string
		set  []doc
		at   Circumstances
	}{
		{"L01", true, "the deadline lies before the date", docs(nota("19 juni 2026 (", "1 juni 2026 (")), Circumstances{}},
		{"L01", false, "the deadline lies after the date", docs(nota()), Circumstances{}},
		{"L02", true, "sent up after the deadline", docs(nota()), Circumstances{Sent: day(22)}},
		{"L02", true, "three working days are asked and one is left", docs(nota()), Circumstances{Sent: day(18), WorkingDays: 3}},
		{"L02", false, "six working days are left", docs(nota()), Circumstances{Sent: day(11), WorkingDays: 3}},
		{"L02", false, "nobody knows when it is sent up", docs(nota()), Circumstances{}},
		{"L03", true, "a bare date", docs(nota(deadline, "Deadline: 19 juni 2026")), Circumstances{}},
		{"L03", false, "the date says what happens then", docs(nota()), Circumstances{}},
		{"L04", true, "enclosed, but none", docs(nota("Bijlage(n): 1", "Bijlage(n): 0")), Circumstances{}},
		{"L04", false, "enclosed and one", docs(nota()), Circumstances{}},
		{"L04", false, "the letter lies in the set", docs(nota("Bijlage(n): 1", "Bijlage(n): 0"), brief()), Circumstances{}},
		{"L04", true, "a letter that encloses nothing", docs(brief("Bijlage(n)\n1", "Bijlage(n)\n0", "Eind 2027", "Bijgevoegd is een overzicht. Eind 2027")), Circumstances{}},
		{"L05", true, "one counted, three attached", docs(nota()), Circumstances{AttachedKnown: true, Attached: 3}},
		{"L05", false, "one counted, one attached", docs(nota()), Circumstances{AttachedKnown: true, Attached: 1}},
		{"L05", true, "none, though the besluit is about a letter", docs(nota("Bijlage(n): 1", "Bijlage(n): 0", "bijgevoegde ", "de ")), Circumstances{}},
		{"L05", true, "a letter that offers something encloses it", docs(offer("Bijlage(n)\n1", "Bijlage(n)\n0")), Circumstances{}},
		{"L06", true, "a stray space", docs(nota("4412890-1101234-LZ", "4412890- 1101234-LZ")), Circumstances{}},
		{"L06", true, "lower case", docs(nota("4412890-1101234-LZ", "4412890-1101234-lz")), Circumstances{}},
		{"L06", true, "the old form", docs(nota("4412890-1101234-LZ", "DWJZ-3158930")), Circumstances{}},
		{"L06", true, "a stray space in a letter, whose pattern is not known", docs(brief("4412890-1101240-LZ", "4412890- 1101240-LZ")), Circumstances{}},
		{"L06", false, "as it should be", docs(nota()), Circumstances{}},
		{"L07", true, "another kenmerk on page two", docs(nota("## 4. Toelichting\n", "**Datum**\n\n11 juni 2026\n\n**Kenmerk**\n\n4412890-1109999-LZ\n\n## 4. Toelichting\n")), Circumstances{}},
		{"L07", true, "the letter belongs to another dossier", docs(nota(), brief("4412890-1101240-LZ", "4499999-1101240-LZ")), Circumstances{}},
		{"L07", true, "the file is named after another nota", docs(nota()), Circumstances{FileNames: []string{"4400000-1101234-LZ nota.md"}}},
		{"L07", false, "the same kenmerk on page two, in the letter and in the file name", docs(nota("## 4. Toelichting\n", "**Datum**\n\n11 juni 2026\n\n**Kenmerk**\n\n4412890- 1101234-LZ\n\n## 4. Toelichting\n"), brief()), Circumstances{FileNames: []string{"4412890-1101234-LZ.md"}}},
		{"L08", true, "another date on page two", docs(nota("## 4. Toelichting\n", "**Datum**\n\n10 juni 2026\n\n**Kenmerk**\n\n4412890-1101234-LZ\n\n## 4. Toelichting\n")), Circumstances{}},
		{"L08", false, "the same date on page two", docs(nota("## 4. Toelichting\n", "**Datum**\n\n11 juni 2026\n\n## 4. Toelichting\n")), Circumstances{}},
		{"L09", true, "the kenmerk is of another directie", docs(nota("1101234-LZ", "1101234-FEZ")), Circumstances{}},
		{"L09", false, "the kenmerk is of this directie", docs(nota()), Circumstances{}},
		{"L09", false, "a code that is not in the table", docs(nota("1101234-LZ", "1101234-XQ")), Circumstances{}},
		{"L10", true, "nobody", docs(nota("Opgesteld door: H.J. Wiersema", "Opgesteld door:")), Circumstances{}},
		{"L10", false, "somebody", docs(nota()), Circumstances{}},
		{"L10", false, "taken out in the public version", docs(nota("H.J. Wiersema", "[gelakt: 5.1.2e]")), Circumstances{}},
		{"L11", true, "to nobody", docs(nota("Aan: Staatssecretaris JPS", "Aan:")), Circumstances{}},
		{"L11", true, "to an official", docs(nota("Aan: Staatssecretaris JPS", "Aan: Hoofd Bedrijfsvoering")), Circumstances{}},
		{"L11", false, "to a bewindspersoon", docs(nota()), Circumstances{}},
		{"L12", true, "a subject that says nothing", docs(nota("Kamerbrief vervolg valpreventie bij ouderen", "Kamerbrief")), Circumstances{}},
		{"L12", true, "no subject", docs(nota("Onderwerp: Kamerbrief vervolg valpreventie bij ouderen\n", "Onderwerp:\n")), Circumstances{}},
		{"L12", false, "a subject", docs(nota()), Circumstances{}},
		{"L13", true, "no kernpunten", docs(nota("## 3. Kernpunten", "")), Circumstances{}},
		{"L13", true, "no fraudetoets", docs(nota("### i. Fraudetoets", "")), Circumstances{}},
		{"L13", false, "all of them", docs(nota()), Circumstances{}},
		{"L14", true, "an empty section", docs(nota(toez, "")), Circumstances{}},
		{"L14", false, "N.v.t. is not empty", docs(nota(toez, "N.v.t.")), Circumstances{}},
		{"L15", true, "glued", docs(nota("### i. Fraudetoets\n", "### i. Fraudetoets N.v.t.\n")), Circumstances{}},
		{"L15", false, "under its heading", docs(nota()), Circumstances{}},
		{"L16", true, "bare", docs(nota(juridisch, "N.v.t.")), Circumstances{}},
		{"L16", false, "with a reason", docs(nota()), Circumstances{}},
		{"L17", true, "six of nine", docs(nota(toez, "N.v.t.", maatschappelijk, "N.v.t.", afst, "N.v.t.")), Circumstances{}},
		{"L17", false, "three of nine", docs(nota()), Circumstances{}},
		{"L18", true, "financieel N.v.t. with sums", docs(nota("Optie A kost € 34 miljoen per jaar. De dekking is geregeld op de begroting van VWS.", "N.v.t.: geen.")), Circumstances{}},
		{"L18", true, "toezeggingen N.v.t. while the letter promises", docs(nota(toez, "N.v.t.: geen."), brief()), Circumstances{}},
		{"L18", true, "juridisch N.v.t. on a data breach", docs(nota("Dat zijn er minder dan gehoopt.", "Bij een datalek zijn gegevens van patiënten gestolen.")), Circumstances{}},
		{"L18", false, "nothing speaks against N.v.t.", docs(nota()), Circumstances{}},
		{"L19", true, "a gap", docs(nota("### d. Gevolgen", "### e. Gevolgen", "### e. Financiële", "### f. Financiële", "### f. Juridische", "### g. Juridische")), Circumstances{}},
		{"L19", true, "a heading twice", docs(nota("## 3. Kernpunten\n", "## 3. Kernpunten\n\nEerst dit.\n\n## 3. Kernpunten\n")), Circumstances{}},
		{"L19", false, "in order", docs(nota()), Circumstances{}},
		{"L14", false, "ter informatie needs no besluit", docs(nota("TER BESLISSING", "TER INFORMATIE", besluit, "")), Circumstances{}},
		{"L19", false, "ter informatie leaves the besluit out", docs(nota("TER BESLISSING", "TER INFORMATIE", "## 2. Geadviseerd besluit\n\n"+besluit, "")), Circumstances{}},
		{"L20", true, "another label in the same place", docs(nota("### d. Gevolgen administratieve lasten", "### d. Gevolgen voor lasten en regels")), Circumstances{}},
		{"L20", false, "an alias of another house", docs(nota("## 3. Kernpunten", "## 3. Kern")), Circumstances{}},
		{"L21", true, "one heading in italics", docs(nota("### f. Juridische aspecten haalbaarheid", "*f. Juridische aspecten haalbaarheid*")), Circumstances{}},
		{"L21", true, "one heading bold inside", docs(nota("## 3. Kernpunten", "## **3. Kernpunten**")), Circumstances{}},
		{"L21", false, "all alike", docs(nota()), Circumstances{}},
		{"L22", true, "two asks in one paragraph", docs(nota(besluit, "Graag uw akkoord op de brief en het verzenden ervan.")), Circumstances{}},
		{"L22", false, "numbered", docs(nota()), Circumstances{}},
		{"L22", false, "one ask needs no number", docs(nota(besluit, "Graag uw akkoord op de brief.")), Circumstances{}},
		{"L23", true, "no besluit", docs(nota("## 2. Geadviseerd besluit", "## 2. Wat we vragen")), Circumstances{}},
		{"L23", true, "besluit N.v.t.", docs(nota(besluit, "N.v.t.")), Circumstances{}},
		{"L23", false, "a besluit", docs(nota()), Circumstances{}},
		{"L23", false, "ter informatie asks for none", docs(nota("TER BESLISSING", "TER INFORMATIE", besluit, "N.v.t.")), Circumstances{}},
		{"L24", true, "ter informatie that asks", docs(nota("TER BESLISSING", "TER INFORMATIE")), Circumstances{}},
		{"L24", false, "ter beslissing that asks", docs(nota()), Circumstances{}},
		{"L24", false, "ter informatie that does not ask", docs(doc{"notas/szw-armoede.md", nil}), Circumstances{}},
		{"L25", true, "nobody of SZW on the route", docs(mede), Circumstances{RouteKnown: true, Stations: []Seat{{"bewindspersoon", "vws"}}}},
		{"L25", true, "no route yet", docs(mede), Circumstances{}},
		{"L25", false, "SZW on the route", docs(mede), Circumstances{Stations: []Seat{{"bewindspersoon", "szw"}}}},
		{"L25", true, "another bewindspersoon of the own house needs a seat too", docs(nota(besluit, besluit+" U verzendt mede namens de Minister van Volksgezondheid, Welzijn en Sport.")), Circumstances{Stations: []Seat{{"bewindspersoon", "vws"}, {"directie", "vws.lz"}}}},
		{"L25", false, "both of the own house sit on it", docs(nota(besluit, besluit+" U verzendt mede namens de Minister van Volksgezondheid, Welzijn en Sport.")), Circumstances{Stations: []Seat{{"bewindspersoon", "vws"}, {"bewindspersoon", "vws"}}}},
		{"L26", true, "asked and not answered", docs(mede), Circumstances{MedeakkoordOpen: []string{"SZW"}}},
		{"L26", false, "answered", docs(mede), Circumstances{}},
		{"L27", true, "done here, pending there", docs(nota("2. U verzendt de brief", "2. De brief wordt parallel voorgelegd aan SZW en u verzendt de brief", afst, "De brief is afgestemd met SZW.")), Circumstances{}},
		{"L27", false, "done", docs(nota(afst, "De brief is afgestemd met SZW.")), Circumstances{}},
		{"L28", true, "one of three", docs(nota(afst, "Afgestemd met het ministerie van Financiën.")), Circumstances{}},
		{"L28", false, "all three", docs(nota()), Circumstances{}},
		{"L29", true, "money without FEZ", docs(nota("directies FEZ en WJZ", "directie WJZ")), Circumstances{RouteKnown: true}},
		{"L29", true, "a letter without Communicatie", docs(nota(), brief()), Circumstances{RouteKnown: true}},
		{"L29", false, "FEZ on the route", docs(nota("directies FEZ en WJZ", "directie WJZ")), Circumstances{RouteKnown: true, Stations: []Seat{{"medeparaaf", "vws.fez"}}}},
		{"L29", false, "the route is not known", docs(nota("directies FEZ en WJZ", "directie WJZ")), Circumstances{}},
		{"L30", true, "letter and answers", docs(nota("2. U verzendt de brief", "2. U verzendt de beantwoording", "inhoud van de brief", "inhoud van de Kamerbrief")), Circumstances{}},
		{"L30", false, "letter", docs(nota()), Circumstances{}},
		{"L30", false, "there are answers too", docs(nota("2. U verzendt de brief", "2. U verzendt de beantwoording", "inhoud van de brief", "inhoud van de Kamerbrief"), antw()), Circumstances{}},
		{"L31", true, "separately, without kenmerk", docs(nota("Het debat is op 25 juni 2026.", "De stukken voor het debat ontvangt u separaat.")), Circumstances{}},
		{"L31", false, "separately, with kenmerk", docs(nota("Het debat is op 25 juni 2026.", "De stukken voor het debat ontvangt u separaat (4412890-1101300-LZ).")), Circumstances{}},
		{"L32", true, "Kamervragen without anything", docs(nota("Het debat is op 25 juni 2026.", "Er zijn Kamervragen gesteld.")), Circumstances{}},
		{"L32", false, "number, member and term", docs(nota("Het debat is op 25 juni 2026.", "Het lid Oosterveen (CDA) stelde Kamervragen (2026Z08123); het antwoord moet er uiterlijk 30 juni 2026 zijn.")), Circumstances{}},
		{"L32", true, "answers without number", docs(antw("2026Z07411, ", "")), Circumstances{}},
		{"L32", false, "answers with number", docs(antw()), Circumstances{}},
		{"L33", true, "a party written wrong", docs(nota("De Tweede Kamer steunt", "De fractie van D'66 steunt")), Circumstances{}},
		{"L33", true, "two parties the wrong way", docs(brief("Elk jaar", "Leden van GroenLinks/PvdA vroegen ernaar. Elk jaar")), Circumstances{}},
		{"L33", false, "as the Kamer writes it", docs(nota("De Tweede Kamer steunt", "De fracties van D66 en GroenLinks-PvdA steunen")), Circumstances{}},
		{"L34", true, "no year", docs(nota("op 25 juni 2026", "op 25 juni")), Circumstances{}},
		{"L34", false, "a year", docs(nota()), Circumstances{}},
		{"L34", false, "a range with its year at the end", docs(nota("op 25 juni 2026", "van 25 juni tot en met 2 juli 2026")), Circumstances{}},
		{"L35", true, "two ways in one paper", docs(nota("De Tweede Kamer steunt valpreventie.", "TopZorg steunt dit. De cliënten van Topzorg ook.")), Circumstances{}},
		{"L35", true, "two ways in nota and letter", docs(nota("De Tweede Kamer steunt valpreventie.", "TopZorg steunt dit."), brief("Elk jaar", "Topzorg helpt. Elk jaar")), Circumstances{}},
		{"L35", false, "one way", docs(nota("De Tweede Kamer steunt valpreventie.", "TopZorg steunt dit. De cliënten van TopZorg ook.")), Circumstances{}},
		{"L36", true, "not explained", docs(nota("(VNG)", "")), Circumstances{}},
		{"L36", false, "explained", docs(nota("FEZ", "Financieel-Economische Zaken", "WJZ", "Wetgeving en Juridische Zaken")), Circumstances{}},
		{"L36", false, "the number of a norm", docs(nota("FEZ", "Financieel-Economische Zaken", "WJZ", "Wetgeving en Juridische Zaken", "Het debat is op 25 juni 2026.", "Zie EN 301 549.")), Circumstances{}},
		{"L36", false, "a norm of three houses", docs(nota("FEZ", "Financieel-Economische Zaken", "WJZ", "Wetgeving en Juridische Zaken", "Het debat is op 25 juni 2026.", "Zie NEN-EN-ISO 9001 en ISO/IEC 27001.")), Circumstances{}},
		{"L36", false, "a norm with its number glued on", docs(nota("FEZ", "Financieel-Economische Zaken", "WJZ", "Wetgeving en Juridische Zaken", "Het debat is op 25 juni 2026.", "Zie NEN-7510.")), Circumstances{}},
		{"L36", false, "a postbus code", docs(nota("FEZ", "Financieel-Economische Zaken", "WJZ", "Wetgeving en Juridische Zaken", "Het debat is op 25 juni 2026.", "Stuur het naar Postbus 20018, 2500 EA in de stad.")), Circumstances{}},
		{"L36", false, "a chapter of the begroting", docs(nota("FEZ", "Financieel-Economische Zaken", "WJZ", "Wetgeving en Juridische Zaken", "Het debat is op 25 juni 2026.", "Zie hoofdstuk XIV van de begroting.")), Circumstances{}},
		{"L36", false, "named as a directie", docs(nota("FEZ", "Financieel-Economische Zaken", "WJZ", "Wetgeving en Juridische Zaken", "Het debat is op 25 juni 2026.", "De directies DMO, FEZ en WJZ zijn akkoord.")), Circumstances{}},
		{"L36", true, "a word that only looks like a norm", docs(nota("FEZ", "Financieel-Economische Zaken", "WJZ", "Wetgeving en Juridische Zaken", "Het debat is op 25 juni 2026.", "De EN is gebeld.")), Circumstances{}},
		{"L36", true, "not named as a directie", docs(nota("FEZ", "Financieel-Economische Zaken", "WJZ", "Wetgeving en Juridische Zaken", "Het debat is op 25 juni 2026.", "De FMC is gebeld over de directies.")), Circumstances{}},
		{"L36", false, "a directie of the route", docs(nota("FEZ", "Financieel-Economische Zaken", "WJZ", "Wetgeving en Juridische Zaken", "Het debat is op 25 juni 2026.", "DMO is gebeld.")), Circumstances{Stations: []Seat{{"directie", "vws.dmo"}}}},
		{"L36", true, "a directie of the route, in a letter", docs(brief("Elk jaar", "DMO is gebeld. Elk jaar")), Circumstances{Stations: []Seat{{"directie", "vws.dmo"}}}},
		{"L37", true, "no alternatives", docs(nota("(optie A)", "", "(optie B)", "", "optie A", "voortzetten", "Optie A", "Dit", "het risico", "het gevolg")), Circumstances{}},
		{"L37", false, "alternatives and risks", docs(nota()), Circumstances{}},
		{"L38", true, "the kernpunten are the letter", docs(nota("- Gemeenten bieden in 2026 aan 80.000 ouderen een cursus aan. Dat zijn er minder dan gehoopt.", "- Elk jaar komen 100.000 ouderen na een val op de spoedeisende hulp. Gemeenten bieden in 2026 aan 80.000 ouderen een cursus aan. Ik zet de bijdrage van € 34 miljoen per jaar voort, met een afspraak over het aantal deelnemers. Gemeenten melden elk half jaar hoeveel ouderen een cursus volgden. Zorgverzekeraars vergoeden de cursus voor ouderen met een hoog risico.", "- U kunt de bijdrage aan gemeenten voortzetten (optie A) of stoppen (optie B). Voortzetten kost € 34 miljoen per jaar; stoppen geeft het risico dat twee op de drie gemeenten geen cursus meer aanbieden.\n", ""), brief()), Circumstances{}},
		{"L38", false, "the kernpunten advise", docs(nota(), brief()), Circumstances{}},
		{"L39", true, "a company is blamed", docs(nota("Dat zijn er minder dan gehoopt.", "De leverancier TopZorg is aansprakelijk voor de vertraging.")), Circumstances{}},
		{"L39", false, "no company is named", docs(nota("Dat zijn er minder dan gehoopt.", "Het kabinet is verantwoordelijk voor de voortgang.")), Circumstances{}},
		{"L40", true, "another number of people", docs(nota(), brief("80.000 ouderen", "90.000 ouderen", "100.000 ouderen", "veel mensen")), Circumstances{}},
		{"L40", true, "sure here, unsure there", docs(nota("Dat zijn er minder dan gehoopt.", "Er zijn gegevens gestolen."), brief("Elk jaar", "Of er iets weg is, is nog niet met zekerheid te zeggen. Elk jaar")), Circumstances{}},
		{"L40", true, "another term", docs(nota("Dat zijn er minder dan gehoopt.", "Gemeenten krijgen voor de aanvraag zes weken."), brief("Elk jaar", "Gemeenten krijgen voor de aanvraag acht weken. Elk jaar")), Circumstances{}},
		{"L40", true, "another sum", docs(nota(), brief("€ 34 miljoen per jaar voort", "€ 43 miljoen per jaar voort", "Ik zet de bijdrage van", "Voortzetten kost")), Circumstances{}},
		{"L40", false, "the same in both", docs(nota(), brief()), Circumstances{}},
		{"L41", true, "no section at publication", docs(nota("## 5. Informatie die niet openbaar gemaakt kan worden\n\n### a. Motivering\n\n"+motivering, "")), Circumstances{Publication: true}},
		{"L41", true, "N.v.t. while there are marks", docs(nota(motivering, "N.v.t.")), Circumstances{MarksKnown: true, Marks: 2}},
		{"L41", false, "a motivering", docs(nota()), Circumstances{Publication: true, MarksKnown: true, Marks: 1}},
		{"L42", true, "no article", docs(nota(motivering, "De naam is weg vanwege de privacy.")), Circumstances{}},
		{"L42", false, "an article", docs(nota()), Circumstances{}},
		{"L42", false, "nothing is withheld", docs(nota(motivering, "De nota is volledig openbaar.")), Circumstances{}},
		{"L43", true, "claimed, but nothing is marked", docs(nota()), Circumstances{Publication: true, MarksKnown: true}},
		{"L43", true, "something is gone, but N.v.t.", docs(nota("H.J. Wiersema", "[gelakt: 5.1.2e]", motivering, "N.v.t.")), Circumstances{}},
		{"L43", true, "claimed before submission, and nothing in the nota could go", docs(nota()), Circumstances{MarksKnown: true}},
		{"L43", false, "who wrote it may be what was taken out", docs(nota("H.J. Wiersema", "")), Circumstances{MarksKnown: true}},
		{"L43", false, "claimed and marked", docs(nota()), Circumstances{Publication: true, MarksKnown: true, Marks: 1}},
		{"L44", true, "a mail address", docs(nota("Het debat is op 25 juni 2026.", "Vragen aan h.wiersema@minvws.nl.")), Circumstances{}},
		{"L44", true, "a telephone number", docs(nota("Het debat is op 25 juni 2026.", "Te bellen op 06-12345678.")), Circumstances{}},
		{"L44", true, "a name", docs(nota("Het debat is op 25 juni 2026.", "Besproken met mevrouw Jansen.")), Circumstances{}},
		{"L44", false, "a desk", docs(nota("Het debat is op 25 juni 2026.", "Vragen aan info@zorg.nl of het meldpunt.")), Circumstances{}},
		{"L45", true, "the ministerraad", docs(nota("Het debat is op 25 juni 2026.", "In de ministerraad was hier discussie over.")), Circumstances{}},
		{"L45", false, "nothing of the kind", docs(nota()), Circumstances{}},
		{"L45", false, "what is told or not told to the press", docs(nota("Het debat is op 25 juni 2026.", "Hierover wordt niet naar buiten gecommuniceerd.")), Circumstances{}},
		{"L45", true, "what must stay inside", docs(nota("Het debat is op 25 juni 2026.", "Dit mag niet naar buiten.")), Circumstances{}},
		{"L46", true, "a page number", docs(nota("## 4. Toelichting\n", "Pagina 1 van 3\n\n## 4. Toelichting\n")), Circumstances{}},
		{"L46", false, "none", docs(nota()), Circumstances{}},
		{"L47", true, "no address", docs(brief("De Voorzitter van de Tweede Kamer\nder Staten-Generaal\nPostbus 20018\n2500 EA DEN HAAG", "")), Circumstances{}},
		{"L47", true, "an aanhef for somebody else", docs(brief("Geachte Voorzitter,", "Geachte heer De Wit,")), Circumstances{}},
		{"L47", true, "nobody signs", docs(brief("de Staatssecretaris van Jeugd, Preventie\nen Sport,\n\n\n\nS. Oudemans-Drost", "")), Circumstances{}},
		{"L47", true, "another signs than decides", docs(nota("Staatssecretaris JPS", "Minister VWS"), brief()), Circumstances{}},
		{"L47", false, "who decides signs", docs(nota(), brief()), Circumstances{}},
		{"L48", true, "dated before the besluit", docs(brief()), Circumstances{Approved: day(19)}},
		{"L48", true, "dated in the reces", docs(brief()), Circumstances{Reces: []Period{{day(15), day(30)}}}},
		{"L48", true, "dated before the nota", docs(nota("Datum: 11 juni 2026", "Datum: 19 juni 2026"), brief()), Circumstances{}},
		{"L48", false, "dated on the besluit", docs(brief()), Circumstances{Approved: day(18)}},
		{"L36", false, "who was consulted in the house, where the nota says so", docs(nota(afst, "FEZ en WJZ zijn akkoord, net als het ministerie van Sociale Zaken en Werkgelegenheid en de VNG.")), Circumstances{}},
		{"L49", true, "a toezegging that is not linked", docs(brief()), Circumstances{RegisterKnown: true}},
		{"L49", false, "linked", docs(brief()), Circumstances{RegisterKnown: true, Linked: 1}},
		{"L49", false, "too late, and it says why", docs(brief("Met deze brief doe ik", "Dat heeft langer geduurd dan ik wilde. Met deze brief doe ik")), overdue},
		{"L49", true, "linked, and too late without a word of it", docs(brief()), overdue},
		{"L50", true, "an author in the file", docs(nota()), Circumstances{PDF: []string{"auteur in de eigenschappen"}}},
		{"L50", false, "a clean file", docs(nota()), Circumstances{}},
		{"L51", true, "a promise that the nota does not name", docs(nota(), brief()), Circumstances{}},
		{"L51", true, "a promise in an answer", docs(doc{"antwoorden/aanhangsel.md", nil}), Circumstances{}},
		{"L51", false, "the Kamer asks for one", docs(antw("Hoe worden patiënten geïnformeerd?", "Wanneer zal de Kamer worden geïnformeerd?")), Circumstances{}},
		{"L51", false, "the nota names it", docs(nota(toez, toez+" Nieuw: eind 2027 volgen de resultaten."), brief()), Circumstances{}},
		{"L52", true, "forty words", docs(nota("Het debat is op 25 juni 2026.", "Het debat "+strings.Repeat("gaat daarna verder ", 13)+".")), Circumstances{}},
		{"L52", false, "short ones", docs(nota()), Circumstances{}},
		{"L53", true, "a word nobody says", docs(nota("Het debat is op 25 juni 2026.", "Teneinde dit te mitigeren is er een debat.")), Circumstances{}},
		{"L53", false, "plain words", docs(nota()), Circumstances{}},
		{"L54", true, "no answer", docs(antw("**Antwoord 1**\n\nJa.", "")), Circumstances{}},
		{"L54", false, "answers to all", docs(antw()), Circumstances{}},
		{"L55", true, "a number is missing", docs(antw("**Vraag 4**", "**Vraag 5**", "**Antwoord 4**", "**Antwoord 5**")), Circumstances{}},
		{"L55", false, "in order", docs(antw()), Circumstances{}},
		{"L56", true, "the letter does not name it", docs(mede, brief()), Circumstances{}},
		{"L56", true, "the nota does not name it", docs(nota(), medeBrief), Circumstances{}},
		{"L56", false, "both name it", docs(mede, medeBrief), Circumstances{}},
		{"L57", true, "a word of the Kamer is gone", docs(antw("Hoe worden patiënten geïnformeerd?", "Worden patiënten geïnformeerd?")), Circumstances{Questions: []Question{{4, "Hoe worden patiënten geïnformeerd?"}}}},
		{"L57", false, "word for word", docs(antw()), Circumstances{Questions: []Question{{4, "Hoe worden\npatiënten geïnformeerd?"}}}},
		{"L58", true, "no reason and no number", docs(delay("omdat het onderzoek nog loopt. ", "", "2026Z07411", "ons bekend")), Circumstances{}},
		{"L58", false, "which, why and when", docs(delay()), Circumstances{}},
		{"L59", true, "a picture that nobody described", docs(nota("Het debat is op 25 juni 2026.", "Het debat is op 25 juni 2026.\n\n![ ](/bijlagen/beeld-1)")), Circumstances{}},
		{"L59", false, "a picture that says what it shows", docs(nota("Het debat is op 25 juni 2026.", "Het debat is op 25 juni 2026.\n\n![Een grafiek](/bijlagen/beeld-1)")), Circumstances{}},
		{"L60", true, "a sentence about a staatsgeheim is asked about", docs(nota("Het debat is op 25 juni 2026.", "Het debat gaat over een staatsgeheim.")), Circumstances{}},
		{"L60", false, "Dep. V. is none", docs(nota("Het debat is op 25 juni 2026.", "Het stuk is departementaal vertrouwelijk.")), Circumstances{}},
	} {
		var set []Paper
		for _, d := range x.set {
			set = append(set, d.paper(t))
		}
		var got *Remark
		rs := Lint(set, x.at)
		for i := range rs {
			if rs[i].Code == x.code {
				got = &rs[i]
				break
			}
		}
		if (got != nil) != x.hit {
			t.Errorf("%s, %s: hit %v, want %v", x.code, x.why, got != nil, x.hit)
			continue
		}
		if got == nil {
			continue
		}
		if p := set[got.Paper]; got.Span.Start < 0 || got.Span.End > len(p.Bytes()) || got.Span.End < got.Span.Start {
			t.Errorf("%s, %s: no place: %v", x.code, x.why, got.Span)
		}
		if !strings.HasSuffix(got.Text, ".") || strings.Contains(got.Text, "%!") || got.Text[0] >= 'a' && got.Text[0] <= 'z' {
			t.Errorf("%s, %s: no sentence: %s", x.code, x.why, got.Text)
		}
	}
}

func TestEveryRuleOfTheBookIsCheckedAndTheOtherWayRound(t *testing.T) {
	t.Parallel()
	book := Remarks()
	if len(book) != len(checks) {
		t.Errorf("%d rules in the book, %d checks", len(book), len(checks))
	}
	for i, r := range book {
		if checks[r.Code] == nil {
			t.Errorf("%s is not checked", r.Code)
		}
		if want := "L" + string([]byte{'0' + byte((i+1)/10), '0' + byte((i+1)%10)}); r.Code != want {
			t.Errorf("rule %d has code %s", i+1, r.Code)
		}
		switch r.Severity {
		case SeverityBlock, SeverityWarn, SeverityHint:
		default:
			t.Errorf("%s has severity %q", r.Code, r.Severity)
		}
		if r.Title == "" || !strings.HasSuffix(r.Why, ".") {
			t.Errorf("%s says not why", r.Code)
		}
	}
	var must []string
	for _, r := range book {
		if r.Unanswerable {
			must = append(must, r.Code)
		}
	}
	if got := strings.Join(must, " "); got != "L04 L13 L14 L23 L25" {
		t.Errorf("cannot be answered away: %s", got)
	}
}

func TestSeverityIsTheMinistrysToChoose(t *testing.T) {
	t.Parallel()
	p := read(t, "seed/nota.md")
	for _, r := range Lint([]Paper{p}, Circumstances{Severities: map[string]Severity{"L01": SeverityHint, "L16": SeverityOff}}) {
		if r.Code == "L16" || r.Code == "L01" && r.Severity != SeverityHint {
			t.Errorf("%s %s", r.Code, r.Severity)
		}
	}
}

func TestAnsweredRemarkBlocksNoLongerUnlessItMustBeMended(t *testing.T) {
	t.Parallel()
	p := read(t, "seed/nota.md")
	at := Circumstances{Answered: map[string]bool{"L01": true, "L04": true, "L25": true}}
	seen := map[string]Remark{}
	for _, r := range Lint([]Paper{p}, at) {
		seen[r.Code] = r
	}
	if r := seen["L01"]; r.Severity != SeverityWarn || !r.Answered {
		t.Errorf("L01 is answered, but: %s %v", r.Severity, r.Answered)
	}
	for _, c := range []string{"L04", "L25"} {
		if r := seen[c]; r.Severity != SeverityBlock || r.Answered {
			t.Errorf("%s cannot be answered away, but: %s %v", c, r.Severity, r.Answered)
		}
	}
	if r := seen["L10"]; r.Severity != SeverityBlock {
		t.Errorf("L10 was not answered, but: %s", r.Severity)
	}
}

// TestANameEndsWhereItEnds holds what stands between quotes in a remark about a
// name: the name, and nothing of what follows it.
func TestANameEndsWhereItEnds(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Besproken met de heer R. Molenkamp (Oogvereniging).": "‘heer R. Molenkamp’",
		"Besproken met mevrouw De Vries, Oogvereniging.":      "‘mevrouw De Vries’",
		"Besproken met mevrouw Jansen/VWS.":                   "‘mevrouw Jansen’",
		"Besproken met mevrouw Jansen; Zorgbelang belt nog.":  "‘mevrouw Jansen’",
		"Besproken met mw. A.B. van der Berg-Smit.":           "‘mw. A.B. van der Berg-Smit’",
		"Besproken met dhr. El Idrissi “Zorgbelang”.":         "‘dhr. El Idrissi’",
	} {
		p := nota("Het debat is op 25 juni 2026.", text).paper(t)
		found := false
		for _, r := range Lint([]Paper{p}, Circumstances{}) {
			if r.Code == "L44" {
				found = true
				if !strings.Contains(r.Text, want) {
					t.Errorf("%s: %s", text, r.Text)
				}
			}
		}
		if !found {
			t.Errorf("%s: no remark", text)
		}
	}
}
