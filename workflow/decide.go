package workflow

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"paraaf/documents"
)

// Decide says what happens when by gives c at moment at: the events, or a
// *Refusal with the number of the rule and a Dutch sentence. It asks no clock,
// reads nothing and changes nothing; the same question has the same answer.
//
// It says nothing about competence: that a communicatiemedewerker sends no
// nota back stands in the policy, which the desk asks first (D6, D12).
//
// Any other error is a mistake of the caller: no actor, no moment, a command
// that does not exist or papers that are no set.
func Decide(s State, by Actor, at time.Time, c Command) ([]Event, error) {
	if by.Person == "" {
		return nil, fmt.Errorf("decide: no actor")
	}
	if at.IsZero() {
		return nil, fmt.Errorf("decide: no moment")
	}
	if c == nil {
		return nil, fmt.Errorf("decide: no command")
	}
	q := question{s: s, by: by, at: at.UTC().Round(0), day: CivilDay(at)}
	if o, ok := c.(Open); ok {
		return q.open(o)
	}
	if s.Phase == None {
		return nil, refuse("R1", "Dit dossier is nog niet geopend. Open het eerst met een nota.")
	}
	if r := q.closed(c); r != nil {
		return nil, r
	}
	switch c := c.(type) {
	case Revise:
		return q.revise(c)
	case ChangeRoute:
		return q.changeRoute(c)
	case Submit:
		return q.submit(c)
	case GiveParaaf:
		return q.giveParaaf(c)
	case SendBack:
		return q.sendBack(c)
	case AskBack:
		return q.askBack(c)
	case TakeBack:
		return q.takeBack(c)
	case GiveMedeakkoord:
		return q.giveMedeakkoord(c)
	case RefuseMedeakkoord:
		return q.refuseMedeakkoord(c)
	case TakeBesluit:
		return q.takeBesluit(c)
	case Withdraw:
		return q.withdraw(c)
	case HandOver:
		return q.handOver(c)
	case Invite:
		return q.invite(c)
	case Skip:
		return q.skip(c)
	case Forward:
		return q.forward(c)
	case AskAdviceOf:
		return q.askAdvice(c)
	case GiveAdvice:
		return q.giveAdvice(c)
	case MarkGezien:
		return q.markGezien(c)
	case SetSpoed:
		return q.setSpoed(c)
	case SetMarks:
		return q.setMarks(c)
	case CloseReview:
		return q.closeReview(c)
	case ConfirmReview:
		return q.confirmReview(c)
	case CloseSecondReading:
		return q.closeSecondReading(c)
	case SettleDifferences:
		return q.settleDifferences(c)
	case ReturnReview:
		return q.returnReview(c)
	case RecordExport:
		return q.recordExport(c)
	case RecordSignature:
		return q.recordSignature(c)
	case Dispatch:
		return q.dispatch(c)
	case SendBeslisnota:
		return q.sendBeslisnota(c)
	case RecordKamerNumbers:
		return q.recordKamerNumbers(c)
	case WithdrawPublication:
		return q.withdrawPublication(c)
	case SetRubricering:
		return q.setRubricering(c)
	case SetKamerDate:
		return q.setKamerDate(c)
	case RegisterVragen:
		return q.registerVragen(c)
	case ReportUitstel:
		return q.reportUitstel(c)
	case LinkToezeggingen:
		return q.linkToezeggingen(c)
	case RecordToezegging:
		return q.recordToezegging(c)
	case SettleToezegging:
		return q.settleToezegging(c)
	case AskZienswijze:
		return q.askZienswijze(c)
	case RecordZienswijze:
		return q.recordZienswijze(c)
	case SetEmbargo:
		return q.setEmbargo(c)
	case SetAlreadyPublic:
		return q.setAlreadyPublic(c)
	case SetNietOpenbaar:
		return q.setNietOpenbaar(c)
	case DateLetter:
		return q.dateLetter(c)
	case Remind:
		return q.remind(c)
	}
	return nil, fmt.Errorf("decide: unknown command %T", c)
}

// A question is one call of Decide.
type question struct {
	s   State
	by  Actor
	at  time.Time
	day documents.Date // of at, in the Netherlands
}

func refuse(rule, text string, args ...any) *Refusal {
	if len(args) > 0 {
		text = fmt.Sprintf(text, args...)
	}
	return &Refusal{Rule: rule, Text: text}
}

func (q question) stamp() Stamp { return Stamp{By: q.by.Person, At: q.at} }

// closed is R17: what may still be done once a dossier is closed.
func (q question) closed(c Command) *Refusal {
	if !q.s.Closed() {
		return nil
	}
	switch c := c.(type) {
	case RecordKamerNumbers, WithdrawPublication, MarkGezien:
		return nil
	case LinkToezeggingen, RecordToezegging, SettleToezegging:
		if q.s.Phase == Dispatched {
			return nil
		}
	case Remind:
		if c.Number > 0 {
			return nil
		}
	case SetMarks, CloseReview, CloseSecondReading, SettleDifferences, ConfirmReview, ReturnReview, RecordExport, SendBeslisnota,
		AskZienswijze, RecordZienswijze, SetEmbargo, SetAlreadyPublic, SetNietOpenbaar:
		if q.s.OwesBeslisnota() {
			return nil
		}
	case TakeBack:
		if q.s.Phase == Ended {
			return nil // a niet akkoord of gezien may be taken back (R19)
		}
	}
	how := map[Phase]string{
		Dispatched: "De brief is verzonden en het dossier is gesloten. U kunt nog wel Kamernummers invullen, toezeggingen bijhouden of de publicatie terugtrekken.",
		Withdrawn:  "Dit dossier is ingetrokken en daarmee gesloten. Open een nieuw dossier als het onderwerp terugkomt.",
		Ended:      "De bewindspersoon heeft geantwoord en het dossier is gesloten. Open een nieuw dossier als het onderwerp terugkomt.",
	}
	return refuse("R17", how[q.s.Phase])
}

// Opening, writing, submitting.

