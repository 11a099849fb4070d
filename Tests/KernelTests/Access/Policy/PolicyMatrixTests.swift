import Testing

@testable import Kernel

struct PolicyMatrixTests {
    private let matrix = AccessMatrix.standard

    @Test func `every role has its row, and every letter of the tables is explained`() {
        let rows = AccessMatrix.normalTable.map(\.0)
        #expect(Set(rows) == Set(MatrixRole.all) && rows.count == MatrixRole.all.count)
        for (_, line) in AccessMatrix.normalTable + AccessMatrix.emergencyTable {
            #expect(line.filter { $0 != " " }.allSatisfy { AccessMatrix.profiles[$0] != nil })
        }
        #expect(Set(MatrixRole.all.map(\.name)).count == MatrixRole.all.count)
    }

    @Test func `rule 43: the emergency column is for health professionals and lets nothing out`() {
        let inside: Set<Action> = [.read, .list, .search, .create]
        for role in MatrixRole.all {
            for documents in DocumentClass.allCases {
                let actions = matrix.actions(of: role, on: documents, inEmergency: true)
                #expect(actions.isSubset(of: inside))
                guard case .profession(let profession) = role, profession.category == .health else {
                    #expect(actions.isEmpty)
                    continue
                }
                #expect(documents != .log || actions.isEmpty)
            }
        }
    }

    @Test func `rule 40: who is no health professional sees neither prescriptions nor imaging, osteopaths aside`() {
        for profession in Profession.allCases where profession.category == .listed && profession != .osteopath {
            for documents in [DocumentClass.prescription, .imaging] {
                #expect(matrix.actions(of: .profession(profession), on: documents, inEmergency: false).isEmpty)
            }
        }
        for role in [MatrixRole.kind(.officeStaff), .kind(.dpo), .kind(.administrator)] {
            for documents in [DocumentClass.clinicalNote, .report, .prescription, .imaging, .measurement, .social] {
                #expect(matrix.actions(of: role, on: documents, inEmergency: false).isEmpty)
            }
        }
    }

    @Test func `rule 36: nobody but the structure's upkeep deletes, and only the log's readers read it`() {
        for role in MatrixRole.all {
            for documents in DocumentClass.allCases {
                let actions = matrix.actions(of: role, on: documents, inEmergency: false)
                if actions.contains(.delete) { #expect([.kind(.job), .kind(.commandLine)].contains(role)) }
                if actions.contains(.readLog) {
                    #expect(
                        [.kind(.dpo), .kind(.patient), .kind(.representative), .kind(.commandLine)].contains(role))
                    #expect(documents == .log)
                }
                if actions.contains(.decideConsent) { #expect(documents == .consent) }
            }
        }
    }

    @Test func `rule 45: a structure narrows the matrix`() throws {
        let nurse = MatrixRole.profession(.nurse)
        let narrow = try MatrixOverride(
            structure: Ward.home, cells: [.init(nurse, .report, actions: [.read, .list])], author: "administrator-1",
            decidedOn: Ward.today, reason: "Les comptes rendus se relisent seulement.")
        var point = Point()
        point.who = .nurse
        point.relation = .active
        point.team = .formalisedBoth
        point.ask = .createReport
        #expect(Policy.decide(point.facts).permit != nil)
        var facts = point.facts
        facts.narrowing = narrow.cells(for: nurse)
        #expect(Policy.decide(facts).refusal == .mission)
        facts.action = .read
        #expect(Policy.decide(facts).permit != nil)
        facts.narrowing = narrow.cells(for: .profession(.physician))
        facts.action = .create
        #expect(Policy.decide(facts).permit != nil)
    }

    @Test func `rule 45: an override that widens is refused, for every cell and action of the matrix`() {
        for role in MatrixRole.all {
            for documents in DocumentClass.allCases {
                for inEmergency in [false, true] {
                    let most = matrix.actions(of: role, on: documents, inEmergency: inEmergency)
                    for action in Action.allCases {
                        let cell = MatrixOverride.Cell(role, documents, inEmergency: inEmergency, actions: [action])
                        let refused: MatrixOverride.Refusal? = {
                            do throws(MatrixOverride.Refusal) {
                                _ = try MatrixOverride(
                                    structure: Ward.home, cells: [cell], author: "a", decidedOn: Ward.today,
                                    reason: "r")
                                return nil
                            } catch { return error }
                        }()
                        #expect(
                            refused
                                == (most.contains(action)
                                    ? nil : .widens(role: role.name, documents: documents, action: action)))
                    }
                }
            }
        }
    }

    @Test func `rule 45: a cell that was stored wider all the same gives nothing`() {
        var point = Point()
        point.who = .homeCarer
        point.relation = .active
        point.team = .formalisedBoth
        var facts = point.facts
        facts.narrowing = [.init(.profession(.homeCarer), .report, actions: Action.allCases)]
        #expect(Policy.decide(facts).refusal == .mission)
    }

    @Test func `an override says why`() {
        #expect(throws: MatrixOverride.Refusal.reasonMissing) {
            try MatrixOverride(structure: Ward.home, cells: [], author: "a", decidedOn: Ward.today, reason: " ")
        }
    }
}
