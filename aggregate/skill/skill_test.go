package skill_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"backpay/aggregate/skill"
)

// spellings are ways to write a skill, the canonical name first.
var spellings = [][]string{
	{"go", "Go", "Golang", "Go (Golang)"},
	{"python", "Python", "Python 3"},
	{"java", "Java", "Java 17"},
	{"javascript", "JavaScript", "Javascript", "JS"},
	{"typescript", "TypeScript", "Typescript"},
	{"node.js", "Node.js", "NodeJS", "Node"},
	{"react", "React", "React.js", "ReactJS"},
	{"postgresql", "PostgreSQL", "Postgres"},
	{"mysql", "MySQL"},
	{"mongodb", "MongoDB", "Mongo"},
	{"redis", "Redis"},
	{"kafka", "Kafka", "Apache Kafka"},
	{"kubernetes", "Kubernetes", "K8s"},
	{"docker", "Docker"},
	{"aws", "AWS", "Amazon Web Services"},
	{"gcp", "GCP", "Google Cloud"},
	{"azure", "Azure"},
	{"terraform", "Terraform"},
	{"c++", "C++", "C++17"},
	{"c#", "C#"},
	{".net", ".NET", ".NET Core"},
	{"c", "C"},
	{"r", "R"},
	{"rust", "Rust"},
	{"ruby", "Ruby"},
	{"rails", "Ruby on Rails", "Rails", "RoR"},
	{"php", "PHP"},
	{"laravel", "Laravel"},
	{"django", "Django"},
	{"flask", "Flask"},
	{"spring", "Spring Boot"},
	{"graphql", "GraphQL"},
	{"rest", "REST APIs", "RESTful APIs"},
	{"grpc", "gRPC"},
	{"elasticsearch", "Elasticsearch", "ElasticSearch"},
	{"rabbitmq", "RabbitMQ"},
	{"spark", "Apache Spark", "Spark"},
	{"airflow", "Airflow"},
	{"snowflake", "Snowflake"},
	{"dbt", "dbt"},
	{"sql", "SQL"},
	{"nosql", "NoSQL"},
	{"linux", "Linux"},
	{"git", "Git"},
	{"ci/cd", "CI/CD"},
	{"jenkins", "Jenkins"},
	{"github actions", "GitHub Actions"},
	{"ansible", "Ansible"},
	{"prometheus", "Prometheus"},
	{"grafana", "Grafana"},
	{"datadog", "Datadog"},
	{"swift", "Swift"},
	{"kotlin", "Kotlin"},
	{"scala", "Scala"},
	{"elixir", "Elixir"},
	{"haskell", "Haskell"},
	{"clojure", "Clojure"},
	{"vue", "Vue.js", "Vue"},
	{"angular", "Angular"},
	{"svelte", "Svelte"},
	{"next.js", "Next.js"},
	{"tensorflow", "TensorFlow"},
	{"pytorch", "PyTorch"},
	{"machine learning", "machine learning", "ML"},
	{"microservices", "microservices", "micro-services"},
	{"distributed systems", "distributed systems"},
	{"oauth", "OAuth 2.0", "OAuth"},
	{"nginx", "NGINX"},
	{"bash", "Bash"},
	{"perl", "Perl"},
	{"chef", "Chef"},
	{"vault", "Vault"},
	{"helm", "Helm"},
	{"express", "Express"},
	{"unity", "Unity"},
	{"sas", "SAS"},
	{"hive", "Hive"},
	{"nomad", "Nomad"},
	{"dart", "Dart"},
	{"phoenix", "Phoenix"},
}

// TestSpellings puts each spelling into plain sentences of adverts: the skill
// is found, at its place, and no other technology is.
func TestSpellings(t *testing.T) {
	soft := map[string]bool{}
	for _, s := range skill.All() {
		soft[s.Name] = s.Soft
	}
	for _, forms := range spellings {
		for _, form := range forms[1:] {
			for _, sentence := range []string{
				"- 4+ years of experience with %s\n- Fluent English",
				"- Solid knowledge of %s, as we use it daily\n",
				"- You have worked with %s; it runs our shop\n",
				"- First contact with %s (optional)\n",
				"Our platform was built in %s.",
			} {
				text := strings.Replace(sentence, "%s", form, 1)
				var got []string
				for _, m := range skill.Find(text) {
					if soft[m.Name] {
						continue
					}
					got = append(got, m.Name)
					if at := strings.Index(text, form); m.Start != at || m.End > at+len(form) {
						t.Errorf(
							"Find(%q): %q at %d-%d, want it in %d-%d",
							text,
							m.Name,
							m.Start,
							m.End,
							at,
							at+len(form),
						)
					}
				}
				if !slices.Equal(got, forms[:1]) {
					t.Errorf("Find(%q) = %q, want %q", text, got, forms[0])
				}
			}
		}
	}
}

