package workflow

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"paraaf/documents"
)

// Addressee stands in a route form for the organisation of the bewindspersoon
// in "Aan": one form serves a directie that writes to two of them.
const Addressee OrganisationID = "aan"

// A RouteForm is the parafenlijn that a house lays down for one directie, or
// for several, and for all kinds of nota or some. In it the seat of the
// deciding station, and of others as needed, has Addressee as organisation.
type RouteForm struct {
	Name  string           `json:"name"`
	For   []OrganisationID `json:"for"`             // these and what lies within them
	Kinds []Kind           `json:"kinds,omitempty"` // empty is every kind
	From  documents.Date   `json:"from"`            // holds from this day on, until a later form of the same
	Route
}

// RouteForms are the forms of an installation. They are data that an
// administrator loads; a form that changes gets a new From, and dossiers that
// run keep the route they have.
type RouteForms []RouteForm

// LoadRouteForms reads a JSON object {"routes": [...]} of forms and checks
// them: the route must hold (Route.Check), roles, kinds and questions must
// exist, organisations be known (when o is not empty), no two forms serve the
// same directie and kind from the same day, and somebody besides the one who
// decides must give a paraaf. It fails with every fault at once, one a line, in
// Dutch and with its place.
func LoadRouteForms(src []byte, o Organisations) (RouteForms, error) {
	var file struct {
		Routes RouteForms `json:"routes"`
	}
	if err := strict(src, &file); err != nil {
		return nil, fmt.Errorf("parafenlijnen: %w", err)
	}
	var faults []error
	if len(file.Routes) == 0 {
		faults = append(faults, errors.New("parafenlijnen: het bestand bevat geen lijn"))
	}
	for i, f := range file.Routes {
		for _, fault := range f.faults(o) {
			faults = append(faults, fmt.Errorf("lijn %d (%s): %w", i+1, f.Name, fault))
		}
		for j, g := range file.Routes[:i] {
			if org, kind, ok := f.clash(g); ok {
				faults = append(faults, fmt.Errorf("lijn %d (%s): geldt voor %s, %s, vanaf %s, en lijn %d (%s) ook", i+1, f.Name, org, kind, f.From, j+1, g.Name))
			}
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return file.Routes, nil
}

// roles are the roles that can have a station.
var stationRoles = []Role{RoleDirectie, RoleMedeparaaf, RoleSecretariaat, RoleDG, RolePlvSG, RoleSG, RoleAdviseur,
	RoleBewindspersoon, RoleCommunicatie, RoleOpsteller}

// faults lists what is wrong with a form.
func (f RouteForm) faults(o Organisations) []error {
	var out []error
	say := func(text string, args ...any) { out = append(out, fmt.Errorf(text, args...)) }
	if f.Name == "" {
		say("heeft geen naam")
	}
	if f.From.IsZero() {
		say("zegt niet vanaf welke dag hij geldt (from)")
	}
	if len(f.For) == 0 {
		say("zegt niet voor welke organisatie hij geldt (for)")
		return out
	}
	house := f.For[0].Ministry()
	for _, org := range f.For {
		if org.Ministry() != house {
			say("geldt voor twee ministeries: %s en %s", house, org.Ministry())
		}
		if !o.knows(org) {
			say("kent de organisatie %q niet", org)
		}
	}
	for _, k := range f.Kinds {
		if !slices.Contains(kinds, k) {
			say("kent de soort nota %q niet", k)
		}
	}
	signs := false
	for _, st := range f.Stations() {
		signs = signs || st.Kind == AskParaaf
		if !slices.Contains(stationRoles, st.Seat.Role) {
			say("station %q: de functie %q bestaat niet", st.ID, st.Seat.Role)
		}
		if st.Seat.Organisation != Addressee && !o.knows(st.Seat.Organisation) {
			say("station %q: de organisatie %q is niet bekend", st.ID, st.Seat.Organisation)
		}
		if st.Person != "" {
			say("station %q: een lijn noemt functies, geen personen", st.ID)
		}
	}
	if !signs {
		say("niemand parafeert")
	}
	if d, ok := f.decider(); ok && d.Seat.Organisation != Addressee && d.Seat.Organisation.Ministry() != house {
		say("wie besluit, is van een ander ministerie")
	}
	if err := f.fill(Seat{RoleBewindspersoon, house + ".x"}).Check(house); err != nil {
		out = append(out, err)
	}
	return out
}

// knows reports whether id is an organisation of o; an empty o knows all.
func (o Organisations) knows(id OrganisationID) bool {
	return len(o) == 0 || slices.ContainsFunc(o, func(x Organisation) bool { return x.ID == id })
}

// clash gives an organisation and kind for which f and g hold from the same day.
func (f RouteForm) clash(g RouteForm) (OrganisationID, Kind, bool) {
	if f.From != g.From {
		return "", "", false
	}
	for _, org := range f.For {
		if !slices.Contains(g.For, org) {
			continue
		}
		switch {
		case len(f.Kinds) == 0 && len(g.Kinds) == 0:
			return org, "elke soort nota", true
		case len(f.Kinds) == 0 || len(g.Kinds) == 0:
			continue // the one for a kind goes before the one for all
		}
		for _, k := range f.Kinds {
			if slices.Contains(g.Kinds, k) {
				return org, k, true
			}
		}
	}
	return "", "", false
}

// fill gives the route of f with the addressee in it.
func (f RouteForm) fill(to Seat) Route {
	r := f.clone()
	put := func(sts []Station) {
		for i := range sts {
			if sts[i].Seat.Organisation == Addressee {
				sts[i].Seat.Organisation = to.Organisation
			}
		}
	}
	for _, step := range r.Line {
		put(step.Stations)
	}
	put(r.Beside)
	return r
}

// For gives the form that holds for a nota of kind by org on day: of the
// closest organisation that has one, for this kind before for every kind, and
// of those the latest.
func (fs RouteForms) For(org OrganisationID, kind Kind, day documents.Date) (RouteForm, bool) {
	var best RouteForm
	var bestOrg OrganisationID
	found := false
	for _, f := range fs {
		if day.Before(f.From) || len(f.Kinds) > 0 && !slices.Contains(f.Kinds, kind) {
			continue
		}
		for _, o := range f.For {
			if !org.Within(o) {
				continue
			}
			closer := len(o) - len(bestOrg)
			own := (len(f.Kinds) > 0) != (len(best.Kinds) > 0)
			switch {
			case !found, closer > 0,
				closer == 0 && own && len(f.Kinds) > 0,
				closer == 0 && !own && best.From.Before(f.From):
				best, bestOrg, found = f, o, true
			}
		}
	}
	return best, found
}

// Propose gives the parafenlijn for a nota: the form of its directie where
// there is one, otherwise what its colophon asks for (StandardRoute). To a
// form too, a "mede namens" adds the station beside it. org is the opsteller's
// organisation and day today.
//
// It refuses with R1 when no bewindspersoon decides.
func (fs RouteForms) Propose(n documents.Nota, o Organisations, org OrganisationID, day documents.Date) (Route, []string, error) {
	f, ok := fs.For(org, Kind(n.Kind()), day)
	if !ok {
		return StandardRoute(n, o)
	}
	var remarks []string
	say := func(text string, args ...any) { remarks = append(remarks, fmt.Sprintf(text, args...)) }
	house := org.Ministry()
	decider, _ := o.addressees(n, house, say)
	if d, _ := f.decider(); d.Seat.Organisation != Addressee {
		if decider.Role != "" && decider != d.Seat {
			say("De lijn van uw directie gaat naar %s, maar in \"Aan\" staat een ander. Controleer wie besluit.", d.Name())
		}
		decider = d.Seat
	}
	if decider.Role == "" {
		return Route{}, nil, refuse("R1", "Uit \"Aan\" blijkt niet welke bewindspersoon besluit. Vul in aan wie de nota gericht is, of laat de beheerder de naam toevoegen.")
	}
	r := f.fill(decider)
	for _, name := range n.Lijn() {
		seat, known := o.Seat(name, house)
		if known && !slices.ContainsFunc(r.Stations(), func(st Station) bool { return st.Seat == seat }) {
			say("\"%s\" staat in de kop van de nota, maar niet in de lijn \"%s\".", strings.TrimSpace(name), f.Name)
		}
	}
	beside, more := MedeStations(n.Paper, o, house)
	remarks = append(remarks, more...)
	for _, st := range beside {
		if !slices.ContainsFunc(r.Stations(), func(x Station) bool { return x.Seat == st.Seat }) {
			st.ID = r.freeID(st.Seat, st.Kind)
			r.Beside = append(r.Beside, st)
		}
	}
	return r, remarks, r.Check(house)
}
