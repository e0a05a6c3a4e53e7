// Package pay reads pay from what employers write: "$120k-150k/yr", "65.000 €
// brutto", "15 000 – 20 000 zł / mies.", "年収500万円〜700万円".
//
// It is a parser in four steps. Scan finds digits that may be money and cuts
// the text round them into tokens. A small grammar reads amounts (sign, number,
// multiplier, period), ranges and one-sided figures. Judge looks at the words
// round each figure and says what it is: pay, or funding, a bonus, a count of
// users, with the reason. Choose settles what the figures of one text mean
// together: base pay wins over on-target pay, repeats are dropped.
//
// What words mean stands in data files, so that a language is a few lines.
//
// The package is pure: no network, no clock, no state but the dictionaries,
// which are read once. It may be imported by package aggregate and by commands.
package pay
