import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import Testing
import Web

@testable import Server

@Suite struct ProblemTests {
    @Test func `a bug answers 500 with a reference, and not a word of what happened`() async throws {
        try await LiveHouse.with(rooms: [Annexe.self]) { house in
            try await house.test { client in
                let answer = try await client.executeRequest(uri: "/annexe/bug", method: .get, headers: [:], body: nil)
                #expect(answer.status == .internalServerError)
                #expect(answer.text.contains(answer.header("X-Request-Id")))
                #expect(!answer.text.contains("diab") && !answer.text.contains("Secret"))
            }
        }
    }

    @Test func `a store that is away answers 503 without naming itself`() async throws {
        try await LiveHouse.with(rooms: [Annexe.self]) { house in
            try await house.test { client in
                let answer = try await client.executeRequest(uri: "/annexe/away", method: .get, headers: [:], body: nil)
                #expect(answer.status == .serviceUnavailable)
                #expect(!answer.text.contains("db7"))
            }
        }
    }

    @Test func `what is too long is refused: bodies 413, addresses 414`() async throws {
        try await LiveHouse.with(bodyBytes: 1000, rooms: [Annexe.self]) { house in
            try await house.test { client in
                let body = ByteBuffer(repeating: 97, count: 1001)
                let large = try await client.executeRequest(
                    uri: "/annexe/echo", method: .post, headers: [:], body: body)
                #expect(large.status == .contentTooLarge)
                let path = "/" + String(repeating: "x", count: 4096)
                let long = try await client.executeRequest(uri: path, method: .get, headers: [:], body: nil)
                #expect(long.status == .uriTooLong)
            }
        }
    }

    @Test func `HEAD answers as GET does, without the body`() async throws {
        try await LiveHouse.with { house in
            try await house.test { client in
                let answer = try await client.executeRequest(uri: "/sign-in", method: .head, headers: [:], body: nil)
                #expect(answer.status == .ok)
                #expect(answer.body.readableBytes == 0)
                #expect((Int(answer.header("Content-Length")) ?? 0) > 500)
            }
        }
    }

    @Test func `the language is the one asked for, then the one kept, then the browser's, then French`() async throws {
        try await LiveHouse.with { house in
            try await house.test { client in
                func language(_ path: String, _ headers: HTTPFields) async throws -> (lang: String, cookie: String) {
                    let answer = try await client.executeRequest(uri: path, method: .get, headers: headers, body: nil)
                    let lang = answer.text.split(separator: "<html lang=\"").dropFirst().first.map {
                        String($0.prefix(2))
                    }
                    return (lang ?? "", answer.headers[values: .setCookie].first { $0.hasPrefix("citana-lang=") } ?? "")
                }
                #expect(try await language("/sign-in", [:]).lang == "fr")
                #expect(try await language("/sign-in", [.acceptLanguage: "de, en-GB;q=0.8, fr;q=0.2"]).lang == "en")
                #expect(
                    try await language("/sign-in", [.acceptLanguage: "en", .cookie: "citana-lang=fr"]).lang == "fr")
                let asked = try await language("/sign-in?lang=en", [.cookie: "citana-lang=fr"])
                #expect(asked.lang == "en")
                #expect(asked.cookie.hasPrefix("citana-lang=en;"))
                #expect(try await language("/sign-in?lang=%3Cscript%3E", [:]).lang == "fr")
            }
        }
    }

    @Test func `a redirection never leaves the house`() async throws {
        try await LiveHouse.with(rooms: [Annexe.self]) { house in
            try await house.test { client in
                for target in [
                    "%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "%5C%5Cevil.example", "%2F%5Cevil.example",
                ] {
                    let answer = try await client.executeRequest(
                        uri: "/annexe/away/to/\(target)", method: .get, headers: [:], body: nil)
                    let location = answer.header("Location")
                    #expect(
                        location.hasPrefix("/") && !location.hasPrefix("//") && !location.hasPrefix("/\\"),
                        "\(location)")
                }
            }
        }
    }
}
