package drift

import (
	"errors"
	"testing"

	"backpay/scraper"
)

func TestCutOff(t *testing.T) {
	for body, want := range map[string]bool{
		"<!DOCTYPE html>\n<html><body><p>x</p></body></html>\n<!-- saved -->": false,
		"<html><body><p>x</p></body></html><div>an extension's</div>":         false,
		"<li>a<p>b</li>\n<li>c</li>\n":                                        false,
		"<!DOCTYPE html>\n<li>a</li><!---->":                                  false,
		"<html><body><p>x</p></body>":                                         true,
		"<li>a</li><li>b":                                                     true,
		"<li>a</li><li><h3>b</h3":                                             true,
		"<li>a</li><li><h3>b</h3>":                                            true,
		"<li>a</li>b":                                                         true,
		"":                                                                    true,
		"text":                                                                true,
	} {
		if got := CutOff([]byte(body)); got != want {
			t.Errorf("%q: %v, want %v", body, got, want)
		}
	}
}

func TestCheckEnd(t *testing.T) {
	for _, whole := range []string{"<html><p></html>", "<html><p></HTML>\n", "<html></html><!-- cached -->"} {
		if err := CheckEnd([]byte(whole)); err != nil {
			t.Errorf("%q: %v", whole, err)
		}
	}
	for _, cut := range []string{"", "<html><p>$52", "<html></ht"} {
		if err := CheckEnd([]byte(cut)); !errors.Is(err, scraper.ErrDrift) {
			t.Errorf("%q: %v", cut, err)
		}
	}
}
