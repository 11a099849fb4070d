/// Who asks, as the gate judges them: made from a session, which is bound to one situation d'exercice (rule 29).
public struct Callers: Sendable {
    let store: any Store
    let keychain: Keychain

    /// The caller that a staff session stands for. A session without a situation keeps no right: the gate refuses it.
    public func caller(_ session: StaffSession, from doorstep: Doorstep) async throws -> Caller {
        let kind = Callers.kind(of: session.account.roles.first)
        let known = kind == .professional ? session.professional : nil
        return Caller(
            Facts.Caller(
                kind: kind, id: session.account.id, membership: session.membership,
                structure: session.account.structure, profession: known?.profession,
                level: session.account.roles.isEmpty ? .none : Callers.level(session.level)),
            nationalID: known?.nationalID, means: session.level.rawValue, provedAt: session.provedAt,
            address: doorstep.address, correlation: doorstep.reference)
    }

    /// How the policy names who holds a role.
    static func kind(of role: StaffRole?) -> CallerKind {
        switch role {
        case .professional: .professional
        case .dpo: .dpo
        case .administrator: .administrator
        case .operator: .vendorSupport
        case .staff, nil: .officeStaff
        }
    }

    /// The demonstration's cast is chosen, not proved: such sessions exist in no other environment, and all there is
    /// invented. What another provider asked for is not known here, so it counts as one factor, which reaches no health
    /// data (rule 27).
    private static func level(_ level: SessionLevel) -> AuthenticationLevel {
        switch level {
        case .demo, .passwordAndCode, .passkey: .twoFactors
        case .provider: .password
        case .proSanteConnect: .proSanteConnect
        }
    }
}

/// Who somebody is as a professional, in one structure.
package struct ProfessionalIdentity: Sendable, Hashable {
    /// RPPS; nil where none is known.
    package let nationalID: String?
    package let profession: Profession

    package init(nationalID: String? = nil, profession: Profession) {
        self.nationalID = nationalID
        self.profession = profession
    }
}

extension AccountBook {
    /// Records what somebody's profession is, with its source: `declared`, `directory`, `pro-sante-connect`.
    package func record(
        _ identity: ProfessionalIdentity, of account: Account, source: StaticString
    ) async throws {
        let now = clock.now
        let key = try await keychain.key(for: account.structure)
        try await store.write { tx in
            try ProfessionalIdentities.insert(
                identity, of: account, source: source.description, key: key, at: now, tx)
        }
    }
}

extension AccountBook {
    /// Id of the first situation d'exercice of an account in its own structure; nil where it has none.
    package func situation(of account: Account) async throws -> String? {
        try await store.read { tx in
            try Memberships.rows(ofAccount: account.id, tx).first { try $0.text("structure") == account.structure }?
                .text("id")
        }
    }
}
