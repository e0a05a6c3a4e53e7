package store

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"backpay/scraper"
)

// said is one part of what a posting says, as a text to compare and to hash.
type said struct{ name, value string }

// parts returns what a posting says, part by part, in a fixed order. Where it
// stood in the page, when the source touched it and until when it is valid are
// not said of the job: boards roll them on every day.
func parts(p *scraper.Posting) []said {
	return []said{
		{"title", p.Title},
		{"company", p.Company},
		{"url", p.URL},
		{"place", placeWords(p)},
		{"country", p.Country},
		{"workplace", p.Workplace},
		{"employment", p.Employment},
		{"department", p.Department},
		{"level", p.Level},
		{"tags", tagWords(p.Tags)},
		{"description", p.Description},
		{"pay", payWords(p.Pay)},
		{"posted_at", timeWords(p.PostedAt)},
	}
}

// The separators stand in no text that a page says.
const (
	fieldMark = "\x1f"
	itemMark  = "\x1e"
)

func placeWords(p *scraper.Posting) string {
	if len(p.Places) == 0 {
		return p.Place
	}
	var b strings.Builder
	b.WriteString(p.Place)
	for _, a := range p.Places {
		b.WriteString(itemMark + a.Text + fieldMark + a.Locality + fieldMark + a.Region + fieldMark + a.Country)
	}
	return b.String()
}

// tagWords is the tags in one order: some sources shuffle them.
func tagWords(tags []string) string {
	tags = slices.Clone(tags)
	slices.Sort(tags)
	return strings.Join(tags, itemMark)
}

func payWords(pay []scraper.Pay) string {
	var b strings.Builder
	for _, y := range pay {
		b.WriteString(
			itemMark + amount(y.Min) + fieldMark + amount(y.Max) + fieldMark + y.Currency + fieldMark + y.Period +
				fieldMark + y.Kind + fieldMark + y.Text + fieldMark + string(y.Origin),
		)
	}
	return b.String()
}

func amount(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

func timeWords(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return stamp(t)
}

// digest is the hex sha256 over all that a posting says.
func digest(p *scraper.Posting) string {
	h := sha256.New()
	var buf []byte
	for _, s := range parts(p) {
		buf = append(buf[:0], s.name...)
		buf = append(buf, 0)
		buf = strconv.AppendInt(buf, int64(len(s.value)), 10)
		buf = append(buf, 0)
		buf = append(buf, s.value...)
		h.Write(buf)
	}
	return hex.EncodeToString(h.Sum(buf[:0]))
}

// sumBytes returns a digest as posting_head has it. One that is no hex stays the
// text that it is.
func sumBytes(digest string) []byte {
	sum, err := hex.DecodeString(digest)
	if err != nil {
		return []byte(digest)
	}
	return sum
}

// differences names the parts in which two postings differ.
func differences(a, b *scraper.Posting) string {
	var names []string
	pb := parts(b)
	for i, s := range parts(a) {
		if s.value != pb[i].value {
			names = append(names, s.name)
		}
	}
	return strings.Join(names, ", ")
}
