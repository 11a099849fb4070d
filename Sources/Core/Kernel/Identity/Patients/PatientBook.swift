/// The patients of a structure: found, enrolled, read and changed through the gate, and in no other way.
public struct PatientBook: Sendable {
    let gate: Gate
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource

    static let header = Resource(of: .kernel, "identity", classes: [.identity])
    static let file = Resource(of: .kernel, "identity", classes: [.identity, .contact, .circle])

    func secret(_ structure: String) async throws -> SearchSecret {
        try await keychain.searchSecret(.patients(structure: structure), at: clock.now)
    }
}

/// By what somebody looks for a patient.
public enum PatientQuery: Sendable, Hashable {
    /// A matricule, spaces or not.
    case number(String)
    /// A birth or used name, of which the first three letters count, and the date of birth.
    case person(name: String, born: Day)
    /// The structure's own number.
    case localNumber(String)
    case phone(String)
    case mail(String)

    /// Nil where what was typed cannot be searched.
    var terms: [SearchTerm]? {
        let all: [SearchTerm?] =
            switch self {
            case .number(let text): [.ins(text)]
            case .person(let name, let born): [.nameStart(name), .birthDate(born)]
            case .localNumber(let text): [.localNumber(text)]
            case .phone(let text): [.phone(text)]
            case .mail(let text): [.mail(text)]
            }
        return all.contains(nil) ? nil : all.compactMap { $0 }
    }
}

/// A patient in a list: no more than tells them from another.
public struct PatientLine: Sendable, Hashable {
    public let id: PatientID
    public let identity: PatientIdentity
}

/// A page of a list.
public struct PatientPage: Sendable, Hashable {
    public let lines: [PatientLine]
    /// Records that fit and that this caller may not see: told to staff of the structure who named somebody exactly.
    public let hidden: Int
    /// Where the next page starts; nil on the last one.
    public let next: String?

    static let empty = PatientPage(lines: [], hidden: 0, next: nil)
}

extension PatientBook {
    /// Patients per page.
    public static var pageSize: Int { 25 }

    /// Patients whom a query finds, in the order in which they were enrolled. Throws `GateRefusal`.
    public func search(_ query: PatientQuery, after: String? = nil, as caller: Caller) async throws -> PatientPage {
        guard let terms = query.terms else { return .empty }
        let secret = try await secret(caller.structure)
        let (digests, structure) = (terms.map { secret.digest($0) }, caller.structure)
        let (size, last) = (PatientBook.pageSize, after.map { PatientID($0) })
        let found = try await store.read { tx in
            try PatientSearch.find(digests, in: structure, after: last, limit: size + 1, tx)
        }
        let shown = found.prefix(size)
        let page = try await page(shown.map { $0.mergedInto ?? $0.patient }, as: caller, action: .search)
        return PatientPage(
            lines: page.lines, hidden: page.hidden, next: found.count > size ? shown.last?.patient.value : nil)
    }

    /// Patients for whom the caller's situation d'exercice cares today. Throws `GateRefusal`.
    public func mine(after: String? = nil, as caller: Caller) async throws -> PatientPage {
        guard let membership = caller.facts.membership else { return .empty }
        let (structure, today, size) = (caller.structure, clock.today, PatientBook.pageSize)
        let found = try await store.read { tx in
            try CareRelations.mine(membership, in: structure, on: today, after: after, limit: size + 1, tx)
        }
        guard !found.isEmpty else { return .empty }
        let shown = found.prefix(size)
        let page = try await page(shown.map(\.patient), as: caller, action: .list)
        return PatientPage(
            lines: page.lines, hidden: page.hidden, next: found.count > size ? shown.last?.relation : nil)
    }

    /// Records that may be the same person's, from the likeliest on. Throws `GateRefusal`.
    public func candidates(
        for identity: PatientIdentity, contacts: [PatientContact] = [], as caller: Caller
    ) async throws -> (candidates: [(candidate: DuplicateCandidate, line: PatientLine)], hidden: Int) {
        let digests = try await secret(caller.structure).digests(SearchTerms.of(identity, contacts: contacts))
        let structure = caller.structure
        let near = try await store.read { tx in try PatientSearch.near(digests, in: structure, tx) }
        let candidates = DuplicateRules.candidates(for: digests, among: near).prefix(PatientBook.pageSize)
        let page = try await page(candidates.map(\.patient), as: caller, action: .search)
        let shown = candidates.compactMap { candidate in
            page.lines.first { $0.id == candidate.patient }.map { (candidate, $0) }
        }
        return (shown, page.hidden)
    }

    /// Opens the headers of those who may be shown; the line is written even where nobody was found.
    private func page(_ patients: [PatientID], as caller: Caller, action: Action) async throws -> PatientPage {
        var wanted: [PatientID] = []
        for patient in patients where !wanted.contains(patient) { wanted.append(patient) }
        let asked = wanted.count
        return try await gate.overview(
            IdentityAndCareCircle.self, of: wanted, about: PatientBook.header, as: caller, action: action
        ) { (cohort: borrowing Cohort<IdentityAndCareCircle>) in
            var lines: [PatientLine] = []
            for patient in cohort.patients {
                guard let row = try await cohort.rows(of: Patients.self, about: patient, limit: 1).first else {
                    continue
                }
                let record = try Patients.read(row.row, number: nil) { cell, place in
                    try cohort.open(cell, of: patient, at: place)
                }
                lines.append(PatientLine(id: patient, identity: record.identity))
            }
            return PatientPage(lines: lines, hidden: asked - lines.count, next: nil)
        }
    }
}
