package journal

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// The exported ledger is text, one line an entry, oldest first:
//
//	<hash of the leaf, 64 hexadecimal digits> <record as JSON>
//
// and after them the checkpoint of the export, a signed note of lines that each
// start with "| ". The hash beside the record names the record that was changed;
// the checkpoint finds what was added, left out, put in another order or cut off;
// a checkpoint kept elsewhere finds a history that was rewritten with its hashes.

const selectLedger = `SELECT n, dossier, seq, id, at, person, namens, event, data, papers, nonce, hashes FROM entries WHERE n >= $1 AND n < $2 ORDER BY n`

// eachLeaf hands the rows of the ledger from n up to but not including to, in
// order, as they stand.
func (b *Book) eachLeaf(ctx context.Context, q querier, from, to int64, take func(leaf) error) error {
	rows, err := b.query(ctx, q, selectLedger, from, to)
	if err != nil {
		return b.fail("read the ledger", err)
	}
	defer rows.Close()
	for rows.Next() {
		var l leaf
		if err := rows.Scan(&l.n, &l.dossier, &l.seq, &l.id, &l.at, &l.person, &l.namens, &l.event, &l.data, &l.papers, &l.nonce, &l.hashes); err != nil {
			return b.fail("read the ledger", err)
		}
		if err := take(l); err != nil {
			return err
		}
	}
	return b.fail("read the ledger", rows.Err())
}

// snapshot runs look in a transaction in which everything stands still.
func (b *Book) snapshot(ctx context.Context, look func(context.Context, *sql.Tx) error) error {
	tx, err := b.read.BeginTx(ctx, b.d.snapshot)
	if err != nil {
		return b.fail("begin to read", err)
	}
	defer tx.Rollback() // nothing was written
	return look(ctx, tx)
}

// head reads the size and root of the ledger.
func (b *Book) head(ctx context.Context, q querier) (tlog.Tree, error) {
	var t tlog.Tree
	var root []byte
	if err := b.row(ctx, q, `SELECT size, root FROM ledger WHERE one = 1`).Scan(&t.N, &root); err != nil {
		return t, b.fail("read the head of the ledger", err)
	}
	copy(t.Hash[:], root)
	return t, nil
}

// ExportLedger writes the whole ledger to w, as it stands at one moment.
func (b *Book) ExportLedger(ctx context.Context, w io.Writer) error {
	signer, err := b.signer(ctx, b.read)
	if err != nil {
		return err
	}
	return b.snapshot(ctx, func(ctx context.Context, tx *sql.Tx) error {
		tree, err := b.head(ctx, tx)
		if err != nil {
			return err
		}
		out := bufio.NewWriter(w)
		err = b.eachLeaf(ctx, tx, 0, tree.N, func(l leaf) error {
			line, err := l.record().line()
			if err != nil || len(l.hashes) < tlog.HashSize {
				return &Damaged{Table: "entries", Key: number(l.n), What: "cannot be written as a record"}
			}
			_, err = fmt.Fprintf(out, "%x %s\n", l.hashes[:tlog.HashSize], line)
			return err
		})
		if err != nil {
			return err
		}
		signed, err := sign(tree, signer)
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(signed)) {
			if _, err := out.WriteString("| " + line); err != nil {
				return err
			}
		}
		return out.Flush()
	})
}

func (b *Book) signer(ctx context.Context, q querier) (note.Signer, error) {
	key, err := b.named(ctx, q, "key")
	if err != nil {
		return nil, err
	}
	s, err := note.NewSigner(string(key))
	if err != nil {
		return nil, &Damaged{Table: "book", Key: "key", What: "is no key"}
	}
	return s, nil
}

// PublicKey gives the key that checkpoints are verified with, in the notation
// of golang.org/x/mod/sumdb/note. It is kept outside, beside the checkpoints.
func (b *Book) PublicKey(ctx context.Context) (string, error) {
	key, err := b.named(ctx, b.read, "public")
	return string(key), err
}

