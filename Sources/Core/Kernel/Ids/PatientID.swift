/// A patient in one structure: the same person in another structure has another (rules of sharing, house decision).
/// An opaque number; tells nothing of the person.
public struct PatientID: Sendable, Hashable, Codable, CustomStringConvertible {
    public let value: String
    /// Read back from a path or a row. Knowing one opens nothing.
    public init(_ value: String) { self.value = value }
    public var description: String { value }

    static func fresh(at now: Instant) -> PatientID { PatientID(RowID.fresh(at: now)) }
}
