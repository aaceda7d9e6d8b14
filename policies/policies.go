// Package policies says who is competent, and why: which role may do what to a
// dossier, in which relation to it and in which phase. Whose turn it is and
// which four eyes are needed stands in package workflow (D6).
//
// model.conf and policy.csv are the specification: readable, with a reason per
// row, to be signed off by a ministry. casbin gives them their meaning. At load
// the rows are compiled, with casbin's own answer to which roles and phases
// belong together, into a map that never changes; a property test proves the
// map equal to casbin's Enforce. Asking casbin itself scans every row
// (microseconds to milliseconds a question), the map takes one look-up for
// each of the few standings that somebody has.
//
// It fails closed. A policy that is empty, cut off, misspelled, without reasons
// or silent about an action does not load, and an Authorizer that was not
// loaded refuses everything.
//
// The CSV has three kinds of rows. Blank lines and lines that begin with # are
// passed over; a field with a comma is quoted.
//
//	p, r:<role>, d:<relation>, <action>, <phase or group>, <reason in Dutch>
//	g, r:<role>, r:<role it also is>
//	g2, <phase>, <group of phases>
//	end, <how many rows stand above>
//
// d:geen on a p row means that no relation is needed. The phase before a
// dossier exists is written none.
package policies

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"

	"paraaf/workflow"
)

//go:embed model.conf
var modelConf []byte

//go:embed policy.csv
var policyCSV []byte

// Embedded gives the policy that the program carries.
func Embedded() (*Authorizer, error) { return Load(policyCSV, modelConf) }

// Source gives the embedded policy and model as they are written, to be shown
// or to be taken as a beginning of one's own.
func Source() (csv, model []byte) { return bytes.Clone(policyCSV), bytes.Clone(modelConf) }

// An Authorizer answers from one loaded policy. It never changes and is safe
// for concurrent use; another policy is another Authorizer. The zero
// Authorizer and a nil one refuse everything.
type Authorizer struct {
	allowed map[question]*row
	rows    []row                     // the p rows, in order of the file
	also    map[string][]string       // all roles that a role is, itself first
	in      map[workflow.Phase]groups // the groups a phase belongs to, itself first
	sum     string
}

type groups []string

// A question is what the map is asked.
type question struct {
	role     workflow.Role
	relation workflow.Relation
	action   workflow.Action
	phase    workflow.Phase
}

// A row is a p row of the file.
type row struct {
	line                          int
	rule                          string // "policy.csv:41"
	role, relation, action, phase string // without prefixes
	why                           string
}

// Roles, relations and phases are all there are; a policy that names another
// does not load.
var (
	allRoles = []workflow.Role{workflow.RoleOpsteller, workflow.RoleDirectie, workflow.RoleMedeparaaf,
		workflow.RoleSecretariaat, workflow.RoleDG, workflow.RolePlvSG, workflow.RoleSG, workflow.RoleAdviseur,
		workflow.RoleBewindspersoon, workflow.RoleCommunicatie, workflow.RoleBeheerder, workflow.RoleSysteem}
	allRelations = []workflow.Relation{workflow.RelationOpsteller, workflow.RelationLijn, workflow.RelationMede,
		workflow.RelationDirectie, workflow.RelationCommunicatie, workflow.RelationCC, workflow.RelationGeen}
	allPhases = []workflow.Phase{workflow.None, workflow.Concept, workflow.InLine, workflow.Decided, workflow.Reviewed,
		workflow.Confirmed, workflow.Exported, workflow.Dispatched, workflow.Withdrawn, workflow.Ended}
)

// Roles, Relations, Phases and Actions list what a policy can speak of, in the
// order of their declaration. The caller may change what it gets.
func Roles() []workflow.Role { return slices.Clone(allRoles) }

// Relations lists the relations that a policy can speak of.
func Relations() []workflow.Relation { return slices.Clone(allRelations) }

// Phases lists the phases that a policy can speak of, workflow.None first.
func Phases() []workflow.Phase { return slices.Clone(allPhases) }

// Actions lists the actions that a policy must speak of: those of every
// command, then seeing and managing.
func Actions() []workflow.Action {
	var out []workflow.Action
	for _, c := range workflow.Commands() {
		out = append(out, c.Action())
	}
	return append(out, workflow.Reads()...)
}

// manage are the actions of a beheerder: everything that is no content.
var manage = []workflow.Action{workflow.ActionManagePeople, workflow.ActionManageWaarneming, workflow.ActionManageRoutes,
	workflow.ActionManageInstallation, workflow.ActionReadLog}

// Load compiles a policy in CSV under a casbin model. It fails, in English and
// with the line, on anything that is not wholly understood: see the package
// comment. There is no Authorizer beside an error.
func Load(csvText, modelText []byte) (*Authorizer, error) {
	a, err := load(csvText, modelText)
	if err != nil {
		return nil, fmt.Errorf("load policy: %w", err)
	}
	return a, nil
}

