package market

// rng is splitmix64 (Steele, Lea and Flood 2014). It is our own so that a
// market's bytes don't hang on the library's choice of method, and small so
// that each entity can have a stream to itself: a text can then be made when
// it is asked for, in any order.
type rng struct{ s uint64 }

// stream returns the stream of one entity of one market.
func stream(seed uint64, ids ...uint64) *rng {
	r := rng{seed}
	for _, id := range ids {
		r.s = r.next() ^ (id+1)*0xd1342543de82ef95
	}
	return &r
}

func (r *rng) next() uint64 {
	r.s += 0x9e3779b97f4a7c15
	z := r.s
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// float is in [0, 1).
func (r *rng) float() float64 { return float64(r.next()>>11) / (1 << 53) }

// intn is in [0, n); its bias is below 2^-40 for the n used here.
func (r *rng) intn(n int) int { return int((r.next() >> 16) % uint64(n)) }

// between is in [lo, hi].
func (r *rng) between(lo, hi int) int { return lo + r.intn(hi-lo+1) }

func (r *rng) chance(p float64) bool { return r.float() < p }

// normal is the sum of twelve uniforms less six: standard normal but for
// tails beyond 3.5, which pay doesn't need, and the same on every machine.
func (r *rng) normal() float64 {
	var s float64
	for range 12 {
		s += r.float()
	}
	return s - 6
}

// weighted picks an index with the chances w, which need not sum to one.
func (r *rng) weighted(n int, w func(int) float64) int {
	var sum float64
	for i := range n {
		sum += w(i)
	}
	x := r.float() * sum
	for i := range n {
		if x -= w(i); x < 0 {
			return i
		}
	}
	return n - 1
}

func (r *rng) shuffle(n int, swap func(i, j int)) {
	for i := n - 1; i > 0; i-- {
		swap(i, r.intn(i+1))
	}
}

func pick[T any](r *rng, s []T) T { return s[r.intn(len(s))] }
