import Crypto

/// What makes a new version.
public enum VersionCause: String, Sendable, CaseIterable {
    case first, modules, configuration, structure, override, declarations, retention
}

/// How versions come to be: whenever what a sheet is computed from has changed.
extension RegisterBook {
    /// The sheet that the facts give on `day`, not stored.
    func computed(
        _ structure: Structure, role: Sheet.Role, on day: Day, file: ContractFile, overrides: [Override]
    )
        async throws -> Sheet
    {
        let enabled = file.enabled(on: day, among: contracts.modules)
        let stopped = try await stoppedModules(structure, file: file, enabled: enabled, on: day)
        return builder.sheet(
            SheetInputs(
                structure: structure.party, legalNature: structure.legalNature, publisher: publisher,
                dpo: structure.dpo, contract: file.contract.map(Sheet.ContractReference.init), role: role,
                modules: enabled, stopped: stopped, configuration: configuration, overrides: overrides))
    }

    /// Modules that were on, are off, and still have rows within their term.
    private func stoppedModules(
        _ structure: Structure, file: ContractFile, enabled: Set<ModuleName>, on day: Day
    )
        async throws -> [ModuleName: Day?]
    {
        var stopped: [ModuleName: Day?] = [:]
        for module in contracts.modules where !enabled.contains(module) {
            guard file.state(of: module, on: day).status == .disabled,
                let tables = declarations.module(module)?.tables
            else { continue }
            let presence = try await store.read { tx in
                try DataPresence.lastDay(of: tables, structure: structure.id, tx)
            }
            if let presence, presence.map({ $0 >= day }) ?? true { stopped[module] = .some(presence) }
        }
        return stopped
    }

    /// Stores a version for each day on which something took effect and for today, where it differs from the last.
    /// Without a cause, the change was found rather than made: a planned decision's day has come, or data have gone.
    func refresh(
        _ structure: Structure, cause: VersionCause? = nil, text: String = "", author: String = "Citana"
    )
        async throws
    {
        let now = clock.now
        let today = now.parisDay
        let file = try await contracts.file(of: structure)
        let overrides = try await overrides(of: structure)
        let key = try await keychain.key(for: structure.id)
        for role in Sheet.Role.allCases {
            let row = try await store.read { tx in
                try SheetVersionsTable.latest(
                    structure.id, role: role, before: Instant(milliseconds: .max), tx)
            }
            var last = try row.map { try SheetVersionsTable.read($0, key: key) }
            for day in turningPoints(file, after: last, today: today) {
                let planned = day.planned && (cause == nil || day.day < today)
                let sheet = try await computed(structure, role: role, on: day.day, file: file, overrides: overrides)
                let stamp = VersionStamp(
                    day: day.day, at: planned ? Instant.start(ofParisDay: day.day) : now,
                    cause: last == nil ? .first : planned ? .modules : cause ?? .retention,
                    text: last == nil
                        ? "Première version"
                        : planned
                            ? "Prise d'effet d'une décision datée" : cause == nil ? "Données arrivées à terme" : text,
                    author: author)
                guard let next = stamp.version(of: sheet, after: last) else { continue }
                try await store.write { tx in
                    try SheetVersionsTable.insert(next, structure: structure.id, key: key, at: now, tx)
                }
                last = next
            }
        }
    }

    /// The days to compute: those missed since the last version, then today.
    private func turningPoints(
        _ file: ContractFile, after last: StoredSheet?, today: Day
    )
        -> [(day: Day, planned: Bool)]
    {
        guard let last else { return [(today, false)] }
        let points = file.turningPoints(after: last.effectiveAt.parisDay, until: today)
        let days = points.map { (day: $0, planned: true) }
        return points.last == today ? days : days + [(today, false)]
    }

    /// Brings one structure's register up to the present before it is read: planned decisions whose day has come,
    /// stopped lines whose data have gone.
    func catchUp(_ structure: Structure) async throws {
        try await refresh(structure)
    }

    /// After the program's declarations, providers or publisher changed: a version for every structure whose sheet
    /// differs. Costs nothing when nothing changed.
    public func reconcile(progress: (@Sendable (Int, Int) -> Void)? = nil) async throws {
        let now = clock.now
        let state = try RegisterState(declarations: declarations, configuration: configuration, publisher: publisher)
        let stored = try await store.read { tx in try RegisterStateTable.value("inputs", tx) }
        guard let stored else {
            try await store.write { tx in try RegisterStateTable.set("inputs", state.text, at: now, tx) }
            return
        }
        guard stored != state.text else { return }
        let before = RegisterState(stored)
        let changes = state.providerChanges(since: before, at: now)
        let cause: VersionCause =
            before?.configuration != state.configuration || before?.publisher != state.publisher
            ? .configuration : .declarations
        let text = state.describe(changes, since: before)
        let headers = try await structures.list()
        for (index, header) in headers.enumerated() {
            let structure = try await structures.find(header.ref)
            try await refresh(structure, cause: cause, text: text, author: "Citana")
            progress?(index + 1, headers.count)
        }
        try await store.write { tx in
            for change in changes { try ProviderChangesTable.insert(change, at: now, tx) }
            try RegisterStateTable.set("inputs", state.text, at: now, tx)
        }
    }
}

/// What distinguishes a version from a bare sheet.
struct VersionStamp: Sendable {
    let day: Day
    let at: Instant
    let cause: VersionCause
    let text: String
    let author: String

    /// Nil where the sheet says nothing new.
    func version(of sheet: Sheet, after last: StoredSheet?) -> StoredSheet? {
        var next = sheet
        next.version = (last?.sheet.version ?? 0) + 1
        next.effectiveOn = day
        next.cause = cause.rawValue
        next.causeText = text
        next.author = author
        let before = Dictionary(
            (last?.sheet.treatments ?? []).map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        for index in next.treatments.indices {
            next.treatments[index].date(after: before[next.treatments[index].code], on: day)
        }
        if let last, last.sheet.saysTheSame(as: next) { return nil }
        next = next.sealedWithDigest()
        return StoredSheet(sheet: next, json: next.tree().bytes, effectiveAt: max(at, last?.effectiveAt ?? at))
    }
}

extension Sheet.Line {
    /// Keeps the day of creation; the day of update moves when the line says something else.
    fileprivate mutating func date(after last: Sheet.Line?, on day: Day) {
        createdOn = last?.createdOn ?? day
        updatedOn = last?.updatedOn ?? day
        if self != last { updatedOn = day }
    }
}

extension Sheet {
    /// Equal apart from the stamp of the version.
    func saysTheSame(as other: Sheet) -> Bool {
        var copy = other
        copy.version = version
        copy.effectiveOn = effectiveOn
        copy.cause = cause
        copy.causeText = causeText
        copy.author = author
        copy.sha256 = sha256
        return copy == self
    }
}

extension Sheet.ContractReference {
    /// A contract as the register names it.
    public init(_ contract: Contract) {
        self.init(reference: contract.reference, signedOn: contract.signedOn, endsOn: contract.endsOn)
    }
}
