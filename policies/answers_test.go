package policies_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/policies"
	"paraaf/workflow"
)

// The flag is declared by the other test file of this package.
func updating() bool { return flag.Lookup("update").Value.String() == "true" }

func dig(s string) documents.Digest { return documents.DigestOf([]byte("test"), []byte(s)) }

func seat(r workflow.Role, o workflow.OrganisationID) workflow.Seat {
	return workflow.Seat{Role: r, Organisation: o}
}

func one(id workflow.PersonID, seats ...workflow.Seat) workflow.Actor {
	return workflow.Actor{Person: id, Seats: seats}
}

// The people of the answers: for each role and relation that can occur, one
// person who has it and nothing else.
var (
	opsteller = one("opsteller", seat(workflow.RoleOpsteller, "vws.dicio"))
	directie  = one("directie", seat(workflow.RoleDirectie, "vws.dicio"))
	fez       = one("fez", seat(workflow.RoleMedeparaaf, "vws.fez"))
	plvsg     = one("plvsg", seat(workflow.RolePlvSG, "vws"))
	minister  = one("minister", seat(workflow.RoleBewindspersoon, "vws.ljs"))
	jenv      = one("jenv", seat(workflow.RoleBewindspersoon, "jenv"))
	lezer1    = one("communicatie-1", seat(workflow.RoleCommunicatie, "vws"))
	lezer2    = one("communicatie-2", seat(workflow.RoleCommunicatie, "vws"))
	secretar  = one("secretariaat", seat(workflow.RoleSecretariaat, "vws"))
)

func cast() []workflow.Actor {
	who := []workflow.Actor{opsteller, one("collega", seat(workflow.RoleOpsteller, "vws.dicio")),
		one("secretariaat-directie", seat(workflow.RoleSecretariaat, "vws.dicio")), directie, fez, plvsg, secretar,
		one("adviseur", seat(workflow.RoleAdviseur, "vws.ljs")), minister, jenv, one("secretariaat-jenv", seat(workflow.RoleSecretariaat, "jenv")),
		lezer1, lezer2, one("cc", seat(workflow.RoleBewindspersoon, "vws.mvws")),
		{Person: "waarnemer-plvsg", Seats: []workflow.Seat{seat(workflow.RoleDirectie, "vws.wjz")}, Waarnemings: []workflow.Waarneming{{
			Seat: seat(workflow.RolePlvSG, "vws"), Namens: "plvsg", From: documents.Date{Year: 2026, Month: 1, Day: 1}, Until: documents.Date{Year: 2026, Month: 12, Day: 31}}}},
		one("beheerder", seat(workflow.RoleBeheerder, "vws")), one("systeem", seat(workflow.RoleSysteem, "vws"))}
	for _, r := range policies.Roles() {
		who = append(who, one(workflow.PersonID("vreemde-"+r), seat(r, "fin.irf")))
	}
	return who
}

// played is a dossier to which things happened, one a minute.
type played struct {
	t  *testing.T
	s  workflow.State
	at time.Time
}

func (p *played) do(who workflow.Actor, c func(workflow.State) workflow.Command) *played {
	p.t.Helper()
	p.at = p.at.Add(time.Minute)
	es, err := workflow.Decide(p.s, who, p.at, c(p.s))
	if err != nil {
		p.t.Fatalf("%s: %T: %v", who.Person, c(p.s), err)
	}
	q := &played{p.t, p.s, p.at}
	for _, e := range es {
		q.s = workflow.Evolve(q.s, e)
	}
	return q
}

func candidate[C workflow.Command](who workflow.Actor, good func(C) bool) func(workflow.State) workflow.Command {
	return func(s workflow.State) workflow.Command {
		for _, c := range workflow.Candidates(s, who) {
			if c, ok := c.(C); ok && (good == nil || good(c)) {
				return c
			}
		}
		return nil
	}
}

