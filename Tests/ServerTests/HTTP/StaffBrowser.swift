import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import NIOCore
import Testing
import Web

@testable import Server

/// A browser of one signed-in person.
struct StaffBrowser: Sendable {
    let house: LiveHouse
    let client: any TestClientProtocol
    let token: String

    var cookie: HTTPFields {
        HTTPFields([
            HTTPField(name: .cookie, value: "citana=\(token)"), HTTPField(name: .accept, value: "text/html"),
        ])
    }

    /// Whoever has this role in this structure of the demonstration.
    static func with(
        _ role: StaffRole, of ref: String = "msp-des-tilleuls",
        _ body: @escaping @Sendable (StaffBrowser) async throws -> Void
    ) async throws {
        try await LiveHouse.with { house in
            let token = try await house.token(role, of: ref)
            try await house.test { client in
                try await body(StaffBrowser(house: house, client: client, token: token))
            }
        }
    }

    /// Another person's browser in the same house.
    func other(_ role: StaffRole, of ref: String = "msp-des-tilleuls") async throws -> StaffBrowser {
        StaffBrowser(house: house, client: client, token: try await house.token(role, of: ref))
    }

    func other(_ account: Account) async throws -> StaffBrowser {
        StaffBrowser(
            house: house, client: client,
            token: try await house.kernel.sessions.open(account, address: "", device: ""))
    }

    func get(_ path: String) async throws -> TestResponse {
        try await client.executeRequest(uri: path, method: .get, headers: cookie, body: nil)
    }

    func post(_ path: String, _ fields: [String: String] = [:]) async throws -> TestResponse {
        let form = try await get("/account/situation").formToken
        let body = (["csrf": form].merging(fields) { $1 }).map { "\($0)=\(Nasty.encoded($1))" }.joined(separator: "&")
        var headers = cookie
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await client.executeRequest(
            uri: path, method: .post, headers: headers, body: ByteBuffer(string: body))
    }

    /// The session as it stands, for asking the kernel directly.
    func session() async throws -> StaffSession { try #require(try await house.kernel.sessions.find(token)) }

    /// The number of the first patient of this name among « my patients ».
    func patient(_ name: String) async throws -> String {
        let card = try await get("/patients").text.split(separator: "<a href=\"/patients/").first { $0.contains(name) }
        return String(try #require(card).prefix { $0 != "\"" })
    }

    /// Lines of the structure's log of the last two days, the newest first.
    func lines(_ filter: LogFilter = LogFilter(), of ref: String = "msp-des-tilleuls") async throws -> [AccessLine] {
        let kernel = house.kernel
        let (structure, now) = (try await kernel.structures.find(ref).id, kernel.clock.now)
        let reading = AccessLine(
            at: now, structure: structure, actor: .init(id: "test", role: "", means: "test"), action: "test",
            treatment: "T03", verdict: "allow", reason: "")
        let period = LogPeriod(from: now.adding(seconds: -172_800), to: now.adding(seconds: 60))
        return try await kernel.log.lines(of: structure, period, filter, limit: 500, reading: reading).lines.map(\.line)
    }
}
