/// What stands in the workbook of a grid's tasks.
///
/// An English workbook has both languages in its headers and choices, for whoever gets it may read either; the feedback
/// reader knows them all.
public enum SheetWord: String, Wording {
    case taskID = "task_id"
    case gridID = "grid_id"
    case name, phone, address
    case toDo = "to do"
    case due, state, outcome, at, by
    case referTo = "refer_to"
    case note
    case listedAt = "listed_at"
    case sheet, footing, task, overdue, test, withdrawn
    case confirmed, refuted, isolated, referred, unreachable, closed

    /// What may be chosen as outcome.
    public static let outcomes: [SheetWord] = [.confirmed, .refuted, .isolated, .referred, .unreachable, .closed]

    /// English and Chinese.
    public var texts: (english: String, chinese: String) {
        switch self {
        case .taskID: ("task_id\n任务编号", "任务编号")
        case .gridID: ("grid_id\n网格编号", "网格编号")
        case .name: ("name\n姓名", "姓名")
        case .phone: ("phone\n电话", "电话")
        case .address: ("address\n住址", "住址")
        case .toDo: ("to do\n事项", "事项")
        case .due: ("due\n期限", "办理期限")
        case .state: ("state\n状态", "状态")
        case .outcome: ("outcome\n结果", "核查结果")
        case .at: ("at\n办理时间", "办理时间")
        case .by: ("by\n办理人", "网格员")
        case .referTo: ("refer_to\n转交网格", "转交网格")
        case .note: ("note\n备注", "备注")
        case .listedAt: ("listed_at\n名单时间", "名单时间")
        case .sheet: ("tasks 任务", "网格任务")
        case .footing: ("{0}  {1}  outcome: {2}", "名单时间 {0}  规则 {1}  核查结果可选：{2}")
        case .task: ("{0}: {1}", "{0}：{1}")
        case .overdue: ("overdue 逾期 {0} h", "逾期 {0} 小时")
        case .test: ("test 检测 {0}", "检测日期 {0}")
        case .withdrawn: ("withdrawn 撤销", "已撤销，无需办理")
        case .confirmed: ("confirmed 已核实", "已核实")
        case .refuted: ("refuted 不属实", "不属实")
        case .isolated: ("isolated 已隔离", "已隔离")
        case .referred: ("referred 已转交", "已转交")
        case .unreachable: ("unreachable 联系不上", "联系不上")
        case .closed: ("closed 已办结", "已办结")
        }
    }
}
