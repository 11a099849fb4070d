import Testing

@testable import Kernel

struct ContractFileTests {
    static func day(_ text: String) throws -> Day { try #require(Day(text)) }

    static func event(
        _ kind: ContractEvent.Kind, _ from: String, how: Acknowledgement.How? = nil
    ) throws
        -> ContractEvent
    {
        let day = try day(from)
        return ContractEvent(
            id: RowID.fresh(at: Instant.start(ofParisDay: day)), module: "m", kind: kind, from: day,
            recordedAt: Instant.start(ofParisDay: day), author: "Auteur", acknowledgedBy: how == nil ? nil : "DPO",
            acknowledgedHow: how)
    }

    static func file(_ events: [ContractEvent], endsOn: String? = nil) throws -> ContractFile {
        ContractFile(
            contract: Contract(reference: "C", signedOn: try day("2026-01-01"), endsOn: endsOn.flatMap { Day($0) }),
            events: events)
    }

    @Test func `a module is planned, then enabled, then disabled, each from its day on`() throws {
        let file = try Self.file([Self.event(.enabled, "2026-02-01"), Self.event(.disabled, "2026-05-01")])
        #expect(file.state(of: "m", on: try Self.day("2026-01-31")).status == .planned)
        #expect(file.state(of: "m", on: try Self.day("2026-02-01")).status == .enabled)
        #expect(file.state(of: "m", on: try Self.day("2026-04-30")).status == .enabled)
        #expect(file.state(of: "m", on: try Self.day("2026-05-01")).status == .disabled)
        #expect(file.state(of: "other", on: try Self.day("2026-05-01")).status == .never)
    }

    @Test func `rule 46: nothing outlives the contract`() throws {
        let file = try Self.file([Self.event(.enabled, "2026-02-01")], endsOn: "2026-06-30")
        #expect(file.state(of: "m", on: try Self.day("2026-06-30")).status == .enabled)
        let after = file.state(of: "m", on: try Self.day("2026-07-01"))
        #expect(after.status == .disabled)
        #expect(after.since == Day("2026-07-01"))
        #expect(
            file.turningPoints(after: try Self.day("2026-02-01"), until: try Self.day("2026-12-31")) == [
                try Self.day("2026-07-01")
            ])
    }

    @Test func `an acknowledgement typed by an operator stays declared until the DPO confirms it`() throws {
        let declared = try Self.event(.enabled, "2026-02-01", how: .declared)
        let before = try Self.file([declared])
        #expect(before.state(of: "m", on: declared.from).acknowledgement?.how == .declared)
        let after = try Self.file([declared, Self.event(.confirmed, "2026-02-03")])
        #expect(after.state(of: "m", on: try Self.day("2026-02-03")).acknowledgement?.how == .confirmed)
    }
}
