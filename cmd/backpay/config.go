package main

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"backpay/aggregate"
	"backpay/scraper"
	"backpay/scraper/crawl"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// config is config.yaml: its keys are published, and the file at the root of
// the project explains each of them.
type config struct {
	Report    reportConfig    `yaml:"report"`
	Reports   []reportConfig  `yaml:"reports"` // in place of report, with a page that lists them
	Database  string          `yaml:"database"`
	Archive   archiveConfig   `yaml:"archive"`
	Agent     agentConfig     `yaml:"agent"`
	Fetch     fetchConfig     `yaml:"fetch"`
	Editions  editionsConfig  `yaml:"editions"`
	Figures   figuresConfig   `yaml:"figures"`
	Ping      string          `yaml:"ping"`    // told when refresh starts and ends
	Metrics   string          `yaml:"metrics"` // a file for Prometheus
	Sources   map[string]any  `yaml:"sources"` // read by kind, into plans
	Boards    []string        `yaml:"boards"`  // lists of boards: "builtin" or files
	Dedupe    dedupeConfig    `yaml:"dedupe"`
	Employers employersConfig `yaml:"employers"`

	Citations []citation `yaml:"citations"`

	plans []plan // every source there is, in the order of the list
	shard crawl.Shard
}

type reportConfig struct {
	Role     string   `yaml:"role"`
	Country  string   `yaml:"country"`
	Currency string   `yaml:"currency"`
	Title    string   `yaml:"title"`
	Formats  []string `yaml:"formats"`
	Out      string   `yaml:"out"`
	Site     string   `yaml:"site"`
	Feed     bool     `yaml:"feed"`

	home string // the way to the page that lists reports
}

// editionsConfig says how many of the newest editions keep all their figures.
type editionsConfig struct {
	Keep int `yaml:"keep"`
}

// figuresConfig says when a figure may be printed.
type figuresConfig struct {
	MinEmployers  int     `yaml:"min_employers"`
	GoodEmployers int     `yaml:"good_employers"`
	MaxShare      float64 `yaml:"max_share"`
	GoodWidth     float64 `yaml:"good_width"`
	RoughWidth    float64 `yaml:"rough_width"`
	MinCell       int     `yaml:"min_cell"`
	// MaxAge is for how long a posting counts as open that nothing confirms.
	MaxAge string `yaml:"max_age"`
}

// defaultFigures are the thresholds that package aggregate names.
func defaultFigures() figuresConfig {
	t := aggregate.Thresholds{}.OrDefault()
	return figuresConfig{
		MinEmployers: t.MinEmployers, GoodEmployers: t.GoodEmployers, MaxShare: t.MaxShare, GoodWidth: t.GoodWidth, RoughWidth: t.RoughWidth,
		MinCell: t.MinCell, MaxAge: "60d",
	}
}

func (f figuresConfig) thresholds() aggregate.Thresholds {
	return aggregate.Thresholds{
		MinEmployers: f.MinEmployers, GoodEmployers: f.GoodEmployers, MaxShare: f.MaxShare, GoodWidth: f.GoodWidth, RoughWidth: f.RoughWidth,
		MinCell: f.MinCell,
	}
}

type archiveConfig struct {
	Dir  string `yaml:"dir"`
	Keep string `yaml:"keep"`
}

type agentConfig struct {
	Contact string `yaml:"contact"`
}

type fetchConfig struct {
	Workers    int      `yaml:"workers"`
	PerHost    int      `yaml:"per_host"`
	MinDelay   string   `yaml:"min_delay"`
	AllowHosts []string `yaml:"allow_hosts"`

	Budget budgetConfig `yaml:"budget"`
	Proxy  string       `yaml:"proxy"` // none or environment
	Shard  string       `yaml:"shard"` // I/N, or "" for all sites

	Frontier string `yaml:"frontier"` // of several programs: postgres://..., or "" for the database's own
}

// budgetConfig is the most that one source may cost a run.
type budgetConfig struct {
	Requests int    `yaml:"requests"`
	Time     string `yaml:"time"`
}

// plan is one source with what the file says to it.
type plan struct {
	source   scraper.Source
	settings scraper.Settings
	// unnamed says that the file has a list of sources and this one is not in
	// it: the file's list is then the whole.
	unnamed bool
}

// enabled reports whether the source runs when none is named on the command line.
func (p plan) enabled() bool {
	if on := p.settings.Base().Enabled; on != nil {
		return *on
	}
	return p.source.About().OnByDefault && !p.unnamed
}

