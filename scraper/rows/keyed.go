package rows

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
)

// keyed finds rows that are the members of an object, each under its own key, as
// databases of documents export them: the most objects beside one another that
// begin with the same field, under keys of which at least half have a digit.
func keyed(head []byte) (best place) {
	k := keyedWalk{head: head, dec: json.NewDecoder(bytes.NewReader(head)), best: place{keyed: true}}
	k.dec.UseNumber()
	_, _ = k.object(nil) // the prefix may cut it
	if k.best.seen < 2 {
		return place{}
	}
	return k.best
}

type keyedWalk struct {
	head []byte
	dec  *json.Decoder
	best place
}

// object looks at an object. It returns the name of its first field.
func (k *keyedWalk) object(path []string) (first string, err error) {
	if _, err = k.dec.Token(); err != nil || len(path) > maxLevels {
		return "", errors.Join(err, errors.New("ends"))
	}
	members, ids, begins := 0, 0, ""
	for n := 0; err == nil && k.dec.More(); n++ {
		tok, err := k.dec.Token()
		if err != nil {
			return first, err
		}
		key := tok.(string)
		if n == 0 {
			first = key
		}
		if b, err := firstByte(k.head, k.dec); err != nil || b != '{' {
			begins = "\x00" // a field of its own beside the rows, if they are any
			if err = skip(k.dec); err != nil {
				return first, err
			}
			continue
		}
		begin, err := k.object(append(path[:len(path):len(path)], key))
		if members == 0 && begins == "" {
			begins = begin
		}
		if begin != begins {
			begins = "\x00"
		}
		members++
		if strings.ContainsAny(key, "0123456789") {
			ids++
		}
		if begins != "\x00" && begin != "" && 2*ids >= members && members > k.best.seen {
			k.best = place{keyed: true, path: path, seen: members}
		}
		if err != nil {
			return first, err
		}
	}
	_, err = k.dec.Token()
	return first, err
}
