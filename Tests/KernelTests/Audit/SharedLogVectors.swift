import Foundation

/// Vectors that stand beside the package; absent on some machines.
enum SharedLogVectors {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../../shared/data/tlog").standardizedFileURL
    static let areThere = FileManager.default.fileExists(atPath: folder.path)

    struct Inclusion: Decodable {
        let `case`: String
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: String?
        let leafHash: String?
        let proof: [String]?
        let wantErr: Bool
    }

    struct Consistency: Decodable {
        let `case`: String
        let size1: UInt64
        let size2: UInt64
        let root1: String?
        let root2: String?
        let proof: [String]?
        let wantErr: Bool
    }

    struct KnownTree: Decodable {
        let leafInputs: [String]
        let roots: [String]
        enum CodingKeys: String, CodingKey {
            case leafInputs = "leaf_inputs_hex"
            case roots = "root_hash_by_size_hex"
        }
    }

    static func lines<Value: Decodable>(_ name: String) throws -> [Value] {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8).split(separator: "\n")
            .map { try JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }

    static func bytes(_ base64: String?) -> [UInt8] { base64.flatMap { Data(base64Encoded: $0) }.map(Array.init) ?? [] }

    static func file(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent("tlog-tiles-log/" + path)))
    }
}
