package hackernews

import (
	"encoding/base64"
	"strings"

	"backpay/scraper/pattern"
)

// removed stands where a contact address stood.
const removed = "[e-mail removed]"

// uncontacted takes the e-mail addresses out of a text, in the disguises in
// which people write them against programs that gather addresses. It rather
// takes out a few words too many than keep an address.
//
// What it takes for an address:
//   - name@example.com, also with (dot) or " dot " in place of a dot, also
//     without an ending or a host ("name@example", "name@");
//   - name [at] example, where the at stands in any brackets, between
//     underscores or plus signs, or as " - at - ";
//   - name at example dot com;
//   - name AT example.com, and with a small "at" where the name is one of a
//     mailbox, or the text before asks to write ("email me: name at example.com");
//   - any of these in base64.
//
// "Engineer @ Example" and "apply at example.com" are none of these.
func uncontacted(text string) string {
	if !contact.MatchString(text) {
		return text
	}
	text = sealed.ReplaceAllStringFunc(text, func(token string) string {
		if b, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(token, "=")); err == nil &&
			plainAddress.Match(b) {
			return removed
		}
		return token
	})
	for _, form := range []*pattern.Pattern{bracketed, dotted, plainAddress, spaced} {
		text = form.ReplaceAllString(text, "${before}"+removed)
	}
	return bare.ReplaceAllStringFunc(text, func(m string) string {
		part := bare.FindStringSubmatch(m)
		cue, name, at, path := part[1], part[2], part[3], part[5]
		switch {
		case path != "",
			common[strings.ToLower(name)] && (cue == "" || !mailbox.MatchString(name)): // "apply at example.com/jobs"
			return m
		case at == "AT" && strings.ToUpper(name) != name, cue != "", mailbox.MatchString(name):
			return cue + removed
		}
		return m
	})
}

// The parts of an address: a name, a host's label, the disguises of a dot.
const (
	local = `[\w][\w.+-]{0,63}(?:(?:\s*[\[({<]\s*(?i:dot)\s*[\])}>]\s*|\s(?i:dot)\s)\w{1,63}){0,3}`
	label = `[A-Za-z0-9][\w-]{0,62}`
	hard  = `(?:[\[({<]\s*(?:\.|(?i:dot|punkt|point))\s*[\])}>]|_(?i:dot)_|-\s(?i:dot)\s-|\s(?i:dot)\s|\.)`
)

var (
	// contact is what every form below holds; most comments hold none.
	contact = pattern.New(`(?i)@|\bat\b|_at_|[A-Za-z0-9+/]{16}`)
	// sealed may be base64.
	sealed = pattern.New(`[A-Za-z0-9+/]{12,200}={0,2}`)
	// bracketed: name [at] example [dot] com.
	bracketed = pattern.New(
		`(?P<before>)\b` + local + `\s*(?:[\[({<\]]\s*(?:(?i:at|a|ät|arroba|snail)|@)\s*[\])}>\[]|_(?i:at)_|-\s(?i:at)\s-|\+(?i:at)\+)\s*` + label + `(?:\s*` + hard + `\s*` + label + `){0,4}`,
	)
	// dotted: name at example dot com.
	dotted = pattern.New(
		`(?P<before>)\b` + local + `(?:\s+(?i:at)\s+|\s*@\s*)` + label + `(?:(?:\s*[\[({<]\s*(?i:dot)\s*[\])}>]\s*|\s+(?i:dot)\s+)` + label + `){1,4}`,
	)
	// plainAddress: name@example.com, name@example.
	plainAddress = pattern.New(`(?P<before>^|[^\w/])` + local + `@(?:[A-Za-z0-9][\w-]*(?:\.[\w-]+)*)?`)
	// spaced: name @ example.com, after a word that asks to write.
	spaced = pattern.New(
		`(?P<before>(?i:\b(?:e-?mail|mail|contact|write|reach|ping|send|apply|cv|resume|résumé)\b[^\n]{0,60}?))\b` + local + `\s+@\s*` + label + `(?:\s?\.\s?` + label + `){1,4}|\b(?i:jobs?|careers?|hiring|hr|hello|hi|info|work|talent|recruiting)\s+@\s*` + label + `(?:\s?\.\s?` + label + `){1,4}`,
	)
	// bare: name at example.com, with what stands before and a path behind.
	bare = pattern.New(
		`((?i:\b(?:e-?mail|mail|contact|write|reach|ping|cv|resume|résumé)\b[^\n]{0,60}?\s))?\b(` + local + `)\s+((?i:at))\s+(` + label + `(?:\.` + label + `){1,4})(/\S*)?`,
	)
	// mailbox is a name that mailboxes have.
	mailbox = pattern.New(
		`^(?i:(?:jobs?|careers?|hiring|hr|hello|hi|info|work|talent|recruit\w*|people|team|founders?|contact|apply(?:ing)?|join|cto|ceo)(?:[.+-][\w.+-]+)?|\w+[.+]\w+)$`,
	)
)

// common are words that stand before "at" in plain English.
var common = func() map[string]bool {
	m := map[string]bool{}
	for word := range strings.FieldsSeq(`a an and are be directly here is it live look me more now online open or out
		positions posted roles see site them there us visit website you work jobs careers apply openings page team here`) {
		m[word] = true
	}
	return m
}()
