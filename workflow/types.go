package workflow

import (
	"time"

	"paraaf/documents"
)

// Identifiers. They stand in the ledger, so none of them says who or what:
// a name, an onderwerp or a kenmerk is looked up beside it.
type (
	DossierID      string // 128 random bits
	PersonID       string // one human being, whatever accounts and roles hang under it
	OrganisationID string // "vws", "vws.dicio", "jenv": a ministry or a part of it, dots upward
	StationID      string // unique within a route: "directie", "plvsg", "jenv"
	PaperID        string // the place of a paper in the set: "nota", "brief", "bijlage-1"
	Digest         = documents.Digest
)

// A Role is what somebody does in an organisation.
type Role string

// The roles that the route and the policy know.
const (
	RoleOpsteller      Role = "opsteller"      // policy officer: opens and writes
	RoleDirectie       Role = "directie"       // directeur or clusterhoofd: first paraaf
	RoleMedeparaaf     Role = "medeparaaf"     // FEZ, WJZ, Communicatie, CIO beside or in the line
	RoleSecretariaat   Role = "secretariaat"   // procescheck, waarneming, sends
	RoleDG             Role = "dg"             // directeur-generaal
	RolePlvSG          Role = "plvsg"          // last official paraaf
	RoleSG             Role = "sg"             // secretaris-generaal
	RoleAdviseur       Role = "adviseur"       // politiek assistent: advises, gives no paraaf
	RoleBewindspersoon Role = "bewindspersoon" // minister or staatssecretaris
	RoleCommunicatie   Role = "communicatie"   // reviews, is second reader, publishes
	RoleBeheerder      Role = "beheerder"      // manages the installation, has no right to content
	RoleSysteem        Role = "systeem"        // the program itself at night: reminds, reads nothing
)

// A Seat is a role in an organisation: what a station asks and an actor fills.
type Seat struct {
	Role         Role           `json:"role"`
	Organisation OrganisationID `json:"organisation"`
}

// A Waarneming lets an actor stand in for somebody else's seat from From up to
// and including Until (civil days in the Netherlands).
type Waarneming struct {
	Seat   Seat           `json:"seat"`
	Namens PersonID       `json:"namens"` // the one who is away; both names are shown
	From   documents.Date `json:"from"`
	Until  documents.Date `json:"until"`
	Kind   Kind           `json:"kind,omitempty"` // of nota; empty is every kind
	// Rank is the place in the chain of who stands in, from 0: a later one has
	// the seat only on days on which all before him are away themselves.
	Rank int `json:"rank,omitempty"`
}

// An Actor is who asks: one person with the seats it fills and the ones it
// stands in for today. Four-eyes rules compare persons, never accounts.
type Actor struct {
	Person      PersonID
	Seats       []Seat
	Waarnemings []Waarneming
}

// A Phase is where a dossier is in its life.
type Phase string

// Concept, InLine, Decided, Reviewed, Confirmed, Exported, then closed.
const (
	None       Phase = ""           // not opened yet
	Concept    Phase = "concept"    // the opsteller writes
	InLine     Phase = "in-line"    // stations act
	Decided    Phase = "decided"    // besluit taken, papers fixed; marks are judged
	Reviewed   Phase = "reviewed"   // review closed, the second reader's turn
	Confirmed  Phase = "confirmed"  // second reader agreed; may be exported
	Exported   Phase = "exported"   // public version made and found clean
	Dispatched Phase = "dispatched" // closed: sent to the Kamer
	Withdrawn  Phase = "withdrawn"  // closed: ended without besluit
	Ended      Phase = "ended"      // closed: niet akkoord, or a kind that asks for no dispatch
)

// A SectionRef names a section of a paper and the digest of its bytes, salted
// per dossier, so that equal sections of two versions have equal digests. The
// fields of the head stand in it as sections "kop.<field>".
type SectionRef struct {
	Key    documents.SectionKey `json:"key"`
	Digest Digest               `json:"digest"`
}

// A PaperRef is one paper of the set as it lies there now.
type PaperRef struct {
	ID       PaperID         `json:"id"`
	Soort    documents.Soort `json:"soort"`
	Digest   Digest          `json:"digest"` // of the whole paper, with its own salt
	Sections []SectionRef    `json:"sections,omitempty"`
}

