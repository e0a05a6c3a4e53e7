package places

import "testing"

func TestCountry(t *testing.T) {
	for in, want := range map[string]string{"us": "US", " GB ": "GB", "uk": "GB", "EU": "", "XX": "", "XK": "XK", "QA": "QA", "USA": "", "1A": "", "KO": "", "AA": "", "ZW": "ZW", "AD": "AD", "": ""} {
		if got := Country(in); got != want {
			t.Errorf("Country(%q) is %q, want %q", in, got, want)
		}
	}
}
