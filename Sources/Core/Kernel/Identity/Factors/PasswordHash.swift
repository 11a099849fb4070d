import Crypto
import CryptoExtras
import Foundation

/// scrypt (RFC 7914) with its parameters beside the result, so that they can be raised without losing anybody:
/// `$scrypt$ln=17,r=8,p=1$salt$hash`, both in hexadecimal.
struct PasswordHash: Sendable, Equatable {
    /// OWASP Password Storage Cheat Sheet: N = 2^17, r = 8, p = 1, which takes 128 MiB.
    struct Cost: Sendable, Equatable {
        var logN: Int
        var r: Int
        var p: Int
        static let owasp = Cost(logN: 17, r: 8, p: 1)
        /// What a stored hash may ask for at most: 256 MiB.
        var isBearable: Bool { (10...18).contains(logN) && (1...8).contains(r) && (1...4).contains(p) }
    }

    let cost: Cost
    let salt: [UInt8]
    let hash: [UInt8]

    var text: String {
        "$scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)$\(Hex.encode(salt))$\(Hex.encode(hash))"
    }

    init(cost: Cost, salt: [UInt8], hash: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let salt = Hex.decode(String(parts[3])),
            let hash = Hex.decode(String(parts[4])), salt.count == 16, hash.count == 32
        else { return nil }
        let numbers = parts[2].split(separator: ",").map { $0.split(separator: "=") }
        guard numbers.count == 3, numbers.allSatisfy({ $0.count == 2 }), numbers.map({ $0[0] }) == ["ln", "r", "p"],
            let logN = Int(numbers[0][1]), let r = Int(numbers[1][1]), let p = Int(numbers[2][1])
        else { return nil }
        let cost = Cost(logN: logN, r: r, p: p)
        guard cost.isBearable else { return nil }
        self.init(cost: cost, salt: salt, hash: hash)
    }

    /// Takes 128 MiB and about half a second at OWASP strength: call it through `PasswordBench`.
    static func derive(_ password: String, salt: [UInt8], cost: Cost) throws -> PasswordHash {
        // NFKC: the same password typed on another keyboard gives the same bytes.
        let bytes = Array(password.precomposedStringWithCompatibilityMapping.utf8)
        let key = try KDF.Scrypt.deriveKey(
            from: bytes, salt: salt, outputByteCount: 32, rounds: 1 << cost.logN, blockSize: cost.r,
            parallelism: cost.p)
        return PasswordHash(cost: cost, salt: salt, hash: key.bytes)
    }

    static func freshSalt() -> [UInt8] {
        RandomBytes.fresh(16)
    }
}

/// Hashes passwords, two at a time at most: each takes 128 MiB, and fifty people who sign in at once must not take
/// six gigabytes. On threads of its own, so that no request of somebody else waits for it.
actor PasswordBench {
    private let cost: PasswordHash.Cost
    private let places: Int
    private let queueLength: Int
    private var taken = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(cost: PasswordHash.Cost = .owasp, places: Int = 2, queueLength: Int = 64) {
        self.cost = cost
        self.places = places
        self.queueLength = queueLength
    }

    func hash(_ password: String) async throws -> String {
        try await work(password, salt: PasswordHash.freshSalt(), cost: cost).text
    }

    /// False also for a nil hash, after the same work: an unknown account takes as long as a wrong password.
    func verify(_ password: String, against stored: String?) async throws -> Bool {
        let known = stored.flatMap(PasswordHash.init)
        let derived = try await work(
            password, salt: known?.salt ?? PasswordHash.freshSalt(), cost: known?.cost ?? cost)
        guard let known else { return false }
        return ConstantTime.equal(derived.hash, known.hash)
    }

    private func work(_ password: String, salt: [UInt8], cost: PasswordHash.Cost) async throws -> PasswordHash {
        if taken < places {
            taken += 1
        } else {
            guard waiting.count < queueLength else { throw SignInRefusal.wait(seconds: 5) }
            // Whoever leaves hands their place over, so the count stays.
            await withCheckedContinuation { waiting.append($0) }
        }
        defer { leave() }
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try PasswordHash.derive(password, salt: salt, cost: cost) })
            }
        }
    }

    private func leave() {
        guard waiting.isEmpty else { return waiting.removeFirst().resume() }
        taken -= 1
    }
}
