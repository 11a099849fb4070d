import Kernel
import Testing
import Web

@testable import Desk

/// Desk's pages, written with the program's own templates and texts.
enum Written {
    static let pages: [any Page] = [
        HomePage.example, SignInPage.example, AccountPage.example, SheetPage.example, VersionsPage.example,
        ComparePage.example, ModulesPage.example, OverridesPage.example, NoticePage.example, ProcessorsPage.example,
        PatientsPage.example, NewPatientPage.example, PatientFilePage.example, PatientIdentityPage.example,
        PatientRefusedPage.example, PeoplePage.example, PersonPage.example, NewPersonPage.example,
        InvitationLinkPage.example, ReviewPage.example, AccessesPage.example, AccessLinePage.example,
        SimulatorPage.example, AccessMatrixPage.example, AccessRolePage.example, ConfirmPage.example,
        AwaitedPage.example, PatientConsentsPage.example, TeamsPage.example,
        PatientTeamPage.example, EmergenciesPage.example, EmergencyPage.example, MySpacePage.example,
        MyClosedPage.example, MyChoicesPage.example, MyConfirmationPage.example, MyAccessesPage.example,
    ]

    static func html(_ page: any Page, _ language: Language = .fr) throws -> String {
        try Templates(rooms: [Mount.resources, Desk.resources]).body(page, language: language, csrf: "token-7f")
    }

    /// Tags of these names as they open, with their attributes.
    static func tags(_ names: Set<String>, in html: String) -> [String] {
        html.split(separator: "<").map { String($0.prefix { $0 != ">" }) }
            .filter { tag in names.contains(String(tag.prefix { $0.isLetter || $0.isNumber })) }
    }

    /// A sheet whose texts carry this name wherever somebody may type one.
    static func sheet(named name: String) -> Sheet {
        var sheet = Examples.sheet
        sheet.structure.name = name
        sheet.structure.representative = name
        sheet.structure.city = name
        sheet.dpo.name = name
        sheet.author = name
        sheet.treatments[0].recipients.append(Recipient(.outside, name))
        return sheet
    }
}

@Suite struct PageTests {
    @Test(arguments: Language.allCases)
    func `every page has one first heading, and none skips a level`(_ language: Language) throws {
        for page in Written.pages {
            let levels = Written.tags(["h1", "h2", "h3", "h4"], in: try Written.html(page, language))
                .compactMap { $0.dropFirst().first?.wholeNumberValue }
            #expect(levels.first == 1, "\(page.title)")
            #expect(levels.count { $0 == 1 } == 1, "\(page.title)")
            #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 }, "\(page.title): \(levels)")
        }
    }

    @Test func `every form that changes something carries the form token`() throws {
        var forms = 0
        for page in Written.pages {
            let parts = try Written.html(page).components("<form").dropFirst()
            for part in parts where part.contains("method=\"post\"") {
                forms += 1
                let inside = part.components("</form>")[0]
                #expect(inside.contains("name=\"csrf\" value=\"token-7f\""), "\(page.title)")
            }
        }
        #expect(forms >= 5)
    }

    @Test func `no page carries a script, a style or a handler of its own (rule 68)`() throws {
        for page in Written.pages {
            let html = try Written.html(page)
            for word in ["<script", "<style", " style=", " onclick=", " onsubmit=", "javascript:"] {
                #expect(!html.contains(word), "\(page.title): \(word)")
            }
        }
    }

    @Test func `every field that a person fills has a label of its own`() throws {
        for page in Written.pages {
            let html = try Written.html(page)
            for tag in Written.tags(["input", "select", "textarea"], in: html)
            where !tag.contains("type=\"hidden\"") && !tag.contains("type=\"checkbox\"") {
                let id = tag.components(" id=\"").last.map { String($0.prefix { $0 != "\"" }) } ?? ""
                #expect(html.contains("<label for=\"\(id)\""), "\(page.title): \(tag)")
            }
        }
    }

    @Test func `every header cell says what it heads, and every table has a caption`() throws {
        let html = try Written.html(SheetPage.example)
        let heads = Written.tags(["th"], in: html)
        #expect(!heads.isEmpty)
        #expect(heads.allSatisfy { $0.contains("scope=\"") })
        #expect(Written.tags(["table"], in: html).count == Written.tags(["caption"], in: html).count)
    }
}

extension String {
    /// Pieces between occurrences of a word; at least one.
    func components(_ word: String) -> [String] {
        var pieces: [String] = []
        var rest = self[...]
        while let found = rest.firstRange(of: word) {
            pieces.append(String(rest[..<found.lowerBound]))
            rest = rest[found.upperBound...]
        }
        return pieces + [String(rest)]
    }
}
