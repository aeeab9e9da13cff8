package demo

import "zhenggai/org"

// The units of the city.
const (
	cityName   = "云川市"
	officeName = "市委巡察办"
	boardName  = "市纪委监委"
	teamName   = "市委第一巡察组"
	waterName  = "市水务局"
	schoolName = "市教育局"
	townName   = "城关镇"
)

// departments are the parts of the inspected units.
var departments = map[string][]string{
	waterName:  {"河湖管理科", "计划财务科", "机关党委"},
	schoolName: {"基础教育科", "计划财务科", "组织人事科"},
	townName:   {"党政办公室", "社会事务办"},
}

// A part is somebody's in the play.
type part struct {
	login, name, title string
	unit, dept         string // dept is "" for who belongs to no department
	role               org.Role
	over               []string // what he has it for: departments, or a unit; nil is his department or unit
	zh, en             string
}

// cast is everybody. All names are invented.
var cast = []part{
	{"weizp", "卫正平", "系统管理员", cityName, "", org.SystemAdmin, nil, "添加单位和用户，设置站点；看不到任何问题。", "Adds units and users and sets up the site; sees no finding."},
	{"guansy", "关守一", "安全管理员", cityName, "", org.SecurityAdmin, nil, "授予和收回角色；看不到任何问题。", "Grants and withdraws roles; sees no finding."},
	{"zhengcw", "郑察微", "审计管理员", cityName, "", org.AuditAdmin, nil, "查看站点日志，核验账册；看不到任何问题。", "Reads the site's journal and verifies it; sees no finding."},

	{"qiaosx", "乔慎行", "督查科科长", officeName, "", org.Officer, []string{cityName}, "审批方案和延期，初核销号申请；手上有待批的方案、延期和初核。", "Approves plans and extensions and reviews closures; some of each wait for him."},
	{"hongyn", "洪一诺", "副主任", officeName, "", org.Officer, []string{cityName}, "看全市进度，比对各单位雷同的措施。", "Watches the whole city and compares measures that were copied."},
	{"yansz", "严守拙", "党风政风室主任", boardName, "", org.Supervisor, []string{cityName}, "会签销号申请；水务、教育各有一件等他会签。", "Countersigns closures; one of each bureau waits for him."},
	{"duanmc", "段明川", "组长", teamName, "", org.Inspector, []string{cityName}, "回访已销号问题，登记反弹；有一件销号后材料变动待复核。", "Visits what was closed and records relapses; one closure is stale."},

	{"shenhc", "沈怀川", "党组书记、局长", waterName, "", org.Secretary, nil, "水务局书记，整改第一责任人；绝大多数问题已销号。", "Secretary of the water bureau, where nearly all is closed."},
	{"luhm", "陆鹤鸣", "党组副书记", waterName, "", org.Group, nil, "主持水务局整改领导小组会议。", "Chairs the leading group of the water bureau."},
	{"yewq", "叶望秋", "整改办主任", waterName, "机关党委", org.Coordinator, []string{waterName}, "水务局联络员；导入文件、登记制度，办理反弹后的新方案。", "Coordinator of the water bureau: imports papers and answers relapses."},
	{"guql", "顾青岚", "副局长", waterName, "河湖管理科", org.Lead, []string{"河湖管理科", "机关党委"}, "分管河湖和党建，有一件反弹问题正在第二周期整改。", "Leads rivers and Party work; a relapse is in its second cycle."},
	{"muyz", "穆远舟", "副局长", waterName, "计划财务科", org.Lead, []string{"计划财务科", "机关党委"}, "分管财务工程，资金类问题已全部销号。", "Leads finance and works; all findings on money are closed."},
	{"guixm", "桂小满", "河湖管理科科员", waterName, "河湖管理科", org.Handler, nil, "承办河湖和供水问题，第二周期的措施快到期。", "Handles rivers and supply; measures of a second cycle are nearly due."},
	{"ruancs", "阮春生", "计划财务科科员", waterName, "计划财务科", org.Handler, []string{"计划财务科", "机关党委"}, "承办财务和党建问题，有一件在等会签。", "Handles finance and Party work; one closure waits for its last signature."},
	{"qinyb", "秦砚北", "督察组组长", waterName, "", org.Watch, nil, "督察水务局的整改。", "Watches over the rectification of the water bureau."},

	{"rongjz", "容静之", "党组书记、局长", schoolName, "", org.Secretary, nil, "教育局书记；有一件等她签字，几件已超期。", "Secretary of the education bureau: one finding waits for her signature, some are overdue."},
	{"jiyf", "纪云帆", "党组副书记", schoolName, "", org.Group, nil, "主持教育局整改领导小组会议；有一件等会议审定。", "Chairs the leading group of the education bureau: one finding waits for a meeting."},
	{"luzy", "路知远", "整改办主任", schoolName, "组织人事科", org.Coordinator, []string{schoolName}, "教育局联络员；有一件等整改办审核，几处出入待说明。", "Coordinator of the education bureau: one review and discrepancies to explain."},
	{"wenyc", "温亦初", "副局长", schoolName, "基础教育科", org.Lead, nil, "分管基础教育，有一件等她审核。", "Leads basic education: one finding waits for her review."},
	{"zhaixy", "翟向阳", "副局长", schoolName, "计划财务科", org.Lead, []string{"计划财务科", "组织人事科"}, "分管财务和人事，有审核、延期和超期要办。", "Leads finance and personnel: a review, an extension and overdue findings."},
	{"yinxh", "尹小禾", "基础教育科科员", schoolName, "基础教育科", org.Handler, nil, "承办基础教育问题，有一件待自评，一件被退回。", "Handles basic education: one finding to assess, one returned."},
	{"miaojm", "苗嘉木", "计划财务科科员", schoolName, "计划财务科", org.Handler, []string{"计划财务科", "组织人事科"}, "承办财务和人事问题，有待自评、退回和超期的。", "Handles finance and personnel: one to assess, one returned, some overdue."},
	{"lengsy", "冷松岩", "督察组组长", schoolName, "", org.Watch, nil, "核实教育局的销号申请，有一件等他核实。", "Verifies what the education bureau asks to close; one waits for him."},
	{"gongxt", "宫晓棠", "办公室科员", schoolName, "", org.Viewer, nil, "只查阅教育局账册。", "May only read the book of the education bureau."},

	{"leizs", "雷正山", "党委书记", townName, "", org.Secretary, nil, "城关镇书记；刚收到反馈意见，整改方案限期报送。", "Secretary of the town, which has just received its feedback."},
	{"xingrg", "邢若谷", "镇长", townName, "", org.Group, nil, "城关镇整改领导小组副组长。", "Deputy head of the town's leading group."},
	{"baixf", "白晓帆", "党政办公室主任", townName, "党政办公室", org.Coordinator, []string{townName}, "城关镇联络员；正在分工、定措施。", "Coordinator of the town, deciding who does what."},
	{"baicq", "柏长青", "副镇长", townName, "社会事务办", org.Lead, []string{"社会事务办", "党政办公室"}, "分管社会事务，有一件可以报送方案。", "Leads social affairs; one finding is ready for its plan."},
	{"puxy", "蒲新雨", "社会事务办科员", townName, "社会事务办", org.Handler, nil, "承办社会事务问题。", "Handles social affairs."},
}

// castFor returns the only one who has role.
func castFor(role org.Role) part {
	for _, p := range cast {
		if p.role == role {
			return p
		}
	}
	panic("demo: nobody plays " + string(role)) // the cast is ours: a bug
}
