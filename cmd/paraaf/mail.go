package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// A letterbox is where mail goes out. Mail that is offered twice has the same
// id, by which the receiver's server knows it again.
type letterbox interface {
	Send(ctx context.Context, to, id, subject, text string) error
}

// mailTime is how long one mail may take; with mailsEach it stays under the
// lease of the outbox, so that no other node sends the same.
const (
	mailTime  = 10 * time.Second
	mailsEach = 4
)

// The ways in which the mail server is spoken to.
const (
	tlsStart = "starttls" // plain at first, then TLS or nothing (RFC 3207)
	tlsWhole = "tls"      // TLS from the first byte (RFC 8314)
	tlsNone  = "none"     // to this machine only
)

// An smtpBox sends by SMTP. To another machine it sends over TLS only, and it
// gives a password over TLS only.
type smtpBox struct {
	host           string
	port           int
	from           string
	user, password string // "" for a server that asks nothing
	tls            string
	roots          *tls.Config // nil are the machine's
}

// mailOptions name the mail server.
type mailOptions struct {
	server, from, url, user, passwordFile, tls *string
	password                                   string
}

// mailFlags declares them. The password comes from a file or from the
// environment: what stands on a command line, everybody on the machine reads.
func mailFlags(f *flag.FlagSet, c console) mailOptions {
	return mailOptions{
		server:       f.String("smtp", c.getenv("PARAAF_SMTP"), "mail server as HOST:PORT; without one nobody is mailed (PARAAF_SMTP)"),
		from:         f.String("from", c.getenv("PARAAF_FROM"), "address that mail comes from (PARAAF_FROM)"),
		url:          f.String("url", c.getenv("PARAAF_URL"), "address of the pages, as people open it (PARAAF_URL)"),
		user:         f.String("smtp-user", c.getenv("PARAAF_SMTP_USER"), "name to sign in to the mail server with (PARAAF_SMTP_USER)"),
		passwordFile: f.String("smtp-password-file", c.getenv("PARAAF_SMTP_PASSWORD_FILE"), "file with the password for it; or the password itself in PARAAF_SMTP_PASSWORD (PARAAF_SMTP_PASSWORD_FILE)"),
		tls:          f.String("smtp-tls", cmp.Or(c.getenv("PARAAF_SMTP_TLS"), tlsStart), "how the mail server is spoken to: starttls, tls or none; none to this machine only (PARAAF_SMTP_TLS)"),
		password:     c.getenv("PARAAF_SMTP_PASSWORD"),
	}
}

// open gives the letterbox, or nil without a server.
func (o mailOptions) open() (letterbox, error) {
	if *o.server == "" {
		return nil, nil
	}
	host, port, err := net.SplitHostPort(*o.server)
	if err != nil {
		return nil, fmt.Errorf("-smtp: %w", err)
	}
	n, err := strconv.Atoi(port)
	if err != nil || !strings.Contains(*o.from, "@") {
		return nil, errors.New("-smtp needs HOST:PORT with a number, and -from an address")
	}
	box := smtpBox{host: host, port: n, from: *o.from, user: *o.user, password: o.password, tls: *o.tls}
	if *o.passwordFile != "" {
		data, err := os.ReadFile(*o.passwordFile)
		if err != nil {
			return nil, fmt.Errorf("-smtp-password-file: %w", err)
		}
		box.password = strings.TrimRight(string(data), "\r\n")
	}
	switch {
	case (box.user == "") != (box.password == ""):
		return nil, errors.New("-smtp-user and its password go together")
	case box.tls != tlsStart && box.tls != tlsWhole && box.tls != tlsNone:
		return nil, fmt.Errorf("-smtp-tls is starttls, tls or none, not %q", box.tls)
	case box.tls == tlsNone && !box.here():
		return nil, errors.New("-smtp-tls none goes to this machine only")
	case box.tls == tlsNone && box.user != "":
		return nil, errors.New("a password is given over TLS only: leave -smtp-tls as it is")
	}
	return box, nil
}

// here reports whether the server is on this machine.
func (b smtpBox) here() bool {
	return thisMachine(b.host)
}

func (b smtpBox) Send(ctx context.Context, to, id, subject, text string) error {
	m := mail.NewMsg()
	if err := m.From(b.from); err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	if err := m.To(to); err != nil {
		return errors.New("mail: the address of the receiver cannot be used") // which is not for the log
	}
	_, domain, _ := strings.Cut(b.from, "@")
	m.SetMessageIDWithValue(id + "@" + domain)
	m.SetDate()
	m.Subject(subject)
	m.SetBodyString(mail.TypeTextPlain, text)
	options := []mail.Option{mail.WithPort(b.port), mail.WithTimeout(mailTime)}
	switch {
	case b.tls == tlsWhole:
		options = append(options, mail.WithSSL())
	case b.tls == tlsNone:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	case b.here() && b.user == "":
		options = append(options, mail.WithTLSPolicy(mail.TLSOpportunistic))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if b.roots != nil {
		options = append(options, mail.WithTLSConfig(b.roots))
	}
	if b.user != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(b.user), mail.WithPassword(b.password))
	}
	c, err := mail.NewClient(b.host, options...)
	if err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, mailTime)
	defer cancel()
	if err := c.DialAndSendWithContext(ctx, m); err != nil {
		return sendFailed(err, to)
	}
	return nil
}

