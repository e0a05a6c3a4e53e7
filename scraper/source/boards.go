package source

import _ "embed"

// Boards is the list of employers' boards that is shipped, in YAML: a list for
// each source, of what the source's setting boards holds.
//
//go:embed boards.yaml
var Boards []byte
