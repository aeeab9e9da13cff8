package journal

import (
	"fmt"
	"strconv"
	"time"

	"zhenggai/fault"
)

// A Kind says what a [Fault] is about.
type Kind string

// The kinds of faults.
const (
	EntryUnreadable Kind = "entry_unreadable"  // a leaf is no entry
	EntryMisplaced  Kind = "entry_misplaced"   // an entry says another index than it stands at
	EntryMissing    Kind = "entry_missing"     // the log leaves out one or several entries
	EntryOutOfTurn  Kind = "entry_out_of_turn" // an index comes again, or cannot be
	EntryAltered    Kind = "entry_altered"     // a leaf does not have the hash that was stored for it
	ClockBack       Kind = "clock_back"        // a hint: an entry is earlier than the one before it

	HashAltered Kind = "hash_altered" // a stored inner hash is not that of its two children
	HashMissing Kind = "hash_missing" // a stored hash is missing, or there are too many
	HeadAltered Kind = "head_altered" // the stored head is not that of the entries

	DetailMissing  Kind = "detail_missing"  // an entry has fewer details than it says
	DetailStray    Kind = "detail_stray"    // a detail that no entry accounts for
	DetailAltered  Kind = "detail_altered"  // an image is not the one digested
	DetailsAltered Kind = "details_altered" // the details are not those the entry vouches for
	VersionGap     Kind = "version_gap"     // the versions of a row do not rise by one
	BlotUnrecorded Kind = "blot_unrecorded" // an image was blotted out and no entry says so

	CheckpointInvalid Kind = "checkpoint_invalid" // cannot be read, or not signed by a known key
	CheckpointForeign Kind = "checkpoint_foreign" // of another log
	CheckpointAhead   Kind = "checkpoint_ahead"   // of a longer log: the end was cut off
	CheckpointBroken  Kind = "checkpoint_broken"  // the log does not begin as the checkpoint says

	RowUnrecorded Kind = "row_unrecorded" // a row in the ledger without any image
	RowMissing    Kind = "row_missing"    // an image without a row in the ledger
	RowAltered    Kind = "row_altered"    // a row differs from its latest image
	RowBlotted    Kind = "row_blotted"    // the latest image is blotted out: nothing to compare with
)

// A Fault is one thing that is wrong with a log or with the ledger beside it.
type Fault struct {
	Kind  Kind  `json:"kind"`
	Index int64 `json:"index"` // the entry; for a checkpoint its size; -1 if there is none
	Key         // the row, if it is about one
	// Want and Got are what was expected and found, where that is a value.
	Want string    `json:"want,omitempty"`
	Got  string    `json:"got,omitempty"`
	Msg  fault.Msg `json:"message"`
}

// Hint reports whether the fault may have an innocent cause and proves nothing.
func (f Fault) Hint() bool { return f.Kind == ClockBack }

// newFault makes a fault; zh and en take the same arguments in the same order.
func newFault(k Kind, index int64, key Key, want, got, zh, en string, args ...any) Fault {
	return Fault{k, index, key, want, got, fault.Msg{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}}
}

func entryUnreadable(index int64, body []byte) Fault {
	return newFault(EntryUnreadable, index, Key{}, "", cut(string(body)),
		"序号 %d 的存证记录无法识别：被改动过。", "Entry %d cannot be read: it was changed.", index)
}

func entryMisplaced(index, says int64) Fault {
	return newFault(EntryMisplaced, index, Key{}, decimal(index), decimal(says),
		"序号 %d 的存证记录自称序号 %d：记录被挪动过。", "Entry %d says that it is entry %d: it was moved.", index, says)
}

func entryMissing(from, to int64) Fault {
	if to == from+1 {
		return newFault(EntryMissing, from, Key{}, decimal(from), decimal(to),
			"缺序号 %d 的存证记录：被删除了。", "Entry %d is missing: it was deleted.", from)
	}
	return newFault(EntryMissing, from, Key{}, decimal(from), decimal(to),
		"缺序号 %d 至 %d 的存证记录：被删除了。", "Entries %d to %d are missing: they were deleted.", from, to-1)
}

