package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"paraaf/documents"
	"paraaf/documents/redact"
	"paraaf/policies"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// The kinds of setting: files that an administrator loads. Each is checked
// before it is kept, and in force on every node at its next request.
const (
	SettingRoutes    = "routes"   // parafenlijnen of one ministry, as JSON
	SettingSjabloon  = "sjabloon" // a form of a paper, as JSON
	SettingRegister  = "register" // bewindspersonen and others whose names stay, as JSON
	SettingRecess    = "reces"    // when the Kamer does not sit, as JSON
	SettingPolicy    = "policy"   // who may do what, as CSV
	SettingStays     = "blijft"   // terms of one ministry that stay readable, as JSON; in force after a second person
	SettingEffort    = "wegen"    // how much of a human each kind of finding asks, as JSON
	SettingSelection = "selectie" // how long papers of one ministry are kept, as JSON
	SettingRemarks   = "remarks"  // how heavy remarks weigh at one ministry, as JSON
)

// SettingKinds gives all kinds, in the order of a list.
func SettingKinds() []string {
	return []string{SettingRoutes, SettingSjabloon, SettingRemarks, SettingRegister, SettingStays, SettingEffort, SettingRecess, SettingSelection, SettingPolicy}
}

// inForce is what is loaded now. It never changes: another set is another
// inForce, swapped in as a whole.
type inForce struct {
	n           int64 // of the newest setting in it
	policy      *policies.Authorizer
	forms       workflow.RouteForms
	sjablonen   []*documents.Sjabloon
	earlier     []formSince // every version that was ever loaded, by sjabloon, newest first
	remarks     map[workflow.OrganisationID]map[string]documents.Severity
	recess      workflow.Recess
	stays       map[workflow.OrganisationID]workflow.Stays
	selection   map[workflow.OrganisationID]workflow.Selection
	effort      workflow.EffortRules
	detector    *redact.Detector // nil is the built-in register
	incidents   map[workflow.DossierID]Incident
	emergencies map[workflow.DossierID]Emergency
	joined      map[workflow.PersonID]workflow.PersonID // who was joined, into whom
}

// Policy gives the policy in force.
func (d *Desk) Policy() *policies.Authorizer { return d.now.Load().policy }

// A formSince is one version of a sjabloon and the moment it came in force; nil
// from then on when it was withdrawn.
type formSince struct {
	name string
	at   time.Time
	form *documents.Sjabloon
}

// read reads a new paper in the sjablonen in force.
func (d *Desk) read(src []byte) documents.Paper {
	return documents.ReadAmong(src, d.now.Load().sjablonen)
}

// readIn reads a paper of a dossier in the sjablonen that were in force when
// the dossier was opened: a paper keeps the version it was made with, and a new
// one makes no section of a running dossier another. Of no dossier it is read.
func (d *Desk) readIn(x *dossier, src []byte) documents.Paper {
	if x == nil || len(x.history.Entries) == 0 {
		return d.read(src)
	}
	opened := x.history.Entries[0].At
	var own []*documents.Sjabloon
	seen := map[string]bool{}
	for _, f := range d.now.Load().earlier {
		if seen[f.name] || opened.Before(f.at) {
			continue
		}
		seen[f.name] = true
		if f.form != nil {
			own = append(own, f.form)
		}
	}
	return documents.ReadAmong(src, own)
}

// detect finds what may have to go, with the register in force and whoever is
// asked besides.
func (d *Desk) detect(ctx context.Context, texts [][]byte) [][]documents.Finding {
	found := d.own(texts)
	if d.beside != nil {
		return d.beside.join(ctx, d.clock(), texts, found)
	}
	return found
}

// own is detect with the register alone: nobody is asked besides.
func (d *Desk) own(texts [][]byte) [][]documents.Finding {
	if own := d.now.Load().detector; own != nil {
		return own.DetectDossier(texts)
	}
	return redact.DetectDossier(texts)
}

