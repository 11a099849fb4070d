/// What a module would change on a structure's sheet, computed before anything is decided: what the DPO acknowledges.
public struct ModulePreview: Sendable, Codable, Hashable {
    public let module: String
    public let moduleTitle: Bilingual
    /// `enable` when the module is off today, `disable` when it is on.
    public let gesture: String
    /// Lines that come (enable) or stop (disable).
    public let treatments: [Sheet.Line]
    /// What the sheet as a whole would gain or lose.
    public let categories: [DataCategory]
    public let persons: [PersonCategory]
    public let recipients: [Recipient]
    public let processors: [Sheet.Processor]
    public let transfers: [Sheet.Transfer]
    public let retention: [Sheet.Retention]
    /// Codes of the lines for which an impact assessment is required.
    public let impactAssessments: [String]
    /// Nothing is lost at once when a module is disabled: lines stay while their data do.
    public let keptWhileDataExist: Bool
}

extension RegisterBook {
    /// Throws `ContractRefusal.unknownModule`.
    public func preview(_ name: String, for structure: Structure) async throws -> ModulePreview {
        let module = try contracts.known(name)
        let today = clock.today
        let file = try await contracts.file(of: structure)
        let overrides = try await overrides(of: structure)
        let enabled = file.enabled(on: today, among: contracts.modules)
        let isOn = enabled.contains(module)
        func sheet(with modules: Set<ModuleName>) -> Sheet {
            builder.sheet(
                SheetInputs(
                    structure: structure.party, legalNature: structure.legalNature, publisher: publisher,
                    dpo: structure.dpo, contract: nil, role: .controller, modules: modules,
                    configuration: configuration, overrides: overrides))
        }
        let less = sheet(with: enabled.subtracting([module]))
        let more = sheet(with: enabled.union([module]))
        return ModulePreview(
            module: module, title: declarations.module(module)?.title ?? Bilingual(fr: name, en: name),
            gesture: isOn ? "disable" : "enable", between: less, and: more)
    }
}

extension ModulePreview {
    init(module: ModuleName, title: Bilingual, gesture: String, between less: Sheet, and more: Sheet) {
        let lines = more.treatments.filter { $0.module == module.value }
        func new<Value: Hashable>(_ values: (Sheet.Line) -> [Value]) -> [Value] {
            let before = Set(less.treatments.flatMap(values))
            var seen: Set<Value> = []
            return lines.flatMap(values).filter { !before.contains($0) && seen.insert($0).inserted }
        }
        self.init(
            module: module.value, moduleTitle: title, gesture: gesture, treatments: lines,
            categories: new { $0.data.map(\.category) }.sorted(),
            persons: new { $0.persons.compactMap(PersonCategory.init) }.sorted(),
            recipients: new(\.recipients), processors: new(\.processors), transfers: new(\.transfers),
            retention: new(\.retention),
            impactAssessments: lines.filter(\.impactAssessment.required).map(\.code),
            keptWhileDataExist: gesture == "disable")
    }

    /// For the command line and for whoever reads mail rather than pages.
    public func text(in language: Language) -> String {
        let words: (gain: String, lose: String, nothing: String) =
            language == .fr
            ? ("La fiche gagnerait", "La fiche perdrait", "rien de plus")
            : ("The sheet would gain", "The sheet would lose", "nothing new")
        let labels =
            language == .fr
            ? [
                "Traitements", "Catégories de données", "Personnes", "Destinataires", "Sous-traitants", "Transferts",
                "Durées de conservation", "AIPD requise",
            ]
            : [
                "Treatments", "Categories of data", "Persons", "Recipients", "Processors", "Transfers", "Retention",
                "Impact assessment required",
            ]
        let values: [[String]] = [
            treatments.map { "\($0.code) \($0.title)" },
            categories.map { $0.sensitive ? "\($0.label) [sensible]" : $0.label },
            persons.map(\.label), recipients.map { "\($0.label) (\($0.kind.rawValue))" },
            processors.map { "\($0.name) (\($0.country))" },
            transfers.map {
                "\($0.processor) → \($0.country), \($0.instrument)" + ($0.fallback.map { " + \($0)" } ?? "")
            },
            retention.map { "\($0.subject) : \($0.active.length)" },
            impactAssessments,
        ]
        var text = (gesture == "enable" ? words.gain : words.lose) + " (\(module)) :\n"
        for (label, value) in zip(labels, values) {
            var seen: Set<String> = []
            let list = value.filter { seen.insert($0).inserted }
            text += "  \(label) : \(list.isEmpty ? words.nothing : list.joined(separator: " ; "))\n"
        }
        return String(text.dropLast())
    }
}
