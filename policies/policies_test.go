package policies

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/casbin/casbin/v2"
	"pgregory.net/rapid"

	"paraaf/workflow"
)

var update = flag.Bool("update", false, "write the golden files")

func embedded(t testing.TB) *Authorizer {
	t.Helper()
	a, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(got, want) {
		return
	}
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			t.Fatalf("%s:%d differs (read the change, then -update):\n\t%s", file, i+1, g[i])
		}
	}
	t.Fatalf("%s has lines that are gone now", file)
}

// ask asks the map for one standing.
func ask(a *Authorizer, q question) Verdict {
	return a.Explain(workflow.Actor{Person: "x"}, q.action, Object{Phase: q.phase,
		Standings: []workflow.Standing{{Role: q.role, Relation: q.relation}}})
}

// casbinSays asks casbin itself, which also gives the row that matched.
func casbinSays(t interface{ Fatal(...any) }, e *casbin.Enforcer, q question) (bool, string) {
	ok, row, err := e.EnforceEx("r:"+string(q.role), "d:"+string(q.relation), string(q.action), phaseName(q.phase))
	if err != nil {
		t.Fatal(err)
	}
	if !ok {
		return false, ""
	}
	return true, row[len(row)-1]
}

// The map is casbin's answer, on the policy that is carried: every question
// that a row could touch, and strangers.
func TestMapIsCasbin(t *testing.T) {
	t.Parallel()
	a, e, err := compile(policyCSV, modelConf)
	if err != nil {
		t.Fatal(err)
	}
	roles := append(Roles(), "onbekend", "leiding", "lezer", "")
	relations := append(Relations(), "onbekend", "")
	phases := append(Phases(), "altijd", "levend", "onbekend")
	actions := append(Actions(), "onbekend", "")
	pick := func(r *rand.Rand) question {
		return question{roles[r.IntN(len(roles))], relations[r.IntN(len(relations))], actions[r.IntN(len(actions))], phases[r.IntN(len(phases))]}
	}
	// A group is no role of anybody, and an unknown relation none at all: the
	// map refuses where casbin, asked for a group or for anything under a row
	// that needs no relation, would agree.
	isGroup := func(q question) bool {
		return slices.Contains([]workflow.Role{"leiding", "lezer"}, q.role) || slices.Contains([]workflow.Phase{"altijd", "levend"}, q.phase) ||
			!slices.Contains(allRelations, q.relation)
	}
	r := rand.New(rand.NewPCG(1, 2))
	allowed := 0
	for range 4000 {
		q := pick(r)
		if r.IntN(2) == 0 { // near a row, for most of the space is refused
			w := a.rows[r.IntN(len(a.rows))]
			q.action = workflow.Action(w.action)
			if w.relation != "geen" {
				q.relation = workflow.Relation(w.relation)
			}
		}
		v := ask(a, q)
		if isGroup(q) {
			if v.Allowed {
				t.Errorf("%v: a group is taken for a role or a phase, or a relation invented", q)
			}
			continue
		}
		ok, why := casbinSays(t, e, q)
		if v.Allowed != ok || ok && v.Why != why {
			t.Fatalf("%v: map says %v %q, casbin %v %q", q, v.Allowed, v.Why, ok, why)
		}
		if ok {
			allowed++
		}
	}
	if allowed < 200 {
		t.Errorf("only %d questions were allowed: the test looks where nothing is", allowed)
	}
}

