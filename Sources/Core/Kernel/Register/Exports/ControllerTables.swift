/// The controller's register (art. 30.1) in the layout of the CNIL's simplified spreadsheet.
enum ControllerTables {
    private typealias Cell = ODSTable.Cell

    static func list(_ sheet: Sheet, names: [String]) -> ODSTable {
        var table = ODSTable(name: SheetODS.listName, widths: [5.6, 8.6, 3.3, 3.3, 2.8, 2.8, 3.6])
        table.title("Registre des activités de traitement de \(sheet.structure.name)")
        table.heading("Coordonnées du responsable de l'organisme")
        table.field("Organisme", "\(sheet.structure.name) (\(sheet.structure.kindLabel))")
        table.field("Représentant légal", sheet.structure.representative)
        if let finess = sheet.structure.finess { table.field("N° FINESS", finess) }
        if let siret = sheet.structure.siret { table.field("N° SIRET", siret) }
        table.field("Adresse", sheet.structure.address)
        table.field("CP, ville", "\(sheet.structure.postalCode) \(sheet.structure.city)")
        table.field("Pays", Country.name(sheet.structure.country))
        table.field("Téléphone", sheet.structure.phone)
        table.field("Adresse de messagerie", sheet.structure.email)
        table.heading("Délégué à la protection des données")
        table.field("Nom", sheet.dpo.name)
        table.field("Société (si DPO externe)", sheet.dpo.organisation)
        table.field("Téléphone", sheet.dpo.phone)
        table.field("Adresse de messagerie", sheet.dpo.email)
        table.heading(SheetODS.listName)
        table.row(
            [
                "REF", "Nom du traitement", "Date de création du traitement", "Mise à jour du traitement",
                "Transferts hors UE", "Données sensibles", "Statut",
            ].map { Cell($0, .head) })
        for (line, name) in zip(sheet.treatments, names) {
            table.row([
                Cell(line.code, link: "#\(name)"), Cell(line.title), Cell(line.createdOn?.french ?? ""),
                Cell(line.updatedOn?.french ?? ""), Cell(yesNo(!line.transfers.isEmpty)),
                Cell(yesNo(line.hasSensitiveData)), Cell(line.statusLabel),
            ])
        }
        table.heading("Sous-traitant (éditeur du logiciel)")
        table.field("Nom", sheet.publisher.name)
        table.field("Coordonnées", "\(sheet.publisher.address), \(sheet.publisher.email)")
        table.field("DPO de l'éditeur", sheet.publisher.dpo.sentence)
        table.field("Contrat", sheet.contract?.sentence ?? "—")
        table.version(of: sheet)
        return table
    }

    static func fiche(_ sheet: Sheet, _ line: Sheet.Line, name: String) -> ODSTable {
        var table = ODSTable(name: name, widths: FicheLayout.widths)
        table.title("\(line.code) – \(line.title)")
        table.repeatRowsSoFar()
        table.heading("Description du traitement")
        table.field("Nom / sigle", line.title)
        table.field("N° / REF", line.code)
        table.field("Date de création du traitement", line.createdOn?.french ?? "—")
        table.field("Mise à jour du traitement", line.updatedOn?.french ?? "—")
        actors(sheet, in: &table)
        table.heading("Finalité(s) du traitement effectué")
        table.field("Finalité principale", line.mainPurpose)
        for (index, purpose) in line.otherPurposes.enumerated() { table.field("Sous-finalité \(index + 1)", purpose) }
        table.measures(of: line)
        ordinaryData(line, in: &table)
        sensitiveData(line, in: &table)
        table.heading("Catégories de personnes concernées")
        table.numbered("Catégorie", line.personLabels)
        recipients(line, in: &table)
        table.transfers(of: line)
        additions(sheet, line, in: &table)
        return table
    }

    private static func actors(_ sheet: Sheet, in table: inout ODSTable) {
        table.row(
            ["Acteurs", "Nom", "Adresse", "CP", "Ville", "Pays", "Tél", "Adresse e-mail"].map { Cell($0, .head) })
        let party = sheet.structure
        let country = Country.name(party.country)
        table.row(
            [Cell("Responsable du traitement", .label)]
                + [party.name, party.address, party.postalCode, party.city, country, party.phone, party.email]
                .map { Cell($0) })
        let officer = [sheet.dpo.name, sheet.dpo.organisation].filter { !$0.isEmpty }.joined(separator: ", ")
        table.row(
            [Cell("Délégué à la protection des données", .label)]
                + [officer, "", "", "", "", sheet.dpo.phone, sheet.dpo.email].map { Cell($0) })
        table.row(
            [Cell("Représentant", .label)]
                + [party.representative, "", "", "", "", "", ""].map { Cell($0) })
        table.row(
            [Cell("Responsable(s) conjoint(s)", .label), Cell("Aucun", .muted)] + Array(repeating: Cell(""), count: 6))
    }