// formats are the forms of a report that are written unless others are named.
var formats = []string{"html", "md", "csv", "json"}

// defaults is the configuration of a run without a file.
func defaults(sources []scraper.Source) *config {
	c := &config{
		Report:   reportConfig{Role: "backend", Country: "US", Currency: "USD", Formats: formats, Out: "report"},
		Database: "backpay.db",
		Figures:  defaultFigures(),
		Archive:  archiveConfig{Dir: "archive", Keep: "400d"},
		Editions: editionsConfig{Keep: 24},
		Fetch: fetchConfig{
			Workers:  8,
			PerHost:  2,
			MinDelay: "1s",
			Budget:   budgetConfig{Requests: 20000, Time: "2h"},
			Proxy:    "none",
		},
	}
	for _, s := range sources {
		c.plans = append(c.plans, plan{source: s, settings: s.Settings()})
	}
	return c
}

// readConfig reads and checks the file at path, to whose folder its paths are
// relative. Every error is one line with the place in the file, what is wrong
// there and what is allowed.
func readConfig(path string, sources []scraper.Source) (*config, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, usageError{fmt.Errorf("config: %w", errors.Unwrap(err))}.at(path)
	}
	c, err := parseConfig(path, text, sources)
	if err != nil {
		return nil, usageError{err}
	}
	dir := filepath.Dir(path)
	paths := []*string{&c.Database, &c.Archive.Dir, &c.Report.Out}
	for i := range c.Reports {
		if c.Reports[i].Out != "" {
			paths = append(paths, &c.Reports[i].Out)
		}
	}
	if c.Metrics != "" {
		paths = append(paths, &c.Metrics)
	}
	for _, p := range paths {
		if !filepath.IsAbs(*p) {
			*p = filepath.Join(dir, *p)
		}
	}
	return c, nil
}

