import Foundation
import Kernel
import Web

/// A room of the tests: paths that fail, wait, or give back what they were given.
struct Annexe: CareModule {
    static let name: ModuleName = "annexe"
    static let title = Bilingual(fr: "Annexe", en: "Annexe")
    static let promise = Bilingual(fr: "Pour les essais.", en: "For tests.")
    static let treatments: [any Treatment.Type] = []
    static let tables: [TableDeclaration] = []
    static let messages: [MessageDeclaration] = []
    static let jobs: [JobDeclaration] = []
    static let migrations: [Migration] = []
    static let resources = ResourceFolder("Desk")
    static let menu: MenuEntry? = nil

    struct Secret: Error { let diagnosis = "diabète de type 2" }

    init(_ kernel: Kernel) {}

    func routes(_ routes: Routes) {
        routes.get("/annexe/bug", for: .anyone) { _, _ in throw Secret() }
        routes.get("/annexe/away", for: .anyone) { _, _ in
            throw StorageError.unavailable("the disk of host db7 is full")
        }
        routes.get("/annexe/wait", for: .anyone) { _, _ in
            try await Task.sleep(for: .milliseconds(700))
            return .file(Array("waited".utf8), type: "text/plain", name: "waited.txt")
        }
        routes.get("/annexe/echo/{name}", for: .anyone) { request, _ in
            let text = request.parameter("name") + "\n" + (request.query("q") ?? "")
            return .file(Array(text.utf8), type: "text/plain; charset=utf-8", name: request.parameter("name"))
        }
        routes.get("/annexe/away/to/{name}", for: .anyone) { request, _ in .seeOther(request.parameter("name")) }
        routes.post("/annexe/echo", for: .anyone) { request, _ in
            .file(Array(request.form["text"].utf8), type: "text/plain; charset=utf-8", name: "echo.txt")
        }
    }
}
