package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"backpay/scraper/rows"
	"backpay/store"
)

// exported are the files of an export among those to import, by table.
func exported(files []string) (of map[string][]string, others int) {
	of = map[string][]string{}
	for _, f := range files {
		version, table, _ := strings.Cut(formOf(f), " ")
		if version == "" {
			others++
			continue
		}
		of[table] = append(of[table], f)
	}
	return of, others
}

func formOf(path string) string {
	if filepath.Ext(path) != ".parquet" {
		return ""
	}
	return rows.ParquetForm(path, rows.ExportForm)
}

// importExport fills a new database with what an export holds of what was
// gathered. The rest of it is made by the next aggregate.
func (a *app) importExport(c *config, of map[string][]string) (err error) {
	n := 0
	db, done, err := a.openDBFor(c, func() bool { return n > 0 })
	if err != nil {
		return err
	}
	defer func() { err = firstError(err, done()) }()
	count := 0
	err = db.Fill(a.ctx, func(f *store.Fill) error {
		for _, table := range store.Exported() {
			if !store.Imported(table) {
				continue
			}
			for _, path := range of[table] {
				if version, _, _ := strings.Cut(formOf(path), " "); version != "1" {
					return fmt.Errorf("%s: is an export of form %s; this program reads 1", path, version)
				}
				if err := rows.ReadParquet(path, func(names []string, values []any) error {
					count++
					return f.Put(table, names, values)
				}); err != nil {
					return fmt.Errorf("%s: %w", path, err)
				}
			}
		}
		return a.ctx.Err()
	})
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	n = count
	a.log.Info(fmt.Sprintf("%d rows of an export are in %s; next: backpay aggregate --all", n, c.Database))
	return nil
}
