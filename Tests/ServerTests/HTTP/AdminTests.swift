import Foundation
import Kernel
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Testing
import Web

@testable import Server

@Suite struct AdminTests {
    private func ask(_ path: String, ready: String? = nil, tally: Tally = Tally()) async throws -> TestResponse {
        let router = AdminPort.router(ready: { ready }, tally: tally)
        return try await Application(router: router, logger: LiveHouse.quiet).test(.router) { client in
            try await client.executeRequest(uri: path, method: .get, headers: [:], body: nil)
        }
    }

    @Test func `alive says nothing of the stores; ready says why not`() async throws {
        #expect(try await ask("/health/live", ready: "The stores do not answer.").status == .ok)
        let away = try await ask("/health/ready", ready: "The stores do not answer.")
        #expect(away.status == .serviceUnavailable)
        #expect(away.text == "The stores do not answer.\n")
        #expect(try await ask("/health/ready").status == .ok)
    }

    @Test func `counters are by pattern, in the form that Prometheus reads`() async throws {
        let tally = Tally()
        for _ in 0..<3 { tally.count(Passage(method: "GET", route: "/l/{token}", status: 200, seconds: 0.25)) }
        let text = try await ask("/metrics", tally: tally).text
        #expect(text.contains("citana_requests_total{method=\"GET\",route=\"/l/{token}\",status=\"200\"} 3\n"))
        #expect(
            text.contains("citana_request_seconds_total{method=\"GET\",route=\"/l/{token}\",status=\"200\"} 0.75\n"))
        #expect(text.contains("citana_ready 1\n"))
        #expect(text.contains("process_resident_memory_bytes "))
    }

    @Test func `rule 33: neither counters nor the log learn the address that was asked for`() async throws {
        try await LiveHouse.with(rooms: [Annexe.self]) { house in
            let tally = Tally()
            let application = Application(router: house.mount.router { tally.count($0) }, logger: LiveHouse.quiet)
            try await application.test(.router) { client in
                for path in ["/annexe/echo/diabete?q=secret", "/diabete/secret"] {
                    _ = try await client.executeRequest(uri: path, method: .get, headers: [:], body: nil)
                }
                _ = try await client.executeRequest(
                    uri: "/", method: HTTPRequest.Method("DIABETE") ?? .get, headers: [:], body: nil)
            }
            #expect(tally.exposition.contains("/annexe/echo/{name}"))
            #expect(!tally.exposition.lowercased().contains("diabete"))
            #expect(!tally.exposition.contains("secret"))
        }
    }

    @Test func `a log line is one JSON object, whatever it carries`() throws {
        let event = LogEvent(
            level: .warning, message: "two\nlines \"quoted\"", metadata: ["route": "GET /l/{token}"], source: "test",
            file: "f", function: "f", line: 1)
        let line = JSONLog.line(event, label: "citana", metadata: ["request": "1"], at: Instant(milliseconds: 0))
        #expect(
            String(decoding: line, as: UTF8.self)
                == #"{"level":"warning","logger":"citana","message":"two\nlines \"quoted\"","request":"1","#
                + #""route":"GET /l/{token}","time":"1970-01-01T00:00:00Z"}"# + "\n")
    }
}
