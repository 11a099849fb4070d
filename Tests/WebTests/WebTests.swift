import Foundation
import Kernel
import Testing

@testable import Web

@Suite struct WordsTests {
    @Test func `form fields are decoded as browsers send them`() {
        let fields = URLEncoded.fields("a=1&b=x+y%2B&b=2&c&=v&d=%C3%A9&e=%ZZ&f=%")
        #expect(fields["a"] == ["1"])
        #expect(fields["b"] == ["x y+", "2"])
        #expect(fields["c"] == [""])
        #expect(fields["d"] == ["é"])
        #expect(fields["e"] == ["%ZZ"])
        #expect(fields["f"] == ["%"])
    }

    @Test func `a plus sign in a path is a plus sign`() {
        #expect(URLEncoded.decoded("a+b%20c", plusIsSpace: false) == "a+b c")
    }

    @Test func `more than 200 fields are not read`() {
        let form = (0..<5000).map { "f\($0)=1" }.joined(separator: "&")
        #expect(URLEncoded.fields(form).count == 200)
    }

    @Test func `a form token belongs to one secret`() {
        let secret = Token.fresh()
        let token = Guards.formToken(for: secret)
        #expect(Guards.formTokenIsRight(token, for: secret))
        #expect(!Guards.formTokenIsRight(token, for: Token.fresh()))
        #expect(!Guards.formTokenIsRight("", for: secret))
        #expect(!Guards.formTokenIsRight(String(token.dropLast()), for: secret))
        #expect(!Guards.formTokenIsRight(token + "00", for: secret))
        #expect(token != secret)
    }

    @Test func `only the named proxy is believed about addresses, and only its own word`() {
        func address(_ peer: String, _ forwarded: String?, _ proxy: String?) -> String {
            Guards.address(peer: peer, forwarded: forwarded, trustedProxy: proxy)
        }
        #expect(address("192.0.2.7", "198.51.100.1", nil) == "192.0.2.7")
        #expect(address("192.0.2.7", "198.51.100.1", "192.0.2.1") == "192.0.2.7")
        #expect(address("192.0.2.1", "198.51.100.1", "192.0.2.1") == "198.51.100.1")
        #expect(address("192.0.2.1", "203.0.113.9, 198.51.100.1", "192.0.2.1") == "198.51.100.1")
        #expect(address("192.0.2.1", nil, "192.0.2.1") == "192.0.2.1")
    }

    @Test func `a file name is offered in ASCII and in full (RFC 6266)`() {
        #expect(
            Mount.disposition("fiche é\"\r\n.csv")
                == "attachment; filename=\"fiche ____.csv\"; filename*=UTF-8''fiche%20%C3%A9%22%0D%0A.csv")
    }

    @Test func `a path of ours stays ours`() {
        #expect(Guards.ownPath("/register") == "/register")
        #expect(Guards.ownPath("//elsewhere.example") == "/elsewhere.example")
        #expect(Guards.ownPath("/\\elsewhere.example") == "/elsewhere.example")
    }

    @Test func `a template that asks for a missing text is named with the key`() throws {
        let texts = Texts(language: .fr, byKey: ["a": "Un & « deux » <3 {{name}}"])
        let filled = try Templates.fill("<p>[[a]]</p>", texts: texts, template: "t")
        #expect(filled == "<p>Un &amp; « deux » &lt;3 {{name}}</p>")
        #expect(throws: WebProblem("The template t asks for the text b, missing in fr.")) {
            try Templates.fill("<p>[[b]]</p>", texts: texts, template: "t")
        }
    }
}
