/// The sheet as a table: one row per treatment, RFC 4180 with CRLF, UTF-8 with a byte order mark.
///
/// The separator is `;` because a French spreadsheet opens such a file with a double click and shows columns.
/// Every cell is quoted. Several values of one cell are joined by ` | `. A cell that a spreadsheet could take for a
/// formula gets a leading apostrophe (rule 6); nothing else of the text is changed, except that U+0000, which no
/// reader of CSV accepts, becomes U+FFFD.
public enum SheetCSV {
    /// Art. 30.1 or 30.2 layout, after the sheet's role.
    public static func bytes(_ sheet: Sheet) -> [UInt8] {
        let columns = sheet.role == .controller ? controllerColumns : processorColumns
        var out: [UInt8] = [0xEF, 0xBB, 0xBF]
        write(columns.map(\.title), to: &out)
        for line in sheet.treatments { write(columns.map { $0.value(sheet, line) }, to: &out) }
        return out
    }

    /// One row; the same for every CSV that leaves the house.
    package static func write(_ cells: [String], to out: inout [UInt8]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ";")) }
            out.append(UInt8(ascii: "\""))
            if couldBeFormula(cell) { out.append(UInt8(ascii: "'")) }
            for byte in cell.utf8 {
                switch byte {
                case UInt8(ascii: "\""): out.append(contentsOf: [byte, byte])
                case 0: out.append(contentsOf: "\u{FFFD}".utf8)
                default: out.append(byte)
                }
            }
            out.append(UInt8(ascii: "\""))
        }
        out.append(contentsOf: [0x0D, 0x0A])
    }

    /// True where the first character that shows is one that starts a formula, in ASCII or full width. White space
    /// and invisible characters before it are passed over, because spreadsheets trim them; a tab or a carriage
    /// return at the very start is enough by itself (OWASP, CSV injection).
    static func couldBeFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        if first == "\t" || first == "\r" { return true }
        let shown = text.unicodeScalars.first { scalar in
            !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint
                && scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
        }
        guard let shown else { return false }
        return ["=", "+", "-", "@", "＝", "＋", "－", "＠"].contains(shown)
    }

    private struct Column {
        let title: String
        let value: (Sheet, Sheet.Line) -> String

        init(_ title: String, _ value: @escaping (Sheet, Sheet.Line) -> String) {
            self.title = title
            self.value = value
        }

        static func list(_ title: String, _ values: @escaping (Sheet.Line) -> [String]) -> Column {
            Column(title) { _, line in values(line).joined(separator: " | ") }
        }
    }

    private static var opening: [Column] {
        [
            Column("REF") { $1.code },
            Column("Nom") { $1.title },
            Column("Module") { $1.moduleTitle },
            Column("Statut") { $1.statusLabel },
            Column("Date de création du traitement") { $1.createdOn?.french ?? "" },
            Column("Mise à jour du traitement") { $1.updatedOn?.french ?? "" },
        ]
    }

    /// What both records ask for: processors, transfers, measures (art. 30.1.e and g, 30.2.c and d).
    private static var shared: [Column] {
        [
            .list("Sous-traitants ultérieurs") { $0.processors.map(\.sentence) },
            Column("Transferts hors UE") { _, line in
                line.transfers.isEmpty ? "aucun" : line.transfers.map(\.sentence).joined(separator: " | ")
            },
            .list("Mesures de sécurité") { $0.namedMeasures.map(\.text) },
        ]
    }

    private static var closing: [Column] {
        [
            .list("Modifications apportées par la structure") { $0.overrides.map(\.sentence) },
            .list("Points à régler") { $0.warnings },
            Column("Version") { sheet, _ in String(sheet.version) },
            Column("En vigueur le") { sheet, _ in sheet.effectiveOn.french },
            Column("Empreinte SHA-256 de la version") { sheet, _ in sheet.sha256 ?? "" },
        ]
    }

    private static var controllerColumns: [Column] {
        opening + [
            Column("Finalité principale") { $1.mainPurpose },
            .list("Sous-finalités") { $0.otherPurposes },
            Column("Base légale") { $1.legalBasis.sentence },
            Column("Exception art. 9") { $1.article9?.sentence ?? "" },
            .list("Catégories de personnes") { $0.personLabels },
            .list("Catégories de données") { $0.data.map(\.sentence) },
            .list("Données sensibles") { line in
                let sensitive = line.data.filter(\.sensitive).map(\.label)
                return sensitive.isEmpty ? ["Non"] : ["Oui"] + sensitive
            },
            Column("Source") { $1.source },
            .list("Destinataires") { $0.recipients.map(\.sentence) },
        ] + shared.prefix(2) + [
            .list("Durées de conservation") { line in
                line.retention.map { "\($0.category.label) – \($0.sentence)" }
            }
        ] + shared.suffix(1) + [
            Column("AIPD") { $1.impactAssessment.sentence },
            Column("Décision automatisée") { yesNo($1.automatedDecision) },
            .list("Droits") { $0.rightLabels },
            Column("Caractère obligatoire des réponses") { $1.obligation },
            Column("Rôle") { $1.role },
            Column("Responsable du traitement") { sheet, _ in sheet.structure.sentence },
            Column("Représentant") { sheet, _ in sheet.structure.representative },
            Column("Délégué à la protection des données") { sheet, _ in sheet.dpo.sentence },
            Column("Sous-traitant (éditeur)") { sheet, _ in sheet.publisher.sentence },
            Column("Contrat") { sheet, _ in sheet.contract?.sentence ?? "" },
        ] + closing
    }

    private static var processorColumns: [Column] {
        opening + [
            Column("Client (responsable du traitement)") { sheet, _ in sheet.structure.sentence },
            Column("Représentant du client") { sheet, _ in sheet.structure.representative },
            Column("Délégué à la protection des données du client") { sheet, _ in sheet.dpo.sentence },
            Column("Contrat") { sheet, _ in sheet.contract?.sentence ?? "" },
            .list("Catégories de traitements effectués") { $0.purposes },
            .list("Catégories de personnes") { $0.personLabels },
            .list("Catégories de données") { $0.data.map(\.sentence) },
        ] + shared + [
            Column("Sous-traitant") { sheet, _ in sheet.publisher.sentence },
            Column("Délégué à la protection des données du sous-traitant") { sheet, _ in
                sheet.publisher.dpo.sentence
            },
        ] + closing
    }
}

extension Sheet.Publisher {
    var sentence: String {
        [name, address, email, representative].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