// situations is the life of one dossier, stop by stop, in order; every phase
// is among them.
func situations(t *testing.T) (names []string, states map[string]workflow.State) {
	t.Helper()
	states = map[string]workflow.State{}
	stop := func(name string, p *played) *played {
		names = append(names, name)
		states[name] = p.s
		return p
	}
	st := func(id workflow.StationID, s workflow.Seat, k workflow.StepKind) workflow.Station {
		return workflow.Station{ID: id, Seat: s, Kind: k}
	}
	step := func(all bool, sts ...workflow.Station) workflow.Step { return workflow.Step{Stations: sts, All: all} }
	papers := workflow.Papers{{ID: "nota", Soort: documents.SoortNota, Digest: dig("nota")}, {ID: "brief", Soort: documents.SoortKamerbrief, Digest: dig("brief")}}
	route := workflow.Route{Line: []workflow.Step{
		step(true, st("directie", directie.Seats[0], workflow.AskParaaf)),
		step(true, st("fez", fez.Seats[0], workflow.AskMedeparaaf), st("procescheck", secretar.Seats[0], workflow.AskProcescheck)),
		step(true, st("plvsg", plvsg.Seats[0], workflow.AskParaaf), st("pa", seat(workflow.RoleAdviseur, "vws.ljs"), workflow.AskAdvice)),
		step(true, st("minister", minister.Seats[0], workflow.AskBesluit))},
		Beside: []workflow.Station{st("jenv", jenv.Seats[0], workflow.AskMedeakkoord)}}

	begin := &played{t: t, at: time.Date(2026, 4, 13, 9, 0, 0, 0, time.UTC)}
	stop("niet geopend", begin)
	concept := stop("concept", begin.do(opsteller, func(workflow.State) workflow.Command {
		return workflow.Open{Kind: workflow.TerBeslissing, Papers: papers, Route: route, CC: []workflow.Seat{seat(workflow.RoleBewindspersoon, "vws.mvws")}}
	}))
	first := stop("in de lijn, bij de directie", concept.do(opsteller, candidate[workflow.Submit](opsteller, nil)))
	stop("ingetrokken", first.do(opsteller, candidate[workflow.Withdraw](opsteller, nil)))
	second := stop("in de lijn, bij FEZ en procescheck", first.do(directie, candidate[workflow.GiveParaaf](directie, nil)))
	stop("teruggestuurd", second.do(fez, candidate[workflow.SendBack](fez, nil)))
	third := stop("in de lijn, bij de plv. SG", second.do(fez, candidate[workflow.GiveParaaf](fez, nil)).do(secretar, candidate[workflow.GiveParaaf](secretar, nil)))
	last := stop("in de lijn, bij de minister", third.do(plvsg, candidate[workflow.GiveParaaf](plvsg, nil)))
	besluit := func(v workflow.Verdict) func(workflow.State) workflow.Command {
		return candidate(minister, func(c workflow.TakeBesluit) bool { return c.Verdict == v })
	}
	stop("aangehouden", last.do(minister, besluit(workflow.Aanhouden)))
	stop("niet akkoord", last.do(minister, besluit(workflow.NietAkkoord)))
	decided := stop("besloten", last.do(minister, besluit(workflow.Akkoord)))
	signed := decided.do(secretar, candidate[workflow.RecordSignature](secretar, nil)).do(jenv, candidate[workflow.GiveMedeakkoord](jenv, nil))
	stop("besloten, getekend en medeakkoord", signed)
	stop("verzonden, beslisnota volgt", signed.do(secretar, candidate(secretar, func(c workflow.Dispatch) bool { return !c.Nazenden.IsZero() })))
	reviewed := stop("bij de tweede lezer", signed.do(lezer1, candidate[workflow.SetMarks](lezer1, nil)).do(lezer1, candidate[workflow.CloseReview](lezer1, nil)))
	apart := reviewed.do(lezer2, func(s workflow.State) workflow.Command {
		return workflow.CloseSecondReading{Seen: s.MarksDigest(), Answers: s.MarksDigest(), Differences: 1}
	})
	stop("twee lezingen die verschillen", apart)
	read := stop("twee lezingen", apart.do(lezer2, candidate(lezer2, func(c workflow.SettleDifferences) bool { return c.For == workflow.SideFirst })))
	confirmed := stop("bevestigd", read.do(lezer2, candidate[workflow.ConfirmReview](lezer2, nil)))
	exported := stop("openbare versie gereed", confirmed.do(lezer1, candidate[workflow.RecordExport](lezer1, nil)))
	stop("verzonden", exported.do(secretar, candidate[workflow.Dispatch](secretar, nil)))
	return names, states
}

