public import Policy
internal import Vocabulary

/// The transition table of a policy, ready to be stepped through day by day.
public struct CodeMachine: Sendable {
    /// A person's colour by discipline, with the days counted towards the next.
    struct State: Hashable {
        /// 0 green, 1 yellow, 2 red.
        var colour: UInt8 = 0
        var missed: UInt8 = 0, checked: UInt8 = 0
    }
    private struct Turn {
        var days: UInt8 = .max, to: UInt8 = 0
    }
    let rule: CodeRule
    /// Turns by colour.
    private var onMissed = [Turn](repeating: Turn(), count: 3), onCheckin = [Turn](repeating: Turn(), count: 3)
    private let keepsMissed: Bool, keepsChecked: Bool

    /// The machine of a rule.
    public init(_ rule: CodeRule) {
        self.rule = rule
        keepsMissed = rule.missedDays == .inAll
        keepsChecked = rule.checkedDays == .cumulative
        for turn in rule.turns {
            let entry = Turn(days: UInt8(turn.days), to: Self.number(turn.to))
            switch turn.when {
            case .missed: onMissed[Int(Self.number(turn.from))] = entry
            case .checkedIn: onCheckin[Int(Self.number(turn.from))] = entry
            }
        }
    }

    /// A day closed without a check-in; whether the colour turned.
    @inline(__always)
    func miss(_ state: inout State) -> Bool {
        let turn = onMissed[Int(state.colour)]
        if state.missed < 254 { state.missed += 1 }
        if !keepsChecked { state.checked = 0 }
        guard state.missed >= turn.days else { return false }
        state.colour = turn.to
        if !keepsMissed { state.missed = 0 }
        state.checked = 0
        return true
    }

    /// A check-in; whether the colour turned.
    @inline(__always)
    func checkIn(_ state: inout State) -> Bool {
        let turn = onCheckin[Int(state.colour)]
        if state.checked < 254 { state.checked += 1 }
        state.missed = 0
        guard state.checked >= turn.days else { return false }
        state.colour = turn.to
        state.checked = 0
        return true
    }

    static func number(_ colour: CodeColour) -> UInt8 { colour == .red ? 2 : colour == .yellow ? 1 : 0 }
    static func colour(_ number: UInt8) -> CodeColour { number == 2 ? .red : number == 1 ? .yellow : .green }
}
