package web

import (
	"fmt"
	"net"
	"net/http"
	"testing"

	"pgregory.net/rapid"
)

// A fakeConn is a connection from an address, which remembers that it was closed.
type fakeConn struct {
	net.Conn
	from   string
	state  http.ConnState
	closed bool
}

func (c *fakeConn) Close() error         { c.closed = true; return nil }
func (c *fakeConn) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.ParseIP(c.from), Port: 1} }

// Whatever clients do: never more connections than may be, in all and of one
// address; who is being answered is not cut off; and of those that wait the one
// goes that waited longest.
func TestACrowdStaysWithinItsBoundsAndCutsNobodyOffWhoIsAnswered(t *testing.T) {
	t.Parallel()
	_, proxy, err := net.ParseCIDR("10.0.0.0/8")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		const most, each = 6, 3
		c := newCrowd(most, each, []*net.IPNet{proxy})
		var open []*fakeConn // in the order in which they began to wait
		drop := func(i int) { open = append(open[:i:i], open[i+1:]...) }
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			step := rapid.SampledFrom([]string{"new", "new", "active", "idle", "closed"}).Draw(t, "step")
			if step == "new" || len(open) == 0 {
				conn := &fakeConn{from: rapid.SampledFrom([]string{"192.0.2.1", "192.0.2.2", "2001:db8::1", "10.1.2.3"}).Draw(t, "from"), state: http.StateNew}
				open = append(open, conn)
				c.note(conn, http.StateNew)
			} else {
				i := rapid.IntRange(0, len(open)-1).Draw(t, "which")
				conn := open[i]
				switch {
				case step == "closed":
					drop(i)
					c.note(conn, http.StateClosed)
				case step == "active":
					conn.state = http.StateActive
					c.note(conn, http.StateActive)
				case conn.state == http.StateActive: // only who was answered goes idle
					conn.state = http.StateIdle
					drop(i)
					open = append(open, conn)
					c.note(conn, http.StateIdle)
				}
			}
			of := map[string]int{}
			for i := 0; i < len(open); i++ {
				conn := open[i]
				if !conn.closed {
					of[conn.from]++
					continue
				}
				if conn.state == http.StateActive {
					t.Fatal("cut off in the middle of an answer")
				}
				for _, earlier := range open[:i] {
					if earlier.state != http.StateActive && earlier.from == conn.from {
						t.Fatal("another waited longer")
					}
				}
				drop(i)
				c.note(conn, http.StateClosed) // as the server does
				i--
			}
			for from, n := range of {
				if from != "10.1.2.3" && n > each {
					t.Fatalf("%d connections from %s", n, from)
				}
			}
			if len(open) > most || c.size() != len(open) {
				t.Fatalf("%d connections, counted as %d", len(open), c.size())
			}
		}
		for _, conn := range open {
			c.note(conn, http.StateClosed)
		}
		if c.size() != 0 || len(c.from) != 0 {
			t.Fatalf("kept after all left: %s", fmt.Sprint(c.held, c.from))
		}
	})
}