func (q question) open(c Open) ([]Event, error) {
	if q.s.Phase != None {
		return nil, refuse("R1", "Dit dossier is al geopend. Wijzig de stukken, of open een nieuw dossier.")
	}
	org := c.Organisation
	if org == "" {
		if len(q.by.Seats) == 0 {
			return nil, refuse("R1", "U hebt nog geen plaats in een organisatie. Vraag de beheerder om uw functie in te vullen.")
		}
		org = q.by.Seats[0].Organisation
		for _, seat := range q.by.Seats {
			if seat.Role == RoleOpsteller {
				org = seat.Organisation
				break
			}
		}
	} else if !slices.ContainsFunc(q.by.Seats, func(s Seat) bool { return s.Organisation == org }) {
		return nil, refuse("R1", "U werkt niet bij %s. Open het dossier vanuit uw eigen organisatie.", org.Name())
	}
	if !slices.Contains(kinds, c.Kind) {
		return nil, refuse("R1", "Kies wat u de bewindspersoon vraagt: ter beslissing, informatie, bespreking, voorbereiding of ondertekening.")
	}
	if r := c.Rubricering.check(); r != nil {
		return nil, r
	}
	if err := c.Papers.check(); err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	if err := c.Route.Check(org.Ministry()); err != nil {
		return nil, refuse("R1", "De parafenlijn klopt niet: %v. Pas de lijn aan.", err)
	}
	return []Event{Opened{Stamp: q.stamp(), Kind: c.Kind, Organisation: org, Papers: slices.Clone(c.Papers),
		Route: c.Route.clone(), Deadline: c.Deadline, CC: slices.Clone(c.CC), Rubricering: c.Rubricering}}, nil
}

// Kinds gives every kind of nota, in the order of a list.
func Kinds() []Kind { return slices.Clone(kinds) }

var kinds = []Kind{TerBeslissing, TerInformatie, TerBespreking, TerVoorbereiding, TerOndertekening}

// fixed is the refusal of a change to papers that do not lie in concept.
func (q question) fixed(rule string) *Refusal {
	if q.s.Phase == InLine {
		return refuse(rule, "De stukken zijn ingediend. Vraag ze terug om ze te wijzigen; alleen wie aan de beurt is, wijzigt ze bij zijn akkoord.")
	}
	return refuse("R10", "Er is besloten en de stukken liggen vast. Open een nieuw dossier voor een nieuwe tekst.")
}

func (q question) revise(c Revise) ([]Event, error) {
	if q.s.Phase != Concept {
		return nil, q.fixed("R2")
	}
	if q.by.Person != q.s.Opsteller && !slices.Contains(q.s.Invited, q.by.Person) {
		return nil, refuse("R2", "Alleen de opsteller wijzigt de stukken, en wie hij uitnodigt. Vraag de opsteller om u uit te nodigen.")
	}
	if q.gave(q.by.Person) { // or it would stand beside what he wrote (R6)
		return nil, refuse("R2", "U gaf in dit dossier al een paraaf of besluit en schrijft daarom niet mee. Vraag de opsteller om de wijziging.")
	}
	if err := c.Papers.check(); err != nil {
		return nil, fmt.Errorf("revise: %w", err)
	}
	return []Event{Revised{Stamp: q.stamp(), Papers: slices.Clone(c.Papers), Deadline: c.Deadline}}, nil
}

func (q question) changeRoute(c ChangeRoute) ([]Event, error) {
	if q.s.Phase != Concept && q.s.Phase != InLine {
		return nil, q.fixed("R4")
	}
	if err := c.Route.Check(q.s.Organisation.Ministry()); err != nil {
		return nil, refuse("R4", "De parafenlijn klopt niet: %v. Pas de lijn aan.", err)
	}
	if q.s.Route.InTurn && !c.Route.InTurn {
		return nil, refuse("R4", "In deze lijn leest een station de stukken pas als het aan de beurt komt. Dat blijft zo voor dit dossier.")
	}
	if q.s.Round > 0 && c.Route.InTurn && !q.s.Route.InTurn {
		return nil, refuse("R4", "Wie in de lijn staat, leest de stukken al. Dat een station pas aan de eigen beurt leest, kiest u voor het indienen.")
	}
	for _, st := range c.Route.Stations() {
		old, known := q.s.Station(st.ID)
		if st.Fixed && !(known && old.Fixed) {
			return nil, refuse("R4", "%s is geen vast station van uw huis. Voeg het toe als gewoon station.", st.Name())
		}
	}
	if q.s.Round > 0 {
		if c.Reason.IsZero() {
			return nil, refuse("R4", "De stukken zijn al in de lijn geweest. Geef een reden om de lijn te wijzigen.")
		}
		old := q.s.Route
		if q.s.Phase == Concept {
			// Who co-signs follows from the letter, which is open again;
			// that the letter still says so is for the lint of submission.
			old.Beside = slices.DeleteFunc(slices.Clone(old.Beside), func(st Station) bool {
				_, _, ok := c.Route.find(st.ID)
				return !ok
			})
		}
		movable := func(st Station) bool { return !q.acted(st.ID) && q.over(st.Seat) }
		if why := c.Route.keeps(old, movable); why != "" {
			return nil, refuse("R4", "De lijn kan zo niet gewijzigd worden: %s.", why)
		}
		return []Event{RouteChanged{Stamp: q.stamp(), Route: c.Route.clone(), Reason: c.Reason}}, nil
	}
	for _, st := range q.s.Route.Stations() {
		if now, _, ok := c.Route.find(st.ID); st.Fixed && (!ok || now.Seat != st.Seat || now.Person != st.Person || now.Kind != st.Kind || !now.Fixed) {
			return nil, refuse("R4", "%s staat vast in de lijn van uw huis. Laat het station staan; het secretariaat kan het later overslaan, met een reden.", st.Name())
		}
	}
	return []Event{RouteChanged{Stamp: q.stamp(), Route: c.Route.clone(), Reason: c.Reason}}, nil
}

// over reports whether the actor has a seat, or stands in for one, in an
// organisation that seat lies in: the secretariaat of a directie is over that
// directie and not over the plv. SG. What he may do there stands in the policy.
func (q question) over(seat Seat) bool {
	for _, s := range q.by.today(q.day, q.s.Kind) {
		if seat.Organisation.Within(s.Organisation) {
			return true
		}
	}
	return false
}

// acted reports whether station id ever gave an assent or was skipped.
func (q question) acted(id StationID) bool {
	return q.s.skipped(id) || slices.ContainsFunc(q.s.Assents, func(a Assent) bool { return a.Station == id })
}

func (q question) submit(c Submit) ([]Event, error) {
	if q.s.Phase != Concept {
		if q.s.Phase == InLine {
			return nil, refuse("R3", "De stukken zijn al ingediend. Ze liggen nu bij: %s.", stationNames(q.s.Holder()))
		}
		return nil, q.fixed("R3")
	}
	if q.by.Person != q.s.Opsteller {
		return nil, refuse("R3", "Alleen de opsteller dient in. Vraag de opsteller, of laat het dossier aan u overdragen.")
	}
	if c.Seen != q.s.SetDigest() {
		return nil, q.stale()
	}
	if r := q.unmarked(c.Marked); r != nil {
		return nil, r
	}
	if len(c.Blocking) > 0 {
		return nil, refuse("R18", "Los eerst de opmerkingen op die openstaan: %s.", strings.Join(c.Blocking, ", "))
	}
	if !q.s.HasLetter() {
		if q.s.Kind == TerOndertekening {
			return nil, refuse("R18", "Een nota ter ondertekening heeft een brief nodig. Voeg de brief toe.")
		}
		for _, st := range q.s.Route.Beside {
			if st.Kind == AskMedeakkoord || st.Kind == AskMedeondertekening {
				return nil, refuse("R8", "%s wordt gevraagd om akkoord op de brief, maar er is geen brief. Voeg de brief toe of haal het station weg.", st.Name())
			}
		}
	}
	return []Event{Submitted{Stamp: q.stamp(), Round: q.s.Round + 1, On: c.Seen}}, nil
}

