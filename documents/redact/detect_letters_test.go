package redact

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// bears holds that Detect goes to the end of text and that its findings are sound.
func bears(t *testing.T, text string) {
	t.Helper()
	defer func() {
		if why := recover(); why != nil {
			t.Errorf("%q: %v", text, why)
		}
	}()
	b := []byte(text)
	checkFindings(t, b, Detect(b))
}

// TestWordsOfOtherLettersBreakNoRule puts words that hold no letter of ours, or
// only one, where people stand: rules that look at how a word ends must not
// take it for granted that it has an end.
func TestWordsOfOtherLettersBreakNoRule(t *testing.T) {
	t.Parallel()
	others := []string{"жжжжжжж", "Жжжжжжж", "日本語日本語", "ʼʼʼʼʼʼʼ", "ʼʼʼʼʼʼeʼ", "éжжжжжж", "ьюячцдж", "βγδζηθλ", "ᴀᴀᴀᴀᴀᴀᴀ", "عبدالله", "Жs", "жжжжжsж", "Éж", "Ж", "Ж.", "ж.", "Ж.Ж."}
	r := rand.New(rand.NewPCG(11, 24))
	for _, other := range others {
		for _, frame := range []string{"de # Jansen", "de # Jansen en # Vos", "# en ik", "collega # Meijer", "Baas # ons", "Okafor (#)", "Pip, # van Maud", "Aan: #, #, #", "# | # | #", "Aanwezig: Jansen, # (Kees)", "lankhorst, #", "1  AKKERMAN  #\n2  BAKKER  #", "Behandelaar: K. Kolff\n\nKolff #, Bakker P", "Behandelaar: mevrouw #\n\n#s moeder; #."} {
			bears(t, strings.ReplaceAll(frame, "#", other))
		}
	}
	for _, d := range developmentTexts(t) {
		words := strings.SplitAfter(d.text, " ")
		for range 1 + len(words)/8 {
			words[r.IntN(len(words))] = others[r.IntN(len(others))] + " "
		}
		bears(t, strings.Join(words, ""))
	}
}

// TestATextMayBeginAnywhere begins texts at every word of theirs, as they are and in
// capitals: rules that look at what stands before a name must bear that nothing does.
func TestATextMayBeginAnywhere(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"VISSER en ik belden.", "VISSER\n\nAGENT VISSER EN IK", "JANSEN zei dat VISSER kwam. AGENT JANSEN."} {
		bears(t, text)
	}
	for _, d := range developmentTexts(t) {
		words := strings.SplitAfter(d.text, " ")
		for i := 0; i < len(words); i += 1 + len(words)/40 {
			rest := strings.Join(words[i:min(i+60, len(words))], "")
			bears(t, rest)
			bears(t, strings.ToUpper(rest))
		}
	}
}
