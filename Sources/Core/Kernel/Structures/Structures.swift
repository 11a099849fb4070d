/// The customers: added by an operator, read by their own staff.
public struct Structures: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource

    /// Checks, then stores. Throws `StructureRefusal`.
    public func add(_ draft: StructureDraft) async throws -> Structure {
        let now = clock.now
        let structure = try checked(draft, id: RowID.fresh(at: now))
        let taken = try await store.read { tx in try StructuresTable.id(ofRef: structure.ref, tx) != nil }
        guard !taken else { throw StructureRefusal.refTaken(structure.ref) }
        let key = try await keychain.makeKey(for: structure.id, at: now)
        try await store.write { tx in
            guard try !StructuresTable.taken(structure.ref, tx) else { throw StructureRefusal.refTaken(structure.ref) }
            try StructuresTable.insert(structure, key: key, at: now, tx)
            let dpo = ContactsTable.Point(
                role: "dpo", name: structure.dpo.name, organisation: structure.dpo.organisation,
                email: structure.dpo.email, phone: structure.dpo.phone)
            try ContactsTable.insert(dpo, position: 0, structure: structure.id, key: key, at: now, tx)
            for (index, contact) in structure.contacts.enumerated() {
                let point = ContactsTable.Point(
                    role: contact.role, name: contact.name, organisation: structure.name, email: contact.email,
                    phone: contact.phone)
                try ContactsTable.insert(point, position: index + 1, structure: structure.id, key: key, at: now, tx)
            }
        }
        return structure
    }

    /// In the order of their references.
    public func list() async throws -> [StructureHeader] {
        try await store.read { tx in try StructuresTable.headers(tx) }
    }

    /// Throws `StructureRefusal.unknown` where there is none.
    public func find(_ ref: String) async throws -> Structure {
        let found: (Row, [Row])? = try await store.read { tx in
            guard let row = try StructuresTable.row(ref, tx) else { return nil }
            return (row, try ContactsTable.rows(try row.text("id"), tx))
        }
        guard let (row, contacts) = found else { throw StructureRefusal.unknown(ref) }
        let key = try await keychain.key(for: try row.text("id"))
        return try StructuresTable.read(row, contacts: contacts, key: key)
    }

    private func checked(_ draft: StructureDraft, id: String) throws -> Structure {
        let ref = draft.ref
        let letters = ref.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        guard letters, (2...63).contains(ref.utf8.count), !ref.hasPrefix("-"), !ref.hasSuffix("-") else {
            throw StructureRefusal.refMalformed(ref)
        }
        for (field, value) in [("name", draft.name), ("dpo.name", draft.dpo.name), ("dpo.email", draft.dpo.email)]
        where value.isBlank {
            throw StructureRefusal.missing(field)
        }
        let texts = [
            ("name", draft.name), ("address", draft.address), ("postalCode", draft.postalCode), ("city", draft.city),
            ("representative", draft.representative), ("phone", draft.phone), ("email", draft.email),
            ("dpo.name", draft.dpo.name), ("dpo.organisation", draft.dpo.organisation), ("dpo.email", draft.dpo.email),
            ("dpo.phone", draft.dpo.phone),
        ]
        for (field, value) in texts {
            guard value.count <= 500 else { throw StructureRefusal.tooLong(field) }
            guard !value.holdsControlCharacter else { throw StructureRefusal.controlCharacter(field) }
        }
        do throws(IdentifierProblem) {
            return Structure(
                id: id, ref: ref, name: draft.name, kind: draft.kind, legalNature: draft.legalNature,
                finess: try optional(draft.finess, { text throws(IdentifierProblem) in try FINESS(text) }),
                siret: try optional(draft.siret, { text throws(IdentifierProblem) in try SIRET(text) }),
                address: draft.address, postalCode: draft.postalCode, city: draft.city,
                representative: draft.representative, phone: draft.phone, email: draft.email, dpo: draft.dpo,
                contacts: draft.contacts)
        } catch {
            throw StructureRefusal.identifier(error)
        }
    }

    private func optional<Value>(
        _ text: String?, _ read: (String) throws(IdentifierProblem) -> Value
    )
        throws(IdentifierProblem) -> Value?
    {
        guard let text, !text.isEmpty else { return nil }
        return try read(text)
    }
}
