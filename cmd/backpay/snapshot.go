package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

type snapshotCmd struct {
	File string `arg:"" help:"File to write the copy to; FILE.sha256 and FILE-metadata.json, which explains the tables to Datasette, are written next to it."`
}

// Run writes a copy of the database that stands alone: without the places of
// answers in an archive that its readers don't have, and without what an
// unfinished run left. It may be taken while a run writes.
func (cmd snapshotCmd) Run(a *app) (err error) {
	c, err := a.config(false)
	if err != nil {
		return err
	}
	if sameFile(cmd.File, c.Database) {
		return usageError{fmt.Errorf("snapshot %s: is the database itself", cmd.File)}
	}
	db, err := a.readDB(c)
	if err != nil {
		return err
	}
	defer func() { err = firstError(err, db.Close()) }()
	if err := db.Snapshot(a.ctx, cmd.File); err != nil {
		return err
	}
	sum, err := fileSum(cmd.File)
	if err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	line := fmt.Sprintf("%s  %s\n", sum, filepath.Base(cmd.File))
	if err := os.WriteFile(cmd.File+".sha256", []byte(line), 0o666); err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	metadata, err := a.writeMetadata(db, cmd.File)
	if err != nil {
		return err
	}
	a.log.Info(fmt.Sprintf("wrote %s, %s.sha256 and %s", cmd.File, cmd.File, metadata))
	return nil
}

// sameFile reports whether two paths are of one file that is there.
func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// fileSum returns the SHA-256 of a file, in hex.
func fileSum(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
