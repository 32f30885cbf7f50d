/// What the codes of warnings mean in Chinese.
enum TermWarnings {
    static let chinese: [String: String] = [
        "AS_OF_IN_FUTURE": "截至时刻在未来", "BACKUP_DAMAGED": "备份损坏", "CASE_AFTER_AS_OF": "病例确诊晚于截至时刻",
        "CASE_WITHOUT_IDENTITY": "病例没有证件号", "CASE_WITHOUT_ITINERARY": "病例没有行程", "CASE_WITHOUT_WINDOW": "病例没有传染期",
        "DAMAGED": "数据损坏", "FEEDS_DISAGREE": "数据源之间不一致", "GRID_CYCLE": "网格上下级成环", "GRID_TOO_DEEP": "网格层级过深",
        "IDENTITY_KEY_ABSENT": "缺少身份密钥，名单不含姓名", "ITINERARY_WITHOUT_CASE": "行程没有对应病例",
        "LEDGER_BEHIND": "台账落后于归档", "NOTHING_ACCEPTED": "没有一行被接收", "NO_FRESH_DATA": "没有近期数据",
        "NO_ROWS": "文件没有数据行", "PURGED_PERIOD": "所查时段的数据已清除", "PURGE_UNFINISHED": "清除未完成",
        "REGION_WITHOUT_GROUND": "风险地区没有对应场所或边界", "REPEATED_ROWS": "数据行重复", "RETENTION": "未能按期清除",
        "SHORT_FILE": "文件行数偏少", "SPREADSHEET_LIMIT": "行数正好为电子表格上限，可能被截断", "STORE_MENDED": "存储已修复",
        "STRAY_POLYGONS": "多边形没有对应条目", "TYPED_TOO_NEW": "输入的行程晚于现有数据", "TYPED_TOO_OLD": "输入的行程早于保存期限",
        "UNKNOWN_FILES": "有无法识别的文件", "UNKNOWN_GRIDS": "网格未登记", "UNKNOWN_GRID_PARENT": "上级网格未登记",
        "UNKNOWN_PLACES": "场所未登记", "refused": "文件被拒收",
    ]
}
