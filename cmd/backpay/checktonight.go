package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"backpay/store"
)

// lowDisk is the least room on a disk that a night is likely to need, in bytes:
// the answers of some hundred boards and the database's log. A database that is
// larger needs as much as itself, since a match or a migration may write most
// of it anew.
const lowDisk = 200 << 20

// checkMachine returns what would keep this machine from running tonight:
// keys, room on the disks, the lock, the clock, cron.
func (a *app) checkMachine(c *config) (bad []error) {
	for _, p := range c.plans {
		if about := p.source.About(); p.enabled() {
			bad = append(bad, a.env.missing(about))
		}
	}
	need := int64(lowDisk)
	if st, err := os.Stat(c.Database); err == nil {
		need = max(need, st.Size())
	}
	bad = append(bad, checkRoom("database", filepath.Dir(c.Database), need))
	bad = append(bad, checkRoom("archive.dir", c.Archive.Dir, lowDisk), writable("TMPDIR", os.TempDir()))
	if who := a.heldBy(c.Database); who != "" {
		bad = append(bad, fmt.Errorf("database %s: %s holds the lock: until it ends, others end with exit code %d", c.Database, who, exitLocked))
	}
	table, err := a.crontab()
	if err == nil {
		bad = append(bad, a.checkCron(c, table)...)
	}
	return slices.DeleteFunc(bad, func(err error) bool { return err == nil })
}

// checkRoom reports a disk that has less room than a run needs.
func checkRoom(key, dir string, need int64) error {
	for {
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) || filepath.Dir(dir) == dir {
			break
		}
		dir = filepath.Dir(dir)
	}
	free, err := freeBytes(dir)
	switch {
	case err != nil:
		return fmt.Errorf("%s: %s: room on the disk: %w", key, dir, err)
	case free >= 0 && free < need:
		return fmt.Errorf("%s: %s: %s free on the disk, and a run may need %s", key, dir, megabytes(free), megabytes(need))
	}
	return nil
}

// checkPast reports a clock that is behind what the file remembers: what it
// says of due dates and ages is then wrong.
func checkPast(now time.Time, states []store.SourceState) error {
	var last time.Time
	for _, s := range states {
		if s.LastAt.After(last) {
			last = s.LastAt
		}
	}
	if last.After(now.Add(time.Hour)) {
		return fmt.Errorf("the clock says %s, but the last run was at %s: set the clock, or it was ahead then",
			now.UTC().Format("2006-01-02 15:04"), last.UTC().Format("2006-01-02 15:04"))
	}
	return nil
}

// userCrontab returns this user's crontab.
func userCrontab() (string, error) {
	out, err := exec.Command("crontab", "-l").Output()
	return string(out), err
}

// cronPath is the PATH that cron gives where the crontab sets none.
const cronPath = "/usr/bin:/bin"

// checkCron returns what is wrong with the lines of a crontab that run backpay:
// cron starts them in the home folder, with few variables.
func (a *app) checkCron(c *config, table string) (bad []error) {
	set := map[string]string{"PATH": cronPath}
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if name, value, ok := strings.Cut(line, "="); ok && !strings.ContainsAny(strings.TrimSpace(name), " \t#*/") {
			set[strings.TrimSpace(name)] = strings.Trim(strings.TrimSpace(value), `"'`)
			continue
		}
		words := strings.Fields(line)
		at := slices.IndexFunc(words, func(w string) bool { return filepath.Base(w) == "backpay" })
		if strings.HasPrefix(line, "#") || at < 1 || !slices.Contains(words, "refresh") && !slices.Contains(words, "scrape") {
			continue
		}
		say := func(format string, args ...any) { bad = append(bad, fmt.Errorf("crontab: "+format, args...)) }
		if err := findProgram(words[at], set["PATH"]); err != nil {
			say("%w", err)
		}
		if !slices.Contains(words, "cd") {
			if path := flagOf(words[at:], "--config"); !filepath.IsAbs(path) {
				say("cron starts in the home folder: give --config a whole path, as backpay install --cron does")
			}
		}
		for _, p := range c.plans {
			about := p.source.About()
			if p.enabled() && a.env.missing(about) == nil && environment(set).missing(about) != nil {
				say("cron's environment: %w", environment(set).missing(about))
			}
		}
	}
	return bad
}

// flagOf returns the value of a flag, "" where it isn't given.
func flagOf(words []string, name string) string {
	for i, w := range words {
		if value, ok := strings.CutPrefix(w, name+"="); ok {
			return value
		}
		if w == name && i+1 < len(words) {
			return words[i+1]
		}
	}
	return ""
}

// findProgram reports a program that can't be run by its name with a PATH.
func findProgram(name, path string) error {
	tried := []string{name}
	if !strings.Contains(name, "/") {
		tried = nil
		for _, dir := range filepath.SplitList(path) {
			tried = append(tried, filepath.Join(dir, name))
		}
	}
	for _, p := range tried {
		if st, err := os.Stat(p); err == nil && st.Mode().IsRegular() && st.Mode()&0o111 != 0 {
			return nil
		}
	}
	if strings.Contains(name, "/") {
		return fmt.Errorf("%s is no program that can be run", name)
	}
	return fmt.Errorf("%s is in no folder of cron's PATH (%s): give its whole path, as backpay install --cron does", name, path)
}
