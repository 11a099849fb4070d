import Foundation
import Testing

@testable import Kernel

@Suite struct SheetODSTests {
    @Test func `the file is known by its first bytes and is the same each time`() throws {
        for role in Sheet.Role.allCases {
            let bytes = try SheetODS.bytes(SampleSheet.make(role: role).sealedWithDigest())
            let mark = Array("mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8)
            #expect(bytes[0..<4] == [0x50, 0x4B, 3, 4])
            #expect(bytes[30..<30 + mark.count].elementsEqual(mark))
            #expect(try SheetODS.bytes(SampleSheet.make(role: role).sealedWithDigest()) == bytes)
        }
    }

    @Test(
        .enabled(if: Tool.path("python3") != nil, "python3 is not installed"),
        arguments: Sheet.Role.allCases)
    func `every text comes back from the XML, and no cell is anything but text`(role: Sheet.Role) throws {
        var sheet = SampleSheet.make(role: role)
        let texts = NastyTexts.all + NastyTexts.ours
        let model = sheet.treatments[2]
        sheet.treatments = texts.map { text in
            var line = model
            line.title = text
            line.code = text
            line.purposes = [text]
            return line
        }
        try Tool.inFolder { folder in
            try Data(try SheetODS.bytes(sheet)).write(to: folder.appendingPathComponent("sheet.ods"))
            try JSONEncoder().encode(texts).write(to: folder.appendingPathComponent("texts.json"))
            let outcome = try Tool.run("python3", ["-c", SheetODSTests.reader], in: folder)
            #expect(outcome.output == "\(texts.count + 1) sheets\n")
        }
    }

    /// Python's own ZIP and XML readers, following ODF 1.3 part 3 for white space.
    private static let reader = """
        import json, re, zipfile, xml.etree.ElementTree as E
        T = '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'
        B = '{urn:oasis:names:tc:opendocument:xmlns:table:1.0}'
        O = '{urn:oasis:names:tc:opendocument:xmlns:office:1.0}'
        z = zipfile.ZipFile('sheet.ods')
        assert z.testzip() is None
        names = z.namelist()
        assert names[0] == 'mimetype' and all(i.compress_type == 0 and not i.extra for i in z.infolist())
        assert all(i.date_time == (1980, 1, 1, 12, 0, 0) for i in z.infolist())
        for name in names[1:]: E.fromstring(z.read(name))
        def text(e):
            if e.tag == T + 's': return ' ' * int(e.get(T + 'c', 1))
            if e.tag == T + 'tab': return '\\t'
            return (e.text or '') + ''.join(text(c) + (c.tail or '') for c in e)
        def cell(c):
            for p in c.iter(T + 'p'):
                raw = ''.join(p.itertext())
                assert '  ' not in raw and raw == raw.strip(' '), raw
            return '\\n'.join(text(p) for p in c.iter(T + 'p'))
        bad = re.compile('[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]')
        want = [bad.sub('\\ufffd', re.sub('\\r\\n|\\r', '\\n', t)) for t in json.load(open('texts.json'))]
        tables = list(E.fromstring(z.read('content.xml')).iter(B + 'table'))
        labels = [t.get(B + 'name') for t in tables]
        assert len({n.lower() for n in labels}) == len(labels)
        assert all(0 < len(n) <= 31 and not set(n) & set("[]*?:/\\\\'") for n in labels), labels
        for table in tables:
            for c in table.iter(B + 'table-cell'):
                assert c.get(B + 'formula') is None
                assert c.get(O + 'value-type') in (None, 'string')
        for table, t in zip(tables[1:], want):
            assert t in {cell(c) for c in table.iter(B + 'table-cell')}, t
        print(len(tables), 'sheets')
        """

    @Test(.enabled(if: Tool.path("soffice") != nil, "LibreOffice is not installed"))
    func `LibreOffice opens every sheet and reads the CNIL's labels`() throws {
        try Tool.inFolder { folder in
            try Data(try SheetODS.bytes(SampleSheet.make().sealedWithDigest()))
                .write(to: folder.appendingPathComponent("sheet.ods"))
            let outcome = try Tool.run(
                "soffice",
                [
                    "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to",
                    "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1", "sheet.ods",
                ], seconds: 120, in: folder)
            #expect(outcome.status == 0, "\(outcome.output)")
            let read = { (name: String) in
                try String(contentsOf: folder.appendingPathComponent("sheet-\(name).csv"), encoding: .utf8)
            }
            let list = try read("Liste des traitements")
            #expect(list.contains("Registre des activités de traitement de Maison de santé de la Lavande fictive"))
            #expect(list.contains("T06;Suivi à distance par questionnaires;23/11/2026;23/11/2026;Oui;Oui;actif"))
            let fiche = try read("T06")
            for label in [
                "Nom / sigle", "N° / REF", "Finalité principale", "Sous-finalité 1", "Mesures de sécurité techniques",
                "Mesures de sécurité organisationnelles", "Délai d'effacement", "Type de destinataire",
                "données concernant la santé", "numéro d'identification national unique (NIR)", "Type de garanties",
                "Lien vers le doc", "Responsable(s) conjoint(s)", "Délégué à la protection des données",
            ] {
                #expect(fiche.contains(label), "\(label)")
            }
        }
    }
}
