package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"backpay/scraper"
	"backpay/store"
)

// statusCmd says what ran, how it went, and what comes next.
type statusCmd struct {
	Format string `help:"Output format: text or json." enum:"text,json" default:"text"`
}

// standing is the state of an installation.
type standing struct {
	Database     string         `json:"database"`
	Bytes        int64          `json:"bytes"`
	ArchiveBytes int64          `json:"archive_bytes"`
	Holder       string         `json:"holder,omitempty"` // of the lock, where a run holds it
	Edition      string         `json:"edition,omitempty"`
	EditionAt    *time.Time     `json:"edition_at,omitempty"`
	Sources      []sourceStatus `json:"sources"`
	Closed       []closedHost   `json:"closed_hosts,omitempty"`
}

// sourceStatus is how the last run of a source went.
type sourceStatus struct {
	Name    string     `json:"name"`
	Status  string     `json:"status"`
	At      time.Time  `json:"at"`
	Error   string     `json:"error,omitempty"`
	Open    int        `json:"open"`
	WithPay int        `json:"with_pay"`
	Due     *time.Time `json:"due,omitempty"` // not read again before; absent where it is read by every run
	on      bool
}

// closedHost is a host that is left alone until then.
type closedHost struct {
	Host  string    `json:"host"`
	Until time.Time `json:"until"`
}

func (cmd statusCmd) Run(a *app) error {
	c, err := a.config(false)
	if err != nil {
		return err
	}
	s, err := a.standing(c)
	if err != nil {
		return err
	}
	if cmd.Format == "json" {
		e := json.NewEncoder(a.stdout)
		e.SetIndent("", "  ")
		return e.Encode(s)
	}
	return s.print(a.stdout)
}

// standing reads the state of an installation.
func (a *app) standing(c *config) (s standing, err error) {
	db, err := a.readDB(c)
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	s.Database, s.Holder = c.Database, a.heldBy(c.Database)
	if s.Bytes, err = sizeOf(c.Database); err != nil {
		return s, err
	}
	if s.ArchiveBytes, err = sizeOf(c.Archive.Dir); err != nil {
		return s, err
	}
	editions, err := db.Editions(a.ctx)
	if err != nil {
		return s, err
	}
	if n := len(editions); n > 0 {
		s.Edition, s.EditionAt = editions[n-1].Name, &editions[n-1].MadeAt
	}
	states, err := db.SourceStates(a.ctx)
	if err != nil {
		return s, err
	}
	for _, st := range states {
		if !st.LastAt.IsZero() {
			s.Sources = append(s.Sources, a.statusOf(c, st))
		}
	}
	hosts, err := db.ClosedHosts(a.ctx)
	for _, h := range hosts {
		if h.Until.After(a.now()) {
			s.Closed = append(s.Closed, closedHost{h.Host, h.Until})
		}
	}
	return s, err
}

func (a *app) statusOf(c *config, st store.SourceState) sourceStatus {
	s := sourceStatus{
		Name:    st.Source,
		Status:  cmp.Or(st.LastStatus, "under way"),
		At:      st.LastAt,
		Error:   st.LastError,
		Open:    st.Open,
		WithPay: st.WithPay,
	}
	for _, p := range c.plans {
		if p.source.About().Name != st.Source {
			continue
		}
		s.on = p.enabled() && p.source.About().Access != scraper.Import
		every := max(p.source.About().Every, mustDuration(p.settings.Base().Every))
		if due := st.LastGoodAt.Add(every); s.on && every > 0 && notDue(a.now(), st.LastGoodAt, every) {
			s.Due = &due
		}
	}
	return s
}

// print writes the state for a person, what is in doubt first.
func (s standing) print(w io.Writer) error {
	fmt.Fprintf(w, "%s: %s; archive: %s\n", s.Database, megabytes(s.Bytes), megabytes(s.ArchiveBytes))
	if s.Holder != "" {
		fmt.Fprintf(w, "a run is under way: %s\n", s.Holder)
	}
	if s.EditionAt != nil {
		fmt.Fprintf(w, "edition %s of %s\n", s.Edition, s.EditionAt.Format("2006-01-02 15:04 MST"))
	}
	good := func(x sourceStatus) int {
		if x.Error == "" || x.Status == store.StatusOK || x.Status == store.StatusSkipped {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(s.Sources, func(x, y sourceStatus) int { return good(x) - good(y) })
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "source\tlast run\tstatus\topen\twith pay\tnext\twhat was wrong")
	for _, x := range s.Sources {
		next := "next run"
		switch {
		case !x.on:
			next = "off"
		case x.Due != nil:
			next = x.Due.UTC().Format("2006-01-02 15:04")
		}
		fmt.Fprintf(
			t,
			"%s\t%s\t%s\t%d\t%d\t%s\t%s\n",
			x.Name,
			x.At.UTC().Format("2006-01-02 15:04"),
			x.Status,
			x.Open,
			x.WithPay,
			next,
			oneLine(x.Error),
		)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, h := range s.Closed {
		fmt.Fprintf(w, "%s is left alone until %s\n", oneLine(h.Host), h.Until.UTC().Format("2006-01-02 15:04"))
	}
	return nil
}

// sizeOf returns the bytes of a file or of what lies in a folder; 0 where there
// is none.
func sizeOf(path string) (n int64, err error) {
	err = filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		st, err := d.Info()
		if err == nil {
			n += st.Size()
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return n, nil
	}
	return n, err
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
