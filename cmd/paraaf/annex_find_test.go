package main

import (
	"slices"
	"testing"
	"time"

	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
	"paraaf/workflow/journal/postgrestest"
)

// finds gives the dossiers that somebody finds by words.
func (s *stage) finds(who, query string) []desk.Row {
	s.Helper()
	found, err := s.desk.Visible(s.ctx, s.as(who), desk.Search{Filter: journal.Filter{Text: query}})
	if err != nil {
		s.Fatal(err)
	}
	return found.Rows
}

// findsSoon waits until the dossier is found by words: what is read beside the
// requests is found a moment later.
func (s *stage) findsSoon(who, query string) desk.Row {
	s.Helper()
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		if rows := s.finds(who, query); len(rows) == 1 {
			return rows[0]
		}
		if time.Now().After(deadline) {
			s.Fatalf("%s does not find it by %q", who, query)
		}
	}
}

// TestADossierIsFoundByTheWordsOfItsAnnexes, by who may read those, until they are
// taken out or destroyed.
func TestADossierIsFoundByTheWordsOfItsAnnexes(t *testing.T) {
	t.Parallel()
	for name, dsn := range map[string]func(*testing.T) string{
		"sqlite":   func(t *testing.T) string { return "sqlite:" + t.TempDir() + "/paraaf.db" },
		"postgres": func(t *testing.T) string { return postgrestest.Start(t).Database(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStageOn(t, dsn(t))
			s.opened()
			if err := s.attach("sem", "verslag.pdf", typeset(t, "De kastanjeboom bij de ingang van het ziekenhuis wordt verplaatst.")); err != nil {
				t.Fatal(err)
			}
			if err := s.attach("sem", "bijlage.pdf", typeset(t, "Geachte minister,", "De ambulancebrieven over de wielklem liggen klaar.")); err != nil {
				t.Fatal(err)
			}
			if row := s.findsSoon("sem", "kastanjeboom"); len(row.Found) != 1 || row.Found[0].Name != "Bijlage 1" || row.Found[0].Page != 1 {
				t.Errorf("it says %+v", row.Found)
			}
			s.findsSoon("sem", "ambulancebrief kastanjebo") // another form, a beginning, of two annexes
			if row := s.findsSoon("sem", "Spoedzorg Kastanjeboom"); len(row.Found) != 1 || row.Found[0].Words != "Kastanjeboom" {
				t.Errorf("of a word of the nota and one of an annex it says %+v", row.Found)
			}
			if rows := s.finds("sem", "kastanjeboom onvindbaar"); len(rows) != 0 {
				t.Error("found by a word that is not there")
			}
			if rows := s.finds("ilse", "kastanjeboom"); len(rows) != 0 {
				t.Error("the minister finds it before it comes to her")
			}

			// A decision on the same papers leaves it found.
			s.decided(2)
			if rows := s.finds("ruud", "wielklem"); len(rows) != 1 {
				t.Errorf("after the besluit it is found %d times", len(rows))
			}
			// The other ministry sees the letter, and finds by nothing else.
			if rows := s.finds("marijke", "kastanjeboom"); len(rows) != 0 {
				t.Error("who sees the letter alone finds by an annex")
			}
			log := 0
			err := s.book.ReadLog(s.ctx, s.now.AddDate(-1, 0, 0), s.now.AddDate(1, 0, 0), "", "", func(r journal.Reading) error {
				if r.Action == string(workflow.ActionSearch) {
					log++
				}
				return nil
			})
			if err != nil || log < 5 {
				t.Errorf("%d searches in the read log, %v", log, err)
			}

			// The index made anew from nothing holds the same words, and no bytes of the files.
			if _, err := s.desk.Rebuild(s.ctx); err != nil {
				t.Fatal(err)
			}
			if len(s.finds("sem", "kastanjeboom wielklem")) != 1 || len(s.finds("sem", "endstream")) != 0 {
				t.Error("rebuilt, it is found by other words")
			}

			// With the papers the words are destroyed.
			if err := s.book.Destroy(s.ctx, journal.Destruction{Dossier: s.id, By: s.as("sem").Actor.Person, At: s.now, Item: "toets 1", Term: 1}); err != nil {
				t.Fatal(err)
			}
			if len(s.finds("sem", "kastanjeboom")) != 0 {
				t.Error("destroyed, it is still found by an annex")
			}
		})
	}
}

// TestAnAnnexThatIsTakenOutIsNotFound: the index follows the set.
func TestAnAnnexThatIsTakenOutIsNotFound(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.opened()
	for _, text := range []string{"De kastanjeboom wordt verplaatst.", "De wielklem ligt klaar."} {
		if err := s.attach("sem", "stuk.pdf", typeset(t, text)); err != nil {
			t.Fatal(err)
		}
	}
	s.findsSoon("sem", "kastanjeboom")
	s.findsSoon("sem", "wielklem")
	if _, err := s.desk.RemovePaper(s.ctx, s.as("sem"), s.id, 0, "bijlage-1"); err != nil {
		t.Fatal(err)
	}
	if len(s.finds("sem", "kastanjeboom")) != 0 || len(s.finds("sem", "wielklem")) != 1 {
		t.Error("the index does not follow the set")
	}
}

// TestAnAnnexThatWasLeftUnreadIsReadLater: the program stopped before it came to
// reading, and nobody opens the annex.
func TestAnAnnexThatWasLeftUnreadIsReadLater(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.opened()
	s.rest()
	if err := s.attach("sem", "stuk.pdf", typeset(t, "De kastanjeboom wordt verplaatst.")); err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(s.finds("sem", "spoedzorg"), func(r desk.Row) bool { return len(r.Found) > 0 }) {
		t.Error("found before it was read")
	}
	// What was asked for is forgotten with the process: another desk on the book.
	s.player.desk = desk.New(s.book, s.policy, func() time.Time { return s.now })
	s.desk.TakeForeign(s.foreign)
	s.now = s.now.Add(time.Hour)
	s.work()
	s.findsSoon("sem", "kastanjeboom")
}
