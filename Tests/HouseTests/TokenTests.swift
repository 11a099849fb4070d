import Testing

@Suite struct TokenTests {
    func words(_ text: String) -> [String] { Token.read(text).filter { $0.kind == .word }.map(\.text) }

    @Test func `comments and literals are not code, interpolations are`() {
        let text = ##"""
            let a = "one \(two("three")) four" // five
            /* six /* seven */ eight */ let b = #"nine \(ten) \#(eleven)"# + """
                twelve "thirteen" \(fourteen)
                """
            """##
        #expect(words(text) == ["let", "a", "two", "let", "b", "eleven", "fourteen"])
    }

    @Test func `lines are counted through long strings and comments`() {
        let text = "let a = \"\"\"\n x\n y\n \"\"\"\n/* \n */ let b = 1\n"
        #expect(Token.read(text).first { $0.text == "b" }?.line == 6)
    }

    @Test func `operators are read whole`() {
        let marks = Token.read("a != b! as! C").filter { $0.kind == .mark }.map(\.text)
        #expect(marks == ["!=", "!", "!"])
    }
}