// Refresh brings in force what was loaded since, by this node or another. It
// costs one short question when nothing was; the counter asks before every
// request. When what was loaded cannot be read, nobody may do anything until it
// is put right: an older policy might allow what the new one was to forbid.
func (d *Desk) Refresh(ctx context.Context) error {
	n, err := d.book.SettingsN(ctx)
	if err != nil {
		return fmt.Errorf("look for settings: %w", err)
	}
	if n == d.now.Load().n {
		return nil
	}
	d.loading.Lock() // one at a time, so that an older set never comes after a newer
	defer d.loading.Unlock()
	if n <= d.now.Load().n {
		return nil
	}
	all, err := d.book.InForce(ctx)
	if err == nil {
		var next *inForce
		if next, err = d.assemble(all); err == nil {
			next.earlier, err = d.formsSince(ctx, all)
		}
		if err == nil {
			d.now.Store(next)
			return nil
		}
	}
	var damaged *journal.Damaged
	if !errors.As(err, &damaged) && errors.Is(err, journal.ErrUnavailable) {
		return fmt.Errorf("load settings: %w", err) // they may be whole
	}
	d.now.Store(&inForce{n: d.now.Load().n})
	return fmt.Errorf("load settings: %w", err)
}

// formsSince reads every version of the sjablonen that were ever loaded.
func (d *Desk) formsSince(ctx context.Context, all []journal.Setting) ([]formSince, error) {
	var out []formSince
	for _, s := range all {
		if s.Kind != SettingSjabloon {
			continue
		}
		versions, err := d.book.Settings(ctx, s.Kind, s.Name)
		if err != nil {
			return nil, fmt.Errorf("read versions of sjabloon %s: %w", s.Name, err)
		}
		for _, v := range versions {
			f := formSince{name: v.Name, at: v.At}
			if len(v.Bytes) > 0 {
				if f.form, err = documents.LoadSjabloon(v.Bytes); err != nil {
					return nil, fmt.Errorf("sjabloon %s, number %d: %w", v.Name, v.N, err)
				}
			}
			out = append(out, f)
		}
	}
	return out, nil
}

// assemble makes one set of the settings.
func (d *Desk) assemble(all []journal.Setting) (*inForce, error) {
	next := &inForce{policy: d.base, selection: map[workflow.OrganisationID]workflow.Selection{}, stays: map[workflow.OrganisationID]workflow.Stays{}, incidents: map[workflow.DossierID]Incident{}, emergencies: map[workflow.DossierID]Emergency{}, joined: map[workflow.PersonID]workflow.PersonID{}}
	for _, s := range all {
		next.n = max(next.n, s.N)
		if len(s.Bytes) == 0 {
			continue
		}
		if s.Kind == settingJoined {
			into, err := readJoined(s.Bytes)
			if err != nil {
				return nil, err
			}
			next.joined[workflow.PersonID(s.Name)] = into
			continue
		}
		if s.Kind == settingIncident {
			i, err := readIncident(s.Bytes)
			if err != nil {
				return nil, err
			}
			next.incidents[workflow.DossierID(s.Name)] = i
			continue
		}
		if s.Kind == settingProposed {
			continue // nobody else looked yet
		}
		if s.Kind == settingEmergency {
			e, err := readEmergency(s.Bytes)
			if err != nil {
				return nil, err
			}
			next.emergencies[workflow.DossierID(s.Name)] = e
			continue
		}
		c, err := CheckSetting(s.Kind, s.Bytes, nil)
		if err != nil {
			return nil, fmt.Errorf("%s %s, number %d: %w", s.Kind, s.Name, s.N, err)
		}
		switch s.Kind {
		case SettingPolicy:
			next.policy = c.policy
		case SettingRoutes:
			next.forms = append(next.forms, c.forms...)
		case SettingSjabloon:
			next.sjablonen = append(next.sjablonen, c.sjabloon)
		case SettingRemarks:
			if next.remarks == nil {
				next.remarks = map[workflow.OrganisationID]map[string]documents.Severity{}
			}
			next.remarks[workflow.OrganisationID(c.Name)] = c.weights.Severities
		case SettingRegister:
			next.detector = redact.New(redact.Options{Officials: c.officials})
		case SettingRecess:
			next.recess = c.recess
		case SettingStays:
			next.stays[c.stays.House] = c.stays
		case SettingEffort:
			next.effort = c.effort
		case SettingSelection:
			next.selection[c.selection.House] = c.selection
		}
	}
	return next, nil
}