// Papers is the set: nota first, then what is to be signed, then the rest.
type Papers []PaperRef

// A Station is a place in the route. Fixed says that it comes from the route
// that the house lays down, so that the opsteller cannot leave it out. Covers
// narrows a medeparaaf to the sections that concern it (FEZ: the money); empty
// covers the whole set. Days is the time it is planned to need, in working
// days; zero leaves it to the plan. Person narrows the seat to one of those who
// fill it, and who stands in for him; empty is any of them.
type Station struct {
	ID     StationID              `json:"id"`
	Seat   Seat                   `json:"seat"`
	Kind   StepKind               `json:"kind"`
	Fixed  bool                   `json:"fixed,omitempty"`
	Covers []documents.SectionKey `json:"covers,omitempty"`
	Days   int                    `json:"days,omitempty"`
	Person PersonID               `json:"person,omitempty"`
}

// A StepKind says what a station is asked.
type StepKind string

// What a station may be asked.
const (
	AskParaaf      StepKind = "paraaf"
	AskMedeparaaf  StepKind = "medeparaaf"
	AskProcescheck StepKind = "procescheck"
	AskAdvice      StepKind = "advice"      // reads along, holds nobody up
	AskMedeakkoord StepKind = "medeakkoord" // beside the line, on the letter: a sentence "mede namens"
	AskBesluit     StepKind = "besluit"     // the bewindspersoon, last in the line

	// AskMedeondertekening asks for a medeakkoord and for a signature block
	// of its own under the letter; mede namens is one signatory, this is more.
	AskMedeondertekening StepKind = "medeondertekening"
)

// What is asked of those who have no place in the route: Holder and Awaiting
// name them with these.
const (
	AskDraft         StepKind = "draft"          // the opsteller writes
	AskReview        StepKind = "review"         // communicatie judges the marks
	AskSecondReading StepKind = "second-reading" // another person of communicatie
	AskExport        StepKind = "export"         // communicatie makes the public version
	AskDispatch      StepKind = "dispatch"       // the secretariaat sends
	AskSignature     StepKind = "signature"      // a bewindspersoon signs the letter
)

// The stations outside the route that Holder names.
const (
	StationOpsteller StationID = "opsteller"
	StationReview    StationID = "review"
	StationSecond    StationID = "tweedelezer"
	StationExport    StationID = "export"
	StationDispatch  StationID = "verzending"
)

// A Step of the line holds one or more stations that act in any order; All
// says whether every one of them must act or one suffices.
type Step struct {
	Stations []Station `json:"stations"`
	All      bool      `json:"all"`
}

// A Route (parafenlijn) is the steps in order, the deciding one last, and the
// stations beside it.
type Route struct {
	Line   []Step    `json:"line"`
	Beside []Station `json:"beside,omitempty"`
	// InTurn keeps the papers from a station until they came to it for the
	// first time; its secretariaat reads along, for it plans. Without it who
	// stands in the line reads from the first submission.
	InTurn bool `json:"inTurn,omitempty"`
}

// A Kind is what the nota asks of the bewindspersoon.
type Kind string

// The kinds, as printed under the title of a nota.
const (
	TerBeslissing    Kind = "ter beslissing"
	TerInformatie    Kind = "ter informatie"
	TerBespreking    Kind = "ter bespreking"
	TerVoorbereiding Kind = "ter voorbereiding"
	TerOndertekening Kind = "ter ondertekening"
)

// An Assent is a paraaf, medeakkoord or besluit, given on exact bytes.
type Assent struct {
	Station StationID      `json:"station"`
	By      PersonID       `json:"by"`
	Namens  PersonID       `json:"namens,omitempty"` // who By stood in for, or who told By
	How     Instruction    `json:"how,omitempty"`    // how Namens told By; empty in a waarneming
	At      time.Time      `json:"at"`               // UTC
	Round   int            `json:"round"`
	On      Papers         `json:"on"`
	Verdict Verdict        `json:"verdict,omitempty"` // NietAkkoord on a medeakkoord is its refusal
	Remark  Digest         `json:"remark,omitzero"`   // digest of the text that goes with it
	Until   documents.Date `json:"until,omitzero"`    // of Aanhouden

	// Void says why it counts no longer although its papers may not have
	// changed: taken back, or its giver sent the papers back afterwards.
	Void Void `json:"void,omitempty"`
	// Settled says that others have acted upon it (rule R19).
	Settled bool `json:"settled,omitempty"`
}

