import Desk
import Foundation
import Kernel
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals
import Synchronization
import Web

/// Opens the kernel, checks the schema, serves the pages and the second port until asked to stop.
enum Serving {
    /// `greeting` is told the port of the pages once both ports are open. Throws `Failure`: exit code 4 for a port
    /// that is taken, a store that is away or a live schema that is not the declared one, 2 for certificates.
    static func run(_ setup: Setup, greeting: (@Sendable (Int) -> String)? = nil) async throws {
        Logs.start(setup.environment)
        let kernel = try await Kernel.open(setup.kernel, modules: Composition.modules)
        do {
            try await serve(setup, kernel: kernel, greeting: greeting)
            await kernel.close()
        } catch {
            await kernel.close()
            throw error
        }
    }

    private static func serve(
        _ setup: Setup, kernel: Kernel, greeting: (@Sendable (Int) -> String)?
    ) async throws {
        let logger = Logger(label: "citana")
        let watch = SchemaWatch(kernel: kernel, logger: logger)
        if let sentence = try await watch.look() { throw Failure(sentence, code: 4) }
        try await kernel.register.reconcile(progress: Progress.onTerminal("Recomputing sheets"))
        let jobs = try JobWatch(kernel: kernel, modules: Composition.modules, logger: logger)
        let sequencer = SequencerLoop(
            sequencer: Sequencer(kernel.log, signer: try SigningKey.read(setup.logKeyFile)), logger: logger)
        let mount = try mount(setup, kernel: kernel)
        let tally = Tally()
        let opened = Opened(expected: 2) { port in
            // Written at once, not when a buffer is full: whoever reads a pipe waits for it.
            if let text = greeting?(port) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
        }
        let pages = Port(
            application: try Front.application(setup, mount: mount, tally: tally, logger: logger) {
                opened.one(port: $0)
            }, address: "\(setup.listen.host):\(setup.listen.port)", key: "listen")
        let admin = Port(
            application: AdminPort.application(
                setup.admin, ready: { await readiness(kernel: kernel, watch: watch) }, tally: tally, logger: logger
            ) { _ in opened.one(port: nil) },
            address: "\(setup.admin.host):\(setup.admin.port)", key: "admin")
        var configuration = ServiceGroupConfiguration(
            services: [watch, jobs, sequencer, admin, pages], gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(8)
        configuration.maximumCancellationDuration = .seconds(2)
        try await ServiceGroup(configuration: configuration).run()
    }

    static func mount(_ setup: Setup, kernel: Kernel) throws -> Mount {
        let templates = try Templates(rooms: [Mount.resources] + Composition.rooms.map { $0.resources })
        let site = Site(
            environment: setup.siteEnvironment, secure: setup.tls != .none, trustedProxy: setup.trustedProxy,
            bodyBytes: setup.bodyBytes, requestSeconds: setup.requestSeconds,
            publicURL: setup.publicURL)
        let printer = SheetPrinter(templates: templates, python: setup.pdfPython) { SheetDocument($0) }
        return try Mount(
            site: site, kernel: kernel, templates: templates, printer: printer, rooms: Composition.rooms,
            sold: Composition.modules)
    }

    /// Nil when ready; otherwise one sentence per thing that is not.
    private static func readiness(kernel: Kernel, watch: SchemaWatch) async -> String? {
        if await kernel.reachable() == false { return "The stores do not answer." }
        return watch.difference
    }
}

extension Setup {
    var siteEnvironment: Site.Environment {
        switch environment {
        case .demo: .demo
        case .preprod: .preprod
        case .prod: .prod
        }
    }

    var trustedProxy: String? {
        if case .trustedProxy(let address) = tls { address } else { nil }
    }
}

/// Compares the live stores with the declarations at start and every hour; a difference found later makes the
/// program not ready, and says so in the log.
final class SchemaWatch: Service {
    private let kernel: Kernel
    private let logger: Logger
    private let found = Mutex<String?>(nil)

    init(kernel: Kernel, logger: Logger) {
        self.kernel = kernel
        self.logger = logger
    }

    /// What differed at the last look; nil for nothing.
    var difference: String? { found.withLock { $0 } }

    @discardableResult
    func look() async throws -> String? {
        let differences = try await kernel.schemaDifferences()
        let sentence =
            differences.isEmpty
            ? nil
            : "The database is not what the program declares, so it is not served. "
                + differences.map(\.sentence).joined(separator: " ")
        found.withLock { $0 = sentence }
        return sentence
    }

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try await Task.sleep(for: .seconds(3600))
                do {
                    if let sentence = try await self.look() { self.logger.critical("\(sentence)") }
                } catch {
                    self.logger.error("The schema could not be checked; the next look is in an hour.")
                }
            }
        }
    }
}

/// Says once that every port is open.
final class Opened: Sendable {
    private let state: Mutex<(left: Int, port: Int?)>
    private let say: @Sendable (Int) -> Void

    init(expected: Int, say: @escaping @Sendable (Int) -> Void) {
        state = Mutex((expected, nil))
        self.say = say
    }

    /// `port` is nil for the second port.
    func one(port: Int?) {
        let ready = state.withLock { state in
            state.left -= 1
            state.port = port ?? state.port
            return state.left == 0 ? state.port : nil
        }
        if let ready { say(ready) }
    }
}
