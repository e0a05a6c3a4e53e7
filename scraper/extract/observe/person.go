package observe

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"

	"backpay/scraper"
)

// Persons names people by what is read of them, so that the same answers in files
// of several forms are one person's; equal ones are numbered in their order.
type Persons map[uint64]int

// Of names the person whose kinds of pay are given, by the identity that the file
// has for them where it has one.
func (p Persons) Of(id string, all ...scraper.Observation) string {
	h := fnv.New64a()
	add := func(s string) {
		_, _ = h.Write([]byte(strings.Join(strings.Fields(strings.ToLower(s)), " ")))
		_, _ = h.Write([]byte{0})
	}
	if id != "" {
		add(id)
	} else {
		o := all[0]
		for _, s := range []string{o.Title, o.Company, o.Level, o.Place, o.AsOf} {
			add(s)
		}
		add(strconv.FormatFloat(o.Years, 'g', -1, 64))
		for _, o := range all {
			add(o.PayKind + strconv.FormatFloat(o.Amount, 'g', -1, 64) + o.Currency)
		}
	}
	key := h.Sum64()
	p[key]++
	if n := p[key]; n > 1 {
		return fmt.Sprintf("%x-%d", key, n)
	}
	return fmt.Sprintf("%x", key)
}
