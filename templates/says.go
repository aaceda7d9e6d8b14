package templates

import (
	"fmt"
	"strings"

	"paraaf/workflow"
)

// A Standing is what a phase is called on a page, and its colour.
type Standing struct{ Text, Tone string }

// standings are the phases in the words of an official.
var standings = map[workflow.Phase]Standing{
	workflow.Concept:    {"Concept", "plain"},
	workflow.InLine:     {"In de lijn", "line"},
	workflow.Decided:    {"Besloten", "busy"},
	workflow.Reviewed:   {"Wacht op tweede lezer", "busy"},
	workflow.Confirmed:  {"Gereed om openbaar te maken", "busy"},
	workflow.Exported:   {"Gereed om te verzenden", "good"},
	workflow.Dispatched: {"Verzonden", "done"},
	workflow.Withdrawn:  {"Ingetrokken", "plain"},
	workflow.Ended:      {"Afgerond", "done"},
}

// Stands gives how a phase is called. A phase that is not known is shown as it
// is written: better an odd word than none.
func Stands(p workflow.Phase) Standing {
	if s, ok := standings[p]; ok {
		return s
	}
	return Standing{string(p), "plain"}
}

// An ActionText is what an action is called where it is offered, asked and
// done.
type ActionText struct {
	Button string // on the button
	Task   string // in the werkvoorraad: what is asked
	Done   string // after it was done
	Icon   string
}

// actionTexts are all actions that a page offers.
var actionTexts = map[workflow.Action]ActionText{
	"open-dossier":         {"Nieuw dossier", "", "Het dossier is geopend. Kijk de opmerkingen na en dien in als de stukken klaar zijn.", "plus"},
	"revise-papers":        {"Stukken bewerken", "Stukken aanpassen", "De stukken zijn aangepast.", "pen"},
	"change-route":         {"Route wijzigen", "Route vaststellen", "De route is vastgesteld.", "right"},
	"submit":               {"Indienen", "Indienen", "De stukken zijn ingediend en liggen nu in de lijn.", "send"},
	"give-paraaf":          {"Lezen en paraferen", "Uw paraaf", "Uw paraaf staat op deze stukken.", "pen"},
	"send-back":            {"Terugsturen", "", "De stukken zijn teruggestuurd. De opsteller ziet uw reden meteen.", "back"},
	"ask-back":             {"Terugvragen", "", "De stukken liggen weer bij u.", "back"},
	"take-back":            {"Paraaf of besluit terugnemen", "", "U hebt uw paraaf of besluit teruggenomen.", "back"},
	"give-medeakkoord":     {"Lezen en medeakkoord geven", "Uw medeakkoord", "Uw medeakkoord staat op deze brief.", "check"},
	"refuse-medeakkoord":   {"Medeakkoord weigeren", "", "U hebt medeakkoord geweigerd. De opsteller ziet uw reden meteen.", "cross"},
	"take-besluit":         {"Lezen en beslissen", "Uw besluit", "Uw besluit is vastgelegd.", "pen"},
	"withdraw":             {"Intrekken", "", "Het dossier is ingetrokken.", "cross"},
	"hand-over":            {"Overdragen", "", "Het dossier is overgedragen.", "right"},
	"invite":               {"Collega laten meeschrijven", "", "Uw collega kan meeschrijven.", "plus"},
	"skip-station":         {"Station overslaan", "", "Het station is overgeslagen.", "right"},
	"forward-station":      {"Doorzenden", "", "Het station is doorgezonden.", "right"},
	"ask-advice":           {"Advies vragen", "", "Het advies is gevraagd.", "talk"},
	"give-advice":          {"Advies geven", "Uw advies", "Uw advies is meegegeven.", "talk"},
	"mark-gezien":          {"Gezien", "Lezen", "Vastgelegd dat u de stukken hebt gezien.", "eye"},
	"set-spoed":            {"Spoed vragen", "", "De spoed is vastgelegd.", "clock"},
	"set-marks":            {"Lakken", "Lakken beoordelen", "De keuzes zijn bewaard.", "lock"},
	"close-review":         {"Lakken afronden", "Lakken beoordelen", "De beoordeling is afgerond. Nu leest een tweede lezer.", "check"},
	"close-second-reading": {"Vergelijken met de eerste lezer", "Tweede lezing", "Uw lezing ligt vast. Hieronder staan de twee lezingen naast elkaar.", "eye"},
	"settle-differences":   {"Verschillen tussen lezers", "Verschillen tussen lezers", "Vastgelegd wie over dit verschil besliste.", "check"},
	"confirm-review":       {"Tweede lezing", "Tweede lezing", "U hebt de openbare versie bevestigd.", "eye"},
	"return-review":        {"Lakken teruggeven", "", "De lakken zijn teruggegeven, met uw reden.", "back"},
	"record-export":        {"Openbare versie maken", "Openbare versie maken", "De openbare versie is gemaakt. De controle vond geen lek.", "lock"},
	"record-signature":     {"Handtekening vastleggen", "Handtekening vastleggen", "De handtekening is vastgelegd.", "pen"},
	"dispatch":             {"Verzenden aan de Kamer", "Verzenden aan de Kamer", "De stukken zijn verzonden. Het dossier is gesloten.", "send"},
	"send-beslisnota":      {"Beslisnota nazenden", "Beslisnota nazenden", "De beslisnota is nagezonden.", "send"},
	"record-kamernumbers":  {"Kamernummers invullen", "", "De nummers zijn bewaard.", "pen"},
	"set-rubricering":      {"Rubricering wijzigen", "", "De rubricering is gewijzigd en geldt meteen.", "lock"},
	"set-kamerdate":        {"Dag van de Kamer invullen", "", "De dag van de Kamer is bewaard.", "clock"},
	"register-vragen":      {"Kamervragen koppelen", "", "De Kamervragen zijn gekoppeld.", "plus"},
	"report-uitstel":       {"Uitstelbericht vastleggen", "", "Het uitstelbericht is vastgelegd.", "pause"},
	"ask-zienswijze":       {"Zienswijze vragen", "", "Vastgelegd dat een zienswijze is gevraagd.", "talk"},
	"record-zienswijze":    {"Zienswijze vastleggen", "", "De zienswijze is vastgelegd.", "talk"},
	"set-embargo":          {"Embargo", "", "Het embargo is bewaard.", "pause"},
	"set-already-public":   {"Stuk is al openbaar", "", "Bewaard of dit stuk al openbaar is.", "eye"},
	"link-toezeggingen":    {"Toezeggingen koppelen", "", "Bewaard welke toezeggingen en moties deze brief afdoet.", "check"},
	"record-toezegging":    {"Toezegging vastleggen", "", "De toezegging staat in het register.", "plus"},
	"settle-toezegging":    {"Toezegging afdoen", "", "Vastgelegd hoe de toezegging is nagekomen.", "check"},
	"date-letter":          {"Datum op de brief", "", "De datum staat op de brief.", "clock"},
	"set-niet-openbaar":    {"Stuk niet openbaar", "", "Bewaard of van dit stuk iets openbaar wordt.", "lock"},
	"withdraw-publication": {"Publicatie terugtrekken", "", "De publicatie is teruggetrokken.", "cross"},
}

