package workflow

import (
	"os"
	"strings"
	"testing"

	"paraaf/documents"
)

func forms(t *testing.T) RouteForms {
	t.Helper()
	src, err := os.ReadFile("testdata/routes.json")
	if err != nil {
		t.Fatal(err)
	}
	fs, err := LoadRouteForms(src, nil)
	if err != nil {
		t.Fatal(err)
	}
	return fs
}

// The form of the directie goes before its colophon; who decides comes from
// Aan, and who co-signs from the text.
func TestRouteFormOfTheDirectie(t *testing.T) {
	t.Parallel()
	r, remarks, err := forms(t).Propose(readNota(t, seed(t)), houses, "vws.dicio.ibeleid", date(2026, 4, 13))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Stations()) != 11 || len(r.Beside) != 1 || r.Beside[0].ID != "jenv" {
		t.Errorf("%d stations, beside %v", len(r.Stations()), r.Beside)
	}
	d, _ := r.decider()
	if d.Seat != (Seat{RoleBewindspersoon, "vws.ljs"}) {
		t.Errorf("%v decides", d.Seat)
	}
	if pa, _, _ := r.find("pa"); pa.Seat.Organisation != "vws.ljs" {
		t.Errorf("the adviser is of %v", pa.Seat.Organisation)
	}
	if len(remarks) != 0 {
		t.Errorf("remarks %q", remarks)
	}
	// Without a form it is the colophon.
	r, _, err = forms(t).Propose(readNota(t, seed(t)), houses, "vws.geo", date(2026, 4, 13))
	if err != nil || len(r.Line) != 3 {
		t.Errorf("%d steps, %v", len(r.Line), err)
	}
	// And a form for nobody known decides nothing.
	src := strings.Replace(string(seed(t)), "Minister LJS", "Minister Onbekend", 1)
	if _, _, err := forms(t).Propose(readNota(t, []byte(src)), houses, "vws.dicio", date(2026, 4, 13)); err == nil {
		t.Error("proposed a line to nobody")
	}
}

func TestWhichRouteFormHolds(t *testing.T) {
	t.Parallel()
	form := func(name string, from documents.Date, org OrganisationID, kinds ...Kind) RouteForm {
		return RouteForm{Name: name, For: []OrganisationID{org}, Kinds: kinds, From: from}
	}
	jan, jul := date(2026, 1, 1), date(2026, 7, 1)
	fs := RouteForms{form("vws", jan, "vws"), form("vws informatie", jan, "vws", TerInformatie), form("dicio", jan, "vws.dicio"),
		form("dicio nieuw", jul, "vws.dicio"), form("dicio bespreking", jan, "vws.dicio", TerBespreking)}
	for _, perm := range []RouteForms{fs, {fs[4], fs[3], fs[2], fs[1], fs[0]}} {
		for _, c := range []struct {
			org  OrganisationID
			kind Kind
			day  documents.Date
			want string
			why  string
		}{
			{"vws.geo", TerBeslissing, jan, "vws", "the house"},
			{"vws.geo", TerInformatie, jan, "vws informatie", "the kind before every kind"},
			{"vws.dicio", TerBeslissing, jan, "dicio", "the directie before the house"},
			{"vws.dicio.team", TerBeslissing, jan, "dicio", "of a team the directie"},
			{"vws.dicio", TerInformatie, jan, "dicio", "the directie before the kind"},
			{"vws.dicio", TerBeslissing, jul, "dicio nieuw", "the later one from its day"},
			{"vws.dicio", TerBeslissing, date(2026, 6, 30), "dicio", "and not before"},
			{"vws.dicio", TerBespreking, jul, "dicio bespreking", "the kind before the later one"},
			{"vws.geo", TerBeslissing, date(2025, 12, 31), "", "before any"},
			{"fin", TerBeslissing, jul, "", "another ministry"},
			{"vwsx", TerBeslissing, jul, "", "a name that begins alike"},
		} {
			if f, ok := perm.For(c.org, c.kind, c.day); f.Name != c.want || ok != (c.want != "") {
				t.Errorf("%s, %s, %v: %q, want %q: %s", c.org, c.kind, c.day, f.Name, c.want, c.why)
			}
		}
	}
}

