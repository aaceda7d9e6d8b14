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
			if r.Motivering && r.Ground != "5.1.5" && r.Ground != "5.2" {
				t.Errorf("%s asks a reasoning", r.Ground)
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
