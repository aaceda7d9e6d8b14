package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// definitionTransformer takes link reference definitions off the beginning of
// a paragraph. Each stands on a line of its own:
//
//	definition = "[" label "]:" destination title?
//
// goldmark's own allows line ends inside one, is quadratic in their number and
// puts lines out of order when a title is left open.
type definitionTransformer struct{}

func (definitionTransformer) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	src := reader.Source()
	n := 0
	for ; n < lines.Len(); n++ {
		seg := lines.At(n)
		seg = seg.TrimLeftSpace(src)
		seg = seg.TrimRightSpace(src)
		def := readDefinition(seg.Value(src))
		if def == nil {
			break
		}
		def.Lines().Append(seg)
		def.SetPos(seg.Start)
		pc.AddReference(parser.NewReference(def.Label, def.Destination, def.Title))
		node.Parent().InsertBefore(node.Parent(), node, def)
	}
	if n == 0 {
		return
	}
	lines.SetSliced(n, lines.Len())
	if lines.Len() == 0 {
		node.Parent().RemoveChild(node.Parent(), node)
	}
}

// readDefinition reads one line, or gives nil when it is no definition.
func readDefinition(line []byte) *ast.LinkReferenceDefinition {
	if len(line) < 5 || line[0] != '[' || line[1] == '^' {
		return nil
	}
	end := closingBracket(line[1:min(len(line), 2+maxLabel)])
	if end < 0 || 1+end+1 >= len(line) || line[1+end+1] != ':' {
		return nil
	}
	label := line[1 : 1+end]
	rest := bytes.TrimLeft(line[1+end+2:], " \t")
	if util.IsBlank(label) || len(rest) == 0 {
		return nil
	}
	var destination []byte
	if rest[0] == '<' {
		i := bytes.IndexByte(rest, '>')
		if i < 0 || bytes.IndexByte(rest[1:i], '<') >= 0 {
			return nil
		}
		destination, rest = rest[1:i], rest[i+1:]
	} else {
		i := bytes.IndexAny(rest, " \t")
		if i < 0 {
			i = len(rest)
		}
		destination, rest = rest[:i], rest[i:]
	}
	title := bytes.TrimLeft(rest, " \t")
	if len(title) > 0 {
		last := title[len(title)-1]
		if len(title) == len(rest) || len(title) < 2 || !(title[0] == '"' && last == '"' || title[0] == '\'' && last == '\'' || title[0] == '(' && last == ')') {
			return nil
		}
		title = title[1 : len(title)-1]
	}
	return ast.NewLinkReferenceDefinition(label, destination, title)
}

// closingBracket gives where the label that s begins with ends, or -1.
func closingBracket(s []byte) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			return -1
		case ']':
			return i
		}
	}
	return -1
}
