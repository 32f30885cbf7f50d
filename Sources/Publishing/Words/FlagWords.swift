/// What every flag of the outputs says, in a sentence that can be read out.
public enum FlagWords {
    /// The sentence of a flag; nil for a word that is no flag.
    public static func sentence(_ flag: String) -> String? { phrase(flag)?.text(.english) }

    /// The same, to be said in either language.
    static func phrase(_ flag: String) -> Phrase? {
        sentences.first { $0.flag == flag }.map { known in
            Phrase { $0 == .english ? known.english : known.chinese }
        }
    }

    /// All flags, in alphabetical order.
    public static var flags: [String] { sentences.map(\.flag) }

    private static let sentences: [(flag: String, english: String, chinese: String)] = [
        (
            "ACCURACY_CROSSES_BORDER", "The phone's position is so uncertain that it may have been outside the region.",
            "手机定位误差较大，可能实际在该地区之外。"
        ),
        (
            "ADJACENT_SEATS", "The two sat side by side on several runs, as people do who travel together.",
            "两人在多个车次中邻座，与同行人员相符。"
        ),
        (
            "BAY_UNKNOWN", "The two were in one coach, but its layout does not tell how near their bays were.",
            "两人在同一车厢，但从布局无法判断隔间远近。"
        ),
        (
            "CARRIER_ONLY", "Only the case's own phone tells that the case was there; nobody reported it.",
            "病例到过此处仅有其本人手机为据，无人申报。"
        ),
        (
            "CASE_PLATE_ONLY", "For the case stands a vehicle that is registered to it; a plate is not its driver.",
            "病例一方仅为其名下车辆；车主未必是驾驶人。"
        ),
        (
            "CELL_ONLY", "The place of a phone, the subject's or the case's, is that of its cell tower, not its own.",
            "手机（对象或病例）的位置为基站位置，并非其本身位置。"
        ),
        (
            "COACH_UNKNOWN",
            "The coach of one of the two is not known, so the rule's tier for unknown seats was given.",
            "其中一人的车厢不明，按规则对座位不明的规定定类。"
        ),
        ("CONTRADICTED", "What was declared is contradicted by what was seen.", "申报内容与所见不符。"),
        (
            "CONVOY", "The two passed several places close behind one another, as people do who travel together.",
            "两人先后紧接通过多处，与同行人员相符。"
        ),
        ("CREW", "One of the two was of the crew.", "其中一人为乘务人员。"),
        (
            "DATE_ONLY", "A row names a date and no time of day, so it stands for the whole day, and weighs less.",
            "数据行只有日期没有时刻，按全天计，分量较轻。"
        ),
        (
            "DECLARED_WITHOUT_DATES",
            "A declaration names the region but no dates, so it cannot be told which days it means.",
            "申报写明地区但没有日期，无法判断所指时段。"
        ),
        (
            "EVIDENCE_SHORTENED", "There were more sights than are listed: only the 8 earliest and 8 latest are.",
            "所见次数多于所列：只列最早 8 次和最晚 8 次。"
        ),
        (
            "FLOOR_UNKNOWN", "The floor of one of the rooms is not known, so the rule's tier for that was given.",
            "其中一间房的楼层不明，按规则对此的规定定类。"
        ),
        (
            "INFERRED", "Part of the time rests on the rule for silent phones: silent, and back at the place.",
            "部分时段依据手机静默规则推定：静默后仍在原处出现。"
        ),
        ("INFERRED_END", "The way out of a gate was not seen, and was put in by the rule.", "未见离开卡口的记录，按规则推定。"),
        ("INFERRED_START", "The way in through a gate was not seen, and was put in by the rule.", "未见进入卡口的记录，按规则推定。"),
        ("IN_VEHICLE", "One of the phones was moving faster than people on foot.", "其中一部手机的移动速度高于步行。"),
        ("IS_CASE", "The person is a confirmed case too.", "本人也是确诊病例。"),
        ("NEIGHBOUR_CELL", "The phone was in a cell beside the case's, not in it.", "手机在病例所在网格的相邻网格，不在同一网格。"),
        (
            "OPEN_END", "Nobody recorded when a stay ended; it was taken to last as long as the policy says.",
            "没有停留结束的记录，按规则规定的时长计。"
        ),
        (
            "OWNER_REGISTERED", "Only the vehicle was seen; its owner is in the registry, but need not have driven it.",
            "只见到车辆；车主已登记，但未必是驾驶人。"
        ),
        ("PLATE_ONLY", "Only a number plate was seen: a plate is not its driver.", "只见到车牌：车主未必是驾驶人。"),
        ("SAME_FLOOR", "The two had rooms on one floor of the house.", "两人的房间在同一楼层。"),
        ("SAME_ORDER", "The tickets of the two were bought in one order.", "两人的车票出自同一订单。"),
        ("SAME_PLATE", "Both were in the same vehicle, by its number plate.", "按车牌，两人在同一车辆中。"),
        ("SAME_ROOM", "The two had one hotel room.", "两人住同一酒店房间。"),
        (
            "SEAT_UNKNOWN", "The seat of one of the two is not known, so the rule's tier for unknown seats was given.",
            "其中一人的座位不明，按规则对座位不明的规定定类。"
        ),
        (
            "SEGMENT_UNKNOWN",
            "Neither the list of stops nor the times tell whether the two were on board at the same time.",
            "停靠站和时刻均无法说明两人是否同时在车上。"
        ),
        (
            "SERVICE_DATE_DIFFERS",
            "The two tickets name neighbouring dates; the list of stops places both on one run at their times.",
            "两张票的日期相邻；按停靠站时刻属同一趟。"
        ),
        (
            "SHARED_IDENTIFIER", "Several people own the number or card that was seen; each of them is listed.",
            "所见号码或证件登记在多人名下，逐一列出。"
        ),
        ("STANDING", "One of the two had no seat, and counts for the whole coach.", "其中一人无座，按整节车厢计。"),
        (
            "SUFFIX_DIFFERS",
            "The flight numbers differ by a letter at the end, which the policy takes for one flight.",
            "航班号末尾字母不同，规则视为同一航班。"
        ),
        ("UNREGISTERED", "Nobody in the registry owns the number, card or plate that was seen.", "所见号码、证件或车牌没有登记。"),
        (
            "UNVERIFIED_BOARDING",
            "A ticket, the subject's or the case's, is known only as sold: boarding was not seen.",
            "对象或病例的车票仅知已售出，未见乘车记录。"
        ),
        (
            "VEHICLE_UNKNOWN",
            "Nobody knows whether the vehicle is sealed, or filters its air; the rule holds for such too.",
            "不知车辆是否密闭或有空气过滤，规则对此类同样适用。"
        ),
        (
            "VIA_CONTACT", "The person did not meet the case, but a close contact after that contact had met the case.",
            "并未接触病例，而是在密切接触者接触病例之后接触了该密切接触者。"
        ),
    ]
}
