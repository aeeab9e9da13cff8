package form

import "zhenggai/fault"

// letters are the formats of a paper that is read, tables those of one that is also
// worked with.
var (
	letters = []Format{Docx, HTML}
	tables  = []Format{Docx, Xlsx, CSV, HTML}
)

// Forms are all forms, in the order in which they are met.
var Forms = []Form{
	public,
}

func about(zh, en string) fault.Msg { return fault.Msg{ZH: zh, EN: en} }