// of reports whether p gave a, himself or by telling the secretariaat.
func (a Assent) of(p PersonID) bool { return a.By == p || a.How != "" && a.Namens == p }

// A Void is why an assent counts no longer.
type Void string

// The ways in which an assent ends other than by a change of its papers.
const (
	TakenBack  Void = "taken-back"  // by its giver (R19)
	SentBackBy Void = "sent-back"   // its giver sent the papers back later
	SentBackTo Void = "returned-to" // the papers were sent back to this station
)

// An Instruction is how a bewindspersoon or official told the secretariaat
// what to record under its own name.
type Instruction string

// The ways to be told.
const (
	ByPhone  Instruction = "telefonisch"
	InPerson Instruction = "mondeling"
	ByMail   Instruction = "per mail"
	OnPaper  Instruction = "op papier"
)

// A Verdict is the answer that goes with an assent.
type Verdict string

// The verdicts. Of a paraaf only the Akkoord ones are meaningful.
const (
	Akkoord             Verdict = "akkoord"
	AkkoordMetOpmerking Verdict = "akkoord met opmerking"
	AkkoordMetWijziging Verdict = "akkoord met wijziging"
	NietAkkoord         Verdict = "niet akkoord"
	Bespreken           Verdict = "bespreken"
	Aanhouden           Verdict = "aanhouden"
	Gezien              Verdict = "gezien"
	Discussed           Verdict = "besproken" // the end of a nota ter bespreking
)

// A Command is a wish: imperative, checked by Decide. Its Action is what the
// policy is asked about and completes the sentence "a ... may ...".
type Command interface{ Action() Action }

// An Action is a permission's name in policies/policy.csv.
type Action string

