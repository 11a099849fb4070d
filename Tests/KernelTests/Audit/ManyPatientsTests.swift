import Foundation
import TestSupport
import Testing

@testable import Kernel

@Suite struct ManyPatientsTests {
    @Test(arguments: EnginesForTests.all)
    func `a line that names a whole page of patients is verified like any other`(_ engine: Engine) async throws {
        try await LogWorld.use(engine) { world in
            for count in [10, 11, 100] {
                world.clock.move(milliseconds: 3)
                try await world.log.record(world.line(patients: (1...count).map { "p\($0)" }))
            }
            try await Sequencer(world.log, signer: world.signer).integrateAll()
            let report = try await world.verify()
            #expect(report.findings.isEmpty)
            #expect(report.leaves == 3)
        }
    }
}