// ActionSays gives the words of an action. An action without words gives its
// own name, so that a test can find what was forgotten.
func ActionSays(a workflow.Action) ActionText {
	if t, ok := actionTexts[a]; ok {
		return t
	}
	return ActionText{Button: string(a), Icon: "right"}
}

// noticeTexts are what a page says after a change that is no command.
var noticeTexts = map[string]string{
	"tip-hidden":        "Deze tip ziet u niet meer. Onder de opmerkingen kunt u haar weer tonen.",
	"tip-shown":         "Deze tip is weer te zien.",
	"section-saved":     "Uw tekst is bewaard.",
	"picture-added":     "De afbeelding staat onder aan dit onderdeel. Verplaats de regel met de afbeelding als zij ergens anders hoort.",
	"field-saved":       "Het veld is bewaard.",
	"repaired":          "De tekst is hersteld.",
	"answered":          "Uw antwoord op de opmerking is bewaard. Iedereen die de nota leest, ziet het.",
	"paper-added":       "Het stuk is opgenomen in het dossier.",
	"annex-added":       "De bijlage is opgenomen in het dossier. Paraaf leest haar nu.",
	"box-drawn":         "Het kader is gezet.",
	"box-dropped":       "Het kader is weggehaald.",
	"page-seen":         "Vastgelegd dat u de pagina hebt bekeken.",
	"annex-withheld":    "Bewaard of deze bijlage openbaar wordt.",
	"paper-raised":      "Het stuk ligt nu een plaats naar voren.",
	"paper-removed":     "Het stuk is uit het dossier gehaald. Bij de versies blijft het bewaard.",
	"uitstel-drafted":   "Het uitstelbericht staat bij de stukken. Vul het kenmerk en de naam aan.",
	"answers-added":     "De vragen staan klaar. Schrijf bij elke vraag het antwoord.",
	"amended":           "U ging akkoord met uw wijziging. Wie vóór u parafeerde, krijgt die te zien.",
	"amendment-dropped": "Het stuk is weer zoals het in de lijn ligt.",
	"settings-saved":    "Uw keuze is bewaard.",
	"points-saved":      "Bewaard. Wie de stukken terugstuurde, leest bij de volgende ronde wat u deed.",
	"namens":            "Het antwoord is vastgelegd, met beide namen.",
	"judged":            "Uw keuze is bewaard.",
	"exercise-ended":    "De oefening is gemeten.",
	"marked":            "De tekst is aangewezen om te lakken.",
	"letter-added":      "De Kamerbrief is gemaakt. Lees haar na en vul de tekst aan.",

	"organisation-saved": "De organisatie is bewaard.",
	"person-saved":       "De wijziging is bewaard en geldt meteen.",
	"access-saved":       "De toegang is gewijzigd. Dit geldt meteen, overal.",
	"waarneming-saved":   "De waarneming is vastgelegd.",
	"waarneming-ended":   "De waarneming is beëindigd.",
	"setting-proposed":   "Het bestand is gecontroleerd. Het geldt zodra een tweede beheerder het bevestigt.",
	"setting-confirmed":  "U bevestigde het voorstel. Het is nu van kracht.",
	"setting-loaded":     "Het bestand is gecontroleerd en van kracht.",
	"setting-withdrawn":  "Het bestand is ingetrokken. Wat met Paraaf meekomt, geldt weer.",
	"session-ended":      "De aanmelding is beëindigd.",
	"incident-reported":  "Het dossier is bevroren. Alleen wie het uitzoekt, kan het nog openen.",
	"emergency-asked":    "De noodtoegang is gevraagd. De opsteller en de directie hebben bericht gekregen. Een andere beheerder opent het dossier.",
	"emergency-opened":   "Het dossier is geopend, voor u beiden. De opsteller en de directie hebben bericht gekregen.",
	"emergency-ended":    "De noodtoegang is beëindigd.",
	"incident-ended":     "Het dossier is weer vrij.",

	"destruction-proposed":  "Het dossier is voorgedragen. Een andere beheerder beslist of de stukken weggaan.",
	"destruction-withdrawn": "Het dossier staat niet meer op de lijst. De stukken blijven bewaard.",
	"papers-destroyed":      "De stukken zijn vernietigd. Vernietig ook de reservekopieën van daarvoor.",
	"factor-added":          "De tweede stap is ingesteld. Overal elders bent u afgemeld.",
	"factor-removed":        "De tweede stap is weggehaald.",
	"password-set":          "Uw nieuwe wachtwoord is bewaard. Overal elders bent u afgemeld.",
}

