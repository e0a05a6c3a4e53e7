package fetch

import (
	"bytes"
	"cmp"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"

	textform "backpay/scraper/charset"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

var boms = []struct {
	mark []byte
	name string
}{
	{[]byte("\xef\xbb\xbf"), "utf-8"},
	{[]byte("\xff\xfe"), "utf-16le"},
	{[]byte("\xfe\xff"), "utf-16be"},
}

// ToUTF8 returns a text body in UTF-8 without a byte order mark. contentType
// is the header's; "" lets the bytes speak. A mark wins over the header, the
// header over what the page says of itself; a header that says UTF-8 over
// bytes that are not is not believed. Where nothing says anything, the form of
// the bytes does. Bodies that are no text come back as they are.
func ToUTF8(body []byte, contentType string) []byte {
	kind, label := textKind(body, contentType)
	if kind == "" {
		return body
	}
	for _, b := range boms {
		if rest, ok := bytes.CutPrefix(body, b.mark); ok {
			return declared(kind, convert(rest, b.name))
		}
	}
	valid := utf8.Valid(body)
	_, header := charset.Lookup(label)
	var name string
	switch {
	case kind == "json": // RFC 8259, 8.1: UTF-8, whatever the header says
		if name = "utf-8"; !valid && header != "" {
			name = header
		}
	case header != "" && header != "utf-8":
		name = header
	case valid && (header == "utf-8" || kind == "text"):
		name = "utf-8"
	case kind == "html":
		head := body[:min(len(body), 1024)]
		_, name, _ = charset.DetermineEncoding(head, "")
		// windows-1252 is also what it answers to a beginning all in ASCII;
		// and text in it is next to never valid UTF-8 by chance.
		if valid && name == "windows-1252" {
			name = "utf-8"
		} else if name == "windows-1252" && !bytes.Contains(head, []byte("charset")) {
			name = "" // nobody said so
		}
	case kind == "xml":
		if name = "utf-8"; xmlName(body) != "" {
			_, name = charset.Lookup(xmlName(body))
		}
	}
	if name == "" || name == "utf-8" && !valid && kind != "json" {
		// Windows-1252 is what bytes that claim too much nearly always are.
		name = cmp.Or(textform.Eastern(body), "windows-1252")
	}
	return declared(kind, convert(body, name))
}

// textKind returns "html", "xml", "json" or "text" for texts, "" for what is
// none, and the header's charset.
func textKind(body []byte, contentType string) (kind, label string) {
	media, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		media, _, _ = strings.Cut(strings.ToLower(contentType), ";")
		media = strings.TrimSpace(media)
	}
	if media == "" || media == "application/octet-stream" {
		media, _, _ = mime.ParseMediaType(http.DetectContentType(body))
		if start := bytes.TrimLeft(body[:min(len(body), 512)], " \t\r\n"); media == "text/plain" && len(start) > 0 &&
			(start[0] == '{' || start[0] == '[') {
			media = "application/json"
		}
	}
	label = params["charset"]
	switch {
	case strings.HasSuffix(media, "json"), strings.HasSuffix(media, "javascript"):
		return "json", label
	case media == "text/html", media == "application/xhtml+xml":
		return "html", label
	case strings.HasSuffix(media, "xml"):
		return "xml", label
	case strings.HasPrefix(media, "text/"), media == "application/csv", media == "application/x-ndjson":
		return "text", label
	}
	return "", label
}

// convert decodes body; what is not of the encoding becomes U+FFFD.
func convert(body []byte, name string) []byte {
	e, canon := charset.Lookup(name)
	if canon == "utf-8" || e == nil || e == encoding.Nop {
		if utf8.Valid(body) {
			return body
		}
		return bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	out, err := e.NewDecoder().Bytes(body)
	if err != nil {
		return bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	return bytes.TrimPrefix(out, []byte("\xef\xbb\xbf"))
}

var xmlDecl = regexp.MustCompile(`^\s*<\?xml[^>]{0,100}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)

func xmlName(body []byte) string {
	m := xmlDecl.FindSubmatch(body[:min(len(body), 256)])
	if m == nil {
		return ""
	}
	return string(m[1])
}

// declared makes the declaration of an XML text true, so that its parser does
// not decode it again.
func declared(kind string, body []byte) []byte {
	if kind != "xml" {
		return body
	}
	at := xmlDecl.FindSubmatchIndex(body[:min(len(body), 256)])
	if at == nil || strings.EqualFold(string(body[at[2]:at[3]]), "utf-8") {
		return body
	}
	return bytes.Join([][]byte{body[:at[2]], []byte("UTF-8"), body[at[3]:]}, nil)
}

// inUTF8 makes an answer's body and its headers UTF-8.
func inUTF8(resp *http.Response, body []byte) {
	said := resp.Header.Get("Content-Type")
	kind, _ := textKind(body, said)
	body = ToUTF8(body, said)
	if media, params, err := mime.ParseMediaType(said); kind != "" && (said == "" || err == nil) {
		if said == "" {
			media, _, _ = mime.ParseMediaType(http.DetectContentType(body))
		}
		if params == nil {
			params = map[string]string{}
		}
		params["charset"] = "utf-8"
		resp.Header.Set("Content-Type", mime.FormatMediaType(media, params))
	} else if kind != "" {
		resp.Header.Set("Content-Type", "text/plain; charset=utf-8")
	}
	setBody(resp, body)
	describe(resp, len(body))
}