func sign(t tlog.Tree, s note.Signer) ([]byte, error) {
	signed, err := note.Sign(&note.Note{Text: string(tlog.FormatTree(t))}, s)
	if err != nil {
		return nil, fmt.Errorf("sign checkpoint: %w", err)
	}
	return signed, nil
}

// Checkpoint gives the signed size and root of the ledger: what leaves the
// building, so that a later ledger can be held against it.
func (b *Book) Checkpoint(ctx context.Context) ([]byte, error) {
	signer, err := b.signer(ctx, b.read)
	if err != nil {
		return nil, err
	}
	tree, err := b.head(ctx, b.read)
	if err != nil {
		return nil, err
	}
	return sign(tree, signer)
}

// openCheckpoint reads a checkpoint and verifies it with key; an empty key
// takes the signature as it stands, for who has nothing but the export. A second
// spelling of the same checkpoint is refused.
func openCheckpoint(signed []byte, key string) (tlog.Tree, error) {
	n, err := openNote(signed, key)
	if err != nil {
		return tlog.Tree{}, err
	}
	for _, s := range slices.Concat(n.Sigs, n.UnverifiedSigs) {
		if _, err := base64.StdEncoding.Strict().DecodeString(s.Base64); err != nil {
			return tlog.Tree{}, fmt.Errorf("read checkpoint: signature: %w", err)
		}
	}
	tree, err := tlog.ParseTree([]byte(n.Text))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("read checkpoint: %w", err)
	}
	if string(tlog.FormatTree(tree)) != n.Text {
		return tlog.Tree{}, errors.New("read checkpoint: not in canonical form")
	}
	return tree, nil
}

func openNote(signed []byte, key string) (*note.Note, error) {
	if key == "" {
		_, err := note.Open(signed, note.VerifierList()) // nobody is known, so it is unverified at best
		var unverified *note.UnverifiedNoteError
		if errors.As(err, &unverified) {
			return unverified.Note, nil
		}
		return nil, fmt.Errorf("read checkpoint: %w", err)
	}
	v, err := note.NewVerifier(strings.TrimSpace(key))
	if err != nil {
		return nil, fmt.Errorf("read key of checkpoint: %w", err)
	}
	n, err := note.Open(signed, note.VerifierList(v))
	if err != nil {
		return nil, fmt.Errorf("verify checkpoint: %w", err)
	}
	return n, nil
}

// A Broken ledger is one that is not what it was. N is the first record that
// shows it, from 0: everything before it agrees with what is known.
type Broken struct {
	N    int64
	What string
}

func (b *Broken) Error() string { return fmt.Sprintf("ledger: record %d: %s", b.N, b.What) }

// CheckCheckpoint holds the ledger as it stands against a checkpoint that was
// kept: it fails with [Broken] when the ledger is shorter, when its first
// entries are others, or when the checkpoint was signed by another book. It
// reads a few rows, whatever the size: start-up can afford it.
func (b *Book) CheckCheckpoint(ctx context.Context, signed []byte) error {
	key, err := b.PublicKey(ctx)
	if err != nil {
		return err
	}
	old, err := openCheckpoint(signed, key)
	if err != nil {
		return &Broken{N: 0, What: "the checkpoint is not one of this book: " + err.Error()}
	}
	return b.snapshot(ctx, func(ctx context.Context, tx *sql.Tx) error {
		now, err := b.head(ctx, tx)
		if err != nil {
			return err
		}
		if now.N < old.N {
			return &Broken{N: now.N, What: fmt.Sprintf("the ledger is cut off: the checkpoint has seen %d records", old.N)}
		}
		read := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
			hashes := make([]tlog.Hash, len(indexes))
			for i, index := range indexes {
				level, n := tlog.SplitStoredHashIndex(index)
				if hashes[i], err = b.readHash(ctx, tx, level, n); err != nil {
					return nil, err
				}
			}
			return hashes, nil
		})
		for _, t := range []tlog.Tree{old, now} {
			var root tlog.Hash // of no leaves, as peaks.root has it
			if t.N > 0 {
				if root, err = tlog.TreeHash(t.N, read); err != nil {
					return b.failRow("read the ledger", err)
				}
			}
			if root != t.Hash {
				return &Broken{N: t.N - 1, What: fmt.Sprintf("the first %d records are not those that were signed", t.N)}
			}
		}
		return nil
	})
}

