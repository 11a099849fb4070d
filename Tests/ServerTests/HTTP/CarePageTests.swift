import Foundation
import Hummingbird
import HummingbirdTesting
import Kernel
import Testing

@testable import Server

/// Consents, teams and emergencies as staff meet them.
@Suite struct CarePageTests {
    private func with(
        _ body: @escaping @Sendable (LiveHouse, CareVisitor, String) async throws -> Void
    ) async throws {
        try await CareVisitor.withNurse(body)
    }

    /// The text that a form of the page shows, as its hidden fields carry it.
    private func text(_ action: String, _ page: String) -> [(String, String)] {
        ["text", "digest"].map { ($0, CareVisitor.hidden($0, after: "action=\"\(action)\"", in: page)) }
    }

    @Test func `rule 38: a consent is recorded with its text, shown in plain words, and taken back`() async throws {
        try await with { house, nurse, path in
            let consents = path + "/consents"
            let page = try await nurse.get(consents)
            #expect(page.status == .ok && page.text.contains("Aucun consentement"))
            let give = consents + "/give"
            let shown = text(give, page.text)
            #expect(shown[0].1 == "sharing/1/fr" && shown[1].1.count == 64)
            let choice: [(String, String)] =
                shown + [
                    ("profession", "physician"), ("class", "report"), ("class", "prescription"), ("means", "oral"),
                    ("support", "paper"), ("until", "2030-01-31"),
                ]
            let given = try await nurse.post(give, choice, from: consents)
            #expect(given.status == .seeOther)
            let after = try await nurse.get(consents).text
            for words in ["médecin", "comptes rendus, prescriptions", "31/01/2030", "sharing/1/fr"] {
                #expect(after.contains(words), "\(words)")
            }
            // What is no consent is refused in a sentence, and nothing is written.
            for bad in [
                shown + [("class", "report"), ("means", "oral"), ("support", "paper")],
                shown + [("profession", "nurse"), ("means", "oral"), ("support", "paper")],
                shown + [("profession", "nurse"), ("class", "report"), ("means", "oral")],
                shown + [("profession", "nurse"), ("class", "report"), ("support", "paper")],
                [("text", "sharing/1/fr"), ("digest", "00"), ("profession", "nurse"), ("class", "report")],
                choice + [("representative", "somebody")],
            ] {
                let refused = try await nurse.post(give, bad, from: consents)
                #expect(refused.status == .unprocessableContent && refused.text.contains("role=\"alert\""))
            }
            let consent = CareVisitor.hidden("consent", after: consents + "/withdraw", in: after)
            let taken = try await nurse.post(
                consents + "/withdraw", [("consent", consent), ("means", "telephone"), ("end", "withdrawal")],
                from: consents)
            #expect(taken.status == .seeOther)
            let end = try await nurse.get(consents).text
            #expect(end.contains("Aucun consentement") && end.contains("retrait d&#39;un consentement"))
        }
    }

