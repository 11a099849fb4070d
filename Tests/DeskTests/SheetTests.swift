import Kernel
import Testing
import Web

@testable import Desk

@Suite struct SheetTests {
    static let hostile = "<script>alert('x')</script> & \"Dupont\" é 𝄞 ‮"

    @Test func `a hostile name is shown as typed and never becomes markup, on the page and in print`() throws {
        let sheet = Written.sheet(named: Self.hostile)
        let page = SheetPage(
            title: Self.hostile, head: SheetHead(sheet), lines: sheet.treatments.map(LinePart.init), isCurrent: true,
            query: "role=controller", links: RegisterLinks(role: .controller, ref: ""), structures: nil, gaps: [],
            objections: [])
        for html in [try Written.html(page), try Written.html(SheetDocument(sheet))] {
            #expect(!html.contains("<script>alert"))
            #expect(html.components("&lt;script&gt;alert").count > 5)
            #expect(html.contains("é 𝄞 ‮"))
        }
    }

    @Test func `each treatment shows the headings of the CNIL's form and what its line says`() throws {
        let sheet = Examples.sheet
        let articles = try Written.html(SheetPage.example).components("<article").dropFirst()
        #expect(articles.count == sheet.treatments.count)
        for (article, line) in zip(articles, sheet.treatments) {
            for heading in [
                "Finalité principale", "Base légale", "Catégories de personnes concernées", "Catégories de données",
                "Durées de conservation", "Destinataires", "Sous-traitants ultérieurs", "Transferts hors UE",
                "Mesures de sécurité", "Analyse d’impact (AIPD)", "Droits des personnes",
            ] {
                #expect(article.contains(heading), "\(line.code): \(heading)")
            }
            #expect(article.contains("id=\"\(line.code)\""))
            #expect(article.contains("data-label=\"Tables\"") == !line.data.isEmpty)
            #expect(article.contains("données sensibles") == line.data.contains { $0.sensitive }, "\(line.code)")
        }
    }

    @Test func `a stopped treatment says until when its data stay`() throws {
        var sheet = Examples.sheet
        sheet.treatments[0].status = .stopped
        sheet.treatments[0].statusText = "traitement arrêté, données conservées jusqu'au 01/02/2047"
        let page = SheetPage(
            title: "Fiche", head: SheetHead(sheet), lines: sheet.treatments.map(LinePart.init), isCurrent: true,
            query: "", links: RegisterLinks(role: .controller, ref: ""), structures: nil, gaps: [], objections: [])
        let html = try Written.html(page)
        #expect(html.components("treatment stopped").count == 2)
        #expect(html.contains("01/02/2047"))
    }

    @Test func `the processor's register shows no legal basis, since it is not the publisher's`() throws {
        var sheet = Examples.sheet
        sheet.role = .processor
        let html = try Written.html(SheetDocument(sheet))
        #expect(html.contains("Registre du sous-traitant (RGPD, art. 30.2)"))
        #expect(!html.contains("<dt>Base légale</dt>"))
        #expect(try Written.html(SheetDocument(Examples.sheet)).contains("<dt>Base légale</dt>"))
    }

    @Test func `the printed document asks for nothing outside itself`() throws {
        let html = try Written.html(SheetDocument(Examples.sheet))
        for word in ["http://", "https://", "url(", "<link", "<img", "<script"] { #expect(!html.contains(word)) }
        for line in Examples.sheet.treatments {
            #expect(html.contains("href=\"#\(line.code)\"") && html.contains("id=\"\(line.code)\""))
        }
    }

    @Test func `a refused change keeps what was typed and says why beside it`() throws {
        let page = OverridesPage(
            title: "Modifications", links: RegisterLinks(role: .controller, ref: ""), canAct: true, none: true,
            overrides: [], choices: [.init(value: "T05/legalBasis", label: "T05", selected: true)],
            value: "5 ans & \"plus\"", reason: "", error: "Trop court.")
        let html = try Written.html(page)
        #expect(html.contains("value=\"5 ans &amp; &quot;plus&quot;\""))
        #expect(html.contains("aria-invalid=\"true\"") && html.contains("Trop court."))
        let reader = OverridesPage(
            title: "Modifications", links: RegisterLinks(role: .controller, ref: ""), canAct: false, none: true,
            overrides: [], choices: [], value: "", reason: "", error: nil)
        #expect(!(try Written.html(reader).contains("<form")))
    }
}

@Suite struct ModulesPageTests {
    static func html(ref: String?, canAct: Bool = true) throws -> String {
        try Written.html(
            ModulesPage(
                title: "Modules", links: RegisterLinks(role: .controller, ref: ref ?? ""), ref: ref, contract: nil,
                canAct: canAct, canConfirm: canAct, error: nil, modules: [.example]))
    }

    @Test func `only a reader who chose the structure is told which one it is`() throws {
        #expect(!(try Self.html(ref: nil).contains("Structure consultée")))
        #expect(try Self.html(ref: "msp-des-tilleuls").contains("<code>msp-des-tilleuls</code>"))
    }

    @Test func `who only reads the contract is offered nothing to press`() throws {
        #expect(try Self.html(ref: nil).components("<form").count == 4)
        #expect(!(try Self.html(ref: nil, canAct: false).contains("<form")))
    }
}