// A Checked setting is one that may come in force.
type Checked struct {
	Kind string
	Name string   // of the ministry (routes) or the sjabloon; "" otherwise
	Says []string // what is in it, in Dutch

	policy    *policies.Authorizer
	forms     workflow.RouteForms
	sjabloon  *documents.Sjabloon
	officials []redact.Official
	recess    workflow.Recess
	stays     workflow.Stays
	effort    workflow.EffortRules
	selection workflow.Selection
	weights   documents.Weights
}

// KindOf says of what kind a file is, by what stands in it; "" when it is none.
func KindOf(src []byte) string {
	text := bytes.TrimSpace(src)
	if len(text) == 0 || text[0] != '{' {
		if bytes.Contains(src, []byte("p, r:")) || bytes.Contains(src, []byte("g2,")) {
			return SettingPolicy
		}
		return ""
	}
	var keys map[string]json.RawMessage
	if json.Unmarshal(src, &keys) != nil {
		return ""
	}
	for key, kind := range map[string]string{"routes": SettingRoutes, "register": SettingRegister, "reces": SettingRecess, "soort": SettingSjabloon, "blijft": SettingStays, "wegen": SettingEffort, "selectielijst": SettingSelection, "opmerkingen": SettingRemarks} {
		if _, there := keys[key]; there {
			return kind
		}
	}
	return ""
}

// CheckSetting checks a file as it is checked before it comes in force. The
// error says in Dutch what is wrong, with every place that is known; o are the
// organisations that routes may name, none when any may be.
func CheckSetting(kind string, src []byte, o workflow.Organisations) (Checked, error) {
	c, err := checkSetting(kind, src, o)
	if err != nil && kind != SettingPolicy { // which is no JSON, and counts its lines itself
		err = located(src, err)
	}
	return c, err
}

func checkSetting(kind string, src []byte, o workflow.Organisations) (Checked, error) {
	c := Checked{Kind: kind}
	if len(bytes.TrimSpace(src)) == 0 {
		return c, errors.New("het bestand is leeg")
	}
	var err error
	switch kind {
	case SettingRoutes:
		err = c.checkRoutes(src, o)
	case SettingSjabloon:
		if c.sjabloon, err = documents.LoadSjabloon(src); err == nil {
			c.Name = c.sjabloon.ID
			c.Says = []string{fmt.Sprintf("%s, versie %d: %s", c.sjabloon.Name, c.sjabloon.Version, plural(len(c.sjabloon.Sections), "onderdeel", "onderdelen"))}
		}
	case SettingRemarks:
		if c.weights, err = documents.LoadWeights(src); err == nil {
			c.Name = c.weights.House
			for _, r := range documents.Remarks() {
				if s, there := c.weights.Severities[r.Code]; there {
					c.Says = append(c.Says, fmt.Sprintf("%s %s: %s", r.Code, r.Title, documents.SeverityText(s)))
				}
			}
		}
	case SettingRegister:
		if c.officials, err = loadRegister(src); err == nil {
			c.Says = []string{plural(len(c.officials), "naam die niet wordt gelakt", "namen die niet worden gelakt")}
		}
	case SettingRecess:
		err = c.checkRecess(src)
	case SettingStays, settingProposed:
		err = c.checkStays(src, o)
	case SettingEffort:
		err = c.checkEffort(src)
	case SettingSelection:
		if c.selection, err = workflow.ParseSelection(src); err == nil {
			c.Name = string(c.selection.House)
			for _, r := range c.selection.Rules {
				kept := "blijvend bewaren"
				if r.Years > 0 {
					kept = "vernietigen na " + plural(r.Years, "jaar", "jaar")
				}
				c.Says = append(c.Says, fmt.Sprintf("%s, categorie %s: %s", r.Soort, r.Item, kept))
			}
		}
	case SettingPolicy:
		err = c.checkPolicy(src)
	default:
		err = errors.New("dit bestand is geen parafenlijn, geen sjabloon, geen zwaarte van opmerkingen, geen register, geen lijst van wat leesbaar blijft, geen wegen voor vondsten, geen lijst van recessen, geen selectielijst en geen bevoegdhedenbestand")
	}
	return c, err
}

