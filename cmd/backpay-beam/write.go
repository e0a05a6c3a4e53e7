package main

import (
	"context"
	"fmt"
	"math/rand/v2"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// write writes a file whole or not at all: where the place can rename, under
// another name first, which is what a killed worker leaves; object storage shows
// what is whole alone.
func write(ctx context.Context, path string, content []byte) error {
	fs, err := filesystem.New(ctx, path)
	if err != nil {
		return err
	}
	defer fs.Close()
	part := path
	renamer, ok := fs.(filesystem.Renamer)
	if ok {
		part = fmt.Sprintf("%s.part-%08x", path, rand.Uint32()) // a task may be run twice at once
	}
	if err := filesystem.Write(ctx, fs, part, content); err != nil {
		return fmt.Errorf("%s: %w", part, err)
	}
	if ok {
		return renamer.Rename(ctx, part, path)
	}
	return nil
}
