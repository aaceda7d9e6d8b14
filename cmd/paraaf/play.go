package main

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"time"

	"paraaf/documents"
	"paraaf/policies"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// The papers of the worked example. The nota about ChipSoft is a public paper;
// the others, and all letters, are invented.
//
//go:embed voorbeeld/*.md voorbeeld/reces.json
var examplePapers embed.FS

// A player acts out dossiers through the desk, as the people themselves would,
// on a clock that it moves along; so every rule held when the example was made.
type player struct {
	ctx  context.Context
	book *journal.Book
	desk *desk.Desk
	now  time.Time
	asks int
	err  error
	id   workflow.DossierID
}

// newPlayer gives a player whose clock stands at begin.
func newPlayer(ctx context.Context, book *journal.Book, policy *policies.Authorizer, begin time.Time) *player {
	p := &player{ctx: ctx, book: book, now: begin}
	p.desk = desk.New(book, policy, func() time.Time { return p.now })
	return p
}

// as gives the ask of one person, with a key of its own.
func (p *player) as(key string) desk.Ask {
	p.asks++
	p.now = p.now.Add(7 * time.Minute)
	var actor workflow.Actor
	account, err := p.book.Account(p.ctx, key)
	if err == nil {
		actor, err = p.desk.Actor(p.ctx, account.Person)
	}
	if err != nil && p.err == nil {
		p.err = fmt.Errorf("find %s: %w", key, err)
	}
	n := fmt.Sprintf("voorbeeld-%d-%d", p.now.UnixMilli(), p.asks)
	return desk.Ask{Actor: actor, Key: n, Request: documents.DigestOf(nil, []byte(n))}
}

// later moves the clock on to the given hour of the next working day, in the
// Netherlands.
func (p *player) later(days, hour int) {
	d := workflow.CivilDay(p.now)
	for range days {
		d = d.AddDays(1)
		for !workflow.Workday(d) {
			d = d.AddDays(1)
		}
	}
	t := workflow.Amsterdam(d.In(time.UTC).Add(12 * time.Hour))
	_, offset := t.Zone()
	p.now = d.In(time.UTC).Add(time.Duration(hour)*time.Hour - time.Duration(offset)*time.Second)
}

// recess loads when the Kamer does not sit, as an administrator would. The days
// are those of the example: an installation loads what the Kamer decided.
func (p *player) recess(who string) {
	src, err := examplePapers.ReadFile("voorbeeld/reces.json")
	if err == nil {
		_, err = p.desk.LoadSetting(p.ctx, p.as(who), desk.SettingRecess, src, 0)
	}
	if err != nil && p.err == nil {
		p.err = fmt.Errorf("%s loads the recesses: %w", who, err)
	}
}

// open starts a dossier from files of the example.
func (p *player) open(who, nota, letter string) {
	if p.err != nil {
		return
	}
	var in desk.Intake
	if in.Nota, p.err = examplePapers.ReadFile("voorbeeld/" + nota); p.err != nil {
		return
	}
	if letter != "" {
		if in.Letter, p.err = examplePapers.ReadFile("voorbeeld/" + letter); p.err != nil {
			return
		}
	}
	r, err := p.desk.Open(p.ctx, p.as(who), in)
	if err != nil {
		p.err = fmt.Errorf("open %s: %w", nota, err)
	}
	p.id = r.Dossier
}

// do gives a command made from the dossier as the actor sees it.
func (p *player) do(who, text string, command func(desk.View) workflow.Command) {
	if p.err != nil {
		return
	}
	ask := p.as(who)
	v, err := p.desk.View(p.ctx, ask.Actor, p.id)
	if err != nil {
		p.err = fmt.Errorf("%s looks: %w", who, err)
		return
	}
	c := command(v)
	if _, err := p.desk.Do(p.ctx, ask, p.id, 0, c, text); err != nil {
		p.err = fmt.Errorf("%s: %T: %w", who, c, err)
	}
}

func (p *player) submit(who string) {
	p.do(who, "", func(v desk.View) workflow.Command { return workflow.Submit{Seen: v.Seen} })
}

