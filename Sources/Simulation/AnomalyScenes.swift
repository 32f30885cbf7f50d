import Vocabulary

/// What is unusual at gates and about single people, and clues of every class, with the truth about them.
struct AnomalyScenes {
    private let plan: CityPlan, map: CityMap
    /// Number of the round: each has gates and people of its own.
    private let round: Int

    /// Cast members that one round needs.
    static let castPerRound = 8

    init(plan: CityPlan, map: CityMap, round: Int) {
        self.plan = plan
        self.map = map
        self.round = round
    }

    func play(on stage: inout Stage) {
        crowd(&stage)
        silentGate(&stage)
        notOut(&stage, isSeenElsewhere: false)
        notOut(&stage, isSeenElsewhere: true)
        watched(&stage)
        isolatedAtGate(&stage)
        isolatedElsewhere(&stage)
        silentPhone(&stage)
        clues(&stage)
    }

    /// The day on which things happen: the last but one, or one of the two before.
    private var day: Int { plan.days - 2 - round % 3 }

    /// Passages a day that the everyday rows make at one gate in one direction.
    private var everyday: Int { plan.people * 8 / 100 / max(1, map.gates.count) }

    private func gate(_ number: Int) -> String { map.sites[map.gates[number % map.gates.count]].id }

    /// A gate of somebody's own township.
    private func homeGate(_ stage: Stage, _ person: Int) -> String {
        let township = CityMap.township(map.township(ofHamlet: Int(stage.residents.all[person].hamlet)))
        let own = map.gates.first { map.sites[$0].grid.hasPrefix(township) } ?? map.gates[0]
        return map.sites[own].id
    }

    /// Strangers come in through one gate for three hours: in the quiet afternoon, or every other time in the rush.
    private func crowd(_ stage: inout Stage) {
        let place = gate(round * 2)
        let first = round % 2 == 0 ? 12 : 18
        // Everyday ways in are spread over six hours.
        let people = max(30, everyday / 6 * 3)
        for hour in first..<first + 3 {
            for number in 0..<people {
                let wall = plan.wall(day: day, hour, number * 60 / people, number * 37 % 60)
                let phone = Identity.phone(index: 70_000_000 + (round * 3 + hour - first) * 10_000 + number)
                stage.gate("\(place),\(wallText(wall)),,\(phone),,in,36.5,camera", at: wall)
            }
        }
        stage.anomaly(
            "rate_up", place: place, since: plan.wall(day: day, first), "\(people) strangers an hour for three hours")
    }

    /// A gate counts nothing any more.
    private func silentGate(_ stage: inout Stage) {
        let place = gate(round * 2 + 1)
        let since = plan.wall(day: day, 6)
        stage.planted.silentGates[place] = since
        stage.anomaly("gate_silent", place: place, since: since, "no row of the gate from then on")
    }

    /// Out and in every day, then not out any more; or seen in a tea house, so that nothing is amiss.
    private func notOut(_ stage: inout Stage, isSeenElsewhere: Bool) {
        let one = stage.person()
        let last = plan.days - 6
        let place = homeGate(stage, one)
        for day in 0...last {
            for (hour, direction) in [(8, "out"), (18, "in")] {
                let wall = plan.wall(day: day, hour, 10 + round % 40)
                stage.gate(
                    "\(place),\(wallText(wall)),\(stage.residents.idNumber(one)),,,\(direction),36.4,card", at: wall)
            }
        }
        guard isSeenElsewhere else {
            return stage.anomaly(
                "not_out", person: one, place: place, since: plan.wall(day: last, 18, 10 + round % 40),
                "out every day before")
        }
        let start = plan.wall(day: plan.days - 2, 15)
        stage.visit(one, map.sites[map.cafes[round % map.cafes.count]].id, "cafe", start, start + 3600)
        stage.nearAnomaly("not_out", person: one, "was in a tea house without passing a gate")
    }

    /// Somebody watched goes out.
    private func watched(_ stage: inout Stage) {
        let one = stage.person()
        stage.planted.focus[one] = "watched"
        let place = homeGate(stage, one)
        let wall = plan.wall(day: day, 10, 20)
        stage.gate("\(place),\(wallText(wall)),\(stage.residents.idNumber(one)),,,out,36.6,hand", at: wall)
        stage.anomaly("focus_out", person: one, place: place, since: wall, "out through a gate")
    }

