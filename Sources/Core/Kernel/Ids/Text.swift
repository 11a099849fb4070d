extension StringProtocol {
    /// Whether there is nothing in it but white space: a reason, a name or a reference that is none.
    public var isBlank: Bool { allSatisfy(\.isWhitespace) }

    /// Whether it holds a control character (Unicode Cc), which no name, reference or address has: it would reach
    /// terminals, sheets and the headers of messages.
    public var holdsControlCharacter: Bool {
        unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
