package templates

import "slices"

// A Frame is what stands around every page: who reads it, how confidential it
// is, where else one can go, and what just happened.
type Frame struct {
	Title       string // of the page, without the product's name
	Rubricering string // printed above and below every page behind sign-in
	Reader      *Reader
	Places      []Place
	Notice      *Notice // what the last change did; shown once
	Style       string  // address of the stylesheet
	Theme       string  // address of the house's own tokens, or ""
	Icon        string  // address of the icon
	Scripts     []string
	Sheets      []string // of this family of pages alone
	SignOut     string   // address that ends the session
	Account     string   // address of the reader's own account
	Policy      string   // first digits of the digest of the policy in force
	Release     string
	Heard       int    // notices that the reader has not seen
	Live        string // address of the events that say there is something new, or ""
	Wide        bool   // the page uses the whole width of the screen
}

func (f *Frame) framed() *Frame { return f }

// A Reader is who is signed in.
type Reader struct {
	Name  string
	Seats []string // "opsteller, Directie Informatiebeleid"
	Away  []string // for whom the reader stands in today
}

// A Place is an entry of the navigation.
type Place struct {
	Label   string
	Href    string
	Current bool
	Count   int // shown beside the label when above zero
	Test    string
}

// A Notice is a message above the page.
type Notice struct {
	Kind string // "good", "warn", "bad" or "plain"
	Text string
}

// A When is a moment or a day as people write it, with its machine form.
type When struct {
	ISO  string
	Text string
}

// A Form is the hidden part of a form that changes something: where it goes,
// the key by which the same request is known again, and what was on the screen.
type Form struct {
	Href    string
	Key     string
	Match   string // digest of the papers shown; assents and besluiten carry it
	Seq     int    // sequence number of the dossier shown; 0 means none
	Version int    // version of the working text shown; 0 means none
}

// A Message is a text with who wrote it.
type Message struct {
	By     string
	Namens string
	From   string // title of the station
	When   When
	Text   string
}

// A Problem is what is wrong with what was sent, at the field where it is.
type Problem struct {
	Field string // id of the control, "" for the whole form
	Text  string
}

// A Row is one dossier in a list.
type Row struct {
	Href      string
	Onderwerp string
	Kenmerk   string
	Kind      string
	Standing  string // "In de lijn", "Concept": what phase it is in, in words
	Tone      string // colour of Standing: "plain", "busy", "good", "done", "bad"
	Task      string // what is asked of the reader
	TaskHref  string // where he answers at once, or ""
	With      []Holder
	Since     When
	Ago       string
	Deadline  When
	Remaining string // "nog 2 dagen", "3 dagen te laat"
	Late      bool
	Plan      When   // by when who has it should have acted
	Overdue   bool   // that day has passed
	Mark      string // its rubricering, short; "" without
	Short     string // the first station that does not get its days, as a sentence
	SentBack  *Message
	Pick      string  // to choose it for the bag; "" where nothing is chosen
	Found     []Place // of a search: the pages of annexes on which its words stand
}

// A Holder is with whom a dossier lies.
type Holder struct {
	Title  string
	House  string
	People string
	Ago    string
}

// A Head is the top of every page about one dossier.
type Head struct {
	Href      string // of the dossier
	Onderwerp string
	Kenmerk   string
	Kind      string
	Opsteller string
	Standing  string
	Tone      string
	Deadline  When
	Remaining string
	Late      bool
	Terms     []string // what else presses: the day of the Kamer, Kamervragen, spoed
	With      []Holder
	Relation  string // how the reader stands to it, in words
}

// A Stop is one station of the drawn line.
type Stop struct {
	Title   string
	House   string
	People  string
	Asked   string // what is asked there: "paraaf", "besluit"
	Mark    string // "waiting", "turn", "done", "lapsed", "refused", "skipped", "start", "end"
	Sign    string // initials or "" for the icon that belongs to Mark
	Says    string // the status as words
	When    When
	Again   string // what is asked again, as a sentence
	Plan    string // by when it should act
	Overdue bool
}

// A Step of the drawn line holds one or more stops.
type Step struct {
	Stops []Stop
	Mark  string // of the step as a whole
	Rule  string // "een van deze is genoeg" when more than one stop stands in it
}

// A Line is the route as it is drawn.
type Line struct {
	Columns int // steps, start and end included: 2 or more
	Steps   []Step
	Beside  []Stop
}

