/// What the data protection officer reads of the access log, and asks of the policy. Every call is judged by the gate
/// and written down before anything is opened (rule 54); patients are named by the number of their record, nothing of
/// a record is read.
public struct OversightBook: Sendable {
    let gate: Gate
    let log: AuditLog
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource
    let contracts: Contracts

    /// What is looked for. A period has two days, both included, at most a year apart (rule 53).
    public struct Search: Sendable, Hashable {
        public let from: Day
        public let to: Day
        public var filter: LogFilter
        /// The record's own number.
        public var about: PatientID?
        public var after: String?

        /// Throws `OversightRefusal`.
        public init(from: Day?, to: Day?, filter: LogFilter, about: PatientID? = nil, after: String? = nil) throws {
            guard let from, let to else { throw OversightRefusal.datesMissing }
            guard from <= to else { throw OversightRefusal.datesCrossed }
            guard to <= from.adding(years: 1) else { throw OversightRefusal.tooLong }
            self.from = from
            self.to = to
            self.filter = filter
            self.about = about
            self.after = after
        }

        var period: LogPeriod { LogPeriod(from: .start(ofParisDay: from), to: .end(ofParisDay: to)) }
        /// As the line of the reading names the period.
        var days: String { "\(from)..\(to)" }
    }

    /// Lines per page.
    public static var pageSize: Int { 25 }

    /// Lines of the officer's structure, the newest first. Throws `GateRefusal`.
    public func search(_ search: Search, as caller: Caller) async throws -> LogPage {
        if let patient = search.about {
            return try await accesses.lines(
                about: patient, search.period, search.filter, after: search.after, limit: OversightBook.pageSize,
                as: caller)
        }
        return try await accesses.lines(
            of: caller.structure, search.period, search.filter, days: search.days, after: search.after,
            limit: OversightBook.pageSize, as: caller)
    }

    private var accesses: AccessLogBook { AccessLogBook(gate: gate) }

    /// One line, what came of it, and what proves that it stands in the log.
    public struct Found: Sendable {
        public let line: LoggedLine
        /// Lines that cite it, oldest first.
        public let outcomes: [LoggedLine]
        /// C2SP tlog-proof: index, path, checkpoint. Nil while no checkpoint covers the line. Without salt and text,
        /// which are for the person that the line is about.
        public let proof: String?
    }

    /// Nil where the structure has no line of that number. Throws `GateRefusal`.
    public func line(_ id: String, as caller: Caller) async throws -> Found? {
        guard let found = try await accesses.lineWithOutcomes(id, of: caller.structure, as: caller) else { return nil }
        return Found(line: found.line, outcomes: found.citing, proof: try await log.proof(of: id)?.text)
    }

    /// Every line of the period, the newest first, a few hundred at a time. Throws `GateRefusal`.
    public func export(_ search: Search, as caller: Caller) async throws -> [LoggedLine] {
        var lines: [LoggedLine] = []
        try await accesses.export(of: caller.structure, search.period, days: search.days, as: caller) { lines += $0 }
        return lines
    }

    /// The records that a number typed in full names: the record's own, a matricule, the structure's number. Found by
    /// keyed digests; nothing is opened. Who typed one that is found is written with the reading that follows; one that
    /// is not found is written here, so that nobody tries numbers without a line. Throws `GateRefusal`.
    public func records(_ typed: String, of caller: Caller) async throws -> [PatientID] {
        guard caller.facts.kind == .dpo else { return [] }
        let text = typed.trimmed
        let structure = caller.structure
        let own = PatientID(text.lowercased())
        if try await store.read({ tx in try FactRows.keeper(of: own, tx) }) == structure { return [own] }
        let secret = try await keychain.searchSecret(.patients(structure: structure), at: clock.now)
        var found: [PatientID] = []
        for term in [SearchTerm.ins(text), .localNumber(text)].compactMap({ $0 }) {
            let digest = secret.digest(term)
            found += try await store.read { tx in
                try PatientSearch.find([digest], in: structure, limit: 10, tx)
            }.map(\.patient).filter { !found.contains($0) }
        }
        if found.isEmpty { try await accesses.missed(in: structure, as: caller) }
        return found
    }

    /// What somebody could see: judged by the policy of today on the facts of today, with nothing opened.
    ///
    /// - Parameters:
    ///   - grant: the situation d'exercice, in the officer's structure.
    ///   - patient: nil for any patient for whom nothing ties the person to the record.
    /// - Throws: `OversightRefusal.unknown` for a situation that is not in force here, and `GateRefusal`.
    public func forecast(
        of grant: String, on patient: PatientID?, mode: AccessMode, action: Action, as caller: Caller
    ) async throws -> AccessForecast {
        let structure = caller.structure
        let key = try await keychain.key(for: structure)
        let found = try await store.read { tx -> (Row, Row?)? in
            guard let row = try Memberships.active(grant, in: structure, tx) else { return nil }
            return (row, try ProfessionalIdentities.latest(of: try row.text("account"), in: structure, tx))
        }
        guard let (row, identity) = found else { throw OversightRefusal.unknown }
        let kind = Callers.kind(of: try Memberships.read(row, key: key).role)
        let profession = try identity.map { try ProfessionalIdentities.read($0, key: key).profession }
        let subject = Caller(
            Facts.Caller(
                kind: kind, id: try row.text("account"), membership: grant, structure: structure,
                profession: kind == .professional ? profession : nil, level: .twoFactors),
            means: "simulated", provedAt: clock.now)
        var modules: [ModuleName: Bool] = [:]
        for module in contracts.modules {
            modules[module] = try await contracts.isEnabled(module, forStructure: structure)
        }
        return try await gate.forecast(
            of: subject, on: patient, mode: mode, action: action, modules: modules, as: caller)
    }
}

/// Why a search of the log, or a simulation, is not made.
public enum OversightRefusal: Error, Sendable, Equatable {
    case datesMissing, datesCrossed, tooLong
    /// No record has the number that was typed.
    case noRecord
    /// The situation chosen is not in force in this structure.
    case unknown

    public var sentence: Bilingual {
        switch self {
        case .datesMissing:
            Bilingual(
                fr: "Indiquez la première et la dernière date : le journal se lit toujours entre deux dates.",
                en: "Give the first and the last day: the log is always read between two days.")
        case .datesCrossed:
            Bilingual(
                fr: "La première date est après la dernière : corrigez l'une des deux.",
                en: "The first day is after the last: correct one of them.")
        case .tooLong:
            Bilingual(
                fr: "Une recherche porte sur un an au plus : rapprochez les deux dates.",
                en: "A search covers a year at most: bring the two days closer.")
        case .noRecord:
            Bilingual(
                fr: "Aucun dossier de la structure ne porte ce numéro : vérifiez-le, chiffre par chiffre.",
                en: "No record of the structure has this number: check it digit by digit.")
        case .unknown:
            Bilingual(
                fr: "Choisissez une personne et une situation de la liste.",
                en: "Choose a person and a situation of the list.")
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