// say names a command with what tells it from others of its kind.
func say(c workflow.Command) string {
	name := string(c.Action())
	switch c := c.(type) {
	case workflow.GiveParaaf:
		switch {
		case c.How != "" && c.Verdict == workflow.AkkoordMetWijziging:
			return name + "(namens, met wijziging)"
		case c.How != "":
			return name + "(namens)"
		case len(c.Open) > 0:
			return name + "(met een open punt)"
		}
		if c.Verdict != workflow.Akkoord {
			name += "(" + string(c.Verdict) + ")"
		}
	case workflow.TakeBesluit:
		switch {
		case c.How != "" && c.Verdict == workflow.AkkoordMetWijziging:
			return name + "(namens, met wijziging)"
		case c.How != "":
			return name + "(namens)"
		}
		name += "(" + string(c.Verdict) + ")"
	case workflow.ChangeRoute:
		if c.Route.InTurn {
			name += "(lezen aan de beurt)"
		}
	case workflow.SendBack:
		if c.To != "" {
			name += "(naar " + string(c.To) + ")"
		}
	case workflow.Dispatch:
		if !c.Nazenden.IsZero() {
			name += "(nazenden)"
		}
	}
	return name
}

// changed is the set with another nota.
func changed(s workflow.State) workflow.Papers {
	out := slices.Clone(s.Papers)
	if len(out) > 0 {
		out[0] = workflow.PaperRef{ID: out[0].ID, Soort: out[0].Soort, Digest: dig("gewijzigd")}
	}
	return out
}

// further gives what a page offers beside the candidates: an answer recorded
// for another, a return to a station, a colleague asked by name, a reminder.
func further(s workflow.State) []workflow.Command {
	reason := dig("reden")
	return []workflow.Command{
		workflow.SendBack{Seen: s.SetDigest(), Reason: reason, To: "directie"},
		workflow.GiveParaaf{Seen: s.SetDigest(), Verdict: workflow.Akkoord, Instructed: "wie-belde", How: workflow.ByPhone},
		workflow.TakeBesluit{Seen: s.SetDigest(), Verdict: workflow.Akkoord, Instructed: "wie-belde", How: workflow.ByPhone},
		workflow.GiveParaaf{Seen: s.SetDigest(), Verdict: workflow.Akkoord, Open: []string{"punt 1"}},
		workflow.GiveParaaf{Seen: s.SetDigest(), Verdict: workflow.AkkoordMetWijziging, Papers: changed(s), Instructed: "wie-belde", How: workflow.ByPhone},
		workflow.TakeBesluit{Seen: s.SetDigest(), Verdict: workflow.AkkoordMetWijziging, Papers: changed(s), Instructed: "wie-belde", How: workflow.ByPhone},
		workflow.ChangeRoute{Route: workflow.Route{Line: s.Route.Line, Beside: s.Route.Beside, InTurn: true}, Reason: reason},
		workflow.Remind{Holder: "plvsg", Reminder: workflow.DeadlineNears},
	}
}

