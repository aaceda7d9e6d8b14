package templates

import (
	"fmt"
	"strings"

	"paraaf/workflow"
)

// A BeheerPage is a page of who manages: what there is, each with what may be
// done to it, and forms to add.
type BeheerPage struct {
	Frame
	Heading  string
	Lead     string
	Back     *Place // to the page above
	Tabs     []Place
	Problems []Problem
	Once     *Once
	Blocks   []Block
}

// A Once is a code that is shown this one time.
type Once struct {
	Lead, Link, Code string
	Note             string
}

// A Block is a heading with a list, forms, or both.
type Block struct {
	ID    string // anchor; must differ on a page
	Title string
	Lead  string
	Items []Item
	Empty string // when there are no items
	Forms []BlockForm
}

// An Item is one thing of a list.
type Item struct {
	Href  string
	Title string
	Badge string
	Tone  string
	Meta  []string
	Facts []Fact
	Deeds []BlockForm // without visible fields: buttons
	Test  string
}

// A Fact is a labelled value.
type Fact struct{ Label, Text string }

// A BlockForm is a form of a block.
type BlockForm struct {
	Open bool // unfolded, after what was sent was refused
	Form
	Title  string // of a form that is folded until asked for; "" stands open
	Fields []Input
	Hidden []Hidden
	File   bool // carries a file: multipart
	Submit string
	Grave  bool
	Quiet  bool
	Test   string
}

func (*BeheerPage) file() string { return "beheer" }

// A DoorPage is a page before signing in, with one form: the first start, a new
// password, the second step.
type DoorPage struct {
	Frame
	Heading  string
	Lead     string
	Problems []Problem
	Points   []string
	Form     BlockForm
	Done     *Place // instead of the form
	Notes    []string
}

func (*DoorPage) file() string { return "door" }

// WeakSays says what is wrong with a password that somebody chooses. The codes
// are those of package signin.
func WeakSays(code string) string { return weakTexts[code] }

var weakTexts = map[string]string{
	"short":  "Kies een wachtwoord van ten minste 15 tekens. Een zin van vier of meer woorden is goed te onthouden.",
	"long":   "Dit wachtwoord is te lang. Houd het onder de 1000 tekens.",
	"leaked": "Dit wachtwoord is bekend uit gelekte gegevens van andere sites. Kies een ander.",
	"simple": "Dit wachtwoord herhaalt zichzelf of volgt het toetsenbord, en is daarom snel geraden. Kies een zin van vier of meer woorden.",
	"near":   "Dit wachtwoord bestaat vooral uit uw naam of woorden die bij dit werk horen. Kies een zin van vier of meer woorden.",
	"same":   "De twee wachtwoorden zijn niet gelijk. Vul ze allebei opnieuw in.",
}

// beheerRoles are the roles that a person can have, in the order of a list.
var beheerRoles = []struct {
	role workflow.Role
	text string
}{
	{workflow.RoleOpsteller, "Opsteller (beleidsmedewerker)"},
	{workflow.RoleDirectie, "Directie (directeur of clusterhoofd)"},
	{workflow.RoleMedeparaaf, "Medeparaaf (FEZ, WJZ, Communicatie, CIO)"},
	{workflow.RoleSecretariaat, "Secretariaat"},
	{workflow.RoleDG, "Directeur-generaal"},
	{workflow.RolePlvSG, "Plaatsvervangend secretaris-generaal"},
	{workflow.RoleSG, "Secretaris-generaal"},
	{workflow.RoleAdviseur, "Politiek adviseur"},
	{workflow.RoleBewindspersoon, "Bewindspersoon"},
	{workflow.RoleCommunicatie, "Communicatie (maakt openbaar)"},
	{workflow.RoleBeheerder, "Beheerder (ziet geen stukken)"},
}

// SeatRoles offers the roles that a person can have.
func SeatRoles(chosen workflow.Role) []Option {
	out := []Option{{Label: "Kies een functie"}}
	for _, r := range beheerRoles {
		out = append(out, Option{Value: string(r.role), Label: r.text, Chosen: r.role == chosen})
	}
	return out
}

