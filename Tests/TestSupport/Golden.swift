package import Foundation

/// Golden files: texts that tests compute from the declarations and compare with Tests/Goldens, so that every change
/// of the register, the schema, the routes or the messages is a difference that somebody reads.
///
/// `make golden` sets CITANA_GOLDEN=write: the files are then written instead of compared.
package enum Golden {
    /// Nil where the text is what the file says; otherwise a sentence that shows the first difference.
    ///
    ///     #expect(Golden.difference("routes.txt", text) == nil)
    package static func difference(_ name: String, _ text: String, in folder: URL = folder) -> String? {
        let file = folder.appending(path: name)
        let old = try? String(contentsOf: file, encoding: .utf8)
        if old == text { return nil }
        if ProcessInfo.processInfo.environment["CITANA_GOLDEN"] == "write" {
            do {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try text.write(to: file, atomically: true, encoding: .utf8)
                return nil
            } catch {
                return "\(name) could not be written: \(error)"
            }
        }
        guard let old else { return "Tests/Goldens/\(name) does not exist: run `make golden`, read it, commit it" }
        return "\(name) has changed: \(first(old, text)). Run `make golden`, read the difference, commit it."
    }

    /// Tests/Goldens of this package.
    package static let folder: URL = {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path), folder.path != "/"
        {
            folder.deleteLastPathComponent()
        }
        return folder.appending(path: "Tests/Goldens")
    }()

    /// The first line in which two texts differ, with both readings.
    static func first(_ old: String, _ new: String) -> String {
        let before = old.split(separator: "\n", omittingEmptySubsequences: false)
        let after = new.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, pair) in zip(before, after).enumerated() where pair.0 != pair.1 {
            return "line \(number + 1) was « \(pair.0) », is « \(pair.1) »"
        }
        let (longer, word) = before.count > after.count ? (before, "lost") : (after, "gained")
        return
            "\(word) from line \(min(before.count, after.count) + 1) on: « \(longer[min(before.count, after.count)]) »"
    }
}
