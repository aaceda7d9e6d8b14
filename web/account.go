package web

import (
	"errors"
	"fmt"
	"net/http"

	"paraaf/templates"
	"paraaf/web/signin"
)

// What somebody rules of his own account: where he is signed in, and with what
// he signs in.

// account shows it.
func account(s *Server, v *visit) error { return showAccount(s, v, http.StatusOK, nil) }

func showAccount(s *Server, v *visit, status int, problems []templates.Problem) error {
	p := &templates.BeheerPage{Frame: s.frame(v, "Mijn account", "beheer"), Heading: "Mijn account", Lead: "Waarmee u zich aanmeldt, en waar u nu bent aangemeld.", Problems: problems}
	for _, block := range s.accountBlocks() {
		b, err := block(v, problems)
		if err != nil {
			return err
		}
		if b.ID != "" {
			p.Blocks = append(p.Blocks, b)
		}
	}
	return v.page(status, p)
}

func (s *Server) accountBlocks() []func(*visit, []templates.Problem) (templates.Block, error) {
	return []func(*visit, []templates.Problem) (templates.Block, error){s.sessionsBlock, s.factorsBlock, s.passwordBlock}
}

func (s *Server) sessionsBlock(v *visit, _ []templates.Problem) (templates.Block, error) {
	b := templates.Block{ID: "aanmeldingen", Title: "Aanmeldingen", Lead: "Herkent u er een niet? Beëindig haar en kies een nieuw wachtwoord."}
	all, err := s.Book.Sessions(v.r.Context(), v.actor.Person, v.now())
	if err != nil {
		return b, fmt.Errorf("list sessions: %w", err)
	}
	for _, x := range all {
		it := templates.Item{Title: "Aangemeld " + moment(x.Created, v.now()).Text, Meta: []string{x.Login, "vanaf " + orElse(x.Address, "onbekend adres")}, Test: "session",
			Facts: []templates.Fact{{Label: "Laatst gebruikt", Text: moment(x.Seen, v.now()).Text}}}
		if now := v.now(); now.Sub(x.Seen) > idle {
			continue // it is refused already
		}
		if x.ID == v.session.ID {
			it.Badge, it.Tone = "hier", "good"
		} else {
			f, err := s.blockForm("/mijn-account/beeindigen", "Beëindigen", "end-session")
			if err != nil {
				return b, err
			}
			f.Hidden = []templates.Hidden{{Name: "aanmelding", Value: x.ID}}
			it.Deeds = []templates.BlockForm{f}
		}
		b.Items = append(b.Items, it)
	}
	f, err := s.blockForm("/mijn-account/beeindigen", "Overal elders afmelden", "end-others")
	f.Quiet, f.Hidden = true, []templates.Hidden{{Name: "aanmelding", Value: "andere"}}
	if len(b.Items) > 1 {
		b.Forms = []templates.BlockForm{f}
	}
	return b, err
}

func (s *Server) passwordBlock(_ *visit, problems []templates.Problem) (templates.Block, error) {
	now := templates.Input{ID: "huidig", Name: "huidig", Label: "Uw wachtwoord nu", Type: "password", Required: true, Auto: "current-password"}
	fields := append([]templates.Input{now}, passwordInputs()...)
	mark(fields, problems)
	f, err := s.blockForm("/mijn-account/wachtwoord", "Nieuw wachtwoord bewaren", "change-password", fields...)
	return templates.Block{ID: "wachtwoord", Title: "Wachtwoord", Lead: "Na een nieuw wachtwoord bent u overal elders afgemeld.", Forms: []templates.BlockForm{f}}, err
}

// endSession ends one session of the reader's own, or all but this one.
func endSession(s *Server, v *visit) error {
	if _, err := v.ask(); err != nil {
		return err
	}
	ctx, which := v.r.Context(), v.line("aanmelding")
	all, err := s.Book.Sessions(ctx, v.actor.Person, v.now())
	if err != nil {
		return fmt.Errorf("list sessions: %w", err)
	}
	for _, x := range all {
		if x.ID == v.session.ID || which != "andere" && which != x.ID {
			continue
		}
		if err := s.Book.EndSession(ctx, v.actor.Person, x.ID, v.now()); err != nil {
			return fmt.Errorf("end a session: %w", err)
		}
	}
	s.leaveNotice(v, "session-ended")
	return v.redirect("/mijn-account")
}

// changePassword sets a new password, for who knows the one of now.
func changePassword(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	ctx, login := v.r.Context(), v.session.Login
	_, err = s.door.Enter(ctx, login, v.r.PostForm.Get("huidig"), v.address)
	var slow *signin.Slow
	if errors.Is(err, signin.ErrWrong) || errors.As(err, &slow) {
		return showAccount(s, v, http.StatusUnprocessableEntity, []templates.Problem{{Field: "huidig", Text: "Dit is niet uw wachtwoord van nu. Probeer het over een minuut opnieuw."}})
	} else if err != nil {
		return err
	}
	chosen, problems := v.newPassword(login, v.reader.Name)
	if len(problems) > 0 {
		return showAccount(s, v, http.StatusUnprocessableEntity, problems)
	}
	hash, err := s.door.Hash(ctx, chosen, s.Random)
	if err == nil {
		err = s.Desk.SetPassword(ctx, ask, login, hash)
	}
	if err != nil {
		return err
	}
	s.leaveNotice(v, "password-set")
	return v.redirect("/mijn-account")
}
