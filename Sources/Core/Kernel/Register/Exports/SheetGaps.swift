extension Sheet {
    /// What a sheet must say before it may be handed over and does not (rule 3), one French sentence each; empty for a
    /// complete sheet. The exports themselves are pure and print what they are given: who exports asks first.
    public var gaps: [String] {
        var found: [String] = []
        if structure.name.isBlank { found.append("Le nom du responsable du traitement manque.") }
        if structure.address.isBlank || structure.city.isBlank {
            found.append("L'adresse du responsable du traitement manque.")
        }
        if [structure.email, structure.phone].allSatisfy(\.isBlank) {
            found.append("Un moyen de joindre le responsable du traitement manque.")
        }
        if role == .processor, publisher.name.isBlank { found.append("Le nom du sous-traitant manque.") }
        if treatments.isEmpty { found.append("La fiche n'a aucun traitement.") }
        // Data that a line only reads are kept, and their term told, on another line of the same sheet.
        let kept = Set(treatments.flatMap(\.retention).map(\.category))
        return found + treatments.flatMap { line in line.gaps(kept: kept).map { "\(line.code) : \($0)" } }
    }
}

extension Sheet.Line {
    fileprivate func gaps(kept: Set<DataCategory>) -> [String] {
        var found: [String] = []
        if mainPurpose.isBlank { found.append("la finalité principale manque.") }
        if persons.isEmpty { found.append("les catégories de personnes manquent.") }
        if data.isEmpty { found.append("les catégories de données manquent.") }
        if recipients.isEmpty { found.append("les destinataires manquent.") }
        if measures.isEmpty { found.append("les mesures de sécurité manquent.") }
        if legalBasis.code.isBlank { found.append("la base légale manque.") }
        if article9 == nil, data.contains(where: { $0.category.specialArticle9 }) {
            found.append("l'exception de l'article 9 manque.")
        }
        for datum in data where !kept.contains(datum.category) {
            found.append("la durée de conservation manque pour « \(datum.label) ».")
        }
        for transfer in transfers where transfer.country.isBlank || transfer.instrument.isBlank {
            found.append("le pays ou la garantie du transfert vers \(transfer.processor) manque.")
        }
        return found
    }
}
