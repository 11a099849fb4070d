/// The two languages of the product; French first.
public enum Language: String, Sendable, Codable, CaseIterable {
    case fr
    case en
}
