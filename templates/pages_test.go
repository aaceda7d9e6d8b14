package templates

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// -out writes every page with its full sample, to look at in a browser:
// go test ./templates -run TestEveryPage -out DIR, beside a copy of web/static.
var out = flag.String("out", "", "folder to write the sample pages to")

func TestEveryPageRendersFullAndEmpty(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for name, page := range samples() {
		var full bytes.Buffer
		err := Write(&full, page)
		if err != nil {
			t.Errorf("%s with full data: %v", name, err)
			continue
		}
		checkHTML(t, name+" (full)", full.Bytes())
		if *out != "" {
			err := os.WriteFile(filepath.Join(*out, name+".html"), full.Bytes(), 0o600)
			if err != nil {
				t.Fatal(err)
			}
		}
		empty := reflect.New(reflect.TypeOf(page).Elem()).Interface().(Page)
		var bare bytes.Buffer
		err = Write(&bare, empty)
		if err != nil {
			t.Errorf("%s with empty data: %v", name, err)
			continue
		}
		checkHTML(t, name+" (empty)", bare.Bytes())
		seen[page.file()] = true
	}
	for file := range pages() {
		if !seen[file] {
			t.Errorf("pages/%s.html has no sample: add one, or nobody has ever seen it", file)
		}
	}
}

// A field of a page with the name of one of its frame would be printed in the
// place of that: the band above every page once held a whole form field.
func TestNoPageHidesAFieldOfItsFrame(t *testing.T) {
	t.Parallel()
	frame := reflect.TypeFor[Frame]()
	for name, page := range samples() {
		of := reflect.TypeOf(page).Elem()
		for i := range of.NumField() {
			f := of.Field(i)
			if _, hides := frame.FieldByName(f.Name); hides {
				t.Errorf("%s: %s hides the field of the frame", name, f.Name)
			}
		}
	}
}
