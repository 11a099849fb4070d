// How accounts and memberships are written and read.

extension Accounts {
    private static func place(_ column: String, _ id: String) -> Place {
        Place(table: "accounts", column: column, row: id)
    }

    static func insert(_ account: Account, key: StructureKey, at now: Instant, _ tx: borrowing Writing) throws {
        let id = account.id
        let family = try key.seal(account.familyName, at: place("family_name", id))
        let given = try key.seal(account.givenName, at: place("given_name", id))
        let mail = try key.seal(account.email, at: place("mail", id))
        try tx.run(
            """
            INSERT INTO accounts (id, structure, created_at, kind, family_name, given_name, mail, language, state)
            VALUES (\(id), \(account.structure), \(now), 'person', \(family), \(given), \(mail), 'fr', 'active')
            """)
        for role in account.roles {
            try Memberships.insert(role, of: account, key: key, at: now, tx)
        }
    }

    static func row(_ id: String, _ tx: borrowing Reading) throws -> Row? {
        try tx.first("SELECT * FROM accounts WHERE id = \(id) AND state = 'active'")
    }

    static func rows(ofStructure id: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows("SELECT * FROM accounts WHERE structure = \(id) AND state = 'active' ORDER BY created_at, id")
    }

    static func read(_ row: Row, memberships: [Row], key: StructureKey) throws -> Account {
        let id = try row.text("id")
        func open(_ column: String) throws -> String {
            try row.optional(column, row.bytes).map { try key.open($0, at: place(column, id)) } ?? ""
        }
        let structure = try row.text("structure")
        // A situation in another structure is sealed under that one's key.
        let own = try memberships.filter { try $0.text("account") == id && $0.text("structure") == structure }
        let read = try own.map { try Memberships.read($0, key: key) }
        return Account(
            id: id, structure: structure, familyName: try open("family_name"),
            givenName: try open("given_name"), function: read.first?.position ?? "", email: try open("mail"),
            roles: read.map(\.role))
    }
}

extension Memberships {
    private static func place(_ column: String, _ id: String) -> Place {
        Place(table: "memberships", column: column, row: id)
    }

    static func insert(
        _ role: StaffRole, of account: Account, key: StructureKey, at now: Instant, _ tx: borrowing Writing
    ) throws {
        let grant = New(account: account.id, structure: account.structure, role: role, position: account.function)
        try insert(grant, key: key, at: now, tx)
    }

    struct New: Sendable {
        let account: String
        let structure: String
        let role: StaffRole
        let position: String
        /// Account of the administrator; nil for the command line.
        var grantedBy: String?
    }

    static func insert(_ new: New, key: StructureKey, at now: Instant, _ tx: borrowing Writing) throws {
        try insert(new, id: RowID.fresh(at: now), key: key, at: now, tx)
    }

    static func insert(
        _ new: New, id: String, key: StructureKey, at now: Instant, _ tx: borrowing Writing
    ) throws {
        let sealedRole = try key.seal(new.role.rawValue, at: place("role", id))
        let position = try key.seal(new.position, at: place("position", id))
        try tx.run(
            """
            INSERT INTO memberships (id, structure, created_at, account, role, position, state, granted_by, starts_on)
            VALUES (\(id), \(new.structure), \(now), \(new.account), \(sealedRole), \(position), 'active',
                \(new.grantedBy), \(now.parisDay))
            """)
    }

    static func rows(ofStructure id: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows("SELECT * FROM memberships WHERE structure = \(id) AND state = 'active' ORDER BY created_at, id")
    }

    static func rows(ofAccount id: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows("SELECT * FROM memberships WHERE account = \(id) AND state = 'active' ORDER BY created_at, id")
    }

    /// Nil where there is no such structure.
    static func structureName(_ id: String, _ tx: borrowing Reading) throws -> String? {
        try tx.first("SELECT name FROM structures WHERE id = \(id)")?.text("name")
    }

    static func read(_ row: Row, key: StructureKey) throws -> (role: StaffRole, position: String) {
        let id = try row.text("id")
        guard let role = StaffRole(rawValue: try key.open(try row.bytes("role"), at: place("role", id))) else {
            throw StorageError.unexpected("unknown role")
        }
        let position = try row.optional("position", row.bytes).map { try key.open($0, at: place("position", id)) }
        return (role, position ?? "")
    }
}

extension AccountSearch {
    static func insert(_ index: BlindIndex, of account: Account, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            INSERT INTO account_search (id, structure, created_at, account, kind, blind_index)
            VALUES (\(RowID.fresh(at: now)), \(account.structure), \(now), \(account.id), 'mail', \(index))
            """)
    }

    /// Id of the active account with this mail.
    static func account(_ index: BlindIndex, _ tx: borrowing Reading) throws -> String? {
        try tx.first(
            """
            SELECT accounts.id FROM account_search JOIN accounts ON accounts.id = account_search.account
            WHERE account_search.kind = 'mail' AND account_search.blind_index = \(index)
                AND accounts.state = 'active'
            """)?.text("id")
    }

    /// A suspended account keeps its address: it may come back.
    static func isTaken(_ index: BlindIndex, _ tx: borrowing Writing) throws -> Bool {
        try tx.first(
            """
            SELECT accounts.id FROM account_search JOIN accounts ON accounts.id = account_search.account
            WHERE account_search.kind = 'mail' AND account_search.blind_index = \(index)
                AND accounts.state <> 'closed'
            """) != nil
    }
}
