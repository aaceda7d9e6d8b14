package web

import (
	"net/http"
	"slices"

	"paraaf/workflow"
)

// A Permission says who may use an address: anyone, who is signed in, or who
// the desk allows this action on the dossier that the address names.
type Permission = workflow.Action

// The permissions that are no action.
const (
	Anyone   Permission = "anyone"    // without signing in
	SignedIn Permission = "signed-in" // lists show only what each may see
)

// A Route is one line of the table: what is served where, under which
// permission. The desk asks the permission; the table declares it, so that a
// route without one is seen.
type Route struct {
	Method     string     `json:"method"`
	Path       string     `json:"path"`
	Name       string     `json:"name"`
	Permission Permission `json:"permission"`
	Object     string     `json:"object"` // "dossier", "paper", "public file", or "" for none
	Changes    bool       `json:"changes-state"`
	// Guard is what a change must carry beside its key: "set" (If-Match with
	// the digest of what was shown), "sequence" (of the dossier), "version"
	// (of a working text), or "" for none.
	Guard string `json:"guard,omitempty"`

	handle handler
	limit  int64 // of the body, in bytes; 0 is smallBody
	slow   bool  // may take longer than a page: large files, public versions
	quiet  bool  // not in the request log
	prove  bool  // asks a fresh proof of who is there: see Options.StepUp
	still  bool  // asked by the page itself: it keeps no session alive
}

// A handler answers one visit. It parses, calls the desk, and writes a page or
// goes to another.
type handler func(s *Server, v *visit) error

// final are the steps that bring something out of the house or back into it:
// they ask a fresh proof of who is there, as a besluit does.
var final = []workflow.Action{"dispatch", "send-beslisnota", "withdraw-publication"}

// Routes gives the table, for `paraaf routes` and for the tests.
func Routes() []Route { return append([]Route(nil), table...) }

const (
	get  = http.MethodGet
	post = http.MethodPost
)

// one is where a dossier lies, and its parts.
const (
	one   = "/dossiers/:id"
	piece = one + "/stukken/:stuk"

	person  = "/beheer/mensen/:mens"
	setting = "/beheer/bestanden/:soort/:naam"
)

var table []Route

