/// The sheet as an OpenDocument spreadsheet after the CNIL's simplified model (July 2019), labels verbatim: a list
/// of the treatments, then one sheet per treatment. What the CNIL's model has no place for stands under a heading of
/// its own. The processor role follows the CNIL's « registre du sous-traitant ».
public enum SheetODS {
    /// Throws where libzip cannot build the file (memory).
    public static func bytes(_ sheet: Sheet) throws -> [UInt8] {
        let names = tableNames(sheet.treatments.map(\.code))
        let list: ODSTable
        let fiches: [ODSTable]
        switch sheet.role {
        case .controller:
            list = ControllerTables.list(sheet, names: names)
            fiches = zip(sheet.treatments, names).map { ControllerTables.fiche(sheet, $0, name: $1) }
        case .processor:
            list = ProcessorTables.list(sheet, names: names)
            fiches = zip(sheet.treatments, names).map { ProcessorTables.fiche(sheet, $0, name: $1) }
        }
        let document = ODSDocument(
            title: "\(title(sheet.role)) – \(sheet.structure.name)",
            footer: "\(sheet.structure.name) · \(title(sheet.role)) · version \(sheet.version)"
                + " en vigueur le \(sheet.effectiveOn.french)",
            tables: [list] + fiches)
        return try document.bytes()
    }

    static let listName = "Liste des traitements"

    static func title(_ role: Sheet.Role) -> String {
        switch role {
        case .controller: "Registre des activités de traitement"
        case .processor: "Registre du sous-traitant"
        }
    }

    /// Names that every spreadsheet program takes and that a link needs no quotes for: at most 31 letters of ASCII,
    /// digits, `-` and `_`, no two alike but for case.
    static func tableNames(_ codes: [String]) -> [String] {
        let usable = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".unicodeScalars)
        var taken: Set<String> = [listName.lowercased()]
        return codes.map { code in
            let base = String(
                String.UnicodeScalarView(code.unicodeScalars.prefix(24).map { usable.contains($0) ? $0 : "_" }))
            let start = base.isEmpty ? "Traitement" : base
            var name = start
            var number = 2
            while !taken.insert(name.lowercased()).inserted {
                name = "\(start)-\(number)"
                number += 1
            }
            return name
        }
    }
}

/// Blocks that both registers have.
extension ODSTable {
    mutating func title(_ text: String) { row([Cell(text, .title, span: widths.count)]) }

    mutating func version(of sheet: Sheet) {
        heading("Version du registre")
        field("Version", "\(sheet.version), en vigueur le \(sheet.effectiveOn.french)")
        field("Motif", sheet.causeText.isEmpty ? sheet.cause : sheet.causeText)
        field("Auteur", sheet.author)
        field("Modules activés", sheet.modules.isEmpty ? "aucun" : sheet.modules.joined(separator: ", "))
        if let digest = sheet.sha256 { field("Empreinte SHA-256", digest) }
    }

    /// The CNIL's block of measures: those of technique, then those of organisation.
    mutating func measures(of line: Sheet.Line) {
        heading("Mesures de sécurité")
        for (label, technical) in [
            ("Mesures de sécurité techniques", true), ("Mesures de sécurité organisationnelles", false),
        ] {
            let texts = line.namedMeasures.filter { $0.technical == technical }.map { "• \($0.heading) : \($0.text)" }
            field(label, texts.isEmpty ? "—" : texts.joined(separator: "\n"), look: texts.isEmpty ? .muted : .text)
        }
    }

    /// « Destinataire ; Pays ; Type de garanties ; Lien vers le doc », over eight columns.
    mutating func transfers(of line: Sheet.Line) {
        heading("Transferts hors UE")
        guard !line.transfers.isEmpty else {
            field("Transferts hors UE", "Aucun", look: .muted)
            return
        }
        row([
            Cell("Destinataire", .head), Cell("Pays", .head), Cell("Type de garanties", .head, span: 4),
            Cell("Lien vers le doc", .head, span: 2),
        ])
        for transfer in line.transfers {
            let name = line.processors.first { $0.code == transfer.processor }?.name ?? transfer.processor
            row([
                Cell(name), Cell(Country.name(transfer.country)), Cell(transfer.guarantee, span: 4),
                Cell("À demander au délégué à la protection des données", .muted, span: 2),
            ])
        }
    }

    mutating func processors(of line: Sheet.Line) {
        heading("Sous-traitants ultérieurs")
        guard !line.processors.isEmpty else {
            field("Sous-traitants ultérieurs", "Aucun", look: .muted)
            return
        }
        row([
            Cell("Nom", .head), Cell("Pays", .head), Cell("Service", .head, span: 4),
            Cell("Annonce et effet", .head, span: 2),
        ])
        for processor in line.processors {
            let dates = [
                processor.noticeOn.map { "Annoncé le \($0.french)" },
                processor.objectionDeadline.map { "Objections jusqu'au \($0.french)" },
                processor.effectiveOn.map { "Effectif le \($0.french)" },
            ].compactMap { $0 }
            row([
                Cell(processor.name), Cell(Country.name(processor.country)), Cell(processor.service, span: 4),
                Cell(dates.isEmpty ? "—" : dates.joined(separator: "\n"), dates.isEmpty ? .muted : .text, span: 2),
            ])
        }
    }

    /// What the structure changed, and what a DPO should still settle.
    mutating func remarks(of line: Sheet.Line) {
        if !line.overrides.isEmpty {
            heading("Modifications apportées par la structure")
            for change in line.overrides { field(change.field, change.sentence) }
        }
        if !line.warnings.isEmpty {
            heading("Points à régler")
            for (index, warning) in line.warnings.enumerated() { field("Point \(index + 1)", warning, look: .alert) }
        }
    }

    mutating func numbered(_ label: String, _ texts: [String]) {
        if texts.isEmpty { field("\(label) 1", "—", look: .muted) }
        for (index, text) in texts.enumerated() { field("\(label) \(index + 1)", text) }
    }
}
