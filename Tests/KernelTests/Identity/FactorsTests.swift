import Crypto
import Foundation
import Testing

@testable import Kernel

/// Vectors kept beside the repository, read in place.
enum CryptoVectors {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/data/crypto")
    static let areHere = FileManager.default.fileExists(atPath: folder.path)

    static func json(_ name: String) throws -> [String: Any] {
        let data = try Data(contentsOf: folder.appending(path: name))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
}

@Suite struct FactorsTests {
    @Test(.enabled(if: CryptoVectors.areHere, "the shared vectors are absent: ../shared/data/crypto"))
    func `the codes of RFC 6238 and RFC 4226 are ours`() throws {
        let vectors = try CryptoVectors.json("totp-hotp.json")
        let totp = try #require(vectors["totp_rfc6238_appendix_b"] as? [[String: Any]])
        let hotp = try #require(vectors["hotp_rfc4226_appendix_d"] as? [[String: Any]])
        #expect(totp.count >= 9 && hotp.count >= 5)
        for vector in totp {
            let secret = try #require(vector["secret_ascii"] as? String)
            let algorithm = try #require(vector["alg"] as? String)
            let generator = OneTimePassword(
                secret: Array(secret.utf8), algorithm: try #require(.init(rawValue: algorithm)),
                digits: try #require(vector["digits"] as? Int))
            let time = try #require(vector["unix_time"] as? Int)
            let step = OneTimePassword.step(at: Instant(milliseconds: Int64(time) * 1000))
            #expect(generator.code(at: step) == vector["code"] as? String)
        }
        for vector in hotp {
            let secret = try #require(vector["secret_ascii"] as? String)
            let generator = OneTimePassword(
                secret: Array(secret.utf8), digits: try #require(vector["digits"] as? Int))
            let counter = try #require(vector["counter"] as? Int)
            #expect(generator.code(at: UInt64(counter)) == vector["code"] as? String)
        }
    }

    @Test func `a code holds for its step and one on each side, and once`() {
        let generator = OneTimePassword(secret: Array("12345678901234567890".utf8))
        let now = Instant(milliseconds: 1_800_000_000_000)
        let step = OneTimePassword.step(at: now)
        for offset in -3...3 {
            let code = generator.code(at: UInt64(Int64(step) + Int64(offset)))
            let accepted = generator.acceptedStep(code, at: now, after: nil)
            #expect((accepted != nil) == (abs(offset) <= 1), "offset \(offset)")
        }
        let code = generator.code(at: step)
        #expect(generator.acceptedStep(code, at: now, after: step) == nil)
        #expect(generator.acceptedStep(code, at: now, after: step - 1) == step)
        #expect(generator.acceptedStep(generator.code(at: step - 1), at: now, after: step) == nil)
        for nonsense in ["", "12345", "1234567", "abcdef", "１２３４５６"] {
            #expect(generator.acceptedStep(nonsense, at: now, after: nil) == nil)
        }
    }

    @Test func `base32 goes both ways, as RFC 4648 writes it`() {
        let pairs = [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ]
        for (plain, text) in pairs {
            #expect(Base32.encode(Array(plain.utf8)) == text)
            #expect(Base32.decode(text) == Array(plain.utf8))
        }
        #expect(Base32.decode("mzxw-6ytb oi======") == Array("foobar".utf8))
        for broken in ["M", "MZX", "MZXW61", "MZXW6Y", "M1", "MZ=W", "MZ"] { #expect(Base32.decode(broken) == nil) }
    }

    @Test func `a link for an application names issuer, account and parameters`() {
        let link = OneTimePassword(secret: Array("foobar".utf8)).uri(issuer: "Citana", account: "a&b@c.example")
        #expect(
            link == "otpauth://totp/Citana:a%26b%40c%2Eexample?secret=MZXW6YTBOI&issuer=Citana&algorithm=SHA1"
                + "&digits=6&period=30")
    }

    @Test func `recovery codes: ten, all different, found again however they are typed`() {
        let codes = RecoveryCodes.fresh()
        #expect(codes.count == 10 && Set(codes).count == 10)
        for code in codes {
            #expect(RecoveryCodes.looksLikeOne(code) && !RecoveryCodes.looksLikeOne("123456"))
            let typed = code.lowercased().replacing("-", with: " ")
            #expect(RecoveryCodes.hash(typed) == RecoveryCodes.hash(code))
        }
        #expect(Set(codes.map(RecoveryCodes.hash)).count == 10)
    }

    @Test func `a password is kept with its cost, and only the right one is recognised`() async throws {
        let bench = PasswordBench(cost: .init(logN: 10, r: 8, p: 1))
        let kept = try await bench.hash("Cheval-Agrafe-9!")
        #expect(kept.hasPrefix("$scrypt$ln=10,r=8,p=1$") && !kept.contains("Cheval"))
        #expect(try await bench.verify("Cheval-Agrafe-9!", against: kept))
        #expect(try await !bench.verify("Cheval-Agrafe-9", against: kept))
        #expect(try await !bench.verify("Cheval-Agrafe-9!", against: nil))
        #expect(try await bench.hash("Cheval-Agrafe-9!") != kept, "each has its own salt")
        // The same letters, composed otherwise, as another keyboard sends them.
        let accented = try await bench.hash("Pre\u{301}lude-en-Si-3!")
        #expect(try await bench.verify("Pr\u{e9}lude-en-Si-3!", against: accented))
        let stored = try #require(PasswordHash(kept))
        #expect(stored.text == kept)
        for broken in [
            "", "$scrypt$", kept.replacing("ln=10", with: "ln=30"), kept.replacing("r=8", with: "r=8000"),
            kept + "$", String(kept.dropLast(2)), kept.replacing("scrypt", with: "plain"),
        ] { #expect(PasswordHash(broken) == nil, "\(broken)") }
    }

    @Test func `scrypt is the one of RFC 7914`() throws {
        // RFC 7914 §12, second vector: N = 1024, r = 8, p = 16; here the first 32 bytes of its 64.
        let derived = try PasswordHash.derive("password", salt: Array("NaCl".utf8), cost: .init(logN: 10, r: 8, p: 16))
        #expect(Hex.encode(derived.hash) == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162")
    }

    @Test func `password rules: CNIL's three ways, and none of the obvious`() {
        let own = ["Nora Infirmière-Fictive", "nora@tilleuls.example", "Maison de santé des Tilleuls (fictive)"]
        func problem(_ text: String) -> PasswordProblem? { PasswordRules.problem(text, personal: own) }
        for good in [
            "Tr0ubl&Varech#", "vG7+kbQm2!xw", "AgrafeVarech73Quille", "sept mots choisis au vrai hasard ce matin",
        ] { #expect(problem(good) == nil, "\(good)") }
        for weak in ["", "Court1!", "toutenminuscules", "TOUTENMAJUSCULES1!", "Aaaaaaaaaaa1!", "abcdefghijK1!mno"] {
            #expect(problem(weak) == .tooWeak, "\(weak)")
        }
        for common in [
            "Motdepasse2024!", "P@ssw0rd2026!", "Azerty-Azerty-12", "1234-Bienvenue!", "Soleil&Doudou85",
            "M0tDeP@sse!2025",
        ] { #expect(problem(common) == .common, "\(common)") }
        for own in ["Tilleuls-2026!xK", "xK9!Infirmi3re-zz", "zQ!9nora@kfRp7w"] { #expect(problem(own) == .personal) }
        #expect(problem(String(repeating: "aB3!", count: 51)) == .tooLong)
    }
}
