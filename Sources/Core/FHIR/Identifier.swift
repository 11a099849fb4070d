/// FHIR R4 `Identifier`, as French health systems fill it (hl7.fr core guide).
public struct Identifier: Sendable, Hashable, Codable {
    public let system: String
    public let value: String

    public init(system: String, value: String) {
        self.system = system
        self.value = value
    }

    /// Number of an establishment in the national health directory.
    public static func finess(_ value: String) -> Identifier {
        Identifier(system: "https://finess.esante.gouv.fr", value: value)
    }

    /// Number of an establishment in the national business register.
    public static func siret(_ value: String) -> Identifier {
        Identifier(system: "https://sirene.fr", value: value)
    }
}

/// FHIR R4 `Organization`, reduced to what a structure says of itself.
public struct Organization: Sendable, Hashable, Codable {
    public let resourceType: String
    public let id: String
    public let identifier: [Identifier]
    public let name: String

    public init(id: String, identifier: [Identifier], name: String) {
        resourceType = "Organization"
        self.id = id
        self.identifier = identifier
        self.name = name
    }
}
