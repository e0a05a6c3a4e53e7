package source_test

import (
	"strings"
	"testing"

	"backpay/scraper/source"
)

func TestLocate(t *testing.T) {
	for address, want := range map[string]string{
		"https://boards.greenhouse.io/stripe":                                                                "greenhouse boards token=stripe",
		"https://job-boards.greenhouse.io/anthropic/jobs/4020300":                                            "greenhouse boards token=anthropic",
		"https://boards.greenhouse.io/embed/job_board/js?for=figma":                                          "greenhouse boards token=figma",
		"https://boards.greenhouse.io/embed/job_app?token=123&for=figma":                                     "greenhouse boards token=figma",
		"https://boards-api.greenhouse.io/v1/boards/stripe/jobs?content=true":                                "greenhouse boards token=stripe",
		"https://jobs.lever.co/spotify/0b1c":                                                                 "lever boards token=spotify",
		"https://jobs.eu.lever.co/bramble":                                                                   "lever boards region=eu token=bramble",
		"https://api.lever.co/v0/postings/spotify?mode=json":                                                 "lever boards token=spotify",
		"https://jobs.ashbyhq.com/mistral.ai/":                                                               "ashby boards token=mistral.ai",
		"https://jobs.ashbyhq.com/Acme%20Labs/1":                                                             "ashby boards token=Acme Labs",
		"https://apply.workable.com/huggingface/j/ABC/":                                                      "workable boards token=huggingface",
		"https://apply.workable.com/api/v1/widget/accounts/huggingface":                                      "workable boards token=huggingface",
		"https://tallow.workable.com/":                                                                       "workable boards token=tallow",
		"https://acme.recruitee.com/o/x":                                                                     "recruitee boards token=acme",
		"https://acme.jobs.personio.com/?language=en":                                                        "personio boards token=acme host=com",
		"https://acme.bamboohr.com/careers/40":                                                               "bamboohr boards token=acme",
		"https://acme.teamtailor.com/jobs":                                                                   "teamtailor boards token=acme",
		"https://acme.na.teamtailor.com/jobs":                                                                "teamtailor boards token=acme.na.teamtailor.com",
		"https://jobs.smartrecruiters.com/Acme1/743":                                                         "smartrecruiters boards token=Acme1",
		"https://nvidia.wd5.myworkdayjobs.com/en-US/NVIDIAExternalCareerSite/job/x":                          "workday boards host=nvidia.wd5.myworkdayjobs.com tenant=nvidia site=NVIDIAExternalCareerSite",
		"https://nvidia.wd5.myworkdayjobs.com/wday/cxs/nvidia/NVIDIAExternalCareerSite/jobs":                 "workday boards host=nvidia.wd5.myworkdayjobs.com tenant=nvidia site=NVIDIAExternalCareerSite",
		"https://ats.rippling.com/en-GB/tidemill/jobs":                                                       "rippling boards token=tidemill",
		"https://tidemill.pinpointhq.com/en/postings/1":                                                      "pinpoint boards token=tidemill",
		"https://www.governmentjobs.com/careers/fernvale/jobs/1":                                             "neogov boards token=fernvale",
		"https://www.comeet.co/careers-api/2.0/company/F1.003/positions?details=true&token=6F32":             "comeet boards uid=F1.003 token=6F32",
		"https://www.careers-page.com/marram":                                                                "manatal boards token=marram",
		"https://careers-quern.icims.com/jobs/search":                                                        "jsonld sites recipe=icims host=careers-quern.icims.com",
		"https://acme.breezy.hr/p/1":                                                                         "jsonld sites recipe=breezy host=acme.breezy.hr",
		"https://jobs.jobvite.com/acme/job/oABC":                                                             "jsonld sites recipe=jobvite name=acme",
		"https://recruiting.paylocity.com/Recruiting/Jobs/All/2e0c2a5e-0000-4000-9000-000000000001/Millrace": "jsonld sites recipe=paylocity name=2e0c2a5e-0000-4000-9000-000000000001",
		"https://djinni.co/jobs/?primary_keyword=Golang":                                                     "jsonld sites recipe=djinni name=Golang",
		"https://remotive.com/remote-jobs":                                                                   "remotive",
		"https://www.linkedin.com/jobs/view/1":                                                               "linkedin",
		"https://nofluffjobs.com/pl/backend":                                                                 "nofluffjobs",
		"https://www.acme.example/careers":                                                                   "",
		"https://boards.greenhouse.io/embed/":                                                                "",
		"https://boards.greenhouse.io.evil.example/stripe":                                                   "",
		"ftp://boards.greenhouse.io/stripe":                                                                  "",
		"https://www.workable.com/":                                                                          "",
		"stripe":                                                                                             "",
	} {
		l, ok := source.Locate(address)
		got := strings.TrimSpace(l.Source + " " + l.Key)
		for _, f := range l.Fields {
			got += " " + f.Key + "=" + f.Value
		}
		if got != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
		if l.Source != "" && source.Named(l.Source) == nil {
			t.Errorf("%s: there is no source %q", address, l.Source)
		}
	}
}

func FuzzLocate(f *testing.F) {
	f.Add("https://jobs.ashbyhq.com/Acme%20Labs/1")
	f.Add("https://boards.greenhouse.io/embed/job_board/js?for=figma")
	f.Fuzz(func(t *testing.T, address string) {
		if l, ok := source.Locate(address); ok && source.Named(l.Source) == nil {
			t.Errorf("%q: there is no source %q", address, l.Source)
		}
	})
}
