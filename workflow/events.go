package workflow

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"paraaf/documents"
)

// An Event is something that happened: past tense, true for ever. Its Name is
// written by hand and stands on disk; renaming the Go type must not change it.
type Event interface {
	Name() string
	// Who gives who did it, for whom and when.
	Who() Stamp
}

// A Stamp is who did something, in whose place, and when (UTC).
type Stamp struct {
	By     PersonID  `json:"by"`
	Namens PersonID  `json:"namens,omitempty"`
	At     time.Time `json:"at"`
}

// Who gives s itself; events embed a Stamp.
func (s Stamp) Who() Stamp { return s }

// The events. Every field is an id, a code, a date or a digest (D5).
type (
	// Opened starts a dossier (R1).
	Opened struct {
		Stamp
		Kind         Kind           `json:"kind"`
		Organisation OrganisationID `json:"organisation"`
		Papers       Papers         `json:"papers"`
		Route        Route          `json:"route"`
		Deadline     documents.Date `json:"deadline,omitzero"`
		CC           []Seat         `json:"cc,omitempty"`
		Rubricering  Rubricering    `json:"rubricering,omitempty"`
	}
	// Revised replaces the papers. Station is empty in concept, and the
	// holder who changed them when it goes with an akkoord met wijziging.
	Revised struct {
		Stamp
		Station  StationID      `json:"station,omitempty"`
		Papers   Papers         `json:"papers"`
		Deadline documents.Date `json:"deadline,omitzero"`
	}
	// RouteChanged replaces the route.
	RouteChanged struct {
		Stamp
		Route  Route  `json:"route"`
		Reason Digest `json:"reason,omitzero"`
	}
	// Submitted brings the papers into the line; Round counts from 1.
	Submitted struct {
		Stamp
		Round int    `json:"round"`
		On    Digest `json:"on"`
	}
	// ParaafGiven is an assent of a station of the line on the set.
	ParaafGiven struct {
		Stamp
		Station StationID   `json:"station"`
		Round   int         `json:"round"`
		On      Digest      `json:"on"`
		Verdict Verdict     `json:"verdict"`
		Remark  Digest      `json:"remark,omitzero"`
		How     Instruction `json:"how,omitempty"`
	}
	// SentBack returns the papers, to the opsteller when To is empty.
	SentBack struct {
		Stamp
		Station StationID `json:"station"`
		To      StationID `json:"to,omitempty"`
		On      Digest    `json:"on"`
		Reason  Digest    `json:"reason"`
		Note    Digest    `json:"note,omitzero"`
		Verdict Verdict   `json:"verdict,omitempty"`
	}
	// AskedBack takes the papers out of the line for the opsteller.
	AskedBack struct {
		Stamp
		Reason Digest `json:"reason"`
	}
	// AssentTakenBack undoes the last assent of a station. Papers is the set
	// as it was before its akkoord met wijziging, or empty.
	AssentTakenBack struct {
		Stamp
		Station StationID `json:"station"`
		Reason  Digest    `json:"reason"`
		Papers  Papers    `json:"papers,omitempty"`
	}
	// MedeakkoordGiven is the assent of another bewindspersoon on the letter.
	MedeakkoordGiven struct {
		Stamp
		Station StationID `json:"station"`
		Round   int       `json:"round"`
		On      Digest    `json:"on"` // of the letter alone
		Remark  Digest    `json:"remark,omitzero"`
	}
	// MedeakkoordRefused is the no of another bewindspersoon to the letter.
	MedeakkoordRefused struct {
		Stamp
		Station StationID `json:"station"`
		Round   int       `json:"round"`
		On      Digest    `json:"on"` // of the letter alone
		Reason  Digest    `json:"reason"`
	}
	// BesluitTaken is the answer of the bewindspersoon.
	BesluitTaken struct {
		Stamp
		Station StationID      `json:"station"`
		Round   int            `json:"round"`
		On      Digest         `json:"on"`
		Verdict Verdict        `json:"verdict"`
		Remark  Digest         `json:"remark,omitzero"`
		Until   documents.Date `json:"until,omitzero"`
		How     Instruction    `json:"how,omitempty"`
		// Preview is of what would go out, as it was proposed then.
		Preview Digest `json:"preview,omitzero"`
		Note    Digest `json:"note,omitzero"` // procesnotitie
	}
	// NotaWithdrawn ends the dossier without besluit.
	NotaWithdrawn struct {
		Stamp
		Reason Digest `json:"reason"`
	}
	// HandedOver makes To the opsteller.
	HandedOver struct {
		Stamp
		To     PersonID `json:"to"`
		Reason Digest   `json:"reason"`
	}
	// ColleagueInvited lets Person revise in concept.
	ColleagueInvited struct {
		Stamp
		Person PersonID `json:"person"`
	}
	// StationSkipped leaves a station out.
	StationSkipped struct {
		Stamp
		Station StationID `json:"station"`
		Reason  Digest    `json:"reason"`
	}
	// StationForwarded gives a station to another seat.
	StationForwarded struct {
		Stamp
		Station StationID `json:"station"`
		To      Seat      `json:"to"`
		Reason  Digest    `json:"reason"`
	}
	// AdviceAsked adds an adviser beside the line.
	AdviceAsked struct {
		Stamp
		Station  StationID `json:"station"`
		Of       Seat      `json:"of"`
		Person   PersonID  `json:"person,omitempty"`
		Question Digest    `json:"question"`
	}
	// AdviceGiven is what an adviser said.
	AdviceGiven struct {
		Stamp
		Station StationID `json:"station"`
		On      Digest    `json:"on"`
		Remark  Digest    `json:"remark"`
	}
	// GezienMarked records that somebody read the papers.
	GezienMarked struct {
		Stamp
		On Digest `json:"on"`
	}
	// SpoedSet asks for haste.
	SpoedSet struct {
		Stamp
		Reason Digest    `json:"reason"`
		Latest time.Time `json:"latest"`
	}
	// MarksSet records the marks of one paper.
	MarksSet struct {
		Stamp
		Paper PaperID `json:"paper"`
		On    Digest  `json:"on"` // of the paper
		Marks Digest  `json:"marks"`
		// Judges decided the findings, beside who set the marks.
		Judges []PersonID `json:"judges,omitempty"`
	}
	// ReviewClosed ends the reviewer's work.
	ReviewClosed struct {
		Stamp
		On      Digest         `json:"on"` // State.MarksDigest
		Figures []ReviewFigure `json:"figures,omitempty"`
	}
	// ReviewConfirmed is the second reader's agreement. Marks are those of
	// the papers on which the two readings differed, as it was settled.
	ReviewConfirmed struct {
		Stamp
		On    Digest          `json:"on"` // State.MarksDigest, with Marks
		Marks []PaperMarksRef `json:"marks,omitempty"`
	}
	// ReviewReturned gives the marks back to the reviewer.
	ReviewReturned struct {
		Stamp
		Reason Digest `json:"reason"`
	}
	// ExportRecorded is the public version, made and found clean.
	ExportRecorded struct {
		Stamp
		On          Digest       `json:"on"` // State.MarksDigest
		Files       []PublicFile `json:"files"`
		Certificate Digest       `json:"certificate"`
	}
	// SignatureRecorded is the record of a signature under the letter.
	SignatureRecorded struct {
		Stamp
		Station StationID      `json:"station"`
		How     string         `json:"how"`
		On      documents.Date `json:"on"`
	}
	// LetterDispatched is the sending to the Kamer.
	LetterDispatched struct {
		Stamp
		On       Digest         `json:"on"`
		Date     documents.Date `json:"date"`
		Nazenden Digest         `json:"nazenden,omitzero"`
		// Toezeggingen are what the letter promises; their number is their place.
		Toezeggingen []Toezegging `json:"toezeggingen,omitempty"`
	}
	// BeslisnotaSent sends what LetterDispatched left for later.
	BeslisnotaSent struct {
		Stamp
		On   Digest         `json:"on"` // State.MarksDigest
		Date documents.Date `json:"date"`
	}
	// KamerNumbersRecorded fills in what the Kamer gave.
	KamerNumbersRecorded struct {
		Stamp
		Numbers []KamerNumber `json:"numbers"`
	}
	// PublicationWithdrawn takes the public version back.
	PublicationWithdrawn struct {
		Stamp
		Reason Digest      `json:"reason"`
		Cause  RecallCause `json:"cause,omitempty"`
	}
	// RubriceringSet says how confidential the dossier is from now on;
	// empty takes the rubricering away (R25).
	RubriceringSet struct {
		Stamp
		Rubricering Rubricering `json:"rubricering,omitempty"`
		Reason      Digest      `json:"reason"`
	}
	// KamerDateSet says by which day the letter must reach the Kamer; zero
	// takes the day away.
	KamerDateSet struct {
		Stamp
		Date documents.Date `json:"date,omitzero"`
	}
	// VragenRegistered says which Kamervragen are answered.
	VragenRegistered struct {
		Stamp
		Zaaknummer KamerNumber    `json:"zaaknummer"`
		Asked      documents.Date `json:"asked"`
	}
	// UitstelReported is the uitstelbericht about them.
	UitstelReported struct {
		Stamp
		On     documents.Date `json:"on"`
		Reason Digest         `json:"reason"`
	}
	// ToezeggingenLinked says which promises the letter keeps, in place of what
	// was said before; they are kept once it is sent.
	ToezeggingenLinked struct {
		Stamp
		Refs  []ToezeggingRef `json:"refs,omitempty"`
		Other Digest          `json:"other,omitzero"`
	}
	// ToezeggingRecorded is a promise made in a debate about the letter; its number
	// follows on those before it.
	ToezeggingRecorded struct {
		Stamp
		On   documents.Date `json:"on"`
		Due  documents.Date `json:"due,omitzero"`
		Said Digest         `json:"said"`
	}
	// ToezeggingSettled says that a promise of this letter was kept otherwise.
	ToezeggingSettled struct {
		Stamp
		Number int            `json:"number"`
		On     documents.Date `json:"on"`
		How    Digest         `json:"how"`
	}
	// Reminded is a reminder that was decided.
	Reminded struct {
		Stamp
		Station  StationID      `json:"station"`
		Reminder ReminderKind   `json:"reminder"`
		Deadline documents.Date `json:"deadline"`
		Number   int            `json:"number,omitempty"` // of the promise that is late
	}
)

