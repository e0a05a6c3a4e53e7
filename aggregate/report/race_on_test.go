//go:build race

package report

// raced says that the race detector runs along, which takes several times
// the time of what it watches.
const raced = true
