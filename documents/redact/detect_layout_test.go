package redact

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// A placed row says what the place of words in a text makes of them: those in want go, those
// in stays do not, wherever they occur.
type placed struct{ text, want, stays, why string }

func checkPlaced(t *testing.T, rows []placed) {
	t.Helper()
	for _, c := range rows {
		got := proposed(standard(), c.text)
		for _, s := range strings.Split(c.want, "|") {
			if _, ok := got[s]; s != "" && !ok {
				t.Errorf("%q: got %q, want %q: %s", c.text, slices.Sorted(maps.Keys(got)), s, c.why)
			}
		}
		for _, s := range strings.Split(c.stays, "|") {
			for g := range got {
				if s != "" && strings.Contains(g, s) {
					t.Errorf("%q: proposed %q, but %q stays: %s", c.text, g, s, c.why)
				}
			}
		}
	}
}

func TestWhoSpeaksInAHead(t *testing.T) {
	t.Parallel()
	checkPlaced(t, []placed{
		{"Ticket\n\n08:47 Ploeg\nReset gedaan.\n\n09:40 Ploeg\nBekeken.", "Ploeg", "", "a note of a ticket, whose writer is a common word"},
		{"Ticket\n\n09:05 commentaar Xavier Zuurveld (L3)\nKijk eens in de logs.", "Xavier Zuurveld", "", "with what kind of note it is"},
		{"12-03-2026 14.20 uur A. Zuurveld:\nKlant belde terug.", "A. Zuurveld", "", "a date, a time with a dot"},
		{"Kofi Boateng (Extern)  09:15\nZal ik dat doen?\nJet  09:16\nGraag.", "Kofi Boateng|Jet", "Extern", "Teams, as it is copied"},
		{"Ruben Zuurveld  9:15 AM\nthis is done", "Ruben Zuurveld", "", "Slack"},
		{"Bibi · do 22:41\nze staan er weer\n\nmo🦁 · do 22:44\ngewoon wachten\n\nBibi · do 22:50\nvraag het kaan", "Bibi|mo|kaan", "", "a print of a telephone, small letters and a picture"},
		{"Jettie Zuurveld\n• 3 u\nGoed plan!\n\nArie Schaap · 19 april om 19:52\nMee eens.", "Arie Schaap", "", "a page with comments"},
		{"Arie Schaap · 19 u\nMee eens.\nLeuk · Beantwoorden · 19 u\nTon Vis · 18 u\nOok.", "Arie Schaap", "Leuk|Beantwoorden", "buttons below a comment"},
		{"09:00 Inloop\nKoffie staat klaar.\n\n10:15 Rondleiding\nVerzamelen bij de balie.", "", "Inloop|Rondleiding", "a programme of a day"},
		{"2026-02-11 22:15:47  hvdlaan2    in behandeling genomen\n2026-02-11 22:21:10  hvdlaan2    gebeld\n2026-02-11 22:29:52  SYSTEM      alert\n2026-02-11 23:05:00  mol.j       escalatie\n", "hvdlaan2|mol.j", "SYSTEM", "a column of users"},
		{"2026-02-11 22:15:47 INFO  jzuurveld  login ok\n2026-02-11 22:16:47 WARN  jzuurveld  password expired\n2026-02-11 22:17:47 INFO  daemon  rotated\n2026-02-11 22:18:47 INFO  kwapenaar  logout\n", "jzuurveld|kwapenaar", "daemon", "behind the level"},
		{"lisanne 9:02 AM  morning! wie heeft de tabel\nabe.talsma 9:03 AM  staat in git\njaro (extern) 9:14 AM  werkt\nGitHub APP 10:00 AM  pushed", "lisanne|abe.talsma|jaro", "GitHub", "who speaks, when and what, on one line"},
		{"ontv     wo 18 februari 2026 07:12\nGoede morgen.\n\n[00:16] Noot: de opname hapert.\n", "", "ontv|Noot", "when it came, and a remark"},
		{"SPREKER_00: Goedemorgen.\n[0:04] SPREKER_01: Dank u.\n", "", "SPREKER", "numbers for names"},
		{"Spreker 1 (Jet): Goed, de opname loopt.\nSpreker 2 (mw. Zuurveld): Ja.", "Jet|Zuurveld", "", "numbered speakers with a name in brackets"},
		{"[0:04] deelnemer 3 (Tirza): dank u\n[0:09] deelnemer 3: dat was het", "Tirza", "", "the same in a transcript with times"},
	})
}