// The names on disk. They are never derived from a type and never change.

func (Opened) Name() string               { return "Opened" }
func (Revised) Name() string              { return "Revised" }
func (RouteChanged) Name() string         { return "RouteChanged" }
func (Submitted) Name() string            { return "Submitted" }
func (ParaafGiven) Name() string          { return "ParaafGiven" }
func (SentBack) Name() string             { return "SentBack" }
func (AskedBack) Name() string            { return "AskedBack" }
func (AssentTakenBack) Name() string      { return "AssentTakenBack" }
func (MedeakkoordGiven) Name() string     { return "MedeakkoordGiven" }
func (MedeakkoordRefused) Name() string   { return "MedeakkoordRefused" }
func (BesluitTaken) Name() string         { return "BesluitTaken" }
func (NotaWithdrawn) Name() string        { return "NotaWithdrawn" }
func (HandedOver) Name() string           { return "HandedOver" }
func (ColleagueInvited) Name() string     { return "ColleagueInvited" }
func (StationSkipped) Name() string       { return "StationSkipped" }
func (StationForwarded) Name() string     { return "StationForwarded" }
func (AdviceAsked) Name() string          { return "AdviceAsked" }
func (AdviceGiven) Name() string          { return "AdviceGiven" }
func (GezienMarked) Name() string         { return "GezienMarked" }
func (SpoedSet) Name() string             { return "SpoedSet" }
func (MarksSet) Name() string             { return "MarksSet" }
func (ReviewClosed) Name() string         { return "ReviewClosed" }
func (ReviewConfirmed) Name() string      { return "ReviewConfirmed" }
func (ReviewReturned) Name() string       { return "ReviewReturned" }
func (ExportRecorded) Name() string       { return "ExportRecorded" }
func (SignatureRecorded) Name() string    { return "SignatureRecorded" }
func (LetterDispatched) Name() string     { return "LetterDispatched" }
func (BeslisnotaSent) Name() string       { return "BeslisnotaSent" }
func (KamerNumbersRecorded) Name() string { return "KamerNumbersRecorded" }
func (PublicationWithdrawn) Name() string { return "PublicationWithdrawn" }
func (RubriceringSet) Name() string       { return "RubriceringSet" }
func (KamerDateSet) Name() string         { return "KamerDateSet" }
func (VragenRegistered) Name() string     { return "VragenRegistered" }
func (UitstelReported) Name() string      { return "UitstelReported" }
func (ToezeggingenLinked) Name() string   { return "ToezeggingenLinked" }
func (ToezeggingRecorded) Name() string   { return "ToezeggingRecorded" }
func (ToezeggingSettled) Name() string    { return "ToezeggingSettled" }
func (Reminded) Name() string             { return "Reminded" }

