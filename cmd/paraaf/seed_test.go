package main

import (
	"context"
	"path/filepath"
	"testing"

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
