package main

import (
	"cmp"
	"crypto/rand"
	"flag"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"paraaf/policies"
	"paraaf/web"
	"paraaf/workflow"
)

// The door of the product, as its flags say: who must prove what, and when.

// A doorway is what the flags of the door say.
type doorway struct {
	proxies, keyAt, secondFor, passkeyFor *string
	secure                                *bool
	stepUp                                *time.Duration
}

func doorFlags(f *flag.FlagSet, c console) doorway {
	return doorway{
		proxies:    f.String("proxies", c.getenv("PARAAF_PROXIES"), "trusted proxies whose X-Forwarded-For counts, as CIDR, comma-separated (PARAAF_PROXIES)"),
		secure:     f.Bool("secure", true, "visitors reach it over https: cookies and headers are made for that"),
		keyAt:      f.String("key", c.getenv("PARAAF_KEY"), "file with the key of the installation, 0600, the same on every node (PARAAF_KEY); default paraaf.key in the data folder, made when it is not there"),
		stepUp:     f.Duration("step-up", 15*time.Minute, "how old a proof may be before a besluit or publication asks a new one; 0 never asks"),
		secondFor:  f.String("second-factor", c.getenv("PARAAF_SECOND_FACTOR"), "roles that must have a second factor, comma-separated: bewindspersoon,communicatie (PARAAF_SECOND_FACTOR)"),
		passkeyFor: f.String("passkey-for", c.getenv("PARAAF_PASSKEY_FOR"), "roles to which only a passkey is good as a second factor, or geen (PARAAF_PASSKEY_FOR); default bewindspersoon where -url is an address that browsers make passkeys for"),
	}
}

// noRoles is what says that a list of roles is empty on purpose.
const noRoles = "geen"

// options makes the door; data is the folder, address where visitors find us.
func (d doorway) options(data, address string) (web.Options, error) {
	o := web.Options{Secure: *d.secure, StepUp: *d.stepUp, Origin: originOf(address)}
	var err error
	if o.Key, err = factorKey(cmp.Or(*d.keyAt, filepath.Join(data, keyFile)), *d.keyAt == ""); err != nil {
		return o, err
	}
	if o.SecondFor, err = roles("-second-factor", *d.secondFor); err != nil {
		return o, err
	}
	passkeyFor := *d.passkeyFor
	if passkeyFor == "" && o.Origin != "" {
		passkeyFor = string(workflow.RoleBewindspersoon)
	}
	if o.PasskeyFor, err = roles("-passkey-for", passkeyFor); err != nil {
		return o, err
	}
	if len(o.PasskeyFor) > 0 && o.Origin == "" {
		return o, fmt.Errorf("-passkey-for needs -url https://...: passkeys are made for one address")
	}
	o.TrustedProxies, err = networks(*d.proxies)
	return o, err
}

// originOf gives the origin of an address when browsers make passkeys for it:
// a name over https, or localhost.
func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Hostname() != "localhost" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// factorKey is the key of second factors.
func factorKey(file string, make bool) ([]byte, error) {
	key, err := sealKey(file, make, rand.Reader)
	if err != nil {
		return nil, err
	}
	return keyFor(key, keyOfFactors)
}

// roles reads a list of roles. It fails for one that does not exist: a misspelt
// role would leave somebody without the second factor that was meant for him.
func roles(name, list string) ([]workflow.Role, error) {
	if list == noRoles {
		return nil, nil
	}
	var out []workflow.Role
	for _, s := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		if !slices.Contains(policies.Roles(), workflow.Role(s)) {
			return nil, fmt.Errorf("%s: there is no role %q", name, s)
		}
		out = append(out, workflow.Role(s))
	}
	return out, nil
}
