extension OverviewWord {
    /// English and Chinese.
    public var texts: (english: String, chinese: String) {
        switch self {
        case .title: ("Situation report", "态势日报")
        case .asOf: ("As of {0}", "截至 {0}")
        case .run: ("Run {0}, policy {1}, version {2}", "批次 {0}，规则 {1}，版本 {2}")
        case .notEncrypted: ("Not encrypted: for synthetic data only", "未加密：仅限合成数据")
        case .skip: ("Skip to the content", "跳到正文")
        case .needsScript:
            (
                "The map, the charts and the table by grid need scripts, which this browser has turned off. The numbers below stand without them.",
                "地图、图表和网格下钻需要脚本，而此浏览器已关闭脚本。下面的数字不受影响。"
            )
        case .hidden: ("hidden", "已隐去")
        case .hiddenRule:
            (
                "Counts under 5 are hidden, and with them others from which they could be worked out. They are nowhere in this file.",
                "小于 5 的计数不予显示；可据以反推的其他计数也一并隐去。这些数字不在本文件中。"
            )
        case .atLeast: ("at least {0}", "至少 {0}")
        case .attention: ("What deserves attention first", "优先关注")
        case .nothingUrgent: ("Nothing out of the ordinary.", "没有异常情况。")
        case .urgent: ("Urgent", "紧急")
        case .important: ("Important", "重要")
        case .note: ("Note", "提示")
        case .changes: ("What changed since the last run", "较上一批次的变化")
        case .firstRun: ("This is the first run: there is nothing to compare with.", "这是第一个批次，没有可比较的数据。")
        case .since: ("Since {0}", "自 {0}")
        case .new: ("New", "新增")
        case .kept: ("Still there", "保留")
        case .gone: ("Withdrawn", "撤回")
        case .before: ("Before", "此前")
        case .now: ("Now", "现在")
        case .grids: ("By grid", "按网格")
        case .map: ("Map", "地图")
        case .mapHelp:
            (
                "Choose a grid on the map or in the table to go down; the path above leads back up. Arrow keys move the map, + and - zoom.",
                "在地图或表格中选择网格可逐级下钻，上方路径可返回。方向键移动地图，+ 和 - 缩放。"
            )
        case .mapLabel:
            (
                "Map of the grids, coloured by the chosen count. The table beside it says the same.",
                "按所选计数着色的网格地图。旁边的表格内容相同。"
            )
        case .noGround:
            (
                "No grid here has a polygon, so there is no map. Deliver grids.geojson.",
                "此处网格没有多边形，无法绘制地图。请提供 grids.geojson。"
            )
        case .measure: ("Shown", "显示")
        case .colour: ("Map colours", "地图着色")
        case .detail: ("Draw", "绘制")
        case .detailBelow: ("grids directly below", "下一级网格")
        case .detailFinest: ("smallest grids", "最小网格")
        case .allGrids: ("All grids", "全部网格")
        case .path: ("Path", "路径")
        case .grid: ("Grid", "网格")
        case .level: ("Level", "级别")
        case .below: ("{0} below", "下辖 {0}")
        case .this: ("all of it", "全部")
        case .hiddenClass: ("hidden or under 5", "隐去或小于 5")
        case .trends: ("Over time", "趋势")
        case .trendsOne: ("There is one run so far; lines begin with the second.", "目前只有一个批次；从第二个批次起绘制趋势线。")
        case .gapNote: ("A gap in a line is a hidden count.", "线条中断处为隐去的计数。")
        case .table: ("As a table", "查看表格")
        case .day: ("Day", "日期")
        case .all: ("All", "合计")
        case .make: ("What they are made of", "构成")
        case .funnel: ("From feed rows to tasks done", "从数据行到办结任务")
        case .funnelNote:
            (
                "Bars are drawn on a logarithmic scale. Rows are machines' rows; contacts are pairs of a person and a case.",
                "条形按对数比例绘制。数据行为系统记录；密接按“人员与病例”成对计数。"
            )
        case .stepRead: ("Rows delivered", "接收数据行")
        case .stepAccepted: ("Rows accepted", "有效数据行")
        case .stepContacts: ("Contacts found", "发现接触者")
        case .stepTasks: ("Tasks open", "待办任务")
        case .stepAnswered: ("Of these, tasks with feedback", "其中已有反馈")
        case .feeds: ("Feeds' health", "数据源状况")
        case .feed: ("Feed", "数据源")
        case .feedRows: ("Rows per day, last {0} days", "近 {0} 天每日行数")
        case .feedLast: ("Last day", "最近一天")
        case .feedRejected: ("Rejected", "拒收")
        case .feedLook: ("Look at", "需查看")
        case .feedOK: ("as usual", "正常")
        case .noFeeds: ("No feed of observations has been delivered.", "尚未接收到观测数据。")
        case .oddNothing: ("nothing came", "没有数据")
        case .oddFew: ("few rows", "行数偏少")
        case .oddRejected: ("many rejected", "拒收偏多")
        case .topicContacts: ("Contacts", "接触者")
        case .topicUndeclared: ("Undeclared travellers", "未申报人员与车辆")
        case .topicTasks: ("Open tasks", "待办任务")
        case .topicCategories: ("Five categories", "五类人员")
        case .topicCodes: ("Health codes", "健康码")
        case .topicAlerts: ("Alerts", "预警")
        case .topicRates: ("Response rate, percent", "反馈率（%）")
        case .cases: ("Index cases", "确诊病例")
        case .newTasks: ("New tasks", "新增任务")
        case .oddFeeds: ("Feeds to look at", "异常数据源")
        case .ofFeeds: ("of {0}", "共 {0} 个")
        case .sinceMore: ("{0} more than the run before", "比上一批次多 {0}")
        case .sinceLess: ("{0} fewer than the run before", "比上一批次少 {0}")
        case .sinceSame: ("as many as the run before", "与上一批次相同")
        case .tierClose: ("Close", "密切接触")
        case .tierSecondary: ("Secondary", "次密接")
        case .tierGeneral: ("General", "一般接触")
        case .tierCompanionSpacetime: ("Space-time companions", "时空伴随")
        case .tierEnvironment: ("Environment", "环境暴露")
        case .statusNone: ("No declaration", "没有申报")
        case .statusDenied: ("Denied travel", "申报无旅居史")
        case .statusOtherRegion: ("Other region declared", "申报其他地区")
        case .statusOtherDates: ("Other dates declared", "申报其他日期")
        case .statusAfterNotice: ("Declared after notice", "被告知后才申报")
        case .reasonContact: ("Contact", "接触者")
        case .reasonUndeclared: ("Undeclared", "未申报")
        case .reasonFever: ("Fever", "发热")
        case .reasonClue: ("Clue", "线索")
        case .reasonAlert: ("Alert", "预警")
        case .codeGreen: ("Green", "绿码")
        case .codeYellow: ("Yellow", "黄码")
        case .codeRed: ("Red", "红码")
        case .codeNone: ("No code", "无码")
        case .categoryReturnedOutside: ("Returned from outside", "境外（外地）返回")
        case .categoryReturnedProvince: ("Returned from the province", "省内返回")
        case .categoryReturnedCity: ("Returned from the city", "市内返回")
        case .categoryCloseContact: ("Close contact", "密切接触者")
        case .categoryFever: ("Fever without contact", "无接触史发热")
        case .levelCity: ("City", "市")
        case .levelCounty: ("County", "县")
        case .levelTownship: ("Township", "乡镇")
        case .levelVillage: ("Village", "村")
        case .levelHamlet: ("Hamlet", "组")
        case .levelBlock: ("Block", "单位")
        case .levelSchoolSystem: ("Schools", "教育系统")
        case .levelSchool: ("School", "学校")
        case .levelEnterpriseSystem: ("Enterprises", "企业系统")
        case .levelEnterprise: ("Enterprise", "企业")
        case .unassigned: ("No grid found", "未归属网格")
        case .feedTravel: ("Travel", "客运购票")
        case .feedCheckpoint: ("Checkpoints", "卡口")
        case .feedHotel: ("Hotels", "酒店")
        case .feedParking: ("Parking", "停车场")
        case .feedCarrier: ("Phone positions", "手机信令")
        case .feedVisit: ("Visits", "到访登记")
        case .pointNothing: ("Nothing came from “{0}” on {1}: ask who delivers it.", "“{0}”在 {1} 没有数据：请联系提供单位。")
        case .pointFew:
            (
                "“{0}” brought {1} rows on {2}, less than half of the usual.",
                "“{0}”在 {2} 只有 {1} 行，不到平常的一半。"
            )
        case .pointRejected:
            (
                "Of “{0}”, {1} % of all rows were rejected: look into quarantine/.",
                "“{0}”有 {1}% 的行被拒收：请查看 quarantine/。"
            )
        case .pointNewContacts: ("{0} new contacts since the last run, {1} in all.", "较上一批次新增接触者 {0}，共 {1}。")
        case .pointContacts: ("{0} contacts in all, {1} of them close.", "接触者共 {0}，其中密切接触 {1}。")
        case .pointNewTasks: ("{0} new tasks since the last run; {1} are open.", "较上一批次新增任务 {0}；待办共 {1}。")
        case .pointDenied:
            (
                "{0} declared that they had not travelled, though movements say otherwise: see undeclared.csv.",
                "有 {0} 例申报未外出，与行程数据不符：请核查 undeclared.csv。"
            )
        case .pointHeaviest: ("Most open tasks: {0} with {1}, that is {2} % of all.", "待办任务最多：{0}，{1} 件，占 {2}%。")
        case .pointUnassigned: ("{0} tasks belong to no grid: assign them by hand.", "有 {0} 件任务未归属网格：请人工分派。")
        case .pointSlowest: ("Lowest response rate: {0} with {1} %.", "反馈率最低：{0}，{1}%。")
        case .pointMost: ("{0}, {1}: {2}.", "{0}（{1}）：共 {2}。")
        case .licences: ("Licences of the scripts in this page", "本页所含脚本的许可")
        case .footer:
            (
                "Made by TraceGrid {0}. This file holds counts only: no person, no pseudonym, no identifier. It loads nothing from anywhere.",
                "由 TraceGrid {0} 生成。本文件只含计数，不含个人、化名或标识符，也不从任何地方加载内容。"
            )
        case .print: ("Print", "打印")
        }
    }
}
