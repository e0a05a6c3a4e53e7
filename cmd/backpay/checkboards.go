package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"

	"backpay/scraper"
	"backpay/scraper/fetch"
	"backpay/scraper/source"
)

// boardState is what asking one board told.
type boardState struct {
	source, token, company string
	postings               int
	// what is "" for a board that lists postings, else empty, gone, moved or
	// failed; why says more.
	what, why string
	// instead is where the board's postings are now, as far as that was found.
	instead []source.Located
}

// sameName are those that answer a board's name in one request without a key:
// an employer that left one of them is looked for at the others.
var sameName = []string{"ashby", "greenhouse", "lever", "workable"}

// checkBoards asks every board of the sources that are on once, and says which
// have moved, are gone or list nothing, with the list of boards that mends it.
func (a *app) checkBoards(c *config) error {
	known, err := a.knownBoards(c)
	if err != nil {
		return err
	}
	transport, err := fetch.New(fetch.Options{
		Agent: agent(c), AllowHosts: c.Fetch.AllowHosts, MinDelay: mustDuration(c.Fetch.MinDelay),
		PerHost: c.Fetch.PerHost, Attempts: 2, Base: a.base,
	})
	if err != nil {
		return err
	}
	defer transport.CloseIdleConnections()
	n := 0
	for _, p := range c.plans {
		if boards := boardsOf(p); p.enabled() && boards.IsValid() {
			n += boards.Len()
		}
	}
	a.log.Info(fmt.Sprintf("asking %d boards, each service one at a time", n))
	asker := boardAsker{ctx: a.ctx, transport: transport, plans: c.plans, known: known}
	var states []boardState
	var mu sync.Mutex
	var wg sync.WaitGroup
	for _, p := range c.plans { // each waits for its own service
		if boards := boardsOf(p); !p.enabled() || p.source.About().Access == scraper.Import || !boards.IsValid() ||
			boards.Len() == 0 {
			continue
		}
		wg.Go(func() {
			for i := range boardsOf(p).Len() {
				s := asker.ask(p, i)
				mu.Lock()
				states = append(states, s)
				mu.Unlock()
				if a.ctx.Err() != nil {
					return
				}
			}
		})
	}
	wg.Wait()
	if a.ctx.Err() != nil {
		return partialError{errors.New("interrupted")}
	}
	slices.SortFunc(states, func(a, b boardState) int {
		return strings.Compare(a.source+"/"+a.token, b.source+"/"+b.token)
	})
	return a.printBoards(states)
}

// knownBoards counts what each board ever listed, as far as a database says.
func (a *app) knownBoards(c *config) (map[string]map[string]int, error) {
	known := map[string]map[string]int{}
	if _, err := os.Stat(c.Database); err != nil {
		return known, nil
	}
	db, err := a.readDB(c)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	for _, p := range c.plans {
		name := p.source.About().Name
		if known[name], err = db.Boards(a.ctx, name); err != nil {
			return nil, err
		}
	}
	return known, nil
}

type boardAsker struct {
	ctx       context.Context
	transport http.RoundTripper
	plans     []plan
	known     map[string]map[string]int
}

// ask asks for the i-th board of a source.
func (b boardAsker) ask(p plan, i int) boardState {
	board := boardsOf(p).Index(i)
	s := boardState{
		source:  p.source.About().Name,
		token:   board.FieldByName("Token").String(),
		company: board.FieldByName("Company").String(),
	}
	page, n, err := b.postings(p, board)
	var status statusError
	switch {
	case err == nil && page.Body != nil && page.Status >= 300 && page.Status < 400:
		s.what, s.why = "moved", "leads to "+page.URL
		if l, ok := source.Locate(page.URL); ok {
			s.instead = []source.Located{l}
		}
	case page != nil && errors.Is(err, fetch.ErrScope):
		s.what, s.why = "moved", "leads to "+page.URL
		s.instead = b.atOwnHost(p, board, page)
	case err == nil && n > 0:
		s.postings = n
	case err == nil:
		s.what = "empty"
		if before := b.known[s.source][s.token]; before > 0 {
			s.why = "lists nothing, and listed " + posts(before) + " before"
		} else {
			s.why = "lists nothing, and never did: some services answer a mistyped name so"
		}
	case errors.As(err, &status) && (status == http.StatusNotFound || status == http.StatusGone):
		s.what, s.why = "gone", status.Error()
	default:
		s.what, s.why = "failed", oneLine(err.Error())
	}
	if s.what == "empty" && b.known[s.source][s.token] == 0 || s.what == "gone" {
		s.instead = b.elsewhere(s)
	}
	return s
}

