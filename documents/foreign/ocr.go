package foreign

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os/exec"
	"strconv"
	"strings"

	"paraaf/documents"
)

// A Word is a word that was read from pixels.
type Word struct {
	Text       string
	Box        Box
	Certainty  float64 // 0 to 1, as the program that read it says
	LineStarts bool    // the first word of a line
	Paragraph  bool    // and of a paragraph
}

// An OCR reads text from pixels with Tesseract, an external program under the
// Apache licence. It is an extra: the zero OCR reads nothing.
type OCR struct{ program, language string }

// FindOCR looks for Tesseract with Dutch along the search path. It gives the
// zero OCR where there is none.
func FindOCR(ctx context.Context) OCR {
	program, err := exec.LookPath("tesseract")
	if err != nil {
		return OCR{}
	}
	out, err := exec.CommandContext(ctx, program, "--list-langs").Output()
	if err != nil {
		return OCR{}
	}
	have := strings.Fields(string(out))
	for _, language := range []string{"nld", "eng"} {
		for _, l := range have {
			if l == language {
				return OCR{program, language}
			}
		}
	}
	return OCR{}
}

// Present reports whether there is a program to read with.
func (o OCR) Present() bool { return o.program != "" }

// Read reads a page that was drawn at dpi dots an inch. Boxes are in points
// from its lower left corner.
func (o OCR) Read(ctx context.Context, m image.Image, dpi float64) ([]Word, error) {
	if !o.Present() {
		return nil, errors.New("read text from pixels: there is no tesseract")
	}
	var in, out, said bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&in, m); err != nil {
		return nil, fmt.Errorf("read text from pixels: %w", err)
	}
	cmd := exec.CommandContext(ctx, o.program, "stdin", "stdout", "-l", o.language, "--dpi", strconv.Itoa(int(dpi)), "tsv")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = &in, &out, &said
	cmd.Env = append(cmd.Environ(), "OMP_THREAD_LIMIT=1") // more threads only wait for each other
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, &documents.Unreadable{Text: "De tekst van een pagina is niet van het beeld te lezen. Bekijk deze pagina zelf."}
	}
	return parseTSV(out.String(), float64(m.Bounds().Dy()), dpi), nil
}

// parseTSV reads Tesseract's table: level, page, block, paragraph, line, word,
// left, top, width, height, confidence, text.
func parseTSV(table string, height, dpi float64) []Word {
	var words []Word
	line, paragraph := "", ""
	for row := range strings.Lines(table) {
		f := strings.Split(strings.TrimRight(row, "\r\n"), "\t")
		if len(f) < 12 || f[0] != "5" || strings.TrimSpace(f[11]) == "" {
			continue
		}
		var n [5]float64
		ok := true
		for i := range n {
			v, err := strconv.ParseFloat(f[6+i], 64)
			n[i], ok = v*72/dpi, ok && err == nil
		}
		if !ok {
			continue
		}
		h := height * 72 / dpi
		p := f[2] + "." + f[3]
		l := p + "." + f[4]
		words = append(words, Word{Text: f[11], Certainty: n[4] * dpi / 72 / 100, LineStarts: l != line, Paragraph: p != paragraph,
			Box: Box{n[0], h - n[1] - n[3], n[0] + n[2], h - n[1]}})
		line, paragraph = l, p
	}
	return words
}
