package documents

import (
	"bytes"
	"regexp"
	"unicode/utf8"
)

// A staatsgeheim is marked by a line of its own, above or below every page (VIRBI
// 2013, bijlage 1): "Stg. GEHEIM", "STAATSGEHEIM ZEER GEHEIM", or what NATO and the
// EU write. What only speaks of one, in a sentence, is no marking.

// stgLine is such a line, without the signs of Markdown around it. A number of a copy
// or a page may follow.
var stgLine = regexp.MustCompile(`^(?i:(?:rubricering|classificatie|merking)\s*[:=]\s*)?(?:` +
	`(?i:(?:stg|staatsgeheim)\s*\.?\s*[-:/(]?\s*(?:confidentieel|zeer\s+geheim|geheim)\)?)|` +
	`(?i:staatsgeheim)|(?i:stg)\.?\s*(?:C|G|ZG)|` +
	`COSMIC TOP SECRET|NATO (?:SECRET|CONFIDENTIAL)|NAVO (?:GEHEIM|CONFIDENTIEEL)|` +
	`TR[EÈ]S SECRET UE(?:/EU TOP SECRET)?|SECRET UE(?:/EU SECRET)?|CONFIDENTIEL UE(?:/EU CONFIDENTIAL)?|EU (?:TOP SECRET|SECRET|CONFIDENTIAL))` +
	`(?i:\s*[-–,(/]?\s*(?:(?:exemplaar|ex\.?|blad|pagina|nr\.?)\s*\d+(?:\s*(?:van|/)\s*\d+)?\)?)?)\s*[.!]?$`)

// stgMention is a word that a text about one holds.
var stgMention = regexp.MustCompile(`(?i)\b(?:staatsgeheim(?:en|e)?|stg\. ?(?:confidentieel|geheim|zeer geheim))\b`)

// firstLetters are those that a marking line begins with.
var firstLetters = []byte("SsRrCcMmNnTtEe")

// longestMarking is how long a marking line may be, in bytes.
const longestMarking = 120

// MarkingRule is the number of what MarksStaatsgeheim holds for a marking. It goes up with
// every change of that: answers that were kept are then asked for anew.
const MarkingRule = 1

// MarksStaatsgeheim finds the first line of a text that marks it as a staatsgeheim,
// and false when there is none. Its time is linear in the text.
func MarksStaatsgeheim(text []byte) (Span, bool) {
	if !bytes.Contains(text, []byte("\n")) && len(text) > longestMarking {
		return Span{}, false
	}
	for at := 0; at < len(text); {
		end := at + bytes.IndexByte(text[at:], '\n')
		if end < at {
			end = len(text)
		}
		if line := bytes.Trim(text[at:end], " \t\r\u00a0#*_>|=-–—[]\\`\u200b\ufeff"); len(line) >= 4 && len(line) <= longestMarking && bytes.IndexByte(firstLetters, line[0]) >= 0 && utf8.Valid(line) && stgLine.Match(line) {
			start := at + bytes.Index(text[at:end], line)
			return Span{Start: start, End: start + len(line)}, true
		}
		at = end + 1
	}
	return Span{}, false
}

// staatsgeheimMentioned asks about the word in running text: a paper may speak of
// one, and may not hold one.
func (l *linter) staatsgeheimMentioned() {
	for i, p := range l.set {
		src := p.Bytes()
		if at := stgMention.FindIndex(src); at != nil {
			l.say(i, Span{Start: at[0], End: at[1]}, nil, "Hier staat ‘%s’. Gaat de tekst alleen over het woord, dan mag dat blijven. Is de inhoud zelf een staatsgeheim, haal haar dan weg en bel de beveiligingsambtenaar (BVA).", string(src[at[0]:at[1]]))
			if l.full() {
				return
			}
		}
	}
}
