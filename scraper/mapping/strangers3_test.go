package mapping_test

import "testing"

// TestStrangersPlaces reads the first row of tables whose places, employers or lists
// stand where strangers put them.
func TestStrangersPlaces(t *testing.T) {
	for name, tc := range map[string]struct{ table, want string }{
		"removed beside open.json": {
			`{"updated":"x","removedJobs":[{"id":"a","title":"Weaver","company":"Otter","reason":"gone"},` +
				`{"id":"b","title":"Dyer","company":"Otter","reason":"gone"},{"id":"c","title":"Cook","company":"Heron","reason":"gone"}],` +
				`"jobs":[{"id":"d","title":"Miller","company":"Badger","location":"Leeds"},{"id":"e","title":"Baker","company":"Heron","location":"York"}]}`,
			"Miller | Badger | Leeds |  |  | ",
		},
		"jobs of employers.json": {
			`[{"company":"Otter AG","jobs":[{"description":"Backend Developer (m/w/d)","link":"https://otter.example/jobs/1"}]},` +
				`{"company":"Heron AG","jobs":[{"description":"Python Developer (m/w/d)","link":"https://heron.example/jobs/2"},` +
				`{"description":"Data Engineer (m/w/d)","link":"https://heron.example/jobs/3"}]},` +
				`{"company":"Badger AG","jobs":[{"description":"Frontend Developer (m/w)","link":"https://badger.example/jobs/4"}]}]`,
			"Backend Developer (m/w/d) | Otter AG |  |  |  | ",
		},
		"longer list of other adverts.json": { // nothing says that they have gone
			`{"interns":[{"title":"Weaver","company":"Otter"},{"title":"Dyer","company":"Heron"},{"title":"Cook","company":"Heron"}],` +
				`"jobs":[{"title":"Miller","company":"Badger"},{"title":"Baker","company":"Heron"}]}`,
			"Weaver | Otter |  |  |  | ",
		},
		"kinds of jobs for titles.csv": {
			"id,job_category,company_name,work_location,employment_type,salary\n1,織物工,（事業所の意向により公開していません）,三重県津市,正社員,\"245,000円〜350,000円\"\n" +
				"2,染色工,獺工業,三重県亀山市,正社員,\"180,000円〜250,000円\"\n3,製粉工,狸食品,三重県伊勢市,正社員以外,\"190,000円〜240,000円\"\n",
			"織物工 |  | 三重県津市 | JP |  | 245,000円〜350,000円",
		},
		"city and state by name.csv": {
			"title,company_name,city_name,state_name\nWeaver,Otter,Urbana,Illinois\nDyer,Heron,Raleigh,North Carolina\n",
			"Weaver | Otter | Urbana, Illinois |  |  | ",
		},
		"other towns.csv": {
			"title,company,location\nTutkija,Saukko Oy,Oulu ja 3 muuta\nMylläri,Mäyrä Oy,Tampere\n", "Tutkija | Saukko Oy | Oulu |  |  | ",
		},
		"more locations.csv": {
			"title,company,location\nWeaver,Otter,\"Leeds, NY+7 locations\"\nDyer,Heron,\"York, PA\"\n", "Weaver | Otter | Leeds, NY |  |  | ",
		},
		"at home for now.csv": {
			"title,company,location\nWeaver,Otter,\"Leeds, NY 14210•Temporarily Remote\"\nDyer,Heron,\"York, PA (Temporarily Remote)\"\n",
			"Weaver | Otter | Leeds, NY 14210 |  |  | ",
		},
		"a star behind the name.csv": {
			"Job Title,Employer,Location\nWeaver,Otter Mills4.1 ★,Leeds\nDyer,Heron,York\n", "Weaver | Otter Mills | Leeds |  |  | ",
		},
		"names as keys.csv": {
			"job_title,company_id,date_posted\nBackend Developer,Otter Mills,2026-03-05\nData Engineer,Heron.com,2026-03-06\n",
			"Backend Developer | Otter Mills |  |  | 2026-03-05 | ",
		},
		"keys as keys.csv": {
			"job_title,company_id,date_posted,city\nBackend Developer,c-1042,2026-03-05,Leeds\nData Engineer,c-1043,2026-03-06,York\n",
			"Backend Developer |  | Leeds |  | 2026-03-05 | ",
		},
		"branches of a country.csv": {
			"Puesto,Empresa,Municipio,Sueldo\nCosturera,NUTRIAS DE MEXICO,APODACA,9200\nChofer,TEJON MEXICO,GUADALUPE,11500\n" +
				"Cajero,GARZA,MONTERREY,10000\n",
			"Costurera | NUTRIAS DE MEXICO | APODACA | MX |  | 9200-9200",
		},
		"branches of several.csv": {
			"title,company,salary\nWeaver,Otter Kenya,9200\nDyer,Heron Mexico,11500\nCook,Badger India,10000\n", "Weaver | Otter Kenya |  |  |  | 9200-9200",
		},
		"more places in brackets.csv": {
			",title,company,location\n0,Weaver,Otter,\"Leeds, Belgium   (+2 others)\"\n1,Dyer,Heron,Belgium  (+1 other)\n2,Cook,Stoat,\"York, Belgium\"\n",
			"Weaver | Otter | Leeds, Belgium |  |  | ",
		},
		"dates behind words.csv": {
			"Company,Title,Location,Date\nLontra,Tecelão,Porto Alegre - RS,Publicada em: 28/08/2023\nGarça,Tintureiro,Cuiabá - MT,Publicada em: 05/08/2023\n",
			"Tecelão | Lontra | Porto Alegre - RS |  | 2023-08-28 | ",
		},
		"estimates told by a column.csv": {
			"empresa,cargo,salario,moeda,salario_estimado,pais\nLontra,Tecelão,~R$8k–15k/mês,BRL,TRUE,Brazil\nGarça,Tintureiro,75k–110k/ano,USD,FALSE,Brazil\n",
			"Tecelão | Lontra | Brazil |  |  | ~R$8k–15k/mês estimate",
		},
		"hours beside a text.json": {
			`{"jobs":[{"title":"Cook","employer":"Otter","salaryHourly":12.81,"salaryText":null},` +
				`{"title":"Baker","employer":"Heron","salaryHourly":null,"salaryText":"£17,845 / year"},` +
				`{"title":"Waiter","employer":"Heron","salaryHourly":null,"salaryText":"Competitive"}]}`,
			"Cook | Otter |  | GB |  | 12.81-12.81  hour",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := firstRow(t, name, tc.table); got != tc.want {
				t.Errorf("read\n%s, want\n%s", got, tc.want)
			}
		})
	}
}
