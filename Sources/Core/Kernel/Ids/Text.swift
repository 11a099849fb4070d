extension StringProtocol {
    /// Whether it holds a control character (Unicode Cc), which no name, reference or address has: it would reach
    /// terminals, sheets and the headers of messages.
    public var holdsControlCharacter: Bool {
        unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
