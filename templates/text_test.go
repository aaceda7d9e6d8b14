package templates

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"paraaf/workflow"
)

// A page that names a role or a phase decides something: that is for the
// policy and the rules.
func TestTemplatesNameNoRoleAndCompareNoPhase(t *testing.T) {
	t.Parallel()
	names := []string{}
	for _, r := range []workflow.Role{workflow.RoleOpsteller, workflow.RoleDirectie, workflow.RoleMedeparaaf, workflow.RoleSecretariaat, workflow.RoleDG, workflow.RolePlvSG,
		workflow.RoleSG, workflow.RoleAdviseur, workflow.RoleBewindspersoon, workflow.RoleCommunicatie, workflow.RoleBeheerder} {
		names = append(names, string(r))
	}
	for _, p := range []workflow.Phase{workflow.Concept, workflow.InLine, workflow.Decided, workflow.Reviewed, workflow.Confirmed, workflow.Exported, workflow.Dispatched, workflow.Withdrawn, workflow.Ended} {
		names = append(names, string(p))
	}
	action := regexp.MustCompile(`\{\{[^}]*\}\}`)
	n := 0
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		for _, a := range action.FindAllString(string(src), -1) {
			n++
			for _, s := range names {
				if strings.Contains(a, `"`+s+`"`) {
					t.Errorf("%s: %s names %q", name, a, s)
				}
			}
		}
		return nil
	})
	if err != nil || n < 100 {
		t.Errorf("%d actions looked at: %v", n, err)
	}
}

func TestHandbookHasAChapterForEveryGroupAndAnswersItsLinks(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, c := range Chapters() {
		known[c.Href] = true
	}
	for _, name := range []string{"beleidsmedewerker", "lijn", "bewindspersoon", "communicatie", "secretariaat", "ander-ministerie"} {
		heading, body, ok := Chapter(name)
		if !ok || heading == "" || len(body) < 300 {
			t.Errorf("chapter %s: %q, %d bytes", name, heading, len(body))
		}
	}
	link := regexp.MustCompile(`href="(/handleiding[^"#]*)`)
	for _, c := range chapterOrder {
		_, body, _ := Chapter(c.file)
		for _, m := range link.FindAllStringSubmatch(string(body), -1) {
			if !known[m[1]] {
				t.Errorf("chapter %s links to %s, which is not there", c.file, m[1])
			}
		}
	}
	if _, _, ok := Chapter("../begin"); ok {
		t.Error("a chapter is found outside the handbook")
	}
}

func TestEveryErrorSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for kind, f := range faultTexts {
		if f.Heading == "" || strings.Contains(f.Heading+f.Text, "  ") {
			t.Errorf("%s: %+v", kind, f)
		}
		if f.Text == "" && kind != "refused" && kind != "unreadable-paper" {
			t.Errorf("%s has no text and no error brings one", kind)
		}
	}
	if FaultSays("onbekend").Heading != faultTexts["failure"].Heading {
		t.Error("an unknown kind leaves the reader without words")
	}
}
