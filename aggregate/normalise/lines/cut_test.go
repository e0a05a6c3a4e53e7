package lines

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"backpay/aggregate/normalise"
	"backpay/scraper"
)

// rowsToCut are rows of every kind that a filter meets: good ones in several
// languages, ones with fields of pay, blank lines and lines that can't be read.
func rowsToCut() []byte {
	var b bytes.Buffer
	for i := range 12 {
		fmt.Fprintf(&b, `{"id":%d,"title":"Senior Backend Engineer","location":"Berlin, Germany","text":"Gehalt: %d.000 bis 90.000 € im Jahr. Go, SQL.","country":"DE"}`+"\n", i, 60+i)
		fmt.Fprintf(&b, `{"id":"s%d","title":"Data Engineer","location":"Austin, TX","text":"Python.","country":"US","said":{"pay":[{"min":%d,"max":150000,"currency":"USD","period":"year","origin":"structured"}]}}`+"\n", i, 100000+i)
		switch i % 4 {
		case 0:
			b.WriteString("\n")
		case 1:
			b.WriteString("{\"id\":\"half\n")
		case 2:
			b.WriteString(`{"id":"wrong","title":7}` + "\n")
		case 3:
			b.WriteString("\xff\xfe no object\r\n")
		}
	}
	b.WriteString(`{"id":"last","title":"no line end"}`)
	return b.Bytes()
}

func filtered(t *testing.T, in []byte) (out []byte, bad int) {
	t.Helper()
	var b bytes.Buffer
	if err := Filter(t.Context(), bytes.NewReader(in), &b, true, func(error) { bad++ }); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), bad
}

// A file that is cut at any line end gives, part by part, what the whole gives.
func TestCutAnywhere(t *testing.T) {
	in := rowsToCut()
	whole, bad := filtered(t, in)
	if rows := bytes.Count(whole, []byte("\n")); rows != 34 || bad != 9 {
		t.Fatalf("%d lines of which %d are bad, want 34 and 9", rows, bad)
	}
	for i, c := range in {
		if c != '\n' {
			continue
		}
		first, _ := filtered(t, in[:i+1])
		second, _ := filtered(t, in[i+1:])
		if !bytes.Equal(append(first, second...), whole) {
			t.Fatalf("cut at byte %d the output differs", i)
		}
	}
	for _, line := range strings.Split(strings.TrimSuffix(string(whole), "\n"), "\n") {
		var row struct {
			ID    any     `json:"id"`
			Error *string `json:"error"`
			Role  *string `json:"role"`
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil || (row.Error == nil) == (row.Role == nil) {
			t.Errorf("%q is neither a reading nor an error line: %v", line, err)
		}
	}
}

// Rows that bring what else the page said are read as aggregate reads postings.
func TestSaid(t *testing.T) {
	p := scraper.Posting{
		Title: "Go Developer", Place: "Remote, Canada", Country: "CA", Description: "You know SQL.", Tags: []string{"golang"},
		Pay: []scraper.Pay{{Min: 90000, Max: 120000, Currency: "CAD", Period: "year", Origin: scraper.Structured}},
	}
	want := normalise.Advert(p)
	got := Read(Row{Title: p.Title, Location: p.Place, Country: p.Country, Text: p.Description, Said: &p}, false)
	if len(got.Pay) != 1 || len(want.Pay) != 1 || *got.Pay[0].Min != want.Pay[0].Min || *got.Pay[0].Currency != want.Pay[0].Currency {
		t.Errorf("pay is read as %+v, want %+v", got.Pay, want.Pay)
	}
	var skills []string
	for _, s := range want.Skills {
		skills = append(skills, s.Name)
	}
	if !reflect.DeepEqual(got.SkillNames(), skills) || len(skills) < 2 {
		t.Errorf("skills are read as %v, want %v", got.SkillNames(), skills)
	}
}
