package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"paraaf/policies"
	"paraaf/templates"
	"paraaf/web/signin"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// A Book is what the counter needs of the book beside the desk: accounts and
// sessions, names, and whether it can be written.
type Book interface {
	signin.Accounts
	NewSession(ctx context.Context, s journal.Session) (string, journal.Session, error)
	Session(ctx context.Context, token string, at time.Time) (journal.Session, error)
	Touch(ctx context.Context, s journal.Session, at time.Time) error
	CameFrom(ctx context.Context, person workflow.PersonID) ([]string, error)
	Sessions(ctx context.Context, person workflow.PersonID, at time.Time) ([]journal.Session, error)
	AccountsOf(ctx context.Context, person workflow.PersonID) ([]journal.Account, error)
	Factors(ctx context.Context, person workflow.PersonID) ([]journal.Factor, error)
	UseFactor(ctx context.Context, id string, counter int64, secret []byte, at time.Time) error
	KeepCode(ctx context.Context, c journal.Code) error
	LookUp(ctx context.Context, s journal.Spending) (journal.Code, error)
	Spend(ctx context.Context, s journal.Spending) (journal.Code, error)
	Prove(ctx context.Context, session string, p journal.Proof) error
	Proof(ctx context.Context, session string) (journal.Proof, error)
	EndSession(ctx context.Context, person workflow.PersonID, id string, at time.Time) error
	Seated(ctx context.Context, seat workflow.Seat) ([]workflow.PersonID, error)
	Persons(ctx context.Context, ids ...workflow.PersonID) (map[workflow.PersonID]journal.Person, error)
	Organisations(ctx context.Context) ([]journal.Organisation, error)
	Ready(ctx context.Context) error
}

// Options is what a Server is made of. Desk, Book, Policy, Clock and Random
// must be given.
type Options struct {
	Desk   *desk.Desk
	Book   Book
	Policy *policies.Authorizer
	Clock  func() time.Time // instants
	Random io.Reader
	Log    *slog.Logger // JSON lines; nil keeps silent

	// Secure says that visitors reach us over https: then cookies are bound to
	// it and browsers are told to use nothing else for a year.
	Secure bool
	// TrustedProxies are the proxies whose X-Forwarded-For counts. Without any
	// the address of the connection is the address.
	TrustedProxies []*net.IPNet

	// Connections and ConnectionsEach are how many connections this node holds
	// open, in all and from one address that is no trusted proxy; 0 is the usual.
	Connections, ConnectionsEach int
	// Patience is how long a client may take to send the head of a request. A
	// form may take twice that, and an answer is waited for twelve times that; 0
	// is the usual.
	Patience time.Duration

	// Uploads is how many bytes of files one person may send to this node in a day;
	// 0 is the usual.
	Uploads int64

	// Key seals the secrets of second factors: 32 bytes that are not in the
	// database. Without it no second factor can be made or used.
	Key []byte
	// StepUp is how old a proof may be before what cannot be undone asks a new
	// one; 0 never asks.
	StepUp time.Duration
	// SecondFor are the roles that must have a second factor. It needs Key.
	SecondFor []workflow.Role
	// Origin is where visitors find us, as in "https://paraaf.example": passkeys
	// are made for it, and without it there are none. It needs Key.
	Origin string
	// PasskeyFor are the roles to which no other second factor than a passkey
	// is good. It needs Origin.
	PasskeyFor []workflow.Role

	// Scanner looks at every uploaded file before anything is done with it; nil
	// has none looked at.
	Scanner Scanner

	// Provider is where people sign in with the account of their organisation;
	// nil has none.
	Provider *signin.Provider

	House       string // name of the installation, on the sign-in page
	Rubricering string // on every page that is not of one dossier; "Alleen voor intern gebruik" when empty
	Theme       []byte // a stylesheet that sets the house's own tokens
	Release     string

	// Stopping ends the streams of events when it is closed, so that the server
	// can shut down; nil never ends them early.
	Stopping <-chan struct{}
}

// The usual limits on connections. A person has a stream open in every tab, so
// behind one address of a network there may be many.
const (
	UsualConnections     = 4096
	UsualConnectionsEach = 512
	UsualPatience        = 5 * time.Second
)

// A Server serves the counter. It is safe for concurrent use.
type Server struct {
	Options
	door     *signin.Door
	passkeys *signin.Passkeys // nil when there is no origin
	static   *static
	handler  http.Handler
	streams  streams
	crowd    *crowd
	figures  figures
	quota    quota
}