// SeatSays writes a role and the name of an organisation for a list.
func SeatSays(role workflow.Role, house string) string {
	name := string(role)
	for _, r := range beheerRoles {
		if r.role == role {
			name, _, _ = strings.Cut(r.text, " (")
		}
	}
	if house == "" {
		return name + ", hele installatie"
	}
	return name + ", " + house
}

// SettingText is what a kind of setting is called, and what it does.
type SettingText struct{ Title, Lead, Carried string }

// SettingSays gives the words of a kind of setting.
func SettingSays(kind string) SettingText { return settingTexts[kind] }

var settingTexts = map[string]SettingText{
	"routes": {"Parafenlijnen", "De vaste lijn van elke directie, per soort nota. Nieuwe dossiers beginnen ermee; lopende dossiers houden de lijn die zij hebben.",
		"Zonder bestand stelt Paraaf de lijn voor uit de kop van de nota."},
	"sjabloon": {"Sjablonen", "De vormen van nota en brief die uw huis gebruikt, met hun koppen en onderdelen.", "Zonder bestand gelden de sjablonen die met Paraaf meekomen."},
	"remarks": {"Zwaarte van opmerkingen", "Hoe zwaar een opmerking bij uw ministerie weegt: blokkeren, waarschuwen, aanwijzing of uit. Wat niet in het bestand staat, houdt de gewone zwaarte.",
		"Zonder bestand wegen opmerkingen zoals zij met Paraaf meekomen."},
	"register": {"Register van bewindspersonen", "Wie uit functie in de openbaarheid treedt. Deze namen stelt Paraaf niet voor om te lakken.", "Zonder bestand geldt het register dat met Paraaf meekomt."},
	"blijft": {"Wat leesbaar blijft", "Namen van wetten, ambten en begrippen die niemand weglakt. Een bestand geldt pas als een tweede beheerder het bevestigt; daarna weigert het lakken deze woorden, en zoekt de controle ze in de openbare versie.",
		"Zonder bestand mag elk woord worden gelakt."},
	"blijft-voorstel": {"Wat leesbaar blijft, voorstel", "Dit bestand wacht op een tweede beheerder.", ""},
	"wegen": {"Wegen voor vondsten", "Hoeveel aandacht elke soort vondst vraagt: automatisch, eenvoudig (veel tegelijk), volledig (één voor één) of bevestigd (één voor één, met een motivering).",
		"Zonder bestand gaat niets vanzelf, en vraagt een patiëntnummer om een eigen oordeel."},
	"reces": {"Recessen van de Kamer", "Wanneer de Kamer niet bijeen is. De planning zegt het als een deadline of de dag van de Kamer in een reces valt. De Kamer stelt deze dagen elk jaar zelf vast.",
		"Zonder bestand houdt de planning geen rekening met recessen."},
	"selectie": {"Selectielijst", "Hoe lang stukken van uw ministerie worden bewaard, per soort stuk, met het nummer in de selectielijst. Het komt als waardering en bewaartermijn in de metadata voor het archief (MDTO).",
		"Zonder bestand staat er in de metadata dat de waardering nader te bepalen is."},
	"policy": {"Bevoegdheden", "Wie wat mag, in welke fase, met de reden erbij. Een nieuw bestand geldt meteen, voor iedereen die aangemeld is.",
		"Zonder bestand gelden de bevoegdheden die met Paraaf meekomen."},
}

// MeasureSays writes a measure as a sentence without its subject: "voegde ...
// toe". Who it concerned is named where that is known.
func MeasureSays(kind, person, other, house, setting, name string) string {
	text, ok := measureTexts[kind]
	if !ok {
		return kind
	}
	if s := settingTexts[setting]; s.Title != "" {
		setting = strings.ToLower(s.Title[:1]) + s.Title[1:]
		if name != "" {
			setting += " (" + name + ")"
		}
	}
	return strings.NewReplacer("{p}", person, "{o}", other, "{h}", house, "{s}", setting, "{n}", name).Replace(text)
}

