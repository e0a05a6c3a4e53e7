//go:build !postgres

package main

import (
	"context"
	"errors"
)

// openShared says that this build has no client of PostgreSQL: it is 3.6 MB that
// one machine has no use for.
func openShared(context.Context, string, member) (sharedFrontier, error) {
	return nil, usageError{errors.New("fetch.frontier: this backpay is built without PostgreSQL; build one with: go build -tags postgres ./cmd/backpay")}
}
