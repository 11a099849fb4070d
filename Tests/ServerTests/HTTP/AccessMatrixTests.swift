import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import NIOCore
import TestSupport
import Testing
import Web

@testable import Server

/// Promise 5 of the house: who gets where is a file. Every mounted route is really asked by every member of the cast;
/// callers that have no browser (jobs, programs, the command line) are judged by the gate's policy.
@Suite struct AccessMatrixTests {
    @Test func `golden: every route, asked by every member of the cast`() async throws {
        var columns: [[String: String]] = []
        for member in CastMember.allCases { columns.append(try await Asking.outcomes(of: member)) }
        let routes = try await Asking.routes()
        var text = AccessMatrixText.legend
        text += (["method", "path"] + CastMember.allCases.map(\.rawValue)).joined(separator: "\t") + "\n"
        for route in routes {
            let cells = columns.map { $0[route.name] ?? "not asked" }
            #expect(!cells.contains("not asked"), "\(route.name)")
            text += ([route.method, route.path] + cells).joined(separator: "\t") + "\n"
        }
        text += AccessMatrixText.policy()
        let difference = Golden.difference("access-matrix.txt", text)
        #expect(difference == nil, "\(difference ?? "")")
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["CITANA_GOLDEN"] != "write", "goldens are being written"))
    func `a route without a row in the access matrix is noticed`() async throws {
        let file = Golden.folder.appending(path: "access-matrix.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        func missing(_ lines: [Substring], _ routes: [AskedRoute]) -> [String] {
            let known = Set(lines.map { $0.split(separator: "\t").prefix(2).joined(separator: " ") })
            return routes.map(\.name).filter { !known.contains($0) }
        }
        let routes = try await Asking.routes()
        #expect(missing(lines, routes) == [])
        // A room more, and the file does not know its paths.
        let more = try await Asking.routes(beside: [Annexe.self])
        #expect(missing(lines, more).contains("GET /annexe/bug"))
        #expect(missing(lines.filter { !$0.contains("/patients/new") }, routes).contains("POST /patients/new"))
    }
}

/// A mounted route, as the routes' golden names it.
struct AskedRoute: Sendable {
    let method: String
    let path: String
    var name: String { "\(method) \(path)" }

    /// Those that end the session or open a box of time come last, so that they change no other answer.
    var isLast: Bool { path.hasSuffix("/emergency") || path == "/sign-out" }
}

/// Who asks.
enum CastMember: String, CaseIterable, Sendable {
    /// A browser in which nobody is signed in, and a program that sends no cookie's session either.
    case nobody, program
    /// Signed in, several situations d'exercice, none chosen.
    case undecided
    case `operator`, administrator, dpo
    /// Office staff of the structure that keeps the record.
    case office
    /// A nurse of the patient's care team.
    case nurse = "in-team"
    /// A physician of the same structure who does not care for the patient.
    case colleague
    /// A physician of a partner structure.
    case partner
    /// Through a link, after proof.
    case patient = "patient-link"
    case caregiver = "caregiver-link"
}

/// One member's way through the whole site.
struct Asking: Sendable {
    static let home = "msp-des-tilleuls"
    static let rooms: [any CareModule.Type] = Composition.rooms

    static func routes(beside more: [any CareModule.Type] = []) async throws -> [AskedRoute] {
        try await LiveHouse.with { house in
            Mount.routesText(rooms + more, kernel: house.kernel).split(separator: "\n").map { line in
                let cells = line.split(separator: "\t").map(String.init)
                return AskedRoute(method: cells[0], path: cells[1])
            }
        }
    }

    /// What each route answers, by its name. A house of its own for each member: what one changes, no other sees.
    static func outcomes(of member: CastMember) async throws -> [String: String] {
        try await LiveHouse.with { house in
            let routes = Mount.routesText(rooms, kernel: house.kernel).split(separator: "\n").map { line in
                let cells = line.split(separator: "\t").map(String.init)
                return AskedRoute(method: cells[0], path: cells[1])
            }
            return try await house.test { client in
                let asking = try await Asking(member, house, client)
                var outcomes: [String: String] = [:]
                for route in routes.filter({ !$0.isLast }) + routes.filter(\.isLast) {
                    outcomes[route.name] = try await asking.outcome(of: route)
                }
                return outcomes
            }
        }
    }

    private let client: any TestClientProtocol
    private let cookies: String
    private let accept: String
    private let csrf: String
    /// What stands for the parameters of paths.
    private let parameters: [String: String]
    private let other: String

