import Foundation
import Synchronization
import Testing

@testable import Kernel

/// A provider that answers from memory, and counts what it was asked for.
private final class Pretended: Sendable {
    private let state = Mutex<(keys: String, asked: [String], seconds: Int64)>(("", [], 1_790_000_000))
    let provider: IdentityProvider

    init() throws {
        var draft = IdentityProvider.Draft()
        draft.key = "psc"
        draft.name = "PSC"
        draft.clientID = "us"
        draft.clientSecret = "s"
        draft.metadataURL = "https://idp.example/metadata"
        draft.issuer = "https://idp.example"
        provider = try IdentityProvider(draft, allowsLoopback: false)
    }

    var clock: TimeSource { TimeSource { [self] in Instant(milliseconds: state.withLock { $0.seconds } * 1000) } }
    var askedForKeys: Int { state.withLock { $0.asked.filter { $0.hasSuffix("/keys") }.count } }
    var asked: Int { state.withLock { $0.asked.count } }

    func publish(_ mints: TokenMint...) {
        let keys = mints.map(\.jwk).joined(separator: ",")
        state.withLock { $0.keys = "{\"keys\":[\(keys)]}" }
    }

    func publish(text: String) { state.withLock { $0.keys = text } }

    func wait(seconds: Int64) { state.withLock { $0.seconds += seconds } }

    var knowledge: ProviderKnowledge {
        ProviderKnowledge(clock: clock) { [self] address, _ throws(ProviderFailure) in
            let body = state.withLock { state in
                state.asked.append(address)
                return address.hasSuffix("/keys") ? state.keys : Pretended.metadata
            }
            return ProviderHTTP.Answer(status: 200, type: "application/json", body: Array(body.utf8))
        }
    }

    private static let metadata = """
        {"issuer":"https://idp.example","authorization_endpoint":"https://idp.example/auth",
        "token_endpoint":"https://idp.example/token","jwks_uri":"https://idp.example/keys"}
        """
}

@Suite struct ProvidersKnowledgeTests {
    @Test func `a key that was added is found, and forged names make us ask once a minute at most`() async throws {
        let pretended = try Pretended()
        let (old, new) = (TokenMint("k1"), TokenMint("k2"))
        pretended.publish(old)
        let knowledge = pretended.knowledge
        func header(_ id: String) -> JSONWebToken.Header { .init(algorithm: .es256, keyID: id) }
        _ = try await knowledge.keys(for: header("k1"), of: pretended.provider)
        for _ in 0..<50 { _ = try await knowledge.keys(for: header("forged"), of: pretended.provider) }
        #expect(pretended.askedForKeys == 1)
        pretended.publish(new)
        pretended.wait(seconds: 61)
        // A token with the old key needs no new set …
        let kept = try await knowledge.keys(for: header("k1"), of: pretended.provider)
        #expect(pretended.askedForKeys == 1)
        #expect(throws: Never.self) { try JSONWebToken(try old.token("{}"), signedBy: kept) }
        // … one with the new key does, and then the old one is gone.
        let fresh = try await knowledge.keys(for: header("k2"), of: pretended.provider)
        #expect(pretended.askedForKeys == 2)
        #expect(throws: Never.self) { try JSONWebToken(try new.token("{}"), signedBy: fresh) }
        #expect(throws: TokenRefusal.unknownKey) { try JSONWebToken(try old.token("{}"), signedBy: fresh) }
        for _ in 0..<50 { _ = try await knowledge.keys(for: header("forged"), of: pretended.provider) }
        #expect(pretended.askedForKeys == 2)
    }

    @Test func `keys and description are asked for again after an hour`() async throws {
        let pretended = try Pretended()
        pretended.publish(TokenMint())
        let knowledge = pretended.knowledge
        let header = JSONWebToken.Header(algorithm: .es256, keyID: "k1")
        for _ in 0..<5 { _ = try await knowledge.keys(for: header, of: pretended.provider) }
        #expect(pretended.asked == 2)
        pretended.wait(seconds: 3600)
        _ = try await knowledge.keys(for: header, of: pretended.provider)
        #expect(pretended.asked == 4)
    }

    @Test func `a key set that is none is refused, and does not replace the one we have`() async throws {
        let pretended = try Pretended()
        pretended.publish(TokenMint())
        let knowledge = pretended.knowledge
        _ = try await knowledge.keys(for: .init(algorithm: .es256, keyID: "k1"), of: pretended.provider)
        pretended.wait(seconds: 61)
        for text in ["{}", "[]", "", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}", "{\"keys\":7}"] {
            pretended.publish(text: text)
            await #expect(throws: ProviderFailure.self, "\(text)") {
                try await knowledge.keys(for: .init(algorithm: .es256, keyID: "k2"), of: pretended.provider)
            }
        }
        _ = try await knowledge.keys(for: .init(algorithm: .es256, keyID: "k1"), of: pretended.provider)
    }
}
