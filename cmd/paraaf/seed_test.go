package main

import (
	"context"
	"io"
	"net"
	"path/filepath"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/policies"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// The check of every page walks the states of the seed, so a phase that the
// seed lacks would be a page that nobody looks at.
func TestSeedHasADossierInEveryPhaseAndWorkForEverybodyInTheLine(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if code, _, errs := invoke(t, "", "seed", "-data", dir); code != 0 {
		t.Fatalf("seed: exit %d: %s", code, errs)
	}
	ctx := context.Background()
	book, err := journal.Open(ctx, "sqlite:"+filepath.Join(dir, "paraaf.db"), journal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	phases, roles := map[workflow.Phase]int{}, map[workflow.Role]int{}
	if err := book.Dossiers(ctx, func(id workflow.DossierID) error {
		s, err := book.Summary(ctx, id)
		phases[s.Phase]++
		for _, w := range s.Awaiting {
			roles[w.Role]++
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, p := range []workflow.Phase{workflow.Concept, workflow.InLine, workflow.Decided, workflow.Reviewed, workflow.Confirmed,
		workflow.Exported, workflow.Dispatched, workflow.Withdrawn, workflow.Ended} {
		if phases[p] == 0 {
			t.Errorf("no dossier is in phase %s: %v", p, phases)
		}
	}
	for _, r := range []workflow.Role{workflow.RoleDirectie, workflow.RolePlvSG, workflow.RoleBewindspersoon, workflow.RoleCommunicatie, workflow.RoleSecretariaat} {
		if roles[r] == 0 {
			t.Errorf("nothing lies with a %s: %v", r, roles)
		}
	}
}

// The example is a story of a fortnight: who is told of something reads the
// day it happened on, not the day the example was made.
func TestTheExampleKeepsTheTimeOfItsStory(t *testing.T) {
	t.Parallel()
	dir, none := t.TempDir(), ""
	where := store{data: &dir, db: &none, key: &none}
	policy, err := policies.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if err := tell(t.Context(), console{out: io.Discard, err: io.Discard}, where, &net.TCPAddr{}, policy, leaving{}); err != nil {
		t.Fatal(err)
	}
	book, err := where.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	ilse, err := book.Account(t.Context(), "ilse")
	if err != nil {
		t.Fatal(err)
	}
	told, err := book.NoticesOf(t.Context(), ilse.Person, time.Time{}, time.Now(), 100)
	if err != nil {
		t.Fatal(err)
	}
	days := map[documents.Date]bool{}
	for _, n := range told {
		days[workflow.CivilDay(n.At)] = true
	}
	if len(days) < 3 {
		t.Errorf("the minister's %d notices are of %d days", len(told), len(days))
	}
	if err := tell(t.Context(), console{out: io.Discard, err: io.Discard}, where, &net.TCPAddr{}, policy, leaving{}); err == nil {
		t.Error("the example is made twice in one place")
	}
}
