package redact

import "testing"

// TestCalledAfterPeopleStays holds that things, animals and the dead are no persons of a
// dossier, whatever form their names have.
func TestCalledAfterPeopleStays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, why string }{
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
	} {
		if got := proposed(standard(), c.text); len(got) > 0 {
			t.Errorf("%q: proposed %v, but this is %s", c.text, got, c.why)
		}
	}
}

// TestWhoIsCalledSoGoes is its counterpart: the living who are called like the dead, like
// things, or stand beside them.
func TestWhoIsCalledSoGoes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want, why string }{
		{"Mevrouw Tromp belde gisteren over haar dak.", "Tromp", "a form of address"},
		{"De heer Johan de Witt woont op nummer 12.", "Johan de Witt", "a form of address before a famous name"},
		{"Mijn buurman Karel Doorman klaagt over het lawaai.", "Karel Doorman", "kin before a famous name"},
		{"Bel Jan Steen op 06-12345678 voor de sleutel.", "Jan Steen", "who can be called is alive"},
		{"De hond van Kees Visser blafte.", "Kees Visser", "the owner of the dog"},
		{"Inspecteurs K. Stolk en P.J. Langstraat waren er.", "P.J. Langstraat", "a family name that ends like a street"},
		{"Afgemeld is mevrouw Westerhuis.", "Westerhuis", "a family name that ends like a house"},
		{"De inspecteur heet Kees Bolhuis.", "Kees Bolhuis", "a person is called so"},
	} {
		ok := false
		for _, f := range Detect([]byte(c.text)) {
			ok = ok || c.text[f.Start:f.End] == c.want
		}
		if !ok {
			t.Errorf("%q: %q is not found, though there is %s", c.text, c.want, c.why)
		}
	}
}