func (p *player) paraaf(who, remark string) {
	p.do(who, remark, func(v desk.View) workflow.Command {
		verdict := workflow.Akkoord
		if remark != "" {
			verdict = workflow.AkkoordMetOpmerking
		}
		return workflow.GiveParaaf{Seen: v.Seen, Verdict: verdict}
	})
}

func (p *player) sendBack(who, reason string) {
	p.do(who, reason, func(v desk.View) workflow.Command { return workflow.SendBack{Seen: v.Seen} })
}

func (p *player) medeakkoord(who string) {
	p.do(who, "", func(v desk.View) workflow.Command { return workflow.GiveMedeakkoord{Seen: v.Seen} })
}

func (p *player) besluit(who string, verdict workflow.Verdict, remark string) {
	p.do(who, remark, func(v desk.View) workflow.Command { return workflow.TakeBesluit{Seen: v.Seen, Verdict: verdict} })
}

// read opens the papers as a reader does, so that later changes are marked.
func (p *player) read(who string) {
	if p.err != nil {
		return
	}
	if _, err := p.desk.Read(p.ctx, p.as(who), p.id); err != nil {
		p.err = fmt.Errorf("%s reads: %w", who, err)
	}
}

// section rewrites one section of the nota.
func (p *player) section(who string, key documents.SectionKey, body string) {
	p.edit(who, func(ask desk.Ask, version int) error {
		_, err := p.desk.SaveSection(p.ctx, ask, p.id, desk.PaperNota, key, version, body)
		return err
	})
}

// field fills in one field of the nota's head.
func (p *player) field(who string, field documents.Field, value string) {
	p.edit(who, func(ask desk.Ask, version int) error {
		_, err := p.desk.SaveField(p.ctx, ask, p.id, desk.PaperNota, field, version, value)
		return err
	})
}

func (p *player) edit(who string, save func(desk.Ask, int) error) {
	if p.err != nil {
		return
	}
	ask := p.as(who)
	v, err := p.desk.View(p.ctx, ask.Actor, p.id)
	if err == nil {
		for _, paper := range v.Papers {
			if paper.ID == desk.PaperNota {
				err = save(ask, paper.Version)
			}
		}
	}
	if err != nil {
		p.err = fmt.Errorf("%s edits: %w", who, err)
	}
}

// review answers every finding with yes and closes the review.
func (p *player) review(who string) {
	p.judge(who)
	p.do(who, "", func(v desk.View) workflow.Command { return workflow.CloseReview{Seen: v.State.MarksDigest()} })
}

// judge answers every finding with yes, in the work that is the person's.
func (p *player) judge(who string) {
	if p.err != nil {
		return
	}
	ask := p.as(who)
	r, err := p.desk.Review(p.ctx, ask.Actor, p.id)
	if err != nil {
		p.err = fmt.Errorf("%s reviews: %w", who, err)
		return
	}
	var all []desk.Judgement
	for _, j := range r.Judgements {
		all = append(all, desk.Judgement{ID: j.ID, Decision: desk.Redact, Grounds: []documents.Ground{j.Finding.Ground}})
	}
	if len(all) > 0 {
		if _, err := p.desk.Judge(p.ctx, ask, p.id, r.Version, all); err != nil {
			p.err = fmt.Errorf("%s judges: %w", who, err)
		}
	}
}

// confirm reads as the second reader, by himself, and agrees.
func (p *player) confirm(who string) {
	p.judge(who)
	p.do(who, "", func(v desk.View) workflow.Command {
		return workflow.CloseSecondReading{Seen: v.State.MarksDigest()}
	})
	p.do(who, "", func(v desk.View) workflow.Command { return workflow.ConfirmReview{Seen: v.State.MarksDigest()} })
}

func (p *player) export(who string, also ...string) {
	if p.err != nil {
		return
	}
	if _, err := p.desk.Export(p.ctx, p.as(who), p.id, 0, also...); err != nil {
		if l, leaking := err.(*desk.Leaking); leaking {
			lines, _ := json.Marshal(l.Leaks)
			err = fmt.Errorf("%w: %s", err, lines)
		}
		p.err = fmt.Errorf("%s exports: %w", who, err)
	}
}

