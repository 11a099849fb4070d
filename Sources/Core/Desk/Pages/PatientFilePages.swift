import Kernel
import Web

/// `/patients/{patient}`.
struct PatientFilePage: Page {
    static let template: StaticString = "patients/file"
    static let example = PatientFilePage(
        title: "Patient", emergency: .example, error: "erreur", path: "/patients/1", header: .example,
        mergedPath: "/patients/2", absorbed: [.example], showsContacts: true, contacts: [.example], noContact: true,
        kinds: [.example], showsCircle: true, circle: [.example], noCircle: true, titles: [.example],
        carers: [.example], noCarer: true, history: [.example])
    let title: String
    /// Set while an emergency lasts.
    let emergency: EmergencyBanner?
    let error: String?
    let path: String
    let header: IdentityHeader
    let mergedPath: String?
    let absorbed: [Absorbed]
    let showsContacts: Bool
    let contacts: [ContactRow]
    let noContact: Bool
    let kinds: [Choice]
    let showsCircle: Bool
    let circle: [CircleRow]
    let noCircle: Bool
    let titles: [Choice]
    let carers: [CarerRow]
    let noCarer: Bool
    let history: [HistoryRow]

    struct Absorbed: Sendable {
        let absorbedPath: String
        static let example = Absorbed(absorbedPath: "/patients/3")
    }
    struct ContactRow: Sendable {
        let kind: String
        let value: String
        static let example = ContactRow(kind: "téléphone", value: "01 99 00 10 00")
    }
    struct CircleRow: Sendable {
        let member: String
        let memberName: String
        let relationship: String
        let present: Bool
        let reach: [ContactRow]
        let mandates: [TitleRow]
        static let example = CircleRow(
            member: "m", memberName: "Camille Exemple", relationship: "sœur", present: true, reach: [.example],
            mandates: [.example])
    }
    struct TitleRow: Sendable {
        let mandate: String
        let holder: String
        let worth: String
        let inForce: Bool
        let until: String?
        let revocable: Bool
        static let example = TitleRow(
            mandate: "t", holder: "tuteur", worth: "Titre vérifié", inForce: true, until: "01/01/2027",
            revocable: true)
    }
    struct CarerRow: Sendable {
        let relation: String
        let carerName: String
        let role: String
        let basis: String
        let since: String
        let ended: String?
        let current: Bool
        static let example = CarerRow(
            relation: "r", carerName: "Nora Exemple", role: "infirmière", basis: "même service",
            since: "01/01/2026", ended: "02/02/2026", current: true)
    }
    struct HistoryRow: Sendable {
        let on: String
        let what: String
        static let example = HistoryRow(on: "01/01/2026", what: "création")
    }
}

/// Who the patient is, in plain words: birth and used names, each labelled.
struct IdentityHeader: Sendable {
    let birthName: String
    let givenNames: String
    let usedName: String?
    let usedGivenName: String?
    let birthDay: String
    let uncertain: Bool
    let sex: String
    let birthPlace: String?
    let localNumber: String?
    let number: String?
    let authority: String
    let wrongKey: Bool
    /// Why the number does not leave as an INS; nil where it may.
    let refusal: String?
    let status: String
    let statusSentence: String
    let certain: Bool
    let attributes: [String]
    let mode: String
    let listAlert: Bool
    static let example = IdentityHeader(
        birthName: "EXEMPLE", givenNames: "Dominique Marie", usedName: "Usage", usedGivenName: "Domi",
        birthDay: "28/03/1979", uncertain: true, sex: "Féminin", birthPlace: "51215", localNumber: "IPP-1",
        number: "2 79 03 51 215 189 89", authority: "INS-NIR-TEST", wrongKey: true, refusal: "motif",
        status: "provisoire", statusSentence: "phrase", certain: true, attributes: ["homonyme"],
        mode: "saisie manuelle", listAlert: true)
}

extension IdentityHeader {
    init(_ identity: PatientIdentity, _ environment: INSEnvironment, _ language: Language) {
        let traits = identity.traits
        self.init(
            birthName: traits.birthName, givenNames: traits.birthGivenNames ?? traits.firstBirthGivenName,
            usedName: identity.used.name, usedGivenName: identity.used.givenName,
            birthDay: traits.birthDate.day.french, uncertain: traits.birthDate.isUncertain,
            sex: traits.sex.label.in(language), birthPlace: traits.birthPlace?.code,
            localNumber: identity.localNumber, number: identity.ins.map { Self.spaced($0.matricule.value) },
            authority: identity.ins?.type ?? "", wrongKey: identity.ins.map { !$0.matricule.keyHolds } ?? false,
            refusal: identity.insRefusal(in: environment)?.sentence.in(language),
            status: identity.state.status.label.in(language),
            statusSentence: identity.state.status.sentence.in(language),
            certain: identity.state.status == .qualified,
            attributes: IdentityAttribute.allCases.filter(identity.state.attributes.contains).map {
                $0.label.in(language)
            }, mode: identity.mode.label.in(language), listAlert: !traits.firstNameFitsList)
    }

    /// As people read it: `2 79 03 51 215 189 89`.
    static func spaced(_ matricule: String) -> String {
        var rest = matricule[...]
        var parts: [Substring] = []
        for length in [1, 2, 2, 2, 3, 3, 2] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return parts.joined(separator: " ")
    }
}

/// What a professional of the structure sees of a record that is not open to them.
struct PatientRefusedPage: Page {
    static let template: StaticString = "patients/refused"
    static let example = PatientRefusedPage(
        title: "Accès refusé", why: "motif", path: "/patients/1", emergency: true, error: "erreur", reason: "douleur")
    let title: String
    let why: String
    let path: String
    let emergency: Bool
    let error: String?
    let reason: String
}

/// `/patients/{patient}/identity`.
struct PatientIdentityPage: Page {
    static let template: StaticString = "patients/identity"
    static let example = PatientIdentityPage(
        title: "Identité", error: "erreur", path: "/patients/1", header: .example, traits: .example, fromINSi: true,
        evidence: [.example], parents: [.example], settable: [.example], removable: [.example], near: [.example],
        merged: true)
    let title: String
    let error: String?
    let path: String
    let header: IdentityHeader
    let traits: TraitFields
    /// A change of traits loses the status that INSi gave.
    let fromINSi: Bool
    /// Nothing is chosen beforehand.
    let evidence: [Choice]
    let parents: [Choice]
    let settable: [Choice]
    let removable: [Choice]
    let near: [Near]
    let merged: Bool

    /// Another record that may be this person's.
    struct Near: Sendable {
        let other: String
        let otherName: String
        let otherBorn: String
        let otherWhy: String
        static let example = Near(
            other: "2", otherName: "EXEMPLE Dominique", otherBorn: "28/03/1979", otherWhy: "même nom")
    }
}
