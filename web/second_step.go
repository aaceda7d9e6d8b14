package web

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"paraaf/templates"
	"paraaf/web/signin"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// The second step of signing in, and the proof that is asked again before what
// cannot be undone.

const (
	secondCookie = "tweede"
	secondWait   = 10 * time.Minute // between the password and the second step
	fieldProof   = "bewijs"
	kindTOTP     = "totp"
	kindPasskey  = "passkey"

	byPassword = "password"
	bySecond   = "second"
	byPasskey  = "passkey"
)

// startSession begins a session for an account whose person has proven who it is, with
// a new token whatever cookie was sent along.
func (s *Server) startSession(v *visit, person workflow.PersonID, login, strength, next string) error {
	now := v.now()
	if _, err := s.newSession(v, journal.Session{Person: person, Login: login, Address: v.address, Created: now, Expires: now.Add(absolute)}, strength); err != nil {
		return err
	}
	return v.redirect(orElse(next, "/werkvoorraad"))
}

// newSession begins a session that was proven just now, and ends the one whose
// cookie was sent along: a token that somebody saw before is worth nothing.
func (s *Server) newSession(v *visit, begin journal.Session, strength string) (journal.Session, error) {
	ctx := v.r.Context()
	known, err := s.Book.CameFrom(ctx, begin.Person)
	if err != nil {
		return journal.Session{}, fmt.Errorf("start a session: %w", err)
	}
	token, session, err := s.Book.NewSession(ctx, begin)
	if err == nil && !usualPlace(known, begin.Address) {
		err = s.Desk.CameIn(ctx, begin.Person, session.ID) // before anything is done with it
	}
	if err == nil {
		err = s.Book.Prove(ctx, session.ID, journal.Proof{Strength: strength, At: v.now()})
	}
	if err != nil {
		return session, fmt.Errorf("start a session: %w", err)
	}
	if old, err := v.r.Cookie(s.cookieName(sessionCookie)); err == nil {
		s.endToken(v, old.Value)
	}
	http.SetCookie(v.w, s.cookie(sessionCookie, token, session.Expires.Sub(v.now())))
	return session, nil
}

// usualPlace reports whether an address lies in a network from which the person came
// before: the first 24 bits of IPv4, the first 48 of IPv6. Who never came, or not for
// long, has no usual place.
func usualPlace(known []string, address string) bool {
	at := networkOf(address)
	return len(known) == 0 || slices.ContainsFunc(known, func(k string) bool { return networkOf(k) == at })
}

func networkOf(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	ip = ip.Unmap()
	bits := 48
	if ip.Is4() {
		bits = 24
	}
	p, err := ip.Prefix(bits)
	if err != nil {
		return address
	}
	return p.String()
}

// halfWay keeps who gave a good password and still owes a second step. It is no
// session: it opens nothing.
func (s *Server) halfWay(v *visit, a journal.Account, next string) error {
	bits := make([]byte, 32)
	if _, err := io.ReadFull(s.Random, bits); err != nil {
		return fmt.Errorf("wait for a second step: %w", err)
	}
	token, now := base64.RawURLEncoding.EncodeToString(bits), v.now()
	err := s.Book.KeepCode(v.r.Context(), journal.Code{Code: token, Purpose: bySecond, Person: a.Person, Login: a.Login, Created: now, Expires: now.Add(secondWait)})
	if err != nil {
		return fmt.Errorf("wait for a second step: %w", err)
	}
	http.SetCookie(v.w, s.cookie(secondCookie, token, secondWait))
	if next != "" {
		next = "?naar=" + url.QueryEscape(next)
	}
	return v.redirect("/aanmelden/code" + next)
}

// waiting gives who stands half-way, or errNotSignedIn.
func (s *Server) waiting(v *visit) (journal.Spending, journal.Code, error) {
	c, err := v.r.Cookie(s.cookieName(secondCookie))
	if err != nil {
		return journal.Spending{}, journal.Code{}, errNotSignedIn
	}
	spending := journal.Spending{Code: c.Value, Purpose: bySecond, At: v.now()}
	code, err := s.Book.LookUp(v.r.Context(), spending)
	if errors.Is(err, journal.ErrNotFound) {
		return spending, code, errNotSignedIn
	}
	return spending, code, err
}

// secondPage asks the second step.
func secondPage(s *Server, v *visit) error { return showSecond(s, v, http.StatusOK, nil) }

