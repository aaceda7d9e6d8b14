package web

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"paraaf/templates"
	"paraaf/web/signin"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// Signing in at the organisation's own provider.

const (
	providerCookie = "organisatie"
	providerWait   = 10 * time.Minute
	byProvider     = "provider" // vouched for, without two factors
	usedState      = "provider"
)

// toProvider sends the visitor to the provider.
func toProvider(s *Server, v *visit) error {
	if s.Provider == nil {
		return errNoPage
	}
	to, kept, err := s.Provider.Begin(v.r.Context(), ownPath(v.r.URL.Query().Get("naar")))
	if err != nil {
		return err
	}
	http.SetCookie(v.w, s.cookie(providerCookie, kept, providerWait))
	return v.redirect(to)
}

// fromProvider lets in who comes back. What came along is good once.
func fromProvider(s *Server, v *visit) error {
	if s.Provider == nil {
		return errNoPage
	}
	c, err := v.r.Cookie(s.cookieName(providerCookie))
	if err != nil {
		return s.notVouched(v, signin.ErrWrong)
	}
	http.SetCookie(v.w, s.cookie(providerCookie, "", 0))
	who, err := s.Provider.End(v.r.Context(), c.Value, v.r.URL.Query())
	if err != nil {
		return s.notVouched(v, err)
	}
	if err := s.firstTime(v, who.State); err != nil {
		return s.notVouched(v, err)
	}
	account, err := s.Desk.Arrive(v.r.Context(), desk.Arrival{Login: who.Login, Name: who.Name, Seats: who.Seats, Says: who.Says})
	if errors.Is(err, desk.ErrNotFound) {
		return s.stranger(v, who.Login)
	} else if err != nil {
		return err
	}
	return s.vouched(v, account, who)
}

// firstTime fails with signin.ErrWrong when an answer of the provider was taken before.
func (s *Server) firstTime(v *visit, state string) error {
	now := v.now()
	err := s.Book.KeepCode(v.r.Context(), journal.Code{Code: state, Purpose: usedState, Created: now, Expires: now.Add(2 * providerWait)})
	if errors.Is(err, journal.ErrSpent) {
		return signin.ErrWrong
	} else if err != nil {
		return fmt.Errorf("keep what a provider answered: %w", err)
	}
	return nil
}

// vouched goes on with who the provider vouches for: straight in, or past a
// second step of ours when the provider asked none.
func (s *Server) vouched(v *visit, account journal.Account, who signin.Identity) error {
	factors, err := s.Book.Factors(v.r.Context(), account.Person)
	if err != nil {
		return fmt.Errorf("load factors: %w", err)
	}
	actor, err := s.Desk.Actor(v.r.Context(), account.Person)
	if err != nil {
		return err
	}
	switch {
	case len(factors) > 0 && (!who.Twice || s.mustPasskey(actor)):
		return s.halfWay(v, account, who.Next)
	case who.Twice:
		return s.startSession(v, account.Person, account.Login, bySecond, who.Next)
	}
	return s.startSession(v, account.Person, account.Login, byProvider, who.Next)
}

// notVouched shows the door again, with why.
func (s *Server) notVouched(v *visit, err error) error {
	if !errors.Is(err, signin.ErrWrong) {
		return err
	}
	return s.showDoor(v, http.StatusUnauthorized, &templates.SignInPage{Problems: []templates.Problem{{Text: "Aanmelden bij uw organisatie is niet gelukt. Begin opnieuw, in hetzelfde venster."}}})
}

// stranger tells who is not known what an administrator needs to know.
func (s *Server) stranger(v *visit, login string) error {
	return v.page(http.StatusForbidden, &templates.DoorPage{Frame: s.frame(v, "U hebt nog geen toegang"), Heading: "U hebt nog geen toegang",
		Lead:  "Uw organisatie kent u, maar Paraaf nog niet. Vraag uw beheerder om deze gebruikersnaam toe te voegen: " + login + ".",
		Notes: []string{"De gebruikersnaam is geen geheim. U kunt hem mailen."}})
}
