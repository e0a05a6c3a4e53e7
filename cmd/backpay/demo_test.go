package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"backpay/scraper/testenv"

	"github.com/rogpeppe/go-internal/testscript"
)

// demoFolder is what the command demo leaves behind. It is made once for all
// tests that start from it, since nothing here costs more.
var demoFolder = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "backpay-demo-")
	if err != nil {
		return "", err
	}
	demoParent = dir
	var out, errs strings.Builder
	demo := filepath.Join(dir, "demo")
	if code := run(context.Background(), []string{"demo", "--dir", demo}, nil, &out, &errs, nil); code != exitDone {
		return "", fmt.Errorf("demo: exit %d: %s", code, errs.String())
	}
	return demo, nil
})

// demoParent is the temporary folder around demoFolder, "" while there is none.
var demoParent string

// sharedDemo returns the demo's folder, of which the test only reads.
func sharedDemo(t *testing.T) string {
	t.Helper()
	testenv.Long(t)
	demo, err := demoFolder()
	if err != nil {
		t.Fatal(err)
	}
	return demo
}

// copyDemo copies the demo's folder to dir, which isn't there yet.
func copyDemo(dir string) error {
	demo, err := demoFolder()
	if err != nil {
		return err
	}
	return os.CopyFS(dir, os.DirFS(demo))
}

// ownDemo returns a copy of the demo's folder that the test may write to.
func ownDemo(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "demo")
	if err := os.CopyFS(dir, os.DirFS(sharedDemo(t))); err != nil {
		t.Fatal(err)
	}
	return dir
}

// demoOf is the scripts' command demo: it puts a copy of the demo's folder
// where backpay demo would have made it.
func demoOf(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 0 {
		ts.Fatalf("usage: demo")
	}
	ts.Check(copyDemo(ts.MkAbs("backpay-demo")))
}

// tests are all tests, after which the demo's folder is removed.
type tests struct{ *testing.M }

func (t tests) Run() int {
	code := t.M.Run()
	if demoParent != "" {
		_ = os.RemoveAll(demoParent)
	}
	return code
}
