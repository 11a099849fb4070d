/// Why an account is not made.
public enum AccountRefusal: Error, Sendable, Equatable {
    case mailMalformed
    /// An account answers to this address already; one address names one person.
    case mailTaken
    case nameMissing
    /// The role is theirs already in this structure.
    case roleHeld
    case unknown

    public func sentence(in language: Language) -> String { language == .fr ? words.fr : words.en }

    var words: Bilingual {
        switch self {
        case .mailMalformed:
            Bilingual(
                fr: "Cette adresse électronique n'en est pas une : écrivez-la comme nom@domaine.",
                en: "This is not a mail address: write it as name@domain.")
        case .mailTaken:
            Bilingual(
                fr: "Un compte porte déjà cette adresse : ajoutez-lui une situation d'exercice.",
                en: "An account has this address already: add a situation to it.")
        case .nameMissing: Bilingual(fr: "Il manque le nom de la personne.", en: "The person's name is missing.")
        case .roleHeld:
            Bilingual(
                fr: "Cette personne a déjà ce rôle dans la structure.",
                en: "This person has this role in the structure already.")
        case .unknown:
            Bilingual(fr: "Aucun compte ouvert ne porte cette adresse.", en: "No open account has this address.")
        }
    }
}

/// Accounts of staff.
public struct AccountBook: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource

    /// Adds somebody to a structure's staff. Throws `AccountRefusal.mailTaken` where the address names somebody.
    package func add(
        familyName: String, givenName: String, function: String, email: String, roles: [StaffRole],
        to structure: Structure
    ) async throws -> Account {
        let now = clock.now
        guard let mail = MailAddress.normal(email) else { throw AccountRefusal.mailMalformed }
        let account = Account(
            id: RowID.fresh(at: now), structure: structure.id, familyName: familyName, givenName: givenName,
            function: function, email: email, roles: roles)
        let key = try await keychain.key(for: structure.id)
        let index = try await keychain.searchSecret(.accounts).index("mail", of: mail)
        try await store.write { tx in
            guard try !AccountSearch.isTaken(index, tx) else { throw AccountRefusal.mailTaken }
            try Accounts.insert(account, key: key, at: now, tx)
            try AccountSearch.insert(index, of: account, at: now, tx)
        }
        return account
    }

    /// Gives an account one more situation d'exercice, in any structure.
    package func add(_ role: StaffRole, function: String, in structure: Structure, to account: Account) async throws {
        let now = clock.now
        let key = try await keychain.key(for: structure.id)
        let new = Memberships.New(
            account: account.id, structure: structure.id, role: role, position: function)
        let held = try await store.read { tx in try Memberships.rows(ofAccount: account.id, tx) }
        for row in held where try row.text("structure") == structure.id {
            guard try Memberships.read(row, key: key).role != role else { throw AccountRefusal.roleHeld }
        }
        try await store.write { tx in try Memberships.insert(new, key: key, at: now, tx) }
    }

    /// The staff of a structure, in the order in which they came.
    public func staff(of structure: StructureHeader) async throws -> [Account] {
        let (rows, memberships) = try await store.read { tx in
            (try Accounts.rows(ofStructure: structure.id, tx), try Memberships.rows(ofStructure: structure.id, tx))
        }
        guard !rows.isEmpty else { return [] }
        let key = try await keychain.key(for: structure.id)
        return try rows.map { try Accounts.read($0, memberships: memberships, key: key) }
    }

    /// Nil where there is no such account, or it is closed.
    public func find(_ id: String) async throws -> Account? {
        let (row, memberships) = try await store.read { tx in
            (try Accounts.row(id, tx), try Memberships.rows(ofAccount: id, tx))
        }
        guard let row else { return nil }
        let key = try await keychain.key(for: try row.text("structure"))
        return try Accounts.read(row, memberships: memberships, key: key)
    }

    /// The account that answers to a mail address; nil where there is none.
    package func find(mail: String) async throws -> Account? {
        guard let normal = MailAddress.normal(mail) else { return nil }
        let index = try await keychain.searchSecret(.accounts).index("mail", of: normal)
        guard let id = try await store.read({ tx in try AccountSearch.account(index, tx) }) else { return nil }
        return try await find(id)
    }
}