    private init(_ member: CastMember, _ house: LiveHouse, _ client: any TestClientProtocol) async throws {
        self.client = client
        accept = member == .program ? "application/json" : "text/html"
        let nurse = try await house.cookie(.professional, of: Asking.home)
        let mine = try await client.executeRequest(uri: "/patients", method: .get, headers: nurse, body: nil).text
        let patients = mine.split(separator: "<a href=\"/patients/").dropFirst()
            .filter { $0.contains("LAVANDE") || $0.contains("INVENT") }.map { String($0.prefix { $0 != "\"" }) }
        let patient = try #require(patients.first)
        other = try #require(patients.last)
        var cookies: [String] = []
        var parameters = [
            "patient": patient, "number": "1", "provider": "none", "token": "0000", "role": "nurse",
            "line": try await Asking.line(house), "account": try await Asking.nurse(house),
        ]
        if let token = try await Asking.session(member, house) { cookies.append("citana=\(token)") }
        if member == .patient || member == .caregiver {
            let link = try await Asking.link(to: patient, member == .caregiver, house, client)
            parameters["token"] = link.token
            cookies += link.cookies
        }
        if cookies.isEmpty {
            let page = try await client.executeRequest(uri: "/sign-in", method: .get, headers: [:], body: nil)
            cookies.append(String(page.header("Set-Cookie").prefix { $0 != ";" }))
        }
        self.cookies = cookies.joined(separator: "; ")
        for (name, value) in zip(["a", "b", "c", "d", "e"], ["0", "000", "000", "000", "000"]) {
            parameters[name] = value
        }
        self.parameters = parameters
        let asked = HTTPFields([
            HTTPField(name: .cookie, value: self.cookies), HTTPField(name: .accept, value: "text/html"),
        ])
        let form = cookies[0].hasPrefix("citana=") ? "/account/situation" : "/sign-in"
        csrf = try await client.executeRequest(uri: form, method: .get, headers: asked, body: nil).formToken
        #expect(csrf.utf8.count == 64, "\(member) has no form token")
    }