var measureTexts = map[string]string{
	"InstallationBegun":    "begon deze installatie met {h}",
	"OrganisationSet":      "legde de namen van {h} vast",
	"PersonAdded":          "voegde {p} toe",
	"PersonRenamed":        "wijzigde de naam van {p}",
	"PersonsJoined":        "voegde de accounts van {o} bij {p}",
	"SeatsSet":             "wijzigde de functies van {p}",
	"AccountAdded":         "gaf {p} een account erbij",
	"AccessClosed":         "sloot de toegang van {p}",
	"AccessOpened":         "opende de toegang van {p}",
	"PasswordLinkMade":     "maakte een koppeling voor een nieuw wachtwoord van {p}",
	"PasswordSet":          "koos een nieuw wachtwoord voor {p}",
	"FactorAdded":          "voegde een tweede stap toe voor {p}",
	"FactorRemoved":        "haalde een tweede stap weg van {p}",
	"RecoveryCodesMade":    "maakte nieuwe herstelcodes voor {p}",
	"RecoveryCodeUsed":     "gebruikte een herstelcode van {p}",
	"WaarnemingSet":        "legde een waarneming door {p} vast",
	"MailboxSet":           "vulde in waar {p} mail krijgt",
	"WaarnemingEnded":      "beëindigde een waarneming door {p}",
	"SettingLoaded":        "laadde {s}",
	"SettingWithdrawn":     "trok {s} in",
	"PapersDestroyed":      "vernietigde de stukken van een dossier volgens de selectielijst ({n})",
	"DestructionProposed":  "droeg een dossier voor om te vernietigen volgens de selectielijst ({n})",
	"DestructionWithdrawn": "haalde een dossier van de lijst om te vernietigen ({n})",
	"IncidentReported":     "meldde dat een dossier verkeerd is verzonden of gepubliceerd; het is bevroren",
	"IncidentEnded":        "gaf een bevroren dossier weer vrij",
	"EmergencyAsked":       "vroeg noodtoegang tot een dossier",
	"EmergencyOpened":      "opende als tweede een dossier in een noodgeval",
	"EmergencyEnded":       "beëindigde de noodtoegang tot een dossier",
}

// EmergencySays gives the words of why a dossier is opened in an emergency.
func EmergencySays(reason string) string {
	return map[string]string{
		"onbereikbaar": "Niemand van de eigenaar is bereikbaar en het stuk is nu nodig",
		"bevel":        "Een rechter of toezichthouder heeft het opgedragen",
		"onderzoek":    "Onderzoek naar misbruik of een lek",
	}[reason]
}

// IncidentSays gives the words of a kind or severity of incident.
func IncidentSays(code string) string { return incidentTexts[code] }

var incidentTexts = map[string]string{
	"ontvanger":   "Naar de verkeerde ontvanger",
	"te-vroeg":    "Te vroeg verzonden of gepubliceerd",
	"zichtbaar":   "Er is te lezen wat weggelakt had moeten zijn",
	"anders":      "Iets anders",
	"complicatie": "Complicatie: hersteld voordat iemand het zag",
	"incident":    "Incident: iemand zag het die het niet mocht zien",
	"calamiteit":  "Calamiteit: veel mensen, of ernstige gevolgen",
}

// IncidentDuties gives the duties that go with a severity.
func IncidentDuties(severity string) string { return dutyTexts[severity] }

var dutyTexts = map[string]string{
	"complicatie": "Een complicatie komt in het register. Melden hoeft niet, als niemand het zag.",
	"incident":    "Een incident gaat naar de functionaris gegevensbescherming. Die beslist of het gemeld wordt.",
	"calamiteit":  "Een calamiteit gaat meteen naar de functionaris gegevensbescherming, de CISO en de bewindspersoon.",
}

// TermsSay gives in words for which kind of nota a waarneming is, and whether
// others come before it.
func TermsSay(kind workflow.Kind, rank int) []string {
	var out []string
	if kind != "" {
		out = append(out, "alleen nota's "+string(kind))
	}
	if rank > 0 {
		out = append(out, fmt.Sprintf("als %s, wanneer wie ervoor staat zelf afwezig is", []string{"", "tweede", "derde"}[min(rank, 2)]))
	}
	return out
}
