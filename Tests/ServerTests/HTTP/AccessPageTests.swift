import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import Testing
import Web

@testable import Server

@Suite struct AccessPageTests {
    @Test func `rule 53: the log is read between two days, the last seven where nobody chose any`() async throws {
        try await StaffBrowser.with(.dpo) { dpo in
            let page = try await dpo.get("/accesses")
            let today = dpo.house.kernel.clock.today
            #expect(page.status == .ok)
            #expect(page.text.contains("value=\"\(today)\""))
            #expect(page.text.contains("value=\"\(today.adding(days: -6))\""))
            #expect(page.text.contains("Nora Infirmière-Fictive"))
            for (from, to) in [
                ("", ""), ("2026-01-02", ""), ("2026-02-02", "2026-01-01"), ("2020-01-01", "2026-01-01"),
            ] {
                let refused = try await dpo.post("/accesses/search", ["from": from, "to": to])
                #expect(refused.status == .unprocessableContent && refused.text.contains("role=\"alert\""))
            }
        }
    }

    @Test func `the log is the DPO's alone: nobody else finds its pages`() async throws {
        try await StaffBrowser.with(.dpo) { dpo in
            let id = try #require(try await dpo.lines().first?.id)
            for role in [StaffRole.administrator, .professional] {
                let other = try await dpo.other(role)
                for path in ["/accesses", "/accesses/\(id)", "/accesses/\(id)/proof", "/accesses/simulator"] {
                    #expect(try await other.get(path).status == .notFound, "\(role) \(path)")
                }
                for path in ["/accesses/search", "/accesses/export", "/accesses/simulator"] {
                    #expect(try await other.post(path).status == .notFound, "\(role) \(path)")
                }
            }
            // Another structure's DPO reads another log.
            let stranger = try await dpo.other(.dpo, of: "samu-du-val")
            #expect(try await stranger.get("/accesses/\(id)").status == .notFound)
            #expect(try await stranger.get("/accesses/\(id)/proof").status == .notFound)
            #expect(try await !stranger.get("/accesses").text.contains("Nora"))
        }
    }

    @Test func `rule 54: each reading of the log is a line of it, with what was read`() async throws {
        try await StaffBrowser.with(.dpo) { dpo in
            let before = try await dpo.lines(LogFilter(action: "read-log")).count
            _ = try await dpo.get("/accesses")
            let line = try #require(try await dpo.lines(LogFilter(action: "read-log")).first)
            #expect(try await dpo.lines(LogFilter(action: "read-log")).count == before + 1)
            let today = dpo.house.kernel.clock.today
            #expect(line.resource == "access-log/\(today.adding(days: -6))..\(today)" && line.verdict == "allow")
            _ = try await dpo.get("/accesses/\(line.id)")
            #expect(try await dpo.lines(LogFilter(action: "read-log")).first?.resource == "access-log/\(line.id)")
            _ = try await dpo.post(
                "/accesses/export", ["from": "\(today)", "to": "\(today)", "format": "csv"])
            #expect(try await dpo.lines(LogFilter(action: "export")).first?.treatment == "T03")
        }
    }

