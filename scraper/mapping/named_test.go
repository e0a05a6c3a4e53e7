package mapping_test

import (
	"slices"
	"testing"
	"time"
)

// Tables of the kinds that public repositories hold whose columns have names in
// phrases, or names that say another thing than their cells. The tables are made up.
func TestTablesKnownByTheirNames(t *testing.T) {
	for name, tc := range map[string]struct{ table, want string }{
		"phrases.csv": { // articles on the words; the day on which the work begins is not the advert's
			"Lien,Nom de l'organisation,Titre de la mission,Pays de l'offre,Date de début de la mission\n" +
				"https://vie.example/offres/1,LOUTRE SYSTEMES,INGENIEUR PROCEDES H/F,MEXIQUE,2024-06-01T00:00:00\n" +
				"https://vie.example/offres/2,BLAIREAU SA,CONTROLEUR DE GESTION H/F,SUISSE,2024-04-01T00:00:00\n",
			"INGENIEUR PROCEDES H/F | LOUTRE SYSTEMES | MEXIQUE |  |  | ",
		},
		"keys.csv": { // the number of an employer is not its name
			"uuid,titre,ville,created_at,employer_id,ridet,enseigne\n" +
				"a1,Secrétaire (H/F),NOUMEA,2026-09-23 19:05:34+11:00,edf11045-ad1e-4909-8ad8-864164d116ba,1561331001,CABINET LOUTRE\n" +
				"a2,Vendeur en optique,DUMBEA,2026-09-22 18:01:02+11:00,790724fd-770f-4a6a-bf0a-e8b104607d0e,1371194001,SARL BLAIREAU\n",
			"Secrétaire (H/F) | CABINET LOUTRE | NOUMEA |  | 2026-09-23 | ",
		},
		"relative.ndjson": { // the day itself is nowhere, how long ago is
			`{"title":"Accountant","company":"Otter Homes","location":"Addis Ababa, Ethiopia","posted_relative":"6 days ago","posted_date":null,"deadline":"mar","salary":null,"scraped_at":"2026-03-19T09:47:06.594032"}` + "\n" +
				`{"title":"Video Editor","company":"Badger PLC","location":"Addis Ababa, Ethiopia","posted_relative":null,"posted_date":null,"deadline":"Mar","salary":null,"scraped_at":"2026-03-19T09:47:09.416536"}` + "\n" +
				`{"title":"Secretary","company":"Heron PLC","location":"Adama, Ethiopia","posted_relative":"a week ago","posted_date":null,"deadline":null,"salary":null,"scraped_at":"2026-03-19T09:47:12.054171"}` + "\n",
			"Accountant | Otter Homes | Addis Ababa, Ethiopia |  | 2026-03-13 | ",
		},
		"withheld.ndjson": { // words that say that no employer is named
			`{"title":"Обработчик писем","company":"Компания не указана","location":"Казань","salary":"from $1 000","salary_min":1000,"salary_max":1000,"salary_currency":"USD","salary_unit":"MONTH","url":"https://otter.example/job/1"}` + "\n" +
				`{"title":"Менеджер","company":"Выдра","location":"Пермь","salary":"on request","salary_min":null,"salary_max":null,"salary_currency":null,"salary_unit":null,"url":"https://otter.example/job/2"}` + "\n",
			"Обработчик писем |  | Казань |  |  | from $1 000",
		},
		"sales.csv": { // an employer called after a trade; a word for where work is done beside the city
			"company,company_status,title,city,workplace,salary,url,published\n" +
				"SALES WYDRA HR,open,Doradca klienta,Kraków,hybrid,7000-7500 PLN/month b2b,https://praca.example/1,2026-09-14\n" +
				"Borsuk Marketing & Sales,open,Dyrektor handlowy,Wrocław,remote,,https://praca.example/2,2026-09-30\n",
			"Doradca klienta | SALES WYDRA HR | Kraków | PL | 2026-09-14 | 7000-7500 PLN/month b2b",
		},
		"unaccented.csv": { // names of several words, written without some of their accents
			"Nombre del Empleo, Compañia,Detalle de la Oferta\n" +
				"Desarrollador Go,Nutria SL,Buscamos a alguien que escriba programas para barcos\n" +
				"Contable,Tejón SA,Buscamos a alguien que lleve las cuentas\n",
			"Desarrollador Go | Nutria SL |  |  |  | ",
		},
		"stars.csv": { // the employers stand in the column of places, below their stars
			"titulo,empresa,ubicacion,enlace\n" +
				"Desarrollador,No disponible,\"4,5\n\n      Nutria SAS\",https://ofertas.example/oferta-de-trabajo-de-desarrollador-1\n" +
				"Conductor,No disponible,\"4,3\n\n      Tejón SAS\",https://ofertas.example/oferta-de-trabajo-de-conductor-2\n" +
				"Soporte técnico,No disponible,GARZA LTDA,https://ofertas.example/oferta-de-trabajo-de-soporte-tecnico-3\n",
			"Desarrollador | Nutria SAS |  |  |  | ",
		},
		"dictionaries.csv": { // a program printed the answers of an interface
			"id,name,area,salary,published_at,alternate_url,employer\n" +
				"101,Инженер-механик,\"{'id': '1', 'name': 'Астана'}\",\"{'from': 500000, 'to': 800000, 'currency': 'KZT', 'gross': True}\",2026-03-06T10:50:10+0300,https://hh.ru/vacancy/101,\"{'id': '7', 'name': 'ТОО \"\"Выдра\"\"', 'logo_urls': None}\"\n" +
				"102,Юрист,\"{'id': '1', 'name': 'Астана'}\",,2026-03-04T09:58:38+0300,https://hh.ru/vacancy/102,\"{'id': '8', 'name': 'Барсук', 'logo_urls': None}\"\n",
			`Инженер-механик | ТОО "Выдра" | Астана |  | 2026-03-06 | 500000-800000 KZT month`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := firstRow(t, name, tc.table); got != tc.want {
				t.Errorf("\n got %s\nwant %s", got, tc.want)
			}
		})
	}
}

