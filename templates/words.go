package templates

import (
	"paraaf/documents"
	"paraaf/workflow"
)

// An Asked is what the reading page says above the advised besluit, and what a
// reader should know before writing a remark.
type Asked struct{ Asked, Warning string }

// AskedSays gives what the reading page says for an action, or nothing.
func AskedSays(a workflow.Action) Asked { return askedTexts[a] }

var askedTexts = map[workflow.Action]Asked{
	"take-besluit":     {"U wordt om een besluit gevraagd", "Uw opmerking over de inhoud wordt met de nota openbaar, nadat zij is gelakt. Schrijf wat over de gang van zaken gaat bij Procesnotitie."},
	"give-paraaf":      {"U wordt om uw paraaf gevraagd", "Uw opmerking gaat mee de lijn in. De opsteller en wie na u komt, lezen haar."},
	"give-medeakkoord": {"U wordt om medeakkoord op deze brief gevraagd", "Uw opmerking gaat naar de opsteller van de brief."},
}

// AmendSays is the button by which an action is done with a change of one's own.
func AmendSays(a workflow.Action) string {
	if a == (workflow.TakeBesluit{}).Action() {
		return "Akkoord met deze wijziging"
	}
	return "Paraaf met deze wijziging"
}

// RemarkBecomesPublic is what stands beside a remark that goes with a besluit.
const RemarkBecomesPublic = "Wat u hier schrijft, wordt met de nota openbaar, nadat het is gelakt."

// NeedsText says that a reason lacks, and what it is for.
func NeedsText(verdict string) string {
	switch verdict {
	case string(workflow.AkkoordMetOpmerking):
		return "Schrijf uw opmerking, of kies akkoord zonder opmerking."
	case string(workflow.NietAkkoord):
		return "Schrijf waarom u niet akkoord bent. De opsteller moet ermee verder kunnen."
	}
	return "Schrijf de reden. De opsteller moet ermee verder kunnen."
}

// A StepText is what a step's page says before its form.
type StepText struct {
	Lead   string
	Points []string
}

// StepSays gives the words of a step's page.
func StepSays(a workflow.Action) StepText { return stepTexts[a] }

