package mapping

import (
	"math"
	"strconv"
	"strings"
	"time"

	"backpay/scraper/extract/dates"
	"backpay/scraper/pattern"
)

// dateLead matches the words that boards set before a date: "Publicada em: 28/08/2023".
const dateLead = `^(?:(?:posted|published|listed|publicad[ao]|publiée?|pubblicato|veröffentlicht|opublikowano|dodano)` +
	`(?: (?:on|em|el|le|il|am))?\s?:?\s)?`

var (
	numericDate = pattern.New(
		`(?i)` + dateLead + `(\d{1,4})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{2,4})\.?` +
			`(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?`,
	)
	wordDate = pattern.New(
		`(?i)` + dateLead + `(?:\pL+,?\s+)?(\d{1,2})(?:st|nd|rd|th|\.|º|ª)?` +
			`[\s-]+(?:de\s+)?(\pL{3,})\.?,?[\s-]*(?:de\s+)?(\d{4}|'\d\d\b)`,
	)
	wordFirst   = pattern.New(`(?i)` + dateLead + `(?:\pL+,\s+)?(\pL{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})`)
	chineseDate = pattern.New(`^(\d{4})年(\d{1,2})月(\d{1,2})日`)
	serialDate  = pattern.New(`^\d{5}(?:\.\d+)?$`)
	epochFloat  = pattern.New(`^\d(?:\.\d+)?[eE]\+?\d{1,2}$|^\d{9,13}\.0+$`)
	ago         = pattern.New(
		`(?i)(?:hace|há|il y a|vor|пред|)\s*((?:mais de|más de|plus de|über|more than|over)\s+)?(\d+|an?|one|un|una|um|uma|einem?|einer)\s*(\+)?\s*([a-zà-ÿа-я]+)`,
	)
	agoWord = pattern.New(`(?i)\b(ago|hace|il y a|vor|prije)\b|há |назад|前|^\d+\s*[dhwm]$|^\d+\+?\s*d\+?$`)
	justNow = pattern.New(
		`(?i)^\s*(?:posted\s+)?(?:(?:just (?:now|posted)|today|hoy|hoje|heute|aujourd.hui|oggi|dnes|few hours ago|new|` +
			`recém publicada|i ?dag|vandaag|tänään|dzisiaj|dziś|bugün|hari ini|hôm nay|сегодня)(?:[^\pL]|$)|今天|今日|刚刚)`,
	)
	yesterday = pattern.New(
		`(?i)\b(?:yesterday|ayer|ontem|gestern|hier|ieri|včera|i ?går|gisteren|eilen|wczoraj|kemarin)\b|вчера|昨天|昨日`,
	)
)

func month(word string) time.Month {
	w := []rune(strings.ToLower(word))
	for _, names := range monthNames {
		for i, n := range strings.Fields(names) {
			if p := []rune(n); len(w) >= len(p) && string(w[:len(p)]) == n {
				return time.Month(i + 1)
			}
		}
	}
	return 0
}

// monthNames are the letters that tell the months apart.
var monthNames = []string{
	"jan feb mar apr may jun jul aug sep oct nov dec",
	"ene feb mar abr may jun jul ago sep oct nov dic",
	"jan fev mar abr mai jun jul ago set out nov dez",
	"janv févr mars avr mai juin juil août sept oct nov déc",
	"jan feb mär apr mai jun jul aug sep okt nov dez",
	"gen feb mar apr mag giu lug ago set ott nov dic",
	"янв фев мар апр мая июн июл авг сен окт ноя дек",
	"sty lut mar kwi maj cze lip sie wrz paź lis gru",
	"led úno bře dub kvě červn červenc srp září říj lis pro",
}

// date reads a cell for a date. base is when the row was written; order says
// which number of "03/04/2026" is the day. relative reports a date such as "3
// days ago", which without a base is unknown, and so is "30+ days ago" with one.
func date(s, order string, base time.Time) (t time.Time, relative, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 80 {
		return time.Time{}, false, false
	}
	if t, err := dates.Parse(s); err == nil {
		return t, false, true
	}
	if t, ok := absolute(s, order); ok {
		return t, false, true
	}
	days, ok := daysAgo(s)
	if !ok {
		return time.Time{}, false, false
	}
	if base.IsZero() || days < 0 {
		return time.Time{}, true, false
	}
	if days < 1 && base.Truncate(24*time.Hour).Equal(base) { // of a base without its hour
		days = 0
	}
	return base.Add(-time.Duration(days * 24 * float64(time.Hour))).UTC().Truncate(24 * time.Hour), true, true
}

