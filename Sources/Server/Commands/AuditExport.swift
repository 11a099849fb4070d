import ArgumentParser
import Foundation
import Kernel

extension AuditCommand {
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a structure's lines of some days: FHIR AuditEvent (TdE) or CSV. The reading is logged.",
            discussion: """
                The newest line comes first. Both days are included. The command line has a row of its own in the access
                matrix: where the structure took exports of the log away from it, this is refused (exit 3).

                Example:
                  citana audit export --data citana-demo --structure msp-des-tilleuls \\
                    --from 2026-11-01 --to 2026-11-30 --format csv --out november.csv
                """)
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option(help: "First day, in Paris.") var from: DayArgument
        @Option(help: "Last day, in Paris.") var to: DayArgument
        @Option(help: "fhir or csv.", transform: oneOf) var format = Format.fhir
        @Option(help: "File to write; standard output by default.") var out: String?

        enum Format: String, CaseIterable { case fhir, csv }

        func run() async throws {
            guard from.day <= to.day else { throw Failure("--from is after --to.", code: 2) }
            let setup = try await installation.setup()
            let kernel = try await Kernel.open(setup.kernel, modules: Composition.modules)
            do {
                let structure = try await kernel.structures.find(which.structure)
                var lines: [LoggedLine] = []
                try await kernel.accessLog.export(
                    of: structure.id,
                    LogPeriod(from: .start(ofParisDay: from.day), to: .end(ofParisDay: to.day)),
                    days: "\(from.day)..\(to.day)", as: .commandLine(Author.operator, for: structure.id)
                ) { lines += $0 }
                let bytes =
                    switch format {
                    case .fhir: AuditEventBundle.bytes(lines, log: setup.logOrigin)
                    case .csv: AccessLogCSV.bytes(lines)
                    }
                await kernel.close()
                try Output.write(bytes, to: out)
            } catch {
                await kernel.close()
                throw error
            }
        }
    }
}

/// Lines as a table, in the form of the register's: `;`, CRLF, every cell quoted, no cell that is a formula.
enum AccessLogCSV {
    private static let columns: [(String, @Sendable (LoggedLine) -> String)] = [
        ("place", { $0.position.map(String.init) ?? "" }), ("at", { $0.line.at.rfc3339 }), ("id", { $0.line.id }),
        ("action", { $0.line.action }), ("verdict", { $0.line.verdict }), ("reason", { $0.line.reason }),
        ("basis", { $0.line.basis ?? "" }), ("mode", { $0.line.mode }), ("purpose", { $0.line.purpose }),
        ("actor", { $0.line.actor.id }), ("actor_national_id", { $0.line.actor.nationalID ?? "" }),
        ("actor_role", { $0.line.actor.role }), ("actor_structure", { $0.line.actor.structure ?? "" }),
        ("actor_means", { $0.line.actor.means }), ("actor_level", { $0.line.actor.level }),
        ("patients", { $0.line.patients.joined(separator: " ") }), ("resource", { $0.line.resource }),
        ("treatment", { $0.line.treatment }), ("module", { $0.line.module }),
        ("sheet_version", { $0.line.sheetVersion.map(String.init) ?? "" }),
        ("policy_version", { $0.line.policyVersion }), ("address", { $0.line.address }),
        ("correlation", { $0.line.correlation }), ("cites", { $0.line.cites ?? "" }),
        ("count", { $0.line.count.map(String.init) ?? "" }),
    ]

    static func bytes(_ lines: [LoggedLine]) -> [UInt8] {
        var out: [UInt8] = [0xEF, 0xBB, 0xBF]
        SheetCSV.write(columns.map(\.0), to: &out)
        for line in lines { SheetCSV.write(columns.map { $0.1(line) }, to: &out) }
        return out
    }
}

/// Lines as FHIR R4 AuditEvents after the French profile of traces (TdE 2.0.0): one subtype at most, a period with its
/// start, two agents at most, each with who it is, an observer. In one Bundle of type `collection`.
enum AuditEventBundle {
    private static let profile = "https://interop.esante.gouv.fr/ig/fhir/tde/StructureDefinition/tde-auditevent"

    static func bytes(_ lines: [LoggedLine], log: String) -> [UInt8] {
        JSONValue.members([
            .init("resourceType", .text("Bundle")), .init("type", .text("collection")),
            .init(
                "entry",
                .array(
                    lines.map { line in
                        .members([
                            .init("fullUrl", .text("urn:uuid:\(line.line.id)")),
                            .init("resource", event(line, log: log)),
                        ])
                    })),
        ]).bytes + [10]
    }

    static func event(_ logged: LoggedLine, log: String) -> JSONValue {
        let line = logged.line
        let (type, subtype) = kind(line.action)
        var members: [JSONValue.Member] = [
            .init("resourceType", .text("AuditEvent")), .init("id", .text(line.id)),
            .init("meta", .members([.init("profile", .array([.text(profile)]))])), .init("type", type),
            .init("action", .text(letter(line.action))),
            .init("period", .members([.init("start", .text(line.at.rfc3339))])),
            .init("recorded", .text(line.at.rfc3339)),
            .init("outcome", .text(["deny", "failed"].contains(line.verdict) ? "4" : "0")),
            .init("outcomeDesc", .text([line.verdict, line.reason].filter { !$0.isEmpty }.joined(separator: ", "))),
            .init("purposeOfEvent", .array([concept(coding(modes, line.mode), line.purpose)])),
            .init("agent", .array([caller(line), holder(line)])),
            .init(
                "source",
                .members([
                    .init("observer", identified("urn:ietf:rfc:3986", "https://\(log)", type: "Device"))
                ])),
            .init("entity", .array(entities(logged))),
        ]
        if let subtype { members.append(.init("subtype", .array([subtype]))) }
        return .members(members)
    }

