package import Foundation
import Synchronization

package import Kernel

/// Engines that this machine can run tests on.
package enum EnginesForTests {
    package static let all: [Engine] = PostgreSQLForTests.reasonNotToRun == nil ? [.sqlite, .postgresql] : [.sqlite]
}

/// New, empty stores on an engine; each call gets its own. Nothing is left once the test process ends.
package func freshStores(_ engine: Engine) async throws -> StoreConfiguration {
    switch engine {
    case .sqlite: .sqlite(directory: FoldersForTests.fresh().path)
    case .postgresql: try PostgreSQLForTests.shared.get().freshStores()
    }
}

/// Folders that are removed when the test process ends.
package enum FoldersForTests {
    private static let base: URL = {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("citana-tests-\(getpid())")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        atexit { FoldersForTests.remove() }
        return folder
    }()
    private static let made = Mutex(0)

    /// Not made yet: the store makes it.
    package static func fresh() -> URL {
        let number = made.withLock { made in
            made += 1
            return made
        }
        return base.appendingPathComponent("\(number)")
    }

    private static func remove() { try? FileManager.default.removeItem(at: base) }
}

/// A real PostgreSQL server in a folder of its own, on the loopback, without flushes. A watchdog holds a pipe to this
/// process: when the process ends, however it ends, the server stops and the folder goes.
package final class PostgreSQLForTests: Sendable {
    /// One server for the whole test process.
    package static let shared = Result<PostgreSQLForTests, any Error> { try PostgreSQLForTests() }

    /// Nil where tests can run on PostgreSQL.
    package static var reasonNotToRun: String? {
        if ProcessInfo.processInfo.environment["CITANA_TEST_POSTGRESQL"] == "off" {
            return "CITANA_TEST_POSTGRESQL is off"
        }
        return binaries == nil ? "no PostgreSQL server is installed" : nil
    }

    package struct Refusal: Error, CustomStringConvertible {
        package let description: String
    }

    package let port: Int
    private let folder: URL
    private let running = Mutex<Server?>(nil)
    private let made = Mutex(0)
    package static let ownerPassword = "owner-secret-7f3a"
    package static let applicationPassword = "application-secret-91bc"

    private struct Server: Sendable {
        let watchdog: Process
        let lifeline: FileHandle
    }

    private static let binaries: String? = {
        let files = FileManager.default
        let installed = (try? files.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return (path + installed.sorted().reversed().map { "/usr/lib/postgresql/\($0)/bin" })
            .first {
                files.isExecutableFile(atPath: $0 + "/initdb") && files.isExecutableFile(atPath: $0 + "/postgres")
            }
    }()

    package init() throws {
        if let reason = Self.reasonNotToRun { throw Refusal(description: reason) }
        // A socket's path is short by nature (107 bytes), so the folder is too.
        folder = URL(fileURLWithPath: "/tmp/citana-pg-\(getpid())-\(Self.freePort())")
        port = Self.freePort()
        let account = getuid() == 0 ? "install -d -o postgres -g postgres -m 700" : "install -d -m 700"
        try Self.shell("\(account) '\(folder.path)'")
        try Self.shell(
            "\(Self.asServer) '\(Self.binaries ?? "")/initdb' -D '\(folder.path)/data' -U postgres -A trust -E UTF8 "
                + "--locale=C.UTF-8 --no-sync >/dev/null")
        let access = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
        try Data(access.utf8).write(to: folder.appendingPathComponent("data/pg_hba.conf"))
        try start()
        try sql(
            """
            CREATE ROLE citana_owner LOGIN PASSWORD '\(Self.ownerPassword)';
            CREATE ROLE citana_application LOGIN PASSWORD '\(Self.applicationPassword)';
            """)
    }

    /// Two new databases: data and keys.
    package func freshStores(poolSize: Int = 2, preparedStatements: Bool = true) throws -> StoreConfiguration {
        let number = made.withLock { made in
            made += 1
            return made
        }
        let names = ["data_\(number)", "keys_\(number)"]
        for name in names { try sql("CREATE DATABASE \(name) OWNER citana_owner") }
        return .postgresql(
            owner: address("citana_owner", Self.ownerPassword, names[0]),
            application: address("citana_application", Self.applicationPassword, names[0]),
            keysOwner: address("citana_owner", Self.ownerPassword, names[1]),
            keysApplication: address("citana_application", Self.applicationPassword, names[1]), poolSize: poolSize,
            preparedStatements: preparedStatements)
    }

    /// Where the server keeps its files.
    package var dataFolder: String { folder.path + "/data" }

    package func address(_ role: String, _ password: String, _ database: String) -> String {
        "postgresql://\(role):\(password)@127.0.0.1:\(port)/\(database)"
    }

    /// Runs statements as the server's superuser.
    package func sql(_ text: String, in database: String = "postgres") throws {
        let quoted = text.replacingOccurrences(of: "'", with: "'\\''")
        try Self.shell(
            "psql -X -q -h '\(folder.path)' -p \(port) -U postgres -d '\(database)' "
                + "-v ON_ERROR_STOP=1 -c '\(quoted)' >/dev/null")
    }

    package func start() throws {
        let pipe = Pipe()
        let watchdog = Process()
        watchdog.executableURL = URL(fileURLWithPath: "/bin/sh")
        let keep = "trap '' INT TERM; "
        let server =
            "\(Self.asServer) '\(Self.binaries ?? "")/postgres' -D '\(folder.path)/data' -p \(port) -k '\(folder.path)' "
            + "-c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
            + "-c max_connections=400 -c shared_buffers=32MB -c log_min_messages=fatal"
        watchdog.arguments = [
            "-c",
            "cd /; " + keep
                + "(trap - INT TERM; exec \(server)) </dev/null >'\(folder.path)/log' 2>&1 & server=$!; read -r word; "
                + "kill -INT $server; wait $server; [ \"$word\" = keep ] || rm -rf '\(folder.path)'",
        ]
        watchdog.standardInput = pipe
        watchdog.standardOutput = FileHandle.nullDevice
        watchdog.standardError = FileHandle.nullDevice
        // No other child of this process may hold the lifeline open.
        _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        try Self.launch(watchdog)
        running.withLock { $0 = Server(watchdog: watchdog, lifeline: pipe.fileHandleForWriting) }
        for _ in 0..<100 {
            if (try? sql("SELECT 1")) != nil { return }
            usleep(100_000)
        }
        throw Refusal(description: "PostgreSQL did not start within 10 s")
    }

    /// Stops the server, keeps its data.
    package func stop() throws {
        guard
            let server = running.withLock({ server in
                defer { server = nil }; return server
            })
        else { return }
        try server.lifeline.write(contentsOf: Data("keep\n".utf8))
        try server.lifeline.close()
        server.watchdog.waitUntilExit()
    }

    /// Stops the server and removes its data.
    package func remove() throws {
        guard
            let server = running.withLock({ server in
                defer { server = nil }; return server
            })
        else { return }
        try server.lifeline.close()
        server.watchdog.waitUntilExit()
    }

    /// PostgreSQL refuses to run as root.
    private static var asServer: String {
        getuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --clear-groups" : ""
    }

    /// Threads of the pool block signals and children inherit that: a shell that blocks SIGCHLD waits for ever.
    private static func launch(_ process: Process) throws {
        var all = sigset_t()
        var before = sigset_t()
        unsafe sigfillset(&all)
        unsafe pthread_sigmask(SIG_UNBLOCK, &all, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
    }

    private static func shell(_ command: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "PATH=\"$PATH:\(binaries ?? "")\"; cd / && " + command]
        let errors = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardError = errors
        try launch(process)
        let said = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Refusal(description: String(decoding: said.prefix(400), as: UTF8.self))
        }
    }

    /// A port that nobody listened on a moment ago.
    private static func freePort() -> Int {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                guard unsafe bind(socket, pointer, length) == 0, unsafe getsockname(socket, pointer, &length) == 0
                else {
                    return 0
                }
                return unsafe pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    unsafe Int(UInt16(bigEndian: $0.pointee.sin_port))
                }
            }
        }
    }
}
