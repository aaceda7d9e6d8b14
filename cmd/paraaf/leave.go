package main

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"paraaf/documents"
	"paraaf/documents/markdown"
	"paraaf/documents/pdf"
	"paraaf/documents/render"
)

// How papers leave: in the style of a house, under its seal, many in one.

// houseFlag takes the folder of a house style.
func houseFlag(f *flag.FlagSet, c console) *string {
	return f.String("house", c.getenv("PARAAF_HOUSE"), "folder with the style of the house: house.json, logo, typefaces (PARAAF_HOUSE); default neutral")
}

// houseAt reads the style of the house; nil when none is named.
func houseAt(dir string) (*render.House, error) {
	if dir == "" {
		return nil, nil
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("-house: %w", err)
	}
	defer root.Close()
	h, err := render.LoadHouse(root.FS())
	if err != nil {
		return nil, fmt.Errorf("-house %s: %w", dir, err)
	}
	return h, nil
}

// A leaving is how papers leave the building: in which style, under which seal; nil is none.
type leaving struct {
	house *render.House
	seal  *pdf.Seal
}

type leavingFlags struct {
	house *string
	seal  sealFlags
}

func leaveFlags(f *flag.FlagSet, c console) leavingFlags {
	return leavingFlags{houseFlag(f, c), sealFlag(f, c)}
}

// open reads both, before anything starts.
func (l leavingFlags) open() (leaving, error) {
	house, err := houseAt(*l.house)
	if err != nil {
		return leaving{}, err
	}
	seal, err := l.seal.open()
	return leaving{house, seal}, err
}

// sealAt reads a seal from a file of PEM blocks: a private key (PKCS #8, PKCS #1 or SEC 1)
// and certificates, the key's own first, each before that of its issuer. It must hold now. nil when no
// file is named.
func sealAt(name string) (*pdf.Seal, error) {
	if name == "" {
		return nil, nil
	}
	s := &pdf.Seal{}
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("-seal: %w", err)
	}
	for {
		var block *pem.Block
		if block, raw = pem.Decode(raw); block == nil {
			break
		}
		if block.Type == "CERTIFICATE" {
			cert, err := x509.ParseCertificate(block.Bytes)
			if err != nil {
				return nil, fmt.Errorf("-seal %s: certificate: %w", name, err)
			}
			s.Chain = append(s.Chain, cert)
			continue
		}
		if s.Signer != nil {
			return nil, fmt.Errorf("-seal %s: more than one key", name)
		}
		if s.Signer, err = signer(block); err != nil {
			return nil, fmt.Errorf("-seal %s: %w", name, err)
		}
	}
	if s.Signer == nil || len(s.Chain) == 0 {
		return nil, fmt.Errorf("-seal %s: want a private key and its certificate in one file of PEM blocks", name)
	}
	if err := s.Check(time.Now()); err != nil {
		return nil, fmt.Errorf("-seal %s: %w", name, err)
	}
	return s, nil
}

func signer(block *pem.Block) (crypto.Signer, error) {
	switch block.Type {
	case "RSA PRIVATE KEY":
		return x509.ParsePKCS1PrivateKey(block.Bytes)
	case "EC PRIVATE KEY":
		return x509.ParseECPrivateKey(block.Bytes)
	case "PRIVATE KEY":
		key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("key: %w", err)
		}
		switch key := key.(type) {
		case *rsa.PrivateKey:
			return key, nil
		case *ecdsa.PrivateKey:
			return key, nil
		}
		return nil, fmt.Errorf("key of type %T: want RSA or ECDSA", key)
	case "ENCRYPTED PRIVATE KEY":
		return nil, fmt.Errorf("the key has a password: keep it readable for this program only, or seal with a module")
	}
	return nil, fmt.Errorf("what is %q doing here?", block.Type)
}

// bundleOrder is how the papers of a dossier are read: what is decided on, what is signed, the rest.
var bundleOrder = map[documents.Soort]int{documents.SoortNota: 0, documents.SoortKamerbrief: 1, documents.SoortAntwoorden: 2}

// bundle makes one PDF of the papers of one or more dossiers.
func bundle(_ context.Context, c console, f *flag.FlagSet, args []string) error {
	out := f.String("o", "", "file to write, a .pdf")
	title := f.String("title", "Leesbundel", "title of the bundle")
	day := f.String("date", "", "day of the bundle, as 2026-04-22; it stands under the title")
	house := houseFlag(f, c)
	dirs, err := parseFlags(f, args)
	if err != nil {
		return err
	}
	if len(dirs) == 0 || !strings.EqualFold(filepath.Ext(*out), ".pdf") {
		return fmt.Errorf("want one or more DOSSIER (a folder or a file each) and -o OUT.pdf")
	}
	var on documents.Date
	if *day != "" {
		if err := on.UnmarshalText([]byte(*day)); err != nil {
			return fmt.Errorf("-date: %w", err)
		}
	}
	style, err := houseAt(*house)
	if err != nil {
		return err
	}
	var dossiers []render.BundleDossier
	for _, dir := range dirs {
		d, err := bundleDossier(c, dir, style)
		if err != nil {
			return err
		}
		dossiers = append(dossiers, d)
	}
	data, err := render.Bundle(*title, on, dossiers)
	if err != nil {
		return err
	}
	return os.WriteFile(*out, data, 0o644)
}