    @Test func `a line is a sentence: who, what, on which record, why, under which version; no patient's name`()
        async throws
    {
        try await StaffBrowser.with(.dpo) { dpo in
            let nurse = try await dpo.other(.professional)
            let patient = try await nurse.patient("LAVANDE")
            _ = try await nurse.get("/patients/\(patient)")
            let page = try await dpo.post(
                "/accesses/search", Self.today(dpo).merging(["act": "read", "record": patient]) { $1 })
            #expect(page.status == .ok)
            for words in [
                "Nora Infirmière-Fictive", "lecture\u{A0}: identité et entourage", patient,
                "membre de l&#39;équipe de soins",
                "Traitement T00", "fiche version",
            ] {
                #expect(
                    page.text.contains(words) || page.text.contains(words.replacing("&#39;", with: "'")), "\(words)")
            }
            #expect(!page.text.contains("LAVANDE"))
            let line = try #require(try await dpo.lines(LogFilter(action: "read", verdict: "allow")).first)
            let detail = try await dpo.get("/accesses/\(line.id)").text
            #expect(detail.contains("la décision est la même") && detail.contains(line.id))
            #expect(!detail.contains("LAVANDE"))
        }
    }

    @Test func `a record is found by its number, its matricule or its local number, in full and exactly`()
        async throws
    {
        try await StaffBrowser.with(.dpo) { dpo in
            let patient = try await dpo.other(.professional).patient("LAVANDE")
            for typed in [patient, patient.uppercased(), "P-1000", " P-1000 "] {
                let page = try await dpo.post("/accesses/search", Self.today(dpo).merging(["record": typed]) { $1 })
                #expect(page.status == .ok && page.text.contains("<code>\(patient)</code>"), "\(typed)")
            }
            for typed in ["P-100", "FICTIVE", "LAVANDE", "1", String(patient.dropLast())] {
                let page = try await dpo.post("/accesses/search", Self.today(dpo).merging(["record": typed]) { $1 })
                #expect(page.status == .unprocessableContent, "\(typed)")
            }
            #expect(
                try await dpo.lines(LogFilter(action: "read-log")).count { $0.resource == "access-log/no-such-record" }
                    == 5)
            // Another structure's record has no number here.
            let stranger = try await dpo.other(.dpo, of: "samu-du-val")
            let page = try await stranger.post("/accesses/search", Self.today(dpo).merging(["record": patient]) { $1 })
            #expect(page.status == .unprocessableContent)
        }
    }

    @Test func `refusals and emergencies are found alone, and pages follow one another without a gap`() async throws {
        try await StaffBrowser.with(.dpo) { dpo in
            let kernel = dpo.house.kernel
            let patient = try await dpo.other(.professional).patient("LAVANDE")
            let account = try await kernel.accounts.add(
                familyName: "Collègue", givenName: "Alix", function: "médecin", email: "alix@tilleuls.example",
                roles: [.professional], to: try await kernel.structures.find("msp-des-tilleuls"))
            try await kernel.accounts.record(
                ProfessionalIdentity(profession: .physician), of: account, source: "declared")
            let colleague = try await dpo.other(account)
            for _ in 0..<60 { _ = try await colleague.get("/patients/\(patient)") }
            let refused = Self.today(dpo).merging(["refused": "yes", "actor": account.id]) { $1 }
            let first = try await dpo.post("/accesses/search", refused)
            #expect(Self.lines(first).count == OversightBook.pageSize)
            #expect(first.text.contains("pas de relation de prise en charge"))
            var (shown, page) = (Self.lines(first), first)
            while let after = page.text.split(separator: "name=\"after\" value=\"").dropFirst().first {
                page = try await dpo.post(
                    "/accesses/search", refused.merging(["after": String(after.prefix { $0 != "\"" })]) { $1 })
                shown += Self.lines(page)
            }
            #expect(shown.count == 60 && Set(shown).count == 60 && shown == shown.sorted(by: >))
            let calm = try await dpo.post("/accesses/search", Self.today(dpo).merging(["emergencies": "yes"]) { $1 })
            #expect(Self.lines(calm).isEmpty)
            _ = try await colleague.post("/patients/\(patient)/emergency", ["reason": "malaise à domicile"])
            let urgent = try await dpo.post("/accesses/search", Self.today(dpo).merging(["emergencies": "yes"]) { $1 })
            #expect(!Self.lines(urgent).isEmpty && urgent.text.contains("urgence, bris de glace"))
            // The reason typed is sealed under the patient's key: no line of the log holds it.
            #expect(!urgent.text.contains("malaise"))
        }
    }

    @Test func `the period leaves as CSV and as FHIR AuditEvents, the same lines in both`() async throws {
        try await StaffBrowser.with(.dpo) { dpo in
            // The demonstration was filled some months ago.
            let today = dpo.house.kernel.clock.today
            let year = ["from": "\(today.adding(years: -1))", "to": "\(today)"]
            let csv = try await dpo.post("/accesses/export", year.merging(["format": "csv"]) { $1 })
            #expect(csv.status == .ok && csv.header("Content-Type").hasPrefix("text/csv"))
            #expect(csv.header("Content-Disposition").hasPrefix("attachment"))
            let rows = csv.text.split(separator: "\r\n").count - 1
            let fhir = try await dpo.post("/accesses/export", year.merging(["format": "fhir"]) { $1 })
            let bundle = try JSONSerialization.jsonObject(with: Data(fhir.text.utf8)) as? [String: Any]
            let entries = bundle?["entry"] as? [[String: Any]] ?? []
            // The second export sees the line of the first one, and its own.
            #expect(rows > 10 && entries.count == rows + 1)
            #expect((entries.first?["resource"] as? [String: Any])?["resourceType"] as? String == "AuditEvent")
            #expect(!csv.text.contains("LAVANDE") && !fhir.text.contains("LAVANDE"))
        }
    }

    @Test func `the simulator answers by the same policy, shows nothing of the record, and is a line of the log`()
        async throws
    {
        try await StaffBrowser.with(.dpo) { dpo in
            let patient = try await dpo.other(.professional).patient("LAVANDE")
            let nora = try #require(
                try await dpo.house.kernel.people.list(try await dpo.session()).first {
                    $0.name.hasPrefix("Nora")
                })
            let form = ["grant": nora.active[0].id, "action": "read", "mode": "normal"]
            let own = try await dpo.post("/accesses/simulator", form.merging(["record": patient]) { $1 })
            #expect(own.status == .ok && own.text.contains("<code>team</code>"))
            #expect(own.text.contains("<code>mission</code>") && own.text.contains("T05"))
            #expect(!own.text.contains("LAVANDE") && !own.text.contains("JEANNE"))
            let any = try await dpo.post("/accesses/simulator", form)
            #expect(any.text.contains("<code>no-care-relation</code>") && !any.text.contains("<code>team</code>"))
            let urgent = try await dpo.post("/accesses/simulator", form.merging(["mode": "bris_de_glace"]) { $1 })
            #expect(urgent.text.contains("<code>emergency</code>"))
            let lines = try await dpo.lines(LogFilter(action: "simulate"))
            #expect(lines.count == 3 && lines.allSatisfy { $0.reason == "simulated" && $0.resource.contains(nora.id) })
            #expect(lines.last?.patients == [patient])
            for bad in [["grant": "x"], ["record": "P-9999"], ["grant": ""]] {
                let refused = try await dpo.post("/accesses/simulator", form.merging(bad) { $1 })
                #expect(refused.status == .unprocessableContent, "\(bad)")
            }
        }
    }

    private static func today(_ dpo: StaffBrowser) -> [String: String] {
        let today = dpo.house.kernel.clock.today
        return ["from": "\(today)", "to": "\(today)"]
    }

    /// Numbers of the lines that a page shows.
    private static func lines(_ page: TestResponse) -> [String] {
        page.text.split(separator: "href=\"/accesses/").dropFirst().map { String($0.prefix { $0 != "\"" }) }
            .filter { $0.utf8.count > 30 }
    }
}

