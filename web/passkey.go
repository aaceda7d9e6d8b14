package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"paraaf/templates"
	"paraaf/web/signin"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// Passkeys: as a second step, as the whole of signing in, and as the proof that
// is asked before what cannot be undone.

// What a page with a passkey sends along beside its own fields. The options are
// for the browser alone.
const (
	fieldOptions = "passkey-opties"
	fieldState   = "passkey-toestand"
	fieldAnswer  = "passkey-antwoord"
)

// fieldsOfProof say who is there and not what is asked: they are no part of the
// request that a key is for, and are not carried along.
var fieldsOfProof = []string{fieldProof, fieldOptions, fieldState, fieldAnswer}

// offersPasskeys reports whether the visitor is where passkeys are made for.
func (s *Server) offersPasskeys(v *visit) bool {
	return s.passkeys != nil && v.r.Host == s.passkeys.Host()
}

// holds reports whether the actor has a seat in one of the roles.
func holds(a workflow.Actor, roles []workflow.Role) bool {
	return slices.ContainsFunc(a.Seats, func(seat workflow.Seat) bool { return slices.Contains(roles, seat.Role) })
}

// mustPasskey reports whether no other second factor is good for the actor.
func (s *Server) mustPasskey(a workflow.Actor) bool { return holds(a, s.PasskeyFor) }

// passkeysOf gives the keys of a person.
func (s *Server) passkeysOf(v *visit, person workflow.PersonID) ([][]byte, error) {
	all, err := s.Book.Factors(v.r.Context(), person)
	if err != nil {
		return nil, fmt.Errorf("load factors: %w", err)
	}
	var out [][]byte
	for _, f := range all {
		if f.Kind == kindPasskey {
			out = append(out, f.Secret)
		}
	}
	return out, nil
}

// questionFields carry a question in a form.
func questionFields(q signin.Question) []templates.Hidden {
	return []templates.Hidden{{Name: fieldOptions, Value: q.Options}, {Name: fieldState, Value: q.State}, {Name: fieldAnswer}}
}

// proofFields are the fields in which a person proves who it is, with one of
// its factors: a code, a passkey, or whichever the person likes.
func (s *Server) proofFields(v *visit, person workflow.PersonID, name, use string) ([]templates.Input, []templates.Hidden, error) {
	code := proofInput(name)
	keys, err := s.passkeysOf(v, person)
	if err != nil || len(keys) == 0 || !s.offersPasskeys(v) {
		return []templates.Input{code}, nil, err
	}
	q, err := s.passkeys.Ask(string(person), keys, use)
	if err != nil {
		return nil, nil, err
	}
	who, err := s.Desk.Actor(v.r.Context(), person)
	if err != nil {
		return nil, nil, err
	}
	if s.mustPasskey(who) {
		return nil, questionFields(q), nil
	}
	code.Required, code.Label = false, "Of een code"
	return []templates.Input{code}, questionFields(q), nil
}

// provesBy reports whether a person proved who it is, and with what. A good
// proof is used up.
func (s *Server) provesBy(v *visit, person workflow.PersonID, use, code string) (strength string, good bool, err error) {
	if v.r.PostForm.Get(fieldAnswer) != "" && code == "" {
		who, err := s.answered(v, use)
		return byPasskey, err == nil && who == person, notWrong(err)
	}
	who, err := s.Desk.Actor(v.r.Context(), person)
	if err != nil {
		return "", false, err
	}
	if s.mustPasskey(who) {
		keys, err := s.passkeysOf(v, person)
		if err != nil || len(keys) > 0 {
			return "", false, err
		}
	}
	good, err = s.proves(v, person, code)
	return bySecond, good, err
}

// notWrong gives err unless it only says that a proof was not good.
func notWrong(err error) error {
	if errors.Is(err, signin.ErrWrong) {
		return nil
	}
	return err
}

// answered gives who answered the question that a page asked of its passkey. It
// fails with signin.ErrWrong. An answer is good once.
func (s *Server) answered(v *visit, use string) (workflow.PersonID, error) {
	if s.passkeys == nil {
		return "", signin.ErrWrong
	}
	key, err := s.passkeys.Check(use, v.r.PostForm.Get(fieldState), v.r.PostForm.Get(fieldAnswer), func(person string) ([][]byte, error) {
		return s.passkeysOf(v, workflow.PersonID(person))
	})
	if err != nil {
		return "", err
	}
	err = s.Book.UseFactor(v.r.Context(), key.ID, key.Counter, key.Secret, v.now())
	if errors.Is(err, journal.ErrSpent) {
		return "", signin.ErrWrong // this question, or a later one, was answered before
	}
	return workflow.PersonID(key.Person), err
}

