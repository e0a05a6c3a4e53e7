package main

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// installCmd prints, or writes, what runs refresh each night for this
// installation.
type installCmd struct {
	Cron          bool `help:"Print a line for crontab -e." xor:"kind" required:""`
	Systemd       bool `help:"Print a systemd service and timer for this user." xor:"kind" required:""`
	GithubActions bool `name:"github-actions" help:"Print a GitHub Actions workflow that keeps the database as an artifact." xor:"kind" required:""`
	Write         bool `help:"Write the files instead of printing them; the cron line is always printed."`
	Minute        int  `help:"Minute of the hour; default: random, so that not everybody asks the sites at the same time." default:"-1"`
}

// unitFile is one file of an installation.
type unitFile struct{ path, text string }

func (cmd installCmd) Run(a *app) error {
	c, err := a.config(true)
	if err != nil {
		return err
	}
	config, err := filepath.Abs(cmp.Or(a.Config, "config.yaml"))
	if err != nil {
		return err
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	if cmd.Minute < 0 {
		cmd.Minute = rand.IntN(60)
	} else if cmd.Minute > 59 {
		return usageError{fmt.Errorf("install: --minute %d is none; want 0 to 59", cmd.Minute)}
	}
	if strings.ContainsAny(program+config, "\n\r%'\"\\ ") {
		return usageError{
			fmt.Errorf(
				"install: a path holds blanks, quotes or percent signs, which the units read in their own ways: %s, %s",
				program,
				config,
			),
		}
	}
	var files []unitFile
	switch {
	case cmd.Cron:
		_, err := fmt.Fprintf(a.stdout, "%d 2 * * * %s --config %s --quiet refresh\n", cmd.Minute, program, config)
		return err
	case cmd.Systemd:
		dir := filepath.Join(a.env["HOME"], ".config", "systemd", "user")
		files = []unitFile{
			{filepath.Join(dir, "backpay.service"), fmt.Sprintf(service, program, config, filepath.Dir(config))},
			{filepath.Join(dir, "backpay.timer"), fmt.Sprintf(timer, cmd.Minute)},
		}
	case cmd.GithubActions:
		files = []unitFile{
			{
				filepath.Join(filepath.Dir(config), ".github", "workflows", "backpay.yml"),
				fmt.Sprintf(workflow, cmd.Minute, filepath.Base(config), cmd.kept(c, config)),
			},
		}
	}
	for _, f := range files {
		if !cmd.Write {
			fmt.Fprintf(a.stdout, "# %s\n%s\n", f.path, f.text)
			continue
		}
		if err := os.MkdirAll(filepath.Dir(f.path), 0o777); err != nil {
			return fmt.Errorf("install: %w", err)
		}
		if err := os.WriteFile(f.path, []byte(f.text), 0o666); err != nil {
			return fmt.Errorf("install: %w", err)
		}
		a.log.Info("wrote " + f.path)
	}
	if cmd.Systemd {
		a.log.Info(
			"then: systemctl --user enable --now backpay.timer; loginctl enable-linger, so that it runs while you " +
				"are logged out",
		)
	}
	return nil
}

// kept returns the paths that a workflow keeps from one run to the next, below
// the folder of the configuration.
func (installCmd) kept(c *config, config string) string {
	var b strings.Builder
	for _, p := range []string{c.Database, c.Archive.Dir, c.Report.Out} {
		if abs, err := filepath.Abs(p); err == nil {
			if rel, err := filepath.Rel(filepath.Dir(config), abs); err == nil && filepath.IsLocal(rel) {
				b.WriteString("            " + filepath.ToSlash(rel) + "\n")
			}
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

const service = `[Unit]
Description=backpay: gather postings and pay, recompute, report
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart=%s --config %s --quiet refresh
WorkingDirectory=%s
# Some source failed, the rest is kept: no failure of the unit.
SuccessExitStatus=3
Nice=10
# Keys of sources, one NAME=value a line; readable by you alone.
EnvironmentFile=-%%h/.config/backpay.env
`

const timer = `[Unit]
Description=backpay each night

[Timer]
OnCalendar=*-*-* 02:%02d:00
Persistent=true
RandomizedDelaySec=10m

[Install]
WantedBy=timers.target
`

const workflow = `name: backpay
on:
  schedule:
    - cron: "%d 2 * * *"
  workflow_dispatch:
permissions:
  contents: read
concurrency: backpay
jobs:
  refresh:
    runs-on: ubuntu-latest
    timeout-minutes: 120
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-go@v5
        with:
          go-version-file: go.mod
      - uses: actions/cache@v4
        with:
          key: backpay-${{ github.run_id }}
          restore-keys: backpay-
          path: |
%[3]s
      - run: go build -o backpay ./cmd/backpay
      # 3: some source failed, the rest is kept.
      - run: ./backpay --config %[2]s refresh || test $? = 3
      - uses: actions/upload-artifact@v4
        with:
          name: backpay
          path: |
%[3]s
`
