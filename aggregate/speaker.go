package aggregate

import "cmp"

// Speaker is what decides which of a job's postings speaks for it: whose title,
// role, seniority, country and employer are the job's.
type Speaker struct {
	Posting int64 // posting.id
	// Agency says that a recruiter speaks, Counted that the posting states both
	// ends of pay that counts, Paid that it states pay of any kind but estimates,
	// and Described that it has a text.
	Agency, Counted, Paid, Described bool
	// Date is when it went up, or was first seen, Source and SourceID its
	// identity at the source.
	Date, Source, SourceID string
}

// Compare orders the postings of a job by who speaks for it: the employer's own
// before a recruiter's, then the one that tells most, and of equals the oldest:
// not the one that came first, since the order of arrival decides nothing.
func (s Speaker) Compare(o Speaker) int {
	return cmp.Or(
		first(!s.Agency, !o.Agency),
		first(s.Counted, o.Counted),
		first(s.Paid, o.Paid),
		first(s.Described, o.Described),
		cmp.Compare(s.Date, o.Date),
		cmp.Compare(s.Source, o.Source),
		cmp.Compare(s.SourceID, o.SourceID),
	)
}

// first puts what is so before what isn't.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}
