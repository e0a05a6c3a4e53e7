package mapping_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backpay/scraper"
	"backpay/scraper/mapping"
	"backpay/scraper/rows"

	"golang.org/x/text/encoding/charmap"
)

// tableFile writes a table to a file and returns it as one.
func tableFile(t *testing.T, name, content string) rows.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return fileAt(path)
}

func fileAt(path string) rows.File {
	return rows.File{
		Name: filepath.Base(path),
		Open: func() (io.ReadCloser, error) { return os.Open(path) },
		OnDisk: func() (*os.File, func() error, error) {
			f, err := os.Open(path)
			if err != nil {
				return nil, nil, err
			}
			return f, f.Close, nil
		},
	}
}

// said words what a row of a table says: title, employer, place, country, date
// and pay.
func said(p scraper.Posting) string {
	day := ""
	if !p.PostedAt.IsZero() {
		day = p.PostedAt.Format("2006-01-02")
	}
	var pays []string
	for _, y := range p.Pay {
		s := y.Text
		if y.Min > 0 || y.Max > 0 {
			s = strings.TrimSpace(fmt.Sprintf("%.10g-%.10g %s %s", y.Min, y.Max, y.Currency, y.Period))
		}
		if y.Middle {
			s += " middle"
		}
		if y.Origin == scraper.Predicted {
			s += " estimate"
		}
		pays = append(pays, s)
	}
	return strings.Join([]string{p.Title, p.Company, p.Place, p.Country, day, strings.Join(pays, " + ")}, " | ")
}