// The table refers to handlers that make forms for its own addresses, so it is
// filled when the program starts.
func init() {
	see := workflow.ActionSeeDossier
	table = []Route{
		{Method: get, Path: "/healthz", Name: "health", Permission: Anyone, handle: health, quiet: true},
		{Method: get, Path: "/readyz", Name: "ready", Permission: Anyone, handle: ready, quiet: true},
		{Method: get, Path: "/static/*", Name: "static", Permission: Anyone, handle: serveStatic, quiet: true},
		{Method: get, Path: "/", Name: "front", Permission: SignedIn, handle: front},
		{Method: get, Path: "/aanmelden", Name: "sign-in page", Permission: Anyone, handle: showSignIn},
		{Method: post, Path: "/aanmelden", Name: "sign-in", Permission: Anyone, Changes: true, handle: signIn},
		{Method: post, Path: "/afmelden", Name: "sign-out", Permission: SignedIn, Changes: true, handle: signOut},

		{Method: get, Path: "/eerste-start", Name: "first start page", Permission: Anyone, handle: firstStart},
		{Method: post, Path: "/eerste-start", Name: "first start", Permission: Anyone, Changes: true, handle: begin},
		{Method: get, Path: "/wachtwoord", Name: "password page", Permission: Anyone, handle: passwordPage},
		{Method: post, Path: "/wachtwoord", Name: "set password", Permission: Anyone, Changes: true, handle: setPassword},
		{Method: get, Path: "/aanmelden/code", Name: "second step page", Permission: Anyone, handle: secondPage},
		{Method: post, Path: "/aanmelden/code", Name: "second step", Permission: Anyone, Changes: true, handle: second},
		{Method: get, Path: "/aanmelden/organisatie", Name: "to provider", Permission: Anyone, handle: toProvider},
		{Method: get, Path: "/aanmelden/organisatie/terug", Name: "from provider", Permission: Anyone, handle: fromProvider},
		{Method: post, Path: "/aanmelden/passkey", Name: "passkey sign-in", Permission: Anyone, Changes: true, handle: passkeySignIn},
		{Method: post, Path: "/mijn-account/passkey", Name: "make passkey", Permission: SignedIn, Changes: true, handle: makePasskey, prove: true},
		{Method: post, Path: "/mijn-account/passkey/bevestigen", Name: "confirm passkey", Permission: SignedIn, Changes: true, handle: confirmPasskey},
		{Method: post, Path: "/mijn-account/app", Name: "link app", Permission: SignedIn, Changes: true, handle: linkApp, prove: true},
		{Method: post, Path: "/mijn-account/app/bevestigen", Name: "confirm app", Permission: SignedIn, Changes: true, handle: confirmApp},
		{Method: post, Path: "/mijn-account/herstelcodes", Name: "recovery codes", Permission: SignedIn, Changes: true, handle: newRecovery, prove: true},
		{Method: post, Path: "/mijn-account/tweede-stap/weghalen", Name: "remove factor", Permission: SignedIn, Changes: true, handle: removeFactor, prove: true},
		{Method: get, Path: "/mijn-account", Name: "account", Permission: SignedIn, handle: account},
		{Method: post, Path: "/mijn-account/beeindigen", Name: "end session", Permission: SignedIn, Changes: true, handle: endSession},
		{Method: post, Path: "/mijn-account/wachtwoord", Name: "change password", Permission: SignedIn, Changes: true, handle: changePassword},

		{Method: get, Path: "/beheer", Name: "manage", Permission: SignedIn, handle: beheer},
		{Method: get, Path: "/beheer/organisaties", Name: "organisations", Permission: workflow.ActionManagePeople, handle: organisaties},
		{Method: post, Path: "/beheer/organisaties", Name: "add organisation", Permission: workflow.ActionManagePeople, Changes: true, handle: addOrganisatie},
		{Method: get, Path: "/beheer/organisaties/:organisatie", Name: "organisation", Permission: workflow.ActionManagePeople, handle: organisatie},
		{Method: post, Path: "/beheer/organisaties/:organisatie", Name: "save organisation", Permission: workflow.ActionManagePeople, Changes: true, handle: saveOrganisatie},
		{Method: get, Path: "/beheer/mensen", Name: "people", Permission: workflow.ActionManagePeople, handle: mensen},
		{Method: post, Path: "/beheer/mensen", Name: "add person", Permission: workflow.ActionManagePeople, Changes: true, handle: addMens, prove: true},
		{Method: get, Path: person, Name: "person", Permission: workflow.ActionManagePeople, handle: mens},
		{Method: post, Path: person + "/naam", Name: "rename person", Permission: workflow.ActionManagePeople, Changes: true, handle: renameMens},
		{Method: post, Path: person + "/mail", Name: "set address", Permission: workflow.ActionManagePeople, Changes: true, handle: mailMens},
		{Method: post, Path: person + "/functies", Name: "set seats", Permission: workflow.ActionManagePeople, Changes: true, handle: seatMens, prove: true},
		{Method: post, Path: person + "/accounts", Name: "add account", Permission: workflow.ActionManagePeople, Changes: true, handle: accountMens},
		{Method: post, Path: person + "/koppeling", Name: "password link", Permission: workflow.ActionManagePeople, Changes: true, handle: linkMens, prove: true},
		{Method: post, Path: person + "/toegang", Name: "access", Permission: workflow.ActionManagePeople, Changes: true, handle: admitMens},
		{Method: post, Path: person + "/tweede-stap", Name: "forget factors", Permission: workflow.ActionManagePeople, Changes: true, handle: forgetFactors, prove: true},
		{Method: post, Path: person + "/samenvoegen", Name: "join persons", Permission: workflow.ActionManagePeople, Changes: true, handle: joinMens, prove: true},
		{Method: get, Path: "/beheer/waarneming", Name: "waarneming", Permission: workflow.ActionManageWaarneming, handle: waarneming},
		{Method: post, Path: "/beheer/waarneming", Name: "add waarneming", Permission: workflow.ActionManageWaarneming, Changes: true, handle: addWaarneming},
		{Method: post, Path: "/beheer/waarneming/beeindigen", Name: "end waarneming", Permission: workflow.ActionManageWaarneming, Changes: true, handle: endWaarneming},
		{Method: get, Path: "/beheer/bestanden", Name: "files in force", Permission: workflow.ActionManageRoutes, handle: bestanden},
		{Method: post, Path: "/beheer/bestanden/:soort", Name: "load file", Permission: workflow.ActionManageRoutes, Changes: true, handle: loadBestand, limit: paperBody, prove: true},
		{Method: get, Path: setting, Name: "file in force", Permission: workflow.ActionManageRoutes, handle: bestand},
		{Method: get, Path: setting + "/:nummer", Name: "file source", Permission: workflow.ActionManageRoutes, handle: bestandSource},
		{Method: post, Path: setting + "/bevestigen", Name: "confirm file", Permission: workflow.ActionManageRoutes, Changes: true, handle: confirmBestand, prove: true},
		{Method: post, Path: setting + "/intrekken", Name: "withdraw file", Permission: workflow.ActionManageRoutes, Changes: true, handle: withdrawBestand, prove: true},
		{Method: get, Path: "/beheer/verloop", Name: "measures", Permission: workflow.ActionManageInstallation, handle: verloop},

		{Method: get, Path: "/werkvoorraad", Name: "worklist", Permission: SignedIn, handle: worklist},
		{Method: get, Path: "/werkvoorraad/tas", Name: "bag", Permission: SignedIn, handle: bag},
		{Method: get, Path: "/mijn-stukken", Name: "mine", Permission: SignedIn, handle: mine},
		{Method: get, Path: "/stukken", Name: "all", Permission: workflow.ActionSearch, handle: everything},
		{Method: get, Path: "/meldingen", Name: "notices", Permission: SignedIn, handle: heard},
		{Method: post, Path: "/meldingen", Name: "notices seen", Permission: SignedIn, Changes: true, handle: seenHeard},
		{Method: get, Path: "/gebeurtenissen", Name: "events", Permission: SignedIn, handle: events, still: true},
		{Method: get, Path: "/instellingen", Name: "own settings", Permission: SignedIn, handle: settings},
		{Method: post, Path: "/instellingen/tips", Name: "silence hint", Permission: SignedIn, Changes: true, handle: silenceHint},
		{Method: post, Path: one + "/tips", Name: "silence hint in dossier", Permission: "revise-papers", Object: "dossier", Changes: true, Guard: "version", handle: silenceHintIn},
		{Method: post, Path: "/instellingen", Name: "save own settings", Permission: SignedIn, Changes: true, handle: saveSettings},
		{Method: get, Path: "/handleiding", Name: "handbook", Permission: SignedIn, handle: handbook},
		{Method: get, Path: "/handleiding/begrippen", Name: "glossary", Permission: SignedIn, handle: begrippen},
		{Method: get, Path: "/handleiding/regels", Name: "rules", Permission: SignedIn, handle: regels},
		{Method: get, Path: "/handleiding/:hoofdstuk", Name: "chapter", Permission: SignedIn, handle: chapter},

		{Method: get, Path: "/dossiers/nieuw", Name: "new dossier", Permission: "open-dossier", handle: startPage},
		{Method: post, Path: "/dossiers/nieuw", Name: "begin nota", Permission: "open-dossier", Changes: true, handle: beginNota},
		{Method: post, Path: "/dossiers/importeren", Name: "import", Permission: "open-dossier", Changes: true, handle: importNota, limit: wordBody},

		{Method: get, Path: one, Name: "dossier", Permission: see, Object: "dossier", handle: dossierPage},
		{Method: get, Path: piece, Name: "paper", Permission: see, Object: "paper", handle: paperPage},
		{Method: get, Path: piece + "/bron", Name: "source", Permission: workflow.ActionDownload, Object: "paper", handle: source},
		{Method: get, Path: piece + "/pdf", Name: "pdf", Permission: workflow.ActionDownload, Object: "paper", handle: pdf},
		{Method: get, Path: piece + "/docx", Name: "docx", Permission: workflow.ActionDownload, Object: "paper", handle: forWord("docx")},
		{Method: get, Path: piece + "/odt", Name: "odt", Permission: workflow.ActionDownload, Object: "paper", handle: forWord("odt")},
		{Method: get, Path: one + "/beelden/:beeld", Name: "picture in a paper", Permission: see, Object: "dossier", handle: paperPicture},
		{Method: post, Path: piece + "/onderdelen/:onderdeel/beeld", Name: "add picture", Permission: "revise-papers", Object: "paper", Changes: true, Guard: "version", handle: addPicture, limit: pictureBody},
		{Method: get, Path: piece + "/onderdelen/:onderdeel", Name: "section form", Permission: "revise-papers", Object: "paper", handle: sectionForm},
		{Method: post, Path: piece + "/onderdelen/:onderdeel", Name: "save section", Permission: "revise-papers", Object: "paper", Changes: true, Guard: "version", handle: saveSection, limit: textBody},
		{Method: get, Path: piece + "/velden/:veld", Name: "field form", Permission: "revise-papers", Object: "paper", handle: fieldForm},
		{Method: post, Path: piece + "/velden/:veld", Name: "save field", Permission: "revise-papers", Object: "paper", Changes: true, Guard: "version", handle: saveField},
		{Method: post, Path: piece + "/herstellen", Name: "repair", Permission: "revise-papers", Object: "paper", Changes: true, Guard: "version", handle: repair},
		{Method: post, Path: piece + "/antwoord", Name: "answer remark", Permission: "revise-papers", Object: "paper", Changes: true, Guard: "version", handle: answerRemark},
		{Method: get, Path: piece + "/vervangen", Name: "replace page", Permission: "revise-papers", Object: "paper", handle: replacePage},
		{Method: post, Path: piece + "/vervangen", Name: "replace", Permission: "revise-papers", Object: "paper", Changes: true, Guard: "sequence", handle: replace, limit: wordBody},
		{Method: get, Path: one + "/kamerbrief", Name: "letter form", Permission: "revise-papers", Object: "dossier", handle: letterForm},
		{Method: post, Path: one + "/kamerbrief", Name: "draft letter", Permission: "revise-papers", Object: "dossier", Changes: true, Guard: "sequence", handle: draftLetter},

		{Method: post, Path: one + "/indienen", Name: "submit", Permission: "submit", Object: "dossier", Changes: true, Guard: "sequence", handle: submit},
		{Method: get, Path: one + "/beslissen", Name: "reading", Permission: see, Object: "dossier", handle: readingPage},
		{Method: post, Path: one + "/paraaf", Name: "paraaf", Permission: "give-paraaf", Object: "dossier", Changes: true, Guard: "set", handle: giveParaaf},
		{Method: post, Path: one + "/terugsturen", Name: "send back", Permission: "send-back", Object: "dossier", Changes: true, Guard: "set", handle: sendBack},
		{Method: get, Path: one + "/retour", Name: "return form", Permission: "send-back", Object: "dossier", handle: backPage},
		{Method: post, Path: one + "/retour", Name: "return with points", Permission: "send-back", Object: "dossier", Changes: true, Guard: "set", handle: doBack},
		{Method: post, Path: one + "/punten", Name: "answer points", Permission: "revise-papers", Object: "dossier", Changes: true, Guard: "version", handle: savePoints},
		{Method: get, Path: one + "/namens", Name: "told form", Permission: "give-paraaf", Object: "dossier", handle: namensPage},
		{Method: post, Path: one + "/namens", Name: "record what was told", Permission: "give-paraaf", Object: "dossier", Changes: true, Guard: "set", handle: doNamens},
		{Method: post, Path: one + "/besluit", Name: "besluit", Permission: "take-besluit", Object: "dossier", Changes: true, Guard: "set", handle: takeBesluit, prove: true},
		{Method: post, Path: one + "/medeakkoord", Name: "medeakkoord", Permission: "give-medeakkoord", Object: "dossier", Changes: true, Guard: "set", handle: giveMedeakkoord},
		{Method: post, Path: one + "/medeakkoord-weigeren", Name: "refuse medeakkoord", Permission: "refuse-medeakkoord", Object: "dossier", Changes: true, Guard: "set", handle: refuseMedeakkoord},
		{Method: post, Path: one + "/gezien", Name: "gezien", Permission: "mark-gezien", Object: "dossier", Changes: true, Guard: "set", handle: markGezien},

		{Method: get, Path: one + "/wijziging", Name: "amendment", Permission: "give-paraaf", Object: "dossier", handle: amendPage},
		{Method: post, Path: one + "/wijziging", Name: "amend", Permission: "give-paraaf", Object: "dossier", Changes: true, Guard: "set", handle: amend},
		{Method: get, Path: one + "/wijziging/:stuk/onderdelen/:onderdeel", Name: "amend section form", Permission: "give-paraaf", Object: "paper", handle: amendSectionForm},
		{Method: post, Path: one + "/wijziging/:stuk/onderdelen/:onderdeel", Name: "amend section", Permission: "give-paraaf", Object: "paper", Changes: true, Guard: "version", handle: amendSection, limit: textBody},
		{Method: get, Path: one + "/wijziging/:stuk/velden/:veld", Name: "amend field form", Permission: "give-paraaf", Object: "paper", handle: amendFieldForm},
		{Method: post, Path: one + "/wijziging/:stuk/velden/:veld", Name: "amend field", Permission: "give-paraaf", Object: "paper", Changes: true, Guard: "version", handle: amendField},
		{Method: post, Path: one + "/wijziging/:stuk/loslaten", Name: "drop amendment", Permission: "give-paraaf", Object: "paper", Changes: true, Guard: "version", handle: dropAmendment},

		{Method: get, Path: one + "/route", Name: "route form", Permission: "change-route", Object: "dossier", handle: routeForm},
		{Method: post, Path: one + "/route", Name: "change route", Permission: "change-route", Object: "dossier", Changes: true, Guard: "sequence", handle: changeRoute},

		{Method: get, Path: one + "/lakken", Name: "review", Permission: "set-marks", Object: "dossier", handle: reviewPage},
		{Method: get, Path: one + "/lakken/eerder", Name: "earlier dossiers", Permission: workflow.ActionSeeMarks, Object: "dossier", handle: memoryPage},
		{Method: post, Path: one + "/lakken", Name: "judge", Permission: "set-marks", Object: "dossier", Changes: true, Guard: "version", handle: judgeGroup},
		{Method: post, Path: one + "/lakken/aanwijzen", Name: "mark", Permission: "set-marks", Object: "dossier", Changes: true, Guard: "version", handle: markText},
		{Method: post, Path: one + "/lakken/afronden", Name: "close review", Permission: "close-review", Object: "dossier", Changes: true, Guard: "sequence", handle: closeReview},
		{Method: get, Path: "/toezeggingen", Name: "toezeggingen", Permission: SignedIn, handle: toezeggingen},
		{Method: get, Path: "/openbaarmaking/cijfers", Name: "review figures", Permission: SignedIn, handle: reviewFigures},
		{Method: get, Path: one + "/tweede-lezing", Name: "second reading", Permission: "confirm-review", Object: "dossier", handle: secondReading},
		{Method: post, Path: one + "/tweede-lezing/vergelijken", Name: "close second reading", Permission: "close-second-reading", Object: "dossier", Changes: true, Guard: "sequence", handle: closeSecondReading},
		{Method: post, Path: one + "/tweede-lezing/verschil", Name: "settle differences", Permission: "settle-differences", Object: "dossier", Changes: true, Guard: "sequence", handle: settleDifferences},
		{Method: post, Path: one + "/tweede-lezing/akkoord", Name: "confirm review", Permission: "confirm-review", Object: "dossier", Changes: true, Guard: "sequence", handle: confirmReview},
		{Method: post, Path: one + "/tweede-lezing/terug", Name: "return review", Permission: "return-review", Object: "dossier", Changes: true, Guard: "sequence", handle: returnReview},
		{Method: get, Path: one + "/openbaar/:stuk", Name: "public preview", Permission: workflow.ActionSeePublic, Object: "paper", handle: publicPreview},
		{Method: get, Path: one + "/openbaar/:stuk/:vorm", Name: "public file", Permission: workflow.ActionDownload, Object: "public file", handle: publicFile},
		{Method: get, Path: one + "/pakket", Name: "bundle", Permission: workflow.ActionDownload, Object: "public file", handle: bundle},
		{Method: get, Path: one + "/export", Name: "export page", Permission: see, Object: "dossier", handle: exportPage},
		{Method: post, Path: one + "/export", Name: "export", Permission: "record-export", Object: "dossier", Changes: true, Guard: "sequence", handle: export, prove: true, slow: true},
	}
	table = append(table, setRoutes()...)
	table = append(table, incidentRoutes()...)
	table = append(table, destroyRoutes()...)
	table = append(table, emergencyRoutes()...)
	table = append(table, annexRoutes()...)
	table = append(table, exerciseRoutes()...)
	for i := range steps {
		st := &steps[i]
		guard := "sequence"
		if st.assent {
			guard = "set"
		}
		table = append(table,
			Route{Method: get, Path: one + "/" + st.slug, Name: string(st.action) + " form", Permission: st.action, Object: "dossier", handle: st.show},
			Route{Method: post, Path: one + "/" + st.slug, Name: string(st.action), Permission: st.action, Object: "dossier", Changes: true, Guard: guard, handle: st.do, prove: slices.Contains(final, st.action)})
	}
}
