import Testing
import Vocabulary

@testable import Publishing

/// The one catalogue of words for people.
@Suite struct WordsTests {
    private func isChinese(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }

    private func check<Chapter: Wording>(_ chapter: Chapter.Type, _ sees: (String) -> Bool) {
        for word in chapter.allCases {
            let (english, chinese) = word.texts
            #expect(!english.isEmpty && !chinese.isEmpty, "\(word)")
            // Sentences made of values alone, and the comma between them, have no letters in either language.
            if english.contains(where: \.isLetter) || !english.contains("{") {
                #expect(isChinese(chinese) || !english.contains(where: \.isLetter), "\(word): \(chinese)")
            }
            #expect(sees(english), "\(word): \(english)")
            func places(_ text: String) -> [String] { text.matches(of: /\{\d\}/).map { String($0.output) }.sorted() }
            #expect(places(english) == places(chinese), "\(word)")
        }
    }

    @Test func `every word is there in both languages, with the same places for values`() {
        func plain(_ english: String) -> Bool { !isChinese(english) }
        check(OverviewWord.self, plain)
        check(AnswerWord.self, plain)
        check(TrailWord.self, plain)
        check(HelpHeading.self, plain)
        check(ExplainWord.self, plain)
        for flag in FlagWords.flags {
            let said = FlagWords.phrase(flag)
            #expect(said.map { plain($0.text(.english)) && isChinese($0.text(.chinese)) } == true, "\(flag)")
        }
        // A workbook is handed to people who may read either language: an English one has both.
        check(SheetWord.self) { $0.contains { $0.isLetter || $0 == "{" } }
    }

    @Test func `columns and codes have Chinese names, and are their own names in English`() {
        for term in Term.allCases {
            for (code, name) in term.chinese where !code.isEmpty {
                #expect(isChinese(name), "\(term) \(code): \(name)")
                #expect(term.name(code, .chinese) == name && term.name(code, .english) == code.prefix { $0 != "/" })
            }
            #expect(term.name("violet", .chinese) == "violet")
        }
        #expect(Term.setting.name("A/B", .english) == "A/B" && Term.setting.name("A/B", .chinese) == "A/B")
        #expect(Term.change.names("new, changed", .chinese) == "新增、变更")
        #expect(Term.column.name("name/grids", .chinese) == "名称" && Term.column.name("name/tasks", .chinese) == "姓名")
    }

    @Test func `every code of the data has a Chinese name`() {
        func check(_ term: Term, _ codes: [String]) {
            for code in codes { #expect(isChinese(term.name(code, .chinese)), "\(term) \(code)") }
        }
        check(.tier, Tier.allCases.map(\.rawValue))
        check(.reason, TaskReason.allCases.map(\.rawValue))
        check(.state, TaskState.allCases.map(\.rawValue))
        check(.change, [Change.new, .changed, .unchanged, .withdrawn].map(\.rawValue))
        check(
            .status,
            [DeclarationStatus.none, .denied, .otherRegion, .otherDates, .afterNotice].map(\.rawValue)
                + ConsideredDeclaration.Verdict.allCases.map(\.rawValue))
        check(.code, CodeColour.allCases.map(\.rawValue))
        check(.cause, CodeCause.allCases.map(\.rawValue))
        check(.alert, Alert.Kind.allCases.map(\.rawValue))
        check(.feed, Feed.allCases.map(\.rawValue))
        check(.trail, TrailLine.Kind.allCases.map(\.rawValue))
        check(.mark, CompanionRow.Mark.allCases.map(\.rawValue))
        check(.bond, TracedContact.bondFlags.sorted())
        check(.category, ["CONTACT", "FEVER", "WUHAN", "HUBEI", "OUTSIDE"])
        check(.column, TasksFile.columns + AlertsFile.columns)
    }

    @Test func `values are filled in once, whatever they look like`() {
        #expect(OverviewWord.pointRejected.text(.english, "{1}", "7").contains("“{1}”, 7 %"))
        #expect(AnswerWord.countOf.text(.english, "3", "new") == "3 new" && AnswerWord.rates.text(.english) != "")
        let phrase = AnswerWord.factOf.phrase(Term.fact.phrase("region"))
        #expect(phrase.text(.english) == "fact: region" && phrase.text(.chinese) == "依据：地区")
        #expect(Phrase("as {0} it was").text(.chinese) == "as {0} it was")
        #expect(Phrase(list: ["a", "", AnswerWord.hidden.phrase()]).text(.chinese) == "a，已隐去")
    }

    @Test func `Chinese breaks anywhere but before a closing sign`() {
        let lines = TextWrap.lines("小于五的计数不予显示，可据以反推的其他计数（含合计）也一并隐去。", width: 20, indent: 0)
        #expect(lines.count == 4 && lines.allSatisfy { TerminalTable.width(of: $0) <= 22 }, "\(lines)")
        #expect(!lines.contains { "，。）".contains($0.first { $0 != " " } ?? " ") }, "\(lines)")
    }

    @Test func `tables line up whatever the language`() {
        var table = TerminalTable(
            header: ["grid_id", "name/grids", "count", "state"], sides: [.left, .left, .right], language: .chinese)
        table.append(["990801", "安澜县", "12", "已隔离"])
        table.append(["99080101", "石云 Shiyun（东）", "3", "x"])
        let lines = table.lines
        #expect(
            lines == [
                "网格编号  名称               数量  状态", "--------  -----------------  ----  ------",
                "990801    安澜县               12  已隔离", "99080101  石云 Shiyun（东）     3  x",
            ])
        let narrow = table.lines(width: 30)
        #expect(narrow.allSatisfy { TerminalTable.width(of: $0) <= 30 }, "\(narrow)")
    }
}
