package gate

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
)

// zip examines a package: ODT, DOCX or ZIP, part by part.
func (x *examination) zip(data []byte) error {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fmt.Errorf("open package: %w", err)
	}
	if r.Comment != "" {
		x.text(InComment, "comment of the package", r.Comment)
		x.present(InComment, "comment", "of the package")
	}
	office := slices.ContainsFunc(r.File, func(f *zip.File) bool { return f.Name == "[Content_Types].xml" || f.Name == "META-INF/manifest.xml" })
	for _, f := range r.File {
		if f.Name == "word/fontTable.xml" {
			if x.fontKeys, err = x.part(f); err != nil {
				return fmt.Errorf("part %q: %w", f.Name, err)
			}
		}
	}
	for _, f := range r.File {
		x.text(InFileName, "name of a part", f.Name)
		if f.Comment != "" {
			x.text(InComment, "comment of a part", f.Comment)
		}
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		part, err := x.part(f)
		if err != nil {
			return fmt.Errorf("part %q: %w", f.Name, err)
		}
		x.bytes(InStream, "part "+f.Name, part)
		if office {
			err = x.officePart(f.Name, part)
		} else {
			err = x.examine(f.Name, part)
		}
		if err != nil {
			return fmt.Errorf("part %q: %w", f.Name, err)
		}
	}
	return nil
}

// part unpacks one part within the budget: what the header claims is not
// believed.
func (x *examination) part(f *zip.File) ([]byte, error) {
	rc, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	var out bytes.Buffer
	n, err := io.Copy(&out, io.LimitReader(rc, int64(maxUnpacked-x.unpacked)+1))
	if err != nil {
		return nil, err
	}
	return out.Bytes(), x.spend(int(n))
}

// officePart looks at one part of a document.
func (x *examination) officePart(name string, data []byte) error {
	lowName := strings.ToLower(name)
	switch {
	case strings.HasPrefix(lowName, "thumbnails/") || strings.Contains(lowName, "thumbnail"):
		x.present(InImage, "thumbnail", name)
	case picture(data):
		x.picture(name, data)
	case strings.Contains(lowName, "vbaproject") || strings.HasPrefix(lowName, "basic/") || strings.HasPrefix(lowName, "scripts/"):
		x.present(InScript, "macro", name)
	case strings.Contains(lowName, "/embeddings/") || strings.HasPrefix(lowName, "object "):
		x.present(InAttachment, "embedded object", name)
		return x.examine(name, data)
	case path.Ext(lowName) == ".xml" || path.Ext(lowName) == ".rels":
		return x.officeXML(lowName, data)
	case lowName == "mimetype":
	case path.Ext(lowName) == ".odttf":
		return x.examine(name, unveiled(data, x.fontKeys))
	default:
		err := x.examine(name, data)
		if err != nil && !errors.Is(err, ErrTooLarge) && !x.public {
			x.skip(InStream, name+": "+err.Error())
			return nil
		}
		return err
	}
	return nil
}

// tells reports whether custom data says anything: Word puts an empty list of
// sources and the relations of that into every document.
func tells(data []byte) bool {
	for _, content := range xmlLeaves(data) {
		if !quietCustom.MatchString(content) {
			return true
		}
	}
	return false
}

// quietCustom are the values in what Word writes unasked: identifiers, addresses of
// formats, names of parts and of citation styles.
var quietCustom = regexp.MustCompile(`^\s*(\{[0-9A-Fa-f-]+\}|https?://schemas\.(openxmlformats|microsoft)\.(org|com)/[\w/.-]*|itemProps\d+\.xml|rId\d+|[\\/]?\w*(APA|MLA|GB|ISO690)\w*\.XSL|APA|[0-9]*)\s*$`)

// named are the properties that name people or houses.
var named = []string{"creator", "lastModifiedBy", "Manager", "Company", "keywords", "initial-creator", "printed-by", "keyword", "user-defined", "lpwstr"}

func (x *examination) officeXML(name string, data []byte) error {
	where := InText
	switch {
	case strings.HasPrefix(name, "docprops/") || name == "meta.xml":
		where = InMetadata
		for element, content := range xmlLeaves(data) {
			if slices.Contains(named, element) && strings.TrimSpace(content) != "" {
				x.present(InMetadata, "property "+element, name)
			}
		}
	case strings.Contains(name, "comments"):
		where = InComment
		if bytes.Contains(data, []byte("<w:comment ")) || bytes.Contains(data, []byte("<p:cm ")) || bytes.Contains(data, []byte("<comment ")) { // some makers write an empty list
			x.present(InComment, "comments", name)
		}
	case strings.HasPrefix(name, "customxml/"):
		where = InMetadata
		if tells(data) {
			x.present(InMetadata, "custom data", name)
		}
	}
	for _, sign := range []struct {
		mark  string
		where Where
		what  string
	}{
		{"<w:ins ", InChange, "tracked insertion"}, {"<w:del ", InChange, "tracked deletion"}, {"<w:moveFrom ", InChange, "tracked move"},
		{"<text:tracked-changes", InChange, "tracked changes"}, {"<office:annotation", InComment, "comment"},
		{"<w:vanish/>", InHidden, "hidden text"}, {"text:display=\"none\"", InHidden, "hidden text"},
		{"TargetMode=\"External\" Target=\"file:", InLink, "link to a file"},
	} {
		if bytes.Contains(data, []byte(sign.mark)) {
			x.present(sign.where, sign.what, name)
		}
	}
	return x.xml(where, name, data)
}