func load(csvText, modelText []byte) (*Authorizer, error) {
	a, _, err := compile(csvText, modelText)
	if err != nil {
		return nil, err
	}
	if err := a.check(); err != nil {
		return nil, err
	}
	return a, nil
}

// compile gives the map, and casbin's enforcer that it was made from.
func compile(csvText, modelText []byte) (*Authorizer, *casbin.Enforcer, error) {
	records, lines, err := read(csvText)
	if err != nil {
		return nil, nil, err
	}
	e, err := enforcer(records, modelText)
	if err != nil {
		return nil, nil, err
	}
	h := sha256.New()
	fmt.Fprintf(h, "%d\n", len(modelText))
	h.Write(modelText)
	h.Write(csvText)
	a := &Authorizer{allowed: map[question]*row{}, also: map[string][]string{}, in: map[workflow.Phase]groups{},
		sum: hex.EncodeToString(h.Sum(nil))}
	for _, r := range allRoles {
		implicit, err := e.GetImplicitRolesForUser("r:" + string(r))
		if err != nil {
			return nil, nil, fmt.Errorf("roles of %s: %w", r, err)
		}
		a.also[string(r)] = []string{string(r)}
		for _, i := range implicit {
			a.also[string(r)] = append(a.also[string(r)], strings.TrimPrefix(i, "r:"))
		}
	}
	for _, ph := range allPhases {
		named, err := e.GetNamedImplicitRolesForUser("g2", phaseName(ph))
		if err != nil {
			return nil, nil, fmt.Errorf("groups of phase %q: %w", ph, err)
		}
		a.in[ph] = append(groups{phaseName(ph)}, named...)
	}
	for i, rec := range records {
		if rec[0] == "p" {
			a.rows = append(a.rows, row{lines[i], fmt.Sprintf("policy.csv:%d", lines[i]), strings.TrimPrefix(rec[1], "r:"), strings.TrimPrefix(rec[2], "d:"), rec[3], rec[4], rec[5]})
		}
	}
	for i := range a.rows {
		a.enter(&a.rows[i])
	}
	return a, e, nil
}

// enter enters row w for every question it answers, unless a row above it
// does: casbin too gives the first.
func (a *Authorizer) enter(w *row) {
	for _, role := range allRoles {
		if !slices.Contains(a.also[string(role)], w.role) {
			continue
		}
		for _, rel := range allRelations {
			if w.relation != string(workflow.RelationGeen) && w.relation != string(rel) {
				continue
			}
			for _, ph := range allPhases {
				q := question{role, rel, workflow.Action(w.action), ph}
				if _, taken := a.allowed[q]; !taken && slices.Contains(a.in[ph], w.phase) {
					a.allowed[q] = w
				}
			}
		}
	}
}

// check refuses a policy that is silent about an action, or gives a beheerder
// or the program itself a right to content.
func (a *Authorizer) check() error {
	for _, action := range Actions() {
		if !slices.ContainsFunc(a.rows, func(w row) bool { return w.action == string(action) }) {
			return fmt.Errorf("nobody may %s: no row names it", action)
		}
	}
	for q, w := range a.allowed {
		if q.role == workflow.RoleBeheerder && !slices.Contains(manage, q.action) {
			return fmt.Errorf("line %d: a beheerder has no right to content, and this row lets him %s", w.line, q.action)
		}
		if q.role == workflow.RoleSysteem && q.action != (workflow.Remind{}).Action() {
			return fmt.Errorf("line %d: the program itself only reminds, and this row lets it %s", w.line, q.action)
		}
		if q.relation == workflow.RelationMede && q.action == workflow.ActionSeeDossier {
			return fmt.Errorf("line %d: another ministry reads the letter only (D2)", w.line)
		}
	}
	return nil
}

// read takes the file apart and checks every word of it.
func read(text []byte) ([][]string, []int, error) {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comment = '#'
	r.TrimLeadingSpace = true
	r.FieldsPerRecord = -1
	var records [][]string
	var lines []int
	seen := map[string]int{}
	ended := false
	for {
		rec, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		line, _ := r.FieldPos(0)
		if ended {
			return nil, nil, fmt.Errorf("line %d: stands after the end", line)
		}
		for i, f := range rec {
			if f != strings.TrimSpace(f) || f == "" {
				return nil, nil, fmt.Errorf("line %d: field %d is empty or has spaces around it", line, i+1)
			}
		}
		if rec[0] == "end" {
			n, err := strconv.Atoi(rec[len(rec)-1])
			if len(rec) != 2 || err != nil || n != len(records) {
				return nil, nil, fmt.Errorf("line %d: the end must count the %d rows above it", line, len(records))
			}
			ended = true
			continue
		}
		if err := words(rec); err != nil {
			return nil, nil, fmt.Errorf("line %d: %w", line, err)
		}
		key := strings.Join(rec[:min(len(rec), 5)], "\x00")
		if was, ok := seen[key]; ok {
			return nil, nil, fmt.Errorf("line %d: says the same as line %d", line, was)
		}
		seen[key] = line
		records = append(records, rec)
		lines = append(lines, line)
	}
	if !ended {
		return nil, nil, errors.New("there is no end row: the file is empty or cut off")
	}
	return records, lines, groupsKnown(records, lines)
}