// bundleDossier reads the papers of one dossier: a file, or every paper of a folder.
func bundleDossier(c console, name string, house *render.House) (render.BundleDossier, error) {
	var d render.BundleDossier
	files := []string{name}
	if info, err := os.Stat(name); err != nil {
		return d, err
	} else if info.IsDir() {
		entries, err := os.ReadDir(name)
		if err != nil {
			return d, err
		}
		files = nil
		for _, e := range entries {
			if ext := strings.ToLower(filepath.Ext(e.Name())); !e.IsDir() && slices.Contains([]string{".md", ".txt", ".docx", ".odt"}, ext) {
				files = append(files, filepath.Join(name, e.Name()))
			}
		}
		if len(files) == 0 {
			return d, fmt.Errorf("%s: no paper (.md, .txt, .docx, .odt) in this folder", name)
		}
	}
	type lying struct {
		documents.Paper
		file string
	}
	var papers []lying
	for _, file := range files {
		p, _, err := readPaper(c, file)
		if err != nil {
			return d, err
		}
		papers = append(papers, lying{p, file})
	}
	rank := func(p lying) int {
		if n, known := bundleOrder[p.Soort()]; known {
			return n
		}
		return len(bundleOrder)
	}
	slices.SortStableFunc(papers, func(a, b lying) int { return rank(a) - rank(b) })
	named := map[string]int{}
	for _, p := range papers {
		content, err := markdown.Of(p.Paper)
		if err != nil {
			return d, err
		}
		pictures, err := picturesBeside(c, p.file, content)
		if err != nil {
			return d, err
		}
		one := render.BundlePaper{Name: p.Soort().Name(), Content: content, PDFOptions: render.PDFOptions{House: house, Images: pictures}}
		if named[one.Name]++; named[one.Name] > 1 {
			one.Name = fmt.Sprintf("%s %d", one.Name, named[one.Name])
		}
		d.Papers = append(d.Papers, one)
		if d.Onderwerp == "" {
			d.Onderwerp, d.Kind, d.Deadline, d.Advice = heading(p.Paper)
		}
	}
	if d.Onderwerp == "" {
		d.Onderwerp = "Zonder onderwerp"
	}
	return d, nil
}

// heading is what the cover list says of a dossier, from its first paper.
func heading(p documents.Paper) (onderwerp, kind string, deadline documents.Date, advice string) {
	if n, ok := p.AsNota(); ok {
		if s, there := p.Section("besluit"); there {
			advice = firstSentence(p.Content(s))
		}
		return n.Onderwerp(), n.Kind(), n.Deadline(), advice
	}
	if k, ok := p.AsKamerbrief(); ok {
		return k.Betreft(), "brief", documents.Date{}, ""
	}
	return "", "", documents.Date{}, ""
}

// firstSentence keeps the first sentence of a text, on one line.
func firstSentence(s string) string {
	nodes, err := markdown.Read([]byte(s), documents.Span{End: len(s)})
	if err != nil || len(nodes) == 0 {
		return ""
	}
	var first *markdown.Node
	markdown.Walk(nodes[0], func(n *markdown.Node) bool {
		if first == nil && n.Kind == markdown.Paragraph {
			first = n
		}
		return first == nil
	})
	if first == nil {
		return ""
	}
	line := strings.Join(strings.Fields(markdown.PlainText(first.Children)), " ")
	if i := strings.Index(line, ". "); i >= 0 {
		line = line[:i+1]
	}
	return line
}

// sealed puts the seal, if one is named, under a PDF that goes to out.
// Other forms carry none: who asks for it with the flag hears so, and what the
// environment names for everything that leaves passes them by.
func sealed(ctx context.Context, f *flag.FlagSet, data []byte, out string, keys sealFlags) ([]byte, error) {
	if !strings.EqualFold(filepath.Ext(out), ".pdf") {
		var asked bool
		f.Visit(func(given *flag.Flag) { asked = asked || given.Name == "seal" || given.Name == "tsa" })
		if asked {
			return nil, fmt.Errorf("only a .pdf can carry a seal")
		}
		return data, nil
	}
	s, err := keys.open()
	if err != nil || s == nil {
		return data, err
	}
	return s.Apply(ctx, data, time.Now())
}
