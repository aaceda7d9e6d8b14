package redact

import (
	"slices"
	"testing"
)

// TestCalledAfterPeopleStays holds that things, animals and the dead are no persons of a
// dossier, whatever form their names have.
func TestCalledAfterPeopleStays(t *testing.T) {
	t.Parallel()
	wantNothing(t, []lookAlike{
		{"De bijeenkomst is in het Johan Huizingahuis aan de Dam.", "a building by the end of its name"},
		{"Gymles is vanaf mei in de Anton Geesinkhal.", "a hall"},
		{"Zet de fietsen niet bij de Willem\nDreesflat neer, dat mag niet van de beheerder.", "a flat, over a line break"},
		{"De beheerder van het H.D. Louwesgemaal sluist vanavond.", "a pumping station with initials"},
		{"Het is te zien vanaf het Berend Zwaagstragemaal.", "a pumping station after no one known"},
		{"De vergadering is in het Teuntje Wolbertgebouw.", "a building after no one known"},
		{"Een ijsvogel bij het gemaal Ir. Lely.", "a thing before a name with its title"},
		{"Het lekt in buurthuis Jan van der Maat en in sporthal Piet Kroon.", "houses before full names"},
		{"Hij voer op Hr.Ms. Karel Doorman, Evertsen en de Johan de Witt.", "ships in a row"},
		{"Onderhoud aan Zr.Ms. Tromp duurt tot mei.", "a ship"},
		{"Het schip MS Prins Bernhard vertrekt om tien uur.", "a ship with a prefix"},
		{"Ik zeilde mee op de Trijntje Postma.", "the article makes it a ship"},
		{"Onze hond heette Kees en hij is in mei begraven.", "a dog"},
		{"De kat luistert naar de naam Joost.", "a cat"},
		{"Ook Michiel de Ruyter had geen kustwacht.", "the dead"},
		{"Het is een citaat van Thorbecke.", "the dead by the family name"},
		{"Er hangt een foto van generaal Winkelman.", "the dead with their rank"},
		{"Hij rijdt een grijze Skoda en zij een Opel Astra.", "cars"},
		{"De aannemer (Van Gelder) heeft nog geen tekening.", "a firm in brackets behind its role"},
		{"Score van Wells 1,5 en teken van Homans negatief.", "scores and signs"},
		{"B. Zicht op ontwikkeling - voldoende", "a section with a letter"},
		{"I. Verloop van de procedure", "a section with a Roman number"},
		{"Het gesprek was bij Villa Zonnedael en Huize Sint Gerlach.", "houses that begin with their kind"},
		{"Vertrek 08.15 u, Van Zwaagstraplein, terug 16.30 u.", "a square after someone with a tussenvoegsel"},
		{"De opdracht ging naar Van Hattum en Blankevoort.", "a firm of two halves"},
		{"Bezwaar van de commissaris van de Koning, de heer Oosterwijk.", "an office before a comma"},
		{"De minister, toen nog de heer Wolbert, heeft zijn spijt betuigd.", "an office once held"},
		{"CdK: mevrouw Slijkhuis-Meester", "an office and a colon"},
		{"Aanwezig: dijkgraaf Bijl de Vroe, de leden Hoekema, Van Duren en Quist.", "a public board"},
		{"\"Van Houten\";\"Kamerlid\";\"Tweede Kamer\"", "the next cell says it"},
		{"TZID=\"W. Europe Standard Time\":20260311", "a time zone"},
		{"De weg is in 1998 aangelegd door Van Essen.", "what firms do"},
		{"Wij zien u graag in het Dr. Poelmanhuis.", "a house after a doctor no one knows"},
		{"Het systeem Carmen gaf een storing.", "a system"},
		{"Zie ook HR Baijings/Mendes en Van Wijk/Konijnenbelt.", "parties of a ruling and writers of a handbook"},
		{"Uitslag: Tinetti 19, Norton 15 en Hamilton 18.", "scales with their scores"},
		{"Hij speelde bij SV Bernardus.", "a club"},
		{"De UK-45 Jannetje ligt stil.", "a fishing boat"},
		{"Snackbar Ome Joop en Bakker Bart zijn gecontroleerd.", "shops called after someone"},
		{"De bus van Van Heugten tours kwam te laat.", "a firm whose last word is small"},
		{"Zij gebruikte Oxazepam en Simvastatine.", "medicines"},
		{"Een oude Fendt en een Massey Ferguson stonden in brand.", "tractors"},
		{"Wat Remkes daarvan overnam, staat in de brief.", "who is known by the family name"},
		{"Een offerte van Van Raak Staal en van Boersma Hout.", "what the bearer of the name deals in"},
		{"Volgens Vermeulen (2019) is dat zo.", "the writer of an article"},
		{"Zie de handleiding van Kadera en de app van Stan.", "who makes what is used"},
		{"Aannemer Huurman begint op 3 mei.", "a man or his firm: a human decides"},
		{"De fractie van Van Essen vraagt om een referendum.", "who leads a fractie"},
	})
}