func (q question) askBack(c AskBack) ([]Event, error) {
	if q.s.Phase != InLine {
		if q.s.Phase == Concept {
			return nil, refuse("R3", "De stukken liggen al bij de opsteller.")
		}
		return nil, q.fixed("R3")
	}
	if q.by.Person != q.s.Opsteller {
		return nil, refuse("R3", "Alleen de opsteller vraagt de stukken terug. Stuur ze terug als u aan de beurt bent.")
	}
	if c.Reason.IsZero() {
		return nil, refuse("R3", "Schrijf waarom u de stukken terugvraagt; wie al geparafeerd heeft, leest dat.")
	}
	return []Event{AskedBack{Stamp: q.stamp(), Reason: c.Reason}}, nil
}

func (q question) withdraw(c Withdraw) ([]Event, error) {
	if q.s.Phase != Concept && q.s.Phase != InLine {
		return nil, refuse("R10", "Er is besloten; intrekken kan niet meer. Bespreek met het secretariaat wat er moet gebeuren.")
	}
	if c.Reason.IsZero() {
		return nil, refuse("R17", "Schrijf waarom het dossier wordt ingetrokken.")
	}
	return []Event{NotaWithdrawn{Stamp: q.stamp(), Reason: c.Reason}}, nil
}

func (q question) handOver(c HandOver) ([]Event, error) {
	switch {
	case c.To == "":
		return nil, refuse("R20", "Kies aan wie u het dossier overdraagt.")
	case c.To == q.s.Opsteller:
		return nil, refuse("R20", "Dit dossier ligt al bij deze opsteller.")
	case q.gave(c.To):
		return nil, refuse("R20", "Deze collega gaf in dit dossier al een paraaf of besluit en kan het niet overnemen. Kies een ander.")
	case c.Reason.IsZero():
		return nil, refuse("R20", "Schrijf waarom u het dossier overdraagt.")
	}
	return []Event{HandedOver{Stamp: q.stamp(), To: c.To, Reason: c.Reason}}, nil
}

// gave reports whether p gave an assent that was not taken back, in any round.
func (q question) gave(p PersonID) bool {
	return slices.ContainsFunc(q.s.Assents, func(a Assent) bool {
		return a.Void != TakenBack && a.of(p)
	})
}

func (q question) invite(c Invite) ([]Event, error) {
	if q.s.Phase != Concept {
		return nil, q.fixed("R2")
	}
	if q.by.Person != q.s.Opsteller {
		return nil, refuse("R2", "Alleen de opsteller nodigt iemand uit om mee te schrijven.")
	}
	if c.Person == "" || c.Person == q.s.Opsteller || slices.Contains(q.s.Invited, c.Person) {
		return nil, refuse("R2", "Kies een collega die nog niet meeschrijft.")
	}
	return []Event{ColleagueInvited{Stamp: q.stamp(), Person: c.Person}}, nil
}

// Acting in the line.

// stale is R5.
func (q question) stale() *Refusal {
	return refuse("R5", "De stukken zijn gewijzigd sinds u ze opende. Lees wat er veranderd is en beslis dan opnieuw.")
}

// An acting is by whom a station acts.
type acting struct {
	Station
	namens PersonID
	how    Instruction
}

func (a acting) stamp(q question) Stamp {
	return Stamp{By: q.by.Person, Namens: a.namens, At: q.at}
}

// turn finds the station at which the actor may act now (R4), in person, in
// waarneming or told by instructed. rule numbers the refusal when the papers
// are not in the line, or it is not the actor's turn.
func (q question) turn(rule string, instructed PersonID, how Instruction, kinds ...StepKind) (acting, *Refusal) {
	if q.s.Phase != InLine {
		if q.s.Phase == Concept {
			return acting{}, refuse(rule, "De stukken liggen bij de opsteller en zijn nog niet ingediend.")
		}
		return acting{}, refuse("R10", "Er is al besloten op deze stukken.")
	}
	if (instructed == "") != (how == "") {
		return acting{}, refuse("R4", "Zeg namens wie u dit vastlegt en hoe u dat hoorde.")
	}
	holder := q.s.Holder()
	for _, st := range holder {
		if len(kinds) > 0 && !slices.Contains(kinds, st.Kind) {
			if _, ok := q.by.fills(st, q.day, q.s.Kind); ok && instructed == "" {
				return acting{}, refuse(rule, "U bent aan de beurt, maar niet hiervoor: u geeft als %s %s.", st.Name(), asks[st.Kind])
			}
			continue
		}
		if instructed != "" {
			if st.Kind != AskProcescheck && slices.ContainsFunc(q.by.Seats, func(own Seat) bool { return own.serves(st.Seat) }) {
				return acting{st, instructed, how}, nil
			}
			continue
		}
		if namens, ok := q.by.fills(st, q.day, q.s.Kind); ok {
			return acting{st, namens, ""}, nil
		}
	}
	if instructed != "" {
		return acting{}, refuse("R4", "Alleen het secretariaat van wie aan de beurt is, legt namens hem iets vast. Het ligt nu bij: %s.", stationNames(holder))
	}
	for _, st := range q.s.Route.Stations() {
		if _, ok := q.by.fills(st, q.day, q.s.Kind); ok && q.s.Stands(st.ID) != nil {
			return acting{}, refuse(rule, "U hebt al akkoord gegeven op deze stukken. Het ligt nu bij: %s.", stationNames(holder))
		}
	}
	return acting{}, refuse(rule, "U bent niet aan de beurt. Het ligt nu bij: %s.", stationNames(holder))
}

// asks says what a station in the line gives.
var asks = map[StepKind]string{
	AskParaaf: "een paraaf", AskMedeparaaf: "een paraaf", AskProcescheck: "een procescheck", AskBesluit: "een besluit",
}

