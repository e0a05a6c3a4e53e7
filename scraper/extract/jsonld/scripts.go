package jsonld

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"backpay/scraper/extract/webpage"
)

// ldScripts returns the texts of the page's JSON-LD scripts. It steps from
// mark to mark, since most of a page is neither: only where a mark decides how
// the bytes after it are read (a comment, a script that may be one of them or
// holds one) is the tokenizer asked, so that both always see the same scripts.
func ldScripts(body []byte) [][]byte {
	if !marked(body) {
		return nil
	}
	var scripts [][]byte
	for at := 0; ; {
		i := bytes.IndexByte(body[at:], '<')
		if at += i; i < 0 || at+1 >= len(body) {
			return scripts
		}
		switch c := body[at+1]; {
		case isLetter(c):
			end := tagEnd(body, at+1)
			if !isRawText(body[at+1 : end]) {
				at = end
				continue
			}
			if n := rawEnd(body, at+1, end); n > 0 {
				at = n
				continue
			}
			n, script := rawElement(body[at:])
			if script != nil {
				scripts = append(scripts, script)
			}
			at += n
		case c == '/' && at+2 < len(body) && isLetter(body[at+2]):
			at = tagEnd(body, at+2)
		case c == '!':
			z := html.NewTokenizer(bytes.NewReader(body[at:]))
			z.Next()
			at += max(len(z.Raw()), 1)
		case c == '/', c == '?':
			i := bytes.IndexByte(body[at:], '>')
			if i < 0 {
				return scripts
			}
			at += i + 1
		default:
			at++
		}
	}
}

// marked reports whether the type of JSON-LD stands in the page, with the plus
// sign as such or, as some servers write attributes, as an entity.
func marked(body []byte) bool {
	for _, mark := range []string{"ld+json", "ld&#x2B;json", "ld&#x2b;json", "ld&#43;json", "ld&plus;json"} {
		if bytes.Contains(body, []byte(mark)) {
			return true
		}
	}
	return false
}

// rawEnd returns where the raw text of an element ends whose name begins at i and
// whose tag ends at end; 0 where only the tokenizer knows, or the element may be
// JSON-LD.
func rawEnd(body []byte, i, end int) int {
	name := tagName(body[i:end])
	isScript := bytes.EqualFold(name, []byte("script"))
	if bytes.EqualFold(name, []byte("plaintext")) || isScript && bytes.ContainsAny(body[i:end], "+&") {
		return 0
	}
	for at := end; ; {
		n := bytes.Index(body[at:], []byte("</"))
		if n < 0 {
			return 0
		}
		at += n
		if rest := body[at+2:]; len(rest) > len(name) && bytes.EqualFold(rest[:len(name)], name) && isEnd(rest[len(name)]) {
			if isScript && bytes.Contains(body[end:at], []byte("<!--")) {
				return 0
			}
			return at
		}
		at += 2
	}
}

// isEnd reports whether a byte ends the name of a tag.
func isEnd(c byte) bool { return isBlank(c) || c == '/' || c == '>' }

// rawElement reads a start tag and the raw text behind it. It returns how long
// both are, and the text where it is JSON-LD.
func rawElement(body []byte) (n int, script []byte) {
	z := html.NewTokenizer(bytes.NewReader(body))
	kind := z.Next()
	n = max(len(z.Raw()), 1)
	isLD := false
	if name, more := z.TagName(); kind == html.StartTagToken && more && string(name) == "script" {
		kind, _, _ := strings.Cut(webpage.Attributes(z, more)["type"], ";")
		isLD = strings.EqualFold(strings.TrimSpace(kind), "application/ld+json")
	}
	if z.Next() != html.TextToken {
		return n, nil
	}
	n += len(z.Raw())
	if isLD {
		script = bytes.Clone(z.Raw())
	}
	return n, script
}

// rawText are the elements whose content the tokenizer reads as text.
var rawText = []string{
	"iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp",
}

// isRawText reports whether a tag, of which the first "<" is cut off, begins an
// element of raw text.
func isRawText(tag []byte) bool {
	tag = tagName(tag)
	return slices.ContainsFunc(rawText, func(name string) bool { return strings.EqualFold(string(tag), name) })
}

// tagName is the beginning of a tag, without "<", up to the end of its name.
func tagName(tag []byte) []byte {
	if n := bytes.IndexAny(tag, " \n\r\t\f/>"); n >= 0 {
		return tag[:n]
	}
	return tag
}

// tagEnd returns where the tag whose name begins at i ends: behind its first
// ">" that is not within a quoted value.
func tagEnd(body []byte, i int) int {
	for i < len(body) && !isBlank(body[i]) && body[i] != '/' && body[i] != '>' {
		i++
	}
	for {
		i = skipBlanks(body, i)
		if i >= len(body) {
			return len(body)
		}
		if body[i] == '>' {
			return i + 1
		}
		// A name may begin with "=".
		for first := true; i < len(body) && !isBlank(body[i]) && body[i] != '/' && body[i] != '>' &&
			(first || body[i] != '='); first = false {
			i++
		}
		if i = skipBlanks(body, i); i < len(body) && body[i] == '/' {
			i++
			continue
		}
		if i >= len(body) || body[i] != '=' {
			continue
		}
		if i = skipBlanks(body, i+1); i >= len(body) {
			return len(body)
		}
		if q := body[i]; q == '"' || q == '\'' {
			n := bytes.IndexByte(body[i+1:], q)
			if n < 0 {
				return len(body)
			}
			i += n + 2
			continue
		}
		for i < len(body) && !isBlank(body[i]) && body[i] != '>' {
			i++
		}
	}
}

func skipBlanks(body []byte, i int) int {
	for i < len(body) && isBlank(body[i]) {
		i++
	}
	return i
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
