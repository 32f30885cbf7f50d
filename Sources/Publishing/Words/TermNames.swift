extension Term {
    /// Chinese names by code.
    ///
    /// Words are those of the notices of 2020 to 2022; docs/languages.md says which.
    var chinese: [String: String] {
        switch self {
        case .column: TermColumns.chinese
        case .code: ["pending": "待核查"]
        case .tier:
            [
                "close": "密切接触者", "secondary": "次密切接触者", "general": "一般接触者", "companion_spacetime": "时空伴随者",
                "environment": "环境暴露者", "is the case": "本人即病例",
            ]
        case .feed:
            [
                "people": "人员", "grids": "网格", "places": "场所", "regions": "风险地区", "stops": "停靠站",
                "layouts": "座位布局", "declarations": "申报", "checkins": "健康打卡", "cases": "病例",
                "itineraries": "病例行程", "clues": "线索", "feedback": "反馈", "reported": "病例自述",
            ]
        case .status:
            ["declared": "已申报", "denied_before": "在外出前申报无旅居史", "other_region_denied": "申报未去其他地区"]
        case .category:
            [
                "": "无", "OUTSIDE": "域外返回", "PROVINCE": "省内返回", "CITY": "市内返回", "WUHAN": "武汉返回", "HUBEI": "湖北返回",
                "CONTACT": "密切接触", "FEVER": "未接触但发热",
            ]
        case .level: ["class": "班级"]
        case .reason: [:]
        case .change: ["new": "新增", "changed": "变更", "unchanged": "未变", "withdrawn": "撤销"]
        case .state:
            [
                "new": "新任务", "issued": "已下发", "confirmed": "已核实", "refuted": "不属实", "isolated": "已隔离",
                "referred": "已转交", "unreachable": "联系不上", "closed": "已办结",
            ]
        case .action:
            [
                "visit_and_isolate": "上门核查并落实隔离", "notify_and_monitor": "告知并健康监测", "notify_and_test": "告知并核酸检测",
                "visit_and_register": "上门核查并登记", "visit_and_test": "上门测温并检测", "look_at_gate": "查看卡口情况",
                "check_device": "检查设备", "call_or_visit": "电话或上门联系", "welfare_visit": "上门探视关怀",
                "look_into": "了解核实", "check_on_site": "现场查看", "hand_over": "移交主管部门", "visit": "上门核查",
            ]
        case .effect:
            [
                "counts": "采纳", "overtaken": "已有更新的反馈", "outweighed": "同时反馈中未采纳", "contradicted": "反馈相互矛盾",
                "handed over": "任务已转交", "withdrawn": "任务已撤销", "unknown id": "编号不存在",
                "of another grid": "属其他网格",
            ]
        case .cause:
            [
                "case": "确诊病例", "contact_close": "密切接触者", "contact_secondary": "次密切接触者", "fever": "发热",
                "isolation": "隔离中", "undeclared": "未申报", "contact_general": "一般接触者",
                "contact_companion_spacetime": "时空伴随者", "contact_environment": "环境暴露者", "clear": "无风险",
                "missed": "未打卡", "checked_in": "按时打卡", "applied": "已申领", "waiting": "申领待核查",
                "not_applied": "未申领", "override": "人工改判",
            ]
        case .alert:
            [
                "rate_up": "进出率陡增", "gate_silent": "卡口无数据", "phone_silent": "手机无信令", "not_out": "长期未外出",
                "focus_out": "重点人员外出", "isolated_seen": "隔离期间外出", "declared_elsewhere": "申报与轨迹不符",
            ]
        case .fact:
            [
                "declared": "申报", "region": "地区", "direction": "方向", "usual": "平常每小时", "z": "稳健偏离度",
                "gates": "卡口数", "hours": "小时", "days_out_before": "此前外出天数", "of_days": "统计天数",
                "chance_of_10000": "概率（万分之）", "focus": "重点类别", "positions_before": "此前定位数", "because": "关注原因",
                "feeds": "数据源", "expected": "应有次数", "state": "状态",
            ]
        case .note:
            [
                "arrival_advanced": "到达时间已推至次日", "ambiguous_local_time": "当地时间有歧义",
                "excel_damage_repaired": "表格损坏已修复", "minus_sign_repaired": "负号已修复",
                "resident_id_upgraded": "十五位身份证号已升位", "service_date_from_departure": "开行日期取自发车时间",
                "carriage_not_understood": "车厢号无法识别", "seat_not_understood": "座位号无法识别",
                "not_done_yet": "尚未办理", "time_from_list": "办理时间取自名单",
            ]
        case .look:
            [
                "NOTHING CAME": "没有数据", "few rows": "行数偏少", "late": "迟到", "rejected": "拒收偏多", "gap": "中断",
                "silent": "设备静默", "datum": "坐标系可疑",
            ]
        case .trail:
            [
                "stay": "停留", "point": "出现", "move": "移动", "ride": "乘车", "passage": "过卡口", "vehicle": "车辆",
                "gap": "空白",
            ]
        case .evidence:
            [
                "order": "同订单", "room": "同房间", "vehicle": "同车", "seats": "邻座", "convoy": "结伴", "ride": "同车次",
                "place": "同场所", "near": "相近",
            ]
        case .mark: ["family": "家人", "same house": "同住一处", "colleague": "同事", "companion": "同行人员"]
        case .bond:
            [
                "SAME_ORDER": "同订单", "SAME_ROOM": "同房间", "SAME_PLATE": "同车", "ADJACENT_SEATS": "邻座",
                "CONVOY": "结伴",
            ]
        case .setting:
            [
                "aircraft": "飞机", "cell": "时空网格", "coach": "客车", "companions": "同行", "enclosure": "密闭空间",
                "gate": "卡口", "hotel": "酒店", "metro": "地铁", "parking": "停车场", "phone": "手机信令", "ship": "轮船",
                "site": "场所", "train": "火车", "venue": "公共场所",
            ]
        case .risk: ["high": "高风险", "medium": "中风险", "low": "低风险", "outside": "外地"]
        case .anchor: ["onset": "发病", "sampled": "采样", "confirmed": "确诊", "as_of": "截至时刻"]
        case .windowEnd: ["isolated": "隔离", "after_days": "规则规定的末日", "as_of": "截至时刻"]
        case .identifier:
            ["id_number": "证件号", "phone": "手机号", "plate": "车牌", "person": "人员", "document": "证件"]
        case .warning: TermWarnings.chinese
        case .ending:
            [
                "FAILED": "失败", "USAGE": "用法错误", "REFUSED": "输入被拒收", "NOT_PERMITTED": "无权限",
                "LOCKED": "工作区已锁定", "INTERRUPTED": "已中断",
            ]
        case .basis:
            [
                "home": "户籍网格", "unit": "单位网格", "night": "夜间住处", "last_place": "最近出现处", "unassigned": "未归属",
                "place": "场所所在", "clue": "线索地点", "reported": "举报网格",
            ]
        case .why:
            [
                "new case": "新病例", "new data": "新数据", "correction": "更正", "policy": "规则变更", "refuted": "经核查不属实",
                "feedback": "反馈", "handed over": "已转交", "settings": "设置变更", "purged": "数据已清除",
                "older": "已超过时限",
            ]
        case .sight:
            [
                "ride_from": "上车", "ride_to": "下车", "ride_through": "途经", "stay": "停留", "visit": "到访",
                "passage": "过卡口", "ping": "手机定位",
            ]
        case .word:
            [
                "yes": "是", "no": "否", "all": "合计", "registry": "登记", "asked": "查询", "in": "进", "out": "出",
                "none": "无", "denied": "申报无旅居史", "taken": "已接收", "isolated": "隔离中", "request": "申请", "over": "已恢复",
                "going_on": "持续中",
                "other_region": "申报其他地区", "other_dates": "申报其他日期", "after_notice": "被告知后才申报", "unassigned": "未归属网格",
                "lone_elderly": "独居老人", "fever": "发热", "pass": "通过",
                "cafe": "网吧", "cardroom": "棋牌室", "clinic": "诊所", "pharmacy": "药店", "parcel": "快递", "school": "学校",
                "work": "单位",
                "insurance": "医保", "hospital": "医院", "fever_clinic": "发热门诊", "rail": "铁路", "flight": "航班",
                "coach": "客车", "ship": "轮船", "metro": "地铁",
            ]
        }
    }
}