    @Test func `L1110-4 IV: an opposition closes the record at the next request, and can be lifted from its page`()
        async throws
    {
        try await with { house, nurse, path in
            let consents = path + "/consents"
            #expect(try await nurse.get(path).status == .ok)
            let opposed = try await nurse.post(consents + "/oppose", [("means", "oral")], from: consents)
            #expect(opposed.status == .seeOther)
            #expect(try await nurse.get(path).status == .notFound)
            let page = try await nurse.get(consents)
            #expect(page.status == .ok && !page.text.contains("LAVANDE") && page.text.contains("tout professionnel"))
            let lift = consents + "/lift"
            let opposition = CareVisitor.hidden("opposition", after: lift, in: page.text)
            #expect(
                try await nurse.post(lift, [("opposition", opposition), ("means", "oral")], from: consents).status
                    == .seeOther)
            #expect(try await nurse.get(path).status == .ok)
            let staff = try await nurse.get(consents).text
            let blocked = CareVisitor.option("Nora", in: staff)
            #expect(
                try await nurse.post(consents + "/block", [("blocked", blocked), ("means", "oral")], from: consents)
                    .status == .seeOther)
            // Blocked: not even the page on which it could be lifted.
            #expect(try await nurse.get(path).status == .notFound)
            #expect(try await nurse.get(consents).status == .notFound)
        }
    }

    @Test func `rule 67: another structure's professional finds neither page nor gesture`() async throws {
        try await with { house, nurse, path in
            let other = try await house.visitor(.professional, of: "samu-du-val", nurse.client)
            for suffix in ["/consents", "/team"] { #expect(try await other.get(path + suffix).status == .notFound) }
            for (suffix, fields) in [
                ("/consents/oppose", [("means", "oral")]),
                ("/consents/lift", [("opposition", "x"), ("means", "oral")]),
                ("/consents/withdraw", [("consent", "x"), ("means", "oral")]), ("/team/end", [("relation", "x")]),
                ("/consents/block", [("blocked", "x"), ("means", "oral")]), ("/emergency/end", []),
            ] {
                #expect(try await other.post(path + suffix, fields, from: "/account").status == .notFound, "\(suffix)")
            }
            for role in [StaffRole.dpo, .administrator] {
                let staff = try await house.visitor(role, nurse.client)
                #expect(try await staff.get(path + "/consents").status == .notFound)
                #expect(try await staff.get("/consents").status == .notFound)
            }
        }
    }

    @Test func `the list says for whom something is to be done, and leads to it`() async throws {
        try await with { _, nurse, path in
            let list = try await nurse.get("/consents")
            #expect(list.status == .ok && list.text.contains(path + "/consents"))
            #expect(list.text.contains("aucun consentement hors de"))
        }
    }

    @Test func `rule 39: only the administrator attests a team; whoever joins it is named, and leaves it`() async throws
    {
        try await with { house, nurse, _ in
            let admin = try await house.visitor(.administrator, nurse.client)
            #expect(try await nurse.post("/teams", [("name", "A")], from: "/teams").status == .notFound)
            let wrong = try await admin.post(
                "/teams", [("name", "Équipe du soir"), ("ground", "none")], from: "/teams")
            #expect(wrong.status == .unprocessableContent)
            let made = try await admin.post(
                "/teams", [("name", "Équipe du soir"), ("ground", "L1110-12-3"), ("deed", "Convention 12")],
                from: "/teams")
            #expect(made.status == .seeOther)
            let page = try await admin.get("/teams").text
            #expect(page.contains("Équipe du soir") && page.contains("Convention 12"))
            let evening = try #require(page.components(separatedBy: "Équipe du soir").last)
            let team = CareVisitor.hidden("team", after: "action=\"/teams/join\"", in: evening)
            let member = CareVisitor.option("Nora", in: evening)
            #expect(
                try await admin.post(
                    "/teams/join", [("team", team), ("member", member), ("role", "infirmière")], from: "/teams"
                ).status == .seeOther)
            #expect(try await nurse.get("/teams").text.contains("infirmière"))
            #expect(try await !nurse.get("/teams").text.contains("action=\"/teams"))
        }
    }

    @Test func `a colleague is named on a ground; the patient's own naming is asked for where the ground does`()
        async throws
    {
        try await with { house, nurse, path in
            let team = path + "/team"
            let page = try await nurse.get(team)
            #expect(page.status == .ok && page.text.contains("le dossier lui est ouvert dans sa mission"))
            let member = CareVisitor.option("Nora", in: page.text)
            let shown = text(team, page.text)
            let fields = [("member", member), ("ground", "L1110-12-2"), ("told", "yes")] + shown
            #expect(try await nurse.post(team, fields, from: team).status == .unprocessableContent)
            let named = try await nurse.post(team, fields + [("named", "yes")], from: team)
            #expect(named.status == .seeOther)
            let after = try await nurse.get(team).text
            #expect(
                after.contains("reconnus par le patient") && after.contains("n’atteste pas")
                    || after.contains("n&#39;atteste pas"))
            #expect(try await nurse.get(path + "/consents").text.contains("care-team/1/fr"))
            #expect(
                try await nurse.post(team, [("member", "x"), ("ground", "none")], from: team).status
                    == .unprocessableContent)
        }
    }

    @Test func `rule 43: an emergency shows its banner on each page of the record, is ended, reviewed, and counted`()
        async throws
    {
        try await with { house, nurse, path in
            let structure = try await house.kernel.structures.find("msp-des-tilleuls")
            let account = try await house.kernel.accounts.add(
                familyName: "Collègue", givenName: "Alix", function: "médecin", email: "alix@tilleuls.example",
                roles: [.professional], to: structure)
            try await house.kernel.accounts.record(
                ProfessionalIdentity(profession: .physician), of: account, source: "declared")
            let token = try await house.kernel.sessions.open(account, address: "", device: "")
            let doctor = CareVisitor(nurse.client, ["citana": token])
            #expect(try await doctor.get(path + "/team").status == .notFound)
            let opened = try await doctor.post(
                path + "/emergency", [("reason", "malaise à domicile")], from: "/account")
            #expect(opened.status == .ok && opened.text.contains("/emergency/end"))
            for suffix in ["", "/team", "/consents"] {
                let page = try await doctor.get(path + suffix)
                #expect(page.status == .ok && page.text.contains("/emergency/end"), "\(suffix)")
                // It opens; it does not rearrange.
                #expect(!page.text.contains("/consents/oppose") && !page.text.contains("action=\"\(path)/team\""))
            }
            #expect(try await doctor.post(path + "/emergency/end", [], from: "/account").status == .seeOther)
            #expect(try await doctor.get(path).status == .notFound)
            #expect(try await doctor.post(path + "/emergency/end", [], from: "/account").status == .notFound)

            let dpo = try await house.visitor(.dpo, nurse.client)
            #expect(try await dpo.get("/").text.contains("/accesses/emergencies"))
            let list = try await dpo.get("/accesses/emergencies").text
            #expect(list.contains("Alix Collègue, médecin") && list.contains("bris de glace"))
            #expect(!list.contains("malaise") && !list.contains("LAVANDE"))
            let rest = try #require(list.components(separatedBy: "href=\"/accesses/emergencies/").last)
            let review = "/accesses/emergencies/" + rest.prefix { $0 != "\"" }
            #expect(try await dpo.get(review).text.contains("malaise à domicile"))
            #expect(
                try await dpo.post(review, [("conclusion", "justified"), ("words", " ")], from: review).status
                    == .unprocessableContent)
            #expect(
                try await dpo.post(review, [("conclusion", "justified"), ("words", "appel confirmé")], from: review)
                    .status == .seeOther)
            #expect(try await dpo.get(review).text.contains("appel confirmé"))
            #expect(try await !dpo.get("/").text.contains("/accesses/emergencies\">Les relire"))
            for role in [StaffRole.professional, .administrator] {
                let staff = try await house.visitor(role, nurse.client)
                #expect(try await staff.get("/accesses/emergencies").status == .notFound)
                #expect(try await staff.get(review).status == .notFound)
            }
        }
    }
}
