package policies

import (
	"testing"
)

func TestEmbeddedPolicyLoads(t *testing.T) {
	t.Parallel()
	a, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if len(a.SHA256()) != 64 {
		t.Errorf("SHA256 is %q", a.SHA256())
	}
}
