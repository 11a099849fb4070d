import TestSupport
import Testing

@testable import Kernel

/// Decisions as pages record them: texts kept word for word, representatives looked up, what is still to be done.
struct CareDecisionTests {
    private static let today = Day("2026-03-02") ?? Day(number: 0)

    private static func draft(_ world: GateWorld, _ text: InformationText) -> ConsentBook.Draft {
        ConsentBook.Draft(
            scope: SharingScope(structures: .only([world.ward.id]), classes: .only([.identity])), text: text,
            support: .paper, means: .oral)
    }

    private static func nurse(_ world: GateWorld) -> NewRelation {
        NewRelation(role: "infirmière", basis: .sameStructure, informedOn: today)
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 38: the text that was shown is published with the decision, and other words under its name are refused`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let (book, patient) = (world.kernel.consents, try await world.enrol())
            let shown = try await book.shown(.sharing, in: .fr)
            #expect(try await book.text("sharing", in: .fr) == nil)
            let digest = shown.reference.digestText
            let same = try await book.shown(.sharing, as: shown.reference.stored, digest: digest)
            #expect(same == shown)
            try await book.consent(Self.draft(world, shown), of: patient, as: world.nurse)
            #expect(try await book.text("sharing", in: .fr)?.body == shown.body)
            // Again: published once, kept twice.
            try await book.consent(Self.draft(world, shown), of: patient, as: world.nurse)
            let other = InformationText(
                code: "sharing", version: 1, language: .fr, body: shown.body + "!", publishedOn: Self.today)
            await #expect(throws: ConsentRefusal.textChanged) {
                try await book.consent(Self.draft(world, other), of: patient, as: world.nurse)
            }
            #expect(try await book.history(of: patient, as: world.nurse).consents.count == 2)
            for (reference, digest) in [
                ("sharing/2/fr", digest), (shown.reference.stored, String(digest.reversed())), ("", digest),
            ] {
                await #expect(throws: ConsentRefusal.textChanged) {
                    try await book.shown(.sharing, as: reference, digest: digest)
                }
            }
        }
    }

    @Test func `the house's texts say what D1110-3-1 asks for, in both languages, and each is its own`() {
        for language in Language.allCases {
            var bodies: Set<String> = []
            for subject in InformationSubject.allCases {
                let text = InformationText.house(subject, in: language)
                #expect(text.reference.subject == subject && text.body.count > 100, "\(subject) \(language)")
                #expect(bodies.insert(text.body).inserted, "\(subject)")
            }
            let sharing = InformationText.house(.sharing, in: language).body
            for words in language == .fr
                ? [
                    "catégories d'informations", "catégories de professionnels", "chiffrées", "forme électronique",
                    "changer d'avis",
                ]
                : [
                    "categories of information", "categories of professionals", "encrypted", "electronic",
                    "change your mind",
                ]
            {
                #expect(sharing.contains(words), "\(words)")
            }
        }
    }

