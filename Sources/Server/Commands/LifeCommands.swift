import ArgumentParser
import Foundation
import Kernel

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Creates keys and the empty stores; refuses where one exists.",
        discussion: "Example:\n  citana init --config citana.yaml")
    @Option(help: "Configuration file.") var config: String

    func run() async throws {
        let setup = try await ConfigurationFile.read(config)
        guard !FileManager.default.fileExists(atPath: setup.rootKeyFile) else {
            throw Failure(
                "There is an installation already: \(setup.rootKeyFile) exists, and init never replaces one.", code: 3)
        }
        let kernel = try await Kernel.create(setup.kernel, modules: Composition.modules)
        try await kernel.register.reconcile()
        await kernel.close()
        Output.line("Created. Keep a copy of \(setup.rootKeyFile) apart from the stores: without it nothing opens.")
    }
}

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serves; never creates state.",
        discussion: "Example:\n  citana serve --config citana.yaml")
    @OptionGroup var installation: Installation

    func run() async throws {
        try await Serving.run(try await installation.setup())
    }
}

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Makes an installation with fictitious data and serves it, on loopback only.",
        discussion: "Example:\n  citana demo --port 8080 --data citana-demo")
    @Option(help: "Port of the pages; the next one serves health and metrics.") var port = 8080
    @Option(help: "Folder for the stores and keys.") var data = "citana-demo"
    @Flag(help: "Throw away what the folder holds and start again.") var fresh = false
    @Flag(help: "Fill the folder and stop, without serving.") var fillOnly = false
    @Option(help: .hidden) var structures = 0

    func run() async throws {
        guard (0...65_534).contains(port) else { throw Failure("--port must be between 0 and 65534.", code: 2) }
        let folder = DemoFolder(path: URL(fileURLWithPath: data).path)
        if fresh, folder.exists { try folder.remove() }
        let isNew = !folder.exists
        if isNew {
            if let held = try? FileManager.default.contentsOfDirectory(atPath: folder.path), !held.isEmpty {
                throw Failure(
                    "\(data) is not empty and was not made by `citana demo`; choose another with --data.", code: 2)
            }
            try folder.writeConfiguration(port: port)
        }
        var setup = try await ConfigurationFile.read(folder.configuration)
        if isNew {
            do {
                try await DemoData(setting: setup.kernel).fill(
                    extra: structures, progress: Progress.onTerminal("Adding structures"))
            } catch {
                try? folder.remove()
                throw error
            }
        }
        guard !fillOnly else { return }
        setup.listen = .init(host: "127.0.0.1", port: port)
        setup.admin = .init(host: "127.0.0.1", port: port == 0 ? 0 : port + 1)
        try await Serving.run(setup, greeting: Self.greeting)
    }

    /// Said once the port is open: where to go, and who may sign in.
    @Sendable private static func greeting(port: Int) -> String {
        var lines = ["Citana demo: http://127.0.0.1:\(port)/  (fictitious data; stop with Ctrl-C)"]
        lines.append("Sign in at http://127.0.0.1:\(port)/sign-in as, for instance:")
        for customer in Cast.customers {
            for member in customer.staff where member.roles.contains(.dpo) {
                lines.append("  \(member.name), DPO, \(customer.draft.ref)")
            }
        }
        lines.append("  \(Cast.operators[0].name), operator, every structure")
        return lines.joined(separator: "\n")
    }
}