// A livingName is a text and the name in it that is found, whether it goes or is asked about.
type livingName struct{ text, want, why string }

// wantFound holds that every name is found.
func wantFound(t *testing.T, cs []livingName) {
	t.Helper()
	for _, c := range cs {
		var got []string
		for _, f := range Detect([]byte(c.text)) {
			got = append(got, c.text[f.Start:f.End])
		}
		if !slices.Contains(got, c.want) {
			t.Errorf("%q: %q is not found among %q, though there is %s", c.text, c.want, got, c.why)
		}
	}
}

// TestWhoIsCalledSoGoes is its counterpart: the living who are called like the dead, like
// things, or stand beside them.
func TestWhoIsCalledSoGoes(t *testing.T) {
	t.Parallel()
	wantFound(t, []livingName{
		{"Mevrouw Tromp belde gisteren over haar dak.", "Tromp", "a form of address"},
		{"De heer Johan de Witt woont op nummer 12.", "Johan de Witt", "a form of address before a famous name"},
		{"Mijn buurman Karel Doorman klaagt over het lawaai.", "Karel Doorman", "kin before a famous name"},
		{"Bel Jan Steen op 06-12345678 voor de sleutel.", "Jan Steen", "who can be called is alive"},
		{"De hond van Kees Visser blafte.", "Kees Visser", "the owner of the dog"},
		{"Inspecteurs K. Stolk en P.J. Langstraat waren er.", "P.J. Langstraat", "a family name that ends like a street"},
		{"Afgemeld is mevrouw Westerhuis.", "Westerhuis", "a family name that ends like a house"},
		{"De inspecteur heet Kees Bolhuis.", "Kees Bolhuis", "a person is called so"},
	})
}

