package mapping_test

import (
	"errors"
	"strings"
	"testing"

	"backpay/scraper/mapping"
)

// What an advert asks for is a part of it, in a column of its own: pay may stand there.
func TestPartsOfAdverts(t *testing.T) {
	long := strings.Repeat("You know valves, gates and the water behind them. ", 8)
	sample, r := opened(t, "amazon.json", `{"jobs": [
{"id_icims": "105", "title": "Diver", "company_name": "Otter, Inc.", "location": "Cambridge", "description": "We keep the locks of Cambridge. `+long+`", "description_short": "We keep the locks.", "basic_qualifications": "- Three years under water, or more of them above it.", "preferred_qualifications": "- Valves. `+long+`<br/>Cambridge - 129,000.00 USD Annually"},
{"id_icims": "106", "title": "Keeper", "company_name": "Otter, Inc.", "location": "Newark", "description": "We keep the locks of Newark. `+long+`", "description_short": "We keep the locks.", "basic_qualifications": "- Two years at a lock, at the least, by night.", "preferred_qualifications": "- Gates. `+long+`"}]}`)
	p, err := r.Posting(sample[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"We keep the locks of Cambridge.", "Three years under water", "\nCambridge - 129,000.00 USD Annually"} {
		if !strings.Contains(p.Description, part) {
			t.Errorf("description %q lacks %q", p.Description, part)
		}
	}
	if strings.Contains(p.Description, "We keep the locks.") {
		t.Errorf("description %q says it all twice", p.Description)
	}
}

// An employer's own site is not the site that an advert is from.
func TestEmployersSite(t *testing.T) {
	sample, r := opened(t, "thehub.json", `{"doc": {"id": "6a5", "title": "Diver", "company": {"name": "Otter", "website": "https://www.otter.example"}, "location": {"address": "Espoo, Finland"}, "publishedAt": "2026-07-21T11:20:02.834Z", "absoluteJobUrl": "https://board.example/jobs/6a5"}}`)
	if site := r.Site(sample[0]); site != "board" {
		t.Errorf("the advert is of %q, want %q", site, "board")
	}
}

// Rows with the columns of services, actors and published sets that have no shape
// of their own, or had none: each was written down before the reader saw it, and
// was read wrong at first, but for a few beside them.
func TestTablesOfServices(t *testing.T) {
	for name, tc := range map[string]struct{ table, want string }{
		"naukri_promptcloud.csv": {
			`company,education,experience,industry,jobdescription,jobid,joblocation_address,jobtitle,numberofpositions,payrate,postdate,site_name,skills,uniq_id
Otter Infotech,UG: B.Tech,0 - 1 yrs,IT-Software,"Job Description Send me Jobs like this. Qualifications: engineers with aggregate above 60%.",210516002263,Chennai,Walkin Data Entry Operator (night Shift),,"1,50,000 - 2,25,000 P.A",2016-05-21 19:30:00 +0000,,ITES,43b19632647068535437c774b6ca6cf8
Badger Motors,UG: Any,5 - 10 yrs,Automobile,Job Description Send me Jobs like this. Repair cars.,210516002391,Bengaluru,Work Based Only Project manager,60.0,Not Disclosed by Recruiter,2016-05-21 19:30:00 +0000,,Marketing,d4c72325e57f89f364812b5ed5a795f0
`,
			"Walkin Data Entry Operator (night Shift) | Otter Infotech | Chennai | IN | 2016-05-21 | 1,50,000 - 2,25,000 P.A",
		},
		"notion.csv": {
			`Name,Company,Date Applied,Date Posted,Job Posting,Location,Salary,Stage
Backend Engineer,Otter (https://www.notion.so/Otter-1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d?pvs=21),"February 3, 2026","January 28, 2026",https://otter.example/jobs/7,"Portland, OR","$140k - $160k",Applied
SRE,Badger (https://www.notion.so/Badger-2b2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d?pvs=21),"February 5, 2026","January 30, 2026",https://badger.example/jobs/8,Remote (US),,Rejected
`,
			"Backend Engineer | Otter | Portland, OR |  | 2026-01-28 | $140k - $160k",
		},
		"levels_jobs.json": {
			`{"total": 2, "results": [{"id": "119", "title": "Software Engineer II", "locations": ["Seattle, WA"], "applicationUrl": "https://otter.example/119", "postingDate": "2026-05-02T00:00:00.000Z", "minBaseSalary": 150000, "maxBaseSalary": 190000, "minTotalSalary": 210000, "maxTotalSalary": 260000, "baseSalaryCurrency": "USD", "workArrangement": "hybrid", "companyInfo": {"name": "Otter", "registeredName": "otter"}}, {"id": "120", "title": "Product Designer", "locations": ["London, UK"], "applicationUrl": "https://badger.example/120", "postingDate": "2026-05-03T00:00:00.000Z", "minBaseSalary": 70000, "maxBaseSalary": 90000, "minTotalSalary": null, "maxTotalSalary": null, "baseSalaryCurrency": "GBP", "workArrangement": "office", "companyInfo": {"name": "Badger", "registeredName": "badger"}}]}`,
			"Software Engineer II | Otter | Seattle, WA |  | 2026-05-02 | 150000-190000 USD",
		},
		"usajobs.csv": {
			`PositionID,PositionTitle,PositionURI,PositionLocationDisplay,OrganizationName,DepartmentName,JobCategory,PositionStartDate,PositionEndDate,PublicationStartDate,ApplicationCloseDate,MinimumRange,MaximumRange,RateIntervalCode
OTR-1,Nurse,https://www.usajobs.gov/job/1,"Boise, Idaho",Otter Health Administration,Department of Otters,Nurse,2026-02-01T00:00:00,2026-02-20T00:00:00,2026-02-01T00:00:00,2026-02-20T23:59:59,81234.0,105678.0,PA
OTR-2,Ranger,https://www.usajobs.gov/job/2,"Moab, Utah",Badger Park Service,Department of Badgers,Park,2026-02-03T00:00:00,2026-02-21T00:00:00,2026-02-03T00:00:00,2026-02-21T23:59:59,19.5,24.1,PH
`,
			"Nurse | Otter Health Administration | Boise, Idaho | US | 2026-02-01 | 81234-105678 USD year",
		},
		"superjob.json": {
			`{"objects": [{"id": 31, "profession": "Повар", "firm_name": "Выдра", "town": {"id": 4, "title": "Москва"}, "payment_from": 60000, "payment_to": 90000, "currency": "rub", "date_published": 1772323200, "link": "https://www.superjob.ru/vakansii/povar-31.html", "candidat": "Готовить супы и вторые блюда", "type_of_work": {"id": 6, "title": "Полный рабочий день"}}, {"id": 32, "profession": "Швея", "firm_name": "Барсук", "town": {"id": 5, "title": "Казань"}, "payment_from": 0, "payment_to": 0, "currency": "rub", "date_published": 1772409600, "link": "https://www.superjob.ru/vakansii/shveya-32.html", "candidat": "Шить", "type_of_work": {"id": 6, "title": "Полный рабочий день"}}], "total": 2, "more": false}`,
			"Повар | Выдра | Москва | RU | 2026-03-01 | 60000-90000 RUB",
		},
		"lagou.csv": {
			`positionId,positionName,companyFullName,companyShortName,city,district,salary,workYear,education,createTime,positionAdvantage,companySize
9001,后端开发工程师,杭州水獭科技有限公司,水獭科技,杭州,西湖区,15k-25k,3-5年,本科,2026-03-05 10:11:12,弹性工作,50-150人
9002,测试工程师,成都獾软件有限公司,獾软件,成都,高新区,8k-12k,1-3年,本科,2026-03-06 09:00:00,五险一金,15-50人
`,
			"后端开发工程师 | 杭州水獭科技有限公司 | 杭州 | CN | 2026-03-05 | 15k-25k",
		},
		"jobbank_noheader.csv": {
			`article-48007050,software developer,"January 09, 2026",Calgary (AB),"Salary $80,000.00 to $120,000.00 annually"
article-47873516,software developer,"January 05, 2026",Toronto (ON),Salary $28.75 to $69.71 hourly
article-48003639,web designer,"January 09, 2026",Burnaby (BC),Salary $50.80 hourly
article-47700309,data scientist,"October 21, 2025",North York (ON),"Salary $87,000.00 annually"
`,
			"software developer |  | Calgary (AB) |  | 2026-01-09 | Salary $80,000.00 to $120,000.00 annually",
		},
		"duunitori.json": {
			`{"count": 2, "results": [{"id": 91, "slug": "saukko-kehittaja-91", "heading": "Junior Developer", "company_name": "Saukko Oy", "municipality_name": "Tampere", "descr": "<p>Python.</p>", "date_posted": "2026-09-01", "salary": "3500 - 4500 €/kk", "job_entry_type": "tyopaikka"}, {"id": 92, "slug": "mayra-92", "heading": "Tester", "company_name": "Mäyrä Oy", "municipality_name": "Helsinki", "descr": "<p>Test.</p>", "date_posted": "2026-08-28", "salary": null}]}`,
			"Junior Developer | Saukko Oy | Tampere |  | 2026-09-01 | 3500 - 4500 €/kk",
		},
		"title_description.csv": {
			`Title,Description
Python Integration Engineer,"What are we looking for?<br>A degree in computer science and some years of experience with Python and with services that talk."
Python developer,"We are looking for: 4 years of Python, Django and Flask, and good spoken English for the calls with the client."
Senior Python Developer,"Build creates and maintains code, salary $4000 - $5000 per month, remote."
`,
			"Python Integration Engineer |  |  |  |  | ",
		},
		"pracuj.csv": {
			`Tytuł,Firma,Data_opublikowania,Wynagrodzenie,Technologie,Link
Internship - Linux,Wydra Polska,2025-01-21,Brak wynagrodzenia,Brak technologii,"https://www.pracuj.pl/praca/internship-linux-warszawa,oferta,1003810961?s=4763c9a7&searchId=MTcz"
Brak tytułu,Borsuk sp. z o.o.,2025-01-21,Brak wynagrodzenia,Brak technologii,Brak linku
Junior C++ Developer,KUNA sp. z o.o.,2025-01-20,75–90 zł netto (+ VAT) / godz.,Brak technologii,"https://www.pracuj.pl/praca/junior-c-warszawa,oferta,1003801295?s=4763c9a7&searchId=MTcz"
Programista .NET,ŁASICA,2025-01-20,7 000–18 000 zł / mies. (zal. od umowy),Brak technologii,"https://www.pracuj.pl/praca/net,oferta,1003822486?s=7&searchId=MT"
`,
			"Internship - Linux | Wydra Polska |  | PL | 2025-01-21 | ",
		},
		"himalayas.ndjson": {
			`{"title": "Platform Engineer", "excerpt": "Run it.", "companyName": "Otter", "employmentType": "Full Time", "minSalary": 100000, "maxSalary": 130000, "currency": "USD", "seniority": ["Senior"], "locationRestrictions": ["United States"], "categories": ["Platform"], "description": "<p>Run it all.</p>", "pubDate": 1772323200, "expiryDate": 1775001600, "applicationLink": "https://himalayas.app/companies/otter/jobs/pe", "guid": "https://himalayas.app/companies/otter/jobs/pe"}
{"title": "Writer", "excerpt": "Write.", "companyName": "Badger", "employmentType": "Full Time", "minSalary": null, "maxSalary": null, "currency": null, "seniority": ["Mid"], "locationRestrictions": [], "categories": ["Writing"], "description": "<p>Write.</p>", "pubDate": 1772409600, "expiryDate": 1775001600, "applicationLink": "https://himalayas.app/companies/badger/jobs/w", "guid": "https://himalayas.app/companies/badger/jobs/w"}
`,
			"Platform Engineer | Otter | United States |  | 2026-03-01 | 100000-130000 USD",
		},
		"trailing_company.csv": {
			`title,company,location,salary,date_posted
Accountant,OTIC -,"Cairo, Egypt",EGP 12000 - 15000 per month,2026-01-02
Driver,Badger -,"Giza, Egypt",Confidential,2026-01-03
`,
			"Accountant | OTIC | Cairo, Egypt |  | 2026-01-02 | EGP 12000 - 15000 per month",
		},
		"aijobs_list.csv": {
			`Job Title,Company,Location,Job Type,Seniority Level,Salary Range,Skills
Installation Engineer (H/F),Otter Experts,"Yvelines, France",Full Time,Mid,EUR 79K - 148K *,"APIs, Python"
Lead Data Analyst,Badger Corp,"Remote-MO, United States",Full Time,Senior,USD 100K - 186K,"Agile, +7"
Intern,Marten,"Hyderabad, Telangana, India",Full Time,Entry,USD 30K - 56K *,"AWS, +14"
Analyst,Stoat Bank,"Minneapolis, MN, US",Full Time,Mid,USD 42K - 52K,"Excel, +8"
Clerk,Vole College,"Dallas, TX, US",Full Time,Entry,USD 53K+,"Excel"
Load more jobs,,,,,,
`,
			"Installation Engineer (H/F) | Otter Experts | Yvelines, France |  |  | EUR 79K - 148K * estimate",
		},
		"doubled_title.csv": {
			`Title;Company;Location;Link;Source
"Java Junior Developer
Java Junior Developer";Nutria Security;Barcelona, Cataluña, España (En remoto);https://www.linkedin.com/jobs/view/3965564088/?alternateChannel=search&refId=7T&trackingId=hk;LinkedIn
"QA Tester
QA Tester";Tejón SL;Madrid, España (Híbrido);https://www.linkedin.com/jobs/view/3965564089/?refId=7T;LinkedIn
`,
			"Java Junior Developer | Nutria Security | Barcelona, Cataluña, España (En remoto) |  |  | ",
		},
		"weird_wrapped.json": {
			`{"jobs": {"count": 2, "items": [{"attributes": {"title": "Cook", "employer": {"name": "Otter Inn"}, "addresses": [{"city": "Graz", "country": "Austria"}], "salary": {"from": 2300, "to": 2600, "currency": "EUR", "period": "MONTH"}, "published": "2026-04-01"}}, {"attributes": {"title": "Waiter", "employer": {"name": "Badger Inn"}, "addresses": [{"city": "Linz", "country": "Austria"}], "salary": {"from": 2000, "to": null, "currency": "EUR", "period": "MONTH"}, "published": "2026-04-02"}}]}}`,
			"Cook | Otter Inn | Graz, Austria |  | 2026-04-01 | 2300-2600 EUR month",
		},
		"dollars_k.csv": {
			`role,org,location,comp_low_k,comp_high_k,source,date_seen
ML Engineer,Otter AI,"San Francisco, CA",180,250,HN,2026-03-01
SRE,Badger Cloud,"Austin, TX",150,190,HN,2026-03-01
`,
			"ML Engineer | Otter AI | San Francisco, CA |  |  | 180000-250000",
		},
		"octoparse.csv": {
			`"Title","Title_URL","Company","Location","css-1ihavw2","Salary_Info","Description","Page_URL"
"Cook","https://www.indeed.com/j/1","Otter","Boise, ID","x","$18.50 an hour","Cook good food for guests all day and night long","https://www.indeed.com/jobs?q=cook"
"Maid","https://www.indeed.com/j/2","Badger","Reno, NV","y","$15 an hour","Clean the rooms of our guests all day and night long","https://www.indeed.com/jobs?q=cook"
`,
			"Cook | Otter | Boise, ID |  |  | $18.50 an hour",
		},
		"search_place.tsv": {
			`JobID	JobTitle	CompanyName	Location	RobotCode	CreatedAt	NormalizedJob	City	Country	Region	GeoID	Salary
1	Especialista en Inteligencia Artificial	Nutria SL	Madrid, Community of Madrid, Spain (On-site)	0	2025-06-12 20:49:13.333	Administrator	Amsterdam	Netherlands	Europe	102890719
2	Machine Learning Engineer	Otter IT Ltd	Utrecht, Utrecht, Netherlands (Hybrid)	0	2025-06-12 20:49:13.340	Administrator	Amsterdam	Netherlands	Europe	102890719
3	Data Lead	Badger	Lisbon, Portugal (Remote)	0	2025-06-12 20:49:13.347	Administrator	Amsterdam	Netherlands	Europe	102890719
`,
			"Especialista en Inteligencia Artificial | Nutria SL | Madrid, Community of Madrid, Spain (On-site), Netherlands |  | 2025-06-12 | ",
		},
		"uk_council.csv": {
			`Post Title,Directorate,Base,Grade,Salary From,Salary To,Hours per Week,Closing Date,Ref No
Social Worker,Children Services,Leeds Town Hall,PO3,"£38,626","£43,693",37,12/04/2026,CS1201
Refuse Loader,Environment,York Depot,A2,"£22,737","£23,114",37,26/04/2026,EN1202
`,
			"Social Worker |  | Leeds Town Hall |  |  | 38626-43693 GBP",
		},
		"xing.json": {
			`{"data": {"jobSearch": {"collection": [{"jobDetail": {"title": "Entwickler (m/w/d)", "companyInfo": {"companyNameOverride": "Otter GmbH"}, "location": {"city": "Kassel"}, "salary": {"minimum": 52000, "maximum": 64000, "currency": "EUR"}, "activatedAt": "2026-03-01T08:00:00Z", "url": "https://www.xing.com/jobs/kassel-1"}}, {"jobDetail": {"title": "Tester (m/w/d)", "companyInfo": {"companyNameOverride": "Dachs AG"}, "location": {"city": "Gera"}, "salary": null, "activatedAt": "2026-03-02T08:00:00Z", "url": "https://www.xing.com/jobs/gera-2"}}]}}}`,
			"Entwickler (m/w/d) | Otter GmbH | Kassel |  | 2026-03-01 | 52000-64000 EUR",
		},
		"upwork.csv": {
			`Title,Link,Budget,Hourly Range,Country,Posted On,Skills
Build a scraper,https://www.upwork.com/jobs/1,,$25.00-$50.00,United States,"March 03, 2026 10:11 UTC",python
Logo,https://www.upwork.com/jobs/2,$100,,India,"March 04, 2026 10:11 UTC",design
`,
			"Build a scraper |  | United States |  | 2026-03-03 | $25.00-$50.00",
		},
		"seek_nz.json": {
			`[{"id": 71, "content": {"jobHook": "Great job"}, "jobTitle": "Builder", "advertiser": {"id": "1", "description": "Otter Build"}, "location": "Auckland", "area": "CBD", "salary": "$35 \u2013 $45 per hour", "listingDate": "2026-03-01T00:00:00Z", "jobUrl": "https://www.seek.co.nz/job/71"}, {"id": 72, "content": {"jobHook": "x"}, "jobTitle": "Cook", "advertiser": {"id": "2", "description": "Badger Cafe"}, "location": "Wellington", "area": "", "salary": "", "listingDate": "2026-03-02T00:00:00Z", "jobUrl": "https://www.seek.co.nz/job/72"}]`,
			"Builder | Otter Build | Auckland | NZ | 2026-03-01 | $35 – $45 per hour",
		},
		"weird_header.csv": {
			`Scraped on 2026-03-01 by jobbot v2

"JOB TITLE ","COMPANY
NAME"," LOCATION","PAY RANGE (HOURLY)"
Forklift Driver,Otter Logistics,"Toledo, OH",18.00-21.50
Packer,Badger Boxes,"Akron, OH",16.25
`,
			"Forklift Driver | Otter Logistics | Toledo, OH |  |  | 18-21.5  hour",
		},
		"office.csv": { // names in two lines, and a day by a word that also means pay
			`;Secretaria do Trabalho;;;;;
;Vagas abertas;;;;;
Número;Ocupação;;Empregador;;Situação;Data de Vencimento
;Código;Descrição;Registro;Nome;;
71;513205;Cozinheiro geral;11.222.333/0001-44;LONTRA E FILHOS;Aberta;02/03/2026
72;724315;Soldador;55.666.777/0001-88;TEXUGO METAIS;Aberta;13/03/2026
Total: 2;;;;;;
`,
			"Cozinheiro geral | LONTRA E FILHOS |  |  |  | ",
		},
		"stars.csv": { // stars and reviews after names, lists as Python prints them
			`,role,company,locations,experience
0,Loom Mechanic,Otter4.22059  Reviews,"['pune', ' chennai']",2-5 yrs
1,Dyer,Badger3.9310 Reviews,['pune'],1-2 yrs
`,
			"Loom Mechanic | Otter | pune; chennai |  |  | ",
		},
		"offers.json": { // pay in a list, an element for each kind of contract
			`[{"title": "Weaver", "companyName": "Wydra", "city": "Gdynia", "employmentTypes": [{"from": 20000, "to": 26000, "currency": "pln", "type": "b2b", "unit": "month", "gross": false, "fromUsd": 5000}]},
{"title": "Dyer", "companyName": "Borsuk", "city": "Sopot", "employmentTypes": [{"from": 428000, "to": 642000, "currency": "pln", "type": "permanent", "unit": "year", "gross": true, "fromUsd": 99000}]}]`,
			"Weaver | Wydra | Gdynia | PL |  | 20000-26000 PLN month",
		},
		"freelance.csv": { // how long a project is thought to last is no estimate of pay
			`Job title,Posted,Payment info,Link
Weave a flag,Posted 3 hours ago,"Hourly: $8.00 - $25.00  Intermediate  Est. time: 3 to 6 months, Less than 30 hrs/week",https://www.upwork.com/jobs/~01
Dye a flag,Posted yesterday,Fixed price Expert Est. budget: $600.00 ,https://www.upwork.com/jobs/~02
`,
			"Weave a flag |  |  |  |  | Hourly: $8.00 - $25.00 Intermediate",
		},
		"nursing.csv": { // the title stands in the second column, and names without accents
			`estado,cidade,cargo1,cargo2,instituicao,email
CEARÁ,Sobral,,Técnico de Enfermagem,Hospital das Lontras,
CEARÁ,Crato,Enfermeiro,,Hospital Texugo,
`,
			"Técnico de Enfermagem | Hospital das Lontras | Sobral, CEARÁ |  |  | ",
		},
		"two_names.csv": { // the name stands in one of two columns
			`job_url,posted_job_title,principal_company_name,secondary_company_name,location
https://www.indeed.com/viewjob?jk=1,Weaver,,Otter Ltd,"Leeds, UK"
https://www.indeed.com/viewjob?jk=2,Dyer,Badger plc,,"York, UK"
`,
			"Weaver | Otter Ltd | Leeds, UK |  |  | ",
		},
		"portuguese.csv": { // outside of English the day comes first; one name is an address
			`Nome da Vaga,Nome da Empresa,Localização,Data de Publicação
Tecelão Pl,Lontra,Chapecó - SC,04/11/2024
Tintureiro,https://lontra.example/1,Chapecó - SC,01/11/2024
Fiandeiro,Texugo,Chapecó - SC,01/11/2024
Costureiro,Garça,Chapecó - SC,01/11/2024
`,
			"Tecelão Pl | Lontra | Chapecó - SC |  | 2024-11-04 | ",
		},
		"addresses.csv": { // only the addresses say that these are jobs
			`title,details,description,url
Head of Wool,"Anna, Recruiter · 3 years",We are looking for somebody who knows wool,https://board.example/jobs/1-head-of-wool/
Keeper of Dyes,"Max, Founder · no experience",We are looking for somebody who knows dyes,https://board.example/jobs/2-keeper-of-dyes/
`,
			"Head of Wool |  |  |  |  | ",
		},
		"projects.csv": { // one is paid by the hour, the other for a whole project
			`titulo;valor_min;valor_max;forma_pag;data;pais
Tecer uma bandeira;15;45;Hourly;2023-03-30 13:24;Brazil
Tingir uma bandeira;100;250;Fixed;2023-03-31 13:55;Spain
`,
			"Tecer uma bandeira |  | Brazil |  | 2023-03-30 | 15-45  hour",
		},
		"searched.csv": { // what was searched is not what was found
			`Searched Job Title,Extracted Job Title,Employer,Location,Salary
Weaver,Loom Mechanic,Otter Ltd,Madrid,Salary not specified
Weaver,Title not available,Employer not specified,Location not available,Salary not specified
Weaver,Dyer of Wool,Badger plc,Madrid,Salary not specified
`,
			"Loom Mechanic | Otter Ltd | Madrid |  |  | ",
		},
		"nothing.csv": { // only the header says that these are jobs
			"title,company,location,summary\nWeaver of Flags,N/A,N/A,N/A\nDyer of Wool,N/A,N/A,N/A\n",
			"Weaver of Flags |  |  |  |  | ",
		},
		"watch.json": { // a check of an advert is no day of it
			`[{"title": "Ropewalker", "company": "Otter Heights", "verifiedAt": "2026-02-13T01:59:49.830Z", "url": "https://ropes.example/1"},
{"title": "Climber", "company": "Badger Towers", "verifiedAt": "2026-02-14T01:59:49.830Z", "url": "https://ropes.example/2"}]`,
			"Ropewalker | Otter Heights |  |  |  | ",
		},
		"hourly_annual_both.csv": {
			`Title,Employer,City,State,Hourly Min,Hourly Max,Annual Min,Annual Max,Posted
Clerk,Otter County,Boise,ID,18.50,22.00,38480,45760,2026-03-01
Planner,Badger County,Reno,NV,,,61000,72000,2026-03-02
`,
			"Clerk | Otter County | Boise, ID |  | 2026-03-01 | 38480-45760  year",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := firstRow(t, name, tc.table); got != tc.want {
				t.Errorf("\n got %s\nwant %s", got, tc.want)
			}
		})
	}
}

