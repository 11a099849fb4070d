import TestSupport
import Testing

@testable import Kernel

/// PostgreSQL's second wall: what a statement that forgot its scope can reach.
@Suite(.enabled(if: EnginesForTests.all.contains(.postgresql), "no PostgreSQL on this machine"))
struct RowWallTests {
    private static let everybody: SQL = "SELECT id FROM patients ORDER BY id"

    /// One patient in each of two structures.
    private func use(
        _ body: (_ world: GateWorld, _ home: PatientID, _ ward: PatientID) async throws -> Void
    ) async throws {
        try await GateWorld.use(.postgresql) { world in
            let home = try await world.enrol()
            guard let born = BirthDate(year: 1961, month: 3, day: 7) else { return }
            let traits = try StrictTraits(
                birthName: "DURAND-TEST", firstBirthGivenName: "ESSAI", birthGivenNames: nil, birthDate: born,
                sex: .female, birthPlace: nil)
            let ward = try await world.kernel.patients.enrol(
                PatientDraft(identity: PatientIdentity(traits: traits)),
                as: world.professional("w", of: world.ward, .physician))
            try await body(world, home, ward)
        }
    }

    @Test func `inside a grant, a statement without any scope sees and changes the grant's structure alone`()
        async throws
    {
        try await use { world, home, ward in
            let all = try await world.kernel.store.read { tx in try tx.rows(Self.everybody).count }
            #expect(all == 2, "without the wall both are there")
            let seen = try await world.kernel.gate.open(
                Read.self, IdentityAndCareCircle.self, of: home, about: GateWorld.identity, as: world.nurse
            ) { (grant: borrowing Grant<Read, IdentityAndCareCircle>) in
                try await grant.read { tx in try tx.rows(Self.everybody).map { try $0.text("id") } }
            }
            #expect(seen == [home.value])
            let (other, structure) = (ward.value, world.ward.id)
            let changed = try await world.kernel.store.write(in: world.home.id) { tx in
                try tx.run("UPDATE patients SET identity_status = 'VALI' WHERE id = \(other)")
            }
            #expect(changed == 0)
            let refusal = await storageError {
                _ = try await world.kernel.store.write(in: world.home.id) { tx in
                    try tx.run("UPDATE patients SET structure = \(structure)")
                }
            }
            #expect(refusal != nil, "a row cannot be pushed over the wall either")
        }
    }

    @Test func `a connection that announces nothing sees nobody, neither as the application nor as the owner`()
        async throws
    {
        try await use { world, _, _ in
            guard case .postgresql(let owner, _, _, _, _, _) = world.stores,
                let database = owner.split(separator: "/").last.map(String.init)
            else { return }
            let server = try PostgreSQLForTests.shared.get()
            for role in ["citana_application", "citana_owner"] {
                try server.sql(
                    """
                    SET ROLE \(role); DO $$ BEGIN IF (SELECT count(*) FROM patients) <> 0 THEN
                    RAISE EXCEPTION 'seen'; END IF; END $$
                    """, in: database)
                // The same question, announced: the test would see an answer if there were one.
                #expect(throws: (any Error).self) {
                    try server.sql(
                        """
                        SET ROLE \(role); SET citana.structure = '*'; DO $$ BEGIN
                        IF (SELECT count(*) FROM patients) <> 0 THEN RAISE EXCEPTION 'seen'; END IF; END $$
                        """, in: database)
                }
            }
        }
    }

    @Test func `a wall that is lowered, opened or gone is named by the schema check`() async throws {
        try await GateWorld.use(.postgresql) { world in
            let clean = try await world.kernel.schemaDifferences()
            #expect(clean == [])
            let changes = [
                "ALTER TABLE patients NO FORCE ROW LEVEL SECURITY", "ALTER TABLE mandates DISABLE ROW LEVEL SECURITY",
                "DROP POLICY care_consents_of_structure ON care_consents",
                "CREATE POLICY hole ON oppositions USING (true)",
            ]
            for change in changes {
                try await world.kernel.store.migrate { tx in try tx.connection.script(change) }
            }
            let found = try await world.kernel.schemaDifferences().map(\.sentence)
            #expect(found.count == 4 && found.allSatisfy { $0.contains("not the declared one") }, "\(found)")
        }
    }

    @Test func `a structure's id of another form announces nothing`() {
        for text in ["", "a'; SET citana.structure = '*", "*", "é", "a b"] {
            #expect(throws: StorageError.self) { _ = try RowWall(of: text) }
        }
    }
}
