package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
	"unicode"

	"paraaf/templates"
	"paraaf/web/signin"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// How long a session lives: idle, and whatever is done with it.
const (
	idle     = 30 * time.Minute
	absolute = 12 * time.Hour
)

// cookie makes a cookie of ours. Over https it is bound to this host alone.
func (s *Server) cookie(name, value string, age time.Duration) *http.Cookie {
	c := &http.Cookie{Name: s.cookieName(name), Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: s.Secure}
	c.MaxAge = int(age.Seconds())
	if age <= 0 {
		c.MaxAge = -1
	}
	return c
}

func (s *Server) cookieName(name string) string {
	if s.Secure {
		return "__Host-" + name
	}
	return name
}

const (
	sessionCookie = "sessie"
	noticeCookie  = "melding"
)

// admit finds the session of a visit and who the person is today. It fails
// with errNotSignedIn when there is none, when it lay idle too long, and when
// the account was closed since.
func (s *Server) admit(v *visit) error {
	c, err := v.r.Cookie(s.cookieName(sessionCookie))
	if err != nil || c.Value == "" {
		return errNotSignedIn
	}
	ctx, now := v.r.Context(), v.now()
	session, err := s.Book.Session(ctx, c.Value, now)
	if errors.Is(err, journal.ErrNotFound) {
		return errNotSignedIn
	} else if err != nil {
		return fmt.Errorf("find a session: %w", err)
	}
	if now.Sub(session.Seen) > idle {
		return errNotSignedIn
	}
	if open, err := s.open(v, session.Login, session.Person); err != nil {
		return err
	} else if !open {
		return errNotSignedIn
	}
	if !v.route.still {
		if err := s.Book.Touch(ctx, session, now); err != nil {
			return fmt.Errorf("keep a session alive: %w", err)
		}
	}
	v.session, v.token = session, c.Value
	v.actor, err = s.Desk.Actor(ctx, session.Person)
	if errors.Is(err, journal.ErrNotFound) {
		return errNotSignedIn
	} else if err != nil {
		return err
	}
	v.reader, err = s.readerOf(v)
	return err
}

// open reports whether the account that a session or half of one was started with
// is still open, and is that person's. A closed account ends its sessions at once,
// on every node. That the database cannot say so signs nobody out.
func (s *Server) open(v *visit, login string, person workflow.PersonID) (bool, error) {
	a, err := s.Book.Account(v.r.Context(), login)
	if errors.Is(err, journal.ErrNotFound) {
		return false, nil
	} else if err != nil {
		return false, fmt.Errorf("find the account of who comes in: %w", err)
	}
	return !a.Disabled && a.Person == person, nil
}

// readerOf dresses who is signed in for the top of the page.
func (s *Server) readerOf(v *visit) (*templates.Reader, error) {
	ids := []workflow.PersonID{v.actor.Person}
	for _, w := range v.actor.Waarnemings {
		ids = append(ids, w.Namens)
	}
	people, err := s.Book.Persons(v.r.Context(), ids...)
	if err != nil {
		return nil, fmt.Errorf("name the reader: %w", err)
	}
	r := &templates.Reader{Name: people[v.actor.Person].Name}
	if r.Name == "" {
		r.Name = string(v.actor.Person)
	}
	for _, seat := range v.actor.Seats {
		r.Seats = append(r.Seats, seatName(seat))
	}
	for _, w := range v.actor.Waarnemings {
		r.Away = append(r.Away, people[w.Namens].Name+" ("+seatName(w.Seat)+")")
	}
	return r, nil
}

// seatName writes a seat beside a name: "Opsteller · DICIO".
func seatName(seat workflow.Seat) string {
	name, house := seat.Name(), seat.Organisation.Name()
	if !strings.Contains(name, house) {
		name += " · " + house
	}
	return capital(name)
}

// capital writes the first letter of s as a capital.
func capital(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}

// signInAddress is the door, with where to go on afterwards.
func signInAddress(from *url.URL) string {
	to := from.EscapedPath()
	if from.RawQuery != "" {
		to += "?" + from.RawQuery
	}
	if to = ownPath(to); to == "/" || to == "" {
		return "/aanmelden"
	}
	return "/aanmelden?naar=" + url.QueryEscape(to)
}

// ownPath gives the path when it leads to a page of ours, and "" otherwise:
// what comes in an address must not send anybody to another host. A browser
// takes // and /\ for the beginning of a host, and drops tabs and line ends.
func ownPath(to string) string {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsFunc(to, func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f }) {
		return ""
	}
	u, err := url.Parse(to)
	if err != nil || u.Host != "" || u.Scheme != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") {
		return ""
	}
	if clean := path.Clean(u.Path); clean == "/aanmelden" || strings.HasPrefix(clean, "/aanmelden/") {
		return "" // who is in would be led back to the door, and from there on, without end
	}
	return u.RequestURI()
}