func showSecond(s *Server, v *visit, status int, problems []templates.Problem) error {
	spending, who, err := s.waiting(v)
	if err != nil {
		return err
	}
	next := ownPath(orElse(v.r.URL.Query().Get("naar"), typed(v, "naar", "")))
	fields, hidden, err := s.proofFields(v, who.Person, "code", "second "+spending.Code)
	if err != nil {
		return err
	}
	p, err := s.doorForm(v, "Tweede stap", secondLead(fields, hidden), "/aanmelden/code", "Verder", "second-submit", fields, problems)
	if err != nil {
		return err
	}
	p.Frame = s.frame(v, "Tweede stap", "passkey")
	p.Form.Hidden = append(hidden, templates.Hidden{Name: "naar", Value: next})
	if len(fields) > 0 {
		p.Notes = []string{"Bent u uw telefoon kwijt? Vul dan een van uw herstelcodes in.", "Hebt u die ook niet? Vraag uw beheerder om uw tweede stap weg te halen."}
	}
	return v.page(status, p)
}

func secondLead(fields []templates.Input, hidden []templates.Hidden) string {
	switch {
	case len(hidden) == 0:
		return "Open de app op uw telefoon en vul de code van zes cijfers in."
	case len(fields) == 0:
		return "Kies Verder en bevestig met uw passkey: met uw vinger, gezicht of pincode."
	}
	return "Kies Verder en bevestig met uw passkey. Of vul een code van uw app in."
}

func proofInput(name string) templates.Input {
	return templates.Input{ID: name, Name: name, Label: "Code", Type: "text", Required: true, Auto: "one-time-code"}
}

// second lets in who gives a good code.
func second(s *Server, v *visit) error {
	spending, who, err := s.waiting(v)
	if err == nil {
		err = v.parse()
	}
	if err != nil {
		return err
	}
	ctx := v.r.Context()
	var strength string
	err = s.door.Second(ctx, who.Login, v.address, func() (good bool, err error) {
		strength, good, err = s.provesBy(v, who.Person, "second "+spending.Code, v.line("code"))
		return good, err
	})
	if text, wrong := wrongCode(v, err); wrong {
		return showSecond(s, v, http.StatusUnauthorized, []templates.Problem{{Field: "code", Text: text}})
	} else if err != nil {
		return err
	}
	return s.cross(v, spending, who, strength)
}

// cross lets in who stood half-way, unless the account was closed or joined in
// between.
func (s *Server) cross(v *visit, spending journal.Spending, who journal.Code, strength string) error {
	if open, err := s.open(v, who.Login, who.Person); err != nil {
		return err
	} else if !open {
		return errNotSignedIn
	}
	if _, err := s.Book.Spend(v.r.Context(), spending); errors.Is(err, journal.ErrSpent) {
		return errNotSignedIn
	} else if err != nil {
		return fmt.Errorf("end the wait for a second step: %w", err)
	}
	http.SetCookie(v.w, s.cookie(secondCookie, "", 0))
	return s.startSession(v, who.Person, who.Login, strength, ownPath(v.line("naar")))
}

// wrongCode says what to say of a proof that was not good.
func wrongCode(v *visit, err error) (text string, wrong bool) {
	var slow *signin.Slow
	switch {
	case errors.As(err, &slow):
		seconds := int(slow.Wait.Seconds()) + 1
		v.w.Header().Set("Retry-After", strconv.Itoa(seconds))
		return fmt.Sprintf("Er is te vaak achter elkaar geprobeerd. Wacht %d seconden en probeer het opnieuw.", seconds), true
	case errors.Is(err, signin.ErrWrong):
		if v.r.PostForm.Get(fieldAnswer) != "" {
			return "Uw passkey is niet herkend. Probeer het opnieuw, met het apparaat waarop u hem hebt gemaakt.", true
		}
		return "Dit klopt niet. Wacht op de volgende code en probeer het opnieuw.", true
	}
	return "", false
}

// proves reports whether a code is good for a person: of an app, or one of the
// recovery codes. A good one is used up.
func (s *Server) proves(v *visit, person workflow.PersonID, typed string) (bool, error) {
	ctx := v.r.Context()
	all, err := s.Book.Factors(ctx, person)
	if err != nil {
		return false, fmt.Errorf("load factors: %w", err)
	}
	for _, f := range all {
		if f.Kind != kindTOTP {
			continue
		}
		secret, err := signin.Unseal(s.Key, f.Secret, string(person))
		if err != nil {
			// The key is another one: recovery codes, which need none, still do.
			s.Log.LogAttrs(ctx, slog.LevelError, "second factor cannot be opened with this key", slog.String("request", v.number))
			continue
		}
		counter, good := signin.Secret(secret).Match(typed, v.now())
		if !good {
			continue
		}
		err = s.Book.UseFactor(ctx, f.ID, counter, nil, v.now())
		if errors.Is(err, journal.ErrSpent) {
			return false, nil // seen before
		}
		return err == nil, err
	}
	err = s.Desk.UseRecovery(ctx, person, typed)
	if errors.Is(err, desk.ErrCode) {
		return false, nil
	}
	return err == nil, err
}

