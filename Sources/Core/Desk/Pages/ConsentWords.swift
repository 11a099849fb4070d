import Kernel
import Web

/// What a person decided, in plain words.
struct ConsentWords: Sendable {
    let texts: Texts
    let language: Language
    /// Names of structures by id.
    let structures: [String: String]

    init(_ request: Request, structures: [StructureHeader]) {
        texts = request.texts
        language = request.language
        self.structures = Dictionary(structures.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// With whom: « infirmier, médecin ; Service de gériatrie ».
    func recipients(_ scope: SharingScope) -> String {
        var parts: [String] = []
        if case .only(let professions) = scope.professions {
            parts.append(professions.map { $0.label.in(language) }.joined(separator: ", "))
        }
        if case .only(let ids) = scope.structures {
            parts.append(ids.map { structures[$0] ?? texts("consents.unknownStructure") }.joined(separator: ", "))
        }
        return parts.isEmpty ? texts("consents.everybody") : parts.joined(separator: texts("consents.within"))
    }

    /// What: « comptes rendus, prescriptions ».
    func categories(_ scope: SharingScope) -> String {
        var words: [String] = []
        switch scope.classes {
        case .all: words.append(texts("consents.everything"))
        case .only(let classes): words.append(classes.map { $0.label.in(language) }.joined(separator: ", "))
        }
        if case .only(let documents) = scope.documents {
            words.append("\(documents.count) \(texts("consents.documents"))")
        }
        return words.joined(separator: ", ")
    }

    func means(_ means: DecisionMeans) -> String { texts("consents.means.\(means.rawValue)") }

    func support(_ support: SupportHanded?) -> String? {
        support.map { texts("consents.support.\($0.rawValue)") }
    }

    func day(_ day: Day) -> String { language == .fr ? day.french : day.description }
    func day(_ moment: Instant) -> String { day(moment.parisDay) }

    /// Which text, word for word: `sharing/1/fr`, and the first sixteen digits of its digest.
    func reference(_ text: InformationReference) -> String {
        "\(text.stored) · SHA-256 \(text.digestText.prefix(16))…"
    }
}

/// A text that was, or will be, shown to the person, with what a decision keeps of it.
struct ShownText: Sendable {
    let reference: String
    let digest: String
    let paragraphs: [String]
    static let example = ShownText(
        reference: "sharing/1/fr", digest: "00ff", paragraphs: ["Vous pouvez changer d'avis à tout moment."])

    init(reference: String, digest: String, paragraphs: [String]) {
        self.reference = reference
        self.digest = digest
        self.paragraphs = paragraphs
    }

    init(_ text: InformationText) {
        self.init(
            reference: text.reference.stored, digest: text.reference.digestText,
            paragraphs: text.body.split(separator: "\n").map(String.init))
    }
}
