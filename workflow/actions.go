package workflow

import (
	"time"

	"paraaf/documents"
)

// The actions: each completes "a ... may ...". Those of commands stand with
// their command below; the rest is seeing and managing.
const (
	ActionSeeDossier Action = "see-dossier" // nota, remarks, history, who has it
	ActionSeeLetter  Action = "see-letter"  // the letter alone, and what is asked about it
	ActionSeePublic  Action = "see-public"  // the public version
	ActionSeeMarks   Action = "see-marks"   // marks and findings beside the internal text
	ActionSeeNotes   Action = "see-notes"   // internal remarks that go beside a reason
	ActionDownload   Action = "download"    // the bytes of what one may see
	ActionExport     Action = "export"      // make the public version to look at
	ActionSearch     Action = "search"
	ActionReadLog    Action = "read-log" // who opened, downloaded, exported, searched

	ActionManagePeople       Action = "manage-people"       // accounts, roles
	ActionManageWaarneming   Action = "manage-waarneming"   // who stands in for whom
	ActionManageRoutes       Action = "manage-routes"       // routes and sjablonen as data
	ActionManageInstallation Action = "manage-installation" // backup, restore, settings
)

// Reads gives the actions that belong to no command, in the order above.
func Reads() []Action {
	return []Action{ActionSeeDossier, ActionSeeLetter, ActionSeePublic, ActionSeeMarks, ActionSeeNotes, ActionDownload,
		ActionExport, ActionSearch, ActionReadLog, ActionManagePeople, ActionManageWaarneming, ActionManageRoutes, ActionManageInstallation}
}

func (Open) Action() Action                { return "open-dossier" }
func (Revise) Action() Action              { return "revise-papers" }
func (ChangeRoute) Action() Action         { return "change-route" }
func (Submit) Action() Action              { return "submit" }
func (GiveParaaf) Action() Action          { return "give-paraaf" }
func (SendBack) Action() Action            { return "send-back" }
func (AskBack) Action() Action             { return "ask-back" }
func (TakeBack) Action() Action            { return "take-back" }
func (GiveMedeakkoord) Action() Action     { return "give-medeakkoord" }
func (RefuseMedeakkoord) Action() Action   { return "refuse-medeakkoord" }
func (TakeBesluit) Action() Action         { return "take-besluit" }
func (Withdraw) Action() Action            { return "withdraw" }
func (HandOver) Action() Action            { return "hand-over" }
func (Invite) Action() Action              { return "invite" }
func (Skip) Action() Action                { return "skip-station" }
func (Forward) Action() Action             { return "forward-station" }
func (AskAdviceOf) Action() Action         { return "ask-advice" }
func (GiveAdvice) Action() Action          { return "give-advice" }
func (MarkGezien) Action() Action          { return "mark-gezien" }
func (SetSpoed) Action() Action            { return "set-spoed" }
func (SetMarks) Action() Action            { return "set-marks" }
func (CloseReview) Action() Action         { return "close-review" }
func (ConfirmReview) Action() Action       { return "confirm-review" }
func (ReturnReview) Action() Action        { return "return-review" }
func (RecordExport) Action() Action        { return "record-export" }
func (RecordSignature) Action() Action     { return "record-signature" }
func (Dispatch) Action() Action            { return "dispatch" }
func (SendBeslisnota) Action() Action      { return "send-beslisnota" }
func (RecordKamerNumbers) Action() Action  { return "record-kamernumbers" }
func (WithdrawPublication) Action() Action { return "withdraw-publication" }
func (SetRubricering) Action() Action      { return "set-rubricering" }
func (SetKamerDate) Action() Action        { return "set-kamerdate" }
func (RegisterVragen) Action() Action      { return "register-vragen" }
func (ReportUitstel) Action() Action       { return "report-uitstel" }
func (LinkToezeggingen) Action() Action    { return "link-toezeggingen" }
func (RecordToezegging) Action() Action    { return "record-toezegging" }
func (SettleToezegging) Action() Action    { return "settle-toezegging" }
func (Remind) Action() Action              { return "remind" }

// placeholder stands for a text that a dry run does not have.
var placeholder = documents.DigestOf([]byte("dry run"), []byte("placeholder"))

// Commands gives one of every command, empty: to walk over all actions.
func Commands() []Command {
	return []Command{Open{}, Revise{}, ChangeRoute{}, Submit{}, GiveParaaf{}, SendBack{}, AskBack{}, TakeBack{},
		GiveMedeakkoord{}, RefuseMedeakkoord{}, TakeBesluit{}, Withdraw{}, HandOver{}, Invite{}, Skip{}, Forward{},
		AskAdviceOf{}, GiveAdvice{}, MarkGezien{}, SetSpoed{}, SetMarks{}, CloseReview{}, CloseSecondReading{},
		SettleDifferences{}, ConfirmReview{}, ReturnReview{},
		RecordExport{}, RecordSignature{}, Dispatch{}, SendBeslisnota{}, RecordKamerNumbers{}, WithdrawPublication{},
		SetRubricering{}, SetKamerDate{}, RegisterVragen{}, ReportUitstel{}, AskZienswijze{}, RecordZienswijze{}, SetEmbargo{}, SetAlreadyPublic{}, SetNietOpenbaar{}, DateLetter{},
		LinkToezeggingen{}, RecordToezegging{}, SettleToezegging{}, Remind{}}
}

