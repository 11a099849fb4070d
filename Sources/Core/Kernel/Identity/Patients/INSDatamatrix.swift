/// Why a barcode is no INS Datamatrix, or cannot be made.
public enum DatamatrixProblem: Error, Sendable, Equatable {
    /// Not `IS`, version 01 and 22 zeros.
    case header
    /// What stands where a block should start.
    case unknownBlock(String)
    case repeated(String)
    case missing(String)
    /// A block that ends early or holds what it must not.
    case malformed(String)
    case ins(INSProblem)
    /// Sex must be F or M: there is no third letter in the format.
    case sex
    /// A trait has no equivalent in the alphabet of INSi.
    case lexicon(Trait, LexiconProblem)
    /// The identity is not qualified, or its number may not be used here (rule 25).
    case refused(INSRefusal)
}

/// The INS Datamatrix of the ANS (format 2.2): the text that the square carries. Drawing it is a printer's matter.
public struct INSDatamatrix: Sendable, Hashable {
    public let ins: INS
    /// Given names with spaces between; which of them is the first one, where it has two words, is not told.
    public let givenNames: String
    public let birthName: String
    public let sex: Sex
    public let birthDate: Day
    public let birthPlace: BirthPlace?

    static let header = "IS01" + String(repeating: "0", count: 22)
    static let separator: Character = "\u{1D}"

    /// Only for a qualified identity whose number may leave here (rule 25); names are written in INSi's alphabet.
    public init(_ identity: PatientIdentity, in environment: INSEnvironment) throws(DatamatrixProblem) {
        if let refusal = identity.insRefusal(in: environment) { throw .refused(refusal) }
        guard let ins = identity.ins else { throw .refused(.noNumber) }
        let traits = identity.traits
        guard traits.sex != .indeterminate else { throw .sex }
        do { birthName = try INSiLexicon.familyName(traits.birthName) } catch { throw .lexicon(.birthName, error) }
        do {
            givenNames = try INSiLexicon.givenNames(traits.birthGivenNames ?? traits.firstBirthGivenName)
        } catch { throw .lexicon(.birthGivenNames, error) }
        self.ins = ins
        sex = traits.sex
        birthDate = traits.birthDate.day
        birthPlace = traits.birthPlace
    }

    /// The text to draw. A variable field shorter than its maximum ends with `<GS>` (0x1D) unless it is the last one.
    public var text: String {
        let date = birthDate.french.split(separator: "/").joined(separator: "-")
        var blocks: [(code: String, value: String, longest: Int)] = [
            ("S1", ins.matricule.value, 15), ("S2", ins.oid, 20), ("S3", givenNames, INSiLexicon.longest),
            ("S4", birthName, INSiLexicon.longest), ("S5", sex.rawValue, 1), ("S6", date, 10),
        ]
        if let birthPlace { blocks.append(("S7", birthPlace.code, 5)) }
        return Self.header
            + blocks.enumerated().map { index, block in
                let ends = block.value.utf8.count == block.longest || index == blocks.count - 1
                return block.code + block.value + (ends ? "" : String(Self.separator))
            }.joined()
    }

    /// Reads what a scanner gave; blocks may come in any order. A wrong key is kept and flagged, like anywhere.
    public init(parsing text: String) throws(DatamatrixProblem) {
        guard text.hasPrefix(Self.header) else { throw .header }
        let fields = try Self.blocks(of: text.dropFirst(Self.header.count))
        func field(_ code: String) throws(DatamatrixProblem) -> String {
            guard let value = fields[code] else { throw .missing(code) }
            guard !value.isEmpty else { throw .malformed(code) }
            return value
        }
        let (matricule, oid) = (try field("S1"), try field("S2"))
        do { ins = try INS(matricule: matricule, oid: oid) } catch { throw .ins(error) }
        givenNames = try field("S3")
        birthName = try field("S4")
        guard let sex = Sex(rawValue: try field("S5")), sex != .indeterminate else { throw .sex }
        self.sex = sex
        let parts = try field("S6").split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let day = Day("\(parts[2])-\(parts[1])-\(parts[0])") else { throw .malformed("S6") }
        birthDate = day
        if let code = fields["S7"] {
            guard let place = BirthPlace(code) else { throw .malformed("S7") }
            birthPlace = place
        } else {
            birthPlace = nil
        }
    }

    private static func blocks(of text: Substring) throws(DatamatrixProblem) -> [String: String] {
        var rest = text
        var fields: [String: String] = [:]
        while !rest.isEmpty {
            let code = String(rest.prefix(2))
            rest = rest.dropFirst(2)
            let value: Substring
            switch code {
            case "S1": value = rest.prefix(15)
            // 19 or 20 characters; what follows starts with a letter or a separator.
            case "S2": value = rest.prefix(20).prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            case "S3", "S4": value = rest.prefix(INSiLexicon.longest).prefix { $0 != separator }
            case "S5": value = rest.prefix(1)
            case "S6": value = rest.prefix(10)
            case "S7": value = rest.prefix(5)
            default: throw .unknownBlock(code)
            }
            guard fields[code] == nil else { throw .repeated(code) }
            rest = rest.dropFirst(value.count)
            // A separator that was not needed is passed over; one that was needed is not asked for at the end.
            if rest.first == separator { rest = rest.dropFirst() }
            fields[code] = String(value)
        }
        return fields
    }
}
