package workflow

import (
	"strings"
	"testing"

	"paraaf/documents"
)

func TestGroundsForEachPublication(t *testing.T) {
	t.Parallel()
	today := date(2026, 4, 20)
	for _, c := range []struct {
		kind   Publication
		on     documents.Date
		ground documents.Ground
		want   bool
		why    string
	}{
		{PublicationBeslisnota, today, "5.1.2e", true, "names of officials"},
		{PublicationBeslisnota, today, "5.1.1e", true, "a BSN"},
		{PublicationBeslisnota, today, "5.2", false, "advice in a beslisnota is disclosed"},
		{PublicationBeslisnota, today, "5.4", false, "not of a formateur"},
		{PublicationBeslisnota, today, "5.4a", false, "not of a member's own staff"},
		{PublicationWoo, today, "5.2", true, "on request, with a reasoning"},
		{PublicationWoo, today, "5.4a", true, "on request"},
		{PublicationWoo, date(2022, 4, 30), "5.1.2e", false, "the Woo was not in force"},
		{PublicationWoo, date(2022, 5, 1), "5.1.2e", true, "the first day of the Woo"},
		{PublicationBeslisnota, date(2021, 6, 30), "5.1.2e", false, "before beslisnota's"},
		{"kladje", today, "5.1.2e", false, "no known publication"},
		{PublicationWoo, today, "10.2e", false, "the old law"},
		{PublicationWoo, today, "", false, "no ground"},
	} {
		got := CheckGrounds(c.kind, c.on, []documents.Ground{c.ground})
		if (got == "") != c.want {
			t.Errorf("%s on %s: %q; %s", c.ground, c.kind, got, c.why)
		}
	}
	if why := CheckGrounds(PublicationBeslisnota, today, []documents.Ground{"5.2"}); !strings.Contains(why, "28362") {
		t.Errorf("5.2 is refused without its source: %q", why)
	}
	if CheckGrounds(PublicationWoo, today, nil) == "" {
		t.Error("no ground at all is a ground")
	}
	if CheckGrounds(PublicationWoo, today, []documents.Ground{"5.1.5", "5.1.2e"}) == "" {
		t.Error("5.1.5 goes together with another ground")
	}
	if why := CheckGrounds(PublicationWoo, today, []documents.Ground{"5.1.2e", "5.1.1c"}); why != "" {
		t.Errorf("two grounds on one mark: %q", why)
	}
}

func TestGroundsAreWholeAndLabelled(t *testing.T) {
	t.Parallel()
	for _, kind := range []Publication{PublicationBeslisnota, PublicationWoo} {
		rules := GroundsFor(kind, date(2026, 4, 20))
		if len(rules) != len(groundOrder) {
			t.Fatalf("%s: %d grounds of %d", kind, len(rules), len(groundOrder))
		}
		for _, r := range rules {
			if r.Label == "" {
				t.Errorf("%s has no label", r.Ground)
			}
			if g, err := documents.ParseGround(string(r.Ground)); err != nil || g != r.Ground {
				t.Errorf("%s is not canonical: %v", r.Ground, err)
			}
			if (!r.Allowed || r.Motivering) && !strings.HasSuffix(r.Why, ".") {
				t.Errorf("%s on %s says no why: %q", r.Ground, kind, r.Why)
			}
			if r.Absolute != (strings.HasPrefix(string(r.Ground), "5.1.1") || strings.HasPrefix(string(r.Ground), "5.4")) {
				t.Errorf("%s is absolute: %v", r.Ground, r.Absolute)
			}
			want := r.Allowed && (r.Ground == "5.1.5" || r.Ground == "5.2" || strings.HasPrefix(string(r.Ground), "5.1.2") && r.Ground != "5.1.2e")
			if r.Motivering != want {
				t.Errorf("%s on %s asks a reasoning: %v", r.Ground, kind, r.Motivering)
			}
		}
	}
}

func TestPublicationFollowsTheLetter(t *testing.T) {
	t.Parallel()
	if p := (State{Papers: p1}).Publication(); p != PublicationBeslisnota {
		t.Errorf("with a letter: %s", p)
	}
	if p := (State{Papers: Papers{p1[0]}}).Publication(); p != PublicationWoo {
		t.Errorf("without a letter: %s", p)
	}
}

func TestR12_AMarkHasTheReasoningThatItsGroundAsks(t *testing.T) {
	t.Parallel()
	today := date(2026, 4, 20)
	for _, c := range []struct {
		kind    Publication
		grounds []documents.Ground
		motive  string
		paper   documents.Date
		says    string
		why     string
	}{
		{PublicationBeslisnota, []documents.Ground{"5.1.2e"}, "", today, "", "names of officials rest on a fixed line of conduct"},
		{PublicationBeslisnota, []documents.Ground{"5.1.1e"}, "", today, "", "an absolute ground weighs nothing"},
		{PublicationBeslisnota, []documents.Ground{"5.1.2b"}, "", today, "afweging", "the second paragraph weighs"},
		{PublicationBeslisnota, []documents.Ground{"5.1.2b"}, " \n", today, "afweging", "space is no reasoning"},
		{PublicationBeslisnota, []documents.Ground{"5.1.2b"}, "Lopende onderhandeling.", today, "", "it was weighed"},
		{PublicationBeslisnota, []documents.Ground{"5.1.2e", "5.1.2f"}, "", today, "5.1.2f", "one of two asks it"},
		{PublicationBeslisnota, []documents.Ground{"5.1.5"}, "", today, "eigen motivering", "the residual interest is exceptional"},
		{PublicationBeslisnota, []documents.Ground{"5.2"}, "Intern beraad.", today, "Ambtelijk advies", "a reasoning does not mend what is refused"},
		{PublicationWoo, []documents.Ground{"5.2"}, "", today, "WJZ", "opinions need a reasoning and a look"},
		{PublicationWoo, []documents.Ground{"5.1.5", "5.1.2e"}, "Beide.", today, "niet samen", "5.1.5 stands alone"},
		{PublicationBeslisnota, []documents.Ground{"5.1.2e"}, "", date(2021, 4, 19), "5.3", "older than five years asks more"},
		{PublicationBeslisnota, []documents.Ground{"5.1.2e"}, "", date(2021, 4, 20), "", "five years to the day is not older"},
		{PublicationBeslisnota, []documents.Ground{"5.1.1e"}, "", date(2011, 4, 20), "", "5.3 is about the relative grounds"},
		{PublicationBeslisnota, []documents.Ground{"5.1.2e"}, "", documents.Date{}, "", "a paper without a date"},
		{PublicationBeslisnota, nil, "", today, "Kies een grond", "no ground at all"},
	} {
		got := CheckMark(c.kind, today, c.grounds, c.motive, c.paper)
		if (got == "") != (c.says == "") || !strings.Contains(got, c.says) {
			t.Errorf("%v with %q on a paper of %s: %q (%s)", c.grounds, c.motive, c.paper.ISO(), got, c.why)
		}
	}
}
