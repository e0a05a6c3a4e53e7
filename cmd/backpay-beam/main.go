// Command backpay-beam makes the level figures of backpay from WARC files on
// Apache Beam: on one machine, Flink, Spark or Dataflow, whatever runs the
// pipeline.
//
//	backpay-beam --in 'crawl/*.warc.gz' --out figures [--config config.yaml] [--parquet]
//
// It reads the WARC files of backpay, of Common Crawl or of others, local or in
// object storage (gs://, s3://), extracts the postings, normalises them, finds
// which are one job, employer by employer, and counts. OUT/figures.csv has the
// medians, means, quartiles and intervals of measure level under the names of
// the table figure: what backpay report says of the same pages, to the cent. With
// --parquet OUT/parquet has the postings as backpay export --parquet would. Pages
// are the state of things, the newest of each address: an advert counts as open
// unless its page or its own date says otherwise, or the page that had it last was
// read again without it. --config is backpay's; of it the companies of boards
// count here, nothing else.
//
// A name of --out that ends in figures.csv appears whole or not at all, and last
// for its step; the exit code is 1 unless all went well. What single pages fail
// at is counted and logged.
//
// # Runners
//
// Without --runner, prism runs the pipeline within this process. It keeps
// everything in memory and tries nothing twice. The others, by the words of
// Beam's documentation (they were not at hand):
//
//	backpay-beam --runner flink --endpoint JOBSERVER:8099 --environment_type DOCKER --in s3://... --out s3://...
//	backpay-beam --runner spark --endpoint JOBSERVER:8099 --environment_type DOCKER --in s3://... --out s3://...
//	backpay-beam --runner dataflow --project P --region R --staging_location gs://B/staging --in gs://... --out gs://...
//
// Flink and Spark need Beam's job server (images beam_flink1.19_job_server and
// beam_spark3_job_server) and Docker on the workers, which run the image
// beam_go_sdk with this program sent to it; input and output must be in a place
// that all workers reach.
//
// # What runs where
//
// Reading, extracting and normalising go by the file and the posting, matching
// goes by the employer, counting by role and country: in parallel. One worker
// each sees the names of all employers, and the heads of all postings (some 400
// bytes each) to look for copies under other employers' names.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/flink"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/spark"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/universal"
)

// options are the flags of the pipeline itself.
type options struct {
	in, out, currency string
	config            []byte
	asOf              time.Time
	parquet           bool
}

// file is a path under --out.
func (o options) file(name string) string { return strings.TrimSuffix(o.out, "/") + "/" + name }

var (
	inFlag       = flag.String("in", "", "WARC files: a path, a glob, or several with commas between")
	outFlag      = flag.String("out", "", "the folder to write to")
	configFlag   = flag.String("config", "", "backpay's config.yaml: the companies of its boards")
	currencyFlag = flag.String("currency", "USD", "the currency to prefer where a job states several")
	asOfFlag     = flag.String("as-of", "", "the time of the figures, such as 2026-01-31T12:00:00Z; default: now")
	parquetFlag  = flag.Bool("parquet", false, "write the postings too, to OUT/parquet")
)

func main() {
	flag.Parse()
	beam.Init() // a worker goes no further
	o, err := readOptions()
	if err != nil {
		fmt.Fprintln(os.Stderr, "backpay-beam:", err)
		os.Exit(2)
	}
	if err := run(context.Background(), o); err != nil {
		fmt.Fprintln(os.Stderr, "backpay-beam:", err)
		os.Exit(1)
	}
}

func readOptions() (o options, err error) {
	o = options{in: *inFlag, out: *outFlag, currency: *currencyFlag, asOf: time.Now().UTC(), parquet: *parquetFlag}
	if o.in == "" || o.out == "" {
		return o, errors.New("--in and --out are needed")
	}
	if *asOfFlag != "" {
		if o.asOf, err = time.Parse(time.RFC3339, *asOfFlag); err != nil {
			return o, fmt.Errorf("--as-of: %q is no time such as 2026-01-31T12:00:00Z", *asOfFlag)
		}
	}
	if *configFlag != "" {
		if o.config, err = os.ReadFile(*configFlag); err != nil {
			return o, fmt.Errorf("--config: %w", err)
		}
	}
	return o, nil
}

// run builds the pipeline and has it run.
func run(ctx context.Context, o options) error {
	p, s := beam.NewPipelineWithRoot()
	files := beam.Reshuffle(s, beam.ParDo(s, matching, beam.CreateList(s, strings.Split(o.in, ","))))
	captures, looks := beam.ParDo2(s, &readFn{Config: o.config, AsOf: o.asOf}, files)
	last := beam.ParDo(s, missing, beam.GroupByKey(s, looks))
	beliefs, rows := beam.ParDo2(s, &believeFn{AsOf: o.asOf}, beam.CoGroupByKey(s, captures, last))
	m := match(s, beliefs)
	figures(s, m, o)
	if o.parquet {
		writeTables(s, rows, m.places, o)
	}
	runner := *runners.Runner
	if runner == "" {
		runner = "prism"
	}
	result, err := beam.Run(ctx, runner, p)
	if err != nil {
		return err
	}
	tell(result)
	return nil
}

// tell prints what was counted, where the runner hands counts on.
func tell(result beam.PipelineResult) {
	if result == nil {
		return
	}
	for _, c := range result.Metrics().AllMetrics().Counters() {
		if c.Key.Namespace == "backpay" {
			fmt.Fprintf(os.Stderr, "backpay-beam: %s %d\n", c.Key.Name, c.Result())
		}
	}
}