// TestFormsOfNames holds forms that few lists show: cut and detached tussenvoegsels, the
// family name first, asides inside a name, small letters after what announces someone.
func TestFormsOfNames(t *testing.T) {
	t.Parallel()
	wantFound(t, []livingName{
		{"De adviseur v. Zutven-Slag wees ons daarop.", "v. Zutven-Slag", "a tussenvoegsel cut off and standing apart"},
		{"Loket 2 (v. d. Kroonen) was dicht.", "v. d. Kroonen", "two of them in brackets"},
		{"PIW'er d. Wolf was erbij.", "d. Wolf", "one behind a function"},
		{"Naam: Tesfay, Yohannes Mehari", "Tesfay, Yohannes Mehari", "a family name first, and two given names fill the field"},
		{"\"Vos - de Heer, A.\";\"omgevingsmanager\"", "Vos - de Heer, A.", "a double family name with spaces"},
		{"Zwart, de, Anneke  operationeel leider", "Zwart, de, Anneke", "the tussenvoegsel between commas"},
		{"Ik sprak met Sjoukje (Sj.) Ras-Haak over de notulen.", "Sjoukje (Sj.) Ras-Haak", "initials in brackets inside the name"},
		{"Ook korporaal Roelof 'Bolle' Nagel was erbij.", "Roelof 'Bolle' Nagel", "a nickname in quotes inside"},
		{"Ook Cornelis (\"Cor\") Wolbert tekende.", "Cornelis (\"Cor\") Wolbert", "a nickname in quotes and brackets inside"},
		{"Eigenaar is W.F. baron van Heeckeren van Overlaer te Vorden.", "W.F. baron van Heeckeren van Overlaer", "nobility between initials and name"},
		{"Te sturen aan R. & M. Zandvoort.", "R. & M. Zandvoort", "two who share a family name"},
		{"De handhaver is een zekere delano, hij heeft een hond.", "delano", "small letters after 'een zekere'"},
		{"ik hoorde het van zn vrouw gea vanochtend", "gea", "small letters after kin that is someone's"},
		{"De vader van Milou (groep 7) belde.", "Milou", "a child by its parent"},
		{"Dat zei vrijwilliger Ben Kleingeld, die zijn bus leende.", "Ben Kleingeld", "a given name that is a verb"},
		{"Mr. Ph. Roos van Roos & Partners pleitte.", "Ph. Roos", "a lawyer before his own firm"},
		{"Bel Ton in 't Veld over het rooster.", "Ton in 't Veld", "a preposition and an article before the family name"},
		{"Over de naam, de heer Nol H., en zijn nummer.", "Nol H.", "a family name of one letter"},
		{"Zijn echtgenote Ali Lammerts Huizing-Tien tekende mee.", "Ali Lammerts Huizing-Tien", "a double family name that ends in a number word"},
		{"De auto is van BOUKEMA, Ottoline van den. Onverzekerd.", "BOUKEMA, Ottoline van den", "the family name in capitals and first, in prose"},
		{"\"naam\": \"Leito, Shurendy\", \"tel\": null", "Leito, Shurendy", "the family name first, in quotes"},
		{"Douwe Bouma (voorlopig); Nyamekye, Akosua (geen reactie)", "Nyamekye, Akosua", "the family name first, behind a semicolon"},
		{"Ook bewoonster KOSTERMAN was op de gang.", "KOSTERMAN", "capitals behind what someone is"},
		{"22:10 Zwiersma meldt dat de deur open is.", "Zwiersma", "a log: a time, a name and a verb"},
		{"Verdachte S. el B. zweeg.", "S. el B.", "initials alone behind what someone is"},
		{"De medegedetineerde T. B. meldde zich.", "T. B.", "the same with a space"},
		{"Er kwamen ook de dames Terwisscha en Van Scheltinga.", "Terwisscha", "a plural form of address"},
		{"Vandaag Dotinga gesproken, die zegt van niet.", "Dotinga", "a name before who was spoken with"},
		{"Op den Buijs tekende de lijst.", "Op den Buijs", "two tussenvoegsels begin the sentence"},
		{"Volgens Ngo Thi Lan was de deur open.", "Ngo Thi Lan", "a Vietnamese name of three words"},
		{"Soekardi, zonder achternaam, woont in Emmen.", "Soekardi", "a single name that is said to be all"},
		{"Da Silva en Dos Santos Pereira tekenden.", "Da Silva", "two tussenvoegsels begin a sentence and its list"},
		{"Inspecteur Zandbergen en collega Ter Haar kwamen.", "Ter Haar", "a family name that is a common word"},
		{"ja maar die willemsen van hiernaast is niet te vertrouwen, ik ga morgen zelf wel even kijken bij de poort", "willemsen", "a family name in small letters"},
		{"ik heb de camera gezien van de winkel, vraag anders hassan even, die weet het nog wel denk ik zo", "hassan", "a small word that is a given name before a real one"},
		{"Rapporteur S. Kleinjan-Slot, psycholoog NIP.", "S. Kleinjan-Slot", "a rapporteur outside parliament"},
	})
}
