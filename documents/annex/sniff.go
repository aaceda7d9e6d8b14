package annex

import (
	"archive/zip"
	"bytes"
	"regexp"
	"strings"

	"paraaf/documents"
)

// A Form is what a file turns out to be.
type Form string

// The forms that are taken in.
const (
	PDF  Form = "pdf"
	PNG  Form = "png"
	JPEG Form = "jpeg"
	TIFF Form = "tiff"
	DOCX Form = "docx"
	ODT  Form = "odt"
	Mail Form = "eml"
)

// Paged reports whether a form is pages to look at, and not text to read.
func (f Form) Paged() bool { return f == PDF || f == PNG || f == JPEG || f == TIFF }

// Sniff says what a file is by its content; its name is not asked. What is not
// taken in is *documents.Unreadable with what to do about it.
func Sniff(data []byte) (Form, error) {
	switch {
	case len(data) == 0:
		return "", &documents.Unreadable{Text: "Dit bestand is leeg. Kies het bestand opnieuw."}
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return PDF, nil
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return PNG, nil
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return JPEG, nil
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return sniffPackage(data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return "", &documents.Unreadable{Text: compound(data)}
	case bytes.HasPrefix(data, []byte("\x78\x9f\x3e\x22")):
		return "", &documents.Unreadable{Text: "Dit is een winmail.dat: Outlook heeft de tekst of de bijlagen van het bericht erin verpakt. Vraag de afzender het bericht als HTML of gewone tekst te sturen, of bewaar het in Outlook als PDF."}
	case bytes.HasPrefix(data, []byte("II*\x00")), bytes.HasPrefix(data, []byte("MM\x00*")):
		return TIFF, nil
	case bytes.HasPrefix(data, []byte("II+\x00")), bytes.HasPrefix(data, []byte("MM\x00+")):
		return "", &documents.Unreadable{Text: "Dit is een TIFF-afbeelding voor zeer grote bestanden (BigTIFF). Bewaar de scan als PDF en voeg die toe."}
	case looksLikeMail(data):
		return Mail, nil
	}
	return "", &documents.Unreadable{Text: "Dit soort bestand kan niet als bijlage worden verwerkt. Gebruik een PDF, PNG, JPEG, TIFF, docx, odt of een bewaarde e-mail (eml)."}
}

// compound says what a file in the old container of Microsoft (MS-CFB) is, and what
// to do: names of what is in it are written in UTF-16.
func compound(data []byte) string {
	holds := func(name string) bool {
		var wide []byte
		for _, c := range []byte(name) {
			wide = append(wide, c, 0)
		}
		return bytes.Contains(data, wide)
	}
	switch {
	case holds("EncryptedPackage"):
		return "Dit bestand is beveiligd met een wachtwoord. Open het in Word, haal het wachtwoord weg bij Bestand, Info, en voeg het opnieuw toe."
	case holds("__substg1.0_"):
		return "Dit is een bericht dat Outlook in zijn eigen vorm bewaarde (msg). Bewaar het als eml of als PDF en voeg het opnieuw toe."
	}
	return "Dit is een bestand van een oude versie van Word, Excel of Outlook. Bewaar het als docx of als PDF en voeg het opnieuw toe."
}

// wordMain is the part with the text: Word on the web numbers it.
var wordMain = regexp.MustCompile(`^word/document[0-9]*\.xml$`)

func sniffPackage(data []byte) (Form, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", &documents.Unreadable{Text: "Dit bestand is beschadigd. Bewaar het opnieuw in het programma waarmee het is gemaakt."}
	}
	for _, f := range r.File {
		switch {
		case wordMain.MatchString(f.Name):
			return DOCX, nil
		case f.Name == "content.xml":
			return ODT, nil
		}
	}
	return "", &documents.Unreadable{Text: "Dit is geen docx en geen odt. Voeg de stukken uit een zip-bestand los toe; bewaar een rekenblad of presentatie als PDF."}
}

// looksLikeMail reports whether data begins as a message does (RFC 5322): with
// lines of fields, a sender or a date among them.
func looksLikeMail(data []byte) bool {
	known := false
	for i, line := range strings.SplitAfterN(string(data[:min(len(data), 16<<10)]), "\n", 64) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			return known
		}
		if i > 0 && (line[0] == ' ' || line[0] == '\t') {
			continue
		}
		name, _, ok := strings.Cut(line, ":")
		if !ok || name == "" || strings.ContainsAny(name, " \t") {
			return i > 1 && known && i >= 63
		}
		switch strings.ToLower(name) {
		case "from", "date", "received", "return-path", "message-id", "mime-version":
			known = true
		}
	}
	return known
}
