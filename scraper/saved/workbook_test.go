package saved

import (
	"bytes"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"backpay/scraper"
)

// sheetReader is a source that knows a spreadsheet by a cell of its second sheet.
type sheetReader struct {
	scraper.Source
	saw *int // bytes of the page that it was asked about
}

func (s sheetReader) Recognise(page *scraper.Page) bool {
	*s.saw = len(page.Body)
	book, err := excelize.OpenReader(bytes.NewReader(page.Body))
	if err != nil {
		return false
	}
	cell, err := book.GetCellValue("pay", "B2")
	return err == nil && cell == "Soc Code"
}

// The source of a large spreadsheet is found by the first rows of its sheets, and it
// is given the whole.
func TestLargeSpreadsheets(t *testing.T) {
	book := excelize.NewFile()
	defer book.Close()
	noise := rand.New(rand.NewSource(7))
	for n := 1; n <= 6000; n++ { // of what can't be packed
		digits := make([]byte, 1000)
		for i := range digits {
			digits[i] = byte('!' + noise.Intn(90))
		}
		if err := book.SetSheetRow("Sheet1", "A"+strconv.Itoa(n), &[]any{n, string(digits)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := book.NewSheet("pay"); err != nil {
		t.Fatal(err)
	}
	if err := book.SetSheetRow("pay", "A2", &[]any{"Employer", "Soc Code"}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "large.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil || len(whole) <= largeBook {
		t.Fatalf("%d bytes are no large spreadsheet (%v)", len(whole), err)
	}
	saw := 0
	f := Finder{Sources: []scraper.Source{sheetReader{saw: &saw}}, Now: time.Now()}
	file := Payload{Name: path, Open: func() (io.ReadCloser, error) { return os.Open(path) }}
	src, page, err := f.Find(file)
	if err != nil || src == nil {
		t.Fatalf("no source knows it: %v", err)
	}
	if saw == 0 || saw > 1<<20 {
		t.Errorf("the source was shown %d bytes of %d", saw, len(whole))
	}
	if !bytes.Equal(page.Body, whole) {
		t.Errorf("the source is given %d bytes, want %d", len(page.Body), len(whole))
	}
	if err := os.WriteFile(path, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if src, _, err := f.Find(file); src != nil || err != nil {
		t.Errorf("one that is cut off: %v, %v", src, err)
	}
}