// The decoders, by the name on disk. A release that replaces an event keeps
// the decoder of the old one here and lets it give the new ones.
var decoders = map[string]func([]byte) ([]Event, error){
	"Opened":               decode[Opened],
	"Revised":              decode[Revised],
	"RouteChanged":         decode[RouteChanged],
	"Submitted":            decode[Submitted],
	"ParaafGiven":          decode[ParaafGiven],
	"SentBack":             decode[SentBack],
	"AskedBack":            decode[AskedBack],
	"AssentTakenBack":      decode[AssentTakenBack],
	"MedeakkoordGiven":     decode[MedeakkoordGiven],
	"MedeakkoordRefused":   decode[MedeakkoordRefused],
	"BesluitTaken":         decode[BesluitTaken],
	"NotaWithdrawn":        decode[NotaWithdrawn],
	"HandedOver":           decode[HandedOver],
	"ColleagueInvited":     decode[ColleagueInvited],
	"StationSkipped":       decode[StationSkipped],
	"StationForwarded":     decode[StationForwarded],
	"AdviceAsked":          decode[AdviceAsked],
	"AdviceGiven":          decode[AdviceGiven],
	"GezienMarked":         decode[GezienMarked],
	"SpoedSet":             decode[SpoedSet],
	"MarksSet":             decode[MarksSet],
	"ReviewClosed":         decode[ReviewClosed],
	"ReviewConfirmed":      decode[ReviewConfirmed],
	"SecondReadingClosed":  decode[SecondReadingClosed],
	"DifferencesSettled":   decode[DifferencesSettled],
	"ReviewReturned":       decode[ReviewReturned],
	"ExportRecorded":       decode[ExportRecorded],
	"SignatureRecorded":    decode[SignatureRecorded],
	"LetterDispatched":     decode[LetterDispatched],
	"BeslisnotaSent":       decode[BeslisnotaSent],
	"KamerNumbersRecorded": decode[KamerNumbersRecorded],
	"PublicationWithdrawn": decode[PublicationWithdrawn],
	"RubriceringSet":       decode[RubriceringSet],
	"KamerDateSet":         decode[KamerDateSet],
	"VragenRegistered":     decode[VragenRegistered],
	"UitstelReported":      decode[UitstelReported],
	"ToezeggingenLinked":   decode[ToezeggingenLinked],
	"ToezeggingRecorded":   decode[ToezeggingRecorded],
	"ToezeggingSettled":    decode[ToezeggingSettled],
	"Reminded":             decode[Reminded],
	"ZienswijzeAsked":      decode[ZienswijzeAsked],
	"ZienswijzeReceived":   decode[ZienswijzeReceived],
	"EmbargoSet":           decode[EmbargoSet],
	"AlreadyPublicSet":     decode[AlreadyPublicSet],
	"NietOpenbaarSet":      decode[NietOpenbaarSet],
	"LetterDated":          decode[LetterDated],
}

