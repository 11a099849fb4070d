/// The French wording that every export of the sheet shares, so that no two formats say a line differently.

extension Term {
    /// « 20 ans », « 1 an », « 30 jours ».
    public var length: String {
        switch unit {
        case .days: n == 1 ? "1 jour" : "\(n) jours"
        case .months: "\(n) mois"
        case .years: n == 1 ? "1 an" : "\(n) ans"
        }
    }

    /// « 20 ans (point de départ : dernier séjour) »: the event is declared without an article.
    public var sentence: String { event.isEmpty ? length : "\(length) (point de départ : \(event))" }
}

extension Fate {
    /// The fate in words; a code that the program does not know is printed as it is.
    public static func label(_ code: String) -> String {
        switch Fate(rawValue: code) {
        case .destruction: "destruction"
        case .anonymisation: "anonymisation"
        case .archives: "versement aux archives"
        case nil: code
        }
    }
}

extension Ground {
    /// The ground in words; a code that the program does not know is printed as it is.
    public static func label(_ code: String) -> String {
        switch Ground(rawValue: code) {
        case .statutory: "durée obligatoire"
        case .recommended: "durée recommandée"
        case .choice: "choix de la structure"
        case nil: code
        }
    }
}

extension Sheet.Retention {
    /// Subject, terms and fate, for the CNIL's column « Délai d'effacement ».
    public var short: String {
        let more = intermediate.map { ", puis archivage intermédiaire \($0.sentence)" } ?? ""
        return "\(subject) : \(active.sentence)\(more), puis \(Fate.label(fate))"
    }

    /// Why this term, and where it does not go.
    public var grounds: String {
        let text = reference.isEmpty ? Ground.label(ground) : "\(Ground.label(ground)) (\(reference))"
        return exceptions.isEmpty ? text : "\(text)\nexceptions : \(exceptions.joined(separator: " ; "))"
    }

    /// Everything, one thought per line.
    public var parts: [String] { [short] + grounds.split(separator: "\n").map(String.init) }

    /// The same on one line.
    public var sentence: String { parts.joined(separator: " ; ") }
}

extension Sheet.Transfer {
    /// « Décision d'adéquation … ; à défaut : clauses … ; vérifié le 23/11/2026 ».
    public var guarantee: String {
        var text = Sheet.Transfer.label(instrument)
        if let fallback { text += " ; à défaut : \(Sheet.Transfer.label(fallback))" }
        text += verifiedOn.map { " ; vérifié le \($0.french)" } ?? " ; vérification à faire"
        return text
    }

    /// The instrument in words; an unknown code as it is.
    public static func label(_ code: String) -> String { TransferInstrument(rawValue: code)?.label ?? code }

    /// Who receives, where, and what protects the data.
    public var sentence: String { "\(processor), \(Country.name(country)) : \(guarantee)" }
}

extension Sheet.Processor {
    /// « OVH SAS (France) : hébergement … ; annoncé le …, effectif le … ».
    public var sentence: String {
        var text = "\(name) (\(Country.name(country))) : \(service)"
        if let noticeOn { text += " ; annoncé le \(noticeOn.french)" }
        if let effectiveOn { text += " ; effectif le \(effectiveOn.french)" }
        if let objectionDeadline { text += " ; objections jusqu'au \(objectionDeadline.french)" }
        return text
    }
}

extension Recipient {
    /// The recipient and its type, as the CNIL's form names types.
    public var sentence: String { "\(label) (\(kind.rawValue))" }
}

extension Sheet.Datum {
    /// The label of the category, then what it holds, as the columns are declared.
    public var sentence: String { items.isEmpty ? label : "\(label) : \(description)" }

    /// What the columns of the category hold, by their declared labels.
    public var description: String { items.joined(separator: ", ") }
}

extension Sheet.Coded {
    /// The basis or exception in words; an unknown code as it is.
    public var codeLabel: String {
        LegalBasis(rawValue: code)?.label ?? Article9Exception(rawValue: code)?.label ?? code
    }

    /// The label of the basis, then the duty or the interest in words; once, where the text says the label itself.
    public var sentence: String {
        if text.isEmpty { return codeLabel }
        return text.hasPrefix(codeLabel) ? text : "\(codeLabel) : \(text)"
    }

    /// The duty or the interest alone, for the notice; empty where only the label is known.
    public var reason: String {
        guard text.hasPrefix(codeLabel) else { return text }
        return String(text.dropFirst(codeLabel.count).drop { $0 == " " || $0 == ":" })
    }
}

/// Rights by their codes, as the register names them.
public enum RightWords {
    /// French labels by code, each with its article.
    public static let labels: [String: String] = [
        "acces": "Accès (art. 15)", "rectification": "Rectification (art. 16)",
        "effacement": "Effacement (art. 17)", "limitation": "Limitation (art. 18)",
        "portabilite": "Portabilité (art. 20)", "opposition": "Opposition (art. 21)",
        "retrait_consentement": "Retrait du consentement (art. 7.3)",
        "directives_post_mortem": "Directives après le décès (loi Informatique et Libertés, art. 85)",
        "reclamation_cnil": "Réclamation auprès de la CNIL (art. 77)",
    ]

