package desk

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
)

// zipped gives one file of a publication, or "".
func zipped(t *testing.T, data []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	in, err := z.Open(name)
	if err != nil {
		return ""
	}
	part, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	return string(part)
}

// TestTheArchiveIsToldWhatTheSelectielijstSays holds that a list loaded by an administrator
// of the ministry stands in the MDTO of a publication, and that without one nothing is
// claimed.
func TestTheArchiveIsToldWhatTheSelectielijstSays(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview("De Kamerbrief is afgestemd met FEZ.")
	o.exported(id)
	before, _, err := o.Bundle(o.ctx(), o.as("yasmin"), id)
	o.must(err)
	if got := zipped(t, before, "nota.mdto.xml"); !strings.Contains(got, "Nader te bepalen") || strings.Contains(got, "bewaartermijn") {
		t.Errorf("without a list: %s", got)
	}
	_, err = o.LoadSetting(o.ctx(), o.as("tom"), SettingSelection, []byte(`{"ministerie":"vws","selectielijst":"Selectielijst VWS 2021","regels":[{"soort":"nota","nummer":"1.1","waardering":"B"},{"soort":"kamerbrief","nummer":"7.2","waardering":"V","jaren":10}]}`), 0)
	o.must(err)
	o.must(o.Refresh(o.ctx()))
	after, _, err := o.Bundle(o.ctx(), o.as("yasmin"), id)
	o.must(err)
	if got := zipped(t, after, "nota.mdto.xml"); !strings.Contains(got, "Blijvend te bewaren") || !strings.Contains(got, "Categorie 1.1") {
		t.Errorf("the nota: %s", got)
	}
	if got := zipped(t, after, "brief.mdto.xml"); !strings.Contains(got, "P10Y") || !strings.Contains(got, "Selectielijst VWS 2021") {
		t.Errorf("the letter: %s", got)
	}
	if _, err := o.LoadSetting(o.ctx(), o.as("yasmin"), SettingSelection, []byte(`{}`), 0); err == nil {
		t.Error("who manages nothing loads a list")
	}
}