// New builds a server. It fails when an option that must be given is absent,
// when random gives out, and when two routes have the same address.
func New(o Options) (*Server, error) {
	if o.Desk == nil || o.Book == nil || o.Policy == nil || o.Clock == nil || o.Random == nil {
		return nil, errors.New("web: desk, book, policy, clock and random must be given")
	}
	if len(o.Key) != 0 && len(o.Key) != 32 || len(o.SecondFor) > 0 && len(o.Key) == 0 {
		return nil, errors.New("web: key must be 32 bytes, and must be there when a second factor is required")
	}
	if len(o.PasskeyFor) > 0 && o.Origin == "" {
		return nil, errors.New("web: a passkey is required, and no origin is given to make one for")
	}
	templates.Ready()
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	o.Rubricering = cmp.Or(o.Rubricering, "Alleen voor intern gebruik")
	o.Connections, o.ConnectionsEach = cmp.Or(o.Connections, UsualConnections), cmp.Or(o.ConnectionsEach, UsualConnectionsEach)
	o.Uploads = cmp.Or(o.Uploads, UsualUploads)
	o.Patience = cmp.Or(o.Patience, UsualPatience)
	if o.Connections < 1 || o.ConnectionsEach < 1 || o.Patience < 0 {
		return nil, errors.New("web: the limits on connections must be more than nothing")
	}
	door, err := signin.New(o.Book, o.Clock, o.Random)
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	files, err := newStatic(o.Theme)
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	s := &Server{Options: o, door: door, static: files, crowd: newCrowd(o.Connections, o.ConnectionsEach, o.TrustedProxies)}
	if o.Origin != "" {
		if s.passkeys, err = signin.NewPasskeys(o.Origin, orElse(o.House, "Paraaf"), o.Key, o.Clock, o.Random); err != nil {
			return nil, fmt.Errorf("web: %w", err)
		}
	}
	if err := s.build(); err != nil {
		return nil, err
	}
	return s, nil
}

// build puts the routes into echo and the fences around it.
func (s *Server) build() error {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = echo.ExtractIPDirect()
	if len(s.TrustedProxies) > 0 {
		trust := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
		for _, n := range s.TrustedProxies {
			trust = append(trust, echo.TrustIPRange(n))
		}
		e.IPExtractor = echo.ExtractIPFromXFFHeader(trust...)
	}
	e.HTTPErrorHandler = func(err error, c echo.Context) {
		if c.Response().Committed {
			return // part of an answer is out; the log has the reason
		}
		s.fail(visitOf(s, c, nil), err)
	}
	seen := map[string]bool{}
	for i := range table {
		r := &table[i]
		if seen[r.Method+" "+r.Path] {
			return fmt.Errorf("web: %s %s stands twice in the table", r.Method, r.Path)
		}
		seen[r.Method+" "+r.Path] = true
		answer := func(c echo.Context) error {
			v, began := visitOf(s, c, r), machine()
			err := s.serve(v)
			if err != nil && !c.Response().Committed {
				s.fail(v, err)
			}
			s.figures.count(r.Name, c.Response().Status, machine().Sub(began))
			s.note(v, c.Response().Status, err)
			return nil
		}
		e.Add(r.Method, r.Path, answer)
		if r.Method == get {
			e.Add(http.MethodHead, r.Path, answer)
		}
	}
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(&visit{server: s, w: w, r: r, number: s.requestNumber()}, errCrossOrigin)
	}))
	s.handler = s.headers(origin.Handler(e))
	return nil
}

// visitOf is where echo ends.
func visitOf(s *Server, c echo.Context, r *Route) *visit {
	return &visit{server: s, w: c.Response(), r: c.Request(), route: r, address: c.RealIP(), param: c.Param, number: s.requestNumber()}
}

// serve checks the session and runs the handler within its limit of bytes.
func (s *Server) serve(v *visit) (err error) {
	defer func() {
		// A fault of ours must not take the connection along: the visitor gets a
		// page with a number, the log the place.
		if p := recover(); p != nil {
			err = fault(p)
		}
	}()
	limit := v.route.limit
	if limit == 0 {
		limit = smallBody
	}
	switch {
	case v.route.slow:
		v.slowly()
	case limit == smallBody && v.r.ContentLength != 0:
		v.readWithin(formPatience * s.Patience) // a form is short, and whoever trickles it holds a place
	}
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, limit)
	if v.route.quiet {
		return v.route.handle(s, v)
	}
	if err := s.Desk.Refresh(v.r.Context()); err != nil {
		if errors.Is(err, journal.ErrUnavailable) {
			return err
		}
		// What was loaded cannot be read: nobody is competent for anything now.
		s.Log.LogAttrs(v.r.Context(), slog.LevelError, "settings not in force", slog.String("request", v.number), slog.String("error", err.Error()))
	}
	if v.route.Permission != Anyone {
		if err := s.admit(v); err != nil {
			return err
		}
		for _, gate := range []func(*visit) (bool, error){s.enrolled, s.proven} {
			if on, err := gate(v); err != nil || !on {
				return err
			}
		}
	}
	if v.route.Changes && strings.Contains(v.route.Path, "/:id") {
		// Before anything of the request is judged: whatever is wrong with it, what
		// one may not see answers as what is not there.
		if err := s.mayTry(v); err != nil {
			return err
		}
	}
	if v.route.opens() {
		if err := s.Desk.Opened(v.r.Context(), v.reading(), v.dossier(), v.paper()); err != nil {
			return err
		}
	}
	return v.route.handle(s, v)
}