func TestNamesInFieldsOfMachines(t *testing.T) {
	t.Parallel()
	checkPlaced(t, []placed{
		{`{"rol": "moeder", "naam": "Zuurveld, Shurendy", "door": "svdmeulen"}`, "Zuurveld, Shurendy|svdmeulen", "moeder", "JSON"},
		{`{"naam": "Van Aalst", "school": "IKC Het Mozaïek"}`, "Van Aalst", "Mozaïek", "a town behind a tussenvoegsel"},
		{`{"deelnemers": ["Jet Zuurveld", "Ton Vis"], "van": "_jet.zuur_", "text": "hoi"}`, "Jet Zuurveld|Ton Vis|_jet.zuur_", "", "a list, an account"},
		{`{"t":"10:20","from":"gemeente_zeist","text":"Wat naar!"}`, "", "gemeente_zeist", "the account of a municipality"},
		{"<boa>A. Zuurveld</boa><boa2>Twanny</boa2>", "A. Zuurveld|Twanny", "", "XML"},
		{`<betrokkene><achternaam>De Klerk</achternaam><voornaam>Vivian</voornaam></betrokkene>`, "De Klerk|Vivian", "", "a family name that is a trade"},
		{`<veld naam="Behandelaar">Jet Zuurveld</veld><veld naam="Onderwerp">Bakker</veld>`, "Jet Zuurveld", "Bakker", "the key stands in an attribute"},
		{`<opgemaakt door="zuurveld_a" gezien="ja" versie="Bakker">`, "zuurveld_a", "Bakker", "an attribute"},
		{`level=info user=jzuurveld naam="Jet Zuurveld" msg="klaar"`, "Jet Zuurveld", "klaar", "key and value in a log"},
		{"BEGIN:VCARD\nN:Zuurveld;Maruli;T.;dhr.;\nFN:Maruli T. Zuurveld\nNICKNAME:Ruutje\nEND:VCARD", "Zuurveld|Maruli|T.|Ruutje", "dhr", "a card"},
		{"N:Kotte;Jhr. C. F. L.;;;\nX-SPOUSE:Trui Kotte", "Kotte|C. F. L.|Trui Kotte", "Jhr", "initials for given names, kin"},
		{"ATTENDEE;ROLE=CHAIR;CN=\"Op de Weegh, Ger\":mailto:gopdeweegh@prvlimburg.nl\nCOMMENT:Ger rijdt mee", "Op de Weegh, Ger|Ger", "", "an appointment"},
		{"ATTENDEE;CN=\"Dam\\, Piet-Hein van den\":mailto:ph.vandendam@x.example", "Dam\\, Piet-Hein van den", "", "a comma as appointments have it"},
		{"DTSTART;TZID=\"W. Europe Standard Time\":20260311T133000", "", "Europe", "its time zone"},
		{"achternaam ......: Yohannes\nvoornamen .......: Selam\nKind 2 ..........: Natnael (7 jaar)", "Yohannes|Selam|Natnael", "", "dots lead to the colon, numbered labels"},
		{"Vereist: Jet Zuurveld (geaccepteerd); Zuurkool, Akosua (geen reactie)", "Jet Zuurveld|Zuurkool, Akosua", "", "who is invited"},
		{"NAAM               VOORL.   TOESTEL\nMEERMAN            Jac.     2014\nHARTOGH-HEYS       R.v.     2015\nZUURVELD           C.J.     2016\n", "MEERMAN|Jac.|R.v.|C.J.", "", "initials in a column of their own"},
	})
}

