import Foundation
import Hummingbird
import HummingbirdTesting
import Kernel
import Testing

@testable import Server

/// The space of a patient, and of whoever acts for them.
@Suite struct MySpaceTests {
    private func with(
        _ body: @escaping @Sendable (LiveHouse, CareVisitor, String) async throws -> Void
    ) async throws {
        try await CareVisitor.withNurse { house, nurse, path in
            try await body(house, nurse, String(path.dropFirst("/patients/".count)))
        }
    }

    @Test func `nobody who has not proved who they are sees the space, and staff are not the person`() async throws {
        try await with { house, nurse, _ in
            for path in ["/me", "/me/choices", "/me/access", "/me/access/x/proof"] {
                for visitor in [nurse, CareVisitor(nurse.client)] {
                    let answer = try await visitor.get(path)
                    #expect(answer.status == .unauthorized && !answer.text.contains("class=\"tabs\""), "\(path)")
                }
            }
            #expect(
                try await nurse.post("/me/choices", [("change", "oppose")], from: "/account").status == .unauthorized)
        }
    }

    @Test func `rule 32: behind a birth date alone the space shows rights and no data`() async throws {
        try await with { house, nurse, patient in
            let structure = try await house.kernel.structures.find("msp-des-tilleuls")
            let born = try #require(Day("1941-06-03"))
            let link = try await house.kernel.links.issue(
                LinkDraft(structure: structure.id, patient: patient, task: "t", proof: .birthDate(born)))
            let person = CareVisitor(nurse.client)
            _ = try await person.post(
                link.path, [("step", "birth-date"), ("day", "3"), ("month", "6"), ("year", "1941")], from: link.path)
            let home = try await person.get("/me")
            #expect(home.status == .ok && home.text.contains("dpo@tilleuls.example"))
            #expect(home.text.contains("un code") && !home.text.contains("href=\"/me/choices\">Voir"))
            #expect(try await person.get("/me/choices").status == .forbidden)
            #expect(try await person.get("/me/access").status == .forbidden)
            let opposed = try await person.post(
                "/me/choices", [("change", "oppose"), ("confirmed", "yes")], from: "/me")
            #expect(opposed.status == .forbidden || opposed.status == .unprocessableContent)
            #expect(try await nurse.get("/patients/\(patient)").status == .ok)
        }
    }

    @Test func `the patient opposes after a confirmation, which counts at the next request of an open session`()
        async throws
    {
        try await with { house, nurse, patient in
            let person = try await house.person(patient, nurse.client)
            let home = try await person.get("/me")
            #expect(home.status == .ok && home.text.contains("/me/access"))
            #expect(try await nurse.get("/patients/\(patient)").status == .ok)
            let asked = try await person.post(
                "/me/choices", [("change", "oppose"), ("profession", "nurse")], from: "/me/choices")
            #expect(asked.status == .ok && asked.text.contains("name=\"confirmed\" value=\"yes\""))
            #expect(asked.text.contains("name=\"profession\" value=\"nurse\""))
            // Not done yet.
            #expect(try await nurse.get("/patients/\(patient)").status == .ok)
            let done = try await person.post(
                "/me/choices", [("change", "oppose"), ("profession", "nurse"), ("confirmed", "yes")],
                from: "/me/choices")
            #expect(done.status == .seeOther)
            #expect(try await nurse.get("/patients/\(patient)").status == .notFound)
            let choices = try await person.get("/me/choices").text
            #expect(choices.contains("infirmier"))
            let opposition = CareVisitor.hidden("opposition", after: "value=\"lift\"", in: choices)
            #expect(
                try await person.post(
                    "/me/choices", [("change", "lift"), ("opposition", opposition), ("confirmed", "yes")],
                    from: "/me/choices"
                ).status == .seeOther)
            #expect(try await nurse.get("/patients/\(patient)").status == .ok)
            let wrong = try await person.post("/me/choices", [("change", "other")], from: "/me/choices")
            #expect(wrong.status == .notFound)
        }
    }

    @Test func `rule 37: the patient takes back a consent that staff recorded`() async throws {
        try await with { house, nurse, patient in
            let consents = "/patients/\(patient)/consents"
            let page = try await nurse.get(consents).text
            let shown = ["text", "digest"].map {
                ($0, CareVisitor.hidden($0, after: "action=\"\(consents)/give\"", in: page))
            }
            _ = try await nurse.post(
                consents + "/give",
                shown + [("profession", "physician"), ("class", "report"), ("means", "oral"), ("support", "paper")],
                from: consents)
            let person = try await house.person(patient, nurse.client)
            let choices = try await person.get("/me/choices").text
            let consent = CareVisitor.hidden("consent", after: "value=\"withdraw\"", in: choices)
            #expect(!consent.isEmpty)
            _ = try await person.post(
                "/me/choices", [("change", "withdraw"), ("consent", consent), ("confirmed", "yes")], from: "/me/choices"
            )
            #expect(try await nurse.get(consents).text.contains("Aucun consentement"))
            #expect(try await nurse.get(consents).text.contains("dans son espace en ligne"))
        }
    }

    @Test func `rule 47: the log names who looked in plain words, with a proof to keep for each line`() async throws {
        try await with { house, nurse, patient in
            _ = try await nurse.get("/patients/\(patient)")
            let person = try await house.person(patient, nurse.client)
            try await house.integrate()
            let page = try await person.get("/me/access")
            #expect(page.status == .ok && page.text.contains("Nora Infirmière-Fictive, infirmière"))
            #expect(page.text.contains("a lu") && page.text.contains("/static/verify.js"))
            #expect(
                page.text.contains("data-key=\"") && page.text.contains("n'a rien vérifié")
                    || page.text.contains("n&#39;a rien vérifié"))
            let file = try #require(page.text.components(separatedBy: "href=\"/me/access/").dropFirst().first)
            let proof = try await person.get("/me/access/" + file.prefix { $0 != "\"" })
            #expect(proof.status == .ok && proof.text.hasPrefix("c2sp.org/tlog-proof@v1\n"))
            #expect(proof.header("Content-Disposition").contains(".tlog-proof"))
            // Another patient's line is not theirs.
            let other = try await nurse.get("/patients").text.components(separatedBy: "href=\"/patients/").map {
                String($0.prefix { $0 != "\"" })
            }.first { $0 != patient && $0.count == 36 }
            let stranger = try await house.person(try #require(other), nurse.client)
            #expect(try await stranger.get("/me/access/" + file.prefix { $0 != "\"" }).status == .notFound)
            #expect(try await person.post("/me/leave", [], from: "/me").status == .seeOther)
            #expect(try await person.get("/me/access").status == .unauthorized)
        }
    }

    @Test func `a caregiver reads no log, and says no choices, whatever the patient lets them read`() async throws {
        try await with { house, nurse, patient in
            let file = try await nurse.get("/patients/\(patient)").text
            let member = CareVisitor.hidden("member", after: "circle/end", in: file)
            #expect(!member.isEmpty)
            let carer = try await house.person(patient, member: member, nurse.client)
            #expect(try await carer.get("/me").status == .ok)
            #expect(try await carer.get("/me/access").status == .forbidden)
            #expect(try await carer.get("/me/choices").status == .forbidden)
        }
    }
}
