package gate

import (
	"fmt"
	"strconv"
	"strings"
)

// Lacks reads a finished file as Examine does and gives which of words it does
// not show as text: what must stay readable is looked for by the same attacker
// who looks for what must not. It fails as Examine does.
func Lacks(name string, data []byte, words []string) ([]string, error) {
	if len(words) == 0 {
		return nil, nil
	}
	shown, _, err := Examine(name, data, words, false)
	if err != nil {
		return nil, fmt.Errorf("look for what must stay: %w", err)
	}
	has := map[string]bool{}
	for _, l := range shown {
		n, err := strconv.Atoi(strings.TrimPrefix(l.What, "geheim "))
		if err == nil && l.Where == InText && n > 0 && n <= len(words) {
			has[fold(strings.TrimSpace(words[n-1]))] = true
		}
	}
	var out []string
	for _, w := range words {
		if f := fold(strings.TrimSpace(w)); f != "" && !has[f] {
			out = append(out, w)
		}
	}
	return out, nil
}
