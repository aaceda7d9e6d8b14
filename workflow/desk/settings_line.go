package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// Who loads a file reads on which line it is wrong, and what to do there. A fault
// knows its place by an offset, or names the value that is wrong.

// located puts the line of the file before each fault of err, where it can be told.
func located(src []byte, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("regel %d: dit is geen geldige JSON. Kijk naar de komma's, aanhalingstekens en haakjes op deze regel en die ervoor", lineAt(src, int(syntax.Offset)))
	case errors.As(err, &kind):
		return fmt.Errorf("regel %d: bij %q staat een waarde van een verkeerde soort. Schrijf daar wat de handleiding noemt, bijvoorbeeld tekst tussen aanhalingstekens of een getal zonder", lineAt(src, int(kind.Offset)), kind.Field)
	case strings.Contains(err.Error(), "unexpected EOF"):
		return fmt.Errorf("regel %d: het bestand houdt halverwege op. Kijk of het einde er nog is", lineAt(src, len(bytes.TrimRight(src, "\r\n\t "))))
	}
	if m := unknownField.FindStringSubmatch(err.Error()); m != nil {
		n, _ := lineOf(src, `"`+m[1]+`"`)
		return fmt.Errorf("regel %d: het veld %q bestaat niet. Kijk of het goed is gespeld, of haal het weg", n, m[1])
	}
	var out []error
	for line := range strings.SplitSeq(err.Error(), "\n") {
		out = append(out, errors.New(placed(src, line)))
	}
	return errors.Join(out...)
}

var (
	unknownField = regexp.MustCompile(`unknown field "([^"]+)"`)
	namedValue   = regexp.MustCompile(`"([^"\n]{1,80})"|\(([^()\n]{2,80})\)|‘([^’\n]{1,80})’`)
	namedCode    = regexp.MustCompile(`\b[A-Z]\d{2}\b`)
)

// placed puts a line number before a fault that names a value of the file.
func placed(src []byte, fault string) string {
	if strings.HasPrefix(fault, "regel ") {
		return fault
	}
	for _, m := range append(namedValue.FindAllStringSubmatch(fault, -1), namedCode.FindAllStringSubmatch(fault, -1)...) {
		value := m[0]
		for _, v := range m[1:] {
			if v != "" {
				value = v
			}
		}
		if n, there := lineOf(src, `"`+value+`"`); there {
			return fmt.Sprintf("regel %d: %s", n, fault)
		}
	}
	return fault
}

// lineOf gives the line on which a value stands first, from 1.
func lineOf(src []byte, value string) (int, bool) {
	at := bytes.Index(src, []byte(value))
	if at < 0 {
		return 1, false
	}
	return lineAt(src, at), true
}

func lineAt(src []byte, offset int) int {
	return 1 + bytes.Count(src[:max(0, min(offset, len(src)))], []byte("\n"))
}