// The commands. Texts (reasons, remarks, aantekeningen) are papers, stored
// before the command is given and named here by digest.
type (
	// Open starts a dossier with its first papers and proposed route.
	Open struct {
		Kind     Kind
		Papers   Papers
		Route    Route
		Deadline documents.Date // zero when the nota names none
		CC       []Seat         // who reads along, without a turn
		// Organisation is the opsteller's, when his seats leave a choice; it
		// must be one of his. Zero takes his first seat.
		Organisation OrganisationID
		Rubricering  Rubricering
	}
	// Revise replaces the papers. Seq guards against overwriting each other:
	// the desk compares it before Decide is asked.
	Revise struct {
		Papers   Papers
		Deadline documents.Date
	}
	// ChangeRoute replaces the route. Reason is asked once the papers have
	// been in the line.
	ChangeRoute struct {
		Route  Route
		Reason Digest
	}
	// Marked names the papers that carry the marking of a staatsgeheim (rule R25). An
	// annex is read when it came in or later, so it is asked again of every command
	// that brings the papers on.
	Marked []string
	// Submit brings the papers into the line. Blocking are the codes of
	// remarks that stand unanswered (rule R18).
	Submit struct {
		Seen     Digest
		Blocking []string
		Marked   Marked
	}
	// GiveParaaf is an official's assent at the station whose turn it is.
	GiveParaaf struct {
		Seen    Digest
		Verdict Verdict // one of the Akkoord verdicts; empty is Akkoord
		Remark  Digest
		// Papers is the set as the giver changed it, with AkkoordMetWijziging.
		Papers Papers
		// Instructed and How: the secretariaat records what it was told.
		Instructed PersonID
		How        Instruction
		// Open names the points of a return to this station that nobody dealt
		// with yet (rule R18).
		Open   []string
		Marked Marked
	}
	// SendBack returns the dossier to the opsteller, or to the station To
	// when that has acted. Note is the internal remark for the reviewers
	// that goes beside the reason; Verdict is empty or NietAkkoord.
	SendBack struct {
		Seen    Digest
		Reason  Digest
		Note    Digest
		To      StationID
		Verdict Verdict
	}
	// GiveMedeakkoord is the assent of another ministry; Seen is the digest
	// of the letter alone.
	GiveMedeakkoord struct {
		Seen   Digest
		Remark Digest
	}
	// RefuseMedeakkoord says no to the letter, with a reason.
	RefuseMedeakkoord struct {
		Seen   Digest
		Reason Digest
	}
	// TakeBesluit is the bewindspersoon's answer. Remark is the aantekening, on
	// the content: with akkoord it is judged and made public. Note is the
	// procesnotitie, which never is. Until belongs to Aanhouden.
	TakeBesluit struct {
		Seen    Digest
		Verdict Verdict
		Remark  Digest
		Note    Digest
		Until   documents.Date
		// Preview is the digest of what would go out as it stood then.
		Preview Digest
		// Papers is the set as changed, with AkkoordMetWijziging.
		Papers Papers
		// Instructed and How: the secretariaat records what it was told.
		Instructed PersonID
		How        Instruction
		Marked     Marked
	}
	// Withdraw ends the dossier without besluit.
	Withdraw struct{ Reason Digest }
	// SetMarks records the marks of one paper; Marks is the digest of the
	// stored marks.
	SetMarks struct {
		Paper  PaperID
		Marks  Digest
		Judges []PersonID // who decided the findings, beside who sets them (R13)
	}
	// CloseReview ends the reviewer's work on the marks that lie there.
	// Undecided counts findings without an answer; Grounds are all in use.
	// Unseen counts the pages of annexes that nobody has looked at.
	CloseReview struct {
		Seen      Digest
		Undecided int
		Unseen    int
		Terms     int // places of terms that must stay readable and would go
		Grounds   []documents.Ground
		Figures   []ReviewFigure // what was proposed, and what people made of it
	}
	// ConfirmReview is the second reader's agreement: with those marks, or
	// with Marks as they became where the readings differed.
	ConfirmReview struct {
		Seen  Digest
		Marks []PaperMarksRef
	}
	// ReturnReview gives the marks back to the reviewer, with a reason.
	ReturnReview struct{ Reason Digest }
	// RecordExport records the public files made from the confirmed marks.
	RecordExport struct {
		Seen        Digest // of papers and marks together: State.MarksDigest
		Files       []PublicFile
		Leaks       int
		Certificate Digest
		Marked      Marked
	}
	// RecordSignature records that a signatory signed the letter.
	RecordSignature struct {
		Station StationID // of the bewindspersoon who signed
		How     string    // "nat" or "elektronisch"
		On      documents.Date
	}
	// Dispatch sends letter and beslisnota to the Kamer and closes.
	Dispatch struct {
		Seen     Digest
		Date     documents.Date // on the letter
		Dated    documents.Date // what stands on it; zero for a letter without a date
		Nazenden Digest         // reason to send the beslisnota later; zero when exported
		// Toezeggingen are what the letter promises, as it was read.
		Toezeggingen []Toezegging
		Marked       Marked
	}
	// Remind decides whether the holder is reminded.
	Remind struct {
		Holder   StationID
		Reminder ReminderKind
		Number   int // of the promise, with ToezeggingPassed; otherwise 0
	}
	// Invite lets a colleague revise in concept too.
	Invite struct{ Person PersonID }
	// AskBack takes the papers out of the line at the wish of the opsteller.
	AskBack struct{ Reason Digest }
	// TakeBack undoes the actor's own last paraaf or besluit (R19).
	TakeBack struct{ Reason Digest }
	// HandOver gives the dossier to another opsteller (R20).
	HandOver struct {
		To     PersonID
		Reason Digest
	}
	// Skip leaves a station out of this dossier's line, with a reason.
	Skip struct {
		Station StationID
		Reason  Digest
	}
	// Forward gives a station that has not acted to another seat.
	Forward struct {
		Station StationID
		To      Seat
		Reason  Digest
	}
	// AskAdviceOf asks one colleague along without leaving the step. ID names
	// the new station; Person is the colleague, empty anybody with that seat;
	// Question is the digest of what is asked.
	AskAdviceOf struct {
		ID       StationID
		Of       Seat
		Person   PersonID
		Question Digest
	}
	// GiveAdvice answers as adviser; it holds nobody up.
	GiveAdvice struct {
		Seen   Digest
		Remark Digest
	}
	// MarkGezien records that the actor has read the papers.
	MarkGezien struct{ Seen Digest }
	// SetSpoed asks for haste; Latest is the last useful moment (UTC).
	SetSpoed struct {
		Reason Digest
		Latest time.Time
	}
	// SendBeslisnota sends afterwards what Dispatch left for later.
	SendBeslisnota struct {
		Seen Digest // MarksDigest
		On   documents.Date
	}
	// RecordKamerNumbers fills in what the Kamer gave: 2025D29290,
	// 2025Z12920, kst-28362-82, blg-1007826.
	RecordKamerNumbers struct{ Numbers []KamerNumber }
	// WithdrawPublication takes the public version back, with a reason.
	WithdrawPublication struct {
		Reason Digest
		Cause  RecallCause // what the public is told; "" tells that it was recalled only
	}
	// SetRubricering says how confidential the dossier is from now on, with
	// the reason.
	SetRubricering struct {
		Rubricering Rubricering
		Reason      Digest
	}
	// SetKamerDate says on which day the letter must reach the Kamer.
	SetKamerDate struct{ Date documents.Date }
	// RegisterVragen says that the dossier answers Kamervragen: their
	// zaaknummer and the day on which they were asked.
	RegisterVragen struct {
		Zaaknummer KamerNumber
		Asked      documents.Date
	}
	// LinkToezeggingen says which promises this letter keeps: of the register,
	// and others in words. It replaces what was linked before.
	LinkToezeggingen struct {
		Refs  []ToezeggingRef
		Other Digest // one motie or toezegging a line; zero is none
	}
	// RecordToezegging says what was promised in a debate about the letter that was
	// sent; it stands in the register behind what the letter promises.
	RecordToezegging struct {
		On   documents.Date // of the debate
		Due  documents.Date // zero without a term
		Said Digest
	}
	// SettleToezegging says how a promise of this letter was kept otherwise
	// than by a letter of another dossier.
	SettleToezegging struct {
		Number int
		On     documents.Date
		How    Digest
	}
	// ReportUitstel records the uitstelbericht about those vragen.
	ReportUitstel struct {
		On     documents.Date
		Reason Digest
	}
)