func TestNamesInNamesOfFiles(t *testing.T) {
	t.Parallel()
	checkPlaced(t, []placed{
		{"TenHave_rapport_BoazBruggink.pdf", "BoazBruggink", "rapport", "a given name and a family name with a capital each"},
		{"verslag_Juliana_v2.docx van de balie", "", "_v2", "a version"},
		{"Zie brief_adriana_decastro.pdf.", "adriana_decastro", "brief", "given name and family name"},
		{"0001_mail_vanderVeen_aan_Nasrullah_20230214.msg", "vanderVeen|Nasrullah", "mail", "from whom to whom"},
		{"0006_Veen_R_vd_kopie-paspoort.png", "Veen_R_vd", "kopie", "as a system sorts"},
		{"loonstrook_2026-01_S_Zuurveld.pdf", "S_Zuurveld", "loonstrook", "an initial before it"},
		{"IMG-schuur-tsjikke-veenstra.jpg", "tsjikke-veenstra", "schuur", "hyphens"},
		{"appgroep_joop_mireille.txt", "joop|mireille", "appgroep", "given names alone"},
		{"Mevrouw Tirza van Zuurveld sprak.\nbestand OPNAME_07_vanzuurveld.mp3", "vanzuurveld", "OPNAME", "someone known, in one word"},
		{"Aanwezig: Gijsbert van Zuurveld.\nOpname: \"WJV_gijsbertvz.mp4\"", "gijsbertvz", "WJV", "a given name and the letters of the rest"},
		{"0003_notitie-commissie-VanWoerkom.docx en 0007_offerte_VanGansewinkel_20230188.pdf", "", "Woerkom|Gansewinkel", "a commission and a firm"},
		{"foto_storm_2026.jpg en foto_kade_v2.jpg en verslag_bakker_bezoek.pdf", "", "storm|kade", "pictures of things"},
		{"0009_brief_bewoner_Zuurveld_Schoutstraat3.pdf en foto_rotonde-Koningsweg_1.jpg", "Zuurveld|Schoutstraat3", "Koningsweg", "a home, and a road"},
	})
}

