import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import Testing
import Web

@testable import Server

@Suite struct PeoplePageTests {
    private static let newcomer = [
        "familyName": "Nouvelle", "givenName": "Alix", "mail": "alix@tilleuls.example", "role": "professional",
        "profession": "nurse", "position": "infirmière remplaçante",
    ]

    @Test func `the list says who works here, in which role, and what they come in with`() async throws {
        try await StaffBrowser.with(.administrator) { admin in
            let list = try await admin.get("/people")
            #expect(list.status == .ok)
            for words in ["Delphine Prudence", "Anselme Tilleul", "Nora Infirmière-Fictive", "Dernière connexion"] {
                #expect(list.text.contains(words), "\(words)")
            }
            // Nobody of another structure, and no secret.
            #expect(!list.text.contains("Quinze") && !list.text.contains("secret"))
            let dpo = try await admin.other(.dpo)
            #expect(try await dpo.get("/people").status == .ok)
            let nurse = try await admin.other(.professional)
            for path in ["/people", "/people/review", "/people/new"] {
                #expect(try await nurse.get(path).status == .notFound, "\(path)")
            }
        }
    }

    @Test func `a person's page says in sentences what their role lets them do, from the matrix`() async throws {
        try await StaffBrowser.with(.administrator) { admin in
            let nora = try await Self.member("Nora Infirmière-Fictive", admin)
            let page = try await admin.get("/people/\(nora.id)").text
            #expect(page.contains("Lire\u{A0}: identité, coordonnées"))
            #expect(page.contains("En urgence, avec un motif et une relecture\u{A0}: Lire\u{A0}: identité"))
            #expect(page.contains("par la ligne de commande"))
            // Narrowed by the structure: the sentence follows.
            try await admin.house.kernel.accessChoices.narrow(
                [.init(.profession(.nurse), .identity, actions: [])],
                of: try await admin.house.kernel.structures.find("msp-des-tilleuls").id, by: "essai", reason: "essai")
            let narrowed = try await admin.get("/people/\(nora.id)").text
            #expect(narrowed.contains("Lire\u{A0}: coordonnées"))
            let anselme = try await Self.member("Anselme Tilleul", admin)
            #expect(try await admin.get("/people/\(anselme.id)").text.contains("aucun dossier"))
            #expect(try await admin.get("/people/unknown").status == .notFound)
        }
    }

    @Test func `an invitation opens an account with its role, shows the link once, and is a line of the log`()
        async throws
    {
        try await StaffBrowser.with(.administrator) { admin in
            let shown = try await admin.post("/people/new", Self.newcomer)
            #expect(shown.status == .ok && shown.text.contains("/enrol/"))
            let member = try await Self.member("Alix Nouvelle", admin)
            #expect(member.profession == .nurse && member.active.map(\.role) == [.professional])
            #expect(member.active.first?.grantedBy == "Anselme Tilleul" && member.invitedUntil != nil)
            let page = try await admin.get("/people/\(member.id)").text
            #expect(!page.contains("/enrol/") && page.contains("par Anselme Tilleul"))
            let acts = try await admin.lines().map(\.action)
            #expect(acts.contains("invite") && acts.contains("grant"))
            // A second link ends the first.
            let again = try await admin.post("/people/\(member.id)/link")
            #expect(again.status == .ok && again.text.contains("/enrol/"))
            let first = try #require(shown.text.split(separator: "/enrol/").last?.prefix { $0.isHexDigit })
            #expect(try await admin.get("/enrol/\(first)").text.contains("expiré"))
        }
    }

    @Test func `what cannot be an invitation is said in one sentence, and nothing is stored`() async throws {
        try await StaffBrowser.with(.administrator) { admin in
            for (field, value) in [
                ("mail", "no address"), ("role", "operator"), ("role", ""), ("profession", ""), ("familyName", " "),
                ("familyName", "a\u{7}b"),
            ] {
                let answer = try await admin.post("/people/new", Self.newcomer.merging([field: value]) { $1 })
                #expect(answer.status == .unprocessableContent, "\(field) \(value)")
                #expect(answer.text.contains("role=\"alert\""))
            }
            #expect(try await admin.house.kernel.people.list(try await admin.session()).count == 3)
        }
    }

    @Test func `rule 29: a role that is taken back is gone at the next request, and its sessions are closed`()
        async throws
    {
        try await StaffBrowser.with(.administrator) { admin in
            let nurse = try await admin.other(.professional)
            #expect(try await nurse.get("/patients").status == .ok)
            let nora = try await Self.member("Nora Infirmière-Fictive", admin)
            let grant = try #require(nora.active.first)
            let ended = try await admin.post("/people/\(nora.id)/end", ["grant": grant.id])
            #expect(ended.status == .seeOther && ended.header("Location") == "/people/\(nora.id)")
            #expect(try await nurse.get("/patients").header("Location") == "/sign-in")
            #expect(try await admin.get("/people/\(nora.id)").text.contains("Retiré le"))
            #expect(try await admin.lines(LogFilter(action: "revoke")).count == 1)
            #expect(try await admin.post("/people/\(nora.id)/end", ["grant": grant.id]).status == .unprocessableContent)
        }
    }

