package mapping_test

import (
	"strings"
	"testing"
)

// Adverts in lists of other objects have what those say of them, wherever it stands.
func TestNestedTables(t *testing.T) {
	const sparse = `{"title":"Loom Developer","location":"Leeds","salary":"£41,000"},{"title":"Weaver","location":"York"}`
	for name, tc := range map[string]struct{ table, want string }{
		"behind.json": { // the employer stands behind its list, under a name that anything has
			`[{"jobs":[` + sparse + `],"name":"Otter Ltd","id":7},{"jobs":[{"title":"Dyer","location":"Hull"}],"name":"Badger plc","id":8}]`,
			"Loom Developer | Otter Ltd | Leeds | GB |  | 41000-41000 GBP",
		},
		"lines.ndjson": {
			`{"company":"Otter Ltd","departments":[{"name":"Looms","vacancies":[{"title":"Loom Developer","city":"Leeds","link":"https://o.example/1"}]}]}` + "\n" +
				`{"company":"Badger plc","departments":[{"name":"Vats","vacancies":[{"title":"Dyer","city":"Hull","link":"https://b.example/2"}]}]}` + "\n",
			"Loom Developer | Otter Ltd | Leeds |  |  | ",
		},
		"own.json": { // what a row says itself counts for more
			`{"employers":[{"company":"Group plc","city":"London","positions":[{"job_title":"Loom Developer","company":"Otter Ltd","city":"Leeds"},{"job_title":"Weaver"}]}]}`,
			"Loom Developer | Otter Ltd | Leeds |  |  | ",
		},
		"keys.json": {
			`{"Otter Ltd":[` + sparse + `],"Badger plc":[` + strings.ReplaceAll(sparse, "Leeds", "Hull") + `]}`,
			"Loom Developer | Otter Ltd | Leeds | GB |  | 41000-41000 GBP",
		},
		"once.json": { // said once for the whole file
			`{"company":{"name":"Otter Ltd"},"scraped_at":"2026-03-05","jobs":[{"title":"Loom Developer","location":"Leeds","posted":"2 days ago"},{"title":"Weaver","location":"York","posted":"4 days ago"}]}`,
			"Loom Developer | Otter Ltd | Leeds |  | 2026-03-03 | ",
		},
		"places.json": { // nor are the places of one job
			`[{"id":"a1","name":"Loom Developer","company":{"name":"Otter Ltd"},"type":{"name":"Contract"},"salary":"£300 / day",` +
				`"locations":[{"id":"p1","name":"Leeds, England","city":"Leeds","country":{"name":"United Kingdom","id":"GB"},"is_remote":false}]},` +
				`{"id":"a2","name":"Weaver","company":{"name":"Otter Ltd"},"type":{"name":"Other"},"locations":[]}]`,
			"Loom Developer | Otter Ltd | Leeds, England, United Kingdom |  |  | £300 / day",
		},
		"similar.json": { // jobs like the one at hand are not the rows
			`[{"title":"Loom Developer","company":"Otter Ltd","similar_jobs":[{"title":"Weaver","company":"Stoat"},{"title":"Dyer","company":"Stoat"}]},{"title":"Clerk","company":"Badger plc","similar_jobs":[]}]`,
			"Loom Developer | Otter Ltd |  |  |  | ",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := firstRow(t, name, tc.table); got != tc.want {
				t.Errorf("\n got %s\nwant %s", got, tc.want)
			}
		})
	}
}

// Of rows in lists all are read, and each is of the object around its own list.
func TestNestedTableRows(t *testing.T) {
	sample, r := opened(t, "all.json", `{"groups":[{"employer":"Otter","jobs":[{"job_title":"Weaver"},{"job_title":"Dyer"}]},{"employer":"Idle","jobs":[]},
		{"employer":"None","jobs":null},{"jobs":[{"job_title":"Clerk"}],"employer":"Badger"}]}`)
	var got []string
	for _, row := range sample {
		p, err := r.Posting(row)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, p.Title+" at "+p.Company)
	}
	if want := "Weaver at Otter, Dyer at Otter, Clerk at Badger"; strings.Join(got, ", ") != want {
		t.Errorf("got %q, want %s", got, want)
	}
}

// What a cell leaves unsaid stands in what else the rows have.
func TestToldByTheRows(t *testing.T) {
	for name, tc := range map[string]struct{ table, want string }{
		"forms.csv": { // UAB and VšĮ are Lithuanian
			"position,company,pay\nAudėja,UAB „Ūdra“,1400-1800\nBuhalteris,\"UAB Barsukas\",Nuo 1500\nVadybininkas,VšĮ Kiaunė,Iki 2000\n",
			"Audėja | UAB „Ūdra“ |  | LT |  | 1400-1800",
		},
		"starts.csv": { // a few amounts that say more than a number make the column one of texts
			"title,employer,salary,city\nТкач,ООО Выдра,от 45 000 ₽,Пермь\nПовар,ООО Барсук,60 000 ₽,Пермь\nВрач,ООО Куница,90 000 ₽,Омск\nСторож,ИП Норкин,30 000 ₽,Омск\n" +
				"Водитель,ИП Хорьков,70 000 ₽,Омск\nТокарь,ООО Ласка,80 000 ₽,Пермь\n",
			"Ткач | ООО Выдра | Пермь | RU |  | от 45 000 ₽",
		},
		"box.csv": { // the employer before the place, and its rating
			"title,company,location\nLoom Developer,Otter,Otter Leeds\nWeaver,Badger Mill,Badger Mill 4.1 York\nDyer,Stoat,Stoat Hull\n",
			"Loom Developer | Otter | Leeds |  |  | ",
		},
		"ask.csv": { // the person whom to ask is not what the row is about
			"Name,Contact Name,Email,City,Title,Job Description,Wage\nOtter Ltd,Ann Otter,a@o.example,Leeds,Loom Developer,\"" + strings.Repeat("You mend our looms. ", 12) + "\",£21 an hour\n" +
				"Badger plc,Ben Badger,b@b.example,York,Weaver,\"" + strings.Repeat("You weave with us. ", 12) + "\",£18 an hour\n",
			"Loom Developer | Otter Ltd | Leeds | GB |  | £21 an hour",
		},
		"classes.csv": { // an extension of a browser names columns by a page's classes
			"\"x-1a2 href\",\"x-77\",\"x-77 2\",\"x-9\"\n\"https://jobs.example/loom-developer-1\",\"Loom Developer\",\"Otter GmbH\",\"Berlin\"\n\"https://jobs.example/data-analyst-2\",\"Data Analyst\",\"Dachs AG\",\"Hamburg\"\n" +
				"\"https://jobs.example/sales-manager-3\",\"Sales Manager\",\"Marder KG\",\"Köln\"\n\"https://jobs.example/teacher-4\",\"Teacher\",\"Iltis GmbH\",\"München\"\n",
			"Loom Developer | Otter GmbH | Berlin |  |  | ",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := firstRow(t, name, tc.table); got != tc.want {
				t.Errorf("\n got %s\nwant %s", got, tc.want)
			}
		})
	}
}