// EncodeEvent writes e as it is kept: its name and one JSON object. It fails
// on an event without a decoder, or without a person or a moment.
func EncodeEvent(e Event) (string, []byte, error) {
	if e == nil {
		return "", nil, fmt.Errorf("encode event: nil")
	}
	if _, ok := decoders[e.Name()]; !ok {
		return "", nil, fmt.Errorf("encode event: unknown name %q", e.Name())
	}
	if err := checkStamp(e.Who()); err != nil {
		return "", nil, fmt.Errorf("encode %s: %w", e.Name(), err)
	}
	data, err := json.Marshal(e)
	if err != nil {
		return "", nil, fmt.Errorf("encode %s: %w", e.Name(), err)
	}
	return e.Name(), data, nil
}

// DecodeEvent reads what EncodeEvent of this or any earlier release wrote. An
// old event may have become several. It fails on an unknown name, on anything
// but one JSON object, on a field it does not know (a newer release wrote it:
// to pass over it would be to forget what happened) and on a missing person
// or moment.
func DecodeEvent(name string, data []byte) ([]Event, error) {
	d, ok := decoders[name]
	if !ok {
		return nil, fmt.Errorf("decode event: unknown name %q", name)
	}
	es, err := d(data)
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w", name, err)
	}
	return es, nil
}

func decode[E Event](data []byte) ([]Event, error) {
	var e E
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("more than one JSON value")
	}
	if err := checkStamp(e.Who()); err != nil {
		return nil, err
	}
	return []Event{e}, nil
}

func checkStamp(s Stamp) error {
	if s.By == "" {
		return fmt.Errorf("no person")
	}
	if s.At.IsZero() {
		return fmt.Errorf("no moment")
	}
	return nil
}
