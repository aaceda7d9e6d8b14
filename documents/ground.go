package documents

import (
	"fmt"
	"strings"
)

// grounds are the parts of the Woo that can be a reason to withhold, in
// canonical spelling (BWBR0045754, hoofdstuk 5).
var grounds = map[Ground]string{
	"5.1.1a": "Eenheid van de Kroon",
	"5.1.1b": "Veiligheid van de Staat",
	"5.1.1c": "Vertrouwelijk verstrekte bedrijfs- of fabricagegegevens",
	"5.1.1d": "Bijzondere persoonsgegevens",
	"5.1.1e": "Nationale identificatienummers",
	"5.1.2a": "Internationale betrekkingen",
	"5.1.2b": "Economische of financiële belangen van de Staat",
	"5.1.2c": "Opsporing en vervolging van strafbare feiten",
	"5.1.2d": "Inspectie, controle en toezicht door bestuursorganen",
	"5.1.2e": "Eerbiediging van de persoonlijke levenssfeer",
	"5.1.2f": "Andere concurrentiegevoelige bedrijfs- en fabricagegegevens",
	"5.1.2g": "Bescherming van het milieu",
	"5.1.2h": "Beveiliging van personen en bedrijven en voorkomen van sabotage",
	"5.1.2i": "Goed functioneren van de Staat of andere overheden",
	"5.1.5":  "Voorkomen van onevenredige benadeling",
	"5.2":    "Persoonlijke beleidsopvattingen",
	"5.4":    "Informatie die berust bij de formateur",
	"5.4a":   "Ondersteuning van individuele volksvertegenwoordigers",
}

// wob maps articles of the Wob (until 1 May 2022) to those that followed them
// in the Woo, as far as one did.
var wob = map[string]Ground{
	"10.1a": "5.1.1a", "10.1b": "5.1.1b", "10.1c": "5.1.1c", "10.1d": "5.1.1d",
	"10.2a": "5.1.2a", "10.2b": "5.1.2b", "10.2c": "5.1.2c", "10.2d": "5.1.2d", "10.2e": "5.1.2e", "10.2g": "5.1.5",
	"11.1": "5.2",
}

// Title gives what the article protects, in Dutch; empty for no known ground.
func (g Ground) Title() string { return grounds[g] }

// ParseGround reads a ground in the spellings that are used: "5.1.2e",
// "5.1.2.e", "art. 5.1, tweede lid, onder e", "5.1 lid 2 sub e", with spaces
// anywhere, and the old Wob codes ("10.2.e"). It fails on anything else.
func ParseGround(s string) (Ground, error) {
	t := fold(s)
	for _, w := range []struct{ from, to string }{
		{"wet open overheid", ""}, {"artikel", ""}, {"art.", ""}, {"art", ""}, {"woo", ""}, {"wob", ""}, {"van de", ""},
		{"eerste lid", ".1."}, {"tweede lid", ".2."}, {"vijfde lid", ".5"}, {"lid", "."},
		{"aanhef en onder", "."}, {"aanhef", ""}, {"onderdeel", "."}, {"onder", "."}, {"sub", "."},
	} {
		t = strings.ReplaceAll(t, w.from, w.to)
	}
	t = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" ,;:()-", r) {
			return -1
		}
		return r
	}, t)
	for strings.Contains(t, "..") {
		t = strings.ReplaceAll(t, "..", ".")
	}
	t = strings.Trim(t, ".")
	if n := len(t); n > 2 && t[n-1] >= 'a' && t[n-1] <= 'z' && t[n-2] == '.' {
		t = t[:n-2] + t[n-1:]
	}
	if _, ok := grounds[Ground(t)]; ok {
		return Ground(t), nil
	}
	if g, ok := wob[t]; ok {
		return g, nil
	}
	if len(s) > 40 {
		s = s[:40]
	}
	return "", fmt.Errorf("parse ground %q: not an article of the Woo that allows withholding", s)
}