// NoticeSays gives the sentence for a code that a change left behind, or ""
// for a code that is not known.
func NoticeSays(code string) string {
	if text, ok := noticeTexts[code]; ok {
		return text
	}
	return actionTexts[workflow.Action(code)].Done
}

// A Telling is one line of the history before it is a sentence.
type Telling struct {
	Event   string
	Who     string
	Namens  string
	Station string
	Verdict workflow.Verdict
	Details map[string]string
}

// eventTexts are the sentences by the name of the event on disk: {wie} is who
// did it, with station and namens; the rest are details.
var eventTexts = map[string]struct{ sentence, icon, tone string }{
	"Opened":               {"{wie} opende het dossier.", "paper", "plain"},
	"Revised":              {"{wie} paste de stukken aan.", "pen", "plain"},
	"RouteChanged":         {"{wie} stelde de route vast.", "right", "plain"},
	"Submitted":            {"{wie} diende de stukken in{ronde}.", "send", "plain"},
	"ParaafGiven":          {"{wie} gaf een paraaf{oordeel}{opgedragen}.", "check", "good"},
	"SentBack":             {"{wie} stuurde de stukken terug{naar}{oordeel}.", "back", "busy"},
	"AskedBack":            {"{wie} vroeg de stukken terug.", "back", "busy"},
	"AssentTakenBack":      {"{wie} nam zijn of haar paraaf of besluit terug.", "back", "busy"},
	"MedeakkoordGiven":     {"{wie} gaf medeakkoord op de brief.", "check", "good"},
	"MedeakkoordRefused":   {"{wie} weigerde medeakkoord op de brief.", "cross", "bad"},
	"BesluitTaken":         {"{wie} besloot: {besluit}{tot}{opgedragen}.", "check", "good"},
	"NotaWithdrawn":        {"{wie} trok het dossier in.", "cross", "bad"},
	"HandedOver":           {"{wie} droeg het dossier over aan {persoon}.", "right", "plain"},
	"ColleagueInvited":     {"{wie} liet {persoon} meeschrijven.", "plus", "plain"},
	"StationSkipped":       {"{wie} sloeg een station over.", "right", "busy"},
	"StationForwarded":     {"{wie} zond het door.", "right", "plain"},
	"AdviceAsked":          {"{wie} vroeg advies.", "talk", "plain"},
	"AdviceGiven":          {"{wie} gaf advies.", "talk", "plain"},
	"GezienMarked":         {"{wie} heeft de stukken gezien.", "eye", "plain"},
	"SpoedSet":             {"{wie} vroeg om spoed.", "clock", "busy"},
	"MarksSet":             {"{wie} legde lakken vast op {stuk}.", "lock", "plain"},
	"ReviewClosed":         {"{wie} rondde het lakken af.", "lock", "plain"},
	"SecondReadingClosed":  {"{wie} las als tweede lezer en legde de eigen lezing vast{verschillen}.", "eye", "plain"},
	"DifferencesSettled":   {"{wie} besliste over {aantal} tussen de lezers: {lezing} geldt.", "check", "plain"},
	"ReviewConfirmed":      {"{wie} bevestigde de openbare versie als tweede lezer.", "eye", "good"},
	"ReviewReturned":       {"{wie} gaf de lakken terug.", "back", "busy"},
	"ExportRecorded":       {"{wie} maakte de openbare versie; de controle vond geen lek.", "lock", "good"},
	"SignatureRecorded":    {"{wie} legde de handtekening vast{hoe}.", "pen", "plain"},
	"LetterDispatched":     {"{wie} verzond de stukken aan de Kamer{datum}.", "send", "good"},
	"BeslisnotaSent":       {"{wie} zond de beslisnota na.", "send", "good"},
	"KamerNumbersRecorded": {"{wie} vulde de nummers van de Kamer in.", "pen", "plain"},
	"RubriceringSet":       {"{wie} wijzigde de rubricering.", "lock", "busy"},
	"KamerDateSet":         {"{wie} vulde in wanneer de brief bij de Kamer moet zijn{datum}.", "clock", "plain"},
	"VragenRegistered":     {"{wie} koppelde Kamervragen aan het dossier.", "plus", "plain"},
	"UitstelReported":      {"{wie} legde vast dat de Kamer een uitstelbericht kreeg{datum}.", "pause", "busy"},
	"ZienswijzeAsked":      {"{wie} vroeg een derde om een zienswijze{datum}.", "talk", "plain"},
	"ZienswijzeReceived":   {"{wie} legde een zienswijze vast{datum}.", "talk", "plain"},
	"EmbargoSet":           {"{wie} wijzigde het embargo{datum}.", "pause", "busy"},
	"AlreadyPublicSet":     {"{wie} gaf aan of een stuk al openbaar is.", "eye", "plain"},
	"LetterDated":          {"{wie} zette de datum op de brief{datum}.", "clock", "plain"},
	"NietOpenbaarSet":      {"{wie} gaf aan of van een stuk iets openbaar wordt.", "lock", "busy"},
	"PublicationWithdrawn": {"{wie} trok de publicatie terug.", "cross", "bad"},
	"ToezeggingenLinked":   {"{wie} gaf aan welke toezeggingen en moties de brief afdoet.", "check", "plain"},
	"ToezeggingRecorded":   {"{wie} legde vast wat in een debat is toegezegd{datum}.", "plus", "plain"},
	"ToezeggingSettled":    {"{wie} legde vast hoe een toezegging is nagekomen{datum}.", "check", "good"},
	"Reminded":             {"Er ging een herinnering uit{station}{herinnering}.", "clock", "plain"},
}

