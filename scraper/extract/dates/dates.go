// Package dates reads the forms of dates that pages and feeds use.
package dates

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"backpay/scraper/extract/htmltext"
	"backpay/scraper/pattern"
)

// clock is the time of day and the zone that may follow a date.
const clock = `(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?: ?([AaPp])\.?[Mm]\.?)?)?(?: ?([+-]\d{2}:?\d{2}|[+-]\d{2}))?`

// The forms of dates: by year, by day with the month in digits (only behind
// dots, or where one of the two can't be a month) or in words, by month in
// words, and as Unix and Java print them, with the year last.
var (
	byYear  = pattern.New(`^(\d{4})([-/. ]?)(\d{1,2})([-/. ]?)(\d{1,2})` + clock + `$`)
	byDay   = pattern.New(`^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})` + clock + `$`)
	dayWord = pattern.New(`^(\d{1,2})[ -](\pL{3,10})[ -](\d{4})` + clock + `$`)
	worded  = pattern.New(`^(\pL{3,10}) (\d{1,2}) (\d{4})` + clock + `$`)
	unix    = pattern.New(
		`^(\pL{3,10}) (\d{1,2}) (\d{1,2}):(\d{2}):(\d{2})(?:\.\d+)?(?: ?([+-]\d{2}:?\d{2}))? (\d{4})$`,
	)
	dotNet = pattern.New(`^/Date\((-?\d+)(?:[+-]\d{4})?\)/$`)
	epoch  = pattern.New(`^-?\d{9,19}(?:\.\d+)?$`)
)

// Parse reads a date in any of the forms that pages use, or a number of
// seconds, milliseconds or finer since 1970. What names no zone is UTC; a name
// of a zone counts when it is of one offset only. Numbers of a day and a month
// between slashes or dashes ("03/04/2026") say nothing, unless one of them can
// be no month: a source that has them knows which it is. A date that can't be
// one of a posting (before 1990, as the 1970 that stands for null, or after
// 2100) is an error, as is "".
func Parse(s string) (time.Time, error) {
	said := strings.TrimSpace(s)
	if len(said) > 100 {
		return time.Time{}, noDate(said)
	}
	for _, common := range []string{time.RFC3339Nano, time.DateOnly} {
		if t, err := time.Parse(common, said); err == nil {
			return Plausible(t, said)
		}
	}
	if m := dotNet.FindStringSubmatch(said); m != nil {
		said = m[1]
	}
	if epoch.MatchString(said) {
		whole, _, _ := strings.Cut(said, ".")
		n, err := strconv.ParseInt(whole, 10, 64)
		if err != nil {
			return time.Time{}, noDate(said)
		}
		return Epoch(n)
	}
	text := plain(said)
	var d parts
	switch {
	case d.take(byYear, text, func(m []string) bool {
		return d.date(m[1], m[3], m[5]) && m[2] == m[4] && (m[2] != "" || len(m[3])+len(m[5]) == 4) && d.clock(m[6:])
	}), d.take(byDay, text, func(m []string) bool { return d.dayFirst(m) && d.clock(m[5:]) }),
		d.take(dayWord, text, func(m []string) bool { return d.date(m[3], month(m[2]), m[1]) && d.clock(m[4:]) }),
		d.take(worded, text, func(m []string) bool { return d.date(m[3], month(m[1]), m[2]) && d.clock(m[4:]) }),
		d.take(unix, text, func(m []string) bool {
			return d.date(m[7], month(m[1]), m[2]) && d.clock([]string{m[3], m[4], m[5], "", m[6]})
		}):
		t := time.Date(d.year, time.Month(d.month), d.day, d.hour, d.minute, d.second, 0, time.FixedZone("", d.offset))
		if t.Day() != d.day || d.hour > 23 || d.minute > 59 || d.second > 60 {
			break
		}
		return Plausible(t.Add(fraction(said)), said)
	}
	return time.Time{}, noDate(said)
}

