// Package postgrestest gives tests a PostgreSQL of their own: a temporary
// cluster on a unix socket, run by an unprivileged user when the test runs as
// root (PostgreSQL refuses root), with fsync on as in earnest. Where PostgreSQL
// is not installed the test fails: a database that is not tested is not
// supported. PARAAF_TEST_POSTGRES names a server to use instead, as an address
// postgres://... whose user may create databases.
package postgrestest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // registers "pgx"
)

// A Server is a running PostgreSQL.
type Server struct {
	dsn  string // of its maintenance database
	bin  string // folder of its programs; "" when it is not ours
	base string // folder of the cluster
	cred *syscall.Credential

	settings []string
}

// Folder is where the server keeps its files.
func (s *Server) Folder() string { return s.data() }

var shared struct {
	sync.Mutex
	server *Server
	err    error
	tried  bool
}

// Main runs the tests of a package and stops the shared server after them. A
// package that uses [DSN] has it as its TestMain:
//
//	func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }
func Main(m *testing.M) int {
	code := m.Run()
	shared.Lock()
	defer shared.Unlock()
	if shared.server != nil {
		if err := shared.server.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return max(code, 1)
		}
	}
	return code
}

// DSN gives the address of a new, empty database on the shared server, which
// is started by the first who asks. It is dropped when the test ends.
func DSN(t testing.TB) string {
	t.Helper()
	shared.Lock()
	if !shared.tried {
		shared.tried = true
		shared.server, shared.err = start()
	}
	s, err := shared.server, shared.err
	shared.Unlock()
	if err != nil {
		t.Fatalf("PostgreSQL for tests: %v", err)
	}
	return s.Database(t)
}

// Start gives a server of the test's own, to kill and to start again, with
// settings as "name=value". It ignores PARAAF_TEST_POSTGRES: nobody's server is
// killed.
func Start(t testing.TB, settings ...string) *Server {
	t.Helper()
	s, err := own(settings...)
	if err != nil {
		t.Fatalf("PostgreSQL for tests: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func start() (*Server, error) {
	if dsn := os.Getenv("PARAAF_TEST_POSTGRES"); dsn != "" {
		return &Server{dsn: dsn}, nil
	}
	return own()
}

// own makes a cluster and starts it.
func own(settings ...string) (*Server, error) {
	s := &Server{settings: settings}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return nil, err
	}
	if p, err := exec.LookPath("initdb"); err == nil {
		found = append(found, p)
	}
	if len(found) == 0 {
		return nil, errors.New("it is not installed (Debian: apt-get install postgresql)")
	}
	sort.Slice(found, func(i, j int) bool { return version(found[i]) < version(found[j]) })
	s.bin = filepath.Dir(found[len(found)-1])
	if os.Getuid() == 0 {
		if s.cred, err = unprivileged(); err != nil {
			return nil, err
		}
	}
	// Not the test's own folder: that one is closed to other users, and the path
	// of a socket may be no longer than 107 bytes.
	if s.base, err = os.MkdirTemp("", "pg"); err != nil {
		return nil, err
	}
	if s.cred != nil {
		if err := os.Chown(s.base, int(s.cred.Uid), int(s.cred.Gid)); err != nil {
			return nil, err
		}
	}
	if err := s.run("initdb", "-D", s.data(), "-U", "paraaf", "-A", "trust", "-E", "UTF8", "--locale=C", "--data-checksums"); err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.base))
	}
	s.dsn = "postgres://paraaf@/postgres?host=" + url.QueryEscape(s.base)
	if err := s.Up(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.base))
	}
	return s, nil
}

// version reads the major version from a path, 0 when there is none in it.
func version(path string) int {
	for _, part := range strings.Split(path, "/") {
		if n, err := strconv.Atoi(part); err == nil {
			return n
		}
	}
	return 0
}

// unprivileged gives a user that may run PostgreSQL.
func unprivileged() (*syscall.Credential, error) {
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return nil, err
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return nil, err
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("there is no user postgres or nobody to run it as")
}

func (s *Server) data() string { return filepath.Join(s.base, "data") }

// run runs one of the server's programs as its user. Its output goes to a file:
// a server that is started keeps the pipe of its parent open for ever.
func (s *Server) run(program string, args ...string) error {
	out, err := os.CreateTemp("", "pg-out")
	if err != nil {
		return err
	}
	defer os.Remove(out.Name())
	defer out.Close()
	cmd := exec.Command(filepath.Join(s.bin, program), args...)
	cmd.Dir = s.base
	cmd.Stdout, cmd.Stderr = out, out
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.cred, Setpgid: true}
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(out.Name()) // only to explain
		return fmt.Errorf("%s: %w: %s", program, err, said)
	}
	return nil
}

// Up starts the server and waits until it answers.
func (s *Server) Up() error {
	options := "-k " + s.base + " -c listen_addresses='' -c max_connections=200 -c shared_buffers=64MB"
	for _, c := range s.settings {
		options += " -c " + c
	}
	return s.run("pg_ctl", "-D", s.data(), "-w", "-t", "60", "-l", filepath.Join(s.base, "log"), "-o", options, "start")
}

