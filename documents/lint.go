package documents

import (
	"fmt"
	"strings"
)

// checks are the rules by code; what they are called and why they are asked
// stands in the rule book, in the same order.
var checks = map[string]func(*linter){
	"L01": (*linter).deadlineBeforeDatum,
	"L02": (*linter).deadlineTooClose,
	"L03": (*linter).deadlineWithoutReason,
	"L04": (*linter).enclosedWithoutBijlage,
	"L05": (*linter).bijlagenCount,
	"L06": (*linter).kenmerkForm,
	"L07": (*linter).kenmerkDiffers,
	"L08": (*linter).datumDiffers,
	"L09": (*linter).kenmerkOfOtherDirectie,
	"L10": (*linter).opstellerEmpty,
	"L11": (*linter).aanUnknown,
	"L12": (*linter).onderwerpEmpty,
	"L13": (*linter).sectionMissing,
	"L14": (*linter).sectionEmpty,
	"L15": (*linter).nvtInHeading,
	"L16": (*linter).nvtWithoutReason,
	"L17": (*linter).mostlyNVT,
	"L18": (*linter).nvtContradicted,
	"L19": (*linter).numbering,
	"L20": (*linter).labelDeviates,
	"L21": (*linter).headingsMixed,
	"L22": (*linter).besluitNotNumbered,
	"L23": (*linter).besluitAbsent,
	"L24": (*linter).informatieAsksAkkoord,
	"L25": (*linter).medeNamensWithoutStation,
	"L26": (*linter).medeakkoordOpen,
	"L27": (*linter).afstemmingContradicted,
	"L28": (*linter).afstemmingIncomplete,
	"L29": (*linter).medeparaafMissing,
	"L30": (*linter).paperNamedTwoWays,
	"L31": (*linter).referenceWithoutKenmerk,
	"L32": (*linter).kamervragenBare,
	"L33": (*linter).partyName,
	"L34": (*linter).dateWithoutYear,
	"L35": (*linter).nameTwoWays,
	"L36": (*linter).abbreviationUnexplained,
	"L37": (*linter).noWeighing,
	"L38": (*linter).kernpuntenRepeat,
	"L39": (*linter).blame,
	"L40": (*linter).factDiffers,
	"L41": (*linter).motiveringMissing,
	"L42": (*linter).motiveringWithoutGround,
	"L43": (*linter).redactionClaim,
	"L44": (*linter).personalData,
	"L45": (*linter).processRemark,
	"L46": (*linter).pageHeaderInText,
	"L47": (*linter).letterForm,
	"L48": (*linter).letterDate,
	"L49": (*linter).registerNotLinked,
	"L50": (*linter).fileProperties,
	"L51": (*linter).newToezegging,
	"L52": (*linter).longSentence,
	"L53": (*linter).jargon,
	"L54": (*linter).questionUnanswered,
	"L55": (*linter).questionOrder,
	"L56": (*linter).medeNamensDiffers,
	"L57": (*linter).questionNotVerbatim,
	"L58": (*linter).postponement,
	"L59": (*linter).pictureUndescribed,
	"L60": (*linter).staatsgeheimMentioned,
}

// A linter looks at one set of papers.
type linter struct {
	set      []Paper
	at       Circumstances
	code     string
	severity Severity
	remarks  []Remark
}

// Lint gives the remarks on a set of papers in the given circumstances, ordered
// by paper and place. It changes nothing; the same set in the same
// circumstances always gives the same remarks. Its time is linear in the text.
func Lint(set []Paper, at Circumstances) []Remark {
	l := &linter{set: set, at: at}
	must := map[string]bool{}
	for _, r := range ruleBook().Remarks {
		l.code, l.severity = r.Code, r.Severity
		must[r.Code] = r.Unanswerable
		if s, ok := at.Severities[r.Code]; ok {
			l.severity = s
		}
		if l.severity != SeverityOff {
			checks[r.Code](l)
		}
	}
	for i := range l.remarks {
		if r := &l.remarks[i]; at.Answered[r.Code] && !must[r.Code] {
			r.Answered = true
			if r.Severity == SeverityBlock {
				r.Severity = SeverityWarn
			}
		}
	}
	sortRemarks(l.remarks)
	return l.remarks
}

// maxRemarks bounds how often one rule speaks about one set: a reader who sees
// fifty stops reading, and hostile text could ask for millions.
const maxRemarks = 50

func (l *linter) say(paper int, s Span, repair *Repair, format string, args ...any) *Remark {
	r := Remark{Code: l.code, Severity: l.severity, Span: s, Text: fmt.Sprintf(format, args...), Paper: paper, Repair: repair, RepairIn: paper}
	n := 0
	for i := len(l.remarks) - 1; i >= 0 && l.remarks[i].Code == l.code; i-- {
		n++
	}
	if n >= maxRemarks {
		return &r
	}
	l.remarks = append(l.remarks, r)
	return &l.remarks[len(l.remarks)-1]
}

// full reports whether the rule has said enough.
func (l *linter) full() bool {
	n := len(l.remarks)
	return n >= maxRemarks && l.remarks[n-maxRemarks].Code == l.code
}

// notas calls f for every nota of the set.
func (l *linter) notas(f func(i int, n Nota)) {
	for i, p := range l.set {
		if n, ok := p.AsNota(); ok {
			f(i, n)
		}
	}
}

// letters calls f for every Kamerbrief of the set.
func (l *linter) letters(f func(i int, k Kamerbrief)) {
	for i, p := range l.set {
		if k, ok := p.AsKamerbrief(); ok {
			f(i, k)
		}
	}
}

// count gives how many papers of the set are of one of these soorten.
func (l *linter) count(soorten ...Soort) int {
	n := 0
	for _, p := range l.set {
		for _, s := range soorten {
			if p.Soort() == s {
				n++
			}
		}
	}
	return n
}

// place gives the place of a field's value, of its label when it says nothing,
// or the start of the paper when it is absent.
func place(p Paper, f Field) Span {
	v, ok := p.Field(f)
	switch {
	case !ok:
		return Span{}
	case v.Value.Len() == 0 && v.Label.Len() > 0:
		return v.Label
	}
	return v.Value
}

// severe raises or lowers the severity of a remark that weighs more at one
// moment than at another, unless the ministry has set it.
func (l *linter) severe(r *Remark, s Severity) {
	if _, set := l.at.Severities[r.Code]; !set {
		r.Severity = s
	}
}

// quote gives a short piece of text to name it in a sentence.
func quote(t string) string {
	t = strings.Join(strings.FieldsFunc(t, isSpace), " ")
	if len(t) <= 60 {
		return t
	}
	i := strings.LastIndexByte(t[:60], ' ')
	if i < 20 {
		i = 57
		for i > 0 && t[i]&0xc0 == 0x80 {
			i--
		}
	}
	return t[:i] + " …"
}

// listing joins words as a sentence does: a, b en c.
func listing(ws []string) string {
	switch len(ws) {
	case 0:
		return ""
	case 1:
		return ws[0]
	}
	return strings.Join(ws[:len(ws)-1], ", ") + " en " + ws[len(ws)-1]
}
