/// A practice of a professional as Pro Santé Connect lists it: one exercise × one activity. Values as received; an
/// empty one is nil.
public struct Practice: Sendable, Codable, Hashable {
    /// Code of the profession (TRE_G15): `10` is a physician.
    public let profession: String?
    public let category: String?
    public let expertise: String?
    public let role: String?
    public let mode: String?
    public let sector: String?
    public let finessSite: String?
    public let finessLegal: String?
    public let siret: String?
    /// `identifiantTechniqueDeLaStructure`: neither built nor interpreted.
    public let technicalID: String?
    public let siteName: String?
}

/// What Pro Santé Connect says of a person (health-and-rgpd.md §3.1). It proves identity and profession, no right on a
/// patient.
struct ProSanteConnectIdentity: Sendable, Equatable {
    /// `SubjectNameID`, such as `8` and a RPPS number: kept as received.
    let nationalID: String
    let familyName: String
    let givenName: String
    /// Empty for somebody who has no professional exercise: then there is no professional right (rule 28).
    let practices: [Practice]
    /// `Acces_Regulation_Medicale`: may regulate emergency calls (rule 42).
    let regulates: Bool

    /// More exercises or activities than this are not read.
    static let most = 50

    /// Nil where there is no national identifier. Key names are irregular and values often empty or absent: every one
    /// is optional, and none is an error.
    init?(userinfo: ProviderJSON) {
        guard let id = Self.text(userinfo, "SubjectNameID") else { return nil }
        nationalID = id
        familyName = Self.text(userinfo, "family_name") ?? ""
        givenName = Self.text(userinfo, "given_name") ?? ""
        regulates = Self.text(userinfo, "Acces_Regulation_Medicale") == "VRAI"
        let exercises = Self.member(userinfo, "SubjectRefPro").flatMap { Self.member($0, "exercices")?.array } ?? []
        practices = exercises.prefix(Self.most).flatMap { exercise -> [Practice] in
            guard case .object = exercise else { return [] }
            let activities = Self.member(exercise, "activities")?.array ?? []
            return activities.prefix(Self.most).compactMap { Self.practice(exercise, $0) }
        }
    }

    private static func practice(_ exercise: ProviderJSON, _ activity: ProviderJSON) -> Practice? {
        guard case .object = activity else { return nil }
        return Practice(
            profession: text(exercise, "codeProfession"),
            category: text(exercise, "codeCategorieProfessionnelle"), expertise: text(exercise, "codeSavoirFaire"),
            role: text(activity, "codeRole"), mode: text(activity, "codeModeExercice"),
            sector: text(activity, "codeSecteurDactivite"), finessSite: text(activity, "numeroFinessSite"),
            finessLegal: text(activity, "numeroFinessetablissementJuridique"),
            siret: text(activity, "numeroSiretSite"),
            technicalID: text(activity, "identifiantTechniqueDeLaStructure"),
            siteName: text(activity, "raisonSocialeSite"))
    }

    /// A member under its name, or under the same name in another case.
    private static func member(_ object: ProviderJSON, _ name: String) -> ProviderJSON? {
        if let value = object[name] { return value }
        guard case .object(let members) = object else { return nil }
        return members.first { $0.key.lowercased() == name.lowercased() && $0.value != .null }?.value
    }

    private static func text(_ object: ProviderJSON, _ name: String) -> String? {
        guard let text = member(object, name)?.string, text.utf8.count <= 500,
            !text.isBlank
        else { return nil }
        return text
    }
}

extension Practice {
    /// Whether this is a practice in a structure with this FINESS number, or with one of these names at the provider.
    /// The name counts only where the practice has no FINESS number of its own.
    func isIn(finess: String?, names: [String]) -> Bool {
        let given = [finessSite, finessLegal].compactMap { $0 }
        if let finess, given.contains(finess) { return true }
        return technicalID.map { names.contains($0) } ?? false
    }
}
