package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"paraaf/documents"
	"paraaf/documents/annex"
	"paraaf/documents/gate"
	"paraaf/documents/markdown"
	"paraaf/documents/redact"
	"paraaf/documents/render"
	"paraaf/templates"
	"paraaf/workflow"
)

// The commands on files: they keep nothing and need no data folder.

// readPaper reads one file as a paper; what it is not fit for it says in Dutch. A docx
// or odt gives its text, and says on c what it held besides.
func readPaper(c console, name string) (documents.Paper, []documents.Remark, error) {
	f, err := os.Open(name)
	if err != nil {
		return documents.Paper{}, nil, err
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, max(documents.MaxBytes, annex.MaxOffice)+1))
	if err != nil {
		return documents.Paper{}, nil, fmt.Errorf("read %s: %w", name, err)
	}
	if form, err := annex.Sniff(src); err == nil && (form == annex.DOCX || form == annex.ODT) {
		in, err := annex.ImportOffice(src)
		if err != nil {
			return documents.Paper{}, nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, r := range in.Reports {
			fmt.Fprintf(c.err, "%s: %s: %s %q\n", name, r.Kind, r.Text, r.Quote)
		}
		src = in.Markdown
	}
	if err := documents.Check(src); err != nil {
		return documents.Paper{}, nil, fmt.Errorf("%s: %w", name, err)
	}
	p, remarks := documents.Parse(src)
	return p, remarks, nil
}

func parse(_ context.Context, c console, f *flag.FlagSet, args []string) error {
	files, err := parseFlags(f, args)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("no file named")
	}
	for _, name := range files {
		p, remarks, err := readPaper(c, name)
		if err != nil {
			return err
		}
		line, err := p.JSON(remarks)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if _, err := fmt.Fprintf(c.out, "%s\n", line); err != nil {
			return err
		}
	}
	return nil
}

func lint(_ context.Context, c console, f *flag.FlagSet, args []string) error {
	asJSON := f.Bool("json", false, "one JSON object a remark")
	sent := f.String("sent", "", "date on which the nota is sent up, as 2026-04-22 or 22 april 2026")
	var at documents.Circumstances
	f.Func("station", "organisation in the parafenlijn, as jenv or vws.fez; may be given again, and is then the whole line", func(org string) error {
		role := "medeparaaf"
		if !strings.Contains(org, ".") {
			role = "bewindspersoon"
		}
		at.RouteKnown = true
		at.Stations = append(at.Stations, documents.Seat{Role: role, Organisation: org})
		return nil
	})
	names, err := parseFlags(f, args)
	if err != nil {
		return err
	}
	if *sent != "" {
		if at.Sent, err = day(*sent); err != nil {
			return fmt.Errorf("-sent: %w", err)
		}
		at.Holidays = workflow.HolidaysFrom(at.Sent)
	}
	var set []documents.Paper
	var files []string
	for _, name := range names {
		if strings.EqualFold(filepath.Ext(name), ".pdf") {
			at.AttachedKnown, at.Attached = true, at.Attached+1
			told, err := properties(name)
			if err != nil {
				return err
			}
			at.PDF = append(at.PDF, told...)
			continue
		}
		p, _, err := readPaper(c, name)
		if err != nil {
			return err
		}
		set, files = append(set, p), append(files, name)
		at.FileNames = append(at.FileNames, filepath.Base(name))
	}
	if len(set) == 0 {
		return fmt.Errorf("no nota, letter or answers named")
	}
	blocked := false
	for _, r := range documents.Lint(set, at) {
		blocked = blocked || r.Severity == documents.SeverityBlock
		src := set[r.Paper].Bytes()
		start := utf8.RuneCount(src[:r.Span.Start])
		if *asJSON {
			line, err := json.Marshal(struct {
				File     string             `json:"file"`
				Code     string             `json:"code"`
				Severity documents.Severity `json:"severity"`
				Start    int                `json:"start"`
				End      int                `json:"end"`
				Text     string             `json:"text"`
			}{files[r.Paper], r.Code, r.Severity, start, start + utf8.RuneCount(src[r.Span.Start:r.Span.End]), r.Text})
			if err != nil {
				return err
			}
			fmt.Fprintf(c.out, "%s\n", line)
			continue
		}
		lineNumber := 1 + strings.Count(string(src[:r.Span.Start]), "\n")
		fmt.Fprintf(c.out, "%s:%d: %s %s %s\n", files[r.Paper], lineNumber, r.Code, r.Severity, r.Text)
	}
	if blocked {
		return errNo
	}
	return nil
}

// day reads a civil day, as a machine writes it or as a paper does.
func day(s string) (documents.Date, error) {
	var d documents.Date
	if err := d.UnmarshalText([]byte(s)); err == nil {
		return d, nil
	}
	return documents.ParseDutchDate(s)
}

// properties names what an enclosed PDF tells beside its pages, one phrase a
// kind. What it says is not repeated: that is what must not go out.
func properties(name string) ([]string, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	leaks, _, err := gate.Examine(filepath.Base(name), data, nil, false)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var out []string
	for _, l := range leaks {
		told := fmt.Sprintf("%s (%s, in %s)", templates.LeakSays(string(l.Where)), l.What, filepath.Base(name))
		if !slices.Contains(out, told) {
			out = append(out, told)
		}
	}
	return out, nil
}