func (c *Checked) checkRoutes(src []byte, o workflow.Organisations) error {
	var err error
	if c.forms, err = workflow.LoadRouteForms(src, o); err != nil {
		return err
	}
	for _, f := range c.forms {
		house := string(f.For[0].Ministry())
		if c.Name != "" && c.Name != house {
			return fmt.Errorf("het bestand bevat lijnen van twee ministeries (%s en %s); maak voor elk ministerie een eigen bestand", c.Name, house)
		}
		c.Name = house
		c.Says = append(c.Says, fmt.Sprintf("%s, vanaf %s", f.Name, f.From))
	}
	return nil
}

// onlyPart reads a file of one part, {"reces":…}, and gives the part.
func onlyPart(src []byte, key string) (json.RawMessage, error) {
	var file map[string]json.RawMessage
	r := json.NewDecoder(bytes.NewReader(src))
	if err := r.Decode(&file); err != nil {
		return nil, fmt.Errorf("%s: het bestand is niet te lezen: %w", key, err)
	}
	if _, err := r.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: na het einde staat nog iets", key)
	}
	if len(file) != 1 || len(file[key]) == 0 {
		return nil, fmt.Errorf("%s: het bestand is niet te lezen: het heeft één onderdeel, %q", key, key)
	}
	return file[key], nil
}

// checkRecess reads {"reces":[{"name":…,"from":…,"until":…}]}.
func (c *Checked) checkRecess(src []byte) error {
	part, err := onlyPart(src, "reces")
	if err != nil {
		return err
	}
	if c.recess, err = workflow.ParseRecess(part); err != nil {
		return err
	}
	if len(c.recess) == 0 {
		return errors.New("reces: het bestand noemt geen periode")
	}
	for _, p := range c.recess {
		c.Says = append(c.Says, fmt.Sprintf("%s: %s tot en met %s", p.Name, p.From, p.Until))
	}
	return nil
}

// checkPolicy refuses what does not load, and a policy under which nobody could
// load another one.
func (c *Checked) checkPolicy(src []byte) error {
	_, model := policies.Source()
	var err error
	if c.policy, err = policies.Load(src, model); err != nil {
		return fmt.Errorf("het bevoegdhedenbestand is niet in orde; de technische melding, met het nummer van de regel, is: %w", err)
	}
	keeper := workflow.Actor{Person: "?", Seats: []workflow.Seat{{Role: workflow.RoleBeheerder}}}
	for _, a := range []workflow.Action{workflow.ActionManagePeople, workflow.ActionManageInstallation} {
		if !c.policy.Allows(keeper, a, policies.Over("", keeper)) {
			return fmt.Errorf("met deze bevoegdheden kan de beheerder zelf niets meer herstellen: %q ontbreekt voor r:beheerder", a)
		}
	}
	c.Says = []string{"kenmerk " + c.policy.SHA256()[:8]}
	return nil
}

// An official is how the register is written. Days are ISO 8601; given name,
// initials and days may be absent.
type official struct {
	Given    string         `json:"voornaam,omitempty"`
	Initials string         `json:"voorletters,omitempty"`
	Family   string         `json:"achternaam"`
	Function string         `json:"functie"`
	From     documents.Date `json:"van,omitzero"`
	Until    documents.Date `json:"tot,omitzero"`
}

