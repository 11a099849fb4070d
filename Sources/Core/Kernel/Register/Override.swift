/// A choice that a structure made within the bounds of a declaration, with who, when and why (rule 8).
public struct Override: Sendable, Hashable, Codable {
    public enum Field: Sendable, Hashable, Codable {
        case legalBasis
        /// The active term of the retention rule with this code.
        case retention(String)
        /// One more outside recipient.
        case addedRecipient

        public var name: String {
            switch self {
            case .legalBasis: "legalBasis"
            case .retention(let code): "retention.\(code)"
            case .addedRecipient: "recipient"
            }
        }

        public init?(_ name: String) {
            switch name {
            case "legalBasis": self = .legalBasis
            case "recipient": self = .addedRecipient
            default:
                guard name.hasPrefix("retention."), name.count > 10 else { return nil }
                self = .retention(String(name.dropFirst(10)))
            }
        }
    }

    public let treatment: String
    public let field: Field
    public let previous: String
    /// A `LegalBasis` code; a term as `10 ans`; a recipient's label.
    public let value: String
    public let author: String
    public let on: Day
    public let reason: String

    public init(
        treatment: String, field: Field, previous: String, value: String, author: String, on: Day, reason: String
    ) {
        self.treatment = treatment
        self.field = field
        self.previous = previous
        self.value = value
        self.author = author
        self.on = on
        self.reason = reason
    }

    /// As the sheet prints it.
    public var applied: Sheet.AppliedOverride {
        .init(field: field.name, previous: previous, value: value, author: author, on: on, reason: reason)
    }

    /// The rule with the last override of its term, if any.
    static func applied(_ overrides: [Override], to rule: RetentionRule) -> RetentionRule {
        guard let last = overrides.last(where: { $0.field == .retention(rule.code) }),
            let (n, unit) = Override.term(last.value)
        else { return rule }
        return RetentionRule(
            rule.code, subject: rule.subject, active: Term(n, unit, from: rule.active.event),
            intermediate: rule.intermediate, fate: rule.fate, ground: rule.ground, reference: rule.reference,
            exceptions: rule.exceptions, bounds: rule.bounds)
    }

    /// Reads `10 ans`, `18 mois`, `30 jours`.
    public static func term(_ text: String) -> (n: Int, unit: Term.Unit)? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let n = Int(parts[0]), n > 0, n <= 36_500,
            let unit = Term.Unit(rawValue: parts[1] == "an" ? "ans" : parts[1] == "jour" ? "jours" : String(parts[1]))
        else { return nil }
        return (n, unit)
    }
}

/// Why an override was refused.
public enum OverrideRefusal: Error, Sendable, Equatable {
    case unknownTreatment(String)
    case unknownField(String)
    case basisNotAllowed(allowed: [LegalBasis])
    /// A statutory term may be lengthened, never shortened.
    case shorterThanStatute(Term)
    case outOfBounds(least: Term, most: Term)
    case notChangeable
    case unreadable
    case reasonMissing

    /// One sentence for the person who asked.
    public func message(in language: Language) -> String {
        func term(_ term: Term) -> String { term.length }
        switch (self, language) {
        case (.unknownTreatment(let code), .fr): return "Aucun traitement \(code) sur cette fiche."
        case (.unknownTreatment(let code), .en): return "There is no treatment \(code) on this sheet."
        case (.unknownField(let name), .fr): return "La rubrique \(name) ne peut pas être modifiée ici."
        case (.unknownField(let name), .en): return "\(name) cannot be overridden; see the list of fields."
        case (.basisNotAllowed(let allowed), .fr):
            return "Base légale non admise pour ce traitement ; admises : "
                + allowed.map(\.rawValue).joined(separator: ", ") + "."
        case (.basisNotAllowed(let allowed), .en):
            return "This legal basis is not allowed here; allowed: "
                + allowed.map(\.rawValue).joined(separator: ", ") + "."
        case (.shorterThanStatute(let least), .fr):
            return "La loi impose \(term(least)) : une durée plus courte est refusée."
        case (.shorterThanStatute(let least), .en): return "The law asks for \(term(least)); a shorter term is refused."
        case (.outOfBounds(let least, let most), .fr): return "Durée admise : de \(term(least)) à \(term(most))."
        case (.outOfBounds(let least, let most), .en): return "Allowed: from \(term(least)) to \(term(most))."
        case (.notChangeable, .fr): return "Cette durée est fixée par le programme et ne se modifie pas."
        case (.notChangeable, .en): return "This term is fixed by the program."
        case (.unreadable, .fr): return "Durée illisible : écrire par exemple « 10 ans » ou « 18 mois »."
        case (.unreadable, .en): return "Unreadable term: write for example \"10 ans\" or \"18 mois\"."
        case (.reasonMissing, .fr): return "Indiquer le motif de la modification."
        case (.reasonMissing, .en): return "Say why: the reason is part of the register."
        }
    }
}

extension Override {
    /// Checks a wish against the declarations; returns the value as it will be kept.
    static func check(
        treatment code: String, field: Field, value: String, reason: String, nature: LegalNature,
        declarations: Declarations
    ) throws(OverrideRefusal) -> String {
        guard !reason.isBlank else { throw .reasonMissing }
        guard let treatment = declarations.all.flatMap(\.treatments).first(where: { $0.code == code })
        else { throw .unknownTreatment(code) }
        switch field {
        case .legalBasis:
            let allowed = [treatment.legalBasis.choice(for: nature).basis] + treatment.legalBasis.alternatives
            guard let basis = LegalBasis(rawValue: value), allowed.contains(basis) else {
                throw .basisNotAllowed(allowed: allowed)
            }
            return basis.rawValue
        case .addedRecipient:
            guard !value.isBlank, value.utf8.count <= 500 else { throw .unreadable }
            return value
        case .retention(let ruleCode):
            guard
                let rule = declarations.tables.first(where: {
                    $0.treatment == code && $0.retention?.code == ruleCode
                })?.retention
            else { throw .unknownField(field.name) }
            guard let (n, unit) = term(value) else { throw .unreadable }
            let wish = Term(n, unit, from: rule.active.event)
            if rule.ground == .statutory, wish.approximateDays < rule.active.approximateDays {
                throw .shorterThanStatute(rule.active)
            }
            guard let bounds = rule.bounds else {
                if rule.ground == .statutory { return wish.length }
                throw .notChangeable
            }
            guard wish.approximateDays >= bounds.least.approximateDays,
                wish.approximateDays <= bounds.most.approximateDays
            else { throw .outOfBounds(least: bounds.least, most: bounds.most) }
            return wish.length
        }
    }
}
