package sourcetest

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"strings"
	"testing"
)

// Recording is the content of a recorded file, without its compression where
// its name ends in ".gz".
func Recording(t testing.TB, file string) []byte {
	t.Helper()
	body, err := os.ReadFile(file)
	if err == nil && strings.HasSuffix(file, ".gz") {
		var z *gzip.Reader
		if z, err = gzip.NewReader(bytes.NewReader(body)); err == nil {
			body, err = io.ReadAll(z)
		}
	}
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return body
}
