import Foundation

@testable import Kernel

/// Published test vectors, read in place under `../shared/data/crypto`.
enum TokenVectors {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("shared/data/crypto")

    static func json(_ name: String) throws -> ProviderJSON {
        try ProviderJSON([UInt8](try Data(contentsOf: folder.appendingPathComponent(name))))
    }

    static var isHere: Bool {
        FileManager.default.fileExists(
            atPath: folder.appendingPathComponent("wycheproof-json_web_signature_test.json").path)
    }

    struct Vector: Sendable {
        let number: Int64
        let words: String
        let group: String
        let keys: ProviderJSON
        let token: String
        let isValid: Bool
    }

    /// A key alone is made into a set, as a provider publishes it.
    static func signatures(_ name: String) throws -> [Vector] {
        var vectors: [Vector] = []
        for group in try json(name)["testGroups"]?.array ?? [] {
            let key = group["public"] ?? group["private"] ?? .null
            let keys = key["keys"] == nil ? ProviderJSON.object(["keys": .list([key])]) : key
            for test in group["tests"]?.array ?? [] {
                // One vector is the empty text.
                let token = test["jws"]?.string ?? ""
                vectors.append(
                    Vector(
                        number: test["tcId"]?.seconds ?? 0, words: test["comment"]?.string ?? "",
                        group: group["comment"]?.string ?? "", keys: keys,
                        token: token, isValid: test["result"] == .text("valid")))
            }
        }
        return vectors
    }
}
