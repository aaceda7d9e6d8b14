package web

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/web/signin"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// The errors of the counter itself.
var (
	errNoPage      = errors.New("no such page")
	errNoKey       = errors.New("no idempotency key")
	errBadKey      = errors.New("idempotency key is not 8 to 128 printable characters")
	errNoGuard     = errors.New("request does not say what was on the screen")
	errUnreadable  = errors.New("body cannot be read")
	errNoForm      = errors.New("body is no form")
	errTooLarge    = errors.New("body is too large")
	errCrossOrigin = errors.New("request comes from another origin")
	errNotSignedIn = errors.New("not signed in")
	errProve       = errors.New("a new proof of who asks is needed")
	errNoSecond    = errors.New("a second factor is required first")
)

// A notAllowed is a choice that a page was asked for and does not open: it is
// answered with the words that stand beside its button.
type notAllowed struct{ choice workflow.Choice }

func (n *notAllowed) Error() string { return "not allowed now: " + n.choice.Rule }

// A verdict is what an error becomes: a status, the kind of words that go with
// it, and what the error itself says to an official.
type verdict struct {
	status int
	kind   string
	text   string // replaces the text of the kind
	rule   string
	wait   time.Duration
}

// plainErrors is the table from errors to answers; what carries words of its
// own follows in judge, and all else is a failure.
var plainErrors = []struct {
	err    error
	status int
	kind   string
}{
	{errNoPage, http.StatusNotFound, "not-found"},
	{desk.ErrNotFound, http.StatusNotFound, "not-found"},
	{journal.ErrNotFound, http.StatusNotFound, "not-found"},
	{desk.ErrStale, http.StatusPreconditionFailed, "stale"},
	{errNoKey, http.StatusPreconditionRequired, "no-key"},
	{errNoGuard, http.StatusPreconditionRequired, "no-guard"},
	{errBadKey, http.StatusBadRequest, "no-key"},
	{desk.ErrOtherRequest, http.StatusUnprocessableEntity, "other-request"},
	{errUnreadable, http.StatusBadRequest, "unreadable"},
	{errNoForm, http.StatusUnsupportedMediaType, "no-form"},
	{errTooLarge, http.StatusRequestEntityTooLarge, "too-large"},
	{errCrossOrigin, http.StatusForbidden, "cross-origin"},
	{errNotSignedIn, http.StatusUnauthorized, "sign-in"},
	{errProve, http.StatusForbidden, "prove"},
	{errNoSecond, http.StatusForbidden, "no-second"},
	{signin.ErrAway, http.StatusServiceUnavailable, "provider"},
	{signin.ErrBusy, http.StatusServiceUnavailable, "busy"},
	{desk.ErrNotStamped, http.StatusServiceUnavailable, "not-stamped"},
	{journal.ErrDestroyed, http.StatusGone, "destroyed"},
	{journal.ErrUnavailable, http.StatusServiceUnavailable, "unavailable"},
	{journal.ErrFull, http.StatusInsufficientStorage, "full"},
}

// ruleOfSeen is the rule that other papers than the current ones are refused:
// to a program that is a precondition that failed.
const ruleOfSeen = "R5"

// judge says what an error becomes.
func judge(err error) verdict {
	var no *workflow.Refusal
	var paper *documents.Unreadable
	var conflict *desk.Conflict
	var damaged *journal.Damaged
	var routed *echo.HTTPError
	var grey *notAllowed
	var faulty *desk.Faulty
	var braked *desk.Braked
	switch {
	case errors.As(err, &braked):
		return verdict{status: http.StatusTooManyRequests, kind: "braked", text: braked.Text, wait: braked.Wait}
	case errors.As(err, &no) && no.Rule == ruleOfSeen:
		return verdict{status: http.StatusPreconditionFailed, kind: "stale", text: no.Text, rule: no.Rule}
	case errors.As(err, &no):
		return verdict{status: http.StatusConflict, kind: "refused", text: no.Text, rule: no.Rule}
	case errors.As(err, &grey):
		return verdict{status: http.StatusConflict, kind: "refused", text: orElse(grey.choice.Why, "Dit is nu niet aan de orde."), rule: grey.choice.Rule}
	case errors.As(err, &faulty):
		return verdict{status: http.StatusUnprocessableEntity, kind: "faulty", text: strings.Join(faulty.Faults, " ")}
	case errors.Is(err, errNotScanned): // it also wraps words, for the form that is given back
		return verdict{status: http.StatusServiceUnavailable, kind: "not-scanned", wait: 30 * time.Second}
	case errors.As(err, &paper):
		return verdict{status: http.StatusUnprocessableEntity, kind: "unreadable-paper", text: paper.Text}
	case errors.As(err, &conflict):
		return verdict{status: http.StatusPreconditionFailed, kind: "conflict"}
	case errors.As(err, &damaged):
		return verdict{status: http.StatusInternalServerError, kind: "damaged"}
	}
	for _, p := range plainErrors {
		if errors.Is(err, p.err) {
			v := verdict{status: p.status, kind: p.kind}
			if p.status == http.StatusServiceUnavailable {
				v.wait = 30 * time.Second
			}
			return v
		}
	}
	if errors.As(err, &routed) {
		if routed.Code == http.StatusMethodNotAllowed {
			return verdict{status: routed.Code, kind: "method"}
		}
		if routed.Code == http.StatusNotFound {
			return verdict{status: routed.Code, kind: "not-found"}
		}
	}
	return verdict{status: http.StatusInternalServerError, kind: "failure"}
}

