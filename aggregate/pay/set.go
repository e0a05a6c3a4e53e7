package pay

// set is a set of words of set.tsv, as a bit of info.sets.
type set uint32

const (
	setAside set = 1 << iota
	setGross
	setNet
	setDish
	setLinking
	setFollows
	setLowest
	setMiddle
	setHighest
	setFiller
	setEarn
	setOthers
	setHired
	setYou
	setHelping
	setOwnFee
	setDecade
	setShare
	setPermanent
	setB2B
	setSalary
	setRate
	setHeads
	setNumbered
	setPayments
	setTask
	setFor
	setAverage
	setPoint
	setLevel
	setExample
	setAdded
)

var setNames = map[string]set{
	"aside":     setAside,
	"gross":     setGross,
	"net":       setNet,
	"dish":      setDish,
	"linking":   setLinking,
	"follows":   setFollows,
	"lowest":    setLowest,
	"middle":    setMiddle,
	"highest":   setHighest,
	"filler":    setFiller,
	"earn":      setEarn,
	"others":    setOthers,
	"hired":     setHired,
	"you":       setYou,
	"helping":   setHelping,
	"ownfee":    setOwnFee,
	"decade":    setDecade,
	"share":     setShare,
	"permanent": setPermanent,
	"b2b":       setB2B,
	"salary":    setSalary,
	"rate":      setRate,
	"heads":     setHeads,
	"numbered":  setNumbered,
	"payments":  setPayments,
	"task":      setTask,
	"for":       setFor,
	"average":   setAverage,
	"point":     setPoint,
	"level":     setLevel,
	"example":   setExample,
	"added":     setAdded,
}

func (d *dict) loadSets() {
	for _, f := range rows("set.tsv", 2) {
		bit, ok := setNames[f[0]]
		if !ok {
			panic("set.tsv: unknown set " + f[0])
		}
		for _, id := range d.idsOf(f[1]) {
			d.info[id].sets |= bit
		}
	}
}

// is reports whether token i is a word of the set.
func (p *parser) is(i int, s set) bool {
	t := p.at(i)
	return t.kind == kWord && p.d.info[t.id].sets&s != 0
}
