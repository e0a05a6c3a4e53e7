package edition

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"io"
	"iter"
	"math/bits"

	"backpay/aggregate"
)

// multiset is a hash of parts whose order can't matter: the sum of their
// SHA-256 modulo 2^256 (Clarke, Devadas, van Dijk, Gassend and Suh 2003,
// Incremental multiset hash functions and their application to memory integrity
// checking, ASIACRYPT). The order in which rows come is that in which adverts
// arrived.
type multiset [4]uint64

func (m *multiset) add(part []byte) {
	sum := sha256.Sum256(part)
	var carry uint64
	for i := range m {
		m[i], carry = bits.Add64(m[i], binary.LittleEndian.Uint64(sum[8*i:]), carry)
	}
}

func (m *multiset) writeTo(w io.Writer) error { return binary.Write(w, binary.LittleEndian, m[:]) }

// hashed passes rows on and writes them into a hash, which neither their order
// nor the ids of jobs matter to. Rows of one job that follow each other belong
// together; job returns the id to be left out and tells jobs apart by, nil where
// rows have none.
func hashed[T any](sum io.Writer, rows iter.Seq2[T, error], job func(row *T) *int64) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if rows == nil {
			return
		}
		var all multiset
		var part bytes.Buffer
		enc := json.NewEncoder(&part)
		last := int64(0)
		for r, err := range rows {
			if err == nil {
				said := r
				id := int64(0)
				if job != nil {
					at := job(&said)
					id, *at = *at, 0
				}
				if part.Len() > 0 && (job == nil || id != last) {
					all.add(part.Bytes())
					part.Reset()
				}
				last, err = id, enc.Encode(said)
			}
			if !yield(r, err) {
				return
			}
		}
		if part.Len() > 0 {
			all.add(part.Bytes())
		}
		if err := all.writeTo(sum); err != nil {
			var none T
			yield(none, err)
		}
	}
}

// jobOfRow is where a row holds the id of its job.
func jobOfRow(r *aggregate.Row) *int64 { return &r.Job }
