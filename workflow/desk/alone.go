package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// Of who is away the book knows what the waarnemings say, as its chain does:
// away is who is stood in for today, in whatever seat and for whatever kind of
// nota. A station stays without anybody when that does not reach it: the
// waarneming is for another kind or seat, or who stands in is away himself.

// standing gives the waarnemings of today.
func (d *directory) standing(ctx context.Context) ([]journal.StandIn, error) {
	if d.stands != nil {
		return d.stands, nil
	}
	all, err := d.book.StandInsFrom(ctx, d.today())
	if err != nil {
		return nil, fmt.Errorf("load waarnemings: %w", err)
	}
	d.stands = []journal.StandIn{}
	for _, w := range all {
		if !d.today().Before(w.From) {
			d.stands = append(d.stands, w)
		}
	}
	return d.stands, nil
}

// isAway reports whether somebody stands in for the person on one of these.
func isAway(stands []journal.StandIn, p workflow.PersonID) bool {
	return slices.ContainsFunc(stands, func(w journal.StandIn) bool { return w.Namens == p })
}

// alone reports whether everybody whom a station asks is away today, and nobody
// who is there himself stands in at a nota of this kind.
func (d *directory) alone(ctx context.Context, st workflow.Station, kind workflow.Kind) (bool, error) {
	stands, err := d.standing(ctx)
	if err != nil || len(stands) == 0 {
		return false, err
	}
	people := []workflow.PersonID{st.Person}
	if st.Person == "" {
		if people, err = d.book.Seated(ctx, st.Seat); err != nil {
			return false, fmt.Errorf("load who fills a station: %w", err)
		}
	}
	for _, p := range people {
		if !isAway(stands, p) {
			return false, nil
		}
	}
	for _, w := range stands {
		if w.Seat == st.Seat && (w.Kind == "" || w.Kind == kind) && slices.Contains(people, w.Namens) && !isAway(stands, w.Person) {
			return false, nil
		}
	}
	return len(people) > 0, nil
}

// after gives who has the seat today once this waarneming ends: the first
// further in its chain who is there himself, or "".
func (d *directory) after(ctx context.Context, ended journal.StandIn) (workflow.PersonID, error) {
	stands, err := d.standing(ctx)
	if err != nil {
		return "", err
	}
	var next *journal.StandIn
	for i, w := range stands {
		if w.Seat != ended.Seat || w.Namens != ended.Namens || w.Kind != ended.Kind || w.Person == ended.Person || isAway(stands, w.Person) {
			continue
		}
		if w.Rank < ended.Rank {
			return "", nil // he has the seat, and keeps it
		}
		if next == nil || w.Rank < next.Rank {
			next = &stands[i]
		}
	}
	if next == nil || d.today().Before(ended.From) {
		return "", nil
	}
	return next.Person, nil
}

// Alone gives the dossiers that lie at a station which the actor serves as
// secretariaat, where everybody is away and nobody stands in: nearest deadline
// first, with only those stations. What he may not see is left out.
func (d *Desk) Alone(ctx context.Context, by workflow.Actor) ([]Row, error) {
	office := workflow.Actor{Person: by.Person}
	for _, s := range by.Seats {
		if s.Role == workflow.RoleSecretariaat {
			office.Seats = append(office.Seats, s)
		}
	}
	if len(office.Seats) == 0 {
		return nil, nil
	}
	dir, err := d.directory(ctx)
	if err != nil {
		return nil, err
	}
	stands, err := dir.standing(ctx)
	if err != nil {
		return nil, err
	}
	var seats []workflow.Seat
	asked := map[workflow.PersonID]bool{}
	for _, w := range stands {
		if asked[w.Namens] {
			continue
		}
		asked[w.Namens] = true
		own, err := d.book.Seats(ctx, w.Namens)
		if err != nil {
			return nil, fmt.Errorf("load seats: %w", err)
		}
		for _, s := range own {
			if _, serves := fills(office, s); serves && !slices.Contains(seats, s) {
				seats = append(seats, s)
			}
		}
	}
	list, err := d.book.Worklist(ctx, seats, journal.Page{Size: 500})
	if err != nil {
		return nil, fmt.Errorf("load what lies with who is away: %w", err)
	}
	var rows []Row
	for _, r := range list.Rows {
		x, err := d.load(ctx, by, r.ID)
		if errors.Is(err, ErrNotFound) || errors.Is(err, journal.ErrDestroyed) || Frozen(err) || isDamaged(err) {
			continue
		} else if err != nil {
			return nil, err
		}
		var with []Stop
		for _, st := range x.state.Holder() {
			if _, serves := fills(office, st.Seat); !serves || st.ID == workflow.StationOpsteller {
				continue
			}
			stop, err := d.stop(ctx, dir, x, st, true)
			if err != nil {
				return nil, err
			}
			if stop.Alone {
				with = append(with, stop)
			}
		}
		if len(with) == 0 {
			continue
		}
		row, err := d.row(ctx, dir, r, x.state)
		if err != nil {
			return nil, err
		}
		row.With = with
		rows = append(rows, d.narrowed(by, x, row))
	}
	return rows, nil
}
