package aggregate

// Head is the part of a print that matching across employers needs: small, so
// that those of all postings fit into memory.
type Head struct {
	ID int64 // posting.id; it must not be 0
	// Employer is the employer's key, as package employer makes it; "" when
	// unknown. Names is what the posting tells of the employer's other names, in
	// the form of that package.
	Employer, Names string
	// Agency says that a recruiter speaks, for an employer of another name.
	Agency bool
	// Title is a hash of the title's words as package dedupe leaves them, in
	// any order.
	Title uint32
	// Keys are exact identities of the opening, sorted.
	Keys []uint64
	// Sample are those of Shingles that the index across employers holds,
	// sorted.
	Sample []uint32
	// Places are the hashes of the opening's towns and metropolitan areas,
	// sorted; none where it may be anywhere.
	Places []uint32
}

// Print is what matching needs to know of one posting. It is made once, when
// the posting is normalised, and kept without the lists of its text, which are
// longer than all else and quickly read again from the advert.
type Print struct {
	Head
	Text
}

// Text is the part of a print that comparing two adverts needs.
type Text struct {
	// Said is the advert's text as long as Shingles and Themes are not read from
	// it, "" afterwards. It is not kept with the print.
	Said string
	// Words is the length of the text in words that count.
	Words int
	// Shingles are the hashes of all runs of five words that count, sorted
	// and without repeats.
	Shingles []uint32
	// Themes are the words that the text comes back to, by hash.
	Themes []Theme
	// Post is the hash of the post that lists this opening beside others, 0
	// where there is none: what is listed apart is apart, but for its place.
	Post uint32
	// Venue is the hash of where the opening is listed: the post, or the board.
	Venue uint32
	// Reworded is the hash of what the title keeps where an employer words the
	// role anew: its last noun, team, level and segment. Base is the title's
	// hash without its team. Either is 0 where there is none.
	Reworded, Base uint32
	// Titled is the title's words as package dedupe leaves them, and Region the
	// hash of the sales region that the title names, 0 for none.
	Titled string
	Region uint32
	// Teaser says that the text is cut at a length, Named that it says the
	// employer's name.
	Teaser, Named bool
	// Years is the experience asked for, in years, and Day when the advert was
	// posted, in days since 1970; 0 where unknown.
	Years, Day int
	// Skills are the hashes of the skills that the posting names, sorted.
	Skills []uint32
	// PayMin and PayMax are the base pay a year in Currency, 0 where unknown.
	PayMin, PayMax float64
	Currency       string
}

// Theme is a word that a text says N times, at least twice.
type Theme struct {
	Word uint32
	N    uint8
}
