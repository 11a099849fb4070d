/// Why traits cannot be kept. Nothing is said about whose.
public enum TraitProblem: Error, Sendable, Equatable {
    case birthNameMissing
    case firstGivenNameMissing
    /// A control character, or more than 200 characters.
    case notAName

    public var sentence: Bilingual {
        switch self {
        case .birthNameMissing: Bilingual(fr: "Indiquez le nom de naissance.", en: "Give the birth name.")
        case .firstGivenNameMissing:
            Bilingual(fr: "Indiquez le premier prénom de naissance.", en: "Give the first given name at birth.")
        case .notAName:
            Bilingual(
                fr: "Un nom tient sur une ligne de 200 caractères au plus, sans caractère de commande.",
                en: "A name is one line of at most 200 characters, without control characters.")
        }
    }
}

/// The traits that make an identity (RNIV), as received: case, accents and hyphens are nobody's to correct (rule 23).
public struct StrictTraits: Sendable, Hashable {
    public let birthName: String
    /// Mandatory: the first given name at birth.
    public let firstBirthGivenName: String
    /// The list of given names at birth; may be completed later.
    public let birthGivenNames: String?
    public let birthDate: BirthDate
    public let sex: Sex
    public let birthPlace: BirthPlace?

    public init(
        birthName: String, firstBirthGivenName: String, birthGivenNames: String? = nil, birthDate: BirthDate, sex: Sex,
        birthPlace: BirthPlace? = nil
    ) throws(TraitProblem) {
        guard !birthName.isBlank else { throw .birthNameMissing }
        guard !firstBirthGivenName.isBlank else { throw .firstGivenNameMissing }
        for name in [birthName, firstBirthGivenName, birthGivenNames ?? ""] {
            guard StrictTraits.isOneLine(name) else { throw .notAName }
        }
        self.birthName = birthName
        self.firstBirthGivenName = firstBirthGivenName
        self.birthGivenNames = birthGivenNames.flatMap { $0.isBlank ? nil : $0 }
        self.birthDate = birthDate
        self.sex = sex
        self.birthPlace = birthPlace
    }

    /// Which traits differ from another identity's, compared as received.
    public func differences(from other: StrictTraits) -> Set<Trait> {
        var found: Set<Trait> = []
        if birthName != other.birthName { found.insert(.birthName) }
        if firstBirthGivenName != other.firstBirthGivenName { found.insert(.firstBirthGivenName) }
        if birthGivenNames != other.birthGivenNames { found.insert(.birthGivenNames) }
        if birthDate != other.birthDate { found.insert(.birthDate) }
        if sex != other.sex { found.insert(.sex) }
        if birthPlace != other.birthPlace { found.insert(.birthPlace) }
        return found
    }

    /// True unless the first given name is not how the list starts (EXI ID 10): « JEAN » and « JEAN-CHRISTOPHE » both
    /// fit « JEAN CHRISTOPHE PIERRE ». An alert, not a refusal.
    public var firstNameFitsList: Bool {
        guard let birthGivenNames else { return true }
        let list = NameFolding.words(birthGivenNames)
        let first = NameFolding.words(firstBirthGivenName)
        return first.count <= list.count && Array(list.prefix(first.count)) == first
    }

    static func isOneLine(_ text: String) -> Bool {
        text.unicodeScalars.count <= 200
            && text.unicodeScalars.allSatisfy {
                ![.control, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
            }
    }
}

public enum Trait: String, Sendable, CaseIterable {
    case birthName, firstBirthGivenName, birthGivenNames, birthDate, sex, birthPlace

    public var label: Bilingual {
        switch self {
        case .birthName: Bilingual(fr: "nom de naissance", en: "birth name")
        case .firstBirthGivenName: Bilingual(fr: "premier prénom de naissance", en: "first given name at birth")
        case .birthGivenNames: Bilingual(fr: "liste des prénoms de naissance", en: "given names at birth")
        case .birthDate: Bilingual(fr: "date de naissance", en: "date of birth")
        case .sex: Bilingual(fr: "sexe", en: "sex")
        case .birthPlace: Bilingual(fr: "lieu de naissance", en: "place of birth")
        }
    }
}

/// What the person is called in daily life: never filled from the birth names (rule 23), shown beside them.
public struct UsedNames: Sendable, Hashable {
    public let name: String?
    public let givenName: String?

    /// A blank text is none.
    public init(name: String? = nil, givenName: String? = nil) throws(TraitProblem) {
        for text in [name, givenName] {
            guard StrictTraits.isOneLine(text ?? "") else { throw .notAName }
        }
        self.name = name.flatMap { $0.isBlank ? nil : $0 }
        self.givenName = givenName.flatMap { $0.isBlank ? nil : $0 }
    }

    private init() {
        name = nil
        givenName = nil
    }

    public static let none = UsedNames()
}
