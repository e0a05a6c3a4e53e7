package market

import (
	"html"
	"strings"
)

// style is how a board sets its adverts.
type style struct {
	open, shut string // round a heading
	shout      bool   // headings in capitals
	loose      bool   // stray white space
	nbsp       bool   // no-break spaces behind full stops
}

// styleOf draws a posting's style: its employer's, but a full copy has
// another look than its first.
func (m *Market) styleOf(j *Job, p *Posting) style {
	r := stream(m.opts.Seed, forFormat, uint64(j.Employer), uint64(p.Board))
	tags := [][2]string{
		{"<h2>", "</h2>"},
		{"<h3>", "</h3>"},
		{"<p><strong>", "</strong></p>"},
		{"<h4><b>", "</b></h4>"},
	}
	t := pick(r, tags)
	s := style{open: t[0], shut: t[1], nbsp: r.chance(.4)}
	if p.Copy == Full {
		s.shout, s.loose, s.nbsp = r.chance(.5), true, !s.nbsp
	}
	return s
}

func (s style) head(h string) string {
	if s.shout {
		return strings.ToUpper(h)
	}
	return h
}

// writeHTML sets one block as HTML.
func (s style) writeHTML(b *strings.Builder, bl block) {
	gap := ""
	if s.loose {
		gap = "\n  "
	}
	if bl.head != "" {
		b.WriteString(s.open)
		b.WriteString(html.EscapeString(s.head(bl.head)))
		b.WriteString(s.shut)
		b.WriteString(gap)
	}
	for _, p := range bl.paras {
		b.WriteString("<p>")
		b.WriteString(s.text(p))
		b.WriteString("</p>")
		b.WriteString(gap)
	}
	if len(bl.items) > 0 {
		b.WriteString("<ul>")
		s.writeItems(b, bl.items, gap)
		b.WriteString("</ul>")
	}
}

func (s style) writeItems(b *strings.Builder, items []string, gap string) {
	for _, it := range items {
		b.WriteString("<li>")
		b.WriteString(gap)
		b.WriteString(s.text(it))
		b.WriteString("</li>")
	}
}

func (s style) text(t string) string {
	t = html.EscapeString(t)
	if s.nbsp {
		t = strings.ReplaceAll(t, ". ", ".&nbsp; ")
	}
	if s.loose {
		t = strings.ReplaceAll(t, ", ", ",  ")
	}
	return t
}

func (s style) html(blocks []block) string {
	var b strings.Builder
	b.Grow(4096)
	for _, bl := range blocks {
		s.writeHTML(&b, bl)
	}
	return b.String()
}

// plain sets blocks as text, a line each.
func (s style) plain(blocks []block) string {
	var b strings.Builder
	b.Grow(4096)
	for _, bl := range blocks {
		if bl.head != "" {
			b.WriteString(s.head(bl.head) + "\n")
		}
		for _, p := range bl.paras {
			b.WriteString(p + "\n")
		}
		for _, it := range bl.items {
			b.WriteString("- " + it + "\n")
		}
		b.WriteString("\n")
	}
	return strings.TrimSpace(b.String())
}

// split parts blocks by what they are about.
func split(blocks []block, parts ...part) (in, out []block) {
	for _, bl := range blocks {
		hit := false
		for _, p := range parts {
			hit = hit || bl.part == p
		}
		if hit {
			in = append(in, bl)
		} else {
			out = append(out, bl)
		}
	}
	return in, out
}
