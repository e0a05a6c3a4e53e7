package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"backpay/scraper"
	"backpay/scraper/testenv"
	"backpay/store"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

func TestOpenRefusesWhatIsNotOurs(t *testing.T) {
	sqliteFile := func(statements string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			raw, err := sql.Open("sqlite", path)
			if err != nil {
				t.Fatal(err)
			}
			defer raw.Close()
			if _, err := raw.Exec(statements); err != nil {
				t.Fatal(err)
			}
		}
	}
	tests := []struct {
		name string
		make func(*testing.T, string)
		is   error
		says string
	}{
		{"another program's database", sqliteFile("CREATE TABLE bookmark (url TEXT)"), store.ErrNotOurs, "not a backpay database"},
		{"another program's mark", sqliteFile("PRAGMA application_id = 7; CREATE TABLE t (a)"), store.ErrNotOurs, "not a backpay database"},
		{"a text file", func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte(strings.Repeat("This is no database.\n", 100)), 0o600); err != nil {
				t.Fatal(err)
			}
		}, store.ErrNotOurs, "not a backpay database"},
		{"a later version", sqliteFile("PRAGMA application_id = 1651532153; PRAGMA user_version = 999; CREATE TABLE t (a)"), store.ErrNewer, "version 999"},
		{"a folder", func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}, nil, "director"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "some.db")
			tt.make(t, path)
			before, _ := os.ReadFile(path)
			for _, readOnly := range []bool{false, true} {
				_, err := store.Open(t.Context(), path, store.Options{ReadOnly: readOnly})
				if tt.is != nil && !errors.Is(err, tt.is) {
					t.Errorf("read-only %v: got %v, want %v", readOnly, err, tt.is)
				}
				if err == nil || !strings.Contains(err.Error(), tt.says) && !readOnly || strings.Contains(err.Error(), "\n") {
					t.Errorf("read-only %v: got %v, want one line that says %q", readOnly, err, tt.says)
				}
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestOpenNamesWhatIsMissing(t *testing.T) {
	dir := t.TempDir()
	for path, readOnly := range map[string]bool{
		filepath.Join(dir, "none", "backpay.db"): false,
		filepath.Join(dir, "backpay.db"):         true,
	} {
		_, err := store.Open(t.Context(), path, store.Options{ReadOnly: readOnly})
		if !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: got %v, want it named as not there", path, err)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("opening left %v behind", left)
	}
}

func TestClosedFileIsWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "back pay#1?.db")
	db, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	// The log stays, empty: without it SQLite can't open the file where nothing
	// can be written.
	if st, err := os.Stat(path + "-wal"); err != nil || st.Size() != 0 {
		t.Errorf("the log after a close: %v %v, want it there and empty", st, err)
	}
	ro, err := store.Open(t.Context(), path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := ro.PutSources(t.Context(), nil); err == nil {
		t.Error("a write to a read-only database was accepted")
	}
	if err := ro.Close(); err != nil {
		t.Error(err)
	}
}

func TestCloseWhileSomeoneReads(t *testing.T) {
	path := filepath.Join(t.TempDir(), "backpay.db")
	db, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	reader, err := store.Open(t.Context(), path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := store.Reader(reader).Query("SELECT name FROM sqlite_schema")
	if err != nil {
		t.Fatal(err)
	}
	if !rows.Next() {
		t.Fatal("nothing to read")
	}
	if err := db.Close(); err != nil {
		t.Errorf("close beside a reader: %v", err)
	}
	if !rows.Next() {
		t.Errorf("the reader lost its rows: %v", rows.Err())
	}
	if err := errors.Join(rows.Close(), reader.Close()); err != nil {
		t.Error(err)
	}
}

// A reader that waits for no lock, as sqlite3 and Datasette are, meets none,
// however often the file is opened for writing, written and closed. Only while
// the first connection of all reads the log again may it be answered "busy"
// (SQLITE_BUSY_RECOVERY), which SQLite leaves no way round: a file's first
// opener trusts no index of the log that lies there. So a look that overlaps
// store.Open is allowed that, and no other.
func TestImpatientReaders(t *testing.T) {
	path := filepath.Join(t.TempDir(), "backpay.db")
	var opening, writes atomic.Int64 // opening is odd while the file is being opened
	write := func() {
		opening.Add(1)
		db, err := store.Open(t.Context(), path, store.Options{})
		opening.Add(1)
		if err == nil {
			err = errors.Join(db.PutSources(t.Context(), []scraper.About{{Name: "x", Kind: scraper.Listing}}), db.Close())
		}
		if err != nil {
			t.Error(err)
		}
		writes.Add(1)
	}
	write()
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			default:
				write()
			}
		}
	}()
	looks, beside := 0, 0
	for ; looks < 200 || writes.Load() < 20; looks++ {
		before := opening.Load()
		err := look(path)
		overlaps := before%2 == 1 || opening.Load() != before
		if !overlaps {
			beside++
		}
		if busy, ok := errors.AsType[*sqlite.Error](err); ok && busy.Code() == sqlite3.SQLITE_BUSY_RECOVERY && overlaps {
			continue
		}
		if err != nil {
			t.Errorf("look %d, beside an opening %v: %v", looks, overlaps, err)
		}
	}
	close(stop)
	<-done
	if beside == 0 {
		t.Error("each look overlapped an opening, so that nothing was tried")
	}
}

// look reads the file by a connection of its own that waits for nothing.
func look(path string) (err error) {
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro&_pragma=busy_timeout(0)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var n int
	if err := db.QueryRow("SELECT COUNT(*) FROM source").Scan(&n); err != nil {
		return err
	}
	if n != 1 {
		return fmt.Errorf("%d sources", n)
	}
	return nil
}

