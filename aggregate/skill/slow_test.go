package skill_test

import (
	"strings"
	"testing"
	"time"

	"backpay/aggregate/skill"
	"backpay/scraper/testenv"
)

// TestHostile holds that time grows with the text and no faster: texts made
// to repeat each step that looks around.
func TestHostile(t *testing.T) {
	const size = 1 << 18
	for _, s := range []string{
		"Go", "Go ", "go,", "C+", "C++", ".net", ".", "a.b", "@a", "://", "KubernetesKnowledge", "SQL", "sQ", "aB", "Go-", "react react-", "ci/", "machine ", "machine learning ",
		"\xff", "\xe2\x80", "é", "開", "Go\n", "* ", "in with of ", "alternative ", "Spring 1.2.3.4.", "Go 1", "R&", "node.", "a@", "(", "Go (", "Java/", "SQLKnowledge ", "java ", "9", "Go9",
	} {
		text := strings.Repeat(s, size/len(s))
		if d := testenv.CPU(func() { skill.Find(text) }); d > 2*time.Second {
			t.Errorf("256 KiB of %q takes %v", s, d)
		}
	}
}
