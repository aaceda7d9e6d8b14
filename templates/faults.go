package templates

// A Fault is what an error page says: what is wrong and what to do.
type Fault struct {
	Heading string
	Text    string
	Advice  []string
}

// FaultSays gives the words for a kind of error. A kind without words gets
// those of a failure: a reader is never left without something to do.
func FaultSays(kind string) Fault {
	if f, ok := faultTexts[kind]; ok {
		return f
	}
	return faultTexts["failure"]
}

var faultTexts = map[string]Fault{
	"not-found": {"Deze pagina is er niet", "Dit bestaat niet, of u mag het niet zien.",
		[]string{"Controleer het adres.", "Zoek het stuk bij ‘Alle stukken’.", "Vraag de opsteller of u in de route of als cc staat."}},
	"refused": {"Dat kan nu niet", "", []string{"Ga terug naar het dossier. Daar staat bij elke handeling of zij kan, en zo niet, waarom niet."}},
	"stale": {"De stukken zijn ondertussen veranderd", "Wat u op het scherm had, is niet meer wat er ligt. Er is niets vastgelegd.",
		[]string{"Open het dossier opnieuw en kijk wat er is veranderd.", "Doe daarna opnieuw wat u wilde doen."}},
	"conflict": {"Iemand anders heeft dit ondertussen bewaard", "Uw keuze is niet vastgelegd, want er ligt een nieuwere versie.",
		[]string{"Open de pagina opnieuw en kijk wat er is veranderd."}},
	"no-key": {"Dit verzoek is niet volledig", "Bij een wijziging hoort een sleutel (Idempotency-Key), zodat hetzelfde verzoek niet twee keer telt.",
		[]string{"Open de pagina opnieuw en gebruik het formulier dat er staat."}},
	"no-guard": {"Dit verzoek is niet volledig", "Het verzoek zegt niet welke versie u op het scherm had (If-Match, of het volgnummer).",
		[]string{"Open de pagina opnieuw en gebruik het formulier dat er staat."}},
	"other-request": {"Dit verzoek is al eerder anders gedaan", "Dezelfde sleutel is gebruikt voor een ander verzoek. Er is niets veranderd.",
		[]string{"Open de pagina opnieuw en doe het daar nog eens."}},
	"unreadable": {"Dit kunnen we niet lezen", "Het verzoek is beschadigd of bevat tekens die geen tekst zijn.",
		[]string{"Bewaar uw tekst als UTF-8 en probeer het opnieuw."}},
	"unreadable-paper": {"Dit stuk kunnen we niet overnemen", "", []string{"Kies een ander bestand, of plak de tekst.", "Er is niets bewaard en niets verloren."}},
	"not-scanned":      {"Dit bestand is nog niet nagekeken", "De virusscanner antwoordt niet, daarom is dit bestand niet bewaard.", []string{"Wacht een paar minuten en probeer het opnieuw.", "Lukt het dan nog niet? Bel de beheerder."}},
	"not-stamped":      {"De openbare versie is nog niet gemaakt", "De dienst die het zegel van een tijdstempel voorziet, antwoordt niet zoals het hoort. Er is niets gemaakt en niets veranderd.", []string{"Wacht een paar minuten en maak de openbare versie dan opnieuw.", "Lukt het dan nog niet? Bel de beheerder."}},
	"no-form":          {"Dit verzoek kennen we niet", "Wijzigingen komen als formulier: application/x-www-form-urlencoded of multipart/form-data.", nil},
	"too-large": {"Dit is te groot", "Een stuk mag ten hoogste 1 MB tekst zijn.",
		[]string{"Haal plaatjes of bijlagen eruit en neem alleen de tekst over."}},
	"cross-origin": {"Dit verzoek kwam van een andere site", "Uit voorzorg is er niets gedaan.",
		[]string{"Ga zelf naar Paraaf en doe het daar."}},
	"sign-in":  {"U bent niet aangemeld", "Meld u aan om verder te gaan.", nil},
	"faulty":   {"Wat u stuurde, klopt nog niet", "Er is niets gewijzigd.", nil},
	"provider": {"Aanmelden bij uw organisatie lukt nu niet", "De aanmelddienst van uw organisatie is niet bereikbaar.", []string{"Wacht een minuut en probeer het opnieuw.", "Hebt u een wachtwoord of passkey van Paraaf? Meld u dan daarmee aan."}},
	"prove":    {"Bevestig dat u het bent", "Hiervoor is een nieuw bewijs nodig dat u het bent (veld bewijs: uw wachtwoord, of de code van uw app).", nil},
	"no-second": {"Stel eerst een tweede stap in", "Voor uw functie of voor deze handeling is een tweede stap nodig.",
		[]string{"Meld u opnieuw aan, ga naar ‘Mijn account’ en maak een passkey of koppel een app."}},
	"busy": {"Het is nu erg druk", "Er melden zich op dit moment te veel mensen tegelijk aan.", []string{"Wacht een halve minuut en probeer het opnieuw."}},
	"braked": {"U opent te veel stukken achter elkaar", "Daarom kunt u nu even niets openen.",
		[]string{"Wacht enkele minuten en open het stuk dan opnieuw.", "Deed u dit niet zelf? Meld u dan af, wijzig uw wachtwoord en bel de beheerder."}},
	"destroyed": {"Deze stukken zijn vernietigd", "De bewaartermijn is voorbij. De stukken zijn vernietigd zoals de selectielijst voorschrijft.",
		[]string{"Wat er besloten is, door wie en wanneer, blijft in het logboek staan. Vraag ernaar bij de beheerder."}},
	"method": {"Dat kan op dit adres niet", "Dit adres bestaat, maar niet voor deze handeling.", []string{"Ga terug en gebruik de knop op de pagina."}},
	// Whether a change was written is not known: sent again as it was, with its key,
	// it counts once.
	"unavailable": {"De gegevens zijn even niet bereikbaar", "Wat bewaard was, is niet verloren.",
		[]string{"Wacht een minuut en vernieuw deze pagina.",
			"Verstuurde u iets? Kies bij het vernieuwen voor opnieuw verzenden. Het telt één keer, ook als het al bewaard was."}},
	"full": {"Er is geen plaats meer om iets te bewaren", "Uw handeling is niet bewaard. Wat al bewaard was, is niet verloren. Stukken openen gaat ook niet, want Paraaf legt eerst vast wie wat opent.",
		[]string{"Geef door aan de beheerder dat de schijf van de database vol is.", "Is er weer plaats, vernieuw dan deze pagina. Verstuurde u iets, kies dan voor opnieuw verzenden."}},
	"damaged": {"Dit is beschadigd", "Wat hier ligt, is niet meer wat er is bewaard. Daarom tonen we het niet. Andere stukken kunt u gewoon gebruiken.",
		[]string{"Geef het nummer van dit verzoek door aan de beheerder. Die zoekt uit wat er beschadigd is, en zet een reservekopie terug."}},
	"failure": {"Er ging iets mis", "Dit ligt aan het programma, niet aan u. Of uw wijziging bewaard is, ziet u in het dossier.",
		[]string{"Open het dossier en kijk in het verloop of uw handeling er staat. Staat zij er niet, doe haar dan opnieuw.",
			"Gaat het weer mis, geef dan het nummer van dit verzoek door aan de beheerder."}},
}
