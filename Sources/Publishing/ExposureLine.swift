import Vocabulary

/// The fields of an exposure as JSON, appended byte by byte: a run has hundreds of thousands.
struct ExposureLine {
    let zone: ZoneRules
    /// Names of files as JSON strings.
    let fileNames: [UInt32: [UInt8]]
    var bytes: [UInt8]

    /// Appends the object without its closing brace.
    mutating func write(_ exposure: Exposure, _ contact: Contact) {
        bytes.put("{\"contact_id\":")
        bytes.put(quoted: contact.contactID)
        text(",\"case_id\":", exposure.caseID)
        identity(",\"person\":", contact.person)
        identity(",\"subject\":", exposure.subject)
        text(",\"rule\":", exposure.rule)
        text(",\"setting\":", exposure.setting)
        text(",\"tier\":", exposure.tier.rawValue)
        text(",\"place\":", exposure.place)
        moment(",\"start\":", exposure.span.start)
        moment(",\"end\":", exposure.span.end)
        decimal(",\"minutes\":", exposure.minutes)
        decimal(",\"environmental_minutes\":", exposure.environmentalMinutes)
        bytes.put(",\"together\":[")
        for (number, span) in exposure.together.enumerated() {
            moment(number == 0 ? "[" : ",[", span.start)
            moment(",", span.end)
            bytes.append(UInt8(ascii: "]"))
        }
        bytes.append(UInt8(ascii: "]"))
        decimal(",\"min_distance_m\":", exposure.minDistanceMeters)
        decimal(",\"accuracy_m\":", exposure.accuracyMeters)
        decimal(",\"within_reach\":", exposure.certainty?.withinReach, places: 2)
        decimal(",\"minutes_low\":", exposure.certainty?.minutesLow)
        decimal(",\"minutes_high\":", exposure.certainty?.minutesHigh)
        text(",\"coach\":", exposure.nearness?.coach)
        whole(",\"rows_apart\":", exposure.nearness?.rowsApart)
        whole(",\"bays_apart\":", exposure.nearness?.baysApart)
        text(",\"layout\":", exposure.nearness?.layout)
        whole(",\"observations\":", exposure.observations)
        text(",\"feed\":", exposure.feed.rawValue)
        switch exposure.caseOrigin {
        case .reported: text(",\"case_origin\":", "reported")
        case .observed(let feed): text(",\"case_origin\":", "observed:" + feed.rawValue)
        }
        if let via = exposure.via { identity(",\"via\":", via) } else { bytes.put(",\"via\":null") }
        bytes.put(",\"flags\":[")
        for (number, flag) in exposure.flags.enumerated() {
            if number > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.put(quoted: flag)
        }
        row("],\"source\":", exposure.subjectSource)
        row(",\"case_source\":", exposure.caseSource)
        // Only cell rules ask how long each had stayed.
        if let stay = exposure.cellStay {
            decimal(",\"case_stay_hours\":", stay.ofCase)
            decimal(",\"stay_hours\":", stay.ofSubject)
        }
        if let between = exposure.viaSpan {
            moment(",\"via_from\":", between.start)
            moment(",\"via_until\":", between.end)
        }
    }

    private mutating func text(_ key: String, _ value: String?) {
        bytes.put(key)
        if let value { bytes.put(quoted: value) } else { bytes.put("null") }
    }

    private mutating func identity(_ key: String, _ value: Pseudonym) {
        bytes.put(key)
        bytes.append(UInt8(ascii: "\""))
        bytes.put(value)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func moment(_ key: String, _ value: Int64) {
        bytes.put(key)
        bytes.append(UInt8(ascii: "\""))
        zone.write(rfc3339: value, into: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func decimal(_ key: String, _ value: Double?, places: Int = 1) {
        bytes.put(key)
        if let value, value.isFinite { bytes.put(decimal: value, places: places) } else { bytes.put("null") }
    }

    private mutating func whole(_ key: String, _ value: Int?) {
        bytes.put(key)
        if let value { bytes.put(Int64(value)) } else { bytes.put("null") }
    }

    private mutating func row(_ key: String, _ source: RowSource) {
        bytes.put(key)
        bytes.put("{\"file\":")
        if let name = fileNames[source.file] { bytes += name } else { bytes.put("\"\(source.file)\"") }
        bytes.put(",\"line\":")
        bytes.put(Int64(source.line))
        bytes.put(",\"digest\":\"")
        bytes.put(digest: source.digest)
        bytes.put("\"}")
    }
}
