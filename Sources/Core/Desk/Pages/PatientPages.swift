import Kernel
import Web

/// `/patients`.
struct PatientsPage: Page {
    static let template: StaticString = "patients/index"
    static let example = PatientsPage(
        title: "Patients", number: "2 79 03", name: "EXEMPLE", born: "1979-03-28", error: "erreur", searched: true,
        found: [.example], none: true, hidden: "1 dossier", more: .example, mine: [.example], noMine: true,
        mineAfter: "/patients?after=x")
    let title: String
    /// What was typed, kept.
    let number: String
    let name: String
    let born: String
    let error: String?
    let searched: Bool
    let found: [PatientRow]
    let none: Bool
    /// Records that fit and that the reader may not see.
    let hidden: String?
    let more: SearchAgain?
    let mine: [PatientRow]
    let noMine: Bool
    let mineAfter: String?
}

/// The same search, from where it stopped. A form: names are never in an address.
struct SearchAgain: Sendable {
    let byNumber: String
    let byName: String
    let byBirth: String
    let after: String
    static let example = SearchAgain(byNumber: "2 79 03", byName: "EXEMPLE", byBirth: "1979-03-28", after: "x")
}

/// A patient in a list.
struct PatientRow: Sendable {
    let path: String
    let birthName: String
    let givenName: String
    /// Nil where no name is used in daily life.
    let used: String?
    let birthDay: String
    /// Day or month are made up.
    let uncertain: Bool
    let sex: String
    let status: String
    let certain: Bool
    /// Why the record may be the same person's.
    let reasons: String?
    static let example = PatientRow(
        path: "/patients/1", birthName: "EXEMPLE", givenName: "Dominique", used: "Domi", birthDay: "28/03/1979",
        uncertain: true, sex: "Féminin", status: "qualifiée", certain: true, reasons: "même nom")

    init(
        path: String, birthName: String, givenName: String, used: String?, birthDay: String, uncertain: Bool,
        sex: String, status: String, certain: Bool, reasons: String?
    ) {
        self.path = path
        self.birthName = birthName
        self.givenName = givenName
        self.used = used
        self.birthDay = birthDay
        self.uncertain = uncertain
        self.sex = sex
        self.status = status
        self.certain = certain
        self.reasons = reasons
    }

    init(_ line: PatientLine, _ language: Language, reasons: String? = nil) {
        let identity = line.identity
        let used = [identity.used.givenName, identity.used.name].compactMap { $0 }.joined(separator: " ")
        self.init(
            path: "/patients/\(line.id)", birthName: identity.traits.birthName,
            givenName: identity.traits.firstBirthGivenName, used: used.isEmpty ? nil : used,
            birthDay: identity.traits.birthDate.day.french, uncertain: identity.traits.birthDate.isUncertain,
            sex: identity.traits.sex.label.in(language),
            status: identity.state.status.label.in(language), certain: identity.state.status == .qualified,
            reasons: reasons)
    }
}

/// `/patients/new`.
struct NewPatientPage: Page {
    static let template: StaticString = "patients/new"
    static let example = NewPatientPage(
        title: "Nouveau patient", error: "erreur", traits: .example, phone: "01 99 00 10 00", mail: "a@b.example",
        isProfessional: true, role: "infirmière", informed: true, near: [.example], warns: true, hidden: "1 dossier")
    let title: String
    let error: String?
    let traits: TraitFields
    let phone: String
    let mail: String
    /// A professional enrols whom they care for.
    let isProfessional: Bool
    let role: String
    let informed: Bool
    let near: [PatientRow]
    /// Somebody may be this person: creating asks for a confirmation.
    let warns: Bool
    let hidden: String?
}

/// The fields of an identity, as typed.
struct TraitFields: Sendable {
    let birthName: String
    let firstGivenName: String
    let givenNames: String
    let day: String
    let month: String
    let year: String
    let sexes: [Choice]
    let birthPlace: String
    let usedName: String
    let usedGivenName: String
    static let example = TraitFields(
        birthName: "EXEMPLE", firstGivenName: "Dominique", givenNames: "Dominique Marie", day: "28", month: "3",
        year: "1979", sexes: [.example], birthPlace: "51215", usedName: "Usage", usedGivenName: "Domi")
}

/// One choice among several; none is chosen before somebody chose.
struct Choice: Sendable {
    let value: String
    let label: String
    let selected: Bool
    static let example = Choice(value: "F", label: "Féminin", selected: true)
}

extension Bilingual {
    /// The sentence in the reader's language.
    func `in`(_ language: Language) -> String { language == .fr ? fr : en }
}
