package report

import (
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A drawing that stands is left alone with its PNG; one that changed, or whose
// files somebody else wrote, is drawn anew.
func TestRedraw(t *testing.T) {
	dir := t.TempDir()
	svg, png := filepath.Join(dir, "a.svg"), filepath.Join(dir, "a.png")
	for _, c := range []struct {
		what    string
		stands  []string // files that lie as this program wrote them
		drawing string
		want    []string // what is drawn
		left    string   // what the PNG is then
	}{
		{"nothing lies there", nil, "1", []string{".png", ".svg"}, "png of 1"},
		{"both stand", []string{svg, png}, "1", []string{".svg"}, "png of 1"},
		{"another drawing", []string{svg, png}, "2", []string{".png", ".svg"}, "png of 2"},
		{"the PNG is not ours", []string{svg}, "2", []string{".png", ".svg"}, "png of 2"},
		{"the SVG is not ours", []string{png}, "2", []string{".png", ".svg"}, "png of 2"},
	} {
		drawn := map[string]bool{}
		d := newRedraw(func(path string) bool { return slices.Contains(c.stands, path) })
		for _, path := range []string{svg, png} {
			if err := d.write(path, func(w io.Writer) error {
				ext := filepath.Ext(path)
				drawn[ext] = true
				_, err := io.WriteString(w, ext[1:]+" of "+c.drawing)
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		if got := slices.Sorted(maps.Keys(drawn)); !slices.Equal(got, c.want) {
			t.Errorf("%s: drew %v, want %v", c.what, got, c.want)
		}
		if got, err := os.ReadFile(png); err != nil || string(got) != c.left {
			t.Errorf("%s: the PNG is %q, %v, want %q", c.what, got, err, c.left)
		}
	}
}
