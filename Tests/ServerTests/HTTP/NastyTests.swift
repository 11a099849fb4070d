import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import Testing
import Web

@testable import Server

/// Inputs kept under `../shared/data/nasty`, read in place.
enum Nasty {
    static let folder = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        .deletingLastPathComponent().appendingPathComponent("shared/data/nasty")

    static var isHere: Bool { FileManager.default.fileExists(atPath: folder.path) }

    /// Every line of every text list, and every string of the JSON list.
    static func lines() throws -> [String] {
        var lines: [String] = []
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).sorted(
            by: { $0.path < $1.path })
        {
            switch file.pathExtension {
            case "txt", "lst", "xml":
                let bytes = [UInt8](try Data(contentsOf: file))
                lines += String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
            case "json":
                lines += (try? JSONDecoder().decode([String].self, from: Data(contentsOf: file))) ?? []
            default: break
            }
        }
        return lines
    }

    /// Every byte that is not a letter or digit, as `%XX`.
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 48...57, 65...90, 97...122: String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}

@Suite struct NastyTests {
    @Test(.enabled(if: Nasty.isHere, "the shared nasty inputs are absent: ../shared/data/nasty"))
    func `hostile paths, queries and forms never break the program, and come back intact`() async throws {
        let lines = try Nasty.lines()
        #expect(lines.count > 500)
        try await LiveHouse.with(rooms: [Annexe.self]) { house in
            let cookie = try await house.cookie(.dpo, of: "msp-des-tilleuls")
            try await house.test { client in
                let page = try await client.executeRequest(uri: "/account", method: .get, headers: cookie, body: nil)
                let token = page.formToken
                for line in lines where !line.isEmpty {
                    let text = Nasty.encoded(line)
                    guard text.utf8.count < 1900 else { continue }
                    for uri in [
                        "/\(text)", "/register/versions/\(text)", "/account?structure=\(text)&q=\(text)",
                        "/sign-in?lang=\(text)",
                        "/static/\(text)",
                    ] {
                        let answer = try await client.executeRequest(uri: uri, method: .get, headers: cookie, body: nil)
                        #expect(answer.status.code < 500, "\(uri)")
                        #expect(!answer.text.contains("<script>alert"), "\(uri)")
                    }
                    let sent = try await client.executeRequest(
                        uri: "/annexe/echo", method: .post, headers: cookie,
                        body: ByteBuffer(string: "csrf=\(token)&text=\(text)"))
                    #expect(sent.text == line)
                    let asked = try await client.executeRequest(
                        uri: "/annexe/echo/x?q=\(text)", method: .get, headers: [:], body: nil)
                    #expect(asked.text == "x\n" + line)
                    let named = try await client.executeRequest(
                        uri: "/annexe/echo/\(text)", method: .get, headers: [:], body: nil)
                    #expect(named.status.code < 500, "\(text)")
                    #expect(named.header("Set-Cookie").isEmpty || named.status != .ok, "a header came in by \(text)")
                }
            }
        }
    }
}
