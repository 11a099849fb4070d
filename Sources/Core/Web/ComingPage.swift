public import Kernel

/// The page of a module whose gestures are still to come: says plainly what it will do, and what stands already.
public struct ComingPage: Page {
    public static let template: StaticString = "coming"
    public static var example: ComingPage { ComingPage(KernelModule.self, will: "Gestes", language: .fr) }
    public let title: String
    let promise: String
    let will: String
    let treatments: [String]
    let tables: [String]

    /// - Parameter will: what the module's gestures will be, in the reader's language.
    public init(_ module: any ModuleDeclaration.Type, will: String, language: Language) {
        title = language == .fr ? module.title.fr : module.title.en
        promise = language == .fr ? module.promise.fr : module.promise.en
        self.will = will
        treatments = module.treatments.map { "\($0.declaration.code) · \($0.declaration.title)" }
        tables = module.tables.map(\.title)
    }
}
