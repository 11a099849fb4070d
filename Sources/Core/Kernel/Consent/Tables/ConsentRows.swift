// How decisions are written and read. Scopes come sealed and leave sealed: whoever holds the patient's key seals
// `SharingScope.cell()` for the row before the transaction, and lends `open` to read it; this room holds no key.

/// Opens a cell at its place. Lent by whoever holds the patient's key.
package typealias CellOpen = (_ cell: [UInt8], _ table: String, _ column: String, _ row: String) throws -> [UInt8]

/// Whose row is written.
package struct RecordScope: Sendable {
    package let structure: String
    package let patient: PatientID

    package init(structure: String, patient: PatientID) {
        self.structure = structure
        self.patient = patient
    }
}

extension CareConsents {
    /// - Parameter scope: the line's scope, sealed for this row.
    static func insert(
        _ line: CareConsent, scope: [UInt8], of record: RecordScope, _ tx: borrowing Writing
    ) throws {
        try tx.run(
            """
            INSERT INTO care_consents (id, structure, patient, created_at, retain_until, kind, scope, text, text_digest,
                means, collected_by, representative, evidence, withdraws, given_at, care_ends_on, support)
            VALUES (\(line.id), \(record.structure), \(record.patient.value), \(line.givenAt),
                \(retention.term(from: line.givenAt)), \(line.kind.rawValue), \(scope), \(line.text.stored),
                \(line.text.digest), \(line.origin.means.rawValue), \(line.origin.collectedBy),
                \(line.origin.representative), \(line.evidence), \(line.withdraws), \(line.givenAt),
                \(line.careEndsOn), \(line.support?.rawValue))
            """)
    }

    /// The text that a consent of this patient rests on; nil where there is no such consent.
    static func text(of consent: String, _ record: RecordScope, _ tx: borrowing Writing) throws -> InformationReference?
    {
        try tx.first(
            """
            SELECT text, text_digest FROM care_consents WHERE id = \(consent) AND kind = 'consent'
                AND structure = \(record.structure) AND patient = \(record.patient.value)
            """)?.information()
    }

    static func rows(of record: RecordScope, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM care_consents
            WHERE structure = \(record.structure) AND patient = \(record.patient.value) ORDER BY id
            """)
    }

    static func read(_ row: Row, open: CellOpen) throws -> CareConsent {
        let id = try row.text("id")
        return CareConsent(
            id: id, kind: try row.word("kind"),
            scope: try SharingScope(cell: try open(try row.bytes("scope"), "care_consents", "scope", id)),
            text: try row.information(), support: try row.optional("support", row.word),
            origin: try row.origin(), evidence: try row.optional("evidence", row.text),
            withdraws: try row.optional("withdraws", row.text), givenAt: try row.instant("given_at"),
            careEndsOn: try row.optional("care_ends_on", row.day))
    }
}

extension Oppositions {
    /// - Parameter scope: the line's scope, sealed for this row.
    static func insert(
        _ line: PatientOpposition, scope: [UInt8], of record: RecordScope, _ tx: borrowing Writing
    ) throws {
        try tx.run(
            """
            INSERT INTO oppositions (id, structure, patient, created_at, retain_until, kind, scope, blocked,
                covers_emergency, means, collected_by, representative, lifts, given_at)
            VALUES (\(line.id), \(record.structure), \(record.patient.value), \(line.givenAt),
                \(retention.term(from: line.givenAt)), \(line.kind.rawValue), \(scope), \(line.blocked),
                \(line.coversEmergency), \(line.origin.means.rawValue), \(line.origin.collectedBy),
                \(line.origin.representative), \(line.lifts), \(line.givenAt))
            """)
    }

    static func rows(of record: RecordScope, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM oppositions
            WHERE structure = \(record.structure) AND patient = \(record.patient.value) ORDER BY id
            """)
    }

    /// Whether an opposition or block of this patient has this id.
    static func exists(_ id: String, _ record: RecordScope, _ tx: borrowing Writing) throws -> Bool {
        try tx.first(
            """
            SELECT id FROM oppositions WHERE id = \(id) AND kind <> 'lifting'
                AND structure = \(record.structure) AND patient = \(record.patient.value)
            """) != nil
    }

    static func read(_ row: Row, open: CellOpen) throws -> PatientOpposition {
        let id = try row.text("id")
        return PatientOpposition(
            id: id, kind: try row.word("kind"),
            scope: try SharingScope(cell: try open(try row.bytes("scope"), "oppositions", "scope", id)),
            blocked: try row.optional("blocked", row.text), coversEmergency: try row.flag("covers_emergency"),
            origin: try row.origin(), lifts: try row.optional("lifts", row.text),
            givenAt: try row.instant("given_at"))
    }
}