// The map is casbin's answer on any policy, not only on ours.
func TestMapIsCasbinOnAnyPolicy(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		roles, relations, phases := Roles()[:4], Relations()[:3], Phases()[:4]
		actions := Actions()[:3]
		var rows []string
		add := func(row string) {
			if !slices.Contains(rows, row) {
				rows = append(rows, row)
			}
		}
		groups, times := []string{"r:eerste", "r:tweede"}, []string{"vroeg", "laat"}
		for i, g := range groups {
			add("g, r:" + string(roles[i]) + ", " + g)
			add("g2, " + phaseName(phases[i]) + ", " + times[i])
		}
		for range rapid.IntRange(0, 6).Draw(t, "groups") {
			add("g, r:" + string(rapid.SampledFrom(roles).Draw(t, "role")) + ", " + rapid.SampledFrom(groups).Draw(t, "group"))
			add("g2, " + phaseName(rapid.SampledFrom(phases).Draw(t, "phase")) + ", " + rapid.SampledFrom(times).Draw(t, "time"))
		}
		seen := map[string]bool{}
		for i := range rapid.IntRange(1, 12).Draw(t, "rows") {
			role := rapid.OneOf(rapid.SampledFrom(groups), rapid.Map(rapid.SampledFrom(roles), func(r workflow.Role) string { return "r:" + string(r) })).Draw(t, "who")
			phase := rapid.OneOf(rapid.SampledFrom(times), rapid.Map(rapid.SampledFrom(phases), phaseName)).Draw(t, "when")
			rel := rapid.SampledFrom(append(relations, workflow.RelationGeen)).Draw(t, "relation")
			key := fmt.Sprintf("p, %s, d:%s, %s, %s", role, rel, rapid.SampledFrom(actions).Draw(t, "action"), phase)
			if !seen[key] {
				seen[key] = true
				add(fmt.Sprintf("%s, Reden nummer %d van dit beleid.", key, i))
			}
		}
		text := strings.Join(rows, "\n") + fmt.Sprintf("\nend, %d\n", len(rows))
		a, e, err := compile([]byte(text), modelConf)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		for range 60 {
			q := question{rapid.SampledFrom(roles).Draw(t, "q role"), rapid.SampledFrom(append(relations, workflow.RelationGeen)).Draw(t, "q relation"),
				rapid.SampledFrom(actions).Draw(t, "q action"), rapid.SampledFrom(phases).Draw(t, "q phase")}
			v := ask(a, q)
			ok, why := casbinSays(t, e, q)
			if v.Allowed != ok || ok && v.Why != why {
				t.Fatalf("%v: map says %v %q, casbin %v %q under\n%s", q, v.Allowed, v.Why, ok, why, text)
			}
		}
	})
}

// A policy that is not wholly understood does not load.
func TestBrokenPoliciesDoNotLoad(t *testing.T) {
	t.Parallel()
	good := string(policyCSV)
	row := func(r string) string { // adds a row, counted
		body, _, _ := strings.Cut(good, "\nend, ")
		n := len(embedded(t).rows)
		for _, l := range strings.Split(body, "\n") {
			if strings.HasPrefix(l, "g") {
				n++
			}
		}
		return fmt.Sprintf("%s\n%s\nend, %d\n", body, r, n+1)
	}
	if _, err := Load([]byte(row(`p, r:opsteller, d:cc, see-public, concept, "Een reden die lang genoeg is."`)), modelConf); err != nil {
		t.Fatalf("the good row of this test does not load: %v", err)
	}
	half := good[:len(good)/2]
	for _, c := range []struct{ csv, why, want string }{
		{"", "empty", "cut off"},
		{"# niets\n", "comments alone", "cut off"},
		{"end, 0\n", "an end alone", "nobody may"},
		{half, "half of it", ""},
		{half[:strings.LastIndex(half, "\n")+1], "half of it, whole lines", "cut off"},
		{strings.Replace(good, "p, r:opsteller, d:geen, open-dossier", "# p, r:opsteller, d:geen, open-dossier", 1), "a row left out", "count"},
		{good + "p, r:opsteller, d:cc, see-public, concept, \"Een reden die lang genoeg is.\"\n", "a row after the end", "after the end"},
		{row(`p, opsteller, d:cc, see-public, concept, "Een reden die lang genoeg is."`), "a role without r:", "not written r:"},
		{row(`p, u:opsteller, d:cc, see-public, concept, "Een reden die lang genoeg is."`), "a person for a role", "not written r:"},
		{row(`p, r:minister, d:cc, see-public, concept, "Een reden die lang genoeg is."`), "an unknown role", "nobody is"},
		{row(`p, r:opsteller, d:buur, see-public, concept, "Een reden die lang genoeg is."`), "an unknown relation", "relation"},
		{row(`p, r:opsteller, d:cc, see-everything, concept, "Een reden die lang genoeg is."`), "an unknown action", "action"},
		{row(`p, r:opsteller, d:cc, *, concept, "Een reden die lang genoeg is."`), "a wild card", "action"},
		{row(`p, r:opsteller, d:cc, see-public, straks, "Een reden die lang genoeg is."`), "an unknown phase", "no phase"},
		{row(`p, r:opsteller, d:cc, see-public, concept`), "no reason", "fields"},
		{row(`p, r:opsteller, d:cc, see-public, concept, ""`), "an empty reason", "empty"},
		{row(`p, r:opsteller, d:cc, see-public, concept, "Omdat."`), "no sentence", "sentence"},
		{row(`p, r:opsteller, d:opsteller, see-dossier, altijd, "Een andere reden voor hetzelfde."`), "the same row twice", "says the same"},
		{row(`p, r:beheerder, d:geen, see-dossier, altijd, "Een reden die lang genoeg is."`), "a beheerder at content", "no right to content"},
		{row(`g, r:beheerder, r:lezer`), "a beheerder who is a reader", "no right to content"},
		{row(`g, r:beheerder, r:communicatie`), "a role within a role", "no group"},
		{row(`p, r:systeem, d:geen, search, altijd, "Een reden die lang genoeg is."`), "the program at content", "only reminds"},
		{row(`p, r:bewindspersoon, d:mede, see-dossier, in-line, "Een reden die lang genoeg is."`), "another ministry at the nota", "letter only"},
		{row(`g2, concept, in-line`), "a phase within a phase", "no group"},
		{row(`g3, concept, x`), "an unknown kind of row", "unknown kind"},
		{row(`deny, r:opsteller, d:cc, see-public, concept, "Een reden die lang genoeg is."`), "an unknown kind of row", "unknown kind"},
	} {
		a, err := Load([]byte(c.csv), modelConf)
		if err == nil || a != nil {
			t.Errorf("%s: loads", c.why)
		} else if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q in it", c.why, err, c.want)
		}
	}
	for _, c := range []struct{ model, why string }{
		{"", "no model"},
		{strings.Replace(string(modelConf), "g(r.role, p.role)", "keyMatch(r.role, p.role)", 1), "keyMatch"},
		{strings.Replace(string(modelConf), "[matchers]", "[matches]", 1), "no matcher"},
	} {
		if a, err := Load(policyCSV, []byte(c.model)); err == nil || a != nil {
			t.Errorf("%s: loads", c.why)
		}
	}
}

