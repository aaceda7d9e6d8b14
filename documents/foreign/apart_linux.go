package foreign

import (
	"os/exec"
	"syscall"
)

// isolate has the process start in a network of its own, with nothing on it,
// and die with ours. The system may refuse that to those who are not root.
func isolate(cmd *exec.Cmd) bool {
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: syscall.Getuid(), HostID: syscall.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: syscall.Getgid(), HostID: syscall.Getgid(), Size: 1}},
		Pdeathsig:   syscall.SIGKILL,
	}
	return true
}

// limit bounds the address space of this process, in bytes, and keeps it from
// leaving an image of its memory, papers included, on disk.
func limit(memory uint64) error {
	if err := syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}); err != nil {
		return err
	}
	return syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: memory, Max: memory})
}
