import Crypto
import Foundation
import TestSupport
import Testing

@testable import Kernel

/// One's own access log: what the person reads, numbered, and what lets a browser check it (rules 47, 54).
struct AccessTrailTests {
    private static let signer = SigningKey.fresh(name: "log.example", algorithm: .note)

    private static func caller(
        _ kind: CallerKind, _ id: String, _ world: GateWorld, level: AuthenticationLevel = .twoFactors
    ) -> Caller {
        Caller(Facts.Caller(kind: kind, id: id, structure: world.home.id, level: level), means: "link:sms")
    }

    private static func integrate(_ world: GateWorld) async throws {
        await world.kernel.log.drain()
        let sequencer = Sequencer(world.kernel.log, signer: signer)
        while case .integrated(let count, _) = try await sequencer.integrate(), count > 0 {}
        try await sequencer.release()
    }

    /// What a browser does with a line, written down once more without the house's own leaf code.
    private static func verify(_ line: TrailLine) throws {
        let given = try #require(line.proof)
        let (proof, checkpoint, extra) = try InclusionProof.read(given.text, by: signer.verifier)
        var leaf: [UInt8]
        if let entry = given.entry, let salt = given.salt.flatMap(Hex.decode) {
            let text = String(decoding: extra, as: UTF8.self)
            let cut = try #require(text.range(of: "sealed ", options: .backwards))
            let header = String(text[..<cut.lowerBound])
            let code = HMAC<SHA256>.authenticationCode(for: Array(entry.utf8), using: SymmetricKey(data: salt))
            #expect(header.contains("commitment \(Hex.encode(code))\n"))
            #expect(header.contains("numbers \(line.number)\n") && header.contains("entry \(line.id)\n"))
            leaf = Array(SHA256.hash(data: Array(header.utf8)))
            leaf += try #require(Hex.decode(String(text[cut.upperBound...].dropLast())))
        } else {
            #expect(extra.isEmpty)
            leaf = try #require(given.leaf.flatMap(Hex.decode))
        }
        try proof.verify(leafHash: Array(SHA256.hash(data: [0] + leaf)), root: checkpoint.root)
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 47: the patient reads every line about them, refused tries too, each proved and numbered without a gap`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            for _ in 0..<12 { _ = try await world.read(patient, as: world.nurse) }
            _ = try? await world.read(patient, as: world.physician)
            try await Self.integrate(world)
            let (trail, me) = (world.kernel.trail, Self.caller(.patient, patient.value, world))
            let first = try await trail.page(of: patient, as: me)
            #expect(first.lines.count == AccessTrail.pageSize && first.first == 1)
            let rest = try await trail.page(of: patient, before: first.next, as: me)
            let lines = first.lines + rest.lines
            #expect(lines.map(\.number) == Array((1...first.last).reversed()) && rest.next == nil)
            for line in lines { try Self.verify(line) }
            let denied = try #require(lines.first { $0.said?.verdict == "deny" })
            #expect(denied.said?.why?.fr.hasPrefix("Accès refusé") == true)
            #expect(denied.said?.actor == .staff(account: "physician", structure: world.ward.id))
            let read = try #require(lines.first { $0.said?.action == "read" && $0.said?.verdict == "allow" })
            #expect(read.said?.why?.fr.contains("équipe de soins") == true && read.said?.kind == "identity")
            // Reading the log is a line too.
            try await Self.integrate(world)
            let again = try await trail.page(of: patient, as: me)
            #expect(again.last >= first.last + 2)
            #expect(again.lines.contains { $0.said?.action == "read-log" && $0.said?.actor == .patient })
        }
    }

    @Test func `a line that names other persons is proved, and its text, which names them, is not handed out`()
        async throws
    {
        try await GateWorld.use { world in
            let (patient, other) = (try await world.enrol(), try await world.enrol("AUTRE"))
            _ = try await world.kernel.gate.overview(
                IdentityAndCareCircle.self, of: [patient, other], about: GateWorld.identity, as: world.nurse
            ) { (cohort: borrowing Cohort<IdentityAndCareCircle>) in cohort.patients.count }
            try await Self.integrate(world)
            let me = Self.caller(.patient, patient.value, world)
            let lines = try await world.kernel.trail.page(of: patient, as: me).lines
            let list = try #require(lines.first { $0.said?.action == "list" && $0.said?.cites == nil })
            let proof = try #require(list.proof)
            #expect(list.keptBack && proof.entry == nil && proof.salt == nil)
            #expect(!lines.contains { ($0.proof?.text ?? "").contains(other.value) })
            try Self.verify(list)
            let file = try #require(try await world.kernel.trail.proof(of: list.id, about: patient, as: me))
            #expect(file.text == proof.text && file.number == list.number)
            // A line that is not about this record has no proof here.
            let theirs = try #require(
                try await world.lines().first { $0.patients == [other.value] })
            let none = try await world.kernel.trail.proof(of: theirs.id, about: patient, as: me)
            #expect(none == nil)
        }
    }

    @Test
    func `rule 32: a birth date alone reads no log; a caregiver reads none; a representative what the title covers`()
        async throws
    {
        try await GateWorld.use { world in
            let patient = try await world.enrol()
            let trail = world.kernel.trail
            await #expect(throws: GateRefusal.refused(.levelTooLow, emergencyPossible: false)) {
                try await trail.page(of: patient, as: Self.caller(.patient, patient.value, world, level: .personLink))
            }
            func add(_ title: MandateTitle, _ classes: Extent<DocumentClass>, _ given: String) async throws -> String {
                try await world.kernel.patients.add(
                    NewMember(
                        familyName: "Proche", givenName: given, relationship: "proche",
                        mandate: NewMandate(
                            title: title, reach: MandateReach(classes: classes), evidence: "jugement",
                            startsOn: world.clock.source.today, endsOn: world.clock.source.today.adding(years: 1))),
                    of: patient, as: world.nurse)
                let file = try await world.kernel.patients.file(patient, as: world.nurse)
                return try #require(file.circle.first { $0.member.givenName == given }?.member.id)
            }
            let guardian = try await add(.guardianship, .all, "A")
            let narrow = try await add(.guardianship, .only([.identity]), "B")
            let carer = try await add(.caregiver, .all, "C")
            try await Self.integrate(world)
            #expect(
                try await !trail.page(of: patient, as: Self.caller(.representative, guardian, world)).lines.isEmpty)
            await #expect(throws: GateRefusal.refused(.notInMandate, emergencyPossible: false)) {
                try await trail.page(of: patient, as: Self.caller(.representative, narrow, world))
            }
            await #expect(throws: GateRefusal.self) {
                try await trail.page(of: patient, as: Self.caller(.caregiver, carer, world))
            }
            // The titles say which of them a link's session is.
            for (member, kind) in [(guardian, CallerKind.representative), (carer, .caregiver)] {
                let session = PersonSession(
                    structure: world.home.id, structureName: "", patient: patient.value, member: member, link: "",
                    task: "", proof: "sms", expiresAt: world.clock.source.now)
                let doorstep = Doorstep(
                    address: "", device: "", deviceToken: nil, party: RelyingParty(id: "localhost", origins: []))
                let caller = try await world.kernel.callers.caller(session, from: doorstep)
                #expect(caller.facts.kind == kind && caller.facts.level == .twoFactors)
            }
        }
    }

    @Test func `rule 44: what was not announced to the patient is not announced by the log`() async throws {
        try await GateWorld.use { world in
            let patient = try await world.enrol()
            let masked = Resource(
                of: .kernel, "identity", id: "doc-1", classes: [.identity], author: "nurse",
                masks: [.invisibleToPatient])
            _ = try await world.kernel.gate.open(
                Read.self, IdentityAndCareCircle.self, of: patient, about: masked, as: world.nurse
            ) { (grant: borrowing Grant<Read, IdentityAndCareCircle>) in grant.now }
            try await Self.integrate(world)
            let lines = try await world.kernel.trail.page(
                of: patient, as: Self.caller(.patient, patient.value, world)
            ).lines
            let line = try #require(lines.first { $0.keptBack && $0.said?.cites == nil })
            #expect(line.said?.kind == "" && line.proof?.entry == nil)
            #expect(!lines.contains { ($0.proof?.entry ?? "").contains("INVISIBLE_PATIENT") })
            try Self.verify(line)
        }
    }
}