    @Test func `a suspended account is signed out at once, comes in no more, and can be restored`() async throws {
        try await StaffBrowser.with(.administrator) { admin in
            let nurse = try await admin.other(.professional)
            let nora = try await Self.member("Nora Infirmière-Fictive", admin)
            #expect(try await admin.post("/people/\(nora.id)/suspend").status == .seeOther)
            #expect(try await nurse.get("/account").header("Location") == "/sign-in")
            #expect(try await admin.house.kernel.accounts.find(nora.id) == nil)
            #expect(try await admin.get("/people").text.contains("suspendu"))
            // Her address stays hers.
            let taken = try await admin.post("/people/new", Self.newcomer.merging(["mail": nora.mail]) { $1 })
            #expect(taken.status == .unprocessableContent)
            #expect(try await admin.post("/people/\(nora.id)/restore").status == .seeOther)
            #expect(try await admin.house.kernel.accounts.find(nora.id) != nil)
            #expect(try await admin.lines(LogFilter(action: "suspend")).count == 1)
            #expect(try await admin.lines(LogFilter(action: "restore")).count == 1)
        }
    }

    @Test func `never the last administrator: neither by ending, nor by suspending, nor by a review`() async throws {
        try await StaffBrowser.with(.administrator) { admin in
            let me = try await Self.member("Anselme Tilleul", admin)
            let grant = try #require(me.active.first)
            for (path, fields) in [
                ("/people/\(me.id)/end", ["grant": grant.id]), ("/people/\(me.id)/suspend", [:]),
                ("/people/review", ["grant": grant.id, "decision": "revoke"]),
            ] {
                #expect(try await admin.post(path, fields).status == .unprocessableContent, "\(path)")
            }
            #expect(try await admin.get("/people").status == .ok)
            // With another one it may be.
            let nora = try await Self.member("Nora Infirmière-Fictive", admin)
            #expect(try await admin.post("/people/\(nora.id)/roles", ["role": "administrator"]).status == .seeOther)
            #expect(try await admin.post("/people/\(me.id)/end", ["grant": grant.id]).status == .seeOther)
            #expect(try await admin.get("/people").header("Location") == "/sign-in")
        }
    }

    @Test func `rule 67: another structure's administrator neither sees nor changes anybody`() async throws {
        try await StaffBrowser.with(.administrator) { admin in
            let nora = try await Self.member("Nora Infirmière-Fictive", admin)
            let grant = try #require(nora.active.first).id
            let head = try await admin.house.kernel.accounts.add(
                familyName: "Ailleurs", givenName: "Alix", function: "", email: "ailleurs@mimosas.example",
                roles: [.administrator], to: try await admin.house.kernel.structures.find("sad-les-mimosas"))
            let other = try await admin.other(head)
            #expect(try await other.get("/people").status == .ok)
            #expect(try await other.get("/people/\(nora.id)").status == .notFound)
            for (path, fields) in [
                ("end", ["grant": grant]), ("suspend", [:]), ("restore", [:]), ("link", [:]),
                ("roles", ["role": "administrator"]),
            ] {
                let status = try await other.post("/people/\(nora.id)/\(path)", fields).status
                #expect(status == .notFound || status == .unprocessableContent, "\(path)")
            }
            #expect(
                try await other.post("/people/review", ["grant": grant, "decision": "revoke"]).status
                    == .unprocessableContent)
            #expect(try await Self.member("Nora Infirmière-Fictive", admin) == nora)
        }
    }

    @Test func `the yearly review keeps or ends a right, line by line, and says by whom and when`() async throws {
        try await StaffBrowser.with(.administrator) { admin in
            let kernel = admin.house.kernel
            let nora = try await Self.member("Nora Infirmière-Fictive", admin)
            let grant = try #require(nora.active.first)
            #expect(grant.dueOn == grant.startsOn.adding(years: 1) && grant.reviewedOn == nil)
            #expect(grant.isOverdue(on: grant.dueOn) && !grant.isOverdue(on: grant.dueOn.adding(days: -1)))
            let page = try await admin.get("/people/review").text
            #expect(page.contains("Nora Infirmière-Fictive") && page.contains("value=\"keep\""))
            #expect(
                try await admin.post("/people/review", ["grant": grant.id, "decision": "keep"]).status == .seeOther)
            let kept = try #require(try await Self.member("Nora Infirmière-Fictive", admin).active.first)
            #expect(kept.reviewedOn == kernel.clock.today && kept.reviewedBy == "Anselme Tilleul")
            #expect(kept.dueOn == kernel.clock.today.adding(years: 1))
            #expect(
                try await admin.post("/people/review", ["grant": grant.id, "decision": "revoke"]).status == .seeOther)
            #expect(try await Self.member("Nora Infirmière-Fictive", admin).active.isEmpty)
            #expect(try await admin.lines(LogFilter(action: "review-right")).map(\.reason) == ["revoke", "keep"])
            // The DPO reads it and decides nothing.
            let dpo = try await admin.other(.dpo)
            let read = try await dpo.get("/people/review")
            #expect(read.status == .ok && !read.text.contains("name=\"decision\""))
            #expect(try await dpo.post("/people/review", ["grant": grant.id]).status == .notFound)
        }
    }

    @Test func `the page of a proof leads back to pages of ours, and nowhere else`() async throws {
        try await StaffBrowser.with(.administrator) { admin in
            let confirm = try await admin.get("/account/confirm?to=/people/0190-a").text
            #expect(confirm.contains("action=\"/account/confirm?to=/people/0190-a\""))
            for bad in ["//evil.example", "https://evil.example", "/people//evil", "/sign-out", "/people?x=1"] {
                let page = try await admin.get("/account/confirm?to=\(Nasty.encoded(bad))").text
                #expect(page.contains("action=\"/account/confirm\""), "\(bad)")
            }
        }
    }

    private static func member(_ name: String, _ admin: StaffBrowser) async throws -> StaffMember {
        // Asked as the DPO, who stays one whatever happens to administrators.
        let dpo = try await admin.other(.dpo).session()
        return try #require(try await admin.house.kernel.people.list(dpo).first { $0.name == name })
    }
}
