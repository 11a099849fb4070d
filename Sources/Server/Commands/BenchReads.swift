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
            guard
                let structure = try await kernel.structures.list().first(where: {
                    $0.ref == Cast.customers[0].draft.ref
                }),
                let nurse = try await kernel.accounts.staff(of: structure).first(where: {
                    $0.roles.contains(.professional)
                }), let membership = try await kernel.accounts.situation(of: nurse)
            else { throw Failure("The cast has no nurse.", code: 1) }
            let caller = Caller(
                Facts.Caller(
                    kind: .professional, id: nurse.id, membership: membership, structure: structure.id,
                    profession: .nurse, level: .twoFactors), means: "demo", provedAt: kernel.clock.now)
            var made: [String] = []
            for number in 0..<patients {
                made.append(try await enrol(number, in: kernel, as: caller).value)
            }
            let session = try await kernel.sessions.open(nurse, address: "127.0.0.1", device: "bench")
            await kernel.close()
            try Output.write(
                JSONValue.members([
                    .init("session", .text(session)), .init("patients", .array(made.map { .text($0) })),
                ]).bytes + [10], to: nil)
        }

        private static let information = InformationText(
            code: "sharing", version: 1, language: .fr, body: "Texte du banc d'essai.",
            publishedOn: Cast.day("2026-01-05"))

        /// With a consent on record, so that there is one to judge.
        private func enrol(_ number: Int, in kernel: Kernel, as caller: Caller) async throws -> PatientID {
            let traits = try StrictTraits(
                birthName: "FICTIVE-\(number)", firstBirthGivenName: "NUMERO", birthGivenNames: "NUMERO \(number)",
                birthDate: BirthDate(kernel.clock.today.adding(days: -9000 - number)),
                sex: number % 2 == 0 ? .female : .male, birthPlace: BirthPlace("99999"))
            let patient = try await kernel.patients.enrol(
                PatientDraft(
                    identity: PatientIdentity(traits: traits, used: .none, localNumber: "B-\(number)"),
                    relation: NewRelation(
                        role: "nurse", basis: .sameStructure, informedOn: kernel.clock.today)), as: caller)
            try await kernel.consents.consent(
                ConsentBook.Draft(
                    scope: SharingScope(
                        structures: .only([caller.structure]), professions: .all, classes: .only([.identity])),
                    text: Fill.information, support: .paper, means: .oral), of: patient, as: caller)
            return patient
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
