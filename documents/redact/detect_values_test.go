package redact

import (
	"testing"

	"paraaf/documents"
)

// TestValuesBySiblingsAndCues holds what is proposed of numbers, dates and accounts that look
// like any other: the word before them decides, or the one beside them.
func TestValuesBySiblingsAndCues(t *testing.T) {
	t.Parallel()
	wantProposed(t, []example{
		{"Toezichthouders met legitimatienummers 5512 en 6630 kwamen binnen.", "5512", documents.IDNumber, "four digits behind their word"},
		{"Toezichthouders met legitimatienummers 5512 en 6630 kwamen binnen.", "6630", documents.IDNumber, "the second of two"},
		{"Badgenrs. 40-1187 (Vos), 40-1190", "40-1190", documents.IDNumber, "a name in brackets stands between"},
		{"Personeelsnummers KMR-220187 resp. KMR-220199.", "KMR-220199", documents.IDNumber, "resp. joins"},
		{"Hij heeft stamnr. ABC 55120 al sinds 2019.", "ABC 55120", documents.IDNumber, "letters apart before the digits"},
		{"Zijn identiteitskaart (BX 7719204) is kwijt.", "BX 7719204", documents.IDNumber, "foreign card in brackets"},
		{"Neem uw bewijs mee (nummer op het formulier: NS4K7P2L8).", "NS4K7P2L8", documents.IDNumber, "the shape of a Dutch passport"},
		{"Our violinist (passport P7719204) is waiting.", "P7719204", documents.IDNumber, "English"},
		{"Verklaarde via tolk nr. 20117 dat hij ziek was.", "20117", documents.IDNumber, "an interpreter has a number"},
		{"Diplomanr. MBO-21-55120", "MBO-21-55120", documents.IDNumber, "a diploma too"},
		{"Het wapennummer is QK 20117.", "QK 20117", documents.IDNumber, "and a gun"},
		{"Aanslagnummer 1234.56.782.H.36", "1234.56.782.H.36", documents.IDNumber, "holds the BSN of who pays"},
		{"Gedetineerde Kip (reg 5520117, geb. 3-2-1979) weigert.", "5520117", documents.IDNumber, "beside a date of birth"},
		{"Pers.nr verb. aangev.: 40-11873", "40-11873", documents.IDNumber, "dots of short words end no sentence"},
		{"| Rijbewijs | B (nr. 5310228999) |", "5310228999", documents.IDNumber, "a box of labels and values"},
		{"| Geb. | 3 mrt. 1990, Asmara |", "3 mrt. 1990", documents.DateOfBirth, "likewise"},
		{"geboren .........: 1990-07-04", "1990-07-04", documents.DateOfBirth, "dots lead to the value"},
		{"Verdachte, geb. 22021987 te Lodz.", "22021987", documents.DateOfBirth, "without separators"},
		{"de kaart van bram (geb 050615) is weg", "050615", documents.DateOfBirth, "six digits"},
		{"BDAY:1972-03-20", "1972-03-20", documents.DateOfBirth, "a card for the address book"},
		{"Op 28 februari 2003 ben ik geboren in Goes.", "28 februari 2003", documents.DateOfBirth, "the word stands behind it"},
		{"Ik ben zelf van 3 mei 1955, dus haast u.", "3 mei 1955", documents.DateOfBirth, "said of oneself"},
		{"Kind 2: Sanne (12-03-2019), groep 3", "12-03-2019", documents.DateOfBirth, "a child"},
		{"Cliënt  de Boer, Riek    11-06-1936    cliëntnr 407118", "11-06-1936", documents.DateOfBirth, "the row of a patient"},
		{"Wij verrekenen het met uw eigen rekening NL51 INGB 0006 7712 04.", "NL51 INGB 0006 7712 04", documents.IBAN, "own is of who is spoken to"},
		{"Dat wordt door de gemeente betaald op NL51 INGB 0006 7712 04.", "NL51 INGB 0006 7712 04", documents.IBAN, "an organisation pays to it"},
		{"Maak het over op NL51 INGB 0006 7712 04 t.n.v. S. Jansen.", "NL51 INGB 0006 7712 04", documents.IBAN, "the holder is a person"},
	})
	for _, c := range []struct{ text, why string }{
		{"Ik belde het klantnummer 14 045 drie keer.", "the number of a municipality"},
		{"De telefoon is gevonden, IMEI gemeld onder INC-2026-0219.", "the number of the report"},
		{"SKN-nr 12440871, cel C2-117", "the cell"},
		{"U betaalt dit op NL65BNGH0438501846 o.v.v. het kenmerk.", "a bank of public bodies"},
		{"Stort € 27,50 op NL51 INGB 0006 7712 04 t.n.v. Ouderraad.", "the holder is a council"},
		{"Stort € 27,50 op NL51 INGB 0006 7712 04 t.n.v. obs De Regenboog.", "the holder is a school"},
		{"Er is uitbetaald op NL51 INGB 0006 7712 04 t.n.v. Olleke Bolleke B.V.", "the holder is a company"},
	} {
		for s, l := range proposed(standard(), c.text) {
			if l == documents.IDNumber && s != "12440871" || l == documents.IBAN || l == documents.Phone {
				t.Errorf("%q: proposed %q as %s, but this is %s", c.text, s, l, c.why)
			}
		}
	}
}

