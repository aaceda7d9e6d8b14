package journal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A badDisk lets calls of this process to the disk fail on demand. The kernel
// asks it about each (seccomp, user notification), so that what fails is the
// call itself, in the SQLite that the product ships; an emulated disk would test
// the emulation. It needs no rights and cannot be taken off again, which is why
// it lives in a helper.
type badDisk struct {
	fd    int
	write atomic.Int32 // what pwrite64 and ftruncate give, 0 to let them through
	sync  atomic.Int32 // what fsync and fdatasync give
	hit   atomic.Int64 // calls that failed
}

type notification struct {
	id    uint64
	pid   uint32
	flags uint32
	data  struct {
		nr, arch uint32
		ip       uint64
		args     [6]uint64
	}
}

type response struct {
	id    uint64
	val   int64
	err   int32
	flags uint32
}

// The requests of linux/seccomp.h for this size of structs.
const (
	notifReceive = 0xc0502100
	notifSend    = 0xc0182101
)

func newBadDisk() (*badDisk, error) {
	if unsafe.Sizeof(notification{}) != 0x50 || unsafe.Sizeof(response{}) != 0x18 {
		return nil, errors.New("the structs are not those of the kernel")
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	watched := []uint32{unix.SYS_FSYNC, unix.SYS_FDATASYNC, unix.SYS_PWRITE64, unix.SYS_FTRUNCATE}
	program := []unix.SockFilter{{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: 0}} // number of the call
	for i, nr := range watched {
		program = append(program, unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jt: uint8(len(watched) - i), K: nr})
	}
	program = append(program,
		unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
		unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_USER_NOTIF})
	filter := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return nil, fmt.Errorf("no new privileges: %w", err)
	}
	const flags = unix.SECCOMP_FILTER_FLAG_NEW_LISTENER | unix.SECCOMP_FILTER_FLAG_TSYNC | unix.SECCOMP_FILTER_FLAG_TSYNC_ESRCH
	fd, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, flags, uintptr(unsafe.Pointer(&filter)))
	if errno != 0 {
		return nil, fmt.Errorf("seccomp: %w", errno)
	}
	d := &badDisk{fd: int(fd)}
	go d.answer()
	return d, nil
}

// answer tells the kernel what becomes of each call.
func (d *badDisk) answer() {
	for {
		var n notification
		if _, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(d.fd), notifReceive, uintptr(unsafe.Pointer(&n))); errno != 0 {
			if errno == unix.EINTR || errno == unix.ENOENT {
				continue
			}
			fmt.Println("failed: receive:", errno)
			os.Exit(1)
		}
		gives := d.write.Load()
		if n.data.nr == unix.SYS_FSYNC || n.data.nr == unix.SYS_FDATASYNC {
			gives = d.sync.Load()
		}
		r := response{id: n.id, flags: unix.SECCOMP_USER_NOTIF_FLAG_CONTINUE}
		if gives != 0 {
			d.hit.Add(1)
			r.flags, r.err = 0, -gives
		}
		if _, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(d.fd), notifSend, uintptr(unsafe.Pointer(&r))); errno != 0 && errno != unix.ENOENT {
			fmt.Println("failed: send:", errno)
			os.Exit(1)
		}
	}
}

// helpDisk writes on a good disk, on a full one, on a good one, on one that does
// not sync and on a good one again, in one process with one book.
func helpDisk(dsn string) error {
	ctx := context.Background()
	disk, err := newBadDisk()
	if err != nil {
		return err
	}
	b, err := Open(ctx, dsn, Options{})
	if err != nil {
		return err
	}
	var first string
	good := func() error {
		for range 20 {
			id, batch, err := openable(b)
			if err == nil {
				err = b.Append(ctx, id, 0, batch)
			}
			if err != nil {
				return fmt.Errorf("on a good disk: %w", err)
			}
			fmt.Println("ack", id)
			first = string(id)
		}
		return nil
	}
	bad := func(what string, fault *atomic.Int32, gives syscall.Errno, want error) error {
		fault.Store(int32(gives))
		defer fault.Store(0)
		before := disk.hit.Load()
		for range 20 {
			id, batch, err := openable(b)
			if err != nil {
				return err
			}
			if err := b.Append(ctx, id, 0, batch); !errors.Is(err, want) {
				return fmt.Errorf("on a disk that %s: %w", what, err)
			}
			// Reading goes on.
			l, err := b.Visible(ctx, nil, "p-anna", Filter{}, Page{Size: 500})
			if err != nil || len(l.Rows) == 0 || !strings.Contains(fmt.Sprint(l), first) {
				return fmt.Errorf("reading on a disk that %s: %d rows: %w", what, len(l.Rows), err)
			}
		}
		if disk.hit.Load() == before {
			return fmt.Errorf("no call failed on a disk that %s: this tests nothing", what)
		}
		return nil
	}
	return errors.Join(good(),
		bad("is full", &disk.write, unix.ENOSPC, ErrFull), good(),
		bad("does not sync", &disk.sync, unix.EIO, ErrUnavailable), good(),
		b.Close())
}