// fourEyes is R6: the actor wrote nothing of it, and gives no second assent in
// this round or beside one that still stands. Whoever told the secretariaat
// what to record is counted like who records.
func (q question) fourEyes(at acting) *Refusal {
	people := []PersonID{q.by.Person}
	if at.how != "" {
		people = append(people, at.namens)
	}
	for _, p := range people {
		you := "U schreef"
		if p != q.by.Person {
			you = "Degene namens wie u dit vastlegt, schreef"
		}
		if p == q.s.Opsteller || q.s.wrote(p) {
			return refuse("R6", "%s mee aan deze nota. Een ander moet hier akkoord geven.", you)
		}
		for _, a := range q.s.Assents {
			if a.Station == at.ID || a.Void == TakenBack || !a.of(p) {
				continue
			}
			still := q.s.Stands(a.Station)
			if a.Round == q.s.Round || still != nil && still.At.Equal(a.At) {
				st, _ := q.s.Station(a.Station)
				return refuse("R6", "Er is in deze ronde al akkoord gegeven door dezelfde persoon, als %s. Een ander moet hier akkoord geven.", st.Name())
			}
		}
	}
	return nil
}

// change makes the event of an akkoord met wijziging (R2).
func (q question) change(at acting, v Verdict, papers Papers) ([]Event, Papers, error) {
	if v != AkkoordMetWijziging {
		if len(papers) > 0 {
			return nil, nil, refuse("R2", "U wijzigde de tekst. Kies 'akkoord met wijziging', zodat iedereen dat ziet.")
		}
		return nil, q.s.Papers, nil
	}
	if err := papers.check(); err != nil {
		return nil, nil, fmt.Errorf("akkoord met wijziging: %w", err)
	}
	if papers.Digest() == q.s.Papers.Digest() {
		return nil, nil, refuse("R2", "Er is niets gewijzigd. Kies 'akkoord'.")
	}
	return []Event{Revised{Stamp: at.stamp(q), Station: at.ID, Papers: slices.Clone(papers)}}, papers, nil
}

func (q question) giveParaaf(c GiveParaaf) ([]Event, error) {
	if c.Verdict == "" {
		c.Verdict = Akkoord
	}
	at, r := q.turn("R4", c.Instructed, c.How, AskParaaf, AskMedeparaaf, AskProcescheck)
	if r != nil {
		return nil, r
	}
	if r := q.fourEyes(at); r != nil {
		return nil, r
	}
	if c.Seen != q.s.SetDigest() {
		return nil, q.stale()
	}
	if r := q.unmarked(c.Marked); r != nil {
		return nil, r
	}
	switch {
	case len(c.Open) > 0:
		return nil, refuse("R18", "De stukken kwamen bij u terug met punten. Zeg eerst wat u deed met: %s.", list(c.Open))
	case !agrees(c.Verdict):
		return nil, refuse("R4", "Een paraaf is akkoord, met of zonder opmerking of wijziging. Stuur de stukken anders terug, met een reden.")
	case c.Verdict == AkkoordMetOpmerking && c.Remark.IsZero():
		return nil, refuse("R4", "Schrijf uw opmerking, of kies 'akkoord'.")
	case c.Verdict == AkkoordMetWijziging && at.Kind == AskProcescheck:
		return nil, refuse("R2", "De procescheck wijzigt de tekst niet. Stuur de stukken terug, met een reden.")
	}
	events, papers, err := q.change(at, c.Verdict, c.Papers)
	if err != nil {
		return nil, err
	}
	return append(events, ParaafGiven{Stamp: at.stamp(q), Station: at.ID, Round: q.s.Round, On: papers.Digest(),
		Verdict: c.Verdict, Remark: c.Remark, How: at.how}), nil
}

func (q question) sendBack(c SendBack) ([]Event, error) {
	at, r := q.turn("R7", "", "")
	if r != nil {
		return nil, r
	}
	if c.Seen != q.s.SetDigest() {
		return nil, q.stale()
	}
	if c.Reason.IsZero() {
		return nil, refuse("R7", "Schrijf waarom u de stukken terugstuurt.")
	}
	if c.Verdict != "" && c.Verdict != NietAkkoord {
		return nil, refuse("R7", "Terugsturen kan zonder oordeel of met 'niet akkoord'.")
	}
	if c.To == StationOpsteller {
		c.To = ""
	}
	if c.To != "" {
		_, now, _ := q.s.Route.find(at.ID)
		_, step, ok := q.s.Route.find(c.To)
		if !ok || step < 0 || step >= now || q.s.Stands(c.To) == nil {
			return nil, refuse("R7", "Stuur terug naar de opsteller, of naar een station dat vóór u akkoord gaf.")
		}
	}
	return []Event{SentBack{Stamp: at.stamp(q), Station: at.ID, To: c.To, On: c.Seen, Reason: c.Reason,
		Note: c.Note, Verdict: c.Verdict}}, nil
}

// takeBack is R19.
func (q question) takeBack(c TakeBack) ([]Event, error) {
	for i := len(q.s.Assents) - 1; i >= 0; i-- {
		a := q.s.Assents[i]
		_, step, ok := q.s.Route.find(a.Station)
		mine := a.of(q.by.Person)
		if !ok || step < 0 || !mine || a.Void != "" {
			continue
		}
		if a.Settled || q.s.Phase != InLine && q.s.Besluit == nil {
			return nil, refuse("R19", "Anderen hebben daarna gehandeld. Terugnemen kan niet meer; stuur de stukken terug als u weer aan de beurt bent.")
		}
		if c.Reason.IsZero() {
			return nil, refuse("R19", "Schrijf waarom u uw paraaf of besluit terugneemt.")
		}
		e := AssentTakenBack{Stamp: q.stamp(), Station: a.Station, Reason: c.Reason}
		if a.Verdict == AkkoordMetWijziging && q.s.Former != nil && q.s.Former.Station == a.Station {
			e.Papers = slices.Clone(q.s.Former.Papers)
		}
		return []Event{e}, nil
	}
	return nil, refuse("R19", "U gaf in dit dossier geen paraaf of besluit dat u kunt terugnemen.")
}

// mede finds the station beside the line that the actor fills (R8).
func (q question) mede() (acting, *Refusal) {
	switch {
	case q.s.Round == 0:
		return acting{}, refuse("R8", "De nota is nog niet ingediend. U wordt om akkoord gevraagd zodra dat gebeurt.")
	case q.s.Phase == Concept:
		return acting{}, refuse("R8", "De brief ligt weer bij de opsteller. U wordt opnieuw gevraagd als hij wijzigt.")
	}
	for _, st := range q.s.Route.Beside {
		if st.Kind != AskMedeakkoord && st.Kind != AskMedeondertekening {
			continue
		}
		if namens, ok := q.by.fills(st, q.day, q.s.Kind); ok {
			return acting{st, namens, ""}, nil
		}
	}
	return acting{}, refuse("R8", "Uw akkoord op deze brief is niet gevraagd.")
}

