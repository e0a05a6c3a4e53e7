package mapping_test

import "testing"

// What tables of other shapes say of pay, employers and days.
func TestStrangersPay(t *testing.T) {
	for name, tc := range map[string]struct{ table, want string }{
		"teaser.csv": { // pay in the lines below a title
			"title,company,location,teaser\nLoom Developer,Otter,Perth WA,\"Mend our looms, $70,000 - $80,000 a year\"\nWeaver,Badger,Hobart TAS,Weave with us\n",
			"Loom Developer | Otter | Perth WA |  |  | Mend our looms, $70,000 - $80,000 a year",
		},
		"hour.csv": { // one character for an hour
			"title,company,location,salary\n织布工,水獭公司,北京,50-60元/时\n裁缝,獾公司,上海,9-14K·13薪\n",
			"织布工 | 水獭公司 | 北京 | CN |  | 50-60元/小时",
		},
		"internships.csv": { // a shortened year, and what a range without a currency is for
			"Internship_Name,Company,Location,Stipend,Posted_On,Last_Date\nWeaving,Otter,Pune,3000-8000 /Month,7 Jun'18,21 Jun'18\nDyeing,Badger,Delhi,5000 /Month,8 Jun'18,22 Jun'18\n",
			"Weaving | Otter | Pune |  | 2018-06-07 | 3000-8000  month",
		},
		"forms.csv": { // the dollars of the employers' country
			"job_title,company,salary\nWeaver,OTTER PTE. LTD.,\"$5,000 to $7,000 Monthly\"\nDyer,BADGER PTE LTD,\"$4,000 to $5,000 Monthly\"\nClerk,Stoat,\"$3,000 to $4,000 Monthly\"\n",
			"Weaver | OTTER PTE. LTD. |  | SG |  | $5,000 to $7,000 Monthly",
		},
		"guesses.csv": { // where some columns are a site's guesses, so may the others be
			"job_title,company_name,location,est_salary,min_salary,max_salary\nWeaver,Otter,\"Austin, TX\",\"$101K\",80249.21,153461.99\nDyer,Badger,\"Reno, NV\",\"$90K\",70000.5,90000.5\n" +
				"Clerk,Stoat,\"Reno, NV\",\"$60K\",50000.5,70000.5\n",
			"Weaver | Otter | Austin, TX |  |  | 80249.21-153461.99 estimate",
		},
		"rounded.json": { // a text that rounds what numbers tell
			`[{"title":"Weaver","company":"Otter","salary":"$21k/year","salaryMin":20800,"salaryMax":20800},{"title":"Dyer","company":"Badger","salary":"$60k–$90k/year","salaryMin":60000,"salaryMax":90000}]`,
			"Weaver | Otter |  |  |  | $20800/year",
		},
		"tjm.csv": { // paid by the day by its name
			"Titre,TJM,Localisation,Entreprise\nDéveloppeur Go,500,Paris,Loutre\nTisserand,550,Lyon,Blaireau\n",
			"Développeur Go | Loutre | Paris |  |  | 500-500  day",
		},
		"titles.csv": { // titles that tell pay are titles
			"PID,Job Title,Link\n771,$22 - $24/hr WEAVERS NEEDED,https://a.craigslist.example/d/771\n772,HANDYMAN at $33/hr,https://a.craigslist.example/d/772\n773,Stocker,https://a.craigslist.example/d/773\n",
			"$22 - $24/hr WEAVERS NEEDED |  |  |  |  | ",
		},
		"cents.csv": { // a decimal comma behind parted thousands stays
			"titulo,empresa,local,salario\nTecelão,Lontra,Santos,\"De R$ 9.001,00 a R$ 10.000,00\"\nCostureira,Texugo,Recife,\"Até R$ 2.000,00\"\n",
			"Tecelão | Lontra | Santos | BR |  | De R$ 9.001,00 a R$ 10.000,00",
		},
		"hidden.csv": { // an employer who isn't named
			"titulo,empresa,local\nTecelão,Confidencial,Santos\nCostureira,Lontra,Recife\n",
			"Tecelão |  | Santos |  |  | ",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := firstRow(t, name, tc.table); got != tc.want {
				t.Errorf("\n got %s\nwant %s", got, tc.want)
			}
		})
	}
}
