package desk

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/policies"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// ruled is an office with a beheerder of the whole installation, "bas", beside
// the one of VWS, "tom"; both can come in.
func ruled(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.must(o.book.PutPerson(o.ctx(), journal.Person{ID: "bas", Name: "Naam van bas"}))
	o.must(o.book.SetSeats(o.ctx(), "bas", []workflow.Seat{keeper}))
	for key := range people {
		o.must(o.book.PutAccount(o.ctx(), journal.Account{Login: key, Person: workflow.PersonID(key)}))
	}
	o.must(o.book.PutAccount(o.ctx(), journal.Account{Login: "bas", Person: "bas"}))
	return o
}

func (o *office) refused(err error, words string) {
	o.Helper()
	var no *workflow.Refusal
	if !errors.As(err, &no) || !strings.Contains(no.Text, words) {
		o.Errorf("%v, want a refusal with %q", err, words)
	}
}

func (o *office) kinds() []journal.MeasureKind {
	o.Helper()
	all, err := o.book.Measures(o.ctx(), 0, 100)
	o.must(err)
	var out []journal.MeasureKind
	for _, m := range all {
		out = append(out, m.Kind)
	}
	slices.Reverse(out)
	return out
}

func TestFirstAdministratorComesInOnceWithTheCode(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := Beginning{House: "Ministerie van LNV", HouseID: "lnv", Name: "Eva", Login: "eva", PasswordHash: "$x"}
	code, err := o.FirstCode(o.ctx())
	o.must(err)
	if b.Code = "aaaaa-bbbbb"; !errors.Is(o.Begin(o.ctx(), b), ErrCode) {
		t.Error("another code is taken")
	}
	o.now = o.now.Add(firstCodeAge)
	if b.Code = code; !errors.Is(o.Begin(o.ctx(), b), ErrCode) {
		t.Error("a code of yesterday is taken")
	}
	code, err = o.FirstCode(o.ctx())
	o.must(err)
	b.Code = " " + strings.ToUpper(strings.ReplaceAll(code, "-", " ")) + " "
	if b.HouseID = "Ministerie LNV"; o.Begin(o.ctx(), b) == nil {
		t.Error("an id with spaces is taken")
	}
	b.HouseID = "lnv"
	o.must(o.Begin(o.ctx(), b))
	if err := o.Begin(o.ctx(), b); !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrCode) && !isRefusal(err) {
		t.Errorf("a second beginning: %v", err)
	}
	a, err := o.book.Account(o.ctx(), "eva")
	o.must(err)
	actor, err := o.Desk.Actor(o.ctx(), a.Person)
	o.must(err)
	if m := o.Manages(actor); !m.People || !m.Installation || !m.Routes || !m.Waarneming {
		t.Errorf("the first administrator manages %+v", m)
	}
	if got := o.kinds(); !slices.Equal(got, []journal.MeasureKind{journal.InstallationBegun}) {
		t.Errorf("ledger: %v", got)
	}
}

func isRefusal(err error) bool {
	var no *workflow.Refusal
	return errors.As(err, &no)
}

func TestBeheerderHasNoRightToContent(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	id := o.opened()
	for _, who := range []string{"tom", "bas"} {
		a := o.as(who)
		if _, err := o.View(o.ctx(), a.Actor, id); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s sees the dossier: %v", who, err)
		}
		if _, err := o.Review(o.ctx(), a.Actor, id); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s sees the review: %v", who, err)
		}
		if rows, err := o.findsAs(a, "Chipsoft"); err != nil || len(rows) != 0 {
			t.Errorf("%s finds %d dossiers: %v", who, len(rows), err)
		}
		for _, action := range policies.Actions() {
			s := workflow.State{Organisation: "vws.dicio", Phase: workflow.InLine}
			if o.explain(s, a.Actor, action).Allowed && !strings.HasPrefix(string(action), "manage-") && action != workflow.ActionReadLog {
				t.Errorf("%s may %s", who, action)
			}
		}
	}
}

