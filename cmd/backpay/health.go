package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"backpay/store"
)

// health tells a watcher how refresh goes: a ping when it starts and ends, and
// a file for Prometheus's node exporter. What it can't tell is no failure.
type health struct {
	*app
	c     *config
	since time.Time
}

// pingTime bounds what a watcher that doesn't answer costs.
const pingTime = 10 * time.Second

func (a *app) watch(c *config) *health {
	h := &health{app: a, c: c, since: a.now()}
	h.ping("/start", "")
	return h
}

// end reports the exit code that err will have. Both forms hold the state of
// the installation.
func (h *health) end(err error) {
	if h.c.Ping == "" && h.c.Metrics == "" {
		return
	}
	code := exitCode(err)
	var body strings.Builder
	if err != nil {
		fmt.Fprintln(&body, err)
	}
	s, readErr := h.standing(h.c)
	if readErr == nil {
		readErr = s.print(&body)
	}
	if readErr != nil {
		fmt.Fprintln(&body, readErr)
	}
	h.ping(fmt.Sprintf("/%d", code), h.env.redactor(h.sources)(body.String()))
	if h.c.Metrics != "" && readErr == nil {
		if err := h.write(s, code); err != nil {
			h.log.Error(fmt.Sprintf("metrics: %v", err))
		}
	}
}

// ping asks URL/start, then URL/EXITCODE with the state as body: the form of
// healthchecks.io and those that follow it.
func (h *health) ping(what, body string) {
	if h.c.Ping == "" {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(h.ctx), pingTime)
	defer cancel()
	req, err := http.NewRequestWithContext(
		ctx,
		http.MethodPost,
		strings.TrimSuffix(h.c.Ping, "/")+what,
		strings.NewReader(body),
	)
	if err == nil {
		req.Header.Set("User-Agent", agent(h.c))
		tr := &http.Transport{DisableKeepAlives: true}
		if of := h.proxy(h.c); of != nil {
			tr.Proxy = func(r *http.Request) (*url.URL, error) { return of(r.URL) }
		}
		var resp *http.Response
		if resp, err = (&http.Client{Transport: tr}).Do(req); err == nil {
			resp.Body.Close()
			if resp.StatusCode >= 300 {
				err = fmt.Errorf("status %d", resp.StatusCode)
			}
		}
	}
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err // the address is a secret of its own
	}
	if err != nil {
		h.log.Error(fmt.Sprintf("ping: %v", err))
	}
}

// write replaces the file of metrics as a whole, as the exporter asks. What is
// unknown is left out.
func (h *health) write(s standing, code int) (err error) {
	var b bytes.Buffer
	gauge := func(name, help string, lines ...string) {
		if len(lines) > 0 {
			fmt.Fprintf(&b, "# HELP backpay_%s %s\n# TYPE backpay_%s gauge\n", name, help, name)
		}
		for _, l := range lines {
			fmt.Fprintf(&b, "backpay_%s%s\n", name, l)
		}
	}
	gauge("last_run_timestamp_seconds", "When refresh last ended.", fmt.Sprintf(" %d", h.now().Unix()))
	gauge("last_run_duration_seconds", "How long it took.", fmt.Sprintf(" %.1f", h.now().Sub(h.since).Seconds()))
	gauge("last_run_exit_code", "Its exit code.", fmt.Sprintf(" %d", code))
	gauge("database_bytes", "Size of the database.", fmt.Sprintf(" %d", s.Bytes))
	gauge("archive_bytes", "Size of the archive.", fmt.Sprintf(" %d", s.ArchiveBytes))
	var up, open, paid []string
	for _, x := range s.Sources {
		label := fmt.Sprintf("{source=%q}", x.Name)
		if x.on && x.Status != store.StatusSkipped {
			up = append(up, fmt.Sprintf("%s %d", label, map[bool]int{true: 1}[x.Status == store.StatusOK]))
		}
		if x.Open > 0 {
			open = append(open, fmt.Sprintf("%s %d", label, x.Open))
			paid = append(paid, fmt.Sprintf("%s %d", label, x.WithPay))
		}
	}
	gauge("source_ok", "Whether the source was read without trouble.", up...)
	gauge("open_postings", "Postings that are open.", open...)
	gauge("postings_with_pay", "Postings that state pay.", paid...)
	f, err := os.OpenFile(h.c.Metrics+".part", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(b.Bytes())
	err = cmp.Or(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), h.c.Metrics)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
