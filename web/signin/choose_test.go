package signin

import (
	"bytes"
	"strings"
	"testing"
)

func TestWeakPasswordsCannotBeChosenAndGoodOnesCan(t *testing.T) {
	t.Parallel()
	for password, c := range map[string]struct {
		want Weakness
		why  string
	}{
		"kort":                                {Short, "four characters"},
		"veertien tekn.":                      {Short, "fourteen characters"},
		"ëëëëëëëëëëëëëë":                      {Short, "fourteen characters, though 28 bytes"},
		"passwordpassword":                    {Leaked, "stands in the list"},
		"PassWordPassWord":                    {Leaked, "capitals change nothing"},
		"1q2w3e4r5t6y7u8i":                    {Leaked, "stands in the list"},
		"zoutzoutzoutzout":                    {Simple, "one word four times"},
		"zzzzzzzzzzzzzzzzzzzzzzzzzzzzqqqqqqq": {Simple, "two letters"},
		"lkjhgfdsapoiuytre":                   {Simple, "the keyboard backwards"},
		"paraaf-wachtwoord-2026!":             {Near, "words of the house"},
		"Noor.Haverkamp-1987-04":              {Near, "the name of who chooses"},
		"ministerie van vws 1":                {Near, "the house"},
		strings.Repeat("lang en breed ", 80):  {Long, "more than is looked at"},
		"vier woorden op een rij":             {Fine, "a sentence"},
		"paraaf op grijze regenjassen":        {Fine, "a word of the house in a sentence"},
		"kPz7-wd3q-mmx4-bb2t":                 {Fine, "drawn at random"},
		"Noor koopt elf paarse schaatsen":     {Fine, "the name is a small part"},
		"correct paard batterij nietje":       {Fine, "four words"},
		"\xff\xfe\xfd\xfc\xfb\xfa\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff": {Long, "no text"},
	} {
		if got := Weak(password, "noor.haverkamp", "Noor Haverkamp", "Ministerie van VWS"); got != c.want {
			t.Errorf("%q (%s): %q, want %q", password, c.why, got, c.want)
		}
	}
}

func TestListOfLeakedPasswordsIsWholeAndSorted(t *testing.T) {
	t.Parallel()
	if len(leaked)%4 != 0 || len(leaked)/4 < 300_000 {
		t.Fatalf("%d bytes", len(leaked))
	}
	for i := 4; i < len(leaked); i += 4 {
		if bytes.Compare(leaked[i-4:i], leaked[i:i+4]) >= 0 {
			t.Fatalf("entry %d does not come after the one before", i/4)
		}
	}
}

func FuzzWeakHoldsForAnyBytes(f *testing.F) {
	f.Add("vier woorden op een rij", "noor")
	f.Add("\xff", "")
	f.Fuzz(func(t *testing.T, password, name string) {
		if w := Weak(password, name); w == Fine && len(password) < LeastRunes {
			t.Errorf("%q is fine", password)
		}
	})
}