var stepTexts = map[workflow.Action]StepText{
	"withdraw": {"Het dossier eindigt zonder besluit.", []string{"Iedereen die al parafeerde, ziet dat u het introk en waarom.",
		"Stukken, parafen en verloop blijven bewaard.", "U kunt een ingetrokken dossier niet weer openen."}},
	"send-back":            {"De stukken gaan terug, met uw reden.", []string{"Parafen op onderdelen die niet wijzigen, blijven staan.", "Iedereen die al parafeerde, leest dat u terugstuurde en waarom."}},
	"namens":               {"Iemand zei u wat het antwoord is. U legt dat vast, onder uw eigen naam.", []string{"Bij het antwoord staan beide namen, en hoe u het hoorde.", "Degene namens wie u dit vastlegt, krijgt er bericht van en kan het laten terugnemen.", "Het telt als één akkoord: u en degene namens wie u dit vastlegt, geven in deze ronde geen tweede."}},
	"ask-back":             {"De stukken komen terug bij u, zodat u ze kunt aanpassen.", []string{"Parafen op onderdelen die u niet wijzigt, blijven staan.", "Wie nu aan de beurt is, ziet dat u ze terugvroeg en waarom."}},
	"take-back":            {"U maakt uw laatste paraaf of besluit ongedaan.", []string{"Dit kan zolang niemand daarna heeft gehandeld.", "In het verloop blijft staan dat u het gaf en terugnam."}},
	"withdraw-publication": {"De openbare versie wordt teruggetrokken.", []string{"Staat er een persoonsgegeven in dat weg moest? Meld dit dan meteen ook bij uw functionaris gegevensbescherming: na ontdekking hebt u 72 uur."}},
	"ask-zienswijze": {"Wie erbij belang heeft, zegt eerst wat hij vindt van openbaar maken. Paraaf maakt de openbare versie pas als het antwoord er is of de termijn voorbij is.",
		[]string{"Dit legt de vraag vast. De brief aan de derde stuurt u zelf."}},
	"record-zienswijze": {"Leg vast wat de derde schreef en wat u ermee doet.", []string{"Volgt u het bezwaar niet, dan wacht openbaar maken nog twee weken, zodat de derde naar de rechter kan."}},
	"set-embargo":       {"Vóór deze dag gaat er niets naar de Kamer en niet naar het publicatieplatform.", []string{"Laat de dag leeg om het embargo weg te halen."}},
	"set-already-public": {"Het stuk wordt niet opnieuw beoordeeld en gaat niet nog eens mee. Op de inventarislijst staat waar het te vinden is.",
		[]string{"Laat het adres leeg om het stuk toch weer te beoordelen."}},
	"link-toezeggingen": {"Kies wat deze brief afdoet. Zodra de brief is verzonden, staat het in het register als nagekomen.",
		[]string{"Een toezegging uit een brief staat in het register. Een toezegging uit een debat ook, als zij bij de brief is vastgelegd waarover dat debat ging. Een motie schrijft u er zelf bij."}},
	"record-toezegging": {"In een debat over deze brief is de Kamer iets toegezegd. Het komt in het register, en de opsteller krijgt een herinnering als de termijn voorbij is.",
		[]string{"Schrijf geen namen van ambtenaren op: een toezegging doet de bewindspersoon.", "Klopt er later iets niet, of komt er een nieuwe termijn? Doe de toezegging dan af met die reden en leg haar opnieuw vast."}},
	"settle-toezegging": {"De toezegging is nagekomen zonder een brief uit Paraaf, bijvoorbeeld in een debat.",
		[]string{"Doet een brief in Paraaf haar af? Kies dan in dat dossier ‘Toezeggingen koppelen’: dan gaat dit vanzelf."}},
	"set-niet-openbaar": {"Van dit stuk wordt niets openbaar. Het wordt niet gelakt en niet gemaakt; op de inventarislijst staat dat het er is, en op welke grond niet.",
		[]string{"Kunt u een deel wel openbaar maken, lak dan liever.", "Kies ‘geen’ als grond om het stuk toch weer te beoordelen."}},
	"date-letter":         {"Deze datum komt op de brief, in elke vorm. Niemand hoeft er opnieuw voor akkoord te gaan.", []string{"Is de openbare versie al gemaakt, dan maakt communicatie haar opnieuw. De beoordeling blijft gelden."}},
	"give-advice":         {"Uw advies gaat mee de lijn in. Het houdt niemand op.", nil},
	"record-signature":    {"Leg vast dat de brief getekend is, door wie en hoe.", []string{"Deze vastlegging is geen handtekening. De getekende brief bewaart u zelf."}},
	"dispatch":            {"De brief en de beslisnota gaan samen naar de Kamer.", nil},
	"send-beslisnota":     {"De beslisnota gaat alsnog naar de Kamer.", nil},
	"record-kamernumbers": {"Vul in welke nummers de Kamer aan de stukken gaf. Dit kan ook als het dossier gesloten is.", nil},
	"set-spoed":           {"Wie aan de beurt is, ziet dat er haast is en waarom.", []string{"Spoed slaat niemand over. De route blijft gelijk."}},
	"hand-over":           {"Een collega wordt opsteller van dit dossier.", []string{"U blijft voor de regels ook opsteller: u kunt deze nota niet paraferen."}},
	"invite":              {"Een collega mag meeschrijven zolang de stukken in concept zijn.", []string{"Wie meeschrijft, kan deze nota niet paraferen."}},
	"skip-station":        {"Het station krijgt geen beurt in deze lijn.", []string{"Bij het station staat straks dat het is overgeslagen, door wie en waarom."}},
	"forward-station":     {"Een ander station krijgt deze beurt.", nil},
	"ask-advice":          {"Een collega leest mee en adviseert. De lijn wacht er niet op.", nil},
}

