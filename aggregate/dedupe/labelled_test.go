package dedupe_test

import (
	"embed"
	"hash/fnv"
	"io"
	"slices"
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
	"backpay/aggregate/normalise"
	"backpay/scraper/testenv"
)

// pairs are labelled pairs of postings; the file's head tells how they were
// made.
//
//go:embed testdata/pairs.tsv
var pairs string

// recorded is a posting of the corpus by its file and the source's number.
type recorded struct{ file, id string }

// printed is the print of a recorded posting by the source's number.
type printed struct {
	id    string
	print dedupe.Print
}

// printsOf remembers the prints of a file, since sets share files and reading adverts
// is nearly all that these tests cost. Tests run one after the other.
var printsOf = map[string][]printed{}

// readPrints makes the prints of a file's postings.
func readPrints(t *testing.T, file string) []printed {
	t.Helper()
	path := inCorpus(file)
	if ps, ok := printsOf[path]; ok {
		return ps
	}
	name, said := readRecording(t, testenv.Corpus(t), path)
	ps := make([]printed, len(said))
	for i, p := range said {
		ps[i] = printed{p.ID, normalise.Posting(aggregate.Said{ID: 1, Source: name, Posting: p}).Print}
	}
	printsOf[path] = ps
	return ps
}

// readCorpus matches all postings of the files and returns their ids. CI
// always sets BACKPAY_CORPUS.
func readCorpus(t *testing.T, files []string) (*shelf, map[recorded]int64) {
	t.Helper()
	var s shelf
	ids := map[recorded]int64{}
	for _, file := range files {
		for _, p := range readPrints(t, file) {
			p.print.ID = int64(len(s.prints) + 1)
			ids[recorded{file, p.id}] = p.print.ID
			s.put(p.print)
		}
	}
	if _, err := s.match(dedupe.Rulings{}, false); err != nil {
		t.Fatal(err)
	}
	return &s, ids
}

// label is a pair that somebody read.
type label struct {
	a, b          recorded
	verdict, kind string // verdict is same, different or unclear
}

// readLabels reads a set of labelled pairs, and names the files that they
// stand in.
func readLabels(text string) (labels []label, files []string) {
	seen := map[string]bool{}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		labels = append(labels, label{recorded{f[0], f[1]}, recorded{f[2], f[3]}, f[4], f[5]})
		for _, file := range []string{f[0], f[2]} {
			if !seen[file] {
				seen[file] = true
				files = append(files, file)
			}
		}
	}
	return labels, files
}

// judge compares the jobs found with the labels, logs the scores by kind of
// pair, and returns the score of all. Disagreements are logged where tell is
// set. Unclear pairs don't count.
func judge(t *testing.T, name string, s *shelf, ids map[recorded]int64, labels []label, tell bool) score {
	t.Helper()
	all, kinds, read := score{}, map[string]score{}, map[string]int{}
	for _, l := range labels {
		a, b := ids[l.a], ids[l.b]
		if a == 0 || b == 0 {
			t.Fatalf("%v or %v is not in the corpus", l.a, l.b)
		}
		if l.verdict == "unclear" {
			continue
		}
		same, found := l.verdict == "same", s.job(a).Job == s.job(b).Job
		k := kinds[l.kind]
		for _, c := range []*score{&all, &k} {
			if same {
				c.planted++
			}
			if found {
				c.found++
			}
			if same && found {
				c.both++
			}
		}
		kinds[l.kind] = k
		read[l.kind]++
		read[""]++
		if tell && found != same {
			t.Logf("  %s: labelled %s: %v %v (%s %.2f, %s %.2f)", l.kind, l.verdict, l.a, l.b, s.job(a).Basis, s.job(a).Score, s.job(b).Basis, s.job(b).Score)
		}
	}
	t.Logf("%s: %d pairs, %d of them same, %d found, %d both: precision %.4f, recall %.4f", name, read[""], all.planted, all.found, all.both, all.precision(), all.recall())
	for _, kind := range []string{"same board", "by city", "repost", "cross board", "agency"} {
		k := kinds[kind]
		t.Logf("  %-11s %3d pairs, %3d same, %3d found, %3d both", kind, read[kind], k.planted, k.found, k.both)
	}
	return all
}

// heldout are pairs labelled without the matcher; the file's head tells how.
//
//go:embed testdata/heldout.tsv
var heldout string

// half is the half of the held-out set that a pair is in.
func half(l label) string {
	h := fnv.New32a()
	io.WriteString(h, strings.Join([]string{l.a.file, l.a.id, l.b.file, l.b.id}, "\t"))
	return string(rune('A' + h.Sum32()%2))
}

