package fetch

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// Lines of adverts, for pages that don't say which encoding they are in.
const (
	chinese = "<p>招聘后端工程师，工作地点上海，薪资面议，五险一金"
	taiwan  = "<p>誠徵後端工程師，工作地點台北市，薪資面議"
	kana    = "<p>バックエンドエンジニアを募集しています。東京勤務"
	hangul  = "<p>백엔드 개발자를 모집합니다 서울 근무"
	german  = "<p>Köche für die Küche in Münster, Größe der Brigade: fünf. Vergütung über Tarif, Prämien möglich."
)

func inBytes(e encoding.Encoding, text string) string {
	s, err := e.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return s
}

func TestToUTF8(t *testing.T) {
	utf16 := "\xff\xfe<\x00p\x00>\x00\xe9\x00"
	for _, c := range []struct{ name, kind, body, want string }{
		{"utf-8", "text/html; charset=utf-8", "<p>caf\u00e9", "<p>caf\u00e9"},
		{"mark", "text/html", "\xef\xbb\xbf<p>caf\u00e9", "<p>caf\u00e9"},
		{"mark over header", "text/html; charset=iso-8859-1", "\xef\xbb\xbf<p>caf\u00e9", "<p>caf\u00e9"},
		{"utf-16 mark", "text/html", utf16, "<p>\u00e9"},
		{"header", "text/html; charset=ISO-8859-2", "<p>\xb3", "<p>\u0142"},
		{"header over meta", "text/html; charset=iso-8859-2", "<meta charset=utf-8><p>\xb3", "<meta charset=utf-8><p>\u0142"},
		{"meta", "text/html", "<meta charset=koi8-r><p>\xc1", "<meta charset=koi8-r><p>\u0430"},
		{"meta, 7 bit", "text/html", "<meta charset=iso-2022-jp><p>\x1b$B$\"\x1b(B", "<meta charset=iso-2022-jp><p>\u3042"},
		{"lying header, meta", "text/html; charset=utf-8", "<meta charset=koi8-r><p>\xc1", "<meta charset=koi8-r><p>\u0430"},
		{"lying header, no meta", "text/html; charset=utf-8", "<p>\x80 100", "<p>\u20ac 100"},
		{"lying header, lying meta", "text/html; charset=utf-8", "<meta charset=utf-8><p>\x80 100", "<meta charset=utf-8><p>\u20ac 100"},
		{"no word of it", "text/html", "<p>\xa3 100", "<p>\u00a3 100"},
		{"no word of it, utf-8", "text/html", "<p>\u00a3 100", "<p>\u00a3 100"},
		{"no word of it, Chinese", "text/html", inBytes(simplifiedchinese.GBK, chinese), chinese},
		{"no word of it, Taiwan", "", inBytes(traditionalchinese.Big5, taiwan), taiwan},
		{"no word of it, Japanese", "text/html", inBytes(japanese.EUCJP, kana), kana},
		{"no word of it, Japanese at home", "text/html", inBytes(japanese.ShiftJIS, kana), kana},
		{"no word of it, Korean", "text/html", inBytes(korean.EUCKR, hangul), hangul},
		{"lying header, Chinese", "text/html; charset=utf-8", inBytes(simplifiedchinese.GBK, chinese), chinese},
		{"csv, Chinese", "text/csv", inBytes(simplifiedchinese.GBK, chinese), chinese},
		{"no word of it, German", "text/html", inBytes(charmap.Windows1252, german), german},
		{"no word of it, capitals", "text/html", inBytes(charmap.Windows1252, "<p>ÄÖÜ ÉÈ ÀÉ GRÖßE"), "<p>ÄÖÜ ÉÈ ÀÉ GRÖßE"},
		{"utf-8 far down", "text/html", "<p>" + strings.Repeat("pay ", 500) + "\u00a3", "<p>" + strings.Repeat("pay ", 500) + "\u00a3"},
		{"unknown charset", "text/html; charset=klingon", "<p>\u00a3 100", "<p>\u00a3 100"},
		{"no type at all", "", "<html><meta charset=koi8-r><p>\xc1", "<html><meta charset=koi8-r><p>\u0430"},
		{"broken header", "text/html; charset=\"", "<p>\u00a3", "<p>\u00a3"},
		{"json", "application/json; charset=iso-8859-1", `{"a":"£"}`, `{"a":"£"}`},
		{"json that isn't", "application/json; charset=iso-8859-1", "{\"a\":\"\xa3\"}", `{"a":"£"}`},
		{"json, broken", "application/json", "{\"a\":\"\xa3\"}", "{\"a\":\"\uFFFD\"}"},
		{"json, mark", "application/ld+json", "\xef\xbb\xbf{}", "{}"},
		{"json without a type", "", " {\"a\":\"\u00a3\"}", " {\"a\":\"\u00a3\"}"},
		{"xml declaration", "application/rss+xml", "<?xml version='1.0' encoding='iso-8859-1'?><a>\xa3</a>", "<?xml version='1.0' encoding='UTF-8'?><a>£</a>"},
		{"xml, header", "text/xml; charset=utf-8", "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><a>£</a>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>£</a>"},
		{"xml without", "text/xml", "<a>£</a>", "<a>£</a>"},
		{"csv", "text/csv", "a,\xa3", "a,£"},
		{"no text", "image/png", "\x89PNG\xff", "\x89PNG\xff"},
		{"no text, unnamed", "", "PK\x03\x04\xff\xfe", "PK\x03\x04\xff\xfe"},
		{"nothing", "text/html", "", ""},
	} {
		if got := string(ToUTF8([]byte(c.body), c.kind)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// The header has to be true of the converted body: Colly and others believe it.
func TestHeaderOfConverted(t *testing.T) {
	for kind, want := range map[string]string{
		"text/html; charset=iso-8859-1": "text/html; charset=utf-8",
		"text/html":                     "text/html; charset=utf-8",
		"application/json":              "application/json; charset=utf-8",
		"text/html; charset=\"":         "text/plain; charset=utf-8",
		"application/pdf":               "application/pdf",
	} {
		r := newRig(t, Options{}, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = io.WriteString(w, "<p>\xa3")
		})
		resp, body, err := r.get(t, "/")
		if err != nil || resp.Header.Get("Content-Type") != want || resp.ContentLength != int64(len(body)) {
			t.Errorf("%s: %v, %v", kind, resp, err)
		}
	}
}

func FuzzToUTF8(f *testing.F) {
	f.Add([]byte("<?xml version='1.0' encoding='iso-8859-1'?><a>\xa3</a>"), "text/xml")
	f.Add([]byte("<meta charset=utf-16><p>\xa3"), "text/html; charset=utf-8")
	f.Add([]byte("\xfe\xff\xd8"), "application/json")
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		out := ToUTF8(body, kind)
		if k, _ := textKind(body, kind); k != "" && len(body) > 0 && !utf8.Valid(out) {
			t.Errorf("%q as %q gives %q", body, kind, out)
		}
	})
}
