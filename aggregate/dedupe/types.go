package dedupe

import "backpay/aggregate"

// The types of prints and matches stand in package aggregate, so that a keeper
// of them links nothing that reads adverts.
type (
	Head      = aggregate.Head
	Text      = aggregate.Text
	Theme     = aggregate.Theme
	Print     = aggregate.Print
	Basis     = aggregate.Basis
	Pair      = aggregate.Pair
	Rulings   = aggregate.Rulings
	Known     = aggregate.Known
	Placed    = aggregate.Placed
	Placement = aggregate.Placement
	Change    = aggregate.Change

	EmployerLink = aggregate.EmployerLink
)

// The bases.
const (
	ByUser   = aggregate.ByUser
	ByKey    = aggregate.ByKey
	ByText   = aggregate.ByText
	ByThemes = aggregate.ByThemes
	ByTitle  = aggregate.ByTitle
	ByAgency = aggregate.ByAgency
	ByCopy   = aggregate.ByCopy
	First    = aggregate.First
)