// Cut anywhere, a policy does not load: not one byte may be missing, save the
// last line feed.
func TestNoHalfPolicyLoads(t *testing.T) {
	t.Parallel()
	for n := range len(policyCSV) - 1 {
		if n%97 != 0 && policyCSV[n] != '\n' {
			continue
		}
		if _, err := Load(policyCSV[:n], modelConf); err == nil {
			t.Fatalf("loads with %d of %d bytes", n, len(policyCSV))
		}
	}
}

// An Authorizer that was not loaded refuses everything and says so.
func TestNothingLoadedNothingAllowed(t *testing.T) {
	t.Parallel()
	for _, a := range []*Authorizer{nil, {}} {
		for _, action := range Actions() {
			for _, role := range Roles() {
				q := question{role, workflow.RelationLijn, action, workflow.InLine}
				o := Object{Phase: q.phase, Standings: []workflow.Standing{{Role: role, Relation: q.relation}}}
				if v := ask(a, q); v.Allowed || v.Why == "" || a.Allows(workflow.Actor{}, action, o) {
					t.Fatalf("%v is allowed by nothing", q)
				}
			}
		}
	}
}

func TestSHA256TellsPoliciesApart(t *testing.T) {
	t.Parallel()
	a := embedded(t)
	b, err := Load(append([]byte("# een opmerking\n"), policyCSV...), modelConf)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Load(policyCSV, append([]byte("# een opmerking\n"), modelConf...))
	if err != nil {
		t.Fatal(err)
	}
	if a.SHA256() == b.SHA256() || a.SHA256() == c.SHA256() || !regexp.MustCompile(`^[0-9a-f]{64}$`).MatchString(a.SHA256()) {
		t.Errorf("%s, %s, %s", a.SHA256(), b.SHA256(), c.SHA256())
	}
	if again := embedded(t); again.SHA256() != a.SHA256() {
		t.Error("the same policy has two digests")
	}
	if (*Authorizer)(nil).SHA256() != "" {
		t.Error("nothing has a digest")
	}
}