func (q question) giveMedeakkoord(c GiveMedeakkoord) ([]Event, error) {
	at, r := q.mede()
	if r != nil {
		return nil, r
	}
	if r := q.fourEyes(at); r != nil {
		return nil, r
	}
	if c.Seen != q.s.LetterDigest() {
		return nil, refuse("R5", "De brief is gewijzigd sinds u hem opende. Lees wat er veranderd is en beslis dan opnieuw.")
	}
	if q.s.Stands(at.ID) != nil {
		return nil, refuse("R8", "Uw akkoord ligt al op deze brief.")
	}
	return []Event{MedeakkoordGiven{Stamp: at.stamp(q), Station: at.ID, Round: q.s.Round, On: c.Seen, Remark: c.Remark}}, nil
}

func (q question) refuseMedeakkoord(c RefuseMedeakkoord) ([]Event, error) {
	at, r := q.mede()
	if r != nil {
		return nil, r
	}
	if c.Seen != q.s.LetterDigest() {
		return nil, refuse("R5", "De brief is gewijzigd sinds u hem opende. Lees wat er veranderd is en beslis dan opnieuw.")
	}
	if c.Reason.IsZero() {
		return nil, refuse("R8", "Schrijf waarom u niet akkoord bent met de brief.")
	}
	return []Event{MedeakkoordRefused{Stamp: at.stamp(q), Station: at.ID, Round: q.s.Round, On: c.Seen, Reason: c.Reason}}, nil
}

// verdicts lists the answers that a bewindspersoon can give to a kind of nota.
func verdicts(k Kind) []Verdict {
	switch k {
	case TerInformatie, TerVoorbereiding:
		return []Verdict{Gezien, Bespreken, Aanhouden}
	case TerBespreking:
		return []Verdict{Discussed, Bespreken, Aanhouden}
	}
	return []Verdict{Akkoord, AkkoordMetOpmerking, AkkoordMetWijziging, NietAkkoord, Bespreken, Aanhouden}
}

func (q question) takeBesluit(c TakeBesluit) ([]Event, error) {
	if q.s.Phase == InLine {
		d, _ := q.s.Route.decider()
		if _, ok := q.by.fills(d, q.day, q.s.Kind); ok && !slices.ContainsFunc(q.s.Holder(), func(st Station) bool { return st.ID == d.ID }) {
			return nil, refuse("R9", "Nog niet elke paraaf ligt op deze stukken. Het ligt nu bij: %s.", stationNames(q.s.Holder()))
		}
	}
	at, r := q.turn("R9", c.Instructed, c.How, AskBesluit)
	if r != nil {
		return nil, r
	}
	if r := q.fourEyes(at); r != nil {
		return nil, r
	}
	if c.Seen != q.s.SetDigest() {
		return nil, q.stale()
	}
	if r := q.unmarked(c.Marked); r != nil {
		return nil, r
	}
	if can := verdicts(q.s.Kind); !slices.Contains(can, c.Verdict) {
		words := make([]string, len(can))
		for i, v := range can {
			words[i] = string(v)
		}
		return nil, refuse("R9", "Op een nota %s kan het antwoord zijn: %s.", q.s.Kind, list(words))
	}
	switch {
	case c.Verdict == NietAkkoord && c.Remark.IsZero():
		return nil, refuse("R9", "Schrijf waarom u niet akkoord bent.")
	case c.Verdict == AkkoordMetOpmerking && c.Remark.IsZero():
		return nil, refuse("R9", "Schrijf uw opmerking, of kies 'akkoord'.")
	case c.Verdict == Aanhouden && !q.day.Before(c.Until):
		return nil, refuse("R9", "Kies tot welke dag u de stukken aanhoudt; dat is een dag na vandaag.")
	case c.Verdict != Aanhouden:
		c.Until = documents.Date{}
	}
	events, papers, err := q.change(at, c.Verdict, c.Papers)
	if err != nil {
		return nil, err
	}
	return append(events, BesluitTaken{Stamp: at.stamp(q), Station: at.ID, Round: q.s.Round, On: papers.Digest(),
		Verdict: c.Verdict, Remark: c.Remark, Until: c.Until, How: at.how, Preview: c.Preview, Note: c.Note}), nil
}

// Changing the line while it runs.

func (q question) skip(c Skip) ([]Event, error) {
	if q.s.Phase != Concept && q.s.Phase != InLine {
		return nil, q.fixed("R4")
	}
	st, step, ok := q.s.Route.find(c.Station)
	switch {
	case !ok:
		return nil, refuse("R4", "Dit station staat niet in de lijn.")
	case step < 0 && st.Kind != AskAdvice:
		return nil, refuse("R8", "Een medeakkoord kan niet worden overgeslagen. Wijzig de brief als %s niet meer meetekent.", st.Name())
	case st.Kind == AskBesluit:
		return nil, refuse("R4", "De bewindspersoon die besluit kan niet worden overgeslagen.")
	case q.s.skipped(c.Station):
		return nil, refuse("R4", "%s is al overgeslagen.", st.Name())
	case q.s.wrote(q.by.Person):
		return nil, refuse("R4", "U schreef mee aan deze nota en slaat zelf geen station over. Vraag het secretariaat.")
	case !q.over(st.Seat):
		return nil, refuse("R4", "U gaat niet over %s. Vraag het secretariaat van het ministerie.", st.Name())
	case q.s.Stands(c.Station) != nil:
		return nil, refuse("R4", "%s heeft al akkoord gegeven op deze stukken.", st.Name())
	case c.Reason.IsZero():
		return nil, refuse("R4", "Schrijf waarom %s wordt overgeslagen.", st.Name())
	}
	return []Event{StationSkipped{Stamp: q.stamp(), Station: c.Station, Reason: c.Reason}}, nil
}

func (q question) forward(c Forward) ([]Event, error) {
	if q.s.Phase != InLine {
		if q.s.Phase == Concept {
			return nil, refuse("R4", "De stukken zijn niet in de lijn. Wijzig de lijn zelf.")
		}
		return nil, q.fixed("R4")
	}
	st, step, ok := q.s.Route.find(c.Station)
	switch {
	case !ok || step < 0:
		return nil, refuse("R4", "Dit station staat niet in de lijn.")
	case st.Kind == AskBesluit:
		return nil, refuse("R4", "Wie besluit, staat vast. Open een nieuw dossier voor een andere bewindspersoon.")
	case c.To.Role == "" || c.To.Organisation.Ministry() != q.s.Organisation.Ministry():
		return nil, refuse("R4", "Zend door naar een functie binnen het eigen ministerie; een ander ministerie leest alleen de brief.")
	case c.To == st.Seat:
		return nil, refuse("R4", "Het station is al van %s.", st.Name())
	case q.s.skipped(c.Station):
		return nil, refuse("R4", "%s is overgeslagen. Vraag de nieuwe lezer om advies, of voeg een station toe.", st.Name())
	case q.s.wrote(q.by.Person):
		return nil, refuse("R4", "U schreef mee aan deze nota en zendt zelf geen station door. Vraag het secretariaat.")
	case !q.over(st.Seat):
		return nil, refuse("R4", "U gaat niet over %s. Vraag het secretariaat van het ministerie.", st.Name())
	case q.s.Stands(c.Station) != nil:
		return nil, refuse("R4", "%s heeft al akkoord gegeven op deze stukken.", st.Name())
	case c.Reason.IsZero():
		return nil, refuse("R4", "Schrijf waarom u doorzendt.")
	}
	return []Event{StationForwarded{Stamp: q.stamp(), Station: c.Station, To: c.To, Reason: c.Reason}}, nil
}

