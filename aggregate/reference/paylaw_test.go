package reference

import (
	"regexp"
	"testing"
)

func TestPayLaws(t *testing.T) {
	for day, want := range map[string]int{"2020-12-31": 0, "2021-01-01": 1, "2022-12-31": 1, "2023-01-01": 3, "2026-11-02": 12} {
		if got, err := PayLaws(day); err != nil || len(got) != want {
			t.Errorf("%s: %d laws, %v, want %d", day, len(got), err, want)
		}
	}
	laws, _ := PayLaws("9999")
	met := map[string]bool{}
	for i, l := range laws {
		if !regexp.MustCompile(`^[A-Z]{2}$`).MatchString(l.State) || met[l.State] || l.Employees < 1 || l.Statute == "" {
			t.Errorf("%+v", l)
		}
		if met[l.State] = true; i > 0 && l.From < laws[i-1].From {
			t.Errorf("%s stands after a later law", l.State)
		}
	}
}
