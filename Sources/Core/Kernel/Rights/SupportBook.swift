/// The publisher's people in a structure's records (rule 48): no access by default; a ticket; an approval by the
/// structure, with an end; ended by the structure at once. Every gesture, refused or done, is a line of that
/// structure's log, in the commit of what it changes. What an approved access then sees, the gate judges line by line.
public struct SupportBook: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource
    let log: AuditLog
    let outbox: Outbox

    /// No approval lasts longer.
    public static let longestSeconds: Int64 = 72 * 3600

    /// Opens a ticket; gives it back with its number. Anybody of the structure's staff may, and the publisher's people.
    /// Throws `SupportRefusal`.
    public func open(
        _ request: String, replyTo: String? = nil, for structure: String, as caller: Caller
    ) async throws -> SupportRequest {
        guard !request.isBlank, request.utf8.count <= 4000 else { throw SupportRefusal.requestMissing }
        try await check(caller, may: .open, in: structure)
        let (now, key) = (clock.now, try await keychain.key(for: structure))
        let ticket = SupportRequest(
            id: RowID.fresh(at: now), number: SupportRequest.number(on: now.parisDay), structure: structure,
            request: request, openedBy: caller.id, openedAt: now, closedOn: nil)
        let row = try SupportTickets.sealed(ticket, replyTo: replyTo, key)
        try await write(.open, "support-ticket/\(ticket.id)", in: structure, caller) { tx in
            try SupportTickets.insert(row, tx)
            return true
        }
        return ticket
    }

    /// Asks for access under an open ticket; the structure's data protection officer is told. Gives the access's id.
    /// - Parameters:
    ///   - operatorAccount: account of the publisher's that would come in; the caller's own, unless the command line
    ///     asks.
    ///   - classes: what it would reach.
    /// Throws `SupportRefusal`.
    @discardableResult
    public func ask(
        _ ticket: String, operatorAccount: String, name: String, classes: Extent<DocumentClass>, as caller: Caller
    ) async throws -> String {
        guard !classes.isEmpty, !name.isBlank else { throw SupportRefusal.nothingAsked }
        guard let known = try await store.read({ tx in try SupportTickets.open(ticket, tx) }) else {
            throw SupportRefusal.ticketMissing
        }
        try await check(caller, may: .ask(operatorAccount), in: known)
        let (now, key) = (clock.now, try await keychain.key(for: known))
        let id = RowID.fresh(at: now)
        let sealed = try key.seal(name, at: SupportAccesses.place(id))
        let scope = SupportScope(classes: classes).text
        let notice = try await outbox.prepare(
            .init(template: .supportAsked, structure: known, recipient: .officer, about: id))
        try await write(.ask(operatorAccount), "support-access/\(id)", in: known, caller) { tx in
            guard try SupportTickets.isOpen(ticket, tx) else { return false }
            try SupportAccesses.insert(
                id, ticket: ticket, structure: known, operatorAccount: operatorAccount, name: sealed, scope: scope,
                at: now, tx)
            try StaffMessages.insert(notice, tx)
            return true
        }
        return id
    }

    /// Approves until then, 72 hours at most; asks for a fresh proof. The structure's administrators and its data
    /// protection officer may. Throws `SupportRefusal`.
    public func approve(_ access: String, until end: Instant, of structure: String, as caller: Caller) async throws {
        try await check(caller, may: .approve, in: structure)
        let now = clock.now
        guard caller.provedAfresh(at: now) else { throw SupportRefusal.proofNeeded }
        guard now < end, end <= now.adding(seconds: SupportBook.longestSeconds) else {
            throw SupportRefusal.endOutOfBounds
        }
        try await write(.approve, "support-access/\(access)", in: structure, caller) { tx in
            try SupportAccesses.approve(access, of: structure, by: caller.id, until: end, at: now, tx)
        }
    }

    /// Says no. Throws `SupportRefusal`.
    public func refuse(_ access: String, of structure: String, as caller: Caller) async throws {
        try await check(caller, may: .refuse, in: structure)
        try await write(.refuse, "support-access/\(access)", in: structure, caller) { tx in
            try SupportAccesses.refuse(access, of: structure, tx)
        }
    }

    /// Ends an approved access, or takes back what was asked: nothing opens any more from the next request on. The
    /// structure may at any time, and whoever holds the access. Throws `SupportRefusal`.
    public func end(_ access: String, of structure: String, as caller: Caller) async throws {
        let holder = try await store.read { tx in try SupportAccesses.holder(access, of: structure, tx) }
        try await check(caller, may: .end(holder ?? ""), in: structure)
        let now = clock.now
        try await write(.end(holder ?? ""), "support-access/\(access)", in: structure, caller) { tx in
            try SupportAccesses.end(access, of: structure, at: now, tx)
        }
    }

    /// Closes a ticket; accesses under it end with it. Throws `SupportRefusal`.
    public func close(_ ticket: String, of structure: String, as caller: Caller) async throws {
        try await check(caller, may: .open, in: structure)
        let now = clock.now
        try await write(.close, "support-ticket/\(ticket)", in: structure, caller) { tx in
            guard try SupportTickets.close(ticket, of: structure, on: now.parisDay, tx) else { return false }
            try SupportAccesses.endAll(under: ticket, of: structure, at: now, tx)
            return true
        }
    }

    /// Tickets of a structure with their accesses, the newest first: what the structure sees of interventions, and what
    /// the publisher's people see of their own. Throws `SupportRefusal.notAllowed`.
    public func tickets(of structure: String, as caller: Caller) async throws -> [SupportFile] {
        try await check(caller, may: .read, in: structure)
        let key = try await keychain.key(for: structure)
        let (tickets, accesses) = try await store.read { tx in
            (try SupportTickets.rows(structure, tx), try SupportAccesses.rows(structure, tx))
        }
        let all = try accesses.map { try SupportAccesses.read($0, key) }
        return try tickets.map { row in
            let ticket = try SupportTickets.read(row, key)
            return SupportFile(ticket: ticket, accesses: all.filter { $0.ticket == ticket.id })
        }
    }
}