    private func isolate(_ stage: inout Stage, _ person: Int, days: ClosedRange<Int>) {
        for day in days {
            stage.planted.checkins.append("\(stage.residents.idNumber(person)),,\(plan.date(day)),36.5,yes")
        }
    }

    /// Somebody isolated goes through a gate.
    private func isolatedAtGate(_ stage: inout Stage) {
        let one = stage.person()
        isolate(&stage, one, days: max(0, day - 3)...plan.days - 1)
        let place = homeGate(stage, one)
        let wall = plan.wall(day: day, 9, 5)
        stage.gate("\(place),\(wallText(wall)),,\(stage.residents.phone(one)),,out,36.6,camera", at: wall)
        stage.anomaly("isolated_seen", person: one, place: place, since: wall, "checks in as isolated")
    }

    /// Somebody isolated sits in a tea house; another one is at the doctor's, which is no fault.
    private func isolatedElsewhere(_ stage: inout Stage) {
        for (kind, sites) in [("cafe", map.cafes), ("clinic", map.clinics)] {
            let one = stage.person()
            isolate(&stage, one, days: max(0, day - 3)...plan.days - 1)
            let place = map.sites[sites[round % sites.count]].id
            let start = plan.wall(day: day, 15, 30)
            stage.visit(one, place, kind, start, start + 2400)
            if kind == "cafe" {
                stage.anomaly("declared_elsewhere", person: one, place: place, since: start, "in a tea house")
            } else {
                stage.nearAnomaly("declared_elsewhere", person: one, "at the doctor's")
            }
        }
    }

    /// The phone of somebody isolated falls silent.
    private func silentPhone(_ stage: inout Stage) {
        let one = stage.person()
        isolate(&stage, one, days: max(0, day - 3)...plan.days - 1)
        let last = plan.wall(day: day, 12)
        for number in 0..<96 { stage.ping(one, last - Int64(number) * 1800, stage.residents.all[one].home) }
        stage.anomaly("phone_silent", person: one, place: "", since: last, "no position from then on")
    }

    /// One clue of each class, three of them told twice, by name in the text.
    private func clues(_ stage: inout Stage) {
        for (number, word) in AnomalyScenes.classes.enumerated() {
            let id = "Q\(zeroPadded(round * 100 + number, 6))"
            let wall = plan.wall(day: day, 8 + number, 15)
            var chance = Chance(plan.seed, .cast, -1 - round, number)
            let hamlet = chance.below(map.hamletCount)
            let at = map.position(in: hamlet, &chance)
            let lonLat = "\(degrees(at.lonE7)),\(degrees(at.latE7))"
            let text = "群众反映\(stage.residents.name(number))家有\(word)"
            stage.planted.clues.append("\(id),\(wallText(wall)),\(word),hotline,,\(lonLat),\(text),")
            stage.planted.clueTruth.append("\(id),\(map.hamletID(hamlet)),")
            guard number % 4 == 0 else { continue }
            stage.planted.clues.append("\(id)B,\(wallText(wall + 5400)),\(word),app,,\(lonLat),\(text),")
            stage.planted.clueTruth.append("\(id)B,\(map.hamletID(hamlet)),\(id)")
        }
    }

    /// Sanmenxia's ten classes (2020), as its hotline called them.
    private static let classes = [
        "未设置发热测量点", "发热人员", "聚众集会", "武汉返回人员", "湖北返回车辆", "造谣传谣", "哄抬物价", "兜售假冒防疫物资",
        "二手口罩收集", "贩卖野味",
    ]
}

extension Stage {
    mutating func anomaly(_ kind: String, person: Int? = nil, place: String, since wall: Int64, _ note: String) {
        planted.alerts.append(
            "\(kind),\(person.map(residents.idNumber) ?? ""),\(place),\(wallText(wall)),\(note)")
    }

    mutating func nearAnomaly(_ kind: String, person: Int, _ note: String) {
        planted.nearAlerts.append("\(kind),\(residents.idNumber(person)),\(note)")
    }
}
