package journal

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"paraaf/workflow"
	"paraaf/workflow/journal/postgrestest"
)

// The check says with the environment that it runs the long variants.
var long = flag.Bool("long", os.Getenv("PARAAF_LONG") != "", "run the long variants of the tests on faults")

// rounds is how often a fault is tried: a few times, or as often as the figures
// of the README ask.
func rounds(few, many int) int {
	if *long {
		return many
	}
	return few
}

// helpers are programs that a test runs as a process of its own, to kill it or
// to give it a bad disk: the test's own binary, told by the environment.
var helpers = map[string]func(dsn string) error{"write": helpWrite, "disk": helpDisk}

const helperVariable = "PARAAF_JOURNAL_HELPER"

func TestMain(m *testing.M) {
	if name := os.Getenv(helperVariable); name != "" {
		if err := helpers[name](os.Getenv(helperVariable + "_DSN")); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	// A walk takes many durable commits: a few by default, the flag asks for more.
	if err := flag.Set("rapid.checks", strconv.Itoa(rounds(12, 100))); err != nil {
		panic(err)
	}
	os.Exit(postgrestest.Main(m))
}

// helper makes the command that runs a helper.
func helper(t testing.TB, name, dsn string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), helperVariable+"="+name, helperVariable+"_DSN="+dsn)
	cmd.Stderr = os.Stderr
	return cmd
}

// helpWrite opens dossiers from eight writers until it is killed and says of
// each that it was acknowledged, after it was.
func helpWrite(dsn string) error {
	ctx := context.Background()
	b, err := Open(ctx, dsn, Options{})
	if err != nil {
		return err
	}
	fmt.Println("ready")
	errs := make(chan error)
	for range 8 {
		go func() {
			for {
				id, batch, err := openable(b)
				if err == nil {
					err = b.Append(ctx, id, 0, batch)
				}
				if err != nil {
					errs <- err
					return
				}
				os.Stdout.WriteString("ack " + string(id) + "\n")
			}
		}()
	}
	return <-errs
}

// openable is a batch that opens a dossier, without a test at hand.
func openable(b *Book) (workflow.DossierID, Batch, error) {
	id, err := b.NewDossierID()
	if err != nil {
		return "", Batch{}, err
	}
	salt, err := b.NewSalt()
	return id, Batch{Salt: salt, Summary: summaryOf("p-anna"),
		Entries: []Entry{{At: noon, By: "p-anna", Event: workflow.Submitted{Stamp: stamp("p-anna"), Round: 1}}}}, err
}

// acknowledged reads what a helper says into ids until it ends or stop is called.
func acknowledged(r io.Reader, ready chan<- struct{}) map[workflow.DossierID]bool {
	ids := map[workflow.DossierID]bool{}
	for lines := bufio.NewScanner(r); lines.Scan(); {
		if id, ok := strings.CutPrefix(lines.Text(), "ack "); ok && len(id) == 26 { // half a line was not said
			ids[workflow.DossierID(id)] = true
		}
		if lines.Text() == "ready" {
			close(ready)
		}
	}
	return ids
}

// allThere fails unless every dossier is there and everything verifies.
func allThere(t *testing.T, b *Book, ids map[workflow.DossierID]bool) {
	t.Helper()
	for id := range ids {
		if _, err := b.Load(t.Context(), id); err != nil {
			t.Errorf("acknowledged and lost: %s: %v", id, err)
		}
	}
	if r := verified(t, b); !r.OK() {
		t.Errorf("verify: %v", r.Faults)
	}
}

// TestNothingAcknowledgedIsLostWhenTheProgramIsKilled kills a program with eight
// writers at some moment, again and again, on one book.
func TestNothingAcknowledgedIsLostWhenTheProgramIsKilled(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		all := map[workflow.DossierID]bool{}
		for range rounds(3, 15) {
			cmd := helper(t, "write", dsn)
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ready := make(chan struct{})
			done := make(chan map[workflow.DossierID]bool)
			go func() { done <- acknowledged(out, ready) }()
			<-ready
			time.Sleep(time.Duration(100+rand.IntN(rounds(200, 1900))) * time.Millisecond)
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			for id := range <-done {
				all[id] = true
			}
			cmd.Wait() // it was killed
			from := time.Now()
			b := open(t, dsn)
			if took := time.Since(from); took > 5*time.Second {
				t.Errorf("ready again after %v", took)
			}
			allThere(t, b, all)
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if len(all) < 30 {
			t.Errorf("only %d were acknowledged: this tests nothing", len(all))
		}
		t.Logf("%d acknowledged, none lost", len(all))
	})
}