    @Test func `who decides for a patient is looked up: a title that is checked, in force, and of this patient`()
        async throws
    {
        try await GateWorld.use { world in
            let (patients, book) = (world.kernel.patients, world.kernel.consents)
            let born = try #require(BirthDate(year: 2015, month: 4, day: 9))
            let traits = try StrictTraits(
                birthName: "MINEUR-TEST", firstBirthGivenName: "ESSAI", birthGivenNames: nil, birthDate: born,
                sex: .female, birthPlace: nil)
            let identity = PatientIdentity(traits: traits, used: try UsedNames(name: nil, givenName: nil))
            let child = try await patients.enrol(
                PatientDraft(identity: identity, relation: Self.nurse(world)), as: world.nurse)
            func member(_ title: MandateTitle, evidence: String?, decides: Bool) -> NewMember {
                NewMember(
                    familyName: "Proche", givenName: title.rawValue, relationship: "parent",
                    mandate: NewMandate(
                        title: title, reach: MandateReach(classes: .all, mayDecide: decides), evidence: evidence,
                        startsOn: Self.today))
            }
            for near in [
                member(.parentalAuthority, evidence: "livret", decides: true),
                member(.parentalAuthority, evidence: nil, decides: true),
                member(.parentalAuthority, evidence: "livret", decides: false),
                member(.caregiver, evidence: "désignation", decides: true),
                member(.trustedPerson, evidence: "désignation", decides: true),
            ] { try await patients.add(near, of: child, as: world.nurse) }
            let found = try await patients.representatives(of: child, as: world.nurse)
            let parent = try #require(found.first)
            #expect(found.count == 1 && parent.title == .parentalAuthority)
            var draft = Self.draft(world, try await book.shown(.sharing, in: .fr))
            draft.representative = parent
            try await book.consent(draft, of: child, as: world.nurse)
            let history = try await book.history(of: child, as: world.nurse)
            #expect(history.consents.first?.origin.representative == parent.mandate)
            let other = try await world.enrol("AUTRE")
            await #expect(throws: ConsentRefusal.representativeUnknown) {
                try await book.consent(draft, of: other, as: world.nurse)
            }
            #expect(try await patients.representatives(of: child, as: world.physician).isEmpty)
        }
    }

    @Test func `rule 36: who may not read because of an opposition still sees it in order to lift it`() async throws {
        try await GateWorld.use { world in
            let (book, patient) = (world.kernel.consents, try await world.enrol())
            let opposition = try await book.oppose(
                SharingScope(), coversEmergency: false, means: .oral, of: patient, as: world.nurse)
            await #expect(throws: GateRefusal.self) { try await book.history(of: patient, as: world.nurse) }
            #expect(try await world.kernel.patients.name(of: patient, as: world.nurse) == nil)
            let seen = try await book.history(of: patient, as: world.nurse, toDecide: true)
            #expect(seen.state.oppositions.map(\.id) == [opposition])
            await #expect(throws: GateRefusal.self) {
                try await book.history(of: patient, as: world.physician, toDecide: true)
            }
            try await book.lift(opposition, means: .oral, of: patient, as: world.nurse)
            #expect(try await world.kernel.patients.name(of: patient, as: world.nurse) == "MARTIN-TEST ESSAI")
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 38: a consent in the sense of the RGPD is apart: it opens nothing and is taken back alone`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let (book, patient) = (world.kernel.consents, try await world.enrol())
            let text = try await book.shown(.optional, in: .fr)
            let id = try await book.accept("T99", text: text, means: .oral, of: patient, as: world.nurse)
            await #expect(throws: GateRefusal.self) { try await world.read(patient, as: world.physician) }
            let state = try await book.history(of: patient, as: world.nurse).state
            #expect(state.consents.isEmpty)
            await #expect(throws: ConsentRefusal.consentMissing) {
                try await book.withdraw([id], means: .oral, of: patient, as: world.nurse)
            }
            try await book.takeBack(optional: id, means: .telephone, of: patient, as: world.nurse)
            let history = try await book.optionalHistory(of: patient, as: world.nurse)
            #expect(history.map(\.kind) == [.consent, .withdrawal] && history.last?.text == text.reference)
            await #expect(throws: ConsentRefusal.textOfAnotherKind) {
                try await book.accept(
                    "T99", text: try await book.shown(.sharing, in: .fr), means: .oral, of: patient, as: world.nurse)
            }
        }
    }

    /// The nurse's own patients, as pages enrol them.
    private static func enrol(_ name: String, informed: Bool, _ world: GateWorld) async throws -> PatientID {
        let born = try #require(BirthDate(year: 1950, month: 5, day: 5))
        let traits = try StrictTraits(
            birthName: name, firstBirthGivenName: "ESSAI", birthGivenNames: nil, birthDate: born, sex: .female,
            birthPlace: nil)
        return try await world.kernel.patients.enrol(
            PatientDraft(
                identity: PatientIdentity(traits: traits, used: try UsedNames(name: nil, givenName: nil)),
                relation: NewRelation(
                    role: "infirmière", basis: .sameStructure, informedOn: informed ? today : nil)), as: world.nurse)
    }

    @Test(arguments: EnginesForTests.all)
    func `what is to be done: who was not informed, who gave no consent, whose care ends; nobody else's patients`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let (patients, book) = (world.kernel.patients, world.kernel.consents)
            let silent = try await Self.enrol("SILENCE-TEST", informed: false, world)
            let ending = try await Self.enrol("FIN-TEST", informed: true, world)
            let calm = try await Self.enrol("CALME-TEST", informed: true, world)
            var draft = Self.draft(world, try await book.shown(.sharing, in: .fr))
            try await book.consent(draft, of: calm, as: world.nurse)
            draft.careEndsOn = Self.today.adding(days: 30)
            try await book.consent(draft, of: ending, as: world.nurse)
            let (awaited, next) = try await patients.decisionsAwaited(as: world.nurse)
            let due = Dictionary(uniqueKeysWithValues: awaited.map { ($0.patient, $0) })
            #expect(next == nil && due[calm] == nil)
            #expect(due[silent]?.due == [.information, .consent] && due[silent]?.identity == nil)
            #expect(due[ending]?.due == [.careEnding] && due[ending]?.endsOn == Self.today.adding(days: 30))
            #expect(due[ending]?.identity?.traits.birthName == "FIN-TEST")
            let doctor = world.professional("doctor", of: world.home, .physician)
            #expect(try await patients.decisionsAwaited(as: doctor).awaited.isEmpty)
            let line = try #require(try await world.lines().last { $0.action == "decide-consent" && $0.cites == nil })
            #expect(Set(line.patients) == Set([silent, ending, calm].map(\.value)))
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 37: of a thousand trials, a withdrawal that was acknowledged lets nobody read`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let (book, reader) = (world.kernel.consents, world.physician)
            let draft = Self.draft(world, try await book.shown(.sharing, in: .fr))
            // On the embedded engine a thousand; a server in a test takes fewer, since each trial is four commits.
            let trials = engine == .sqlite ? 1000 : 100
            var (opened, after) = (0, 0)
            var patient = try await world.enrol()
            for trial in 0..<trials {
                // A history of a thousand decisions would be read a thousand times.
                if trial % 25 == 24 { patient = try await world.enrol() }
                let consent = try await book.consent(draft, of: patient, as: world.nurse)
                if (try? await world.read(patient, as: reader)) != nil { opened += 1 }
                try await book.withdraw([consent], means: .oral, of: patient, as: world.nurse)
                if (try? await world.read(patient, as: reader)) != nil { after += 1 }
            }
            #expect(opened == trials && after == 0)
        }
    }
}
