/// Why a team was not changed.
public enum CareTeamRefusal: Error, Sendable, Hashable, CaseIterable {
    case notYours, nameMissing, groundMissing, deedMissing, unknownTeam, teamEnded, unknownColleague, alreadyMember

    /// One sentence with the way out.
    public var sentence: Bilingual {
        switch self {
        case .notYours:
            Bilingual(
                fr: "C'est à l'administration de la structure d'attester ses équipes : adressez-vous à elle.",
                en: "It is for the structure's administrator to attest its teams: ask them.")
        case .nameMissing:
            Bilingual(
                fr: "Donnez un nom à l'équipe, et dites le rôle de chacun (200 caractères au plus).",
                en: "Give the team a name, and say the role of each (200 characters at most).")
        case .groundMissing:
            Bilingual(
                fr: "Choisissez le fondement légal de l'équipe : sans lui, elle n'ouvre rien.",
                en: "Choose the team's legal ground: without one it opens nothing.")
        case .deedMissing:
            Bilingual(
                fr: "Une équipe organisée (3°) repose sur un acte : indiquez-le.",
                en: "A formalised team (3°) rests on a deed: name it.")
        case .unknownTeam:
            Bilingual(
                fr: "Cette équipe ou cette place n'existe pas dans votre structure.",
                en: "There is no such team or place in your structure.")
        case .teamEnded:
            Bilingual(
                fr: "Cette équipe a pris fin : attestez-en une nouvelle.", en: "This team has ended: attest a new one.")
        case .unknownColleague:
            Bilingual(
                fr: "Choisissez un professionnel de votre structure.", en: "Choose a professional of your structure.")
        case .alreadyMember:
            Bilingual(
                fr: "Cette personne fait déjà partie de l'équipe.", en: "This person is in the team already.")
        }
    }
}

/// Care teams of a structure: what makes several professionals one team, attested by the structure (rule 39). Every
/// change leaves its line in the access log, in the same commit; a refused one leaves a line too.
public struct CareTeamBook: Sendable {
    let store: any Store
    let keychain: Keychain
    let log: AuditLog
    let clock: TimeSource

    /// The structure attests a team from today on. Throws `CareTeamRefusal`.
    ///
    /// - Parameter deed: the act that founds it, which 3° asks for.
    @discardableResult
    public func attest(
        _ name: String, basis: TeamBasis, deed: String?, as caller: Caller
    ) async throws -> CareTeam {
        try await admit(caller, .create, "care-team")
        let deed = deed.flatMap { CareTeamBook.says($0) ? $0 : nil }
        guard CareTeamBook.says(name), name.count <= 200, (deed?.count ?? 0) <= 200 else {
            throw CareTeamRefusal.nameMissing
        }
        guard basis != .none else { throw CareTeamRefusal.groundMissing }
        guard basis != .formalised || deed != nil else { throw CareTeamRefusal.deedMissing }
        let (now, structure) = (clock.now, caller.structure)
        let team = CareTeam(
            id: RowID.fresh(at: now), name: name, basis: basis, reference: deed, attestedBy: caller.id,
            attestedOn: now.parisDay)
        try await commit(line(.create, "care-team/\(team.id)", caller, reason: "team-attested", at: now)) { tx in
            try CareTeamBases.insert(team, structure: structure, at: now, tx)
        }
        return team
    }

    /// Somebody of the staff joins a team of the structure, from today on. Throws `CareTeamRefusal`.
    public func join(_ team: String, membership: String, role: String, as caller: Caller) async throws {
        try await admit(caller, .update, "care-team/\(team)")
        guard CareTeamBook.says(role), role.count <= 200 else { throw CareTeamRefusal.nameMissing }
        let (now, structure) = (clock.now, caller.structure)
        let key = try await keychain.key(for: structure)
        let place = CareTeamPlace(
            id: RowID.fresh(at: now), team: team, membership: membership, role: role, startsOn: now.parisDay)
        let today = now.parisDay
        try await commit(line(.update, "care-team/\(team)", caller, reason: "team-joined", at: now)) { tx in
            guard let base = try CareTeamBases.row(team, structure: structure, tx) else {
                throw CareTeamRefusal.unknownTeam
            }
            if let end = try base.optional("ends_on", base.day), end < today { throw CareTeamRefusal.teamEnded }
            guard try CareTeamMembers.isColleague(membership, of: structure, tx) else {
                throw CareTeamRefusal.unknownColleague
            }
            guard try !CareTeamMembers.isMember(membership, of: team, structure: structure, on: today, tx) else {
                throw CareTeamRefusal.alreadyMember
            }
            try CareTeamMembers.insert(place, structure: structure, key: key, at: now, tx)
        }
    }

