package dedupe_test

import (
	"strings"
	"testing"
	"time"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
	"backpay/aggregate/normalise"
	"backpay/scraper"
)

// body is the text of an advert.
const body = `We are looking for an engineer who will design and run the services behind our claims platform. You will work with product managers and designers to plan the next two releases, write code in Go and SQL, review the code of your peers and mentor two juniors.
The platform handles four million claims a year and is being moved from a data centre to a cloud. You will take part in that move, measure it, and write down what was learned. You will be on call one week in six.
You bring five years of work with distributed systems, a habit of testing what you write, and the patience to explain it. Knowledge of insurance is welcome and not required. You speak and write English well.
We offer a pension, thirty days of leave, a budget for learning, and flexible hours. The office has a garden and a canteen. We meet twice a week there and work from home otherwise. Interviews take place by video in three rounds: a talk with the lead, an exercise with two engineers, and a last one with the director of the department. We answer within two weeks of every round and give reasons when we decline an application.`

// undivided is a text in a language that does not divide words.
const undivided = "我们正在寻找一位工程师，负责设计和运行理赔平台背后的服务。你将与产品经理一起规划接下来的版本，用Go和SQL编写代码，" +
	"评审同事的代码，并指导两名初级工程师。该平台每年处理四百万件理赔，目前正在迁移到云端。你需要有五年分布式系统的经验，" +
	"并习惯为自己所写的代码编写测试。我们提供养老金、三十天年假和弹性工作时间。"