func TestLookup(t *testing.T) {
	for tag, want := range map[string]string{
		"ReactJS": "react", "amazon-web-services": "aws", "Go": "go", "GOLANG": "go", "c": "c", "C++": "c++", ".NET": ".net", "node": "node.js", "ruby on rails": "rails",
		"ci-cd": "ci/cd", " Python ": "python", "word": "word", "objective-c": "objective-c", "": "", "no such skill": "", "python snake": "", "(python)": "", strings.Repeat("go ", 99): "",
	} {
		got, ok := skill.Lookup(tag)
		if got != want || ok != (want != "") {
			t.Errorf("Lookup(%q) = %q, %v, want %q", tag, got, ok, want)
		}
	}
}

// TestDictionary holds what others rely on: its size, its names, its parents.
func TestDictionary(t *testing.T) {
	all := skill.All()
	soft := 0
	names := map[string]bool{}
	for _, s := range all {
		names[s.Name] = true
		if s.Soft {
			soft++
		}
		if name, ok := skill.Lookup(s.Name); !ok || name != s.Name {
			t.Errorf("Lookup(%q) = %q, %v", s.Name, name, ok)
		}
		for _, a := range s.Aliases {
			if name, ok := skill.Lookup(a); !ok || name != s.Name {
				t.Errorf("Lookup(%q) = %q, %v, want %q", a, name, ok, s.Name)
			}
		}
	}
	if len(all) < 800 || soft < 30 {
		t.Errorf("%d skills, %d of them soft, want 800 and 30 at least", len(all), soft)
	}
	for _, s := range all {
		if s.Parent != "" && !names[s.Parent] {
			t.Errorf("parent %q of %q is no skill", s.Parent, s.Name)
		}
		// Following the parents must come to an end.
		for p, n := s.Parent, 0; p != ""; n++ {
			if n > 5 {
				t.Fatalf("parents of %q go in a circle", s.Name)
			}
			i := slices.IndexFunc(all, func(o skill.Skill) bool { return o.Name == p })
			p = all[i].Parent
		}
	}
	i := slices.IndexFunc(all, func(s skill.Skill) bool { return s.Name == "spring" })
	if !slices.Contains(all[i].Also, "spring boot") {
		t.Errorf("spring is also %q, want spring boot among them", all[i].Also)
	}
}

// An address names no skill, by none of its parts.
func TestAddresses(t *testing.T) {
	for _, text := range []string{
		"Apply at https://careers.marlowworks.example/go/rust", "(http://docker.example)", "python@marlowworks.example", "jobs.react.io/vue",
	} {
		if found := skill.Find(text); len(found) > 0 {
			t.Errorf("%q: found %v", text, found)
		}
	}
	if found := skill.Find("services that speak HTTP"); len(found) != 1 || found[0].Name != "http" {
		t.Errorf("the protocol itself: found %v", found)
	}
}

// Each skill once, in order, within the text, and the same when neutral
// sentences surround it.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"Go, C++ and .NET", "C#/.NET", "KubernetesKnowledge", "R&D", "https://go.dev/x Go", "a@b.c", "Node.js\nReact", "\xff\xfeGo", "C++++", ".net.net", "Ünïcode Go 開発Python", "Go-", "*nix", ".0.%C", "GoPYthon", "C Go-", "in Go", ".g. Go"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ms := skill.Find(text)
		seen := map[string]bool{}
		last := 0
		for _, m := range ms {
			if m.Start < last || m.End <= m.Start || m.End > len(text) {
				t.Fatalf("%q at %d-%d of %d bytes, after %d", m.Name, m.Start, m.End, len(text), last)
			}
			last = m.Start
			if seen[m.Name] {
				t.Fatalf("%q twice", m.Name)
			}
			seen[m.Name] = true
			if name, ok := skill.Lookup(m.Name); !ok || name != m.Name {
				t.Fatalf("%q is not in the dictionary", m.Name)
			}
		}
		before, after := "The office has a garden.\n\n", "\n\nThe kitchen is on the second floor."
		again := skill.Find(before + text + after)
		if len(again) != len(ms) {
			t.Fatalf("%v alone, %v surrounded", ms, again)
		}
		for i, m := range again {
			if m.Name != ms[i].Name || m.Start != ms[i].Start+len(before) || m.End != ms[i].End+len(before) {
				t.Fatalf("%v alone, %v surrounded", ms[i], m)
			}
		}
	})
}

// postings returns the descriptions of a recorded board as plain text.
func postings(b *testing.B) []string {
	b.Helper()
	f, err := os.Open(filepath.Join(corpus(b), "sources", "greenhouse", "stripe-full-2026-08.json.gz"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		b.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		b.Fatal(err)
	}
	var board struct {
		Jobs []struct{ Content string }
	}
	if err := json.NewDecoder(bytes.NewReader(data)).Decode(&board); err != nil || len(board.Jobs) == 0 {
		b.Fatalf("%d jobs, error %v", len(board.Jobs), err)
	}
	tag := regexp.MustCompile(`<[^>]*>`)
	var out []string
	for _, j := range board.Jobs {
		out = append(out, html.UnescapeString(tag.ReplaceAllString(html.UnescapeString(j.Content), "\n")))
	}
	return out
}

func BenchmarkFind(b *testing.B) {
	texts := postings(b)
	size := 0
	for _, t := range texts {
		size += len(t)
	}
	skill.Find("")
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, t := range texts {
			skill.Find(t)
		}
	}
}
