import Feeds
import Testing
import Vocabulary

/// Feedback as grid workers type it.
@Suite struct FeedbackFeedTests {
    private func reports(_ text: String, _ file: String = "feedback.csv") throws -> [FeedbackRow] {
        let reading = try read(text, as: file)
        #expect(reading.rejects == [] && reading.addsUp)
        return reading.registry.compactMap { if case .feedback(let row) = $0.payload { row } else { nil } }
    }

    /// 2020-02-03 12:00 in China.
    private let noon: Int64 = 1_580_702_400

    @Test(arguments: [
        "task_id,outcome,at,by,note", "任务编号,核查结果,办理时间,网格员,备注", "Task ID,Result,Date,Officer,Remarks",
        "task_id 任务编号,outcome 结果,at 办理时间,by 办理人,note 备注", "TaskId,Outcom,time,done by,说明",
        "任务ID（勿改）,outcomes,时间,by,note",
    ])
    func `columns by many names`(header: String) throws {
        let rows = try reports(
            "\(header)\nt1,confirmed,2020-02-03 12:00,li,ok\n", header.contains("勿改") ? "feedback.csv" : "tasks.csv")
        #expect(rows == [FeedbackRow(taskID: "t1", outcome: "confirmed", at: noon, by: "li", note: "ok")])
    }

    @Test func `outcomes by many names`() throws {
        let words = [
            "confirmed 已核实": "confirmed", "已核实": "confirmed", "不属实": "refuted", "Refuted": "refuted",
            "refuted 不属实": "refuted",
            "已隔离": "isolated", "居家隔离": "isolated", "转交": "referred", "联系不上": "unreachable", "closed 已办结": "closed",
            " CLOSED ": "closed",
        ]
        for (word, outcome) in words {
            #expect(
                try reports("task_id,outcome,at\nt1,\(word),2020-02-03 12:00\n").map(\.outcome) == [outcome], "\(word)")
        }
        // Two words that contradict each other, and one that means nothing, are rejected rather than guessed.
        for word in ["confirmed 不属实", "maybe"] {
            let reading = try read("task_id,outcome,at\nt1,\(word),2020-02-03 12:00\n", as: "feedback.csv")
            #expect(reading.rejects.map(\.reason) == [.badValue] && reading.addsUp)
        }
    }

    @Test func `no outcome is not done yet, and counted`() throws {
        let reading = try read("task_id,outcome,at\nt1,,\nt2,closed,2020-02-03 12:00\n", as: "feedback.csv")
        #expect(reading.rejects == [] && reading.addsUp && reading.registry.count == 2)
        #expect(reading.notes[.notDoneYet] == 1)
        #expect(reading.registry[0].payload == .undone)
    }

    @Test func `times of spreadsheets, and of the list where there is none`() throws {
        let rows = try reports(
            "task_id,outcome,at,listed_at,refer_to,grid_id\nt1,referred,43864.5,,n2,n1\nt2,closed,,2020-02-02T12:00:00+08:00,,\n"
        )
        #expect(rows.map(\.at) == [noon, noon - 1] && rows[0].referTo == "n2" && rows[0].gridID == "n1")
        let reading = try read("task_id,outcome,at,listed_at\nt1,closed,,\n", as: "feedback.csv")
        #expect(reading.rejects.map(\.column) == ["at"] && reading.rejects.map(\.reason) == [.missingValue])
    }

    @Test func `a file whose header means one column twice is refused`() throws {
        #expect(throws: FeedError.self) { try read("task_id,结果,核查结果\nt1,closed,closed\n", as: "feedback.csv") }
        // The canonical name wins.
        #expect(
            try reports("task_id,编号,outcome,结果,at\nt1,7,closed,refuted,2020-02-03 12:00\n").map(\.outcome) == ["closed"]
        )
    }

    @Test func `JSONL has the same names`() throws {
        let rows = try reports(#"{"任务编号":"t1","结果":"已隔离","时间":"2020-02-03 12:00"}"# + "\n", "tasks.jsonl")
        #expect(rows == [FeedbackRow(taskID: "t1", outcome: "isolated", at: noon, by: "")])
    }
}