// TestKinds matches pairs of adverts as they are normalised, of the kinds in which one
// opening shows itself twice and of those that only look like it. Of two employers that
// each name themselves in one template no evidence separates a merged firm from a franchise, so
// they stay apart.
func TestKinds(t *testing.T) {
	advert := func(company, title, place, text string) scraper.Posting {
		return scraper.Posting{
			Company: company, Title: title, Place: place, Description: text, PostedAt: time.Date(2026, 5, 2, 0, 0, 0, 0, time.UTC),
		}
	}
	const title = "Senior Backend Engineer"
	named := func(company string) scraper.Posting { return advert(company, title, "Leeds, UK", body) }
	titled := func(title string) scraper.Posting { return advert("Otter", title, "Leeds, UK", body) }
	placed := func(company, place string) scraper.Posting { return advert(company, title, place, body) }
	said := func(company, text string) scraper.Posting { return advert(company, title, "Leeds, UK", text) }
	posted := func(board, title string) scraper.Posting {
		p := titled(title)
		p.Board = board
		return p
	}
	paid := func(text string, least float64) scraper.Posting {
		p := said("Otter", text)
		p.Pay = []scraper.Pay{{Min: least, Max: least + 12000, Currency: "GBP", Period: "year"}}
		return p
	}
	untold := func(title string) scraper.Posting { return advert("Otter", title, "Leeds, UK", "") }
	for _, tt := range []struct {
		name string
		a, b scraper.Posting
		same bool
	}{
		{"a team said twice", untold("[Payments] Senior Payments Software Engineer"), untold("Senior Payments Software Engineer"), true},
		{"no text, the same pay", paid("", 61000), paid(body, 61000), true},
		{"no text, other pay", paid("", 61000), paid(body, 64000), false},
		{"no text, no pay", untold(title), paid(body, 64000), false},
		{"another team said", untold("[Ledger] Senior Payments Software Engineer"), untold("Senior Payments Software Engineer"), false},
		{
			"a list of roles posted again", posted("May", "Data Engineer, ML Engineer, Web Developer, Full Stack"),
			posted("June", "Data Engineers, ML Engineer, Web Developer, Backend"), true,
		},
		{
			"a list of other roles", posted("May", "Data Engineer, ML Engineer, Web Developer"),
			posted("June", "Product Manager, Graphic Designer, Web Developer"), false,
		},
		{
			"words not divided", said("Otter", undivided),
			said("Otter", strings.NewReplacer("五年", "三年以上", "三十天", "二十五天").Replace(undivided)), true,
		},
		{
			"other words not divided", said("Otter", undivided),
			said("Otter", "我们的支付团队需要一位工程师来维护结算系统。你将改进对账流程，减少人工操作，并为商户提供更快的退款。"+
				"你熟悉消息队列和数据库，了解银行接口，愿意参加值班。我们每周有两天在办公室见面，其余时间在家工作。面试分为三轮，全部通过视频进行。"), false,
		},
		{"a recruiter's two names", named("Harbour Specialist Recruitment Limited"), named("Harbour Technology"), true},
		{
			"a recruiter's preface", said("Harbour Recruitment", "My client is an insurer with a fine culture. "+body),
			said("Pier Technology", body+" Call us in confidence to learn more about this role today."), true,
		},
		{"a longer name", named("QRS Talent x Process"), named("QRS"), true},
		{"a country behind the name", named("Lime Page"), named("Lime Page Scotland"), true},
		{"an acronym", named("NIHX"), named("National Institute of Health Exchange"), true},
		{"a department", named("Hydra Group"), named("Hydra Group Digital & Information"), true},
		{
			"each names itself", said("Phoenix Mutual", "Phoenix Mutual is an insurer. "+body),
			said("Standard Assurance plc", "Standard Assurance is an insurer. "+body), false,
		},
		{"a district", placed("Otter", "Farringdon, Central London"), placed("Heron", "London, UK"), true},
		{"another district", placed("Otter", "Hyde Park, Leeds"), placed("Heron", "Leeds"), true},
		{"remote in a region", placed("Otter", "Berlin, Germany"), placed("Heron", "Remote, EMEA"), true},
		{"another town", placed("Otter", "Berlin, Germany"), placed("Heron", "Leeds"), false},
		{"a teaser at another employer's", said("Otter", body), said("Heron", body[:499]), true},
		{"two wordings", titled("Staff Software Engineer, Product (Quito)"), titled("Staff Product Engineer (Quito)"), true},
		{"levels spelled otherwise", titled("Sr. Back-End Engineer"), titled(title), true},
		{"a numeral", titled("Backend Engineer 2"), titled("Backend Engineer II"), true},
		{"another numeral", titled("Backend Engineer 2"), titled("Backend Engineer III"), false},
		{"words in another order", titled("Backend Engineer - Senior"), titled(title), true},
		{"for both sexes", titled("Senior Backend Entwickler:in (all genders)"), titled("Senior Backend Engineer (m/w/d)"), true},
		{"a requisition number", titled(title + " - R-12345"), titled(title), true},
		{"pay in the title", titled(title + " - up to £80k"), titled(title), true},
		{"another contract", titled(title + " - 6 month contract"), titled(title), false},
		{"somebody's stead", titled(title + " - Maternity Cover"), titled(title), false},
		{"usual terms", titled(title + " (Full-time)"), titled(title), true},
		{"their manager", titled("Senior Backend Engineering Manager"), titled(title), false},
		{"another technology", titled(title + " (Java)"), titled(title + " (Go)"), false},
		{"a technology said once", titled(title + " (Go)"), titled(title), true},
		{"another level", titled("Backend Engineer"), titled(title), false},
		{"other regions", titled("Consultant - Scaled Services (AUNZ)"), titled("Consultant - Scaled Services (SEA)"), false},
		{
			"another team in the same words", advert("Otter", "Software Engineer, Payments", "Leeds", strings.ReplaceAll(body, "claims", "payments")),
			advert("Otter", "Software Engineer, Ledger", "Leeds", strings.ReplaceAll(body, "claims", "ledger")), false,
		},
	} {
		var s shelf
		for i, p := range []scraper.Posting{tt.a, tt.b} {
			s.put(normalise.Posting(aggregate.Said{ID: int64(i + 1), Source: "hutch", Posting: p}).Print)
		}
		if _, err := s.match(dedupe.Rulings{}, false); err != nil {
			t.Fatal(err)
		}
		if same := s.job(1).Job == s.job(2).Job; same != tt.same {
			t.Errorf("%s: one job: %v, want %v", tt.name, same, tt.same)
		}
	}
}
