package publish

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
)

// A File is one finished file of a bundle. Nothing in its name comes from the
// text of a paper.
type File struct {
	Name string
	Data []byte
}

// Bundle packs finished files into one ZIP, in the order of their names, with
// the digests of all of them in SHA256SUMS as sha256sum reads it.
func Bundle(files []File) ([]byte, error) {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	var sums strings.Builder
	for i, f := range files {
		if !neutral(f.Name) || f.Name == sumsName || i > 0 && files[i-1].Name == f.Name {
			return nil, fmt.Errorf("bundle: file name %q is not plain, or stands twice", f.Name)
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(f.Data), f.Name)
	}
	return pack(append(files, File{sumsName, []byte(sums.String())}))
}

const sumsName = "SHA256SUMS"

// neutral reports whether a name is made of small letters, digits and dashes,
// with an ending: nothing that could be a path or a person.
func neutral(name string) bool {
	if name == "" || len(name) > 100 || strings.HasPrefix(name, ".") || strings.Contains(name, "..") {
		return false
	}
	return strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-.") == ""
}
