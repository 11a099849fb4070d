import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import NIOCore
import Synchronization
import Testing

@testable import Server

/// A browser that keeps its cookies: staff, or a person behind a link.
final class CareVisitor: Sendable {
    let client: any TestClientProtocol
    private let jar: Mutex<[String: String]>

    init(_ client: any TestClientProtocol, _ cookies: [String: String] = [:]) {
        self.client = client
        jar = Mutex(cookies)
    }

    private var headers: HTTPFields {
        let cookies = jar.withLock { $0.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ") }
        return [.cookie: cookies, .accept: "text/html"]
    }

    private func kept(_ response: TestResponse) -> TestResponse {
        for line in response.headers[values: .setCookie] {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            jar.withLock { $0[pair[0]] = line.contains("Max-Age=0") ? nil : pair.count > 1 ? pair[1] : "" }
        }
        return response
    }

    func get(_ path: String) async throws -> TestResponse {
        kept(try await client.executeRequest(uri: path, method: .get, headers: headers, body: nil))
    }

    /// Sends a form, with the token of the page `from`.
    func post(
        _ path: String, _ fields: [(String, String)], from: String
    ) async throws -> TestResponse {
        let token = try await get(from).formToken
        let body = ([("csrf", token)] + fields).map { "\($0.0)=\(Nasty.encoded($0.1))" }.joined(separator: "&")
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return kept(
            try await client.executeRequest(
                uri: path, method: .post, headers: headers, body: ByteBuffer(string: body)))
    }

    /// The value of the hidden field that follows a text on a page.
    static func hidden(_ name: String, after text: String, in page: String) -> String {
        guard let start = page.range(of: text),
            let field = page[start.upperBound...].range(of: "name=\"\(name)\" value=\"")
        else { return "" }
        return String(page[field.upperBound...].prefix { $0 != "\"" })
    }

    /// The value of the option of a page's list whose words hold this text.
    static func option(_ words: String, in page: String) -> String {
        for part in page.components(separatedBy: "<option value=\"").dropFirst() {
            let label = part.prefix { $0 != "<" }
            if label.contains(words) { return String(label.prefix { $0 != "\"" }) }
        }
        return ""
    }
}

extension LiveHouse {
    func visitor(
        _ role: StaffRole, of ref: String = "msp-des-tilleuls", _ client: any TestClientProtocol
    ) async throws -> CareVisitor { CareVisitor(client, ["citana": try await token(role, of: ref)]) }

    /// A patient's browser, after a link and a code.
    func person(
        _ patient: String, of ref: String = "msp-des-tilleuls", member: String? = nil,
        _ client: any TestClientProtocol
    ) async throws -> CareVisitor {
        let structure = try await kernel.structures.find(ref)
        let link = try await kernel.links.issue(
            LinkDraft(
                structure: structure.id, patient: patient, member: member, task: "t",
                proof: .code(.sms, contact: "c")))
        let visitor = CareVisitor(client)
        _ = try await visitor.post(link.path, [("step", "send"), ("ready", "yes")], from: link.path)
        let proved = try await visitor.post(link.path, [("step", "code"), ("code", codes.last)], from: link.path)
        #expect(proved.status == .seeOther)
        return visitor
    }

    /// Gives waiting lines their places.
    func integrate() async throws {
        while case .integrated(let count, _) = try await sequencer.integrate(), count > 0 {}
    }
}

extension CareVisitor {
    /// The demonstration's house, its nurse signed in, and the path of one of her patients.
    static func withNurse(
        _ body: @escaping @Sendable (LiveHouse, CareVisitor, String) async throws -> Void
    ) async throws {
        try await LiveHouse.with { house in
            try await house.test { client in
                let nurse = try await house.visitor(.professional, client)
                let list = try await nurse.get("/patients").text
                let card = try #require(list.split(separator: "<a href=\"").first { $0.contains("FICTIVE-LAVANDE") })
                try await body(house, nurse, String(card.prefix { $0 != "\"" }))
            }
        }
    }
}
