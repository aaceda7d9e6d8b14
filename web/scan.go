package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"paraaf/documents"
)

// A Scanner looks for malware in what is uploaded (BIO2 8.07.04, ASVS 5.4.3).
type Scanner interface {
	// Scan gives the name of what it finds in a file, or "" when it finds
	// nothing. It fails with ErrScanLimit for a file that is larger than it
	// looks at, and with another error when it cannot tell.
	Scan(ctx context.Context, file []byte) (signature string, err error)
}

// ErrScanLimit says that a file is larger than the scanner looks at.
var ErrScanLimit = errors.New("file is larger than the scanner looks at")

// errNotScanned is for a file that nobody looked at, though somebody must.
var errNotScanned = errors.New("file is not scanned")

// scan has an uploaded file looked at. Whatever is not clean for certain is
// refused in words for who sent it, and no word on the page says what was
// found: that would teach an attacker, and tells an official nothing.
func (v *visit) scan(file []byte) error {
	s := v.server
	if s.Scanner == nil || len(file) == 0 {
		return nil
	}
	signature, err := s.Scanner.Scan(v.r.Context(), file)
	switch {
	case errors.Is(err, ErrScanLimit):
		v.logScan(slog.LevelWarn, http.StatusUnprocessableEntity, slog.String("error", ErrScanLimit.Error()))
		return &documents.Unreadable{Text: "Dit bestand is te groot voor de virusscanner en is niet bewaard. Maak het kleiner of deel het op."}
	case err != nil:
		v.logScan(slog.LevelError, http.StatusServiceUnavailable, slog.String("error", err.Error()))
		return fmt.Errorf("%w: %w", errNotScanned, &documents.Unreadable{Text: "De virusscanner antwoordt niet, daarom is dit bestand niet bewaard. Probeer het over een paar minuten opnieuw. Lukt het dan nog niet, bel de beheerder."})
	case signature != "":
		v.logScan(slog.LevelWarn, http.StatusUnprocessableEntity, slog.String("signature", printable(signature)))
		return &documents.Unreadable{Text: "De virusscanner vond iets gevaarlijks in dit bestand, daarom is het niet bewaard. Open het niet meer en bel uw servicedesk."}
	}
	return nil
}

// logScan writes the line about a file that was refused: the six fields of every
// line, and why.
func (v *visit) logScan(level slog.Level, status int, why slog.Attr) {
	v.server.Log.LogAttrs(v.r.Context(), level, "upload refused", append(v.facts(status), why)...)
}

// printable gives a name from outside as it may stand in a log: at most 100
// bytes of ASCII that can be read.
func printable(name string) string {
	name = strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' {
			return '?'
		}
		return r
	}, name)
	return name[:min(len(name), 100)]
}