extension InformationGiven {
    static func insert(
        _ line: InformationDelivered, of record: RecordScope, at now: Instant, _ tx: borrowing Writing
    ) throws {
        try tx.run(
            """
            INSERT INTO information_given (id, structure, patient, created_at, retain_until, text, text_digest, means,
                support, given_by, representative, given_on)
            VALUES (\(line.id), \(record.structure), \(record.patient.value), \(now), \(retention.term(from: now)),
                \(line.text.stored), \(line.text.digest), \(line.means.rawValue), \(line.support?.rawValue ?? "none"),
                \(line.givenBy), \(line.representative), \(line.givenOn))
            """)
    }

    static func rows(of record: RecordScope, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM information_given
            WHERE structure = \(record.structure) AND patient = \(record.patient.value) ORDER BY id
            """)
    }

    static func read(_ row: Row) throws -> InformationDelivered {
        let support = try row.text("support")
        return try InformationDelivered(
            id: try row.text("id"), text: try row.information(), means: try row.word("means"),
            support: support == "none" ? nil : try row.word("support"), givenBy: try row.optional("given_by", row.text),
            representative: try row.optional("representative", row.text), givenOn: try row.day("given_on"))
    }
}

extension RGPDConsents {
    static func insert(_ line: RGPDConsent, of record: RecordScope, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            INSERT INTO rgpd_consents (id, structure, patient, created_at, retain_until, purpose, kind, text,
                text_digest, means, withdraws, given_at)
            VALUES (\(line.id), \(record.structure), \(record.patient.value), \(line.givenAt),
                \(retention.term(from: line.givenAt)), \(line.purpose), \(line.kind.rawValue), \(line.text.stored),
                \(line.text.digest), \(line.means.rawValue), \(line.withdraws), \(line.givenAt))
            """)
    }

    static func rows(of record: RecordScope, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM rgpd_consents
            WHERE structure = \(record.structure) AND patient = \(record.patient.value) ORDER BY id
            """)
    }

    /// A consent of this patient; nil where there is none of that id.
    static func given(_ id: String, of record: RecordScope, _ tx: borrowing Writing) throws -> RGPDConsent? {
        try tx.first(
            """
            SELECT * FROM rgpd_consents WHERE id = \(id) AND kind = 'consent'
                AND structure = \(record.structure) AND patient = \(record.patient.value)
            """
        ).map(read)
    }

    static func read(_ row: Row) throws -> RGPDConsent {
        try RGPDConsent(
            id: try row.text("id"), purpose: try row.text("purpose"), kind: try row.word("kind"),
            text: try row.information(), means: try row.word("means"),
            withdraws: try row.optional("withdraws", row.text), givenAt: try row.instant("given_at"))
    }
}

extension InformationTexts {
    /// Published once; a later wording is a later version.
    static func insert(_ text: InformationText, id: String, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            INSERT INTO information_texts (id, code, version, language, body, digest, published_on)
            VALUES (\(id), \(text.code), \(text.version), \(text.language.rawValue), \(text.body),
                \(text.reference.digest), \(text.publishedOn))
            """)
    }

    /// Publishes what was shown, unless it is published already. Throws `textChanged` where that version has other
    /// words.
    static func keep(_ text: InformationText, id: String, _ tx: borrowing Writing) throws {
        let known = try tx.first(
            """
            SELECT digest FROM information_texts WHERE code = \(text.code) AND version = \(text.version)
                AND language = \(text.language.rawValue)
            """)
        guard let known else { return try insert(text, id: id, tx) }
        guard try known.bytes("digest") == text.reference.digest else { throw ConsentRefusal.textChanged }
    }

    /// The latest version of a text; nil where there is none in this language. Throws where its words are not those
    /// that were published.
    static func latest(_ code: String, in language: Language, _ tx: borrowing Reading) throws -> InformationText? {
        let row = try tx.first(
            """
            SELECT * FROM information_texts WHERE code = \(code) AND language = \(language.rawValue)
            ORDER BY version DESC LIMIT 1
            """)
        guard let row else { return nil }
        let text = InformationText(
            code: code, version: Int(try row.integer("version")), language: language, body: try row.text("body"),
            publishedOn: try row.day("published_on"))
        guard text.reference.digest == (try row.bytes("digest")) else {
            throw StorageError.unexpected("the information text \(text.reference.stored) is not as it was published")
        }
        return text
    }
}
