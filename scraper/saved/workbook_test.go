package saved

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/table"
)

// sheetReader is a source that knows a spreadsheet by the header of its second sheet.
type sheetReader struct {
	scraper.Source
	saw *int // bytes of the page that it was asked about
}

func (s sheetReader) Recognise(page *scraper.Page) bool {
	*s.saw = len(page.Body)
	tables, err := table.Open(page.Body, "pay", func(c table.Columns) bool { return c.Has("Soc Code") })
	return err == nil && len(tables) == 1
}

// The source of a large spreadsheet is found by the first rows of its sheets, and it
// is given the whole.
func TestLargeSpreadsheets(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large.xlsx")
	whole := largeSheets(t)
	if err := os.WriteFile(path, whole, 0o600); err != nil || len(whole) <= largeBook {
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

// largeSheets is a spreadsheet of a sheet of what can't be packed and one with a
// header in its second row.
func largeSheets(t *testing.T) []byte {
	t.Helper()
	const xml, main = `<?xml version="1.0"?>`, "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	noise, digits := rand.New(rand.NewSource(7)), make([]byte, 1000)
	var cells strings.Builder
	for n := 1; n <= 8000; n++ {
		for i := range digits {
			digits[i] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[noise.Intn(62)]
		}
		fmt.Fprintf(&cells, `<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c></row>`, n, n, digits)
	}
	sheet := func(rows string) string {
		return xml + `<worksheet xmlns="` + main + `"><sheetData>` + rows + `</sheetData></worksheet>`
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"[Content_Types].xml", xml + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`},
		{"_rels/.rels", xml + rels + `<Relationship Id="rId1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", xml + `<workbook xmlns="` + main + `" xmlns:r="` + office + `"><sheets><sheet name="data" sheetId="1" r:id="rId1"/><sheet name="pay" sheetId="2" r:id="rId2"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", xml + rels + `<Relationship Id="rId1" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + office + `/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", sheet(cells.String())},
		{"xl/worksheets/sheet2.xml", sheet(`<row r="2"><c r="A2" t="inlineStr"><is><t>Employer</t></is></c><c r="B2" t="inlineStr"><is><t>Soc Code</t></is></c></row>`)},
	} {
		w, err := z.Create(part[0])
		if err == nil {
			_, err = io.WriteString(w, part[1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
