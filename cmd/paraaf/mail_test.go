package main

import (
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"paraaf/workflow/desk"
)

// A mailServer is a real SMTP server in this process; refuse makes it say no.
type mailServer struct {
	mu     sync.Mutex
	refuse bool
	got    []string
}

func (s *mailServer) NewSession(*smtp.Conn) (smtp.Session, error) { return mailSession{s}, nil }

type mailSession struct{ s *mailServer }

func (mailSession) Reset()                               {}
func (mailSession) Logout() error                        { return nil }
func (mailSession) Mail(string, *smtp.MailOptions) error { return nil }
func (mailSession) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (m mailSession) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	m.s.mu.Lock()
	defer m.s.mu.Unlock()
	if m.s.refuse {
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "later"}
	}
	m.s.got = append(m.s.got, string(data))
	return err
}

func (s *mailServer) listen(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(s)
	server.Domain = "localhost"
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

func TestMailIsSentUnderItsOwnIDAndARefusalIsAnError(t *testing.T) {
	t.Parallel()
	s := &mailServer{}
	box, err := newLetterbox(s.listen(t), "paraaf@example.nl")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := box.Send(t.Context(), "noor@example.nl", "abc", "Nieuws in Paraaf", "Kenmerk: 1"); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range s.got {
		if !strings.Contains(m, "<abc@example.nl>") || !strings.Contains(m, "noor@example.nl") {
			t.Errorf("the mail is\n%s", m)
		}
	}
	s.mu.Lock()
	s.refuse = true
	s.mu.Unlock()
	if err := box.Send(t.Context(), "noor@example.nl", "def", "Nieuws", "x"); err == nil || len(s.got) != 2 {
		t.Errorf("refused: %v, and %d mails", err, len(s.got))
	}
}

func TestAMailServerIsNamedWhole(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ server, from, why string }{
		{"mail.example.nl", "a@b.nl", "no port"}, {"mail.example.nl:smtp", "a@b.nl", "port is no number"}, {"mail.example.nl:25", "", "no sender"},
	} {
		if _, err := newLetterbox(tt.server, tt.from); err == nil {
			t.Errorf("%q from %q is taken: %s", tt.server, tt.from, tt.why)
		}
	}
	if box, err := newLetterbox("", ""); err != nil || box != nil {
		t.Errorf("no server gives %v, %v", box, err)
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
