package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backpay/scraper/source"
	"backpay/scraper/source/greenhouse"
	"backpay/scraper/source/lever"
)

// configured reads a configuration, with a list of boards beside it.
func configured(t *testing.T, text, boards string) (*config, error) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"config.yaml": text, "more.yaml": boards} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return readConfig(filepath.Join(dir, "config.yaml"), source.All())
}

func (c *config) settingsOf(name string) any {
	for _, p := range c.plans {
		if p.source.About().Name == name {
			return p.settings
		}
	}
	return nil
}

// The lists of boards are added to those that the configuration names, whose
// own words about a board stand.
func TestBoardLists(t *testing.T) {
	c, err := configured(t, "boards: [builtin, more.yaml]\nsources:\n  greenhouse: {boards: [{token: stripe, company: My Stripe}]}\n  lever:\n",
		"lever:\n  - {token: bramble, company: Bramble, region: eu}\n  - {token: spotify, company: Other}\n")
	if err != nil {
		t.Fatal(err)
	}
	g := c.settingsOf("greenhouse").(*greenhouse.Settings).Boards
	if len(g) < 200 || g[0].Company != "My Stripe" {
		t.Errorf("%d boards at Greenhouse, the first is of %s", len(g), g[0].Company)
	}
	companies := map[string]string{}
	for _, b := range c.settingsOf("lever").(*lever.Settings).Boards {
		if companies[b.Token] != "" {
			t.Errorf("the board %s stands twice", b.Token)
		}
		companies[b.Token] = b.Company + b.Region
	}
	if companies["bramble"] != "Brambleeu" || companies["spotify"] != "Spotify" {
		t.Errorf("bramble is %q, spotify %q", companies["bramble"], companies["spotify"])
	}
	if c, err = configured(t, "sources: {greenhouse: }\n", ""); err != nil || len(c.settingsOf("greenhouse").(*greenhouse.Settings).Boards) > 0 {
		t.Errorf("a configuration without lists has boards (%v)", err)
	}
}

// The list that is shipped is sorted, names every employer, and none twice at
// one source.
func TestBuiltinBoards(t *testing.T) {
	c, err := configured(t, "boards: [builtin]\n", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range c.plans {
		boards := boardsOf(p)
		if !boards.IsValid() {
			continue
		}
		seen, last := map[string]bool{}, ""
		for i := range boards.Len() {
			company := boards.Index(i).FieldByName("Company").String()
			if key := strings.ToLower(company); company == "" || seen[key] || key < last {
				t.Errorf("%s: the company %q is missing, twice there or not in order", p.source.About().Name, company)
			} else {
				seen[key], last = true, key
			}
		}
	}
}

func TestBoardListErrors(t *testing.T) {
	for _, c := range []struct{ list, want string }{
		{"grenhouse: [{token: a}]", `more.yaml:1:1: grenhouse: no such source of boards`},
		{"greenhouse: [{tokn: a}]", `more.yaml:1:15: greenhouse[0].tokn: unknown key; allowed here: company, token`},
		{"greenhouse: [{company: A}]", `greenhouse.boards[0].token: is empty`},
		{"remotive: [{token: a}]", `remotive: no such source of boards`},
		{"- a", `want the names of sources`},
		{"", `holds no list of boards`},
		{"greenhouse: [", `more.yaml:1:`},
	} {
		if _, err := configured(t, "boards: [more.yaml]", c.list); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v; want %s", c.list, err, c.want)
		}
	}
	if _, err := configured(t, "boards: [nowhere.yaml]", ""); err == nil || !strings.Contains(err.Error(), "nowhere.yaml") {
		t.Errorf("a missing list: %v", err)
	}
}
