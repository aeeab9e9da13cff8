package report

// An orgKey is a name of a body in the form in which names are compared: its
// words without 中共 and 党组, and apart from the place the level of its area.
type orgKey struct {
	full  uint64 // of the whole name
	short uint64 // of the level and what follows the place
	place bool   // a place is named: 青潭县, not only 县
}

// orgSlots is the size of the tables of names; when half of it is taken, further
// names are left alone.
const orgSlots = 512

// An orgTable holds the names of bodies that were seen, by both their keys.
type orgTable struct {
	full, short [orgSlots]int16 // index+1 into keys
	keys        [orgSlots / 2]orgKey
	first       [orgSlots / 2]int32 // the first mention
	n           int
}

// bodies sets Canon of each body to the first mention of the same one. 市科技局 is
// the 青潭市科学技术局 that is named elsewhere, unless two places have one.
func (r *relater) bodies() {
	var t orgTable
	for i := range r.o.Orgs {
		g := &r.o.Orgs[i]
		g.Canon = int32(i)
		if t.n < len(t.keys) {
			g.Canon = t.add(keyOf(g.Span.In(r.s)), int32(i))
		}
	}
}

// add returns the first mention of the body with key k, i if this is it.
func (t *orgTable) add(k orgKey, i int32) int32 {
	h := int(k.full>>32) & (orgSlots - 1)
	for ; t.full[h] != 0; h = (h + 1) & (orgSlots - 1) {
		if e := t.full[h] - 1; t.keys[e].full == k.full {
			return t.first[e]
		}
	}
	t.full[h] = int16(t.n + 1)
	first := i
	h = int(k.short>>32) & (orgSlots - 1)
	for ; t.short[h] != 0; h = (h + 1) & (orgSlots - 1) {
		if e := t.short[h] - 1; t.keys[e].short == k.short {
			if !k.place || !t.keys[e].place {
				first = t.first[e]
			}
			break
		}
	}
	if t.short[h] == 0 {
		t.short[h] = int16(t.n + 1)
	}
	t.keys[t.n], t.first[t.n] = k, first
	t.n++
	return first
}

// keyOf folds a name of a body.
func keyOf(name string) (k orgKey) {
	if len(name) > 6 && name[:6] == "中共" {
		name = name[6:]
	}
	if n := len(name) - 6; n > 6 && (name[n:] == "党组" || name[n:] == "党委") {
		name = name[:n]
	}
	core, level := 0, uint64(0) // behind the last 市, 县 … that is not the end
	for i := 0; i+6 <= len(name) && i < 18; i += 3 {
		switch name[i : i+3] {
		case "省", "市", "县", "区", "州", "盟", "旗", "镇", "乡":
			core, level = i+3, uint64(name[i+1])<<8|uint64(name[i+2])
		}
	}
	k.place = core > 3
	end := hashName(14695981039346656037, shortCore(name[core:]))
	k.short = hashName(end^level, "")
	k.full = hashName(end, name[:core])
	return k
}

// hashName is FNV-1a, three bytes (one Han) at a time, mixed at the end.
func hashName(h uint64, s string) uint64 {
	for ; len(s) >= 3; s = s[3:] {
		h = (h ^ (uint64(s[0])<<16 | uint64(s[1])<<8 | uint64(s[2]))) * 1099511628211
	}
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h * 0x9E3779B97F4A7C15
}

// shortCores are the names of bodies and how they are shortened.
var shortCores = [...][2]string{
	{"科学技术局", "科技局"}, {"人力资源和社会保障局", "人社局"}, {"住房和城乡建设局", "住建局"}, {"发展和改革局", "发改局"}, {"经济和信息化局", "经信局"}, {"工业和信息化局", "工信局"},
	{"卫生健康局", "卫健局"}, {"文化和旅游局", "文旅局"}, {"市场监督管理局", "市场监管局"}, {"自然资源和规划局", "自规局"}, {"教育和体育局", "教体局"}, {"教育体育局", "教体局"},
	{"退役军人事务局", "退役军人局"}, {"医疗保障局", "医保局"}, {"应急管理局", "应急局"}, {"综合行政执法局", "综合执法局"}, {"卫生健康委", "卫健委"}, {"发展和改革委", "发改委"},
}

// shortCore shortens the name of a body as it is commonly shortened.
func shortCore(core string) string {
	if len(core) < 15 {
		return core
	}
	for i := range shortCores {
		if core == shortCores[i][0] {
			return shortCores[i][1]
		}
	}
	return core
}
