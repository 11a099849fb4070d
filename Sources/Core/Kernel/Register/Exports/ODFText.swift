/// Text into OpenDocument XML (ODF 1.3, part 3), such that the same text comes back out: runs of spaces, tabs and line
/// breaks have elements of their own, because plain white space is folded. A character that XML 1.0 cannot carry
/// becomes U+FFFD.
enum ODFText {
    /// One `text:p` per line; `\r\n`, `\r` and `\n` all end a line.
    static func paragraphs(_ text: String, link: String? = nil) -> String {
        var lines: [[Unicode.Scalar]] = [[]]
        var afterReturn = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where afterReturn: afterReturn = false
            case "\n", "\r":
                lines.append([])
                afterReturn = scalar == "\r"
            default:
                lines[lines.count - 1].append(scalar)
                afterReturn = false
            }
        }
        return lines.map { line in
            let inside = spaced(line)
            guard let link else { return "<text:p>\(inside)</text:p>" }
            let href = escaped(link)
            return "<text:p><text:a xlink:type=\"simple\" xlink:href=\"\(href)\">\(inside)</text:a></text:p>"
        }.joined()
    }

    /// For attributes and for places that hold no structure.
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars { append(scalar, to: &out) }
        return out
    }

    private static func spaced(_ line: [Unicode.Scalar]) -> String {
        var out = ""
        var place = 0
        while place < line.count {
            guard line[place] == " " else {
                if line[place] == "\t" { out += "<text:tab/>" } else { append(line[place], to: &out) }
                place += 1
                continue
            }
            var end = place
            while end < line.count, line[end] == " " { end += 1 }
            let single =
                end - place == 1 && place > 0 && end < line.count && line[place - 1] != "\t" && line[end] != "\t"
            out += single ? " " : "<text:s text:c=\"\(end - place)\"/>"
            place = end
        }
        return out
    }

    private static func append(_ scalar: Unicode.Scalar, to out: inout String) {
        switch scalar {
        case "&": out += "&amp;"
        case "<": out += "&lt;"
        case ">": out += "&gt;"
        case "\"": out += "&quot;"
        case "\t", "\n", "\r": out += "&#\(scalar.value);"
        case "\u{20}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
            out.unicodeScalars.append(scalar)
        default: out += "\u{FFFD}"
        }
    }
}
