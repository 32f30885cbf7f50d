/// The help of the daily commands in Chinese, by its English text: an English text that changes has none until this
/// catalogue follows, and its command's help is then in English.
public enum HelpWords {
    /// The Chinese text; nil where there is none.
    public static func chinese(_ english: String) -> String? { texts[english] }

    /// All English texts that have a Chinese one.
    static var english: [String] { texts.keys.sorted() }

    private static let texts = commands.merging(options) { first, _ in first }

    /// What commands are for.
    private static let commands: [String: String] = [
        "Finds the people in a city's feeds who need a knock on the door, and tells the right grid why.":
            "从全市各类数据中找出需要上门核查的人员，并告知所属网格及事由。",
        "Exit status: 0 done, 1 failed, 2 usage, 3 input refused, 4 done with warnings that need a person, 5 not permitted, 6 workspace locked by another run, 75 interrupted and safe to run again.":
            "退出状态：0 完成，1 失败，2 用法错误，3 输入被拒收，4 完成但有需人工处理的警告，5 无权限，6 工作区被另一运行锁定，75 被中断，可安全重新运行。",
        "Make a workspace: settings, policy, keys, and folders for feeds and results.":
            "建立工作区：设置、规则、密钥，以及存放数据与结果的目录。",
        "--lang goes into the settings: what every run writes for people, and what commands answer, is in it.":
            "--lang 写入设置：各批次供人阅读的文件和命令的回答均使用该语言。",
        "Check the system packages and, in a workspace, that everything is in order.":
            "检查系统组件；在工作区中检查一切是否正常。",
        "Copy a workspace as of one moment into a folder, beside whatever runs; verify, list, remove copies.":
            "将工作区某一时刻的状态备份到目录，不影响正在运行的任务；可校验、列出、删除备份。",
        "Make a workspace of a backup, in an empty folder.": "由备份在空目录中恢复工作区。",
        "Everything a night needs: ingest the inbox, screen, and write each grid's list. For cron.":
            "每晚的全部工作：接收收件目录、筛查、生成各网格名单。供定时任务使用。",
        "Safe to run again at any moment: the same night twice changes nothing.":
            "任何时候都可安全重新运行：同一批次运行两次不会有任何变化。",
        "Who may return to work or class, who has not reported, and who lives where the registry says.":
            "谁可以返岗返校，谁尚未报告，谁的居住与登记相符。",
        "Take feed files into the store and the registry.": "将数据文件接收入库。",
        "Without FILE, everything in inbox/ is taken, in the order of the names, and moved to archive/. Files named here are copied there. A file is either wholly in or not at all; the same file again changes nothing.":
            "不写文件名时，按名称顺序接收 inbox/ 中的全部文件并移入 archive/；写明的文件则复制到 archive/。每个文件要么完整接收，要么完全不接收；同一文件再次提交不会有任何变化。",
        "Find contacts and undeclared travellers in what is in the store, and write the lists.":
            "在已入库的数据中查找接触者和未申报人员，并生成名单。",
        "How good the lists were: replay them from what was known then, and hold them against the cases.":
            "评估名单质量：按当时所知重新推演，并与病例对照。",
        "The first look in the morning: what came of each feed for each day, and what of it looks odd.":
            "每日首先查看：各数据源每天到了什么，哪些看起来异常。",
        "One line per feed and day: rows, people, files, hours until they came, rejected share, the longest stretch without a row, devices that fell silent, and a datum that the positions fit better. It reads boxes and tables of the store and next to no rows; nothing is written.":
            "每个数据源每天一行：行数、人数、文件、到达延迟小时、拒收率、最长间断、静默设备，以及更吻合的坐标系。只读取库中的索引，几乎不读数据行；不写入任何内容。",
        "One case against everything in the store, now: contacts by tier, and the itinerary with its holes.":
            "立即以一名病例比对库中全部数据：按类别列出接触者，并显示行程及其空白。",
        "The contacts are those that a night would list for the case at that moment; companions come first in their tier. Nothing is published, and a night may be under way. With --dry an itinerary is typed by hand, for somebody who is no case yet: --at \"DATE FROM..TO @ PLACE\", where PLACE is a place_id, a place_id and a room, or longitude,latitude,radius.":
            "所列接触者与该时刻夜间批次对该病例的结果相同；同行人员排在本类之首。不发布任何内容，夜间批次可同时运行。--dry 用于手工输入尚非病例者的行程：--at \"日期 起..止 @ 地点\"，地点可写 place_id、place_id 加房间号，或“经度,纬度,半径”。",
        "One person by any identifier: where they were, risk regions, cases, and whom they were with.":
            "按任一标识查询一个人：轨迹、风险地区、关联病例、同行人员。",
        "SUBJECT is an ID number, phone, number plate, person_id, or a pseudonym of a list; - reads it from standard input, so that it stays out of the shell's history. Names are shown as pseudonyms unless --identify is given. Accepted identity links (tracegrid links) are followed inside their dates.":
            "查询对象可为证件号、手机号、车牌、person_id 或名单中的化名；写 - 则从标准输入读取，以免留在命令历史中。除非使用 --identify，姓名均以化名显示。已确认的身份关联（tracegrid links）在其有效日期内生效。",
        "Which phones, numbers and entries are one person's, and when: suggested, decided and taken back by people.":
            "哪些手机号、证件号和登记属于同一人及其时段：由系统建议，由人决定和撤回。",
        "List what grids have to do, hand it out, take their reports, and count.": "列出网格任务、下发、接收反馈、统计。",
        "Tasks of one grid and all below it, with names, as its lists have them.": "某网格及其下级的任务，含姓名，与下发名单一致。",
        "A grid officer sees the grid that the settings give them, and those below it.":
            "网格员只能看到设置中分配给自己的网格及其下级。",
        "Write a grid's tasks to a file that comes back with outcomes filled in.": "将网格任务写成文件，填好核查结果后可作为反馈交回。",
        "The file has a row for each open task of the grid and all below it, with names, and empty columns for the outcome, the time, who it was, the grid to hand it to, and a note. Filled in, it is feedback: put it into inbox/, or give it to `tracegrid tasks feedback`.":
            "该网格及其下级的每件待办任务一行，含姓名；核查结果、办理时间、办理人、转交网格、备注各列留空。填好后即为反馈：放入 inbox/，或交给 `tracegrid tasks feedback`。",
        "Take a file of grid workers' reports, and say what each will do.": "接收网格员反馈文件，并说明每条反馈的处理。",
        "CSV, JSONL or a workbook (.xlsx), such as `tasks export` or a grid's tasks.xlsx with outcomes filled in. Rows without outcome are counted as not done yet. The next night's lists and rates follow the reports.":
            "CSV、JSONL 或工作簿（.xlsx），例如填好核查结果的 `tasks export` 文件或网格的 tasks.xlsx。未填结果的行计为尚未办理。下一夜的名单和反馈率随之更新。",
        "Open tasks by reason and by grid, for those who need no names.": "按事由和网格统计待办任务，不含姓名。",
        "Counts under 5 are hidden, and so are others from which they could be worked out. What differs between two nights may still tell a change.":
            "小于 5 的计数不予显示，可据以反推的其他计数也一并隐去。比较前后两夜仍可能看出变化。",
        "Health codes: list and count them, one person's day by day, and overrides that two people sign.":
            "健康码：列表、统计、个人逐日情况，以及须两人签署的人工改判。",
        "Codes follow from the policy's rules in every run; no command sets one. docs/codes.md tells the rules.":
            "健康码在每个批次中依规则得出，没有命令可以直接赋码。规则见 docs/codes.md。",
        "Codes of the latest run, with cause and day, under pseudonyms.": "最近批次的健康码及其原因和日期，以化名显示。",
        "Codes by colour and grid, for those who need no names.": "按颜色和网格统计健康码，不含姓名。",
        "Everybody counts once, in their first grid and those above it. Counts under 5 are hidden, and so are others from which they could be worked out. What differs between two nights may still tell a change.":
            "每人只计一次，计入其首个网格及其上级。小于 5 的计数不予显示，可据以反推的其他计数也一并隐去。比较前后两夜仍可能看出变化。",
        "One person's code day by day, and why.": "个人健康码逐日情况及原因。",
        "SUBJECT is an ID number, phone, person_id, or a pseudonym of a list; - reads it from standard input, so that it stays out of the shell's history. Days are told as they are known now: a check-in that came late counts for its day.":
            "查询对象可为证件号、手机号、person_id 或名单中的化名；写 - 则从标准输入读取，以免留在命令历史中。逐日情况按目前所知：迟到的打卡计入其所属日期。",
        "Put another colour in place of the rules' for a time: one person proposes, another approves.":
            "在一定期限内以其他颜色替代规则结果：一人提出，另一人批准。",
        "What of the last run is unusual: gates, people in isolation, people who have not been out.":
            "最近批次中的异常：卡口、隔离人员、长期未外出人员。",
        "Alerts of a run, the strongest of each kind first.": "某批次的预警，各类中最强者在前。",
        "One alert: what it rests on, and the rule it was found by.": "一条预警的依据及其规则。",
        "The command centre's page of a finished run, made again: one HTML file of counts that loads nothing.":
            "重新生成某批次的指挥中心页面：单个 HTML 文件，只含计数，不加载任何外部内容。",
        "Every run writes it as report.html, in the language that the settings give. Counts under 5 are hidden, and so are others from which they could be worked out.":
            "每个批次都按设置的语言写出 report.html。小于 5 的计数不予显示，可据以反推的其他计数也一并隐去。",
        "Tell every step from the raw rows to the tier of one contact, task or undeclared traveller.":
            "说明从原始数据行到某接触者、任务或未申报人员结论的每一步。",
        "The id is a contact_id of contacts.csv (c...), a task_id of a task list (t...), or an undeclared_id of undeclared.csv (u...). Rows are looked up in the archive and held against their digests; identifiers are shown as pseudonyms, names and free text are masked. It reads only, also while a night is under way.":
            "编号可为 contacts.csv 的 contact_id（c...）、任务名单的 task_id（t...）或 undeclared.csv 的 undeclared_id（u...）。数据行取自归档并与摘要核对；标识以化名显示，姓名和自由文本予以遮盖。只读取，夜间批次运行时也可使用。",
        "Screen the same data under two policies: who is gained, lost or changed, and by which rule.":
            "用两套规则筛查同一数据：哪些人增加、减少或变化，依据哪条规则。",
        "Who looked at what and why; whether the record of it is whole; who looked at one person.":
            "谁因何查看了什么；审计记录是否完整；谁查看过某个人。",
        "Show which keys a workspace has, and replace the identity keys or the pseudonym key.":
            "显示工作区的密钥，更换身份密钥或化名密钥。",
        "Appeals: mark rows as disputed, so that no run uses them, and decide about them.":
            "申诉：将数据行标为有争议，使各批次不再使用，并作出决定。",
        "Remove what is older than it is kept, and certify it; or verify such a certificate.":
            "清除超过保存期限的数据并出具证明；或校验此类证明。",
        "Keep what would be purged: legal holds on a case, a person or a delivered file.":
            "保留本应清除的数据：对病例、人员或文件的依法留存。",
        "Match a stream of positions against case itineraries. No workspace, nothing is kept.":
            "以位置流比对病例行程。无需工作区，不保留任何数据。",
        "List the rules there are, and show what one policy says.": "列出现有规则，并显示某套规则的内容。",
        "Make a synthetic city with planted contacts and travellers, and the truth about them.":
            "生成合成城市数据，其中预设接触者和旅居人员及其真实情况。",
    ]
}
