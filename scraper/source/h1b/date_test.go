package h1b

import "testing"

func TestSheetDate(t *testing.T) {
	for said, want := range map[string]string{
		"43129": "2018-01-29", "43129.5": "2018-01-29", "10/25/2012": "2012-10-25", "1/2/2020": "2020-01-02",
		"2018-02-02": "2018-02-02", "2018-02-02 00:00:00": "2018-02-02", "": "", "some day": "", "13/13/2020": "", "99999999": "",
	} {
		d, err := sheetDate(said)
		if got := d.Format("2006-01-02"); err == nil && got != want || err != nil && want != "" {
			t.Errorf("%q: %v, %v, want %q", said, d, err, want)
		}
	}
}