func (q question) askAdvice(c AskAdviceOf) ([]Event, error) {
	if q.s.Phase != InLine {
		return nil, refuse("R4", "Advies vraagt u zolang de stukken in de lijn zijn.")
	}
	next := q.s.Route.clone()
	next.Beside = append(next.Beside, Station{ID: c.ID, Seat: c.Of, Kind: AskAdvice, Person: c.Person})
	if err := next.Check(q.s.Organisation.Ministry()); err != nil {
		return nil, refuse("R4", "Zo kan advies niet gevraagd worden: %v.", err)
	}
	if c.Question.IsZero() {
		return nil, refuse("R4", "Schrijf waarover u advies vraagt.")
	}
	return []Event{AdviceAsked{Stamp: q.stamp(), Station: c.ID, Of: c.Of, Person: c.Person, Question: c.Question}}, nil
}

func (q question) giveAdvice(c GiveAdvice) ([]Event, error) {
	if q.s.Phase != InLine {
		return nil, refuse("R4", "Advies geeft u zolang de stukken in de lijn zijn.")
	}
	for _, st := range q.s.advisers() {
		namens, ok := q.by.fills(st, q.day, q.s.Kind)
		if !ok {
			continue
		}
		if c.Seen != q.s.SetDigest() {
			return nil, q.stale()
		}
		if c.Remark.IsZero() {
			return nil, refuse("R4", "Schrijf uw advies.")
		}
		return []Event{AdviceGiven{Stamp: Stamp{q.by.Person, namens, q.at}, Station: st.ID, On: c.Seen, Remark: c.Remark}}, nil
	}
	return nil, refuse("R4", "U bent nu niet om advies gevraagd.")
}

func (q question) markGezien(c MarkGezien) ([]Event, error) {
	if c.Seen != q.s.SetDigest() {
		return nil, q.stale()
	}
	if slices.ContainsFunc(q.s.Readings, func(r Reading) bool { return r.By == q.by.Person && r.On == c.Seen }) {
		return nil, refuse("R5", "U hebt al aangegeven dat u deze stukken zag.")
	}
	return []Event{GezienMarked{Stamp: q.stamp(), On: c.Seen}}, nil
}

func (q question) setSpoed(c SetSpoed) ([]Event, error) {
	switch {
	case q.s.Phase != Concept && q.s.Phase != InLine:
		return nil, q.fixed("R4")
	case c.Reason.IsZero():
		return nil, refuse("R4", "Schrijf waarom er spoed is en met wie u belde.")
	case !c.Latest.After(q.at):
		return nil, refuse("R4", "Het uiterste moment ligt al achter u. Kies een later moment.")
	}
	return []Event{SpoedSet{Stamp: q.stamp(), Reason: c.Reason, Latest: c.Latest.UTC().Round(0)}}, nil
}

// Making public.

// stage is the stage of the publication, or the refusal of rule when the
// papers are not decided.
func (q question) stage(rule string) (Phase, *Refusal) {
	st := q.s.Stage()
	if st == None {
		return None, refuse(rule, "Er is nog niet besloten. Dit kan zodra de bewindspersoon akkoord is.")
	}
	return st, nil
}

func (q question) setMarks(c SetMarks) ([]Event, error) {
	if st := q.s.Stage(); st != None && st != Decided {
		return nil, refuse("R11", "De beoordeling is gesloten. Geef haar eerst terug, met een reden, om lakkingen te wijzigen.")
	}
	p, ok := q.s.ToPublish().Find(c.Paper)
	if !ok {
		return nil, fmt.Errorf("set marks: no paper %q", c.Paper)
	}
	if c.Marks.IsZero() {
		return nil, fmt.Errorf("set marks: no digest")
	}
	return []Event{MarksSet{Stamp: q.stamp(), Paper: c.Paper, On: p.Digest, Marks: c.Marks, Judges: slices.Clone(c.Judges)}}, nil
}

// whyTerms refuses a reading that takes out terms of the must-stay register.
const whyTerms = "Laat staan wat volgens het register leesbaar blijft. Plaatsen die nu weg zouden gaan: %d."

func (q question) closeReview(c CloseReview) ([]Event, error) {
	st, r := q.stage("R11")
	if r != nil {
		return nil, r
	}
	if st != Decided {
		return nil, refuse("R11", "De beoordeling is al gesloten.")
	}
	if c.Seen != q.s.MarksDigest() {
		return nil, refuse("R12", "De lakkingen zijn gewijzigd sinds u ze opende. Bekijk ze opnieuw en sluit dan af.")
	}
	for _, m := range q.s.Marks {
		if p, ok := q.s.ToPublish().Find(m.Paper); !ok || p.Digest != m.On {
			return nil, refuse("R12", "Er liggen lakkingen op een eerdere versie van de stukken. Bekijk ze opnieuw op de stukken waarover besloten is.")
		}
	}
	if c.Undecided > 0 {
		return nil, refuse("R12", "Beoordeel eerst elke vondst. Zonder antwoord: %d.", c.Undecided)
	}
	if c.Unseen > 0 {
		return nil, refuse("R12", "Bekijk eerst elke pagina van de bijlagen. Nog niet bekeken: %d.", c.Unseen)
	}
	if c.Terms > 0 {
		return nil, refuse("R12", whyTerms, c.Terms)
	}
	for _, g := range c.Grounds {
		if why := CheckGrounds(q.s.Publication(), q.day, []documents.Ground{g}); why != "" {
			return nil, refuse("R12", "%s", why)
		}
	}
	return []Event{ReviewClosed{Stamp: q.stamp(), On: c.Seen, Figures: slices.Clone(c.Figures)}}, nil
}

func (q question) returnReview(c ReturnReview) ([]Event, error) {
	st, r := q.stage("R11")
	if r != nil {
		return nil, r
	}
	if st == Decided {
		return nil, refuse("R13", "De beoordeling is nog niet gesloten; er is niets terug te geven.")
	}
	if c.Reason.IsZero() {
		return nil, refuse("R13", "Schrijf waarom u de lakkingen teruggeeft.")
	}
	return []Event{ReviewReturned{Stamp: q.stamp(), Reason: c.Reason}}, nil
}