// Kill ends the server at once, as a power cut does to a process: nothing is
// written on the way out.
func (s *Server) Kill() error {
	first, err := os.ReadFile(filepath.Join(s.data(), "postmaster.pid"))
	if err != nil {
		return err
	}
	line, _, _ := strings.Cut(string(first), "\n")
	pid, err := strconv.Atoi(line)
	if err != nil {
		return err
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		return err
	}
	// Its children go when they notice; a new postmaster refuses to start before.
	for range 600 {
		if syscall.Kill(pid, 0) != nil && !s.lives() {
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return errors.New("PostgreSQL does not die")
}

// lives reports whether a process of the cluster is still attached to it.
func (s *Server) lives() bool {
	procs, err := filepath.Glob("/proc/[0-9]*/cwd")
	if err != nil {
		return false
	}
	for _, p := range procs {
		if dir, err := os.Readlink(p); err == nil && dir == s.data() {
			return true
		}
	}
	return false
}

// Standby gives a second server that follows this one, and has this one answer
// no commit before the second has it on disk: what a failover must not lose.
func (s *Server) Standby(t testing.TB) *Server {
	t.Helper()
	base, err := os.MkdirTemp("", "pg")
	if err != nil {
		t.Fatal(err)
	}
	second := &Server{bin: s.bin, base: base, cred: s.cred, dsn: "postgres://paraaf@/postgres?host=" + url.QueryEscape(base)}
	t.Cleanup(func() {
		if s.lives() { // or it would wait for ever for who is gone
			s.exec(t, "ALTER SYSTEM RESET synchronous_standby_names")
			s.exec(t, "SELECT pg_reload_conf()")
		}
		if err := second.Stop(); err != nil {
			t.Error(err)
		}
	})
	if s.cred != nil {
		if err := os.Chown(base, int(s.cred.Uid), int(s.cred.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	err = second.run("pg_basebackup", "-D", second.data(), "-R", "-X", "stream", "-c", "fast", "-d", "host="+s.base+" user=paraaf application_name=second")
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Up(); err != nil {
		t.Fatal(err)
	}
	s.exec(t, "ALTER SYSTEM SET synchronous_standby_names = 'second'")
	s.exec(t, "SELECT pg_reload_conf()")
	db, err := sql.Open("pgx", s.dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for range 600 {
		var n int
		if err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'").Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n == 1 {
			return second
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the second server does not follow the first")
	return nil
}

// Promote makes a standby the one that is written to.
func (s *Server) Promote() error { return s.run("pg_ctl", "-D", s.data(), "-w", "promote") }

// Either gives the address of a database that is on this server or, after a
// failover, on the other: of the two the one that can be written to.
func (s *Server) Either(t testing.TB, dsn string, other *Server) string {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("host", s.base+","+other.base)
	q.Set("target_session_attrs", "read-write")
	u.RawQuery = q.Encode()
	return u.String()
}

// Stop stops the server and removes the cluster. One that is not ours is left alone.
func (s *Server) Stop() error {
	if s.bin == "" {
		return nil
	}
	err := s.run("pg_ctl", "-D", s.data(), "-m", "immediate", "-w", "stop")
	if _, missing := os.Stat(filepath.Join(s.data(), "postmaster.pid")); missing != nil || !s.lives() {
		err = nil // it was down already
	}
	return errors.Join(err, os.RemoveAll(s.base))
}

// Database gives the address of a new, empty database, dropped when the test ends.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	name := "test_" + strings.ToLower(rand.Text()[:16])
	s.exec(t, "CREATE DATABASE "+name)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		db, err := sql.Open("pgx", s.dsn)
		if err != nil {
			t.Error(err)
			return
		}
		defer db.Close()
		// Of a server that the test left down nothing is asked.
		if db.PingContext(ctx) != nil && s.bin != "" {
			return
		}
		if _, err := db.ExecContext(ctx, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	u, err := url.Parse(s.dsn)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

func (s *Server) exec(t testing.TB, text string) {
	t.Helper()
	db, err := sql.Open("pgx", s.dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(text); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

// Fill has a database refuse whatever is written to a table, as PostgreSQL does when
// its disk is full (53100), until what it gives is called.
func Fill(t testing.TB, dsn, table string) (empty func()) {
	t.Helper()
	run := runner(t, dsn)
	run(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = 'disk_full'; END $$`)
	run(`CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON ` + table + ` FOR EACH ROW EXECUTE FUNCTION full_disk()`)
	return func() {
		t.Helper()
		run(`DROP FUNCTION full_disk CASCADE`)
	}
}

// Lose has a database give so many rows of a table more, and then answer every
// question that finds one as PostgreSQL does while it starts up (57P03), until what
// it gives is called.
func Lose(t testing.TB, dsn, table string, rows int) (find func()) {
	t.Helper()
	run := runner(t, dsn)
	run(`CREATE SEQUENCE given`)
	run(fmt.Sprintf(`CREATE FUNCTION away() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$ BEGIN
IF nextval('given') > %d THEN RAISE EXCEPTION 'the database system is starting up' USING ERRCODE = 'cannot_connect_now'; END IF; RETURN true; END $$`, rows))
	run(`ALTER TABLE ` + table + ` RENAME TO lost`)
	run(`CREATE VIEW ` + table + ` AS SELECT * FROM lost WHERE away()`)
	return func() {
		t.Helper()
		run(`DROP VIEW ` + table)
		run(`ALTER TABLE lost RENAME TO ` + table)
		run(`DROP FUNCTION away`)
		run(`DROP SEQUENCE given`)
	}
}

// runner gives what runs statements in a database, until the test ends.
func runner(t testing.TB, dsn string) func(text string) {
	t.Helper()
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return func(text string) {
		t.Helper()
		if _, err := db.ExecContext(t.Context(), text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
}
