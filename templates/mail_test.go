package templates

import (
	"strings"
	"testing"
)

func TestAMailNamesAKenmerkAndNothingElse(t *testing.T) {
	t.Parallel()
	for kenmerk, named := range map[string]bool{
		"4377464-1097773-DICIO": true, "DWJZ-3158930": true, "2026Z01234": true,
		"": false, "ontslag van de directeur": false, "geheim": false, "4377464 geheim": false, "4377464\r\nBcc: x@elders.example": false,
		"https://elders.example/4377464": false, "\u202e4377464": false, strings.Repeat("1", 41): false,
	} {
		subject, text := MailSays([]MailLine{{Kind: "turn", Kenmerk: kenmerk}}, "https://paraaf.example")
		if kenmerk != "" && strings.Contains(text, kenmerk) != named || strings.Contains(text, "Kenmerk:") != named || subject != "Nieuws in Paraaf" {
			t.Errorf("%q: %q, %q", kenmerk, subject, text)
		}
	}
}
