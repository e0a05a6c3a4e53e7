package scraper

// Reducer is a source whose saved pages hold more about the person who saved
// them (account, e-mail address, school) than about pay. Whoever keeps such a
// page keeps what Reduce returns in its place.
type Reducer interface {
	Source
	// Reduce returns a page of the same form with nothing in it but what Read
	// reads: Read answers the same of both. The error is Read's.
	Reduce(*Page) ([]byte, error)
}