// words checks the fields of one record.
func words(rec []string) error {
	want := map[string]int{"p": 6, "g": 3, "g2": 3}[rec[0]]
	switch {
	case want == 0:
		return fmt.Errorf("unknown kind of row %q", rec[0])
	case len(rec) != want:
		return fmt.Errorf("%d fields, want %d", len(rec), want)
	}
	switch rec[0] {
	case "g":
		for _, f := range rec[1:] {
			if !strings.HasPrefix(f, "r:") || len(f) == 2 {
				return fmt.Errorf("role %q is not written r:<role>", f)
			}
		}
		if !slices.Contains(allRoles, workflow.Role(rec[1][2:])) {
			return fmt.Errorf("unknown role %q", rec[1])
		}
	case "g2":
		if !slices.ContainsFunc(allPhases, func(p workflow.Phase) bool { return phaseName(p) == rec[1] }) {
			return fmt.Errorf("unknown phase %q", rec[1])
		}
	case "p":
		if !strings.HasPrefix(rec[1], "r:") || len(rec[1]) == 2 {
			return fmt.Errorf("role %q is not written r:<role>", rec[1])
		}
		if !strings.HasPrefix(rec[2], "d:") || !slices.Contains(allRelations, workflow.Relation(rec[2][2:])) {
			return fmt.Errorf("unknown relation %q", rec[2])
		}
		if !slices.Contains(Actions(), workflow.Action(rec[3])) {
			return fmt.Errorf("unknown action %q", rec[3])
		}
		if n := len(rec[5]); n < 15 || n > 200 || !strings.HasSuffix(rec[5], ".") {
			return fmt.Errorf("the reason %q is no sentence of 15 to 200 bytes", rec[5])
		}
	}
	return nil
}

// groupsKnown checks that p rows name a role and a phase, or a group of them
// that a g or g2 row fills, and that no group bears the name of one of them.
func groupsKnown(records [][]string, lines []int) error {
	roles, phases := map[string]bool{}, map[string]bool{}
	for _, r := range allRoles {
		roles["r:"+string(r)] = true
	}
	for _, p := range allPhases {
		phases[phaseName(p)] = true
	}
	for i, rec := range records {
		if rec[0] == "g" && roles[rec[2]] && slices.Contains(allRoles, workflow.Role(rec[2][2:])) {
			return fmt.Errorf("line %d: %s is a role of its own and can be no group", lines[i], rec[2])
		}
		if rec[0] == "g2" && slices.ContainsFunc(allPhases, func(p workflow.Phase) bool { return phaseName(p) == rec[2] }) {
			return fmt.Errorf("line %d: %s is a phase and can be no group", lines[i], rec[2])
		}
	}
	for _, rec := range records {
		switch rec[0] {
		case "g":
			roles[rec[2]] = true
		case "g2":
			phases[rec[2]] = true
		}
	}
	for i, rec := range records {
		if rec[0] == "p" && !roles[rec[1]] {
			return fmt.Errorf("line %d: nobody is %s", lines[i], rec[1])
		}
		if rec[0] == "p" && !phases[rec[4]] {
			return fmt.Errorf("line %d: no phase is %s", lines[i], rec[4])
		}
	}
	return nil
}

// enforcer builds casbin's own reading of the policy.
func enforcer(records [][]string, modelText []byte) (*casbin.Enforcer, error) {
	m, err := model.NewModelFromString(string(modelText))
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	for _, fn := range []string{"keyMatch", "keyGet", "regexMatch", "globMatch", "ipMatch", "eval("} {
		if strings.Contains(m["m"]["m"].Value, fn) {
			return nil, fmt.Errorf("model: the matcher uses %s", fn)
		}
	}
	e, err := casbin.NewEnforcer(m)
	if err != nil {
		return nil, fmt.Errorf("casbin: %w", err)
	}
	for _, rec := range records {
		fields := make([]any, len(rec)-1)
		for i, f := range rec[1:] {
			fields[i] = f
		}
		var added bool
		var err error
		if rec[0] == "p" {
			added, err = e.AddPolicy(fields...)
		} else {
			added, err = e.AddNamedGroupingPolicy(rec[0], fields...)
		}
		if err != nil || !added {
			return nil, fmt.Errorf("casbin: row %q not taken: %v", strings.Join(rec, ", "), err)
		}
	}
	return e, nil
}

func phaseName(p workflow.Phase) string {
	if p == workflow.None {
		return "none"
	}
	return string(p)
}

// SHA256 identifies the loaded policy with its model: 64 hexadecimal digits,
// to be logged at start and shown. It is empty when nothing was loaded.
func (a *Authorizer) SHA256() string {
	if a == nil {
		return ""
	}
	return a.sum
}
