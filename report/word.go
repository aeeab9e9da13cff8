package report

// The first and last characters that make the scanner look closer. Their order
// in classes.fill matters: a character that is in two lists has the later class,
// and word.go must then look for both.
const (
	// wordFirst begins 今年 去年 本年度 上年度 明年 次年 当年 目前 截至 近三年, and the modals of
	// a commitment.
	wordFirst = "今去本上明次当同翌目截近拟预力争将下待有计延等首第其再最尚"

	// orgLast ends the names of bodies; each is verified with the character
	// before it.
	orgLast = "局厅司行院心委府部组"

	// titleLast ends the titles of persons.
	titleLast = "长记任席志士授理员"
)
