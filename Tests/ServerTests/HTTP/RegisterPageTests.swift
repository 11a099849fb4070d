import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import NIOCore
import Testing
import Web

@testable import Server

@Suite struct RegisterPageTests {
    @Test func `the tab of the page one is on says so, and it alone`() async throws {
        try await LiveHouse.with { house in
            let cookie = try await house.cookie(.dpo, of: "msp-des-tilleuls")
            try await house.test { client in
                let tabs = [
                    "/register": "/register?", "/register/versions": "/register/versions?",
                    "/register/versions/1": "/register/versions?", "/register/modules": "/register/modules?",
                    "/register/compare": "/register/versions?", "/register/overrides": "/register/overrides?",
                    "/register/processors": "/register/processors?", "/register/notice": "/register/notice?",
                ]
                for (path, tab) in tabs {
                    let page = try await client.executeRequest(uri: path, method: .get, headers: cookie, body: nil)
                    let list = page.text.split(separator: "<ul class=\"tabs\">")[1].split(separator: "</ul>")[0]
                    let current = list.split(separator: "<li>").filter { $0.contains("aria-current=\"page\"") }
                    #expect(current.count == 1 && current[0].contains("href=\"\(tab)"), "\(path)")
                }
            }
        }
    }

    @Test func `the link to the other language keeps the query`() async throws {
        try await LiveHouse.with { house in
            let cookie = try await house.cookie(.dpo, of: "msp-des-tilleuls")
            try await house.test { client in
                let uri = "/register?role=processor&lang=fr&on=2026-01-05"
                let page = try await client.executeRequest(uri: uri, method: .get, headers: cookie, body: nil)
                #expect(page.text.contains("href=\"/register?role=processor&amp;on=2026-01-05&amp;lang=en\""))
                let bare = try await client.executeRequest(uri: "/sign-in", method: .get, headers: [:], body: nil)
                #expect(bare.text.contains("href=\"/sign-in?lang=en\""))
            }
        }
    }

    @Test func `a NUL character in a field is a form problem, in an address nothing`() async throws {
        try await LiveHouse.with { house in
            let cookie = try await house.cookie(.dpo, of: "msp-des-tilleuls")
            try await house.test { client in
                let page = try await client.executeRequest(
                    uri: "/register/overrides", method: .get, headers: cookie, body: nil)
                let form = "csrf=\(page.formToken)&what=T03/recipient&value=a%00b&reason=essai"
                let answer = try await client.executeRequest(
                    uri: "/register/overrides", method: .post, headers: cookie, body: ByteBuffer(string: form))
                #expect(answer.status.code == 422)
                #expect(answer.text.contains("caractère nul"))
                let away = try await client.executeRequest(
                    uri: "/register?structure=%00", method: .get, headers: cookie, body: nil)
                #expect(away.status == .notFound)
            }
        }
    }

    @Test func `rule 3: a sheet with gaps is shown with them, and not exported`() async throws {
        try await LiveHouse.with { house in
            let dpo = DataProtectionOfficer(
                name: "Delphine Lacune", organisation: "", email: "dpo@lacune.example", phone: "")
            _ = try await house.kernel.structures.add(
                StructureDraft(ref: "lacune", name: "Lacune", kind: .msp, legalNature: .privateBody, dpo: dpo))
            let headers = try await house.kernel.structures.list()
            for header in headers where header.kind != .publisher && header.ref != "lacune" {
                for role in Sheet.Role.allCases {
                    let structure = try await house.kernel.structures.find(header.ref)
                    let sheet = try await house.kernel.register.sheet(of: structure, role: role)
                    #expect(sheet.sheet.gaps == [], "\(header.ref) \(role)")
                }
            }
            let cookie = try await house.cookie(.operator, of: headers.first { $0.kind == .publisher }?.ref ?? "")
            try await house.test { client in
                let page = try await client.executeRequest(
                    uri: "/register?structure=lacune", method: .get, headers: cookie, body: nil)
                #expect(page.text.contains("adresse du responsable"))
                let export = try await client.executeRequest(
                    uri: "/register/export?format=json&structure=lacune", method: .get, headers: cookie, body: nil)
                #expect(export.status == .conflict)
                #expect(export.text.contains("adresse du responsable"))
            }
        }
    }

    @Test func `the DPO objects on the page, the operator answers, and both see it`() async throws {
        try await LiveHouse.with { house in
            let cookie = try await house.cookie(.dpo, of: "msp-des-tilleuls")
            try await house.test { client in
                let page = try await client.executeRequest(
                    uri: "/register/processors", method: .get, headers: cookie, body: nil)
                #expect(page.text.contains("Aucune objection"))
                #expect(!page.text.contains("/register/processors/object\""))
                let form = "csrf=\(page.formToken)&service=mail&reason=essai"
                let answer = try await client.executeRequest(
                    uri: "/register/processors/object", method: .post, headers: cookie, body: ByteBuffer(string: form))
                // Nothing changed since the installation: there is nothing to object to.
                #expect(answer.status.code == 422)
                #expect(answer.text.contains("Aucun changement en cours"))
            }
        }
    }
}
