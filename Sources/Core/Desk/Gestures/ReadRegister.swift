import Kernel
import Web

/// The DPO reads the sheet, its versions and their differences, and takes it away in five forms.
struct ReadRegister: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        let readers = Audience.staff(.dpo, .administrator, .operator)
        routes.get("/register", for: readers, sheet)
        routes.get("/register/versions", for: readers, versions)
        routes.get("/register/versions/{number}", for: readers, version)
        routes.get("/register/compare", for: readers, compare)
        routes.get("/register/export", for: readers, export)
    }

    private func sheet(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let place = try await RegisterPlace(request, session, kernel)
        guard let day = request.query("on") else {
            return try await page(
                try await kernel.register.sheet(of: place.structure, role: place.role), place, isCurrent: true, request)
        }
        guard let on = Day(day) else { return .notFound }
        let stored = try await kernel.register.sheet(of: place.structure, role: place.role, on: on)
        return try await page(stored, place, isCurrent: false, request)
    }

    private func version(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let place = try await RegisterPlace(request, session, kernel)
        guard let number = Int(request.parameter("number")) else { return .notFound }
        let stored = try await kernel.register.version(number, of: place.structure, role: place.role)
        return try await page(stored, place, isCurrent: false, request)
    }

    private func page(
        _ stored: StoredSheet, _ place: RegisterPlace, isCurrent: Bool, _ request: Request
    ) async throws
        -> Answer
    {
        let open = isCurrent ? try await kernel.register.objections(of: place.structure).filter(\.isOpen) : []
        return .page(
            SheetPage(
                title: request.texts("register.title"), head: SheetHead(stored.sheet),
                lines: stored.sheet.treatments.map(LinePart.init), isCurrent: isCurrent,
                query: "\(place.links.suffix.dropFirst())&version=\(stored.sheet.version)", links: place.links,
                structures: try await place.choice(kernel),
                gaps: stored.sheet.gaps, objections: open.map { $0.sentence(in: request.language) }))
    }

    private func versions(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let place = try await RegisterPlace(request, session, kernel)
        let all = try await kernel.register.versions(of: place.structure, role: place.role).map(\.sheet)
        let last = all.last?.version
        let objections = try await kernel.register.objections(of: place.structure)
        return .page(
            VersionsPage(
                title: request.texts("versions.title"), links: place.links,
                versions: all.reversed().map { sheet in
                    .init(
                        number: sheet.version, effectiveOn: sheet.effectiveOn.french, causeText: sheet.causeText,
                        author: sheet.author, sha256: sheet.sha256 ?? "",
                        previous: sheet.version > 1 ? sheet.version - 1 : nil, isCurrent: sheet.version == last)
                }, role: place.role.rawValue, ref: place.chosenRef,
                objections: objections.reversed().map { $0.sentence(in: request.language) },
                noObjection: objections.isEmpty))
    }

    private func compare(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let place = try await RegisterPlace(request, session, kernel)
        let last = try await kernel.register.sheet(of: place.structure, role: place.role).sheet.version
        let to = request.query("to").flatMap(Int.init) ?? last
        let from = request.query("from").flatMap(Int.init) ?? max(1, to - 1)
        let before = try await kernel.register.version(from, of: place.structure, role: place.role).sheet
        let after = try await kernel.register.version(to, of: place.structure, role: place.role).sheet
        let difference = SheetDifference(from: before, to: after)
        return .page(
            ComparePage(
                title: request.texts("compare.title"), links: place.links, from: from, to: to,
                groups: ReadRegister.groups(difference, titles: before.treatments + after.treatments, request.texts),
                none: difference.isEmpty))
    }

    private static func groups(
        _ difference: SheetDifference, titles: [Sheet.Line], _ texts: Texts
    )
        -> [ComparePage.Group]
    {
        var order: [String] = []
        var groups: [String: [ComparePage.Change]] = [:]
        for change in difference.changes {
            let title = change.treatment.flatMap { code in titles.last { $0.code == code }?.title }
            let heading = [change.treatment, title].compactMap { $0 }.joined(separator: " · ")
            let name = heading.isEmpty ? texts("compare.header") : heading
            if groups[name] == nil { order.append(name) }
            groups[name, default: []].append(
                .init(
                    field: change.field, sign: change.kind.sign, before: change.before, after: change.after,
                    word: texts("compare.\(change.kind.rawValue)")))
        }
        return order.map { ComparePage.Group(heading: $0, changes: groups[$0] ?? []) }
    }

    /// `?format=html|pdf|ods|csv|json`, `?version=` or `?on=` for another than the one in force.
    private func export(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let place = try await RegisterPlace(request, session, kernel)
        guard let format = SheetFormat(rawValue: request.query("format") ?? "json") else { return .notFound }
        let stored: StoredSheet
        if let number = request.query("version").flatMap(Int.init) {
            stored = try await kernel.register.version(number, of: place.structure, role: place.role)
        } else if let day = request.query("on") {
            guard let on = Day(day) else { return .notFound }
            stored = try await kernel.register.sheet(of: place.structure, role: place.role, on: on)
        } else {
            stored = try await kernel.register.sheet(of: place.structure, role: place.role)
        }
        let bytes = try await request.printed(try stored.exportable(), as: format)
        let name = "registre-\(place.ref.isEmpty ? session.structureRef : place.ref)-v\(stored.sheet.version)"
        return .file(bytes, type: format.mediaType, name: "\(name).\(format.rawValue)")
    }
}

/// Whose register a request is about: one's own structure, or, for an operator, the one chosen.
struct RegisterPlace: Sendable {
    let structure: Structure
    let role: Sheet.Role
    /// The chosen structure's reference; empty where it is the reader's own.
    let ref: String
    let isOperator: Bool
    private let path: String

    init(_ request: Request, _ session: StaffSession, _ kernel: Kernel) async throws {
        role = request.query("role").flatMap(Sheet.Role.init) ?? .controller
        isOperator = session.has(.operator)
        path = request.path
        guard isOperator else {
            ref = ""
            structure = try await kernel.structures.find(session.structureRef)
            return
        }
        let first = try await kernel.structures.list().first { $0.kind != .publisher }?.ref ?? session.structureRef
        let asked = request.form.has("structure") ? request.form["structure"] : request.query("structure")
        ref = asked ?? first
        structure = try await kernel.structures.find(ref)
    }

    /// Nil where it is the reader's own: templates take an empty text for something to show.
    var chosenRef: String? { ref.isEmpty ? nil : ref }

    var links: RegisterLinks { RegisterLinks(role: role, ref: ref, path: path) }

    func choice(_ kernel: Kernel) async throws -> StructureChoice? {
        guard isOperator else { return nil }
        let all = try await kernel.structures.list().filter { $0.kind != .publisher }
        return StructureChoice(options: all.map { .init(ref: $0.ref, name: $0.name, selected: $0.ref == ref) })
    }
}
