import Foundation
import Hummingbird
import Kernel
import Logging
import ServiceLifecycle
import Testing
import Web

@testable import Server

/// A tool of the system, run to its end.
struct Tool {
    let status: Int32
    let out: String

    static func run(_ path: String, _ arguments: [String], seconds: Int = 20) async throws -> Tool {
        try await withCheckedThrowingContinuation { continuation in
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
            process.arguments = ["\(seconds)", path] + arguments
            let pipe = Pipe()
            process.standardOutput = pipe
            process.standardError = pipe
            process.standardInput = FileHandle.nullDevice
            DispatchQueue.global().async {
                do {
                    try process.run()
                    let data = pipe.fileHandleForReading.readDataToEndOfFile()
                    process.waitUntilExit()
                    continuation.resume(
                        returning: Tool(status: process.terminationStatus, out: String(decoding: data, as: UTF8.self)))
                } catch { continuation.resume(throwing: error) }
            }
        }
    }
}

@Suite(.serialized) struct LiveTests {
    /// The front as `serve` makes it, on a free loopback port; stopped as a signal would stop it.
    private func serving<Value: Sendable>(
        _ house: LiveHouse, tls: Setup.TLS = .none, requestSeconds: Int = 30,
        _ body: @escaping @Sendable (_ port: Int, _ stop: @escaping @Sendable () async -> Void) async throws -> Value
    ) async throws -> Value {
        let setup = try LiveTests.setup(tls: tls, requestSeconds: requestSeconds)
        let (ports, open) = AsyncStream<Int>.makeStream()
        let application = try Front.application(
            setup, mount: house.mount, tally: Tally(), logger: LiveHouse.quiet
        ) { open.yield($0) }
        let group = ServiceGroup(
            services: [Port(application: application, address: "127.0.0.1:0", key: "listen")], logger: LiveHouse.quiet)
        return try await withThrowingTaskGroup(of: Value?.self) { tasks in
            tasks.addTask {
                try await group.run()
                return nil
            }
            tasks.addTask {
                var iterator = ports.makeAsyncIterator()
                let port = try #require(await iterator.next())
                let value = try await body(port) { await group.triggerGracefulShutdown() }
                await group.triggerGracefulShutdown()
                return value
            }
            var value: Value?
            for try await one in tasks { value = one ?? value }
            return try #require(value)
        }
    }

    static func setup(tls: Setup.TLS = .none, requestSeconds: Int = 30, port: Int = 0) throws -> Setup {
        let officer = Sheet.Officer(name: "", organisation: "", email: "", phone: "")
        return Setup(
            environment: .demo, listen: .init(host: "127.0.0.1", port: port), admin: .init(host: "127.0.0.1", port: 0),
            publicURL: "http://localhost", tls: tls, stores: .sqlite(directory: "/nonexistent"),
            rootKeyFile: "/nonexistent", logKeyFile: "/nonexistent", ledgerFile: "",
            providers: ProviderConfiguration(
                hosting: .init("local"), mail: .init("none"), sms: .init("none"), crm: .init("none")),
            publisher: Sheet.Publisher(name: "", address: "", email: "", representative: "", dpo: officer),
            pdfPython: nil,
            bodyBytes: 65_536, requestSeconds: requestSeconds)
    }

