/// Every text of the page for the command centre that is no data.
///
/// Raw values with a point are made of a group and a code of the data, such as `tier.close`; a code without a word is
/// shown as it is.
public enum OverviewWord: String, Wording {
    case title
    case asOf
    case run
    case notEncrypted
    case skip
    case needsScript
    case hidden
    case hiddenRule
    case atLeast
    case attention
    case nothingUrgent
    case urgent
    case important
    case note
    case changes
    case firstRun
    case since
    case new
    case kept
    case gone
    case before
    case now
    case grids
    case map
    case mapHelp
    case mapLabel
    case noGround
    case measure
    case colour
    case detail
    case detailBelow
    case detailFinest
    case allGrids
    case path
    case grid
    case level
    case below
    case this
    case hiddenClass
    case trends
    case trendsOne
    case gapNote
    case table
    case day
    case all
    case make
    case funnel
    case funnelNote
    case stepRead = "step.read"
    case stepAccepted = "step.accepted"
    case stepContacts = "step.contacts"
    case stepTasks = "step.tasks"
    case stepAnswered = "step.answered"
    case feeds
    case feed
    case feedRows
    case feedLast
    case feedRejected
    case feedLook
    case feedOK
    case noFeeds
    case oddNothing = "odd.nothing"
    case oddFew = "odd.few"
    case oddRejected = "odd.rejected"
    case topicContacts = "topic.contacts"
    case topicUndeclared = "topic.undeclared"
    case topicTasks = "topic.tasks"
    case topicCategories = "topic.categories"
    case topicCodes = "topic.codes"
    case topicAlerts = "topic.alerts"
    case topicRates = "topic.rates"
    case cases
    case newTasks
    case oddFeeds
    case ofFeeds
    case sinceMore = "since.more"
    case sinceLess = "since.less"
    case sinceSame = "since.same"
    case tierClose = "tier.close"
    case tierSecondary = "tier.secondary"
    case tierGeneral = "tier.general"
    case tierCompanionSpacetime = "tier.companion_spacetime"
    case tierEnvironment = "tier.environment"
    case statusNone = "status.none"
    case statusDenied = "status.denied"
    case statusOtherRegion = "status.other_region"
    case statusOtherDates = "status.other_dates"
    case statusAfterNotice = "status.after_notice"
    case reasonContact = "reason.contact"
    case reasonUndeclared = "reason.undeclared"
    case reasonFever = "reason.fever"
    case reasonClue = "reason.clue"
    case reasonAlert = "reason.alert"
    case codeGreen = "code.green"
    case codeYellow = "code.yellow"
    case codeRed = "code.red"
    case codeNone = "code.none"
    case categoryReturnedOutside = "category.returned_outside"
    case categoryReturnedProvince = "category.returned_province"
    case categoryReturnedCity = "category.returned_city"
    case categoryCloseContact = "category.close_contact"
    case categoryFever = "category.fever"
    case levelCity = "level.city"
    case levelCounty = "level.county"
    case levelTownship = "level.township"
    case levelVillage = "level.village"
    case levelHamlet = "level.hamlet"
    case levelBlock = "level.block"
    case levelSchoolSystem = "level.school_system"
    case levelSchool = "level.school"
    case levelEnterpriseSystem = "level.enterprise_system"
    case levelEnterprise = "level.enterprise"
    case unassigned
    case feedTravel = "feed.travel"
    case feedCheckpoint = "feed.checkpoint"
    case feedHotel = "feed.hotel"
    case feedParking = "feed.parking"
    case feedCarrier = "feed.carrier"
    case feedVisit = "feed.visit"
    case pointNothing = "point.nothing"
    case pointFew = "point.few"
    case pointRejected = "point.rejected"
    case pointNewContacts = "point.newContacts"
    case pointContacts = "point.contacts"
    case pointNewTasks = "point.newTasks"
    case pointDenied = "point.denied"
    case pointHeaviest = "point.heaviest"
    case pointUnassigned = "point.unassigned"
    case pointSlowest = "point.slowest"
    case pointMost = "point.most"
    case licences
    case footer
    case print

    /// The word for a code of the data, or the code itself.
    static func name(_ group: String, _ code: String, _ language: Language) -> String {
        OverviewWord(rawValue: "\(group).\(code)")?.text(language) ?? Term(rawValue: group)?.name(code, language)
            ?? code
    }
}
