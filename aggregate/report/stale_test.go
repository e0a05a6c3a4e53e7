package report

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backpay/scraper/testenv"
)

// A report written where an older one lies takes that one's pictures away, and
// nothing that is somebody else's.
func TestStalePictures(t *testing.T) {
	testenv.Long(t)
	dir := t.TempDir()
	write := func(in Input) []string {
		t.Helper()
		if _, err := Write(Build(in), dir, []string{"charts"}); err != nil {
			t.Fatal(err)
		}
		var names []string
		files, err := os.ReadDir(filepath.Join(dir, charts))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			names = append(names, f.Name())
		}
		return names
	}
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, charts, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	full := write(small())
	if len(full) < 20 {
		t.Fatalf("pictures: %v", full)
	}
	put("logo.png", "theirs")
	put("roles.svg", "<svg>drawn over by hand</svg>")
	// A list that names files outside, or that were never written, removes none.
	outside := filepath.Join(dir, "notes.svg")
	if err := os.WriteFile(outside, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile(filepath.Join(dir, listed))
	if err != nil {
		t.Fatal(err)
	}
	empty := "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	put(".backpay", string(list)+empty+"  ../notes.svg\n"+strings.Repeat("0", 64)+"  logo.png\nnonsense\n")

	want := []string{".backpay", "card.png", "card.svg", "logo.png", "roles.svg"}
	if got := write(Input{}); !slices.Equal(got, want) {
		t.Errorf("left: %v, want %v", got, want)
	}
	if _, err := os.Stat(outside); err != nil {
		t.Error(err)
	}
	if again := write(small()); len(again) != len(full)+1 {
		t.Errorf("written again: %d files, want %d and the logo", len(again), len(full))
	}
}