@Suite struct AccessChoicePageTests {
    @Test func `rule 45: the matrix is read by those who answer for it, and narrowed with a reason`() async throws {
        try await StaffBrowser.with(.dpo) { dpo in
            let page = try await dpo.get("/register/access")
            #expect(page.status == .ok && page.text.contains("infirmier") && page.text.contains("écrit"))
            let path = "/register/access/nurse"
            let cell = ["documents": "identity", "mode": "normal", "list": "yes", "reason": "moindre accès"]
            let nurse = try await dpo.other(.professional)
            let patient = try await nurse.patient("LAVANDE")
            #expect(try await dpo.post(path, cell).header("Location") == path)
            #expect(try await nurse.get("/patients/\(patient)").status == .notFound)
            #expect(try await dpo.get("/register/access").text.contains("moindre accès"))
            #expect(try await dpo.get(path).text.contains("restreint ici"))
            #expect(try await dpo.lines(LogFilter(action: "choose-access")).count == 1)
            let back = ["read", "list", "search", "print", "create", "update"].reduce(into: cell) { $0[$1] = "yes" }
            #expect(try await dpo.post(path, back).status == .seeOther)
            #expect(try await nurse.get("/patients/\(patient)").status == .ok)
            #expect(try await !dpo.get(path).text.contains("restreint ici"))
        }
    }

    @Test func `what would widen, or gives no reason, is refused beside the cell; a stranger's cell is not found`()
        async throws
    {
        try await StaffBrowser.with(.dpo) { dpo in
            let cell = ["documents": "identity", "mode": "normal", "delete": "yes", "reason": "essai"]
            #expect(try await dpo.post("/register/access/nurse", cell).status == .unprocessableContent)
            let silent = ["documents": "identity", "mode": "normal", "list": "yes", "reason": " "]
            #expect(try await dpo.post("/register/access/nurse", silent).status == .unprocessableContent)
            #expect(try await dpo.post("/register/access/nobody", silent).status == .notFound)
            #expect(try await dpo.get("/register/access/nobody").status == .notFound)
            let nurse = try await dpo.other(.professional)
            #expect(try await nurse.get("/register/access").status == .notFound)
            #expect(try await nurse.post("/register/access/nurse", silent).status == .notFound)
            let none = try await dpo.lines(LogFilter(action: "choose-access"))
            #expect(none.isEmpty)
        }
    }

    @Test func `rule 43: break-glass passing an opposition is the DPO's switch, with its history`() async throws {
        try await StaffBrowser.with(.dpo) { dpo in
            let path = "/register/access/break-glass"
            #expect(try await dpo.get("/register/access").text.contains("ne passe aucune opposition"))
            let administrator = try await dpo.other(.administrator)
            #expect(try await administrator.post(path, ["passes": "yes", "reason": "essai"]).status == .notFound)
            #expect(try await dpo.post(path, ["passes": "yes", "reason": ""]).status == .unprocessableContent)
            #expect(try await dpo.post(path, ["passes": "yes", "reason": "décision du 3 mars"]).status == .seeOther)
            let structure = try await dpo.house.kernel.structures.find("msp-des-tilleuls").id
            #expect(try await dpo.house.kernel.accessChoices.choices(of: structure).breakGlassPassesOpposition)
            let page = try await dpo.get("/register/access").text
            #expect(page.contains("peut passer une opposition") && page.contains("décision du 3 mars"))
            #expect(page.contains("Delphine Prudence"))
            for minutes in ["0", "241", "x", ""] {
                let refused = try await dpo.post(
                    "/register/access/lengths", ["breakGlass": minutes, "centre15": "60", "reason": "essai"])
                #expect(refused.status == .unprocessableContent, "\(minutes)")
            }
            let set = try await administrator.post(
                "/register/access/lengths", ["breakGlass": "90", "centre15": "45", "reason": "essai"])
            #expect(set.status == .seeOther)
            #expect(try await dpo.house.kernel.accessChoices.choices(of: structure).breakGlassSeconds == 5_400)
        }
    }
}
