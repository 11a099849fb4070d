import Crypto
import CryptoExtras
import Foundation

/// A passkey's public key as COSE writes it (RFC 9053): ES256, EdDSA with Ed25519, or RS256.
enum CredentialKey: Sendable {
    case es256(P256.Signing.PublicKey)
    case ed25519(Curve25519.Signing.PublicKey)
    case rs256(_RSA.Signing.PublicKey)

    /// COSE numbers of the algorithms, in the order in which we prefer them.
    static let algorithms: [Int64] = [-8, -7, -257]

    /// Nil for a key of another kind, of a wrong curve, not on its curve, or an RSA key under 2048 bits.
    init?(_ key: CBOR) {
        switch (key[1]?.asInteger, key[3]?.asInteger) {
        case (2, -7):
            guard key[-1]?.asInteger == 1, let x = key[-2]?.asBytes, let y = key[-3]?.asBytes, x.count == 32,
                y.count == 32, let point = try? P256.Signing.PublicKey(x963Representation: [4] + x + y)
            else { return nil }
            self = .es256(point)
        case (1, -8):
            guard key[-1]?.asInteger == 6, let x = key[-2]?.asBytes, x.count == 32,
                let point = try? Curve25519.Signing.PublicKey(rawRepresentation: x)
            else { return nil }
            self = .ed25519(point)
        case (3, -257):
            guard let n = key[-1]?.asBytes, let e = key[-2]?.asBytes, (256...1024).contains(n.count),
                (1...8).contains(e.count), let modulus = try? _RSA.Signing.PublicKey(n: n, e: e)
            else { return nil }
            self = .rs256(modulus)
        default: return nil
        }
    }

    /// From the COSE bytes that were kept at registration.
    init?(bytes: [UInt8]) {
        guard let key = try? CBOR.decode(bytes) else { return nil }
        self.init(key)
    }

    /// The algorithm's COSE number.
    var algorithm: Int64 {
        switch self {
        case .es256: -7
        case .ed25519: -8
        case .rs256: -257
        }
    }

    func isRight(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        switch self {
        case .es256(let key):
            guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(signature, for: message)
        case .ed25519(let key): return key.isValidSignature(signature, for: message)
        case .rs256(let key):
            let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
            return key.isValidSignature(signature, for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5)
        }
    }
}
