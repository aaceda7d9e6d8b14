package browsertest

import (
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/webauthn"
)

// Device gives the visitor a device that makes and uses passkeys at once, as
// after a finger on it: the virtual authenticator of the browser. It keeps its
// keys as long as the visitor is there.
func (v *Visitor) Device() {
	v.t.Helper()
	v.do("plug in a device for passkeys",
		call(webauthn.Enable, webauthn.EnableParams{}),
		call(webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
			Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
			HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true,
		}}))
}

// Carry gives the visitor a cookie for the program, as one that signed in
// before has it.
func (v *Visitor) Carry(name, value string) {
	v.t.Helper()
	v.do("take a cookie along", call(network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: v.base}))
}
