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
		if mailable(l.Kenmerk) {
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

// mailable reports whether a kenmerk is one: letters, digits and hyphens, with a
// number in it. Its field takes any text, and whatever else was written there
// stays inside (14.2.1 and 1.3.11 of ASVS 5.0).
func mailable(kenmerk string) bool {
	digits := 0
	for _, c := range kenmerk {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c == '-':
		default:
			return false
		}
	}
	return digits >= 4 && len(kenmerk) <= 40
}
