public import Kernel
public import Web

extension Questionnaires: CareModule {
    public static let resources = ResourceFolder("Questionnaires")
    public static let menu: MenuEntry? = MenuEntry(
        path: "/questionnaires", title: Bilingual(fr: "Questionnaires", en: "Questionnaires"))

    public init(_ kernel: Kernel) { self.init() }

    public func routes(_ routes: Routes) {
        routes.get("/questionnaires", for: .signedIn) { request, _ in
            .page(
                ComingPage(
                    Questionnaires.self, will: request.texts("questionnaires.gestures"), language: request.language))
        }
    }
}
