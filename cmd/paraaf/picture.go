package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"paraaf/documents/annex"
	"paraaf/documents/markdown"
	"paraaf/workflow/desk"
)

// picturesBeside gives the pictures that a paper in a file shows, by their address:
// "/bijlagen/plan.png" is the file bijlagen/plan.png beside it. Each is made anew from its
// pixels, so that what a camera wrote goes no further. One that is not there is said on c, and its
// description stands in its place. It fails on a path that leads out of the folder of the
// paper, also by a link, and on what is no picture.
func picturesBeside(c console, file string, content markdown.Content) (map[string][]byte, error) {
	var addresses []string
	content.Walk(func(n *markdown.Node) bool {
		if n.Kind == markdown.Image && strings.HasPrefix(n.Destination, markdown.AttachmentPath) {
			addresses = append(addresses, n.Destination)
		}
		return true
	})
	if len(addresses) == 0 {
		return nil, nil
	}
	root, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return nil, fmt.Errorf("pictures of %s: %w", file, err)
	}
	defer root.Close()
	out := map[string][]byte{}
	for _, address := range addresses {
		if out[address] != nil {
			continue
		}
		if len(out) == desk.MaxPictures {
			return nil, fmt.Errorf("pictures of %s: more than %d", file, desk.MaxPictures)
		}
		data, err := pictureIn(root, strings.TrimPrefix(address, "/"))
		if errors.Is(err, fs.ErrNotExist) {
			fmt.Fprintf(c.err, "%s: %s is not there: its description stands in its place\n", file, address)
			continue
		}
		if err == nil {
			data, err = annex.PaperPicture(data)
		}
		if err != nil {
			return nil, fmt.Errorf("pictures of %s: %s: %w", file, address, err)
		}
		out[address] = data
	}
	return out, nil
}

// pictureIn reads a file below the folder of a paper. It reads files only: a pipe or device would never end.
func pictureIn(root *os.Root, address string) ([]byte, error) {
	address, _, _ = strings.Cut(address, "#")
	name, err := url.PathUnescape(address)
	if err != nil {
		return nil, err
	}
	if name = path.Clean(name); !filepath.IsLocal(name) {
		return nil, fmt.Errorf("leads out of the folder")
	}
	if info, err := root.Stat(name); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("is no file")
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, annex.MaxPicture+1))
}