// What stands in the policy, for the reader who signs it off: per action who
// may, with groups written out.
func TestCompetenceIsWhatWasReviewed(t *testing.T) {
	t.Parallel()
	a := embedded(t)
	var b strings.Builder
	for _, action := range Actions() {
		fmt.Fprintf(&b, "%s\n", action)
		for _, role := range Roles() {
			when := map[workflow.Relation]string{}
			for _, rel := range Relations() {
				var phases []string
				for _, ph := range Phases() {
					if ask(a, question{role, rel, action, ph}).Allowed {
						phases = append(phases, phaseName(ph))
					}
				}
				when[rel] = strings.Join(phases, " ")
			}
			free := when[workflow.RelationGeen]
			for _, rel := range Relations() {
				switch {
				case when[rel] == "":
				case rel == workflow.RelationGeen:
					fmt.Fprintf(&b, "    %-14s %-12s %s\n", role, "-", free)
				case when[rel] != free:
					fmt.Fprintf(&b, "    %-14s %-12s %s\n", role, rel, when[rel])
				}
			}
		}
	}
	golden(t, "testdata/competence.txt", []byte(b.String()))
}

// Every refusal says in Dutch what would help, whatever is asked.
func TestEveryRefusalSaysWhy(t *testing.T) {
	t.Parallel()
	a := embedded(t)
	for _, action := range append(Actions(), "onbekend") {
		for _, ph := range Phases() {
			for _, role := range Roles() {
				for _, rel := range Relations() {
					v := ask(a, question{role, rel, action, ph})
					if n := len(v.Why); n < 15 || n > 330 || !strings.HasSuffix(v.Why, ".") || strings.Contains(v.Why, "%!") || strings.Contains(v.Why, "  ") {
						t.Fatalf("%s %s %s %s: %q", role, rel, action, ph, v.Why)
					}
					if v.Allowed != (v.Rule != "") {
						t.Fatalf("%s %s %s %s: allowed %v by rule %q", role, rel, action, ph, v.Allowed, v.Rule)
					}
				}
			}
		}
	}
	v := a.Explain(workflow.Actor{Person: "x", Seats: []workflow.Seat{{Role: workflow.RoleCommunicatie, Organisation: "vws"}}}, "send-back",
		Object{Relation: workflow.RelationCommunicatie, Phase: workflow.InLine, Organisation: "vws.dicio"})
	if v.Allowed || !slices.Contains(v.Needs, "de directie in de parafenlijn") || !strings.Contains(v.Why, "niet bevoegd") {
		t.Errorf("says %+v", v)
	}
	v = ask(a, question{workflow.RoleOpsteller, workflow.RelationOpsteller, "submit", workflow.InLine})
	if v.Allowed || !strings.Contains(v.Why, "in de lijn") || !strings.Contains(v.Why, "in concept") {
		t.Errorf("says %q, want the phase as the reason", v.Why)
	}
}

// A role held at another ministry lends nothing here.
func TestARoleElsewhereLendsNothing(t *testing.T) {
	t.Parallel()
	a := embedded(t)
	here := Object{Relation: workflow.RelationCommunicatie, Phase: workflow.Decided, Organisation: "vws.dicio"}
	for _, c := range []struct {
		seat workflow.Seat
		want bool
	}{
		{workflow.Seat{Role: workflow.RoleCommunicatie, Organisation: "vws"}, true},
		{workflow.Seat{Role: workflow.RoleCommunicatie, Organisation: "fin"}, false},
	} {
		who := workflow.Actor{Person: "x", Seats: []workflow.Seat{c.seat}}
		if got := a.Allows(who, "close-review", here); got != c.want {
			t.Errorf("%v closes a review at VWS: %v", c.seat, got)
		}
		s := workflow.State{Phase: workflow.Decided, Round: 1, Organisation: "vws.dicio"}
		if got := a.Allows(who, "close-review", Of(s, who)); got != c.want {
			t.Errorf("%v closes a review at VWS, by its standings: %v", c.seat, got)
		}
	}
}

