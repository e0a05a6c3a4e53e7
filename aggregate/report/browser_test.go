package report

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"backpay/scraper/testenv"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

//go:embed testdata/audit.js
var audit string

// findings is what audit.js answers.
type findings struct {
	Faults   []string
	Contrast float64 // the smallest of any text
	Texts    int     // boxes of text that were looked at
}

// inBrowser opens a headless browser for the test.
func inBrowser(t *testing.T) context.Context {
	t.Helper()
	testenv.Long(t)
	testenv.Tool(t, "chromium")
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal(err)
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	return ctx
}

// screens are the widths that the page is looked at, in CSS pixels.
var screens = []struct {
	name  string
	width int64
	dark  bool
}{{"390", 390, false}, {"820", 820, false}, {"1280", 1280, false}, {"1280-dark", 1280, true}, {"390-dark", 390, true}}

// The pages as a browser lays them out: nothing asked for, nothing on the
// console, nothing cut, overlapping, or too faint to read. The screenshots are
// kept with -artifacts. PAGES names further pages to look at.
func TestInBrowser(t *testing.T) {
	ctx := inBrowser(t)
	survey, claims := small(), Input{Options: small().Options, Claims: claimsOf()}
	survey.Figures = append(surveyOf("base", 168_300, "rough"), cellOf("all", "backend", "", 60, 17, 9, 171_000, 0, "withheld", "9 employers, fewer than 20")...)
	pages := map[string]string{}
	dir := t.TempDir()
	for name, in := range map[string]Input{
		"small": small(), "hostile": everywhere(hostile[1]), "long": everywhere(hostile[15]), "arabic": everywhere(hostile[16]),
		"empty": {}, "markup": everywhere(hostile[12]),
		"survey": survey, "claims": claims,
	} {
		pages[name] = filepath.Join(dir, name+".html")
		if err := os.WriteFile(pages[name], []byte(render(t, Build(in), "html")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i, path := range filepath.SplitList(os.Getenv("PAGES")) {
		pages[fmt.Sprint("given", i)] = path
	}
	for name, path := range pages {
		for _, s := range screens {
			if s.dark && name != "small" && !strings.HasPrefix(name, "given") {
				continue // the same sheet, and colours don't depend on what is said
			}
			t.Run(name+"/"+s.name, func(t *testing.T) { inspect(t, ctx, name, path, s.width, s.dark) })
		}
	}
}

// longest is twelve screens of 800 pixels: what a page may fill before a reader
// opens anything.
const longest = 12 * 800

func inspect(t *testing.T, ctx context.Context, name, path string, width int64, dark bool) {
	t.Helper()
	ctx, cancel := chromedp.NewContext(ctx) // a tab of its own
	defer cancel()
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	limited, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	var mu sync.Mutex
	url := "file://" + path
	if err := chromedp.Listen(limited, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		switch ev := ev.(type) {
		case *runtime.EventConsoleAPICalled:
			t.Errorf("console: %s", ev.Type)
		case *runtime.EventExceptionThrown:
			t.Errorf("exception: %s", ev.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			t.Errorf("the browser's log: %s: %s", ev.Entry.Level, ev.Entry.Text)
		case *network.EventRequestWillBeSent:
			if u := ev.Request.URL; u != url && u != "data:," {
				t.Errorf("the page asks for %s", u)
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(limited, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	if _, err := chromedp.Call(limited, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(limited, chromedp.EmulateViewport(width, 900), chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
	keep := name == "small" || name == "survey" || strings.HasPrefix(name, "given")
	if keep {
		shot(t, limited, fmt.Sprintf("%s-%d-%s.png", name, width, scheme))
	}
	if width == 1280 {
		height, err := chromedp.Run(limited, chromedp.Evaluate[int]("document.documentElement.scrollHeight"))
		if err != nil {
			t.Fatal(err)
		}
		if t.Logf("%d px unfolded", height); height > longest {
			t.Errorf("the page is %d px long unfolded, more than twelve screens", height)
		}
	}
	found, err := chromedp.Run(limited, chromedp.Evaluate[findings](audit))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found.Faults {
		t.Error(f)
	}
	t.Logf("smallest contrast %.2f, %d texts", found.Contrast, found.Texts)
	if keep {
		shot(t, limited, fmt.Sprintf("%s-%d-%s-open.png", name, width, scheme))
	}
}

// shot keeps a picture of the whole page.
func shot(t *testing.T, ctx context.Context, file string) {
	t.Helper()
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(t.ArtifactDir(), file), png, 0o600); err != nil {
		t.Fatal(err)
	}
}
