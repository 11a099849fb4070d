import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import Testing
import Web

@testable import Server

@Suite struct GuardTests {
    @Test func `rule 68: every answer carries the security headers, whatever happened`() async throws {
        try await LiveHouse.with(secure: true, rooms: [Annexe.self]) { house in
            try await house.test { client in
                let paths = [
                    "/sign-in", "/", "/register", "/nowhere", "/static/nothing.css", "/static/citana.css",
                    "/annexe/bug",
                    "/annexe/away", "/questionnaires", "/" + String(repeating: "a", count: 5000),
                ]
                for path in paths {
                    let answer = try await client.executeRequest(uri: path, method: .get, headers: [:], body: nil)
                    let policy = answer.header("Content-Security-Policy")
                    #expect(policy.hasPrefix("default-src 'none'"), "\(path)")
                    #expect(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "\(path)")
                    #expect(answer.header("Strict-Transport-Security").contains("max-age=63072000"), "\(path)")
                    #expect(answer.header("X-Content-Type-Options") == "nosniff", "\(path)")
                    #expect(answer.header("Referrer-Policy") == "no-referrer", "\(path)")
                    #expect(answer.header("X-Request-Id").count == 32, "\(path)")
                    let kept = path == "/static/citana.css"
                    #expect(answer.header("Cache-Control").contains(kept ? "immutable" : "no-store"), "\(path)")
                }
            }
        }
    }

    @Test func `rule 68: every form of the route table refuses without its token, and from another site with it`()
        async throws
    {
        try await LiveHouse.with(rooms: [Annexe.self]) { house in
            let rooms = Composition.rooms + [Annexe.self]
            let posts = Mount.routesText(rooms, kernel: house.kernel).split(separator: "\n").compactMap { line in
                let parts = line.split(separator: "\t")
                return parts[0] == "POST" ? String(parts[1]) : nil
            }
            #expect(posts.count >= 5)
            let cookie = try await house.cookie(.dpo, of: "msp-des-tilleuls")
            try await house.test { client in
                let page = try await client.executeRequest(uri: "/account", method: .get, headers: cookie, body: nil)
                let token = page.formToken
                #expect(token.count == 64)
                let fields = ["", "csrf=", "csrf=\(String(repeating: "0", count: 64))", "csrf=%00&csrf=\(token)"]
                for pattern in posts {
                    let path = pattern.replacing(/\{\w+\}/, with: "questionnaires")
                    for form in fields {
                        let answer = try await client.executeRequest(
                            uri: path, method: .post, headers: cookie, body: ByteBuffer(string: form))
                        #expect(answer.status == .forbidden, "\(path) with \(form)")
                    }
                    for header in [
                        ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://elsewhere.example"), ("Origin", "null"),
                    ] {
                        var headers = cookie
                        if let name = HTTPField.Name(header.0) { headers[name] = header.1 }
                        let answer = try await client.executeRequest(
                            uri: path, method: .post, headers: headers, body: ByteBuffer(string: "csrf=\(token)"))
                        #expect(answer.status == .forbidden, "\(path) from \(header)")
                    }
                }
                // The control: with the token, from here, the form is taken.
                let taken = try await client.executeRequest(
                    uri: "/annexe/echo", method: .post, headers: cookie,
                    body: ByteBuffer(string: "csrf=\(token)&text=a+b%2B"))
                #expect(taken.status == .ok)
                #expect(taken.text == "a b+")
            }
        }
    }

    @Test func `a token of somebody else's session is refused`() async throws {
        try await LiveHouse.with { house in
            let mine = try await house.cookie(.dpo, of: "msp-des-tilleuls")
            let theirs = try await house.cookie(.dpo, of: "samu-du-val")
            try await house.test { client in
                let page = try await client.executeRequest(uri: "/account", method: .get, headers: theirs, body: nil)
                let answer = try await client.executeRequest(
                    uri: "/sign-out", method: .post, headers: mine, body: ByteBuffer(string: "csrf=\(page.formToken)"))
                #expect(answer.status == .forbidden)
            }
        }
    }