// Waarneming is managed at home or from above, never next door.
func TestManagingIsForOnesOwnOrganisation(t *testing.T) {
	t.Parallel()
	a := embedded(t)
	for _, c := range []struct {
		seat workflow.Seat
		over workflow.OrganisationID
		want bool
	}{
		{workflow.Seat{Role: workflow.RoleSecretariaat, Organisation: "vws.dicio"}, "vws.dicio", true},
		{workflow.Seat{Role: workflow.RoleSecretariaat, Organisation: "vws"}, "vws.dicio", true},
		{workflow.Seat{Role: workflow.RoleSecretariaat, Organisation: "vws.dicio"}, "vws", false},
		{workflow.Seat{Role: workflow.RoleSecretariaat, Organisation: "fin"}, "vws.dicio", false},
		{workflow.Seat{Role: workflow.RoleOpsteller, Organisation: "vws.dicio"}, "vws.dicio", false},
		{workflow.Seat{Role: workflow.RoleBeheerder, Organisation: "vws"}, "vws.ljs", true},
	} {
		who := workflow.Actor{Person: "x", Seats: []workflow.Seat{c.seat}}
		if v := a.Explain(who, workflow.ActionManageWaarneming, Over(c.over, who)); v.Allowed != c.want {
			t.Errorf("%v over %s: %v (%s)", c.seat, c.over, v.Allowed, v.Why)
		}
	}
}

// The reasons are written for officials: B1 words, no codes of the program.
func TestReasonsAreDutchSentences(t *testing.T) {
	t.Parallel()
	for _, w := range embedded(t).rows {
		if strings.ContainsAny(w.why, "_{}<>") || strings.Contains(w.why, w.action) {
			t.Errorf("line %d: %q", w.line, w.why)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(string(policyCSV))
	f.Add("end, 0\n")
	f.Add("p, r:opsteller, d:cc, see-public, concept, \"Een reden die lang genoeg is.\"\nend, 1\n")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := Load([]byte(text), modelConf)
		if (a == nil) == (err == nil) {
			t.Fatal(errors.New("an Authorizer beside an error, or neither"))
		}
		if a == nil {
			return
		}
		for q := range a.allowed {
			if q.role == workflow.RoleBeheerder && !slices.Contains(manage, q.action) {
				t.Fatalf("a beheerder may %s", q.action)
			}
		}
	})
}

// BenchmarkExplain is to be read as a ratio: /map is the least that could be,
// one look-up in a plain Go map; /casbin is asking the specification itself.
func BenchmarkExplain(b *testing.B) {
	a, e, err := compile(policyCSV, modelConf)
	if err != nil {
		b.Fatal(err)
	}
	q := question{workflow.RolePlvSG, workflow.RelationLijn, "give-paraaf", workflow.InLine}
	o := Object{Phase: q.phase, Standings: []workflow.Standing{{Role: q.role, Relation: q.relation}}}
	b.Run("map", func(b *testing.B) {
		for b.Loop() {
			if a.allowed[q] == nil {
				b.Fatal("refused")
			}
		}
	})
	b.Run("allows", func(b *testing.B) {
		for b.Loop() {
			if !a.Allows(workflow.Actor{}, q.action, o) {
				b.Fatal("refused")
			}
		}
	})
	b.Run("explain", func(b *testing.B) {
		for b.Loop() {
			if !a.Explain(workflow.Actor{}, q.action, o).Allowed {
				b.Fatal("refused")
			}
		}
	})
	b.Run("ratio", func(b *testing.B) {
		const each = 200_000
		timed := func(ask func() bool) float64 {
			from := time.Now()
			for range each {
				if !ask() {
					b.Fatal("refused")
				}
			}
			return time.Since(from).Seconds()
		}
		var ratios []float64 // the machine is shared: what disturbs one turn does not count
		for b.Loop() {
			for range 11 {
				least := timed(func() bool { return a.allowed[q] != nil })
				ratios = append(ratios, timed(func() bool { return a.Allows(workflow.Actor{}, q.action, o) })/least)
			}
		}
		slices.Sort(ratios)
		b.ReportMetric(ratios[len(ratios)/2], "ratio")
	})
	b.Run("casbin", func(b *testing.B) {
		for b.Loop() {
			if ok, err := e.Enforce("r:plvsg", "d:lijn", "give-paraaf", "in-line"); err != nil || !ok {
				b.Fatal(err)
			}
		}
	})
}