// A reader that holds one read through whole runs neither stops them nor sees
// what they write.
func TestLongRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "backpay.db")
	run := func(names ...string) {
		t.Helper()
		db, err := store.Open(t.Context(), path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range names {
			err = errors.Join(err, db.PutSources(t.Context(), []scraper.About{{Name: n, Kind: scraper.Listing}}))
		}
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
	}
	run("a")
	reader, err := sql.Open("sqlite", "file:"+path+"?mode=ro&_pragma=busy_timeout(0)")
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	tx, err := reader.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	for _, also := range []string{"", "b", "c"} {
		if also != "" {
			run(also)
		}
		var n int
		if err := tx.QueryRow("SELECT COUNT(*) FROM source").Scan(&n); err != nil || n != 1 {
			t.Errorf("after %q the reader sees %d sources, %v; want 1", also, n, err)
		}
	}
}

func TestSnapshot(t *testing.T) {
	db := open(t, newClock())
	o := board("hutch", "otter", true, posting("1", "Weaver"), posting("2", "Dyer"))
	o.Fetch.File = "a.warc.gz"
	pass(t, db, store.Scrape, o)
	path := filepath.Join(t.TempDir(), "copy.db")
	for range 2 { // the second replaces the first
		if err := db.Snapshot(t.Context(), path); err != nil {
			t.Fatal(err)
		}
	}
	cp, err := store.Open(t.Context(), path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer cp.Close()
	if got := query(t, cp, "SELECT name FROM source ORDER BY name"); strings.Join(got, " ") != "burrow hutch" {
		t.Errorf("the copy has sources %v", got)
	}
	if got := query(t, cp, "SELECT COUNT(*) FROM fetch WHERE archive_file IS NOT NULL"); got[0] != "0" {
		t.Errorf("%s answers of the copy name an archive", got[0])
	}
	if got := query(t, cp, "SELECT title FROM posting WHERE id IN (SELECT rowid FROM posting_text WHERE posting_text MATCH 'weaver')"); strings.Join(got, " ") != "Weaver" {
		t.Errorf("a search of the copy finds %v", got)
	}
}

// The file explains itself: each table and view (its column is "") and each
// column of theirs is in the dictionary, and nothing that isn't there.
func TestDictionaryIsWhole(t *testing.T) {
	db := open(t, newClock())
	columns := `SELECT s.name AS t, c.name AS c FROM sqlite_schema s JOIN pragma_table_xinfo(s.name) c WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'sqlite_%'
		UNION SELECT name, '' FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'`
	for what, q := range map[string]string{
		"not explained":        `SELECT * FROM (` + columns + `) EXCEPT SELECT table_name, column_name FROM dictionary`,
		"not there":            `SELECT table_name, column_name FROM dictionary EXCEPT SELECT * FROM (` + columns + `)`,
		"explained by nothing": `SELECT table_name, column_name FROM dictionary WHERE meaning = ''`,
	} {
		if got := query(t, db, q); len(got) > 0 {
			t.Errorf("%s: %v", what, got)
		}
	}
}

// Each foreign key has an index that starts with it, and each table is STRICT.
func TestSchemaHouseRules(t *testing.T) {
	db := open(t, newClock())
	if got := query(t, db, `SELECT s.name, f."from" FROM sqlite_schema s JOIN pragma_foreign_key_list(s.name) f
		WHERE s.type = 'table' AND NOT EXISTS (
			SELECT 1 FROM pragma_index_list(s.name) i JOIN pragma_index_info(i.name) c WHERE c.seqno = 0 AND c.name = f."from")
		AND NOT EXISTS (SELECT 1 FROM pragma_table_info(s.name) k WHERE k.pk = 1 AND k.name = f."from")`); len(got) > 0 {
		t.Errorf("foreign keys without an index: %v", got)
	}
	if got := query(t, db, `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`); len(got) > 0 {
		t.Errorf("tables that aren't STRICT: %v", got)
	}
}

// A file that is removed or replaced while it is written is no quiet success.
func TestRemovedWhileOpen(t *testing.T) {
	for name, spoil := range map[string]func(string) error{
		"removed": os.Remove,
		"replaced": func(path string) error {
			return errors.Join(os.Rename(path, path+".old"), os.WriteFile(path, nil, 0o600))
		},
	} {
		path := filepath.Join(t.TempDir(), "backpay.db")
		db, err := store.Open(t.Context(), path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := spoil(path); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err == nil || !strings.Contains(err.Error(), "what was written to it is lost") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A second look at the file from the process that writes it gives back none of
// the process's locks, as closing a file of one's own would: another program
// that reads and leaves would remove the log under the writer, and what is
// written afterwards would be lost.
func TestSecondLookKeepsLocks(t *testing.T) {
	testenv.Tool(t, "sqlite3")
	path := filepath.Join(t.TempDir(), "backpay.db")
	db, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	second, err := store.Open(t.Context(), path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	count := func() string {
		out, err := exec.Command("sqlite3", path, "SELECT COUNT(*) FROM source").CombinedOutput()
		if err != nil {
			t.Fatalf("sqlite3: %v\n%s", err, out)
		}
		return strings.TrimSpace(string(out))
	}
	count()
	if err := db.PutSources(t.Context(), []scraper.About{{Name: "x", Kind: scraper.Listing}}); err != nil {
		t.Fatal(err)
	}
	if got := count(); got != "1" {
		t.Errorf("another program finds %s sources of one", got)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}
