package publish

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode/utf8"
)

// XLSX writes the inventarislijst as a workbook of one sheet (ISO/IEC 29500).
// Every cell is text, so nothing is ever calculated. It is written here and not
// by a library, because the libraries at hand stamp the moment and the program
// into the file: the same list would not give the same bytes.
func XLSX(ds []Document, set Columns) ([]byte, error) {
	rs, err := rows(ds, set)
	if err != nil {
		return nil, err
	}
	sheet, err := sheetXML(rs)
	if err != nil {
		return nil, err
	}
	return pack([]File{
		{Name: "[Content_Types].xml", Data: []byte(contentTypes)},
		{Name: "_rels/.rels", Data: []byte(packageRels)},
		{Name: "xl/workbook.xml", Data: []byte(workbook)},
		{Name: "xl/_rels/workbook.xml.rels", Data: []byte(workbookRels)},
		{Name: "xl/styles.xml", Data: []byte(styles)},
		{Name: "xl/worksheets/sheet1.xml", Data: sheet},
	})
}

const (
	header       = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	main         = `http://schemas.openxmlformats.org/spreadsheetml/2006/main`
	contentTypes = header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`
	packageRels  = header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	workbook     = header + `<workbook xmlns="` + main + `" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Inventarislijst" sheetId="1" r:id="rId1"/></sheets></workbook>`
	workbookRels = header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
	styles       = header + `<styleSheet xmlns="` + main + `"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`
)

// sheetXML writes the rows; the first is frozen and bold.
func sheetXML(rs [][]string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(header + `<worksheet xmlns="` + main + `"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><cols>`)
	for i := range rs[0] {
		width := 12
		for _, r := range rs {
			width = min(max(width, utf8.RuneCountInString(r[i])+2), 60)
		}
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, width)
	}
	b.WriteString(`</cols><sheetData>`)
	for y, r := range rs {
		fmt.Fprintf(&b, `<row r="%d">`, y+1)
		for x, s := range r {
			style := ""
			if y == 0 {
				style = ` s="1"`
			}
			fmt.Fprintf(&b, `<c r="%s%d" t="inlineStr"%s><is><t xml:space="preserve">`, letters(x), y+1, style)
			if err := xml.EscapeText(&b, []byte(strings.ToValidUTF8(s, "\ufffd"))); err != nil {
				return nil, fmt.Errorf("inventory: write xlsx: %w", err)
			}
			b.WriteString(`</t></is></c>`)
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData></worksheet>`)
	return b.Bytes(), nil
}

// letters names column x, from 0: A, B, ... Z, AA.
func letters(x int) string {
	s := ""
	for x++; x > 0; x = (x - 1) / 26 {
		s = string(rune('A'+(x-1)%26)) + s
	}
	return s
}

// pack writes files as a ZIP without dates, so that the same files give the
// same bytes.
func pack(files []File) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		part, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
		if err == nil {
			_, err = part.Write(f.Data)
		}
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", f.Name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return b.Bytes(), nil
}
