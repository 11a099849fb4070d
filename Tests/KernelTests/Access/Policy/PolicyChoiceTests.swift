import TestSupport
import Testing

@testable import Kernel

struct PolicyChoiceTests {
    private static func book(_ world: GateWorld) -> AccessChoiceBook {
        world.kernel.accessChoices
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 45: a structure narrows a cell, the next question is refused; given back, it is allowed`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let (book, patient) = (Self.book(world), try await world.enrol())
            let nurse = MatrixRole.profession(.nurse)
            #expect(try await world.read(patient, as: world.nurse) == "MARTIN-TEST")
            try await book.narrow(
                [.init(nurse, .identity, actions: [.list])], of: world.home.id, by: "admin", reason: "Essai.")
            await #expect(throws: GateRefusal.refused(.mission, emergencyPossible: true)) {
                try await world.read(patient, as: world.nurse)
            }
            try await book.narrow(
                [.init(nurse, .identity, actions: [.list, .read])], of: world.home.id, by: "admin", reason: "Retour.")
            #expect(try await world.read(patient, as: world.nurse) == "MARTIN-TEST")
            let history = try await book.history(of: world.home.id)
            #expect(history.map(\.value) == ["list", "list,read"])
            #expect(history.map(\.reason) == ["Essai.", "Retour."])
            #expect(try await book.choices(of: world.ward.id) == StructureChoices())
        }
    }

    @Test func `rule 45: who may not create an identity enrols nobody`() async throws {
        try await GateWorld.use { world in
            try await Self.book(world).narrow(
                [.init(.profession(.nurse), .identity, actions: [.read])], of: world.home.id, by: "admin",
                reason: "Essai.")
            await #expect(throws: GateRefusal.refused(.mission, emergencyPossible: false)) {
                _ = try await world.enrol()
            }
        }
    }

    @Test func `rule 45: what would widen the matrix is refused and leaves no line`() async throws {
        try await GateWorld.use { world in
            let book = Self.book(world)
            await #expect(
                throws: MatrixOverride.Refusal.widens(role: "dpo", documents: .report, action: .read)
            ) {
                try await book.narrow(
                    [.init(.kind(.dpo), .report, actions: [.read])], of: world.home.id, by: "admin", reason: "Essai.")
            }
            await #expect(throws: MatrixOverride.Refusal.reasonMissing) {
                try await book.letBreakGlassPassOpposition(true, of: world.home.id, by: "admin", reason: " ")
            }
            let history = try await book.history(of: world.home.id)
            #expect(history.isEmpty)
        }
    }

    @Test func `rule 43: the switch is off until the structure turns it on, and the lengths stay within four hours`()
        async throws
    {
        try await GateWorld.use { world in
            let book = Self.book(world)
            #expect(try await book.choices(of: world.home.id).breakGlassPassesOpposition == false)
            try await book.letBreakGlassPassOpposition(true, of: world.home.id, by: "admin", reason: "Avis du DPO.")
            try await book.setEmergencyLengths(
                breakGlassSeconds: 1_000_000, centre15Seconds: 600, of: world.home.id, by: "admin", reason: "Essai.")
            let choices = try await book.choices(of: world.home.id)
            #expect(choices.breakGlassPassesOpposition)
            #expect(choices.breakGlassSeconds == 14_400 && choices.centre15Seconds == 600)
            try await book.letBreakGlassPassOpposition(false, of: world.home.id, by: "admin", reason: "Retour.")
            #expect(try await book.choices(of: world.home.id).breakGlassPassesOpposition == false)
        }
    }

    @Test func `a choice that cannot be read stops the decision instead of being lost`() {
        for (subject, value) in [
            ("matrix/nurse/report/normal", "read,fly"), ("matrix/nobody/report/normal", "read"),
            ("matrix/nurse/report", "read"), ("switch/break-glass-passes-opposition", "yes"),
            ("switch/break-glass-seconds", "1000000"), ("other", ""),
        ] {
            let row = Row(names: ["subject", "value"], values: [.text(subject), .text(value)])
            #expect(throws: StorageError.self) { try StructureChoices([row]) }
        }
    }

    @Test func `every cell of the matrix is written and read back the same`() throws {
        for role in MatrixRole.all {
            for documents in DocumentClass.allCases {
                let cell = MatrixOverride.Cell(role, documents, inEmergency: documents == .report, actions: [.read])
                let row = Row(names: ["subject", "value"], values: [.text(cell.subject), .text(cell.value)])
                #expect(try StructureChoices([row]).cells == [cell])
            }
        }
    }
}
