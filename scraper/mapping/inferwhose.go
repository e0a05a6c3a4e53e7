package mapping

import "strings"

// payWhose finds the columns that tell a third party's estimates from what
// employers say.
func (g *guesser) payWhose(pay *Pay) {
	for i := range g.ps {
		p := &g.ps[i]
		n := " " + plainName(p.name) + " "
		if p.count == 0 || g.taken[i] && !strings.Contains(n, "source") {
			continue
		}
		switch {
		case p.flag >= .9 && estimateWords.MatchString(n) && !strings.Contains(n, "employer"):
			pay.Estimate = Condition{p.name: {"1", "1.0", "true", "yes", "y", "t"}}
			g.taken[i] = true
		case (strings.Contains(n, " source ") || strings.Contains(n, " type ")) && dict().has("pay", strings.TrimSpace(n)) && p.kinds <= 12:
			for v := range p.values {
				switch l := fold(v); {
				case l == "description":
					pay.Ignore = Condition{p.name: {"description"}}
				case strings.Contains(l, "estim") && !strings.Contains(l, "employer") || strings.Contains(l, "predict") || strings.Contains(l, "model"):
					if pay.Estimate == nil {
						pay.Estimate = Condition{}
					}
					pay.Estimate[p.name] = append(pay.Estimate[p.name], v)
				}
			}
		case strings.Contains(n, "employer provided") || strings.Contains(n, "provided by employer"):
			if p.flag >= .9 {
				pay.Estimate = Condition{p.name: {"0", "0.0", "false", "no"}}
			}
		}
	}
}

// guessed reports whether a column is one of a site's estimates by its name, and no
// cell of it says that the employer's stand there too.
func guessed(name string, p *profile) bool {
	if !strings.Contains(" "+name+" ", " est ") && !strings.Contains(name, "estimated") && !strings.Contains(name, "predicted") ||
		p.flag >= .9 {
		return false
	}
	for v := range p.values {
		if strings.Contains(fold(v), "employer") {
			return false
		}
	}
	return true
}
