package store

import (
	"context"
	"database/sql"
	"sync"
)

// statements are what the writer's connection holds prepared from one
// transaction to the next: a crawl settles its pages with the same dozen
// statements in every batch, and SQLite takes longer to compile one than to run
// it. A statement is kept once a second transaction wants it.
type statements struct {
	mu     sync.Mutex
	met    map[string]bool // whether it is wanted again
	stmts  map[string]statement
	wanted []string
}

// of returns a statement that is kept; it notes one that is not.
func (k *statements) of(query string) (statement, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	s, ok := k.stmts[query]
	if ok {
		return s, true
	}
	if k.met == nil {
		k.met, k.stmts = map[string]bool{}, map[string]statement{}
	}
	if again, met := k.met[query]; !met {
		k.met[query] = false
	} else if !again {
		k.met[query] = true
		k.wanted = append(k.wanted, query)
	}
	return statement{}, false
}

// keep prepares what was wanted again. It is called between transactions, as the
// pool has one connection. One that can't be prepared now, because its table was
// dropped, is prepared by whoever wants it.
func (k *statements) keep(ctx context.Context, pool *sql.DB) {
	k.mu.Lock()
	wanted := k.wanted
	k.wanted = nil
	k.mu.Unlock()
	for _, query := range wanted {
		prepared, err := pool.PrepareContext(ctx, query) // closed with the pool
		if err != nil {
			continue
		}
		k.mu.Lock()
		k.stmts[query] = statement{prepared, weigh(query)}
		k.mu.Unlock()
	}
}
