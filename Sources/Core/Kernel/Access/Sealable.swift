import Foundation

/// A value that can be sealed: to bytes and back. Texts, bytes and days as they are; anything else as JSON.
public protocol Sealable: Sendable {
    func sealedForm() throws -> [UInt8]
    init(sealedForm: [UInt8]) throws
}

extension String: Sealable {
    public func sealedForm() -> [UInt8] { Array(utf8) }
    public init(sealedForm: [UInt8]) { self = String(decoding: sealedForm, as: UTF8.self) }
}

extension [UInt8]: Sealable {
    public func sealedForm() -> [UInt8] { self }
    public init(sealedForm: [UInt8]) { self = sealedForm }
}

extension Day: Sealable {
    public func sealedForm() -> [UInt8] { Array(description.utf8) }
    public init(sealedForm: [UInt8]) throws {
        guard let day = Day(String(decoding: sealedForm, as: UTF8.self)) else {
            throw StorageError.unexpected("a sealed day is not a day")
        }
        self = day
    }
}

extension Sealable where Self: Codable {
    /// JSON with sorted keys.
    public func sealedForm() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }

    public init(sealedForm: [UInt8]) throws { self = try JSONDecoder().decode(Self.self, from: Data(sealedForm)) }
}