    @Test func `not signed in: a browser goes to sign-in, a program gets 401`() async throws {
        try await LiveHouse.with { house in
            try await house.test { client in
                for path in ["/register", "/account", "/questionnaires", "/records", "/partners"] {
                    let browser = try await client.executeRequest(
                        uri: path, method: .get, headers: [.accept: "text/html,*/*;q=0.8"], body: nil)
                    #expect(browser.status == .seeOther, "\(path)")
                    #expect(browser.headers[.location] == "/sign-in")
                    let program = try await client.executeRequest(uri: path, method: .get, headers: [:], body: nil)
                    #expect(program.status == .unauthorized, "\(path)")
                }
            }
        }
    }

    @Test func `who may not, sees nothing there`() async throws {
        try await LiveHouse.with { house in
            let nurse = try await house.cookie(.professional, of: "msp-des-tilleuls")
            try await house.test { client in
                let refused = try await client.executeRequest(
                    uri: "/register/modules", method: .get, headers: nurse, body: nil)
                let absent = try await client.executeRequest(uri: "/nowhere", method: .get, headers: nurse, body: nil)
                #expect(refused.status == .notFound)
                #expect(absent.status == .notFound)
            }
        }
    }

    @Test func `a module answers 404 where the contract has it not, and at once when it is stopped`() async throws {
        try await LiveHouse.with { house in
            let ref = "samu-du-val"
            let cookie = try await house.cookie(.dpo, of: ref)
            let structure = try await house.kernel.structures.find(ref)
            let prefixes = [
                "questionnaires": "/questionnaires", "shared-records": "/records", "partner-exchange": "/partners",
            ]
            let states = try await house.kernel.contracts.states(of: structure)
            #expect(states.contains { $0.status == .enabled } && states.contains { $0.status != .enabled })
            try await house.test { client in
                for state in states {
                    let path = try #require(prefixes[state.module.value])
                    let answer = try await client.executeRequest(uri: path, method: .get, headers: cookie, body: nil)
                    #expect((answer.status == .ok) == (state.status == .enabled), "\(path) \(answer.status)")
                    #expect(answer.status == .ok || answer.status == .notFound, "\(path) \(answer.status)")
                }
                for state in states where state.status == .enabled {
                    try await house.kernel.register.disable(state.module.value, for: structure, author: "essai")
                    let path = try #require(prefixes[state.module.value])
                    let answer = try await client.executeRequest(uri: path, method: .get, headers: cookie, body: nil)
                    #expect(answer.status == .notFound, "\(path)")
                }
            }
        }
    }

    @Test func `sessions travel in a cookie that scripts and other hosts cannot have`() async throws {
        for secure in [true, false] {
            try await LiveHouse.with(secure: secure) { house in
                try await house.test { client in
                    let page = try await client.executeRequest(uri: "/sign-in", method: .get, headers: [:], body: nil)
                    let set = page.header("Set-Cookie")
                    let visitor = String(set.prefix { $0 != ";" })
                    let account = try #require(
                        page.text.split(separator: "name=\"account\" value=\"").dropFirst().first?.prefix { $0 != "\"" }
                    )
                    let answer = try await client.executeRequest(
                        uri: "/sign-in", method: .post, headers: [.cookie: visitor],
                        body: ByteBuffer(string: "csrf=\(page.formToken)&account=\(account)"))
                    #expect(answer.status == .seeOther)
                    let session = answer.header("Set-Cookie")
                    #expect(session.hasPrefix(secure ? "__Host-citana=" : "citana="))
                    #expect(session.contains("; Path=/; HttpOnly; SameSite=Lax"))
                    #expect(session.contains("; Secure") == secure)
                    #expect(!session.contains("Domain"))
                    let cookie = String(session.prefix { $0 != ";" })
                    let inside = try await client.executeRequest(
                        uri: "/account", method: .get, headers: [.cookie: cookie], body: nil)
                    #expect(inside.status == .ok)
                }
            }
        }
    }
}