// Every fault of a form is named, in Dutch, with its place.
func TestRouteFormsThatDoNotHold(t *testing.T) {
	t.Parallel()
	src, err := os.ReadFile("testdata/routes.json")
	if err != nil {
		t.Fatal(err)
	}
	good := string(src)
	for _, c := range []struct{ from, to, want string }{
		{`"name": "DICIO, tien stations"`, `"name": ""`, "geen naam"},
		{`"from": "2026-01-01",`, ``, "vanaf welke dag"},
		{`"for": ["vws.dicio"]`, `"for": []`, "voor welke organisatie"},
		{`"for": ["vws.dicio"]`, `"for": ["vws.dicio", "fin"]`, "twee ministeries"},
		{`"ter ondertekening"`, `"ter verstrooiing"`, "soort nota"},
		{`"role": "plvsg"`, `"role": "koning"`, "functie"},
		{`"id": "wjz"`, `"id": "fez"`, "twee keer"},
		{`"kind": "besluit", "fixed": true`, `"kind": "paraaf"`, "bewindspersoon"},
		{`"organisation": "vws.fez"`, `"organisation": "fin.fez"`, "ander ministerie"},
		{`"kind": "procescheck"`, `"kind": "stempel"`, "kan niet in de lijn"},
		{`"kind": "procescheck"`, `"kind": "procescheck", "person": "jan"`, "geen personen"},
		{`"kind": "procescheck"`, `"kind": "procescheck", "covers": ["kernpunten"]`, "medeparaaf"},
		{`"days": 1`, `"days": -1`, "negatief"},
		{`"days": 1`, `"dagen": 1`, "niet te lezen"},
		{`"name": "VWS, ter informatie",
      "for": ["vws"],
      "kinds": ["ter informatie"]`, `"name": "dubbel", "for": ["vws.dicio"], "kinds": ["ter beslissing"]`, "en lijn 1"},
		{good, `{"routes": []}`, "geen lijn"},
		{good, ``, "niet te lezen"},
		{good, good + "{}", "na het einde"},
		{good, `{"routes":[{"name":"kaal","for":["vws"],"from":"2026-01-01","line":[{"stations":[{"id":"b","seat":{"role":"bewindspersoon","organisation":"aan"},"kind":"besluit"}]}]}]}`, "niemand parafeert"},
	} {
		bad := strings.Replace(good, c.from, c.to, 1)
		if bad == good {
			t.Fatalf("nothing was changed: %s", c.from)
		}
		fs, err := LoadRouteForms([]byte(bad), nil)
		if err == nil || fs != nil {
			t.Errorf("%s -> %s: loads", c.from, c.to)
		} else if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q in it", c.to, err, c.want)
		}
	}
	two := strings.NewReplacer(`"role": "plvsg"`, `"role": "koning"`, `"days": 1`, `"days": -1`).Replace(good)
	if _, err := LoadRouteForms([]byte(two), nil); err == nil || len(strings.Split(err.Error(), "\n")) < 3 {
		t.Errorf("not every fault is named at once: %v", err)
	}
	if _, err := LoadRouteForms(src, houses); err == nil || !strings.Contains(err.Error(), "vws.dco") {
		t.Errorf("an organisation that is not known passes: %v", err)
	}
}

// The way of issue "the line in full": ten stations, two in parallel, an
// absence, a return to the middle, an akkoord met wijziging, a second ministry.
func TestTenStationsWithEverythingOnTheWay(t *testing.T) {
	t.Parallel()
	n := readNota(t, seed(t))
	r, _, err := forms(t).Propose(n, houses, "vws.dicio", date(2026, 4, 13))
	if err != nil {
		t.Fatal(err)
	}
	set := func(money, law, core, brief string) Papers {
		return Papers{nota("kernpunten="+core, "toelichting.financieel="+money, "toelichting.juridisch="+law), letter(brief)}
	}
	kees := Actor{Person: "kees", Seats: []Seat{{RoleDirectie, "vws.dicio.ibeleid"}}}
	vera := Actor{Person: "vera", Seats: []Seat{{RoleDirectie, "vws.wjz"}}, Waarnemings: []Waarneming{
		{Seat: stPlvSG.Seat, Namens: "paula", From: date(2026, 4, 13), Until: date(2026, 4, 17), Kind: TerBeslissing}}}
	st := given(t, do(anna, Open{Kind: TerBeslissing, Papers: set("a", "a", "a", "b1"), Route: r, Deadline: date(2026, 4, 30)}), submit(anna))
	st.holder("cluster").when(paraaf(kees)).holder("directie").when(paraaf(dirk)).holder("fez", "wjz")
	st.when(paraaf(fatima)).holder("wjz").when(mede(joost)).when(paraaf(willem)).holder("woordvoering", "communicatie")
	st.when(paraaf(carla)).holder("procescheck").when(paraaf(simone)).holder("plvsg")

	// The plv. SG is away; WJZ's directeur stands in, for decisions only.
	informatie := vera
	informatie.Waarnemings = []Waarneming{vera.Waarnemings[0]}
	informatie.Waarnemings[0].Kind = TerInformatie
	st.refused("R4", paraaf(informatie))
	st.when(by(vera, func(s State) Command { // back to the middle
		return SendBack{Seen: s.SetDigest(), Reason: dig("het bedrag klopt niet"), To: "fez"}
	})).holder("fez")
	st.when(paraaf(fatima)).holder("plvsg")
	st.when(by(vera, func(s State) Command { // changes the law while agreeing
		return GiveParaaf{Seen: s.SetDigest(), Verdict: AkkoordMetWijziging, Papers: set("a", "b", "a", "b1")}
	}))
	if st.s.Stands("plvsg").Namens != "paula" {
		t.Error("namens whom is lost")
	}
	// Asked again is who covers what was touched; FEZ covers the money only.
	st.holder("cluster").when(paraaf(kees)).when(paraaf(dirk)).holder("wjz").when(paraaf(willem)).holder("woordvoering", "communicatie")
	st.when(paraaf(carla)).when(paraaf(simone)).holder("bewindspersoon")
	st.when(by(pieter, func(s State) Command { return GiveAdvice{Seen: s.SetDigest(), Remark: dig("advies")} }))
	st.when(besluit(mieke, AkkoordMetOpmerking)).phase(Decided)
	if st.s.Stands("jenv") == nil {
		t.Error("JenV's medeakkoord lapsed although the letter is b1")
	}
}