func TestBeheerderCannotGiveHimselfOrAnybodyARightToContentBesideBeheer(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	dicio := workflow.Seat{Role: workflow.RoleOpsteller, Organisation: "vws.dicio"}
	o.refused(o.Desk.SetSeats(o.ctx(), o.as("tom"), "tom", []workflow.Seat{dicio}), "eigen functies")
	o.refused(o.Desk.SetSeats(o.ctx(), o.as("bas"), "tom", []workflow.Seat{dicio, people["tom"]}), "geen andere functie")
	o.refused(o.CloseAccess(o.ctx(), o.as("tom"), "tom"), "eigen toegang")
	o.refused(o.JoinPersons(o.ctx(), o.as("tom"), "noor", "tom"), "uzelf")
	if _, _, err := o.AddPerson(o.ctx(), o.as("tom"), "X", "x", []workflow.Seat{keeper}); !errors.Is(err, ErrNotFound) {
		t.Errorf("a beheerder of one ministry gives the whole installation away: %v", err)
	}
	_, _, err := o.AddPerson(o.ctx(), o.as("bas"), "X", "x", []workflow.Seat{{Role: workflow.RoleSysteem, Organisation: "vws"}})
	o.refused(err, "functie")
	_, _, err = o.AddPerson(o.ctx(), o.as("bas"), "X", "x", []workflow.Seat{{Role: workflow.RoleOpsteller}})
	o.refused(err, "organisatie")
	if len(o.kinds()) != 0 {
		t.Errorf("refused measures stand in the ledger: %v", o.kinds())
	}
}

