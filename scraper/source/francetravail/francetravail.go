// Package francetravail reads openings in France from France Travail, the
// national employment service, through its interface for partners.
//
// GET /partenaire/offresdemploi/v2/offres/search?range=0-149 answers a page of
// a search (https://francetravail.io/data/api/offres-emploi). No recording of
// it was at hand: the form is that of its documentation, and is not verified
// here. What to know of it:
//   - It asks for a token of 25 minutes, which the id and secret of a free account
//     are exchanged for (POST /connexion/oauth2/access_token of
//     entreprise.francetravail.fr,
//     https://francetravail.io/produits-partages/documentation).
//   - At most 150 openings a page and 1,150 a search are answered; a search
//     without a match answers the status 204, which counts as a failure.
//   - Pay is text: "Mensuel de 2500.0 Euros à 3000.0 Euros sur 12 mois". Where
//     libelle is missing, commentaire may say something.
//   - Contacts stand beside the opening, in keys that are not read.
package francetravail

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/paging"
	"backpay/scraper/extract/weburl"
)

const (
	origin    = "https://api.francetravail.io"
	accounts  = "https://entreprise.francetravail.fr"
	size      = 150 // openings on a page
	mostPages = 7   // that the service answers
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "francetravail",
		Title:       "France Travail",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://candidat.francetravail.fr/",
		Terms:       "https://francetravail.io/data/api/offres-emploi",
		KeyTerms:    "https://francetravail.io/data/api/offres-emploi",
		Attribution: "Openings from France Travail (https://www.francetravail.fr/).",
		Hosts:       []string{"api.francetravail.io"},
		OffReason:   "needs FRANCETRAVAIL_CLIENT_ID and FRANCETRAVAIL_CLIENT_SECRET in the environment (free)",
		Pay:         "text",
		Secrets: []scraper.Secret{
			{Env: "FRANCETRAVAIL_CLIENT_ID", In: scraper.InGrant, Name: "client_id"},
			{Env: "FRANCETRAVAIL_CLIENT_SECRET", In: scraper.InGrant, Name: "client_secret"},
		},
		Countries: []string{"FR"},
	}
}

// Grant fulfils scraper.Granted.
func (Source) Grant(settings scraper.Settings) scraper.Grant {
	return scraper.Grant{
		URL:   settings.Base().Address(accounts, "/connexion/oauth2/access_token?realm=%2Fpartenaire"),
		Scope: "api_offresdemploiv2 o2dsoffre",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Keywords are the words of the search, with commas between several.
	Keywords string `yaml:"keywords"`
	// Department is the number of a French department, "" for all.
	Department string `yaml:"department"`
	// Pages is how many pages of 150 openings to read, the newest first.
	Pages int `yaml:"pages"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{Keywords: "développeur", Pages: 3} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	if strings.TrimSpace(s.Keywords) == "" {
		return errors.New("keywords: is empty")
	}
	return paging.Check(s.Pages, mostPages)
}

// Start asks for the first page of the search.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	q := url.Values{"motsCles": {s.Keywords}, "range": {ranged(0)}, "sort": {"1"}}
	if s.Department != "" {
		q.Set("departement", s.Department)
	}
	return []scraper.Request{
		{
			URL:  s.Address(origin, "/partenaire/offresdemploi/v2/offres/search?"+q.Encode()),
			Page: "list",
			Note: paging.First(s.Pages),
		},
	}, nil
}

// ranged words the page that begins with an opening's number.
func ranged(from int) string { return fmt.Sprintf("%d-%d", from, from+size-1) }

// Recognise knows a page by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "resultats")
	return first.Has("id", "intitule", "lieuTravail")
}

// Read reads a page and asks for the next. A page that isn't full is the last.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(page.Body, "resultats", func(path string, o offer) error {
		ids = append(ids, o.ID)
		p, err := o.posting(page, path)
		if err != nil {
			return err
		}
		res.Keep(p)
		return nil
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	read := paging.Of(page)
	note, err := read.Next(ids, 0)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	if note != nil && len(ids) >= size {
		next := page.Request
		next.Note = note
		next.URL = weburl.WithQuery(next.URL, "range", ranged(read.Read(ids)))
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

// offer is a posting as the service words it.
type offer struct {
	ID          string `json:"id"`
	Title       string `json:"intitule"`
	Description string `json:"description"`
	Created     string `json:"dateCreation"`
	Changed     string `json:"dateActualisation"`
	Occupation  string `json:"appellationlibelle"`
	Contract    string `json:"typeContrat"`
	Hours       string `json:"dureeTravailLibelleConverti"`
	Experience  string `json:"experienceLibelle"`
	Place       struct {
		Label string `json:"libelle"`
	} `json:"lieuTravail"`
	Company struct {
		Name string `json:"nom"`
	} `json:"entreprise"`
	Salary struct {
		Label   string `json:"libelle"`
		Comment string `json:"commentaire"`
	} `json:"salaire"`
	Skills []struct {
		Label string `json:"libelle"`
	} `json:"competences"`
	Origin struct {
		URL string `json:"urlOrigine"`
	} `json:"origineOffre"`
}

func (o offer) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if o.ID == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID: o.ID,
		URL: cmp.Or(
			weburl.Resolve("", o.Origin.URL),
			"https://candidat.francetravail.fr/offres/recherche/detail/"+url.PathEscape(o.ID),
		),
		Title:       htmltext.Line(o.Title),
		Company:     cmp.Or(htmltext.Line(o.Company.Name), page.Request.Company),
		Place:       place(o.Place.Label),
		Country:     cmp.Or(page.Request.Country, "FR"), // the service's own; a place that is elsewhere says so
		Employment:  o.employment(),
		Department:  htmltext.Line(o.Occupation),
		Level:       htmltext.Line(o.Experience),
		Language:    "fr",
		Description: htmltext.Text(o.Description),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("intitule: is empty")
	}
	for _, s := range o.Skills {
		p.Tags = append(p.Tags, htmltext.Lines([]string{s.Label})...)
	}
	for _, said := range []struct{ path, text string }{{"salaire.libelle", o.Salary.Label}, {"salaire.commentaire", o.Salary.Comment}} {
		if text := htmltext.Line(said.text); strings.ContainsAny(text, "123456789") {
			p.Pay = []scraper.Pay{{Text: text, Origin: scraper.Field, Path: said.path}}
			break
		}
	}
	p.PostedAt = dates.Field(&p.Unread, "dateCreation", o.Created)
	p.ChangedAt = dates.Field(&p.Unread, "dateActualisation", o.Changed)
	return p, nil
}

// place takes the department's number off a place ("69 - LYON 03").
func place(label string) string {
	label = htmltext.Line(label)
	if number, name, ok := strings.Cut(label, " - "); ok && len(number) <= 3 {
		return name
	}
	return label
}

// employment reads the French words for part time and the codes of contracts
// that end.
func (o offer) employment() string {
	switch {
	case o.Contract == "MIS" || o.Contract == "CDD":
		return "temporary"
	case strings.EqualFold(o.Hours, "Temps plein"):
		return "full-time"
	case strings.EqualFold(o.Hours, "Temps partiel"):
		return "part-time"
	}
	return ""
}
