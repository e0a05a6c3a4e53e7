// Package jobpay says what a job pays: which ranges count, what one posting
// pays, what its job pays at a source, and how a missing end is filled. It is
// the one place that does; the store keeps what it returns in the tables
// posting_year_pay and job_source_pay, and figures, diff, offer and the
// queries printed on the page read these.
//
// Two rules are declared here. A range belongs to the place that its words
// name. And of several ranges the middle one counts, by the middle of each: of a
// posting's zones, then of a job's postings (the mean of the middle two of an
// even number), since a mean would be a pay that no zone has.
package jobpay