// proven asks a new proof before what cannot be undone, when the last one is
// older than StepUp. It gives true when the visit may go on; otherwise the
// answer is a page that asks, with everything that was sent in it.
func (s *Server) proven(v *visit) (bool, error) {
	if s.StepUp <= 0 || !v.route.prove {
		return true, nil
	}
	ctx := v.r.Context()
	last, err := s.Book.Proof(ctx, v.session.ID)
	must := s.mustPasskey(v.actor)
	if must && last.Strength != byPasskey {
		last.At = time.Time{}
	}
	if err != nil || v.now().Sub(last.At) <= s.StepUp && !v.now().Before(last.At) {
		return err == nil, err
	}
	if err := v.parse(); err != nil {
		return false, err
	}
	factors, err := s.Book.Factors(ctx, v.actor.Person)
	if err != nil {
		return false, fmt.Errorf("load factors: %w", err)
	}
	if a, err := s.Book.Account(ctx, v.session.Login); err != nil {
		return false, fmt.Errorf("find with what to prove: %w", err)
	} else if len(factors) == 0 && a.PasswordHash == "" {
		return false, errNoSecond // nothing of ours to prove with
	}
	given := v.r.PostForm.Get(fieldProof)
	if given == "" && v.r.PostForm.Get(fieldAnswer) == "" {
		return false, s.askProof(v, len(factors) > 0, "")
	}
	strength := byPassword
	if len(factors) > 0 {
		err = s.door.Second(ctx, v.session.Login, v.address, func() (good bool, err error) {
			strength, good, err = s.provesBy(v, v.actor.Person, "proof "+v.session.ID, given)
			return good, err
		})
	} else {
		_, err = s.door.Enter(ctx, v.session.Login, given, v.address)
	}
	if text, wrong := wrongCode(v, err); wrong {
		return false, s.askProof(v, len(factors) > 0, text)
	} else if err != nil {
		return false, err
	}
	// A new token, that lives no longer than the old one (ASVS 5.0, 7.2.4).
	now := v.session
	now.Created, now.Address = v.now(), v.address
	v.session, err = s.newSession(v, now, strength)
	return err == nil, err
}

// askProof asks who is there, and carries what was sent along: nothing that was
// typed is lost, and the same request goes on.
func (s *Server) askProof(v *visit, factor bool, problem string) error {
	if v.wantsProblem() {
		return errProve
	}
	fields, hidden := []templates.Input{{ID: fieldProof, Name: fieldProof, Label: "Uw wachtwoord", Type: "password", Required: true, Auto: "current-password"}}, []templates.Hidden(nil)
	if factor {
		var err error
		if fields, hidden, err = s.proofFields(v, v.actor.Person, fieldProof, "proof "+v.session.ID); err != nil {
			return err
		}
	}
	var problems []templates.Problem
	if problem != "" {
		problems = []templates.Problem{{Field: fieldProof, Text: problem}}
	}
	p, err := s.doorForm(v, "Bent u het nog?", "Wat u gaat doen, is niet ongedaan te maken. Bevestig daarom eerst dat u het bent.", v.r.URL.Path, "Bevestigen en doorgaan", "prove", fields, problems)
	if err != nil {
		return err
	}
	p.Frame = s.frame(v, "Bent u het nog?", "passkey")
	if p.Form.Hidden, err = v.carried(); err != nil {
		return err
	}
	p.Form.Hidden = append(p.Form.Hidden, hidden...)
	p.Form.Key = orElse(orElse(v.r.Header.Get(fieldKey), v.line(fieldKey)), p.Form.Key)
	return v.page(http.StatusForbidden, p)
}

