public import Vocabulary

extension ItineraryExtension {
    /// Rows of the case's own tickets inside its window whose coach or seat was not understood, where neither the
    /// report nor another ticket tells both.
    public func unreadTickets(
        window: InfectiousWindow, reported: [ItineraryPart], observations: [Observation]
    ) -> [RowSource] {
        let rows = observations.filter { $0.feed == .travel && ($0.idNumber != nil || $0.phone != nil) }
        let tickets = rows.compactMap { part(of: $0, caseID: "") }
        let known = (reported + tickets).filter { $0.ride?.carriage != nil && $0.ride?.seat != nil }
        let unread = rows.filter { row in
            guard row.traits.has(.seatUnread), let own = part(of: row, caseID: ""), !window.clip([own]).isEmpty else {
                return false
            }
            return !known.contains { Self.isSame(own, as: $0) }
        }
        return unread.map(\.source)
    }
}
