package templates

import (
	"strings"
	"testing"

	"paraaf/workflow"
)

func TestEveryCommandHasWordsForItsButton(t *testing.T) {
	t.Parallel()
	for _, c := range workflow.Commands() {
		if _, silent := c.(workflow.Remind); silent {
			continue // decided at night, never a button
		}
		a := c.Action()
		says := ActionSays(a)
		if says.Button == string(a) || says.Done == "" {
			t.Errorf("%s has no button or no sentence for when it is done", a)
		}
		if _, ok := icons[says.Icon]; !ok {
			t.Errorf("%s names icon %q, which is not drawn", a, says.Icon)
		}
	}
}

func TestEveryEventIsToldAsASentence(t *testing.T) {
	t.Parallel()
	for _, e := range []workflow.Event{workflow.Opened{}, workflow.Revised{}, workflow.RouteChanged{}, workflow.Submitted{}, workflow.ParaafGiven{}, workflow.SentBack{}, workflow.AskedBack{}, workflow.AssentTakenBack{}, workflow.MedeakkoordGiven{}, workflow.MedeakkoordRefused{}, workflow.BesluitTaken{}, workflow.NotaWithdrawn{}, workflow.HandedOver{}, workflow.ColleagueInvited{}, workflow.StationSkipped{}, workflow.StationForwarded{}, workflow.AdviceAsked{}, workflow.AdviceGiven{}, workflow.GezienMarked{}, workflow.SpoedSet{}, workflow.MarksSet{}, workflow.ReviewClosed{}, workflow.SecondReadingClosed{}, workflow.DifferencesSettled{}, workflow.ReviewConfirmed{}, workflow.ReviewReturned{}, workflow.ExportRecorded{}, workflow.SignatureRecorded{}, workflow.LetterDated{}, workflow.LetterDispatched{}, workflow.BeslisnotaSent{}, workflow.KamerNumbersRecorded{}, workflow.PublicationWithdrawn{}, workflow.ToezeggingenLinked{}, workflow.ToezeggingRecorded{}, workflow.ToezeggingSettled{}, workflow.Reminded{}, workflow.KamerDateSet{}, workflow.VragenRegistered{}, workflow.UitstelReported{}, workflow.ZienswijzeAsked{}, workflow.ZienswijzeReceived{}, workflow.EmbargoSet{}, workflow.AlreadyPublicSet{}} {
		s, icon, _ := Tell(Telling{Event: e.Name(), Who: "Noor Hoekstra", Namens: "Emma Bakker", Station: "plv. SG", Verdict: workflow.AkkoordMetOpmerking,
			Details: map[string]string{"round": "2", "until": "1 mei 2026", "person": "Joris de Wit", "paper": "nota", "how": "nat", "date": "22 april 2026"}})
		if strings.ContainsAny(s, "{}") || !strings.HasSuffix(s, ".") || strings.Contains(s, e.Name()) {
			t.Errorf("%s is told as %q", e.Name(), s)
		}
		if _, ok := icons[icon]; !ok {
			t.Errorf("%s names icon %q, which is not drawn", e.Name(), icon)
		}
	}
}

func TestEveryPhaseAndStepHasWords(t *testing.T) {
	t.Parallel()
	for _, p := range []workflow.Phase{workflow.Concept, workflow.InLine, workflow.Decided, workflow.Reviewed, workflow.Confirmed,
		workflow.Exported, workflow.Dispatched, workflow.Withdrawn, workflow.Ended} {
		if Stands(p).Text == string(p) {
			t.Errorf("phase %q has no words", p)
		}
	}
	for _, k := range []workflow.StepKind{workflow.AskMedeakkoord, workflow.AskMedeondertekening, workflow.AskAdvice} {
		if Asks(k) == string(k) {
			t.Errorf("step %q has no words", k)
		}
	}
}