// fail answers an error: to a program as application/problem+json (RFC 9457),
// to a person as a page that says what to do and gives back what was typed.
func (s *Server) fail(v *visit, err error) {
	j := judge(err)
	if j.status >= http.StatusInternalServerError {
		s.Log.LogAttrs(v.r.Context(), slog.LevelError, "failure", slog.String("request", v.number), slog.String("error", err.Error()))
	}
	if j.wait > 0 {
		v.w.Header().Set("Retry-After", strconv.Itoa(int(j.wait.Seconds())))
	}
	if errors.Is(err, errNotSignedIn) && !v.wantsProblem() && v.r.Method == http.MethodGet {
		http.Redirect(v.w, v.r, signInAddress(v.r.URL), http.StatusSeeOther)
		return
	}
	if errors.Is(err, errNotSignedIn) {
		_ = v.parse() // so that what was typed before the session ended is given back
	}
	if errors.Is(err, desk.ErrNotFound) && v.actor.Person != "" && v.param != nil && v.param("id") != "" {
		if err := s.Desk.Refused(v.r.Context(), v.reading(), v.dossier()); err != nil {
			s.Log.LogAttrs(v.r.Context(), slog.LevelError, "failure", slog.String("request", v.number), slog.String("error", err.Error()))
		}
	}
	s.answer(v, j)
}

// answer writes what an error became.
func (s *Server) answer(v *visit, j verdict) {
	says := templates.FaultSays(j.kind)
	if j.text != "" {
		says.Text = j.text
	}
	if v.wantsProblem() {
		s.problem(v, j, says)
		return
	}
	p := &templates.ErrorPage{Frame: s.frame(v, says.Heading), Status: j.status, Heading: says.Heading, Text: says.Text,
		Rule: ruleLink(j.rule), Advice: says.Advice, Request: v.number, Back: "/werkvoorraad", BackTo: "Naar de werkvoorraad", Kept: kept(v)}
	if j.status == http.StatusNotFound && p.Rubricering != "" {
		p.Rubricering = s.Rubricering // what is not there has none of its own
	}
	if j.kind == "sign-in" {
		p.Back, p.BackTo = "/aanmelden", "Aanmelden"
	} else if j.status != http.StatusNotFound && v.param != nil && v.param("id") != "" {
		p.Back, p.BackTo = "/dossiers/"+string(v.dossier()), "Naar het dossier"
	}
	if err := v.page(j.status, p); err != nil {
		s.Log.LogAttrs(v.r.Context(), slog.LevelError, "failure", slog.String("request", v.number), slog.String("error", err.Error()))
		http.Error(v.w, says.Heading, j.status)
	}
}

// problem writes an error for a program.
func (s *Server) problem(v *visit, j verdict, says templates.Fault) {
	body := map[string]any{"type": "about:blank", "title": says.Heading, "status": j.status, "detail": says.Text, "instance": "/verzoeken/" + v.number, "code": j.kind}
	if j.rule != "" {
		body["rule"] = j.rule
	}
	v.w.Header().Set("Content-Type", "application/problem+json")
	v.w.WriteHeader(j.status)
	err := json.NewEncoder(v.w).Encode(body)
	if err != nil {
		s.Log.LogAttrs(v.r.Context(), slog.LevelWarn, "answer not delivered", slog.String("request", v.number), slog.String("error", err.Error()))
	}
}

// ruleLink gives the number of a rule that the handbook explains, or "".
func ruleLink(rule string) string {
	for _, r := range workflow.Rules() {
		if r.Number == rule {
			return rule
		}
	}
	return ""
}

// keptFields are the fields in which people write text of their own.
var keptFields = []struct{ name, label string }{
	{"tekst", "Uw tekst"}, {"reden", "Uw reden"}, {"nota", "De tekst van de nota"}, {"brief", "De tekst van de brief"}, {"motivering", "Uw motivering"},
}

// kept gives back what was typed into a form that was not accepted.
func kept(v *visit) []templates.Kept {
	var out []templates.Kept
	if !v.parsed {
		return nil
	}
	for _, f := range keptFields {
		if text := v.text(f.name); strings.TrimSpace(text) != "" {
			out = append(out, templates.Kept{Label: f.label, Text: text})
		}
	}
	return out
}
