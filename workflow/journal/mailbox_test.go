package journal

import (
	"testing"
	"time"

	"paraaf/workflow"
)

func TestAPersonFindsHisOwnNoticesAndKeepsWhatHeSaw(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := lived(t, dsn)
		ctx, far := t.Context(), time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
		rows, err := b.query(ctx, b.read, `SELECT DISTINCT recipient FROM jobs WHERE substr(kind, 1, 7) = 'notice/'`)
		if err != nil {
			t.Fatal(err)
		}
		var people []workflow.PersonID
		for rows.Next() {
			var p workflow.PersonID
			if err := rows.Scan(&p); err != nil {
				t.Fatal(err)
			}
			people = append(people, p)
		}
		rows.Close()
		if len(people) == 0 {
			t.Fatal("nobody was told anything")
		}
		p := people[0]
		all, err := b.NoticesOf(ctx, p, time.Time{}, far, 50)
		if err != nil || len(all) == 0 {
			t.Fatalf("%d notices, %v", len(all), err)
		}
		for _, n := range all {
			if n.To != p || !n.New || n.At.IsZero() || n.Dossier == "" {
				t.Errorf("a notice of %s is %+v", p, n)
			}
		}
		if n, err := b.NewNotices(ctx, p); err != nil || n != len(all) {
			t.Errorf("%d are new, %v; want %d", n, err, len(all))
		}
		if err := b.SeenNotices(ctx, p, all[0].At); err != nil {
			t.Fatal(err)
		}
		if n, err := b.NewNotices(ctx, p); err != nil || n != 0 {
			t.Errorf("after seeing all, %d are new, %v", n, err)
		}
		if before, err := b.NoticesOf(ctx, p, all[0].At, far, 50); err != nil || len(before) != 0 {
			t.Errorf("after the last there are %d, %v", len(before), err)
		}
	})
}

func TestAMailboxIsKeptAndOneThatIsNotThereIsEmpty(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := lived(t, dsn)
		if m, err := b.Mailbox(t.Context(), "p-anna"); err != nil || m != (Mailbox{Person: "p-anna"}) {
			t.Fatalf("%+v, %v", m, err)
		}
		for _, m := range []Mailbox{{"p-anna", "anna@example.nl", "daily"}, {"p-anna", "", "never"}} {
			if err := b.PutMailbox(t.Context(), m); err != nil {
				t.Fatal(err)
			}
			if got, err := b.Mailbox(t.Context(), "p-anna"); err != nil || got != m {
				t.Errorf("kept %+v, got %+v, %v", m, got, err)
			}
		}
		if err := b.PutMailbox(t.Context(), Mailbox{Person: "p-anna", Address: "a@b\r\nBcc: c@d"}); err == nil {
			t.Error("an address of two lines was kept")
		}
	})
}
