package annex

import "paraaf/documents"

// wordPages lays a word processor's file out on pages.
func wordPages([]byte) ([]byte, []string, error) {
	return nil, nil, &documents.Unreadable{Text: "Een Word- of ODT-bestand kan nog niet als bijlage worden getoond. Bewaar het stuk als PDF en voeg die toe."}
}