// sendFailed keeps the receiver's address out of what is logged.
func sendFailed(err error, to string) error {
	return errors.New("mail: " + strings.ReplaceAll(err.Error(), to, "(address)"))
}

// A postman brings notices from the outbox to the letterbox, for each person
// at his own pace.
type postman struct {
	book  *journal.Book
	desk  *desk.Desk
	box   letterbox // nil delivers in the page only
	url   string
	clock func() time.Time
}

// kindMail is the kind of a job that mails what was heard in a period.
const kindMail = "mail/"

// round delivers what waits. What fails is tried again later by the outbox.
func (p postman) round(ctx context.Context) error {
	_, err := p.book.Deliver(ctx, p.clock(), mailsEach, p.notice)
	return errors.Join(err, p.bundles(ctx))
}

func (p postman) notice(ctx context.Context, n journal.Notice) error {
	m, err := p.desk.Mailbox(ctx, n.To)
	if err != nil || p.box == nil || m.Address == "" || m.Pace == desk.PaceNever {
		return err
	}
	if m.Pace != desk.PaceAtOnce {
		_, end := period(m.Pace, p.clock())
		slot := fmt.Sprintf("mail.%s.%s.%d", m.Pace, n.To, end.Unix())
		_, err := p.book.Plan(ctx, journal.Job{Slot: slot, Kind: kindMail + m.Pace, To: n.To, At: end})
		return err
	}
	by, err := p.desk.Actor(ctx, n.To)
	if errors.Is(err, journal.ErrNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	kenmerk, err := p.desk.Kenmerk(ctx, by, n.Dossier)
	if errors.Is(err, desk.ErrNotFound) {
		return nil // he may not know of it any more
	} else if err != nil {
		return err
	}
	subject, text := templates.MailSays([]templates.MailLine{{Kind: n.Kind, Kenmerk: kenmerk}}, p.url)
	return p.box.Send(ctx, m.Address, n.ID, subject, text)
}

// bundles mails what was heard in the periods that ended.
func (p postman) bundles(ctx context.Context) error {
	jobs, err := p.book.Claim(ctx, kindMail, p.clock(), time.Minute, mailsEach)
	errs := []error{err}
	for _, j := range jobs {
		if err := p.bundle(ctx, j); err != nil {
			errs = append(errs, err, p.book.Failed(ctx, j, p.clock()))
			continue
		}
		if err := p.book.Done(ctx, j); err != nil && !errors.Is(err, journal.ErrStale) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func (p postman) bundle(ctx context.Context, j journal.Job) error {
	m, err := p.desk.Mailbox(ctx, j.To)
	if err != nil || p.box == nil || m.Address == "" || m.Pace == desk.PaceNever {
		return err
	}
	by, err := p.desk.Actor(ctx, workflow.PersonID(j.To))
	if err != nil {
		return err
	}
	start, end := period(strings.TrimPrefix(j.Kind, kindMail), j.At.Add(-time.Millisecond))
	told, err := p.desk.Told(ctx, by, start, end)
	if err != nil || len(told) == 0 {
		return err
	}
	var lines []templates.MailLine
	for _, n := range told {
		lines = append(lines, templates.MailLine{Kind: n.Kind, Kenmerk: n.Kenmerk})
	}
	subject, text := templates.MailSays(lines, p.url)
	return p.box.Send(ctx, m.Address, j.ID, subject, text)
}

// period gives the hour, the day or the week that at lies in. Days end at
// seven in the morning, Dutch time, so that the mail is there before work.
func period(pace string, at time.Time) (start, end time.Time) {
	if pace == desk.PaceHourly {
		start = at.UTC().Truncate(time.Hour)
		return start, start.Add(time.Hour)
	}
	days, first := 1, workflow.CivilDay(at)
	if at.Before(mailMoment(first)) {
		first = addDays(first, -1)
	}
	if pace == desk.PaceWeekly {
		days = 7
		first = addDays(first, -int(first.In(time.UTC).Weekday()+6)%7) // Monday
	}
	return mailMoment(first), mailMoment(addDays(first, days))
}

// mailHour is when a day of mail ends and the next begins.
const mailHour = 7

func addDays(d documents.Date, n int) documents.Date {
	t := d.In(time.UTC).AddDate(0, 0, n)
	return documents.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

// mailMoment is mailHour on that day in the Netherlands.
func mailMoment(d documents.Date) time.Time {
	t := d.In(time.UTC).Add(mailHour * time.Hour)
	return t.Add(time.Duration(mailHour-workflow.Amsterdam(t).Hour()) * time.Hour)
}
