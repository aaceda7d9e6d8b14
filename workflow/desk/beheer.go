package desk

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"paraaf/documents"
	"paraaf/policies"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// How administrators rule the installation. Who may manage what, and where, is
// asked of the policy; what he may not manage is not there for him. Every change
// is a measure: it stands in the ledger in the same transaction.
//
// An administrator has no right to content, and must not be able to give
// himself one: nobody changes his own seats, and the seat of beheerder goes
// with no other.

// How long codes are good.
const (
	firstCodeAge = 24 * time.Hour
	linkAge      = 72 * time.Hour
)

// The purposes of codes.
const (
	codeFirst    = "first"
	codePassword = "password"
	codeRecovery = "recovery"
)

// keeper is the seat of who manages the whole installation.
var keeper = workflow.Seat{Role: workflow.RoleBeheerder}

// ruleBeheer is the number that stands in a refusal of a measure.
const ruleBeheer = "beheer"

func refuse(text string, args ...any) error {
	return &workflow.Refusal{Rule: ruleBeheer, Text: fmt.Sprintf(text, args...)}
}

// manages asks the policy whether the actor may do this in an organisation; the
// empty organisation is the whole installation.
func (d *Desk) manages(by workflow.Actor, a workflow.Action, org workflow.OrganisationID) bool {
	return d.Policy().Allows(by, a, policies.Over(org, by))
}

// scope gives the organisations of the actor's own seats in which he may do
// this: what lies within them is his to manage. The empty one is everything.
func (d *Desk) scope(by workflow.Actor, a workflow.Action) []workflow.OrganisationID {
	var out []workflow.OrganisationID
	for _, s := range by.Seats {
		if d.manages(by, a, s.Organisation) && !slices.Contains(out, s.Organisation) {
			out = append(out, s.Organisation)
		}
	}
	return out
}

// A Management is what an actor may manage.
type Management struct {
	People, Waarneming, Routes, Installation bool
}

// Any reports whether there is anything.
func (m Management) Any() bool { return m.People || m.Waarneming || m.Routes || m.Installation }

// Manages gives what the actor may manage, somewhere.
func (d *Desk) Manages(by workflow.Actor) Management {
	some := func(a workflow.Action) bool { return len(d.scope(by, a)) > 0 }
	return Management{People: some(workflow.ActionManagePeople), Waarneming: some(workflow.ActionManageWaarneming),
		Routes: some(workflow.ActionManageRoutes), Installation: d.manages(by, workflow.ActionManageInstallation, "")}
}

// measure begins a measure of who asks.
func (d *Desk) measure(ask Ask, kind journal.MeasureKind, on journal.Subject) journal.Measure {
	return journal.Measure{At: d.clock(), By: ask.Actor.Person, Kind: kind, On: on,
		Key: journal.Key{Person: ask.Actor.Person, Key: ask.Key, Request: ask.Request, Answer: []byte("{}")}}
}

// errRepeated says that this very measure was taken before.
var errRepeated = errors.New("measure was taken before")

// takeNew takes a measure, and says so when it was taken before.
func (d *Desk) takeNew(ctx context.Context, m journal.Measure) error {
	if m.Key.Key == "" {
		m.Key = journal.Key{}
	}
	_, err := d.book.Take(ctx, m)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, journal.ErrRepeated):
		return errRepeated
	case errors.Is(err, journal.ErrKeyReused):
		return ErrOtherRequest
	case errors.Is(err, journal.ErrTaken):
		return refuse("Die gebruikersnaam is al in gebruik. Kies een andere.")
	case errors.Is(err, journal.ErrLast):
		return refuse("Dit is de laatste beheerder van de installatie die zich kan aanmelden. Geef eerst een ander dit beheer.")
	case errors.Is(err, journal.ErrSpent):
		return ErrCode
	}
	return fmt.Errorf("take a measure: %w", err)
}

// take takes a measure; one that was taken before is done.
func (d *Desk) take(ctx context.Context, m journal.Measure) error {
	if err := d.takeNew(ctx, m); !errors.Is(err, errRepeated) {
		return err
	}
	return nil
}

// taken reports whether the measure of this very request was taken before: then
// what stands there now is its doing, and nothing to refuse it for. It fails with
// ErrOtherRequest when the key came with another.
func (d *Desk) taken(ctx context.Context, ask Ask) (bool, error) {
	answered, done, err := d.book.Answer(ctx, ask.Actor.Person, ask.Key)
	if err != nil {
		return false, fmt.Errorf("look up the answer: %w", err)
	}
	if done && answered.Request != ask.Request {
		return false, ErrOtherRequest
	}
	return done, nil
}

// ErrCode: the code is not known, was used, or is too old.
var ErrCode = errors.New("code is not good")

// foldCode makes one spelling of a code as somebody typed it.
func foldCode(typed string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '2' && r <= '7':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		case r == '0':
			return 'o'
		case r == '1':
			return 'l'
		}
		return -1
	}, typed)
}

// newCode draws a code of 128 random bits, and writes it for people to copy.
func (d *Desk) newCode() (code, shown string, err error) {
	if code, err = d.book.NewID(); err != nil {
		return "", "", err
	}
	var parts []string
	for part := range slices.Chunk([]byte(code), 5) {
		parts = append(parts, string(part))
	}
	return code, strings.Join(parts, "-"), nil
}

