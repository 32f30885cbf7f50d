/// Chinese names of columns and of fields beside a table.
enum TermColumns {
    static let chinese: [String: String] = [
        // Files and runs.
        "file": "文件", "feed": "数据源", "rows": "行数", "accepted": "接收", "rejected": "拒收", "duplicate": "重复",
        "found": "发现", "count": "数量", "tasks of grid": "网格任务", "run": "批次", "as_of": "截至", "policy": "规则",
        "policy_sha256": "规则摘要", "change": "变化", "field": "项目", "value": "内容", "days": "日期范围", "clocks": "时钟",
        // Tasks.
        "task_id": "任务编号", "grid_id": "网格编号", "name": "姓名", "name/grids": "名称", "name/codes": "名称",
        "rows/alert": "数据行摘要", "count/alert": "次数", "phone": "电话", "address": "住址",
        "reason": "事由", "required_action": "处置要求", "due": "期限", "provisional": "暂定网格", "state": "状态",
        "issued": "下发时间", "overdue_hours": "逾期小时", "follow_up_until": "随访至", "next_test": "下次检测",
        "open tasks": "待办任务", "at": "办理时间", "outcome": "结果", "effect": "处理", "to do": "事项", "by": "办理人",
        "refer_to": "转交网格", "note": "备注", "listed_at": "名单时间",
        // Codes.
        "person": "人员", "code": "健康码", "codes": "人数", "cause": "原因", "about": "关联", "since": "起始",
        "discipline": "打卡码", "risk": "风险码", "last_checkin": "最近打卡", "code_before": "原健康码",
        "override_id": "改判编号", "level": "级别", "parent_id": "上级网格", "green": "绿码", "yellow": "黄码", "red": "红码",
        "none": "无码", "pending": "待核查", "event": "打卡", "why": "原因", "risk_cause": "风险原因", "first": "首次",
        "last": "末次", "until": "截至", "standing": "状态", "to": "改为", "first_day": "首日", "last_day": "末日",
        "proposed_by": "提出人", "approved_by": "批准人", "ended_by": "终止人",
        // Alerts.
        "alert_id": "预警编号", "kind": "类别", "subject": "对象", "place": "场所", "score": "分值", "facts": "依据",
        "action": "处置要求", "alerts": "预警",
        // Feeds.
        "day": "日期", "people": "人数", "files": "文件", "delay_h": "延迟小时", "gap_min": "最长间断分钟", "gap_from": "间断起",
        "devices": "设备", "silent": "静默设备", "datum": "坐标系", "look": "需查看", "rejected/feeds": "拒收率",
        // Trails, contacts, people.
        "from": "起", "to/trail": "止", "for": "时长", "where": "地点", "known from": "依据", "tier": "类别", "who": "对象",
        "together by": "同行依据", "when": "时间", "min": "分钟", "m": "距离米", "grid": "网格", "id": "编号", "what": "类型",
        "by/names": "依据", "name/names": "化名", "region": "地区", "sights": "次数", "declaration": "申报情况",
        "declared": "申报内容", "case": "病例", "id to explain": "编号（可查依据）", "mark": "关系推断", "order": "同订单",
        "room": "同房", "seats": "邻座", "car": "同车", "convoy": "结伴", "rides": "同车次", "nights": "夜数",
        "work": "工作日", "days/companions": "天数", "most lately": "最近一次", "row of the other": "对方数据行",
    ]
}