// Tell makes a sentence of a line of the history, with its icon and colour. An
// event without a sentence is told by its name: nothing is left out.
func Tell(t Telling) (sentence, icon, tone string) {
	e, ok := eventTexts[t.Event]
	if !ok {
		return fmt.Sprintf("%s: %s.", t.who(), t.Event), "hint", "plain"
	}
	tone = e.tone
	icon = e.icon
	if t.Verdict == workflow.NietAkkoord || t.Verdict == workflow.Bespreken || t.Verdict == workflow.Aanhouden {
		icon, tone = "pause", "busy"
	}
	after := func(lead, detail string) string {
		if detail == "" {
			return ""
		}
		return lead + detail
	}
	round := t.Details["round"]
	if round == "1" {
		round = ""
	}
	verdict := ""
	if t.Verdict != "" && t.Verdict != workflow.Akkoord {
		verdict = string(t.Verdict)
	}
	paper := t.Details["paper"]
	if paper == "" {
		paper = "de stukken"
	} else {
		paper = "de " + paper
	}
	side := "de eerste lezing"
	if t.Details["side"] == string(workflow.SideSecond) {
		side = "de tweede lezing"
	}
	return strings.NewReplacer(
		"{wie}", t.who(), "{verschillen}", after(", met ", t.Details["differences"]), "{aantal}", t.Details["differences"], "{lezing}", side, "{ronde}", after(", ronde ", round), "{oordeel}", after(": ", verdict), "{besluit}", string(t.Verdict),
		"{tot}", after(" tot ", t.Details["until"]), "{persoon}", t.Details["person"], "{stuk}", paper, "{hoe}", after(", ", t.Details["how"]),
		"{datum}", after(", met datum ", t.Details["date"]), "{station}", after(" aan ", t.Station), "{herinnering}", after(": ", reminderTexts[t.Details["reminder"]]), "{naar}", after(" naar ", t.Details["to"]), "{opgedragen}", after(", opgedragen ", t.Details["told"]),
	).Replace(e.sentence), icon, tone
}