func windows1251(s string) string {
	out, err := charmap.Windows1251.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

// Tables of shapes that nobody described: the first row of each was written
// down before the reader saw it.
func TestUnseenTables(t *testing.T) {
	for name, tc := range map[string]struct{ table, want string }{
		"portuguese.csv": {
			"Cargo;Empresa;Cidade;Estado;Salário Mínimo;Salário Máximo;Data da publicação;Link\n" +
				"Desenvolvedor Java;Lontra Ltda;Campinas;SP;3.500,00;4.800,50;25/03/2026;https://vagas.exemplo.com.br/1\n" +
				"Analista de Dados;Texugo SA;Recife;PE;2.100,00;2.900,00;02/04/2026;https://vagas.exemplo.com.br/2\n",
			"Desenvolvedor Java | Lontra Ltda | Campinas, SP | BR | 2026-03-25 | 3500-4800.5",
		},
		"german.csv": {
			"Stellenbezeichnung,Arbeitgeber,Arbeitsort,Gehalt von,Gehalt bis,Gehaltszeitraum,Veröffentlicht am,URL\n" +
				"Softwareentwickler (m/w/d),Otter GmbH,Köln,52000,64000,pro Jahr,03.07.2026,https://stellen.beispiel.de/a\n" +
				"Buchhalterin,Dachs AG,Bonn,3200,3900,pro Monat,14.07.2026,https://stellen.beispiel.de/b\n",
			"Softwareentwickler (m/w/d) | Otter GmbH | Köln | DE | 2026-07-03 | 52000-64000  year",
		},
		"french.csv": {
			"Intitulé du poste;Société;Lieu;Rémunération;Type de contrat;Date de publication;Lien\n" +
				"Développeur Go;Loutre SAS;Lyon;35 000 € - 42 000 € par an;CDI;12/03/2026;https://emplois.exemple.fr/1\n" +
				"Comptable;Blaireau SA;Nantes;2 300 € par mois;CDD;25/03/2026;https://emplois.exemple.fr/2\n",
			"Développeur Go | Loutre SAS | Lyon | FR | 2026-03-12 | 35 000 € - 42 000 € par an",
		},
		"chinese.csv": {
			"岗位名称,企业名称,工作城市,最低薪资,最高薪资,发布日期,职位描述\n" +
				"后端开发工程师,水獭科技,杭州,15000,25000,2026年3月5日,负责服务端开发\n测试工程师,獾软件,成都,9000,14000,2026年3月7日,负责测试\n",
			"后端开发工程师 | 水獭科技 | 杭州 | CN | 2026-03-05 | 15000-25000",
		},
		"russian.csv": {
			windows1251("Должность;Работодатель;Город;Оклад от;Оклад до;Дата публикации\n" +
				"Программист Go;Выдра;Казань;150000;220000;04.02.2026\nБухгалтер;Барсук;Пермь;60000;;21.02.2026\n"),
			"Программист Go | Выдра | Казань |  | 2026-02-04 | 150000-220000",
		},
		"spanish.csv": {
			"Puesto,Compañía,Ubicación,Sueldo,Fecha de publicación\n" +
				"Desarrollador Go,Nutria SL,Bilbao,25.000 € - 30.000 € al año,Hace 3 días\nContable,Tejón SA,Vigo,A convenir,Ayer\n",
			"Desarrollador Go | Nutria SL | Bilbao |  |  | 25.000 € - 30.000 € al año",
		},
		"lpa.csv": {
			"Role,Organisation,City,Min CTC (LPA),Max CTC (LPA),Posted On\n" +
				"Backend Engineer,Otter Labs,Pune,12,18.5,2026-05-01\nQA Analyst,Badger Soft,Chennai,4,6,2026-05-02\n",
			"Backend Engineer | Otter Labs | Pune | IN | 2026-05-01 | 1200000-1850000 INR year",
		},
		"average.csv": {
			"job_title,company,location,salary_min,salary_max,salary_avg,salary_currency,salary_unit,job_url\n" +
				"Weaver,Otter,Leeds,30000,40000,35000,GBP,per year,https://jobs.example/1\nDyer,Badger,York,12,15,13.5,GBP,per hour,https://jobs.example/2\n",
			"Weaver | Otter | Leeds | GB |  | 30000-40000 GBP year",
		},
		"thousands.tsv": {
			"Position\tEmployer\tLocation\tPay\tPosted\n" +
				"Go Developer\tOtter Inc\tBoise, ID\t$120K/yr - $150K/yr\t3/25/2026\nWelder\tBadger LLC\tReno, NV\t$45/hr\t3/9/2026\n",
			"Go Developer | Otter Inc | Boise, ID |  | 2026-03-25 | $120K/yr - $150K/yr",
		},
		"bars.txt": {
			"Title|Company|Location|Hourly Rate Min|Hourly Rate Max\nWelder|Otter Inc|Reno, NV|28.50|34\nPainter|Badger LLC|Elko, NV|22|26.75\n",
			"Welder | Otter Inc | Reno, NV |  |  | 28.5-34  hour",
		},
		"nested.json": {
			`{"meta":{"total":2},"data":{"items":[
			{"jobTitle":"Backend Developer","employer":{"name":"Otter BV"},"location":{"city":"Utrecht","country":"NL"},"compensation":{"min":52000,"max":61000,"currency":"EUR","period":"YEAR"},"publishedAt":1772323200000},
			{"jobTitle":"Tester","employer":{"name":"Badger BV"},"location":{"city":"Delft","country":"NL"},"compensation":null,"publishedAt":1772409600000}]}}`,
			"Backend Developer | Otter BV | Utrecht | NL | 2026-03-01 | 52000-61000 EUR year",
		},
		"nameless.csv": {
			"Senior Software Engineer,Otter GmbH,https://jobs.example.com/view/100001,2026-01-05\n" +
				"Data Analyst,Badger AG,https://jobs.example.com/view/100002,2026-01-06\nProject Manager,Marten KG,https://jobs.example.com/view/100003,2026-01-07\nDevOps Engineer,Otter GmbH,https://jobs.example.com/view/100004,2026-01-08\n",
			"Senior Software Engineer | Otter GmbH |  |  | 2026-01-05 | ",
		},
		"notes.csv": {
			"Open positions of the valley,,,\nExported 2026-02-01,,,\n\nPosition,Employer,Location,Wage\nMiller,Otter Mill,Leeds,\"£30,000\"\nBaker,Badger Bread,York,\"£24,000\"\n\nTotal: 2,,,\n",
			"Miller | Otter Mill | Leeds | GB |  | 30000-30000 GBP",
		},
		"tracker.csv": {
			"Status,Applied On,Job,Company,Location,Salary Range,Notes,Job Link\n" +
				"applied,2026-02-03,Backend Engineer,Otter Inc,\"Denver, CO\",\"$140,000-$165,000\",phone call,https://otter.example/jobs/7\nrejected,2026-02-01,SRE,Badger Inc,Remote,,,https://badger.example/jobs/9\n",
			"Backend Engineer | Otter Inc | Denver, CO |  |  | $140,000-$165,000",
		},
		"polish.csv": {
			"Stanowisko,Firma,Lokalizacja,Wynagrodzenie od,Wynagrodzenie do,Waluta,Okres,Data dodania\n" +
				"Programista Go,Wydra sp. z o.o.,Gdynia,18000,24000,PLN,miesiąc,2026-04-02\nKsięgowa,Borsuk SA,Łódź,7000,,PLN,miesiąc,2026-04-03\n",
			"Programista Go | Wydra sp. z o.o. | Gdynia | PL | 2026-04-02 | 18000-24000 PLN month",
		},
		"estimated.csv": {
			"title,company,location,salary_low,salary_high,is_estimated,link\n" +
				"Engineer,Otter,\"Austin, TX\",101234,149876,True,https://jobs.example/1\nClerk,Badger,\"Waco, TX\",35000,40000,False,https://jobs.example/2\n",
			"Engineer | Otter | Austin, TX |  |  | 101234-149876 estimate",
		},
		"japanese.csv": {
			"職種,会社名,勤務地,年収\nバックエンドエンジニア,カワウソ株式会社,東京都,500万円〜700万円\n営業,アナグマ株式会社,大阪府,400万円〜450万円\n",
			"バックエンドエンジニア | カワウソ株式会社 | 東京都 | JP |  | 500万円〜700万円",
		},
		"italian.csv": {
			"Titolo,Azienda,Sede,RAL,Data pubblicazione\nSviluppatore Go,Lontra Srl,Torino,30.000 - 35.000 €,15/01/2026\nContabile,Tasso SpA,Pisa,26.000 €,02/02/2026\n",
			"Sviluppatore Go | Lontra Srl | Torino |  | 2026-01-15 | 30.000 - 35.000 €",
		},
		"inname.csv": {
			"title,company_name,location,annual_salary_usd\nEngineer,Otter,Remote,150000\nClerk,Badger,Remote,48000\nNurse,Marten,Remote,71000\n",
			"Engineer | Otter | Remote |  |  | 150000-150000 USD year",
		},
		"converted.csv": {
			"title,company,location,min_salary_usd,max_salary_usd,min_salary_local,max_salary_local,local_currency,pay_period\n" +
				"Engineer,Otter,Oslo,61000,72000,640000,760000,NOK,yearly\nClerk,Badger,Bergen,38000,42000,400000,440000,NOK,yearly\n",
			"Engineer | Otter | Oslo | NO |  | 640000-760000 NOK year",
		},
		// The second lot, written after the first was read right.
		"range.csv": {
			"Job Title,Employer Name,Job Location,Salary Range,Currency,Pay Period,Date Posted\n" +
				"Weaver,Otter,Leeds,30000-40000,GBP,Annual,2026-01-05\nDyer,Badger,York,12-15,GBP,Hourly,2026-01-06\n",
			"Weaver | Otter | Leeds | GB | 2026-01-05 | 30000-40000 GBP year",
		},
		"thousands.csv": {
			"position_title;organization_name;office;salary_from;salary_to;remote;posted_on\n" +
				"Engineer;Otter;Austin, TX;$120k;$150k;Yes;01/25/2026\nClerk;Badger;Waco, TX;$35k;$40k;No;01/26/2026\n",
			"Engineer | Otter | Austin, TX |  | 2026-01-25 | 120000-150000",
		},
		"inunits.csv": {
			"Job,Company,Location,Salary Min (K USD),Salary Max (K USD),Job URL\n" +
				"Engineer,Otter,Remote,120,150,https://a.example/1\nClerk,Badger,Remote,45,52,https://a.example/2\n",
			"Engineer | Otter | Remote |  |  | 120000-150000 USD",
		},
		"hourly.csv": {
			"title,company,city,state,pay_min,pay_max,hourly,created_at\n" +
				"Welder,Otter,Reno,NV,28,34,1,2026-02-01T10:00:00Z\nEngineer,Badger,Elko,NV,90000,110000,0,2026-02-02T10:00:00Z\n",
			"Welder | Otter | Reno, NV |  | 2026-02-01 | 28-34  hour",
		},
		"scrape.csv": {
			"Job Title,Company,Location,Date,Job Link,Salary,Seniority level,Employment type,Description\n" +
				"Engineer,Otter,\"Denver, CO\",2026-02-01,https://www.linkedin.com/jobs/view/77,\"$120,000.00/yr - $150,000.00/yr\",Mid-Senior level,Full-time,We build boats\n" +
				"Clerk,Badger,\"Provo, UT\",2026-02-02,https://www.linkedin.com/jobs/view/78,,Entry level,Full-time,We file papers\n",
			"Engineer | Otter | Denver, CO |  | 2026-02-01 | $120,000.00/yr - $150,000.00/yr",
		},
		"flattened.csv": {
			"id,name,salary,salary.from,salary.to,salary.currency,salary.gross,employer.name,area.name,published_at,alternate_url\n" +
				"101,Программист,,150000.0,200000.0,RUR,False,Выдра,Казань,2026-01-05T10:00:00+0300,https://hh.ru/vacancy/101\n" +
				"102,Бухгалтер,,,,,,Барсук,Пермь,2026-01-06T10:00:00+0300,https://hh.ru/vacancy/102\n",
			"Программист | Выдра | Казань | RU | 2026-01-05 | 150000-200000 RUB month",
		},
		"undisclosed.csv": {
			"Designation,Company Name,Location,Package,Experience,Posted\n" +
				"Software Engineer,Otter Labs,Pune,Not Disclosed by Recruiter,2-4 Yrs,2026-03-01\nData Engineer,Badger Soft,Chennai,6-9 Lacs P.A.,3-5 Yrs,2026-03-02\n",
			"Software Engineer | Otter Labs | Pune | IN | 2026-03-01 | ",
		},
		"dutch.csv": {
			"Functie,Bedrijf,Plaats,Salaris,Publicatiedatum\nOntwikkelaar,Otter BV,Utrecht,€ 3.500 - € 4.500 per maand,14-03-2026\nBoekhouder,Das BV,Delft,€ 2.900 per maand,02-03-2026\n",
			"Ontwikkelaar | Otter BV | Utrecht |  | 2026-03-14 | € 3.500 - € 4.500 per maand",
		},
		"turkish.csv": {
			"İlan Başlığı,Şirket,Şehir,Maaş,İlan Tarihi\nYazılım Geliştirici,Samur AŞ,Ankara,60.000 - 80.000 TL,05.03.2026\nMuhasebeci,Porsuk AŞ,İzmir,45.000 TL,25.03.2026\n",
			"Yazılım Geliştirici | Samur AŞ | Ankara |  | 2026-03-05 | 60.000 - 80.000 TL",
		},
		"swedish.csv": {
			"Rubrik;Arbetsgivare;Ort;Lön;Publicerad\nUtvecklare;Utter AB;Malmö;42 000 kr/månad;2026-03-05\nKock;Grävling AB;Lund;28 000 kr/månad;2026-03-06\n",
			"Utvecklare | Utter AB | Malmö |  | 2026-03-05 | 42 000 kr/månad",
		},
		// The third lot, written after the second was read right.
		"slashes.csv": {
			"companyName/0,id,position,company/name,jobLocation/city,salary/min,salary/max,salary/currency,salary/period,datePosted,url\n" +
				",a-17,Engineer,Otter,Oslo,600000,750000,NOK,year,2026-02-01,https://a.example/17\n,a-18,Clerk,Badger,Bergen,400000,450000,NOK,year,2026-02-02,https://a.example/18\n",
			"Engineer | Otter | Oslo | NO | 2026-02-01 | 600000-750000 NOK year",
		},
		"rate.csv": {
			"Contract Title,Client,Location,Day Rate,Start Date,Posted\nGo Contractor,Otter Bank,London,£500 - £550 per day,2026-04-01,2026-02-11\nTester,Badger Bank,Leeds,£400 per day,2026-04-06,2026-02-12\n",
			"Go Contractor | Otter Bank | London | GB | 2026-02-11 | £500 - £550 per day",
		},
		"school.csv": {
			"Vacancy,School,Town,Grade,Closing Date,Annual Salary\nTeacher of Maths,Otter High,Leeds,MPS,12/05/2026,\"£31,650 to £49,084\"\nCaretaker,Badger Primary,York,Band B,25/05/2026,\"£23,500\"\n",
			"Teacher of Maths | Otter High | Leeds | GB |  | £31,650 to £49,084",
		},
		"crypto.json": {
			`[{"tags":["go"],"role":"Engineer","company":"Otter","where":"Remote, EU","comp_min":90,"comp_max":120,"comp_unit":"k","comp_currency":"EUR","date":"2026-02-01T00:00:00Z"},
			{"tags":["ts"],"role":"Designer","company":"Badger","where":"Remote, EU","comp_min":70,"comp_max":85,"comp_unit":"k","comp_currency":"EUR","date":"2026-02-02T00:00:00Z"}]`,
			"Engineer | Otter | Remote, EU |  | 2026-02-01 | 90000-120000 EUR",
		},
		"ukrainian.csv": {
			"Назва вакансії,Компанія,Місто,Зарплата,Дата публікації\nРозробник Go,Видра,Львів,80 000 - 100 000 грн,05.03.2026\nБухгалтер,Борсук,Одеса,30 000 грн,25.03.2026\n",
			"Розробник Go | Видра | Львів | UA | 2026-03-05 | 80 000 - 100 000 грн",
		},
		"benefits.csv": {
			"job_id,job_title,employer,job_benefits,salary_text,posted_relative,job_location,job_description\nx1,Engineer,Otter,\"$5,000 bonus\",\"$120,000 - $140,000 a year\",2 days ago,\"Austin, TX\",We build boats\nx2,Clerk,Badger,none,,30+ days ago,\"Waco, TX\",We file papers\n",
			"Engineer | Otter | Austin, TX |  |  | $120,000 - $140,000 a year",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := firstRow(t, name, tc.table); got != tc.want {
				t.Errorf("\n got %s\nwant %s", got, tc.want)
			}
		})
	}
}

// opened returns the first rows of a table of which nothing is said, and their
// reader.
func opened(t *testing.T, name, table string) ([]rows.Row, *mapping.Reader) {
	t.Helper()
	tables, err := mapping.Open(tableFile(t, name, table), rows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, m, err := mapping.Find(tables[0])
	if err != nil {
		t.Fatal(err)
	}
	r, err := m.Reader(tables[0], mapping.Context{})
	if err != nil {
		t.Fatal(err)
	}
	return tables[0].Sample, r
}

// firstRow words the first row of a table of which nothing is said.
func firstRow(t *testing.T, name, table string) string {
	t.Helper()
	sample, r := opened(t, name, table)
	p, err := r.Posting(sample[0])
	if err != nil {
		t.Error(err)
	}
	return said(p)
}
