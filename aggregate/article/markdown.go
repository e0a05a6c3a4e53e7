package article

import (
	"bytes"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"backpay/scraper/pattern"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// document is an article as its blocks.
type document struct {
	blocks []block
	date   string            // of the front matter, ISO
	title  inline            // of the front matter
	notes  map[string]inline // footnotes by their numbers
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
	label        bool     // the lead is the line over an amount alone
	item         bool     // of a list
	before       string   // the sentence before a table
	above        string   // the paragraph that it ends
}

// inline is text without markup, with the links that stood in it. Lines are
// those of the article: a line break in it is one there.
type inline struct {
	text  string
	marks []link
}

// link is an address, or a footnote by its number, at an offset of the text: the
// end of the words that are the link, which begin at from.
type link struct {
	from, at   int
	host, note string
	path       string
}

var titleLine = pattern.New(`(?i)^(?:title|headline)["']?\s*[:=]\s*["']?(.*?)["']?,?\s*$`)

var dateLine = pattern.New(`(?i)^(?:date|published|updated|lastmod)["']?\s*[:=]\s*["']?(\d{4}-\d{2}-\d{2})`)

var markdown = goldmark.New(goldmark.WithExtensions(
	extension.Table, extension.Strikethrough, extension.TaskList, extension.Footnote, extension.Linkify))

// parse splits a Markdown text into blocks.
func parse(src string) document {
	d := document{notes: map[string]inline{}}
	source := bytes.ReplaceAll([]byte(src), []byte("\r\n"), []byte("\n"))
	if pageStart.Match(source[:min(len(source), 4000)]) {
		return parsePage(source)
	}
	title := d.takeFrontMatter(source)
	source = []byte(bullets.ReplaceAllString(string(source), "- "))
	tame(source)
	w := newWalk(&d, source, title)
	w.blocks(markdown.Parser().Parse(text.NewReader(source)), false)
	d.outline()
	return d
}

// bullets begin the items of a list that was pasted.
var bullets = pattern.New(`(?m)^[ \t]*[•◦▪‣●][ \t]*`)

// newWalk begins to split a text with a title of its own.
func newWalk(d *document, source []byte, title string) *mdWalk {
	w := &mdWalk{d: d, source: source, stack: make([]inline, 7)}
	w.stack[0] = inline{text: clip(title, 300)}
	for i, c := range source {
		if c == '\n' {
			w.ends = append(w.ends, i)
		}
	}
	d.title = w.stack[0]
	return w
}

// takeFrontMatter blanks the front matter, so that lines keep their numbers,
// takes its date and returns its title.
func (d *document) takeFrontMatter(source []byte) (title string) {
	first, rest, _ := bytes.Cut(source, []byte("\n"))
	mark := string(bytes.TrimSpace(first))
	if mark != "---" && mark != "+++" {
		return ""
	}
	date := ""
	end := len(first)
	for line := range bytes.Lines(rest) {
		end += len(line)
		if string(bytes.TrimSpace(line)) == mark {
			blank(source[:min(end+1, len(source))])
			d.date = date
			return title
		}
		if m := titleLine.FindSubmatch(bytes.TrimSpace(line[:min(len(line), 400)])); m != nil && title == "" {
			title = string(m[1])
		}
		if m := dateLine.FindSubmatch(line[:min(len(line), 200)]); m != nil && date == "" {
			date = string(m[1])
		}
	}
	return "" // a rule, which nothing closes
}

const (
	// maxNesting is how many quotes and lists one line may open.
	maxNesting = 50
	// maxBrackets is how many brackets a stretch without a blank line may have.
	maxBrackets = 2000
)

// tame blanks what costs the parser the square of its length: lines that open
// very many blocks, and very many brackets in one paragraph.
func tame(source []byte) {
	brackets := 0
	for line := range bytes.Lines(source) {
		if len(bytes.TrimSpace(line)) == 0 {
			brackets = 0
		}
		if nesting(line) > maxNesting {
			blank(line)
		}
		for i, c := range line {
			if c == '[' {
				if brackets++; brackets > maxBrackets {
					line[i] = ' '
				}
			}
		}
	}
}

// nesting returns how many quotes and list items a line opens.
func nesting(line []byte) (n int) {
	for len(line) > 0 {
		switch c := line[0]; {
		case c == ' ' || c == '\t':
		case c == '>' || strings.IndexByte("-+*", c) >= 0:
			n++
		case c >= '0' && c <= '9' || c == '.' || c == ')':
			if c == '.' || c == ')' {
				n++
			}
		default:
			return n
		}
		line = line[1:]
	}
	return n
}

// blank overwrites a text, but for its line ends.
func blank(b []byte) {
	for i := range b {
		if b[i] != '\n' {
			b[i] = ' '
		}
	}
}

// mdWalk turns the parser's tree into blocks.
type mdWalk struct {
	d      *document
	source []byte
	ends   []int    // offsets of the line ends
	stack  []inline // headings by their level
	lead   string
	before string // the paragraph before
}

// blocks adds what stands under a node. Paragraphs of a list belong to the
// paragraph before it.
func (w *mdWalk) blocks(parent ast.Node, inList bool) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			w.heading(n)
		case *ast.Paragraph, *ast.TextBlock:
			w.paragraph(n, inList)
		case *ast.HTMLBlock:
			w.htmlBlock(n)
		case *extast.Table:
			w.table(n)
		case *extast.Footnote:
			w.footnote(n)
		case *ast.List:
			w.blocks(n, !n.IsOrdered() || n.ChildCount() > 1) // "2) Data engineer" alone is a heading
		default:
			w.blocks(n, inList)
		}
	}
}

