package xmllist

import (
	"errors"
	"strings"
	"testing"

	"backpay/scraper"
)

type xmlJob struct {
	ID   int      `xml:"id"`
	Name string   `xml:"name"`
	Tags []string `xml:"tags>tag"`
}

func readXML(body string) (names []string, problems []error, err error) {
	problems, err = Array([]byte(body), "jobs", "job", func(path string, j xmlJob) error {
		if j.Name == "" {
			return errors.New("name: is empty")
		}
		names = append(names, path+" "+j.Name+" "+strings.Join(j.Tags, ","))
		return nil
	})
	return names, problems, err
}

func TestXMLArray(t *testing.T) {
	tests := []struct {
		name, body string
		want       []string
		problems   int
		err        error
	}{
		{"feed", `<?xml version="1.0" encoding="ISO-8859-1"?><jobs><title>All</title><job><id>1</id><name>Potter</name><tags><tag>a</tag><tag>b</tag></tags></job><job><id>2</id><name><![CDATA[<b>Weaver</b>]]></name></job></jobs>`, []string{"job[0] Potter a,b", "job[1] <b>Weaver</b> "}, 0, nil},
		{"entities of HTML", `<jobs><job><id>1</id><name>K&uuml;fer &amp; Sohn&nbsp;</name></job></jobs>`, []string{"job[0] Küfer & Sohn\u00a0 "}, 0, nil},
		{"empty", `<jobs></jobs>`, nil, 0, nil},
		{"one of another type", `<jobs><job><id>x</id><name>Potter</name></job><job><id>2</id><name>Weaver</name></job></jobs>`, []string{"job[1] Weaver "}, 1, nil},
		{"elements further in do not count", `<jobs><group><job><id>1</id><name>Potter</name></job></group></jobs>`, nil, 0, nil},
		{"none can be read", `<jobs><job><id>1</id></job></jobs>`, nil, 0, scraper.ErrDrift},
		{"cut off", `<jobs><job><id>1</id><name>Potter</name></job><job><id>2`, nil, 0, scraper.ErrDrift},
		{"another root", `<rss><job/></rss>`, nil, 0, scraper.ErrDrift},
		{"JSON", `{"jobs": []}`, nil, 0, scraper.ErrDrift},
		{"nothing", ``, nil, 0, scraper.ErrDrift},
		{"a challenge", `<html><head><title>Just a moment...</title></head></html>`, nil, 0, scraper.ErrBlocked},
		{"an entity of its own", `<!DOCTYPE jobs [<!ENTITY x SYSTEM "file:///etc/passwd">]><jobs><job><id>1</id><name>&x;</name></job></jobs>`, []string{"job[0] &x; "}, 0, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, problems, err := readXML(tt.body)
			if !errors.Is(err, tt.err) || len(problems) != tt.problems {
				t.Fatalf("error %v, problems %v", err, problems)
			}
			if err == nil && strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// Only the first elements are looked at, and what comes behind them may be anything.
func TestAny(t *testing.T) {
	many := strings.Repeat("<job><name>Potter</name></job>", looked)
	for body, want := range map[string]bool{
		`<jobs><title>All</title><job><id>x</id></job><job><name>Weaver</name></job>`: true,
		`<jobs>` + many[30:] + `<job><name>Weaver</name></job></jobs>`:                true,
		`<jobs>` + many + `<job><name>Weaver</name></job></jobs>`:                     false,
		`<jobs><group><job><name>Weaver</name></job></group></jobs>`:                  false,
		`<rss><job><name>Weaver</name></job></rss>`:                                   false,
		`{"jobs": []}`: false,
	} {
		if got := Any([]byte(body), "jobs", "job", func(j xmlJob) bool { return j.Name == "Weaver" }); got != want {
			t.Errorf("%.80s: %v", body, got)
		}
	}
}

func TestXMLRoot(t *testing.T) {
	for body, want := range map[string]string{
		`<?xml version="1.0"?><!-- x --> <a:jobs xmlns:a="urn:x"/>`: "jobs",
		`{"jobs": []}`: "", ``: "", `jobs`: "", `text <jobs/>`: "",
	} {
		if got := Root([]byte(body)); got != want {
			t.Errorf("%s: root %q, want %q", body, got, want)
		}
	}
}

func FuzzXMLArray(f *testing.F) {
	f.Add(`<jobs><job><id>1</id><name>Potter</name></job></jobs>`)
	f.Add(`<jobs><job><id>1<id></name></job>`)
	f.Fuzz(func(t *testing.T, body string) {
		names, problems, err := readXML(body)
		if err != nil && len(problems) > 0 {
			t.Errorf("problems %v beside the error %v", problems, err)
		}
		for _, n := range names {
			if !strings.Contains(n, " ") {
				t.Errorf("name %q", n)
			}
		}
	})
}
