// Package pattern holds regular expressions that are compiled when they are first
// used. A run uses few of the hundreds that the program knows, and compiling them
// all cost every command a third of its start.
package pattern

import (
	"fmt"
	"regexp"
	"sync"
)

// Pattern is a regular expression for a variable of a package. It is safe for
// several goroutines. Its methods are those of regexp.Regexp.
type Pattern struct {
	text     string
	compiled func() *regexp.Regexp
}

// all are the patterns made so far, for Check.
var all []*Pattern

// New returns the pattern of a regular expression. It panics at first use, and
// Check returns an error, where the expression can't be compiled. It is for
// variables of packages only: what it made is never let go.
func New(text string) *Pattern {
	p := &Pattern{text: text, compiled: sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })}
	all = append(all, p)
	return p
}

// Check compiles every pattern of the packages that are linked and returns the
// first that can't be, so that a test finds it before a user does.
func Check() error {
	for _, p := range all {
		if _, err := regexp.Compile(p.text); err != nil {
			return fmt.Errorf("pattern %q: %w", p.text, err)
		}
	}
	return nil
}

func (p *Pattern) String() string { return p.text }

func (p *Pattern) Match(b []byte) bool { return p.compiled().Match(b) }

func (p *Pattern) MatchString(s string) bool { return p.compiled().MatchString(s) }

func (p *Pattern) FindString(s string) string { return p.compiled().FindString(s) }

func (p *Pattern) FindStringIndex(s string) []int { return p.compiled().FindStringIndex(s) }

func (p *Pattern) FindSubmatch(b []byte) [][]byte { return p.compiled().FindSubmatch(b) }

func (p *Pattern) FindStringSubmatch(s string) []string { return p.compiled().FindStringSubmatch(s) }

func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	return p.compiled().FindStringSubmatchIndex(s)
}

func (p *Pattern) FindAllString(s string, n int) []string { return p.compiled().FindAllString(s, n) }

func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringIndex(s, n)
}

func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.compiled().FindAllStringSubmatch(s, n)
}

func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringSubmatchIndex(s, n)
}

func (p *Pattern) ReplaceAllString(s, with string) string {
	return p.compiled().ReplaceAllString(s, with)
}

func (p *Pattern) ReplaceAllStringFunc(s string, with func(string) string) string {
	return p.compiled().ReplaceAllStringFunc(s, with)
}

func (p *Pattern) SubexpIndex(name string) int { return p.compiled().SubexpIndex(name) }

func (p *Pattern) Split(s string, n int) []string { return p.compiled().Split(s, n) }