func absolute(s, order string) (time.Time, bool) {
	switch {
	case serialDate.MatchString(s):
		f, err := strconv.ParseFloat(s, 64)
		if err != nil || f < 32874 || f > 73050 { // 1990 to 2099
			return time.Time{}, false
		}
		return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).
				Add(time.Duration(f * 24 * float64(time.Hour))).
				Truncate(time.Second),
			true
	case epochFloat.MatchString(s):
		f, err := strconv.ParseFloat(s, 64)
		if err != nil || f > math.MaxInt64/2 {
			return time.Time{}, false
		}
		t, err := dates.Epoch(int64(f))
		return t, err == nil
	}
	if m := chineseDate.FindStringSubmatch(s); m != nil {
		return ymd(m[1], m[2], m[3])
	}
	if m := numericDate.FindStringSubmatch(s); m != nil {
		day, ok := ordered(m[1:4], order)
		if ok && m[4] != "" {
			h, _ := strconv.Atoi(m[4])
			min, _ := strconv.Atoi(m[5])
			day = day.Add(time.Duration(h)*time.Hour + time.Duration(min)*time.Minute)
		}
		return day, ok
	}
	if m := wordDate.FindStringSubmatch(s); m != nil && month(m[2]) > 0 {
		return ymd(strings.Replace(m[3], "'", "20", 1), strconv.Itoa(int(month(m[2]))), m[1])
	}
	if m := wordFirst.FindStringSubmatch(s); m != nil && month(m[1]) > 0 {
		return ymd(m[3], strconv.Itoa(int(month(m[1]))), m[2])
	}
	return time.Time{}, false
}

// ordered reads three numbers as a date. A number above 12 is the day whatever
// the order; where none is and no order is known, there is no telling.
func ordered(n []string, order string) (time.Time, bool) {
	if len(n[0]) == 4 {
		return ymd(n[0], n[1], n[2])
	}
	first, _ := strconv.Atoi(n[0])
	second, _ := strconv.Atoi(n[1])
	switch {
	case order == "ymd" && len(n[2]) == 2:
		return ymd(n[0], n[1], n[2])
	case second > 12, order == "mdy" && first <= 12:
		return ymd(n[2], n[0], n[1])
	case first > 12, order == "dmy":
		return ymd(n[2], n[1], n[0])
	}
	return time.Time{}, false
}

func ymd(y, m, d string) (time.Time, bool) {
	year, _ := strconv.Atoi(y)
	mon, _ := strconv.Atoi(m)
	day, _ := strconv.Atoi(d)
	if year < 100 {
		year += 2000
	}
	t := time.Date(year, time.Month(mon), day, 0, 0, 0, 0, time.UTC)
	if year < 1990 || year > 2100 || int(t.Month()) != mon || t.Day() != day {
		return time.Time{}, false
	}
	return t, true
}

// periodDays are the lengths of the words in "3 weeks ago", by their first
// letters, in days.
var periodDays = []struct {
	words string
	days  float64
}{
	{"minute minuto min мин", 1. / 1440},
	{"hour hora heure stunde std ora h час godz hodin", 1. / 24},
	{"week semana semaine woche settiman w недел tydz týd", 7},
	{"month mes mês mois monat mese mo месяц", 30},
	{"year año ano an jahr anno y год лет", 365},
	{"day dia día jour tag giorn d день дн dzień dni den", 1},
}

// daysAgo reads "3 days ago", "today", "Hace 2 días"; negative for a bound such
// as "30+ days ago".
func daysAgo(s string) (days float64, ok bool) {
	switch {
	case justNow.MatchString(s):
		return 0, true
	case yesterday.MatchString(s):
		return 1, true
	case !agoWord.MatchString(s):
		return 0, false
	}
	m := ago.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(m[2], 64)
	if err != nil {
		n = 1
	}
	w := strings.ToLower(m[4])
	for _, p := range periodDays {
		for _, word := range strings.Fields(p.words) {
			if len([]rune(word)) <= 2 && w != word || !strings.HasPrefix(w, word) {
				continue
			}
			if m[1] != "" || strings.Contains(s, "+") {
				return -1, true
			}
			return n * p.days, true
		}
	}
	return 0, false
}
