// Package city works out what is left of the median pay of a place: after
// federal, payroll and state tax of a single filer, then after a year's rent;
// with the level of prices beside it.
//
// Tax is taken of the median, not the median of taxes: tax after deductions
// grows with pay by less than pay does, so that of two people the one with
// more before tax has more after it, and the middle one stays the middle one.
// So the two are the same, and so are the ends of an interval. (Where the
// median is the mean of the middle two, with a bracket's beginning between
// them, they may differ by a part of the small way between the two.)
//
// It is pure. Medians come from package figure, tables from package reference.
package city
