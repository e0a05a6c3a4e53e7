package article

import (
	"strings"

	"backpay/scraper/pattern"
)

// Pasted texts have lost their marks: a heading stands as a short line of its own,
// and a list as names that each stand above their amount.

// titleLike is a line that can be a heading: it begins with a capital or a number,
// and ends without a mark that sentences have.
var titleLike = pattern.New(`^(?:#?(?:\d{1,2}(?:[.)]|st|nd|rd|th)?|(?:19|20)\d\d) )?\p{Lu}[^\n]{2,100}[^\n.,;:!]$`)

// amountOnly is a line that is an amount alone, as far as its words go.
var amountOnly = pattern.New(
	`(?i)^\W*(?:about |around |up to |from )?[A-Z]{0,3} ?[$€£₹]? ?\d[\d.,]* ?(?:[kKL]|LPA|lakhs?|%)?` +
		`(?: ?(?:-|–|—|to) ?[A-Z]{0,3} ?[$€£₹]? ?\d[\d.,]* ?(?:[kKL]|LPA|lakhs?)?)?\+?` +
		`(?:(?: ?/ ?| per | an? )(?:year|yr|month|hour|annum))?(?:,? (?:gross|net))?\W*$`,
)

// byline is a line of who wrote a text, or when.
var byline = pattern.New(
	`(?i)^\W*(?:by|written|posted|published|updated|last|author|reviewed|photo|image|source)s?\b|` +
		`\b(?:19|20)\d\d-\d\d-\d\d|\b\d{1,2}(?:st|nd|rd|th)?,? \d{4}\b|` +
		`\b\d{1,2} \p{L}{3,9} \d{4}\b|·|\bmin(?:ute)? read\b`,
)

// isPlain reports whether a block is a paragraph of its own.
func (b block) isPlain() bool { return b.level == 0 && b.cells == nil && !b.item }

// isShort reports whether a block is a line that may be a heading or a label: without
// an amount, and no sentence.
func (b block) isShort() bool {
	text := strings.TrimSpace(b.text.text)
	return b.isPlain() && titleLike.MatchString(text) && !byline.MatchString(text) && len(strings.Fields(text)) <= 14 && len(scanPay(text)) == 0
}

// outline finds the headings and labels of a text that has no marks for them.
func (d *document) outline() {
	marked := false
	for _, b := range d.blocks {
		marked = marked || b.level > 1
	}
	d.label()
	if !marked {
		d.findHeadings()
	}
}

// label gives an amount that is a line of its own the line above it, which says
// whose it is.
func (d *document) label() {
	for i := 1; i < len(d.blocks); i++ {
		name, b := d.blocks[i-1], &d.blocks[i]
		if b.isPlain() && name.isShort() && amountOnly.MatchString(b.text.text) {
			b.lead, b.label = clip(strings.TrimSpace(name.text.text), 300), true
		}
	}
}

// findHeadings makes the short lines of a text without headings its headings: the
// first its title, and the others those of what follows.
func (d *document) findHeadings() {
	title, under := d.title, inline{}
	for i := range d.blocks {
		b := &d.blocks[i]
		last := i+1 == len(d.blocks)
		switch {
		case b.level == 1 && title.text == "":
			title = b.text
		case last || !b.isShort() || d.blocks[i+1].lead != "" && d.blocks[i+1].isPlain():
		case title.text == "":
			title, b.level = b.text, 1
			continue
		default:
			under, b.level = b.text, 2
		}
		if b.level == 1 {
			continue
		}
		b.heading = nil
		for _, h := range []inline{under, title} {
			if h.text != "" && h.text != b.text.text {
				h.text = clip(h.text, 300)
				b.heading = append(b.heading, h)
			}
		}
	}
}
