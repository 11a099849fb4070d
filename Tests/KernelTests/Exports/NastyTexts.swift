import Foundation

/// Hostile texts of the shared data folder, read in place; empty where the folder is absent.
enum NastyTexts {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("shared/data/nasty")

    static let all: [String] = {
        var texts: [String] = []
        if let data = try? Data(contentsOf: folder.appendingPathComponent("blns-half.json")),
            let list = try? JSONDecoder().decode([String].self, from: data)
        {
            texts += list
        }
        for file in ["RSNAKE_XSS.txt", "XSS_Polyglots.txt", "csv-injection.txt", "crlfinjection.txt"] {
            if let data = try? Data(contentsOf: folder.appendingPathComponent(file)) {
                texts += String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
            }
        }
        return texts
    }()

    /// What no list has: control characters, both spellings of one letter, code points that XML refuses.
    static let ours = [
        "", " ", "  deux  espaces  ", "\tonglet", "a\tb", "ligne 1\nligne 2\r\nligne 3", "\u{0}\u{1}\u{1F}\u{7F}",
        "e\u{301} é", "\u{FFFE}\u{FFFF}", "👩🏽‍⚕️", "\u{202E}envers", "=1+1", "+1", "-1", "@SUM(A1)", "  =1+1", "＝1+1",
        "\u{200B}=1", "\u{FEFF}=1", "'=1", "]]>", "<text:p/>", "&amp;", "a;b|c\"d", "\u{2028}\u{2029}",
    ]
}