// factorName is what a kind of factor is called.
func factorName(kind string) string {
	if kind == kindPasskey {
		return "passkey"
	}
	return "app"
}

// passkeyUse is what an invitation in a page is bound to: this session alone.
func passkeyUse(v *visit) string { return "new " + v.session.ID }

// makePasskey shows the page on which the browser makes a passkey.
func makePasskey(s *Server, v *visit) error {
	if _, err := v.ask(); err != nil {
		return err
	}
	if !s.offersPasskeys(v) {
		return errNoPage
	}
	return showPasskey(s, v, http.StatusOK, nil)
}

func showPasskey(s *Server, v *visit, status int, problems []templates.Problem) error {
	keys, err := s.passkeysOf(v, v.actor.Person)
	if err != nil {
		return err
	}
	q, err := s.passkeys.Invite(string(v.actor.Person), v.reader.Name, keys, passkeyUse(v))
	if err != nil {
		return err
	}
	fields := []templates.Input{{ID: "naam", Name: "naam", Label: "Hoe noemt u dit apparaat?", Type: "text", Required: true, Value: typed(v, "naam", "Dit apparaat")}}
	mark(fields, problems)
	f, err := s.blockForm("/mijn-account/passkey/bevestigen", "Passkey maken", "confirm-passkey", fields...)
	if err != nil {
		return err
	}
	f.Hidden = questionFields(q)
	p := &templates.BeheerPage{Frame: s.frame(v, "Passkey toevoegen", "passkey", "beheer"), Heading: "Passkey toevoegen", Problems: problems, Back: &templates.Place{Label: "Mijn account", Href: "/mijn-account"},
		Lead:   "Een passkey is een sleutel die op uw apparaat blijft. U opent haar met uw vinger, gezicht of pincode.",
		Blocks: []templates.Block{{ID: "maken", Title: "Op dit apparaat", Forms: []templates.BlockForm{f}}}}
	return v.page(status, p)
}

// confirmPasskey keeps a passkey that was made.
func confirmPasskey(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	if s.passkeys == nil {
		return errNoPage
	}
	problems := plainText(nil, "naam", "De naam van het apparaat", v.line("naam"), 200)
	key, err := s.passkeys.Accept(string(v.actor.Person), v.reader.Name, passkeyUse(v), v.r.PostForm.Get(fieldState), v.r.PostForm.Get(fieldAnswer))
	if errors.Is(err, signin.ErrWrong) {
		problems = append(problems, templates.Problem{Text: "Uw browser of apparaat maakte geen passkey. Probeer het opnieuw, of met een ander apparaat. Misschien hebt u op dit apparaat al een passkey."})
	} else if err != nil {
		return err
	}
	if len(problems) > 0 {
		return showPasskey(s, v, http.StatusUnprocessableEntity, problems)
	}
	codes, err := s.Desk.AddFactor(v.r.Context(), ask, journal.Factor{ID: key.ID, Kind: kindPasskey, Name: v.line("naam"), Secret: key.Secret, Counter: key.Counter})
	if err != nil {
		return s.managed(v, err, "", "", showAccount)
	}
	if err := s.Book.Prove(v.r.Context(), v.session.ID, journal.Proof{Strength: byPasskey, At: v.now()}); err != nil {
		return err
	}
	return s.recoveryShown(v, codes)
}

// passkeyDoor is the form with which who has a passkey signs in without a
// password, or nil where there are none.
func (s *Server) passkeyDoor(v *visit, next string) (*templates.BlockForm, error) {
	if !s.offersPasskeys(v) {
		return nil, nil
	}
	q, err := s.passkeys.Ask("", nil, "sign-in")
	if err != nil {
		return nil, err
	}
	f, err := s.blockForm("/aanmelden/passkey", "Aanmelden met passkey", "passkey-submit")
	f.Quiet, f.Hidden = true, append(questionFields(q), templates.Hidden{Name: "naar", Value: next})
	return &f, err
}

// passkeySignIn lets in who proves with a passkey alone: it is two factors, the
// device and what opens it.
func passkeySignIn(s *Server, v *visit) error {
	if err := v.parse(); err != nil {
		return err
	}
	ctx, next := v.r.Context(), ownPath(v.line("naar"))
	person, err := s.answered(v, "sign-in")
	if err != nil {
		return s.turnedAway(v, err, "", next)
	}
	accounts, err := s.Book.AccountsOf(ctx, person)
	if err != nil {
		return fmt.Errorf("load accounts: %w", err)
	}
	for _, a := range accounts {
		if !a.Disabled {
			return s.startSession(v, person, a.Login, byPasskey, next)
		}
	}
	return s.turnedAway(v, signin.ErrWrong, "", next)
}
