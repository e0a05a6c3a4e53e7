package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// manCmd prints the manual page, made of the commands' own help.
type manCmd struct{}

func (manCmd) Run(a *app, k *kong.Kong) error { return writeManual(a.stdout, k.Model.Node) }

// completionCmd prints a script that completes commands and flags.
type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"The shell: bash, zsh or fish."`
}

func (cmd completionCmd) Run(a *app, k *kong.Kong) error {
	return map[string]func(io.Writer, *kong.Node) error{"bash": completeBash, "zsh": completeZsh, "fish": completeFish}[cmd.Shell](
		a.stdout,
		k.Model.Node,
	)
}

// manEnd is what the flags don't say.
const manEnd = `.SH EXIT STATUS
.TP
0
done
.TP
1
failed, nothing new was kept
.TP
2
wrong usage or configuration
.TP
3
some source failed, was blocked or has drifted; the rest is kept
.TP
4
another run holds the lock
.SH FILES
.TP
config.yaml
the configuration, in the working folder unless \-\-config names another; paths in it are relative to it
.TP
backpay.db
the database, with its lock beside it in backpay.db.lock
.TP
archive, report
what was answered, as WARC files, and the report
.SH ENVIRONMENT
Sources that need a key read it from the variable that "backpay sources" names.
`

// writeManual writes a page for man(1).
func writeManual(w io.Writer, root *kong.Node) error {
	var b strings.Builder
	fmt.Fprintf(
		&b,
		".TH BACKPAY 1 \"\" \"backpay %s\"\n.SH NAME\nbackpay \\- gather job listings and pay figures, and "+
			"recompute them\n",
		roff(version),
	)
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B backpay\n[flags] command [arguments]\n.SH DESCRIPTION\n%s\n", roff(root.Help))
	b.WriteString(".SH FLAGS OF EVERY COMMAND\n")
	manFlags(&b, root.Flags)
	b.WriteString(".SH COMMANDS\n")
	for _, c := range root.Leaves(true) {
		fmt.Fprintf(&b, ".SS %s\n%s\n", roff(strings.TrimPrefix(c.Summary(), "backpay ")), roff(c.Help))
		for _, p := range c.Positional {
			fmt.Fprintf(&b, ".TP\n.I %s\n%s\n", roff(p.Name), roff(p.Help))
		}
		manFlags(&b, c.Flags)
	}
	b.WriteString(manEnd)
	_, err := io.WriteString(w, b.String())
	return err
}

func manFlags(b *strings.Builder, flags []*kong.Flag) {
	for _, f := range flags {
		if !f.Hidden {
			fmt.Fprintf(b, ".TP\n.B %s\n%s\n", roff(f.String()), roff(f.Help))
		}
	}
}

// roff escapes what the formatter would take for commands.
func roff(s string) string {
	return strings.NewReplacer(`\`, `\\`, "-", `\-`, "\n", " ", "'", `\(aq`).Replace(s)
}

// completions returns the flags of a command with those that all have.
func completions(root, c *kong.Node) (list []string) {
	flags := root.Flags
	if c != root {
		flags = append(flags[:len(flags):len(flags)], c.Flags...)
	}
	for _, f := range flags {
		if !f.Hidden {
			list = append(list, "--"+f.Name)
		}
	}
	return list
}

func completeBash(w io.Writer, root *kong.Node) error {
	var b strings.Builder
	b.WriteString("# backpay completion bash\n_backpay() {\n  local cur=${COMP_WORDS[COMP_CWORD]} word words\n")
	fmt.Fprintf(&b, "  words='%s %s'\n  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n    case $word in\n",
		strings.Join(names(root), " "), strings.Join(completions(root, root), " "))
	for _, c := range root.Leaves(true) {
		fmt.Fprintf(&b, "      %s) words='%s'; break;;\n", c.Name, strings.Join(completions(root, c), " "))
	}
	b.WriteString(
		"    esac\n  done\n  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\ncomplete -o default -F _backpay " +
			"backpay\n",
	)
	_, err := io.WriteString(w, b.String())
	return err
}

// completeZsh uses bash's script, which zsh reads.
func completeZsh(w io.Writer, root *kong.Node) error {
	if _, err := io.WriteString(w, "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && "+
		"bashcompinit\n"); err != nil {
		return err
	}
	return completeBash(w, root)
}

func completeFish(w io.Writer, root *kong.Node) error {
	var b strings.Builder
	flags := func(when string, list []*kong.Flag) {
		for _, f := range list {
			if !f.Hidden {
				fmt.Fprintf(&b, "complete -c backpay%s -l %s -d %s\n", when, f.Name, fishQuote(f.Help))
			}
		}
	}
	flags("", root.Flags)
	for _, c := range root.Leaves(true) {
		fmt.Fprintf(&b, "complete -c backpay -n __fish_use_subcommand -a %s -d %s\n", c.Name, fishQuote(c.Help))
		flags(" -n '__fish_seen_subcommand_from "+c.Name+"'", c.Flags)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func fishQuote(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(s) + "'"
}

func names(root *kong.Node) (list []string) {
	for _, c := range root.Leaves(true) {
		list = append(list, c.Name)
	}
	return list
}