func (q question) recordExport(c RecordExport) ([]Event, error) {
	st, r := q.stage("R14")
	if r != nil {
		return nil, r
	}
	if r := q.unmarked(c.Marked); r != nil {
		return nil, r
	}
	if r := q.guarded(); r != nil {
		return nil, r
	}
	switch {
	case st == Exported:
		return nil, refuse("R14", "De openbare versie is al vastgelegd. Geef de beoordeling terug om haar opnieuw te maken.")
	case st != Confirmed:
		return nil, refuse("R14", "De lakkingen zijn nog niet door een tweede lezer bevestigd.")
	case c.Seen != q.s.MarksDigest():
		return nil, refuse("R14", "De openbare versie is van andere lakkingen gemaakt dan bevestigd zijn. Maak haar opnieuw.")
	case c.Leaks > 0:
		return nil, refuse("R14", "In de openbare versie staat nog iets dat weg moest (%d keer). Zij telt niet.", c.Leaks)
	case c.Leaks < 0 || c.Certificate.IsZero():
		return nil, refuse("R14", "De controle van de openbare versie heeft geen bewijs gegeven. Maak haar opnieuw.")
	}
	if r := q.unheard(); r != nil {
		return nil, r
	}
	nota := false
	for _, f := range c.Files {
		p, ok := q.s.ToPublish().Find(f.Paper)
		if !ok || f.Digest.IsZero() || f.Size <= 0 || q.s.IsNietOpenbaar(f.Paper) {
			return nil, fmt.Errorf("record export: file of %q without paper, digest or size", f.Paper)
		}
		nota = nota || p.Soort == documents.SoortNota
	}
	if !nota && !slices.ContainsFunc(q.s.Papers, func(p PaperRef) bool { return p.Soort == documents.SoortNota && q.s.IsNietOpenbaar(p.ID) }) {
		return nil, refuse("R14", "De openbare versie van de nota ontbreekt. Maak haar opnieuw.")
	}
	return []Event{ExportRecorded{Stamp: q.stamp(), On: c.Seen, Files: slices.Clone(c.Files), Certificate: c.Certificate}}, nil
}

// Signing and sending.

func (q question) recordSignature(c RecordSignature) ([]Event, error) {
	if _, r := q.stage("R15"); r != nil {
		return nil, r
	}
	i := slices.IndexFunc(q.s.Signatories(), func(st Station) bool { return st.ID == c.Station })
	if i < 0 {
		return nil, refuse("R15", "Dit station ondertekent de brief niet. Mede namens is geen handtekening.")
	}
	st := q.s.Signatories()[i]
	_, own := q.by.fills(st, q.day, q.s.Kind)
	switch {
	case !own && !q.sends():
		return nil, refuse("R15", "U legt de handtekening van %s niet vast. Dat doet wie tekent, of het secretariaat van wie besluit.", st.Name())
	case slices.ContainsFunc(q.s.Signatures, func(g Signature) bool { return g.Station == c.Station }):
		return nil, refuse("R15", "De handtekening van %s is al vastgelegd.", st.Name())
	case c.How != SignedWet && c.How != SignedElectronic:
		return nil, refuse("R15", "Zeg hoe er getekend is: nat of elektronisch.")
	case c.On.IsZero() || q.day.Before(c.On):
		return nil, refuse("R15", "Zeg op welke dag er getekend is; dat is vandaag of eerder.")
	case c.On.Before(CivilDay(q.s.Besluit.At)):
		return nil, refuse("R15", "Er kan niet getekend zijn voordat er besloten was, op %s.", CivilDay(q.s.Besluit.At))
	case st.Kind == AskMedeondertekening && q.s.Stands(st.ID) == nil:
		return nil, refuse("R15", "Het medeakkoord van %s ligt niet op deze brief.", st.Name())
	}
	return []Event{SignatureRecorded{Stamp: q.stamp(), Station: c.Station, How: c.How, On: c.On}}, nil
}

// How a letter is signed.
const (
	SignedWet        = "nat"
	SignedElectronic = "elektronisch"
)

// sends reports whether the actor handles the letter for the bewindspersoon
// who decides, without being him.
func (q question) sends() bool {
	d, _ := q.s.Route.decider()
	for _, s := range q.by.today(q.day, q.s.Kind) {
		if s.Role != RoleBewindspersoon && d.Seat.Organisation.Within(s.Organisation) {
			return true
		}
	}
	return false
}

func (q question) dispatch(c Dispatch) ([]Event, error) {
	st, r := q.stage("R15")
	if r != nil {
		return nil, r
	}
	if !q.sends() {
		d, _ := q.s.Route.decider()
		return nil, refuse("R15", "U verzendt niet voor %s. Dat doet het secretariaat van wie besluit.", d.Name())
	}
	if c.Seen != q.s.SetDigest() {
		return nil, q.stale()
	}
	if r := q.unmarked(c.Marked); r != nil {
		return nil, r
	}
	if r := q.guarded(); r != nil {
		return nil, r
	}
	if r := q.embargoed(); r != nil {
		return nil, r
	}
	var missing []Station
	for _, b := range q.s.Route.Beside {
		if b.Kind != AskAdvice && q.s.Stands(b.ID) == nil {
			missing = append(missing, b)
		}
	}
	if len(missing) > 0 {
		return nil, refuse("R15", "Het medeakkoord ontbreekt op de huidige brief van: %s.", stationNames(missing))
	}
	if un := q.s.unsigned(); len(un) > 0 {
		return nil, refuse("R15", "De handtekening is nog niet vastgelegd van: %s.", stationNames(un))
	}
	switch {
	case st != Exported && c.Nazenden.IsZero():
		return nil, refuse("R15", "De openbare beslisnota is nog niet gereed. Maak haar af, of geef een reden om haar na te zenden.")
	case st == Exported && !c.Nazenden.IsZero():
		return nil, refuse("R15", "De openbare beslisnota is gereed en gaat met de brief mee. Laat de reden om na te zenden leeg.")
	case c.Date.IsZero():
		return nil, refuse("R15", "Vul de datum in die op de brief komt.")
	case !c.Dated.IsZero() && c.Date != c.Dated:
		return nil, refuse("R28", "Op de brief staat %s. Zet eerst de datum op de brief; de openbare versie wordt dan opnieuw gemaakt.", c.Dated)
	case q.day.Before(c.Date):
		return nil, refuse("R15", "De datum op de brief ligt na vandaag. Verzend op die dag, of kies een andere datum.")
	case c.Date.Before(CivilDay(q.s.Besluit.At)):
		return nil, refuse("R15", "De datum op de brief ligt voor het besluit van %s.", CivilDay(q.s.Besluit.At))
	}
	for _, t := range c.Toezeggingen {
		if err := t.check(q.s.Papers); err != nil {
			return nil, fmt.Errorf("dispatch: %w", err)
		}
	}
	return []Event{LetterDispatched{Stamp: q.stamp(), On: c.Seen, Date: c.Date, Nazenden: c.Nazenden, Toezeggingen: slices.Clone(c.Toezeggingen)}}, nil
}

