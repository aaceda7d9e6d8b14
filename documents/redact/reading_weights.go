package redact

import (
	_ "embed" // the weights
	"math/bits"
	"sync"
)

// The weights of a reader are a file that a test makes of our own labelled texts: slots of 32
// bits of a hash table, little endian (16 bits of what is seen, above them the weight in
// 256ths; 0 is a free slot), then four bits for every slot that say of what is seen whether
// the table may hold it, then the SHA-256 of the texts that it was learned from.

//go:embed lists/reading.bin
var nameWeights string

//go:embed lists/numbers.bin
var figureWeights string

var (
	ofNames   = sync.OnceValue(func() *weights { return newWeights(nameWeights) })
	ofFigures = sync.OnceValue(func() *weights { return newWeights(figureWeights) })
)

// weights are the weights of a reader, ready for use. Most of what is seen of a word, its own
// letters for one, no text taught anything about: the filter says so without a look at the
// slots, which are too many to lie near the processor.
type weights struct {
	slots  []uint32
	filter []uint64
	shift  int // of the hash of what is seen, for a bit of the filter
}

// newWeights reads a file of weights.
func newWeights(file string) *weights {
	n := (len(file) - 32) / 9 * 2
	w := &weights{slots: make([]uint32, n), filter: make([]uint64, n/16), shift: filterShift(n)}
	for i := range w.slots {
		w.slots[i] = uint32(file[4*i]) | uint32(file[4*i+1])<<8 | uint32(file[4*i+2])<<16 | uint32(file[4*i+3])<<24
	}
	for i := range n / 2 {
		w.filter[i/8] |= uint64(file[4*n+i]) << (i % 8 * 8)
	}
	return w
}

// filterShift gives the shift for a table of n slots, a power of two.
func filterShift(n int) int { return 32 - bits.TrailingZeros(uint(4*n)) }

// filterBit gives the bit of the filter that stands for what is seen.
func filterBit(seen uint32, shift int) uint32 { return seen * 0x9E3779B1 >> shift }

// weigh adds the weights of what is seen.
func (w *weights) weigh(seen []uint32) int32 {
	mask := uint32(len(w.slots) - 1)
	z := int32(0)
	for _, f := range seen {
		if b := filterBit(f, w.shift); w.filter[b>>6]>>(b&63)&1 == 0 {
			continue
		}
		for i := f & mask; ; i = (i + 1) & mask {
			s := w.slots[i]
			if s == 0 {
				break
			}
			if s&0xFFFF == f>>16 {
				z += int32(s) >> 16
				break
			}
		}
	}
	return z
}
