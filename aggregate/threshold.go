package aggregate

import "cmp"

// Thresholds say when a figure may be printed. One left at zero has the value
// named at it, as OrDefault sets it.
type Thresholds struct {
	// MinEmployers is the least number of employers of a printed figure (20):
	// below it, printing the intervals that happen to be narrow covers the
	// truth too seldom.
	MinEmployers int
	// GoodEmployers is the least number of employers of a good figure (50): of 40
	// to 45, the intervals that are narrow enough for it cover 88 to 96 %, of
	// boards of unequal size 88 to 91 %
	// (TestNarrowIntervalsCover in aggregate/stat).
	GoodEmployers int
	// MaxShare is the largest share of a figure's jobs that one employer may
	// have (0.25).
	MaxShare float64
	// GoodWidth and RoughWidth are the largest half-widths of the median's
	// interval, as a share of the median, of a good figure (0.10) and of a
	// printed one (0.20).
	GoodWidth, RoughWidth float64
	// MinCell is the least number of jobs of a place, workplace or skill that
	// has figures at all (10).
	MinCell int
}

// OrDefault returns the thresholds with defaults in place of zeros.
func (t Thresholds) OrDefault() Thresholds {
	t.MinEmployers = cmp.Or(t.MinEmployers, 20)
	t.GoodEmployers = cmp.Or(t.GoodEmployers, 50)
	t.MaxShare = cmp.Or(t.MaxShare, 0.25)
	t.GoodWidth = cmp.Or(t.GoodWidth, 0.10)
	t.RoughWidth = cmp.Or(t.RoughWidth, 0.20)
	t.MinCell = cmp.Or(t.MinCell, 10)
	return t
}
