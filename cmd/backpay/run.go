package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"backpay/scraper"
	"backpay/scraper/source"
	"backpay/store"

	"github.com/alecthomas/kong"
)

// The exit codes. They are published.
const (
	exitDone    = 0
	exitFailed  = 1 // nothing new was kept
	exitUsage   = 2 // usage or configuration
	exitPartial = 3 // some source failed, was blocked or drifted; the rest is kept
	exitLocked  = 4 // another run holds the lock
)

// cli is the command line. Each command is a struct with a Run method.
type cli struct {
	Config    string `help:"Configuration file." placeholder:"FILE"`
	DB        string `name:"db" help:"Database file; default: the configuration's, else backpay.db." placeholder:"FILE"`
	Quiet     bool   `short:"q" help:"Print errors only."`
	LogFormat string `help:"Format of messages on stderr: text or json." enum:"text,json" default:"text"`

	ShowVersion kong.VersionFlag `name:"version" help:"Print the version."`

	Demo      demoCmd      `cmd:"" help:"Run the whole pipeline on a built-in job market: no network, no configuration."`
	Refresh   refreshCmd   `cmd:"" help:"Scrape, aggregate and report: what cron runs."`
	Scrape    scrapeCmd    `cmd:"" help:"Gather from the named sources, or from all that are enabled."`
	Import    importCmd    `cmd:"" help:"Import saved pages, feeds and tables."`
	Aggregate aggregateCmd `cmd:"" help:"Normalise new and changed records, and recompute the figures."`
	Report    reportCmd    `cmd:"" help:"Write the report from the figures."`
	Normalize normalizeCmd `cmd:"" help:"Read pay, skills, role and place from postings: NDJSON from stdin to stdout."`
	Export    exportCmd    `cmd:"" help:"Write the database as Parquet files, for DuckDB, Spark, pandas; import reads them back."`
	Merge     mergeCmd     `cmd:"" help:"Merge the databases that scrape --shard wrote into one."`
	Extract   extractCmd   `cmd:"" help:"Read postings from WARC files and saved pages; writes NDJSON for normalize to stdout."`
	Offer     offerCmd     `cmd:"" help:"Compare an offer with the pay of open jobs."`
	Why       whyCmd       `cmd:"" help:"Explain why published figures differ from ours, cause by cause."`
	Diff      diffCmd      `cmd:"" help:"Split the change of a figure between two editions by cause."`
	Add       addCmd       `cmd:"" help:"Find the source that reads a careers page, and print the lines to add."`
	Sources   sourcesCmd   `cmd:"" help:"Show what each source is, what it may do and how its last run went."`
	Check     checkCmd     `cmd:"" help:"Check the configuration and the environment."`
	Prune     pruneCmd     `cmd:"" help:"Delete old evidence and the figures of old editions, as configured; refresh does this too."`
	Snapshot  snapshotCmd  `cmd:"" help:"Write a copy of the database for publication: one file, with its SHA-256 next to it."`
	Status    statusCmd    `cmd:"" help:"Show what ran, how it went, what is in doubt and what runs next."`
	Install   installCmd   `cmd:"" help:"Set up a nightly refresh with cron, systemd or GitHub Actions."`
	Version   versionCmd   `cmd:"" help:"Print the version."`

	Completion completionCmd `cmd:"" help:"Print a script that completes commands and flags in a shell."`
	Man        manCmd        `cmd:"" help:"Print the manual page: backpay man | man -l -."`
}

