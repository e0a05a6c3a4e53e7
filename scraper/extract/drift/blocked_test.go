package drift

import "testing"

func TestBlocked(t *testing.T) {
	for title, want := range map[string]bool{
		"Just a moment...": true, "Security | Board": true, "Access Denied": true,
		"Security Engineer at Board": false, "Captcha Engineer": true, "Jobs": false,
	} {
		if got := Blocked([]byte("<html><title>"+title+"</title>")) != ""; got != want {
			t.Errorf("Blocked with the title %q is %v", title, got)
		}
	}
	if Blocked([]byte(`{"title":"<title>Access Denied</title>"}`)) != "" {
		t.Error("JSON is taken for a challenge")
	}
}
