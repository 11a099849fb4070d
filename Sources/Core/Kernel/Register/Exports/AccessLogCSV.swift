/// Lines as a table, in the form of the register's: `;`, CRLF, every cell quoted, no cell that is a formula.
public enum AccessLogCSV {
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

    public static func bytes(_ lines: [LoggedLine]) -> [UInt8] {
        var out: [UInt8] = [0xEF, 0xBB, 0xBF]
        SheetCSV.write(columns.map(\.0), to: &out)
        for line in lines { SheetCSV.write(columns.map { $0.1(line) }, to: &out) }
        return out
    }
}
