import Foundation

/// The views and texts of a target, found beside the program: they travel with it.
public struct ResourceFolder: Sendable {
    /// Name of the target: `Desk`.
    public let target: String

    public init(_ target: StaticString) { self.target = target.description }

    /// Full path. Looked for beside the executable, then in `../share/citana`.
    func path() throws -> String {
        let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let names = [
            executable.appendingPathComponent("citana_\(target).resources").path,
            executable.appendingPathComponent("../share/citana/citana_\(target).resources").path,
        ]
        guard let found = names.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
            throw WebProblem(
                "The folder citana_\(target).resources is missing beside the program; install it again whole.")
        }
        return found
    }

    /// Files under a subfolder, by their name without the extension, such as `register/sheet`.
    func files(in folder: String, extension ending: String) throws -> [String: String] {
        let root = try path() + "/" + folder
        guard let list = FileManager.default.enumerator(atPath: root) else { return [:] }
        var files: [String: String] = [:]
        for case let name as String in list where name.hasSuffix("." + ending) {
            files[String(name.dropLast(ending.count + 1))] = try String(
                contentsOfFile: root + "/" + name, encoding: .utf8)
        }
        return files
    }
}

/// What keeps the web layer from starting: one sentence.
public struct WebProblem: Error, Sendable, Equatable {
    public let sentence: String
    public init(_ sentence: String) { self.sentence = sentence }
}