// A load is eight writers who open dossiers as long as it lasts. While the
// server is down they may be told that it is unavailable, and nothing else.
type load struct {
	mu     sync.Mutex
	ids    map[workflow.DossierID]bool // acknowledged
	failed atomic.Int64
	after  atomic.Int64 // acknowledged since the server was last down
	down   atomic.Bool
	stop   atomic.Bool
	all    sync.WaitGroup
}

func loaded(t *testing.T, b *Book) *load {
	l := &load{ids: map[workflow.DossierID]bool{}}
	for range 8 {
		l.all.Go(func() {
			for !l.stop.Load() {
				id, batch, err := openable(b)
				if err != nil {
					t.Error(err)
					return
				}
				if err := b.Append(context.Background(), id, 0, batch); err != nil {
					if !errors.Is(err, ErrUnavailable) {
						t.Errorf("while the server is down: %v", err)
						return
					}
					l.failed.Add(1)
					time.Sleep(5 * time.Millisecond)
					continue
				}
				l.mu.Lock()
				l.ids[id] = true
				l.mu.Unlock()
				if !l.down.Load() {
					l.after.Add(1)
				}
			}
		})
	}
	return l
}

// through has something done to the server under the load, and waits until the
// writers write again.
func (l *load) through(t *testing.T, steps ...func() error) {
	t.Helper()
	time.Sleep(time.Duration(200+rand.IntN(300)) * time.Millisecond)
	l.down.Store(true)
	for _, step := range steps {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	l.after.Store(0)
	l.down.Store(false)
	for from := time.Now(); l.after.Load() < 8; time.Sleep(time.Millisecond) {
		if time.Since(from) > 10*time.Second {
			t.Fatal("does not write again after the server came back")
		}
	}
}

// end stops the writers; whatever was acknowledged must be there.
func (l *load) end(t *testing.T, b *Book) {
	t.Helper()
	l.stop.Store(true)
	l.all.Wait()
	if l.failed.Load() == 0 {
		t.Error("nothing failed: this tests nothing")
	}
	allThere(t, b, l.ids)
	t.Logf("%d acknowledged, none lost, %d refused", len(l.ids), l.failed.Load())
}

// TestNothingAcknowledgedIsLostWhenPostgresIsKilled kills the server under a
// program that goes on, and starts it again.
func TestNothingAcknowledgedIsLostWhenPostgresIsKilled(t *testing.T) {
	t.Parallel()
	s := postgrestest.Start(t)
	b := open(t, s.Database(t))
	l := loaded(t, b)
	for range rounds(2, 6) {
		l.through(t, s.Kill, s.Up)
	}
	l.end(t, b)
}

// TestNothingAcknowledgedIsLostInAFailover kills the server for good under a
// program that knows both addresses, and makes the standby the one to write to.
// The program goes on by itself, and every entry that it acknowledged is there.
func TestNothingAcknowledgedIsLostInAFailover(t *testing.T) {
	t.Parallel()
	for range rounds(1, 4) {
		first := postgrestest.Start(t)
		dsn := first.Database(t)
		second := first.Standby(t)
		b := open(t, first.Either(t, dsn, second))
		l := loaded(t, b)
		l.through(t, first.Kill, func() error {
			time.Sleep(200 * time.Millisecond) // the standby alone is not written to
			return second.Promote()
		})
		l.end(t, b)
	}
}

// TestACommitThatAStandbyMayMissIsNotPromised: who set up a standby that commits
// wait for, and then has the program not wait, loses entries in a failover.
func TestACommitThatAStandbyMayMissIsNotPromised(t *testing.T) {
	t.Parallel()
	first := postgrestest.Start(t)
	dsn := first.Database(t)
	first.Standby(t)
	for level, promised := range map[string]bool{"on": true, "remote_apply": true, "local": false, "remote_write": false, "off": false} {
		b, err := Open(t.Context(), dsn+"&synchronous_commit="+level, Options{})
		if err == nil {
			err = b.Close()
		}
		if (err == nil) != promised {
			t.Errorf("synchronous_commit=%s with a standby: %v", level, err)
		}
	}
}

// TestABadDiskIsRefusedAndHeals runs a program whose disk fails on demand: the
// writes, then the syncs. See helpDisk for what it asserts.
func TestABadDiskIsRefusedAndHeals(t *testing.T) {
	t.Parallel()
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "paraaf.db")
	out, err := helper(t, "disk", dsn).Output()
	said := string(out)
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	ids := acknowledged(strings.NewReader(said), make(chan struct{}, 1))
	if len(ids) != 3*20 {
		t.Errorf("%d were acknowledged", len(ids))
	}
	allThere(t, open(t, dsn), ids)
}

// A link is a way to a PostgreSQL that can be cut: what is under way stands still.
type link struct {
	net.Listener
	to  string
	cut atomic.Bool
}

