package documents

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// Check reports whether src is taken in as a paper: at most MaxBytes bytes of
// valid UTF-8 text that is not empty and holds no control characters but tab,
// line ends and form feed. The error is an *Unreadable with a Dutch sentence
// that says what is wrong and what to do.
//
// Parse itself reads anything; Check is the door.
func Check(src []byte) error {
	if len(src) > MaxBytes {
		return &Unreadable{fmt.Sprintf("Dit bestand is te groot: %d kB. Een stuk mag hoogstens %d kB zijn. Voeg grote stukken toe als bijlage.", len(src)/1024, MaxBytes/1024)}
	}
	if what := binaryKind(src); what != "" {
		return &Unreadable{"Dit bestand is geen tekst maar " + what + ". Sla het stuk op als tekst of Markdown (UTF-8) en lees het opnieuw in."}
	}
	if len(bytes.TrimSpace(bytes.TrimPrefix(src, []byte("\ufeff")))) == 0 {
		return &Unreadable{"Dit bestand is leeg. Kies het bestand waarin de tekst van het stuk staat."}
	}
	ln := 1
	for i := 0; i < len(src); {
		c := src[i]
		if c < utf8.RuneSelf {
			switch {
			case c == '\n':
				ln++
			case c < ' ' && c != '\t' && c != '\r' && c != '\f', c == 0x7f:
				return &Unreadable{fmt.Sprintf("Dit bestand is geen gewone tekst: op regel %d staat een stuurteken (code %d). Sla het stuk op als tekst (UTF-8) en lees het opnieuw in.", ln, c)}
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return &Unreadable{fmt.Sprintf("Dit bestand is niet als UTF-8 opgeslagen: op regel %d staat een teken dat niet te lezen is. Kies bij het opslaan voor UTF-8 en lees het opnieuw in.", ln)}
		}
		if r >= 0x80 && r < 0xa0 {
			return &Unreadable{fmt.Sprintf("Dit bestand is geen gewone tekst: op regel %d staat een stuurteken (code %d). Sla het stuk op als tekst (UTF-8) en lees het opnieuw in.", ln, r)}
		}
		i += n
	}
	return nil
}

// binaryKind names the format of bytes that are plainly not text.
func binaryKind(src []byte) string {
	for _, m := range []struct{ magic, name string }{
		{"%PDF-", "een PDF"}, {"PK\x03\x04", "een Word-, Excel-, ODT- of zip-bestand"}, {"\xd0\xcf\x11\xe0", "een oud Office-bestand"},
		{"{\\rtf", "een RTF-bestand"}, {"\x89PNG", "een afbeelding"}, {"\xff\xd8\xff", "een afbeelding"}, {"GIF8", "een afbeelding"},
		{"\xff\xfe", "tekst in UTF-16"}, {"\xfe\xff", "tekst in UTF-16"},
	} {
		if bytes.HasPrefix(src, []byte(m.magic)) {
			return m.name
		}
	}
	if bytes.IndexByte(src, 0) >= 0 {
		return "een binair bestand"
	}
	return ""
}