// carried gives what was sent as hidden fields. A file goes on as pasted text.
func (v *visit) carried() ([]templates.Hidden, error) {
	var names []string
	for name := range v.r.PostForm {
		if name != fieldKey && !slices.Contains(fieldsOfProof, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	file, err := v.file("bestand")
	if err != nil {
		return nil, err
	}
	var out []templates.Hidden
	for _, name := range names {
		for _, value := range v.r.PostForm[name] {
			if name == "tekst" && len(file) > 0 {
				value = string(file)
			}
			out = append(out, templates.Hidden{Name: name, Value: value})
		}
	}
	return out, nil
}

// enrolled sends who must have a second factor, and has none, to where it is
// made. It gives false when it answered.
func (s *Server) enrolled(v *visit) (bool, error) {
	passkey := s.mustPasskey(v.actor)
	must := passkey || holds(v.actor, s.SecondFor)
	if !must || strings.HasPrefix(v.route.Path, "/mijn-account") || v.route.Path == "/afmelden" {
		return true, nil
	}
	factors, err := s.Book.Factors(v.r.Context(), v.actor.Person)
	if err != nil || slices.ContainsFunc(factors, func(f journal.Factor) bool { return !passkey || f.Kind == kindPasskey }) {
		return err == nil, err
	}
	if v.r.Method != http.MethodGet || v.wantsProblem() {
		return false, errNoSecond
	}
	return false, v.redirect("/mijn-account#tweede-stap")
}

// factorsBlock shows the second steps of the reader's own.
func (s *Server) factorsBlock(v *visit, _ []templates.Problem) (templates.Block, error) {
	b := templates.Block{ID: "tweede-stap", Title: "Tweede stap", Lead: "Met een passkey of een app op uw telefoon bewijst u bij het aanmelden dat u het bent. Een wachtwoord alleen kan een ander weten.",
		Empty: "U hebt nog geen tweede stap."}
	if len(s.Key) == 0 {
		return templates.Block{}, nil
	}
	all, err := s.Book.Factors(v.r.Context(), v.actor.Person)
	if err != nil {
		return b, fmt.Errorf("load factors: %w", err)
	}
	if s.mustPasskey(v.actor) {
		b.Lead = "Voor uw functie is een passkey verplicht: een sleutel op uw telefoon, computer of beveiligingssleutel, die niemand u kan ontfutselen."
	}
	for _, f := range all {
		it := templates.Item{Title: f.Name, Test: "factor", Meta: []string{factorName(f.Kind)}, Facts: []templates.Fact{{Label: "Sinds", Text: moment(f.Created, v.now()).Text}, {Label: "Laatst gebruikt", Text: orElse(moment(f.Used, v.now()).Text, "nog niet")}}}
		gone, err := s.blockForm("/mijn-account/tweede-stap/weghalen", "Weghalen", "remove-factor")
		if err != nil {
			return b, err
		}
		gone.Grave, gone.Hidden = true, []templates.Hidden{{Name: "stap", Value: f.ID}}
		it.Deeds = []templates.BlockForm{gone}
		b.Items = append(b.Items, it)
	}
	add, err := s.blockForm("/mijn-account/app", "App koppelen", "add-app")
	if err == nil && s.offersPasskeys(v) {
		var key templates.BlockForm
		key, err = s.blockForm("/mijn-account/passkey", "Passkey toevoegen", "add-passkey")
		add.Quiet, b.Forms = true, []templates.BlockForm{key}
	}
	if !s.mustPasskey(v.actor) {
		b.Forms = append(b.Forms, add)
	}
	if len(all) > 0 && err == nil && !s.mustPasskey(v.actor) {
		var again templates.BlockForm
		again, err = s.blockForm("/mijn-account/herstelcodes", "Nieuwe herstelcodes maken", "new-recovery")
		again.Quiet = true
		b.Forms = append(b.Forms, again)
	}
	return b, err
}

// linkApp draws a secret for an app. It is kept in the page, sealed, until the
// first good code shows that the app has it.
func linkApp(s *Server, v *visit) error {
	if _, err := v.ask(); err != nil {
		return err
	}
	if len(s.Key) == 0 || s.mustPasskey(v.actor) {
		return errNoPage
	}
	secret, err := signin.NewSecret(s.Random)
	if err != nil {
		return err
	}
	sealed, err := signin.Seal(s.Key, secret, appUse(v), s.Random)
	if err != nil {
		return err
	}
	return s.showApp(v, http.StatusOK, secret, sealed, nil)
}

// appUse is what a secret in a page is bound to: this session alone.
func appUse(v *visit) string { return "app " + v.session.ID }

func (s *Server) showApp(v *visit, status int, secret signin.Secret, sealed []byte, problems []templates.Problem) error {
	fields := []templates.Input{{ID: "naam", Name: "naam", Label: "Hoe noemt u dit apparaat?", Type: "text", Required: true, Value: typed(v, "naam", "Telefoon")}, proofInput("code")}
	mark(fields, problems)
	f, err := s.blockForm("/mijn-account/app/bevestigen", "Bevestigen", "confirm-app", fields...)
	if err != nil {
		return err
	}
	f.Hidden = []templates.Hidden{{Name: "geheim", Value: base64.RawURLEncoding.EncodeToString(sealed)}}
	p := &templates.BeheerPage{Frame: s.frame(v, "App koppelen", "beheer"), Heading: "App koppelen", Lead: "Voeg in uw app een account toe en typ deze sleutel over. Vul daarna de code in die de app toont.", Problems: problems,
		Back: &templates.Place{Label: "Mijn account", Href: "/mijn-account"}, Once: &templates.Once{Lead: "Deze sleutel ziet u maar één keer.", Code: spaced(secret.String()), Note: "Soort: op tijd (TOTP), zes cijfers, elke 30 seconden."},
		Blocks: []templates.Block{{ID: "bevestigen", Title: "Code van de app", Forms: []templates.BlockForm{f}}}}
	return v.page(status, p)
}

// spaced writes a key in groups of four, to be typed over.
func spaced(key string) string {
	var parts []string
	for part := range slices.Chunk([]byte(key), 4) {
		parts = append(parts, string(part))
	}
	return strings.Join(parts, " ")
}

// confirmApp keeps the secret once the app gives a good code.
func confirmApp(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	sealed, _ := base64.RawURLEncoding.DecodeString(v.line("geheim")) // what is no base64 does not open either
	secret, err := signin.Unseal(s.Key, sealed, appUse(v))
	if err != nil {
		return errNoPage
	}
	counter, problems := v.appCode(secret)
	if len(problems) > 0 {
		return s.showApp(v, http.StatusUnprocessableEntity, secret, sealed, problems)
	}
	kept, err := signin.Seal(s.Key, secret, string(v.actor.Person), s.Random)
	if err != nil {
		return err
	}
	codes, err := s.Desk.AddFactor(v.r.Context(), ask, journal.Factor{Kind: kindTOTP, Name: v.line("naam"), Secret: kept, Counter: counter})
	if err != nil {
		return s.managed(v, err, "", "", showAccount)
	}
	if err := s.Book.Prove(v.r.Context(), v.session.ID, journal.Proof{Strength: bySecond, At: v.now()}); err != nil {
		return err
	}
	return s.recoveryShown(v, codes)
}

// appCode reads the first code of an app.
func (v *visit) appCode(secret signin.Secret) (int64, []templates.Problem) {
	counter, good := secret.Match(v.line("code"), v.now())
	problems := plainText(nil, "naam", "De naam van het apparaat", v.line("naam"), 200)
	if !good {
		problems = append(problems, templates.Problem{Field: "code", Text: "Deze code klopt niet. Controleer de sleutel en de tijd op uw telefoon."})
	}
	return counter, problems
}

// recoveryShown shows recovery codes, once.
func (s *Server) recoveryShown(v *visit, codes []string) error {
	if len(codes) == 0 || s.mustPasskey(v.actor) { // to whom codes are no use
		s.leaveNotice(v, "factor-added")
		return v.redirect("/mijn-account")
	}
	p := &templates.BeheerPage{Frame: s.frame(v, "Herstelcodes", "beheer"), Heading: "Herstelcodes", Lead: "Bent u uw telefoon kwijt, dan meldt u zich aan met een van deze codes. Elke code werkt één keer. Bewaar ze op papier, op een veilige plek.",
		Back: &templates.Place{Label: "Mijn account", Href: "/mijn-account"}}
	b := templates.Block{ID: "codes", Title: "U ziet deze codes maar één keer"}
	for _, c := range codes {
		b.Items = append(b.Items, templates.Item{Title: c, Test: "recovery"})
	}
	p.Blocks = []templates.Block{b}
	return v.page(http.StatusOK, p)
}

// newRecovery makes new recovery codes; the old ones are no longer good.
func newRecovery(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	codes, err := s.Desk.NewRecoveryCodes(v.r.Context(), ask)
	if err != nil {
		return err
	}
	return s.recoveryShown(v, codes)
}

// removeFactor takes a second step away.
func removeFactor(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	err = s.Desk.RemoveFactor(v.r.Context(), ask, v.line("stap"))
	return s.managed(v, err, "factor-removed", "/mijn-account", showAccount)
}
