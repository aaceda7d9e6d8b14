package main

import (
	"errors"
	"flag"
	"fmt"
	"strconv"
	"strings"
	"time"

	"paraaf/workflow/desk"
)

// A caring is how a running program cares for what is stored: whom it brakes,
// where checkpoints go, which backups it makes.
type caring struct {
	brake  desk.Brake
	kept   witness
	copies backups
	// monitor is the loopback address of the figures, "" for none.
	monitor string

	bulk    *string
	backups func() (backups, error)
}

func careFlags(f *flag.FlagSet, c console) *caring {
	care := &caring{backups: declareBackups(f, c)}
	f.StringVar(&care.monitor, "monitor", c.getenv("PARAAF_MONITOR"), "loopback address where figures and profiles of the program are read, at /metrics and /debug/pprof/ (PARAAF_MONITOR); without one there are none")
	care.bulk = f.String("bulk", c.getenv("PARAAF_BULK"), "brake on who opens more than N different papers within a while, as 400/10m; off with 0 (PARAAF_BULK)")
	f.StringVar(&care.kept.outside, "checkpoint-to", c.getenv("PARAAF_CHECKPOINT_TO"), "hand each checkpoint of the ledger to an https address (POST) or a program (its input) that the administrator of the database does not rule (PARAAF_CHECKPOINT_TO)")
	return care
}

// read reads the flags, after they were parsed.
func (care *caring) read() error {
	var errs [3]error
	care.brake, errs[0] = parseBrake(*care.bulk)
	care.copies, errs[1] = care.backups()
	errs[2] = checkOutside(care.kept.outside)
	return errors.Join(errs[:]...)
}

// parseBrake reads a brake on bulk reading; "" is the usual one.
func parseBrake(s string) (desk.Brake, error) {
	if s == "" {
		return desk.UsualBrake, nil
	}
	if s == "0" {
		return desk.Brake{}, nil
	}
	number, while, _ := strings.Cut(s, "/")
	n, err := strconv.Atoi(number)
	if err == nil && n <= 0 {
		err = errors.New("want at least one paper")
	}
	within, e := time.ParseDuration(while)
	if e == nil && (within < time.Minute || within > 24*time.Hour) {
		e = errors.New("want a minute to a day")
	}
	if err := errors.Join(err, e); err != nil {
		return desk.Brake{}, fmt.Errorf("-bulk wants a number and a time, as 400/10m: %w", err)
	}
	return desk.Brake{Papers: n, Within: within}, nil
}
