package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"backpay/scraper/rows"
	"backpay/store"
)

// exportCmd writes the database as Parquet, for engines that read it.
type exportCmd struct {
	Parquet string `required:"" placeholder:"DIR" help:"Folder to create; it must not exist yet."`
}

// Help is printed under the flags.
func (exportCmd) Help() string {
	return `Writes DIR/TABLE/source=SOURCE/month=YYYY-MM/data.parquet: the tables of the database with their published names and columns,
which the table dictionary explains. A posting is in the month in which it was first seen. import DIR reads the files back into a new database.`
}

func (cmd exportCmd) Run(a *app) (err error) {
	c, err := a.config(false)
	if err != nil {
		return err
	}
	if _, err := os.Stat(cmd.Parquet); err == nil {
		return usageError{fmt.Errorf("export: %s is there already", cmd.Parquet)}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return usageError{fmt.Errorf("export: %w", err)}
	}
	db, err := a.readDB(c)
	if err != nil {
		return err
	}
	defer func() { err = firstError(err, db.Close()) }()
	part := cmd.Parquet + ".part"
	if err := os.RemoveAll(part); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	n := 0
	for _, table := range store.Exported() {
		w := exporter{dir: part}
		err := db.Export(a.ctx, table, w.row)
		if err = errors.Join(err, w.close()); err != nil {
			return errors.Join(err, os.RemoveAll(part))
		}
		n += w.rows
	}
	if err := os.Rename(part, cmd.Parquet); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	a.log.Info(fmt.Sprintf("wrote %d rows to %s", n, cmd.Parquet))
	return nil
}

// exporter writes the parts of a table one after the other.
type exporter struct {
	dir  string
	part store.Part
	f    *os.File
	w    *rows.ParquetWriter
	rows int
}

func (e *exporter) row(part store.Part, cols []store.Column, values []any) error {
	if e.w == nil || part != e.part {
		if err := e.open(part, cols); err != nil {
			return err
		}
	}
	e.rows++
	return e.w.Write(values)
}

func (e *exporter) open(part store.Part, cols []store.Column) (err error) {
	if err := e.close(); err != nil {
		return err
	}
	path := filepath.Join(e.dir, part.Table)
	if part.Source != "" {
		path = filepath.Join(path, "source="+url.PathEscape(part.Source))
	}
	if part.Month != "" {
		path = filepath.Join(path, "month="+url.PathEscape(part.Month))
	}
	if err := os.MkdirAll(path, 0o777); err != nil {
		return err
	}
	if e.f, err = os.Create(filepath.Join(path, "data.parquet")); err != nil {
		return err
	}
	typed := make([]rows.Column, len(cols))
	for i, c := range cols {
		typed[i] = rows.Column{Name: c.Name, Kind: c.Type}
	}
	e.part = part
	e.w, err = rows.NewParquetWriter(e.f, typed, rows.ExportForm, "1 "+part.Table)
	return err
}

func (e *exporter) close() (err error) {
	if e.w != nil {
		err = e.w.Close()
	}
	if e.f != nil {
		err = errors.Join(err, e.f.Sync(), e.f.Close())
	}
	e.w, e.f = nil, nil
	return err
}