// A Deed is one thing that may be done, or not, with its why.
type Deed struct {
	Name    string // of the action, for tests: "submit"
	Label   string
	Href    string // page to go to; "" when Form does it at once
	Form    *Form
	Hidden  []Hidden
	Also    []Also // what may be ticked with it
	Icon    string
	Primary bool
	Grave   bool // ends or refuses something
	Allowed bool
	Why     string
	Rule    string
	Links   []Link // to what stands in the way
	Test    string
}

// An Also is a box to tick in the form of a deed.
type Also struct{ Name, Value, Label, Test string }

// A Hidden is a further hidden field of a form.
type Hidden struct{ Name, Value string }

// A PaperItem is one paper in a dossier's list.
type PaperItem struct {
	Name      string
	Href      string
	Source    string // address of the bytes
	PDF       string
	Digest    string // first digits
	Blocking  int
	Remarks   int
	Changed   bool // since the reader last read it
	NeverRead bool
	Working   bool // there is text newer than the frozen paper
}

// An Event is one sentence of the history.
type Event struct {
	When     When
	Sentence string
	Text     string // reason or remark
	Note     string // internal remark beside it, for who may read it
	Short    string // digest of what it was given on
	Mark     string // icon
	Tone     string
}

// A PublicFile is an exported file.
type PublicFile struct {
	Name   string
	Label  string
	Href   string
	Size   string
	Digest string
}

// SignInPage asks for login and password.
type SignInPage struct {
	Frame
	Action    string
	Login     string
	Next      string
	Problems  []Problem
	House     string     // name of the installation
	Elsewhere string     // signs in at the organisation's own provider; "" where there is none
	Passkey   *BlockForm // signs in without a password; nil where there are no passkeys
}

// WorklistPage is the werkvoorraad: what lies with the reader.
type WorklistPage struct {
	Frame
	Groups []RowGroup
	Total  int
	Late   int
	New    string // address to start a dossier, "" when the reader may not
	// Exercises is where readers for publication exercise; "" for others.
	Exercises string
	Bag       string // address that gives chosen dossiers as one file, or ""
	Problems  []Problem
	Away      []string   // who stand in for the reader, and when; sentences
	Alone     []RowGroup // of a secretariaat: what lies with who is away, while nobody stands in
}

// A RowGroup is rows under one heading.
type RowGroup struct {
	Title string
	Rows  []Row
}

// MinePage shows each dossier of the reader's own.
type MinePage struct {
	Frame
	Groups []RowGroup
	Total  int
	New    string
}

// EverythingPage shows all the reader may see, searched and narrowed, a page at
// a time.
type EverythingPage struct {
	Frame
	Action   string
	Query    string
	Narrow   []Input
	Narrowed bool // by one of Narrow
	Rows     []Row
	Newest   string // the first page, when this is another
	Older    string // the page after this; "" is the last
	Register string // address of the register of toezeggingen
}

// ToezeggingenPage is the register of what letters, and debates about them, promise the Kamer.
type ToezeggingenPage struct {
	Frame
	Late, Open, Kept []Toezegging
	All              bool   // what was kept is shown too
	Other            string // address of the other view
}

// A Toezegging is one promise in the register.
type Toezegging struct {
	Text      string // the sentence; "" when the letter is destroyed
	Where     string // "Kamerbrief, alinea 4"; "Debat"
	Href      string // of the letter; "" for a debate
	Onderwerp string
	Dossier   string // its address
	Sent, Due When
	Remaining string
	Late      bool
	Standing  string // "open", "te laat", "nagekomen"
	Tone      string
	Kept      *Keeping
	Settle    string // address to say how it was kept, or ""
}

// A Keeping says how a promise was kept: by a letter, or in words.
type Keeping struct {
	On        When
	Dossier   string // of the letter; "" without
	Onderwerp string // "" when the reader may not know it
	How       string
	By        string
}

// StartPage offers the ways to begin a dossier.
type StartPage struct {
	Frame
	Import Form
	New    Form
	Opened bool   // something is asked of the letter
	Text   string // what was pasted, given back when it was refused
	Letter string
	Fields []Input
	// Mark, the rubricering, is asked of an imported nota too; the form of a new one has it
	// among its Fields.
	Mark     Input
	Taken    []Taken
	Problems []Problem
	Limit    string // "1 MB"
}

// An Input is one control of a form.
type Input struct {
	ID       string
	Name     string
	Label    string
	Hint     string
	Type     string // "text", "date", "textarea", "select", "checkbox", "checks" for a group of them
	Value    string
	Options  []Option
	Required bool
	Problem  string
	Rows     int
	Auto     string // what a browser may fill in: "username", "new-password", "one-time-code"
}

// An Option is one choice of a select or a group of radio buttons.
type Option struct {
	Value, Label, Hint string
	Chosen             bool
}