func TestBeheerderOfOneMinistryManagesThatOneAlone(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	all, err := o.People(o.ctx(), o.as("tom").Actor)
	o.must(err)
	for _, p := range all {
		for _, s := range p.Seats {
			if s.Organisation.Ministry() != "vws" {
				t.Errorf("tom manages %s of %s", p.ID, s.Organisation)
			}
		}
	}
	if len(all) != len(people)-2 {
		t.Errorf("tom manages %d persons", len(all))
	}
	for name, do := range map[string]func() error{
		"rename":   func() error { return o.RenamePerson(o.ctx(), o.as("tom"), "marijke", "M") },
		"close":    func() error { return o.CloseAccess(o.ctx(), o.as("tom"), "marijke") },
		"link":     func() error { _, err := o.PasswordLink(o.ctx(), o.as("tom"), "marijke", "marijke"); return err },
		"over him": func() error { _, err := o.PasswordLink(o.ctx(), o.as("tom"), "bas", "bas"); return err },
		"organisation": func() error {
			return o.PutOrganisation(o.ctx(), o.as("tom"), journal.Organisation{ID: "jenv", Name: "J"}, false)
		},
		"new ministry": func() error {
			return o.PutOrganisation(o.ctx(), o.as("tom"), journal.Organisation{ID: "bzk", Name: "BZK"}, true)
		},
		"policy": func() error {
			csv, _ := policies.Source()
			_, err := o.LoadSetting(o.ctx(), o.as("tom"), SettingPolicy, csv, 0)
			return err
		},
		"nobody":      func() error { return o.RenamePerson(o.ctx(), o.as("noor"), "hester", "H") },
		"other house": func() error { return o.Desk.SetSeats(o.ctx(), o.as("tom"), "noor", []workflow.Seat{people["marijke"]}) },
	} {
		if err := do(); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := o.Desk.Measures(o.ctx(), o.as("tom").Actor, 0); !errors.Is(err, ErrNotFound) {
		t.Errorf("the measures of all: %v", err)
	}
	o.must(o.PutOrganisation(o.ctx(), o.as("tom"), journal.Organisation{ID: "vws.fez", Name: "Directie FEZ", Aliases: []string{"FEZ"}}, true))
	o.refused(o.PutOrganisation(o.ctx(), o.as("tom"), journal.Organisation{ID: "vws.fez2", Name: "fez"}, true), "al van")
	o.refused(o.PutOrganisation(o.ctx(), o.as("tom"), journal.Organisation{ID: "vws.pg.gmt", Name: "GMT"}, true), "er niet")
}

func TestAPersonComesInByLinkIsShutOutAndJoined(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	ask := o.as("tom")
	who, code, err := o.AddPerson(o.ctx(), ask, "Burak Aksoy", "burak", []workflow.Seat{{Role: workflow.RoleOpsteller, Organisation: "vws.dicio"}})
	o.must(err)
	again, none, err := o.AddPerson(o.ctx(), ask, "Burak Aksoy", "burak", []workflow.Seat{{Role: workflow.RoleOpsteller, Organisation: "vws.dicio"}})
	if err != nil || again != who || none != "" {
		t.Errorf("the same request again: %s %q %v", again, none, err)
	}
	_, _, err = o.AddPerson(o.ctx(), o.as("tom"), "Ander", "BURAK", []workflow.Seat{{Role: workflow.RoleOpsteller, Organisation: "vws.dicio"}})
	o.refused(err, "gebruikersnaam")
	if login, _, err := o.CodeFor(o.ctx(), code); err != nil || login != "burak" {
		t.Errorf("code is for %q: %v", login, err)
	}
	newer, err := o.PasswordLink(o.ctx(), o.as("tom"), who, "burak")
	o.must(err)
	if err := o.RedeemPassword(o.ctx(), code, "$oud"); !errors.Is(err, ErrCode) {
		t.Errorf("a link before the newest one: %v", err)
	}
	o.must(o.RedeemPassword(o.ctx(), newer, "$hash"))
	if err := o.RedeemPassword(o.ctx(), newer, "$nog eens"); !errors.Is(err, ErrCode) {
		t.Errorf("a link used twice: %v", err)
	}
	if a, err := o.book.Account(o.ctx(), "burak"); err != nil || a.PasswordHash != "$hash" {
		t.Errorf("account %+v %v", a, err)
	}

	token, _, err := o.book.NewSession(o.ctx(), journal.Session{Person: who, Login: "burak", Created: o.now, Expires: o.now.Add(1e12)})
	o.must(err)
	o.must(o.CloseAccess(o.ctx(), o.as("tom"), who))
	if _, err := o.book.Session(o.ctx(), token, o.now); !errors.Is(err, journal.ErrNotFound) {
		t.Errorf("a session outlives the access: %v", err)
	}
	_, err = o.PasswordLink(o.ctx(), o.as("tom"), who, "burak")
	o.refused(err, "gesloten")
	o.must(o.OpenAccess(o.ctx(), o.as("tom"), who))

	o.must(o.JoinPersons(o.ctx(), o.as("tom"), "noor", who))
	if a, err := o.book.Account(o.ctx(), "burak"); err != nil || a.Person != "noor" {
		t.Errorf("after joining %+v %v", a, err)
	}
	if _, err := o.Desk.Person(o.ctx(), o.as("tom").Actor, who); !errors.Is(err, ErrNotFound) {
		t.Errorf("who was joined is still there: %v", err)
	}
	want := []journal.MeasureKind{journal.PersonAdded, journal.PasswordLinkMade, journal.PasswordSet, journal.AccessClosed, journal.AccessOpened, journal.PersonsJoined}
	if got := o.kinds(); !slices.Equal(got, want) {
		t.Errorf("ledger %v, want %v", got, want)
	}
	if r, err := o.book.Verify(o.ctx()); err != nil || !r.OK() {
		t.Errorf("verify: %+v %v", r.Faults, err)
	}
}

func TestTheLastAdministratorCannotBeRemoved(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	_, _, err := o.AddPerson(o.ctx(), o.as("bas"), "Tweede", "tweede", []workflow.Seat{keeper})
	o.must(err)
	a, err := o.book.Account(o.ctx(), "tweede")
	o.must(err)
	o.must(o.book.PutPerson(o.ctx(), journal.Person{ID: a.Person, Name: "Tweede"}))
	ask := o.as(string(a.Person))
	o.must(o.CloseAccess(o.ctx(), ask, "bas"))
	o.refused(o.CloseAccess(o.ctx(), o.as("bas"), a.Person), "laatste beheerder")
}

func TestSecretariaatArrangesWaarnemingOfItsMinistry(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	day := func(d int) documents.Date { return documents.Date{Year: 2026, Month: 4, Day: d} }
	w := workflow.Waarneming{Seat: people["hester"], Namens: "hester", From: day(17), Until: day(24)}
	o.must(o.PutWaarneming(o.ctx(), o.as("gert"), "noor", w))
	if a := o.as("noor").Actor; len(a.Waarnemings) != 1 {
		t.Errorf("noor stands in for %v", a.Waarnemings)
	}
	all, err := o.Waarneming(o.ctx(), o.as("gert").Actor)
	if err != nil || len(all) != 1 || !all[0].Now || all[0].NamensName != "Naam van hester" {
		t.Errorf("list %+v %v", all, err)
	}
	for name, c := range map[string]struct {
		by, who string
		w       workflow.Waarneming
		words   string // "" for not found
	}{
		"another ministry's seat": {"gert", "noor", workflow.Waarneming{Seat: people["marijke"], Namens: "marijke", From: day(17), Until: day(18)}, ""},
		"a stranger stands in":    {"gert", "marijke", w, ""},
		"a seat he does not have": {"gert", "noor", workflow.Waarneming{Seat: people["ilse"], Namens: "hester", From: day(17), Until: day(18)}, ""},
		"for himself":             {"gert", "hester", w, "zichzelf"},
		"backwards":               {"gert", "noor", workflow.Waarneming{Seat: w.Seat, Namens: "hester", From: day(19), Until: day(18)}, "voor de eerste"},
		"over":                    {"gert", "noor", workflow.Waarneming{Seat: w.Seat, Namens: "hester", From: day(10), Until: day(12)}, "voorbij"},
		"for years":               {"gert", "noor", workflow.Waarneming{Seat: w.Seat, Namens: "hester", From: day(17), Until: documents.Date{Year: 2028, Month: 1, Day: 1}}, "jaar"},
		"a beheerder stands in":   {"gert", "tom", w, ""},
		"who may not":             {"yasmin", "noor", w, ""},
		"in another's house":      {"hester", "noor", workflow.Waarneming{Seat: people["ilse"], Namens: "ilse", From: day(17), Until: day(18)}, ""},
	} {
		err := o.PutWaarneming(o.ctx(), o.as(c.by), workflow.PersonID(c.who), c.w)
		if c.words == "" && !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		} else if c.words != "" {
			o.refused(err, c.words)
		}
	}
	if err := o.EndWaarneming(o.ctx(), o.as("yasmin"), "noor", w.Seat, "hester", w.From); !errors.Is(err, ErrNotFound) {
		t.Errorf("ended by who may not: %v", err)
	}
	o.must(o.EndWaarneming(o.ctx(), o.as("tom"), "noor", w.Seat, "hester", w.From))
	if got := o.kinds(); !slices.Equal(got, []journal.MeasureKind{journal.WaarnemingSet, journal.WaarnemingEnded}) {
		t.Errorf("ledger %v", got)
	}
}