func (p *player) sign(who string) {
	p.do(who, "", func(v desk.View) workflow.Command {
		c := workflow.RecordSignature{How: workflow.SignedWet, On: workflow.CivilDay(p.now)}
		for _, st := range v.State.Signatories() {
			c.Station = st.ID
		}
		return c
	})
}

// date puts today on the letter, before the public version is made of it.
func (p *player) date(who string) {
	p.do(who, "", func(desk.View) workflow.Command { return workflow.DateLetter{On: workflow.CivilDay(p.now)} })
}

func (p *player) dispatch(who string) {
	p.do(who, "", func(v desk.View) workflow.Command {
		return workflow.Dispatch{Seen: v.Seen, Date: workflow.CivilDay(p.now)}
	})
}

// play acts out the dossiers of the example, so that every phase has one and
// everybody finds something that lies with them.
func (p *player) play() error {
	p.recess("tom")
	begin := p.now
	for _, story := range []struct {
		days int // working days after the begin
		act  func()
	}{
		{0, p.playSent},
		{0, p.playExported},
		{1, p.playConfirmed},
		{1, p.playReviewed},
		{1, p.playClosed},
		{2, p.playDecided},
		{6, p.playUnderway},
		{6, p.playWithStations},
	} {
		p.now = begin
		p.later(story.days, 9)
		story.act()
	}
	return p.err
}

// playSent goes the whole way, up to the Kamer.
func (p *player) playSent() {
	p.open("sem", "spoedzorg-nota.md", "spoedzorg-brief.md")
	p.submit("sem")
	p.later(1, 9)
	p.read("hester")
	p.paraaf("hester", "")
	p.later(1, 10)
	p.medeakkoord("marijke")
	p.read("ruud")
	p.paraaf("ruud", "Helder stuk. Let op de dekking in 2028.")
	p.later(1, 8)
	p.read("ilse")
	p.besluit("ilse", workflow.Akkoord, "")
	p.review("yasmin")
	p.later(1, 9)
	p.confirm("pieter")
	p.date("gert")
	p.export("yasmin")
	p.sign("gert")
	p.dispatch("gert")
}

// playDecided lies with communicatie: the marks are to be judged.
func (p *player) playDecided() {
	p.open("noor", "meldpunt-nota.md", "meldpunt-brief.md")
	p.submit("noor")
	p.later(1, 9)
	p.paraaf("hester", "")
	p.later(1, 11)
	p.paraaf("ruud", "")
	p.later(1, 9)
	p.besluit("ilse", workflow.Akkoord, "")
}

// line takes a dossier with a letter from its opsteller to a besluit of akkoord.
func (p *player) line(who, paper string) {
	p.open(who, paper+"-nota.md", paper+"-brief.md")
	p.submit(who)
	p.later(1, 9)
	p.read("hester")
	p.paraaf("hester", "")
	p.later(1, 10)
	p.read("ruud")
	p.paraaf("ruud", "")
	p.later(1, 8)
	p.read("ilse")
	p.besluit("ilse", workflow.Akkoord, "")
}

// playExported has a clean public version, and waits for the signature.
func (p *player) playExported() {
	p.line("sem", "inkoop")
	p.review("yasmin")
	p.later(1, 9)
	p.confirm("pieter")
	p.date("gert")
	p.export("yasmin")
}

// playConfirmed has two readers who agree, and no public version yet.
func (p *player) playConfirmed() {
	p.line("noor", "labuitslag")
	p.review("pieter")
	p.later(1, 9)
	p.confirm("yasmin")
}

// playReviewed waits for the second reader.
func (p *player) playReviewed() {
	p.line("sem", "standaard")
	p.review("yasmin")
}