func entryOutOfTurn(index, want int64) Fault {
	return newFault(EntryOutOfTurn, index, Key{}, decimal(want), decimal(index),
		"序号 %d 的存证记录出现在不该出现之处，此处应为序号 %d。", "Entry %d is out of turn: entry %d should be here.", index, want)
}

func entryAltered(index int64, stored, computed Hash) Fault {
	return newFault(EntryAltered, index, Key{}, stored.String(), computed.String(),
		"序号 %d 的存证记录与当时存下的散列不符：记录或散列被改动过。",
		"Entry %d does not have the hash stored for it: the entry or the hash was changed.", index)
}

func clockBack(index int64, before, at time.Time) Fault {
	return newFault(ClockBack, index, Key{}, before.Format(timeForm), at.Format(timeForm),
		"序号 %d 的存证记录的时间（%s）早于前一条（%s）：服务器时钟可能被拨回，请核对。",
		"The time of entry %d (%s) is before that of the entry ahead of it (%s): the server's clock may have been set back; please look into it.",
		index, at.Format(timeForm), before.Format(timeForm))
}

func hashAltered(index int64, level int, stored, computed Hash) Fault {
	return newFault(HashAltered, index, Key{}, computed.String(), stored.String(),
		"序号 %d 的存证记录所存的第 %d 层散列被改动过。", "The stored hash of entry %d at level %d was changed.", index, level)
}

func hashMissing(index int64) Fault {
	return newFault(HashMissing, index, Key{}, "", "",
		"自序号 %d 的存证记录起，所存散列的个数不对。", "From entry %d on the number of stored hashes is wrong.", index)
}

func hashDeleted(index int64, level int) Fault {
	return newFault(HashMissing, index, Key{}, "", "",
		"序号 %d 的存证记录所存的第 %d 层散列不见了：被删除了。", "The stored hash of entry %d at level %d is missing: it was deleted.", index, level)
}

func hashStray(at int64) Fault {
	return newFault(HashMissing, -1, Key{}, "", decimal(at),
		"存证日志在 %d 号位置多出一个散列：不是系统存下的。", "A hash too many is stored at place %d: the product did not put it there.", at)
}

func headAltered(stored, computed Head) Fault {
	return newFault(HeadAltered, computed.size, Key{}, headText(computed), headText(stored),
		"存证日志的末端记录（%d 条）与各条记录算出的末端（%d 条）不符：记录、散列或末端被改动过，或末尾被截去。",
		"The stored head (%d entries) is not the one computed from the entries (%d): entries or head were changed, or the end was cut off.",
		stored.size, computed.size)
}

func headText(h Head) string {
	return decimal(h.size) + " " + h.Root().String() + " " + h.RootSM3().String()
}

func detailMissing(index int64, want, got int) Fault {
	return newFault(DetailMissing, index, Key{}, strconv.Itoa(want), strconv.Itoa(got),
		"序号 %d 的存证记录应有 %d 条明细，现存 %d 条。", "Entry %d should have %d details and has %d.", index, want, got)
}

func detailStray(d *Detail) Fault {
	return newFault(DetailStray, d.Index, d.Key, "", decimal(int64(d.N)),
		"序号 %d 的存证记录之下多出 %d 号明细（表 %s，行 %s）：没有记录为它作证。",
		"Under entry %d the detail %d (table %s, row %s) is one too many: no entry vouches for it.", d.Index, d.N, d.Table, d.ID)
}

func detailAltered(d *Detail, computed Digest) Fault {
	return newFault(DetailAltered, d.Index, d.Key, d.Digest.SHA256.String(), computed.SHA256.String(),
		"序号 %d 的存证记录的 %d 号明细（表 %s，行 %s，版本 %d）被改动过：内容与摘要不符。",
		"Detail %[2]d of entry %[1]d (table %[3]s, row %[4]s, version %[5]d) was changed: it does not have its digest.",
		d.Index, d.N, d.Table, d.ID, d.Version)
}

func detailsAltered(e *Entry, key Key, computed Digest) Fault {
	return newFault(DetailsAltered, e.Index, key, e.SHA256.String(), computed.SHA256.String(),
		"序号 %d 的存证记录（%s %s）的明细与记录所证的摘要不符：明细的表名、行号、版本、次序或内容被改动过。",
		"The details of entry %d (%s %s) do not have the digest it vouches for: table, row, version, order or content was changed.",
		e.Index, e.Action, e.Subject)
}