// Begun reports whether the installation has an account.
func (d *Desk) Begun(ctx context.Context) (bool, error) {
	n, err := d.book.Accounts(ctx)
	if err != nil {
		return false, fmt.Errorf("count accounts: %w", err)
	}
	return n > 0, nil
}

// FirstCode makes the code with which the first administrator comes in: good
// once, for a day, and only as long as there is no account.
func (d *Desk) FirstCode(ctx context.Context) (string, error) {
	code, shown, err := d.newCode()
	if err != nil {
		return "", err
	}
	now := d.clock()
	err = d.book.KeepCode(ctx, journal.Code{Code: code, Purpose: codeFirst, Created: now, Expires: now.Add(firstCodeAge)})
	if err != nil {
		return "", fmt.Errorf("keep the code of the first administrator: %w", err)
	}
	return shown, nil
}

// A Beginning is what the first administrator fills in.
type Beginning struct {
	Code         string
	House        string // name of the first ministry
	HouseID      workflow.OrganisationID
	Aliases      []string
	Name, Login  string
	PasswordHash string
}

// CanBegin fails with ErrCode for a code with which nobody can begin. It uses
// nothing up.
func (d *Desk) CanBegin(ctx context.Context, code string) error {
	_, err := d.book.LookUp(ctx, journal.Spending{Code: foldCode(code), Purpose: codeFirst, At: d.clock()})
	if errors.Is(err, journal.ErrNotFound) {
		return ErrCode
	}
	return err
}

// Begin makes the first organisation and the first person, who manages the
// installation. It fails with ErrCode for a code that is not good, and with
// ErrNotFound when the installation has begun.
func (d *Desk) Begin(ctx context.Context, b Beginning) error {
	if err := houseID(b.HouseID); err != nil {
		return err
	}
	id, err := d.book.NewID()
	if err != nil {
		return err
	}
	who := workflow.PersonID(id)
	err = d.takeNew(ctx, journal.Measure{At: d.clock(), By: who, Kind: journal.InstallationBegun,
		On: journal.Subject{Person: who, Organisation: b.HouseID, Seats: []workflow.Seat{keeper}}, Empty: true,
		Code:          &journal.Spending{Code: foldCode(b.Code), Purpose: codeFirst, At: d.clock()},
		Organisations: []journal.Organisation{{ID: b.HouseID, Name: b.House, Aliases: b.Aliases}}, Persons: []journal.Person{{ID: who, Name: b.Name}},
		Accounts: []journal.Account{{Login: b.Login, PasswordHash: b.PasswordHash, Person: who}}, Seats: map[workflow.PersonID][]workflow.Seat{who: {keeper}}})
	if errors.Is(err, journal.ErrTaken) {
		return ErrNotFound
	}
	return err
}

// houseID checks the id of an organisation: it stands in the ledger and in
// addresses, and never changes.
func houseID(id workflow.OrganisationID) error {
	ok := len(id) > 0 && len(id) <= 64
	for _, part := range strings.Split(string(id), ".") {
		ok = ok && part != "" && strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && part[0] != '-'
	}
	if !ok || id == workflow.Addressee {
		return refuse("Een afkorting bestaat uit kleine letters, cijfers en streepjes, met een punt tussen ministerie en onderdeel: vws, vws.dicio.")
	}
	return nil
}

// Organisations gives what the actor may manage of the organisations: those
// within his own.
func (d *Desk) Organisations(ctx context.Context, by workflow.Actor) ([]journal.Organisation, error) {
	return d.organisationsFor(ctx, by, workflow.ActionManagePeople)
}

func (d *Desk) organisationsFor(ctx context.Context, by workflow.Actor, a workflow.Action) ([]journal.Organisation, error) {
	if len(d.scope(by, a)) == 0 {
		return nil, ErrNotFound
	}
	all, err := d.book.Organisations(ctx)
	if err != nil {
		return nil, fmt.Errorf("load organisations: %w", err)
	}
	return slices.DeleteFunc(all, func(o journal.Organisation) bool { return !d.manages(by, a, o.ID) }), nil
}

// PutOrganisation adds an organisation or changes its names. Its id says where
// it lies: "vws.dicio" is a part of "vws", which must be there.
func (d *Desk) PutOrganisation(ctx context.Context, ask Ask, o journal.Organisation, isNew bool) error {
	if err := houseID(o.ID); err != nil && isNew {
		return err
	}
	if !d.manages(ask.Actor, workflow.ActionManagePeople, o.ID) {
		return ErrNotFound
	}
	all, err := d.book.Organisations(ctx)
	if err != nil {
		return fmt.Errorf("load organisations: %w", err)
	}
	i := slices.IndexFunc(all, func(x journal.Organisation) bool { return x.ID == o.ID })
	switch {
	case i < 0 && !isNew:
		return ErrNotFound
	case i >= 0 && isNew:
		return refuse("De afkorting %s is al van %s.", o.ID, all[i].Name)
	case i < 0 && !d.manages(ask.Actor, workflow.ActionManagePeople, parentOf(o.ID)):
		return ErrNotFound
	}
	if o.Parent = parentOf(o.ID); o.Parent != "" && !slices.ContainsFunc(all, func(x journal.Organisation) bool { return x.ID == o.Parent }) {
		return refuse("%s is er niet. Voeg eerst de organisatie toe waar %s onder valt.", o.Parent, o.ID)
	}
	for _, x := range all {
		for _, name := range append([]string{o.Name}, o.Aliases...) {
			if x.ID != o.ID && slices.ContainsFunc(append([]string{x.Name}, x.Aliases...), func(n string) bool { return strings.EqualFold(n, name) }) {
				return refuse("De naam %q is al van %s. Op een stuk moet een naam één organisatie aanwijzen.", name, x.ID)
			}
		}
	}
	m := d.measure(ask, journal.OrganisationSet, journal.Subject{Organisation: o.ID})
	m.Organisations = []journal.Organisation{o}
	return d.take(ctx, m)
}

