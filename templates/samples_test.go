package templates

// samples are all pages with every field that matters filled in, on the nota
// of the seed as it stands halfway. The people are invented.
func samples() map[string]Page {
	frame := func(title string) Frame {
		return Frame{
			Title: title, Rubricering: "Departementaal vertrouwelijk",
			Reader: &Reader{Name: "Noor Hoekstra", Seats: []string{"opsteller · Directie Informatiebeleid"}},
			Places: []Place{
				{Label: "Werkvoorraad", Href: "/werkvoorraad", Count: 3, Current: title == "Werkvoorraad"},
				{Label: "Mijn stukken", Href: "/mijn-stukken", Current: title == "Mijn stukken"},
				{Label: "Alle stukken", Href: "/stukken", Current: title == "Alle stukken"},
				{Label: "Handleiding", Href: "/handleiding", Current: title == "Handleiding"},
			},
			Style: "/static/paraaf.css", Icon: "/static/icon.svg", SignOut: "/afmelden",
			Policy: "3f0a91bc", Release: "0.1",
		}
	}
	when := func(iso, text string) When { return When{ISO: iso, Text: text} }
	since := when("2026-04-21T14:02:00+02:00", "di 21 april, 14.02 uur")
	deadline := when("2026-04-20", "ma 20 april 2026")
	back := &Message{By: "Pieter van der Linden", From: "plv. SG", When: since,
		Text: "De brief noemt drie weken, de nota vier. Graag gelijktrekken, en in 4g noemen dat FEZ heeft meegelezen."}
	form := Form{Href: "/dossiers/4c/doen", Key: "0123456789abcdef", Seq: 12}
	assent := Form{Href: "/dossiers/4c/paraaf", Key: "0123456789abcdef", Match: "9f2ad1c07b"}
	with := []Holder{{Title: "plv. SG", House: "Ministerie van VWS", People: "P. van der Linden", Ago: "sinds 2 dagen"}}
	head := Head{Href: "/dossiers/4c", Onderwerp: "Kamerbrief Chipsoft Incident", Kenmerk: "4377464-1097773-DICIO",
		Kind: "Ter beslissing", Opsteller: "Noor Hoekstra", Standing: "In de lijn", Tone: "line",
		Deadline: deadline, Remaining: "2 dagen te laat", Late: true, With: with, Relation: "u bent de opsteller"}
	row := Row{Href: "/dossiers/4c", Onderwerp: head.Onderwerp, Kenmerk: head.Kenmerk, Kind: head.Kind, Standing: head.Standing,
		Tone: "line", Task: "Uw paraaf", Since: when("2026-04-21T14:02:00+02:00", "di 21 april"), Ago: "2 dagen", Deadline: deadline, Remaining: "2 dagen te laat", Late: true}
	calm := row
	calm.Onderwerp, calm.Kenmerk = "Voortgang Wegiz: derde halfjaarrapportage", "4391180-1100214-DICIO"
	calm.Late, calm.Deadline, calm.Remaining = false, when("2026-05-06", "wo 6 mei 2026"), "nog 9 werkdagen"
	calm.Kind, calm.Task, calm.Ago = "Ter informatie", "Uw paraaf", "vandaag"
	mine := row
	mine.Task, mine.SentBack, mine.With = "", back, []Holder{{Title: "Opsteller", People: "Noor Hoekstra"}}
	mine.Standing, mine.Tone = "Teruggestuurd", "busy"
	other := calm
	other.Task, other.With = "", []Holder{{Title: "Directeur", People: "E. Bakker"}, {Title: "Staatssecretaris JenV", People: "secretariaat"}}
	line := Line{Columns: 5, Steps: []Step{
		{Mark: "start", Stops: []Stop{{Title: "Opsteller", House: "iBeleid team B", People: "Noor Hoekstra", Mark: "start", Says: "Ingediend", When: when("2026-04-20", "ma 20 apr, 09.10")}}},
		{Mark: "done", Stops: []Stop{{Title: "Directeur", House: "Informatiebeleid", People: "Emma Bakker", Mark: "done", Sign: "EB", Says: "Paraaf", When: when("2026-04-20", "ma 20 apr, 16.45")}}},
		{Mark: "turn", Stops: []Stop{{Title: "plv. SG", House: "VWS", People: "Pieter van der Linden", Mark: "turn", Says: "Ligt hier sinds", When: when("2026-04-21", "di 21 apr, 14.02"), Plan: "uiterlijk ma 20 apr", Overdue: true}}},
		{Mark: "waiting", Stops: []Stop{{Title: "Minister LJS", House: "VWS", People: "Besluit", Mark: "waiting", Says: "Nog niet aan de beurt", Plan: "uiterlijk ma 20 apr"}}},
		{Mark: "end", Stops: []Stop{{Title: "Verzending", House: "Tweede Kamer", Mark: "end", Says: "Wacht op alle akkoorden"}}},
	}, Beside: []Stop{{Title: "Staatssecretaris JenV", House: "Justitie en Veiligheid", People: "over de brief", Mark: "done", Sign: "KS", Says: "Medeakkoord", When: when("2026-04-21", "di 21 apr, 11.30")}}}
	deeds := []Deed{
		{Name: "give-paraaf", Test: "action-give-paraaf", Label: "Lezen en paraferen", Href: "/dossiers/4c/beslissen", Icon: "pen", Primary: true, Allowed: true, Why: "Het stuk ligt bij u als plv. SG."},
		{Name: "withdraw", Test: "action-withdraw", Label: "Intrekken", Href: "/dossiers/4c/intrekken", Icon: "cross", Grave: true, Allowed: true, Why: "U bent de opsteller."},
	}
	refused := []Deed{
		{Name: "submit", Test: "action-submit", Label: "Indienen", Icon: "right", Why: "Het dossier is al ingediend. Het ligt nu bij plv. SG.", Rule: "R3"},
		{Name: "dispatch", Test: "action-dispatch", Label: "Verzenden", Icon: "send", Why: "Er is nog geen besluit genomen.", Rule: "R15"},
	}
	nota := Fragment(`<h2 id="s-aanleiding">1. Aanleiding</h2><p>Hackers hebben bij een aanval op het bedrijf ChipSoft op 7 april gegevens van patiënten van een substantieel aantal zorgaanbieders gestolen. Met <mark id="o-1">bijgevoegde brief</mark> geeft u hierover nadere informatie.</p>` +
		`<h2>2. Geadviseerd besluit</h2><p>Graag uw akkoord op voorliggende Kamerbrief, en het verzenden van de brief aan de Kamer. U verzendt de beantwoording mede namens de Staatssecretaris van Justitie en Veiligheid. De Kamerbrief wordt parallel aan haar voorgelegd ter akkoord.</p>` +
		`<h2>3. Kernpunten</h2><ul><li>Hackers hebben gegevens gestolen van huisartsen, apothekers, revalidatiecentra, een oogziekenhuis en de Forensische Zorgspecialisten.</li><li>Het is een zeer ernstige zaak dat gegevens van patiënten zijn gestolen.</li><li>Chipsoft laat experts onderzoek doen naar de oorzaak, omvang en bron van het incident.</li></ul>` +
		`<h2>4. Toelichting</h2><h3>a. Draagvlak politiek</h3><p>Over de hack zijn Kamervragen gesteld door Kamerleden van D66 en PvdA-GL. Deze beantwoording ontvangt u separaat ter akkoord.</p>`)
	letter := Fragment(`<p>De voorzitter van de Tweede Kamer der Staten-Generaal</p><p>Geachte voorzitter,</p><p>Op 7 april is het bedrijf ChipSoft getroffen door een aanval waarbij gegevens van patiënten zijn gestolen. Met deze brief informeer ik uw Kamer, mede namens de Staatssecretaris van Justitie en Veiligheid.</p><p>Hoogachtend,</p>`)
	public := Fragment(`<h2>5. Informatie</h2><p>Contact: <span class="pf-gelakt">5.1.2e</span> via het algemene nummer.</p>`)
	question := Fragment(`<p>Graag uw akkoord op voorliggende Kamerbrief, en het verzenden van de brief aan de Kamer. U verzendt de beantwoording mede namens de Staatssecretaris van Justitie en Veiligheid.</p>`)
	redline := Fragment(`<p>De brief wordt binnen <del>drie</del> <ins>vier</ins> weken gevolgd door een tweede brief.</p>`)
	problems := []Problem{{Field: "tekst", Text: "Schrijf waarom u het terugstuurt. De opsteller moet ermee verder kunnen."}}
	history := []Event{
		{When: since, Sentence: "Pieter van der Linden (plv. SG) stuurde het dossier terug.", Text: back.Text, Short: "9f2ad1c0", Mark: "back", Tone: "busy"},
		{When: when("2026-04-21", "di 21 april, 11.30 uur"), Sentence: "Karin Smit gaf medeakkoord op de brief, namens de Staatssecretaris van JenV.", Short: "71c2aa10", Mark: "check", Tone: "good"},
		{When: when("2026-04-20", "ma 20 april, 16.45 uur"), Sentence: "Emma Bakker (Directeur Informatiebeleid) gaf haar paraaf.", Short: "9f2ad1c0", Mark: "check", Tone: "good"},
		{When: when("2026-04-20", "ma 20 april, 09.10 uur"), Sentence: "Noor Hoekstra diende het dossier in.", Short: "9f2ad1c0", Mark: "right", Tone: "plain"},
		{When: when("2026-04-17", "vr 17 april, 13.20 uur"), Sentence: "Noor Hoekstra begon het dossier.", Mark: "paper", Tone: "plain"},
	}
	files := []PublicFile{{Name: "beslisnota-1.pdf", Label: "Beslisnota (pdf)", Href: "/dossiers/4c/openbaar/nota/pdf", Size: "84 kB", Digest: "ab12cd34"}}
	inputs := []Input{
		{ID: "onderwerp", Name: "onderwerp", Label: "Onderwerp", Hint: "Waar gaat het over? Dit wordt de titel.", Type: "text", Required: true, Value: "Kamerbrief"},
		{ID: "soort", Name: "soort", Label: "Wat vraagt u?", Type: "select", Required: true, Options: []Option{{Value: "ter beslissing", Label: "Ter beslissing", Chosen: true}}},
		{ID: "deadline", Name: "deadline", Label: "Deadline", Type: "date", Problem: "Deze dag is al voorbij."},
		{ID: "reden", Name: "reden", Label: "Reden", Type: "textarea"},
		{ID: "zeker", Name: "zeker", Label: "Ik heb de brief en de beslisnota gecontroleerd.", Hint: "Na verzenden is het dossier gesloten.", Type: "checkbox", Required: true},
	}
	grounds := []Option{{Value: "5.1.2e", Label: "5.1.2e persoonlijke levenssfeer", Chosen: true}, {Value: "5.1.1e", Label: "5.1.1e nationaal nummer"}}
	verdicts := []Verdict{
		{Label: "Akkoord", Href: "/dossiers/4c/besluit", Value: "akkoord", Icon: "check", Tone: "good", Test: "action-take-besluit-akkoord", Allowed: true},
		{Label: "Met opmerking", Href: "/dossiers/4c/besluit", Value: "akkoord met opmerking", Icon: "talk", Tone: "plain", Needs: "text", Test: "v2", Allowed: true},
		{Label: "Bespreken", Href: "/dossiers/4c/besluit", Value: "bespreken", Icon: "talk", Tone: "plain", Needs: "text", Test: "v3", Allowed: true},
		{Label: "Aanhouden", Href: "/dossiers/4c/besluit", Value: "aanhouden", Icon: "pause", Tone: "plain", Needs: "date", Test: "v4", Allowed: true},
		{Label: "Niet akkoord", Href: "/dossiers/4c/besluit", Value: "niet akkoord", Icon: "cross", Tone: "bad", Needs: "text", Test: "v5", Allowed: true},
	}
	chapters := []Place{{Label: "Begin", Href: "/handleiding"}, {Label: "Begrippen", Href: "/handleiding/begrippen", Current: true}}

	noticed := frame("Kamerbrief Chipsoft Incident")
	noticed.Notice = &Notice{Kind: "good", Text: "Het dossier is teruggestuurd. Noor Hoekstra ziet uw reden meteen."}
	wide := frame("Lakken")
	wide.Wide = true
	door := Frame{Title: "Aanmelden", Style: "/static/paraaf.css", Icon: "/static/icon.svg"}
	groups := func(decision string) ReviewGroup {
		return ReviewGroup{ID: "g" + decision, Text: "Noor Hoekstra", Label: "naam", Why: "Naam van een ambtenaar onder de rang van directeur.", Count: 3, Decision: decision,
			Advice: "Voorstel: lakken.", Ground: "5.1.2e", Grounds: grounds, Form: Form{Href: "/dossiers/4c/lakken", Key: "k", Version: 3},
			Places: []Place{{Label: "1", Href: "#v1"}, {Label: "2", Href: "#v2"}, {Label: "3", Href: "#v3"}}}
	}
	marked := Fragment(`<p>Opgesteld door <mark class="pf-vondst" id="v1">Noor Hoekstra</mark></p>`) + nota

	points := func(editable bool) *Points {
		p := &Points{By: "Pieter van der Linden", From: "plv. SG", Answered: 1, All: []Point{
			{ID: "punt-1", Number: "1", Text: "Noem de kosten.", Weight: WeightSays("moet"), Must: true, Done: true, Answered: true, By: "Noor Hoekstra", When: since},
			{ID: "punt-2", Number: "2", Text: "Kan het korter?", Weight: WeightSays("overweeg"), Answered: true, Why: "De Kamer vroeg hierom.", By: "Noor Hoekstra", When: since},
			{ID: "punt-3", Number: "3", Text: "Wat vindt JenV?", Weight: WeightSays("vraag")}}}
		if editable {
			p.Form = &form
		}
		return p
	}

	hearings := Hearings{Embargo: "1 mei 2026", Holds: true, Views: []Hearing{{Who: "Chipsoft", Paper: "Nota", Says: "binnen op 1 mei 2026: bezwaar niet gevolgd", Reason: "De oorzaak is al bekend."}, {Who: "Z-CERT", Paper: "Nota", Says: "geen bezwaar", Done: true}},
		Doubles: []Double{{First: "Bijlage 1", Second: "Bijlage 2", Bytes: true}, {First: "Bijlage 1", Second: "Bijlage 3"}}}
	recalled := &Recall{On: "1 mei 2026", Says: CauseSays("fout")}

	promised := []Toezegging{
		{Text: "Ik zal uw Kamer voor 1 mei 2026 informeren over de uitkomst van het onderzoek.", Where: "Kamerbrief, alinea 4", Href: "/dossiers/4c/stukken/brief", Onderwerp: head.Onderwerp, Dossier: head.Href,
			Sent: when("2026-04-22", "wo 22 april 2026"), Due: when("2026-04-30", "do 30 april 2026"), Remaining: "2 dagen te laat", Late: true, Standing: "te laat", Tone: "bad", Settle: "/dossiers/4c/toezegging-afdoen?nummer=1"},
		{Text: "Ik kom hier bij uw Kamer op terug.", Where: "Antwoorden, alinea 1", Href: "/dossiers/4c/stukken/antwoorden", Onderwerp: head.Onderwerp, Dossier: head.Href, Sent: when("2026-04-22", "wo 22 april 2026"), Standing: "open", Tone: "busy"},
		{Where: "Kamerbrief, alinea 2", Href: "/dossiers/4d/stukken/brief", Dossier: "/dossiers/4d", Sent: when("2026-04-22", "wo 22 april 2026"), Standing: "nagekomen", Tone: "good", Kept: &Keeping{On: when("2026-05-20", "wo 20 mei 2026"), Dossier: "/dossiers/4e", Onderwerp: "Uitkomsten onderzoek"}},
		{Text: "Ik zal uw Kamer hierover informeren.", Where: "Kamerbrief, alinea 3", Href: "/dossiers/4d/stukken/brief", Dossier: "/dossiers/4d", Sent: when("2026-04-22", "wo 22 april 2026"), Standing: "nagekomen", Tone: "good", Kept: &Keeping{On: when("2026-05-20", "wo 20 mei 2026"), How: "In het debat van 20 mei.", By: "Noor Hoekstra"}},
	}
	return map[string]Page{
		"signin":       &SignInPage{Frame: door, Action: "/aanmelden", Login: "n.hoekstra", Next: "/dossiers/4c", House: "Voorbeeldministerie", Problems: []Problem{{Text: "De gebruikersnaam en het wachtwoord horen niet bij elkaar. Probeer het opnieuw."}}},
		"worklist":     &WorklistPage{Frame: frame("Werkvoorraad"), Total: 3, Late: 1, New: "/dossiers/nieuw", Bag: "/werkvoorraad/tas", Away: []string{"Van 1 tot en met 14 december neemt Bram Visser voor u waar."}, Alone: []RowGroup{{Title: "Afwezig zonder waarnemer", Rows: []Row{calm}}}, Groups: []RowGroup{{Title: "Te laat", Rows: []Row{row}}, {Title: "Deze week", Rows: []Row{calm, calm}}}},
		"mine":         &MinePage{Frame: frame("Mijn stukken"), Total: 2, New: "/dossiers/nieuw", Groups: []RowGroup{{Title: "Ligt bij u", Rows: []Row{mine}}, {Title: "Onderweg", Rows: []Row{other}}}},
		"everything":   &EverythingPage{Frame: frame("Alle stukken"), Action: "/stukken", Query: "chipsoft", Rows: []Row{other, mine}, Narrow: inputs[:2], Narrowed: true, Newest: "/stukken", Older: "/stukken?na=x", Register: "/toezeggingen"},
		"start":        &StartPage{Frame: frame("Nieuw dossier"), Mark: Input{ID: "rubricering-overnemen", Name: "rubricering", Label: "Rubricering", Type: "select", Options: []Option{{Label: "Niet gerubriceerd"}}}, Taken: []Taken{{Field: "nota", Text: "x", Told: []Told{{Label: "Opmerking", Text: "Klopt dit?", Quote: "x"}}}}, Import: form, New: form, Fields: inputs[:3], Limit: "1 MB", Problems: []Problem{{Field: "nota", Text: "Dit bestand is geen tekst in UTF-8."}}, Letter: "x"},
		"toezeggingen": &ToezeggingenPage{Frame: frame("Toezeggingen"), All: true, Other: "/toezeggingen", Late: promised[:1], Open: promised[1:2], Kept: promised[2:]},
		"dossier": &DossierPage{Frame: noticed, Head: head, Line: line, Lead: deeds[:1], Deeds: deeds[1:], Refused: refused, SentBack: back, Points: points(true),
			Besluit: &Message{By: "Minister", Text: "Akkoord, met dank."}, History: history, Waits: []string{"het medeakkoord van de Staatssecretaris van JenV"}, Public: files, Promised: promised[:2], Keeps: promised[2:3], Besides: []string{"Motie-Voorbeeld, Kamerstuk 36 200, nr. 12."}, Register: "/toezeggingen", Letter: "/dossiers/4c/kamerbrief",
			Papers: []PaperItem{{Name: "Nota", Href: "/dossiers/4c/stukken/nota", Source: "/x", PDF: "/y", Digest: "9f2ad1c0", Blocking: 2, Remarks: 9, Changed: true}, {Name: "Kamerbrief", Href: "/dossiers/4c/stukken/brief", Source: "/x", PDF: "/y", Digest: "71c2aa10", NeverRead: true}}},
		"paper": &PaperPage{Redacted: redactedSample(form, grounds), Frame: frame("Nota"), Head: head, Name: "Nota", Body: nota, Digest: "9f2ad1c0", Blocking: 1, Source: "/x", PDF: "/y", Working: true, Replace: "/z", Refused: "",
			Remarks: []Remark{
				{ID: "opm-1", Code: "L01", Severity: "block", Label: "houdt indienen tegen", Text: "De datum (22 april 2026) ligt na de deadline (20 april 2026). Kies een andere deadline of leg uit waarom het nog kan.", Place: "o-1", Where: "20 april 2026"},
				{ID: "opm-2", Code: "L06", Severity: "warn", Label: "let op", Text: "In het kenmerk staat een spatie: ‘4377464- 1097773-DICIO’.", Place: "s-aanleiding", Where: "4377464- 1097773-DICIO", Repair: &form, Offer: "wordt 4377464-1097773-DICIO"},
			}, Hints: []Remark{{ID: "opm-3", Code: "L16", Severity: "hint", Label: "tip", Text: "Bij ‘Toezeggingen’ staat N.v.t. zonder reden."}},
			Outline: []Outline{{Label: "1. Aanleiding", Href: "s-aanleiding", Edit: "/e", Level: 1}, {Label: "a. Draagvlak politiek", Href: "s-aanleiding", Edit: "/e", Level: 2}}, Fields: []Outline{{Label: "Deadline: 20 april 2026", Edit: "/e"}}},
		"edit": &EditPage{Redacted: redactedSample(form, grounds), Frame: frame("Aanleiding"), Head: head, Paper: "nota", Back: "/b", Label: "1. Aanleiding", Hint: "Waarom nu?", Text: "Hackers hebben …", Long: true, Picture: &AddPicture{Href: "/f/beeld"}, Form: Form{Href: "/f", Key: "k", Version: 4},
			Proof:    &Proof{Href: "/p", Part: Hidden{"onderdeel", "aanleiding"}, Checked: true, Says: ProofSays(1), Remarks: []Remark{{ID: "opm-0", Code: "L16", Severity: "hint", Label: "tip", Text: "Bij ‘Toezeggingen’ staat N.v.t. zonder reden."}}},
			Conflict: &Conflict{By: "Joris de Wit", When: since, Theirs: "Hackers hebben bij een aanval …", Merged: redline}, Problems: problems},
		"amend": &AmendPage{Frame: wide, Head: head, Form: assent, Changed: true, Digest: "9f2ad1c0", Becomes: "9f", Note: &inputs[0], Button: "Paraaf met deze wijziging", Test: "a", Reading: "/r",
			Papers: []AmendPaper{{ID: "nota", Name: "Nota", Body: nota, Outline: []Outline{{Label: "1. Aanleiding", Href: "s-aanleiding", Edit: "/e", Level: 1}}, Fields: []Outline{{Label: "Deadline", Edit: "/e"}},
				Changes: []Change{{Section: "Aanleiding", Redline: redline}}, Aside: []Change{{Section: "Besluit", Redline: redline}}, Drop: &form}}},
		"set": &SetPage{Frame: frame("De stukken"), Head: head, Add: form, Ask: form, Attach: form, Annexes: []AnnexItem{{Name: "Bijlage 1", File: "rapport.pdf", Href: "/a", Says: "pdf", Notes: []string{"Een formulier."}, Remove: &form}}, Kinds: grounds, Limit: "1 MB", Letter: "/k", Problems: []Problem{{Field: "tekst", Text: "Dit lijkt geen nota."}},
			Papers: []SetPaper{{Name: "Nota", Href: "/n", Digest: "9f2ad1c0"}, {Name: "Kamerbrief", Href: "/b", Digest: "71c2aa10", Working: true, Remove: &form}, {ID: "antwoorden", Name: "Antwoorden", Href: "/a", Digest: "00c2aa10", Raise: &form, Remove: &form, Postpone: &form}}},
		"versions": &VersionsPage{Frame: frame("Versies"), Head: head, Name: "Nota", Back: "/b", Action: "/v", From: grounds, To: grounds, Compared: "versie 1 met versie 2", Changes: []Change{{Section: "Aanleiding", Redline: redline}},
			Versions: []Version{{Number: 1, When: since, By: "Noor Hoekstra", Digest: "9f2ad1c0"}, {Number: 2, When: since, By: "Pieter van der Linden", Station: "plv. SG", Digest: "71c2aa10", Working: true}}},
		"letter": &LetterPage{Frame: frame("Kamerbrief"), Head: head, Lead: "Wat in de nota staat, is al ingevuld.", Form: form, Fields: inputs[:2], Upload: true, Submit: "Kamerbrief maken", Problems: []Problem{{Field: "onderwerp", Text: "Vul in."}}},
		"reading": &ReadingPage{Frame: func() Frame { f := frame("Beslissen"); f.Wide = true; return f }(), Head: head, Asked: "U wordt gevraagd om een besluit", Question: question, Reason: question, Changed: 2, LastRead: "op ma 20 april",
			Papers: []ReadPaper{{ID: "nota", Name: "Nota", Body: nota, PDF: "/p", Source: "/s", Changes: []Change{{Section: "Aanleiding", Redline: redline}, {Section: "g. Afstemming", Redline: redline}}}, {ID: "brief", Name: "Kamerbrief", Body: letter, PDF: "/p"}},
			Notes:  []Message{{By: "Emma Bakker", From: "Directeur", When: since, Text: "FEZ is geraadpleegd."}}, Line: line, Form: assent, Verdicts: verdicts, Dated: true, Noted: true, Amend: "/w", Digest: "9f2ad1c0", Warning: "Uw opmerking over de inhoud wordt met de nota openbaar.",
			SentBack: back, Points: points(false), Back: "/dossiers/4c/retour", Blocked: "Zeg eerst wat u deed met punt 1."},
		"review": &ReviewPage{Frame: wide, Apart: true, Head: head, Work: ReviewWork{Shares: []Share{{Label: "Nota", Percent: 12}}, Much: []Share{{Label: "Afstemming", Percent: 60, Href: "#stuk-nota"}}, Undo: &form, Redo: &form, Hidden: 1, Filters: []Place{{Label: "Alle", Href: "/l", Current: true, Count: 3, Test: "filter-0"}}, Spread: form, Readable: []ReadablePlace{{Text: "Quirina", Paper: "Nota", Href: "#stuk-nota"}, {Text: "Zandvoort", Paper: "Nota", Href: "#stuk-nota", Kept: true}}}, Undecided: 1, Total: 3, Done: 2, Texts: []ReviewText{{ID: "nota", Name: "Nota", Body: marked, Public: "/o"}}, Groups: []ReviewGroup{groups(""), groups("redact"), groups("keep")}, All: &ReviewGroup{Count: 2, IDs: []string{"a", "b"}, Form: form},
			Add: form, Grounds: grounds, Papers: []Option{{Value: "nota", Label: "Nota"}}, Annexes: []AnnexItem{{Name: "Bijlage 1", File: "rapport.pdf", Href: "/a", Review: "nog 2 pagina’s te bekijken"}}, Unseen: 2, Close: Deed{Name: "close-review", Test: "action-close-review", Label: "Beoordeling afronden", Why: "Er is nog 1 vondst niet beoordeeld.", Rule: "R12"}, Problems: []Problem{{Field: "weg", Text: "Deze tekst staat niet in de nota."}}},
		"heard":    &HeardPage{Frame: frame("Meldingen"), New: 1, Seen: form, Until: "2026-04-21T12:02:00Z", Items: []Heard{{Href: "/dossiers/4c", Sentence: HeardSays("turn"), Onderwerp: head.Onderwerp, Kenmerk: head.Kenmerk, When: since, New: true}, {Href: "/dossiers/4c", Sentence: HeardSays("besluit"), When: since}}},
		"settings": &SettingsPage{Frame: frame("Instellingen"), Address: "noor@example.nl", Form: form, Paces: []Option{{Value: "daily", Label: PaceSays("daily"), Chosen: true}, {Value: "never", Label: PaceSays("never")}}, Problems: problems[:1]},
		"second": &SecondReadingPage{Frame: wide, Head: head, Texts: []ReviewText{{ID: "nota", Name: "Nota", Body: public}}, Annexes: []AnnexSheet{{Name: "Bijlage 1", Pages: []AnnexBox{{X: "1", W: "595", H: "842", Label: "/p"}}}, {Name: "Bijlage 2", Withheld: "Geheel van derden."}}, Gone: 4, Legend: []Ground{{"5.1.2e", "Eerbiediging van de persoonlijke levenssfeer"}}, Form: form,
			Confirm: Deed{Test: "action-confirm-review", Label: "Akkoord met deze versie", Primary: true, Allowed: true, Form: &assent, Icon: "check"}, Return: Deed{Test: "action-return-review", Label: "Teruggeven", Allowed: true}, Text: "Op bladzijde 2 staat nog een naam.", Problems: problems,
			Compared: true, First: "Yasmin el Idrissi", Second: "Pieter Wiersma", Alike: 3, Open: 1, Pairs: []ReadingPair{{ID: "nota", Name: "Nota", First: `<p>Een</p>`, Second: `<p>Twee</p>`}},
			Differences: []Difference{{ID: "1", Text: "Quirina", Before: "met ", After: " besproken", Paper: "Nota", Places: 2, First: "Laten staan", Second: "Lakken op 5.1.2e", MotiveSecond: "Een burger.", Form: form, Numbers: []string{"1", "3"}, MayFirst: true, WhySecond: "U beslist niet in uw eigen voordeel."},
				{ID: "2", Text: "MC", Paper: "Nota", Places: 1, First: "Lakken op 5.1.2e", Second: "Laten staan", MotiveFirst: "Herleidbaar.", Settled: "Pieter Wiersma", When: since, Chosen: "first", Reason: "Eens."}}},
		"memory":  &MemoryPage{Frame: frame("Eerdere dossiers"), Head: head, Looked: 2, Back: "/l", Take: &form, Earlier: []MemoryPlace{{Text: "Quirina Zandvoort", Says: "Lakken op 5.1.2e", Href: "/d", Onderwerp: "Beeldbellen", Places: 2}}, Elsewhere: []MemoryPlace{{Text: "Quirina Zandvoort", Before: "met ", After: " besproken", Says: "Nota", Href: "/d", Onderwerp: "Beeldbellen"}}},
		"figures": &FiguresPage{Frame: frame("Cijfers"), Dossiers: 3, Figures: []ReviewFigure{{Kind: "naam", Proposed: 12, Asked: 2, Accepted: 10, Changed: 1, Kept: 3, ByHand: 1}}},
		"exercises": &ExercisesPage{Frame: frame("Oefenen"), May: true, Begin: form, Next: 2, Own: []ExerciseRow{{Number: 1, Href: "/o/1", When: since, Done: true, Planted: 30, Found: 28, Missed: 2, Wrong: 1, Spent: "9 minuten"}, {Number: 2, Href: "/o/2", When: since}},
			Readers: []ExerciseReader{{Name: "Pieter Wiersma", Exercises: 3, Percent: 91, Last: 95, Missed: 4, Wrong: 2, Spent: "8 minuten", When: since}}},
		"exercise":         &ExercisePage{Frame: frame("Oefening 1"), Number: 1, Planted: 30, Found: 28, Missed: []ExerciseText{{"Nota", "de bakker", "bij ", " om", true}}, Wrong: []ExerciseText{{"Nota", "Zandewier", "in ", ".", false}}, Spent: "9 minuten", When: since, Back: "/o"},
		"public":           &PublicPage{Frame: frame("Openbaar"), Head: head, Name: "Nota", Body: public, Legend: []Ground{{"5.1.2e", "Eerbiediging van de persoonlijke levenssfeer"}}},
		"export":           &ExportPage{Frame: frame("Export"), Head: head, Deed: Deed{Test: "action-record-export", Label: "Openbare versie maken", Primary: true, Allowed: true, Form: &form, Icon: "lock"}, Files: files, Leaks: []Leak{{"nota.pdf", "metadata", "Author is gevuld"}}, Since: []SincePlace{{"Quirina", "met ", " besproken", "Nota", "Laten staan", "Lakken op 5.1.2e"}}, Known: true, Stands: []LeakPlace{{"Quirina", "met ", " besproken", "Nota", "/n#s"}}, Return: "/r", Certificate: "ab12", Bundle: "/b", Proof: "/c", Checks: []string{"tekst, ook onzichtbaar", "metagegevens"}, Done: true},
		"export under way": &ExportPage{Frame: frame("Export"), Head: head, Hearings: hearings, Busy: true, Progress: "Stap 2 van 9.", Stopped: "Er is een wijziging na de beoordeling."},
		"export recalled":  &ExportPage{Frame: frame("Export"), Head: head, Recall: recalled, Proof: "/c", Done: true, Certificate: "9f2ad1c0"},
		"public recalled":  &PublicPage{Frame: frame("Openbaar"), Head: head, Name: "Nota", Recall: recalled},
		"annex": &AnnexPage{Frame: wide, Head: head, Place: "Pagina 2 van 3", Number: 2, Pages: 3, Picture: "/p", Known: true, Width: "595.0", Height: "842.0", Text: "Geachte heer Zandvoort,", Source: AnnexSource("file"), Unseen: true,
			Annex: AnnexItem{Name: "Bijlage 1", File: "rapport.pdf", Href: "/a", Says: "pdf, 3 pagina’s", Get: "/a/bron", Notes: []string{"Deze PDF is een formulier."}}, Previous: "/1", Next: "/3", Waiting: "Deze bijlage wordt nog gelezen: 2 van 3 pagina’s.",
			Boxes: []AnnexBox{{X: "50.0", Y: "60.0", W: "80.0", H: "16.0", Kind: "open", ID: "vondst-0", Label: "Naam: Zandvoort"}, {X: "50.0", Y: "90.0", W: "80.0", H: "16.0", Kind: "drawn", ID: "kader-1", Label: "Kader 1"}}, Words: []AnnexBox{{X: "50.0", Y: "60.0", W: "80.0", H: "12.0"}},
			List: []AnnexPlace{{Number: 1, Href: "/1", Seen: true, Says: "bekeken"}, {Number: 2, Href: "/2", Current: true, Open: 1, Says: AnnexPlaceSays(AnnexPlace{Open: 1})}}, Search: "heer", Searched: true, Found: []Place{{Label: "2", Href: "/2"}},
			Findings: []AnnexFinding{{ID: "vondst-0", Finding: "b-1", Text: "Zandvoort", Label: "Naam", Why: "Na een aanhef.", Ground: "5.1.2e", Grounds: grounds, Form: form}}, Drawn: []AnnexDrawn{{ID: "kader-1", Number: 1, Text: "stempel", Ground: "5.1.2e", Form: form}},
			Draw: form, Grounds: grounds, See: form, Withhold: form, Problems: problems[:1], Review: "/lakken"},
		"certificate": &CertificatePage{Frame: frame("Certificaat"), Head: head, Digest: "9f2ad1c0", Date: deadline, Rules: 2, Files: []CertifiedFile{{"beslisnota.pdf", "9f2ad1c0", "80 kB"}}, Checks: GateChecks(), Unexamined: []UnexaminedPage{{"bijlage-1.pdf", 3, "Noor Hoekstra"}}, Reviewer: "Noor Hoekstra", Second: "Emma Bakker"},
		"step":        &StepPage{Frame: frame("Verzenden"), Head: head, Lead: "De brief en de beslisnota gaan samen.", Points: []string{"De ondertekening is vastgelegd."}, Waits: []string{"het medeakkoord van JenV"}, Form: form, Fields: inputs, Submit: "Verzenden", Grave: true, Test: "confirm", Problems: problems[:1]},
		"route": &RoutePage{Frame: frame("Route"), Head: head, Form: form, Line: line, Why: []string{"Uit het colofon: Cluster iBeleid, Directie Informatiebeleid, plv. SG."}, Problems: []Problem{{Text: "De laatste moet de bewindspersoon zijn."}},
			Stops: []RouteStop{{Index: 1, ID: "directie", Title: "Directie Informatiebeleid", Place: "1", Roles: grounds, Houses: grounds, Kinds: grounds}, {Index: 2, Roles: grounds, Houses: grounds, Kinds: grounds}}},
		"help":      &HelpPage{Frame: frame("Handleiding"), Heading: "Handleiding", Body: `<p>Kies uw rol.</p>`, Chapters: chapters},
		"begrippen": &BegrippenPage{Frame: frame("Begrippen"), Terms: []Term{{Dutch: "nota", Names: []string{"Nota"}, Meaning: "intern stuk aan een bewindspersoon"}}, Chapters: chapters},
		"regels":    &RegelsPage{Frame: frame("Regels"), Rules: []Rule{{"R1", "Een dossier wordt één keer geopend.", "Anders …"}, {"R2", "…", ""}}, Chapters: chapters},
		"beheer": &BeheerPage{Frame: frame("Beheer"), Heading: "Mensen", Lead: "Wie zich hier aanmeldt.", Back: &Place{Label: "Beheer", Href: "/beheer"}, Tabs: []Place{{Label: "Mensen", Href: "/beheer/mensen", Current: true, Test: "t"}}, Problems: problems[:0],
			Once: &Once{Lead: "Geef deze koppeling nu door.", Link: "https://paraaf.voorbeeld/wachtwoord", Code: "abcde-fghij", Note: "Zij werkt één keer."},
			Blocks: []Block{{ID: "lijst", Title: "Lijst", Lead: "Alle mensen.", Items: []Item{{Href: "/beheer/mensen/1", Title: "Noor Hoekstra", Badge: "gesloten", Tone: "bad", Meta: []string{"noor"}, Facts: []Fact{{"Functies", "Opsteller, DICIO"}}},
				{Title: "Sessie", Deeds: []BlockForm{{Form: form, Submit: "Beëindigen", Grave: true, Test: "end", Hidden: []Hidden{{"sessie", "1"}}}}}}},
				{ID: "nieuw", Title: "Nieuw", Empty: "Er is nog niemand.", Forms: []BlockForm{{Form: form, Title: "Iemand toevoegen", Fields: []Input{{ID: "b-naam", Name: "naam", Label: "Naam", Type: "text", Required: true, Auto: "name"}, {ID: "b-bestand", Name: "bestand", Label: "Bestand", Hint: "JSON", Type: "file"}}, File: true, Submit: "Toevoegen", Test: "add"}}}}},
		"review by effort": &ReviewPage{Frame: wide, Apart: true, Head: head, Hearings: hearings, Texts: []ReviewText{{ID: "nota", Name: "Nota", Body: marked, Public: "/o"}}, Groups: func() []ReviewGroup {
			one, other := groups(""), groups("redact")
			one.Heading, one.Effort, one.Confirm, other.Heading, other.Effort, other.Auto = EffortSays("bevestigd"), "bevestigd", true, EffortSays("automatisch"), "automatisch", true
			return []ReviewGroup{one, other}
		}(), Work: ReviewWork{Shares: []Share{{Label: "Nota", Percent: 12}}, Parts: []Share{{Label: "Kernpunten, alinea 1", Percent: 90, Href: "#stuk-nota", Nearly: true}},
			Stays: []StayPlace{{Term: "Wegiz", Why: "Naam van een wet.", Places: 2, Taken: 1}, {Term: "Z-CERT", Why: "Waar het over gaat.", Places: 1, Taken: 1}}}},
		"door": &DoorPage{Frame: door, Heading: "Eerste start", Lead: "Maak het eerste account.", Points: []string{"Gebruik de code uit het venster van het programma."}, Notes: []string{"De code werkt één keer."},
			Form: BlockForm{Form: Form{Href: "/eerste-start", Key: "0123456789abcdef"}, Fields: []Input{{ID: "code", Name: "code", Label: "Code", Type: "text", Required: true, Auto: "one-time-code", Problem: "Deze code is niet goed."}}, Submit: "Beginnen", Test: "begin"}},
		"error": &ErrorPage{Frame: frame("Dat kan nu niet"), Status: 409, Heading: "Dat kan nu niet", Text: "Het stuk ligt niet bij u.", Rule: "R4", Advice: []string{"Ga terug naar het dossier en kijk bij wie het ligt."}, Back: "/dossiers/4c", BackTo: "Naar het dossier", Request: "k3j4", Kept: []Kept{{"Uw reden", "Graag gelijktrekken."}}},
	}
}

// redactedSample is what would go of a paper, beside the paper.
func redactedSample(form Form, grounds []Option) *Redacted {
	return &Redacted{Review: "/l", Preview: "/o", Add: form, Paper: "nota", Options: grounds,
		Places: []RedactedPlace{{Text: "Noor Hoekstra", Says: "voorstel: lakken", Grounds: []Ground{{"5.1.2e", "Eerbiediging van de persoonlijke levenssfeer"}}}, {Text: "proef", Says: "wordt gelakt", Why: "Loopt nog."}}}
}