    /// A line of the home structure's log.
    private static func line(_ house: LiveHouse) async throws -> String {
        let kernel = house.kernel
        let (structure, now) = (try await kernel.structures.find(home).id, kernel.clock.now)
        let reading = AccessLine(
            at: now, structure: structure, actor: .init(id: "test", role: "", means: "test"), action: "test",
            treatment: "T03", verdict: "allow", reason: "")
        let period = LogPeriod(from: now.adding(seconds: -60), to: now.adding(seconds: 60))
        return try #require(
            try await kernel.log.lines(of: structure, period, reading: reading).lines.first?.line.id)
    }

    /// The account of the home structure's nurse.
    private static func nurse(_ house: LiveHouse) async throws -> String {
        let header = try #require(try await house.kernel.structures.list().first { $0.ref == home })
        return try #require(
            try await house.kernel.accounts.staff(of: header).first { $0.roles.contains(.professional) }?.id)
    }

    /// A session of the member, where it is one of staff.
    private static func session(_ member: CastMember, _ house: LiveHouse) async throws -> String? {
        let kernel = house.kernel
        func added(_ name: String, _ role: StaffRole, in ref: String = home) async throws -> Account {
            let account = try await kernel.accounts.add(
                familyName: name, givenName: "Alix", function: "fonction", email: "\(name)@tilleuls.example",
                roles: [role], to: try await kernel.structures.find(ref))
            if role == .professional {
                try await kernel.accounts.record(
                    ProfessionalIdentity(profession: .physician), of: account, source: "declared")
            }
            return account
        }
        switch member {
        case .nobody, .program, .patient, .caregiver: return nil
        case .operator: return try await house.token(.operator, of: "citana")
        case .administrator: return try await house.token(.administrator, of: home)
        case .dpo: return try await house.token(.dpo, of: home)
        case .nurse: return try await house.token(.professional, of: home)
        case .office: return try await kernel.sessions.open(try await added("accueil", .staff), address: "", device: "")
        case .colleague:
            return try await kernel.sessions.open(try await added("collegue", .professional), address: "", device: "")
        case .partner: return try await house.token(.professional, of: "samu-du-val")
        case .undecided:
            let account = try await added("plusieurs", .professional)
            try await kernel.accounts.add(
                .staff, function: "accueil", in: try await kernel.structures.find("samu-du-val"), to: account)
            return try await kernel.sessions.open(account, address: "", device: "")
        }
    }

    /// A link to the patient or to their caregiver, proved by birth date.
    private static func link(
        to patient: String, _ caregiver: Bool, _ house: LiveHouse, _ client: any TestClientProtocol
    ) async throws -> (token: String, cookies: [String]) {
        let structure = try await house.kernel.structures.find(home)
        let born = try #require(Day("1941-06-03"))
        let path = try await house.kernel.links.issue(
            LinkDraft(
                structure: structure.id, patient: patient, member: caregiver ? "member" : nil, task: "task",
                proof: .birthDate(born))
        ).path
        let door = try await client.executeRequest(uri: path, method: .get, headers: [:], body: nil)
        let visitor = String(door.header("Set-Cookie").prefix { $0 != ";" })
        let body = "csrf=\(door.formToken)&step=birth-date&day=3&month=6&year=1941"
        let proved = try await client.executeRequest(
            uri: path, method: .post,
            headers: [.cookie: visitor, .contentType: "application/x-www-form-urlencoded"],
            body: ByteBuffer(string: body))
        #expect(proved.status == .seeOther)
        let person = String(proved.header("Set-Cookie").prefix { $0 != ";" })
        return (String(path.dropFirst("/l/".count)), [visitor, person])
    }

    private func outcome(of route: AskedRoute) async throws -> String {
        let path = parameters.reduce(route.path) { $0.replacing("{\($1.key)}", with: $1.value) }
        var headers = HTTPFields([
            HTTPField(name: .cookie, value: cookies), HTTPField(name: .accept, value: accept),
        ])
        var body: ByteBuffer?
        if route.method == "POST" {
            headers[.contentType] = "application/x-www-form-urlencoded"
            let fields = AskedForms.fields(of: route.path, patient: other).merging(["csrf": csrf]) { $1 }
            body = ByteBuffer(string: fields.map { "\($0)=\(Nasty.encoded($1))" }.joined(separator: "&"))
        }
        let answer = try await client.executeRequest(
            uri: path, method: route.method == "GET" ? .get : .post, headers: headers, body: body)
        guard answer.status == .seeOther else { return "\(answer.status.code)" }
        return "303 \(Asking.neutral(answer.header("Location")))"
    }

    /// Without what changes from one run to the next.
    private static func neutral(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.utf8.count > 20 ? "…" : String(part)
        }.joined(separator: "/")
    }
}

/// Forms that are filled well enough for the gate to be asked. A form that is not here is sent empty: what it answers
/// shows whether the caller came as far as the form.
enum AskedForms {
    static func fields(of path: String, patient other: String) -> [String: String] {
        switch path {
        case "/patients/new":
            [
                "birthName": "ESSAI", "firstGivenName": "Alix", "year": "1950", "month": "1", "day": "2", "sex": "F",
                "informed": "yes", "confirmed": "yes",
            ]
        case "/patients/search": ["name": "fictive", "born": "1941-06-03"]
        case "/patients/{patient}/attribute": ["set": "douteux"]
        case "/patients/{patient}/care/end": ["relation": "none"]
        case "/patients/{patient}/check": ["evidence": "passeport", "agrees": "yes"]
        case "/patients/{patient}/circle": ["familyName": "Essai", "givenName": "Alix", "relationship": "voisin"]
        case "/patients/{patient}/circle/end": ["member": "none"]
        case "/patients/{patient}/contacts": ["kind": "telephone", "value": "06 39 98 00 99"]
        case "/patients/{patient}/emergency": ["reason": "malaise à domicile"]
        case "/patients/{patient}/merge": ["other": other]
        case "/patients/{patient}/titles/revoke": ["mandate": "none"]
        case "/patients/{patient}/traits":
            [
                "birthName": "FICTIVE-LAVANDE", "firstGivenName": "JEANNE", "year": "1941", "month": "6", "day": "3",
                "sex": "F", "birthPlace": "99999",
            ]
        case "/register/access/{role}":
            ["documents": "identity", "mode": "normal", "list": "yes", "reason": "essai"]
        case "/people/{account}/roles": ["role": "staff"]
        case "/accesses/search", "/accesses/export": ["from": "2026-01-02", "to": "2026-01-03"]
        case "/sign-in": ["mail": "personne@essai.example", "password": "Varech&Agrafe-92"]
        default: [:]
        }
    }
}
