package documents

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
)

// Weights are how heavy remarks weigh at one ministry, where that differs from
// the rule book. House is the code of the ministry ("vws").
type Weights struct {
	House      string
	Severities map[string]Severity
}

// severityTexts are the severities as an administrator writes them.
var severityTexts = map[Severity]string{SeverityBlock: "blokkeren", SeverityWarn: "waarschuwen", SeverityHint: "aanwijzing", SeverityOff: "uit"}

// SeverityText is what a severity is called on a page and in a file.
func SeverityText(s Severity) string { return severityTexts[s] }

// LoadWeights reads {"ministerie":"vws","opmerkingen":{"L16":"uit","L36":"uit"}}
// and checks it: a ministry that is known, codes that exist, severities that
// exist, and no remark made lighter that must be mended whatever a ministry
// thinks (RemarkForm.Unanswerable). The error says in Dutch, a line for each
// fault, what is wrong, since an administrator reads it.
func LoadWeights(src []byte) (Weights, error) {
	var file struct {
		House   string            `json:"ministerie"`
		Remarks map[string]string `json:"opmerkingen"`
	}
	d := json.NewDecoder(bytes.NewReader(src))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return Weights{}, fmt.Errorf("opmerkingen: het bestand is niet te lezen: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Weights{}, errors.New("opmerkingen: na het einde staat nog iets; zet één ministerie in een bestand")
	}
	w := Weights{House: strings.ToLower(file.House), Severities: map[string]Severity{}}
	var faults []error
	if w.House == "" || Ministry(w.House) != w.House {
		faults = append(faults, fmt.Errorf("opmerkingen: ministerie %q is niet bekend; schrijf de afkorting, bijvoorbeeld vws", file.House))
	}
	if len(file.Remarks) == 0 {
		faults = append(faults, errors.New("opmerkingen: het bestand noemt geen opmerking"))
	}
	codes := make([]string, 0, len(file.Remarks))
	for code := range file.Remarks {
		codes = append(codes, code)
	}
	sort.Strings(codes)
	for _, code := range codes {
		form, known := RemarkByCode(code)
		severity := Severity("")
		for s, text := range severityTexts {
			if text == strings.ToLower(file.Remarks[code]) {
				severity = s
			}
		}
		switch {
		case !known:
			faults = append(faults, fmt.Errorf("opmerkingen: %s bestaat niet", code))
		case severity == "":
			faults = append(faults, fmt.Errorf("opmerkingen: %s heeft zwaarte %q; kies blokkeren, waarschuwen, aanwijzing of uit", code, file.Remarks[code]))
		case form.Unanswerable && severity != SeverityBlock:
			faults = append(faults, fmt.Errorf("opmerkingen: %s (%s) moet altijd worden opgelost en blijft blokkeren", code, form.Title))
		default:
			w.Severities[code] = severity
		}
	}
	return w, errors.Join(faults...)
}
