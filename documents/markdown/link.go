package markdown

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// AttachmentPath is where the paths of attachments begin; images come from
// nowhere else, so that opening a paper calls no one.
const AttachmentPath = "/bijlagen/"

// decodeReference undoes the escapes and entities of a destination or title, as
// a browser would see it. Deciding on the raw bytes is how
// "javascript&colon;" got through elsewhere (CVE-2026-5160).
func decodeReference(raw []byte) string {
	b := util.UnescapePunctuations(raw)
	b = util.ResolveNumericReferences(b)
	b = util.ResolveEntityNames(b)
	return strings.ToValidUTF8(string(b), "\uFFFD")
}

// linkTarget gives the destination that a link may have: an https address, a
// mail address or a path of our own. Anything else is refused with "".
func linkTarget(decoded string) string {
	s := strings.TrimSpace(decoded)
	if s == "" || len(s) > 2048 || hasControl(s) {
		return ""
	}
	if strings.HasPrefix(s, "/") {
		return ownPath(s)
	}
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	switch u.Scheme {
	case "https":
		// No user information: "https://overheid.nl@elders.example" is a trap.
		if u.Opaque != "" || u.User != nil || u.Hostname() == "" {
			return ""
		}
		return u.String()
	case "mailto":
		// No headers: a link must not fill in bcc or text.
		if u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || !isMailAddress(u.Opaque) {
			return ""
		}
		return "mailto:" + u.Opaque
	}
	return ""
}

// imageTarget gives the path that an image may have: an attachment's.
func imageTarget(decoded string) string {
	p := ownPath(strings.TrimSpace(decoded))
	if !strings.HasPrefix(p, AttachmentPath) {
		return ""
	}
	return p
}

// ownPath accepts an absolute path on this host, with at most a fragment. It refuses what a
// browser could read as another host ("//x", "/\x") and every dot segment,
// also in percent-coding.
func ownPath(s string) string {
	if !strings.HasPrefix(s, "/") || hasControl(s) {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.RawQuery != "" || u.ForceQuery {
		return ""
	}
	p := u.Path // decoded
	if strings.HasPrefix(p, "//") || strings.ContainsAny(p, "\\\"'<>`") || hasControl(p) {
		return ""
	}
	for _, seg := range strings.Split(p, "/") {
		if seg == "." || seg == ".." {
			return ""
		}
	}
	return u.String()
}

func hasControl(s string) bool {
	for _, r := range s {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.IsSpace(r) && r != ' ' || r == utf8.RuneError {
			return true
		}
	}
	return false
}

func isMailAddress(s string) bool {
	s, err := url.PathUnescape(s)
	if err != nil {
		return false
	}
	local, domain, ok := strings.Cut(s, "@")
	if !ok || local == "" || domain == "" || strings.Contains(domain, "@") {
		return false
	}
	for _, r := range s {
		if r <= ' ' || strings.ContainsRune(`,;:<>()[]\"`, r) || unicode.IsSpace(r) || unicode.IsControl(r) {
			return false
		}
	}
	return true
}
