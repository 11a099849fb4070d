import Kernel
import Testing

@testable import Web

@Suite struct FrenchSpacingTests {
    @Test func `spaces before high punctuation and inside guillemets do not break the line`() {
        #expect(FrenchSpacing.kept("Motif : « non » ?") == "Motif\u{A0}: «\u{A0}non\u{A0}»\u{202F}?")
        #expect(FrenchSpacing.kept("a ; b !") == "a\u{202F}; b\u{202F}!")
        #expect(FrenchSpacing.faults(in: "Motif : x ; y") == [" :", " ;"])
        #expect(FrenchSpacing.faults(in: FrenchSpacing.kept("Motif : « x » ; y ? z !")) == [])
    }

    @Test func `what has no such space stays as it is: times, addresses, English`() {
        for text in ["14:30", "https://a.example/b?c=d;e", "Really? Yes!", "a:b"] {
            #expect(FrenchSpacing.kept(text) == text)
        }
    }

    @Test func `a query keeps its pairs as they stand, without the language`() {
        #expect(
            URLEncoded.without("lang", "role=processor&lang=en&structure=a%26b") == "role=processor&structure=a%26b")
        #expect(URLEncoded.without("lang", "%6Cang=en") == "")
        #expect(URLEncoded.without("lang", "") == "")
    }
}
