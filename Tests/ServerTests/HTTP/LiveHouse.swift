import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import Logging
import NIOCore
import Synchronization
import Web

@testable import Server

/// The demonstration's structures in a folder of their own, mounted, with people who can be signed in.
struct LiveHouse: Sendable {
    let kernel: Kernel
    let mount: Mount
    /// One-time codes that were sent, instead of a channel.
    let codes: SentCodes
    let sequencer: Sequencer

    /// - Parameter rooms: what is mounted beside the program's own rooms.
    static func with<Value>(
        environment: Site.Environment = .demo, secure: Bool = false, bodyBytes: Int = 65_536, requestSeconds: Int = 30,
        rooms: [any CareModule.Type] = [],
        _ body: (LiveHouse) async throws -> Value
    ) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("citana-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, data) in try await LiveHouse.filled.value {
            let file = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try data.write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        }
        let setup = try await ConfigurationFile.read(DemoFolder(path: folder.path).configuration, environment: [:])
        var setting = setup.kernel
        setting.passwordLogN = 10
        let codes = SentCodes()
        setting.deliverCode = { code in codes.add(code) }
        let kernel = try await Kernel.open(setting, modules: Composition.modules)
        let templates = try Templates(rooms: [Mount.resources] + Composition.rooms.map { $0.resources })
        let site = Site(
            environment: environment, secure: secure, trustedProxy: nil, bodyBytes: bodyBytes,
            requestSeconds: requestSeconds)
        let mount = try Mount(
            site: site, kernel: kernel, templates: templates,
            printer: SheetPrinter(templates: templates, python: nil) { _ in fatalError("no sheet is printed here") },
            rooms: Composition.rooms + rooms, sold: Composition.modules)
        let sequencer = Sequencer(kernel.log, signer: try SigningKey.read(setup.logKeyFile))
        do {
            let value = try await body(LiveHouse(kernel: kernel, mount: mount, codes: codes, sequencer: sequencer))
            await kernel.close()
            return value
        } catch {
            await kernel.close()
            throw error
        }
    }

    /// The demonstration's folder, filled once; each test works on a copy.
    private static let filled = Task { () -> [String: Data] in
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("citana-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let demo = DemoFolder(path: folder.path)
        try demo.writeConfiguration(port: 0)
        let setup = try await ConfigurationFile.read(demo.configuration, environment: [:])
        try await DemoData(setting: setup.kernel).fill()
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            files[name] = FileManager.default.contents(atPath: folder.appendingPathComponent(name).path)
        }
        return files
    }

    /// Asks the router without a socket.
    func test<Value: Sendable>(_ body: @Sendable (any TestClientProtocol) async throws -> Value) async throws -> Value {
        try await Application(router: mount.router(), logger: LiveHouse.quiet).test(.router, body)
    }

    /// A logger that says nothing but the worst.
    static let quiet: Logger = {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }()

    /// The cookie of a fresh session of whoever has this role in this structure.
    func cookie(_ role: StaffRole, of ref: String) async throws -> HTTPFields {
        [.cookie: "citana=\(try await token(role, of: ref))"]
    }

    func token(_ role: StaffRole, of ref: String) async throws -> String {
        let headers = try await kernel.structures.list()
        guard let header = headers.first(where: { $0.ref == ref }),
            let account = try await kernel.accounts.staff(of: header).first(where: { $0.roles.contains(role) })
        else { throw Failure("nobody of \(ref) is \(role)", code: 1) }
        return try await kernel.sessions.open(account, address: "", device: "")
    }
}

/// What a phone would have received.
final class SentCodes: Sendable {
    private let sent = Mutex<[LinkCode]>([])
    func add(_ code: LinkCode) { sent.withLock { $0.append(code) } }
    var last: String { sent.withLock { $0.last?.digits ?? "" } }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    func header(_ name: String) -> String { HTTPField.Name(name).flatMap { headers[$0] } ?? "" }

    /// The form token that the page carries.
    var formToken: String {
        text.split(separator: "name=\"csrf\" value=\"").dropFirst().first.map { String($0.prefix { $0 != "\"" }) } ?? ""
    }
}
