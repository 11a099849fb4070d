import TestSupport
import Testing

@testable import Kernel

/// The book of patients behind the gate.
@Suite struct PatientsBookTests {
    private func draft(
        _ name: String = "EXEMPLE", first: String = "DOMINIQUE", born: String = "1979-03-28", ins: INS? = nil,
        state: IdentityState = .new, relation: Bool = true
    ) throws -> PatientDraft {
        PatientDraft(
            identity: PatientIdentity(
                traits: try PatientsWorld.traits(birthName: name, first: first, list: first, born: born), ins: ins,
                state: state, localNumber: "IPP-9"), contacts: [NewContact(.phone, "06 12 34 56 78")],
            relation: relation
                ? NewRelation(role: "infirmière", basis: .sameStructure, informedOn: Day("2026-03-02")) : nil)
    }

    private func office(_ world: GateWorld) -> Caller {
        Caller(
            Facts.Caller(
                kind: .officeStaff, id: "office", membership: "office-membership", structure: world.home.id,
                level: .twoFactors), means: "passkey", provedAt: world.clock.source.now)
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 49: enrolling, searching, listing, reading and changing each write their line`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let book = world.kernel.patients
            let patient = try await book.enrol(try draft(ins: PatientsWorld.ins), as: world.nurse)
            #expect(try await book.mine(as: world.nurse).lines.map(\.id) == [patient])
            let day = try #require(Day("1979-03-28"))
            for query in [
                PatientQuery.person(name: "exemplaire", born: day), .number("2 79 03 51 215 189 89"),
                .localNumber("IPP-9"), .phone("+33612345678"),
            ] {
                let page = try await book.search(query, as: world.nurse)
                #expect(page.lines.map(\.identity.traits.birthName) == ["EXEMPLE"] && page.hidden == 0)
            }
            let file = try await book.file(patient, as: world.nurse)
            #expect(file.record.identity.ins == PatientsWorld.ins && file.contacts.map(\.value) == ["06 12 34 56 78"])
            #expect(file.relations.map(\.relation.role) == ["infirmière"] && !file.inEmergency)
            try await book.decide(.check(PatientsWorld.check()), on: patient, as: world.nurse)
            let checked = try await book.file(patient, as: world.nurse)
            #expect(checked.record.identity.state.status == .validated && checked.checks.count == 1)
            #expect(checked.events.map(\.kind) == [.created, .validated])
            let lines = try await world.lines().filter { $0.cites == nil && $0.actor.id == "nurse" }
            #expect(
                lines.map(\.action) == [
                    "create", "list", "search", "search", "search", "search", "read", "update", "read", "read",
                ])
            #expect(lines.allSatisfy { $0.patients == [patient.value] && $0.verdict == "allow" })
            for line in lines {
                let text = String(describing: line)
                for secret in ["EXEMPLE", "279035121518989", "1979", "IPP-9", "12 34"] {
                    #expect(!text.contains(secret))
                }
            }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 67: another structure finds, lists and opens nobody`(_ engine: Engine) async throws {
        try await GateWorld.use(engine) { world in
            let book = world.kernel.patients
            let patient = try await book.enrol(try draft(ins: PatientsWorld.ins), as: world.nurse)
            let stranger = world.professional("stranger", of: world.ward, .physician)
            for caller in [stranger, world.physician] {
                #expect(try await book.search(.number("279035121518989"), as: caller) == .empty)
                #expect(try await book.mine(as: caller) == .empty)
                await #expect(throws: GateRefusal.self) { try await book.file(patient, as: caller) }
                await #expect(throws: GateRefusal.self) {
                    try await book.decide(.set(.doubtful), on: patient, as: caller)
                }
                await #expect(throws: GateRefusal.self) {
                    try await book.add(NewContact(.mail, "a@courriel.example"), of: patient, as: caller)
                }
            }
            #expect(try await book.file(patient, as: world.nurse).events.map(\.kind) == [.created])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a colleague who does not care for the patient learns that a record exists, and no more`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let book = world.kernel.patients
            let patient = try await book.enrol(try draft(), as: world.nurse)
            let colleague = world.professional("colleague", of: world.home, .physician)
            let page = try await book.search(
                .person(name: "EXEMPLE", born: try #require(Day("1979-03-28"))), as: colleague)
            #expect(page.lines.isEmpty && page.hidden == 1)
            let near = try await book.candidates(for: try draft().identity, as: colleague)
            #expect(near.candidates.isEmpty && near.hidden == 1)
            await #expect(throws: GateRefusal.refused(.noCareRelation, emergencyPossible: true)) {
                try await book.file(patient, as: colleague)
            }
            // The office does the administration: it sees who it is, and nothing of health is in this treatment's
            // header.
            let office = office(world)
            #expect(
                try await book.search(.person(name: "EXE", born: try #require(Day("1979-03-28"))), as: office).lines
                    .map(
                        \.id) == [patient])
            #expect(
                try await book.candidates(for: try draft().identity, as: office).candidates.first?.line.id == patient)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rules 19 and 20 behind the gate: a doubt ends the INS, a change of traits asks to be accepted`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let (book, nurse) = (world.kernel.patients, world.nurse)
            let qualified = try #require(IdentityState(.qualified))
            let patient = try await book.enrol(try draft(ins: PatientsWorld.ins, state: qualified), as: nurse)
            let old = try await book.file(patient, as: nurse).record.identity
            #expect(old.outbound(in: .demo).ins == PatientsWorld.ins)
            let new = try PatientsWorld.traits(birthName: "EXEMPLE-AUTRE", first: "DOMINIQUE", list: "DOMINIQUE")
            await #expect(throws: IdentityRefusal.wouldDowngrade) {
                try await book.decide(.traits(new, .none, acceptingDowngrade: false), on: patient, as: nurse)
            }
            #expect(try await book.file(patient, as: nurse).record.identity == old)
            let used = try UsedNames(name: "Usage", givenName: "Domi")
            try await book.decide(.traits(old.traits, used, acceptingDowngrade: false), on: patient, as: nurse)
            let renamed = try await book.file(patient, as: nurse).record.identity
            #expect(renamed.used == used && renamed.state == qualified && renamed.ins == PatientsWorld.ins)
            #expect(
                try await book.search(
                    .person(name: "usage", born: try #require(Day("1979-03-28"))), as: nurse
                ).lines.count == 1)
            try await book.decide(.set(.doubtful), on: patient, as: nurse)
            let doubted = try await book.file(patient, as: nurse)
            #expect(doubted.record.identity.ins == nil && doubted.record.identity.state.status == .provisional)
            #expect(doubted.numbers.count == 1 && doubted.numbers[0].endedOn != nil)
            await #expect(throws: IdentityRefusal.blocked) {
                try await book.decide(.check(PatientsWorld.check()), on: patient, as: nurse)
            }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `two who change an identity at once do not overwrite each other`(_ engine: Engine) async throws {
        try await GateWorld.use(engine) { world in
            let (book, nurse) = (world.kernel.patients, world.nurse)
            let patient = try await book.enrol(try draft(), as: nurse)
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        do {
                            try await book.decide(.set(.homonym), on: patient, as: nurse)
                            return true
                        } catch is IdentityRefusal { return false } catch { return false }
                    }
                }
                return await group.reduce(into: [Bool]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 1)
            let events = try await book.file(patient, as: nurse).events.map(\.kind)
            #expect(events == [.created, .attributeSet])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 24: a merge and its undoing through the gate, and every way in which it is refused`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let (book, nurse) = (world.kernel.patients, world.nurse)
            let one = try await book.enrol(try draft(), as: nurse)
            let two = try await book.enrol(try draft(first: "DOMI"), as: nurse)
            let three = try await book.enrol(try draft(first: "DOM"), as: nurse)
            try await book.merge(one, into: two, as: nurse)
            let survivor = try await book.file(two, as: nurse)
            #expect(survivor.absorbed == [one] && survivor.events.last?.otherPatient == one)
            #expect(try await book.file(one, as: nurse).record.mergedInto == two)
            #expect(try await book.mine(as: nurse).lines.map(\.id) == [two, three])
            for (source, target, refusal) in [
                (one, three, MergeRefusal.alreadyMerged), (three, one, .intoMerged), (two, three, .hasAbsorbed),
                (three, three, .itself),
            ] {
                await #expect(throws: refusal) { try await book.merge(source, into: target, as: nurse) }
            }
            await #expect(throws: MergeRefusal.notMerged) { try await book.unmerge(two, as: nurse) }
            await #expect(throws: GateRefusal.absent) {
                try await book.merge(one, into: PatientID("nobody"), as: nurse)
            }
            try await book.unmerge(one, as: nurse)
            #expect(try await book.file(one, as: nurse).record.mergedInto == nil)
            #expect(try await book.file(two, as: nurse).absorbed.isEmpty)
            #expect(try await book.file(two, as: nurse).events.map(\.kind) == [.created, .merged, .unmerged])
            let lines = try await world.lines().filter { $0.cites == nil && $0.action == "update" }
            // What was refused by the rules was allowed by the gate first, and is written down too.
            #expect(Set(lines.flatMap(\.patients)) == [one.value, two.value, three.value])
            let denied = lines.filter { $0.verdict == "deny" }
            #expect(denied.map(\.reason) == ["unknown-patient"])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `the circle through the gate: a title opens for its holder, and leaving the circle closes it`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let (book, nurse) = (world.kernel.patients, world.nurse)
            let patient = try await book.enrol(try draft(), as: nurse)
            let today = world.clock.source.today
            let mandate = NewMandate(
                title: .guardianship, reach: MandateReach(classes: .only([.identity])), evidence: "jugement",
                startsOn: today, endsOn: today.adding(years: 1))
            try await book.add(
                NewMember(
                    familyName: "Modèle", givenName: "Camille", relationship: "tuteur",
                    contact: NewContact(.phone, "06 99 99 99 99"), mandate: mandate), of: patient, as: nurse)
            let place = try #require(try await book.file(patient, as: nurse).circle.first)
            #expect(place.mandates.map(\.today.reason) == [.inForce] && place.contacts.count == 1)
            #expect(try await book.search(.phone("06 99 99 99 99"), as: nurse).lines.isEmpty)
            let guardian = Caller(
                Facts.Caller(
                    kind: .representative, id: place.member.id, structure: world.home.id, level: .franceConnect),
                means: "franceconnect", provedAt: world.clock.source.now)
            let seen = try await book.file(patient, as: guardian)
            #expect(seen.visible == [.identity] && seen.contacts.isEmpty && seen.circle.isEmpty)
            try await book.end(member: place.member.id, of: patient, as: nurse)
            await #expect(throws: GateRefusal.self) { try await book.file(patient, as: guardian) }
            let after = try #require(try await book.file(patient, as: nurse).circle.first)
            #expect(after.mandates.map(\.today.reason) == [.revoked])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a relation that ends closes the record from the next day on`(_ engine: Engine) async throws {
        try await GateWorld.use(engine) { world in
            let (book, nurse) = (world.kernel.patients, world.nurse)
            let patient = try await book.enrol(try draft(), as: nurse)
            let relation = try #require(try await book.file(patient, as: nurse).relations.first).relation
            try await book.end(relation: relation.id, with: patient, as: nurse)
            #expect(try await book.mine(as: nurse).lines.count == 1)
            world.clock.forward(minutes: 24 * 60)
            #expect(try await book.mine(as: nurse).lines.isEmpty)
            await #expect(throws: GateRefusal.refused(.noCareRelation, emergencyPossible: true)) {
                try await book.file(patient, as: nurse)
            }
        }
    }
}