func parentOf(id workflow.OrganisationID) workflow.OrganisationID {
	if i := strings.LastIndexByte(string(id), '.'); i > 0 {
		return id[:i]
	}
	return ""
}

// A PersonView is a person as who manages people sees it.
type PersonView struct {
	ID       workflow.PersonID
	Name     string
	Seats    []workflow.Seat
	Accounts []journal.Account // without their hashes
	Password map[string]bool   // by login: has one
	Factors  int
	Closed   bool // has accounts, and all are closed
	Self     bool
}

// People gives the persons that the actor may manage, by name.
func (d *Desk) People(ctx context.Context, by workflow.Actor) ([]PersonView, error) {
	if len(d.scope(by, workflow.ActionManagePeople)) == 0 {
		return nil, ErrNotFound
	}
	all, err := d.book.AllPersons(ctx)
	if err != nil {
		return nil, fmt.Errorf("load people: %w", err)
	}
	seats, err := d.book.AllSeats(ctx)
	if err != nil {
		return nil, fmt.Errorf("load seats: %w", err)
	}
	accounts, err := d.book.AllAccounts(ctx)
	if err != nil {
		return nil, fmt.Errorf("load accounts: %w", err)
	}
	var out []PersonView
	for _, p := range all {
		if d.managesPerson(by, seats[p.ID]) && (len(seats[p.ID]) > 0 || len(accounts[p.ID]) > 0) {
			out = append(out, personView(by, p, seats[p.ID], accounts[p.ID]))
		}
	}
	slices.SortStableFunc(out, func(a, b PersonView) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return out, nil
}

// managesPerson reports whether every seat of a person lies where the actor
// manages people: who also serves elsewhere is managed by who rules both.
func (d *Desk) managesPerson(by workflow.Actor, seats []workflow.Seat) bool {
	return !slices.ContainsFunc(seats, func(s workflow.Seat) bool { return !d.manages(by, workflow.ActionManagePeople, s.Organisation) })
}

func personView(by workflow.Actor, p journal.Person, seats []workflow.Seat, accounts []journal.Account) PersonView {
	v := PersonView{ID: p.ID, Name: p.Name, Seats: seats, Password: map[string]bool{}, Closed: len(accounts) > 0, Self: p.ID == by.Person}
	for _, a := range accounts {
		v.Password[a.Login], v.Closed = a.PasswordHash != "", v.Closed && a.Disabled
		a.PasswordHash = ""
		v.Accounts = append(v.Accounts, a)
	}
	return v
}

// Person gives one person that the actor may manage. It fails with ErrNotFound.
func (d *Desk) Person(ctx context.Context, by workflow.Actor, id workflow.PersonID) (PersonView, error) {
	if len(d.scope(by, workflow.ActionManagePeople)) == 0 {
		return PersonView{}, ErrNotFound
	}
	p, err := d.book.Person(ctx, id)
	if errors.Is(err, journal.ErrNotFound) {
		return PersonView{}, ErrNotFound
	} else if err != nil {
		return PersonView{}, fmt.Errorf("load a person: %w", err)
	}
	seats, err := d.book.Seats(ctx, id)
	if err != nil {
		return PersonView{}, fmt.Errorf("load seats: %w", err)
	}
	accounts, err := d.book.AccountsOf(ctx, id)
	if err != nil {
		return PersonView{}, fmt.Errorf("load accounts: %w", err)
	}
	factors, err := d.book.Factors(ctx, id)
	if err != nil {
		return PersonView{}, fmt.Errorf("load factors: %w", err)
	}
	if !d.managesPerson(by, seats) || len(seats) == 0 && len(accounts) == 0 {
		return PersonView{}, ErrNotFound
	}
	v := personView(by, p, seats, accounts)
	v.Factors = len(factors)
	return v, nil
}

// seatsFit refuses seats that one person cannot have together, or that the
// actor may not give.
func (d *Desk) seatsFit(ctx context.Context, by workflow.Actor, seats []workflow.Seat) error {
	all, err := d.book.Organisations(ctx)
	if err != nil {
		return fmt.Errorf("load organisations: %w", err)
	}
	beheer := 0
	for _, s := range seats {
		if !d.manages(by, workflow.ActionManagePeople, s.Organisation) {
			return ErrNotFound
		}
		if !slices.Contains(policies.Roles(), s.Role) || s.Role == workflow.RoleSysteem {
			return refuse("Kies een functie uit de lijst.")
		}
		if s.Role == workflow.RoleBeheerder {
			beheer++
		}
		if s.Organisation == "" && s.Role != workflow.RoleBeheerder {
			return refuse("Kies bij elke functie een organisatie. Alleen een beheerder kan over de hele installatie gaan.")
		}
		if s.Organisation != "" && !slices.ContainsFunc(all, func(o journal.Organisation) bool { return o.ID == s.Organisation }) {
			return refuse("De organisatie %s is er niet.", s.Organisation)
		}
	}
	if beheer > 0 && beheer < len(seats) {
		return refuse("Wie beheert, heeft geen andere functie: een beheerder mag geen stukken zien. Geef het beheer aan iemand anders.")
	}
	return nil
}

// AddPerson adds a person with an account and seats, and gives the code with
// which the person sets a password. When the same request comes again the code
// is empty: it was shown before.
func (d *Desk) AddPerson(ctx context.Context, ask Ask, name, login string, seats []workflow.Seat) (workflow.PersonID, string, error) {
	if len(d.scope(ask.Actor, workflow.ActionManagePeople)) == 0 {
		return "", "", ErrNotFound
	}
	if len(seats) == 0 {
		return "", "", refuse("Geef deze persoon ten minste één functie.")
	}
	if err := d.seatsFit(ctx, ask.Actor, seats); err != nil {
		return "", "", err
	}
	id, err := d.book.NewID()
	if err != nil {
		return "", "", err
	}
	who := workflow.PersonID(id)
	m := d.measure(ask, journal.PersonAdded, journal.Subject{Person: who, Seats: seats})
	m.Free, m.Persons = []string{login}, []journal.Person{{ID: who, Name: name}}
	m.Accounts, m.Seats = []journal.Account{{Login: login, Person: who}}, map[workflow.PersonID][]workflow.Seat{who: seats}
	shown, err := d.link(&m, who, login)
	if err != nil {
		return "", "", err
	}
	if err := d.takeNew(ctx, m); errors.Is(err, errRepeated) {
		a, err := d.book.Account(ctx, login)
		return a.Person, "", err
	} else if err != nil {
		return "", "", err
	}
	return who, shown, nil
}

// link puts a code into a measure with which a password can be set; codes from
// before are taken back.
func (d *Desk) link(m *journal.Measure, who workflow.PersonID, login string) (string, error) {
	code, shown, err := d.newCode()
	if err != nil {
		return "", err
	}
	m.Revoked = append(m.Revoked, journal.Revoking{Person: who, Purpose: codePassword})
	m.NewCodes = append(m.NewCodes, journal.Code{Code: code, Purpose: codePassword, Person: who, Login: login, Created: m.At, Expires: m.At.Add(linkAge)})
	return shown, nil
}

// changePerson begins a measure about a person that the actor may manage.
func (d *Desk) changePerson(ctx context.Context, ask Ask, id workflow.PersonID, kind journal.MeasureKind) (PersonView, journal.Measure, error) {
	v, err := d.Person(ctx, ask.Actor, id)
	return v, d.measure(ask, kind, journal.Subject{Person: id}), err
}

// RenamePerson changes how a person is called.
func (d *Desk) RenamePerson(ctx context.Context, ask Ask, id workflow.PersonID, name string) error {
	_, m, err := d.changePerson(ctx, ask, id, journal.PersonRenamed)
	if err != nil {
		return err
	}
	if n := utf8.RuneCountInString(name); n == 0 || n > 200 || strings.IndexFunc(name, unicode.IsControl) >= 0 {
		return refuse("Vul de naam in zoals die op een stuk hoort: een regel van ten hoogste 200 tekens.")
	}
	m.Persons = []journal.Person{{ID: id, Name: name}}
	return d.take(ctx, m)
}

// SetAddress says where a person is mailed; an empty address ends the mail. How
// often is for the person to choose.
func (d *Desk) SetAddress(ctx context.Context, ask Ask, id workflow.PersonID, address string) error {
	_, m, err := d.changePerson(ctx, ask, id, journal.MailboxSet)
	if err != nil {
		return err
	}
	if address != "" {
		parsed, err := mail.ParseAddress(address)
		if err != nil || parsed.Address != address || parsed.Name != "" || len(address) > 254 {
			return refuse("Dit is geen mailadres. Schrijf het als naam@ministerie.nl, zonder naam ervoor.")
		}
	}
	box, err := d.book.Mailbox(ctx, id)
	if err != nil {
		return fmt.Errorf("load a mailbox: %w", err)
	}
	box.Person, box.Address = id, address
	m.Mailboxes = []journal.Mailbox{box}
	return d.take(ctx, m)
}

// SetSeats gives a person exactly these seats.
func (d *Desk) SetSeats(ctx context.Context, ask Ask, id workflow.PersonID, seats []workflow.Seat) error {
	v, m, err := d.changePerson(ctx, ask, id, journal.SeatsSet)
	if err != nil {
		return err
	}
	if v.Self {
		return refuse("U kunt uw eigen functies niet wijzigen. Vraag een andere beheerder.")
	}
	if err := d.seatsFit(ctx, ask.Actor, seats); err != nil {
		return err
	}
	m.On.Seats, m.Seats, m.Held = seats, map[workflow.PersonID][]workflow.Seat{id: seats}, &keeper
	return d.take(ctx, m)
}

// AddAccount gives a person another account, and the code to set its password.
func (d *Desk) AddAccount(ctx context.Context, ask Ask, id workflow.PersonID, login string) (string, error) {
	_, m, err := d.changePerson(ctx, ask, id, journal.AccountAdded)
	if err != nil {
		return "", err
	}
	m.Free, m.Accounts = []string{login}, []journal.Account{{Login: login, Person: id}}
	return d.takeLink(ctx, m, id, login)
}

// PasswordLink makes a code with which a person sets a new password.
func (d *Desk) PasswordLink(ctx context.Context, ask Ask, id workflow.PersonID, login string) (string, error) {
	v, m, err := d.changePerson(ctx, ask, id, journal.PasswordLinkMade)
	if err != nil {
		return "", err
	}
	if !slices.ContainsFunc(v.Accounts, func(a journal.Account) bool { return a.Login == login }) {
		return "", ErrNotFound
	}
	if v.Closed {
		return "", refuse("De toegang van deze persoon is gesloten. Open haar eerst.")
	}
	return d.takeLink(ctx, m, id, login)
}

func (d *Desk) takeLink(ctx context.Context, m journal.Measure, id workflow.PersonID, login string) (string, error) {
	shown, err := d.link(&m, id, login)
	if err != nil {
		return "", err
	}
	if err := d.takeNew(ctx, m); errors.Is(err, errRepeated) {
		return "", nil
	} else if err != nil {
		return "", err
	}
	return shown, nil
}

// CloseAccess shuts a person out: all accounts, and at once every session on
// every node.
func (d *Desk) CloseAccess(ctx context.Context, ask Ask, id workflow.PersonID) error {
	v, m, err := d.changePerson(ctx, ask, id, journal.AccessClosed)
	if err != nil {
		return err
	}
	if v.Self {
		return refuse("U kunt uw eigen toegang niet sluiten. Vraag een andere beheerder.")
	}
	m.Closed, m.SignedOut, m.Held = []workflow.PersonID{id}, []workflow.PersonID{id}, &keeper
	m.Revoked = []journal.Revoking{{Person: id, Purpose: codePassword}}
	return d.take(ctx, m)
}

// OpenAccess lets a person in again.
func (d *Desk) OpenAccess(ctx context.Context, ask Ask, id workflow.PersonID) error {
	_, m, err := d.changePerson(ctx, ask, id, journal.AccessOpened)
	if err != nil {
		return err
	}
	m.Opened = []workflow.PersonID{id}
	return d.take(ctx, m)
}

// JoinPersons brings the accounts of other under id: they are one human being,
// and four-eyes counts human beings. The seats of other fall away.
func (d *Desk) JoinPersons(ctx context.Context, ask Ask, id, other workflow.PersonID) error {
	v, m, err := d.changePerson(ctx, ask, id, journal.PersonsJoined)
	if err != nil {
		return err
	}
	o, err := d.Person(ctx, ask.Actor, other)
	switch {
	case err != nil:
		return err
	case id == other:
		return refuse("Kies een andere persoon om mee samen te voegen.")
	case v.Self || o.Self:
		return refuse("U kunt uzelf niet samenvoegen met een ander. Vraag een andere beheerder.")
	}
	m.On.Other, m.Joined, m.Held = other, map[workflow.PersonID]workflow.PersonID{other: id}, &keeper
	m.SignedOut = []workflow.PersonID{other, id}
	m.Setting = &journal.Setting{Kind: settingJoined, Name: string(other), Bytes: []byte(id)}
	m.Revoked = []journal.Revoking{{Person: other, Purpose: codePassword}}
	if err := d.take(ctx, m); err != nil {
		return err
	}
	return d.Refresh(ctx)
}

// ForgetFactors takes away the second factors of a person who lost them, and
// ends its sessions. The person proves itself with a new link and its password.
func (d *Desk) ForgetFactors(ctx context.Context, ask Ask, id workflow.PersonID) error {
	v, m, err := d.changePerson(ctx, ask, id, journal.FactorRemoved)
	if err != nil {
		return err
	}
	if v.Self {
		return refuse("U kunt uw eigen tweede stap niet zo weghalen. Vraag een andere beheerder.")
	}
	all, err := d.book.Factors(ctx, id)
	if err != nil {
		return fmt.Errorf("load factors: %w", err)
	}
	for _, f := range all {
		m.NoFactors = append(m.NoFactors, f.ID)
	}
	m.SignedOut, m.Revoked = []workflow.PersonID{id}, []journal.Revoking{{Person: id, Purpose: codeRecovery}}
	return d.take(ctx, m)
}

// CodeFor gives the login whose password a code can set. It fails with ErrCode.
func (d *Desk) CodeFor(ctx context.Context, code string) (login, name string, err error) {
	c, err := d.book.LookUp(ctx, journal.Spending{Code: foldCode(code), Purpose: codePassword, At: d.clock()})
	if errors.Is(err, journal.ErrNotFound) {
		return "", "", ErrCode
	} else if err != nil {
		return "", "", fmt.Errorf("look up a code: %w", err)
	}
	return c.Login, d.nameOf(ctx, c.Person), nil
}

// RedeemPassword sets the password of the account that a code is for, and ends
// the person's sessions. It fails with ErrCode.
func (d *Desk) RedeemPassword(ctx context.Context, code, hash string) error {
	s := journal.Spending{Code: foldCode(code), Purpose: codePassword, At: d.clock()}
	c, err := d.book.LookUp(ctx, s)
	if errors.Is(err, journal.ErrNotFound) {
		return ErrCode
	} else if err != nil {
		return fmt.Errorf("look up a code: %w", err)
	}
	return d.take(ctx, journal.Measure{At: d.clock(), By: c.Person, Kind: journal.PasswordSet, On: journal.Subject{Person: c.Person}, Code: &s,
		Passwords: map[string]string{c.Login: hash}, SignedOut: []workflow.PersonID{c.Person}})
}

// SetPassword changes the password of an account of the actor, and ends all
// sessions but the one that asks.
func (d *Desk) SetPassword(ctx context.Context, ask Ask, login, hash string) error {
	m := d.measure(ask, journal.PasswordSet, journal.Subject{Person: ask.Actor.Person})
	m.Passwords, m.SignedOut, m.Except = map[string]string{login: hash}, []workflow.PersonID{ask.Actor.Person}, ask.Session
	return d.take(ctx, m)
}

// A WaarnemingView is a waarneming as the page shows it.
type WaarnemingView struct {
	journal.StandIn
	Name       string // of who stands in
	NamensName string
	House      string
	Now        bool
	May        bool // the actor may end it
}

// Waarneming gives the waarnemings that have not ended in the organisations
// where the actor manages them.
func (d *Desk) Waarneming(ctx context.Context, by workflow.Actor) ([]WaarnemingView, error) {
	if len(d.scope(by, workflow.ActionManageWaarneming)) == 0 {
		return nil, ErrNotFound
	}
	all, err := d.book.StandInsFrom(ctx, d.today())
	if err != nil {
		return nil, fmt.Errorf("load waarnemings: %w", err)
	}
	dir, err := d.directory(ctx)
	if err != nil {
		return nil, err
	}
	var out []WaarnemingView
	for _, w := range all {
		if !d.manages(by, workflow.ActionManageWaarneming, w.Seat.Organisation) {
			continue
		}
		out = append(out, WaarnemingView{StandIn: w, Name: dir.person(ctx, w.Person), NamensName: dir.person(ctx, w.Namens), House: dir.house(w.Seat.Organisation),
			Now: !d.today().Before(w.From), May: true})
	}
	return out, nil
}

// Seated gives the seats in which somebody can be stood in for, with who fills
// them, and everybody who can stand in: where the actor manages waarneming.
func (d *Desk) Seated(ctx context.Context, by workflow.Actor) (seats []SeatView, people []journal.Person, err error) {
	if len(d.scope(by, workflow.ActionManageWaarneming)) == 0 {
		return nil, nil, ErrNotFound
	}
	all, err := d.book.AllSeats(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("load seats: %w", err)
	}
	dir, err := d.directory(ctx)
	if err != nil {
		return nil, nil, err
	}
	for person, theirs := range all {
		within := false
		for _, s := range theirs {
			if s.Role == workflow.RoleBeheerder || s.Role == workflow.RoleSysteem {
				continue
			}
			if d.managesHouse(by, s.Organisation) {
				within = true
			}
			if d.manages(by, workflow.ActionManageWaarneming, s.Organisation) {
				seats = append(seats, SeatView{Person: person, Name: dir.person(ctx, person), Seat: s, House: dir.house(s.Organisation)})
			}
		}
		if within {
			people = append(people, journal.Person{ID: person, Name: dir.person(ctx, person)})
		}
	}
	slices.SortFunc(seats, func(a, b SeatView) int {
		return strings.Compare(a.Name+string(a.Seat.Role)+string(a.Seat.Organisation), b.Name+string(b.Seat.Role)+string(b.Seat.Organisation))
	})
	slices.SortFunc(people, func(a, b journal.Person) int { return strings.Compare(a.Name, b.Name) })
	return seats, people, nil
}

// Colleagues gives who can be asked for advice on a dossier: everybody with a
// seat in its ministry but the actor and who writes it. It fails with
// ErrNotFound for a dossier that the actor may not see whole.
func (d *Desk) Colleagues(ctx context.Context, by workflow.Actor, id workflow.DossierID) ([]SeatView, error) {
	x, err := d.loadWhole(ctx, by, id)
	if err != nil {
		return nil, err
	}
	all, err := d.book.AllSeats(ctx)
	if err != nil {
		return nil, fmt.Errorf("load seats: %w", err)
	}
	dir, err := d.directory(ctx)
	if err != nil {
		return nil, err
	}
	var out []SeatView
	for person, seats := range all {
		if person == by.Person || person == x.state.Opsteller {
			continue
		}
		for _, s := range seats {
			if s.Role != workflow.RoleBeheerder && s.Role != workflow.RoleSysteem && s.Organisation.Ministry() == x.state.Organisation.Ministry() {
				out = append(out, SeatView{Person: person, Name: dir.person(ctx, person), Seat: s, House: dir.house(s.Organisation)})
			}
		}
	}
	slices.SortFunc(out, func(a, b SeatView) int {
		return strings.Compare(a.Name+string(a.Seat.Role)+string(a.Seat.Organisation), b.Name+string(b.Seat.Role)+string(b.Seat.Organisation))
	})
	return out, nil
}

// managesHouse reports whether the organisation lies in a ministry in which the
// actor manages waarneming somewhere: whoever works there can stand in.
func (d *Desk) managesHouse(by workflow.Actor, org workflow.OrganisationID) bool {
	for _, o := range d.scope(by, workflow.ActionManageWaarneming) {
		if o == "" || o.Ministry() == org.Ministry() {
			return true
		}
	}
	return false
}

// A SeatView is a seat with who fills it.
type SeatView struct {
	Person workflow.PersonID
	Name   string
	Seat   workflow.Seat
	House  string
}

// PutWaarneming lets somebody stand in for a seat. Who stands in works in the
// same ministry and is another than who is away. Who stand in after him come in
// order: each has the seat on days on which all before him are away themselves.
// One that starts on the same day is replaced; an earlier last day is told to both.
func (d *Desk) PutWaarneming(ctx context.Context, ask Ask, who workflow.PersonID, w workflow.Waarneming, then ...workflow.PersonID) error {
	seats, people, err := d.Seated(ctx, ask.Actor)
	if err != nil {
		return err
	}
	switch {
	case !slices.ContainsFunc(seats, func(s SeatView) bool { return s.Person == w.Namens && s.Seat == w.Seat }),
		!slices.ContainsFunc(people, func(p journal.Person) bool { return p.ID == who }):
		return ErrNotFound
	case who == w.Namens, slices.Contains(then, w.Namens):
		return refuse("Iemand kan niet voor zichzelf waarnemen. Kies een ander.")
	case w.Kind != "" && !slices.Contains(workflow.Kinds(), w.Kind):
		return refuse("Kies voor welke soort nota de waarneming is, of voor alle.")
	case w.From.IsZero() || w.Until.IsZero():
		return refuse("Kies een eerste en een laatste dag.")
	case w.Until.Before(w.From):
		return refuse("De laatste dag ligt voor de eerste.")
	case w.Until.Before(d.today()):
		return refuse("Deze periode is al voorbij.")
	case w.From.AddDays(366).Before(w.Until):
		return refuse("Een waarneming duurt ten hoogste een jaar. Leg een langere vast als functie.")
	}
	if w.Seat.Role == workflow.RoleBewindspersoon {
		// What goes to the Staten-Generaal is not mandated to officials.
		for _, p := range append([]workflow.PersonID{who}, then...) {
			own, err := d.book.Seats(ctx, p)
			if err != nil {
				return fmt.Errorf("load seats: %w", err)
			}
			if !slices.ContainsFunc(own, func(s workflow.Seat) bool { return s.Role == workflow.RoleBewindspersoon }) {
				return refuse("Voor een bewindspersoon neemt alleen een andere bewindspersoon waar. Zegt zij haar antwoord aan het secretariaat, dan legt dat het namens haar vast.")
			}
		}
	}
	w.Rank = 0
	m := d.measure(ask, journal.WaarnemingSet, journal.Subject{Person: who, Waarneming: &w, Chain: then})
	m.Waarnemings = map[workflow.PersonID]workflow.Waarneming{who: w}
	for i, p := range then {
		if _, twice := m.Waarnemings[p]; twice {
			return refuse("Iemand staat twee keer in de rij van waarnemers. Kies elke keer een ander.")
		}
		if !slices.ContainsFunc(people, func(x journal.Person) bool { return x.ID == p }) {
			return ErrNotFound
		}
		later := w
		later.Rank = i + 1
		m.Waarnemings[p] = later
	}
	if m.Notices, err = d.shortened(ctx, m.Waarnemings); err != nil {
		return err
	}
	if err := d.take(ctx, m); err != nil {
		return err
	}
	return d.TellOfWaarneming(ctx)
}

// shortened gives who is told that a waarneming gets an earlier last day: as
// when it is ended, who is stood in for must not count on it any longer.
func (d *Desk) shortened(ctx context.Context, put map[workflow.PersonID]workflow.Waarneming) ([]journal.Notice, error) {
	all, err := d.book.StandInsFrom(ctx, d.today())
	if err != nil {
		return nil, fmt.Errorf("load waarnemings: %w", err)
	}
	var out []journal.Notice
	for _, was := range all {
		is := put[was.Person]
		if is.Seat == was.Seat && is.Namens == was.Namens && is.From == was.From && is.Until.Before(was.Until) {
			out = append(out, journal.Notice{Kind: NoticeShortened, To: was.Namens, Entry: string(was.Person)}, journal.Notice{Kind: NoticeStandsLess, To: was.Person, Entry: string(was.Namens)})
		}
	}
	return out, nil
}

// begunDays is for how many days after its first a waarneming is still told of:
// as long as nothing ran for a week, and shorter than what was told is kept.
const begunDays = 7

// TellOfWaarneming tells of every waarneming that began who is stood in for, and
// who stands in. Any number of nodes may ask, however often: each is told once.
func (d *Desk) TellOfWaarneming(ctx context.Context) error {
	today := d.today()
	all, err := d.book.StandInsFrom(ctx, today)
	if err != nil {
		return fmt.Errorf("load waarnemings: %w", err)
	}
	for _, w := range all {
		if today.Before(w.From) || w.From.AddDays(begunDays).Before(today) {
			continue
		}
		for _, n := range []journal.Notice{{Kind: NoticeCovered, To: w.Namens, Entry: string(w.Person)}, {Kind: NoticeStandsIn, To: w.Person, Entry: string(w.Namens)}} {
			about := documents.DigestOf([]byte(n.Kind), []byte(w.Person), []byte(w.Namens), []byte(w.Seat.Role), []byte(w.Seat.Organisation), []byte(w.From.ISO()))
			if err := d.book.Notify(ctx, "waarneming."+about.String(), n); err != nil {
				return fmt.Errorf("tell of a waarneming: %w", err)
			}
		}
	}
	return nil
}

// EndWaarneming ends one before its time, and tells so who was stood in for, who
// stood in, and who comes after him in the chain. Of two who end it at the same
// time one gets ErrNotFound, and all are told once.
func (d *Desk) EndWaarneming(ctx context.Context, ask Ask, who workflow.PersonID, seat workflow.Seat, namens workflow.PersonID, from documents.Date) error {
	all, err := d.Waarneming(ctx, ask.Actor)
	if err != nil {
		return err
	}
	if done, err := d.taken(ctx, ask); err != nil || done {
		return err
	}
	i := slices.IndexFunc(all, func(w WaarnemingView) bool {
		return w.Person == who && w.Seat == seat && w.Namens == namens && w.From == from
	})
	if i < 0 {
		return ErrNotFound
	}
	w := all[i].Waarneming
	m := d.measure(ask, journal.WaarnemingEnded, journal.Subject{Person: who, Waarneming: &w})
	m.Ended = map[workflow.PersonID]workflow.Waarneming{who: w}
	m.Notices = []journal.Notice{{Kind: NoticeUncovered, To: namens, Entry: string(who)}, {Kind: NoticeStoodDown, To: who, Entry: string(namens)}}
	dir, err := d.directory(ctx)
	if err != nil {
		return err
	}
	next, err := dir.after(ctx, all[i].StandIn)
	if err != nil {
		return err
	}
	if next != "" {
		m.Notices = append(m.Notices, journal.Notice{Kind: NoticeStandsIn, To: next, Entry: string(namens)})
	}
	if err := d.take(ctx, m); errors.Is(err, journal.ErrNotFound) {
		return ErrNotFound
	} else if err != nil {
		return err
	}
	return nil
}

// An Absence is a period in which others stand in for somebody, in order.
type Absence struct {
	From, Until documents.Date
	Kind        workflow.Kind // of nota; "" is every kind
	Deputies    []string
}

// CoveredBy tells a person who stand in for him, now and later.
func (d *Desk) CoveredBy(ctx context.Context, person workflow.PersonID) ([]Absence, error) {
	all, err := d.book.StandInsFrom(ctx, d.today())
	if err != nil {
		return nil, fmt.Errorf("load waarnemings: %w", err)
	}
	slices.SortStableFunc(all, func(a, b journal.StandIn) int { return a.Rank - b.Rank })
	var out []Absence
	for _, w := range all {
		if w.Namens != person {
			continue
		}
		name := d.nameOf(ctx, w.Person)
		i := slices.IndexFunc(out, func(a Absence) bool { return a.From == w.From && a.Until == w.Until && a.Kind == w.Kind })
		if i < 0 {
			out = append(out, Absence{From: w.From, Until: w.Until, Kind: w.Kind, Deputies: []string{name}})
		} else if !slices.Contains(out[i].Deputies, name) {
			out[i].Deputies = append(out[i].Deputies, name)
		}
	}
	return out, nil
}

// A MeasureView is a measure with the names of now.
type MeasureView struct {
	journal.Taken
	ByName, PersonName, OtherName, House string
}

// Measures gives the newest measures, for who manages the installation.
func (d *Desk) Measures(ctx context.Context, by workflow.Actor, before int) ([]MeasureView, error) {
	if !d.manages(by, workflow.ActionManageInstallation, "") {
		return nil, ErrNotFound
	}
	all, err := d.book.Measures(ctx, before, 100)
	if err != nil {
		return nil, fmt.Errorf("load measures: %w", err)
	}
	dir, err := d.directory(ctx)
	if err != nil {
		return nil, err
	}
	var out []MeasureView
	for _, t := range all {
		v := MeasureView{Taken: t, ByName: dir.person(ctx, t.By), PersonName: dir.person(ctx, t.On.Person), OtherName: dir.person(ctx, t.On.Other)}
		if t.On.Organisation != "" {
			v.House = dir.house(t.On.Organisation)
		}
		out = append(out, v)
	}
	return out, nil
}
