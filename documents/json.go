package documents

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Runes turns byte offsets into a paper into offsets in Unicode code points,
// as contract.md counts them. Bytes that are not UTF-8 count one each.
type Runes struct {
	src  []byte
	mark []int // code points before every 256th byte
}

// NewRunes prepares the counting for src, in linear time.
func NewRunes(src []byte) *Runes {
	r := &Runes{src: src}
	n := 0
	for i := 0; i < len(src); {
		for len(r.mark)*256 <= i {
			r.mark = append(r.mark, n)
		}
		_, w := utf8.DecodeRune(src[i:])
		i += w
		n++
	}
	return r
}

// Offset gives the number of code points before byte offset at. An offset
// within a code point counts as its start.
func (r *Runes) Offset(at int) int {
	at = max(0, min(at, len(r.src)))
	if at == 0 {
		return 0
	}
	k := min(at/256, len(r.mark)-1)
	i := k * 256
	for i > 0 && !utf8.RuneStart(r.src[i]) && k*256-i < utf8.UTFMax {
		i--
	}
	if _, w := utf8.DecodeRune(r.src[i:]); i+w <= k*256 {
		i = k * 256 // not the inside of a code point after all
	}
	n := r.mark[k]
	if i < k*256 {
		n-- // the code point that straddles the mark was counted before it
	}
	for i < at {
		_, w := utf8.DecodeRune(r.src[i:])
		if i+w > at {
			break
		}
		i += w
		n++
	}
	return n
}

// Span turns a byte span into one of code points.
func (r *Runes) Span(s Span) Span { return Span{r.Offset(s.Start), r.Offset(s.End)} }

// ByteSpan turns a span of code points into one of bytes. It fails when the span
// lies outside the paper or ends before it starts.
func (r *Runes) ByteSpan(s Span) (Span, error) {
	a, ok1 := r.byteOffset(s.Start)
	b, ok2 := r.byteOffset(s.End)
	if !ok1 || !ok2 || b < a {
		return Span{}, fmt.Errorf("span %d-%d lies outside the paper", s.Start, s.End)
	}
	return Span{a, b}, nil
}

