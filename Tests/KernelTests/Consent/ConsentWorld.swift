import Foundation
import TestSupport

@testable import Kernel

/// Decisions of one patient, and a seal of these tests that keeps cells to their place.
enum Decided {
    static let noon = Instant(milliseconds: 1_795_518_000_000)  // 2026-11-24, noon in Paris
    static let today = noon.parisDay
    static let record = RecordScope(structure: "structure-a", patient: PatientID("patient-1"))
    static let text = InformationText(
        code: "sharing", version: 3, language: .fr, body: "Vos informations peuvent être partagées…",
        publishedOn: today)
    static let nurse = DecisionOrigin(means: .oral, collectedBy: "membership-1")
    static let scope = SharingScope(
        structures: .only(["structure-b"]), professions: .only([.nurse]), classes: .only([.report, .carePlan]))

    static func consent(
        _ id: String = "consent-1", at moment: Instant = noon, ends: Day? = nil, scope: SharingScope = scope
    ) throws -> CareConsent {
        try CareConsent.given(
            id: id, scope: scope, text: text.reference, support: .paper, origin: nurse, at: moment, careEndsOn: ends)
    }

    static func withdrawal(of id: String = "consent-1", at moment: Instant) throws -> CareConsent {
        try CareConsent.withdrawn(
            id: "withdrawal-of-\(id)", withdraws: id, text: text.reference,
            origin: DecisionOrigin(means: .telephone, collectedBy: "membership-2"), at: moment)
    }

    static func opposition(
        _ id: String = "opposition-1", at moment: Instant = noon, even: Bool = false, scope: SharingScope = scope
    ) throws -> PatientOpposition {
        try PatientOpposition.opposed(id: id, scope: scope, coversEmergency: even, origin: nurse, at: moment)
    }

    static func block(_ blocked: String = "membership-9", at moment: Instant = noon) throws -> PatientOpposition {
        try PatientOpposition.block(id: "block-1", blocked: blocked, origin: nurse, at: moment)
    }

    static func lifting(of id: String, at moment: Instant) throws -> PatientOpposition {
        try PatientOpposition.lifted(id: "lifting-of-\(id)", lifts: id, origin: nurse, at: moment)
    }

    /// What a test's cell holds: its place, then the value turned over.
    static func seal(_ value: [UInt8], _ table: String, _ column: String, _ row: String) -> [UInt8] {
        Array("\(table)|\(column)|\(row)|".utf8) + value.map { ~$0 }
    }

    static func insert(_ line: CareConsent, of record: RecordScope, _ tx: borrowing Writing) throws {
        let scope = seal(try line.scope.cell(), "care_consents", "scope", line.id)
        try CareConsents.insert(line, scope: scope, of: record, tx)
    }

    static func insert(_ line: PatientOpposition, of record: RecordScope, _ tx: borrowing Writing) throws {
        let scope = seal(try line.scope.cell(), "oppositions", "scope", line.id)
        try Oppositions.insert(line, scope: scope, of: record, tx)
    }

    struct WrongPlace: Error {}

    static func open(_ cell: [UInt8], _ table: String, _ column: String, _ row: String) throws -> [UInt8] {
        let place = Array("\(table)|\(column)|\(row)|".utf8)
        guard cell.starts(with: place) else { throw WrongPlace() }
        return cell.dropFirst(place.count).map { ~$0 }
    }

    /// A store with the kernel's tables.
    static func store(_ engine: Engine, _ body: (any Store) async throws -> Void) async throws {
        let (store, keys) = try await freshStores(engine).open(creating: true)
        let outcome: Result<Void, any Error>
        do {
            try await Migrations.apply(KernelModule.migrations, to: store)
            outcome = .success(try await body(store))
        } catch {
            outcome = .failure(error)
        }
        await store.close()
        await keys.close()
        try outcome.get()
    }
}

extension ConsentState {
    init(
        _ consents: [CareConsent], _ oppositions: [PatientOpposition] = [], _ moment: ConsentMoment
    ) {
        self.init(consents: consents, oppositions: oppositions, on: moment)
    }
}
