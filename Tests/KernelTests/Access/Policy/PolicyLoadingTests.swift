import TestSupport
import Testing

@testable import Kernel

/// From rows to a verdict.
struct PolicyLoadingTests {
    private static let record = RecordScope(structure: Ward.home, patient: PatientID("patient-1"))

    private static func decide(_ store: any Store, _ point: Point) async throws -> Verdict {
        let asked = point.facts
        let rows = try await store.read { tx in
            try FactRows.gather(record.patient, for: asked.caller, module: .kernel, at: Ward.now, tx)
        }
        let bonds = RecordedBonds(rows)
        return Policy.decide(try bonds.facts(completing: asked, open: Decided.open))
    }

    private static func use(_ engine: Engine, _ body: (any Store) async throws -> Void) async throws {
        try await Decided.store(engine) { store in
            try await store.write { tx in
                _ = try tx.run(
                    """
                    INSERT INTO patients (id, structure, patient, created_at, birth_name, first_birth_given_name,
                        birth_date, birth_date_uncertain, sex, identity_status, identity_attributes, collection_mode,
                        retention_suspended)
                    VALUES ('patient-1', \(Ward.home), 'patient-1', 0, \([1]), \([1]), \([1]), 0, \([1]), 'provisional',
                        '', 'oral', 0)
                    """)
            }
            try await body(store)
        }
    }

    private static func relation(
        _ store: any Store, basis: String = "none", informed: Day? = nil, from: Day = Ward.yesterday, to: Day? = nil
    ) async throws {
        let cell = Decided.seal([], "care_relations", "role", "relation-1")
        try await store.write { tx in
            _ = try tx.run(
                """
                INSERT INTO care_relations (id, structure, patient, created_at, membership, role, basis, informed_on,
                    starts_on, ends_on)
                VALUES ('relation-1', \(Ward.home), 'patient-1', 0, 'membership-1', \(cell), \(basis), \(informed),
                    \(from), \(to))
                """)
        }
    }

    private static func team(_ store: any Store, basis: String) async throws {
        let cell = Decided.seal([], "care_team_members", "role", "m-1")
        try await store.write { tx in
            try tx.run(
                """
                INSERT INTO care_team_bases (id, structure, created_at, team, basis, attested_by, attested_on)
                VALUES ('team-1', \(Ward.home), 0, 'Équipe du matin', \(basis), 'administrator-1', \(Ward.yesterday))
                """)
            try tx.run(
                """
                INSERT INTO care_team_members (id, structure, created_at, team, membership, role, starts_on)
                VALUES ('m-1', \(Ward.home), 0, 'team-1', 'membership-1', \(cell), \(Ward.yesterday))
                """)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 39: relation, attested team and information, row by row, open the record`(_ engine: Engine) async throws
    {
        try await Self.use(engine) { store in
            var point = Point()
            #expect(try await Self.decide(store, point).refusal == .noCareRelation)
            try await Self.team(store, basis: "L1110-12-3")
            #expect(try await Self.decide(store, point).refusal == .noCareRelation)
            try await Self.relation(store, basis: "L1110-12-3")
            #expect(try await Self.decide(store, point).refusal == .consentRequired)
            let told = try InformationDelivered(
                id: "information-1",
                text: InformationText(
                    code: "care-team.msp", version: 1, language: .fr, body: "…", publishedOn: Ward.yesterday
                ).reference, means: .oral, support: nil, givenBy: "membership-1", givenOn: Ward.yesterday)
            try await store.write { tx in
                try InformationGiven.insert(told, of: Self.record, at: Ward.now, tx)
            }
            let permit = try #require(try await Self.decide(store, point).permit)
            #expect(permit.basis == .team)
            #expect(permit.carriers.first?.since == Ward.yesterday)
            // A social worker needs the text that names both categories.
            point.who = .socialWorker
            point.ask = .readPlan
            #expect(try await Self.decide(store, point).refusal == .consentRequired)
        }
    }

    @Test func `rule 39: 2° counts where the patient named this caller in the relation`() async throws {
        for (basis, expected) in [("L1110-12-2", true), ("none", false)] {
            try await Self.use(.sqlite) { store in
                try await Self.team(store, basis: "L1110-12-2")
                try await Self.relation(store, basis: basis, informed: Ward.yesterday)
                #expect((try await Self.decide(store, Point()).basis == .team) == expected)
            }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 37: consent opens, opposition and withdrawal close, on the next question`(_ engine: Engine) async throws
    {
        try await Self.use(engine) { store in
            let scope = SharingScope(structures: .only([Ward.home]), classes: .only([.report]))
            let consent = try Decided.consent(at: Ward.now, scope: scope)
            try await store.write { tx in
                try Decided.insert(consent, of: Self.record, tx)
            }
            #expect(try await Self.decide(store, Point()).basis == .consent)
            let opposition = try Decided.opposition(scope: SharingScope())
            try await store.write { tx in
                try Decided.insert(opposition, of: Self.record, tx)
            }
            #expect(try await Self.decide(store, Point()).refusal == .opposition)
            let lifting = try Decided.lifting(of: "opposition-1", at: Ward.now)
            try await store.write { tx in
                try Decided.insert(lifting, of: Self.record, tx)
            }
            #expect(try await Self.decide(store, Point()).basis == .consent)
            let withdrawal = try Decided.withdrawal(at: Ward.now.adding(seconds: 3_600))
            try await store.write { tx in
                try Decided.insert(withdrawal, of: Self.record, tx)
            }
            #expect(try await Self.decide(store, Point()).refusal == .noCareRelation)
        }
    }

    @Test func `rule 36: a block read from its row keeps the membership out, also in an emergency`() async throws {
        try await Self.use(.sqlite) { store in
            try await Self.team(store, basis: "L1110-12-1")
            try await Self.relation(store, basis: "L1110-12-1", informed: Ward.yesterday)
            var point = Point()
            #expect(try await Self.decide(store, point).basis == .team)
            let block = try Decided.block("membership-1", at: Ward.now)
            try await store.write { tx in try Decided.insert(block, of: Self.record, tx) }
            #expect(try await Self.decide(store, point).refusal == .blocked)
            point.mode = .breakGlass
            #expect(try await Self.decide(store, point).refusal == .blocked)
        }
    }

    @Test func `a mandate's title and scope are opened for the decision, and its evidence is asked for`() async throws {
        try await Self.use(.sqlite) { store in
            var point = Point()
            point.who = .caregiver
            #expect(try await Self.decide(store, point).refusal == .mandateMissing)
            let scope = Decided.seal(
                Array("{\"classes\":[\"report\"],\"mayDecide\":false}".utf8), "mandates", "scope", "mandate-1")
            let title = Decided.seal(Array("caregiver".utf8), "mandates", "title", "mandate-1")
            try await store.write { tx in
                _ = try tx.run(
                    """
                    INSERT INTO mandates (id, structure, patient, created_at, member, title, scope, starts_on)
                    VALUES ('mandate-1', \(Ward.home), 'patient-1', 0, 'caller-1', \(title), \(scope),
                        \(Ward.yesterday))
                    """)
            }
            #expect(try await Self.decide(store, point).refusal == .mandateUnverified)
            try await store.write { tx in
                _ = try tx.run("UPDATE mandates SET checked_on = \(Ward.yesterday), checked_by = 'membership-1'")
            }
            #expect(try await Self.decide(store, point).basis == .mandate)
            point.ask = .readPlan
            #expect(try await Self.decide(store, point).refusal == .notInMandate)
        }
    }
}