// run is the whole program: everything it touches comes by its parameters, so
// that tests run it in-process.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env []string) int {
	var c cli
	exited := -1
	parser, err := kong.New(
		&c,
		kong.Name("backpay"),
		kong.Description(
			"How much do backend developers make? Figures with their n, their interval and the bytes they came from.",
		),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { exited = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Vars{"version": buildInfo(debug.ReadBuildInfo)},
	)
	if err != nil {
		fmt.Fprintln(stderr, "backpay:", err)
		return exitFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 { // help was asked for
		return exited
	}
	if err != nil {
		fmt.Fprintf(stderr, "backpay: %v; see backpay --help\n", err)
		if slices.Contains(args, "--engine") {
			return exitFailed
		}
		return exitUsage
	}
	a := &app{
		cli: &c, ctx: ctx, stdin: stdin,
		now: time.Now, sources: source.All(), env: environ(env),
		lookUp: net.DefaultResolver.LookupHost, crontab: userCrontab,
	}
	a.screen = newScreen(stderr, !c.Quiet && c.LogFormat == "text" && isTerminal(stderr), a.now)
	a.stdout = stdout
	if isTerminal(stdout) {
		a.stdout = a.screen.before(stdout)
	}
	a.log = slog.New(newHandler(quietWriter{a.screen, a.env.redactor(a.sources)}, c.LogFormat, c.Quiet))
	return a.ended(parsed.Run(a, parser))
}

// ended says how a command went and returns the exit code.
func (a *app) ended(err error) int {
	var void errVoid
	if a.ctx.Err() != nil && errors.Is(err, context.Canceled) && !errors.As(err, &void) {
		err = partialError{errors.New("interrupted; what was kept so far stays")}
	}
	if err != nil && !errors.Is(err, errReported) && !errors.Is(err, syscall.EPIPE) {
		a.log.Error(err.Error())
	}
	return exitCode(err)
}

// unheard is a standard output whose reader may be gone: what a command prints
// beside its work is no reason to fail.
type unheard struct {
	w   io.Writer
	log *slog.Logger
}

func (u *unheard) Write(p []byte) (int, error) {
	if u.w != nil {
		if _, err := u.w.Write(p); err != nil {
			u.w = nil
			u.log.Error(fmt.Sprintf("standard output: %v; the work is done all the same", err))
		}
	}
	return len(p), nil
}

// app is what the commands share.
type app struct {
	*cli
	ctx     context.Context
	stdin   io.Reader
	stdout  io.Writer
	screen  *screen // standard error
	now     func() time.Time
	sources []scraper.Source
	env     environment
	base    http.RoundTripper // what sends requests; nil means the network
	lookUp  func(ctx context.Context, host string) ([]string, error)
	crontab func() (string, error)
	log     *slog.Logger
}

// config reads the configuration file. A file that is named must be there; the
// default one may be missing, unless the command can't do without.
func (a *app) config(needed bool) (*config, error) {
	path := a.Config
	if path == "" {
		path = "config.yaml"
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			if needed {
				return nil, usageError{
					fmt.Errorf(
						"config.yaml: not found here; name one with --config FILE, or begin with the project's own",
					),
				}
			}
			c := defaults(a.sources)
			a.overrule(c)
			return c, nil
		}
	}
	c, err := readConfig(path, a.sources)
	if err != nil {
		return nil, err
	}
	a.overrule(c)
	return c, nil
}

func (a *app) overrule(c *config) {
	if a.DB != "" {
		c.Database = a.DB
	}
}

// usageError is a mistake of the user's: one line, exit code 2.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// at puts a file's name before the error.
func (e usageError) at(path string) error {
	return usageError{fmt.Errorf("%s: %w", path, e.error)}
}

// partialError says that some of the work failed and the rest is kept.
type partialError struct{ error }

// errReported says that what went wrong was reported already, line by line.
var errReported = errors.New("reported already")

func exitCode(err error) int {
	var usage usageError
	var partial partialError
	var void errVoid
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &void):
		return exitFailed
	case errors.As(err, &usage), errors.Is(err, store.ErrNotOurs):
		return exitUsage
	case errors.Is(err, errLocked):
		return exitLocked
	case errors.As(err, &partial):
		return exitPartial
	}
	return exitFailed
}

func environ(env []string) environment {
	m := environment{}
	for _, kv := range env {
		k, v, _ := strings.Cut(kv, "=")
		m[k] = v
	}
	return m
}
