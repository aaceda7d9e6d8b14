package web

import (
	"errors"
	"net/http"
	"net/url"
	"sync"
	"time"

	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// heard shows what the reader was told.
func heard(s *Server, v *visit) error {
	all, err := s.Desk.Notifications(v.r.Context(), v.actor)
	if err != nil {
		return err
	}
	p := &templates.HeardPage{Frame: s.frame(v, "Meldingen")}
	for i, n := range all {
		if i == 0 {
			p.Until = n.At.UTC().Format(time.RFC3339Nano)
		}
		if n.New {
			p.New++
		}
		if n.Person != "" {
			p.Items = append(p.Items, templates.Heard{Href: aboutPerson(n), Sentence: templates.HeardSays(n.Kind), Onderwerp: n.Name, When: moment(n.At, v.now()), New: n.New})
			continue
		}
		p.Items = append(p.Items, templates.Heard{Href: place(n.Dossier), Sentence: templates.HeardSays(n.Kind), Onderwerp: n.Onderwerp, Kenmerk: n.Kenmerk, When: moment(n.At, v.now()), New: n.New})
	}
	if p.Seen.Key, err = s.newKey(); err != nil {
		return err
	}
	p.Seen.Href = "/meldingen"
	return v.page(http.StatusOK, p)
}

// aboutPerson is where one reads more of a notice about a person: who stands in
// for whom stands above the worklist.
func aboutPerson(n desk.Notification) string {
	if desk.AboutWaarneming(n.Kind) {
		return "/werkvoorraad"
	}
	if desk.AboutAccount(n.Kind) {
		return "/mijn-account"
	}
	return "/beheer/mensen/" + url.PathEscape(string(n.Person))
}

// seenHeard marks read what was on the screen, and nothing that came since.
func seenHeard(s *Server, v *visit) error {
	if _, err := v.ask(); err != nil {
		return err
	}
	until, err := time.Parse(time.RFC3339Nano, v.line("tot"))
	if err != nil {
		return errUnreadable
	}
	if err := s.Desk.SeenNotifications(v.r.Context(), v.actor.Person, until); err != nil {
		return err
	}
	return v.redirect("/meldingen")
}

// settings is where a person chooses how often he is mailed.
func settings(s *Server, v *visit) error { return s.settings(v, http.StatusOK, nil) }

func (s *Server) settings(v *visit, status int, problems []templates.Problem) error {
	m, err := s.Desk.Mailbox(v.r.Context(), v.actor.Person)
	if err != nil {
		return err
	}
	p := &templates.SettingsPage{Frame: s.frame(v, "Instellingen"), Address: m.Address, Problems: problems}
	if p.Form.Key, err = s.newKey(); err != nil {
		return err
	}
	p.Form.Href = "/instellingen"
	for _, pace := range desk.Paces() {
		p.Paces = append(p.Paces, templates.Option{Value: pace, Label: templates.PaceSays(pace), Chosen: pace == m.Pace})
	}
	codes, err := s.Desk.Silenced(v.r.Context(), v.actor.Person)
	if err != nil {
		return err
	}
	for _, c := range codes {
		tip, err := s.tip(v, c, desk.HintSilence{Reader: true}, desk.View{}, false)
		if err != nil {
			return err
		}
		p.Tips = append(p.Tips, tip)
	}
	return v.page(status, p)
}

func saveSettings(s *Server, v *visit) error {
	if _, err := v.ask(); err != nil {
		return err
	}
	err := s.Desk.SetPace(v.r.Context(), v.actor.Person, v.line("mail"))
	var no *workflow.Refusal
	if errors.As(err, &no) && !v.wantsProblem() {
		return s.settings(v, http.StatusUnprocessableEntity, []templates.Problem{{Text: no.Text}})
	}
	if err != nil {
		return err
	}
	return v.done("settings-saved", "/instellingen")
}

// Server-sent events (HTML Living Standard, 9.2). A stream says "gewijzigd" and
// nothing else; the page fetches what the reader may see. Who may listen is
// asked when the stream opens; it ends after streamLasts, and the browser that
// opens it again is asked again.
const (
	streamLasts = 5 * time.Minute
	streamPulse = 15 * time.Second // a comment, so that proxies keep the line
	streamLook  = time.Second
	streamWrite = 5 * time.Second // for one line: a reader that does not read is let go
)

// liveAddress is where a page hears that there is something new since mark.
func liveAddress(id workflow.DossierID, mark string) string {
	return "/gebeurtenissen?" + url.Values{"dossier": {string(id)}, "stand": {mark}}.Encode()
}

// streams are the readers that listen on this node.
type streams struct {
	mu   sync.Mutex
	open map[workflow.PersonID]int
}

// streamsEach is how many streams one person has open at a time.
const streamsEach = 12

func (s *Server) listenAs(p workflow.PersonID) (leave func(), ok bool) {
	s.streams.mu.Lock()
	defer s.streams.mu.Unlock()
	if s.streams.open == nil {
		s.streams.open = map[workflow.PersonID]int{}
	}
	if s.streams.open[p] >= streamsEach {
		return nil, false
	}
	s.streams.open[p]++
	return func() {
		s.streams.mu.Lock()
		defer s.streams.mu.Unlock()
		if s.streams.open[p]--; s.streams.open[p] == 0 {
			delete(s.streams.open, p)
		}
	}, true
}

// events keeps a stream open. It looks at the size of the ledger once a second,
// which every node sees, and asks for the reader only when it grew.
func events(s *Server, v *visit) error {
	ctx, id := v.r.Context(), workflow.DossierID(v.r.URL.Query().Get("dossier"))
	mark, err := s.Desk.Mark(ctx, v.actor, id)
	if err != nil {
		return err
	}
	if shown := v.r.URL.Query().Get("stand"); shown != "" {
		mark = shown // of the page: what happened since it was made counts
	}
	leave, ok := s.listenAs(v.actor.Person)
	if !ok {
		v.w.WriteHeader(http.StatusNoContent) // a browser asks no more after this
		return nil
	}
	defer leave()
	out := stream{v: v, control: http.NewResponseController(v.w)}
	if err := out.begin(); err != nil {
		return nil
	}
	return s.follow(&out, id, mark)
}

// follow waits for something new until the stream ends. What goes wrong ends
// it too: the browser asks again.
func (s *Server) follow(out *stream, id workflow.DossierID, mark string) error {
	ctx, size := out.v.r.Context(), int64(-1)
	look, pulse, end := time.NewTicker(streamLook), time.NewTicker(streamPulse), time.NewTimer(streamLasts)
	defer look.Stop()
	defer pulse.Stop()
	defer end.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-s.Stopping:
			return nil
		case <-end.C:
			return nil
		case <-pulse.C:
			if out.write(": \n\n") != nil {
				return nil
			}
		case <-look.C:
			now, err := s.Desk.Size(ctx)
			if err != nil {
				return nil
			}
			if now == size {
				continue
			}
			size = now
			next, err := s.Desk.Mark(ctx, out.v.actor, id)
			if err != nil {
				return nil
			}
			if next != mark {
				// A session that ended meanwhile, here or on another node, hears no more.
				if _, err := s.Book.Session(ctx, out.v.token, out.v.now()); err != nil {
					return nil
				}
				mark = next
				if out.write("event: gewijzigd\ndata: ja\n\n") != nil {
					return nil
				}
			}
		}
	}
}

// machine is the clock that deadlines of connections are compared with: the
// machine's own, whatever clock the office works by.
var machine = time.Now

// A stream writes events as they come.
type stream struct {
	v       *visit
	control *http.ResponseController
}

func (o *stream) begin() error {
	h := o.v.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")
	// The limits of the server are made for pages; a stream has its own.
	if err := o.control.SetReadDeadline(time.Time{}); err != nil {
		return err
	}
	o.v.w.WriteHeader(http.StatusOK)
	return o.write("retry: 5000\n\n")
}

func (o *stream) write(text string) error {
	if err := o.control.SetWriteDeadline(machine().Add(streamWrite)); err != nil {
		return err
	}
	if _, err := o.v.w.Write([]byte(text)); err != nil {
		return err
	}
	return o.control.Flush()
}
