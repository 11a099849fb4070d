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
            var log = StreamLogHandler.standardError(label: label)
            log.logLevel = .warning
            return log
        }
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
