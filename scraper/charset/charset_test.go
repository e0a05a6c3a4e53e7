package charset_test

import (
	"testing"

	"backpay/scraper/charset"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	xunicode "golang.org/x/text/encoding/unicode"
)

func TestEastern(t *testing.T) {
	for name, tc := range map[string]struct {
		enc  encoding.Encoding
		text string
	}{
		"shift_jis": {japanese.ShiftJIS, "title,company\n織物職人を募集しています,株式会社カワウソ\n染色の仕事です、経験者優遇,アナグマ商事\n"},
		"euc-jp":    {japanese.EUCJP, "<p>織物職人を募集しています。株式会社カワウソ</p>"},
		"euc-kr":    {korean.EUCKR, "title,company\n직물 기술자를 모집합니다,수달 주식회사\n염색 작업자 경력 우대합니다,오소리 상사\n"},
		"big5":      {traditionalchinese.Big5, "title,company\n織布技術人員徵才中,水獺股份有限公司\n染色工作人員需有經驗,獾有限公司\n"},
		"gb18030":   {simplifiedchinese.GB18030, "title,company\n我们正在招聘织布工人和染色工人,水獭纺织有限公司\n"},
		"":          {xunicode.UTF8, "Weaver,Otter\n"},
	} {
		text, err := tc.enc.NewEncoder().String(tc.text)
		if err != nil {
			t.Fatal(err)
		}
		if got := charset.Eastern([]byte(text)); got != name {
			t.Errorf("%q, want %q", got, name)
		}
	}
	if got := charset.Eastern([]byte("Caf\xe9 de la for\xeat, serveur ou serveuse \xe0 N\xeemes")); got != "" {
		t.Errorf("%q of a French text in Windows-1252", got)
	}
}
