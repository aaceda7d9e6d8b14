package desk

import (
	"context"
	"fmt"
	"strings"

	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// A directory looks up, once per request, how people and houses are called.
type directory struct {
	*Desk
	persons map[workflow.PersonID]string
	houses  map[workflow.OrganisationID]string
	seats   map[workflow.Seat][]string
	stands  []journal.StandIn // the waarnemings of today; nil when not asked yet
}

func (d *Desk) directory(ctx context.Context) (*directory, error) {
	all, err := d.book.Organisations(ctx)
	if err != nil {
		return nil, fmt.Errorf("load organisations: %w", err)
	}
	dir := &directory{Desk: d, persons: map[workflow.PersonID]string{}, seats: map[workflow.Seat][]string{},
		houses: map[workflow.OrganisationID]string{}}
	for _, o := range all {
		dir.houses[o.ID] = o.Name
	}
	return dir, nil
}

// person gives a person's name, or its id where the person was removed.
func (d *directory) person(ctx context.Context, id workflow.PersonID) string {
	if id == "" {
		return ""
	}
	if name, known := d.persons[id]; known {
		return name
	}
	name := string(id)
	if p, err := d.book.Person(ctx, id); err == nil {
		name = p.Name
	}
	d.persons[id] = name
	return name
}

// house gives the name of an organisation.
func (d *directory) house(id workflow.OrganisationID) string {
	if name, known := d.houses[id]; known {
		return name
	}
	return id.Name()
}

// asked gives the names of who is asked at a station: who fills its seat, or
// the one who is asked by name.
func (d *directory) asked(ctx context.Context, st workflow.Station) ([]string, error) {
	if st.Person != "" {
		return []string{d.person(ctx, st.Person)}, nil
	}
	return d.people(ctx, st.Seat)
}

// people gives the names of who fills a seat.
func (d *directory) people(ctx context.Context, seat workflow.Seat) ([]string, error) {
	if names, known := d.seats[seat]; known {
		return names, nil
	}
	ids, err := d.book.Seated(ctx, seat)
	if err != nil {
		return nil, fmt.Errorf("load who fills a seat: %w", err)
	}
	names := make([]string, 0, len(ids))
	for _, id := range ids {
		names = append(names, d.person(ctx, id))
	}
	d.seats[seat] = names
	return names, nil
}

// title gives what a station is called on the page: the organisation where
// that says it, the function otherwise.
func (d *directory) title(st workflow.Station) string {
	switch st.Seat.Role {
	case workflow.RoleDirectie, workflow.RoleDG, workflow.RoleBewindspersoon, workflow.RoleMedeparaaf:
		if name, known := d.houses[st.Seat.Organisation]; known && st.Kind != workflow.AskDraft {
			return name
		}
	}
	n := st.Name()
	return strings.ToUpper(n[:1]) + n[1:]
}
