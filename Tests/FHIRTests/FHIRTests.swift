import FHIR
import Foundation
import Testing

struct FHIRTests {
    private static func patient(national: Patient.National? = nil) -> Patient {
        Patient(
            id: "01", birthName: "D'INVENTÉ \"X\"", firstGivenName: "ANNE", birthGivenNames: "ANNE ZOÉ",
            usedName: "Romarin",
            usedGivenName: nil, gender: .female, birthDate: "1987-11-21", birthPlace: "99999", deathDate: nil,
            national: national, local: Identifier(system: "urn:citana:msp:ipp", value: "P-1"), identityStatus: "VALI")
    }

    private static func tree(_ json: JSON) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any])
    }

    @Test func `a patient is what an outside reader of JSON reads`() throws {
        let tree = try Self.tree(Self.patient().json)
        #expect(tree["resourceType"] as? String == "Patient")
        let names = try #require(tree["name"] as? [[String: Any]])
        #expect(names.map { $0["use"] as? String } == ["official", "usual"])
        #expect(names[0]["family"] as? String == "D'INVENTÉ \"X\"")
        #expect(tree["birthDate"] as? String == "1987-11-21")
        #expect(tree["deceasedDateTime"] == nil)
    }

    @Test func `rule 18: the number travels with its authority, and without one there is the local number alone`()
        throws
    {
        let bare = try #require(try Self.tree(Self.patient().json)["identifier"] as? [[String: Any]])
        #expect(bare.map { $0["use"] as? String } == ["usual"])
        let number = Patient.National(value: "187117512345601", oid: "1.2.250.1.213.1.4.10", type: "INS-NIR-TEST")
        let full = try #require(
            try Self.tree(Self.patient(national: number).json)["identifier"] as? [[String: Any]])
        #expect(full[0]["system"] as? String == "urn:oid:1.2.250.1.213.1.4.10")
        #expect(full[0]["use"] as? String == "official")
    }

    @Test func `control characters and quotes are escaped, digits stay as written`() {
        let json = JSON.members(.init("a", .text("\u{1}\"\\\n")), .init("b", .number("1.50")), nil)
        #expect(String(decoding: json.bytes, as: UTF8.self) == #"{"a":"\u0001\"\\\u000a","b":1.50}"#)
    }
}
