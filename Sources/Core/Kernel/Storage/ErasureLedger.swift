import Crypto
import Foundation
import Glibc

/// Why the ledger cannot be used. No message holds a patient's number.
package enum LedgerProblem: Error, Sendable, Equatable {
    case unwritable(path: String)
    /// A line was changed, removed or put in: the chain of digests does not hold.
    case broken(path: String, line: Int)

    package var sentence: String {
        switch self {
        case .unwritable(let path):
            "The ledger of erasures at \(path) cannot be written; check the folder and its rights."
        case .broken(let path, let line):
            "The ledger of erasures at \(path) was altered at line \(line); restore it from its copy."
        }
    }
}

/// Who is to be forgotten, and who has been: a file of its own, apart from both stores, to be copied apart. An entry is
/// on the disk before a key is destroyed, so that neither a crash nor an older backup brings anybody back: what is
/// entered is erased again at the next start.
///
/// One line each: `begin` or `done`, patient, structure, rule, line of the access log, milliseconds, then the SHA-256
/// of the line before and of these words. The last line without its end was never durable, and does not count.
struct ErasureLedger: Sendable {
    let path: String

    struct Entry: Sendable, Hashable {
        let patient: PatientID
        let structure: String
        /// Code of the retention rule that ended the file.
        let rule: String
        /// The line of the access log under which it was decided.
        let line: String
        let at: Instant
    }

    enum Mark: String, Sendable { case begin, done }

    private static let title = "citana ledger of erasures v1"

    /// Every entry, and whether it is done, in the order of their beginning. Empty where there is no file yet.
    func entries() throws -> [(entry: Entry, isDone: Bool)] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        guard let data = FileManager.default.contents(atPath: path) else { throw LedgerProblem.unwritable(path: path) }
        var order: [PatientID] = []
        var found: [PatientID: (Entry, Bool)] = [:]
        for (mark, entry) in try read(Array(data)).lines {
            if found[entry.patient] == nil { order.append(entry.patient) }
            found[entry.patient] = (entry, mark == .done)
        }
        return order.compactMap { found[$0].map { ($0.0, $0.1) } }
    }

    /// Durable when it returns.
    func append(_ mark: Mark, _ entry: Entry) throws {
        let file = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw LedgerProblem.unwritable(path: path) }
        defer { Glibc.close(file) }
        // Another process of this installation may be at it too.
        guard flock(file, LOCK_EX) == 0 else { throw LedgerProblem.unwritable(path: path) }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: false)
        do {
            let old = try read(Array(try handle.readToEnd() ?? Data()))
            let words = ErasureLedger.words(mark, entry)
            let new = old.length == 0
            let chained = new ? ErasureLedger.digest("", ErasureLedger.title) : old.digest
            let line = "\(words) \(ErasureLedger.digest(chained, words))\n"
            try handle.truncate(atOffset: UInt64(old.length))
            try handle.seek(toOffset: UInt64(old.length))
            try handle.write(contentsOf: Data(((new ? "\(ErasureLedger.title)\n" : "") + line).utf8))
            guard fsync(file) == 0 else { throw LedgerProblem.unwritable(path: path) }
            if new { try flushFolder() }
        } catch let problem as LedgerProblem { throw problem } catch { throw LedgerProblem.unwritable(path: path) }
    }

    /// A new file's name is durable with its folder.
    private func flushFolder() throws {
        let folder = unsafe Glibc.open(
            URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw LedgerProblem.unwritable(path: path) }
        defer { Glibc.close(folder) }
        guard fsync(folder) == 0 else { throw LedgerProblem.unwritable(path: path) }
    }

    private struct Content {
        var lines: [(Mark, Entry)] = []
        /// Of the last whole line.
        var digest = ""
        /// Bytes up to the end of the last whole line.
        var length = 0
    }

    private func read(_ bytes: [UInt8]) throws -> Content {
        var content = Content()
        var number = 0
        var start = 0
        while let end = bytes[start...].firstIndex(of: 10) {
            number += 1
            let line = String(decoding: bytes[start..<end], as: UTF8.self)
            start = end + 1
            if number == 1 {
                guard line == ErasureLedger.title else { throw LedgerProblem.broken(path: path, line: 1) }
                content.digest = ErasureLedger.digest("", line)
            } else {
                guard let cut = line.lastIndex(of: " "), let read = ErasureLedger.read(line[..<cut]),
                    line[line.index(after: cut)...] == ErasureLedger.digest(content.digest, String(line[..<cut]))
                else { throw LedgerProblem.broken(path: path, line: number) }
                content.digest = String(line[line.index(after: cut)...])
                content.lines.append(read)
            }
            content.length = start
        }
        return content
    }

    private static func words(_ mark: Mark, _ entry: Entry) -> String {
        [
            mark.rawValue, entry.patient.value, entry.structure, entry.rule, entry.line, String(entry.at.milliseconds),
        ].joined(separator: " ")
    }

    private static func read(_ words: Substring) -> (Mark, Entry)? {
        let parts = words.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, let mark = Mark(rawValue: parts[0]), let at = Int64(parts[5]) else { return nil }
        return (
            mark,
            Entry(
                patient: PatientID(parts[1]), structure: parts[2], rule: parts[3], line: parts[4],
                at: Instant(milliseconds: at))
        )
    }

    private static func digest(_ before: String, _ words: String) -> String {
        Hex.encode(Array(SHA256.hash(data: Array("\(before)\n\(words)".utf8))))
    }
}