// A KamerNumber is a number given by parliament or by its publisher: of a
// document (2025D29290), a zaak (2025Z12920), a Kamerstuk (kst-28362-82) or an
// annex to one (blg-1007826).
type KamerNumber string

// A PublicFile is an exported file, known by the digest of its public bytes.
type PublicFile struct {
	Paper  PaperID `json:"paper"`
	Format string  `json:"format"` // "html", "pdf" or "odt"
	Digest Digest  `json:"digest"`
	Size   int     `json:"size"`
}

// A ReminderKind is which reminder: "nears", "passed", "escalated" or
// "plan-short".
type ReminderKind string

// The reminders. DeadlineEscalated goes to the secretariaat and to who is over
// the holder, when nothing happened for EscalateDays after the deadline.
const (
	DeadlineNears     ReminderKind = "nears"
	DeadlinePassed    ReminderKind = "passed"
	DeadlineEscalated ReminderKind = "escalated"
	PlanShort         ReminderKind = "plan-short" // a station gets fewer days than it needs
	// ToezeggingPassed goes to the opsteller of a letter that was sent: a promise in it
	// was not kept by its day.
	ToezeggingPassed ReminderKind = "toezegging-passed"
)

// A Refusal is an answer, not a failure: the number of the rule and a Dutch
// sentence that says why not and what would help.
type Refusal struct {
	Rule string
	Text string
}

func (r *Refusal) Error() string { return r.Rule + ": " + r.Text }

// A Choice is a command as its button shows it: may I, and if not, why not.
type Choice struct {
	Command Command
	Allowed bool
	Rule    string // the rule that refuses, or "" when the policy does
	Why     string // a Dutch sentence: the reason it may, or why not
}
