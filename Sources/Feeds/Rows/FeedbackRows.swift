import Vocabulary

/// Rows of `feedback`, as grid workers return their lists.
extension ChunkReader {
    /// A report; without outcome the task is not done yet.
    ///
    /// Without a time of its own a report is from the end of the 24 hours after its list was made; a number is a day
    /// of a spreadsheet.
    mutating func readFeedback(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> RegistryRow.Payload {
        let taskID = try requiredString(bytes, .taskID)
        guard let told = string(bytes, .outcome) else {
            note(.notDoneYet)
            return .undone
        }
        guard let outcome = FeedbackWords.outcome(told) else { throw Rejection(reason: .badValue, column: .outcome) }
        return .feedback(
            FeedbackRow(
                taskID: taskID, outcome: outcome, at: try feedbackTime(bytes), by: string(bytes, .by) ?? "",
                note: string(bytes, .note), referTo: string(bytes, .referTo), gridID: string(bytes, .gridID)))
    }

    private mutating func feedbackTime(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> Int64 {
        if let text = string(bytes, .at), let serial = Double(text), serial >= 36_526, serial < 73_051 {
            // Days since 1899-12-30, local time.
            let wall = Int64((serial * 86_400).rounded()) - 25_569 * 86_400
            let moment: Int64
            switch clock.zone.reading(wall: wall) {
            case .exact(let exact): moment = exact
            case .ambiguous(let earlier, _): moment = earlier
            case .nonexistent: throw Rejection(reason: .nonexistentLocalTime, column: .at)
            }
            guard moment >= earliest, moment <= latest else { throw Rejection(reason: .timeOutOfRange, column: .at) }
            return moment
        }
        if let moment = try time(bytes, .at) { return moment.utc }
        guard let listed = try time(bytes, .listedAt) else { throw Rejection(reason: .missingValue, column: .at) }
        note(.timeFromList)
        return listed.utc + 86_400 - 1
    }
}