// reminderTexts say what a reminder is about.
var reminderTexts = map[string]string{
	"nears": "de deadline komt dichtbij", "passed": "de deadline is voorbij", "escalated": "de deadline is twee werkdagen voorbij",
	"plan-short": "hier wordt de planning niet meer gehaald", "toezegging-passed": "een toezegging is niet op tijd nagekomen",
}

// who names the person, the station and for whom it was done.
func (t Telling) who() string {
	s := t.Who
	if s == "" {
		s = "Iemand"
	}
	if t.Namens != "" {
		s += ", namens " + t.Namens
	}
	if t.Station != "" && t.Event != "Reminded" {
		s += " (" + t.Station + ")"
	}
	return s
}

// Asks says what a station is asked, in one word or two.
func Asks(k workflow.StepKind) string {
	if s, ok := asks[k]; ok {
		return s
	}
	return string(k)
}

var asks = map[workflow.StepKind]string{
	workflow.AskParaaf:            "paraaf",
	workflow.AskMedeparaaf:        "medeparaaf",
	workflow.AskProcescheck:       "procescheck",
	workflow.AskAdvice:            "advies",
	workflow.AskMedeakkoord:       "medeakkoord op de brief",
	workflow.AskMedeondertekening: "medeondertekening van de brief",
	workflow.AskBesluit:           "besluit",
}

// Relates says how the reader stands to a dossier.
func Relates(r workflow.Relation) string { return relations[r] }

var relations = map[workflow.Relation]string{
	workflow.RelationOpsteller:    "u bent de opsteller",
	workflow.RelationLijn:         "u staat in de lijn",
	workflow.RelationMede:         "u ziet alleen de brief",
	workflow.RelationDirectie:     "van uw directie",
	workflow.RelationCommunicatie: "openbaarmaking",
	workflow.RelationCC:           "ter kennisname",
}

// findingLabels are the kinds of finding in words.
var findingLabels = map[string]string{
	"PERSON": "naam", "EMAIL": "e-mailadres", "PHONE": "telefoonnummer", "ADDRESS": "adres", "POSTCODE": "postcode",
	"BSN": "burgerservicenummer", "IBAN": "rekeningnummer", "DATE_OF_BIRTH": "geboortedatum", "LICENSE_PLATE": "kenteken",
	"URL": "webadres", "HANDLE": "accountnaam", "IP_ADDRESS": "IP-adres", "ID_NUMBER": "documentnummer",
	"PATIENT_NUMBER": "patiëntnummer", "BIG_NUMBER": "BIG-nummer", "PICTURE": "afbeelding", "MANUAL": "zelf aangewezen",
}

// FindingSays gives the kind of a finding in words.
func FindingSays(label string) string {
	if s, ok := findingLabels[label]; ok {
		return s
	}
	return strings.ToLower(strings.ReplaceAll(label, "_", " "))
}

// severities are the weights of a remark in words.
var severities = map[string]string{"block": "houdt indienen tegen", "warn": "let op", "hint": "tip"}

// SeveritySays gives the weight of a remark in words.
func SeveritySays(s string) string {
	if t, ok := severities[s]; ok {
		return t
	}
	return s
}
