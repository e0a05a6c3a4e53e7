// Package extract reads the forms that pages share: HTML text, schema.org
// JSON-LD and microdata, links, sitemaps, JSON lists, dates and the words of
// pay fields. Sources are made of it.
//
// It knows no source and no network. Everything it is given is hostile: no
// function here panics, takes more than linear time in the input, or goes
// deeper than a fixed bound. Input is UTF-8, as scraper.Page promises.
package extract