func (w *mdWalk) heading(n *ast.Heading) { w.headed(w.line(start(n)), w.inline(n), n.Level) }

// headed adds a heading.
func (w *mdWalk) headed(line int, t inline, level int) {
	w.add(block{line: line, text: t, level: level})
	t.text = clip(t.text, 300)
	w.stack[level] = t
	clear(w.stack[level+1:])
	w.lead, w.before = "", ""
}

func (w *mdWalk) paragraph(n ast.Node, inList bool) { w.said(w.line(start(n)), w.inline(n), inList) }

// said adds a paragraph or an item of a list.
func (w *mdWalk) said(line int, t inline, inList bool) {
	if !inList && !itemLine.MatchString(t.text) {
		w.lead = "" // "Amazon (2020): $112,000" is an item without its mark
	}
	for i, item := range items(t) {
		item.line += line
		item.item = inList
		w.add(item)
		if len(scan(item.text.text)) == 0 && i == 0 { // it stands over the lines of a list
			w.lead = clip(strings.TrimSpace(item.text.text), 300)
		}
	}
	if !inList && len(scan(t.text)) == 0 {
		w.lead = ""
	}
	w.before = t.text
	w.date(t.text)
	if end := strings.TrimSpace(t.text); (!inList || len(scanPay(end)) == 0) && strings.HasSuffix(end, ":") {
		if w.lead = end; len(end) > 300 {
			w.lead = lastSentence(end)
		}
	}
}

func (w *mdWalk) table(t *extast.Table) {
	var heads []inline
	line := w.line(start(t))
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []inline
		at := -1
		for c := row.FirstChild(); c != nil && len(cells) < 60; c = c.NextSibling() {
			cells = append(cells, w.inline(c))
			if at < 0 {
				at = start(c)
			}
		}
		if _, ok := row.(*extast.TableHeader); ok {
			heads = cells
			continue
		}
		if at >= 0 {
			line = w.line(at)
		}
		w.add(block{line: line, cells: cells, heads: heads})
	}
}

// footnote adds the note's paragraphs and keeps the first by its number.
func (w *mdWalk) footnote(n *extast.Footnote) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if name := strconv.Itoa(n.Index); w.d.notes[name].text == "" {
			w.d.notes[name] = w.inline(c)
		}
	}
	w.blocks(n, true)
}

// add puts a block under the headings that are open.
func (w *mdWalk) add(b block) {
	from := len(w.stack) - 1
	if b.level > 0 {
		from = b.level - 1
	}
	for i := from; i >= 0; i-- {
		if w.stack[i].text != "" {
			b.heading = append(b.heading, w.stack[i])
		}
	}
	b.lead = w.lead
	if b.cells != nil {
		b.before, b.above = lastSentence(w.before), clip(w.before, longest)
	}
	w.d.blocks = append(w.d.blocks, b)
}

// inBrackets is a sentence of its own that stands in brackets at the end.
var inBrackets = pattern.New(`([.!?])\s*\([^()]*\)\.?\s*$`)

// lastSentence returns the end of a text.
func lastSentence(s string) string {
	s = strings.TrimSpace(inBrackets.ReplaceAllString(s, "$1"))
	from := 0
	for _, m := range sentenceEnd.FindAllStringIndex(s, -1) {
		if m[1] < len(s) {
			from = m[1]
		}
	}
	return clip(s[from:], 300)
}

// line returns the line of an offset, from 1.
func (w *mdWalk) line(at int) int { return 1 + sort.SearchInts(w.ends, at) }

// start returns where a block's text begins, -1 where it has none.
func start(n ast.Node) int {
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	if t, ok := n.(*ast.Text); ok {
		return t.Segment.Start
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if at := start(c); at >= 0 {
			return at
		}
	}
	return -1
}

// writer collects the text under a node.
type writer struct {
	*mdWalk
	strings.Builder
	out  inline
	last int // where the source was left; -1 before the first text
}

// inline takes the markup out of a block.
func (w *mdWalk) inline(n ast.Node) inline {
	b := writer{mdWalk: w, last: start(n)}
	b.children(n)
	b.out.text = b.String()
	return b.out
}

func (b *writer) children(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			b.lines(n.Segment)
			b.plain(b.source[n.Segment.Start:n.Segment.Stop])
		case *ast.String:
			b.plain(n.Value)
		case *ast.CodeSpan:
			b.code(n)
		case *ast.AutoLink: // the address of one is no text
			b.out.mark(b.Len(), b.Len(), string(n.URL(b.source)))
		case *ast.Link:
			from := b.Len()
			b.children(n)
			b.out.mark(from, b.Len(), string(n.Destination))
		case *ast.Image:
			from := b.Len()
			b.children(n)
			b.out.mark(from, b.Len(), string(n.Destination))
		case *extast.FootnoteLink:
			b.out.marks = append(b.out.marks, link{from: b.Len(), at: b.Len(), note: strconv.Itoa(n.Index)})
		default:
			b.children(n)
		}
	}
}

// lines writes the line ends between the last text and a segment, whatever
// markup stands there.
func (b *writer) lines(s text.Segment) {
	if b.last >= 0 && b.last < s.Start {
		b.WriteString(strings.Repeat("\n", bytes.Count(b.source[b.last:s.Start], []byte("\n"))))
	}
	b.last = max(b.last, s.Stop)
}

// code writes what stands in a code span: its words count, its numbers don't.
func (b *writer) code(n *ast.CodeSpan) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		b.lines(t.Segment)
		for _, r := range string(t.Segment.Value(b.source)) {
			if unicode.IsDigit(r) || strings.ContainsRune("$€£", r) {
				r = '_'
			}
			b.rune(r)
		}
	}
}
