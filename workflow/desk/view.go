package desk

import (
	"slices"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
)

// An Ask is who asks for a change, and how the same request is known again.
type Ask struct {
	Actor   workflow.Actor
	Key     string           // idempotency key, made by the page or the program
	Request documents.Digest // of the request as sent: the same key with another request is refused
	Session string           // for the read log
	Address string
}

// A Receipt is the answer to a change that was made, also when asked again.
type Receipt struct {
	Dossier workflow.DossierID `json:"dossier"`
	Seq     int                `json:"seq"`
}

// A Row is one dossier in a list.
type Row struct {
	ID        workflow.DossierID
	Onderwerp string
	Kenmerk   string
	Kind      workflow.Kind
	Phase     workflow.Phase
	With      []Stop          // with whom it lies now
	Task      workflow.Action // what the reader is asked to do: "" in lists of others' work
	Since     time.Time       // UTC
	Deadline  documents.Date
	Late      bool
	Frozen    bool           // after an incident: neither onderwerp nor kenmerk is shown
	Damaged   bool           // a record is not what was written: nothing of it is shown
	Mark      string         // its rubricering, short; "" without
	Plan      documents.Date // by when who has it should have acted; zero without plan
	Short     string         // the first station of the line that does not get its days
	SentBack  *Message       // why it came back, as long as it lies with the opsteller for that
	Found     []FoundIn      // of a search: where in an annex its words stand
}

// A Message is a text with who wrote it and when.
type Message struct {
	By     string // name
	Namens string // name of who By stood in for
	At     time.Time
	Text   string
	From   string // title of the station it came from
}

// A Stop is a station as the line on the page shows it.
type Stop struct {
	Station workflow.Station
	Title   string // "plv. SG", "Minister LJS"
	House   string // name of the organisation
	Own     bool   // of the dossier's own ministry
	People  []string
	Alone   bool // has yet to act, but all of People are away today and nobody stands in
	Status  StopStatus
	By      string
	Namens  string
	At      time.Time // when it acted
	Since   time.Time // since when it lies there
	Verdict workflow.Verdict
	Asked   []string // labels of the sections that are asked again
	Remark  string
	Plan    documents.Date // by when it should have acted, to make the deadline; zero without plan
}

// A StopStatus is how far a station is.
type StopStatus string

// The states of a station on the page.
const (
	StopWaiting StopStatus = "waiting" // its turn has yet to come
	StopTurn    StopStatus = "turn"    // it lies here
	StopDone    StopStatus = "done"    // its assent stands on the current papers
	StopLapsed  StopStatus = "lapsed"  // it assented to papers that changed since
	StopRefused StopStatus = "refused" // it said no
	StopSkipped StopStatus = "skipped"
)

// A PaperView is one paper of the set.
type PaperView struct {
	ID      workflow.PaperID
	Soort   documents.Soort
	Name    string // "Nota", "Kamerbrief"
	Digest  documents.Digest
	Version int // of the working text: the guard against overwriting each other
	Draft   bool
	Paper   documents.Paper
	Remarks []documents.Remark
	Changes []documents.Change // since the reader last read it; nil when nothing changed or never read
	Read    bool               // the reader has read this paper before, in this or another version
}

// A Line of the history.
type Line struct {
	Seq     int
	At      time.Time
	Who     string
	Namens  string
	Event   string            // name of the event; the page has the sentence
	Station string            // title of the station, where there is one
	Text    string            // reason or remark that goes with it, if the reader may see it
	Note    string            // internal remark beside a reason, if the reader may see it
	Verdict workflow.Verdict  // of an assent
	Short   string            // first digits of the set's digest it was given on
	Details map[string]string // dates and counts the sentence needs
}

// A View is a dossier as one reader may see it.
type View struct {
	ID            workflow.DossierID
	Seq           int
	State         workflow.State
	Phase         workflow.Phase
	Kind          workflow.Kind
	Onderwerp     string
	Kenmerk       string
	Opsteller     string
	Relation      workflow.Relation
	Deadline      documents.Date // what presses: of the nota, or of the Kamer when that comes sooner
	Late          bool
	Since         time.Time
	Seen          documents.Digest // what If-Match must carry: the set's digest, for another ministry the letter's
	Papers        []PaperView      // only those the reader may see
	Annexes       []AnnexView      // what others made, for who sees the whole
	Route         [][]Stop         // the line, a step an element
	Beside        []Stop
	History       []Line
	Choices       []workflow.Choice // every command of this moment, with its why or why not
	Tellings      []Telling         // for whom the reader may record an answer that was told
	SentBack      *Message          // why the papers lie where they lie, when they were sent back there
	Points        []Point           // what was asked when they last came back, and what was done about it
	AnswersPoints bool              // the reader is the one to say what was done about them
	Asked         *Message          // who asked that, and when
	Besluit       *Message
	// Aantekening is what the bewindspersoon wrote with his besluit, where it is judged and
	// made public with the papers; it lies beside the set.
	Aantekening    *PaperView
	Silent         map[string]HintSilence // by the code of the remark
	Promised       []ToezeggingView       // by the letter, once it is sent
	Keeps          []ToezeggingView       // what the letter keeps
	KeepsOther     string                 // moties and toezeggingen beside the register, one a line
	Public         []PublicView           // exported files, when there are
	Answers        map[string]Message     // written answers to remarks, by code
	AnswersVersion int
	LetterDate     documents.Date // that stands on the letter as it leaves; zero without one
	Planning       []string       // what of the plan does not fit, the first impossible station named; Dutch sentences
	Waits          []string       // what dispatch still waits for, as Dutch sentences from the rules
}

