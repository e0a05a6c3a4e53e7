package skill

import "testing"

func TestSpelling(t *testing.T) {
	for name, want := range map[string]string{
		"postgresql": "PostgreSQL", "go": "Go", "aws": "AWS", "c++": "C++", "spring": "Spring", "react native": "React Native",
		"leadership": "leadership", "microservices": "microservices", "ci/cd": "CI/CD", "grpc": "gRPC", "never heard of": "never heard of",
	} {
		if got := Spelling(name); got != want {
			t.Errorf("%s is written %q, want %q", name, got, want)
		}
	}
	for tag := range spellings() {
		if _, ok := dictionary().byTag[tag]; !ok {
			t.Errorf("%q is no skill", tag)
		}
	}
}
