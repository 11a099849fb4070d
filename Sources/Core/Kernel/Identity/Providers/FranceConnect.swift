/// The traits that FranceConnect gives of a person (health-and-rgpd.md §3.2). No INS is among them: traits help a
/// professional to ask INSi for one, and raise no status by themselves (rule 21).
struct FranceConnectIdentity: Sendable, Equatable {
    /// One per person and service; tells nothing elsewhere.
    let subject: String
    let familyName: String
    let givenNames: [String]
    let birthDate: Day
    /// `male` or `female` there; the RNIV's letter here.
    let sex: String
    /// INSEE code of the commune; empty for a birth abroad.
    let birthPlace: String
    /// INSEE code of the country; `99100` is France.
    let birthCountry: String
    /// Name in use, where the person has given one.
    let usedName: String?

    /// Nil where a trait of the pivot identity is missing or malformed: half an identity identifies nobody.
    init?(userinfo: ProviderJSON) {
        guard let subject = userinfo["sub"]?.string, let family = userinfo["family_name"]?.string,
            let birth = userinfo["birthdate"]?.string.flatMap({ Day($0) }),
            let gender = userinfo["gender"]?.string, ["male", "female"].contains(gender),
            let country = userinfo["birthcountry"]?.string
        else { return nil }
        let list = userinfo["given_name_array"]?.array?.compactMap(\.string) ?? []
        let given = list.isEmpty ? (userinfo["given_name"]?.string?.split(separator: " ").map(String.init) ?? []) : list
        guard !given.isEmpty else { return nil }
        self.subject = subject
        familyName = family
        givenNames = given
        birthDate = birth
        sex = gender == "male" ? "M" : "F"
        birthPlace = userinfo["birthplace"]?.string ?? ""
        birthCountry = country
        usedName = userinfo["preferred_username"]?.string
    }
}
