import Foundation

/// The French of a difference: labels of fields, what identifies an element of a list, how a value reads.
enum DifferenceWords {
    /// In the order in which a DPO reads the sheet; a key that is missing here comes last, under its own name.
    static let labels: [(key: String, label: String)] = [
        ("structure", "Responsable du traitement"), ("publisher", "Éditeur"),
        ("dpo", "Délégué à la protection des données"), ("contract", "Contrat"), ("ref", "référence interne"),
        ("kind", "type"), ("kindLabel", "libellé du type"), ("legalNature", "nature juridique"),
        ("finess", "N° FINESS"), ("siret", "N° SIRET"), ("representative", "Représentant"),
        ("organisation", "société"), ("address", "adresse"), ("postalCode", "CP"), ("city", "ville"),
        ("phone", "téléphone"), ("email", "adresse de messagerie"), ("signedOn", "date de signature"),
        ("endsOn", "date de fin"), ("configuration", "Configuration"), ("mail", "courriel"), ("sms", "SMS"),
        ("crm", "relation avec les contacts"), ("hosting", "hébergement"), ("modules", "Modules"),
        ("module", "Module (code)"), ("moduleTitle", "Module"), ("title", "Nom"), ("status", "Statut"),
        ("statusText", "Mention du statut"), ("purposes", "Finalités"), ("purpose", "Finalité principale"),
        ("role", "Rôle"), ("legalBasis", "Base légale"), ("article9", "Exception art. 9"), ("code", "code"),
        ("text", "texte"), ("persons", "Catégories de personnes"), ("data", "Catégories de données"),
        ("category", "catégorie"), ("sensitive", "donnée sensible"), ("label", "libellé"),
        ("items", "données"), ("tables", "tables"), ("columns", "colonnes"), ("source", "Source"),
        ("recipients", "Destinataires"), ("processors", "Sous-traitants ultérieurs"), ("name", "nom"),
        ("country", "pays"), ("service", "service"), ("noticeOn", "date d'annonce"), ("effectiveOn", "date d'effet"),
        ("objectionDeadline", "fin du délai d'objection"), ("transfers", "Transferts hors UE"),
        ("processor", "sous-traitant"), ("instrument", "type de garanties"), ("fallback", "garantie de repli"),
        ("verifiedOn", "date de vérification"), ("retention", "Durées de conservation"), ("subject", "objet"),
        ("active", "base active"), ("intermediate", "archivage intermédiaire"), ("n", "durée"), ("unit", "unité"),
        ("event", "point de départ"), ("fate", "sort final"), ("ground", "fondement"), ("reference", "référence"),
        ("exceptions", "exceptions"), ("measures", "Mesures de sécurité"), ("impactAssessment", "AIPD"),
        ("required", "requise"), ("cnilList", "liste CNIL"), ("criteria", "critères du CEPD"),
        ("automatedDecision", "Décision automatisée"), ("rights", "Droits"),
        ("obligation", "Caractère obligatoire des réponses"), ("overrides", "Modifications de la structure"),
        ("field", "champ"), ("previous", "valeur précédente"), ("value", "valeur"), ("author", "auteur"),
        ("on", "date"), ("reason", "motif"), ("warnings", "Points à régler"),
    ]

    private static let places: [String: (rank: Int, label: String)] = Dictionary(
        labels.enumerated().map { ($1.key, ($0, $1.label)) }, uniquingKeysWith: { first, _ in first })

    static func label(_ key: String) -> String { places[key]?.label ?? key }

    static func inReadingOrder(_ left: String, _ right: String) -> Bool {
        let ranks = (places[left]?.rank ?? Int.max, places[right]?.rank ?? Int.max)
        return ranks.0 == ranks.1 ? JSONValue.precedes(left, right) : ranks.0 < ranks.1
    }

    /// Keys that identify an element; a list without any is compared by whole values.
    static let identity: [String: [String]] = [
        "data": ["category"], "processors": ["code"], "transfers": ["processor", "country"],
        "retention": ["code", "category"],
    ]

    /// What an element is called where one of its fields changed.
    static func name(_ item: JSONValue, key: String) -> String {
        let field = ["data": "label", "processors": "name", "transfers": "processor", "retention": "subject"][key]
        let name = field.flatMap { item[$0]?.plain } ?? render(item, key: key)
        guard key == "retention", let category = item["category"] else { return name }
        return "\(name) – \(render(category, key: "category"))"
    }

    /// Before and after as words; as they are written where the words are the same.
    static func pair(_ old: JSONValue, _ new: JSONValue, key: String) -> (String, String) {
        let words = (render(old, key: key), render(new, key: key))
        return words.0.utf8.elementsEqual(words.1.utf8) ? (old.plain, new.plain) : words
    }

    static func render(_ value: JSONValue, key: String) -> String {
        switch value {
        case .null: "—"
        case .bool(let flag): yesNo(flag)
        case .integer(let number): String(number)
        case .text(let text): word(text, key: key)
        case .array(let items): items.map { render($0, key: key) }.joined(separator: " | ")
        case .object: sentence(value, key: key) ?? plainSentence(value)
        }
    }

    private static func word(_ text: String, key: String) -> String {
        if key.hasSuffix("On") || key == "on" || key.hasSuffix("Deadline") { return Day(text)?.french ?? text }
        return switch key {
        case "persons": PersonCategory(rawValue: text)?.label ?? text
        case "measures": SecurityMeasure(rawValue: text)?.label ?? text
        case "rights": RightWords.label(text)
        case "criteria": ImpactCriterion(rawValue: text)?.label ?? text
        case "category": DataCategory(rawValue: text)?.label ?? text
        case "instrument", "fallback": Sheet.Transfer.label(text)
        case "country": Country.name(text)
        case "fate": Fate.label(text)
        case "ground": Ground.label(text)
        case "status": text == Sheet.Line.Status.active.rawValue ? "actif" : "arrêté"
        case "code": LegalBasis(rawValue: text)?.label ?? Article9Exception(rawValue: text)?.label ?? text
        case "legalNature": LegalNature(rawValue: text)?.label ?? text
        default: text
        }
    }

    /// The sentence that the other exports print for the same element.
    private static func sentence(_ value: JSONValue, key: String) -> String? {
        func read<T: Decodable>(_ type: T.Type) -> T? { try? JSONDecoder().decode(type, from: Data(value.bytes)) }
        return switch key {
        case "data": read(Sheet.Datum.self)?.sentence
        case "recipients": read(Recipient.self)?.sentence
        case "processors": read(Sheet.Processor.self)?.sentence
        case "transfers": read(Sheet.Transfer.self)?.sentence
        case "retention": read(Sheet.Retention.self)?.sentence
        case "overrides": read(Sheet.AppliedOverride.self)?.sentence
        case "active", "intermediate": read(Term.self)?.sentence
        case "legalBasis", "article9": read(Sheet.Coded.self)?.sentence
        case "contract": read(Sheet.ContractReference.self)?.sentence
        case "impactAssessment": read(Sheet.ImpactAssessment.self)?.sentence
        default: nil
        }
    }

    private static func plainSentence(_ value: JSONValue) -> String {
        guard case .object(let members) = value else { return value.plain }
        return members.map { "\(label($0.key)) \(render($0.value, key: $0.key))" }.joined(separator: ", ")
    }
}

extension JSONValue {
    /// Text as it is, anything else in its JSON form.
    var plain: String {
        if case .text(let text) = self { return text }
        return String(decoding: bytes, as: UTF8.self)
    }
}
