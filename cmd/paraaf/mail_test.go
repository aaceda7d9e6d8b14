package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"flag"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"paraaf/policies"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// A mailServer is a real SMTP server in this process.
type mailServer struct {
	mu     sync.Mutex
	refuse bool   // everything, for now
	never  string // a receiver that is not known here
	die    bool   // the line goes dead after the text, before the answer
	user   string // asks for this name, with the password "geheim"
	got    []string
}

func (s *mailServer) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &mailSession{s: s, c: c}, nil
}

func (s *mailServer) mails() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.got)
}

func (s *mailServer) set(change func(*mailServer)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s)
}

type mailSession struct {
	s    *mailServer
	c    *smtp.Conn
	auth bool
}

func (m *mailSession) AuthMechanisms() []string { return []string{sasl.Plain} }

func (m *mailSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != m.s.user || password != "geheim" {
			return errors.New("no")
		}
		m.auth = true
		return nil
	}), nil
}

func (*mailSession) Reset()        {}
func (*mailSession) Logout() error { return nil }
func (m *mailSession) Mail(string, *smtp.MailOptions) error {
	if m.s.user != "" && !m.auth {
		return smtp.ErrAuthRequired
	}
	return nil
}

func (m *mailSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	m.s.mu.Lock()
	defer m.s.mu.Unlock()
	if to == m.s.never {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user " + to}
	}
	return nil
}

func (m *mailSession) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	m.s.mu.Lock()
	defer m.s.mu.Unlock()
	if m.s.refuse {
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "later"}
	}
	m.s.got = append(m.s.got, string(data))
	if m.s.die {
		m.c.Conn().Close()
	}
	return err
}

// listen starts it, with TLS when there is a certificate.
func (s *mailServer) listen(t *testing.T, secure *tls.Config) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(s)
	server.Domain, server.TLSConfig, server.ErrorLog = "localhost", secure, quietLog{}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	t.Cleanup(func() {
		server.Close()
		if err := <-done; err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Error(err)
		}
	})
	return l.Addr().String()
}

type quietLog struct{}

func (quietLog) Printf(string, ...any) {}
func (quietLog) Println(...any)        {}

// certificate makes one for 127.0.0.1, with what trusts it.
func certificate(t *testing.T) (server, client *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool.AddCert(leaf)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, &tls.Config{RootCAs: pool, ServerName: "127.0.0.1"}
}

