package templates

import "strings"

// A MailLine is one melding in a mail: the kind of notice and the kenmerk. A
// mail says no more, for it leaves the house: no onderwerp, no name, no text of
// a paper, and no link by which somebody could sign in.
type MailLine struct{ Kind, Kenmerk string }

// MailSays gives the subject and the text of a mail; url is where Paraaf is.
func MailSays(lines []MailLine, url string) (subject, text string) {
	var b strings.Builder
	b.WriteString("Er is nieuws voor u in Paraaf.\n\n")
	for _, l := range lines {
		b.WriteString("- " + HeardSays(l.Kind))
		if l.Kenmerk != "" {
			b.WriteString(" Kenmerk: " + l.Kenmerk)
		}
		b.WriteString("\n")
	}
	b.WriteString("\nOpen Paraaf zelf om te lezen wat er is")
	if url != "" {
		b.WriteString(": " + url)
	}
	b.WriteString(".\n\nHoe vaak u deze mail krijgt, kiest u in Paraaf bij Instellingen.\n")
	return "Nieuws in Paraaf", b.String()
}
