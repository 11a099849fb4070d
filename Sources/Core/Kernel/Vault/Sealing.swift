import Crypto

/// How the house seals, in one place: AES-256-GCM under a random nonce, `nonce ‖ ciphertext ‖ tag`, authenticated with
/// what the cell is bound to. 28 bytes longer than the value.
extension SymmetricKey {
    func seal(_ value: [UInt8], boundTo bound: [UInt8]) throws -> [UInt8] {
        let box = try AES.GCM.seal(value, using: self, authenticating: bound)
        var cell: [UInt8] = []
        cell.reserveCapacity(value.count + 28)
        cell += box.nonce
        cell += box.ciphertext
        cell += box.tag
        return cell
    }

    /// Nil where the cell was altered, or is bound to something else.
    func open(_ cell: [UInt8], boundTo bound: [UInt8]) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: cell),
            let value = try? AES.GCM.open(box, using: self, authenticating: bound)
        else { return nil }
        return Array(value)
    }

    /// Its bytes, for wrapping it under another key and nothing else.
    var bytes: [UInt8] { unsafe withUnsafeBytes { bytes in unsafe Array(bytes) } }
}

/// Random bytes from the cryptographic library.
enum RandomBytes {
    static func fresh(_ count: Int) -> [UInt8] { SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).bytes }
}
