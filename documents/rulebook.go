package documents

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

//go:embed rules/*.json
var rulesFS embed.FS

// A RuleBook is what the remarks know as data: their names, severities and
// reasons, and the words they look for.
type RuleBook struct {
	Version        int                 `json:"version"`
	Remarks        []RemarkForm        `json:"remarks"`
	Lists          map[string][]string `json:"lists"`
	Contradictions []contradiction     `json:"contradictions"`
	Parties        []partyForm         `json:"parties"`
	Departments    []department        `json:"departments"`
	Abbreviated    map[string]string   `json:"abbreviated"`
	Known          []string            `json:"known"`
	Institutions   []string            `json:"institutions"`

	known, institutions map[string]bool
	departments         map[string]string // folded name to code
	parties             map[string][]partyWrong
}

// A RemarkForm says of a rule what people need to know: its code, severity
// unless a ministry says otherwise, name, and why it is asked. Unanswerable
// remarks must be mended; a written reason does not lift them.
type RemarkForm struct {
	Code         string   `json:"code"`
	Severity     Severity `json:"severity"`
	Title        string   `json:"title"`
	Why          string   `json:"why"`
	Unanswerable bool     `json:"unanswerable,omitempty"`
}

// A contradiction is a word list that N.v.t. in a section does not go with.
type contradiction struct {
	Section SectionKey `json:"section"`
	List    string     `json:"list"`
	Text    string     `json:"text"`
}

type partyForm struct {
	Write string   `json:"write"`
	Wrong []string `json:"wrong"`
}

type partyWrong struct{ write, wrong string }

type department struct {
	Code  string   `json:"code"`
	Names []string `json:"names"`
}

var ruleBook = sync.OnceValue(func() *RuleBook {
	src, err := rulesFS.ReadFile("rules/remarks.1.json")
	if err != nil {
		panic("documents: no rule book embedded")
	}
	var b RuleBook
	d := json.NewDecoder(bytes.NewReader(src))
	d.DisallowUnknownFields()
	if err := d.Decode(&b); err != nil {
		panic(fmt.Sprintf("documents: rule book: %v", err))
	}
	b.known, b.institutions, b.departments, b.parties = map[string]bool{}, map[string]bool{}, map[string]string{}, map[string][]partyWrong{}
	for _, k := range b.Known {
		b.known[k] = true
	}
	for _, k := range b.Institutions {
		b.institutions[k] = true
	}
	for _, d := range b.Departments {
		for _, n := range d.Names {
			b.departments[fold(n)] = d.Code
		}
	}
	for _, p := range b.Parties {
		for _, w := range p.Wrong {
			first, _ := lowWord(strings.FieldsFunc(w, func(r rune) bool { return r == ' ' || r == '/' || r == '.' || r == '!' })[0])
			b.parties[first] = append(b.parties[first], partyWrong{p.Write, w})
		}
	}
	return &b
})

// Remarks gives the rules that Lint knows, in the order of their codes.
func Remarks() []RemarkForm { return append([]RemarkForm(nil), ruleBook().Remarks...) }

// RemarkByCode gives the rule with code c ("L01").
func RemarkByCode(c string) (RemarkForm, bool) {
	for _, r := range ruleBook().Remarks {
		if r.Code == c {
			return r, true
		}
	}
	return RemarkForm{}, false
}

// MinistryName gives the name of the ministry with this code, as a sentence
// says it: "Justitie en Veiligheid"; the code itself when it is not known.
func MinistryName(code string) string {
	if name, known := ruleBook().Abbreviated[code]; known {
		return name
	}
	return code
}

// Ministry gives the code of the ministry ("jenv") that an office or
// organisation is of: "Staatssecretaris van Justitie en Veiligheid", "Stas
// JenV", "Ministerie van Justitie en Veiligheid", "jenv". Empty when unknown.
func Ministry(name string) string {
	b := ruleBook()
	f := strings.ReplaceAll(fold(name), ",", "")
	f = strings.TrimPrefix(f, "de ")
	for _, role := range []string{"minister-president", "minister", "staatssecretaris", "stas", "ministerie"} {
		if rest, ok := strings.CutPrefix(f, role+" "); ok {
			f = strings.TrimPrefix(strings.TrimPrefix(rest, "van "), "voor ")
			break
		}
	}
	if f == "minister-president" || f == "mp" {
		return "az"
	}
	for _, d := range b.Departments {
		if f == d.Code {
			return d.Code
		}
		for _, n := range d.Names {
			if f == strings.ReplaceAll(fold(n), ",", "") {
				return d.Code
			}
		}
	}
	return ""
}