func renderPaper(ctx context.Context, c console, f *flag.FlagSet, args []string) error {
	out := f.String("o", "", "file to write: .html, .pdf, .odt, .docx or .md")
	house := houseFlag(f, c)
	seal := sealFlag(f, c)
	files, err := parseFlags(f, args)
	if err != nil {
		return err
	}
	if len(files) != 1 || *out == "" {
		return fmt.Errorf("want one FILE and -o OUT")
	}
	p, _, err := readPaper(c, files[0])
	if err != nil {
		return err
	}
	if strings.EqualFold(filepath.Ext(*out), ".md") {
		return os.WriteFile(*out, p.Bytes(), 0o644)
	}
	content, err := markdown.Of(p)
	if err != nil {
		return err
	}
	style, err := houseAt(*house)
	if err != nil {
		return err
	}
	pictures, err := picturesBeside(c, files[0], content)
	if err != nil {
		return err
	}
	data, err := renderAs(filepath.Ext(*out), content, render.PDFOptions{House: style, Images: pictures})
	if err != nil {
		return err
	}
	if data, err = sealed(ctx, f, data, *out, seal); err != nil {
		return err
	}
	return os.WriteFile(*out, data, 0o644)
}

func renderAs(ext string, content markdown.Content, o render.PDFOptions) ([]byte, error) {
	switch strings.ToLower(ext) {
	case ".html":
		return render.HTMLDocumentWith(content, o)
	case ".pdf":
		return render.PDF(content, o)
	case ".odt":
		return render.ODTWith(content, o)
	case ".docx":
		return render.DOCXWith(content, o)
	}
	return nil, fmt.Errorf("no form for %q: use .html, .pdf, .odt, .docx or .md", ext)
}

// A detectLine is one document of `detect -jsonl`.
type detectLine struct {
	ID   json.RawMessage `json:"id"`
	Text string          `json:"text"`
}

type detectedSpan struct {
	Start     int               `json:"start"`
	End       int               `json:"end"`
	Label     documents.Label   `json:"label"`
	Outcome   documents.Outcome `json:"outcome"`
	Certainty float64           `json:"certainty"`
	Ground    documents.Ground  `json:"ground"`
	Rule      string            `json:"rule"`
	Group     string            `json:"group"`
}