// Choice gives the choice for the action, if it is offered in this phase.
func (v View) Choice(a workflow.Action) (workflow.Choice, bool) {
	for _, c := range v.Choices {
		if c.Command.Action() == a {
			return c, true
		}
	}
	return workflow.Choice{}, false
}

// A PublicView is one exported file.
type PublicView struct {
	Paper  workflow.PaperID
	Format string
	Name   string // file name as offered: nothing in it comes from the paper's text
	Size   int
	Digest documents.Digest
}

// An Intake is what a new dossier starts from: a nota, and the letter when
// there is one already, byte for byte as they came.
type Intake struct {
	Nota        []byte
	Letter      []byte
	NotaNamed   string // kenmerk in the name of the file that the nota came in; may be empty
	LetterNamed string
	Rubricering workflow.Rubricering
}

// ToPublish gives the papers of our own that are judged and made public: the set, with the
// aantekening of the bewindspersoon.
func (v View) ToPublish() []PaperView {
	if v.Aantekening == nil {
		return v.Papers
	}
	return append(slices.Clone(v.Papers), *v.Aantekening)
}

// A Judgement is what a human or the detector says of one stretch of a paper.
type Judgement struct {
	ID         string             `json:"id"`
	Paper      workflow.PaperID   `json:"paper"`
	Finding    documents.Finding  `json:"finding"`
	Manual     bool               `json:"manual,omitempty"` // marked by hand
	Decision   Decision           `json:"decision"`
	Grounds    []documents.Ground `json:"grounds,omitempty"`
	Motivering string             `json:"motivering,omitempty"`
	By         workflow.PersonID  `json:"by,omitempty"`
	Page       int                `json:"-"` // of an annex, from 1, as Review fills it in; 0 in our own papers
	Comments   []MarkComment      `json:"comments,omitempty"`
	// Auto says that the program decided, by the route of its kind, and nobody
	// said otherwise.
	Auto bool `json:"auto,omitempty"`
}

// A MarkComment is what a colleague says about a finding or a mark. It stays
// in the house.
type MarkComment struct {
	By   workflow.PersonID `json:"by"`
	Name string            `json:"-"` // of By, when shown
	At   time.Time         `json:"at"`
	Text string            `json:"text"`
}

// A Decision is the reviewer's answer to a finding.
type Decision string

// The decisions. A finding that is undecided stops the review from closing.
const (
	Undecided Decision = ""
	Redact    Decision = "redact"
	Keep      Decision = "keep"
)

// A Review is the work on the public version of a dossier's papers.
type Review struct {
	View       View
	Version    int // guard against overwriting each other
	Judgements []Judgement
	Groups     []Group
	Undecided  int
	Grounds    []workflow.GroundRule // allowed for this publication, in order
	Texts      []ReviewText
	Readable   []Readable // what is redacted in one place and still stands in another
	CanUndo    bool
	CanRedo    bool
	// Shares is how much of each paper goes, Much the sections that lose more
	// than half.
	Shares, Much []Share
	// Paragraphs are those that lose something, in the order of the papers.
	Paragraphs []Share
	Stays      []Staying // where terms stand that must stay readable
	// Apart says that this is the second reader\'s own work: nothing of the
	// first reading is in it.
	Apart  bool
	Unseen int // pages of annexes that nobody has looked at
}

// A ReviewText is one paper under review.
type ReviewText struct {
	Paper   workflow.PaperID
	Name    string
	Content documents.Paper // of an annex the text that was read of it
	Annex   bool
}

// A Group is all findings about one person or one string: decided at once.
type Group struct {
	ID       string
	Text     string // the longest form found
	Label    documents.Label
	Count    int
	Decision Decision // when all agree
	Mixed    bool
	Outcome  documents.Outcome
	Ground   documents.Ground
	Why      string
	IDs      []string // of its judgements
	Effort   workflow.Effort
}
