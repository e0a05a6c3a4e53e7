package mapping_test

import "testing"

// Tables of the kinds that public repositories hold whose columns have no names,
// or names that mislead: their cells tell what they are. The tables are made up.
func TestTablesKnownByTheirCells(t *testing.T) {
	for name, tc := range map[string]struct{ table, want string }{
		"searched.csv": { // what was searched is the same in all rows; the last column says when a row was written
			"0|Norway|data analyst|Analyst, Summer Cover|the Otter Group|\"Bergen, Vestland, Norway\"|38 minutes ago|https://li.example/1|2022-07-22 01:34:38.130371\n" +
				"1|Norway|data analyst|Insight Manager|Badger Group|\"Oslo, Norway\"|1 week ago|https://li.example/2|2022-07-22 01:34:47.479871\n" +
				"2|Norway|data analyst|Marketing Analyst|Heron|\"Oslo, Norway\"|2 weeks ago|https://li.example/3|2022-07-22 01:35:04.964999\n" +
				"3|Norway|data analyst|Data Engineer|Marten|\"Bergen, Vestland, Norway\"|3 weeks ago|https://li.example/4|2022-07-22 01:35:14.964999\n",
			"Analyst, Summer Cover | the Otter Group | Bergen, Vestland, Norway |  | 2022-07-22 | ",
		},
		"cities.csv": { // towns without anything behind them
			"Kỹ Sư Phần Mềm,Công ty Rái Cá,15 - 20 triệu VND,Hà Nội\n" +
				"Nhân Viên Kế Toán,Công ty Lửng,thoả thuận,Hồ Chí Minh\n" +
				"Lập Trình Viên Java,Công ty Diệc,20 - 30 triệu VND,Hà Nội & 2 nơi khác\n" +
				"Nhân Viên Kho,Công ty Chồn,8 - 10 triệu VND,Đà Nẵng\n",
			"Kỹ Sư Phần Mềm | Công ty Rái Cá | Hà Nội | VN |  | 15 - 20 triệu VND",
		},
		"area.csv": { // a name that may be that of a trade
			"Company,Job Title,Area of Work,Emails\n" +
				"Utter AB,Systemtekniker,Göteborgs stad,/\n" +
				"Grävling AB,Testledare,Luleå,/\n" +
				"Häger AB,Ekonom,Stockholm,/\n",
			"Systemtekniker | Utter AB | Göteborgs stad |  |  | ",
		},
		"links.csv": { // titles and addresses, no more
			"VAGA DE OPERADOR DE CAIXA / LONTRA / SP,https://vagas.example/2021/08/operador-de-caixa/\n" +
				"VAGA DE AUXILIAR FISCAL / LONTRA / SP,https://vagas.example/2021/08/auxiliar-fiscal/\n" +
				"VAGA DE ASSISTENTE DE RH / TEXUGO / SP,https://vagas.example/2021/08/assistente-de-rh/\n" +
				"VAGA DE MOTORISTA / TEXUGO / SP,https://vagas.example/2021/08/motorista/\n",
			"VAGA DE OPERADOR DE CAIXA / LONTRA / SP |  |  |  |  | ",
		},
		"echoed.csv": { // the addresses repeat the titles
			"Asystentka notariusza; https://oferty.example/praca/asystentka-notariusza-wydra\n" +
				"Planista Produkcji; https://oferty.example/praca/planista-produkcji-borsuk\n" +
				"Doradca klienta; https://oferty.example/praca/doradca-klienta-kuna;promoted\n" +
				"Merchandiser - Audytor; https://oferty.example/praca/merchandiser-audytor\n",
			"Asystentka notariusza |  |  |  |  | ",
		},
		"objects.csv": { // a program printed the objects of an interface
			"id,intitule,dateCreation,lieuTravail,entreprise,salaire\n" +
				"19A,Aide de cuisine (H/F),2025-03-28T14:24:54Z,\"{'libelle': '07 - ANNONAY', 'latitude': 45.2}\",\"{'nom': 'LOUTRE', 'entrepriseAdaptee': False}\",{'libelle': 'Horaire de 11.88 Euros sur 12 mois'}\n" +
				"19B,Secrétaire (H/F),2025-03-27T10:00:00Z,\"{'libelle': '07 - PRIVAS', 'latitude': 44.7}\",\"{'nom': 'BLAIREAU', 'entrepriseAdaptee': False}\",{'libelle': 'Horaire de 15.00 Euros'}\n",
			"Aide de cuisine (H/F) | LOUTRE | 07 - ANNONAY |  | 2025-03-28 | Horaire de 11.88 Euros sur 12 mois",
		},
		"rated.csv": { // employer, rating and place in one cell
			"nombre,empresa calificacion y ciudad,modalidad\n" +
				"Desarrollador Python,\"Nutria Software 4,3 Antioquia, Medellín\",Remoto\n" +
				"Analista de datos,\"Tejón S.A.S 4,5 Bogotá, D.C.\",Remoto\n" +
				"Soporte técnico,Garza Ltda Bogotá,Remoto\n" +
				"Analista funcional,\"Tejón S.A.S 4,5 Bogotá, D.C.\",Remoto\n",
			"Desarrollador Python | Nutria Software | Antioquia, Medellín |  |  | ",
		},
		"copied.csv": { // the scrape wrote the title in place of the employer
			"Título,Empresa,Descripción\n" +
				"Analista QA Jr,Analista QA Jr,Sin descripción\n" +
				"Auxiliar Contable,Auxiliar Contable,Sin descripción\n" +
				"Abogado Junior,Abogado Junior,Sin descripción\n",
			"Analista QA Jr |  |  |  |  | ",
		},
		"industry.csv": { // titles and industries only
			"job_title,role,industry\n" +
				"Software Test Engineer,Programming,\"IT-Software, Software Services\"\n" +
				"Sales Executive,Retail Sales,\"IT-Software, Software Services\"\n" +
				"Media Planner,Advertising,Advertising\n",
			"Software Test Engineer |  |  |  |  | ",
		},
		"zeros.csv": { // no advert says the upper end
			"company,title,low_salary,high_salary,link,address\n" +
				"水獺股份有限公司,產品專案經理,50000,0,https://www.104.com.tw/job/1,台北市內湖區\n" +
				"獾股份有限公司,後端工程師,0,0,https://www.104.com.tw/job/2,新竹市\n",
			"產品專案經理 | 水獺股份有限公司 | 台北市內湖區 | TW |  | 50000-0",
		},
		"script.csv": { // only the titles tell the country
			"positionName,salary,workYear\n" +
				"爬虫工程师,6k-10k,1-3年\n" +
				"Python研发工程师,9k-15k,1-3年\n" +
				"Python,20k-40k,不限\n" +
				"爬虫实习生,3k-5k,应届毕业生\n",
			"爬虫工程师 |  |  | CN |  | 6k-10k",
		},
		"aged.csv": { // some ages are bounds
			"title,company,how_old,scraped_at\n" +
				"Desenvolvedor Ruby,Lontra,há 6 dias,2026-03-19\n" +
				"Analista de QA,Texugo,Há mais de 30 dias,2026-03-19\n" +
				"Cientista de Dados,Garça,Recém publicada,2026-03-19\n",
			"Desenvolvedor Ruby | Lontra |  |  | 2026-03-13 | ",
		},
		"days.csv": { // titles and days only
			"id,title,published_at\n" +
				"1,React-разработчик,2025-09-09\n2,Водитель погрузчика,2025-09-08\n3,Системный аналитик,2025-09-09\n" +
				"4,Финансовый директор,2025-09-09\n5,QA инженер,2025-09-09\n",
			"React-разработчик |  |  |  | 2025-09-09 | ",
		},
		"town.csv": { // an employer, its town and country in one cell
			"title,company,posted_on,salary\n" +
				"Bookkeeper,\"Otter & Sons, Lahore, Pakistan\",\"Aug 30, 2024\",90K - 100K\n" +
				"Night Porter,\"Badger, Inc, Multiple Cities, Pakistan\",\"Aug 30, 2024\",50K - 70K\n" +
				"Welder,\"Heron Yard, Karachi, Pakistan\",\"Aug 29, 2024\",40K - 45K\n",
			"Bookkeeper | Otter & Sons | Lahore, Pakistan |  | 2024-08-30 | 90K - 100K",
		},
		"gonggo.csv": {
			"출처,검색어,공고 이름,회사 이름,회사 위치,게시일,마감일\n" +
				"잡,AI,AI 엔지니어,(주)수달,서울강남구,2026-07-07,~ 08/05(수)\n" +
				"잡,AI,[부산] 영업 채용,(주)오소리,부산연제구,2026-07-01,~ 07/31(금)\n",
			"AI 엔지니어 | (주)수달 | 서울강남구 |  | 2026-07-07 | ",
		},
		"arubaito.csv": {
			"都市名,店舗名,仕事名,勤務地,時給\n" +
				"品川区,カワウソ珈琲,カフェスタッフ,東京都品川区,\"時給1,400円～1,875円\"\n" +
				"品川区,アナグマ書店,レジ,東京都品川区,\"時給1,200円～\"\n",
			"カフェスタッフ | カワウソ珈琲 | 東京都品川区 | JP |  | 時給1,400円～1,875円",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := firstRow(t, name, tc.table); got != tc.want {
				t.Errorf("\n got %s\nwant %s", got, tc.want)
			}
		})
	}
}
