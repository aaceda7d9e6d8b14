package desk

import (
	"embed"
	"fmt"
	"math/big"
	"math/rand/v2"
	"regexp"
	"strings"

	"paraaf/documents"
	"paraaf/workflow"
)

// The papers of an oefendossier. Every person in them is made up, from the number of
// the exercise: two readers of one exercise read the same papers, and no paper that
// lies in a dossier is ever touched for it.

//go:embed oefening/*.md
var exerciseTexts embed.FS

// exerciseCases are what an exercise may be about, each a nota and a letter.
var exerciseCases = []string{"wijkzorg", "vervoer", "app"}

// An exercisePaper is one paper with where the planted data stand in it.
type exercisePaper struct {
	id      workflow.PaperID
	text    []byte
	planted []documents.Span
}

// slot is where something is planted: a kind of a person's data by his number, or one
// of the descriptions after "!", which no list of names gives away.
var slot = regexp.MustCompile(`\[\[(?:!([^\]]+)|([a-z]+) ([1-9]))\]\]`)

// plantedExercise makes the papers of exercise n, from 1.
func plantedExercise(n int) ([]exercisePaper, error) {
	kind := exerciseCases[(n-1)%len(exerciseCases)]
	r := rand.New(rand.NewPCG(uint64(n), 0x6f656665))
	people := invented(r)
	described := map[string]string{}
	var out []exercisePaper
	for _, id := range []workflow.PaperID{PaperNota, PaperBrief} {
		src, err := exerciseTexts.ReadFile("oefening/" + kind + "-" + string(id) + ".md")
		if err != nil {
			return nil, fmt.Errorf("read an exercise: %w", err)
		}
		p := exercisePaper{id: id}
		at := 0
		for _, m := range slot.FindAllSubmatchIndex(src, -1) {
			p.text = append(p.text, src[at:m[0]]...)
			at = m[1]
			var value string
			if m[2] >= 0 {
				choice := string(src[m[2]:m[3]])
				if described[choice] == "" {
					all := strings.Split(choice, "|")
					described[choice] = all[r.IntN(len(all))]
				}
				value = described[choice]
			} else {
				value = people[src[m[6]]-'1'].says(string(src[m[4]:m[5]]))
			}
			if value == "" {
				return nil, fmt.Errorf("read an exercise: %s asks for %q", id, src[m[0]:m[1]])
			}
			p.planted = append(p.planted, documents.Span{Start: len(p.text), End: len(p.text) + len(value)})
			p.text = append(p.text, value...)
		}
		p.text = append(p.text, src[at:]...)
		out = append(out, p)
	}
	return out, nil
}

// An inventedPerson is somebody who does not exist.
type inventedPerson struct {
	first, last, phone, bsn, iban, street, postcode, born, plate string
}

func (p inventedPerson) says(kind string) string {
	switch kind {
	case "naam":
		return p.first + " " + p.last
	case "voornaam":
		return p.first
	case "achternaam":
		return p.last
	case "initialen":
		return p.first[:1] + ". " + p.last
	case "mail":
		return strings.ToLower(p.first[:1] + "." + strings.ReplaceAll(p.last, " ", ""))
	case "telefoon":
		return p.phone
	case "bsn":
		return p.bsn
	case "iban":
		return p.iban
	case "adres":
		return p.street
	case "postcode":
		return p.postcode
	case "geboren":
		return p.born
	case "kenteken":
		return p.plate
	}
	return ""
}

// What people are made up of. Of a name of two words only the second is looked for.
var (
	inventedFirst = strings.Fields(`Aaltje Bilal Chantal Dirkje Eelco Farida Gosse Hanan Ids Jikke Kwame Liesbet Mustafa Nienke Orhan Petra Quinten Roos Soraya Teun Ufuk Vera Wietske Xander Yara Zwaan`)
	inventedLast  = strings.Fields(`Abbring Benhaddou Cazemier Drenthen Elzinga Flapper Gokmen Hofstee Ijpelaar Jonkman Karimi Lukassen Meerdink Nauta Oppewal Poelstra Quaedvlieg Roozeboom Sietsma Tjalma Uneken Veltkamp Wassink Yilmazer Zijlmans`)
	inventedRoad  = strings.Fields(`Lindelaan Kerkpad Molenstraat Havenkade Esdoornweg Schoolstraat Wilgendreef Torenlaan Beekwal`)
	inventedMonth = strings.Fields(`januari februari maart april mei juni juli augustus september oktober november december`)
)

// invented makes nine people. Their numbers pass the checks that real ones pass, in
// ranges that are given to nobody.
func invented(r *rand.Rand) [9]inventedPerson {
	var out [9]inventedPerson
	first, last := r.Perm(len(inventedFirst)), r.Perm(len(inventedLast))
	letter := func() byte { return "BDFGHJKLNPRSTVXZ"[r.IntN(16)] }
	for i := range out {
		account := fmt.Sprintf("%010d", r.IntN(1_000_000_000))
		out[i] = inventedPerson{
			first: inventedFirst[first[i]], last: inventedLast[last[i]],
			phone: fmt.Sprintf("06 - 5512 %04d", r.IntN(10_000)), bsn: testBSN(r),
			iban:   fmt.Sprintf("NL%02d TEST %s %s %s", ibanCheck("TEST"+account), account[:4], account[4:8], account[8:]),
			street: fmt.Sprintf("%s %d", inventedRoad[r.IntN(len(inventedRoad))], 2+r.IntN(180)), postcode: fmt.Sprintf("99%02d %c%c", r.IntN(100), letter(), letter()),
			born:  fmt.Sprintf("%d %s %d", 1+r.IntN(28), inventedMonth[r.IntN(12)], 1938+r.IntN(65)),
			plate: fmt.Sprintf("%c%c-%03d-%c", letter(), letter(), 1+r.IntN(999), letter()),
		}
	}
	return out
}

// testBSN makes a number that begins with 9999, as those for tests do, and passes the
// elfproef.
func testBSN(r *rand.Rand) string {
	for {
		s := fmt.Sprintf("9999%05d", r.IntN(100_000))
		sum := 0
		for i, c := range s[:8] {
			sum += int(c-'0') * (9 - i)
		}
		if (sum-int(s[8]-'0'))%11 == 0 {
			return s
		}
	}
}

// ibanCheck gives the two digits behind NL (ISO 13616) for bank and account.
func ibanCheck(account string) int {
	var digits strings.Builder
	for _, c := range account + "NL00" {
		if c >= 'A' {
			fmt.Fprint(&digits, c-'A'+10)
		} else {
			digits.WriteRune(c)
		}
	}
	n, _ := new(big.Int).SetString(digits.String(), 10)
	return 98 - int(n.Mod(n, big.NewInt(97)).Int64())
}