func versionGap(d *Detail, want int64) Fault {
	return newFault(VersionGap, d.Index, d.Key, decimal(want), decimal(d.Version),
		"表 %s 行 %s 在序号 %d 的存证记录中应为版本 %d，实为版本 %d。",
		"Table %s row %s should be at version %[4]d in entry %[3]d and is at version %[5]d.", d.Table, d.ID, d.Index, want, d.Version)
}

func blotUnrecorded(d *Detail) Fault {
	return newFault(BlotUnrecorded, d.Index, d.Key, d.BlotID(), "",
		"序号 %d 的存证记录的 %d 号明细（表 %s，行 %s）被抹去，却没有存证记录说明依据。",
		"Detail %[2]d of entry %[1]d (table %[3]s, row %[4]s) was blotted out and no entry says on what ground.", d.Index, d.N, d.Table, d.ID)
}

func checkpointInvalid(n int, msg []byte, err error) Fault {
	return newFault(CheckpointInvalid, -1, Key{}, "", cut(string(msg)),
		"第 %[1]d 个检查点不可信：%[2]s", "Checkpoint %[1]d cannot be trusted: %[3]s", n, fault.Say(err, "zh"), fault.Say(err, "en"))
}

func checkpointForeign(c Checkpoint, origin string) Fault {
	return newFault(CheckpointForeign, c.Size, Key{}, origin, c.Origin,
		"有一个检查点属于别的账册（%s），不是本账册（%s）。", "A checkpoint is of another book (%s), not of this one (%s).", c.Origin, origin)
}

func checkpointAhead(c Checkpoint, size int64) Fault {
	return newFault(CheckpointAhead, c.Size, Key{}, decimal(c.Size), decimal(size),
		"%s 的检查点证明当时有 %d 条存证记录，现在只有 %d 条：末尾被截去。",
		"The checkpoint of %s proves that there were %d entries; now there are %d: the end was cut off.", c.At.Format(timeForm), c.Size, size)
}

func checkpointBroken(c Checkpoint, good int64, root, rootSM3 Hash) Fault {
	return newFault(CheckpointBroken, c.Size, Key{}, c.Root.String()+" "+c.RootSM3.String(), root.String()+" "+rootSM3.String(),
		"前 %d 条存证记录与 %s 的检查点不符：序号 %d 至 %d 之间有记录被改动过。",
		"The first %d entries are not those of the checkpoint of %s: something was changed from entry %d to entry %d.",
		c.Size, c.At.Format(timeForm), good, c.Size-1)
}

func rowUnrecorded(r Row) Fault {
	return newFault(RowUnrecorded, -1, r.Key, "", cut(string(r.Image)),
		"表 %s 行 %s 没有任何存证记录：不是经由系统写入的。", "Table %s row %s has no journal entry: it was not written by the product.", r.Table, r.ID)
}

func rowMissing(k Key, index, version int64) Fault {
	return newFault(RowMissing, index, k, decimal(version), "",
		"表 %s 行 %s 最后见于序号 %d 的存证记录，现已不在库中：被删除了。",
		"Table %s row %s was last written by entry %d and is no longer there: it was deleted.", k.Table, k.ID, index)
}

func rowAltered(k Key, index int64, want, got string) Fault {
	return newFault(RowAltered, index, k, want, got,
		"表 %s 行 %s 与序号 %d 的存证记录不符：应为 %s，现为 %s。", "Table %s row %s differs from entry %d: it should be %s and is %s.",
		k.Table, k.ID, index, want, got)
}

func rowBlotted(k Key, index int64) Fault {
	return newFault(RowBlotted, index, k, "", "",
		"表 %s 行 %s 的最后一次映像（序号 %d 的存证记录）已被抹去，无从核对。",
		"The latest image of table %s row %s (entry %d) was blotted out, so there is nothing to compare with.", k.Table, k.ID, index)
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// cut shortens what is shown of a value.
func cut(s string) string {
	const most = 300
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}