    /// Somebody leaves a team: what it opened to them closes with the next request. Throws `CareTeamRefusal`.
    public func leave(_ place: String, as caller: Caller) async throws {
        try await admit(caller, .update, "care-team")
        let (now, structure) = (clock.now, caller.structure)
        // A place that ends today would last until midnight; leaving counts at once, so yesterday was its last day.
        let last = now.parisDay.adding(days: -1)
        try await commit(line(.update, "care-team-place/\(place)", caller, reason: "team-left", at: now)) { tx in
            guard try CareTeamMembers.end(place, structure: structure, on: last, tx) else {
                throw CareTeamRefusal.unknownTeam
            }
        }
    }

    /// A team ends: nothing rests on it any more from the next request on. Throws `CareTeamRefusal`.
    public func end(_ team: String, as caller: Caller) async throws {
        try await admit(caller, .update, "care-team/\(team)")
        let (now, structure) = (clock.now, caller.structure)
        let last = now.parisDay.adding(days: -1)
        try await commit(line(.update, "care-team/\(team)", caller, reason: "team-ended", at: now)) { tx in
            guard try CareTeamBases.end(team, structure: structure, on: last, tx) else {
                throw CareTeamRefusal.unknownTeam
            }
        }
    }

    /// Teams of a structure, ended ones too.
    public func teams(in structure: String) async throws -> [CareTeam] {
        try await store.read { tx in try CareTeamBases.rows(structure, tx).map { try CareTeamBases.read($0) } }
    }

    /// The members of one team, those who left too.
    public func members(of team: CareTeam, in structure: String) async throws -> [CareTeamPlace] {
        let key = try await keychain.key(for: structure)
        return try await store.read { tx in
            try CareTeamMembers.rows(structure, team: team.id, tx).map { try CareTeamMembers.read($0, key: key) }
        }
    }

    /// The ground on which a membership belongs to a team today; `.none` where it belongs to none.
    public func basis(of membership: String, in structure: String) async throws -> TeamBasis {
        try await bases(of: membership, in: structure).first ?? .none
    }

    /// Every ground on which a membership belongs to a team today, oldest team first.
    public func bases(of membership: String, in structure: String) async throws -> [TeamBasis] {
        let today = clock.today
        let words = try await store.read { tx in
            try CareTeamMembers.bases(of: membership, in: structure, on: today, tx)
        }
        return words.compactMap { TeamBasis(rawValue: $0) }.filter { $0 != .none }
    }

    private static func says(_ text: String) -> Bool {
        !text.isBlank && !text.holdsControlCharacter
    }

    /// Rule 39: the structure attests. A refused try is written down.
    private func admit(_ caller: Caller, _ action: Action, _ resource: String) async throws {
        let proved: [AuthenticationLevel] = [.twoFactors, .proSanteConnect, .programKey]
        guard caller.facts.kind == .administrator || caller.facts.kind == .commandLine,
            proved.contains(caller.facts.level)
        else {
            let refused = line(
                action, resource, caller, reason: ReasonCode.mission.rawValue, verdict: "deny", at: clock.now)
            do { try await log.record(refused) } catch { throw GateRefusal.logAway }
            throw CareTeamRefusal.notYours
        }
    }

    private func line(
        _ action: Action, _ resource: String, _ caller: Caller, reason: String, verdict: String = "allow",
        at now: Instant
    ) -> AccessLine {
        AccessLine(
            at: now, structure: caller.structure, actor: caller.actor, action: action.rawValue, resource: resource,
            treatment: IdentityAndCareCircle.code, verdict: verdict, reason: reason, address: caller.address,
            correlation: caller.correlation)
    }

    /// The change and its line, both or neither.
    private func commit(
        _ line: AccessLine, _ body: @escaping @Sendable (borrowing Writing) throws -> Void
    ) async throws {
        let sealed: SealedLine
        do { sealed = try await log.prepare(line) } catch { throw GateRefusal.logAway }
        try await store.write { [log] tx in
            try body(tx)
            try log.insert(sealed, tx)
        }
    }
}