// labelledSets are sets of hard pairs of recordings and tables, each of pairs that no
// set before it names; the head of a file says how they were labelled. Precision and
// recall stand at what is held, and were found as the comment says before the misses of
// a set were read: only then do they tell of text that is new.
var labelledSets = []struct {
	name              string
	precision, recall float64
}{
	{"unseen", .98, .92},   // 1 and .625
	{"imported", .96, .90}, // .98 and .68; of the eight pairs missed six have texts that a program summed up
	{"fresh", .98, .94},    // 1 and .76, 41 of 54; of the 13 missed six have no text and four a teaser of twenty words
	{"sixth", .98, .92},    // 1 and .86, 42 of 49
	// 1 and .90, 36 of 40; nothing was mended by it. Of the four that are missed two have no
	// text on one side, one none at all in two towns, one is another board's summary.
	{"seventh", .98, .89},
	{"eighth", .98, .90}, // 1 and .91, 20 of 22: nothing was mended by it
	// 1 and .857, 24 of 28. Three of the four that are missed stand on two sheets of one
	// workbook, of which one has no text; the other, a teaser of the same pay, was mended.
	{"ninth", .98, .85},
	{"tenth", .98, .95}, // 1 and .955, 21 of 22: nothing was mended by it
}

//go:embed testdata/unseen.tsv testdata/imported.tsv testdata/fresh.tsv testdata/sixth.tsv testdata/seventh.tsv testdata/eighth.tsv testdata/ninth.tsv testdata/tenth.tsv
var labelledFiles embed.FS

// TestLabelledSets compares the jobs found with the labels. At the short size it leaves
// out spreadsheets, which take half of the time.
func TestLabelledSets(t *testing.T) {
	for _, set := range labelledSets {
		t.Run(set.name, func(t *testing.T) {
			text, err := labelledFiles.ReadFile("testdata/" + set.name + ".tsv")
			if err != nil {
				t.Fatal(err)
			}
			labels, files := readLabels(withoutSheets(string(text)))
			s, ids := readCorpus(t, files)
			if all := judge(t, set.name, s, ids, labels, true); all.precision() < set.precision || all.recall() < set.recall {
				t.Errorf("want precision %v and recall %v", set.precision, set.recall)
			}
		})
	}
}

// withoutSheets leaves spreadsheets out of a set at the short size.
func withoutSheets(text string) string {
	if testenv.Size(1, 0) == 1 {
		return text
	}
	return strings.Join(slices.DeleteFunc(strings.SplitAfter(text, "\n"), func(line string) bool {
		return strings.Contains(line, ".xlsx\t")
	}), "")
}

// TestLabelled compares the jobs found on the recorded boards with the labels:
// of the set that the rules were settled by, and of the held-out one. The aim
// is precision .98 and recall .95. The first set reaches it, in sample. Of the
// held-out set, which holds the hard pairs that the first one lacks, no pair
// found is wrong and ten of 17 are found: two thirds of half A, which was read
// when rules were mended, and half of half B, which was not.
func TestLabelled(t *testing.T) {
	first, files := readLabels(pairs)
	if len(first) < 400 {
		t.Fatalf("%d pairs are labelled, want 400", len(first))
	}
	second, more := readLabels(heldout)
	halves := map[string][]label{}
	for _, l := range second {
		halves[half(l)] = append(halves[half(l)], l)
	}
	files = append(files, more...)
	slices.Sort(files)
	files = slices.Compact(files)
	s, ids := readCorpus(t, files)
	for _, run := range []struct {
		name             string
		recall, together float64 // of the first set, and of both
		keys             bool
	}{
		{"as they are", .97, .95, true},
		{"by text alone", .95, .93, false}, // without addresses and numbers
	} {
		t.Run(run.name, func(t *testing.T) {
			if !run.keys {
				for i := range s.prints {
					s.prints[i].Keys = nil
					s.put(s.prints[i])
				}
				if _, err := s.match(dedupe.Rulings{}, true); err != nil {
					t.Fatal(err)
				}
			}
			if all := judge(t, "development", s, ids, first, true); all.precision() < .98 || all.recall() < run.recall {
				t.Errorf("development: want precision .98 and recall %.2f", run.recall)
			}
			judge(t, "held-out A", s, ids, halves["A"], true)
			judge(t, "held-out B", s, ids, halves["B"], false)
			if all := judge(t, "held-out", s, ids, second, false); all.precision() < .98 || all.recall() < .58 {
				t.Error("held-out: want precision .98 and recall .58")
			}
			if all := judge(t, "together", s, ids, slices.Concat(first, second), false); all.precision() < .98 || all.recall() < run.together {
				t.Errorf("together: want precision .98 and recall %.2f", run.together)
			}
		})
	}
}
