/// A line as the log commits to it: UTF-8 text, one field a line, `name value`, in a fixed order, absent fields left
/// out. Text rather than JSON, so that a page or a script can make the same bytes with no library, and because this is
/// done before every read.
struct EntryText {
    private(set) var bytes: [UInt8] = []

    private static let longestValue = 512
    /// A decision is JSON of ours; cut short it could not be read.
    static let longestDecision = 65_536

    init(_ line: AccessLine) {
        bytes.reserveCapacity(640)
        bytes.append(contentsOf: "citana access line v1\n".utf8)
        field("id", line.id)
        field("at", String(line.at.milliseconds))
        field("structure", line.structure)
        field("actor", line.actor.id)
        field("actor-national-id", line.actor.nationalID)
        field("actor-role", line.actor.role)
        field("actor-structure", line.actor.structure)
        field("actor-means", line.actor.means)
        field("actor-level", line.actor.level)
        for patient in line.patients { field("patient", patient) }
        field("action", line.action)
        field("resource", line.resource)
        field("treatment", line.treatment)
        field("module", line.module)
        field("mode", line.mode)
        field("purpose", line.purpose)
        field("verdict", line.verdict)
        field("reason", line.reason)
        field("basis", line.basis)
        field("sheet-version", line.sheetVersion.map(String.init))
        field("policy-version", line.policyVersion)
        field("address", line.address)
        field("correlation", line.correlation)
        field("cites", line.cites)
        field("count", line.count.map(String.init))
        field("decision", line.decision, most: EntryText.longestDecision)
    }

    /// Empty and absent read the same. Control characters become spaces, so that no value can start a field.
    private mutating func field(_ name: StaticString, _ value: String?, most: Int = longestValue) {
        guard let value, !value.isEmpty else { return }
        bytes.append(contentsOf: name.description.utf8)
        bytes.append(32)
        var left = most
        for byte in value.utf8 {
            left -= 1
            if left < 0 { break }
            bytes.append(byte < 32 || byte == 127 ? 32 : byte)
        }
        bytes.append(10)
    }

    /// Whether a line's text says what the columns beside it say. Bytes only: a verification asks this of every line.
    static func agrees(_ text: ArraySlice<UInt8>, _ line: SealedLine) -> Bool {
        let start = "citana access line v1\nid \(line.id)\nat \(line.at.milliseconds)\nstructure \(line.structure)\n"
        guard text.starts(with: start.utf8) else { return false }
        var patients: [UInt8] = []
        var cites: [UInt8]?
        var rest = text.dropFirst(start.utf8.count)
        while let end = rest.firstIndex(of: 10) {
            let field = rest[rest.startIndex..<end]
            if field.starts(with: "patient ".utf8) {
                if !patients.isEmpty { patients.append(44) }
                patients.append(contentsOf: field.dropFirst(8))
            } else if field.starts(with: "cites ".utf8) {
                cites = Array(field.dropFirst(6))
            }
            rest = rest[rest.index(after: end)...]
        }
        return patients.elementsEqual((line.subject ?? "").utf8) && cites == line.cites.map { Array($0.utf8) }
    }

    /// Nil for text of another form or with a field that is missing.
    static func read(_ bytes: some Collection<UInt8>) -> AccessLine? {
        let text = String(decoding: bytes, as: UTF8.self)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        guard !lines.isEmpty, lines.removeFirst() == "citana access line v1" else { return nil }
        var fields: [Substring: String] = [:]
        var patients: [String] = []
        for line in lines {
            guard let space = line.firstIndex(of: " ") else { return nil }
            let value = String(line[line.index(after: space)...])
            if line[..<space] == "patient" { patients.append(value) } else { fields[line[..<space]] = value }
        }
        guard let id = fields["id"], let at = fields["at"].flatMap(Int64.init), let structure = fields["structure"]
        else { return nil }
        func value(_ name: Substring) -> String { fields[name] ?? "" }
        return AccessLine(
            id: id, at: Instant(milliseconds: at), structure: structure,
            actor: AccessLine.Actor(
                id: value("actor"), nationalID: fields["actor-national-id"], role: value("actor-role"),
                structure: fields["actor-structure"], means: value("actor-means"), level: value("actor-level")),
            patients: patients, action: value("action"), resource: value("resource"), treatment: value("treatment"),
            module: value("module"), mode: value("mode"), purpose: value("purpose"), verdict: value("verdict"),
            reason: value("reason"), basis: fields["basis"], sheetVersion: fields["sheet-version"].flatMap(Int.init),
            policyVersion: value("policy-version"), address: value("address"), correlation: value("correlation"),
            cites: fields["cites"], count: fields["count"].flatMap(Int.init), decision: fields["decision"])
    }
}
