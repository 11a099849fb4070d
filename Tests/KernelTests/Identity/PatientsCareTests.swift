import TestSupport
import Testing

@testable import Kernel

@Suite struct PatientsCareTests {
    private let today = PatientsWorld.today

    @Test(arguments: EnginesForTests.all)
    func `the circle and its titles come back as they went in, end and are revoked`(_ engine: Engine) async throws {
        try await PatientsStore.use(engine) { world in
            let person = try await world.enrol("p1", PatientIdentity(traits: try PatientsWorld.traits()))
            let member = CircleMember(
                id: "m1", familyName: "Exemple", givenName: "Camille", birthDate: Day("1980-05-05"),
                relationship: "sœur", startsOn: today)
            let other = CircleMember(
                id: "m2", familyName: "Modèle", givenName: "Alix", relationship: "voisin", startsOn: today)
            let mandate = HeldMandate(
                id: "x1", member: "m1", title: .caregiver,
                reach: MandateReach(classes: .only([.prescription, .report]), mayAnswer: true), evidence: "désignation",
                checkedOn: today, checkedBy: "account-1", startsOn: today, endsOn: today.adding(years: 1))
            let bare = HeldMandate(
                id: "x2", member: "m2", title: .heir, reach: MandateReach(), evidence: nil, checkedOn: nil,
                checkedBy: nil, startsOn: today)
            try await world.write(
                [
                    try CircleMembers.insertion(member, of: person.id, person.seal),
                    try CircleMembers.insertion(other, of: person.id, person.seal),
                    try Mandates.insertion(mandate, of: person.id, person.seal),
                    try Mandates.insertion(bare, of: person.id, person.seal),
                ], of: person.id)
            let structure = world.structure
            func read() async throws -> ([CircleMember], [HeldMandate]) {
                try await world.store.read { tx in
                    (
                        try CircleMembers.rows(person.id, in: structure, tx).map {
                            try CircleMembers.read($0, person.open)
                        },
                        try Mandates.rows(person.id, in: structure, tx).map { try Mandates.read($0, person.open) }
                    )
                }
            }
            #expect(try await read() == ([member, other], [mandate, bare]))
            try await world.write(
                [
                    CircleMembers.ending("m2", of: person.id, on: today),
                    Mandates.revocation("x1", of: person.id, on: today),
                ], of: person.id)
            let (members, mandates) = try await read()
            #expect(members[1].endsOn == today && !members[1].isPresent(on: today.adding(days: 1)))
            #expect(mandates[0].revokedOn == today)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `my patients are those whom I care for today, page by page, without the merged ones`(
        _ engine: Engine
    ) async throws {
        try await PatientsStore.use(engine) { world in
            let me = "membership-1"
            func relation(
                _ patient: String, at: Int64, membership: String, starts: Int = -1, ends: Int? = nil
            ) async throws {
                let person = try await world.enrol(patient, PatientIdentity(traits: try PatientsWorld.traits()))
                let relation = CareRelation(
                    id: CareRelations.id(membership, at: world.now.adding(seconds: at)), membership: membership,
                    role: "infirmière", basis: .sameStructure, informedOn: today, startsOn: today.adding(days: starts),
                    endsOn: ends.map { today.adding(days: $0) }, context: "suivi")
                try await world.write(
                    [try CareRelations.insertion(relation, of: person.id, person.seal)], of: person.id)
                let structure = world.structure
                let back = try await world.store.read { tx in
                    try CareRelations.rows(person.id, in: structure, tx).map { try CareRelations.read($0, person.open) }
                }
                #expect(back == [relation])
            }
            try await relation("a", at: 1, membership: me)
            try await relation("b", at: 2, membership: me, ends: 0)
            try await relation("ended", at: 3, membership: me, ends: -1)
            try await relation("later", at: 4, membership: me, starts: 1)
            try await relation("other", at: 5, membership: "membership-2")
            try await relation("longer", at: 6, membership: me + "0")
            try await relation("c", at: 7, membership: me)
            try await relation("yields", at: 8, membership: me)
            try await world.write([Patients.merge(PatientID("yields"), into: PatientID("a"))], of: PatientID("yields"))
            let (structure, day) = (world.structure, today)
            func page(_ after: String?) async throws -> [CareRelations.Mine] {
                try await world.store.read { tx in
                    try CareRelations.mine(me, in: structure, on: day, after: after, limit: 2, tx)
                }
            }
            let first = try await page(nil)
            #expect(first.map(\.patient.value) == ["a", "b"])
            #expect(try await page(first.last?.relation).map(\.patient.value) == ["c"])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `care teams and their members are kept per structure, the role sealed`(_ engine: Engine) async throws {
        try await PatientsStore.use(engine) { world in
            let team = CareTeam(
                id: "t1", name: "Équipe du matin", basis: .formalised, reference: "protocole 3",
                attestedBy: "account-1",
                attestedOn: today)
            let place = CareTeamPlace(
                id: "tm1", team: "t1", membership: "membership-1", role: "infirmière référente", startsOn: today)
            let key = StructureKey.fresh(for: world.structure)
            let (structure, now, today) = (world.structure, world.now, today)
            try await world.store.write { tx in
                try CareTeamBases.insert(team, structure: structure, at: now, tx)
                try CareTeamMembers.insert(place, structure: structure, key: key, at: now, tx)
                try CareTeamBases.end("t1", structure: "structure-2", on: today, tx)
            }
            let (teams, places, others) = try await world.store.read { tx in
                (
                    try CareTeamBases.rows(structure, tx).map { try CareTeamBases.read($0) },
                    try CareTeamMembers.rows(structure, team: "t1", tx).map { try CareTeamMembers.read($0, key: key) },
                    try CareTeamBases.rows("structure-2", tx).count + CareTeamMembers.rows("s", team: "t1", tx).count
                )
            }
            #expect(teams == [team] && places == [place] && others == 0)
            try await world.store.write { tx in
                try CareTeamBases.end("t1", structure: structure, on: today, tx)
                try CareTeamMembers.end("tm1", structure: structure, on: today, tx)
            }
            let ended = try await world.store.read { tx in
                try CareTeamBases.rows(structure, tx).map { try CareTeamBases.read($0).endsOn }
                    + CareTeamMembers.rows(structure, team: "t1", tx).map {
                        try CareTeamMembers.read($0, key: key).endsOn
                    }
            }
            #expect(ended == [today, today])
        }
    }
}
