package annex

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"paraaf/documents"
)

// crlf ends lines as mail does.
func crlf(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

// base64Lines codes as mail programs do, in lines of 76.
func base64Lines(data string) string {
	s, out := base64.StdEncoding.EncodeToString([]byte(data)), ""
	for len(s) > 76 {
		out, s = out+s[:76]+"\n", s[76:]
	}
	return out + s + "\n"
}

// onePixel is a PNG as a signature under a message carries one.
const onePixel = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa7\x9a\xa0\xa0\x00\x00\x00\x00IEND\xaeB`\x82"

// The messages are built as the programs write them: order of fields, folding,
// nesting and codings are those of real ones, the words are invented.
var (
	outlookMail = crlf("Received: from AM9PR04MB8123.eurprd04.prod.outlook.com (2603:10a6:20b:2d7::10) by\n AS8PR04MB7942.eurprd04.prod.outlook.com with HTTPS; Tue, 21 Apr 2026 12:02:11 +0000\n" +
		"From: =?iso-8859-1?Q?Ren=E9e_d=27Hondt?= <r.dhondt@minvws.nl>\nTo: =?windows-1252?Q?Zo=EB_Quint_=96_directie?=\n\t<z.quint@minvws.nl>, \"Wit, Jan de\"\n\t<j.dewit@ziekenhuis.example>\n" +
		"CC: =?utf-8?B?TWFyacOrdHRlIHZhbiBkZW4g?= =?utf-8?B?QmVyZw==?= <m.vandenberg@minvws.nl>\nSubject: =?iso-8859-1?Q?Tijdlijn_inbraak_=28co=F6rdinatie=29?=\nThread-Topic: Tijdlijn\nThread-Index: AQHbExample==\n" +
		"Date: Tue, 21 Apr 2026 12:02:10 +0000\nMessage-ID: <AM9PR04@eurprd04.prod.outlook.com>\nAccept-Language: nl-NL\nX-MS-Has-Attach: yes\nContent-Type: multipart/mixed;\n\tboundary=\"_006_AM9PR04MB8123_\"\nMIME-Version: 1.0\n\n" +
		"--_006_AM9PR04MB8123_\nContent-Type: multipart/related;\n\tboundary=\"_005_AM9PR04MB8123_\";\n\ttype=\"multipart/alternative\"\n\n" +
		"--_005_AM9PR04MB8123_\nContent-Type: multipart/alternative;\n\tboundary=\"_000_AM9PR04MB8123_\"\n\n" +
		"--_000_AM9PR04MB8123_\nContent-Type: text/plain; charset=\"iso-8859-1\"\nContent-Transfer-Encoding: quoted-printable\n\nBeste Zo=EB,\n\nDe co=F6rdinatie ligt bij Ren=E9e; de kosten zijn =80 40.000. Een lange regel die het programma afbre=\nekt.\n\n" +
		"--_000_AM9PR04MB8123_\nContent-Type: text/html; charset=\"iso-8859-1\"\nContent-Transfer-Encoding: quoted-printable\n\n<html xmlns:v=3D\"urn:schemas-microsoft-com:vml\"><head><meta name=3D\"Generator\" content=3D\"Microsoft Word 15 (filtered medium)\"><!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]--><style><!-- p.MsoNormal {margin:0cm} --></style></head>" +
		"<body lang=3DNL><div class=3DWordSection1><p class=3DMsoNormal>Beste Zo=EB,<o:p></o:p></p><p class=3DMsoNormal>De co=F6rdinatie ligt bij Ren=E9e; de kosten zijn =80 40.000. Een lange regel die het programma afbreekt.</p><p><img width=3D1 src=3D\"cid:image001.png@01DB1\"></p></div></body></html>\n" +
		"--_000_AM9PR04MB8123_--\n\n--_005_AM9PR04MB8123_\nContent-Type: image/png; name=\"image001.png\"\nContent-Description: image001.png\nContent-Disposition: inline; filename=\"image001.png\"; size=70;\n\tcreation-date=\"Tue, 21 Apr 2026 12:02:10 GMT\"\nContent-ID: <image001.png@01DB1>\nContent-Transfer-Encoding: base64\n\n" + base64Lines(onePixel) +
		"--_005_AM9PR04MB8123_--\n\n--_006_AM9PR04MB8123_\nContent-Type: application/pdf; name=\"=?iso-8859-1?Q?bijlage_co=F6rdinatie.pdf?=\"\nContent-Disposition: attachment;\n\tfilename*0*=iso-8859-1''bijlage%20co%F6rd;\n\tfilename*1*=inatie.pdf\nContent-Transfer-Encoding: base64\n\n" + base64Lines("%PDF-1.7 hier staat een stuk") +
		"--_006_AM9PR04MB8123_\nContent-Type: message/rfc822\nContent-Disposition: attachment;\n\tcreation-date=\"Tue, 21 Apr 2026 12:02:10 GMT\"\n\nFrom: eerder@zorg.example\nSubject: eerder\n\nDe oude tekst.\n--_006_AM9PR04MB8123_--\n")

	gmailMail = crlf("MIME-Version: 1.0\nDate: Tue, 21 Apr 2026 14:02:00 +0200\nReferences: <x@mail.gmail.com>\nIn-Reply-To: <x@mail.gmail.com>\nMessage-ID: <CAB=@mail.gmail.com>\nSubject: Re: Tijdlijn\nFrom: =?UTF-8?Q?Zo=C3=AB_Quint?= <zoe.quint@gmail.example>\nTo: Jan de Wit <j.dewit@ziekenhuis.example>\n" +
		"Content-Type: multipart/related; boundary=\"000000000000aa\"\n\n--000000000000aa\nContent-Type: multipart/alternative; boundary=\"000000000000bb\"\n\n--000000000000bb\nContent-Type: text/plain; charset=\"UTF-8\"\nContent-Transfer-Encoding: base64\n\n" +
		base64Lines("Dag Jan,\r\n\r\n*Akkoord*, met één vraag.\r\n\r\nOp di 21 apr 2026 om 12:02 schreef Jan de Wit <j.dewit@ziekenhuis.example>:\r\n\r\n> Kun jij instemmen?\r\n") +
		"--000000000000bb\nContent-Type: text/html; charset=\"UTF-8\"\nContent-Transfer-Encoding: base64\n\n" +
		base64Lines(`<div dir="ltr">Dag Jan,<div><b>Akkoord</b>, met één vraag.</div><img src="cid:ii_1" alt="foto.jpg"></div><br><div class="gmail_quote"><div class="gmail_attr">Op di 21 apr 2026 om 12:02 schreef Jan de Wit &lt;<a href="mailto:j.dewit@ziekenhuis.example">j.dewit@ziekenhuis.example</a>&gt;:<br></div><blockquote>Kun jij instemmen?</blockquote></div>`) +
		"--000000000000bb--\n--000000000000aa\nContent-Type: image/jpeg; name=\"foto.jpg\"\nContent-Disposition: inline; filename=\"foto.jpg\"\nContent-Transfer-Encoding: base64\nX-Attachment-Id: ii_1\nContent-ID: <ii_1>\n\n" + base64Lines("\xff\xd8\xff\xe0foto") + "--000000000000aa--\n")
)

func TestMailIsReadInTheShapesThatProgramsWrite(t *testing.T) {
	t.Parallel()
	head := "From: a@b.nl\nDate: Tue, 21 Apr 2026 14:02:00 +0200\nSubject: x\nMIME-Version: 1.0\n"
	cases := []struct {
		why      string
		data     []byte
		heads    []string
		want     []string
		not      []string
		attached []string
		notes    []string // how each begins
	}{
		{why: "Outlook: alternatives within pictures within files, in Latin-1 by quoted-printable", data: outlookMail,
			heads: []string{"Renée d'Hondt <r.dhondt@minvws.nl>", "Zoë Quint – directie <z.quint@minvws.nl>, \"Wit, Jan de\" <j.dewit@ziekenhuis.example>", "Mariëtte van den Berg <m.vandenberg@minvws.nl>", "Tijdlijn inbraak (coördinatie)"},
			want:  []string{"Beste Zoë,", "De coördinatie ligt bij Renée; de kosten zijn € 40.000.", "het programma afbreekt."}, not: []string{"MsoNormal", "behavior", "De oude tekst"},
			attached: []string{"image001.png", "bijlage coördinatie.pdf", "bericht.eml"}},
		{why: "Gmail: base64, and a picture by its address", data: gmailMail, heads: []string{"Zoë Quint <zoe.quint@gmail.example>"},
			want: []string{"*Akkoord*, met één vraag.", "> Kun jij instemmen?"}, attached: []string{"foto.jpg"}},
		{why: "a part within alternatives that has words of its own: who was invited", data: crlf(head + "Content-Type: multipart/alternative; boundary=y\n\n--y\nContent-Type: text/plain; charset=utf-8\n\nOverleg over de tijdlijn.\n" +
			"--y\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:W. Europe\nBEGIN:STANDARD\nDTSTART:16010101T030000\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nORGANIZER;CN=\"Hondt, R. d': VWS\":mailto:r.dhondt@minvws.nl\nATTENDEE;ROLE=REQ-PARTICIPANT;CN=Zoë\n  Quint:mailto:z.quint@minvws.nl\nSUMMARY:Overleg\nLOCATION:Kamer 3\\, toren B\nDTSTART;TZID=W. Europe:20260422T100000\nEND:VEVENT\nEND:VCALENDAR\n--y--\n"),
			want: []string{"Overleg over de tijdlijn.", "Genodigde: Zoë Quint <z.quint@minvws.nl>", "Organisator: Hondt, R. d': VWS <r.dhondt@minvws.nl>", "Plaats: Kamer 3, toren B", "Begin: 20260422T100000"}, not: []string{"16010101"}},
		{why: "lines that were broken to fit are whole again, so that a name is a name", data: crlf(head + "Content-Type: text/plain; charset=utf-8; format=flowed\n\nDit schreef mevrouw Quirijn \nZandvoort gisteren.\n> Eerder schreef de heer \n> Oosterwijk dat.\n\n-- \nJan\n"),
			want: []string{"mevrouw Quirijn Zandvoort gisteren.\n", "> Eerder schreef de heer Oosterwijk dat.\n", "\n-- \nJan"}},
		{why: "flowed without spaces, for words that were cut", data: crlf(head + "Content-Type: text/plain; format=flowed; delsp=yes\n\nZand \nvoort\n"), want: []string{"Zandvoort"}},
		{why: "bytes without a word about their coding are Windows-1252", data: []byte("From: Ren\xe9e <r@b.nl>\r\nDate: x\r\n\r\nCo\xf6rdinatie \x80 5\r\n"), heads: []string{"Renée <r@b.nl>"}, want: []string{"Coördinatie € 5"}},
		{why: "signs that cannot be are said", data: crlf(head + "Content-Type: text/plain; charset=utf-16\n\nabc\n"), notes: []string{"Van dit bericht zijn tekens niet te lezen"}},
		{why: "a field that RFC 2045 forbids still says what it says", data: crlf(head + "Content-Type: multipart/mixed; boundary=y; name=een naam\n\n--y\nContent-Type: text/plain\n\nHallo.\n--y\nContent-Type: application/pdf; name=een stuk.pdf\nContent-Disposition: attachment; filename=een stuk.pdf\n\n%PDF-1.7\n--y--\n"),
			want: []string{"Hallo."}, not: []string{"%PDF"}, attached: []string{"een stuk.pdf"}},
		{why: "a head of HTML that was never closed takes nothing along", data: crlf(head + "Content-Type: text/html\n\n<html><head><title>x</title><body><p>De tekst.</p>\n"), want: []string{"De tekst."}},
		{why: "what Outlook alone shows is shown", data: crlf(head + "Content-Type: text/html\n\n<p>Gewoon</p><!--[if mso]><p>Alleen in Outlook</p><![endif]--><!-- aantekening -->\n"), want: []string{"Gewoon", "Alleen in Outlook"}, not: []string{"aantekening"}},
		{why: "pictures that did not come along are told", data: crlf(head + "Content-Type: text/html\n\n<p>Zie <img src=\"data:image/png;base64,AAAA\" alt=\"de kaart\"> en <img src=\"https://elders.example/volg.gif\"></p>\n"), want: []string{"[afbeelding: de kaart]"}, notes: []string{"In de tekst van dit bericht staan afbeeldingen", "Dit bericht haalt afbeeldingen op"}},
		{why: "a signature is told and is no annex", data: crlf(head + "Content-Type: multipart/signed; micalg=sha-256; protocol=\"application/pkcs7-signature\"; boundary=y\n\n--y\nContent-Type: text/plain\n\nGetekend.\n--y\nContent-Type: application/pkcs7-signature; name=smime.p7s\nContent-Disposition: attachment; filename=smime.p7s\nContent-Transfer-Encoding: base64\n\nMIIB\n--y--\n"), want: []string{"Getekend."}, notes: []string{"Dit bericht is digitaal ondertekend."}},
		{why: "a message that did not arrive says why", data: crlf(head + "Content-Type: multipart/report; report-type=delivery-status; boundary=y\n\n--y\nContent-Type: text/plain\n\nNiet bezorgd.\n--y\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; z.quint@minvws.nl\nStatus: 5.1.1\n--y\nContent-Type: text/rfc822-headers\n\nSubject: eerste poging\n--y--\n"), want: []string{"Niet bezorgd.", "z.quint@minvws.nl", "eerste poging"}},
		{why: "what Outlook packed is handed on by its name", data: crlf(head + "Content-Type: multipart/mixed; boundary=y\n\n--y\nContent-Type: text/plain\n\nZie bijlage.\n--y\nContent-Type: application/ms-tnef; name=\"winmail.dat\"\nContent-Transfer-Encoding: base64\n\n" + base64Lines("\x78\x9f\x3e\x22rest") + "--y--\n"), want: []string{"Zie bijlage."}, attached: []string{"winmail.dat"}},
		{why: "a part without a name is called by what it is", data: crlf(head + "Content-Type: multipart/mixed; boundary=y\n\n--y\nContent-Type: image/gif\n\nGIF89a\n--y--\n"), attached: []string{"image gif zonder naam"}},
	}
	for _, c := range cases {
		m, err := ReadMail(c.data)
		if err != nil {
			t.Errorf("%s: %v", c.why, err)
			continue
		}
		var heads, names []string
		for _, h := range m.Heads {
			heads = append(heads, h.Value)
		}
		for _, a := range m.Attachments {
			names = append(names, a.Name)
		}
		for _, w := range c.heads {
			if !slices.Contains(heads, w) {
				t.Errorf("%s: %q is not among %q", c.why, w, heads)
			}
		}
		says(t, c.why, m.Text, c.want, c.not)
		if fmt.Sprint(names) != fmt.Sprint(c.attached) {
			t.Errorf("%s: attached %q, want %q", c.why, names, c.attached)
		}
		if len(m.Notes) != len(c.notes) {
			t.Errorf("%s: notes %q", c.why, m.Notes)
			continue
		}
		for i, n := range c.notes {
			if !strings.HasPrefix(m.Notes[i], n) {
				t.Errorf("%s: note %q, want %q", c.why, m.Notes[i], n)
			}
		}
	}
}

func TestWhatHoldsNoWordsThatCanBeReadIsRefusedByWhatItIs(t *testing.T) {
	t.Parallel()
	wide := func(s string) string {
		var b strings.Builder
		for _, c := range []byte(s) {
			b.WriteByte(c)
			b.WriteByte(0)
		}
		return b.String()
	}
	const container = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	cases := []struct{ why, data, says string }{
		{"a message of Outlook itself", container + wide("__substg1.0_0037001F"), "msg"},
		{"a docx with a password", container + wide("EncryptedPackage"), "wachtwoord"},
		{"a doc of before 2007", container + wide("WordDocument"), "oude versie"},
		{"what Outlook packed, by itself", "\x78\x9f\x3e\x22", "winmail.dat"},
		{"a message wrapped in its signature", "From: a@b.nl\nDate: x\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n\nMIIB", "handtekening"},
	}
	for _, c := range cases {
		_, err := Sniff([]byte(c.data))
		if err == nil {
			_, err = ReadMail([]byte(c.data))
		}
		var u *documents.Unreadable
		if !errors.As(err, &u) || !strings.Contains(u.Text, c.says) {
			t.Errorf("%s: %v", c.why, err)
		}
	}
}
