import Foundation
import Testing

@testable import Kernel

@Suite struct CanonicalJSONTests {
    private let texts = NastyTexts.all + NastyTexts.ours

    @Test func `a sealed sheet reads back the same, byte for byte, whatever its texts`() throws {
        let joined = stride(from: 0, to: texts.count, by: 20).map { texts[$0..<min($0 + 20, texts.count)].joined() }
        for text in joined + NastyTexts.ours {
            let sheet = SampleSheet.make(note: text).sealedWithDigest()
            let bytes = try sheet.canonicalJSON()
            let back = try Sheet.decode(bytes)
            #expect(back.digestIsRight)
            #expect(try back.canonicalJSON() == bytes)
            #expect(back.structure.name.utf8.elementsEqual(sheet.structure.name.utf8))
        }
    }

    @Test func `the digest covers every byte: one changed letter and it is wrong`() throws {
        var sheet = SampleSheet.make().sealedWithDigest()
        #expect(sheet.digestIsRight)
        sheet.treatments[2].data[1].items[0] = "réponse"
        #expect(!sheet.digestIsRight)
        #expect(!SampleSheet.make().digestIsRight)
    }

    @Test func `the digest tells two spellings of the same letter apart`() {
        let composed = SampleSheet.make(note: "\u{E9}").sealedWithDigest()
        let decomposed = SampleSheet.make(note: "e\u{301}").sealedWithDigest()
        #expect(composed.sha256 != decomposed.sha256)
    }

    @Test func `absent values are absent keys and keys are in code point order`() throws {
        let text = String(decoding: try SampleSheet.make().canonicalJSON(), as: UTF8.self)
        #expect(!text.contains("null"))
        #expect(text.hasPrefix(#"{"author":"Opératrice Fictive","cause":"modules","causeText":"#))
        #expect(text.contains(#""configuration":{"crm":"none","hosting":"ovh","mail":"sendgrid","sms":"none"}"#))
    }

    @Test(.enabled(if: Tool.path("python3") != nil, "python3 is not installed"))
    func `Python computes the same bytes and the same digest`() throws {
        let sheets =
            [SampleSheet.make(note: texts.joined()).sealedWithDigest()]
            + texts.prefix(40).map { SampleSheet.make(role: .processor, note: $0).sealedWithDigest() }
        try Tool.inFolder { folder in
            for (index, sheet) in sheets.enumerated() {
                try Data(try sheet.canonicalJSON()).write(to: folder.appendingPathComponent("\(index).json"))
            }
            let script = """
                import glob, hashlib, json
                for name in glob.glob('*.json'):
                    raw = open(name, 'rb').read()
                    o = json.loads(raw)
                    form = lambda x: json.dumps(x, sort_keys=True, ensure_ascii=False, separators=(',', ':')).encode()
                    assert form(o) == raw, name
                    digest = o.pop('sha256')
                    assert hashlib.sha256(form(o)).hexdigest() == digest, name
                print(len(glob.glob('*.json')))
                """
            let outcome = try Tool.run("python3", ["-c", script], in: folder)
            #expect(outcome.status == 0, "\(outcome.output)")
            #expect(outcome.output == "\(sheets.count)\n")
        }
    }
}
