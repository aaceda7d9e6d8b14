package main

import (
	"context"
	"encoding/binary"
	"flag"
	"fmt"
	"math/rand/v2"
	"time"

	"paraaf/policies"
	"paraaf/workflow/journal"
)

// seedMoment is when the story of a seeded installation begins: the same on
// every machine and day, so that the same seed gives the same data.
var seedMoment = time.Date(2026, time.November, 10, 8, 0, 0, 0, time.UTC)

// seed fills an empty place with two ministries, users of every role and
// dossiers in every state. The same profile and number give the same data;
// salts and passwords come from the number too, so this is for tests only.
func seed(ctx context.Context, c console, f *flag.FlagSet, args []string) error {
	profile := f.String("profile", "toets", "what to make: toets")
	number := f.Uint64("seed", 1, "number that fixes everything that would be chosen by chance")
	where := storeFlags(f, c)
	if _, err := parseFlags(f, args); err != nil {
		return err
	}
	if *profile != "toets" {
		return fmt.Errorf("there is no profile %q; use toets", *profile)
	}
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], *number)
	random := rand.NewChaCha8(key)
	dsn, err := where.dsn(true)
	if err != nil {
		return err
	}
	clock := seedMoment
	book, err := journal.Open(ctx, dsn, journal.Options{Clock: func() time.Time { return clock }, Random: random})
	if err != nil {
		return err
	}
	defer book.Close()
	if n, err := book.Accounts(ctx); err != nil {
		return err
	} else if n > 0 {
		return fmt.Errorf("the place holds an installation already; seed an empty one")
	}
	policy, err := policies.Embedded()
	if err != nil {
		return fmt.Errorf("load the policy: %w", err)
	}
	if err := populate(ctx, book, random, c.out); err != nil {
		return err
	}
	if err := newPlayer(ctx, book, policy, seedMoment).play(); err != nil {
		return fmt.Errorf("act out the dossiers: %w", err)
	}
	return nil
}