// through gives a link to the server at dsn, which listens on a unix socket,
// and the address of the same database through it.
func through(t *testing.T, dsn string) (*link, string) {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	folder, err := os.MkdirTemp("", "pg") // the path of a socket is short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	listen, err := net.Listen("unix", filepath.Join(folder, ".s.PGSQL.5432"))
	if err != nil {
		t.Fatal(err)
	}
	l := &link{Listener: listen, to: filepath.Join(u.Query().Get("host"), ".s.PGSQL.5432")}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s, err := net.Dial("unix", l.to)
			if err != nil {
				c.Close()
				return
			}
			go l.carry(c, s)
			go l.carry(s, c)
		}
	}()
	q := u.Query()
	q.Set("host", folder)
	u.RawQuery = q.Encode()
	return l, u.String()
}

func (l *link) carry(from, to net.Conn) {
	defer from.Close()
	defer to.Close()
	p := make([]byte, 1<<14)
	for {
		n, err := from.Read(p)
		if err != nil {
			return
		}
		for l.cut.Load() {
			time.Sleep(time.Millisecond)
		}
		if _, err := to.Write(p[:n]); err != nil {
			return
		}
	}
}

// TestADatabaseThatIsCutOffIsWaitedForWithinBounds cuts the way to PostgreSQL
// under forty writers: each has its answer within a few times the bound of one
// transaction, not one after the other, and all goes on when it is back.
func TestADatabaseThatIsCutOffIsWaitedForWithinBounds(t *testing.T) {
	t.Parallel()
	l, dsn := through(t, postgrestest.Start(t).Database(t))
	b := openWith(t, dsn, Options{patience: 500 * time.Millisecond})
	id := start(t, b, "p-anna", "x")
	write := func() error {
		id, batch, err := openable(b)
		if err != nil {
			return err
		}
		return b.Append(context.Background(), id, 0, batch)
	}
	l.cut.Store(true)
	from := time.Now()
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			err := error(nil)
			if i%2 == 0 {
				err = write()
			} else {
				_, err = b.SaveDraft(context.Background(), id, workflow.PaperID(fmt.Sprint("p", i)), 0, Draft{By: "p-anna", At: noon})
			}
			if !errors.Is(err, ErrUnavailable) {
				t.Errorf("cut off: %v", err)
			}
		})
	}
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	if err := b.Ready(ctx); err == nil {
		t.Error("ready while it is cut off")
	}
	all.Wait()
	if took := time.Since(from); took > 8*time.Second {
		t.Errorf("the last answer came after %v", took)
	}
	l.cut.Store(false)
	for from := time.Now(); write() != nil; time.Sleep(time.Millisecond) {
		if time.Since(from) > 5*time.Second {
			t.Fatal("does not write again")
		}
	}
	allThere(t, b, map[workflow.DossierID]bool{id: true})
}

// TestWhoLeavesTheQueueLeavesNothing has callers give up while they wait.
func TestWhoLeavesTheQueueLeavesNothing(t *testing.T) {
	t.Parallel()
	b := open(t, "sqlite:"+filepath.Join(t.TempDir(), "paraaf.db"))
	hold := make(chan struct{})
	var all sync.WaitGroup
	started := make(chan struct{})
	all.Go(func() {
		err := b.put(context.Background(), &change{do: func(context.Context, *sql.Tx) error {
			close(started)
			<-hold
			return nil
		}})
		if err != nil {
			t.Error(err)
		}
	})
	<-started
	ctx, cancel := context.WithCancel(context.Background())
	var left, stayed []workflow.DossierID
	for i := range 20 {
		id, batch, err := openable(b)
		if err != nil {
			t.Fatal(err)
		}
		if i%2 == 0 {
			left = append(left, id)
			all.Go(func() {
				if err := b.Append(ctx, id, 0, batch); !errors.Is(err, context.Canceled) {
					t.Errorf("who left: %v", err)
				}
			})
			continue
		}
		stayed = append(stayed, id)
		all.Go(func() {
			if err := b.Append(context.Background(), id, 0, batch); err != nil {
				t.Errorf("who stayed: %v", err)
			}
		})
	}
	for waits := 0; waits < 20; time.Sleep(time.Millisecond) {
		b.group.mu.Lock()
		waits = len(b.group.waiting)
		b.group.mu.Unlock()
	}
	cancel()
	for waits := 20; waits > 10; time.Sleep(time.Millisecond) {
		b.group.mu.Lock()
		waits = len(b.group.waiting)
		b.group.mu.Unlock()
	}
	close(hold)
	all.Wait()
	for _, id := range left {
		if _, err := b.Load(t.Context(), id); !errors.Is(err, ErrNotFound) {
			t.Errorf("left and written: %v", err)
		}
	}
	for _, id := range stayed {
		if _, err := b.Load(t.Context(), id); err != nil {
			t.Errorf("stayed and not written: %v", err)
		}
	}
}
