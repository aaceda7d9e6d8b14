package redact

import "strings"

// A cue is what a word says about the value beside it: "kenteken" that a
// number plate follows, "factuur" that a number is none of a person.
type cue uint8

const (
	noCue       cue = iota
	cueName         // naam, opsteller, contactpersoon
	cuePhone        // tel, mobiel
	cueMail         // e-mail
	cueAddress      // adres
	cuePostcode     // postcode
	cueTown         // woonplaats
	cueBirth        // geboren
	cueBSN          // burgerservicenummer
	cueIBAN         // rekeningnummer
	cuePlate        // kenteken
	cuePatient      // patientnummer
	cueID           // paspoortnummer, V-nummer
	cueBIG          // BIG-nummer
	cueHandle       // Twitter, gebruikersnaam
	cueIP           // IP-adres
	cueURL          // LinkedIn, website
	cueRef          // kenmerk, factuur, zaaknummer: stays
	cueKvK          // Kamer van Koophandel: stays
	cueOrg          // organisatie, afdeling, functie: stays
	cueDate         // datum
	cueSign         // paraaf, initialen
	cueFile         // bestandsnaam
	cueText         // onderwerp, omschrijving: free text
	cueGiven        // voornaam
	cueFamily       // achternaam
	cueInitials     // voorletters
	cueParticle     // tussenvoegsel
	cueCount        // nr, volgnummer, aantal
	cueMAC
	cueCoord
	cueRoster // a day: who works then
)

