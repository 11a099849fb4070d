import Foundation
import Testing

@testable import Kernel

@Suite struct NoticeTests {
    private let sheet = SampleSheet.make().sealedWithDigest()

    @Test func `the notice says everything that articles 13 and 14 ask for`() {
        let text = Notice(sheet).plainText()
        for (item, words) in [
            ("13.1.a controller", "Maison de santé de la Lavande fictive est responsable de vos données."),
            ("13.1.b officer", "dpo@lavande.example"),
            ("13.1.c purpose", "Recueillir à distance l'état du patient"),
            ("13.1.c basis", "La loi nous y oblige : sécurité du traitement (art. 32)."),
            ("13.1.d interest", "Nous avons un intérêt légitime à le faire : assurer la continuité et la qualité"),
            ("13.1.e recipients", "Équipe de soins du patient."), ("13.1.e processors", "OVH SAS (OVHcloud) (France)"),
            ("13.1.f transfer", "Twilio Inc. (SendGrid), États-Unis. Garantie : Décision d'adéquation UE-États-Unis"),
            ("13.2.a retention", "20 ans\n\nLe délai part de : dernier séjour ou dernière consultation."),
            ("13.2.b rights", "droit d'opposition"),
            ("13.2.c withdrawal", "vous pouvez changer d'avis à tout moment"),
            ("13.2.d complaint", "3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07"),
            ("13.2.e obligation", "Répondre est facultatif"),
            ("13.2.f automated", "C'est toujours une personne qui décide"),
            ("14.1.d categories", "Santé. C'est une donnée sensible"),
            ("14.2.f source", "le professionnel qui prescrit le suivi."),
            ("version", "Version 7, en vigueur le 23/11/2026"),
        ] {
            #expect(text.contains(words), "\(item)")
        }
    }

    @Test func `a right that does not go for every treatment says for which it goes`() throws {
        let rights = try #require(Notice(sheet).sections.first { $0.id == "rights" })
        let opposition = try #require(rights.points.first { $0.contains("droit d'opposition") })
        #expect(opposition.contains("Suivi à distance par questionnaires"))
        #expect(!opposition.contains("Journalisation"))
        let access = try #require(rights.points.first { $0.contains("droit d'accès") })
        #expect(!access.contains("Cela vaut pour"))
    }

    @Test func `without a transfer it says none, with an automated decision it does not say none`() {
        var other = sheet
        other.treatments[2].transfers = []
        other.treatments[2].automatedDecision = true
        let text = Notice(other).plainText()
        #expect(text.contains("Aucun transfert hors de l'Union européenne"))
        #expect(!text.contains("C'est toujours une personne qui décide"))
        #expect(text.contains("Oui, pour : Suivi à distance par questionnaires."))
    }

    @Test func `each audience hears of its own treatments`() {
        let titles = { (audience: Notice.Audience) in
            Notice(sheet, for: audience).sections.first { $0.id == "purposes" }?.parts.map(\.heading) ?? []
        }
        #expect(titles(.everyone).count == sheet.treatments.count)
        #expect(titles(.persons).contains("Identité des patients et cercle de soins"))
        #expect(!titles(.professionals).contains("Identité des patients et cercle de soins"))
        #expect(titles(.professionals).contains("Journalisation et traçabilité des accès"))
    }

    @Test func `sentences are short enough to be read by a patient of eighty`() {
        let notice = Notice(sheet)
        let ours = notice.sections.filter { !["retention", "transfers"].contains($0.id) }
        for text in ours.flatMap({ $0.paragraphs + ($0.id == "purposes" ? [] : $0.points) }) {
            for sentence in text.split(separator: ". ") {
                #expect(sentence.split(separator: " ").count <= 32, "\(sentence)")
            }
        }
    }

    @Test func `professionals are not told of their medical record`() {
        #expect(Notice(sheet).plainText().contains("Pour votre dossier médical"))
        #expect(!Notice(sheet, for: .professionals).plainText().contains("dossier médical"))
    }

    @Test func `a hostile name makes neither a heading nor a tag nor a link`() {
        let notice = Notice(SampleSheet.make(note: "\n# titre\n<script>alert(1)</script> [a](javascript:b)"))
        let markdown = notice.markdown()
        #expect(!markdown.contains("\n# titre"))
        #expect(!markdown.contains("<script"))
        #expect(!markdown.contains("[a]("))
        #expect(!notice.plainText().contains("\n# titre"))
    }
}
