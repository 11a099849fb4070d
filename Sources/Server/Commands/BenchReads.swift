import ArgumentParser
import Hummingbird
import Kernel
import Logging
import NIOCore

extension BenchCommand {
    /// Makes an installation of the demonstration with many patients of one nurse. Prints one JSON object: a session
    /// of hers, and the patients.
    struct Fill: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Creates a demonstration with many patients, for measuring reads.",
            discussion: "Example:\n  citana bench fill --config bench.yaml --patients 1000")
        @Option(help: "Configuration file of a demonstration that does not exist yet.") var config: String
        @Option(help: "How many patients.") var patients = 1000

        func run() async throws {
            let setup = try await ConfigurationFile.read(config)
            guard setup.environment == .demo else { throw Failure("Only in a demonstration.", code: 3) }
            try await DemoData(setting: setup.kernel).fill()
            let kernel = try await Kernel.open(setup.kernel, modules: Composition.modules)
            let (nurse, caller) = try await BenchCast.professional(of: Cast.customers[0].draft.ref, kernel)
            var made: [String] = []
            for number in 0..<patients {
                made.append(try await BenchCast.patient(number, in: kernel, as: caller).value)
            }
            let session = try await kernel.sessions.open(nurse, address: "127.0.0.1", device: "bench")
            await kernel.close()
            try Output.write(
                JSONValue.members([
                    .init("session", .text(session)), .init("patients", .array(made.map { .text($0) })),
                ]).bytes + [10], to: nil)
        }
    }

    /// A consent withdrawn while its recipient reads. Prints one JSON object.
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Withdraws consents under the eyes of their recipient, and counts what was read after.",
            discussion: "Example:\n  citana bench withdraw --config bench.yaml --trials 10000")
        @Option(help: "Configuration file of a demonstration that does not exist yet.") var config: String
        @Option(help: "How many withdrawals.") var trials = 10_000
        @Option(help: "How many at once.") var together = 16

        func run() async throws {
            let setup = try await ConfigurationFile.read(config)
            guard setup.environment == .demo else { throw Failure("Only in a demonstration.", code: 3) }
            guard trials > 0, together > 0 else { throw Failure("Give counts above 0.", code: 2) }
            try await DemoData(setting: setup.kernel).fill()
            let kernel = try await Kernel.open(setup.kernel, modules: Composition.modules)
            let (_, holder) = try await BenchCast.professional(of: Cast.customers[0].draft.ref, kernel)
            let (_, partner) = try await BenchCast.professional(
                of: Cast.customers[2].draft.ref, underConvention: true, kernel)
            let counts = try await withThrowingTaskGroup(of: WithdrawalTrial.self) { group in
                for worker in 0..<together {
                    let share = trials / together + (worker < trials % together ? 1 : 0)
                    group.addTask {
                        let patient = try await BenchCast.patient(worker, in: kernel, as: holder, consenting: false)
                        var trial = WithdrawalTrial(kernel: kernel, patient: patient, holder: holder, partner: partner)
                        for _ in 0..<share { try await trial.go() }
                        return trial
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            await kernel.close()
            let took = counts.flatMap(\.took).sorted()
            func microseconds(_ part: Double) -> JSONValue {
                .integer(Int(took[min(took.count - 1, Int(Double(took.count) * part))] / .microseconds(1)))
            }
            try Output.write(
                JSONValue.members([
                    .init("trials", .integer(took.count)),
                    .init("readsBefore", .integer(counts.reduce(0) { $0 + $1.before })),
                    .init("readsDuring", .integer(counts.reduce(0) { $0 + $1.during })),
                    .init("readsAfter", .integer(counts.reduce(0) { $0 + $1.after })),
                    .init("p50Microseconds", microseconds(0.5)), .init("p99Microseconds", microseconds(0.99)),
                ]).bytes + [10], to: nil)
        }
    }

    /// The baseline: the same framework, one route, nothing else. The answer's bytes come from a file.
    struct Fixed: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Serves the bytes of a file at /fixed, with nothing around it.",
            discussion: "Example:\n  citana bench fixed --port 8090 --file answer.json")
        @Option(help: "Port, on the loopback.") var port: Int
        @Option(help: "File whose bytes are the answer.") var file: String

        func run() async throws {
            let bytes = try Output.read(file)
            let router = Router(context: BasicRequestContext.self)
            router.get("/fixed") { _, _ in
                Response(
                    status: .ok, headers: [.contentType: "application/fhir+json; charset=utf-8"],
                    body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
            }
            var logger = Logger(label: "bench")
            logger.logLevel = .error
            try await Application(
                router: router,
                configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port), serverName: nil),
                logger: logger
            ).runService()
        }
    }
}

