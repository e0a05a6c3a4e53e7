package store_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
	"backpay/scraper"
	made "backpay/scraper/market"
	"backpay/scraper/testenv"
	"backpay/store"
)

// scale asks for the measurement at full size, which takes minutes.
var scale = flag.Bool("scale", false, "match 50,000 and 200,000 postings and print what it costs")

// cpu is the processor time that this process has used.
func cpu() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// peakMemory is the most memory that this process has held, in MiB.
func peakMemory() int {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(b), "VmHWM:")
	kb, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	n, _ := strconv.Atoi(kb)
	return n / 1024
}

// advertised is the postings of a market's jobs in a database, believed but
// for the match. Texts are made here, three in five being copies.
func advertised(t *testing.T, n int) *store.DB {
	m, err := made.New(func() made.Options {
		o := made.Default(1)
		o.Employers, o.MeanJobs, o.SizeCV, o.Copies, o.CopyMix = n*2/5/14, 14, 1.1, .6, [4]float64{1, 1, 1, 1}
		return o
	}())
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "backpay.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.PutSources(t.Context(), []scraper.About{{Name: "hutch", Kind: scraper.Listing, Side: scraper.Posted, Access: scraper.API}}); err != nil {
		t.Fatal(err)
	}
	run := start(t, db, store.Scrape)
	var batch []scraper.Posting
	settle := func() {
		if err := db.Frontier(run).Settle(t.Context(), []scraper.Outcome{board("hutch", "x", false, batch...)}); err != nil {
			t.Fatal(err)
		}
		batch = nil
	}
	for i, j := range m.Jobs() {
		for k, p := range j.Postings {
			batch = append(batch, scraper.Posting{ID: fmt.Sprint(i, "-", k), Company: j.Company, Title: j.Title, Place: p.City, Description: words(i, j.Employer, k)})
			if len(batch) == 1000 {
				settle()
			}
		}
	}
	settle()
	finish(t, db, run)
	return db
}

// words is an advert of some 300 words: a third the employer's, the rest the
// job's, of which some copies leave out a part.
func words(job, employer, copied int) string {
	var b strings.Builder
	write := func(seed uint64, n int) {
		r := rand.New(rand.NewPCG(seed, 7))
		for k := range n {
			fmt.Fprintf(&b, "%s ", letters(r.IntN(3000)))
			if k%12 == 11 {
				b.WriteString("\n")
			}
		}
	}
	write(uint64(employer)+1<<32, 100)
	write(uint64(job), 200-copied%4*20)
	return b.String()
}

// letters is a number in letters, as a word.
func letters(n int) string {
	s := ""
	for ; n > 0 || s == ""; n /= 20 {
		s += string("bcdfghjklmnpqrstvwxz"[n%20]) + string("aeiou"[n%5])
	}
	return s
}

// reopen closes a database, which brings its log into the file, and opens it.
func reopen(t *testing.T, db *store.DB) *store.DB {
	t.Helper()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := store.Open(t.Context(), db.Path(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = again.Close() })
	return again
}

func putPrints(t *testing.T, db *store.DB) (n int) {
	var batch []aggregate.Posting
	put := func() {
		if err := db.PutBeliefs(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		batch = batch[:0]
	}
	for s, err := range db.Said(t.Context(), false) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		p := s.Posting
		batch = append(batch, aggregate.Posting{ID: s.ID, Role: "backend", Employer: p.Company, Print: dedupe.NewPrint(dedupe.Advert{
			ID: s.ID, Source: s.Source, SourceID: p.ID, Company: p.Company, Title: p.Title, Description: p.Description,
		})})
		if len(batch) == 512 {
			put()
		}
	}
	put()
	return n
}

// TestScale measures a full match, two of 2,000 changed postings, and memory.
// Without -scale it runs over a small market, to hold the way of measuring.
func TestScale(t *testing.T) {
	sizes := []int{testenv.Size(2000, 600)}
	if *scale {
		sizes = []int{50_000, 200_000}
	}
	var took []time.Duration
	for _, size := range sizes {
		db := advertised(t, size)
		from := cpu()
		n := putPrints(t, db)
		printed := cpu()
		match := func() dedupe.Summary {
			s, err := dedupe.Match(t.Context(), db.Identities(), dedupe.Rulings{}, false)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		match()
		full := cpu() - from
		took = append(took, full)
		jobs := query(t, db, "SELECT COUNT(*) FROM job")[0]
		t.Logf("%d postings, %s jobs: full rebuild %.1f CPU s (%.1f of it prints), peak memory %d MiB", n, jobs, full.Seconds(), (printed - from).Seconds(), peakMemory())
		if got, _ := strconv.Atoi(jobs); got < n*2/5*9/10 || got > n*2/5*11/10 {
			t.Errorf("%s jobs of %d postings, of which three in five are copies", jobs, n)
		}
		// Nights on which 2,000 postings say something else: those of some
		// boards, as boards change, and every so many, which touches nearly
		// every employer there is.
		changed := min(2000, n/10)
		for _, night := range []struct {
			name, where string
			most        float64
		}{
			{"of some boards", fmt.Sprintf("id <= %d", changed), 3},
			{"of all employers", fmt.Sprintf("id %% %d = 0", n/changed), 3},
		} {
			if err := store.Touch(db, night.where); err != nil {
				t.Fatal(err)
			}
			db = reopen(t, db) // a night finds the file as the last one left it
			from = cpu()
			again := putPrints(t, db)
			s := match()
			took := (cpu() - from).Seconds()
			t.Logf("  %d changed %s: %.1f CPU s, %d postings compared again", again, night.name, took, s.Matched)
			if *scale && took > night.most {
				t.Errorf("want at most %.0f CPU s", night.most)
			}
		}
		if *scale && (full.Seconds() > 60 || peakMemory() > 500) {
			t.Errorf("want at most 60 CPU s and 500 MiB")
		}
	}
	if *scale && took[1] > 5*took[0] {
		t.Errorf("four times the postings take %.1f times as long", took[1].Seconds()/took[0].Seconds())
	}
}
