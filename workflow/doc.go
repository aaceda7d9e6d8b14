// Package workflow is the line: what a dossier is, what may happen to it and
// what follows, from the first concept to the day the letter and its beslisnota
// lie with the Kamer.
//
// The package is pure. Decide answers a Command with events or with a
// *Refusal; Evolve folds an event into a State; nothing here reads a clock, a
// file or a random number, or knows of a database or a page. Who is competent
// stands in the policy (package policies); whose turn it is and which four
// eyes are needed stands here (D6).
//
// What holds, whatever the order of commands:
//
//   - An assent is given on exact bytes and lies on the digests of their
//     sections. It counts as long as what it covered is unchanged, over rounds
//     too: after a return only those whose sections changed are asked again.
//   - A medeakkoord covers the letter only, and another ministry stands beside
//     the line, never in it; the branch joins at dispatch (D2, D3).
//   - Nothing is dispatched without akkoord, every medeakkoord and every
//     signature on the papers as they are.
//   - Events hold ids, codes, dates and digests, no words of anybody (D5).
//   - An assent that is void or lapsed stays in State.Assents; nothing that
//     happened is forgotten.
//
// The phases:
//
//	None --Open--> Concept --Submit--> InLine --TakeBesluit--> Decided
//	                 ^                   |  |                     | CloseReview
//	                 +--SendBack/AskBack-+  | NietAkkoord,        v
//	                                        | or no letter     Reviewed
//	                 Withdraw: Concept,     v                     | ConfirmReview
//	                 InLine -> Withdrawn  Ended                   v
//	                                                           Confirmed
//	   Dispatch (also earlier, to send the beslisnota later)      | RecordExport
//	   Dispatched <---------------------------------------- Exported
//
// ReturnReview leads from Reviewed, Confirmed and Exported back to Decided. A
// dossier that was dispatched while its beslisnota was still owed keeps its
// phase and walks the same stages (State.Stage).
//
// The rules; Rules gives them in Dutch for the handbook, the number stands in
// the refusal and in the name of the test.
//
//	R1  a dossier is opened once, with the nota first and a route that ends with the one who decides
//	R2  the opsteller, and whom he invites, revises in concept; the holder may as akkoord met wijziging,
//	    and what he touched is asked again of those before him
//	R3  only the opsteller submits, and asks back
//	R4  stations act in the order of the route, by who fills the station or stands in; all or one of a step;
//	    a station is skipped or forwarded with a reason
//	R5  an assent names the papers it is given on; other papers than the current ones are refused
//	R6  who assents did not write, and nobody assents at two stations in a round
//	R7  only the holder sends back, with a reason
//	R8  medeakkoord is asked at submission, concerns the letter only, holds nobody up
//	R9  the bewindspersoon decides last, when every paraaf lies on the papers
//	R10 after akkoord or niet akkoord the papers are fixed; bespreken and aanhouden stay in the line
//	R11 marks may be set from the first concept; the review closes on decided papers
//	R12 every finding is judged; a mark carries a ground allowed for this publication
//	R13 the second reader is another than who set or decided the marks, closed the review or wrote; he reads
//	    without the marks of the first, and where the two differ nobody settles it in his own favour
//	R14 an export is recorded only for the confirmed marks and without leaks
//	R15 dispatch needs akkoord, every medeakkoord on the letter, every signature, and the exported
//	    beslisnota or a reason to send it later
//	R16 one reminder per holder, kind and deadline
//	R17 a dispatched, withdrawn or ended dossier is closed; Kamer numbers and recall remain
//	R18 submission is refused while a blocking remark stands, and the paraaf of a station to which the
//	    papers were sent back while a point of that return stands
//	R19 a paraaf or besluit is taken back by its giver, with a reason, until the next has acted
//	R20 a dossier is handed to another opsteller; four-eyes counts both
//	R21 Kamervragen are answered in three weeks, after one uitstelbericht in six; the day the letter must
//	    reach the Kamer plans the route back
//	R22 an export waits for the zienswijze that was asked or the end of its term, and two weeks after an
//	    objection that is not followed
//	R23 nothing is sent or handed out before the day of an embargo
//	R24 what is public already is neither judged nor made again
//	R25 a dossier has no rubricering or is Dep. V., which only who has work in it sees; Stg. is refused,
//	    and papers of which one turns out to be Stg., however late, go no further; a rubricering is
//	    lifted, with a reason, before anything leaves the house
//	R26 what a letter promises the Kamer lies open once it is sent, and what was promised in a debate
//	    about it once that is recorded, until a letter that keeps it is sent or somebody says how and
//	    when it was kept
//	R27 of a paper of our own nothing may become public, on grounds and with a reason
//	R28 the letter bears the date that is set after the besluit, and is sent with it; the public version with
//	    another date counts no longer
package workflow