func (r *Runes) byteOffset(n int) (int, bool) {
	if n < 0 {
		return 0, false
	}
	lo, hi := 0, len(r.mark)
	for lo < hi {
		if mid := (lo + hi) / 2; r.mark[mid] <= n {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	i, k := 0, 0
	if lo > 0 {
		i = (lo - 1) * 256
		for i < len(r.src) && !utf8.RuneStart(r.src[i]) && i < (lo-1)*256+3 {
			i++
		}
		k = r.Offset(i)
		if k > n {
			i, k = 0, 0
		}
	}
	for k < n {
		if i >= len(r.src) {
			return 0, false
		}
		_, w := utf8.DecodeRune(r.src[i:])
		i += w
		k++
	}
	return i, true
}

type sectionJSON struct {
	Key   SectionKey `json:"key"`
	Label string     `json:"label"`
	NVT   bool       `json:"nvt"`
	Text  string     `json:"text"`
}

type remarkJSON struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	Start    int      `json:"start"`
	End      int      `json:"end"`
	Text     string   `json:"text"`
}

type kenmerkJSON struct {
	Raw    string `json:"raw"`
	Normal string `json:"normal"`
}

// RemarksJSON writes remarks as contract.md says, spans in code points into p.
func (p Paper) RemarksJSON(remarks []Remark) ([]byte, error) {
	return marshal(p.remarksJSON(remarks))
}

func (p Paper) remarksJSON(remarks []Remark) []remarkJSON {
	r := NewRunes(p.Bytes())
	out := make([]remarkJSON, 0, len(remarks))
	for _, m := range remarks {
		s := r.Span(m.Span)
		out = append(out, remarkJSON{m.Code, m.Severity, s.Start, s.End, m.Text})
	}
	return out
}

// JSON writes the paper as `paraaf parse` prints it (contract.md): one line, no
// HTML escaping, unknown is null, spans in Unicode code points.
func (p Paper) JSON(remarks []Remark) ([]byte, error) {
	rs := p.remarksJSON(remarks)
	switch p.Soort() {
	case SoortNota:
		n := Nota{p}
		return marshal(struct {
			Soort     Soort        `json:"soort"`
			Kind      *string      `json:"kind"`
			Onderwerp *string      `json:"onderwerp"`
			Kenmerk   *kenmerkJSON `json:"kenmerk"`
			Datum     *Date        `json:"datum"`
			Deadline  *Date        `json:"deadline"`
			Aan       []string     `json:"aan"`
			CC        []string     `json:"cc"`
			Lijn      []string     `json:"lijn"`
			Opsteller struct {
				State string `json:"state"`
				Text  string `json:"text"`
			} `json:"opsteller"`
			Bijlagen *int          `json:"bijlagen"`
			Sections []sectionJSON `json:"sections"`
			Remarks  []remarkJSON  `json:"remarks"`
		}{p.Soort(), known(n.Kind()), known(n.Onderwerp()), knownKenmerk(n.Kenmerk()), knownDate(n.Datum()), knownDate(n.Deadline()),
			list(n.Aan()), list(n.CC()), list(n.Lijn()), struct {
				State string `json:"state"`
				Text  string `json:"text"`
			}(n.Opsteller()), knownCount(n.Bijlagen()), p.sectionsJSON(), rs})
	case SoortKamerbrief:
		k := Kamerbrief{p}
		type signerJSON struct {
			Ambt string `json:"ambt"`
			Naam string `json:"naam"`
		}
		signers := []signerJSON{}
		for _, o := range k.Ondertekenaars() {
			signers = append(signers, signerJSON(o))
		}
		return marshal(struct {
			Soort          Soort         `json:"soort"`
			Geadresseerde  []string      `json:"geadresseerde"`
			Datum          *Date         `json:"datum"`
			Betreft        *string       `json:"betreft"`
			OnsKenmerk     *kenmerkJSON  `json:"onskenmerk"`
			UwKenmerk      *kenmerkJSON  `json:"uwkenmerk"`
			Aanhef         *string       `json:"aanhef"`
			Slotformule    *string       `json:"slotformule"`
			Ondertekenaars []signerJSON  `json:"ondertekenaars"`
			MedeNamens     []string      `json:"medenamens"`
			Bijlagen       *int          `json:"bijlagen"`
			Sections       []sectionJSON `json:"sections"`
			Remarks        []remarkJSON  `json:"remarks"`
		}{p.Soort(), list(k.Geadresseerde()), knownDate(k.Datum()), known(k.Betreft()), knownKenmerk(k.OnsKenmerk()), knownKenmerk(k.UwKenmerk()),
			known(k.Aanhef()), known(k.Slotformule()), signers, list(k.MedeNamens()), knownCount(k.Bijlagen()), p.sectionsJSON(), rs})
	case SoortAntwoorden:
		a := Antwoorden{p}
		type vraagJSON struct {
			Nummers  []int   `json:"nummers"`
			Vraag    string  `json:"vraag"`
			Antwoord *string `json:"antwoord"`
		}
		vragen := []vraagJSON{}
		for _, v := range a.Vragen() {
			j := vraagJSON{v.Nummers, "", nil}
			for _, s := range v.Vragen {
				j.Vraag = strings.TrimSpace(j.Vraag + "\n\n" + p.Content(Section{Body: s}))
			}
			if v.Answered {
				t := p.Content(Section{Body: v.Antwoord})
				j.Antwoord = &t
			}
			vragen = append(vragen, j)
		}
		return marshal(struct {
			Soort      Soort        `json:"soort"`
			Zaaknummer *string      `json:"zaaknummer"`
			Vragen     []vraagJSON  `json:"vragen"`
			Remarks    []remarkJSON `json:"remarks"`
		}{p.Soort(), known(a.Zaaknummer()), vragen, rs})
	}
	return marshal(struct {
		Soort    Soort         `json:"soort"`
		Sections []sectionJSON `json:"sections"`
		Remarks  []remarkJSON  `json:"remarks"`
	}{p.Soort(), p.sectionsJSON(), rs})
}

// sectionsJSON leaves out a section that is nothing but the heading over its
// parts.
func (p Paper) sectionsJSON() []sectionJSON {
	out := []sectionJSON{}
	ss := p.model().sections
	for i, s := range ss {
		if s.Level == 1 && s.Body.Len() == 0 && i+1 < len(ss) && ss[i+1].Level == 2 {
			continue
		}
		out = append(out, sectionJSON{s.Key, s.Label, s.NVT, p.Content(s)})
	}
	return out
}

func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("write paper as JSON: %w", err)
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func knownDate(d Date) *Date {
	if d.IsZero() {
		return nil
	}
	return &d
}

func knownKenmerk(k Kenmerk) *kenmerkJSON {
	if k.Normal == "" {
		return nil
	}
	return &kenmerkJSON{k.Raw, k.Normal}
}

func knownCount(n int, ok bool) *int {
	if !ok {
		return nil
	}
	return &n
}

func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
