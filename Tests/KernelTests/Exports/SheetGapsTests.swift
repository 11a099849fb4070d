import Testing

@testable import Kernel

@Suite struct SheetGapsTests {
    @Test func `rule 3: a complete sheet has no gap`() {
        for role in Sheet.Role.allCases { #expect(SampleSheet.make(role: role).gaps.isEmpty) }
    }

    @Test func `rule 3: whatever is taken away is named with its line`() {
        let removals: [(words: String, change: (inout Sheet) -> Void)] = [
            ("Le nom du responsable", { $0.structure.name = " " }),
            ("L'adresse du responsable", { $0.structure.city = "" }),
            (
                "Un moyen de joindre",
                {
                    $0.structure.email = ""
                    $0.structure.phone = ""
                }
            ),
            ("aucun traitement", { $0.treatments = [] }),
            ("T06 : la finalité", { $0.treatments[2].purposes = [] }),
            ("T06 : les catégories de personnes", { $0.treatments[2].persons = [] }),
            ("T06 : les catégories de données", { $0.treatments[2].data = [] }),
            ("T06 : les destinataires", { $0.treatments[2].recipients = [] }),
            ("T06 : les mesures", { $0.treatments[2].measures = [] }),
            ("T06 : la base légale", { $0.treatments[2].legalBasis.code = "" }),
            ("T06 : l'exception de l'article 9", { $0.treatments[2].article9 = nil }),
            ("T06 : le pays ou la garantie", { $0.treatments[2].transfers[0].country = "" }),
            (
                "T06 : la durée de conservation manque pour « données concernant la santé »",
                { sheet in
                    for index in sheet.treatments.indices {
                        sheet.treatments[index].retention.removeAll { $0.category == .health }
                    }
                }
            ),
        ]
        for (words, change) in removals {
            var sheet = SampleSheet.make()
            change(&sheet)
            #expect(sheet.gaps.contains { $0.contains(words) }, "\(words)")
        }
    }
}