extension SupportBook {
    /// What somebody does about support, and what it is called on the line.
    enum Gesture: Sendable {
        case open, close, read, approve, refuse
        case ask(String)
        case end(String)

        var reason: String {
            switch self {
            case .open: "support-opened"
            case .close: "support-closed"
            case .read: "support-read"
            case .ask: "support-asked"
            case .approve: "support-approved"
            case .refuse: "support-refused"
            case .end: "support-ended"
            }
        }

        func isOpen(to caller: Facts.Caller, in structure: String) -> Bool {
            let own = caller.structure == structure
            let signedIn = caller.level == .twoFactors || caller.level == .proSanteConnect
            let decides = own && signedIn && (caller.kind == .administrator || caller.kind == .dpo)
            let publishers = signedIn && caller.kind == .vendorSupport || caller.kind == .commandLine
            switch self {
            case .open, .close, .read:
                return publishers || decides
                    || own && signedIn && (caller.kind == .professional || caller.kind == .officeStaff)
            case .ask(let account):
                return caller.kind == .commandLine || publishers && caller.id == account
            // Nobody of the publisher's approves, the command line least of all.
            case .approve, .refuse: return decides
            case .end(let holder): return decides || publishers && caller.id == holder
            }
        }
    }

    private func check(_ caller: Caller, may gesture: Gesture, in structure: String) async throws {
        guard !gesture.isOpen(to: caller.facts, in: structure) else { return }
        // A structure that there is not has no log to write into.
        if (try? await keychain.key(for: structure)) != nil {
            try await log.record(line(gesture, "support", in: structure, caller, verdict: "deny"))
        }
        throw SupportRefusal.notAllowed
    }

    /// The change and its line, or neither.
    private func write(
        _ gesture: Gesture, _ resource: String, in structure: String, _ caller: Caller,
        _ body: @escaping @Sendable (borrowing Writing) throws -> Bool
    ) async throws {
        let sealed = try await log.prepare(line(gesture, resource, in: structure, caller, verdict: "allow"))
        let done = try await store.write { [log] tx in
            guard try body(tx) else { return false }
            try log.insert(sealed, tx)
            return true
        }
        guard done else { throw SupportRefusal.gone }
    }

    private func line(
        _ gesture: Gesture, _ resource: String, in structure: String, _ caller: Caller, verdict: String
    ) -> AccessLine {
        let creates: Bool =
            switch gesture {
            case .open, .ask: true
            default: false
            }
        return AccessLine(
            at: clock.now, structure: structure, actor: caller.actor, action: creates ? "create" : "update",
            resource: resource, treatment: SupportAndMaintenance.code, purpose: "support", verdict: verdict,
            reason: verdict == "deny" ? "\(gesture.reason)-not-allowed" : gesture.reason, address: caller.address,
            correlation: caller.correlation)
    }
}
