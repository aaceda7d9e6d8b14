package pdf

import (
	"bytes"
	"strings"
	"sync"
	"unicode"
)

// Dutch words are divided by Liang's method ("Word Hy-phen-a-tion by
// Com-put-er", 1983) with the patterns of OpenTaal. A pattern is letters with
// digits between them; where patterns meet, the highest digit counts; odd means
// that the word may be divided there.

// A trie node has its children in a list, in the order of their letters.
type trieNode struct {
	letter  rune
	child   int32 // first child, 0 is none
	sibling int32 // next child of the same parent, 0 is none
	levels  []byte
}

type patterns struct {
	nodes []trieNode
	roots map[rune]int32
}

var dutch = sync.OnceValue(func() *patterns {
	b, err := assets.ReadFile("assets/hyph_nl_NL.dic")
	if err != nil {
		return &patterns{} // embedded at build time: cannot happen, and costs only hyphens
	}
	return readPatterns(b)
})

// readPatterns reads a .dic file in ISO 8859-1: its first line names the
// coding, every further line is a pattern. The point stands for a word's edge.
func readPatterns(b []byte) *patterns {
	p := &patterns{nodes: make([]trieNode, 1, 40000), roots: map[rune]int32{}}
	_, b, _ = bytes.Cut(b, []byte("\n"))
	for line := range bytes.Lines(b) {
		line = bytes.TrimRight(line, "\r\n")
		var letters []rune
		levels := []byte{0}
		for _, c := range line {
			if '0' <= c && c <= '9' {
				levels[len(levels)-1] = c - '0'
				continue
			}
			letters = append(letters, rune(c)) // ISO 8859-1 is the start of Unicode
			levels = append(levels, 0)
		}
		if len(letters) > 0 {
			p.add(letters, levels)
		}
	}
	return p
}

func (p *patterns) add(letters []rune, levels []byte) {
	n := p.roots[letters[0]]
	if n == 0 {
		p.nodes = append(p.nodes, trieNode{letter: letters[0]})
		n = int32(len(p.nodes) - 1)
		p.roots[letters[0]] = n
	}
	for _, l := range letters[1:] {
		c := p.find(n, l)
		if c == 0 {
			p.nodes = append(p.nodes, trieNode{letter: l, sibling: p.nodes[n].child})
			c = int32(len(p.nodes) - 1)
			p.nodes[n].child = c
		}
		n = c
	}
	p.nodes[n].levels = levels
}

func (p *patterns) find(n int32, l rune) int32 {
	for c := p.nodes[n].child; c != 0; c = p.nodes[c].sibling {
		if p.nodes[c].letter == l {
			return c
		}
	}
	return 0
}

// The shortest pieces that may stand before and after a hyphen, and the
// longest word that is looked at. A word in capitals is an abbreviation or a
// code and stays whole.
const (
	minBefore = 2
	minAfter  = 3
	minWord   = 6
	maxWord   = 64
)

// divide gives the places where a word may be divided: i means before its
// i-th rune. The word must be letters only; anything else is not divided.
func (p *patterns) divide(word []rune) []int {
	if len(word) < minWord || len(word) > maxWord {
		return nil
	}
	var w [maxWord + 2]rune
	upper := 0
	w[0] = '.'
	for i, r := range word {
		if !unicode.IsLetter(r) {
			return nil
		}
		if unicode.IsUpper(r) {
			upper++
		}
		w[i+1] = unicode.ToLower(r)
	}
	if upper > 1 {
		return nil
	}
	n := len(word) + 2
	w[n-1] = '.'
	var level [maxWord + 4]byte
	for i := range n {
		for node, j := p.roots[w[i]], i; node != 0; {
			for k, l := range p.nodes[node].levels {
				level[i+k] = max(level[i+k], l)
			}
			if j++; j == n {
				break
			}
			node = p.find(node, w[j])
		}
	}
	var at []int
	vowel := hasVowel(w[1 : 1+minBefore])
	for i := minBefore; i <= len(word)-minAfter; i++ {
		if level[i+1]%2 == 1 {
			// The patterns cut "mark-t-ef-fec-ten": a part without a vowel is no
			// syllable, and which of its two ends is wrong the patterns do not know.
			if !vowel {
				if len(at) > 0 {
					at = at[:len(at)-1]
				}
			} else {
				at = append(at, i)
			}
			vowel = false
		}
		vowel = vowel || hasVowel(w[i+1:i+2])
	}
	return at
}

func hasVowel(w []rune) bool {
	return strings.ContainsAny(string(w), "aeiouyàáâäåæèéêëìíîïòóôöøùúûüý")
}