func TestNamesInLists(t *testing.T) {
	t.Parallel()
	checkPlaced(t, []placed{
		{"JARIG\nSiem 14/3 · Lieve 15/3 · Amine 17/3 — hoera, alle drie 11!", "Siem|Lieve|Amine", "", "birthdays"},
		{"Zaal 14/3 · Balie 15/3 gesloten", "", "Zaal|Balie", "two days are no list"},
		{"         ma 23     di 24     wo 25     do 26\nvroeg    Gijs      De Koning v. Santen R. Blom\nlaat     Mensah    kok       inval     --\nnacht    Trigion   Trigion   Mensah    Gijs\n", "Gijs|De Koning|v. Santen|R. Blom|Mensah", "Trigion|inval", "a roster"},
		{"| | ma | di | wo | do |\n|---|---|---|---|---|\n| balie | Jansen | Kofi | Gym | Van Dam |\n", "Jansen|Kofi|Van Dam", "Gym", "a roster with bars"},
		{"Stuur aan: R. & M. Zandvoort, Kerkstraat 1", "R. & M. Zandvoort", "", "two with one family name"},
		{"Aan tafel: Bergsma, Chatterpal, De Lange, Schiermeier. Via scherm: Fokkelien.", "De Lange|Schiermeier|Fokkelien", "", "who was there and how"},
		{"Aanwezig A. Schoorl en J.W. Tromp\ndoc 1   mail 3/3, schoorl > tromp, bijpraten", "schoorl|tromp", "bijpraten", "from whom to whom, in small letters"},
		{"Loket 2  (v. Wijk), chef meldk.: v. Rossum, PIW'er d. Wolf en brief v. Jansen", "v. Wijk|v. Rossum|d. Wolf", "v. Jansen", "a tussenvoegsel of one letter"},
		{"Beste Jan,\n\nPrima, gedaan.\n\nÖ.\n", "Ö.", "", "signed with a letter"},
		{"Beste Jan,\n\nKies uit:\n\nA.\nB.\n", "", "A.", "a choice"},
		{"Laatst gewijzigd door: svdbroek op 02-12-2025\nSoort: voetpadbrief | opgeslagen door: jvanderzijpp | versie 2", "svdbroek|jvanderzijpp", "voetpadbrief", "an account behind a label"},
		{"┃ steller   ┃ Jet Bruggink (DGFZ/DB)  ┃\n┃ toestel   ┃ 2014 ┃\n", "Jet Bruggink", "DGFZ", "a drawn table"},
		{"BHV-lijst\n4  DE LA PARRA, Quincy     x\n5  FOX, Damian             x\n7  LI, Xiaoming (Michelle) x\n8  LET OP, De balie is dicht\n", "DE LA PARRA, Quincy|FOX, Damian|LI, Xiaoming (Michelle)", "LET OP", "a family name in capitals before the rest"},
		{"Gemeld door : bouhlel_s (Sanae Bouhlel, afd. Toeslagen)", "bouhlel_s|Sanae Bouhlel", "", "an account and whose it is"},
		{"| Achternaam | Roepnaam |\n|---|---|\n| KUIPER | Wim (Wimpie) |\n| Chung | Kar-Wai |\n", "KUIPER|Wim (Wimpie)|Kar-Wai", "", "what someone is called, in brackets"},
		{"Aan: DGRR, WJZ (Vos)\nOpgesteld door: DG Openbaar Bestuur", "", "DGRR|Bestuur", "departments where people stand"},
		{"  01  Zijlstra, Anne       LTO Noord\n  02  Hiemstra, Doeke      zichzelf\n  03  Bakema, Jan          omwonende\n  04  Arcadis              bureau\n", "Zijlstra, Anne|Hiemstra, Doeke|Bakema, Jan", "Arcadis", "rows with a number and a gap"},
		{"BETROKKENE      Ramcharan, Anushka Devi   (NL)\nGEB             12-03-1961", "Ramcharan|Anushka Devi", "NL", "a label, a gap, a remark"},
		{"verzoeker:            Jet van der Zwaluw\nhoedanigheid:         eigenaar\nparaaf:    Anouk Bakema, team Noord", "Jet van der Zwaluw|Anouk Bakema", "eigenaar", "a label, its colon and a gap, before a name with van"},
		{"Vergadering: De heer Keessen, CDA, gaat uw gang.", "", "Keessen", "a party behind a comma"},
		{"Naam;Functie;Organisatie\nVan Houwelingen;Kamerlid;Tweede Kamer\nJet Zuurveld;griffier;Tweede Kamer\n", "Jet Zuurveld", "Houwelingen", "an office in the row"},
	})
}

func TestNamesThatAScanSpoilt(t *testing.T) {
	t.Parallel()
	checkPlaced(t, []placed{
		{"NAAM               VOORL.   GEB.DATUM\nADR1AANSE          C.J.     O3-11-1961\nBOERSMA-FEN1JN     W.       17-O6-1958\nDE W1TTE           P.       22-O2-1970\n\nde Wltte 11 dg; rekening Boersrna", "ADR1AANSE|BOERSMA-FEN1JN|DE W1TTE|de Wltte|Boersrna", "rekening", "ones for an I, and who is known in other letters"},
		{"De heer S1ebren Zuurveld en mevrouw R1nkes, de huurverh0ging.", "S1ebren Zuurveld|R1nkes", "huurverh0ging", "a one in small letters"},
		{"Kenteken K1TTEN is geen naam; document NW82KD1R3 ook niet, en H1N1 heerst.", "", "H1N1", "numbers with a meaning of their own"},
	})
}
