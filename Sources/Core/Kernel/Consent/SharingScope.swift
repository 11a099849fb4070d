/// Everything of a kind, or exactly what is listed. There is no empty list that could be read as "all" by mistake:
/// `.only([])` covers nothing.
public enum Extent<Element: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
    case all
    case only([Element])

    public func covers(_ element: Element) -> Bool {
        switch self {
        case .all: true
        case .only(let listed): listed.contains(element)
        }
    }

    /// True where something may be covered.
    public var isEmpty: Bool { self == .only([]) }

    /// Written as the word "all" or as the list.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let word = try? container.decode(String.self) {
            guard word == "all" else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "neither all nor a list")
            }
            self = .all
        } else {
            self = .only(try container.decode([Element].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .all: try container.encode("all")
        case .only(let listed): try container.encode(listed)
        }
    }
}

/// What a decision about sharing covers: whom (structures and professions, both must fit) and what (categories of
/// information and documents, both must fit). D1110-3-1: a consent names categories of both.
public struct SharingScope: Hashable, Sendable, Codable {
    /// Ids of structures.
    public var structures: Extent<String>
    public var professions: Extent<Profession>
    public var classes: Extent<DocumentClass>
    /// Ids of documents.
    public var documents: Extent<String>

    public init(
        structures: Extent<String> = .all, professions: Extent<Profession> = .all,
        classes: Extent<DocumentClass> = .all, documents: Extent<String> = .all
    ) {
        self.structures = structures
        self.professions = professions
        self.classes = classes
        self.documents = documents
    }

    /// Whether the recipient is meant. Somebody without a profession (office staff, a program) is meant only where
    /// the scope speaks of no profession.
    public func concerns(structure: String, profession: Profession?) -> Bool {
        let professionFits =
            switch professions {
            case .all: true
            case .only(let listed): profession.map(listed.contains) ?? false
            }
        return professionFits && structures.covers(structure)
    }
}
