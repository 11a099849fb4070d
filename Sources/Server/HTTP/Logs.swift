import Foundation
import Kernel
import Logging
import Synchronization

/// Where log lines go: JSON, one object a line, on standard error; plain text in the demonstration, where only what
/// matters is said.
enum Logs {
    private static let started = Mutex(false)

    static func start(_ environment: Setup.Environment) {
        let first = started.withLock { started in
            defer { started = true }
            return !started
        }
        guard first else { return }
        LoggingSystem.bootstrap { label in
            guard environment == .demo else { return JSONLog(label: label) }
            return DemoLog(label: label)
        }
    }
}

/// Plain lines for a person at a terminal. The HTTP server's own complaints about a connection or a port that it had to
/// give up are left out: what matters of them is said by the program, in a sentence.
struct DemoLog: LogHandler {
    private var lines: StreamLogHandler
    var logLevel = Logger.Level.warning
    var metadata: Logger.Metadata {
        get { lines.metadata }
        set { lines.metadata = newValue }
    }

    init(label: String) { lines = StreamLogHandler.standardError(label: label) }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { lines[metadataKey: key] }
        set { lines[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) {
        guard event.source != "HummingbirdCore" || event.level == .critical else { return }
        lines.log(event: event)
    }
}

/// One JSON object a line: `time`, `level`, `logger`, `message`, then what the line carries.
struct JSONLog: LogHandler {
    let label: String
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    init(label: String) { self.label = label }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let line = JSONLog.line(event, label: label, metadata: metadata, at: TimeSource.system.now)
        FileHandle.standardError.write(line)
    }

    static func line(_ event: LogEvent, label: String, metadata: Logger.Metadata, at time: Instant) -> Data {
        var fields = metadata.merging(event.metadata ?? [:]) { _, new in new }.mapValues { $0.description }
        fields["time"] = time.rfc3339
        fields["level"] = event.level.rawValue
        fields["logger"] = label
        fields["message"] = event.message.description
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return ((try? encoder.encode(fields)) ?? Data()) + Data([10])
    }
}
