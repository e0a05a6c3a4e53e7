package rows

import (
	"strings"
	"testing"
	"time"
)

func TestPrintedObjects(t *testing.T) {
	for cell, want := range map[string]string{
		`{'id': 7, 'name': 'Otter', 'gone': None, 'ok': True}`: `{"id": 7, "name": "Otter", "gone": null, "ok": true}`,
		`{'name': "Otter's", 'said': 'a "b" \\'c\\''}`:         `{"name": "Otter's", "said": "a \"b\" 'c'"}`,
		`[{'name': 'За\xa0месяц'}]`:                            `[{"name": "За\u00a0месяц"}]`,
		`{"id": 7}`:                                            `{"id": 7}`,
		`{'id': datetime.date(2026, 1, 2)}`:                    "",
		`{'id': 'cut`:                                          "",
		`{braces} of prose`:                                    "",
		`['a', 'b']`:                                           "",
	} {
		if got := objectIn(strings.ReplaceAll(cell, `\\'`, `\'`)); got != want {
			t.Errorf("%s\n got %s\nwant %s", cell, got, want)
		}
	}
}

// A cell that is no object costs no more than its length.
func TestPrintedObjectsTakeTheirLength(t *testing.T) {
	begun := time.Now()
	for _, fill := range []string{"N", "x", "'", "{'a':", "\\", "["} {
		if got := objectIn("{'a': " + strings.Repeat(fill, 1<<20/len(fill))); got != "" {
			t.Errorf("%q repeated is an object", fill)
		}
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("took %s", took)
	}
}
