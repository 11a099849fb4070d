import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import NIOCore
import Testing
import Web

@testable import Server

/// A browser of one signed-in person.
private struct Visitor: Sendable {
    let client: any TestClientProtocol
    let cookie: HTTPFields

    func get(_ path: String) async throws -> TestResponse {
        try await client.executeRequest(uri: path, method: .get, headers: cookie, body: nil)
    }

    func post(_ path: String, _ fields: [String: String]) async throws -> TestResponse {
        let token = try await get("/account").formToken
        let body = (["csrf": token].merging(fields) { $1 }).map { "\($0)=\(Nasty.encoded($1))" }.joined(separator: "&")
        var headers = cookie
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await client.executeRequest(
            uri: path, method: .post, headers: headers, body: ByteBuffer(string: body))
    }

    /// The path of the first patient of this name among « my patients ».
    func patient(_ name: String) async throws -> String {
        let card = try await get("/patients").text.split(separator: "<a href=\"").first { $0.contains(name) }
        return String(try #require(card).prefix { $0 != "\"" })
    }
}

@Suite struct PatientPageTests {
    private static let born = ["year": "1941", "month": "6", "day": "3", "sex": "F"]

    private func with(
        _ role: StaffRole = .professional, of ref: String = "msp-des-tilleuls",
        _ body: @escaping @Sendable (LiveHouse, Visitor) async throws -> Void
    ) async throws {
        try await LiveHouse.with { house in
            let cookie = try await house.cookie(role, of: ref)
            try await house.test { client in try await body(house, Visitor(client: client, cookie: cookie)) }
        }
    }

    @Test func `rule 33: somebody is looked for by a form, and an address looks for nobody`() async throws {
        try await with { _, nurse in
            let address = try await nurse.get("/patients?name=EXEMPLE&born=1958-12-31&number=1")
            #expect(address.status == .ok && !address.text.contains("id=\"found\""))
            let found = try await nurse.post("/patients/search", ["name": "exe", "born": "1958-12-31"])
            #expect(found.status == .ok && found.text.contains("id=\"found\""))
            let cards = try #require(
                found.text.split(separator: "id=\"found\"").last?.split(separator: "id=\"mine\"").first)
            #expect(cards.contains("EXEMPLE OUSMANE") && cards.contains("EXEMPLAIRE OUSMANE"))
            #expect(!cards.contains("FICTIVE-LAVANDE"))
            #expect(try await nurse.post("/patients/search", ["number": "123"]).status == .unprocessableContent)
            #expect(try await nurse.post("/patients/search", ["name": "exe"]).status == .unprocessableContent)
        }
    }

    @Test func `who is no part of care finds no page of patients, and nobody signed in is sent to sign in`()
        async throws
    {
        for role in [StaffRole.dpo, .administrator] {
            try await with(role) { (_, staff) async throws -> Void in
                for path in ["/patients", "/patients/new", "/patients/1", "/patients/1/identity"] {
                    #expect(try await staff.get(path).status == .notFound, "\(role) \(path)")
                }
                #expect(try await !staff.get("/account").text.contains("href=\"/patients\""))
            }
        }
        try await with { (_, nurse) async throws -> Void in
            let nobody = Visitor(client: nurse.client, cookie: [.accept: "text/html"])
            #expect(try await nobody.get("/patients").status == .seeOther)
            #expect(try await nurse.get("/account").text.contains("href=\"/patients\""))
        }
    }

    @Test func `rule 67: another structure's professional sees and changes nothing of a patient`() async throws {
        try await with { house, nurse in
            let path = try await nurse.patient("FICTIVE-LAVANDE")
            let before = try await nurse.get(path).text
            let other = Visitor(
                client: nurse.client, cookie: try await house.cookie(.professional, of: "samu-du-val"))
            for suffix in ["", "/identity"] { #expect(try await other.get(path + suffix).status == .notFound) }
            for (suffix, fields) in [
                ("/attribute", ["set": "douteux"]), ("/check", ["evidence": "passeport", "agrees": "yes"]),
                ("/contacts", ["kind": "telephone", "value": "06 12 34 56 78"]), ("/merge", ["other": "x"]),
                ("/circle", ["familyName": "A", "givenName": "B", "relationship": "c"]),
                ("/emergency", ["reason": "essai"]), ("/care/end", ["relation": "x"]),
            ] {
                #expect(try await other.post(path + suffix, fields).status == .notFound, "\(suffix)")
            }
            let search = try await other.post("/patients/search", ["name": "FICTIVE", "born": "1941-06-03"])
            // Their own structure may follow somebody of that name: another record, another number.
            #expect(!search.text.contains(path))
            let after = try await nurse.get(path).text
            #expect(
                before.replacing(/value="[0-9a-f]{64}"/, with: "") == after.replacing(/value="[0-9a-f]{64}"/, with: ""))
        }
    }