    private func certificate<Value>(_ body: (Setup.TLS, String) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("citana-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (key, certificate) = (folder.path + "/key.pem", folder.path + "/certificate.pem")
        let made = try await Tool.run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1", "-subj",
                "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
            ])
        #expect(made.status == 0, "\(made.out)")
        return try await body(.certificate(certificateFile: certificate, keyFile: key), certificate)
    }

    @Test func `rule 68: TLS 1.3 with HTTP/2 and HTTP/1.1, and nothing older`() async throws {
        try await LiveHouse.with(secure: true) { house in
            try await certificate { tls, file in
                try await serving(house, tls: tls) { port, _ in
                    let base = ["-sS", "-o", "/dev/null", "--cacert", file, "--max-time", "10"]
                    let address = "https://localhost:\(port)/sign-in"
                    let wanted = ["-w", "%{http_version} %{http_code} %{ssl_verify_result}", address]
                    let two = try await Tool.run("/usr/bin/curl", base + ["--http2", "--tlsv1.3"] + wanted)
                    #expect(two.out == "2 200 0")
                    let one = try await Tool.run("/usr/bin/curl", base + ["--http1.1"] + wanted)
                    #expect(one.out == "1.1 200 0")
                    let old = try await Tool.run("/usr/bin/curl", base + ["--tls-max", "1.2"] + wanted)
                    #expect(old.status == 35, "\(old.out)")
                    let shaken = try await Tool.run(
                        "/usr/bin/openssl",
                        [
                            "s_client", "-connect", "127.0.0.1:\(port)", "-servername", "localhost", "-CAfile", file,
                            "-brief",
                        ])
                    #expect(shaken.out.contains("Protocol version: TLSv1.3"), "\(shaken.out)")
                }
            }
        }
    }

    @Test func `a stop lets the request under way finish, and takes no new one`() async throws {
        try await LiveHouse.with(rooms: [Annexe.self]) { house in
            try await serving(house) { port, stop in
                let start = ContinuousClock.now
                async let slow = Tool.run("/usr/bin/curl", ["-sS", "http://127.0.0.1:\(port)/annexe/wait"])
                try await Task.sleep(for: .milliseconds(300))
                await stop()
                #expect(try await slow.out == "waited")
                let late = try await Tool.run("/usr/bin/curl", ["-sS", "http://127.0.0.1:\(port)/annexe/wait"])
                #expect(late.status == 7, "\(late.out)")
                #expect(ContinuousClock.now - start < .seconds(10))
            }
        }
    }

    @Test func `a body that dawdles is answered 408, a silent connection is closed`() async throws {
        try await LiveHouse.with(requestSeconds: 1, rooms: [Annexe.self]) { house in
            try await serving(house, requestSeconds: 4) { port, _ in
                let script = """
                    import socket, time
                    s = socket.create_connection(("127.0.0.1", \(port)), 10)
                    s.sendall(b"POST /annexe/echo HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 10\\r\\n\\r\\nab")
                    print(s.recv(12).decode())
                    q = socket.create_connection(("127.0.0.1", \(port)), 10)
                    q.sendall(b"GET / HTTP/1.1\\r\\nHost:")
                    start = time.monotonic(); print(q.recv(12)); print(time.monotonic() - start < 9)
                    """
                let ran = try await Tool.run("/usr/bin/python3", ["-c", script])
                #expect(ran.out == "HTTP/1.1 408\nb''\nTrue\n")
            }
        }
    }

    @Test func `headers without end are not read`() async throws {
        try await LiveHouse.with { house in
            try await serving(house) { port, _ in
                let value = String(repeating: "v", count: 9000)
                let long = try await Tool.run(
                    "/usr/bin/curl",
                    [
                        "-sS", "-o", "/dev/null", "-w", "%{http_code}", "-H", "X-Long: \(value)",
                        "http://127.0.0.1:\(port)/sign-in",
                    ])
                #expect(long.out.hasSuffix("400") || long.out.hasSuffix("431") || long.status != 0, "\(long.out)")
                let after = try await Tool.run(
                    "/usr/bin/curl",
                    ["-sS", "-o", "/dev/null", "-w", "%{http_code}", "http://127.0.0.1:\(port)/sign-in"])
                #expect(after.out == "200")
            }
        }
    }

    @Test func `a port that is taken is one sentence and exit code 4`() async throws {
        try await LiveHouse.with { house in
            try await serving(house) { port, _ in
                let setup = try LiveTests.setup(port: port)
                let second = try Front.application(
                    setup, mount: house.mount, tally: Tally(), logger: LiveHouse.quiet
                ) { _ in }
                let failure = await #expect(throws: Failure.self) {
                    try await Port(application: second, address: "127.0.0.1:\(port)", key: "listen").run()
                }
                #expect(failure?.code == 4)
                #expect(failure?.sentence.contains("127.0.0.1:\(port) is taken") == true)
            }
        }
    }

    @Test func `a certificate that cannot be read, or of another key, is one sentence and exit code 2`() async throws {
        let absent = #expect(throws: Failure.self) {
            try Front.tls(certificate: "/nonexistent.pem", key: "/nonexistent.pem")
        }
        #expect(absent?.code == 2)
        try await certificate { first, _ in
            try await certificate { second, _ in
                guard case .certificate(let file, _) = first, case .certificate(_, let key) = second else { return }
                let mixed = #expect(throws: Failure.self) { try Front.tls(certificate: file, key: key) }
                #expect(mixed?.sentence == "tls.certificateFile and tls.keyFile do not belong together.")
            }
        }
    }
}
