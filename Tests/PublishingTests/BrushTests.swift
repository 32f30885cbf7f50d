import Testing

@testable import Publishing

@Suite struct BrushTests {
    @Test func `a painted line keeps its own colours and nothing else that a terminal obeys`() {
        let brush = Brush(isOn: true)
        let line = "a \(brush.paint("close", .alarm)) \u{1B}[2Jb\u{1B}]0;t\u{7} \u{9B}1A\u{202E}c\u{1B}"
        #expect(brush.printable(line) == "a \u{1B}[1;31mclose\u{1B}[0m ?[2Jb?]0;t? ?1A?c?")
        #expect(Brush.none.printable(line) == "a ?[1;31mclose?[0m ?[2Jb?]0;t? ?1A?c?")
        #expect(brush.printable("  病例 é") == "  病例 é")
    }
}