// DossierPage is the whole of one dossier.
type DossierPage struct {
	Frame
	Head     Head
	Line     Line
	Lead     []Deed // what is asked of the reader now
	Deeds    []Deed // what else may be done
	Refused  []Deed // what may not be done now, with why
	NotYours []Deed // what the reader is not competent for, with why
	Papers   []PaperItem
	Annexes  []AnnexItem
	Letter   string // address to draft the letter, when there is none and the reader may
	Compose  string // address to add papers and put them in order, or ""
	History  []Event
	SentBack *Message
	Points   *Points // what was asked when the papers came back, to tick off
	Besluit  *Message
	Planning []string // what of the plan does not fit
	Waits    []string
	Public   []PublicFile
	Promised []Toezegging // by the letter that was sent
	Keeps    []Toezegging // what the letter keeps
	Besides  []string     // moties and toezeggingen that it keeps beside the register
	Register string       // address of the register
	Incident string       // address where a mistake in sending is reported, or handled
	Frozen   bool         // it was reported
}

// A Tip is a kind of hint that is not shown, with the ways to show it again.
type Tip struct {
	Code, Title string
	Says        string // for whom it is not shown
	Count       int    // how many there would be here
	Show        []SilenceForm
}

// A SilenceForm hides the hints of a code, or shows them again.
type SilenceForm struct {
	Form
	Code   string
	Hide   bool
	Back   string // where to go on
	Submit string
	Test   string
}

// A Remark is what the program noticed in a paper.
type Remark struct {
	ID       string // anchor of the remark itself
	Code     string
	Severity string // "block", "warn" or "hint"
	Label    string // the severity in words
	Text     string
	Place    string // anchor in the paper
	Where    string // words of the place
	Second   *SecondPlace
	Repair   *Form
	Index    int
	Offer    string // what the repair will do
	Answer   *Form  // to let it stand, with a written reason
	Answered *Message
	Silence  []SilenceForm // ways not to see this kind of hint
}

// A SecondPlace is where the other words stand of a remark that compares two
// places, in this paper or another of the set.
type SecondPlace struct {
	Paper string
	Quote string
	Href  string // "" when nothing on a page marks the place
}

// An Outline is an entry of a paper's table of contents.
type Outline struct {
	Label string
	Href  string // anchor
	Edit  string // address of its form, "" when it may not be edited
	Level int
}

// PaperPage shows a paper left and its remarks right.
type PaperPage struct {
	Frame
	Head     Head
	Name     string
	Body     Fragment
	Remarks  []Remark // what must or should be looked at
	Hints    []Remark // what could be better
	Silent   []Tip    // hints that are not shown
	Blocking int
	Outline  []Outline
	Fields   []Outline
	Source   string
	PDF      string
	Word     string // to work on in Word
	ODT      string // to work on in LibreOffice
	Digest   string
	Working  bool
	Replace  string    // address to replace it by another file
	Versions string    // address of its earlier texts
	Refused  string    // why it may not be edited
	Redacted *Redacted // what of it would go
}

// EditPage is the form of one section or field.
type EditPage struct {
	Frame
	Head     Head
	Paper    string // name of the paper
	Back     string
	Label    string
	Hint     string
	Text     string
	Long     bool // a section, not a field
	Form     Form
	Conflict *Conflict
	Proof    *Proof // to have it looked at while writing; nil where that is not offered
	Problems []Problem
	Redacted *Redacted   // what of it would go
	Picture  *AddPicture // to add one to a section; nil where that is not offered
}

// AddPicture is the part of a form that takes a picture with its description.
type AddPicture struct {
	Href string
	Alt  string // as it was typed
	Open bool   // something is wrong with it
}

// A Conflict is that somebody saved in between: both texts are shown.
type Conflict struct {
	By     string
	When   When
	Theirs string
	Merged Fragment // the difference, with ins and del
}

// AmendPage is where who has the papers answers with a change of his own.
type AmendPage struct {
	Frame
	Head    Head
	Papers  []AmendPaper
	Form    Form
	Changed bool
	Digest  string // first digits of the set as it would become
	Becomes string // all of them
	Button  string
	Test    string
	Reading string  // address to go back to
	Warning string  // what the reader should know before writing a remark
	Told    []Input // who told the secretariaat, and how; nil for an answer of one's own
	Note    *Input  // the procesnotitie; nil where the answer is no besluit
}

// An AmendPaper is one paper of the working copy.
type AmendPaper struct {
	ID      string
	Name    string
	Body    Fragment
	Outline []Outline
	Fields  []Outline
	Changes []Change
	Aside   []Change // written over what somebody else changed since
	Drop    *Form    // to put it back as it lies in the line
}