const routesOfVWS = `{"routes":[{"name":"DICIO","for":["vws.dicio"],"from":"2026-01-01","line":[
 {"all":true,"stations":[{"id":"directie","seat":{"role":"directie","organisation":"vws.dicio"},"kind":"paraaf","fixed":true}]},
 {"all":true,"stations":[{"id":"bewindspersoon","seat":{"role":"bewindspersoon","organisation":"aan"},"kind":"besluit","fixed":true}]}]}]}`

func TestLoadedRoutesAreProposedAndWithdrawnOnesNoLonger(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	stations := func() int {
		o.Helper()
		return len(o.see("noor", o.opened()).State.Route.Line)
	}
	before := stations()
	c, err := o.LoadSetting(o.ctx(), o.as("tom"), SettingRoutes, []byte(routesOfVWS), 0)
	o.must(err)
	if c.Name != "vws" || len(c.Says) != 1 {
		t.Errorf("checked: %+v", c)
	}
	if got := stations(); got != 2 || before == 2 {
		t.Errorf("%d steps before, %d after the house laid down two", before, got)
	}
	var faulty *Faulty
	for name, src := range map[string]string{
		"the same again": routesOfVWS,
		"another house":  strings.ReplaceAll(routesOfVWS, "vws.dicio", "jenv"),
		"unknown house":  strings.ReplaceAll(routesOfVWS, "vws.dicio", "vws.nergens"),
		"no JSON":        "routes",
		"empty":          " ",
		"half":           routesOfVWS[:200],
	} {
		if _, err := o.LoadSetting(o.ctx(), o.as("tom"), SettingRoutes, []byte(src), 0); !errors.As(err, &faulty) {
			t.Errorf("%s: %v", name, err)
		}
	}
	all, err := o.Settings(o.ctx(), o.as("tom").Actor)
	if err != nil || len(all) != 1 || !all[0].InForce || all[0].ByName != "Naam van tom" {
		t.Fatalf("in force: %+v %v", all, err)
	}
	if _, err := o.LoadSetting(o.ctx(), o.as("tom"), SettingRoutes, []byte(strings.Replace(routesOfVWS, "DICIO", "Anders", 1)), all[0].N+7); !errors.Is(err, ErrStale) {
		t.Errorf("over another version: %v", err)
	}
	o.must(o.WithdrawSetting(o.ctx(), o.as("tom"), SettingRoutes, "vws", all[0].N))
	if got := stations(); got != before {
		t.Errorf("%d steps after withdrawal, want %d", got, before)
	}
}

