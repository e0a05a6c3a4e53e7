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

// eigen returns the eigenvalues of the symmetric a and their vectors as rows, in
// the place of a: Householder's reduction to three diagonals and the QL method with
// implicit shifts (Golub & Van Loan 2013, Matrix Computations, 8.3; as in EISPACK's
// tred2 and tql2). Their errors are some 1e-16 of the largest value, which is what
// rounding has left in a itself; the method of Jacobi, which is kinder to small
// values, takes three times as long.
func eigen(a []float64, n int) (values, vectors []float64) {
	d, e := make([]float64, n), make([]float64, n)
	if n > 0 {
		tridiagonal(a, d, e)
		unfold(a, d)
		diagonal(a, d, e)
	}
	return d, a
}

// tridiagonal reduces the symmetric v to three diagonals, the lower of which is e,
// from 1 on. It leaves the reflections in v, for unfold, and their lengths in d.
func tridiagonal(v, d, e []float64) {
	n := len(d)
	at := func(column int) []float64 { return v[column*n : column*n+n] }
	for j := range d {
		d[j] = at(j)[n-1]
	}
	for i := n - 1; i > 0; i-- {
		var scale, h float64
		for _, x := range d[:i] {
			scale += math.Abs(x)
		}
		if scale == 0 {
			e[i] = d[i-1]
		} else {
			for k := range i {
				d[k] /= scale
				h += float64(d[k] * d[k])
			}
			f := d[i-1]
			g := -math.Copysign(math.Sqrt(h), f)
			e[i] = scale * g
			h -= float64(f * g)
			d[i-1] = f - g
			copy(at(i)[:i], d[:i])
			reflect(v, d[:i], e[:i], h)
		}
		for j := range i {
			if scale == 0 {
				at(i)[j] = 0
			}
			d[j] = at(j)[i-1]
			at(j)[i] = 0
		}
		d[i] = h
	}
}

// reflect turns the columns of v, of which it keeps the lower half, by the
// reflection along d, of which h is half the square; e is room.
func reflect(v, d, e []float64, h float64) {
	n := int(math.Sqrt(float64(len(v))))
	i := len(d)
	clear(e)
	for j, f := range d {
		column := v[j*n : j*n+i]
		g := e[j] + float64(column[j]*f) + dot(column[j+1:], d[j+1:])
		add(e[j+1:], f, column[j+1:])
		e[j] = g
	}
	var f float64
	for j := range e {
		e[j] /= h
		f += float64(e[j] * d[j])
	}
	add(e, -f/(h+h), d)
	for j := range d {
		column := v[j*n : j*n+i]
		add(column[j:], -d[j], e[j:])
		add(column[j:], -e[j], d[j:])
	}
}

// unfold makes v the product of the reflections that tridiagonal left in it, a
// vector a row, and d the middle diagonal.
func unfold(v, d []float64) {
	n := len(d)
	along := make([]float64, n)
	for i := range n - 1 {
		v[i*n+n-1], v[i*n+i] = v[i*n+i], 1
		next := v[(i+1)*n : (i+1)*n+i+1]
		if h := d[i+1]; h != 0 {
			for k, x := range next {
				along[k] = x / h
			}
			for j := range i + 1 {
				row := v[j*n : j*n+i+1]
				add(row, -dot(next, row), along)
			}
		}
		clear(next)
	}
	for j := range d {
		d[j], v[j*n+n-1] = v[j*n+n-1], 0
	}
	v[n*n-1] = 1
}

// diagonal makes the three diagonals one, and turns the rows of v along.
func diagonal(v, d, e []float64) {
	n := len(d)
	copy(e, e[1:])
	e[n-1] = 0
	const smallest = 1.0 / (1 << 52)
	var shifted, size float64
	for l := range n {
		size = max(size, math.Abs(d[l])+math.Abs(e[l]))
		m := l
		for m < n-1 && math.Abs(e[m]) > smallest*size {
			m++
		}
		const most = 60 // two or so are needed
		for try := 0; m > l && try < most && (try == 0 || math.Abs(e[l]) > smallest*size); try++ {
			shifted += shift(d, e, l)
			chase(v, d, e, l, m)
		}
		d[l] += shifted
		e[l] = 0
	}
}

// shift takes the shift of the block that begins at l off the diagonal and returns
// it.
func shift(d, e []float64, l int) float64 {
	p := (d[l+1] - d[l]) / (2 * e[l])
	r := p + math.Copysign(math.Sqrt(float64(p*p)+1), p)
	h := d[l] - e[l]/r
	d[l], d[l+1] = e[l]/r, e[l]*r
	for i := l + 2; i < len(d); i++ {
		d[i] -= h
	}
	return h
}

// chase is one step of QL from m up to l.
func chase(v, d, e []float64, l, m int) {
	n := len(d)
	p, c, c2, c3, s, s2 := d[m], 1.0, 1.0, 1.0, 0.0, 0.0
	second, next := d[l+1], e[l+1]
	for i := m - 1; i >= l; i-- {
		c3, c2, s2 = c2, c, s
		g, h := c*e[i], c*p
		r := math.Sqrt(float64(p*p) + float64(e[i]*e[i]))
		e[i+1] = s * r
		s, c = e[i]/r, p/r
		p = float64(c*d[i]) - float64(s*g)
		d[i+1] = h + float64(s*(float64(c*g)+float64(s*d[i])))
		turn(v[i*n:i*n+n], v[(i+1)*n:(i+1)*n+n], c, s)
	}
	p = -s * s2 * c3 * next * e[l] / second
	e[l], d[l] = s*p, c*p
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
