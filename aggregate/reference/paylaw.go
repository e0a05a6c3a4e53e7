package reference

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed data/paylaw.tsv
var payLaws string

// PayLaw is a state's law that adverts must state the range of pay.
type PayLaw struct {
	State string // "CA"
	From  string // the day from which it is in force: "2023-01-01"
	// Employees is how many an employer must have at the least to be bound.
	Employees int
	Statute   string
}

var allPayLaws = sync.OnceValues(func() (laws []PayLaw, err error) {
	n := 0
	for line := range strings.Lines(payLaws) {
		n++
		if line[0] == '#' {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 4 {
			return nil, fmt.Errorf("paylaw.tsv: line %d: want four columns, got %q", n, line)
		}
		if _, err := time.Parse(time.DateOnly, f[1]); err != nil {
			return nil, fmt.Errorf("paylaw.tsv: line %d: %w", n, err)
		}
		least, err := strconv.Atoi(f[2])
		if err != nil {
			return nil, fmt.Errorf("paylaw.tsv: line %d: %w", n, err)
		}
		laws = append(laws, PayLaw{f[0], f[1], least, f[3]})
	}
	return laws, nil
})

// PayLaws returns the laws in force on a day ("2026-11-02"), in the order in
// which they came into force.
func PayLaws(day string) (in []PayLaw, err error) {
	all, err := allPayLaws()
	for _, l := range all {
		if l.From <= day {
			in = append(in, l)
		}
	}
	return in, err
}