// An address that rows with several titles have names no posting: the employer's
// page, of which the rows are different jobs.
func TestSharedAddresses(t *testing.T) {
	sample, r := opened(t, "shared.csv", "Title,Company,Location,Url\n"+
		"Lens Grinder,Otter,Reno,https://boards.example/cmp/otter\n"+
		"Lens Polisher,Otter,Reno,https://boards.example/cmp/otter\n"+
		"Clerk,Badger,Elko,https://boards.example/cmp/badger\n")
	ids := map[string]bool{}
	for _, row := range sample {
		p, err := r.Posting(row)
		if err != nil {
			t.Fatal(err)
		}
		ids[p.ID] = true
		if p.URL == "" {
			t.Errorf("row %d has lost its address", row.Number)
		}
	}
	if len(ids) != len(sample) {
		t.Errorf("%d rows have %d identities", len(sample), len(ids))
	}
}

// A line with the city of the rows below it is none of them.
func TestLinesBetweenRows(t *testing.T) {
	sample, r := opened(t, "cities.csv", "positionName,salary,workYear\n北京,,\n爬虫工程师,6k-10k,1-3年\n测试工程师,9k-15k,1-3年\n上海,,\n爬虫工程师,7k-11k,1-3年\n")
	read := 0
	for _, row := range sample {
		if _, err := r.Posting(row); err == nil {
			read++
		}
	}
	if read != 3 {
		t.Errorf("%d rows are postings, want 3", read)
	}
}

// Dates that only say what they are not after are unknown.
func TestBoundsOfAges(t *testing.T) {
	sample, r := opened(t, "aged.csv", "title,company,how_old,scraped_at\nDesenvolvedor Ruby,Lontra,há 6 dias,2026-03-19\n"+
		"Analista de QA,Texugo,Há mais de 30 dias,2026-03-19\nCientista de Dados,Garça,Recém publicada,2026-03-19\n")
	var got []string
	for _, row := range sample {
		p, err := r.Posting(row)
		if err != nil {
			t.Fatal(err)
		}
		day := ""
		if !p.PostedAt.IsZero() {
			day = p.PostedAt.Format(time.DateOnly)
		}
		got = append(got, day)
	}
	if want := []string{"2026-03-13", "", "2026-03-19"}; !slices.Equal(got, want) {
		t.Errorf("posted %q, want %q", got, want)
	}
}