/// One patient whose consent is given and withdrawn, while its recipient reads without a pause.
private struct WithdrawalTrial: Sendable {
    let kernel: Kernel
    let patient: PatientID
    let holder: Caller
    let partner: Caller
    /// How long a withdrawal took to be acknowledged.
    var took: [Duration] = []
    /// Reads granted before the withdrawal was asked for, while it was under way, and begun after its acknowledgement.
    var before = 0
    var during = 0
    var after = 0

    private static let clock = SuspendingClock()

    mutating func go() async throws {
        let consent = try await kernel.consents.consent(
            BenchCast.consent(for: partner.structure), of: patient, as: holder)
        guard try await reads() else { throw Failure("The consent opens nothing.", code: 1) }
        let recipient = Task { [self] in try await readOn() }
        let asked = Self.clock.now
        try await kernel.consents.withdraw([consent], means: .oral, of: patient, as: holder)
        let acknowledged = Self.clock.now
        if try await reads() { after += 1 }
        for begun in try await recipient.value {
            if begun < asked { before += 1 } else if begun < acknowledged { during += 1 } else { after += 1 }
        }
        took.append(acknowledged - asked)
    }

    private func reads() async throws -> Bool {
        do {
            _ = try await kernel.patients.identity(of: patient, as: partner)
            return true
        } catch GateRefusal.refused { return false }
    }

    /// Until the first refusal: when each read that was granted had begun.
    private func readOn() async throws -> [SuspendingClock.Instant] {
        var granted: [SuspendingClock.Instant] = []
        while true {
            let begun = Self.clock.now
            guard try await reads() else { return granted }
            granted.append(begun)
        }
    }
}

/// Who acts in the benchmarks.
private enum BenchCast {
    private static let information = InformationText(
        code: "sharing", version: 1, language: .fr, body: "Texte du banc.", publishedOn: Cast.day("2026-01-05"))

    /// - Parameter underConvention: as a partner's professional.
    static func professional(
        of ref: String, underConvention: Bool = false, _ kernel: Kernel
    ) async throws -> (Account, Caller) {
        guard let structure = try await kernel.structures.list().first(where: { $0.ref == ref }),
            let account = try await kernel.accounts.staff(of: structure).first(where: {
                $0.roles.contains(.professional)
            }), let membership = try await kernel.accounts.situation(of: account)
        else { throw Failure("The cast has no professional there.", code: 1) }
        var facts = Facts.Caller(
            kind: underConvention ? .partnerProfessional : .professional, id: account.id, membership: membership,
            structure: structure.id, profession: .nurse, level: .twoFactors)
        if underConvention { facts.convention = Facts.Convention(id: "bench", startsOn: kernel.clock.today) }
        let caller = Caller(facts, means: "demo", provedAt: kernel.clock.now)
        return (account, caller)
    }

    static func consent(for structure: String) -> ConsentBook.Draft {
        ConsentBook.Draft(
            scope: SharingScope(structures: .only([structure]), professions: .all, classes: .only([.identity])),
            text: information, support: .paper, means: .oral)
    }

    /// With a consent on record, so that there is one to judge.
    static func patient(
        _ number: Int, in kernel: Kernel, as caller: Caller, consenting: Bool = true
    ) async throws -> PatientID {
        let traits = try StrictTraits(
            birthName: "FICTIVE-\(number)", firstBirthGivenName: "NUMERO", birthGivenNames: "NUMERO \(number)",
            birthDate: BirthDate(kernel.clock.today.adding(days: -9000 - number)),
            sex: number % 2 == 0 ? .female : .male, birthPlace: BirthPlace("99999"))
        let patient = try await kernel.patients.enrol(
            PatientDraft(
                identity: PatientIdentity(traits: traits, used: .none, localNumber: "B-\(number)"),
                relation: NewRelation(role: "nurse", basis: .sameStructure, informedOn: kernel.clock.today)), as: caller
        )
        if consenting {
            try await kernel.consents.consent(consent(for: caller.structure), of: patient, as: caller)
        }
        return patient
    }
}
