/// Customers. What names a person (representative, contacts) is sealed under the structure's key.
enum StructuresTable: StaffTable {
    typealias Use = AccountsAndRights
    static let name: StaticString = "structures"
    static let title: StaticString = "Structures clientes"
    static let columns = declare(
        Column<Administrative, Use>("ref", "référence de la structure"),
        Column<Administrative, Use>("name", "nom de la structure"),
        Column<Administrative, Use>("kind", "type de structure"),
        Column<Administrative, Use>("legal_nature", "nature juridique"),
        Column<Administrative, Use>("finess", "numéro FINESS", required: false),
        Column<Administrative, Use>("siret", "numéro SIRET", required: false),
        Column<Administrative, Use>("address", "adresse de la structure"),
        Column<Administrative, Use>("postal_code", "code postal de la structure"),
        Column<Administrative, Use>("city", "ville de la structure"),
        Column<Identifying, Use>("representative", "nom du représentant de la structure"),
        Column<Contact, Use>("phone", "téléphone de la structure"),
        Column<Contact, Use>("email", "adresse électronique de la structure"))
    static let retention = Retentions.contract
    static let unique = [["ref"]]

    static func place(_ column: String, _ id: String) -> Place { Place(table: "structures", column: column, row: id) }

    static func insert(_ structure: Structure, key: StructureKey, at now: Instant, _ tx: borrowing Writing) throws {
        let id = structure.id
        let representative = try key.seal(structure.representative, at: place("representative", id))
        let phone = try key.seal(structure.phone, at: place("phone", id))
        let email = try key.seal(structure.email, at: place("email", id))
        try tx.run(
            """
            INSERT INTO structures (id, structure, created_at, ref, name, kind, legal_nature, finess, siret, address,
                postal_code, city, representative, phone, email)
            VALUES (\(id), \(id), \(now), \(structure.ref), \(structure.name), \(structure.kind.rawValue),
                \(structure.legalNature.rawValue), \(structure.finess?.value), \(structure.siret?.value),
                \(structure.address), \(structure.postalCode), \(structure.city), \(representative), \(phone), \(email))
            """)
    }

    static func taken(_ ref: String, _ tx: borrowing Writing) throws -> Bool {
        try tx.first("SELECT id FROM structures WHERE ref = \(ref)") != nil
    }

    static func id(ofRef ref: String, _ tx: borrowing Reading) throws -> String? {
        try tx.first("SELECT id FROM structures WHERE ref = \(ref)")?.text("id")
    }

    static func row(_ ref: String, _ tx: borrowing Reading) throws -> Row? {
        try tx.first("SELECT * FROM structures WHERE ref = \(ref)")
    }

    static func headers(_ tx: borrowing Reading) throws -> [StructureHeader] {
        try tx.rows("SELECT id, ref, name, kind, city FROM structures ORDER BY ref").map { row in
            guard let kind = StructureKind(rawValue: try row.text("kind")) else {
                throw StorageError.unexpected("unknown kind of structure")
            }
            return StructureHeader(
                id: try row.text("id"), ref: try row.text("ref"), name: try row.text("name"), kind: kind,
                city: try row.text("city"))
        }
    }

    static func read(_ row: Row, contacts: [Row], key: StructureKey) throws -> Structure {
        let id = try row.text("id")
        guard let kind = StructureKind(rawValue: try row.text("kind")),
            let nature = LegalNature(rawValue: try row.text("legal_nature"))
        else { throw StorageError.unexpected("unknown kind of structure") }
        let points = try contacts.map { try ContactsTable.read($0, key: key) }
        let dpo = points.first { $0.role == "dpo" }
        return Structure(
            id: id, ref: try row.text("ref"), name: try row.text("name"), kind: kind, legalNature: nature,
            finess: try row.optional("finess", row.text).map { text in try FINESS(text) },
            siret: try row.optional("siret", row.text).map { text in try SIRET(text) },
            address: try row.text("address"), postalCode: try row.text("postal_code"), city: try row.text("city"),
            representative: try key.open(try row.bytes("representative"), at: place("representative", id)),
            phone: try key.open(try row.bytes("phone"), at: place("phone", id)),
            email: try key.open(try row.bytes("email"), at: place("email", id)),
            dpo: DataProtectionOfficer(
                name: dpo?.name ?? "", organisation: dpo?.organisation ?? "", email: dpo?.email ?? "",
                phone: dpo?.phone ?? ""),
            contacts: points.filter { $0.role != "dpo" }.map {
                .init(role: $0.role, name: $0.name, email: $0.email, phone: $0.phone)
            })
    }
}

/// DPO and contact points of a structure.
enum ContactsTable: StaffTable {
    typealias Use = AccountsAndRights
    static let name: StaticString = "structure_contacts"
    static let title: StaticString = "Contacts des structures"
    static let columns = declare(
        Column<Administrative, Use>("role", "rôle du contact"),
        Column<Technical, Use>("position", "", .integer),
        Column<Identifying, Use>("name", "nom du contact ou du délégué à la protection des données"),
        Column<Occupation, Use>("organisation", "organisme du contact"),
        Column<Contact, Use>("phone", "téléphone du contact"),
        Column<Contact, Use>("email", "adresse électronique du contact"))
    static let retention = Retentions.contract

    struct Point: Sendable {
        var role: String
        var name: String
        var organisation: String
        var email: String
        var phone: String
    }

    static func place(_ column: String, _ id: String) -> Place {
        Place(table: "structure_contacts", column: column, row: id)
    }

    static func insert(
        _ point: Point, position: Int, structure: String, key: StructureKey, at now: Instant, _ tx: borrowing Writing
    ) throws {
        let id = RowID.fresh(at: now)
        let name = try key.seal(point.name, at: place("name", id))
        let organisation = try key.seal(point.organisation, at: place("organisation", id))
        let phone = try key.seal(point.phone, at: place("phone", id))
        let email = try key.seal(point.email, at: place("email", id))
        try tx.run(
            """
            INSERT INTO structure_contacts (id, structure, created_at, role, position, name, organisation, phone, email)
            VALUES (\(id), \(structure), \(now), \(point.role), \(position), \(name), \(organisation),
                \(phone), \(email))
            """)
    }

    static func rows(_ structure: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows("SELECT * FROM structure_contacts WHERE structure = \(structure) ORDER BY position")
    }

    static func read(_ row: Row, key: StructureKey) throws -> Point {
        let id = try row.text("id")
        return Point(
            role: try row.text("role"), name: try key.open(try row.bytes("name"), at: place("name", id)),
            organisation: try key.open(try row.bytes("organisation"), at: place("organisation", id)),
            email: try key.open(try row.bytes("email"), at: place("email", id)),
            phone: try key.open(try row.bytes("phone"), at: place("phone", id)))
    }
}
