package aggregate

// Basis is why two postings are one opening, or may be.
type Basis string

// The bases.
const (
	ByUser   Basis = "user"   // the configuration says so
	ByKey    Basis = "key"    // an exact key in common
	ByText   Basis = "text"   // the texts overlap
	ByThemes Basis = "themes" // written anew: themes, skills and pay agree
	ByTitle  Basis = "title"  // listed once each at two places, one of them without a text to compare
	ByAgency Basis = "agency" // a recruiter's text overlaps the employer's
	ByCopy   Basis = "copy"   // the same advert under another employer's name
	First    Basis = "first"  // no link: the first posting of its job
)

// Pair is a decision about two postings: A < B by ID.
type Pair struct {
	A, B  int64
	Basis Basis
	// Score is the overlap, or for themes the cosine, 0 to 1.
	Score float64
	// Merged says that they are one job; without it the pair is worth a look.
	Merged bool
}

// Rulings are what the user says of pairs, by posting: which are one opening
// and which are not, and of employers' names in the same way.
type Rulings struct {
	Same, Apart                   [][2]int64
	SameEmployers, ApartEmployers [][]string
}

// Known is the head of a posting and what was found of it before.
type Known struct {
	Head
	// Stale says that the print is new or has changed since.
	Stale bool
	Placed
}

// Placed is where a posting belongs.
type Placed struct {
	// Owner is the key of the employer, over names that show by themselves to be
	// one; "" before the first match.
	Owner string
	// Cluster is the smallest id of the opening's postings of one employer,
	// Job of all its postings.
	Cluster, Job int64
	// Basis and Score say why it belongs there.
	Basis Basis
	Score float64
}

// Placement is a posting's new place.
type Placement struct {
	ID     int64
	Agency bool
	Was    Placed // as it was kept
	Placed
}

// Change is what a match found to be otherwise than kept.
type Change struct {
	// Placements are of the postings whose place changed, or that were stale.
	Placements []Placement
	// Matched are the postings of all employers that were matched anew, whose
	// pairs within their employer are now Pairs.
	Matched []int64
	Pairs   []Pair
	// Across are all pairs over two employers that there are now.
	Across []Pair
	// Rulings is the user's word.
	Rulings Rulings
	// Employers are all links between names of employers that there are now, and
	// Heads the owner that stands for each one that has the same adverts.
	Employers []EmployerLink
	Heads     map[string]string
}

// EmployerLink says that two names, by their keys, are one employer's, and why.
type EmployerLink struct {
	A, B string // A < B
	// Basis is user, known, alias, board, name or copy, Evidence what shows it.
	Basis, Evidence string
}
