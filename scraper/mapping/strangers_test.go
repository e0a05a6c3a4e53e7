package mapping_test

import "testing"

// Tables of ten strangers, whose rows were written down before the reader saw
// them: of those that it read wrong, one for each kind of fault. Three of the ten
// were read rightly at first.
func TestTablesOfStrangers(t *testing.T) {
	for name, tc := range map[string]struct{ table, want string }{
		"airtable.csv": { // a band is a range where it holds money
			"Role Title,Org,HQ City,Comp Band,Link to JD,Added\n" +
				"Staff Backend Engineer,Otter Robotics,\"Pittsburgh, PA\",\"$185k–$230k + equity\",https://otter.example/jd/1,2026-03-04\n" +
				"Support Engineer,Badger Cloud,\"Boulder, CO\",$38/hr,https://badger.example/jd/2,2026-03-06\n" +
				"Data Lead,Heron,Remote (US),DOE,https://heron.example/jd/3,2026-03-09\n",
			"Staff Backend Engineer | Otter Robotics | Pittsburgh, PA |  | 2026-03-04 | $185k–$230k + equity",
		},
		"erp.csv": {
			"Stellen-ID;Stellentitel;Gesellschaft;Standort;Jahresgehalt min;Jahresgehalt max;Ausgeschrieben seit\n" +
				"4711;Softwareentwickler C++ (w/m/d);Otter Werke GmbH;Nürnberg;58.000,00 €;72.500,00 €;17.02.2026\n" +
				"4712;Buchhalter (w/m/d);Dachs Handel KG;Fürth;41.000,00 €;48.000,00 €;03.03.2026\n",
			"Softwareentwickler C++ (w/m/d) | Otter Werke GmbH | Nürnberg |  | 2026-02-17 | 58000-72500 EUR year",
		},
		"form.csv": { // the columns are questions
			"Timestamp,What's the job title?,Which company is hiring?,Where is it based?,What salary range did they advertise?,Link to the advert\n" +
				"2/14/2026 9:12:33,Platform Engineer,Marten & Sons,\"Leeds, UK\",\"£62,000 - £70,000\",https://marten.example/1\n" +
				"2/27/2026 18:40:01,Junior Analyst,Stoat Bank,\"Manchester, UK\",\"£28,500\",https://stoat.example/2\n",
			"Platform Engineer | Marten & Sons | Leeds, UK | GB |  | £62,000 - £70,000",
		},
		"solr.json": { // names end in a type
			`{"response": {"numFound": 2, "docs": [{"id": "job-9001", "jobtitle_s": "Systemutvecklare", "employer_s": "Utter AB", "loc_txt": ["Göteborg"], "sal_lo_i": 42000, "sal_hi_i": 52000, "sal_cur_s": "SEK", "sal_per_s": "MONTH", "pub_dt": "2026-02-03T00:00:00Z", "url_s": "https://jobb.example/9001"}, {"id": "job-9002", "jobtitle_s": "Testledare", "employer_s": "Grävling AB", "loc_txt": ["Lund"], "sal_lo_i": 45000, "sal_hi_i": 45000, "sal_cur_s": "SEK", "sal_per_s": "MONTH", "pub_dt": "2026-02-11T00:00:00Z", "url_s": "https://jobb.example/9002"}]}}`,
			"Systemutvecklare | Utter AB | Göteborg | SE | 2026-02-03 | 42000-52000 SEK month",
		},
		"korean.csv": { // blanks in names are optional
			"공고제목,기업명,근무지역,급여,등록일,링크\n" +
				"백엔드 개발자 (Java/Spring),수달소프트,서울 강남구,\"연봉 4,000만원 ~ 5,500만원\",2026-03-02,https://gonggo.example/1\n" +
				"데이터 엔지니어,오소리랩,경기 성남시,월급 350만원,2026-03-05,https://gonggo.example/2\n",
			"백엔드 개발자 (Java/Spring) | 수달소프트 | 서울 강남구 | KR | 2026-03-02 | 연봉 4,000만원 ~ 5,500만원",
		},
		"readme.txt": { // Markdown in cells
			"| Company | Role | Location | Salary | Application | Date Posted |\n" +
				"| **[Otter AI](https://otter.example)** | Software Engineer, New Grad | San Mateo, CA | $140,000 - $165,000 / yr | [Apply](https://otter.example/ng/1) | Mar 04, 2026 |\n" +
				"| **Badger** | QA Intern | Austin, TX | $32/hr | x | Mar 01, 2026 |\n",
			"Software Engineer, New Grad | Otter AI | San Mateo, CA |  | 2026-03-04 | $140,000 - $165,000 / yr",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := firstRow(t, name, tc.table); got != tc.want {
				t.Errorf("\n got %s\nwant %s", got, tc.want)
			}
		})
	}
}