func noDate(s string) error { return fmt.Errorf("%q is no date", htmltext.Shorten(s)) }

// parts are the numbers of a date.
type parts struct{ year, month, day, hour, minute, second, offset int }

// take reports whether text is of a form whose parts read can read.
func (d *parts) take(form *pattern.Pattern, text string, read func(m []string) bool) bool {
	m := form.FindStringSubmatch(text)
	return m != nil && read(m)
}

func (d *parts) date(year, month, day string) bool {
	d.year, _ = strconv.Atoi(year)
	d.month, _ = strconv.Atoi(month)
	d.day, _ = strconv.Atoi(day)
	return d.month >= 1 && d.month <= 12 && d.day >= 1
}

// dayFirst reads a day and a month in digits, in the order that they can have.
func (d *parts) dayFirst(m []string) bool {
	first, _ := strconv.Atoi(m[1])
	second, _ := strconv.Atoi(m[3])
	switch {
	case m[2] == "." || first > 12 || first == second:
		return d.date(m[4], m[3], m[1])
	case second > 12:
		return d.date(m[4], m[1], m[3])
	}
	return false
}

// clock reads hour, minute, second, the half of the day and the offset.
func (d *parts) clock(m []string) bool {
	d.hour, _ = strconv.Atoi(m[0])
	d.minute, _ = strconv.Atoi(m[1])
	d.second, _ = strconv.Atoi(m[2])
	switch half := strings.ToLower(m[3]); {
	case half != "" && (d.hour < 1 || d.hour > 12):
		return false
	case half == "p" && d.hour < 12:
		d.hour += 12
	case half == "a" && d.hour == 12:
		d.hour = 0
	}
	if o := strings.ReplaceAll(m[4], ":", ""); o != "" {
		hours, _ := strconv.Atoi(o[1:3])
		minutes := 0
		if len(o) == 5 {
			minutes, _ = strconv.Atoi(o[3:])
		}
		d.offset = hours*3600 + minutes*60
		if o[0] == '-' {
			d.offset = -d.offset
		}
	}
	return d.offset > -24*3600 && d.offset < 24*3600
}

var second = pattern.New(`:\d{2}[.,](\d{1,9})`)

// fraction is what a date states of a second, beyond the whole ones.
func fraction(s string) time.Duration {
	m := second.FindStringSubmatch(s)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi((m[1] + "000000000")[:9])
	return time.Duration(n)
}

// Epoch reads a number of seconds, or of thousandths, millionths or
// thousand-millionths of one, since 1970 as a date.
func Epoch(n int64) (time.Time, error) {
	said := strconv.FormatInt(n, 10)
	switch abs := max(n, -n); {
	case abs > 1e17:
		return Plausible(time.Unix(0, n), said)
	case abs > 1e14:
		return Plausible(time.UnixMicro(n), said)
	case abs > 1e11: // in seconds the year 5138
		return Plausible(time.UnixMilli(n), said)
	}
	return Plausible(time.Unix(n, 0), said)
}

// Plausible refuses a date that can be none of a posting.
func Plausible(t time.Time, s string) (time.Time, error) {
	t = t.UTC()
	if t.Year() < 1990 || t.Year() > 2100 {
		return time.Time{}, fmt.Errorf("%q is no date of a posting", htmltext.Shorten(s))
	}
	return t, nil
}

// Field reads a field of a record that holds a date, or nothing, which some
// services write as 0 or as the first day of their clock. A date that can't be
// read is no reason to lose the record: it is zero, and unread gets a word of it.
func Field(unread *[]string, name, s string) time.Time {
	s = strings.TrimSpace(s)
	if s == "" || s == "0" || strings.HasPrefix(s, "1970-01-01") || strings.HasPrefix(s, "0001-01-01") {
		return time.Time{}
	}
	t, err := Parse(s)
	if err != nil {
		*unread = append(*unread, name+": "+err.Error())
	}
	return t
}
