package main

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"backpay/scraper"
)

// environment is the variables that the program was started with, where the
// sources' keys come from. Keys are put on requests as they leave and stand
// nowhere else.
type environment map[string]string

// missing says which variable to set for a source that needs a key.
func (env environment) missing(about scraper.About) error {
	for _, s := range about.Secrets {
		if !s.Optional && env[s.Env] == "" {
			return fmt.Errorf("%s needs a key: set %s in the environment", about.Name, s.Env)
		}
	}
	return nil
}

// signer puts a source's keys on a request.
func (env environment) signer(about scraper.About) func(*http.Request) {
	if len(about.Secrets) == 0 {
		return nil
	}
	return func(r *http.Request) {
		for _, s := range about.Secrets {
			value := env[s.Env]
			if value == "" {
				continue
			}
			switch s.In {
			case "query":
				u := *r.URL
				q := u.Query()
				q.Set(s.Name, value)
				u.RawQuery = q.Encode()
				r.URL = &u
			case "header":
				r.Header.Set(s.Name, value)
			case "basic":
				r.SetBasicAuth(value, "")
			}
		}
	}
}

// redactor takes keys out of an address, should a server send one back.
func (env environment) redactor(plans []plan) func(string) string {
	var pairs []string
	for _, p := range plans {
		for _, s := range p.source.About().Secrets {
			if v := env[s.Env]; v != "" {
				pairs = append(pairs, v, "REDACTED", url.QueryEscape(v), "REDACTED")
			}
		}
	}
	return strings.NewReplacer(pairs...).Replace
}