// box makes a letterbox from arguments, as serve does.
func box(t *testing.T, env map[string]string, args ...string) (letterbox, error) {
	t.Helper()
	f := flag.NewFlagSet("serve", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	o := mailFlags(f, console{getenv: func(k string) string { return env[k] }})
	if err := f.Parse(args); err != nil {
		t.Fatal(err)
	}
	return o.open()
}

func TestMailIsSentUnderItsOwnIDAndARefusalIsAnError(t *testing.T) {
	t.Parallel()
	s := &mailServer{}
	b, err := box(t, nil, "-smtp", s.listen(t, nil), "-from", "paraaf@example.nl")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := b.Send(t.Context(), "noor@example.nl", "abc", "Nieuws in Paraaf", "Kenmerk: 1"); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range s.mails() {
		if !strings.Contains(m, "<abc@example.nl>") || !strings.Contains(m, "noor@example.nl") {
			t.Errorf("the mail is\n%s", m)
		}
	}
	s.set(func(s *mailServer) { s.refuse = true })
	if err := b.Send(t.Context(), "noor@example.nl", "def", "Nieuws", "x"); err == nil || len(s.mails()) != 2 {
		t.Errorf("refused: %v, and %d mails", err, len(s.mails()))
	}
	s.set(func(s *mailServer) { s.never = "noor@example.nl" })
	if err := b.Send(t.Context(), "noor@example.nl", "def", "Nieuws", "x"); err == nil || strings.Contains(err.Error(), "noor@") {
		t.Errorf("what goes to the log holds the address: %v", err)
	}
}

// A server that asks for a name and password gets them over TLS, and over
// nothing else; a certificate that is not trusted gets neither.
func TestThePasswordGoesOverTLSOnly(t *testing.T) {
	t.Parallel()
	server, client := certificate(t)
	file := filepath.Join(t.TempDir(), "wachtwoord")
	if err := os.WriteFile(file, []byte("geheim\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	open := func(address string, roots *tls.Config) letterbox {
		t.Helper()
		b, err := box(t, nil, "-smtp", address, "-from", "paraaf@example.nl", "-smtp-user", "paraaf", "-smtp-password-file", file)
		if err != nil {
			t.Fatal(err)
		}
		own := b.(smtpBox)
		own.roots = roots
		return own
	}
	s := &mailServer{user: "paraaf"}
	if err := open(s.listen(t, server), client).Send(t.Context(), "noor@example.nl", "abc", "Nieuws", "x"); err != nil || len(s.mails()) != 1 {
		t.Errorf("signed in over STARTTLS: %v, %d mails", err, len(s.mails()))
	}
	for why, b := range map[string]letterbox{
		"a server without TLS":             open((&mailServer{user: "paraaf"}).listen(t, nil), client),
		"a certificate nobody vouches for": open((&mailServer{user: "paraaf"}).listen(t, server), nil),
	} {
		if err := b.Send(t.Context(), "noor@example.nl", "abc", "Nieuws", "x"); err == nil || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: %v", why, err)
		}
	}
}

func TestAMailServerIsNamedWhole(t *testing.T) {
	t.Parallel()
	from := []string{"-from", "a@b.nl"}
	for _, tt := range []struct {
		env  map[string]string
		args []string
		why  string
	}{
		{nil, append(from, "-smtp", "mail.example.nl"), "no port"},
		{nil, append(from, "-smtp", "mail.example.nl:smtp"), "port is no number"},
		{nil, []string{"-smtp", "mail.example.nl:25"}, "no sender"},
		{nil, append(from, "-smtp", "mail.example.nl:25", "-smtp-user", "x"), "a name without a password"},
		{map[string]string{"PARAAF_SMTP_PASSWORD": "x"}, append(from, "-smtp", "mail.example.nl:25"), "a password without a name"},
		{nil, append(from, "-smtp", "mail.example.nl:25", "-smtp-tls", "none"), "in the clear to another machine"},
		{nil, append(from, "-smtp", "mail.example.nl:25", "-smtp-tls", "soms"), "no such way"},
		{map[string]string{"PARAAF_SMTP_PASSWORD": "x"}, append(from, "-smtp", "127.0.0.1:25", "-smtp-tls", "none", "-smtp-user", "x"), "a password in the clear"},
		{nil, append(from, "-smtp", "127.0.0.1:25", "-smtp-user", "x", "-smtp-password-file", "/niets"), "no such file"},
	} {
		if _, err := box(t, tt.env, tt.args...); err == nil {
			t.Errorf("%v is taken: %s", tt.args, tt.why)
		}
	}
	if b, err := box(t, nil); err != nil || b != nil {
		t.Errorf("no server gives %v, %v", b, err)
	}
	if _, err := box(t, map[string]string{"PARAAF_SMTP": "mail.example.nl:587", "PARAAF_FROM": "a@b.nl", "PARAAF_SMTP_USER": "x", "PARAAF_SMTP_PASSWORD": "y"}); err != nil {
		t.Errorf("from the environment: %v", err)
	}
}

// An office of the example with a nota that was just submitted.
type mailed struct {
	*testing.T
	book *journal.Book
	p    *player
	post postman
}

func newMailed(t *testing.T, server string, paces map[string]string) *mailed {
	t.Helper()
	now := time.Date(2026, 4, 17, 9, 0, 0, 0, time.UTC)
	m := &mailed{T: t}
	var err error
	if m.book, err = journal.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "paraaf.db"), journal.Options{Clock: func() time.Time { return m.clock() }}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.book.Close() })
	policy, err := policies.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	m.p = newPlayer(t.Context(), m.book, policy, now)
	if err := populate(t.Context(), m.book, rand.Reader, io.Discard); err != nil {
		t.Fatal(err)
	}
	for login, pace := range paces {
		a, err := m.book.Account(t.Context(), login)
		if err == nil {
			err = m.book.PutMailbox(t.Context(), journal.Mailbox{Person: a.Person, Address: login + "@example.nl", Pace: pace})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	b, err := box(t, nil, "-smtp", server, "-from", "paraaf@example.nl")
	if err != nil {
		t.Fatal(err)
	}
	m.post = postman{book: m.book, desk: m.p.desk, box: b, url: "https://paraaf.example.nl", clock: m.clock}
	return m
}

func (m *mailed) clock() time.Time {
	if m.p == nil {
		return time.Date(2026, 4, 17, 9, 0, 0, 0, time.UTC)
	}
	return m.p.now
}

// submit brings the ChipSoft nota into the line: hester and marijke are asked.
func (m *mailed) submit() {
	m.Helper()
	m.p.open("noor", "spoedzorg-nota.md", "spoedzorg-brief.md")
	m.p.submit("noor")
	if m.p.err != nil {
		m.Fatal(m.p.err)
	}
}

// rounds has the postman go round n times, a quarter of an hour apart.
func (m *mailed) rounds(ctx context.Context, n int) (last error) {
	for range n {
		last = m.post.round(ctx)
		m.p.now = m.p.now.Add(15 * time.Minute)
	}
	return last
}

var messageID = regexp.MustCompile(`(?im)^Message-ID:\s*(<[^>]+>)`)

func ids(mails []string) []string {
	var out []string
	for _, m := range mails {
		out = append(out, messageID.FindStringSubmatch(m)[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func to(mails []string, login string) int {
	n := 0
	for _, m := range mails {
		if strings.Contains(m, login+"@example.nl") {
			n++
		}
	}
	return n
}

// Everybody is mailed at his own pace, once, without content and without a
// link by which one could sign in.
func TestEverybodyIsMailedAtHisOwnPaceAndNothingLeaks(t *testing.T) {
	t.Parallel()
	s := &mailServer{}
	m := newMailed(t, s.listen(t, nil), map[string]string{"hester": desk.PaceAtOnce, "marijke": desk.PaceHourly, "ruud": desk.PaceNever, "ilse": desk.PaceDaily})
	m.submit()
	m.rounds(t.Context(), 3)
	if got := s.mails(); to(got, "hester") != 1 || to(got, "marijke") != 0 {
		t.Errorf("within the hour: %d to who wants it at once, %d to who wants it hourly", to(got, "hester"), to(got, "marijke"))
	}
	m.rounds(t.Context(), 6)
	m.p.paraaf("hester", "")
	m.p.paraaf("ruud", "")
	m.rounds(t.Context(), 100)
	got := s.mails()
	for login, want := range map[string]int{"hester": 1, "marijke": 1, "ruud": 0, "ilse": 1} {
		if to(got, login) != want {
			t.Errorf("%s got %d mails, want %d", login, to(got, login), want)
		}
	}
	for _, mail := range got {
		for _, word := range []string{"medicatie", "spoedzorg", "Kamerbrief inzage", "Haverkamp", "Oudkerk", "/dossiers/", "token", "wachtwoord?", "code="} {
			if strings.Contains(mail, word) {
				t.Errorf("the mail holds %q:\n%s", word, mail)
			}
		}
		if !strings.Contains(mail, "https://paraaf.example.nl") || strings.Contains(mail, "text/html") {
			t.Errorf("the mail is\n%s", mail)
		}
	}
}

// A server that says no, to one or to all, holds up nobody else and loses
// nothing: what was refused goes out later, once.
func TestARefusingServerHoldsUpNobodyElse(t *testing.T) {
	t.Parallel()
	s := &mailServer{never: "hester@example.nl"}
	m := newMailed(t, s.listen(t, nil), map[string]string{"hester": desk.PaceAtOnce, "marijke": desk.PaceAtOnce})
	m.submit()
	if err := m.rounds(t.Context(), 1); err == nil || strings.Contains(err.Error(), "hester@") {
		t.Errorf("a refusal is told as %v", err)
	}
	if got := s.mails(); to(got, "marijke") != 1 {
		t.Errorf("the other got %d mails", to(got, "marijke"))
	}
	m.p.paraaf("hester", "") // nobody waits for mail
	if m.p.err != nil {
		t.Fatal(m.p.err)
	}
	s.set(func(s *mailServer) { s.never = "" })
	m.rounds(t.Context(), 12)
	if got := s.mails(); to(got, "hester") != 1 || to(got, "marijke") != 1 {
		t.Errorf("afterwards %d and %d mails", to(got, "hester"), to(got, "marijke"))
	}
}

// A server that dies between the text and its answer may have the mail: it is
// offered again under the same Message-ID, by which it is one.
func TestADyingServerDoublesNothing(t *testing.T) {
	t.Parallel()
	s := &mailServer{die: true}
	m := newMailed(t, s.listen(t, nil), map[string]string{"hester": desk.PaceAtOnce})
	m.submit()
	if err := m.rounds(t.Context(), 1); err == nil {
		t.Error("a line that went dead is no error")
	}
	s.set(func(s *mailServer) { s.die = false })
	m.rounds(t.Context(), 12)
	got := s.mails()
	if len(got) < 2 || len(ids(got)) != 1 {
		t.Errorf("%d mails under %v", len(got), ids(got))
	}
	n := len(got)
	m.rounds(t.Context(), 12)
	if len(s.mails()) != n {
		t.Error("what was sent is sent again")
	}
}

// A server that takes the connection and says nothing is left after mailTime;
// meanwhile the work goes on.
func TestASilentServerHoldsUpNoWork(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	taken := make(chan net.Conn, 8)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			taken <- c
		}
	}()
	t.Cleanup(func() { l.Close() })
	m := newMailed(t, l.Addr().String(), map[string]string{"hester": desk.PaceAtOnce})
	m.submit()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	post := m.post
	at := m.p.now
	post.clock = func() time.Time { return at }
	go func() { ended <- post.round(ctx) }()
	c := <-taken // it hangs there
	defer c.Close()
	m.p.paraaf("hester", "")
	if m.p.err != nil {
		t.Fatal(m.p.err)
	}
	var seat workflow.Seat
	for _, p := range examplePeople {
		if p.Key == "ruud" {
			seat = p.Seats[0]
		}
	}
	list, err := m.book.Worklist(t.Context(), []workflow.Seat{seat}, journal.Page{Size: 10})
	if err != nil || len(list.Rows) != 1 {
		t.Errorf("the next in the line has %d dossiers, %v", len(list.Rows), err)
	}
	cancel() // as when the program stops
	if err := <-ended; err == nil {
		t.Error("a silent server is no error")
	}
}

func TestPeriodsFollowOneAnother(t *testing.T) {
	t.Parallel()
	for _, pace := range []string{desk.PaceHourly, desk.PaceDaily, desk.PaceWeekly} {
		at := time.Date(2026, 3, 20, 5, 30, 0, 0, time.UTC)
		start, end := period(pace, at)
		for range 30 { // over the night on which the clock goes forward
			if at.Before(start) || !at.Before(end) {
				t.Fatalf("%s: %s lies outside %s - %s", pace, at, start, end)
			}
			next, later := period(pace, end)
			if !next.Equal(end) || !later.After(next) {
				t.Fatalf("%s: after %s comes %s", pace, end, next)
			}
			at, start, end = end, next, later
		}
	}
}
