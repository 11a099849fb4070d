import Foundation

/// Base64 with the alphabet for addresses, without padding (RFC 4648 §5, RFC 7515 §2).
enum Base64URL {
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text = ""
        for character in Data(bytes).base64EncodedString() where character != "=" {
            text.append(character == "+" ? "-" : character == "/" ? "_" : character)
        }
        return text
    }

    /// Nil for any other character, padding, an impossible length, or spare bits that are not zero: a token has one
    /// spelling.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var plain = ""
        for character in text.utf8 {
            switch character {
            case UInt8(ascii: "-"): plain += "+"
            case UInt8(ascii: "_"): plain += "/"
            case 48...57, 65...90, 97...122: plain.unicodeScalars.append(Unicode.Scalar(character))
            default: return nil
            }
        }
        let spare = plain.utf8.count % 4
        guard spare != 1 else { return nil }
        if spare > 0 { plain += String(repeating: "=", count: 4 - spare) }
        guard let data = Data(base64Encoded: plain) else { return nil }
        let bytes = [UInt8](data)
        return encode(bytes) == String(text) ? bytes : nil
    }
}

/// Plain base64 with padding (RFC 4648 §4), for headers.
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
