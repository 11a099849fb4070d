import Foundation
import Testing

@testable import Kernel

@Suite struct SheetCSVTests {
    @Test func `both layouts open with a byte order mark and have one row per treatment`() {
        for role in Sheet.Role.allCases {
            let bytes = SheetCSV.bytes(SampleSheet.make(role: role))
            #expect(bytes.prefix(3) == [0xEF, 0xBB, 0xBF])
            let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
            #expect(rows.count == 1 + 4)
        }
    }

    @Test func `the same sheet gives the same bytes`() {
        #expect(SheetCSV.bytes(SampleSheet.make()) == SheetCSV.bytes(SampleSheet.make()))
    }

    @Test(
        .enabled(if: Tool.path("python3") != nil, "python3 is not installed"),
        arguments: Sheet.Role.allCases)
    func `rule 6: every text comes back, and none starts a formula`(role: Sheet.Role) throws {
        var sheet = SampleSheet.make(role: role)
        let texts = NastyTexts.all + NastyTexts.ours
        let model = sheet.treatments[2]
        sheet.treatments = texts.map { text in
            var line = model
            line.title = text
            line.code = text
            return line
        }
        try Tool.inFolder { folder in
            try Data(SheetCSV.bytes(sheet)).write(to: folder.appendingPathComponent("sheet.csv"))
            try JSONEncoder().encode(texts).write(to: folder.appendingPathComponent("texts.json"))
            let script = """
                import csv, json, unicodedata
                csv.field_size_limit(10**9)
                texts = [t.replace('\\0', '\\ufffd') for t in json.load(open('texts.json'))]
                rows = list(csv.reader(open('sheet.csv', encoding='utf-8-sig', newline=''), delimiter=';', strict=True))
                head, rows = rows[0], rows[1:]
                assert len(rows) == len(texts), (len(rows), len(texts))
                apostrophes = 0
                for row, text in zip(rows, texts):
                    assert len(row) == len(head)
                    for cell in row[:2]:
                        if cell != text:
                            assert cell == "'" + text, (cell, text)
                            apostrophes += 1
                    for cell in row:
                        assert not unicodedata.normalize('NFKC', cell.strip()).startswith(('=', '+', '-', '@')), cell
                        assert cell[:1] not in ('\\t', '\\r'), cell
                print(apostrophes > 10)
                """
            let outcome = try Tool.run("python3", ["-c", script], in: folder)
            #expect(outcome.output == "True\n")
        }
    }
}