// maxLine bounds one line of an export: an event holds ids and digests only.
const maxLine = 8 << 20

// VerifyLedger reads an exported ledger and fails with [Broken] at the first
// record that is not what it was. kept is a checkpoint from elsewhere and key
// the public key it is verified with; without them the export is held against
// its own checkpoint only, which whoever rewrites it all rewrites too. It gives
// the number of records. Memory does not grow with it.
func VerifyLedger(r io.Reader, kept []byte, key string) (int64, error) {
	var known tlog.Tree
	var err error
	if kept != nil {
		if known, err = openCheckpoint(kept, key); err != nil {
			return 0, err
		}
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 64<<10), maxLine)
	var edge peaks
	var own bytes.Buffer
	seqs := map[string]int64{}
	for lines.Scan() {
		line := lines.Bytes()
		if rest, ok := bytes.CutPrefix(line, []byte("| ")); ok {
			own.Write(rest)
			own.WriteByte('\n')
			continue
		}
		if bytes.Equal(line, []byte("|")) { // an editor took the space at the end away
			own.WriteByte('\n')
			continue
		}
		n := edge.size
		if own.Len() > 0 {
			return n, &Broken{N: n, What: "a record stands after the checkpoint"}
		}
		leaf, r, err := readLine(line)
		if err != nil {
			return n, &Broken{N: n, What: err.Error()}
		}
		if r.N != n {
			return n, &Broken{N: n, What: fmt.Sprintf("record %d stands here", r.N)}
		}
		if seqs[r.Dossier]++; r.Seq != seqs[r.Dossier] {
			return n, &Broken{N: n, What: fmt.Sprintf("entry %d of dossier %s where %d is due", r.Seq, r.Dossier, seqs[r.Dossier])}
		}
		edge.add(leaf)
		if kept != nil && edge.size == known.N && edge.root() != known.Hash {
			return n, &Broken{N: n, What: fmt.Sprintf("the first %d records are not those of the checkpoint", known.N)}
		}
	}
	if err := lines.Err(); err != nil {
		return edge.size, &Broken{N: edge.size, What: "line cannot be read: " + err.Error()}
	}
	if kept != nil && edge.size < known.N {
		return edge.size, &Broken{N: edge.size, What: fmt.Sprintf("the ledger is cut off: the checkpoint has seen %d records", known.N)}
	}
	if kept != nil && known.N == 0 && known.Hash != (tlog.Hash{}) {
		return edge.size, &Broken{N: 0, What: "the checkpoint of an empty ledger is not empty"}
	}
	end, err := openCheckpoint(own.Bytes(), key)
	if err != nil {
		return edge.size, &Broken{N: edge.size, What: "the export has no good checkpoint at its end: " + err.Error()}
	}
	if end.N != edge.size || end.Hash != edge.root() {
		return edge.size, &Broken{N: min(end.N, edge.size), What: fmt.Sprintf("%d records do not agree with the checkpoint of %d at the end", edge.size, end.N)}
	}
	return edge.size, nil
}

// readLine reads a line of an export: the hash of the leaf and the record that
// has that hash.
func readLine(line []byte) (tlog.Hash, record, error) {
	const digits = 2 * tlog.HashSize
	if len(line) < digits+2 || line[digits] != ' ' {
		return tlog.Hash{}, record{}, errors.New("line is no record")
	}
	var stated tlog.Hash
	if _, err := hex.Decode(stated[:], line[:digits]); err != nil || hex.EncodeToString(stated[:]) != string(line[:digits]) {
		return tlog.Hash{}, record{}, errors.New("hash is no hash")
	}
	if tlog.RecordHash(line[digits+1:]) != stated {
		return tlog.Hash{}, record{}, errors.New("record does not agree with its hash")
	}
	r, err := parseRecord(line[digits+1:])
	return stated, r, err
}
