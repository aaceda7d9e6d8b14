package workflow

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"paraaf/documents"
)

// An Organisation is a ministry, a part of one, or the office of a
// bewindspersoon, with the names it goes by on paper.
type Organisation struct {
	ID      OrganisationID
	Name    string
	Aliases []string
	Role    Role // whom the name stands for; empty is read from its words
}

// Organisations is what is known of names on paper. It is data: the desk loads
// it. A name that is not in it is never guessed at, only remarked upon.
type Organisations []Organisation

// Seat gives the seat that a name on paper stands for: "Minister LJS", "plv.
// SG", "Directie Informatiebeleid - CIO", "Staatssecretaris van Justitie en
// Veiligheid". home is the ministry that a bare function ("plv. SG") is of.
// It reports false for a name that is not known.
func (o Organisations) Seat(name string, home OrganisationID) (Seat, bool) {
	words := fold(name)
	if words == "" {
		return Seat{}, false
	}
	if org, ok := o.find(words); ok {
		return Seat{org.role(words), org.ID}, true
	}
	role, rest := function(words)
	if role == "" {
		return Seat{}, false
	}
	if rest == "" {
		switch role {
		case RolePlvSG, RoleSG:
			return Seat{role, home}, home != ""
		}
		return Seat{}, false
	}
	org, ok := o.find(rest)
	return Seat{role, org.ID}, ok
}

// find gives the organisation of which words, folded, are a name. "Ministerie
// van Justitie en Veiligheid" is also called "Justitie en Veiligheid".
func (o Organisations) find(words string) (Organisation, bool) {
	for _, org := range o {
		for _, n := range append([]string{org.Name}, org.Aliases...) {
			n = fold(n)
			if n == words || strings.TrimPrefix(n, "ministerie van ") == words || n == "ministerie van "+words {
				return org, words != ""
			}
		}
	}
	return Organisation{}, false
}

// role gives what the organisation's name stands for, written as words.
func (o Organisation) role(words string) Role {
	if o.Role != "" {
		return o.Role
	}
	for _, w := range append([]string{words, o.Name}, o.Aliases...) {
		if r, _ := function(fold(w)); r != "" {
			return r
		}
	}
	return RoleDirectie
}

// functions are the words with which the name of a function begins, longest
// first where one begins another.
var functions = []struct {
	words string
	role  Role
}{
	{"plaatsvervangend secretaris-generaal", RolePlvSG}, {"plv. secretaris-generaal", RolePlvSG},
	{"plv. sg", RolePlvSG}, {"plv sg", RolePlvSG}, {"plvsg", RolePlvSG}, {"psg", RolePlvSG},
	{"secretaris-generaal", RoleSG}, {"sg", RoleSG},
	{"directeur-generaal", RoleDG}, {"directoraat-generaal", RoleDG}, {"dg", RoleDG},
	{"minister-president", RoleBewindspersoon}, {"minister", RoleBewindspersoon},
	{"staatssecretaris", RoleBewindspersoon}, {"stas", RoleBewindspersoon},
	{"directie", RoleDirectie}, {"directeur", RoleDirectie}, {"cluster", RoleDirectie}, {"afdeling", RoleDirectie},
	{"team", RoleDirectie}, {"programmadirectie", RoleDirectie}, {"programma", RoleDirectie},
}

// function splits folded words in a function and of what.
func function(words string) (Role, string) {
	for _, f := range functions {
		rest, ok := strings.CutPrefix(words, f.words)
		if !ok || rest != "" && rest[0] != ' ' {
			continue
		}
		rest = strings.TrimSpace(rest)
		for _, p := range []string{"van het ministerie van ", "van ", "voor ", "het ", "de "} {
			rest = strings.TrimPrefix(rest, p)
		}
		return f.role, rest
	}
	return "", ""
}

// fold writes words in one way: lower case, single spaces, none around a
// hyphen, no punctuation at the end.
func fold(s string) string {
	s = strings.Join(strings.FieldsFunc(strings.ToLower(s), unicode.IsSpace), " ")
	s = strings.NewReplacer("–", "-", "‑", "-").Replace(s)
	s = strings.NewReplacer(" - ", "-", " -", "-", "- ", "-").Replace(s)
	return strings.TrimRight(s, " ,;:")
}

