package desk

import (
	"errors"
	"testing"

	"paraaf/documents"
	"paraaf/workflow"
)

const effortsFrom = `{"wegen":[
	{"soort":"EMAIL","weg":"automatisch","van":"2026-01-01","zekerheid":0.5,"waarom":"Altijd goed."},
	{"soort":"PERSON","weg":"volledig","van":"2026-01-01","waarom":"Gaat over mensen."},
	{"soort":"PHONE","weg":"bevestigd","van":"2026-01-01","waarom":"Komt in brieven voor."},
	{"soort":"IBAN","weg":"automatisch","van":"2030-01-01","zekerheid":1,"waarom":"Later."}]}`

// TestEffortFollowsTheKindOfFinding holds what each route asks: what is
// automatic is decided, counted as such and can be put right; what is full is
// not decided with others; what is confirmed asks a motivering either way.
func TestEffortFollowsTheKindOfFinding(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	_, err := o.LoadSetting(o.ctx(), o.as("bas"), SettingEffort, []byte(effortsFrom), 0)
	o.must(err)
	id := o.underReview("Afgestemd met mevrouw Quirina Zandvoort. Vragen aan piet.puk.de.wit@gmail.com of 06-12345678, rekening NL91ABNA0417164300.")
	look := func() Review {
		r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
		o.must(err)
		return r
	}
	r := look()
	by := map[documents.Label][]Judgement{}
	for _, j := range r.Judgements {
		by[j.Finding.Label] = append(by[j.Finding.Label], j)
	}
	for _, l := range []documents.Label{documents.Person, documents.Email, documents.Phone, documents.IBAN} {
		if len(by[l]) == 0 {
			t.Fatalf("nothing of kind %s is found", l)
		}
	}
	mail := by[documents.Email][0]
	if !mail.Auto || mail.Decision != Redact || by[documents.Phone][0].Decision != Undecided || by[documents.IBAN][0].Decision != Undecided {
		t.Errorf("by itself goes %+v", r.Judgements)
	}
	efforts := map[documents.Label]workflow.Effort{}
	for _, g := range r.Groups {
		efforts[g.Label] = g.Effort
	}
	if efforts[documents.Email] != workflow.EffortAutomatic || efforts[documents.Phone] != workflow.EffortConfirmed || efforts[documents.Person] != workflow.EffortFull || efforts[documents.IBAN] != workflow.EffortSimple {
		t.Errorf("the groups ask %v", efforts)
	}
	judge := func(cs ...Judgement) error {
		_, err := o.Judge(o.ctx(), o.as("yasmin"), id, look().Version, cs)
		return err
	}
	var no *workflow.Refusal
	person, phone := Judgement{ID: by[documents.Person][0].ID, Decision: Redact}, Judgement{ID: by[documents.Phone][0].ID, Decision: Keep}
	if err := judge(person, Judgement{ID: by[documents.IBAN][0].ID, Decision: Redact}); !errors.As(err, &no) {
		t.Errorf("what is judged one by one is judged with others: %v", err)
	}
	o.must(judge(person))
	if err := judge(phone); !errors.As(err, &no) {
		t.Errorf("a confirmed kind stays without a motivering: %v", err)
	}
	phone.Motivering = "Algemeen nummer."
	o.must(judge(phone))
	o.must(judge(Judgement{ID: mail.ID, Decision: Keep}))
	for _, j := range look().Judgements {
		if j.ID == mail.ID && (j.Auto || j.Decision != Keep) {
			t.Errorf("a human put it right, and it is %+v", j)
		}
	}
	o.must(judge(Judgement{ID: mail.ID, Decision: Redact}))
	for _, f := range figures(judgedOf(look().Judgements)) {
		if f.Label == documents.Email && f.Auto != 0 {
			t.Errorf("what a human decided is counted as automatic: %+v", f)
		}
	}
}

// TestAutomaticIsCountedAndAskedAgain holds that the figures tell what nobody
// judged, and that it is asked again when the rule is taken away.
func TestAutomaticIsCountedAndAskedAgain(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	_, err := o.LoadSetting(o.ctx(), o.as("bas"), SettingEffort, []byte(effortsFrom), 0)
	o.must(err)
	id := o.underReview("Vragen aan piet.puk.de.wit@gmail.com. Afgestemd met mevrouw Quirina Zandvoort.")
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	auto := 0
	for _, f := range figures(judgedOf(r.Judgements)) {
		auto += f.Auto
	}
	if auto != 1 {
		t.Errorf("%d are counted as automatic", auto)
	}
	for _, j := range r.Judgements { // so that all is written, the automatic one too
		if !j.Auto {
			_, err = o.Judge(o.ctx(), o.as("yasmin"), id, r.Version, []Judgement{{ID: j.ID, Decision: Redact}})
			o.must(err)
			break
		}
	}
	o.must(o.WithdrawSetting(o.ctx(), o.as("bas"), SettingEffort, "", o.inForce().n))
	r, err = o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	for _, j := range r.Judgements {
		if j.Finding.Label == documents.Email && (j.Auto || j.Decision != Undecided) {
			t.Errorf("without the rule it still goes by itself: %+v", j)
		}
	}
}

func judgedOf(js []Judgement) []judged {
	var out []judged
	for _, j := range js {
		out = append(out, judged{Judgement: j})
	}
	return out
}

// TestParagraphsThatGoNearlyWholeAreNamed holds that the meter counts by
// paragraph, and warns for a long one of which little is left, not for a short.
func TestParagraphsThatGoNearlyWholeAreNamed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	long := "Deze alinea gaat over een lopend onderzoek en over niets anders dan dat onderzoek."
	id := o.underReview("Ja.\n\n" + long + "\n\nDeze derde alinea blijft zoals zij is, van begin tot eind.")
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	nota := r.Texts[0].Content.Bytes()
	var cs []Judgement
	for _, s := range []string{"Ja.", long[:len(long)-1]} {
		at := nth(nota, s, 0)
		cs = append(cs, Judgement{Paper: PaperNota, Finding: documents.Finding{Span: documents.Span{Start: at, End: at + len(s)}}, Decision: Redact, Grounds: []documents.Ground{"5.1.2d"}, Motivering: "Onderzoek."})
	}
	_, err = o.Judge(o.ctx(), o.as("yasmin"), id, r.Version, cs)
	o.must(err)
	r, err = o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	if len(r.Paragraphs) != 2 || r.Paragraphs[0].Percent != 100 || r.Paragraphs[0].Nearly || r.Paragraphs[1].Percent != 100 || !r.Paragraphs[1].Nearly {
		t.Errorf("the paragraphs lose %+v", r.Paragraphs)
	}
}