func detect(ctx context.Context, c console, f *flag.FlagSet, args []string) error {
	jsonl := f.Bool("jsonl", false, "read {id,text} a line, write {id,spans} a line")
	service := f.String("analyzer", "", "address of a service that speaks as Presidio does; it may add what to ask about")
	files, err := parseFlags(f, args)
	if err != nil {
		return err
	}
	if len(files) > 1 {
		return fmt.Errorf("want one FILE or -")
	}
	other, err := newAnalyzer(*service)
	if err != nil {
		return err
	}
	find := func(text []byte) []documents.Finding {
		own := redact.Detect(text)
		if other == nil {
			return own
		}
		more, err := other.Analyze(ctx, text)
		if err != nil {
			fmt.Fprintln(c.err, "analyzer:", err) // what is found here stands
		}
		return redact.Join(text, own, more)
	}
	in := c.in
	if len(files) == 1 && files[0] != "-" {
		file, err := os.Open(files[0])
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	}
	out := bufio.NewWriter(c.out)
	if *jsonl {
		err = detectLines(in, out, find)
	} else {
		err = detectTable(in, out, find)
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

// detectLines streams: one document is held in memory at a time.
func detectLines(in io.Reader, out *bufio.Writer, find func([]byte) []documents.Finding) error {
	dec := json.NewDecoder(in)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for n := 1; ; n++ {
		var line detectLine
		if err := dec.Decode(&line); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		spans := make([]detectedSpan, 0, 16)
		points := codePoints{text: line.Text}
		for _, fd := range find([]byte(line.Text)) {
			spans = append(spans, detectedSpan{points.at(fd.Start), points.at(fd.End), fd.Label, fd.Outcome, fd.Certainty, fd.Ground, fd.Rule, fd.Group})
		}
		if err := enc.Encode(struct {
			ID    json.RawMessage `json:"id"`
			Spans []detectedSpan  `json:"spans"`
		}{line.ID, spans}); err != nil {
			return err
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
}

// codePoints counts code points up to byte offsets that never go back.
type codePoints struct {
	text         string
	bytes, runes int
}

func (p *codePoints) at(offset int) int {
	p.runes += utf8.RuneCountInString(p.text[p.bytes:offset])
	p.bytes = offset
	return p.runes
}

func detectTable(in io.Reader, out io.Writer, find func([]byte) []documents.Finding) error {
	src, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	if !utf8.Valid(src) {
		return fmt.Errorf("the text is not UTF-8")
	}
	for _, fd := range find(src) {
		line := 1 + strings.Count(string(src[:fd.Start]), "\n")
		fmt.Fprintf(out, "%5d  %-14s %-8s %-7s %q\n       %s\n", line, fd.Label, fd.Outcome, fd.Ground, src[fd.Start:fd.End], fd.Why)
	}
	return nil
}

// A marksFile is what `redact -marks` reads.
type marksFile struct {
	Marks []struct {
		Start  *int   `json:"start"`
		End    *int   `json:"end"`
		Text   string `json:"text"`
		Ground string `json:"ground"`
	} `json:"marks"`
}

func redactPaper(ctx context.Context, c console, f *flag.FlagSet, args []string) error {
	marks := f.String("marks", "", "marks file")
	out := f.String("o", "", "file to write: .html or .pdf")
	house, seal := houseFlag(f, c), sealFlag(f, c)
	files, err := parseFlags(f, args)
	if err != nil {
		return err
	}
	if len(files) != 1 || *marks == "" || *out == "" {
		return fmt.Errorf("want one FILE, -marks MARKS.json and -o OUT")
	}
	if form, data := foreignForm(files[0]); form.Paged() {
		return redactForeign(ctx, c, data, *marks, *out)
	}
	p, _, err := readPaper(c, files[0])
	if err != nil {
		return err
	}
	list, err := readMarks(*marks, p)
	if err != nil {
		return fmt.Errorf("%s: %w", *marks, err)
	}
	public, err := redact.Apply(p, list)
	if err != nil {
		return err
	}
	style, err := houseAt(*house)
	if err != nil {
		return err
	}
	var data []byte
	o := render.PublicOptions{House: style}
	if o.Images, err = picturesBeside(c, files[0], public.Content()); err != nil { // those that a mark took out are not read
		return err
	}
	switch strings.ToLower(filepath.Ext(*out)) {
	case ".html":
		data, err = render.PublicHTML(public, o)
	case ".pdf":
		data, err = render.PublicPDF(public, o)
	case ".odt":
		data, err = render.PublicODT(public, o)
	default:
		return fmt.Errorf("a public version is .html, .pdf or .odt, not %q", filepath.Ext(*out))
	}
	if err != nil {
		return err
	}
	if data, err = sealed(ctx, f, data, *out, seal); err != nil {
		return err
	}
	leaks, unread, err := gate.Examine(filepath.Base(*out), data, redact.Secrets(p, list), true)
	if err != nil {
		return fmt.Errorf("examine the result: %w", err)
	}
	for _, u := range unread {
		fmt.Fprintf(c.err, "%s: %s: look at it yourself\n", u.File, u.Detail)
	}
	if len(leaks) > 0 {
		writeLeaks(c.err, leaks)
		return errNo
	}
	return os.WriteFile(*out, data, 0o644)
}

// strictJSON reads one value and refuses fields that nobody knows: a mark
// that is not understood is a mark that is not made.
func strictJSON(raw []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return err
	}
	if _, err := dec.Token(); err != io.EOF {
		return errors.New("more than one JSON value")
	}
	return nil
}

func readMarks(name string, p documents.Paper) ([]documents.Mark, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var file marksFile
	if err := strictJSON(raw, &file); err != nil {
		return nil, err
	}
	runes := documents.NewRunes(p.Bytes())
	var list []documents.Mark
	for i, m := range file.Marks {
		g, err := documents.ParseGround(m.Ground)
		if err != nil {
			return nil, fmt.Errorf("mark %d: %w", i+1, err)
		}
		if m.Start == nil || m.End == nil {
			return nil, fmt.Errorf("mark %d: without start or end", i+1)
		}
		span, err := runes.ByteSpan(documents.Span{Start: *m.Start, End: *m.End})
		if err != nil {
			return nil, fmt.Errorf("mark %d: %w", i+1, err)
		}
		list = append(list, documents.Mark{Span: span, Grounds: []documents.Ground{g}})
	}
	return list, nil
}

func gateFiles(ctx context.Context, c console, f *flag.FlagSet, args []string) error {
	secretsFile := f.String("secrets", "", "file with one secret a line")
	public := f.Bool("public", false, "our own output: only fields of the allow-list")
	files, err := parseFlags(f, args)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("no artefact named")
	}
	var secrets []string
	if *secretsFile != "" {
		raw, err := os.ReadFile(*secretsFile)
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(raw)) {
			if s := strings.TrimSpace(line); s != "" {
				secrets = append(secrets, s)
			}
		}
	}
	bad := false
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		leaks, unread, err := gate.ExamineSeen(eyes(ctx, c), filepath.Base(name), data, secrets, *public)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		writeLeaks(c.out, leaks)
		for _, u := range unread {
			fmt.Fprintf(c.out, "%s\n", mustJSON(u))
		}
		bad = bad || len(leaks) > 0 || *public && len(unread) > 0
	}
	if bad {
		return errNo
	}
	return nil
}

func writeLeaks(w io.Writer, leaks []gate.Leak) {
	for _, l := range leaks {
		fmt.Fprintf(w, "%s\n", mustJSON(l))
	}
}

// mustJSON is for our own plain structs, which always marshal.
func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
