// Package dates reads the forms of dates that pages and feeds use.
package dates

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"backpay/scraper/extract/htmltext"
)

// layouts are the forms of dates seen in postings, the common ones first.
// Day-first and month-first numbers ("03/04/2026") are left out on purpose: a
// source that has them knows which it is.
var layouts = []string{
	time.RFC3339Nano,
	"2006-01-02",
	"2006-01-02 15:04:05 MST",
	"2006-01-02 15:04:05",
	"2006-01-02T15:04:05.999999999",
	"2006-01-02T15:04:05.999999999Z0700",
	"2006-01-02T15:04Z07:00",
	"2006-01-02T15:04",
	"2006-01-02 15:04:05 -0700",
	"2006-01-02 15:04:05Z07:00",
	time.RFC1123Z,
	time.RFC1123,
	"2006/01/02",
	"January 2, 2006",
	"Jan 2, 2006",
	"2 January 2006",
	"2 Jan 2006",
}

// Parse reads a date in any of the forms that pages use, or a number of
// seconds or milliseconds since 1970. What names no zone is UTC; a zone that
// is only a name counts when it is UTC or GMT. A date that can't be one of a
// posting (before 1990, as the 1970 that stands for null, or after 2100) is
// an error, as is "".
func Parse(s string) (time.Time, error) {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && len(s) >= 9 {
		return Epoch(n)
	}
	for _, layout := range layouts {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		if zone, offset := t.Zone(); offset == 0 && strings.HasSuffix(layout, "MST") && zone != "UTC" && zone != "GMT" {
			continue // Go takes an unknown name for UTC
		}
		return Plausible(t, s)
	}
	return time.Time{}, fmt.Errorf("%q is no date", htmltext.Shorten(s))
}

// Epoch reads a number of seconds or milliseconds since 1970 as a date.
func Epoch(n int64) (time.Time, error) {
	if n > 1e11 || n < -1e11 { // in seconds the year 5138
		return Plausible(time.UnixMilli(n), strconv.FormatInt(n, 10))
	}
	return Plausible(time.Unix(n, 0), strconv.FormatInt(n, 10))
}

func Plausible(t time.Time, s string) (time.Time, error) {
	t = t.UTC()
	if t.Year() < 1990 || t.Year() > 2100 {
		return time.Time{}, fmt.Errorf("%q is no date of a posting", s)
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
