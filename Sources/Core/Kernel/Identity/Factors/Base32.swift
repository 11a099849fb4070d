/// Base32 as authenticator applications read it (RFC 4648 §6), without padding.
enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var bits = 0
        var held: UInt32 = 0
        for byte in bytes {
            held = held << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(held >> UInt32(bits)) & 31])
            }
            held &= (1 << UInt32(bits)) - 1
        }
        if bits > 0 { text.append(alphabet[Int(held << UInt32(5 - bits)) & 31]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for a text that is not base32. Case, spaces, hyphens and padding at the end do not count: people type this.
    static func decode(_ text: String) -> [UInt8]? {
        var characters = text.uppercased().utf8.filter { $0 != 32 && $0 != 45 }
        while characters.last == 61 { characters.removeLast() }
        // 1, 3 and 6 characters left over cannot come from whole bytes.
        guard ![1, 3, 6].contains(characters.count % 8) else { return nil }
        var bytes: [UInt8] = []
        var bits = 0
        var held: UInt32 = 0
        for character in characters {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            held = held << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(held >> UInt32(bits) & 255))
                held &= (1 << UInt32(bits)) - 1
            }
        }
        // Bits that fill the last character up are zero, or the text was cut.
        return held == 0 ? bytes : nil
    }
}
