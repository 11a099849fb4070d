public import Kernel
public import Web

extension SharedRecords: CareModule {
    public static let resources = ResourceFolder("SharedRecords")
    public static let menu: MenuEntry? = MenuEntry(
        path: "/records", title: Bilingual(fr: "Dossiers partagés", en: "Shared records"))

    public init(_ kernel: Kernel) { self.init() }

    public func routes(_ routes: Routes) {
        routes.get("/records", for: .signedIn) { request, _ in
            .page(ComingPage(SharedRecords.self, will: request.texts("records.gestures"), language: request.language))
        }
    }
}
