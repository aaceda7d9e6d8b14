package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

//go:embed static/*.css static/icon.svg static/fonts/*.woff2 static/js/*.js
var staticFiles embed.FS

// contentTypes are the only kinds of file that are served from the outside of
// the sign-in door.
var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2",
}

// static is the public assets by their path under /static/, each with the
// digest that stands in its address: a browser may keep such a file for a year,
// for another file has another address.
type static struct {
	files map[string][]byte
	sums  map[string]string
}

func newStatic(theme []byte) (*static, error) {
	st := &static{files: map[string][]byte{}, sums: map[string]string{}}
	add := func(name string, data []byte) {
		sum := sha256.Sum256(data)
		st.files[name], st.sums[name] = data, hex.EncodeToString(sum[:6])
	}
	err := fs.WalkDir(staticFiles, "static", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := staticFiles.ReadFile(name)
		if err != nil {
			return err
		}
		add(strings.TrimPrefix(name, "static/"), data)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read static files: %w", err)
	}
	if len(theme) > 0 {
		add("huisstijl.css", theme)
	}
	return st, nil
}

// address gives where a file is served, or "" when there is none.
func (st *static) address(name string) string {
	sum, ok := st.sums[name]
	if !ok {
		return ""
	}
	return "/static/" + name + "?v=" + sum
}

// serveStatic gives an asset. Nothing is looked up outside the map, so no path
// leads anywhere else.
func serveStatic(s *Server, v *visit) error {
	name := v.param("*")
	data, ok := s.static.files[name]
	if !ok {
		return errNoPage
	}
	h := v.w.Header()
	h.Set("Content-Type", contentTypes[path.Ext(name)])
	h.Set("Cache-Control", "no-cache")
	if v.r.URL.Query().Get("v") == s.static.sums[name] || strings.HasPrefix(name, "fonts/") {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	v.w.WriteHeader(http.StatusOK)
	_, err := v.w.Write(data)
	return err
}