// TestLandlinesHomesAndAccounts holds where a number, an address or an account belongs.
func TestLandlinesHomesAndAccounts(t *testing.T) {
	t.Parallel()
	wantProposed(t, []example{
		{"Doorkiesnummer: 088 15 62 774", "088 15 62 774", documents.Phone, "direct, though firms have the range"},
		{"Neem contact op met Sien Vroegindeweij (werkdagen ma-wo) via woo@mindef.nl of 070-3187066.", "070-3187066", documents.Phone, "the brackets are about her"},
		{"Naam\tRol\tToestel\tE-mail\nOoijevaar, Tim\tecoloog\t7744\ttooijevaar@brabant.nl", "7744", documents.Phone, "a column of extensions between tabs"},
		{"Vragen aan Wiersma, tst. 17 45", "17 45", documents.Phone, "an extension in pairs"},
		{"De familie woont aan de Lekdijk-West 203b.", "Lekdijk-West 203b", documents.Address, "a direction behind a hyphen"},
		{"Afspraak bij mij, Heidedyk 22. Ype zet koffie.", "Heidedyk 22", documents.Address, "Frisian"},
		{"Sleutel ligt bij mevrouw Tops, Achterom 3.", "Achterom 3", documents.Address, "behind a person and a comma"},
		{"Groetjes Wietske\nDe Meent 3, Vleuten", "De Meent 3", documents.Address, "below who signs"},
		{"Zij woont op een ark, ligplaats Vecht 88-A.", "Vecht 88-A", documents.Address, "a ship"},
		{"De sleutel ligt bij Annie Bakema op nummer 11.", "nummer 11", documents.Address, "the street is known to the reader"},
		{"Woont Laan van Duivenvoorde 4-boven.", "Laan van Duivenvoorde 4-boven", documents.Address, "a floor"},
		{"Omwonenden (waaronder Kazernelaan 12 t/m 16) klagen.", "Kazernelaan 12 t/m 16", documents.Address, "a range"},
		{"KIX-code 6006TL86", "6006TL86", documents.Postcode, "as machines read it"},
		{"2026-02-11 22:15:47  hvdlaan2    in behandeling genomen", "hvdlaan2", documents.Handle, "the column behind the time"},
		{"2026-02-11 22:41:18  ext_pgupta  (Capgemini) Pakketdump", "ext_pgupta", documents.Handle, "who is hired"},
		{`{"from":"_jettie.jansen_","text":"Hoi"}`, "_jettie.jansen_", documents.Handle, "the value of a key"},
		{"host LT-KRIJGSMAND-02 gezien", "KRIJGSMAND", documents.Handle, "in the name of a machine"},
		{"Melder R. Goedhart (goedr02) kan niet inloggen.", "goedr02", documents.Handle, "in brackets behind the name"},
		{"Code staat bij nyofosu (GitHub).", "nyofosu", documents.Handle, "before its network"},
		{"Meting bij de woning op 52°29'18.4\"N 4°58'44.1\"E, slaapkamer.", "52°29'18.4\"N 4°58'44.1\"E", labelCoord, "degrees, minutes and seconds"},
		{"De woning ligt op 52.1023 N, 4.4218 E.", "52.1023 N, 4.4218 E", labelCoord, "letters behind the degrees"},
		{"Bijgestaan door tolk 3417 (Somali) verklaarde zij dit.", "3417", documents.IDNumber, "the number stands for the interpreter"},
		{"Cursus: heftruckcertificaat (nr. HT-0092281, geldig tot 2029)", "HT-0092281", documents.IDNumber, "a paper that someone holds"},
		{"Mijn BSN staat fout op de aanslag, er staat 354558268.", "354558268", documents.BSN, "the sentence is about it"},
		{"Naam | Land | geboortedatum\nIwanow, Krasimir | BG | 1985", "1985", documents.DateOfBirth, "a year below its head"},
		{"Zij zorgt voor zoon Pim (2011).", "2011", documents.DateOfBirth, "a child's year"},
		{"Verslag over de heer Zhang Weiguo, 26/1/1958", "26/1/1958", documents.DateOfBirth, "behind a person, at the end of the line"},
		{"Omwonende: de heer W. Kraan (Maasboulevard 212, 6211 JW).", "Maasboulevard 212", documents.Address, "in brackets behind a person"},
		{"Uw waarborg storten wij terug op NL51 INGB 0006 7712 04.", "NL51 INGB 0006 7712 04", documents.IBAN, "back to who paid"},
		{"Hij logde in vanaf 10.41.7.88 op de server.", "10.41.7.88", documents.IPAddress, "the place of someone"},
		{"ik ben bilal geb 3 3 74 adres kade 71c", "3 3 74", documents.DateOfBirth, "spaces only"},
		{"F.W. Visman (geb. 2 febr. '39)", "2 febr. '39", documents.DateOfBirth, "a month as it is abbreviated"},
		{"1e Geboren .............. 03071958 te Moengo", "03071958", documents.DateOfBirth, "dots without a colon"},
		{"Houder     Geziena Meinema-Wever, 15-12-1951, tel 0599-614822", "15-12-1951", documents.DateOfBirth, "between a name and a telephone"},
		{"Mijn vader, wijlen Gerrit te Riele, was van 3 mei 1931 en werkte hier.", "3 mei 1931", documents.DateOfBirth, "said of a father"},
		{"Bel me gerust op 088-489 41 07.", "088-489 41 07", documents.Phone, "the line of who says so"},
		{"Op de foto stond een bericht van boss_piet66.", "boss_piet66", documents.Handle, "underscore and digits"},
		{"Accepted publickey for rvdmeulen from 145.97.20.31 port 22", "rvdmeulen", documents.Handle, "who logs in"},
		{"Zijn locatie (N51°26'31\" E5°27'02\") stond open.", "N51°26'31\" E5°27'02\"", labelCoord, "letters first"},
		{"Bijgestaan door tolk Dari nr. 4471 (dhr. Hakimi).", "4471", documents.IDNumber, "a language between"},
		{"In de zaak van betrokkene V-289.447.1036 is beslist.", "V-289.447.1036", documents.IDNumber, "its letter and groups need no word"},
		{"de moeder is 4-4-1968 dus check dat", "4-4-1968", documents.DateOfBirth, "kin"},
		{"zeemeeuw_12 schreef op 3 mei:\nWat een onzin", "zeemeeuw_12", documents.Handle, "first on the line of who posts"},
	})
	for _, c := range []struct{ text, why string }{
		{"Bereikbaar via haar kantoor Dekkers Van Gerven, 0174-620031.", "an office named after people"},
		{"Gebeld met kazerne Margraten 043-4586200", "barracks"},
		{"Geef het door via leefbaarheid@demarke.nl of 013 549 92 00.", "beside a mailbox"},
		{"Bellen naar 0546 54 11 11 heb ik gedaan maar dan kom je bij een bandje.", "an answering machine"},
		{"Of bel in: +31 20 708 1122,,82094411#", "a conference"},
		{"Zij belt voor aankomst de wacht, tel. 010-4537777.", "the guard"},
		{"Bewindvoerder: Bewind B.V., t.a.v. D. Roos, tel 026-3334410", "for the attention of"},
		{"Aan de Voorzitter van de\nEerste Kamer der Staten-Generaal\nKazernestraat 52\n2514 CV DEN HAAG", "parliament"},
		{"Plaats: kwekerij Gebr. Van der Meulen V.O.F., Zijdeweg 41, Honselersdijk", "a company"},
		{"De ingang is aan de Toepad 120, bij de poort.", "a gate"},
		{"BESLUITEN EN AFSPRAKEN 6 FEBRUARI 2025", "a date"},
		{"Is dat die bakker op de Waagstraat 6?", "a shop"},
		{"Floor Kuijstermans | plv. hoofd\nLunettenlaan 501, 5263 NT Vught | T 088 07 15200", "a signature beside a general number"},
		{"Volg @ProvGroningen en @BertVisserTK.", "a province and a member of parliament"},
		{"Opgeslagen op fileserver 10.20.0.14.", "a machine inside a network"},
		{"CC: DL-Natuur@minlvvn.nl; dcv-visa@minbuza.nl; mediawacht@minienw.nl", "lists and units"},
		{"Aan de Tweede Kamer, Prinses Irenestraat 6, Den Haag", "where parliament is"},
		{"Mijn secretaresse Miranda plant graag, 0541 512 012.", "the number of an office"},
		{"Werk\n2012 MA kunstgeschiedenis, Radboud", "a degree"},
		{"bijlage12: de brief, max_size: 12", "a numbered word and a key"},
	} {
		for s, l := range proposed(standard(), c.text) {
			if l != documents.Person {
				t.Errorf("%q: proposed %q as %s, but this is %s", c.text, s, l, c.why)
			}
		}
	}
}