    @Test func `rule 24: who may be the same person is shown before a record is created`() async throws {
        try await with { _, nurse in
            let typed = Self.born.merging(["birthName": "fictive lavande", "firstGivenName": "Jeanne"]) { $1 }
            let warned = try await nurse.post("/patients/new", typed)
            #expect(warned.status == .conflict && warned.text.contains("FICTIVE-LAVANDE JEANNE"))
            #expect(warned.text.contains("value=\"fictive lavande\""))
            let created = try await nurse.post("/patients/new", typed.merging(["confirmed": "yes"]) { $1 })
            #expect(created.status == .seeOther)
            let path = created.header("Location")
            #expect(path.hasPrefix("/patients/") && !path.lowercased().contains("lavande"))
            // Nobody ticked that the person was informed: the record is written, and stays closed to a view.
            #expect(try await nurse.get(path).status == .notFound)
        }
    }

    @Test func `identity in plain words: both names labelled, an uncertain date marked, why an INS does not leave`()
        async throws
    {
        try await with { _, nurse in
            let qualified = try await nurse.get(try await nurse.patient("FICTIVE-LAVANDE")).text
            for words in ["Nom de naissance", "Nom utilisé", "Romarin", "qualifiée", "INS-NIR-TEST"] {
                #expect(qualified.contains(words))
            }
            let provisional = try await nurse.get(try await nurse.patient("EXEMPLAIRE")).text
            #expect(provisional.contains("date incertaine") && provisional.contains("Aucun matricule INS"))
        }
    }

    @Test(.enabled(if: Nasty.isHere, "the shared nasty inputs are absent: ../shared/data/nasty"))
    func `hostile names are shown as they are, and are never markup`() async throws {
        let names = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{title}}{{{csrf}}}", "';--"]
        try await with { _, nurse in
            for name in names + Array(try Nasty.lines().filter { $0.count < 100 && $0.contains("<") }.prefix(20)) {
                let typed = Self.born.merging([
                    "birthName": name, "firstGivenName": name, "informed": "yes", "confirmed": "yes",
                ]) { $1 }
                let created = try await nurse.post("/patients/new", typed)
                guard created.status == .seeOther else {
                    #expect(created.status == .unprocessableContent)
                    continue
                }
                let page = try await nurse.get(created.header("Location")).text
                #expect(!page.contains("<script>alert") && !page.contains("<img src=x"))
                #expect(page.contains("<dt>Nom de naissance</dt><dd>"))
            }
        }
    }

    @Test func `rule 43: a colleague opens in an emergency with a reason, sees the banner, and the next page too`()
        async throws
    {
        try await with { house, nurse in
            let path = try await nurse.patient("FICTIVE-LAVANDE")
            let structure = try await house.kernel.structures.find("msp-des-tilleuls")
            let account = try await house.kernel.accounts.add(
                familyName: "Collègue", givenName: "Alix", function: "médecin", email: "alix@tilleuls.example",
                roles: [.professional], to: structure)
            try await house.kernel.accounts.record(
                ProfessionalIdentity(profession: .physician), of: account, source: "declared")
            let token = try await house.kernel.sessions.open(account, address: "", device: "")
            let colleague = Visitor(client: nurse.client, cookie: [.cookie: "citana=\(token)"])
            let refused = try await colleague.get(path)
            #expect(refused.status == .notFound && refused.text.contains("name=\"reason\""))
            #expect(!refused.text.contains("LAVANDE"))
            #expect(try await colleague.get(path + "/identity").status == .notFound)
            #expect(try await colleague.post(path + "/emergency", ["reason": "  "]).status == .unprocessableContent)
            let opened = try await colleague.post(path + "/emergency", ["reason": "malaise à domicile"])
            #expect(opened.status == .ok && opened.text.contains("FICTIVE-LAVANDE"))
            #expect(opened.text.contains("role=\"status\""))
            let again = try await colleague.get(path)
            #expect(again.status == .ok && again.text.contains("role=\"status\""))
        }
    }
}
