extension HelpWords {
    /// What arguments and options mean.
    static let options: [String: String] = [
        "Show the version.": "显示版本。",
        "Show help information.": "显示帮助。",
        "Folder to make; it must not exist or be empty.": "要建立的目录；须不存在或为空。",
        "Policy to follow; there is no default, an office must choose.": "采用的规则；没有默认值，须由单位选定。",
        "Region code prefix that counts as home; may be given again.": "视为本地的行政区划代码前缀；可多次给出。",
        "Zone of wall times in feeds, and of the local day.": "数据中当地时间及自然日所用的时区。",
        "YAML file with feed mappings to put into the settings.": "写入设置的数据源映射（YAML 文件）。",
        "Keep identities in the clear. For synthetic data only; every output says so.":
            "以明文保存身份信息。仅限合成数据；所有输出均予注明。",
        "Say nothing but warnings and errors.": "只显示警告和错误。",
        "How messages on standard error are written: plain, text or json; else TRACEGRID_LOG_FORMAT, else plain.":
            "标准错误输出的消息格式：plain、text 或 json；否则取 TRACEGRID_LOG_FORMAT，再否则为 plain。",
        "How the answer or closing summary is printed on standard output: table, csv or json.":
            "标准输出的格式：table（表格）、csv 或 json。",
        "Language of what is printed for people: en or zh; else TRACEGRID_LANG, else the settings' own.":
            "显示语言：en 或 zh；否则取 TRACEGRID_LANG，再否则按设置。",
        "Moment of the screening: a date (its whole local day) or RFC 3339.": "筛查截至时刻：日期（整个自然日）或 RFC 3339 时间。",
        "Reason for taking files that a guard would refuse; recorded.": "接收本应拒收的文件的理由；予以记录。",
        "Reason for taking a file that a guard would refuse; recorded.": "接收本应拒收的文件的理由；予以记录。",
        "Begin CSV files with a byte order mark, so that Excel reads them as UTF-8.":
            "CSV 文件以字节顺序标记开头，便于 Excel 按 UTF-8 读取。",
        "Workspace folder; else TRACEGRID_WORKSPACE, else the current folder.":
            "工作区目录；否则取 TRACEGRID_WORKSPACE，再否则为当前目录。",
        "Purpose code of the settings; else TRACEGRID_PURPOSE, else the settings' own.":
            "设置中的用途代码；否则取 TRACEGRID_PURPOSE，再否则按设置。",
        "Who acts, beside the account, for the audit; else TRACEGRID_ACTOR.":
            "除系统账户外的操作人，记入审计；否则取 TRACEGRID_ACTOR。",
        "Feed files; none: the inbox.": "数据文件；不写则接收收件目录。",
        "Feed of the named files, where neither name nor header tells it.": "所列文件的数据源，用于名称和表头都无法判断时。",
        "Days to show, 1 to 60.": "显示的天数，1 至 60。",
        "Last day to show; else the newest with data.": "显示的最后一天；否则为有数据的最近一天。",
        "Read all rows of the gates too, to tell how far their clocks are apart.": "同时读取卡口全部数据行，以判断各卡口时钟的偏差。",
        "Id of the case, as in the cases file.": "病例编号，与病例文件一致。",
        "Moment asked about: a date (its whole local day) or RFC 3339; else now.":
            "查询截至时刻：日期（整个自然日）或 RFC 3339 时间；否则为现在。",
        "List contacts exposed since then; tier and score stay those of all exposures.":
            "只列此后有暴露的接触者；类别和分值仍按全部暴露计算。",
        "Trace an itinerary typed with --at; nothing is kept.": "追踪以 --at 输入的行程；不保留任何内容。",
        "A part of a --dry itinerary: \"2020-01-31 08:00..09:30 @ place_id\"; may be given again.":
            "--dry 行程的一段：\"2020-01-31 08:00..09:30 @ place_id\"；可多次给出。",
        "Show names and phones; needs the identity key and a purpose.": "显示姓名和电话；须有身份密钥和用途。",
        "Answer again whenever files are taken in, until interrupted.": "每当接收新文件后重新回答，直至中断。",
        "Seconds between two looks of --watch; else 5.": "--watch 的检查间隔秒数；默认 5。",
        "Folder for contacts.csv, exposures.jsonl, itinerary.csv and trace.json.":
            "写出 contacts.csv、exposures.jsonl、itinerary.csv、trace.json 的目录。",
        "File for a map of the trace: one HTML page that loads nothing.": "追踪地图文件：单个 HTML 页面，不加载任何外部内容。",
        "Who: any identifier, person_id or pseudonym; - reads it from standard input.":
            "查询对象：任一标识、person_id 或化名；写 - 则从标准输入读取。",
        "Another person: list the two people's meetings.": "另一人：列出两人的共同经历。",
        "SUBJECT is a number plate.": "查询对象为车牌。",
        "First moment looked at; else all that is in the store.": "查询的起始时刻；否则为库中全部数据。",
        "Companions listed.": "列出的同行人数。",
        "With --format csv: the companions, not the timeline.": "配合 --format csv：输出同行人员而非轨迹。",
        "File for a map of the trail: one HTML page that loads nothing.": "轨迹地图文件：单个 HTML 页面，不加载任何外部内容。",
        "Id of a grid; none: all grids, for a grid officer their own.": "网格编号；不写则为全部网格，网格员则为自己的网格。",
        "Id of a run; else the latest complete one.": "批次编号；否则为最近完成的批次。",
        "csv, xlsx or jsonl; else what the name of the file ends in.": "csv、xlsx 或 jsonl；否则按文件名后缀。",
        "File to write; readable by its owner only.": "要写出的文件；只有所有者可读。",
        "The file.": "反馈文件。",
        "Only people of this grid and those below it.": "只列该网格及其下级的人员。",
        "Only codes of this colour: green, pending, yellow, red.":
            "只列该颜色：green（绿）、pending（待核查）、yellow（黄）、red（红）。",
        "Only codes that are not as in the run before.": "只列与上一批次不同的健康码。",
        "The latest run up to this moment: a date (its whole local day) or RFC 3339.":
            "截至该时刻的最近批次：日期（整个自然日）或 RFC 3339 时间。",
        "Id of a grid: its alerts and those of all below it.": "网格编号：该网格及其下级的预警。",
        "rate_up, gate_silent, phone_silent, not_out, focus_out, isolated_seen or declared_elsewhere; else all.":
            "rate_up（进出率陡增）、gate_silent（卡口无数据）、phone_silent（手机无信令）、not_out（长期未外出）、focus_out（重点人员外出）、isolated_seen（隔离期间外出）或 declared_elsewhere（申报与轨迹不符）；否则全部。",
        "Also those that the run before had and this one has not.": "同时列出上一批次有而本批次没有的预警。",
        "Id of an alert, as alerts.csv and alerts list have it.": "预警编号，见 alerts.csv 和 alerts list。",
        "The run as of that moment; else the latest complete one.": "截至该时刻的批次；否则为最近完成的批次。",
        "Language of the page: en or zh; else TRACEGRID_LANG, else the settings' own.":
            "页面语言：en 或 zh；否则取 TRACEGRID_LANG，再否则按设置。",
        "File to write, else standard output.": "要写出的文件，否则写到标准输出。",
        "Id of a contact (c...), a task (t...) or an undeclared traveller (u...).":
            "接触者（c...）、任务（t...）或未申报人员（u...）的编号。",
        "Id of the run to explain; else the latest complete one.": "要说明的批次编号；否则为最近完成的批次。",
        "Shape of the explanation: text or json.": "说明的格式：text 或 json。",
        "Show rows as they stand, identifiers included.": "按原样显示数据行，包括标识。",
    ]
}