// Candidates gives the commands that a page may offer to a, well-formed for a
// dry run: with the digests of now, and placeholders for what the official
// still has to write or choose. They are every verb in a fixed order, also
// those that will be refused, for a greyed button says why; a bewindspersoon
// has one TakeBesluit for every verdict of the kind. What Remind and Open ask
// is no button on a dossier: they are not among them, but an unopened dossier
// has an Open.
func Candidates(s State, a Actor) []Command {
	if s.Phase == None {
		house := OrganisationID("")
		var org OrganisationID
		for _, seat := range a.Seats {
			if org == "" || seat.Role == RoleOpsteller {
				org = seat.Organisation
			}
		}
		house = org.Ministry()
		return []Command{Open{Kind: TerBeslissing, Organisation: org,
			Papers: Papers{{ID: "nota", Soort: documents.SoortNota, Digest: placeholder}},
			Route: Route{Line: []Step{{Stations: []Station{
				{ID: "besluit", Seat: Seat{RoleBewindspersoon, house}, Kind: AskBesluit}}, All: true}}}}}
	}
	set, letter, marks := s.SetDigest(), s.LetterDigest(), s.MarksDigest()
	changed := make(Papers, len(s.Papers))
	copy(changed, s.Papers)
	if len(changed) > 0 {
		changed[0] = PaperRef{ID: changed[0].ID, Soort: changed[0].Soort, Digest: placeholder}
	}
	out := []Command{
		Revise{Papers: s.Papers, Deadline: s.Deadline},
		ChangeRoute{Route: s.Route, Reason: placeholder},
		Submit{Seen: set},
		GiveParaaf{Seen: set, Verdict: Akkoord},
		GiveParaaf{Seen: set, Verdict: AkkoordMetOpmerking, Remark: placeholder},
		GiveParaaf{Seen: set, Verdict: AkkoordMetWijziging, Papers: changed},
		SendBack{Seen: set, Reason: placeholder},
		AskBack{Reason: placeholder},
		TakeBack{Reason: placeholder},
		GiveMedeakkoord{Seen: letter},
		RefuseMedeakkoord{Seen: letter, Reason: placeholder},
	}
	for _, v := range verdicts(s.Kind) {
		b := TakeBesluit{Seen: set, Verdict: v}
		switch v {
		case NietAkkoord, AkkoordMetOpmerking:
			b.Remark = placeholder
		case AkkoordMetWijziging:
			b.Papers = changed
		case Aanhouden:
			b.Until = documents.Date{Year: 9999, Month: 12, Day: 31}
		}
		out = append(out, b)
	}
	skip := StationID("")
	for _, st := range s.Route.Stations() {
		if st.Kind != AskBesluit && st.Kind != AskMedeakkoord && st.Kind != AskMedeondertekening && !s.skipped(st.ID) && s.Stands(st.ID) == nil {
			skip = st.ID
			break
		}
	}
	elsewhere := Seat{RoleAdviseur, s.Organisation.Ministry()}
	out = append(out,
		Withdraw{Reason: placeholder},
		HandOver{To: "\x00", Reason: placeholder},
		Invite{Person: "\x00"},
		Skip{Station: skip, Reason: placeholder},
		Forward{Station: skip, To: elsewhere, Reason: placeholder},
		AskAdviceOf{ID: "\x00", Of: elsewhere, Question: placeholder},
		GiveAdvice{Seen: set, Remark: placeholder},
		MarkGezien{Seen: set},
		SetSpoed{Reason: placeholder, Latest: farFuture},
		SetRubricering{Rubricering: s.Rubricering.other(), Reason: placeholder},
		SetKamerDate{Date: documents.DateOf(farFuture)},
		RegisterVragen{Zaaknummer: "2000Z00000", Asked: CivilDay(s.Opened)},
		ReportUitstel{On: CivilDay(s.Opened), Reason: placeholder},
	)
	out = append(out, LinkToezeggingen{Other: placeholder}, s.recording(), s.settling())
	out = append(out, s.beforePublic()...)
	if len(s.Papers) > 0 {
		out = append(out, SetMarks{Paper: s.Papers[0].ID, Marks: placeholder})
	}
	out = append(out,
		CloseReview{Seen: marks},
		CloseSecondReading{Seen: marks, Answers: placeholder},
	)
	confirm := ConfirmReview{Seen: marks}
	var open []int
	if s.Second != nil {
		open = s.Second.Unsettled()
		for _, m := range s.Marks {
			if s.Second.Differences > 0 {
				confirm.Marks = append(confirm.Marks, PaperMarksRef{m.Paper, m.Marks})
			}
		}
	}
	out = append(out,
		SettleDifferences{Numbers: open, For: SideFirst},
		SettleDifferences{Numbers: open, For: SideSecond},
		confirm,
		ReturnReview{Reason: placeholder},
	)
	export := RecordExport{Seen: marks, Certificate: placeholder}
	for _, p := range s.ToPublish() {
		if p.Soort != "" && s.Made(p.ID) {
			export.Files = append(export.Files, PublicFile{Paper: p.ID, Format: "pdf", Digest: placeholder, Size: 1})
		}
	}
	out = append(out, export)
	day := documents.Date{}
	if s.Besluit != nil {
		day = CivilDay(s.Besluit.At)
	}
	signers := s.unsigned()
	if len(signers) == 0 {
		signers = s.Signatories()
	}
	for _, st := range signers {
		out = append(out, RecordSignature{Station: st.ID, How: SignedWet, On: day})
	}
	send := Dispatch{Seen: set, Date: day}
	later := SendBeslisnota{Seen: marks, On: day}
	if s.Sending != nil {
		later.On = s.Sending.Date
	}
	out = append(out, send)
	if s.Stage() != Exported {
		send.Nazenden = placeholder
		out = append(out, send)
	}
	return append(out, later,
		RecordKamerNumbers{Numbers: []KamerNumber{"2000D00000"}},
		WithdrawPublication{Reason: placeholder})
}

// farFuture is later than any moment at which a dry run is asked.
var farFuture = time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC)
