import Foundation
import Synchronization
import TestSupport

@testable import Kernel

/// A kernel in fresh stores, with one structure, a clock that moves when told to, and the codes that would have been
/// sent.
final class IdentityWorld: Sendable {
    let kernel: Kernel
    let structure: Structure
    private let time: HandClock
    private let box: CodeBox

    private final class HandClock: Sendable {
        let milliseconds = Mutex<Int64>(1_790_000_000_000)
        var source: TimeSource { TimeSource { [self] in Instant(milliseconds: milliseconds.withLock { $0 }) } }
    }

    private final class CodeBox: Sendable {
        let codes = Mutex<[LinkCode]>([])
        let isBroken = Mutex(false)
        struct Away: Error {}

        func put(_ code: LinkCode) throws {
            if isBroken.withLock({ $0 }) { throw Away() }
            codes.withLock { $0.append(code) }
        }
    }

    private init(kernel: Kernel, structure: Structure, time: HandClock, box: CodeBox) {
        self.kernel = kernel
        self.structure = structure
        self.time = time
        self.box = box
    }

    static func use(
        _ engine: Engine, providers: [IdentityProvider] = [], channel: Bool = true,
        _ body: (IdentityWorld) async throws -> Void
    ) async throws {
        let folder = FoldersForTests.fresh()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let officer = Sheet.Officer(name: "Dominique Fictif", organisation: "", email: "dpo@a.example", phone: "")
        let time = HandClock()
        let box = CodeBox()
        var setting = KernelSetting(
            stores: try await freshStores(engine), rootKeyPath: folder.path + "/root.key",
            providers: ProviderConfiguration(),
            publisher: Sheet.Publisher(name: "P", address: "", email: "p@p.example", representative: "", dpo: officer),
            clock: time.source)
        setting.identityProviders = providers
        setting.publicURL = "http://127.0.0.1:1"
        if channel { setting.deliverCode = { try box.put($0) } }
        let kernel = try await Kernel.create(setting, modules: [])
        var draft = StructureDraft(
            ref: "maison", name: "Maison inventée", kind: .msp, legalNature: .privateBody, dpo: officer)
        draft.finess = "990000010"
        let outcome: Result<Void, any Error>
        do {
            let structure = try await kernel.structures.add(draft)
            let world = IdentityWorld(kernel: kernel, structure: structure, time: time, box: box)
            outcome = .success(try await body(world))
        } catch { outcome = .failure(error) }
        await kernel.close()
        try outcome.get()
    }

    func wait(seconds: Int64) { time.milliseconds.withLock { $0 += seconds * 1000 } }

    var codes: [LinkCode] { box.codes.withLock { $0 } }

    func breakChannel(_ broken: Bool) { box.isBroken.withLock { $0 = broken } }

    let visit = Doorstep(
        address: "192.0.2.7", device: "Test", deviceToken: nil, party: RelyingParty(id: "a.example", origins: []))

    /// What the trace says, oldest first: factor and outcome.
    func trace() async throws -> [String] {
        try await kernel.store.read { tx in
            try tx.rows("SELECT factor, outcome FROM sign_in_attempts ORDER BY created_at, id").map {
                "\(try $0.text("factor")) \(try $0.text("outcome"))"
            }
        }
    }

    /// Lines of the access log.
    func logged() async throws -> Int {
        try await kernel.store.read { tx in try tx.rows("SELECT id FROM audit_entries").count }
    }

    func link(
        _ proof: LinkProof? = nil, days: Int = 30, uses: Int = 20
    ) async throws -> (id: String, token: String) {
        let draft = LinkDraft(
            structure: structure.id, patient: "patient-1", task: "task-1",
            proof: proof ?? .birthDate(Day(number: -5778)), validDays: days, mostUses: uses)
        let link = try await kernel.links.issue(draft)
        return (link.id, String(link.path.dropFirst(3)))
    }
}
