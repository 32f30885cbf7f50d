/// Headings of help, which the parser of the command line has in English only.
public enum HelpHeading: String, Wording {
    case usage, arguments, options, subcommands, group, examples, values, fallback, detailed
    case workspace = "Workspace"
    case screening = "Screening"
    case quality = "Quality"
    case questions = "Questions"
    case accountability = "Accountability"
    case peoplesData = "People's data"
    case withoutWorkspace = "Without a workspace"

    /// English and Chinese.
    public var texts: (english: String, chinese: String) {
        switch self {
        case .usage: ("USAGE: {0}", "用法：{0}")
        case .arguments: ("ARGUMENTS:", "参数：")
        case .options: ("OPTIONS:", "选项：")
        case .subcommands: ("SUBCOMMANDS:", "子命令：")
        case .group: ("{0} SUBCOMMANDS:", "{0}子命令：")
        case .examples: ("EXAMPLES", "示例")
        case .values: ("values: {0}", "可选值：{0}")
        case .fallback: ("default: {0}", "默认：{0}")
        case .detailed:
            ("See 'tracegrid help {0} <subcommand>' for detailed help.", "详见 'tracegrid help {0} <子命令>'。")
        case .workspace: ("Workspace", "工作区")
        case .screening: ("Screening", "筛查")
        case .quality: ("Quality", "质量")
        case .questions: ("Questions", "查询")
        case .accountability: ("Accountability", "审计与密钥")
        case .peoplesData: ("People's data", "个人信息")
        case .withoutWorkspace: ("Without a workspace", "无需工作区的")
        }
    }
}