// LetterPage drafts a Kamerbrief from the nota, or replaces a paper.
type LetterPage struct {
	Frame
	Head     Head
	Lead     string
	Form     Form
	Fields   []Input
	Upload   bool
	Taken    []Taken
	Problems []Problem
	Submit   string
}

// A Change is one difference since the reader last read.
type Change struct {
	Section string
	Redline Fragment
}

// A ReadPaper is a paper on the reading page.
type ReadPaper struct {
	ID      string
	Name    string
	Body    Fragment
	Changes []Change
	Source  string
	PDF     string
}

// A Verdict is one button of the decision bar.
type Verdict struct {
	Label   string
	Href    string // where the form goes with this button
	Value   string
	Icon    string
	Tone    string // "good", "plain", "bad"
	Needs   string // "text", "date" or ""
	Test    string
	Allowed bool
	Why     string
	Rare    bool // folded away behind "Meer"
}

// ReadingPage is where an official or a bewindspersoon reads and decides.
type ReadingPage struct {
	Frame
	Head      Head
	Asked     string   // what is asked of this reader, in words
	Question  Fragment // geadviseerd besluit, as it stands in the nota
	Reason    Fragment // aanleiding
	Papers    []ReadPaper
	Changed   int
	FirstRead bool
	LastRead  string
	Notes     []Message // remarks given on the way
	SentBack  *Message
	Points    *Points // what was asked at the last return, and what was done about it
	Blocked   string  // why the paraaf waits for points that lie open, or ""
	Back      string  // address to send back with points or to a station, or ""
	Line      Line
	Form      Form
	Verdicts  []Verdict
	Amend     string // address to answer with a change of one's own, or ""
	Refused   []Deed
	Text      string
	Until     string
	Dated     bool // a date may be given: aanhouden
	Noted     bool // a procesnotitie may go with it
	Note      string
	Problems  []Problem
	Digest    string
	Warning   string // what the reader should know before writing a remark
}

// More tells whether an answer folds away behind "Meer".
func (p *ReadingPage) More() bool {
	return p.Amend != "" || p.Back != "" || slices.ContainsFunc(p.Verdicts, func(b Verdict) bool { return b.Rare })
}

// A ReviewGroup is all findings about one person or text.
type ReviewGroup struct {
	ID       string
	Test     string
	Text     string
	Label    string
	Why      string
	Count    int
	Decision string // "redact", "keep", "" or "mixed"
	Advice   string // what the program advises, in words
	Ground   string
	Also     string // second ground, or ""
	Grounds  []Option
	More     []Option // for the second ground
	Motive   string
	Open     bool // show the motivering: it was asked
	Comments []Message
	Form     Form
	IDs      []string // of the findings in it
	Places   []Place
	Effort   string // which route its kind takes
	Heading  string // above the first group of a route
	Auto     bool   // the program decided, and nobody said otherwise
	Confirm  bool   // asks a motivering whichever way it goes
}

// A ReviewText is a paper under review.
type ReviewText struct {
	ID     string
	Name   string
	Body   Fragment
	Public string // address of the preview
}

// ReviewPage is the redaction review.
type ReviewPage struct {
	Frame
	Head      Head
	Texts     []ReviewText
	Groups    []ReviewGroup
	All       *ReviewGroup // every proposal that nobody judged, to take over at once
	Work      ReviewWork
	Hearings  Hearings
	Annexes   []AnnexItem
	Unseen    int // pages of annexes that nobody looked at
	Undecided int
	Total     int
	Done      int // judged: Total less Undecided
	Add       Form
	AddText   string
	AddMotive string
	Memory    string // address of what earlier dossiers say
	Shown     string // which findings the list shows, as the address says
	Grounds   []Option
	Papers    []Option
	Problems  []Problem
	Close     Deed
	Refused   string // why the reader may only look
	// Apart says that this is the second reader's own work, without the marks
	// of the first.
	Apart    bool
	Exercise bool // of no dossier: all in it is made up
}

// SecondReadingPage shows the result to another pair of eyes.
type SecondReadingPage struct {
	Frame
	Head     Head
	Texts    []ReviewText
	Annexes  []AnnexSheet
	Hearings Hearings
	Legend   []Ground
	Gone     int
	Form     Form
	Confirm  Deed
	Return   Deed
	Text     string
	Problems []Problem

	Compared      bool // two readings lie beside each other
	First, Second string
	Alike, Open   int
	Differences   []Difference
	Pairs         []ReadingPair
}