// CC gives the seats of who reads along on a nota, as far as they are known.
func (o Organisations) CC(n documents.Nota) []Seat {
	home := o.home(n)
	var out []Seat
	for _, name := range n.CC() {
		if s, ok := o.Seat(name, home); ok && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// home gives the ministry of a nota: that of the lowest line of its colophon
// that is known, otherwise of its addressee.
func (o Organisations) home(n documents.Nota) OrganisationID {
	lijn := n.Lijn()
	for i := len(lijn) - 1; i >= 0; i-- {
		if s, ok := o.Seat(lijn[i], ""); ok {
			return s.Organisation.Ministry()
		}
	}
	for _, name := range n.Aan() {
		if s, ok := o.Seat(name, ""); ok {
			return s.Organisation.Ministry()
		}
	}
	return ""
}

// StandardRoute proposes the parafenlijn that the colophon of a nota asks for:
// from its lowest organisation upward, then to who is in "Aan". A "mede
// namens" proposes a station of that bewindspersoon beside the line. The
// sentences, in Dutch, say what was not understood or is worth a look; the
// opsteller confirms or changes the proposal.
//
// It refuses with R1 when there is not even a bewindspersoon to decide.
func StandardRoute(n documents.Nota, o Organisations) (Route, []string, error) {
	var remarks []string
	say := func(text string, args ...any) { remarks = append(remarks, fmt.Sprintf(text, args...)) }
	home := o.home(n)

	decider, above := o.addressees(n, home, say)
	if decider.Role == "" {
		return Route{}, nil, refuse("R1", "Uit \"Aan\" blijkt niet welke bewindspersoon besluit. Vul in aan wie de nota gericht is, of laat de beheerder de naam toevoegen.")
	}
	if home == "" {
		home = decider.Organisation.Ministry()
	}

	var r Route
	add := func(seat Seat, kind StepKind) {
		for _, st := range r.Stations() {
			if st.Seat == seat {
				return
			}
		}
		st := Station{ID: r.freeID(seat, kind), Seat: seat, Kind: kind}
		if kind == AskMedeakkoord {
			r.Beside = append(r.Beside, st)
			return
		}
		r.Line = append(r.Line, Step{Stations: []Station{st}, All: true})
	}
	lijn := n.Lijn()
	for i := len(lijn) - 1; i >= 0; i-- {
		seat, ok := o.Seat(lijn[i], home)
		switch {
		case !ok:
			say("\"%s\" is niet bekend en staat daarom niet in de lijn. Voeg het station toe als het moet paraferen.", lijn[i])
		case seat.Organisation.Ministry() != home:
			say("\"%s\" is van een ander ministerie en staat daarom niet in de lijn.", lijn[i])
		case seat.Role == RoleBewindspersoon:
			say("\"%s\" staat in de kop als onderdeel; wie besluit, staat in \"Aan\".", lijn[i])
		default:
			add(seat, AskParaaf)
		}
	}
	if len(r.Line) == 0 {
		say("De kop noemt geen bekend onderdeel. Voeg toe wie moet paraferen voordat u indient.")
	}
	for _, seat := range above {
		add(seat, AskParaaf)
	}
	add(decider, AskBesluit)

	beside, more := MedeStations(n.Paper, o, home)
	remarks = append(remarks, more...)
	for _, st := range beside {
		if st.Seat != decider {
			add(st.Seat, AskMedeakkoord)
		}
	}
	return r, remarks, r.Check(home)
}

// addressees gives who decides and which other bewindspersonen of the house
// are addressed; they give a paraaf before.
func (o Organisations) addressees(n documents.Nota, home OrganisationID, say func(string, ...any)) (Seat, []Seat) {
	var decider Seat
	var others []Seat
	for _, name := range n.Aan() {
		seat, ok := o.Seat(name, home)
		switch {
		case !ok:
			say("\"%s\" in \"Aan\" is niet bekend. Controleer wie besluit.", name)
		case seat.Role != RoleBewindspersoon:
			say("\"%s\" in \"Aan\" is geen bewindspersoon en besluit daarom niet.", name)
		case home != "" && seat.Organisation.Ministry() != home:
			say("\"%s\" in \"Aan\" is van een ander ministerie. Vraag daar een medeakkoord.", name)
		case decider.Role == "":
			decider = seat
		default:
			others = append(others, seat)
			say("De nota is aan meer dan één bewindspersoon gericht. \"%s\" parafeert, de eerste in \"Aan\" besluit; controleer de volgorde.", name)
		}
	}
	return decider, others
}

// MedeStations proposes the stations beside the line that a paper asks for by
// "mede namens", with Dutch sentences about names that are not known. home is
// the ministry of the dossier.
func MedeStations(p documents.Paper, o Organisations, home OrganisationID) ([]Station, []string) {
	var r Route
	var remarks []string
	for _, name := range p.MedeNamens() {
		seat, ok := o.Seat(name, home)
		if !ok || seat.Role != RoleBewindspersoon {
			remarks = append(remarks, fmt.Sprintf("De tekst zegt \"mede namens %s\", maar die bewindspersoon is niet bekend. Voeg zelf toe wie akkoord moet geven op de brief.", name))
			continue
		}
		if !slices.ContainsFunc(r.Beside, func(st Station) bool { return st.Seat == seat }) {
			r.Beside = append(r.Beside, Station{ID: r.freeID(seat, AskMedeakkoord), Seat: seat, Kind: AskMedeakkoord})
		}
	}
	return r.Beside, remarks
}

// freeID gives a station id that says what the seat is and is not in r yet.
func (r Route) freeID(seat Seat, kind StepKind) StationID {
	id := string(seat.Role)
	switch {
	case kind == AskMedeakkoord || kind == AskMedeondertekening:
		id = string(seat.Organisation.Ministry())
	case seat.Role == RoleMedeparaaf:
		id = string(seat.Organisation[strings.LastIndexByte(string(seat.Organisation), '.')+1:])
	}
	free := id
	for i := 2; ; i++ {
		if _, _, taken := r.find(StationID(free)); !taken && !slices.Contains(outside, StationID(free)) {
			return StationID(free)
		}
		free = fmt.Sprintf("%s-%d", id, i)
	}
}
