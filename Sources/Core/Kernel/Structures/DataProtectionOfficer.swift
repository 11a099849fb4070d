/// Who answers for the protection of data at a structure, or at the publisher (RGPD art. 37).
public struct DataProtectionOfficer: Codable, Sendable, Hashable {
    public var name: String
    public var organisation: String
    public var email: String
    public var phone: String

    public init(name: String, organisation: String, email: String, phone: String) {
        self.name = name
        self.organisation = organisation
        self.email = email
        self.phone = phone
    }
}