// A Ground is a legend entry: an article and what it protects.
type Ground struct{ Code, Label string }

// PublicPage is the public preview of one paper.
type PublicPage struct {
	Frame
	Head   Head
	Name   string
	Body   Fragment
	Legend []Ground
	Final  bool    // exported, not a preview any more
	Recall *Recall // taken back: nothing of it is shown
}

// A Leak is what the gate found.
type Leak struct{ File, Where, What string }

// A LeakPlace is where a redacted text still stands in a paper.
type LeakPlace struct{ Word, Before, After, Paper, Href string }

// ExportPage makes the public version and shows the gate's outcome.
type ExportPage struct {
	Frame
	Recall      *Recall // taken back: the files are not given any more
	Head        Head
	Hearings    Hearings
	Deed        Deed
	Files       []PublicFile
	Bundle      string // address of the whole publication as one file
	Proof       string // address of the certificate
	Leaks       []Leak
	Stands      []LeakPlace // where what leaks stands in the papers
	Known       bool        // a preview went with the besluit
	Since       []SincePlace
	Return      string // address where the marks are given back
	Certificate string
	Checks      []string
	Done        bool
	Busy        bool   // it is being made
	Progress    string // how far, "" when that is not known here
	Stopped     string // what stopped it the last time, in Dutch
}

// StepPage is a page for one step with a form: handtekening, verzenden,
// intrekken, medeakkoord weigeren.
type StepPage struct {
	Frame
	Head     Head
	Lead     string
	Points   []string     // what to know first
	Waits    []string     // what it still waits for
	Files    []PublicFile // what goes to the Kamer with it
	Form     Form
	Fields   []Input
	Submit   string
	Grave    bool
	Problems []Problem
	Refused  string
	Rule     string
	Aside    *Link // another way to the same, or nil
	Test     string
}

// A RouteStop is one station in the route's form.
type RouteStop struct {
	Index  int
	ID     string
	Title  string // "" for one to add
	Place  string // "1", "2" in the line; "0" beside it; "" goes
	Roles  []Option
	Houses []Option
	Kinds  []Option
}

// RoutePage confirms or changes the route.
type RoutePage struct {
	Frame
	Head     Head
	Form     Form
	Stops    []RouteStop
	Any      string   // numbers of the steps of which one station suffices
	Why      []string // what in the proposal was not understood
	Reason   bool     // a change of a line that runs needs one
	InTurn   bool     // a station reads from its own turn on, which stays so
	Line     Line
	Problems []Problem
	Refused  string
}

// HelpPage is one page of the handbook.
type HelpPage struct {
	Frame
	Heading  string
	Body     Fragment
	Chapters []Place
}

// BegrippenPage is the glossary.
type BegrippenPage struct {
	Frame
	Terms    []Term
	Chapters []Place
}

// RegelsPage shows the numbered rules of the line.
type RegelsPage struct {
	Frame
	Rules    []Rule
	Chapters []Place
}

// A Rule is one numbered rule.
type Rule struct{ Number, Text, Why string }

// ErrorPage says what went wrong and what to do.
type ErrorPage struct {
	Frame
	Status  int
	Heading string
	Text    string
	Rule    string
	Advice  []string
	Back    string // address to go on
	BackTo  string // its label
	Request string // number to name when asking for help
	Kept    []Kept // what was typed, so that nothing is lost
}

// A Kept is a text that was sent with a refused request.
type Kept struct{ Label, Text string }

func (*SignInPage) file() string        { return "signin" }
func (*WorklistPage) file() string      { return "worklist" }
func (*MinePage) file() string          { return "mine" }
func (*EverythingPage) file() string    { return "everything" }
func (*ToezeggingenPage) file() string  { return "toezeggingen" }
func (*StartPage) file() string         { return "start" }
func (*DossierPage) file() string       { return "dossier" }
func (*PaperPage) file() string         { return "paper" }
func (*EditPage) file() string          { return "edit" }
func (*AmendPage) file() string         { return "amend" }
func (*LetterPage) file() string        { return "letter" }
func (*ReadingPage) file() string       { return "reading" }
func (*ReviewPage) file() string        { return "review" }
func (*SecondReadingPage) file() string { return "second" }
func (*PublicPage) file() string        { return "public" }
func (*ExportPage) file() string        { return "export" }
func (*StepPage) file() string          { return "step" }
func (*RoutePage) file() string         { return "route" }
func (*HelpPage) file() string          { return "help" }
func (*BegrippenPage) file() string     { return "begrippen" }
func (*RegelsPage) file() string        { return "regels" }
func (*ErrorPage) file() string         { return "error" }
