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
	unseen   bool // the first reading of its row is known
	misread  bool // ... and was wrong
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
			g.unseen = name == "pay_dev2"
			all[source] = append(all[source], g)
		}
	}
	for _, file := range []string{"kinds.tsv", "fresh.tsv", "strange.tsv"} {
		for _, f := range readTable(t, filepath.Join("testdata", file), 4) {
			g := gold{Country: f[1], Text: f[2]}
			g.Label, g.Also = readLabel(t, f[3])
			g.unseen = true
			all[file+f[0]] = append(all[file+f[0]], g)
		}
	}
	for _, w := range readWindows(t) {
		w.unseen = true
		all[w.file] = append(all[w.file], w.gold)
	}
	return all
}

func examples(t *testing.T) (all []example) {
	rows := labelled(t)
	misread := map[string]bool{}
	for _, f := range readTable(t, filepath.Join("testdata", "first.tsv"), 1) {
		misread[f[0]] = true
	}
	for _, source := range slices.Sorted(maps.Keys(rows)) {
		for _, g := range rows[source] {
			for _, c := range pay.Candidates(g.Text, pay.Hint{Country: g.Country, Title: g.Title, Field: g.field}) {
				h := fnv.New64a()
				h.Write([]byte(g.Text))
				e := example{
					source:   source,
					features: c.Features,
					accepted: c.Accepted,
					unseen:   g.unseen,
					misread:  misread[fmt.Sprintf("%016x", h.Sum64())],
				}
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

// fit learns weights by logistic regression with a ridge of one. Features that
// fewer than four examples have are left out.
func fit(all []example, y func(example) bool, skip func(example) bool) map[string]float64 {
	count := map[string]int{}
	for _, e := range all {
		for _, f := range e.features {
			count[f]++
		}
	}
	w, g2 := map[string]float64{}, map[string]float64{}
	for range 150 {
		grad := map[string]float64{}
		for _, e := range all {
			if skip(e) {
				continue
			}
			d := predict(w, e)
			if y(e) {
				d--
			}
			for _, f := range e.features {
				if count[f] >= 4 {
					grad[f] += d
				}
			}
		}
		for f, g := range grad {
			if f != "always" {
				g += w[f]
			}
			g2[f] += g * g
			w[f] -= 0.3 * g / math.Sqrt(g2[f]+1e-9)
		}
	}
	return w
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

// TestTrain holds the rules against a linear model over their features that
// decides alone, each source unseen by the model; and the confidence of what
// the rules accept against what was read rightly at first sight. The model
// alone reads no better than the rules, which stay; it gives the confidence.
func TestTrain(t *testing.T) {
	all := examples(t)
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
	type graded struct {
		p     float64
		right bool
	}
	var grades []graded
	ignore := func(e example) bool { return e.drop }
	notTaken := func(e example) bool { return e.drop || !e.accepted || !e.unseen }
	folds(all, 5, func(in, out []example) {
		decide := fit(in, func(e example) bool { return e.isPay }, ignore)
		trust := fit(in, firstRight, notTaken)
		for _, e := range out {
			if ignore(e) {
				continue
			}
			p := predict(decide, e)
			count(&rules, e.accepted, e.isPay)
			count(&model, p >= .5, e.isPay)
			count(&both, e.accepted && p >= .3 || p >= .9, e.isPay)
			if !notTaken(e) {
				grades = append(grades, graded{predict(trust, e), firstRight(e)})
			}
		}
	})
	t.Logf(
		"%d figures: pay or not, F1: rules %.4f %+v, model alone %.4f %+v, both %.4f %+v",
		len(all),
		rules.f1(),
		rules,
		model.f1(),
		model,
		both.f1(),
		both,
	)
	sort.Slice(grades, func(i, j int) bool { return grades[i].p < grades[j].p })
	wrong := 0
	for _, g := range grades {
		if !g.right {
			wrong++
		}
	}
	for _, at := range []float64{.5, .6, .7, .8, .85, .9, .95} {
		below, wrongBelow := 0, 0
		for _, g := range grades {
			if g.p < at {
				below++
				if !g.right {
					wrongBelow++
				}
			}
		}
		t.Logf(
			"confidence under %.2f: %d of %d wrong readings, %d of %d right ones",
			at,
			wrongBelow,
			wrong,
			below-wrongBelow,
			len(grades)-wrong,
		)
	}
	below, pairs := 0.0, 0.0 // of all pairs of a wrong and a right reading, those in order
	for i, g := range grades {
		for _, h := range grades[i+1:] {
			if g.right != h.right {
				pairs++
				if h.right {
					below++
				}
			}
		}
	}
	t.Logf("a wrong reading has less confidence than a right one in %.3f of pairs", below/pairs)
	if rules.f1() < .985 || below/pairs < .62 {
		t.Errorf("rules F1 %.3f, order of confidence %.3f; want .985 and .62", rules.f1(), below/pairs)
	}
	if *train {
		writeWeights(t, fit(all, firstRight, notTaken))
	}
}

// firstRight reports whether a figure was read rightly before its row was known.
func firstRight(e example) bool { return e.right && !e.misread }

func writeWeights(t *testing.T, w map[string]float64) {
	var b strings.Builder
	b.WriteString("# How much each feature of a figure that is taken for pay says of its being right\n")
	b.WriteString("# (see feature.go), learnt on labelled rows at first sight by go test -run TestTrain -train.\n")
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
