/// Puts messages where they wait, in the transaction of what they tell of: a message is queued if and only if the thing
/// happened, and once, however often the thing is tried again. A row holds the template's id and numbers, never a word
/// nor a link: whoever sends computes them. Nothing is sent yet.
struct Outbox: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource
    /// Key of the provider that the installation configured for mail; `none` where there is none.
    let mailProvider: String

    /// A message that becomes due.
    struct Notice: Sendable, Hashable {
        /// Declared ids of `KernelModule.messages`; a test holds the two lists together.
        enum Template: String, Sendable, CaseIterable {
            case newDevice = "account-new-device"
            case recoveryAsked = "account-recovery-asked"
            case recovered = "account-recovered"
            case emergencyReview = "emergency-access-review"
            case supportAsked = "support-access"
        }

        enum Recipient: Sendable, Hashable {
            /// Whoever holds this account, in the structure that it belongs to.
            case account(String)
            /// The data protection officer whom the structure named.
            case officer
        }

        let template: Template
        let structure: String
        let recipient: Recipient
        /// Number of what it tells of: a session, a request, a review. One event, one message.
        let about: String
    }

    /// What became of a message so far. Raw values are stored and never change.
    enum State: String, Sendable, CaseIterable {
        case waiting
        /// The installation has no provider for the channel: kept, so that it is seen that nobody was told.
        case noProvider = "no-provider"
        /// Nobody to write to is known.
        case noAddress = "no-address"
    }

    /// A row to be, its recipient sealed.
    struct Prepared: Sendable {
        let id: String
        let notice: Notice
        let account: String?
        let recipient: [UInt8]
        let provider: String
        let state: State
        let at: Instant
    }

    /// Finds whom to write to and seals the address; reads, and writes nothing.
    func prepare(_ notice: Notice) async throws -> Prepared {
        let now = clock.now
        let key = try await keychain.key(for: notice.structure)
        let address = try await address(of: notice, key)
        let id = RowID.fresh(at: now)
        let state: State = address.isEmpty ? .noAddress : mailProvider == "none" ? .noProvider : .waiting
        let account: String? = if case .account(let id) = notice.recipient { id } else { nil }
        return Prepared(
            id: id, notice: notice, account: account,
            recipient: try key.seal(address, at: Place(table: "staff_messages", column: "recipient", row: id)),
            provider: mailProvider, state: state, at: now)
    }

    private func address(of notice: Notice, _ key: StructureKey) async throws -> String {
        let structure = notice.structure
        switch notice.recipient {
        case .account(let account):
            let cell = try await store.read { tx in try StaffMessages.mail(ofAccount: account, in: structure, tx) }
            return try cell.map { try key.open($0, at: Place(table: "accounts", column: "mail", row: account)) } ?? ""
        case .officer:
            guard let found = try await store.read({ tx in try StaffMessages.officer(of: structure, tx) }) else {
                return ""
            }
            return try key.open(
                found.mail, at: Place(table: "structure_contacts", column: "email", row: found.contact))
        }
    }
}

/// A message that waits, as an operator may list it: no address, no name, no word.
package struct WaitingMessage: Sendable, Hashable {
    package let id: String
    /// Reference of the structure in whose name it is.
    package let structureRef: String
    package let template: String
    /// `staff` or `person`.
    package let audience: String
    package let channel: String
    package let provider: String
    package let state: String
    package let attempts: Int64
    package let queuedAt: Instant
}

extension Outbox {
    /// What was queued and not sent, the oldest first. Addresses stay sealed.
    func waiting(limit: Int) async throws -> [WaitingMessage] {
        try await store.read { tx in try StaffMessages.waiting(limit: max(1, min(limit, 1000)), tx) }
    }
}
