/// The sheet of a fictitious structure with just these modules: needs no store.
public enum Simulation {
    static let officer = Sheet.Officer(
        name: "Déléguée Fictive", organisation: "Structure fictive", email: "dpo@structure.example", phone: "")

    /// Every simulated sheet starts from these facts, so that two differ by their modules alone.
    public static func inputs(
        modules: Set<ModuleName>, role: Sheet.Role, configuration: ProviderConfiguration = ProviderConfiguration(),
        publisher: Sheet.Publisher? = nil, nature: LegalNature = .privateBody
    ) -> SheetInputs {
        SheetInputs(
            structure: Sheet.Party(
                ref: "simulation", name: "Structure fictive", kind: StructureKind.msp.rawValue,
                kindLabel: StructureKind.msp.label.fr, legalNature: nature.rawValue, finess: nil, siret: nil,
                representative: "Représentante Fictive", address: "", postalCode: "", city: "", country: "FR",
                phone: "", email: "contact@structure.example"),
            legalNature: nature,
            publisher: publisher
                ?? Sheet.Publisher(
                    name: "Éditeur fictif", address: "", email: "contact@editeur.example", representative: "",
                    dpo: officer),
            dpo: officer, role: role, modules: modules, configuration: configuration)
    }

    /// With a version stamp and a digest. Throws `ContractRefusal.unknownModule`.
    public static func sheet(
        _ declarations: Declarations, modules names: [String], role: Sheet.Role,
        configuration: ProviderConfiguration = ProviderConfiguration(), publisher: Sheet.Publisher? = nil, on day: Day
    ) throws -> StoredSheet {
        let known = declarations.modules.map(\.name)
        let modules = try names.filter { $0 != "kernel" }.map { name in
            guard known.contains(ModuleName(name)) else {
                throw ContractRefusal.unknownModule(name, known: known.map(\.value))
            }
            return ModuleName(name)
        }
        let sheet = SheetBuilder(declarations).sheet(
            inputs(modules: Set(modules), role: role, configuration: configuration, publisher: publisher))
        let stamp = VersionStamp(
            day: day, at: Instant.start(ofParisDay: day), cause: .first, text: "Simulation", author: "Citana")
        guard let version = stamp.version(of: sheet, after: nil) else {
            throw StorageError.unexpected("a simulated sheet is always new")
        }
        return version
    }
}
