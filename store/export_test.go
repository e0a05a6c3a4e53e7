package store

import "database/sql"

// Reader gives tests the connections that users' own queries stand for.
func Reader(db *DB) *sql.DB { return db.r }