// loadRegister reads {"register":[{"voornaam":…,"achternaam":…,"functie":…}]}.
func loadRegister(src []byte) ([]redact.Official, error) {
	var file struct {
		Register []official `json:"register"`
	}
	r := json.NewDecoder(bytes.NewReader(src))
	r.DisallowUnknownFields()
	if err := r.Decode(&file); err != nil {
		return nil, fmt.Errorf("register: het bestand is niet te lezen: %w", err)
	}
	if _, err := r.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("register: na het einde staat nog iets")
	}
	var faults []error
	if len(file.Register) == 0 {
		faults = append(faults, errors.New("register: het bestand noemt niemand"))
	}
	var out []redact.Official
	for i, o := range file.Register {
		switch {
		case strings.TrimSpace(o.Family) == "":
			faults = append(faults, fmt.Errorf("register: nummer %d heeft geen achternaam", i+1))
		case strings.TrimSpace(o.Function) == "":
			faults = append(faults, fmt.Errorf("register: nummer %d (%s) heeft geen functie", i+1, o.Family))
		case !o.Until.IsZero() && o.Until.Before(o.From):
			faults = append(faults, fmt.Errorf("register: nummer %d (%s) eindigt voordat hij begint", i+1, o.Family))
		}
		out = append(out, redact.Official{Given: o.Given, Initials: o.Initials, Family: o.Family, Function: o.Function, From: o.From, Until: o.Until})
	}
	return out, errors.Join(faults...)
}