// showSignIn shows the door. Who is in already goes on; who may be in, but the database
// cannot say so, is not shown the door.
func showSignIn(s *Server, v *visit) error {
	next := ownPath(v.r.URL.Query().Get("naar"))
	if err := s.admit(v); err == nil {
		return v.redirect(orElse(next, "/werkvoorraad"))
	} else if !errors.Is(err, errNotSignedIn) {
		return err
	}
	v.reader = nil
	return s.showDoor(v, http.StatusOK, &templates.SignInPage{Next: next})
}

// orElse gives s, or other when s is empty.
func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// signIn lets somebody in, with a new session whatever cookie was sent along.
func signIn(s *Server, v *visit) error {
	if err := v.parse(); err != nil {
		return err
	}
	login, next := v.line("naam"), ownPath(v.line("naar"))
	account, err := s.door.Enter(v.r.Context(), login, v.r.PostForm.Get("wachtwoord"), v.address)
	if err != nil {
		return s.turnedAway(v, err, login, next)
	}
	factors, err := s.Book.Factors(v.r.Context(), account.Person)
	if err != nil {
		return fmt.Errorf("load factors: %w", err)
	}
	if len(factors) > 0 {
		return s.halfWay(v, account, next)
	}
	return s.startSession(v, account.Person, account.Login, byPassword, next)
}

// turnedAway shows the door again, with why.
func (s *Server) turnedAway(v *visit, err error, login, next string) error {
	var slow *signin.Slow
	status, text := http.StatusUnauthorized, "De gebruikersnaam en het wachtwoord horen niet bij elkaar. Controleer beide en probeer het opnieuw."
	switch {
	case errors.As(err, &slow):
		seconds := int(slow.Wait.Seconds()) + 1
		v.w.Header().Set("Retry-After", fmt.Sprint(seconds))
		if err := s.Desk.Guessed(v.r.Context()); err != nil {
			return err
		}
		status, text = http.StatusTooManyRequests, fmt.Sprintf("Er is te vaak achter elkaar geprobeerd. Wacht %d seconden en probeer het opnieuw.", seconds)
	case !errors.Is(err, signin.ErrWrong):
		return err
	}
	if v.r.PostForm.Get(fieldAnswer) != "" && status == http.StatusUnauthorized {
		text = "Uw passkey is niet herkend. Probeer het opnieuw, of meld u aan met uw wachtwoord."
	}
	return s.showDoor(v, status, &templates.SignInPage{Login: login, Next: next, Problems: []templates.Problem{{Field: "naam", Text: text}}})
}

func (s *Server) showDoor(v *visit, status int, p *templates.SignInPage) error {
	var err error
	p.Frame, p.Action, p.House = s.frame(v, "Aanmelden", "passkey"), "/aanmelden", s.House
	if s.Provider != nil {
		p.Elsewhere = "/aanmelden/organisatie"
		if p.Next != "" {
			p.Elsewhere += "?naar=" + url.QueryEscape(p.Next)
		}
	}
	if p.Passkey, err = s.passkeyDoor(v, p.Next); err != nil {
		return err
	}
	return v.page(status, p)
}

// endToken ends the session of a token that is being replaced.
func (s *Server) endToken(v *visit, token string) {
	if old, err := s.Book.Session(v.r.Context(), token, v.now()); err == nil {
		_ = s.Book.EndSession(v.r.Context(), old.Person, old.ID, v.now()) // it expires all the same
	}
}

// signOut ends the session on every node and has the browser forget what it
// kept of ours.
func signOut(s *Server, v *visit) error {
	err := s.Book.EndSession(v.r.Context(), v.session.Person, v.session.ID, v.now())
	if err != nil {
		return fmt.Errorf("end a session: %w", err)
	}
	http.SetCookie(v.w, s.cookie(sessionCookie, "", 0))
	v.w.Header().Set("Clear-Site-Data", `"cache", "cookies", "storage"`)
	return v.redirect("/aanmelden")
}

// leaveNotice has the next page say what was done. The cookie holds a code
// from a table, so that nobody can have a page say something of his own.
func (s *Server) leaveNotice(v *visit, code string) {
	http.SetCookie(v.w, s.cookie(noticeCookie, code, time.Minute))
}

// takeNotice gives what the last change left, once.
func (s *Server) takeNotice(v *visit) *templates.Notice {
	c, err := v.r.Cookie(s.cookieName(noticeCookie))
	if err != nil || v.r.Method != http.MethodGet {
		return nil
	}
	http.SetCookie(v.w, s.cookie(noticeCookie, "", 0))
	if text := templates.NoticeSays(c.Value); text != "" {
		return &templates.Notice{Kind: "good", Text: text}
	}
	return nil
}