    private static func dataHead(_ title: String, in table: inout ODSTable) {
        table.heading(title)
        table.row([
            Cell("Catégorie", .head), Cell("Description", .head, span: 4), Cell("Délai d'effacement", .head, span: 3),
        ])
    }

    private static func dataRow(
        _ label: String, _ category: DataCategory?, _ line: Sheet.Line, in table: inout ODSTable
    ) {
        let data = line.data.filter { $0.category == category }
        let terms = category.map { line.erasure($0) } ?? []
        let absent = data.isEmpty && terms.isEmpty
        // Data that the treatment reads but does not keep: their term is that of the treatment that keeps them.
        let unknown = absent ? "—" : "Voir le traitement qui conserve ces données"
        let items = data.map { $0.items.isEmpty ? $0.label : $0.description }.joined(separator: "\n")
        table.row([
            Cell(label, .label), Cell(absent ? "Non traitées" : items, absent ? .muted : .text, span: 4),
            Cell(terms.isEmpty ? unknown : terms.joined(separator: "\n"), terms.isEmpty ? .muted : .text, span: 3),
        ])
    }

    /// The rows that the CNIL's model prints in any case, then its free rows for what else is held.
    private static func ordinaryData(_ line: Sheet.Line, in table: inout ODSTable) {
        dataHead("Catégories de données personnelles concernées", in: &table)
        let fixed: [DataCategory] = [.identity, .personalLife, .economic, .connection, .location]
        for category in fixed { dataRow(category.label, category, line, in: &table) }
        let held = Set(line.data.map(\.category) + line.retention.map(\.category))
        for category in DataCategory.allCases where !fixed.contains(category) && !category.sensitive {
            if held.contains(category) { dataRow(category.label, category, line, in: &table) }
        }
    }

    private static func sensitiveData(_ line: Sheet.Line, in table: inout ODSTable) {
        dataHead("Données sensibles", in: &table)
        for (label, category) in FicheLayout.sensitiveRows { dataRow(label, category, line, in: &table) }
    }

    private static func recipients(_ line: Sheet.Line, in table: inout ODSTable) {
        table.heading("Destinataires")
        table.row([
            Cell("Destinataires", .head), Cell("Nom", .head, span: 4), Cell("Type de destinataire", .head, span: 3),
        ])
        for (index, recipient) in line.recipients.enumerated() {
            table.row([
                Cell("Destinataire \(index + 1)", .label), Cell(recipient.label, span: 4),
                Cell(recipient.kind.rawValue, span: 3),
            ])
        }
        if line.recipients.isEmpty { table.field("Destinataire 1", "—", look: .muted) }
    }

    private static func additions(_ sheet: Sheet, _ line: Sheet.Line, in table: inout ODSTable) {
        table.processors(of: line)
        table.heading("Compléments au modèle de la CNIL")
        table.field("Base légale", line.legalBasis.sentence)
        table.field("Exception art. 9", line.article9?.sentence ?? "—", look: line.article9 == nil ? .muted : .text)
        table.field("Source des données", line.source)
        for rule in line.retentionRules { table.field("Durée : \(rule.subject)", "\(rule.short)\n\(rule.grounds)") }
        table.field("AIPD", line.impactAssessment.sentence)
        table.field("Décision automatisée", yesNo(line.automatedDecision))
        table.field("Droits", line.rightLabels.joined(separator: "\n"))
        table.field("Caractère obligatoire des réponses", line.obligation)
        table.field("Module", line.moduleTitle)
        table.field("Rôle", line.role)
        table.field("Statut", line.statusLabel)
        table.field("Tables de la base", line.data.flatMap(\.tables).uniqued.joined(separator: ", "))
        table.remarks(of: line)
    }
}

enum FicheLayout {
    /// Eight columns, as wide as the CNIL's table of actors needs; an A4 page across after a slight reduction.
    static let widths = [5.6, 5.2, 4.4, 1.7, 3.0, 2.2, 3.2, 4.6]

    /// The ten rows of the CNIL's block; ours fall into two of them.
    static let sensitiveRows: [(label: String, category: DataCategory?)] = [
        ("origine raciale ou ethnique", nil), ("opinions politiques", nil),
        ("convictions religieuses ou philosophiques", nil), ("appartenance syndicale", nil),
        ("données génétiques", nil), ("données biométriques (identification unique)", nil),
        (DataCategory.health.label, .health), ("vie sexuelle ou orientation sexuelle", nil),
        ("condamnations pénales ou infractions", nil),
        (DataCategory.nationalIdentifier.label, .nationalIdentifier),
    ]
}

extension [String] {
    /// The same texts in the same order, each once.
    var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
