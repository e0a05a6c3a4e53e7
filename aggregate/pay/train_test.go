package pay_test

import (
	"flag"
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"backpay/aggregate/pay"
)

// go test ./aggregate/pay -run TestTrain -train writes data/weight.tsv anew.
var train = flag.Bool("train", false, "write the weights of confidence")

// example is one figure of a labelled row.
type example struct {
	source   string
	features []string
	accepted bool // by the rules
	isPay    bool // its ends are those of a label
	right    bool // and its currency and period
	drop     bool // neither right nor wrong
}

// labelled are all labelled rows: our own, the development sets, windows.
func labelled(t *testing.T) map[string][]gold {
	root := corpusDir(t)
	all := map[string][]gold{}
	for _, g := range readGold(t, filepath.Join("testdata", "pay_gold.jsonl")) {
		all["own "+g.Kind] = append(all["own "+g.Kind], g)
	}
	for _, name := range []string{"pay_dev", "pay_dev2"} {
		for _, g := range readGold(t, filepath.Join(root, "eval", name+".jsonl")) {
			source, _, _ := strings.Cut(g.Source, ":")
			all[source] = append(all[source], g)
		}
	}
	for _, file := range []string{"kinds.tsv", "fresh.tsv", "strange.tsv"} {
		for _, f := range readTable(t, filepath.Join("testdata", file), 4) {
			g := gold{Country: f[1], Text: f[2]}
			g.Label, g.Also = readLabel(t, f[3])
			all[file+f[0]] = append(all[file+f[0]], g)
		}
	}
	for _, w := range readWindows(t) {
		all[w.file] = append(all[w.file], w.gold)
	}
	return all
}

// examplesOf are the figures of all labelled rows as a parser reads them.
func examplesOf(rows map[string][]gold, read func(string, pay.Hint) []pay.Candidate) (all []example) {
	for _, source := range slices.Sorted(maps.Keys(rows)) {
		for _, g := range rows[source] {
			for _, c := range read(g.Text, pay.Hint{Country: g.Country, Title: g.Title, Field: g.field}) {
				e := example{source: source, features: c.Features, accepted: c.Accepted}
				for _, w := range g.Label {
					e.isPay = e.isPay || w.matches(c.Range, true)
					e.right = e.right || w.matches(c.Range, false)
				}
				for _, w := range g.Also {
					e.drop = e.drop || w.matches(c.Range, true)
				}
				all = append(all, e)
			}
		}
	}
	return all
}

// strangers is by how many parsers that lack words and a rule each row is read.
const strangers = 10

// strangeReadings are what such parsers take for pay: as texts to come are read,
// whose words ours does not know.
func strangeReadings(rows map[string][]gold) (all []example) {
	for seed := range uint64(strangers) {
		for _, e := range examplesOf(rows, pay.NewStranger(seed).Candidates) {
			if e.accepted && !e.drop {
				all = append(all, e)
			}
		}
	}
	return all
}

// fit learns weights by logistic regression with a ridge. Features that fewer than
// four examples have are left out.
func fit(all []example, y func(example) bool) map[string]float64 {
	count, index, names := map[string]int{}, map[string]int{}, []string{}
	for _, e := range all {
		for _, f := range e.features {
			if count[f]++; count[f] == 4 {
				index[f] = len(names)
				names = append(names, f)
			}
		}
	}
	rows := make([][]int, len(all))
	for i, e := range all {
		for _, f := range e.features {
			if k, ok := index[f]; ok {
				rows[i] = append(rows[i], k)
			}
		}
	}
	w, g2 := make([]float64, len(names)), make([]float64, len(names))
	for range 150 {
		grad := make([]float64, len(names))
		for i, e := range all {
			d := 0.0
			for _, k := range rows[i] {
				d += w[k]
			}
			d = 1 / (1 + math.Exp(-d))
			if y(e) {
				d--
			}
			for _, k := range rows[i] {
				grad[k] += d
			}
		}
		for k, g := range grad {
			if names[k] != "always" {
				g += w[k]
			}
			g2[k] += g * g
			w[k] -= 0.3 * g / math.Sqrt(g2[k]+1e-9)
		}
	}
	out := map[string]float64{}
	for k, name := range names {
		out[name] = w[k]
	}
	return out
}

func predict(w map[string]float64, e example) float64 {
	sum := 0.0
	for _, f := range e.features {
		sum += w[f]
	}
	return 1 / (1 + math.Exp(-sum))
}