// mayTry fails with desk.ErrNotFound for a dossier that the visitor may not see,
// but for the very request that was carried out before: its success may have
// taken his sight away, and the answer is his however often he asks for it.
func (s *Server) mayTry(v *visit) error {
	hidden := s.Desk.Sees(v.r.Context(), v.actor, v.dossier())
	if !errors.Is(hidden, desk.ErrNotFound) {
		return hidden
	}
	ask, err := v.ask()
	if err != nil {
		return hidden
	}
	answered, err := s.Desk.Answered(v.r.Context(), ask, v.dossier())
	if err != nil || answered {
		return err
	}
	return hidden
}

// logged are the pages of which the desk writes to the read log itself, for it
// knows better than the address which papers they show.
var logged = []string{"reading", "source", "pdf", "public file", "bundle", "annex", "annex page", "annex source", "certificate"}

// opens reports whether the page shows something of a dossier and the desk does
// not log it: then the counter has it logged, so that no page can forget to.
func (r *Route) opens() bool {
	return r.Method == http.MethodGet && strings.Contains(r.Path, "/:id") && r.Permission != Anyone && !slices.Contains(logged, r.Name)
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// The parts of Patience that the rest of a request may take.
const (
	formPatience   = 2
	bodyPatience   = 6
	answerPatience = 12
	idlePatience   = 18
)

// HTTP gives a server with the limits on time, size and number under which slow,
// endless or many clients cost little and hold up nobody; the caller listens and
// shuts down.
func (s *Server) HTTP() *http.Server {
	return &http.Server{
		Handler:           s,
		ReadHeaderTimeout: s.Patience,
		ReadTimeout:       bodyPatience * s.Patience,
		WriteTimeout:      answerPatience * s.Patience,
		IdleTimeout:       idlePatience * s.Patience,
		MaxHeaderBytes:    32 << 10,
		ConnState:         s.crowd.note,
		ErrorLog:          slog.NewLogLogger(s.Log.Handler(), slog.LevelWarn),
	}
}

// readWithin gives the client so long from now to send the rest of its request.
func (v *visit) readWithin(d time.Duration) {
	// Where there is no connection, as in tests, there is no limit.
	_ = http.NewResponseController(v.w).SetReadDeadline(machine().Add(d))
}

// note writes one log line for a request: what was done (action), to what
// (object), how it ended (result), from where (origin), by whom (actor) and,
// from the logger, when. These are the six fields of BIO2 8.15.01. Neither the
// address with its query nor any text goes into it.
func (s *Server) note(v *visit, status int, err error) {
	if v.route.quiet && err == nil {
		return
	}
	s.Log.LogAttrs(v.r.Context(), slog.LevelInfo, "request", v.facts(status)...)
}

// fault is the error of a panic. What was panicked with may hold what somebody
// wrote, unless it is of the language itself: of anything else the log gets the
// kind and the place.
func fault(p any) error {
	if e, own := p.(runtime.Error); own {
		return fmt.Errorf("panic: %w\n%s", e, debug.Stack())
	}
	return fmt.Errorf("panic: %T\n%s", p, debug.Stack())
}

// ours are the names that we give to dossiers, people and papers; anything else in
// an address was typed by somebody, and is not for a log.
var ours = regexp.MustCompile(`^(?:[a-z2-7]{26}|nota|brief|antwoorden|[a-z]{1,12}-[0-9]{1,4})$`)

// plainID gives a name in an address as the log holds it: itself when it has the
// form of ours.
func plainID(name string) string {
	if ours.MatchString(name) {
		return name
	}
	return "?"
}

// facts are the fields of a log line but the time, which the logger adds.
func (v *visit) facts(status int) []slog.Attr {
	var parts []string
	for _, name := range []string{"id", "dossier", "stuk", "mens"} {
		if p := v.param(name); p != "" {
			parts = append(parts, plainID(p))
		}
	}
	object := strings.Join(parts, "/")
	return []slog.Attr{slog.String("action", v.route.Name), slog.String("object", object),
		slog.Int("result", status), slog.String("origin", v.address), slog.String("actor", string(v.actor.Person)), slog.String("request", v.number)}
}
