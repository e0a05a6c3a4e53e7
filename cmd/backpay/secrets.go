package main

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"backpay/scraper"
	"backpay/scraper/fetch"
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

// byKey reports whether a source is used under the terms that came with its
// keys: all of them are set.
func (env environment) byKey(about scraper.About) bool {
	for _, s := range about.Secrets {
		if env[s.Env] == "" {
			return false
		}
	}
	return about.KeyTerms != "" && len(about.Secrets) > 0
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

// grant is where a source's keys are exchanged for a token, and what is sent
// there; nil for a source whose keys stand on its requests.
func (env environment) grant(src scraper.Source, settings scraper.Settings) *fetch.Grant {
	granted, ok := src.(scraper.Granted)
	if !ok {
		return nil
	}
	g := granted.Grant(settings)
	form := url.Values{"grant_type": {"client_credentials"}, "scope": {g.Scope}}
	for _, s := range src.About().Secrets {
		if s.In == scraper.InGrant {
			form.Set(s.Name, env[s.Env])
		}
	}
	return &fetch.Grant{URL: g.URL, Form: form}
}

// shortest is the length of the shortest key that is looked for in texts: a
// shorter one would be found in words that are none.
const shortest = 5

// redactor returns a function that takes the keys of all sources out of a
// text, in each spelling that an answer may repeat them in.
func (env environment) redactor(sources []scraper.Source) func(string) string {
	var pairs []string
	for _, src := range sources {
		for _, s := range src.About().Secrets {
			if v := env[s.Env]; len(v) >= shortest {
				for _, form := range spellings(v) {
					pairs = append(pairs, form, "REDACTED")
				}
			}
		}
	}
	if len(pairs) == 0 {
		return func(text string) string { return text }
	}
	return strings.NewReplacer(pairs...).Replace
}

// spellings returns a key as it stands in headers, addresses, JSON and HTML.
// The longest comes first where one begins with another.
func spellings(key string) []string {
	quoted, _ := json.Marshal(key) // a string always marshals
	inJSON := string(quoted[1 : len(quoted)-1])
	basic := base64.StdEncoding.EncodeToString([]byte(key + ":"))
	forms := []string{
		key, url.QueryEscape(key), strings.ToLower(url.QueryEscape(key)), url.PathEscape(key), html.EscapeString(key),
		inJSON, strings.ReplaceAll(inJSON, "/", `\/`), basic,
	}
	slices.SortFunc(forms, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return slices.Compact(forms)
}

// quietWriter takes keys out of what is written to it. Each Write is a whole
// message.
type quietWriter struct {
	w      io.Writer
	redact func(string) string
}

func (q quietWriter) Write(p []byte) (int, error) {
	if _, err := io.WriteString(q.w, q.redact(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}
