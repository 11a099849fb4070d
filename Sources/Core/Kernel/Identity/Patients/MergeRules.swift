/// What must be known of two records before one is merged into the other.
struct MergeSide: Sendable {
    let patient: PatientID
    let structure: String
    let status: IdentityStatus
    let mergedInto: PatientID?
    /// Records that were merged into this one and still are.
    let absorbed: [PatientID]
    /// Digests of its numbers, former ones too; empty where none is in force.
    let numbers: Set<SearchDigest>
}

/// Why two records are not merged, or not parted.
public enum MergeRefusal: String, Error, Sendable, CaseIterable {
    case itself, otherStructure, alreadyMerged, intoMerged, hasAbsorbed, differentNumbers, notMerged

    public var sentence: Bilingual {
        switch self {
        case .itself: Bilingual(fr: "C'est le même dossier.", en: "This is the same record.")
        case .otherStructure:
            Bilingual(
                fr: "Les deux dossiers n'appartiennent pas à la même structure.",
                en: "The two records do not belong to the same structure.")
        case .alreadyMerged:
            Bilingual(
                fr: "Ce dossier est déjà rapproché d'un autre ; séparez-les d'abord.",
                en: "This record is merged into another already; part them first.")
        case .intoMerged:
            Bilingual(
                fr: "Le dossier à conserver est lui-même rapproché d'un autre ; choisissez cet autre dossier.",
                en: "The record to keep is itself merged into another; choose that other one.")
        case .hasAbsorbed:
            Bilingual(
                fr: "D'autres dossiers sont rapprochés de celui-ci ; conservez-le, ou séparez-les d'abord.",
                en: "Other records are merged into this one; keep it, or part them first.")
        case .differentNumbers:
            Bilingual(
                fr: "Deux identités qualifiées portent des matricules différents : ce sont deux personnes.",
                en: "Two qualified identities bear different matricules: they are two people.")
        case .notMerged:
            Bilingual(fr: "Ce dossier n'est rapproché d'aucun autre.", en: "This record is not merged into any other.")
        }
    }
}

/// A merge moves no row and changes no trait: the record that yields points to the one that stays, both keep their own
/// key, and both histories say who decided. Taking the pointer away is the whole undoing (rule 24).
enum MergeRules {
    static func check(_ source: MergeSide, into target: MergeSide) throws(MergeRefusal) {
        guard source.patient != target.patient else { throw .itself }
        guard source.structure == target.structure else { throw .otherStructure }
        guard source.mergedInto == nil else { throw .alreadyMerged }
        guard target.mergedInto == nil else { throw .intoMerged }
        guard source.absorbed.isEmpty else { throw .hasAbsorbed }
        let bothQualified = source.status == .qualified && target.status == .qualified
        // A number that both ever bore says that they may be one person.
        let different =
            !source.numbers.isEmpty && !target.numbers.isEmpty && source.numbers.isDisjoint(with: target.numbers)
        guard !(bothQualified && different) else { throw .differentNumbers }
    }
}