// folds keeps each source together.
func folds(all []example, n uint32, each func(train, test []example)) {
	for k := range n {
		var in, out []example
		for _, e := range all {
			h := fnv.New32a()
			h.Write([]byte(e.source))
			if h.Sum32()%n == k {
				out = append(out, e)
			} else {
				in = append(in, e)
			}
		}
		each(in, out)
	}
}

// graded is a reading with its confidence.
type graded struct {
	p     float64
	right bool
}

// ordered is the share of pairs of a wrong and a right reading where the wrong one
// has less confidence; equal ones count half.
func ordered(all []graded) float64 {
	sort.Slice(all, func(i, j int) bool { return all[i].p < all[j].p })
	below, pairs, wrong, at := 0.0, 0.0, 0.0, 0
	for i := 0; i < len(all); i = at {
		w, r := 0.0, 0.0
		for at = i; at < len(all) && all[at].p == all[i].p; at++ {
			if all[at].right {
				r++
			} else {
				w++
			}
		}
		below += r * (wrong + w/2)
		wrong += w
		pairs += r
	}
	return below / (pairs * wrong)
}

// under counts the wrong and the right readings of less confidence than a threshold.
func under(all []graded, at float64) (wrong, ofWrong, right, ofRight int) {
	for _, g := range all {
		switch {
		case g.right:
			ofRight++
			if g.p < at {
				right++
			}
		default:
			ofWrong++
			if g.p < at {
				wrong++
			}
		}
	}
	return wrong, ofWrong, right, ofRight
}

// TestTrain holds the rules against a linear model over their features that
// decides alone, each source unseen by the model. The model alone reads no better
// than the rules, which stay; it gives the confidence: it learns which readings
// are wrong from parsers that lack an eighth of the words and a rule.
func TestTrain(t *testing.T) {
	labels := labelled(t)
	var rules, model, both score
	count := func(s *score, got, want bool) {
		switch {
		case got && want:
			s.tp++
		case got:
			s.fp++
		case want:
			s.fn++
		}
	}
	isPay := func(e example) bool { return e.isPay }
	isRight := func(e example) bool { return e.right }
	all := slices.DeleteFunc(examplesOf(labels, pay.Candidates), func(e example) bool { return e.drop })
	folds(all, 5, func(in, out []example) {
		decide := fit(in, isPay)
		for _, e := range out {
			p := predict(decide, e)
			count(&rules, e.accepted, e.isPay)
			count(&model, p >= .5, e.isPay)
			count(&both, e.accepted && p >= .3 || p >= .9, e.isPay)
		}
	})
	t.Logf("%d figures: pay or not, F1: rules %.4f %+v, model alone %.4f %+v, both %.4f %+v",
		len(all), rules.f1(), rules, model.f1(), model, both.f1(), both)
	var grades []graded
	strange := strangeReadings(labels)
	folds(strange, 5, func(in, out []example) {
		trust := fit(in, isRight)
		for _, e := range out {
			grades = append(grades, graded{predict(trust, e), e.right})
		}
	})
	for _, at := range []float64{.5, .6, .7, .8, .85, .9, .95} {
		wrong, ofWrong, right, ofRight := under(grades, at)
		t.Logf("confidence under %.2f: %d of %d wrong readings, %d of %d right ones", at, wrong, ofWrong, right, ofRight)
	}
	order := ordered(grades)
	t.Logf("a wrong reading has less confidence than a right one in %.3f of pairs", order)
	if rules.f1() < .985 || order < .8 {
		t.Errorf("rules F1 %.3f, order of confidence %.3f; want .985 and .8", rules.f1(), order)
	}
	if *train {
		writeWeights(t, fit(strange, isRight))
	}
}

func writeWeights(t *testing.T, w map[string]float64) {
	var b strings.Builder
	b.WriteString("# How much each feature of a figure that is taken for pay says of its being right\n")
	b.WriteString("# (see feature.go), learnt by go test -run TestTrain -train from parsers that lack words.\n")
	b.WriteString("# Columns: feature, weight.\n")
	for _, f := range slices.Sorted(maps.Keys(w)) {
		if v := strconv.FormatFloat(w[f], 'f', 3, 64); math.Abs(w[f]) >= .02 {
			fmt.Fprintf(&b, "%s\t%s\n", f, v)
		}
	}
	if err := os.WriteFile(filepath.Join("data", "weight.tsv"), []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
