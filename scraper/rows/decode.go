package rows

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"backpay/scraper/charset"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// decoded returns the beginning of a text in UTF-8, and its encoding; nil for
// UTF-8. The name that the user gives wins over the marks and the bytes.
func decoded(head []byte, name string) ([]byte, encoding.Encoding, error) {
	enc := guess(head)
	if name != "" {
		e, err := htmlindex.Get(name)
		if err != nil {
			return nil, nil, fmt.Errorf("no encoding is called %q", name)
		}
		if n, _ := htmlindex.Name(e); n == "utf-8" {
			e = nil
		}
		enc = e
	}
	if enc == nil {
		return bytes.TrimPrefix(head, []byte("\ufeff")), nil, nil
	}
	// A character that the prefix cuts is no error.
	text, _, err := transform.Bytes(enc.NewDecoder(), head)
	if err != nil && len(text) == 0 {
		return nil, nil, err
	}
	return text, enc, nil
}

// guess finds the encoding of a text from its first bytes; nil is UTF-8. Text
// that isn't UTF-8 is Chinese when its high bytes come in the pairs of GB 2312,
// Cyrillic when whole words are of them, else Western.
func guess(head []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case zeros(head, 1):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case zeros(head, 0):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case validPrefix(head):
		return nil
	}
	pairs, singles, long := 0, 0, 0
	for i := 0; i < len(head); {
		if head[i] < 0x80 {
			i++
			continue
		}
		run := i
		for i < len(head) && head[i] >= 0x80 {
			i++
		}
		n := i - run
		if n%2 == 0 && head[run] >= 0xb0 && head[run] <= 0xf7 && head[run+1] >= 0xa1 {
			pairs++
		} else {
			singles++
		}
		if n >= 3 {
			long++
		}
	}
	if name := charset.Eastern(head); name != "" {
		enc, err := htmlindex.Get(name)
		if err == nil {
			return enc
		}
	}
	switch {
	case pairs > 4*singles:
		return simplifiedchinese.GB18030
	case 2*long > pairs+singles:
		return charmap.Windows1251
	}
	return charmap.Windows1252
}

// validPrefix reports whether a text is UTF-8, but for the character that its
// end cuts and for a stray byte in many.
func validPrefix(head []byte) bool {
	bad, good := 0, 0
	for i := 0; i < len(head); {
		if head[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(head[i:])
		switch {
		case r != utf8.RuneError || n > 1:
			good++
		case len(head)-i >= utf8.UTFMax:
			bad++
		}
		i += n
	}
	return bad == 0 || 50*bad < good
}

// zeros reports whether every second byte from a place on is zero, as in UTF-16
// of Western text without a mark.
func zeros(head []byte, from int) bool {
	n := min(len(head), 200)
	zero := 0
	for i := from; i < n; i += 2 {
		if head[i] == 0 {
			zero++
		}
	}
	return n >= 4 && zero*10 >= n*4
}

// text opens a file as UTF-8 without a mark, from its first byte that counts.
func (f File) text(enc encoding.Encoding) (io.ReadCloser, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	if enc == nil {
		return &unmarked{ReadCloser: r}, nil
	}
	return struct {
		io.Reader
		io.Closer
	}{transform.NewReader(r, enc.NewDecoder()), r}, nil
}

// unmarked leaves out the mark of UTF-8.
type unmarked struct {
	io.ReadCloser
	begun bool
}

func (u *unmarked) Read(p []byte) (int, error) {
	if u.begun || len(p) < 3 {
		return u.ReadCloser.Read(p)
	}
	u.begun = true
	n, err := io.ReadAtLeast(u.ReadCloser, p, 3)
	if err == io.ErrUnexpectedEOF {
		err = nil
	}
	if bytes.HasPrefix(p[:n], []byte("\ufeff")) {
		n = copy(p, p[3:n])
	}
	return n, err
}
