import Foundation

/// Lines as FHIR R4 AuditEvents after the French profile of traces (TdE 2.0.0): one subtype at most, a period with its
/// start, two agents at most, each with who it is, an observer. In one Bundle of type `collection`.
public enum AuditEventBundle {
    private static let profile = "https://interop.esante.gouv.fr/ig/fhir/tde/StructureDefinition/tde-auditevent"

    /// - Parameter log: the log's name, its observer.
    public static func bytes(_ lines: [LoggedLine], log: String) -> [UInt8] {
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