func plural(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// A SettingView is one setting as the page shows it.
type SettingView struct {
	journal.Setting
	ByName   string
	Says     []string
	InForce  bool
	Withdraw bool // may be withdrawn: then what the program carries holds again
	Waits    bool // for a second person, who is not ByName
}

// Settings gives what is in force of the kinds that the actor may manage.
func (d *Desk) Settings(ctx context.Context, by workflow.Actor) ([]SettingView, error) {
	all, err := d.book.InForce(ctx)
	if err != nil {
		return nil, fmt.Errorf("load settings: %w", err)
	}
	var out []SettingView
	for _, s := range all {
		if s.Kind == settingProposed && slices.ContainsFunc(all, func(o journal.Setting) bool {
			return o.Kind == SettingStays && o.Name == s.Name && bytes.Equal(o.Bytes, s.Bytes)
		}) {
			continue // it came in force
		}
		if len(s.Bytes) > 0 && d.managesSetting(by, s.Kind, s.Name) {
			out = append(out, d.settingView(ctx, s, true))
		}
	}
	return out, nil
}

// SettingVersions gives every version of one setting, newest first.
func (d *Desk) SettingVersions(ctx context.Context, by workflow.Actor, kind, name string) ([]SettingView, error) {
	if !d.managesSetting(by, kind, name) {
		return nil, ErrNotFound
	}
	all, err := d.book.Settings(ctx, kind, name)
	if err != nil {
		return nil, fmt.Errorf("load settings: %w", err)
	}
	if len(all) == 0 {
		return nil, ErrNotFound
	}
	var out []SettingView
	for i, s := range all {
		out = append(out, d.settingView(ctx, s, i == 0 && len(s.Bytes) > 0))
	}
	return out, nil
}

func (d *Desk) settingView(ctx context.Context, s journal.Setting, now bool) SettingView {
	v := SettingView{Setting: s, ByName: d.nameOf(ctx, s.By), InForce: now && s.Kind != settingProposed, Withdraw: now && s.Kind != SettingStays}
	v.Waits = now && s.Kind == settingProposed
	if c, err := CheckSetting(s.Kind, s.Bytes, nil); err == nil {
		v.Says = c.Says
	}
	return v
}

// managesSetting reports whether the actor may load this setting: routes and
// terms of a house by who manages routes there, all else by who manages the installation.
func (d *Desk) managesSetting(by workflow.Actor, kind, name string) bool {
	switch kind {
	case SettingRoutes, SettingStays, SettingRemarks, SettingSelection, settingProposed:
		return d.manages(by, workflow.ActionManageRoutes, workflow.OrganisationID(name))
	case SettingSjabloon, SettingRecess:
		return d.manages(by, workflow.ActionManageRoutes, "")
	case SettingRegister, SettingPolicy, SettingEffort:
		return d.manages(by, workflow.ActionManageInstallation, "")
	}
	return false
}

// LoadableKinds gives the kinds of setting that the actor may load.
func (d *Desk) LoadableKinds(by workflow.Actor) []string {
	var out []string
	for _, k := range SettingKinds() {
		name := ""
		if (k == SettingRoutes || k == SettingStays || k == SettingRemarks || k == SettingSelection) && len(d.scope(by, workflow.ActionManageRoutes)) > 0 {
			name = string(d.scope(by, workflow.ActionManageRoutes)[0])
		}
		if d.managesSetting(by, k, name) {
			out = append(out, k)
		}
	}
	return out
}

// A Faulty setting was not loaded. Its text says in Dutch why.
type Faulty struct{ Faults []string }

func (f *Faulty) Error() string { return "setting not loaded: " + strings.Join(f.Faults, "; ") }

// LoadSetting checks a file and brings it in force, over the version with
// number n that was on the screen (0 for none). It fails with *Faulty for a
// file that is not right, ErrStale when another was loaded since, and
// ErrNotFound for who may not.
func (d *Desk) LoadSetting(ctx context.Context, ask Ask, kind string, src []byte, n int64) (Checked, error) {
	if !slices.Contains(d.LoadableKinds(ask.Actor), kind) {
		return Checked{}, ErrNotFound
	}
	o, err := d.organisations(ctx)
	if err != nil {
		return Checked{}, err
	}
	if len(src) > journal.MaxSetting {
		return Checked{}, &Faulty{[]string{"Het bestand is groter dan 4 MB."}}
	}
	c, err := CheckSetting(kind, src, o)
	if err != nil {
		return c, &Faulty{strings.Split(err.Error(), "\n")}
	}
	if !d.managesSetting(ask.Actor, kind, c.Name) {
		return c, &Faulty{[]string{fmt.Sprintf("Dit bestand is voor %q. Dat beheert u niet.", c.Name)}}
	}
	if faults, err := d.againstOld(ctx, c, src, n); err != nil {
		return c, err
	} else if len(faults) > 0 {
		return c, &Faulty{faults}
	}
	if kind == SettingStays {
		kind = settingProposed
	}
	return c, d.bringIn(ctx, ask, kind, c.Name, src)
}

// bringIn makes a file that was checked the newest of its kind and name.
func (d *Desk) bringIn(ctx context.Context, ask Ask, kind, name string, src []byte) error {
	m := d.measure(ask, journal.SettingLoaded, journal.Subject{Setting: kind, Name: name, SHA256: journal.Setting{Bytes: src}.SHA256()})
	m.Setting = &journal.Setting{Kind: kind, Name: name, Bytes: src}
	if err := d.take(ctx, m); err != nil {
		return err
	}
	return d.Refresh(ctx)
}

// againstOld compares a new version with what is in force.
func (d *Desk) againstOld(ctx context.Context, c Checked, src []byte, n int64) ([]string, error) {
	old, err := d.book.Settings(ctx, c.Kind, c.Name)
	if err != nil {
		return nil, fmt.Errorf("load settings: %w", err)
	}
	if len(old) == 0 {
		return nil, nil
	}
	if n != 0 && old[0].N != n {
		return nil, ErrStale
	}
	if bytes.Equal(old[0].Bytes, src) {
		return []string{"Precies dit bestand is al van kracht."}, nil
	}
	if c.Kind != SettingSjabloon {
		return nil, nil
	}
	for _, o := range old { // a paper keeps the version it was made with, so a version means one thing
		was, err := documents.LoadSjabloon(o.Bytes)
		if err == nil && was.Version >= c.sjabloon.Version {
			return []string{fmt.Sprintf("Versie %d van %s is er al. Geef het nieuwe bestand een hoger nummer (version).", was.Version, c.Name)}, nil
		}
	}
	return nil, nil
}

// WithdrawSetting takes a setting back: what the program itself carries holds
// again.
func (d *Desk) WithdrawSetting(ctx context.Context, ask Ask, kind, name string, n int64) error {
	all, err := d.SettingVersions(ctx, ask.Actor, kind, name)
	if err != nil {
		return err
	}
	if all[0].N != n {
		return ErrStale
	}
	if kind == SettingStays {
		return &Faulty{[]string{"Dit register wijzigt u met een nieuw bestand, dat een tweede bevestigt. Laad een lijst zonder termen als er niets meer geldt."}}
	}
	m := d.measure(ask, journal.SettingWithdrawn, journal.Subject{Setting: kind, Name: name})
	m.Setting = &journal.Setting{Kind: kind, Name: name}
	if err := d.take(ctx, m); err != nil {
		return err
	}
	return d.Refresh(ctx)
}
