package redact

import "paraaf/documents"

// A rule is a reason to propose, to ask or to keep. Its code stands in the
// finding; why is what the reviewer reads.
type rule struct {
	code   string
	ground documents.Ground
	why    string
}

var (
	ruleMail       = &rule{code: "mail.persoon", why: "Dit is het mailadres van een persoon; alleen het deel voor de @ wordt gelakt."}
	ruleMailAsk    = &rule{code: "mail.praktijk", why: "Dit mailadres bevat de naam van een zorgverlener of ondernemer. Beoordeel het samen met die naam."}
	rulePhone      = &rule{code: "telefoon", why: "Dit is een telefoonnummer van een persoon."}
	rulePhoneWork  = &rule{code: "telefoon.toestel", why: "Dit is het doorkiesnummer van een persoon."}
	ruleBSN        = &rule{code: "bsn.elfproef", ground: "5.1.1e", why: "Dit getal voldoet aan de elfproef voor een burgerservicenummer."}
	ruleBSNWord    = &rule{code: "bsn.woord", ground: "5.1.1e", why: "Het woord BSN staat bij dit getal."}
	ruleIBAN       = &rule{code: "iban", why: "Dit is een rekeningnummer van een persoon."}
	rulePostcode   = &rule{code: "postcode.woonadres", why: "Deze postcode hoort bij een woonadres."}
	ruleAddress    = &rule{code: "adres.woning", why: "Dit is het adres van een persoon."}
	ruleBirth      = &rule{code: "geboortedatum", why: "Dit is een geboortedatum."}
	rulePlate      = &rule{code: "kenteken", why: "Dit is een kenteken."}
	ruleIP         = &rule{code: "ip", why: "Dit is een IP-adres; het kan naar een persoon leiden."}
	ruleMAC        = &rule{code: "mac", why: "Dit is het adres van een apparaat; het kan naar een persoon leiden."}
	ruleCoord      = &rule{code: "coordinaten", why: "Deze coördinaten kunnen een woning aanwijzen."}
	ruleID         = &rule{code: "nummer.persoon", why: "Dit nummer hoort bij een persoon, blijkens het woord ervoor."}
	ruleIDNational = &rule{code: "nummer.document", ground: "5.1.1e", why: "Dit is het nummer van een identiteitsdocument."}
	rulePatient    = &rule{code: "nummer.patient", ground: "5.1.1d", why: "Dit is een patiënt- of cliëntnummer; het zegt iets over iemands gezondheid."}
	ruleBIG        = &rule{code: "nummer.big", why: "Dit is een BIG-nummer van een zorgverlener."}
	ruleHandle     = &rule{code: "account", why: "Dit is een gebruikersnaam van een persoon."}
	ruleURL        = &rule{code: "url.persoon", why: "Dit webadres leidt naar een persoon."}
	ruleURLAsk     = &rule{code: "url.praktijk", why: "Dit webadres bevat de naam van een zorgverlener of ondernemer. Beoordeel het samen met die naam."}
	ruleSlot       = &rule{code: "naam.veld", why: "Deze naam staat op een plaats waar een persoon hoort te staan."}
	ruleHeader     = &rule{code: "naam.mailkop", why: "Deze naam staat in de kop van een mail."}
	ruleCell       = &rule{code: "naam.kolom", why: "Deze naam staat in een kolom met namen."}
	ruleSender     = &rule{code: "naam.afzender", why: "Dit is de afzender van een bericht."}
	ruleSignature  = &rule{code: "naam.ondertekening", why: "Deze naam staat onder een brief of bericht."}
	ruleGreeting   = &rule{code: "naam.aanhef", why: "Deze naam staat in een aanhef."}
	ruleTitle      = &rule{code: "naam.titel", why: "Voor deze naam staat een titel of aanspreekvorm."}
	ruleInitials   = &rule{code: "naam.voorletters", why: "Dit zijn voorletters met een achternaam."}
	ruleFull       = &rule{code: "naam.voluit", why: "Dit is een voornaam met een achternaam."}
	ruleSingle     = &rule{code: "naam.alleen", why: "Dit woord is een naam en staat hier als persoon."}
	ruleKin        = &rule{code: "naam.relatie", why: "Het woord ervoor zegt dat dit een persoon is."}
	ruleAgain      = &rule{code: "naam.herhaling", why: "Deze persoon is elders in het dossier gevonden."}
	ruleInside     = &rule{code: "naam.binnenin", why: "De naam van een gevonden persoon staat hierin."}
	ruleMailName   = &rule{code: "naam.uitmailadres", why: "Deze naam komt overeen met een mailadres van een persoon in het dossier."}
	ruleShape      = &rule{code: "naam.vorm", why: "Dit is geschreven als de naam van een persoon."}
	ruleReading    = &rule{code: "naam.lezing", why: "Vorm en omgeving van dit woord lijken op die van een naam van een persoon."}
	ruleRank       = &rule{code: "naam.leiding", why: "Dit is een naam van iemand in de leiding of van een woordvoerder. Kies of die mag blijven staan."}
	ruleAbbrev     = &rule{code: "naam.initialen", why: "Dit lijken initialen van een persoon. Kies of die mogen blijven staan."}
	rulePractice   = &rule{code: "naam.praktijk", why: "Dit is de naam van een zorgverlener met een eigen praktijk, die ook in de naam van de praktijk staat. Kies een keer voor alle plaatsen."}

	keepOfficial  = &rule{code: "blijft.ambt", why: "Deze persoon treedt door zijn functie in het openbaar op."}
	keepRegister  = &rule{code: "blijft.register", why: "Deze naam staat in het register van bewindspersonen en Kamerleden."}
	keepThing     = &rule{code: "blijft.genoemd", why: "Dit is de naam van een wet, motie, commissie, ziekte of prijs, niet van een persoon in dit stuk."}
	keepOrg       = &rule{code: "blijft.organisatie", why: "Dit is de naam van een organisatie."}
	keepMailbox   = &rule{code: "blijft.postbus", why: "Dit is een algemeen mailadres van een organisatie."}
	keepNumber    = &rule{code: "blijft.algemeennummer", why: "Dit is een algemeen telefoonnummer van een organisatie."}
	keepOffice    = &rule{code: "blijft.kantooradres", why: "Dit is het adres van een organisatie."}
	keepAccount   = &rule{code: "blijft.rekening", why: "Dit is een rekeningnummer van een organisatie."}
	keepReference = &rule{code: "blijft.kenmerk", why: "Dit is een kenmerk of zaaknummer."}
	keepSite      = &rule{code: "blijft.website", why: "Dit is een webadres van een organisatie."}
	keepMust      = &rule{code: "blijft.opgegeven", why: "De organisatie heeft opgegeven dat dit blijft staan."}
	keepInside    = &rule{code: "blijft.internadres", why: "Dit is een adres binnen een netwerk; daarbuiten leidt het naar niemand."}
	keepCompany   = &rule{code: "blijft.bedrijfsnummer", why: "Dit nummer hoort bij een bedrijf."}
)
