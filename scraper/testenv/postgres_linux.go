package testenv

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Postgres starts a PostgreSQL of the test's own, on a socket in a folder of its
// own, or ends the test where none is installed. It returns its address, and
// what stops it.
func Postgres(tb testing.TB) (address string, stop func()) {
	tb.Helper()
	bins, _ := filepath.Glob("/usr/lib/postgresql/*/bin") // where Debian keeps them, off the path
	if len(bins) == 0 {
		Tool(tb, "initdb", "pg_ctl")
		bins = []string{""}
	}
	dir, err := os.MkdirTemp("", "pg") // a socket's path must be short, and the folder open to the server's user
	if err != nil {
		tb.Fatal(err)
	}
	if err := os.Chmod(dir, 0o777); err != nil {
		tb.Fatal(err)
	}
	run := func(name string, args ...string) error {
		args = append([]string{filepath.Join(bins[len(bins)-1], name)}, args...)
		if os.Getuid() == 0 { // it refuses to run as root
			args = append([]string{"setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"}, args...)
		}
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "HOME="+dir)
		return cmd.Run() // its output is not waited for: the server keeps it open
	}
	stop = func() {
		_ = run("pg_ctl", "-D", dir+"/data", "-m", "immediate", "stop")
		_ = os.RemoveAll(dir)
	}
	for _, args := range [][]string{
		{"initdb", "-D", dir + "/data", "-A", "trust", "-U", "backpay", "-E", "UTF8", "--locale=C", "--no-sync"},
		{"pg_ctl", "-D", dir + "/data", "-l", dir + "/log", "-w", "-o", "-k " + dir + " -c listen_addresses= -c max_connections=100", "start"},
	} {
		if err := run(args[0], args[1:]...); err != nil {
			log, _ := os.ReadFile(dir + "/log")
			stop()
			tb.Fatalf("%s: %v\n%s", args[0], err, log)
		}
	}
	return "postgres://backpay@/postgres?host=" + dir, stop
}
