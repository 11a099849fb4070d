import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import NIOCore
import Testing
import Web

@testable import Server

/// What a path that a form is sent to does with secrets.
private enum Secrets {
    /// Takes a secret of somebody not yet signed in: fields of a wrong try. Must be slowed.
    case slowed([String: String])
    /// Takes a secret again of somebody signed in. Must be slowed.
    case slowedSession([String: String])
    /// Takes none that could be guessed, for this reason.
    case none(StaticString)
}

@Suite struct SignInTests {
    /// Written by hand. A path that is not here fails the test, so that nobody adds one without deciding.
    private static let table: [String: Secrets] = [
        "/sign-in": .slowed(["mail": "personne@nulle-part.example", "password": "Faux&Mauvais-31"]),
        "/sign-in/code": .slowed(["pending": String(repeating: "0", count: 64), "code": "000000"]),
        "/sign-in/passkey": .slowed(["answer": "{}"]),
        "/enrol/{token}": .slowed(["password": "a", "again": "a", "offer": "", "code": "000000"]),
        "/enrol/{token}/passkey": .slowed(["answer": "{}"]),
        "/account/confirm": .slowedSession(["password": "Faux&Mauvais-31", "code": "000000"]),
        "/account/confirm/passkey": .slowedSession(["answer": "{}"]),
        "/account/application": .none("the code proves that the telephone has read the secret which the page shows"),
        "/account/password": .none("a new password, after a fresh proof"),
        "/account/passkey": .none("a new passkey, after a fresh proof"),
        "/account/recovery-codes": .none("new codes, after a fresh proof"),
        "/account/factor": .none("a number of one's own, after a fresh proof"),
        "/account/session": .none("a number of one's own"),
        "/account/sessions": .none("nothing"),
        "/account/device": .none("a number of one's own"),
        "/account/situation": .none("a number of one's own"),
        "/people/recoveries": .none("a number of a colleague, after a fresh proof"),
        "/people/recoveries/agree": .none("a number of a request, after a fresh proof"),
        "/l/{token}": .slowed(["step": "birth-date", "day": "2", "month": "3", "year": "1950"]),
        "/sign-in/situation": .none("a number of a choice that the provider's answer gave to this browser"),
        "/sign-out": .none("nothing"),
        "/me/choices": .none("a decision of the person, who proved who they are behind a link"),
        "/me/leave": .none("nothing"),
        "/patients/search": .none("names somebody; the gate judges, and writes down, each record that is found"),
        "/patients/new": .none("a decision on a record, which the gate judges"),
        "/patients/{patient}/emergency": .none("a reason, after a fresh proof"),
        "/patients/{patient}/traits": .none("a decision on a record, which the gate judges"),
        "/patients/{patient}/check": .none("a decision on a record, which the gate judges"),
        "/patients/{patient}/attribute": .none("a decision on a record, which the gate judges"),
        "/patients/{patient}/merge": .none("a decision on a record, which the gate judges"),
        "/patients/{patient}/unmerge": .none("a decision on a record, which the gate judges"),
        "/patients/{patient}/contacts": .none("a decision on a record, which the gate judges"),
        "/patients/{patient}/circle": .none("a decision on a record, which the gate judges"),
        "/patients/{patient}/circle/end": .none("a decision on a record, which the gate judges"),
        "/patients/{patient}/titles/revoke": .none("a decision on a record, which the gate judges"),
        "/patients/{patient}/care/end": .none("a decision on a record, which the gate judges"),
    ]

    /// Forms of people who are at work, signed in: what they send is data.
    private static func ordinary(_ path: String) -> Bool {
        ["/register/", "/patients/", "/people/", "/accesses/", "/teams"].contains { path.hasPrefix($0) }
    }

    /// Paths that forms are sent to, from the route table.
    private static func posts(_ kernel: Kernel) -> [String] {
        let lines = Mount.routesText(Composition.rooms, kernel: kernel).split(separator: "\n")
        return lines.compactMap { line -> String? in
            let words = line.split(separator: "\t")
            return words[0] == "POST" ? String(words[1]) : nil
        }
    }

    @Test func `every path that a form is sent to is known to take a secret or not`() async throws {
        try await LiveHouse.with { house in
            let posts = Self.posts(house.kernel)
            #expect(posts.count > 10)
            let unknown = posts.filter { Self.table[$0] == nil && !Self.ordinary($0) }
            #expect(unknown == [], "say in SignInTests.table whether it takes a secret")
            let gone = Set(Self.table.keys).subtracting(posts)
            #expect(gone == [])
        }
    }

    @Test(arguments: SignInTests.table.keys.sorted())
    func `rule 34: every path that takes a secret slows who guesses, then says so`(_ path: String) async throws {
        let fields: [String: String]
        let signedIn: Bool
        switch try #require(Self.table[path]) {
        case .slowed(let wrong): (fields, signedIn) = (wrong, false)
        case .slowedSession(let wrong): (fields, signedIn) = (wrong, true)
        case .none: return
        }
        try await LiveHouse.with { house in
            var cookies = "citana-form=\(String(repeating: "a", count: 64))"
            var target = path
            if signedIn { cookies = "citana=" + (try await house.token(.professional, of: "msp-des-tilleuls")) }
            if path.contains("{token}") {
                let headers = try await house.kernel.structures.list()
                let header = try #require(headers.first { $0.ref == "msp-des-tilleuls" })
                let account = try #require(try await house.kernel.accounts.staff(of: header).first)
                if path.hasPrefix("/l/") {
                    let draft = LinkDraft(
                        structure: header.id, patient: "patient-1", task: "task-1",
                        proof: .birthDate(Day(number: -5778)))
                    target = try await house.kernel.links.issue(draft).path
                } else {
                    let token = try await house.kernel.enrolment.invite(account, by: "test")
                    target = path.replacing("{token}", with: token)
                }
            }
            try await house.test { [cookies, target] client in
                let start = signedIn ? "/account/confirm" : "/sign-in"
                let page = try await client.executeRequest(
                    uri: start, method: .get, headers: [.cookie: cookies], body: nil)
                var body = "csrf=\(page.formToken)"
                for (name, value) in fields { body += "&\(name)=\(value.replacing("&", with: "%26"))" }
                let sent = ByteBuffer(string: body)
                var statuses: [Int] = []
                for _ in 0..<30 where statuses.last != 429 {
                    let answer = try await client.executeRequest(
                        uri: target, method: .post,
                        headers: [.cookie: cookies, .contentType: "application/x-www-form-urlencoded"],
                        body: sent)
                    statuses.append(Int(answer.status.code))
                }
                #expect(statuses.last == 429, "\(path): \(statuses)")
                #expect(
                    statuses.count > 3 && statuses.first == 422,
                    "\(path): the first tries are judged: \(statuses)")
            }
        }
    }

    @Test func `outside the demonstration a session of the cast opens nothing`() async throws {
        try await LiveHouse.with(environment: .preprod) { house in
            let cookie = try await house.cookie(.dpo, of: "msp-des-tilleuls")
            try await house.test { client in
                let account = try await client.executeRequest(
                    uri: "/account", method: .get, headers: cookie.merging([.accept: "text/html"]), body: nil)
                #expect(account.status == .seeOther && account.header("Location") == "/sign-in")
                let page = try await client.executeRequest(uri: "/sign-in", method: .get, headers: [:], body: nil)
                #expect(page.text.contains("name=\"password\"") && !page.text.contains("name=\"account\""))
            }
        }
    }
}

extension HTTPFields {
    fileprivate func merging(_ other: HTTPFields) -> HTTPFields {
        var all = self
        for field in other { all.append(field) }
        return all
    }
}
