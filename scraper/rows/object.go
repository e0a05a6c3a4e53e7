package rows

import (
	"strings"

	"backpay/scraper/pattern"
)

// objectName matches the name of an object as Python or JSON prints it.
var objectName = pattern.New(
	`^\{(?:.*?[,{]\s*)?['"](?:name|nom|nombre|nome|libelle|display_?[nN]ame|label|title|city)['"]\s*:\s*(?:'([^'\\]+)'|"([^"\\]+)")`,
)

// named returns the name of an object that is printed in a cell, as the answers of
// interfaces are when a program writes them to CSV: {'nom': 'Otter', 'siret': 1}.
// Other cells stay as they are.
func named(cell string) string {
	if !strings.HasPrefix(cell, "{'") && !strings.HasPrefix(cell, `{"`) || len(cell) > 2000 {
		return cell
	}
	if m := objectName.FindStringSubmatch(cell); m != nil {
		return m[1] + m[2]
	}
	return cell
}