// LeakSays gives the place of a leak in words.
func LeakSays(where string) string {
	if s, ok := leakTexts[where]; ok {
		return s
	}
	return where
}

var leakTexts = map[string]string{
	"text": "leesbare tekst", "hidden text": "onzichtbare tekst", "metadata": "metagegevens", "link": "koppeling", "outline": "inhoudsopgave",
	"attachment": "bijlage in het bestand", "revision": "eerdere versie in het bestand", "image": "afbeelding", "font": "lettertype",
	"structure": "structuur voor schermlezers", "name": "bestandsnaam", "stream": "inhoud van het bestand",
	"annotation": "aantekening", "comment": "opmerking", "tracked change": "bijgehouden wijziging", "form field": "invulveld", "layer": "laag", "script": "script",
}

// GateChecks is what the gate looks at, for who is about to publish.
func GateChecks() []string {
	return []string{
		"De tekst, ook wat onzichtbaar is: wit op wit, buiten het blad of onder een vlak.",
		"Elk weggelakt woord, in elke schrijfwijze, in elk bestand.",
		"Metagegevens: auteur, trefwoorden en eigen velden.",
		"Koppelingen, bladwijzers, aantekeningen en bijlagen in het bestand.",
		"Eerdere versies die in een bestand zijn blijven zitten.",
		"De lettertypen: hun namen, en de volgorde van hun tekens.",
	}
}

// roleTexts are the roles that a route can ask, in the order of a list.
var roleTexts = []struct {
	role workflow.Role
	text string
}{
	{workflow.RoleDirectie, "Directie (directeur of clusterhoofd)"},
	{workflow.RoleMedeparaaf, "Medeparaaf (FEZ, WJZ, Communicatie, CIO)"},
	{workflow.RoleSecretariaat, "Secretariaat"},
	{workflow.RoleDG, "Directeur-generaal"},
	{workflow.RolePlvSG, "Plaatsvervangend secretaris-generaal"},
	{workflow.RoleSG, "Secretaris-generaal"},
	{workflow.RoleAdviseur, "Politiek adviseur"},
	{workflow.RoleBewindspersoon, "Bewindspersoon"},
}

// RoleOptions offers the roles that a route can ask.
func RoleOptions(chosen workflow.Role) []Option {
	out := []Option{{Label: "Kies een rol"}}
	for _, r := range roleTexts {
		out = append(out, Option{Value: string(r.role), Label: r.text, Chosen: r.role == chosen})
	}
	return out
}

// KindOptions offers what a station can be asked.
func KindOptions(chosen workflow.StepKind) []Option {
	var out []Option
	for _, k := range []workflow.StepKind{workflow.AskParaaf, workflow.AskMedeparaaf, workflow.AskProcescheck, workflow.AskAdvice,
		workflow.AskMedeakkoord, workflow.AskMedeondertekening, workflow.AskBesluit} {
		out = append(out, Option{Value: string(k), Label: capital(Asks(k)), Chosen: k == chosen})
	}
	return out
}

// FieldSays gives what a field is called where the sjabloon prints no label.
func FieldSays(f documents.Field) string {
	if s, ok := fieldTexts[f]; ok {
		return s
	}
	return capital(string(f))
}