    /// The right in words; an unknown code as it is.
    public static func label(_ code: String) -> String { labels[code] ?? code }
}

extension Sheet.ImpactAssessment {
    /// Whether an assessment is required, and why.
    public var sentence: String {
        var reasons: [String] = []
        if !cnilList.isEmpty {
            let numbers = cnilList.map(String.init).joined(separator: ", ")
            reasons.append("liste CNIL (délibération 2018-327) n° \(numbers)")
        }
        if !criteria.isEmpty { reasons.append("critères du CEPD : \(criteriaLabels.joined(separator: ", "))") }
        let verdict = required ? "AIPD requise" : "AIPD non requise"
        return reasons.isEmpty ? verdict : "\(verdict) ; \(reasons.joined(separator: " ; "))"
    }

    /// The criteria in words.
    public var criteriaLabels: [String] { criteria.map { ImpactCriterion(rawValue: $0)?.label ?? $0 } }
}

extension Sheet.AppliedOverride {
    /// What was changed, from what to what, by whom, when and why.
    public var sentence: String {
        "\(field) : « \(previous) » devient « \(value) », par \(author) le \(on.french), motif : \(reason)"
    }
}

extension Sheet.Line {
    /// « actif », or how long the data of a stopped treatment are kept.
    public var statusLabel: String {
        switch status {
        case .active: "actif"
        case .stopped: statusText ?? "traitement arrêté"
        }
    }

    /// The first purpose; empty where none is declared.
    public var mainPurpose: String { purposes.first ?? "" }
    /// Every purpose but the main one.
    public var otherPurposes: [String] { Array(purposes.dropFirst()) }
    /// The categories of persons in words.
    public var personLabels: [String] { persons.map { PersonCategory(rawValue: $0)?.label ?? $0 } }
    /// Whether any category is sensitive (art. 9, or the NIR).
    public var hasSensitiveData: Bool { data.contains(where: \.sensitive) }

    /// The declared measures in words, with the part of the CNIL's form that each goes under. A measure that is not
    /// in the closed list (kept from an older version) stays as it was written and counts as technical.
    public var namedMeasures: [(text: String, heading: String, technical: Bool)] {
        measures.map { code in
            let known = SecurityMeasure(rawValue: code) ?? SecurityMeasure.allCases.first { $0.label == code }
            return (known?.label ?? code, known?.heading ?? "Autres mesures", known?.technical ?? true)
        }
    }

    /// Each retention rule once, though it goes for several categories.
    public var retentionRules: [Sheet.Retention] {
        var seen: Set<String> = []
        return retention.filter { seen.insert($0.sentence).inserted }
    }

    /// The rights in words.
    public var rightLabels: [String] { rights.map(RightWords.label) }

    /// Terms of one category, for the column « Délai d'effacement ».
    public func erasure(_ category: DataCategory) -> [String] {
        retention.filter { $0.category == category }.map(\.short)
    }
}

extension Sheet.Officer {
    /// Name and contact on one line; what is empty is left out.
    public var sentence: String {
        [name, organisation, email, phone].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension Sheet.Party {
    /// Street, town and country on one line.
    public var addressLine: String {
        let town = [postalCode, city].filter { !$0.isEmpty }.joined(separator: " ")
        return [address, town, Country.name(country)].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// Name, identifiers, address and contact on one line.
    public var sentence: String {
        let identifiers = [finess.map { "FINESS \($0)" }, siret.map { "SIRET \($0)" }].compactMap { $0 }
        return ([name] + identifiers + [addressLine, phone, email]).filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension Sheet.ContractReference {
    /// Number and dates of the contract.
    public var sentence: String {
        let end = endsOn.map { ", jusqu'au \($0.french)" } ?? ""
        return "n° \(reference) du \(signedOn.french)\(end)"
    }
}

/// The CNIL's two boxes.
func yesNo(_ flag: Bool) -> String { flag ? "Oui" : "Non" }

/// Names of the countries that a sheet can meet: the European Economic Area and those of the provider catalogue.
public enum Country {
    /// French names by ISO 3166-1 alpha-2 code.
    public static let names: [String: String] = [
        "AT": "Autriche", "BE": "Belgique", "BG": "Bulgarie", "CA": "Canada", "CH": "Suisse", "CY": "Chypre",
        "CZ": "Tchéquie", "DE": "Allemagne", "DK": "Danemark", "EE": "Estonie", "ES": "Espagne", "FI": "Finlande",
        "FR": "France", "GB": "Royaume-Uni", "GR": "Grèce", "HR": "Croatie", "HU": "Hongrie", "IE": "Irlande",
        "IS": "Islande", "IT": "Italie", "LI": "Liechtenstein", "LT": "Lituanie", "LU": "Luxembourg",
        "LV": "Lettonie", "MT": "Malte", "NL": "Pays-Bas", "NO": "Norvège", "PL": "Pologne", "PT": "Portugal",
        "RO": "Roumanie", "SE": "Suède", "SI": "Slovénie", "SK": "Slovaquie", "US": "États-Unis",
    ]

    /// The French name; the code itself where the table has none.
    public static func name(_ code: String) -> String { names[code] ?? code }
}
