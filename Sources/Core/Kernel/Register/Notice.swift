/// The information notice (art. 13 and 14) of one structure, computed from its controller sheet, in French that a
/// patient of eighty reads without help: short sentences, « vous », no abbreviation left unexplained.
public struct Notice: Sendable, Hashable, Codable {
    /// For whom it is written: which lines of the sheet it speaks of.
    public enum Audience: String, Sendable, Codable, CaseIterable {
        /// All lines: the one page of the structure.
        case everyone
        /// Patients and those around them.
        case persons
        /// Professionals and other contacts whose data the structure holds.
        case professionals

        func concerns(_ line: Sheet.Line) -> Bool {
            guard self != .everyone else { return true }
            let persons = line.persons.compactMap(PersonCategory.init(rawValue:))
            return persons.contains { Audience.around.contains($0) == (self == .persons) }
        }

        private static let around: Set<PersonCategory> = [
            .patient, .caregiver, .legalRepresentative, .trustedPerson, .minor, .vulnerable,
        ]
    }

    /// A block of the page. Templates show heading, paragraphs, points, then parts.
    public struct Section: Sendable, Hashable, Codable {
        /// Stable name for anchors: `rights`.
        public let id: String
        public let heading: String
        public let paragraphs: [String]
        public let points: [String]
        public let parts: [Part]

        init(_ id: String, _ heading: String, _ paragraphs: [String], points: [String] = [], parts: [Part] = []) {
            self.id = id
            self.heading = heading
            self.paragraphs = paragraphs
            self.points = points
            self.parts = parts
        }
    }

    /// What a section says of one treatment.
    public struct Part: Sendable, Hashable, Codable {
        public let heading: String
        public let paragraphs: [String]
        public let points: [String]

        init(_ heading: String, _ paragraphs: [String], points: [String] = []) {
            self.heading = heading
            self.paragraphs = paragraphs
            self.points = points
        }
    }

    public let title: String
    public let structure: String
    public let audience: Audience
    /// The version of the sheet that it was computed from.
    public let version: Int
    public let effectiveOn: Day
    public let sections: [Section]

    /// « Version 7, en vigueur le 23/11/2026 ».
    public var versionLine: String { "Version \(version), en vigueur le \(effectiveOn.french)" }

    public init(_ sheet: Sheet, for audience: Audience = .everyone) {
        title = "Vos données personnelles : ce que nous en faisons"
        structure = sheet.structure.name
        self.audience = audience
        version = sheet.version
        effectiveOn = sheet.effectiveOn
        sections =
            NoticeText(sheet: sheet, lines: sheet.treatments.filter(audience.concerns), audience: audience).sections
    }

    /// Markdown; characters that Markdown would read as marks are escaped, so that a name stays a name.
    public func markdown() -> String {
        let escape = Notice.escapedForMarkdown
        var out = "# \(escape(title))\n\n\(escape(structure)). \(escape(versionLine)).\n"
        for section in sections {
            out += "\n## \(escape(section.heading))\n"
            out += Notice.blocks(section.paragraphs.map(escape), section.points.map(escape))
            for part in section.parts {
                out += "\n### \(escape(part.heading))\n"
                out += Notice.blocks(part.paragraphs.map(escape), part.points.map(escape))
            }
        }
        return out
    }

    /// The same as plain text.
    public func plainText() -> String {
        let clean = Notice.onOneLine
        var out = "\(clean(title).uppercased())\n\n\(clean(structure)). \(versionLine).\n"
        for section in sections {
            out += "\n\n\(clean(section.heading).uppercased())\n"
            out += Notice.blocks(section.paragraphs.map(clean), section.points.map(clean))
            for part in section.parts {
                out += "\n\(clean(part.heading))\n"
                out += Notice.blocks(part.paragraphs.map(clean), part.points.map(clean))
            }
        }
        return out
    }

    private static func blocks(_ paragraphs: [String], _ points: [String]) -> String {
        var out = paragraphs.map { "\n\($0)\n" }.joined()
        if !points.isEmpty { out += "\n" + points.map { "- \($0)\n" }.joined() }
        return out
    }

    private static func onOneLine(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: out.append(" ")
            default: out.append(scalar)
            }
        }
        return String(out)
    }

    private static func escapedForMarkdown(_ text: String) -> String {
        let scalars = onOneLine(text).unicodeScalars
        var out = String.UnicodeScalarView()
        for scalar in scalars {
            switch scalar {
            // As entities, which hold even where a reader takes raw HTML inside Markdown.
            case "&": out.append(contentsOf: "&amp;".unicodeScalars)
            case "<": out.append(contentsOf: "&lt;".unicodeScalars)
            case ">": out.append(contentsOf: "&gt;".unicodeScalars)
            case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "!":
                out.append("\\")
                out.append(scalar)
            // At the start of a line these would open a list.
            case "-" where out.isEmpty, "+" where out.isEmpty:
                out.append("\\")
                out.append(scalar)
            default: out.append(scalar)
            }
        }
        return String(out)
    }
}