// playClosed ends without a letter to the Kamer: one withdrawn by its
// opsteller, one to which the minister says no.
func (p *player) playClosed() {
	p.open("sem", "proefregio-nota.md", "")
	p.submit("sem")
	p.later(1, 9)
	p.read("hester")
	p.do("sem", "De regio trekt de aanvraag in en sluit zich aan bij de landelijke proef.",
		func(desk.View) workflow.Command { return workflow.Withdraw{} })

	p.open("noor", "vaardigheden-nota.md", "")
	p.submit("noor")
	p.later(1, 9)
	p.paraaf("hester", "")
	p.later(1, 9)
	p.read("ruud")
	p.paraaf("ruud", "FEZ adviseert negatief: er is geen dekking.")
	p.later(1, 9)
	p.read("ilse")
	p.besluit("ilse", workflow.NietAkkoord, "Zonder dekking kan ik dit niet toezeggen.")
}

// playWithStations leaves work with those who initial and decide: one nota in
// concept with a colleague, one with the directie, one with the minister and
// one that she has parked.
func (p *player) playWithStations() {
	p.open("sem", "noodplan-nota.md", "noodplan-brief.md")
	p.submit("sem")
	p.later(1, 9)
	p.paraaf("hester", "")
	p.paraaf("ruud", "")
	p.later(1, 9)
	p.read("ilse")
	p.do("ilse", "", func(v desk.View) workflow.Command {
		return workflow.TakeBesluit{Seen: v.Seen, Verdict: workflow.Aanhouden, Until: workflow.CivilDay(p.now).AddDays(14)}
	})

	p.open("noor", "zorgportaal-nota.md", "zorgportaal-brief.md")
	p.submit("noor")
	p.read("hester")
	p.paraaf("hester", "")
	p.later(1, 9)
	p.read("ruud")
	p.paraaf("ruud", "Akkoord. De leveranciers zullen om een vergoeding vragen; houd de lijn vast.")

	p.open("sem", "thuismeten-nota.md", "thuismeten-brief.md")
	p.submit("sem")

	p.open("sem", "algoritme-nota.md", "")
}

// playUnderway leaves one nota sent back, and the seed half-way with JenV
// beside it.
func (p *player) playUnderway() {
	p.open("noor", "vooruitblik-nota.md", "")
	p.submit("noor")
	p.read("hester")
	p.sendBack("hester", "De planning voor maart ontbreekt. Noem ook het debat over de begroting.")

	p.open("noor", "chipsoft-nota.md", "chipsoft-brief.md")
	p.field("noor", documents.FieldDeadline, "11 december 2026")
	p.field("noor", documents.FieldOpsteller, "N. Haverkamp")
	p.field("noor", documents.FieldBijlagen, "1")
	p.submit("noor")
	p.read("hester")
	p.paraaf("hester", "")
	p.later(1, 10)
	p.read("marijke")
	p.medeakkoord("marijke")
	p.read("ruud")
	p.sendBack("ruud", "Noem bij de kernpunten welke risico's er nog zijn. De minister krijgt die vraag zeker.")
	p.later(1, 9)
	p.section("noor", "kernpunten", chipsoftKernpunten)
	p.submit("noor")
	p.paraaf("hester", "")
}

// chipsoftKernpunten is how the opsteller answers what the plv. SG asked.
const chipsoftKernpunten = `Kort samengevat de inhoud:

- Hackers hebben gegevens gestolen van huisartsen, apothekers, revalidatiecentra, een oogziekenhuis en de Forensische Zorgspecialisten. Deze laatste zorgaanbieder geeft verplichte zorg in een strafrechtelijk kader en regulier kader.
- Het is een zeer ernstige zaak dat gegevens van patiënten zijn gestolen. Chipsoft moet hier als leverancier volle verantwoordelijkheid voor nemen.
- Chipsoft laat experts onderzoek doen naar de oorzaak, omvang en bron van het incident.
- Chipsoft krijgt ondersteuning van Z-CERT, dat is het expertisecentrum voor de zorg op het gebied van cyberveiligheid en het Nationaal Cyber Security Centrum (NCSC).
- Risico: nog niet vast staat van welke patiënten gegevens zijn gestolen. De kans bestaat dat het er meer zijn dan nu bekend is.
`
