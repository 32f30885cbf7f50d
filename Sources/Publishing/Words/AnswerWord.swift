/// Sentences and headings of what the daily commands print on a terminal.
public enum AnswerWord: String, Wording {
    case notEncrypted, list, hidden, hiddenRule, all, warning, warningOf, colon, written, tasksWritten, watching
    // ingest
    case noFiles, takenBefore, refused, noteInRows
    // nightly, screen
    case contactsOf, contacts, casesMet, sharedContacts, undeclaredPersons, undeclaredVehicles, moreGrids, sameNight
    case firstRun, againstLast, countOf, run, auditRecord
    // tasks
    case noTasks, rates, nearest, noneLikeIt, noListYet, withdrawnFrom
    // alerts
    case noAlerts, alertsOf, alertsHint, factOf
    case rateUp, gateSilent, phoneSilent, notOut, focusOut, isolatedSeen, declaredElsewhere
    case rateUpRule, gateSilentRule, phoneSilentRule, notOutRule, focusOutRule, anyFocus, isolatedRule
    case firstDayCounts, firstDayDoesNot
    // codes
    case noCodes, dayByDay, against, overrides, overridden, checkinsCame, notOver, noCheckin, checkin, checkins
    // feeds
    case daysTo, clocksCompared, clocksNot, silentOn, andMore, clocksNone, clocksAlike, clocksOdd, passages
}
