package web

import (
	"fmt"
	"strings"
	"time"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
)

// places are the entries of the navigation.
var places = []templates.Place{
	{Label: "Werkvoorraad", Href: "/werkvoorraad", Test: "nav-worklist"},
	{Label: "Mijn stukken", Href: "/mijn-stukken", Test: "nav-mine"},
	{Label: "Alle stukken", Href: "/stukken", Test: "nav-all"},
	{Label: "Handleiding", Href: "/handleiding", Test: "nav-help"},
}

// frame makes what stands around a page. A page family names what it needs
// besides: a script, a stylesheet of its own, or both by one name.
func (s *Server) frame(v *visit, title string, scripts ...string) templates.Frame {
	f := templates.Frame{Title: title, Style: s.static.address("paraaf.css"), Theme: s.static.address("huisstijl.css"), Icon: s.static.address("icon.svg"), Release: s.Release}
	for _, name := range append(scripts, "forms") {
		if a := s.static.address("js/" + name + ".js"); a != "" {
			f.Scripts = append(f.Scripts, a)
		}
		if a := s.static.address(name + ".css"); a != "" {
			f.Sheets = append(f.Sheets, a)
		}
	}
	if v.reader == nil {
		return f
	}
	f.Reader, f.Rubricering, f.SignOut = v.reader, s.Rubricering, "/afmelden"
	if v.param != nil && v.param("id") != "" {
		if r, sees := s.Desk.RubriceringOf(v.r.Context(), v.actor, v.dossier()); sees {
			f.Rubricering = r.Name()
		}
	}
	if strings.HasPrefix(v.r.URL.Path, exercising) {
		f.Rubricering = exerciseMark
	}
	if sum := s.Desk.Policy().SHA256(); len(sum) >= 8 {
		f.Policy = sum[:8]
	}
	for _, p := range places {
		p.Current = v.r.URL.Path == p.Href || p.Href == "/handleiding" && strings.HasPrefix(v.r.URL.Path, p.Href)
		f.Places = append(f.Places, p)
	}
	if s.Desk.Manages(v.actor).Any() {
		f.Places = append(f.Places, templates.Place{Label: "Beheer", Href: "/beheer", Test: "nav-manage", Current: strings.HasPrefix(v.r.URL.Path, "/beheer")})
	}
	f.Account = "/mijn-account"
	f.Notice = s.takeNotice(v)
	if n, err := s.Desk.NewNotifications(v.r.Context(), v.actor.Person); err == nil { // a page without the count is still the page
		f.Heard = n
	}
	return f
}

var (
	days   = [...]string{"zo", "ma", "di", "wo", "do", "vr", "za"}
	months = [...]string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"}
)

// moment writes an instant as people say it: "di 21 april, 14.02 uur", with
// the year when it is another than now's.
func moment(t, now time.Time) templates.When {
	if t.IsZero() {
		return templates.When{}
	}
	local := workflow.Amsterdam(t)
	w := day(workflow.CivilDay(t), now)
	return templates.When{ISO: local.Format(time.RFC3339), Text: fmt.Sprintf("%s, %02d.%02d uur", w.Text, local.Hour(), local.Minute())}
}

// day writes a civil day: "ma 20 april", with the year when it is another.
func day(d documents.Date, now time.Time) templates.When {
	if d.IsZero() {
		return templates.When{}
	}
	w := dated(d)
	if d.Year == workflow.CivilDay(now).Year {
		w.Text = strings.TrimSuffix(w.Text, fmt.Sprintf(" %d", d.Year))
	}
	return w
}

// dated writes a civil day with its year, for what is kept: "ma 20 april 2026".
func dated(d documents.Date) templates.When {
	return templates.When{ISO: d.ISO(), Text: fmt.Sprintf("%s %d %s %d", days[d.In(time.UTC).Weekday()], d.Day, months[d.Month-1], d.Year)}
}

// ago says how long since an instant, in civil days.
func ago(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	switch n := daysBetween(workflow.CivilDay(t), workflow.CivilDay(now)); {
	case n <= 0:
		return "vandaag"
	case n == 1:
		return "sinds gisteren"
	default:
		return fmt.Sprintf("%d dagen", n)
	}
}

// since says the same within a sentence: "sinds 2 dagen".
func since(t, now time.Time) string {
	s := ago(t, now)
	if s == "" || strings.HasPrefix(s, "sinds") {
		return s
	}
	return "sinds " + s
}

// remaining says how long until a deadline: in working days before it, in
// civil days after it.
func remaining(d documents.Date, now time.Time, late bool) string {
	if d.IsZero() {
		return ""
	}
	today := workflow.CivilDay(now)
	switch {
	case late:
		return plural(daysBetween(d, today), "dag", "dagen") + " te laat"
	case d == today:
		return "vandaag"
	case d.Before(today):
		return ""
	}
	switch n := workflow.WorkdaysBetween(today, d); n {
	case 0:
		return "geen werkdagen meer"
	default:
		return "nog " + plural(n, "werkdag", "werkdagen")
	}
}

func daysBetween(from, to documents.Date) int {
	return int(to.In(time.UTC).Sub(from.In(time.UTC)).Hours() / 24)
}

func plural(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// size writes a number of bytes for people.
func size(n int) string {
	switch {
	case n < 1000:
		return plural(n, "byte", "bytes")
	case n < 1_000_000:
		return fmt.Sprintf("%d kB", (n+500)/1000)
	}
	return strings.Replace(fmt.Sprintf("%.1f MB", float64(n)/1e6), ".", ",", 1)
}

// initials makes a paraaf of a name: "Emma van der Linden" gives "EL".
func initials(name string) string {
	var out []rune
	for _, w := range strings.Fields(name) {
		if r := []rune(w)[0]; r >= 'A' && r <= 'Z' || r > 'z' {
			out = append(out, r)
		}
	}
	if len(out) > 2 {
		out = append(out[:1], out[len(out)-1])
	}
	return string(out)
}