    private static let modes = "urn:oid:1.2.250.1.213.1.1.4.336"
    private static let dicom = "http://dicom.nema.org/resources/ontology/DCM"

    private static func kind(_ action: String) -> (JSONValue, JSONValue?) {
        let rest = "http://hl7.org/fhir/restful-interaction"
        let interaction = [
            "read": "read", "search": "search-type", "create": "create", "update": "update", "delete": "delete",
        ]
        if let code = interaction[action] {
            return (coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest"), coding(rest, code))
        }
        switch action {
        case "login", "login-failure": return (coding(dicom, "110114"), coding(dicom, "110122"))
        case "logout": return (coding(dicom, "110114"), coding(dicom, "110123"))
        case "export", "print", "share": return (coding(dicom, "110106"), nil)
        default: return (coding(dicom, "110110"), nil)
        }
    }

    private static func letter(_ action: String) -> String {
        ["create": "C", "read": "R", "search": "E", "update": "U", "delete": "D"][action] ?? "E"
    }

    private static func coding(_ system: String, _ code: String) -> JSONValue {
        .members([.init("system", .text(system)), .init("code", .text(code))])
    }

    private static func concept(_ coding: JSONValue, _ text: String) -> JSONValue {
        .members([.init("coding", .array([coding]))] + (text.isEmpty ? [] : [.init("text", .text(text))]))
    }

    private static func identified(_ system: String, _ value: String, type: String) -> JSONValue {
        .members([
            .init("type", .text(type)),
            .init("identifier", .members([.init("system", .text(system)), .init("value", .text(value))])),
        ])
    }

    /// Our own identifiers are UUIDs; what is none (the operator, nobody) is written as it is.
    private static func local(_ id: String, type: String) -> JSONValue {
        guard UUID(uuidString: id) == nil else { return identified("urn:ietf:rfc:3986", "urn:uuid:\(id)", type: type) }
        return .members([
            .init("type", .text(type)),
            .init("identifier", .members([.init("value", .text(id.isEmpty ? "unknown" : id))])),
        ])
    }

    /// The national identifier of a professional has a system of its own (idNat_PS).
    private static func caller(_ line: AccessLine) -> JSONValue {
        let actor = line.actor
        let who =
            actor.nationalID.map { identified("urn:oid:1.2.250.1.71.4.2.1", $0, type: "Practitioner") }
            ?? local(actor.id, type: "Person")
        var members: [JSONValue.Member] = [.init("who", who), .init("requestor", .bool(true))]
        if !actor.id.isEmpty { members.append(.init("altId", .text(actor.id))) }
        if !actor.role.isEmpty {
            members.append(.init("role", .array([.members([.init("text", .text(actor.role))])])))
        }
        if !line.address.isEmpty {
            let network: [JSONValue.Member] = [.init("address", .text(line.address)), .init("type", .text("2"))]
            members.append(.init("network", .members(network)))
        }
        return .members(members)
    }

    /// The structure whose record it is.
    private static func holder(_ line: AccessLine) -> JSONValue {
        .members([
            .init("who", local(line.structure, type: "Organization")),
            .init("requestor", .bool(false)),
        ])
    }

    private static func entities(_ logged: LoggedLine) -> [JSONValue] {
        let line = logged.line
        func type(_ code: String) -> JSONValue.Member {
            .init("type", coding("http://terminology.hl7.org/CodeSystem/audit-entity-type", code))
        }
        func role(_ code: String) -> JSONValue.Member {
            .init("role", coding("http://terminology.hl7.org/CodeSystem/object-role", code))
        }
        let patients = line.patients.map { patient in
            JSONValue.members([
                .init("what", local(patient, type: "Patient")), type("1"),
                role("1"),
            ])
        }
        let known: [(String, String?)] = [
            ("treatment", line.treatment), ("module", line.module), ("basis", line.basis),
            ("sheet-version", line.sheetVersion.map(String.init)), ("policy-version", line.policyVersion),
            ("authentication", line.actor.means), ("authentication-level", line.actor.level),
            ("actor-structure", line.actor.structure), ("correlation", line.correlation), ("cites", line.cites),
            ("count", line.count.map(String.init)), ("log-index", logged.position.map(String.init)),
        ]
        let details = known.compactMap { name, value -> JSONValue? in
            guard let value, !value.isEmpty else { return nil }
            return .members([.init("type", .text(name)), .init("valueString", .text(value))])
        }
        let object = JSONValue.members([
            .init("name", .text(line.resource.isEmpty ? line.action : line.resource)), type("2"), role("4"),
            .init("detail", .array(details)),
        ])
        return patients + [object]
    }
}