func parseConfig(path string, text []byte, sources []scraper.Source) (*config, error) {
	c := defaults(sources)
	if line := tabbed(text); line > 0 {
		return nil, fmt.Errorf("%s:%d:1: indented with a tab; YAML wants blanks", path, line)
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, yamlError(path, err)
	}
	if len(file.Docs) > 1 {
		return nil, fmt.Errorf("%s: holds %d documents, want one", path, len(file.Docs))
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil || file.Docs[0].Body.Type() == ast.NullType ||
		file.Docs[0].Body.Type() == ast.CommentType {
		return c, nil
	}
	y := yamlFile{path, file.Docs[0].Body}
	if err := y.decode(y.root, "", c); err != nil {
		return nil, err
	}
	if c.Sources != nil {
		if err := c.readSources(y); err != nil {
			return nil, err
		}
	}
	if err := c.readBoards(path); err != nil {
		return nil, err
	}
	if key, err := c.validate(); err != nil {
		return nil, y.errorAt(key, err)
	}
	return c, nil
}

// readSources gives each named source its own part of the file.
func (c *config) readSources(y yamlFile) error {
	known := map[string]*plan{}
	for i := range c.plans {
		c.plans[i].unnamed = true
		known[c.plans[i].source.About().Name] = &c.plans[i]
	}
	for _, entry := range y.entries("sources") {
		name := entry.Key.String()
		p, ok := known[name]
		if !ok {
			return y.errorNode(
				entry.Key,
				fmt.Errorf("sources.%s: no such source; %s", name, suggest(name, slices.Sorted(maps.Keys(known)))),
			)
		}
		p.unnamed = false
		if entry.Value.Type() == ast.NullType {
			continue
		}
		if err := y.decode(entry.Value, "sources."+name, p.settings); err != nil {
			return err
		}
		key := "sources." + name
		if err := p.settings.Validate(); err != nil {
			return y.errorAt(key+"."+firstKey(err), fmt.Errorf("%s.%w", key, err))
		}
	}
	return nil
}

// firstKey is the setting that a Validate error begins with: "boards[2].token"
// of "boards[2].token: is empty".
func firstKey(err error) string {
	key, _, _ := strings.Cut(err.Error(), ":")
	return key
}

// badKey is the answer about a key whose value can't be.
func badKey(k, format string, args ...any) (key string, err error) {
	return k, fmt.Errorf(k+": "+format, args...)
}

// validate returns the first key whose value can't be, and why.
func (c *config) validate() (key string, err error) {
	for _, part := range []func() (key string, err error){
		c.validateReports, c.validateWords, c.Figures.validate, c.Fetch.validate, c.Dedupe.validate, c.Employers.validate, c.checkCitations,
	} {
		if key, err := part(); err != nil {
			return key, err
		}
	}
	return "", nil
}

// validateReports looks at the reports, of which no two may be written to one
// folder.
func (c *config) validateReports() (key string, err error) {
	if key, err := c.Report.validate("report"); err != nil {
		return key, err
	}
	outs := map[string]int{}
	for i, r := range c.several() {
		at := fmt.Sprintf("reports[%d]", i)
		if key, err := r.validate(at); err != nil {
			return key, err
		}
		if first, met := outs[filepath.Clean(r.Out)]; met {
			return badKey(at, "is written to the folder of reports[%d], %s; give it an out of its own", first, r.Out)
		}
		if outs[filepath.Clean(r.Out)] = i; filepath.Clean(r.Out) == filepath.Clean(c.Report.Out) {
			return badKey(at+".out", "is report.out, %s, where the page that lists the reports stands", r.Out)
		}
	}
	return "", nil
}

// validateWords looks at the paths, the times and the addresses.
func (c *config) validateWords() (key string, err error) {
	for k, v := range map[string]string{"database": c.Database, "archive.dir": c.Archive.Dir, "report.out": c.Report.Out} {
		if v == "" {
			return badKey(k, "is empty; want a path")
		}
	}
	for k, v := range map[string]string{"archive.keep": c.Archive.Keep, "figures.max_age": c.Figures.MaxAge, "fetch.min_delay": c.Fetch.MinDelay, "fetch.budget.time": c.Fetch.Budget.Time} {
		if _, err := scraper.ParseDuration(v); err != nil {
			return badKey(k, "%w", err)
		}
	}
	if n := c.Editions.Keep; n < 1 {
		return badKey("editions.keep", "%d is out of range; want 1 or more", n)
	}
	if c.Ping != "" {
		if err := scraper.CheckURL(c.Ping); err != nil {
			return badKey("ping", "%w", err)
		}
	}
	if a := c.Agent.Contact; a != "" && !strings.HasPrefix(a, "http://") && !strings.HasPrefix(a, "https://") &&
		!strings.Contains(a, "@") {
		return badKey("agent.contact", "%q is neither a web address nor an e-mail address", a)
	}
	return "", nil
}

// validate returns the first threshold that can't be, and why.
func (f figuresConfig) validate() (key string, err error) {
	if f.MinEmployers < 2 {
		return badKey("figures.min_employers", "%d is out of range; want 2 or more", f.MinEmployers)
	} else if f.GoodEmployers < f.MinEmployers {
		return badKey("figures.good_employers", "%d is below figures.min_employers, %d", f.GoodEmployers, f.MinEmployers)
	} else if f.MinCell < 1 {
		return badKey("figures.min_cell", "%d is out of range; want 1 or more", f.MinCell)
	}
	for _, w := range []struct {
		key string
		v   float64
	}{{"max_share", f.MaxShare}, {"good_width", f.GoodWidth}, {"rough_width", f.RoughWidth}} {
		if !(w.v > 0 && w.v <= 1) {
			return badKey("figures."+w.key, "%v is out of range; want a share above 0, up to 1", w.v)
		}
	}
	return "", nil
}

// validate returns the first setting of fetching that can't be, and why.
func (f fetchConfig) validate() (key string, err error) {
	if n := f.Workers; n < 1 || n > 256 {
		return badKey("fetch.workers", "%d is out of range; allowed: 1 to 256", n)
	}
	if n := f.PerHost; n < 1 || n > 64 {
		return badKey("fetch.per_host", "%d is out of range; allowed: 1 to 64", n)
	}
	if p := f.Proxy; p != "none" && p != "environment" {
		return badKey("fetch.proxy", "%q is none of none, environment", p)
	}
	if _, err := crawl.ParseShard(f.Shard); err != nil {
		return badKey("fetch.shard", "%w", err)
	}
	if err := checkFrontier(f.Frontier, f.Shard); err != nil {
		return badKey("fetch.frontier", "%w", err)
	}
	if n := f.Budget.Requests; n < 0 {
		return badKey("fetch.budget.requests", "%d is out of range; want a number, or 0 for no limit", n)
	}
	for i, h := range f.AllowHosts {
		if _, port, err := net.SplitHostPort(h); err != nil || port == "" {
			return badKey(fmt.Sprintf("fetch.allow_hosts[%d]", i), "%q is no host:port, such as 127.0.0.1:8080", h)
		}
	}
	return "", nil
}

// mustDuration is a duration that validate has passed; "" is 0.
func mustDuration(s string) time.Duration {
	d, _ := scraper.ParseDuration(s)
	return d
}
