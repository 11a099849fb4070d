/// FHIR R4 `Patient` after FR Core: strict traits, the number if it may travel, how far the identity is to be trusted.
public struct Patient: Sendable, Hashable {
    /// A national number: it travels with its authority and the traits, never alone (EXI ID 29).
    public struct National: Sendable, Hashable {
        public let value: String
        /// `1.2.250.1.213.1.4.8`, without `urn:oid:`.
        public let oid: String
        /// `INS-NIR`, `INS-NIA`, `INS-NIR-TEST`, `INS-NIR-DEMO`.
        public let type: String

        public init(value: String, oid: String, type: String) {
            self.value = value
            self.oid = oid
            self.type = type
        }
    }

    /// FHIR `AdministrativeGender`, as far as civil status goes.
    public enum Gender: String, Sendable {
        case female, male, unknown
    }

    public let id: String
    public let birthName: String
    public let firstGivenName: String
    public let birthGivenNames: String?
    public let usedName: String?
    public let usedGivenName: String?
    public let gender: Gender
    /// `1985-05-14`.
    public let birthDate: String
    /// INSEE's code of the commune of birth.
    public let birthPlace: String?
    /// `2026-11-24`; nil for who is not known to have died.
    public let deathDate: String?
    public let national: National?
    /// The structure's own number (IPP), with the address that names its numbering.
    public let local: Identifier?
    /// `PROV`, `RECUP`, `VALI`, `QUAL`.
    public let identityStatus: String

    public init(
        id: String, birthName: String, firstGivenName: String, birthGivenNames: String?, usedName: String?,
        usedGivenName: String?, gender: Gender, birthDate: String, birthPlace: String?, deathDate: String?,
        national: National?, local: Identifier?, identityStatus: String
    ) {
        self.id = id
        self.birthName = birthName
        self.firstGivenName = firstGivenName
        self.birthGivenNames = birthGivenNames
        self.usedName = usedName
        self.usedGivenName = usedGivenName
        self.gender = gender
        self.birthDate = birthDate
        self.birthPlace = birthPlace
        self.deathDate = deathDate
        self.national = national
        self.local = local
        self.identityStatus = identityStatus
    }

    /// The resource.
    public var json: JSON {
        .members(
            .init("resourceType", .text("Patient")), .init("id", .text(id)),
            .init("meta", .members(.init("profile", .array([.text(FRCore.structure(profile))])))),
            .init("extension", .array(extensions)), identifiers.map { .init("identifier", .array($0)) },
            .init("name", .array(names)), .init("gender", .text(gender.rawValue)),
            .init("birthDate", .text(birthDate)), deathDate.map { .init("deceasedDateTime", .text($0)) })
    }

    private var profile: String { national == nil ? "fr-core-patient" : "fr-core-patient-ins" }

    private var identifiers: [JSON]? {
        var found: [JSON] = []
        if let national {
            found.append(
                .members(
                    .init("use", .text(national.type == "INS-NIA" ? "temp" : "official")),
                    .init("type", FRCore.concept(FRCore.system("fr-core-cs-v2-0203"), national.type)),
                    .init("system", .text("urn:oid:" + national.oid)), .init("value", .text(national.value))))
        }
        if let local {
            found.append(
                .members(
                    .init("use", .text("usual")),
                    .init("type", FRCore.concept("http://terminology.hl7.org/CodeSystem/v2-0203", "PI")),
                    .init("system", .text(local.system)), .init("value", .text(local.value))))
        }
        return found.isEmpty ? nil : found
    }

    private var names: [JSON] {
        let list = birthGivenNames.map { names in
            JSON.array([
                .members(
                    .init("url", .text(FRCore.structure("fr-core-patient-birth-list-given-name"))),
                    .init("valueString", .text(names)))
            ])
        }
        var names: [JSON] = [
            .members(
                list.map { .init("extension", $0) }, .init("use", .text("official")),
                .init("family", .text(birthName)), .init("given", .array([.text(firstGivenName)])))
        ]
        if usedName != nil || usedGivenName != nil {
            names.append(
                .members(
                    .init("use", .text("usual")), usedName.map { .init("family", .text($0)) },
                    usedGivenName.map { .init("given", .array([.text($0)])) }))
        }
        return names
    }

    private var extensions: [JSON] {
        var found: [JSON] = [
            .members(
                .init(
                    "extension",
                    .array([
                        .members(
                            .init("url", .text("identityStatus")),
                            .init(
                                "valueCoding",
                                FRCore.coding(FRCore.system("fr-core-cs-identity-status"), identityStatus)))
                    ])), .init("url", .text(FRCore.structure("fr-core-identity-reliability"))))
        ]
        if let birthPlace {
            let commune = FRCore.coding(
                "https://mos.esante.gouv.fr/NOS/TRE_R13-Commune/FHIR/TRE-R13-Commune", birthPlace)
            found.append(
                .members(
                    .init("url", .text("http://hl7.org/fhir/StructureDefinition/patient-birthPlace")),
                    .init(
                        "valueAddress",
                        .members(
                            .init(
                                "extension",
                                .array([
                                    .members(
                                        .init("url", .text(FRCore.structure("fr-core-address-insee-code"))),
                                        .init("valueCoding", commune))
                                ]))))))
        }
        return found
    }
}

/// Addresses of the French core guide.
enum FRCore {
    static func structure(_ name: String) -> String { "https://hl7.fr/ig/fhir/core/StructureDefinition/" + name }
    static func system(_ name: String) -> String { "https://hl7.fr/ig/fhir/core/CodeSystem/" + name }

    static func coding(_ system: String, _ code: String) -> JSON {
        .members(.init("system", .text(system)), .init("code", .text(code)))
    }

    static func concept(_ system: String, _ code: String) -> JSON {
        .members(.init("coding", .array([coding(system, code)])))
    }
}