var fieldTexts = map[documents.Field]string{
	documents.FieldAan: "Aan", documents.FieldCC: "Cc", documents.FieldDeadline: "Deadline", documents.FieldLijn: "Lijn in het colofon",
	documents.FieldOpsteller: "Opgesteld door", documents.FieldKind: "Soort nota", documents.FieldOnderwerp: "Onderwerp", documents.FieldDatum: "Datum",
	documents.FieldKenmerk: "Kenmerk", documents.FieldBijlagen: "Bijlage(n)", documents.FieldGeadresseerde: "Geadresseerde", documents.FieldBetreft: "Betreft",
	documents.FieldOnsKenmerk: "Ons kenmerk", documents.FieldUwKenmerk: "Uw kenmerk", documents.FieldAanhef: "Aanhef", documents.FieldSlotformule: "Slotformule",
	documents.FieldOndertekening: "Ondertekening", documents.FieldMedeNamens: "Mede namens",
	"van": "Van", "parafenroute": "Parafenroute", "contactpersoon": "Contactpersoon", "openbaarheid": "Openbaarheid",
	"bbrnummer": "BBR-nummer", "retouradres": "Retouradres", "bezoekadres": "Bezoekadres", "postadres": "Postadres",
	"uwbrief": "Uw brief", "zaaknummer": "Zaaknummer",
}

// FieldHint says how a field is filled in, or nothing.
func FieldHint(f documents.Field) string { return fieldHints[f] }

var fieldHints = map[documents.Field]string{
	documents.FieldAan:           "De bewindspersoon die besluit, bijvoorbeeld Minister LJS.",
	documents.FieldCC:            "Wie meeleest. Eén op een regel.",
	documents.FieldDeadline:      "De dag waarop het besluit er moet zijn, bijvoorbeeld 20 april 2026.",
	documents.FieldLijn:          "De organisaties van hoog naar laag, eindigend bij uw team. Eén op een regel.",
	documents.FieldOpsteller:     "Uw naam. In de openbare versie wordt die weggelakt.",
	documents.FieldOnderwerp:     "Waar gaat het over? Dit wordt ook de titel van de openbare stukken.",
	documents.FieldDatum:         "De dag op het stuk, bijvoorbeeld 17 april 2026.",
	documents.FieldKenmerk:       "Zonder spaties, bijvoorbeeld 4377464-1097773-DICIO.",
	documents.FieldBijlagen:      "Hoeveel bijlagen er zijn, de brief meegeteld.",
	documents.FieldBetreft:       "Waar gaat de brief over?",
	documents.FieldOndertekening: "Het ambt van wie tekent, en op de volgende regel de naam.",
}

// SectionHint says what a section is for, or nothing.
func SectionHint(k documents.SectionKey) string { return sectionHints[k] }

var sectionHints = map[documents.SectionKey]string{
	"aanleiding":                            "Waarom ligt dit nu voor? Twee of drie zinnen.",
	"besluit":                               "Wat vraagt u precies? Zet elk besluit op een eigen regel, zodat er per besluit geantwoord kan worden.",
	"kernpunten":                            "De punten waar het om gaat, zo kort als kan.",
	"toelichting.draagvlak-politiek":        "Hoe staat de Kamer erin? Zijn er moties of vragen?",
	"toelichting.draagvlak-maatschappelijk": "Hoe wordt het ontvangen, en wat is de boodschap?",
	"toelichting.financieel":                "Wat kost het, wie betaalt, en heeft FEZ meegekeken?",
	"toelichting.juridisch":                 "Mag het, kan het, en heeft WJZ meegekeken?",
	"toelichting.afstemming":                "Met wie is afgestemd, en wie was het er niet mee eens?",
	"toelichting.toezeggingen":              "Welke toezeggingen of moties worden hiermee afgedaan of nieuw gedaan?",
	"toelichting.fraudetoets":               "Kan dit misbruikt worden, en hoe voorkomt u dat?",
	"nietopenbaar.motivering":               "Waarom wordt informatie weggelaten? Na het lakken ziet u hier wat er in de openbare versie komt.",
	"tekst":                                 "De tekst van de brief, van na de aanhef tot voor de slotformule.",
}

func capital(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	if r[0] >= 'a' && r[0] <= 'z' {
		r[0] -= 'a' - 'A'
	}
	return string(r)
}
