// How professional identities are written and read: the newest one of an account in a structure counts.

extension ProfessionalIdentities {
    private static func place(_ column: String, _ id: String) -> Place {
        Place(table: "professional_identities", column: column, row: id)
    }

    static func insert(
        _ identity: ProfessionalIdentity, of account: Account, source: String, key: StructureKey, at now: Instant,
        _ tx: borrowing Writing
    ) throws {
        try insert(identity, of: account.id, in: account.structure, source: source, key: key, at: now, tx)
    }

    static func insert(
        _ identity: ProfessionalIdentity, of account: String, in structure: String, source: String,
        key: StructureKey, at now: Instant, _ tx: borrowing Writing
    ) throws {
        let id = RowID.fresh(at: now)
        let national = try identity.nationalID.map { try key.seal($0, at: place("national_id", id)) }
        let profession = try key.seal(identity.profession.rawValue, at: place("profession", id))
        try tx.run(
            """
            INSERT INTO professional_identities (id, structure, created_at, account, national_id, profession, source)
            VALUES (\(id), \(structure), \(now), \(account), \(national), \(profession), \(source))
            """)
    }

    static func latest(of account: String, in structure: String, _ tx: borrowing Reading) throws -> Row? {
        try tx.first(
            """
            SELECT * FROM professional_identities WHERE structure = \(structure) AND account = \(account)
            ORDER BY created_at DESC, id DESC LIMIT 1
            """)
    }

    static func read(_ row: Row, key: StructureKey) throws -> ProfessionalIdentity {
        let id = try row.text("id")
        let word = try key.open(try row.bytes("profession"), at: place("profession", id))
        guard let profession = Profession(rawValue: word) else {
            throw StorageError.unexpected("an unknown profession")
        }
        return ProfessionalIdentity(
            nationalID: try row.optional("national_id", row.bytes).map {
                try key.open($0, at: place("national_id", id))
            }, profession: profession)
    }
}
