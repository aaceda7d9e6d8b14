package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
	"unicode/utf8"

	"paraaf/documents"
	"paraaf/documents/redact"
)

// analyzer asks a service that speaks the HTTP interface of Presidio (POST
// /analyze, github.com/data-privacy-stack/presidio) for what it finds in a
// text. The whole text goes there, so it must stand within the walls of the
// ministry. It may add to what is found, never take away (redact.Join).
type analyzer struct {
	endpoint string
	client   *http.Client
}

const (
	analyzerPatience = 5 * time.Second
	maxAnalyzed      = 1 << 20 // bytes of text that are sent
	maxAnalysis      = 4 << 20 // bytes of answer that are read
)

// newAnalyzer gives the client for the service at base, for instance
// http://127.0.0.1:3000. No base gives no analyzer. Over a network the texts go
// encrypted or not at all (ASVS 12.3.1).
func newAnalyzer(base string) (redact.Analyzer, error) {
	if base == "" {
		return nil, nil
	}
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, errors.New("-analyzer wants an address such as https://analyzer.intern")
	}
	if u.Scheme == "http" && !thisMachine(u.Hostname()) {
		return nil, fmt.Errorf("-analyzer: texts go to %s over a network: give it an https address", u.Hostname())
	}
	return &analyzer{
		endpoint: u.JoinPath("analyze").String(),
		client: &http.Client{
			Timeout: analyzerPatience,
			// the text goes where the administrator said, and nowhere else
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

// Analyze gives what the service finds. Its offsets count code points; those
// that do not lie in the text are left out. Errors never hold the text.
func (a *analyzer) Analyze(ctx context.Context, text []byte) ([]documents.Finding, error) {
	if len(text) > maxAnalyzed || !utf8.Valid(text) {
		return nil, errors.New("text is too long or no UTF-8 for the analyzer")
	}
	body, err := json.Marshal(map[string]any{"text": string(text), "language": "nl"})
	if err != nil {
		return nil, fmt.Errorf("write the question: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.endpoint, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("ask the analyzer: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := a.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask the analyzer: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the analyzer answers %d", resp.StatusCode)
	}
	answer, err := io.ReadAll(io.LimitReader(resp.Body, maxAnalysis+1))
	if err != nil {
		return nil, fmt.Errorf("read the analyzer: %w", err)
	}
	if len(answer) > maxAnalysis {
		return nil, errors.New("the analyzer answers without end")
	}
	var found []struct {
		Type  string  `json:"entity_type"`
		Start int     `json:"start"`
		End   int     `json:"end"`
		Score float64 `json:"score"`
	}
	if err := json.Unmarshal(answer, &found); err != nil {
		return nil, errors.New("the analyzer does not answer as Presidio does")
	}
	at := make([]int, 0, len(text)+1) // code point -> byte
	for i := range string(text) {
		at = append(at, i)
	}
	at = append(at, len(text))
	var out []documents.Finding
	for _, f := range found {
		if f.Start < 0 || f.Start >= f.End || f.End >= len(at) {
			continue
		}
		out = append(out, documents.Finding{Span: documents.Span{Start: at[f.Start], End: at[f.End]}, Label: analyzerLabel(f.Type), Certainty: f.Score})
	}
	return out, nil
}

// analyzerLabel gives our name for what Presidio calls t.
func analyzerLabel(t string) documents.Label {
	switch t {
	case "PERSON":
		return documents.Person
	case "EMAIL_ADDRESS":
		return documents.Email
	case "PHONE_NUMBER":
		return documents.Phone
	case "IBAN_CODE":
		return documents.IBAN
	case "IP_ADDRESS":
		return documents.IPAddress
	case "URL":
		return documents.URL
	}
	return "OTHER"
}
