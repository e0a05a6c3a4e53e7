package article

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// document is an article as its blocks.
type document struct {
	blocks []block
	date   string            // of the front matter, ISO
	notes  map[string]inline // footnotes by their names
}

// block is one paragraph, list item, heading, footnote or row of a table.
type block struct {
	line  int
	text  inline
	level int // of a heading, from 1
	// A row of a table has cells, and the heads of their columns.
	cells, heads []inline
	heading      []inline // those that the block stands under, innermost first
	lead         string   // the paragraph before a list or table that ends in ":"
}

// inline is text without markup, with the links that stood in it. Lines are
// those of the article: a line break in it is one there.
type inline struct {
	text  string
	marks []link
}

// link is an address, or a footnote by its name, at an offset of the text.
type link struct {
	at         int
	host, note string
}

var (
	fenceLine   = regexp.MustCompile("^ {0,3}(```+|~~~+)")
	headingLine = regexp.MustCompile(`^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$`)
	itemLine    = regexp.MustCompile(`^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+`)
	ruleLine    = regexp.MustCompile(`^ {0,3}(?:=+|-{2,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})[ \t]*$`)
	noteLine    = regexp.MustCompile(`^ {0,3}\[\^([^\]]{1,100})\]:[ \t]*`)
	refLine     = regexp.MustCompile(`^ {0,3}\[([^\]^][^\]]{0,200})\]:[ \t]*<?(\S+?)>?(?:[ \t].*)?$`)
	tableRule   = regexp.MustCompile(`^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)
	dateLine    = regexp.MustCompile(`(?i)^(?:date|published|updated|lastmod)["']?\s*[:=]\s*["']?(\d{4}-\d{2}-\d{2})`)
)

// parse splits a Markdown text into blocks. It is a single pass: a line is
// looked at once.
func parse(src string) document {
	d := document{notes: map[string]inline{}}
	lines := strings.Split(strings.ReplaceAll(src, "\r\n", "\n"), "\n")
	refs := map[string]string{}
	for _, l := range lines {
		if m := refLine.FindStringSubmatch(clip(l, 2000)); m != nil && len(refs) < 2000 {
			refs[strings.ToLower(m[1])] = m[2]
		}
	}
	p := mdParser{d: &d, refs: refs, stack: make([]inline, 7)}
	i := 0
	if len(lines) > 0 && (strings.TrimSpace(lines[0]) == "---" || strings.TrimSpace(lines[0]) == "+++") {
		mark := strings.TrimSpace(lines[0])
		for j := 1; j < len(lines); j++ {
			if strings.TrimSpace(lines[j]) == mark {
				for _, l := range lines[1:j] {
					if m := dateLine.FindStringSubmatch(clip(l, 200)); m != nil && d.date == "" {
						d.date = m[1]
					}
				}
				i = j + 1
				break
			}
		}
	}
	fence, comment := "", false
	for ; i < len(lines); i++ {
		l := lines[i]
		for strings.HasPrefix(strings.TrimLeft(l, " \t"), ">") && fence == "" {
			l = strings.TrimPrefix(strings.TrimLeft(l, " \t"), ">")
			l = strings.TrimPrefix(l, " ")
			if len(l) > 10000 { // nobody quotes that deep
				break
			}
		}
		if m := fenceLine.FindStringSubmatch(l); m != nil && !comment {
			switch {
			case fence == "":
				p.flush()
				fence = m[1]
			case strings.HasPrefix(m[1], fence) && strings.Trim(l, " \t`~") == "":
				fence = ""
			}
			continue
		}
		if fence != "" {
			continue
		}
		l, comment = uncomment(l, comment)
		p.line(i+1, l)
	}
	p.flush()
	return d
}

// uncomment takes HTML comments out of a line.
func uncomment(l string, inside bool) (string, bool) {
	var b strings.Builder
	for l != "" {
		if inside {
			_, rest, found := strings.Cut(l, "-->")
			if !found {
				return b.String(), true
			}
			l, inside = rest, false
			continue
		}
		before, rest, found := strings.Cut(l, "<!--")
		b.WriteString(before)
		l, inside = rest, found
	}
	return b.String(), inside
}

type mdParser struct {
	d     *document
	refs  map[string]string
	stack []inline // headings by their level
	open  []string // lines of the open block
	start int
	note  string // name of the open footnote
	head  []inline
	lead  string
	list  bool // the open block is an item
}

func (p *mdParser) line(n int, l string) {
	trimmed := strings.TrimSpace(l)
	switch {
	case trimmed == "":
		p.flush()
		return
	case refLine.MatchString(clip(l, 2000)):
		p.flush()
		return
	}
	if m := headingLine.FindStringSubmatch(clip(l, 2000)); m != nil {
		p.flush()
		p.heading(n, len(m[1]), m[2])
		return
	}
	if tableRule.MatchString(clip(l, 2000)) && strings.Contains(l, "-") && len(p.open) == 1 && strings.Contains(p.open[0], "|") {
		p.head = p.row(p.open[0])
		p.open = nil
		return
	}
	if p.head != nil {
		if strings.Contains(l, "|") {
			p.add(block{line: n, cells: p.row(l), heads: p.head})
			return
		}
		p.flush()
	}
	if ruleLine.MatchString(l) {
		if len(p.open) > 0 && !p.list && p.note == "" && strings.ContainsAny(trimmed[:1], "=-") {
			level, text, start := 1, strings.Join(p.open, "\n"), p.start
			if trimmed[0] == '-' {
				level = 2
			}
			p.open = nil
			p.heading(start, level, text)
			return
		}
		p.flush()
		return
	}
	if len(p.open) == 0 && (strings.HasPrefix(l, "    ") || strings.HasPrefix(l, "\t")) && !p.list {
		return // indented code
	}
	if m := noteLine.FindStringSubmatch(clip(l, 2000)); m != nil {
		p.flush()
		p.note = m[1]
		l = l[len(m[0]):]
	} else if m := itemLine.FindString(l); m != "" {
		p.flush()
		p.list = true
		l = l[len(m):]
		l = strings.TrimPrefix(strings.TrimPrefix(l, "[ ] "), "[x] ")
	}
	if len(p.open) == 0 {
		p.start = n
	}
	p.open = append(p.open, l)
}

func (p *mdParser) heading(n, level int, text string) {
	t := p.inline(text)
	p.add(block{line: n, text: t, level: level})
	t.text = clip(t.text, 300)
	p.stack[level] = t
	for i := level + 1; i < len(p.stack); i++ {
		p.stack[i] = inline{}
	}
	p.lead = ""
}

// add puts a block under the headings that are open.
func (p *mdParser) add(b block) {
	from := len(p.stack) - 1
	if b.level > 0 {
		from = b.level - 1
	}
	for i := from; i > 0; i-- {
		if p.stack[i].text != "" {
			b.heading = append(b.heading, p.stack[i])
		}
	}
	b.lead = p.lead
	p.d.blocks = append(p.d.blocks, b)
}

func (p *mdParser) flush() {
	defer func() { p.open, p.note, p.head = nil, "", nil }()
	if len(p.open) == 0 {
		return
	}
	t := p.inline(strings.Join(p.open, "\n"))
	if p.note != "" && len(p.d.notes) < 2000 {
		p.d.notes[p.note] = t
	}
	if !p.list && p.note == "" {
		p.lead = ""
	}
	p.add(block{line: p.start, text: t})
	if !p.list && p.note == "" {
		if end := strings.TrimSpace(t.text); strings.HasSuffix(end, ":") {
			p.lead = clip(end, 300)
		}
	}
	p.list = false
}

// row splits a row of a table. A bar after a backslash or in code is none.
func (p *mdParser) row(l string) []inline {
	l = strings.TrimSpace(l)
	l = strings.TrimSuffix(strings.TrimPrefix(l, "|"), "|")
	var cells []inline
	from := 0
	for i := 0; i <= len(l) && len(cells) < 60; i++ {
		if i == len(l) || l[i] == '|' && (i == 0 || l[i-1] != '\\') {
			cells = append(cells, p.inline(strings.TrimSpace(l[from:i])))
			from = i + 1
		}
	}
	return cells
}

// inline takes the markup out of a text.
func (p *mdParser) inline(s string) inline {
	var out inline
	var b strings.Builder
	p.write(&b, &out, s, 0)
	out.text = b.String()
	return out
}

func (p *mdParser) write(b *strings.Builder, out *inline, s string, depth int) {
	for i := 0; i < len(s); {
		rest := s[i:]
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && unicode.IsPunct(rune(s[i+1])) || c == '\\' && i+1 < len(s) && strings.IndexByte("$+<>|~`^=", s[i+1]) >= 0:
			b.WriteByte(s[i+1])
			i += 2
		case c == '`':
			ticks := len(rest) - len(strings.TrimLeft(rest, "`"))
			end := -1
			if ticks < 20 {
				end = strings.Index(clip(rest[ticks:], 2000), rest[:ticks])
			}
			if end < 0 {
				i += ticks
				continue
			}
			for _, r := range rest[ticks : ticks+end] { // words count, numbers don't
				if unicode.IsDigit(r) || r == '$' || r == '€' || r == '£' {
					r = '_'
				}
				b.WriteRune(r)
			}
			i += 2*ticks + end
		case c == '!' && strings.HasPrefix(rest, "!["):
			i++
		case c == '[':
			i += p.bracket(b, out, rest, depth)
		case c == '<':
			end := strings.IndexByte(clip(rest, 1000), '>')
			if end < 0 || len(rest) > 1 && !isLetter(rest[1]) && rest[1] != '/' && rest[1] != '!' {
				b.WriteByte(c)
				i++
				continue
			}
			if strings.HasPrefix(rest, "<http") {
				out.mark(b.Len(), rest[1:end])
			}
			b.WriteString(strings.Repeat("\n", strings.Count(rest[:end], "\n")))
			i += end + 1
		case c == '&':
			end := strings.IndexByte(clip(rest, 12), ';')
			if end < 0 {
				b.WriteByte(c)
				i++
				continue
			}
			b.WriteString(space.Replace(html.UnescapeString(rest[:end+1])))
			i += end + 1
		case c == 'h' && (strings.HasPrefix(rest, "http://") || strings.HasPrefix(rest, "https://")):
			end := strings.IndexAny(rest, " \t\n)>]\"")
			if end < 0 {
				end = len(rest)
			}
			out.mark(b.Len(), rest[:end])
			i += end
		case c == '*', c == '~' && strings.HasPrefix(rest, "~~"):
			i++
		case c == '~' && i > 0 && s[i-1] == '~':
			i++
		case c == '_' && (i == 0 || i+1 == len(s) || !isWord(s[i-1]) || !isWord(s[i+1])):
			i++
		default:
			r, n := utf8.DecodeRuneInString(rest)
			switch {
			case r == '\u00a0' || r == '\u202f' || r == '\u2009' || r == '\u2007':
				r = ' '
			case unicode.Is(unicode.Cf, r) || unicode.IsControl(r) && r != '\n' && r != '\t':
				i += n
				continue
			}
			b.WriteRune(r)
			i += n
		}
	}
}

var space = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2007", " ", "\u00ad", "", "\u200b", "")

// bracket writes a link or footnote that begins s and returns its length.
func (p *mdParser) bracket(b *strings.Builder, out *inline, s string, depth int) int {
	end := strings.IndexByte(clip(s, 1000), ']')
	if end < 0 {
		b.WriteByte('[')
		return 1
	}
	if strings.HasPrefix(s, "[^") {
		out.marks = append(out.marks, link{at: b.Len(), note: s[2:end]})
		return end + 1
	}
	label, address, length := s[1:end], "", end+1
	switch rest := s[end+1:]; {
	case strings.HasPrefix(rest, "("):
		if close := strings.IndexByte(clip(rest, 2000), ')'); close > 0 {
			address, _, _ = strings.Cut(strings.Trim(strings.TrimSpace(rest[1:close]), "<>"), " ")
			length += close + 1
		}
	case strings.HasPrefix(rest, "["):
		if close := strings.IndexByte(clip(rest, 300), ']'); close > 0 {
			address = p.refs[strings.ToLower(or(rest[1:close], label))]
			length += close + 1
		}
	default:
		address = p.refs[strings.ToLower(label)]
	}
	if depth < 3 {
		p.write(b, out, label, depth+1)
	} else {
		b.WriteString(label)
	}
	out.mark(b.Len(), address)
	return length
}

// mark notes the host of a web address.
func (t *inline) mark(at int, address string) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return
	}
	t.marks = append(t.marks, link{at: at, host: host(u)})
}

func host(u *url.URL) string {
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// clip bounds how far a search looks.
func clip(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}

func or(s, other string) string {
	if s != "" {
		return s
	}
	return other
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isWord(c byte) bool   { return isLetter(c) || c >= '0' && c <= '9' || c >= 0x80 }