// postings asks for a board and counts what its answer lists.
func (b boardAsker) postings(p plan, board reflect.Value) (*scraper.Page, int, error) {
	alone := reflect.New(reflect.TypeOf(p.settings).Elem())
	alone.Elem().Set(reflect.ValueOf(p.settings).Elem())
	boards := alone.Elem().FieldByName("Boards")
	boards.Set(reflect.Append(reflect.MakeSlice(boards.Type(), 0, 1), board))
	settings := alone.Interface().(scraper.Settings)
	if err := settings.Validate(); err != nil {
		return nil, 0, err
	}
	reqs, err := p.source.Start(settings)
	if err != nil || len(reqs) == 0 {
		return nil, 0, errors.Join(err, errors.New("the source asks for nothing"))
	}
	u, err := url.Parse(reqs[0].URL)
	if err != nil {
		return nil, 0, err
	}
	scope := fetch.Scope{
		Source:   p.source.About().Name,
		Hosts:    slices.Clone(p.source.About().Hosts),
		MinDelay: mustDuration(p.settings.Base().MinDelay),
	}
	if !scope.Reaches(u) {
		scope.Hosts = append(scope.Hosts, u.Host)
	}
	page, err := get(fetch.WithScope(b.ctx, scope), b.transport, reqs[0])
	if err != nil || page.Status != http.StatusOK {
		return page, 0, err
	}
	res, err := p.source.Read(page)
	if errors.Is(err, scraper.ErrNoRecord) {
		err = nil
	}
	return page, len(res.Postings), err
}

// atOwnHost looks for a board at the host of the employer's own to which it led,
// where the source reads such.
func (b boardAsker) atOwnHost(p plan, board reflect.Value, led *scraper.Page) []source.Located {
	from, err := url.Parse(led.Request.URL)
	to, errTo := url.Parse(led.URL)
	if err != nil || errTo != nil || !board.FieldByName("Host").IsValid() || from.Path != to.Path {
		return nil
	}
	moved := reflect.New(board.Type()).Elem()
	moved.Set(board)
	moved.FieldByName("Host").SetString(to.Host)
	if _, n, err := b.postings(p, moved); err != nil || n == 0 {
		return nil
	}
	token := source.Field{Key: "token", Value: board.FieldByName("Token").String()}
	return []source.Located{{
		Source: p.source.About().Name, Key: "boards", Fields: []source.Field{token, {Key: "host", Value: to.Host}},
	}}
}

// elsewhere looks for a board under the same name at the other services.
func (b boardAsker) elsewhere(s boardState) (found []source.Located) {
	for _, p := range b.plans {
		name := p.source.About().Name
		if name == s.source || !slices.Contains(sameName, name) {
			continue
		}
		board := reflect.New(boardsOf(p).Type().Elem()).Elem()
		board.FieldByName("Token").SetString(s.token)
		if _, n, err := b.postings(p, board); err == nil && n > 0 {
			found = append(found, source.Located{
				Source: name, Key: "boards", Fields: []source.Field{{Key: "token", Value: s.token}},
				Why: "lists " + posts(n) + " under the same name: see that it is the same employer",
			})
		}
	}
	return found
}

func posts(n int) string {
	if n == 1 {
		return "1 posting"
	}
	return fmt.Sprintf("%d postings", n)
}

// printBoards writes a line for each source, one for each board that is not as
// it should be, and the list of boards that mends them.
func (a *app) printBoards(states []boardState) error {
	bad := 0
	for at := 0; at < len(states); {
		of := states[at].source
		counts, postings, n := map[string]int{}, 0, 0
		for ; at < len(states) && states[at].source == of; at++ {
			counts[states[at].what]++
			postings += states[at].postings
			n++
		}
		line := fmt.Sprintf("%s: %d of %d boards list %s", of, counts[""], n, posts(postings))
		for _, what := range []string{"empty", "gone", "moved", "failed"} {
			if counts[what] > 0 {
				line += fmt.Sprintf(", %d %s", counts[what], what)
				bad += counts[what]
			}
		}
		fmt.Fprintln(a.stdout, line)
	}
	var without []string
	instead := map[string][]string{}
	for _, s := range states {
		if s.what == "" {
			continue
		}
		fmt.Fprintf(a.stdout, "%s/%s (%s): %s: %s\n", s.source, s.token, s.company, s.what, s.why)
		if s.what == "gone" || s.what == "moved" || len(s.instead) > 0 {
			without = append(without, fmt.Sprintf("  - %s # %s", quoted(s.source+"/"+s.token), s.why))
		}
		for _, l := range s.instead {
			line := "  - " + entry(l, s.company)
			if l.Key != "boards" {
				continue
			}
			if l.Why != "" {
				line += " # " + l.Why
			}
			instead[l.Source] = append(instead[l.Source], line)
		}
	}
	if len(without) > 0 {
		fmt.Fprintf(
			a.stdout,
			"\n# Keep these lines in a file, and name it under \"boards\" in the configuration:\nwithout:\n%s\n",
			strings.Join(without, "\n"),
		)
		for _, name := range slices.Sorted(maps.Keys(instead)) {
			fmt.Fprintf(a.stdout, "%s:\n%s\n", name, strings.Join(instead[name], "\n"))
		}
	}
	if bad > 0 {
		return partialError{fmt.Errorf("check: %d of %d boards list nothing", bad, len(states))}
	}
	a.log.Info(fmt.Sprintf("all %d boards list postings", len(states)))
	return nil
}
