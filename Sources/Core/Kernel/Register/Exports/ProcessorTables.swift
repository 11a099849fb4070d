/// The publisher's record for one client (art. 30.2), after the CNIL's « registre du sous-traitant ».
enum ProcessorTables {
    private typealias Cell = ODSTable.Cell

    static func list(_ sheet: Sheet, names: [String]) -> ODSTable {
        var table = ODSTable(name: SheetODS.listName, widths: [5.6, 8.4, 5.4, 3.0, 2.8, 4.6])
        table.title("Registre du sous-traitant : traitements effectués pour \(sheet.structure.name)")
        table.heading("Sous-traitant")
        table.field("Nom", sheet.publisher.name)
        table.field("Adresse", sheet.publisher.address)
        table.field("Adresse e-mail", sheet.publisher.email)
        table.field("Représentant", sheet.publisher.representative)
        table.field("Délégué à la protection des données", sheet.publisher.dpo.sentence)
        table.heading("Client (responsable du traitement)")
        table.field("Nom", "\(sheet.structure.name) (\(sheet.structure.kindLabel))")
        table.field("Coordonnées", sheet.structure.sentence)
        table.field("Représentant", sheet.structure.representative)
        table.field("Délégué à la protection des données", sheet.dpo.sentence)
        table.field("Référence du contrat", sheet.contract?.sentence ?? "—")
        table.heading("Catégories de traitements effectués")
        table.row(
            [
                "REF", "Catégorie de traitements", "Sous-traitants ultérieurs", "Transferts hors UE",
                "Données sensibles",
                "Statut",
            ].map { Cell($0, .head) })
        for (line, name) in zip(sheet.treatments, names) {
            let others = line.processors.map(\.name).joined(separator: "\n")
            table.row([
                Cell(line.code, link: "#\(name)"), Cell(line.title), Cell(others.isEmpty ? "Aucun" : others),
                Cell(yesNo(!line.transfers.isEmpty)), Cell(yesNo(line.hasSensitiveData)), Cell(line.statusLabel),
            ])
        }
        table.version(of: sheet)
        return table
    }

    static func fiche(_ sheet: Sheet, _ line: Sheet.Line, name: String) -> ODSTable {
        var table = ODSTable(name: name, widths: FicheLayout.widths)
        table.title("\(line.code) – \(line.title)")
        table.repeatRowsSoFar()
        table.heading("Description")
        table.field("N° / REF", line.code)
        table.field("Date de création du traitement", line.createdOn?.french ?? "—")
        table.field("Mise à jour du traitement", line.updatedOn?.french ?? "—")
        table.field("Client (responsable du traitement)", sheet.structure.sentence)
        table.field("Référence du contrat", sheet.contract?.sentence ?? "—")
        table.heading("Catégories de traitements effectués")
        table.numbered("Catégorie", line.purposes)
        table.processors(of: line)
        table.transfers(of: line)
        table.measures(of: line)
        table.heading("Compléments au modèle de la CNIL")
        table.field("Catégories de personnes", line.personLabels.joined(separator: "\n"))
        table.field("Catégories de données", line.data.map(\.sentence).joined(separator: "\n"))
        table.field("Durées de conservation", line.retentionRules.map(\.sentence).joined(separator: "\n"))
        table.field("Module", line.moduleTitle)
        table.field("Statut", line.statusLabel)
        table.remarks(of: line)
        return table
    }
}