// The answer to every command of every role in every relation at every stop:
// what may (mag), and which rule refuses what the policy lets through. What the
// policy refuses is not listed; testdata/competence.txt has that.
func TestAnswersAreWhatWasReviewed(t *testing.T) {
	t.Parallel()
	a, err := policies.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	names, states := situations(t)
	seen := map[workflow.Phase]bool{}
	var b bytes.Buffer
	for _, name := range names {
		s := states[name]
		seen[s.Phase] = true
		fmt.Fprintf(&b, "%s [%s]\n", name, s.Phase)
		for _, who := range cast() {
			answers := map[string][]string{}
			var order []string
			add := func(answer, what string) {
				if !slices.Contains(order, answer) {
					order = append(order, answer)
				}
				if !slices.Contains(answers[answer], what) {
					answers[answer] = append(answers[answer], what)
				}
			}
			o := policies.Of(s, who)
			for _, c := range append(workflow.Candidates(s, who), further(s)...) {
				if !a.Explain(who, c.Action(), o).Allowed {
					continue
				}
				_, err := workflow.Decide(s, who, time.Date(2026, 4, 14, 9, 0, 0, 0, time.UTC), c)
				var no *workflow.Refusal
				switch {
				case err == nil:
					add("mag", say(c))
				case errors.As(err, &no):
					add(no.Rule, say(c))
				default:
					t.Errorf("%s: %s: %T is no dry run: %v", name, who.Person, c, err)
				}
			}
			for _, r := range workflow.Reads() {
				if a.Explain(who, r, o).Allowed {
					add("ziet", string(r))
				}
			}
			slices.SortFunc(order, func(x, y string) int {
				rank := map[string]string{"mag": "0", "ziet": "Z"}
				k := func(s string) string {
					if r, ok := rank[s]; ok {
						return r
					}
					return fmt.Sprintf("R%03s", strings.TrimPrefix(s, "R"))
				}
				return strings.Compare(k(x), k(y))
			})
			fmt.Fprintf(&b, "  %s (%s)\n", who.Person, s.Relation(who))
			for _, k := range order {
				fmt.Fprintf(&b, "    %-5s %s\n", k, strings.Join(answers[k], ", "))
			}
		}
	}
	for _, p := range policies.Phases() {
		if !seen[p] {
			t.Errorf("no situation is in phase %q", p)
		}
	}
	const file = "testdata/answers.txt"
	if updating() {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(b.String(), "\n")
	was := strings.Split(string(want), "\n")
	for i := range max(len(got), len(was)) {
		if i >= len(got) || i >= len(was) || got[i] != was[i] {
			t.Fatalf("%s:%d differs; read the change, then -update:\n\t%s", file, i+1, got[min(i, len(got)-1)])
		}
	}
}

// Whoever has nothing to do with a dossier, and whoever manages the
// installation, sees none of it, at any stop.
func TestStrangersAndBeheerSeeNothing(t *testing.T) {
	t.Parallel()
	a, err := policies.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	names, states := situations(t)
	content := []workflow.Action{workflow.ActionSeeDossier, workflow.ActionSeeLetter, workflow.ActionSeeMarks, workflow.ActionSeeNotes, workflow.ActionDownload, workflow.ActionExport}
	for _, name := range names {
		for _, who := range cast() {
			if p := string(who.Person); p != "beheerder" && p != "systeem" && !strings.HasPrefix(p, "vreemde-") {
				continue
			}
			for _, c := range content {
				if a.Explain(who, c, policies.Of(states[name], who)).Allowed {
					t.Errorf("%s: %s may %s", name, who.Person, c)
				}
			}
			if states[name].Phase == workflow.None || who.Person == "systeem" {
				continue // may open his own, may remind
			}
			for _, c := range workflow.Candidates(states[name], who) {
				if a.Explain(who, c.Action(), policies.Of(states[name], who)).Allowed {
					t.Errorf("%s: %s may %s", name, who.Person, c.Action())
				}
			}
		}
		if s := states[name]; s.Phase != workflow.None {
			for _, c := range []workflow.Action{workflow.ActionSeeDossier, workflow.ActionSeeMarks, workflow.ActionSeeNotes} {
				if a.Explain(jenv, c, policies.Of(s, jenv)).Allowed {
					t.Errorf("%s: the other ministry may %s", name, c)
				}
			}
		}
	}
}
