package web

import (
	"net"
	"net/http"
	"sync"
)

// A crowd bounds how many connections a node holds open, in all and from one
// address, so that who opens thousands and says nothing costs little and shuts
// nobody out. When there is no room, the connection that has waited longest for
// its client goes: one that never sent a whole request, or one that is kept open
// between two. A request under way is never cut off for it; those end by the
// limits on time. Only when no connection waits, the new one is closed.
//
// Connections of a trusted proxy count in all, and not for its address: there
// it is the proxy that knows one visitor from another.
type crowd struct {
	most, each int // connections
	exempt     []*net.IPNet

	mu   sync.Mutex
	turn int64
	held map[net.Conn]*seatTaken
	from map[string]int // connections by address
}

// A seatTaken is one connection.
type seatTaken struct {
	from    string
	since   int64 // the turn at which it began to wait
	waiting bool
}

func newCrowd(most, each int, exempt []*net.IPNet) *crowd {
	return &crowd{most: most, each: each, exempt: exempt, held: map[net.Conn]*seatTaken{}, from: map[string]int{}}
}

// size is how many connections are held open.
func (c *crowd) size() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.held)
}

// note is the ConnState hook of a server.
func (c *crowd) note(conn net.Conn, state http.ConnState) {
	if leaves := c.change(conn, state); leaves != nil {
		leaves.Close() // the server notices and says so in a note of its own
	}
}

// change keeps the books and gives the connection that has to go, or nil.
func (c *crowd) change(conn net.Conn, state http.ConnState) net.Conn {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.turn++
	switch seat := c.held[conn]; {
	case state == http.StateNew:
		seat = &seatTaken{from: c.addressOf(conn), since: c.turn, waiting: true}
		c.held[conn] = seat
		if seat.from != "" {
			c.from[seat.from]++
		}
		switch {
		case seat.from != "" && c.from[seat.from] > c.each:
			return c.oust(seat.from)
		case len(c.held) > c.most:
			return c.oust("")
		}
	case seat == nil: // it was told to go
	case state == http.StateActive:
		seat.waiting = false
	case state == http.StateIdle:
		seat.waiting, seat.since = true, c.turn
	case state == http.StateClosed, state == http.StateHijacked:
		c.forget(conn)
	}
	return nil
}

// oust chooses the connection that waited longest, of one address or of all, and
// forgets it. A new one waits too, so there always is one.
func (c *crowd) oust(from string) net.Conn {
	var longest net.Conn
	for conn, seat := range c.held {
		if seat.waiting && (from == "" || seat.from == from) && (longest == nil || seat.since < c.held[longest].since) {
			longest = conn
		}
	}
	c.forget(longest)
	return longest
}

func (c *crowd) forget(conn net.Conn) {
	seat := c.held[conn]
	delete(c.held, conn)
	if seat.from == "" {
		return
	}
	if c.from[seat.from]--; c.from[seat.from] == 0 {
		delete(c.from, seat.from)
	}
}

// addressOf is the address that a connection counts for, "" for none.
func (c *crowd) addressOf(conn net.Conn) string {
	host, _, err := net.SplitHostPort(conn.RemoteAddr().String())
	if err != nil {
		return "" // no network: a test or a socket of this machine
	}
	ip := net.ParseIP(host)
	for _, n := range c.exempt {
		if n.Contains(ip) {
			return ""
		}
	}
	return host
}
