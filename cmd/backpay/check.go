package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"backpay/aggregate/normalise/lines"
	"backpay/scraper"
)

type checkCmd struct {
	Eval    string `help:"Score normalize on a file of labelled rows instead." placeholder:"FILE"`
	Article string `help:"Check the figures of a Markdown or HTML article against ours and published ones instead." placeholder:"FILE"`
	Boards  bool   `help:"Ask each board once over the network instead: which have moved, are gone or list nothing."`
	Offline bool   `help:"Make no requests."`
	Format  string `help:"Output format of --article: text or json." enum:"text,json" default:"text"`
}

// Run says what would keep tonight's run from going well, each in one line.
func (cmd checkCmd) Run(a *app) error {
	if cmd.Eval != "" {
		if err := lines.Score(cmd.Eval, a.stdout); err != nil {
			return usageError{fmt.Errorf("eval: %w", err)}
		}
		return nil
	}
	if cmd.Article != "" {
		return a.checkArticle(cmd.Article, cmd.Format)
	}
	c, err := a.config(true)
	if err != nil {
		return err
	}
	if cmd.Boards {
		return a.checkBoards(c)
	}
	bad := 0
	say := func(err error) {
		if err != nil {
			bad++
			a.log.Error(err.Error())
		}
	}
	on := 0
	for _, p := range c.plans {
		if !p.enabled() {
			continue
		}
		on++
		if _, err := p.source.Start(p.settings); err != nil {
			say(fmt.Errorf("source/%s: %w", p.source.About().Name, err))
		}
		a.warnOld(p)
	}
	if on == 0 {
		say(errors.New("no source is on"))
	}
	online := bad == 0 && !cmd.Offline // hosts are asked once it is sure which
	if c.Agent.Contact == "" {
		a.log.Warn("agent.contact is empty: set it, so that a site's owner can reach you")
	}
	for key, dir := range map[string]string{"database": filepath.Dir(c.Database), "archive.dir": c.Archive.Dir, "report.out": c.Report.Out} {
		say(writable(key, dir))
	}
	say(a.checkDatabase(c))
	for _, err := range a.checkMachine(c) {
		say(err)
	}
	if online {
		for _, err := range a.checkNetwork(c) {
			say(err)
		}
	}
	if bad > 0 {
		return usageError{fmt.Errorf("check: %d problems", bad)}
	}
	a.log.Info(fmt.Sprintf("the configuration is sound: %d sources on", on))
	return nil
}

// checkDatabase reports a file that can't be read, and a clock that is behind it.
func (a *app) checkDatabase(c *config) error {
	if _, err := os.Stat(c.Database); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return fmt.Errorf("database: %w", err)
	}
	db, err := a.readDB(c)
	if err != nil {
		return err
	}
	states, err := db.SourceStates(a.ctx)
	if err == nil {
		err = checkPast(a.now(), states)
	}
	return errors.Join(err, db.Close())
}

// oldAfter is how many years after the newest that a source asks for the next
// one is out for sure.
const oldAfter = 2

// warnOld warns of a source whose settings name a year that is long past.
func (a *app) warnOld(p plan) {
	d, ok := p.source.(scraper.Dated)
	if !ok {
		return
	}
	if year, next := d.Newest(p.settings); year > 0 && a.now().Year()-year >= oldAfter {
		a.log.Warn(fmt.Sprintf("source/%s: asks for %d, which is %d years old: %s", p.source.About().Name, year, a.now().Year()-year, next))
	}
}

// writable tries to write to a folder, or to the one it would be made in.
func writable(key, dir string) error {
	for {
		st, err := os.Stat(dir)
		if errors.Is(err, fs.ErrNotExist) && filepath.Dir(dir) != dir {
			dir = filepath.Dir(dir)
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		if !st.IsDir() {
			return fmt.Errorf("%s: %s is not a folder", key, dir)
		}
		f, err := os.CreateTemp(dir, ".backpay-*")
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		return errors.Join(f.Close(), os.Remove(f.Name()))
	}
}
