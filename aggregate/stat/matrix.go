package stat

import "math"

// Dense symmetric matrices of order n are kept row by row in n*n floats.
// Products are converted to float64 before they are added, here and in the
// regression, so that processors with a fused multiply-add round as those
// without.

// cholesky overwrites the lower half of the symmetric a with L, a = L L', and
// leaves out each column that the columns before it explain to within
// tolerance of its own size: its row and column of L become zero and kept is
// false. The order of the columns is therefore their precedence.
func cholesky(a []float64, n int) (kept []bool) {
	const tolerance = 1e-9
	kept = make([]bool, n)
	for j := range n {
		row := a[j*n : j*n+n]
		size := row[j]
		left := size - dot(row[:j], row[:j])
		if left > tolerance*size && left > 0 {
			kept[j] = true
			row[j] = math.Sqrt(left)
		} else {
			clear(row[:j+1])
		}
		for i := j + 1; i < n; i++ {
			other := a[i*n : i*n+n]
			if kept[j] {
				other[j] = (other[j] - dot(other[:j], row[:j])) / row[j]
			} else {
				other[j] = 0
			}
		}
	}
	return kept
}

// solve returns x with L L' x = b on the kept columns, and zero elsewhere.
func solve(l []float64, kept []bool, b []float64) []float64 {
	n := len(b)
	x := make([]float64, n)
	for i := range n {
		if kept[i] {
			x[i] = (b[i] - dot(l[i*n:i*n+i], x[:i])) / l[i*n+i]
		}
	}
	for i := n - 1; i >= 0; i-- {
		if !kept[i] {
			continue
		}
		x[i] /= l[i*n+i]
		for k := range i {
			x[k] -= float64(l[i*n+k] * x[i])
		}
	}
	return x
}

// invert returns the inverse of L L' on the kept columns, and zero elsewhere.
func invert(l []float64, kept []bool) []float64 {
	n := len(kept)
	m := make([]float64, n*n)
	unit := make([]float64, n)
	for j := range n {
		if !kept[j] {
			continue
		}
		unit[j] = 1
		copy(m[j*n:j*n+n], solve(l, kept, unit))
		unit[j] = 0
	}
	for i := range n {
		for j := range i {
			v := (m[i*n+j] + m[j*n+i]) / 2
			m[i*n+j], m[j*n+i] = v, v
		}
	}
	return m
}

// mirror copies the lower half of a to the upper one.
func mirror(a []float64, n int) {
	for i := range n {
		for j := range i {
			a[j*n+i] = a[i*n+j]
		}
	}
}

// dot is the sum of products, in four strands that are joined at the end.
func dot(x, y []float64) float64 {
	var a, b, c, d float64
	y = y[:len(x)]
	i := 0
	for ; i+4 <= len(x); i += 4 {
		a += float64(x[i] * y[i])
		b += float64(x[i+1] * y[i+1])
		c += float64(x[i+2] * y[i+2])
		d += float64(x[i+3] * y[i+3])
	}
	for ; i < len(x); i++ {
		a += float64(x[i] * y[i])
	}
	return (a + b) + (c + d)
}

// eigen returns the eigenvalues of the symmetric a, which it overwrites, and
// their vectors as rows: the method of Jacobi in cyclic order (Golub & Van
// Loan 2013, Matrix Computations, 8.5). It is slower than the tridiagonal
// methods and more exact for the small eigenvalues that matter here.
func eigen(a []float64, n int) (values, vectors []float64) {
	v := make([]float64, n*n)
	for i := range n {
		v[i*n+i] = 1
	}
	var size float64
	for _, x := range a {
		size += float64(x * x)
	}
	const sweeps = 60 // eight or so are needed
	for range sweeps {
		var off float64
		for i := range n {
			off += dot(a[i*n+i+1:i*n+n], a[i*n+i+1:i*n+n])
		}
		if off <= 1e-30*size {
			break
		}
		least := math.Sqrt(1e-34 * size / float64(n*n))
		for p := range n {
			for q := p + 1; q < n; q++ {
				if math.Abs(a[p*n+q]) > least {
					rotate(a, v, n, p, q)
				}
			}
		}
	}
	values = make([]float64, n)
	for i := range n {
		values[i] = a[i*n+i]
	}
	return values, v
}

// rotate makes a[p,q] zero by a rotation, and turns the vectors along.
func rotate(a, v []float64, n, p, q int) {
	x := a[p*n+q]
	theta := (a[q*n+q] - a[p*n+p]) / (2 * x)
	t := math.Copysign(1/(math.Abs(theta)+math.Sqrt(float64(theta*theta)+1)), theta)
	c := 1 / math.Sqrt(float64(t*t)+1)
	s := t * c
	app, aqq := a[p*n+p]-float64(t*x), a[q*n+q]+float64(t*x)
	turn(a[p*n:p*n+n], a[q*n:q*n+n], c, s)
	turn(v[p*n:p*n+n], v[q*n:q*n+n], c, s)
	a[p*n+p], a[q*n+q], a[p*n+q], a[q*n+p] = app, aqq, 0, 0
	for k := range n {
		a[k*n+p], a[k*n+q] = a[p*n+k], a[q*n+k]
	}
}

func turn(x, y []float64, c, s float64) {
	y = y[:len(x)]
	for k, xk := range x {
		yk := y[k]
		x[k] = float64(c*xk) - float64(s*yk)
		y[k] = float64(s*xk) + float64(c*yk)
	}
}

// triangle overwrites the first columns rows of the r by columns matrix a, r
// above columns, with R of a = Q R (Householder reflections), and returns
// these rows. Columns that others explain do no harm.
func triangle(a []float64, r, columns int) []float64 {
	v := make([]float64, r)
	for k := range columns {
		var norm float64
		for i := k; i < r; i++ {
			v[i] = a[i*columns+k]
			norm += float64(v[i] * v[i])
		}
		if norm == 0 {
			continue
		}
		alpha := -math.Copysign(math.Sqrt(norm), v[k])
		v[k] -= alpha
		length := norm - float64(alpha*a[k*columns+k]) // v'v / 2
		for j := k; j < columns; j++ {
			var s float64
			for i := k; i < r; i++ {
				s += float64(v[i] * a[i*columns+j])
			}
			s /= length
			for i := k; i < r; i++ {
				a[i*columns+j] -= float64(s * v[i])
			}
		}
	}
	for i := range columns {
		clear(a[i*columns : i*columns+i])
	}
	return a[:columns*columns]
}