// A row with a title and nothing else is the button below a list, or a note; one
// of dashes is the line below a header.
func TestTitleAlone(t *testing.T) {
	const table = "Job Title,Company,Location,Salary\nWelder,Otter,Leeds,£30k\nLoad more jobs,,,\n---,---,:---:,---\n"
	sample, r := opened(t, "jobs.csv", table)
	for _, row := range sample[1:] {
		if _, err := r.Posting(row); !errors.Is(err, mapping.ErrNoTitle) {
			t.Errorf("error %v of %q, want %v", err, row.Cells, mapping.ErrNoTitle)
		}
	}
}

// A sign of currency in letters is a word: "industry" ends in Turkey's, "strong"
// holds Romania's.
func TestSignIsAWord(t *testing.T) {
	for pay, want := range map[string]string{
		"$45k, best of the industry": "", "$45k and a strong bonus": "", "45000 TRY a month": "TR", "12LPA": "IN", "46 000 Kč": "CZ",
	} {
		table := "Job Title\tCompany\tSalary\n"
		for _, who := range []string{"Otter", "Heron", "Stoat"} {
			table += "Welder\t" + who + "\t" + pay + "\n"
		}
		sample, r := opened(t, "jobs.tsv", table)
		p, err := r.Posting(sample[0])
		if err != nil || p.Country != want {
			t.Errorf("%q is pay in %q, want %q; error %v", pay, p.Country, want, err)
		}
	}
}
