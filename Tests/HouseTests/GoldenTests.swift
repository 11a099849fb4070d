import Foundation
import Kernel
import Server
import TestSupport
import Testing
import Web

/// The promises that are kept as files (`make golden` writes them again).
@Suite struct GoldenTests {
    static let modules: [any ModuleDeclaration.Type] = Composition.modules
    static let declarations = Kernel.declarations(of: modules)
    static var all: [any ModuleDeclaration.Type] { [KernelModule.self] + modules }

    func expect(_ name: String, _ text: String) {
        let difference = Golden.difference(name, text)
        #expect(difference == nil, "\(difference ?? "")")
    }

    @Test func `golden: the register of the whole build`() {
        expect("register.md", RegisterText.markdown(Self.declarations))
    }

    @Test(arguments: Engine.allCases) func `golden: the declared schema`(_ engine: Engine) {
        expect("schema.\(engine.rawValue).sql", Schema.text(of: Self.declarations.tables, engine: engine))
    }

    @Test func `golden: what may leave the house`() {
        var text = ""
        for module in Self.all {
            for message in module.messages {
                let channels = message.channels.map(\.rawValue).joined(separator: ", ")
                text += "\(module.name)\t\(message.id)\t\(channels)\t\(message.purpose.fr)\t\(message.purpose.en)\n"
                text += "  fr: \(message.subject.fr) | \(message.text.fr)\n"
                text += "  en: \(message.subject.en) | \(message.text.en)\n"
            }
        }
        expect("messages.txt", text)
    }

    @Test func `golden: migrations, which are never edited once released`() {
        var text = ""
        for migration in Self.all.flatMap({ $0.migrations }) {
            text +=
                "\(migration.id)\t\(migration.compatible ? "compatible" : "breaking")\t\(Migrations.digest(migration))\n"
        }
        expect("migrations.txt", text)
    }

    @Test func `golden: routes and whom they are for`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "routes-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let officer = Sheet.Officer(name: "", organisation: "", email: "", phone: "")
        let publisher = Sheet.Publisher(name: "", address: "", email: "", representative: "", dpo: officer)
        let setting = KernelSetting(
            stores: .sqlite(directory: folder.path),
            rootKeyPath: folder.path + "/root.key", providers: ProviderConfiguration(), publisher: publisher)
        let kernel = try await Kernel.create(setting, modules: Composition.modules)
        let text = Mount.routesText(Composition.rooms, kernel: kernel)
        await kernel.close()
        #expect(text.contains("/register"))
        expect("routes.txt", text)
    }

    @Test func `a changed text is told with the line that differs, and is not written`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "golden-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try "one\ntwo\n".write(to: folder.appending(path: "a.txt"), atomically: true, encoding: .utf8)
        guard ProcessInfo.processInfo.environment["CITANA_GOLDEN"] != "write" else { return }
        #expect(Golden.difference("a.txt", "one\ntwo\n", in: folder) == nil)
        #expect(
            Golden.difference("a.txt", "one\nthree\n", in: folder)?.contains("line 2 was « two », is « three »") == true
        )
        #expect(Golden.difference("a.txt", "one\ntwo\n\nfour", in: folder)?.contains("gained from line 4 on") == true)
        #expect(Golden.difference("a.txt", "one\ntwo", in: folder)?.contains("lost from line 3 on") == true)
        #expect(Golden.difference("b.txt", "one\n", in: folder)?.contains("does not exist") == true)
    }
}
