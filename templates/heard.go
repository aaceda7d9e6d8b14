package templates

// The pages about what a person hears.

// HeardPage is the list of meldingen.
type HeardPage struct {
	Frame
	Items []Heard
	New   int
	Seen  Form // marks them read
	Until string
}

// A Heard is one melding.
type Heard struct {
	Href      string
	Sentence  string
	Onderwerp string
	Kenmerk   string
	When      When
	New       bool
}

// SettingsPage is where a person chooses how often he is mailed.
type SettingsPage struct {
	Frame
	Address  string
	Form     Form
	Paces    []Option
	Tips     []Tip // that the reader does not want to see
	Problems []Problem
}

func (*HeardPage) file() string    { return "heard" }
func (*SettingsPage) file() string { return "settings" }

// heardTexts are the sentences of meldingen by the kind of notice.
var heardTexts = map[string]string{
	"turn":        "Er ligt een stuk bij u.",
	"sent-back":   "De stukken zijn teruggestuurd, met een reden.",
	"refused":     "Een ander ministerie gaf geen akkoord op de brief.",
	"besluit":     "De bewindspersoon heeft geantwoord.",
	"lapsed":      "Er is gewijzigd waarmee u akkoord ging.",
	"changed":     "Iemand in de lijn ging akkoord met een wijziging.",
	"withdrawn":   "De nota is ingetrokken.",
	"returned":    "De tweede lezer gaf de lakken terug.",
	"differs":     "De tweede lezer koos op een plaats anders dan de eerste.",
	"dispatched":  "De stukken zijn verzonden aan de Kamer.",
	"handed-over": "Het dossier heeft een andere opsteller.",
	"plan-short":  "De planning wordt niet meer gehaald.",
	"escalated":   "Een stuk is twee werkdagen over de deadline.",
	"namens":      "Er is namens u geantwoord op een stuk.",
	"covered":     "Er neemt iemand voor u waar.",
	"stands-in":   "U neemt voor iemand waar.",
	"uncovered":   "Een waarneming voor u is eerder beëindigd.",
	"stood-down":  "Een waarneming door u is eerder beëindigd.",
	"shortened":   "Een waarneming voor u eindigt eerder dan eerst was vastgelegd.",
	"stands-less": "Een waarneming door u eindigt eerder dan eerst was vastgelegd.",
	"emergency":   "Beheerders vragen of hebben noodtoegang tot uw dossier. Weet u niet waarom? Bel de beveiligingsambtenaar.",
	"bulk":        "Iemand opende in korte tijd veel stukken en is afgeremd.",
	"came-in":     "Er is met uw account aangemeld vanaf een plaats die Paraaf niet kent. Was u dat niet? Beëindig die aanmelding bij Mijn account en bel de beheerder.",
	"guesses":     "Iemand probeert vaak achter elkaar aan te melden en wordt afgeremd. In het logboek van het programma staat vanaf welk adres.",
	"toezegging":  "Een toezegging in een verzonden brief, of in een debat erover, is niet op tijd nagekomen.",
	"reminder":    "De deadline komt dichtbij of is voorbij.",
}

// HeardSays gives the sentence of a melding. A kind without words gives its
// own name, so that a test can find what was forgotten.
func HeardSays(kind string) string {
	if text, ok := heardTexts[kind]; ok {
		return text
	}
	return kind
}

// paceTexts are the words for how often a person is mailed.
var paceTexts = map[string]string{
	"at-once": "Meteen", "hourly": "Elk uur", "daily": "Elke dag", "weekly": "Elke week", "never": "Nooit",
}

// PaceSays gives the words for a pace.
func PaceSays(pace string) string { return paceTexts[pace] }
