import Foundation

/// What changed between two sheets, line by line. Computed over the canonical trees, so that nothing a sheet can say
/// is left out: the difference is empty exactly when the sheets are the same apart from version, effective date,
/// cause, author, digest, and the two dates of a line.
public struct SheetDifference: Sendable, Hashable {
    public enum Kind: String, Sendable, Codable {
        case added, removed, changed

        /// `+`, `-` or `~`, as the text form starts a line.
        public var sign: String {
            switch self {
            case .added: "+"
            case .removed: "-"
            case .changed: "~"
            }
        }
    }

    public struct Change: Sendable, Hashable, Codable {
        /// Nil for what stands above the treatments.
        public let treatment: String?
        public let kind: Kind
        /// French label: « Destinataires », « Durées de conservation, Dossier du patient, référence ».
        public let field: String
        /// Nil where it was added.
        public let before: String?
        /// Nil where it was removed.
        public let after: String?
    }

    public let changes: [Change]
    public var isEmpty: Bool { changes.isEmpty }

    public init(from old: Sheet, to new: Sheet) {
        var walk = Walk()
        walk.sheets(old.tree(), new.tree())
        changes = walk.changes
    }

    /// One line per change: `T06 + Destinataires : équipe de soins du patient (interne)`. Control characters are
    /// made visible, so that a hostile name cannot drive a terminal.
    public func text() -> String {
        changes.map { change in
            let value =
                switch (change.before, change.after) {
                case (let before?, let after?): "\(before) → \(after)"
                case (let before?, nil): before
                case (nil, let after?): after
                case (nil, nil): ""
                }
            let line = "\(change.treatment ?? "fiche") \(change.kind.sign) \(change.field) : \(value)"
            return SheetDifference.printable(line) + "\n"
        }.joined()
    }

    private static func printable(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control where scalar == "\n": out.append(contentsOf: " ⏎ ".unicodeScalars)
            case .control, .lineSeparator, .paragraphSeparator: out.append("\u{FFFD}")
            default: out.append(scalar)
            }
        }
        return String(out)
    }
}

/// The walk through two trees at once.
private struct Walk {
    var changes: [SheetDifference.Change] = []
    private var treatment: String?

    /// What a new version changes by itself.
    private static let ignoredInHeader: Set<String> = [
        "version", "effectiveOn", "cause", "causeText", "author", "sha256", "treatments",
    ]
    private static let ignoredInLine: Set<String> = ["code", "createdOn", "updatedOn"]

    mutating func sheets(_ old: JSONValue, _ new: JSONValue) {
        members(old, new, except: Walk.ignoredInHeader, labels: [])
        let before = Walk.keyed(old["treatments"], by: ["code"])
        let after = Walk.keyed(new["treatments"], by: ["code"])
        for (key, line) in before where !after.contains(where: { $0.key == key }) {
            record(.removed, in: line["code"], "Traitement", before: line["title"]?.plain, after: nil)
        }
        for (key, line) in after {
            guard let (_, earlier) = before.first(where: { $0.key == key }) else {
                record(.added, in: line["code"], "Traitement", before: nil, after: line["title"]?.plain)
                continue
            }
            treatment = line["code"]?.plain
            members(earlier, line, except: Walk.ignoredInLine, labels: [])
            treatment = nil
        }
        order(before.map(\.key), after.map(\.key), "Ordre des traitements") { key in
            (before + after).first { $0.key == key }?.value["code"]?.plain ?? ""
        }
    }

    private mutating func members(_ old: JSONValue, _ new: JSONValue, except: Set<String>, labels: [String]) {
        guard case .object(let before) = old, case .object(let after) = new else { return }
        let keys = Set(before.map(\.key) + after.map(\.key)).subtracting(except)
        for key in keys.sorted(by: DifferenceWords.inReadingOrder) {
            compare(old[key], new[key], key: key, labels: labels + [DifferenceWords.label(key)])
        }
    }

    private mutating func compare(_ old: JSONValue?, _ new: JSONValue?, key: String, labels: [String]) {
        let field = labels.joined(separator: ", ")
        switch (old, new) {
        case (nil, nil): return
        case (let old?, nil):
            record(.removed, field, before: DifferenceWords.render(old, key: key), after: nil)
        case (nil, let new?):
            record(.added, field, before: nil, after: DifferenceWords.render(new, key: key))
        case (let old?, let new?):
            guard !old.sameBytes(as: new) else { return }
            switch (old, new) {
            case (.object, .object): members(old, new, except: [], labels: labels)
            case (.array(let before), .array(let after)) where key == "purposes":
                purposes(before, after)
            case (.array, .array): lists(old, new, key: key, labels: labels)
            default:
                let (before, after) = DifferenceWords.pair(old, new, key: key)
                record(.changed, field, before: before, after: after)
            }
        }
    }

    /// The first purpose is the main one: another main purpose is a change, not one more and one less.
    private mutating func purposes(_ old: [JSONValue], _ new: [JSONValue]) {
        compare(old.first, new.first, key: "purpose", labels: ["Finalité principale"])
        lists(
            .array(Array(old.dropFirst())), .array(Array(new.dropFirst())), key: "purposes", labels: ["Sous-finalités"])
    }

    private mutating func lists(_ old: JSONValue, _ new: JSONValue, key: String, labels: [String]) {
        let field = labels.joined(separator: ", ")
        let identity = DifferenceWords.identity[key] ?? []
        let before = Walk.keyed(old, by: identity)
        let after = Walk.keyed(new, by: identity)
        for (name, item) in before where !after.contains(where: { $0.key == name }) {
            record(.removed, field, before: DifferenceWords.render(item, key: key), after: nil)
        }
        for (name, item) in after {
            guard let (_, earlier) = before.first(where: { $0.key == name }) else {
                record(.added, field, before: nil, after: DifferenceWords.render(item, key: key))
                continue
            }
            if !earlier.sameBytes(as: item) {
                members(earlier, item, except: [], labels: labels + [DifferenceWords.name(item, key: key)])
            }
        }
        order(before.map(\.key), after.map(\.key), "\(field) (ordre)") { name in
            (before + after).first { $0.key == name }.map { DifferenceWords.render($0.value, key: key) } ?? ""
        }
    }

    /// What both sides have, in another order.
    private mutating func order(_ old: [Key], _ new: [Key], _ field: String, render: (Key) -> String) {
        let before = old.filter(new.contains)
        let after = new.filter(old.contains)
        guard before != after else { return }
        record(
            .changed, field, before: before.map(render).joined(separator: " | "),
            after: after.map(render).joined(separator: " | "))
    }

    /// What identifies an element of a list, in bytes so that two spellings of one letter stay two keys, and which of
    /// its like it is.
    private struct Key: Hashable {
        let identity: [UInt8]
        let number: Int
    }

    private static func keyed(_ list: JSONValue?, by identity: [String]) -> [(key: Key, value: JSONValue)] {
        guard case .array(let items)? = list else { return [] }
        var seen: [[UInt8]: Int] = [:]
        return items.map { item in
            let bytes = identity.isEmpty ? item.bytes : identity.flatMap { item[$0]?.bytes ?? [] }
            seen[bytes, default: 0] += 1
            return (Key(identity: bytes, number: seen[bytes, default: 0]), item)
        }
    }

    private mutating func record(
        _ kind: SheetDifference.Kind, in code: JSONValue? = nil, _ field: String, before: String?, after: String?
    ) {
        changes.append(
            SheetDifference.Change(
                treatment: code?.plain ?? treatment, kind: kind, field: field, before: before, after: after))
    }
}
