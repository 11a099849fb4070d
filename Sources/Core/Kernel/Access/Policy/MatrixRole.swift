/// Rows of the access matrix: a care professional by profession, everybody else by what they are.
public enum MatrixRole: Hashable, Sendable, Codable {
    case profession(Profession)
    case kind(CallerKind)

    /// Nil for a professional without a profession that R1110-2 knows.
    init?(_ caller: Facts.Caller) {
        if caller.kind.isProfessional {
            guard let profession = caller.profession else { return nil }
            self = .profession(profession)
        } else {
            self = .kind(caller.kind)
        }
    }

    /// The word under which it is stored: `nurse`, `office-staff`.
    public var name: String {
        switch self {
        case .profession(let profession): profession.rawValue
        case .kind(let kind): kind.rawValue
        }
    }

    public static let all: [MatrixRole] =
        Profession.allCases.map(MatrixRole.profession)
        + CallerKind.allCases.filter { !$0.isProfessional }.map(MatrixRole.kind)

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        guard let role = MatrixRole.all.first(where: { $0.name == name }) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no such role")
        }
        self = role
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}
