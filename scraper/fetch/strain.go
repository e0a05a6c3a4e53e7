package fetch

import (
	"errors"
	"net/http"
	"slices"
	"time"
)

const (
	// strainMemory is how many answers of a host are remembered, and
	// strainLearns how many it takes to know how long it usually needs.
	strainMemory, strainLearns = 31, 8
	// An answer is slow that takes slowTimes as long as the median of those, and
	// slowBy longer: large pages and new connections take their time too.
	slowTimes, slowBy = 3, time.Second
	// A host that refuses or is slow has its least time between two requests
	// multiplied, up to maxStrain, and each good answer takes some of that back:
	// after a refusal it is asked at its own pace again after seven good answers,
	// after the most of them after twenty.
	refusedTimes, slowedTimes, easedTimes, maxStrain = 2.0, 1.5, 0.9, 8.0
	// strainMost is the longest pace that strain makes: hosts whose own
	// Crawl-delay is longer keep that.
	strainMost = time.Minute
)

// strain is how a host bears being asked. The zero value is of one that bears it
// well.
type strain struct {
	times float64         // what its pace is multiplied with; 0 is 1
	took  []time.Duration // its last answers
	next  int             // the one to be forgotten
}

// pace returns the least time between two requests, given the one that is kept
// in any case.
func (s *strain) pace(least time.Duration) time.Duration {
	return max(least, min(time.Duration(float64(least)*max(s.times, 1)), strainMost))
}

// note learns from an attempt.
func (s *strain) note(took time.Duration, resp *http.Response, err error) {
	switch {
	case errors.Is(err, errSlow), err == nil && (resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusServiceUnavailable):
		s.times = min(max(s.times, 1)*refusedTimes, maxStrain)
		return // says nothing of how long an answer takes
	case err != nil:
		return
	case s.slow(took):
		s.times = min(max(s.times, 1)*slowedTimes, maxStrain)
	default:
		s.times = max(s.times*easedTimes, 1)
	}
	if len(s.took) < strainMemory {
		s.took = append(s.took, took)
		return
	}
	s.took[s.next] = took
	s.next = (s.next + 1) % strainMemory
}

func (s *strain) slow(took time.Duration) bool {
	if len(s.took) < strainLearns {
		return false
	}
	sorted := slices.Sorted(slices.Values(s.took))
	median := sorted[len(sorted)/2]
	return took > slowTimes*median && took > median+slowBy
}
