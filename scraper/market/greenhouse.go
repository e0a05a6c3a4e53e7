package market

import (
	"html"
	"math"
	"strings"
	"time"
)

// The forms of Greenhouse's job board API: amounts in cents, no period but in
// a title, the text as HTML escaped once more.
type greenhouseBoard struct {
	Jobs []greenhouseJob `json:"jobs"`
	Meta struct {
		Total int `json:"total"`
	} `json:"meta"`
}

type greenhouseJob struct {
	AbsoluteURL    string  `json:"absolute_url"`
	InternalJobID  int64   `json:"internal_job_id"`
	Location       named   `json:"location"`
	Metadata       *string `json:"metadata"`
	ID             int64   `json:"id"`
	UpdatedAt      string  `json:"updated_at"`
	RequisitionID  string  `json:"requisition_id"`
	Title          string  `json:"title"`
	CompanyName    string  `json:"company_name,omitempty"`
	FirstPublished string  `json:"first_published"`
	Language       string  `json:"language"`
	Content        string  `json:"content,omitempty"`
	Departments    []named `json:"departments,omitempty"`
	Offices        []named `json:"offices,omitempty"`
	PayInputRanges any     `json:"pay_input_ranges,omitempty"`
}

type named struct {
	Name string `json:"name"`
}

type greenhousePay struct {
	MinCents     int64  `json:"min_cents"`
	MaxCents     int64  `json:"max_cents"`
	CurrencyType string `json:"currency_type"`
	Title        string `json:"title"`
	Blurb        string `json:"blurb"`
}

// greenhouse answers a board. Without content the answer is thinner, as the
// service's is.
func (m *Market) greenhouse(b *Board, content, pay bool) greenhouseBoard {
	out := greenhouseBoard{Jobs: make([]greenhouseJob, 0, len(b.entries))}
	for _, en := range b.entries {
		j, p := &m.jobs[en.job], &m.jobs[en.job].Postings[en.posting]
		id := atoi(p.ID)
		g := greenhouseJob{
			AbsoluteURL: "https://boards.greenhouse.io/" + b.Token + "/jobs/" + p.ID, InternalJobID: id/7 + 1,
			Location: named{m.placeText(j, p)}, ID: id, RequisitionID: "R-" + p.ID[4:], Title: j.Title,
			UpdatedAt:      p.PostedAt.Add(36 * time.Hour).Format("2006-01-02T15:04:05-07:00"),
			FirstPublished: p.PostedAt.Format("2006-01-02T15:04:05-07:00"), Language: "en",
		}
		if !m.opts.Traps || b.employer%9 != 4 {
			g.CompanyName = b.Company
		}
		if content {
			g.Content = html.EscapeString(m.styleOf(j, p).html(m.advert(int(en.job), p, int(en.posting))))
			g.Departments, g.Offices = []named{{department(j.Role)}}, []named{{p.City}}
		}
		if pay {
			g.PayInputRanges = m.greenhousePay(j)
		}
		out.Jobs = append(out.Jobs, g)
	}
	out.Meta.Total = len(out.Jobs)
	return out
}

func (m *Market) greenhousePay(j *Job) []greenhousePay {
	p, out := &j.Pay, []greenhousePay{}
	if p.Shown&Field == 0 || p.Form == From || p.Form == UpTo {
		return out
	}
	name := map[string]string{"year": "Annual Salary:", "hour": "Hourly Base Pay Range:", "month": "Monthly Base Pay Range:", "day": "Daily Rate:"}[p.Period]
	for _, t := range p.Tiers {
		g := greenhousePay{cents(t.Min), cents(t.Max), p.Currency, name, ""}
		if p.OnlyOTE {
			g.Blurb = "<p>These are on-target earnings (OTE): base and commission together.</p>"
		}
		if t.Label != "" {
			g.Title = t.Label + " " + strings.ToLower(name[:1]) + name[1:]
		}
		out = append(out, g)
	}
	if p.OTE != nil {
		out = append(
			out,
			greenhousePay{
				cents(p.OTE.Min),
				cents(p.OTE.Max),
				p.Currency,
				"On-target earnings (OTE), annual:",
				"<p>Base salary and commission together.</p>",
			},
		)
	}
	return out
}

func cents(v float64) int64 { return int64(math.Round(v * 100)) }

func atoi(s string) int64 {
	var n int64
	for _, c := range s {
		n = n*10 + int64(c-'0')
	}
	return n
}

func department(role string) string {
	switch role {
	case "other":
		return "Business"
	case "data_eng", "ml":
		return "Data"
	}
	return "Engineering"
}

// placeText words a posting's place as people do.
func (m *Market) placeText(j *Job, p *Posting) string {
	r := stream(m.opts.Seed, forFormat, 1<<32, uint64(p.PostedAt.Unix()), uint64(len(p.ID)), uint64(p.place))
	pl := m.words.places[j.Country][p.place]
	text := pick(r, pl.spellings)
	if j.Workplace != "remote" {
		return text
	}
	if p.Copy == First {
		return pick(r, []string{"Remote - ", "Remote, ", "Remote - "}) + m.countryOf(j).names[0]
	}
	return "Remote - " + text
}

func (m *Market) countryOf(j *Job) country {
	for _, c := range m.words.countries {
		if c.code == j.Country {
			return c
		}
	}
	return country{names: []string{j.Country}}
}
