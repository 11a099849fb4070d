import Foundation

@testable import Kernel

/// Invented people, and the official example identities read in place.
enum PatientsWorld {
    static let today = Day(number: 20_781)  // 2026-11-24

    static func traits(
        birthName: String = "PAT-TROIS", first: String = "DOMINIQUE", list: String? = "DOMINIQUE MARIE-LOUISE",
        born: String = "1979-03-28", sex: Sex = .female, place: String? = "51215"
    ) throws -> StrictTraits {
        try StrictTraits(
            birthName: birthName, firstBirthGivenName: first, birthGivenNames: list,
            birthDate: BirthDate(Day(born) ?? today), sex: sex, birthPlace: place.flatMap { BirthPlace($0) })
    }

    static let ins = INS(try? Matricule("279035121518989"), .nirTest)

    static func qualified(
        _ traits: StrictTraits, ins: INS? = PatientsWorld.ins, localNumber: String? = "IPP-1"
    ) -> PatientIdentity {
        PatientIdentity(
            traits: traits, ins: ins, state: IdentityState(.qualified) ?? .new, mode: .insi, localNumber: localNumber)
    }

    static func check(
        _ evidence: IdentityEvidence = .passport, parent: IdentityEvidence? = nil, agrees: Bool = true
    ) -> DocumentCheck {
        DocumentCheck(
            evidence: evidence, parentEvidence: parent, checkedBy: "account-1", checkedOn: today, agrees: agrees)
    }
}

extension INS {
    fileprivate init?(_ matricule: Matricule?, _ authority: INSAuthority) {
        guard let matricule else { return nil }
        self.init(matricule, authority)
    }
}

/// `ins-test-identities.json` of the shared folder; nil where it is absent.
struct OfficialIdentities: Decodable {
    struct Identity: Decodable {
        let matricule: String
        let oid: String
        let birth_family_name: String
        let given_names: String
        let birth_date: String
        let sex: String
        let birth_place_insee: String
        let key_ok: Bool
        let expected_key: String
    }
    struct Other: Decodable {
        let matricule: String
        let key_ok: Bool
    }
    let identities: [Identity]
    let other_numbers_seen_in_examples: [Other]

    static let shared: OfficialIdentities? = {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("shared/data/identity/ins-test-identities.json")
        guard let data = try? Data(contentsOf: file) else { return nil }
        return try? JSONDecoder().decode(OfficialIdentities.self, from: data)
    }()
}