var cueWords = [...]struct {
	cue   cue
	words string
}{
	{cueName, `aangever aangeefster aangevers wachtcommandant dader instructeur gezagvoerder stuurman dienstleider officier bezwaarmaker appellant eiser eiseres verweerder overledene nabestaande erflater belanghebbende belastingplichtige uitkeringsgerechtigde huurder verhuurder koper verkoper schenker verzekeringnemer scherm tafel afstand ingebeld aangesloten aanw afw afgem verh toehoorder luisteraars pat bezetting vereist vereiste optioneel optionele required optional organizer organiser attendees participants deelname verplicht organisator gastheer gastvrouw examinator trainer naam namen name contactpersoon contactpersonen opsteller steller behandelaar behandelend behandeld deelnemer deelnemers deelneemster aanwezig aanwezigen afwezig
	afwezigen genodigden genodigde medewerker medewerkers melder meldster patient client klant bewoner verzoeker verzoekers indiener indieners klager aanvrager ouder ouders
	contact betrokkene betrokkenen betrokken eigenaar houder verslag notulist notulisten notulen voorzitter secretaris actiehouder actiehouders wie eigenaren auteur auteurs
	afzender geadresseerde ontvanger ondertekening ondertekend handtekening getekend opgemaakt gemaakt verantwoordelijke leidinggevende manager huisarts arts
	assistente gemeld kandidaat sollicitant werknemer werkneemster inspecteur inspecteurs toezichthouder rapporteur gesproken vertegenwoordiger spreker sprekers
	presentatie van aan cc bcc from to aanspreekpunt begeleider mentor referent referenten referenties referentie partner echtgenoot kind kinderen voogd gemachtigde
	bewindvoerder verzekerde rekeninghouder tnv wettelijk bestuurder chauffeur getuige getuigen slachtoffer verdachte gebelde beller door piket bereikbaar collega lid leden eerstverantwoordelijke casemanager uitvoerder initiatiefnemer projectleider medisch specialist hoofdbehandelaar regiebehandelaar mantelzorger echtg echtgenote echtgenoten gehuwd weduwe moeder vader zoon dochter afgemeld verhinderd absent absenten gasten toehoorders aangeschoven vervangers plaatsvervanger ondervraagde gehoorde getuigenverhoor`},
	{cueName, `verbalisant verbalisanten rapporteurs surveillanten gehoord inspreker insprekers indieners eiser eisers eiseres appellant appellanten verdachten gedaagde gedaagden raadsman raadsvrouw griffier rechters tolk docent docenten leerkracht leerkrachten begeleiders vrijwilligers chauffeurs bestuursleden commissieleden teamleden dienstdoende leerling leerlingen stagiair stagiaires ondergetekende ondergetekenden belanghebbende belanghebbenden verzoekster aangever aangeefster getuigde meldster klaagster pachter verpachter huurder huurders verhuurder`},
	{cueGiven, `voornaam voornamen roepnaam firstname voorn roepn voornm givenname doopnaam doopnamen prenom vorname`},
	{cueFamily, `achternaam achternamen geslachtsnaam meisjesnaam familienaam lastname surname achtern achternm geslachtsn familyname nachname`},
	{cueInitials, `voorletters voorletter voorl voorlett vrl vltrs voorltrs`},
	{cueSign, `initialen paraaf parafen init ini`},
	{cueParticle, `tussenvoegsel tussenvoegsels tussenv tussenvoegs tsv tv voorvoegsel voorvoegsels`},
	{cuePhone, `tel telefoon telefoonnummer telefoonnr telnr telefoonnummers mobiel mobiele mob mobielnummer gsm fax faxnummer bel bellen belt belde gebeld bereikbaar bereiken nummer whatsapp app
	doorkiesnummer doorkies toestel tst phone mobile thuisnummer privenummer 06nummer sms smsen noodnummer werktelefoon t m`},
	{cueMail, `email mail mailadres emailadres mails mailen e-mail emails`},
	{cueAddress, `adr adres woonadres huisadres thuisadres adresgegevens straat woonachtig wonende woont wonen woonde thuis verblijfadres correspondentieadres postadres bezorgadres huis verblijft`},
	{cuePostcode, `postcode postcodes`},
	{cueTown, `woonplaats plaats gemeente`},
	{cueBirth, `geboren geb geboortedatum geboortejaar geboortedata gebdatum gebdat geboortedag geboortedd geboorte gd dob verjaardag verjaart jarig bday birthday birthdate born geboorteakte gebjaar`},
	{cueBSN, `bsn bsnnr bsnnummer burgerservicenummer burgerservicenummers sofi sofinummer sofinr burgerservicenr belastingnummer fiscaalnummer burgerservice`},
	{cueIBAN, `iban rekening rekeningnummer rekeningnr bankrekening bankrekeningnummer rek`},
	{cuePlate, `kenteken kentekens kentekennummer kentekenplaat kentekennr auto voertuig busje bestelbus scooter motor personenauto kentekenbewijs bestelauto vrachtwagen taxi wagen`},
	{cuePatient, `patientnummer patientnr patnr patientennummer pnr mrn patientid clientnummer clientnr ziekenhuisnummer zisnummer epdnummer patientnummers
	clientnummers patient-id dossiernr epdnr clientid zorgnummer patientcode clientcode cliëntcode ptnr ptnummer`},
	{cueID, `paspoort paspoortnummer paspoortnr identiteitskaart idkaart id-kaart documentnummer documentnr rijbewijs rijbewijsnummer rijbewijsnr vnummer vreemdelingennummer
	personeelsnummer personeelsnr persnr medewerkernummer polisnummer polisnr verzekerdennummer verzekerdenummer relatienummer klantnummer klantnr lidmaatschapsnummer lidnummer
	studentnummer leerlingnummer onderwijsnummer identiteitsbewijs idbewijs verblijfsdocument verblijfsvergunning verzekeringsnummer tolknummer correspondentienummer correspondentienr skn ovchipkaart ovkaart burgernummer gedetineerdennummer pasnummer pasnr pas badge toegangspas badgenummer
	id-nummer agb agbcode agbnummer idnummer legitimatie legitimatiebewijs creditcard creditcardnummer kaartnummer anummer dienstnr dienstnummer stamnummer stamnr toezichthoudernummer boanummer paspoortkopie polis zorgpas zorgpolis lidmaatschap accreditatienummer verzekerdenr inschrijfnummer sofi-nummer crediteurnummer passport passports personeelspas jachtakte lezerskaart sedula vaarbewijs reispas werkpas rijkspas dienstpas legit imei vin vnr ovchip`},
	{cueBIG, `big bignummer bignr bigregistratie bigregistratienummer`},
	{cueHandle, `accounts users logins gebruikersnamen twitter instagram insta snapchat tiktok telegram discord skype username gebruikersnaam gebruikersnamen inlognaam loginnaam account accountnaam twitteraccount
	handle nickname mastodon signal facebook login gebruiker user useraccount gebruikersaccount bluesky threads`},
	{cueIP, `ip ipadres ipadressen ipv4 ipv6 ip-adres bronip bronadres`},
	{cueMAC, `mac macadres`},
	{cueCoord, `coordinaten gps gpscoordinaten locatie lat latitude breedtegraad`},
	{cueURL, `linkedin website site url link profiel homepage webpagina`},
	{cueRef, `kenmerk kenmerken referentie referentienummer ref factuur factuurnummer factuurnr facturen order ordernummer ordernr bestelling bestelnummer bestelnr verplichting
	verplichtingnummer verplichtingennummer zaak zaaknummer zaaknr dossier dossiernummer melding meldingsnummer meldingnummer meldnummer ticket ticketnummer ticketnr incident incidentnummer
	incidentnr aangifte aangiftenummer kamerstuk kamerstukken kamerstuknummer vergunning vergunningnummer contract contractnummer contractnr inkoopordernummer inkooporder offerte offertenummer
	artikelnummer serienummer serienr projectnummer projectcode project begroting besluit ecli doc docnr documentid corsa registratienummer registratienr zaakkenmerk kamernummer
	procesverbaal proces-verbaal pv btw btwnummer subsidie subsidienummer dossiercode casenummer case woo-verzoek wooverzoek verzoeknummer volgnummer inventarisnummer batch lot lotnummer
	isbn issn doi cas versie versienummer v release build gtin ean product productnummer artikel trackandtrace track zending pakket pakketnummer meterstand rsin oin vestigingsnummer kostenplaats grootboek bedrag euro betalingskenmerk beschikking beschikkingsnummer aanslag aanslagnummer rapportnummer rapport object objectnummer locatienummer`},
	{cueKvK, `kvk kvknummer kvknr handelsregister handelsregisternummer`},
	{cueOrg, `organisatie organisaties instelling bedrijf werkgever afdeling directie functie rol eenheid team dienst onderdeel ministerie bedrijfsnaam instantie organisatienaam functienaam
	leverancier school locatie opleiding taak project domein vakgebied specialisme expertise status`},
	{cueDate, `datum data verzonden sent date tijd tijdstip wanneer deadline gereed d.d dd tot ontvangen ingekomen besluitdatum dagtekening`},
	{cueFile, `bestand bestandsnaam bestandsnamen document documenten documentnaam filename file`},
	{cueText, `onderwerp betreft subject omschrijving toelichting opmerking opmerkingen actie besluit titel beschrijving inhoud agendapunt bijzonderheden aantekening notitie soort type beoordeling grond gronden oordeel categorie prioriteit`},
	{cueCount, `nr nummer volgnr aantal id`},
}

const cueSize = 1 << 13

// idCompounds are the words for a number of someone: personeelsnummer, pasnr.
func idCompounds() (out []string) {
	for _, stem := range strings.Fields(idStems) {
		for _, end := range idTails {
			out = append(out, stem+end)
		}
	}
	return out
}

var cueKeys [cueSize]uint32
var cueKinds [cueSize]cue

func init() {
	put := func(w string, c cue) {
		h := uint32(hashOf(foldString(w)))
		i := h & (cueSize - 1)
		for cueKeys[i] != 0 && cueKeys[i] != h {
			i = (i + 1) & (cueSize - 1)
		}
		if cueKeys[i] == 0 { // the first group wins
			cueKeys[i], cueKinds[i] = h, c
		}
	}
	for _, g := range cueWords {
		for _, w := range strings.Fields(g.words) {
			put(w, g.cue)
		}
	}
	for _, w := range idCompounds() {
		put(w, cueID)
	}
}

// cueOf gives the cue that a word is, if any.
func cueOf(h uint32) cue {
	for i := h & (cueSize - 1); ; i = (i + 1) & (cueSize - 1) {
		if cueKeys[i] == h {
			return cueKinds[i]
		}
		if cueKeys[i] == 0 {
			return noCue
		}
	}
}
