/// What somebody signs in as: a role in one structure, and the practice there that the provider vouches for (rule 29).
public struct ProviderSituation: Sendable, Codable, Hashable {
    public let structureName: String
    public let role: StaffRole
    /// « infirmière », as the structure says it.
    public let position: String
    /// Nil for a provider that knows no practices.
    public let practice: Practice?
    /// The national identifier that traces carry; nil for another provider than Pro Santé Connect.
    public let nationalID: String?
    /// May regulate emergency calls, says the provider (rule 42).
    public let regulates: Bool
    /// Level of authentication that the provider vouches for (`acr`); empty where it says none.
    public let level: String
}

extension Practice {
    /// The profession in words; the code where we have none for it.
    public func professionTitle(in language: Language) -> String {
        guard let profession else { return "" }
        let code = String(profession.prefix { $0 != "^" })
        guard let title = Practice.professions[code] else { return code }
        return language == .fr ? title.fr : title.en
    }

    /// The commonest professions of nomenclature TRE_G15.
    private static let professions: [String: Bilingual] = [
        "10": Bilingual(fr: "Médecin", en: "Physician"),
        "21": Bilingual(fr: "Pharmacien", en: "Pharmacist"),
        "40": Bilingual(fr: "Chirurgien-dentiste", en: "Dental surgeon"),
        "50": Bilingual(fr: "Sage-femme", en: "Midwife"),
        "60": Bilingual(fr: "Infirmier", en: "Nurse"),
        "70": Bilingual(fr: "Masseur-kinésithérapeute", en: "Physiotherapist"),
        "80": Bilingual(fr: "Pédicure-podologue", en: "Chiropodist"),
        "91": Bilingual(fr: "Orthophoniste", en: "Speech therapist"),
        "92": Bilingual(fr: "Orthoptiste", en: "Orthoptist"),
    ]
}
