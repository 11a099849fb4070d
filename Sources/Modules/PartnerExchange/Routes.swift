public import Kernel
public import Web

extension PartnerExchange: CareModule {
    public static let resources = ResourceFolder("PartnerExchange")
    public static let menu: MenuEntry? = MenuEntry(
        path: "/partners", title: Bilingual(fr: "Partenaires", en: "Partners"))

    public init(_ kernel: Kernel) { self.init() }

    public func routes(_ routes: Routes) {
        routes.get("/partners", for: .signedIn) { request, _ in
            .page(
                ComingPage(PartnerExchange.self, will: request.texts("partners.gestures"), language: request.language))
        }
    }
}