func TestALoadedPolicyIsInForceOnEveryNodeAtItsNextRequest(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	base, err := policies.Embedded()
	o.must(err)
	other := New(o.book, base, o.clock)
	csv, _ := policies.Source()
	strict := strings.Replace(string(csv), `"Iedereen zoekt; wat u niet mag zien, vindt u niet."`, `"Iedereen mag zoeken in wat hij mag zien."`, 1)
	_, err = o.LoadSetting(o.ctx(), o.as("bas"), SettingPolicy, []byte(strict), 0)
	o.must(err)
	if other.Policy().SHA256() == o.Policy().SHA256() {
		t.Fatal("the other node knew it before it asked")
	}
	o.must(other.Refresh(o.ctx()))
	if other.Policy().SHA256() != o.Policy().SHA256() || o.Policy().SHA256() == base.SHA256() {
		t.Error("the nodes have different policies")
	}
	var faulty *Faulty
	for name, src := range map[string]string{
		"half":               strict[:len(strict)/2],
		"beheerder content":  strings.Replace(strict, "p, r:beheerder, d:geen, read-log, altijd", "p, r:beheerder, d:geen, see-dossier, altijd", 1),
		"nobody can restore": strings.Replace(strict, "p, r:beheerder, d:geen, manage-installation", "p, r:sg, d:geen, manage-installation", 1),
	} {
		if _, err := o.LoadSetting(o.ctx(), o.as("bas"), SettingPolicy, []byte(src), 0); !errors.As(err, &faulty) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestASettingThatCannotBeReadMeansNo(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	id := o.opened()
	_, err := o.book.Take(o.ctx(), journal.Measure{At: o.now, By: "bas", Kind: journal.SettingLoaded, Setting: &journal.Setting{Kind: SettingPolicy, Bytes: []byte("p, r:opsteller")}})
	o.must(err)
	if err := o.Refresh(o.ctx()); err == nil {
		t.Fatal("half a policy is taken")
	}
	if _, err := o.View(o.ctx(), o.as("noor").Actor, id); !errors.Is(err, ErrNotFound) {
		t.Errorf("under no policy noor sees the dossier: %v", err)
	}
	if err := o.Refresh(o.ctx()); err == nil {
		t.Error("the second look forgets that it cannot be read")
	}
}

func TestRegisterAndSjabloonAreCheckedAndInForce(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	var faulty *Faulty
	for src, why := range map[string]string{
		`{"register":[]}`: "nobody",
		`{"register":[{"achternaam":"","functie":"minister"}]}`:                                                "no name",
		`{"register":[{"achternaam":"Haverkamp","functie":""}]}`:                                               "no office",
		`{"register":[{"achternaam":"Haverkamp","functie":"minister","van":"2026-02-01","tot":"2026-01-01"}]}`: "backwards",
		`{"register":[{"achternaam":"Haverkamp","functie":"minister","rang":1}]}`:                              "unknown key",
	} {
		if _, err := o.LoadSetting(o.ctx(), o.as("bas"), SettingRegister, []byte(src), 0); !errors.As(err, &faulty) {
			t.Errorf("%s: %v", why, err)
		}
	}
	text := [][]byte{[]byte("De nota is besproken met Sietske Wolvendaal van het ministerie.")}
	found := func() int { return len(o.detect(t.Context(), text)[0]) }
	if found() == 0 {
		t.Fatal("the name is not found to begin with")
	}
	_, err := o.LoadSetting(o.ctx(), o.as("bas"), SettingRegister, []byte(`{"register":[{"voornaam":"Sietske","achternaam":"Wolvendaal","functie":"minister van VWS","van":"2026-01-05"}]}`), 0)
	o.must(err)
	if found() != 0 {
		t.Error("a name in the register is still proposed")
	}
	sjabloon := `{"id":"huis","version":1,"soort":"nota","name":"Nota van het huis","why":"toets","fields":[{"field":"onderwerp","label":"Waarover"}],"sections":[{"key":"aanleiding","label":"Begin"}]}`
	_, err = o.LoadSetting(o.ctx(), o.as("bas"), SettingSjabloon, []byte(sjabloon), 0)
	o.must(err)
	if _, err := o.LoadSetting(o.ctx(), o.as("bas"), SettingSjabloon, []byte(strings.Replace(sjabloon, "toets", "anders", 1)), 0); !errors.As(err, &faulty) {
		t.Errorf("version 1 twice: %v", err)
	}
	for src, want := range map[string]string{sjabloon: SettingSjabloon, routesOfVWS: SettingRoutes, `{"register":[]}`: SettingRegister, `{"ministerie":"vws","opmerkingen":{}}`: SettingRemarks, "# x\np, r:a, b": SettingPolicy, "zomaar": "", "{": ""} {
		if got := KindOf([]byte(src)); got != want {
			t.Errorf("%.20s is %q, want %q", src, got, want)
		}
	}
}

func TestALetterWrittenMedeNamensAsksAMedeakkoord(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	nota := strings.ReplaceAll(string(read(t, "nota.md")), "mede namens de Staatssecretaris van Justitie en Veiligheid", "zelf")
	r, err := o.Open(o.ctx(), o.as("noor"), Intake{Nota: []byte(nota)})
	o.must(err)
	if v := o.see("noor", r.Dossier); len(v.State.Route.Beside) != 0 {
		t.Fatalf("beside before the letter: %+v", v.State.Route.Beside)
	}
	_, err = o.AddPaper(o.ctx(), o.as("noor"), r.Dossier, 0, PaperBrief, read(t, "brief.md"), "")
	o.must(err)
	v := o.see("noor", r.Dossier)
	if len(v.State.Route.Beside) != 1 || v.State.Route.Beside[0].Seat != people["marijke"] {
		t.Errorf("beside after the letter: %+v", v.State.Route.Beside)
	}
}