func (q question) sendBeslisnota(c SendBeslisnota) ([]Event, error) {
	switch {
	case !q.s.OwesBeslisnota():
		return nil, refuse("R15", "De beslisnota gaat met de brief mee; er is niets na te zenden.")
	case q.s.Stage() != Exported:
		return nil, refuse("R15", "De openbare beslisnota is nog niet gereed.")
	case c.Seen != q.s.MarksDigest():
		return nil, q.stale()
	case c.On.IsZero() || q.day.Before(c.On) || c.On.Before(q.s.Sending.Date):
		return nil, refuse("R15", "Zeg op welke dag de beslisnota is nagezonden: niet voor de brief en niet na vandaag.")
	}
	if r := q.embargoed(); r != nil {
		return nil, r
	}
	return []Event{BeslisnotaSent{Stamp: q.stamp(), On: c.Seen, Date: c.On}}, nil
}

// kamerNumber is the spelling of the numbers that the Kamer and its publisher
// give: document and zaak, Kamerstuk, annex.
var kamerNumber = regexp.MustCompile(`^(20[0-9]{2}[DZ][0-9]{5}|kst-[0-9]{5}(-[A-Z]+|-[IVXL]+)?-[0-9A-Z]{1,4}|blg-[0-9]{4,9}|ah-tk-[0-9]{8}-[0-9]{1,5})$`)

func (q question) recordKamerNumbers(c RecordKamerNumbers) ([]Event, error) {
	if q.s.Phase != Dispatched {
		return nil, refuse("R17", "Kamernummers vult u in nadat de brief verzonden is.")
	}
	fresh := false
	for _, n := range c.Numbers {
		if !kamerNumber.MatchString(string(n)) {
			return nil, refuse("R17", "Dit is geen nummer van de Kamer. Schrijf het als 2025D29290, 2025Z12920, kst-28362-82 of blg-1007826.")
		}
		fresh = fresh || !slices.Contains(q.s.KamerNumbers, n)
	}
	if !fresh {
		return nil, refuse("R17", "Vul een nummer in dat er nog niet staat.")
	}
	return []Event{KamerNumbersRecorded{Stamp: q.stamp(), Numbers: slices.Clone(c.Numbers)}}, nil
}

func (q question) withdrawPublication(c WithdrawPublication) ([]Event, error) {
	switch {
	case q.s.Phase != Dispatched || q.s.Export == nil || q.s.OwesBeslisnota():
		return nil, refuse("R17", "Er is niets openbaar gemaakt dat teruggetrokken kan worden.")
	case q.s.Recall != nil:
		return nil, refuse("R17", "De publicatie is al teruggetrokken.")
	case c.Cause != "" && !slices.Contains(RecallCauses(), c.Cause):
		return nil, refuse("R17", "Kies wat de lezer over het terugtrekken leest.")
	case c.Reason.IsZero():
		return nil, refuse("R17", "Schrijf waarom de publicatie wordt teruggetrokken.")
	}
	return []Event{PublicationWithdrawn{Stamp: q.stamp(), Reason: c.Reason, Cause: c.Cause}}, nil
}

// remind is R16 and D9: whether a reminder goes out is decided here, once, so
// that any number of nodes may ask.
func (q question) remind(c Remind) ([]Event, error) {
	if !slices.Contains(q.s.Due(q.day), c) {
		return nil, refuse("R16", "Hiervoor is nu geen herinnering nodig, of zij is al gestuurd.")
	}
	deadline := q.s.Until()
	if c.Number > 0 { // Due gave it: there is such a promise
		deadline = q.s.Promised[c.Number-1].Due
	}
	return []Event{Reminded{Stamp: q.stamp(), Station: c.Holder, Reminder: c.Reminder, Deadline: deadline, Number: c.Number}}, nil
}

func (q question) setKamerDate(c SetKamerDate) ([]Event, error) {
	switch {
	case !q.s.HasLetter():
		return nil, refuse("R21", "Er is geen brief aan de Kamer. Voeg de brief toe, of vul de deadline in de nota in.")
	case c.Date == q.s.KamerDate:
		return nil, refuse("R21", "Deze dag staat er al.")
	case !c.Date.IsZero() && c.Date.Before(q.day):
		return nil, refuse("R21", "Deze dag is al voorbij. Kies de dag waarop de brief bij de Kamer moet zijn.")
	}
	return []Event{KamerDateSet{Stamp: q.stamp(), Date: c.Date}}, nil
}

var zaaknummer = regexp.MustCompile(`^20[0-9]{2}Z[0-9]{5}$`)

func (q question) registerVragen(c RegisterVragen) ([]Event, error) {
	switch {
	case !zaaknummer.MatchString(string(c.Zaaknummer)):
		return nil, refuse("R21", "Dit is geen zaaknummer van de Kamer. Schrijf het als 2025Z12920.")
	case c.Asked.IsZero() || q.day.Before(c.Asked):
		return nil, refuse("R21", "Vul de dag in waarop de vragen zijn ingezonden; dat is vandaag of eerder.")
	case q.s.Vragen != nil && q.s.Vragen.Zaaknummer == c.Zaaknummer && q.s.Vragen.Asked == c.Asked:
		return nil, refuse("R21", "Deze vragen staan al bij dit dossier.")
	case q.s.Vragen != nil && !q.s.Vragen.Uitstel.IsZero():
		return nil, refuse("R21", "Over deze vragen is al een uitstelbericht gestuurd. Open een nieuw dossier voor andere vragen.")
	}
	return []Event{VragenRegistered{Stamp: q.stamp(), Zaaknummer: c.Zaaknummer, Asked: c.Asked}}, nil
}

func (q question) reportUitstel(c ReportUitstel) ([]Event, error) {
	switch {
	case q.s.Vragen == nil:
		return nil, refuse("R21", "Bij dit dossier staan geen Kamervragen. Vul eerst het zaaknummer in.")
	case !q.s.Vragen.Uitstel.IsZero():
		return nil, refuse("R21", "Er is al een uitstelbericht gestuurd, op %s. Een tweede kent de Kamer niet.", q.s.Vragen.Uitstel)
	case c.On.Before(q.s.Vragen.Asked) || q.day.Before(c.On):
		return nil, refuse("R21", "Vul de dag in waarop het uitstelbericht is gestuurd: na de vragen en niet na vandaag.")
	case c.Reason.IsZero():
		return nil, refuse("R21", "Schrijf waarom de vragen later beantwoord worden; dat staat in het uitstelbericht.")
	}
	return []Event{UitstelReported{Stamp: q.stamp(), On: c.On, Reason: c.Reason}}, nil
}
