package desk

import (
	"regexp"
	"strings"
	"testing"

	"paraaf/policies"
)

// Whatever is wrong with a file of an administrator, he reads on which line, and what
// to do there.
func TestAFaultyFileSaysOnWhichLineAndWhatToDo(t *testing.T) {
	t.Parallel()
	csv, _ := policies.Source()
	rows := strings.Split(string(csv), "\n")
	rows[9] = strings.Replace(rows[9], ",", ",geenrelatie", 1)
	for _, c := range []struct {
		why, kind, src, line, says string
	}{
		{"a comma too few", SettingRoutes, "{\n\"routes\": [\n{\"name\": \"x\"\n\"for\": []}\n]}", "4", "komma"},
		{"the end is gone", SettingRoutes, "{\n\"routes\": [\n{\"name\": \"x\",", "3", "einde"},
		{"a field that is misspelt", SettingRegister, "{\"register\": [\n{\"achternam\": \"W\"}\n]}", "2", "achternam"},
		{"a number for a name", SettingRegister, "{\"register\": [\n\n{\"achternaam\": 3}\n]}", "3", "verkeerde soort"},
		{"nobody's function", SettingRegister, "{\"register\": [\n{\"achternaam\": \"A\", \"functie\": \"b\"},\n{\"achternaam\": \"Wolvendaal\"}\n]}", "3", "functie"},
		{"a soort that is none", SettingSjabloon, "{\n\"id\": \"x\",\n\"version\": 1,\n\"soort\": \"memo\"\n}", "4", "kies nota"},
		{"a remark that must block", SettingRemarks, "{\"ministerie\": \"vws\",\n\"opmerkingen\": {\n\"L25\": \"uit\"}}", "3", "blijft blokkeren"},
		{"a weight that is none", SettingRemarks, "{\"ministerie\": \"vws\",\n\"opmerkingen\": {\"L16\":\n\"soms\"}}", "[23]", "soms"},
		{"a ministry that is none", SettingRemarks, "{\n\"ministerie\": \"xyzzy\",\n\"opmerkingen\": {\"L16\": \"uit\"}}", "2", "afkorting"},
		{"half a recess", SettingRecess, "{\"recessen\":\n", "1", ""},
		{"half a list that stays", SettingStays, "{\"blijft\":\n{\"ministerie\": \"vws\",,}}", "2", "komma"},
		{"half a list of ways", SettingEffort, "{\"wegen\":\n[{]}", "2", "komma"},
		{"half a selectielijst", SettingSelection, "{\n]", "2", "komma"},
		{"a policy with a relation that is none", SettingPolicy, strings.Join(rows, "\n"), `\d+`, "bevoegdhedenbestand"},
	} {
		_, err := CheckSetting(c.kind, []byte(c.src), nil)
		if err == nil {
			t.Errorf("%s: accepted", c.why)
			continue
		}
		said := err.Error()
		if !regexp.MustCompile(`\b(?:regel|line|regel nummer) `+c.line+`\b`).MatchString(said) || !strings.Contains(said, c.says) || strings.Contains(said, "json:") || strings.Contains(said, "invalid character") {
			t.Errorf("%s: %q", c.why, said)
		}
	}
}
