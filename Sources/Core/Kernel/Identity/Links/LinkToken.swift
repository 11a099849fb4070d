/// The secret part of a person's link: 26 characters that carry 130 bits (rule 32), `/l/` and 26 make 29.
///
/// Crockford's base32 in small letters: no `i`, `l`, `o`, `u`, so that a link read out or typed from paper arrives. It
/// is computed from the row's id (HMAC), hence never stored: whoever sends it again sends the same.
enum LinkToken {
    static let characters = 26
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// The first 130 bits of a 32-byte code.
    static func text(of code: [UInt8]) -> String {
        var out: [UInt8] = []
        var bits = 0
        var held: UInt32 = 0
        for byte in code where out.count < characters {
            held = (held << 8 | UInt32(byte)) & 0xFFFF
            bits += 8
            while bits >= 5, out.count < characters {
                bits -= 5
                out.append(alphabet[Int(held >> UInt32(bits) & 31)])
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// As it was meant: capitals, and letters that look like digits, are read as what they look like. Nil for anything
    /// that no link is.
    static func read(_ typed: String) -> String? {
        guard typed.utf8.count == characters else { return nil }
        var out: [UInt8] = []
        for byte in typed.lowercased().utf8 {
            let meant: UInt8 =
                switch byte {
                case UInt8(ascii: "o"): UInt8(ascii: "0")
                case UInt8(ascii: "i"), UInt8(ascii: "l"): UInt8(ascii: "1")
                default: byte
                }
            guard alphabet.contains(meant) else { return nil }
            out.append(meant)
        }
        return String(decoding: out, as: UTF8.self)
    }
}
