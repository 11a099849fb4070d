import Kernel
import Testing

private func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

/// One patient's facts and the day that the text of CSP R1112-7 gives, worked out by hand.
private struct Example: Sendable, CustomTestStringConvertible {
    let what: String
    let lastCare: String
    var birth: String?
    var death: String?
    var claims: [(String, String?)] = []
    var transfusion: String?
    var years = 20
    /// Nil: suspended.
    let end: String?

    var testDescription: String { what }

    var facts: PatientFileRetention {
        PatientFileRetention(
            lastCare: day(lastCare), birth: birth.map(day), death: death.map(day),
            claims: claims.map { .init(openedOn: day($0.0), closedOn: $0.1.map(day)) },
            transfusion: transfusion.map(day), years: years)
    }
}

private let examples: [Example] = [
    // 20 years
    Example(what: "adult", lastCare: "2026-03-10", birth: "1960-01-01", end: "2046-03-10"),
    Example(what: "birth date unknown", lastCare: "2026-03-10", end: "2046-03-10"),
    Example(what: "last care on a leap day", lastCare: "2024-02-29", birth: "1950-06-01", end: "2044-02-29"),
    Example(what: "leap day to an ordinary year", lastCare: "2080-02-29", birth: "2000-06-01", end: "2100-02-28"),
    // to the 28th birthday
    Example(what: "infant", lastCare: "2020-05-04", birth: "2019-08-15", end: "2047-08-15"),
    Example(what: "seven years and 364 days old", lastCare: "2027-08-14", birth: "2019-08-15", end: "2047-08-15"),
    Example(
        what: "eight years old that day: both terms meet", lastCare: "2027-08-15", birth: "2019-08-15",
        end: "2047-08-15"),
    Example(
        what: "one day more: twenty years are longer", lastCare: "2027-08-16", birth: "2019-08-15", end: "2047-08-16"),
    Example(what: "born on a leap day", lastCare: "2026-01-01", birth: "2024-02-29", end: "2052-02-29"),
    // death + 10
    Example(
        what: "death soon after", lastCare: "2026-03-10", birth: "1940-01-01", death: "2026-04-01", end: "2036-04-01"),
    Example(
        what: "same-day death", lastCare: "2026-03-10", birth: "1940-01-01", death: "2026-03-10", end: "2036-03-10"),
    Example(
        what: "death one day before ten years", lastCare: "2016-03-10", birth: "1940-01-01", death: "2026-03-09",
        end: "2036-03-09"),
    Example(
        what: "death ten years after to the day", lastCare: "2016-03-10", birth: "1940-01-01", death: "2026-03-10",
        end: "2036-03-10"),
    Example(
        what: "death later than ten years: twenty stand", lastCare: "2016-03-10", birth: "1940-01-01",
        death: "2030-01-01", end: "2036-03-10"),
    // minor and death: the longest
    Example(
        what: "infant who dies: the birthday is longer", lastCare: "2020-05-04", birth: "2019-08-15",
        death: "2021-01-01", end: "2047-08-15"),
    Example(
        what: "death at nine, seen at one", lastCare: "2020-08-16", birth: "2019-08-15", death: "2029-01-01",
        end: "2047-08-15"),
    Example(
        what: "child of ten who dies: no birthday carried", lastCare: "2029-09-01", birth: "2019-08-15",
        death: "2030-01-01", end: "2040-01-01"),
    // litigation suspends
    Example(what: "open claim", lastCare: "2006-03-10", birth: "1960-01-01", claims: [("2020-01-01", nil)], end: nil),
    Example(
        what: "closed claim of 100 days", lastCare: "2006-03-10", birth: "1960-01-01",
        claims: [("2020-01-01", "2020-04-10")], end: "2026-06-18"),
    Example(
        what: "two claims that overlap count once", lastCare: "2006-03-10", birth: "1960-01-01",
        claims: [("2020-01-01", "2020-04-10"), ("2020-03-01", "2020-04-20")], end: "2026-06-28"),
    Example(
        what: "claim opened after the term", lastCare: "2000-03-10", birth: "1960-01-01", claims: [("2020-03-11", nil)],
        end: "2020-03-10"),
    Example(
        what: "claim opened on the last day", lastCare: "2000-03-10", birth: "1960-01-01",
        claims: [("2020-03-10", nil)], end: nil),
    Example(
        what: "open claim on a dead patient", lastCare: "2026-03-10", birth: "1940-01-01", death: "2026-04-01",
        claims: [("2026-05-01", nil)], end: nil),
    // transfusion 30
    Example(
        what: "transfusion at the last stay", lastCare: "2026-03-10", birth: "1960-01-01", transfusion: "2026-03-08",
        end: "2056-03-08"),
    Example(
        what: "old transfusion, recent care", lastCare: "2026-03-10", birth: "1960-01-01", transfusion: "2010-01-01",
        end: "2046-03-10"),
    Example(
        what: "transfused, then dead", lastCare: "2026-03-10", birth: "1940-01-01", death: "2026-04-01",
        transfusion: "2026-03-08", end: "2056-03-08"),
    Example(
        what: "transfused newborn", lastCare: "2026-03-10", birth: "2026-03-01", transfusion: "2026-03-08",
        end: "2056-03-08"),
    Example(
        what: "transfused, open claim", lastCare: "2026-03-10", birth: "1960-01-01", claims: [("2030-01-01", nil)],
        transfusion: "2026-03-08", end: nil),
    // a structure's own term
    Example(
        what: "lengthened to thirty years", lastCare: "2026-03-10", birth: "1960-01-01", years: 30, end: "2056-03-10"),
    Example(
        what: "shortened: the statute holds", lastCare: "2026-03-10", birth: "1960-01-01", years: 5, end: "2046-03-10"),
]

@Suite struct RetentionTests {
    @Test(arguments: examples)
    private func
        `rule 14: a file is kept 20 y, to the 28th birthday, 10 from death, 30 from a transfusion, more in dispute`(
            _ example: Example
        )
    {
        let expected = example.end.map { PatientFileRetention.End.on(day($0)) } ?? .suspended
        #expect(example.facts.end == expected)
    }

    @Test func `rule 14: with an open claim nothing ever ends, whatever the other facts`() {
        for example in examples where example.end != nil && example.claims.isEmpty {
            var facts = example.facts
            facts.claims = [.init(openedOn: facts.lastCare)]
            #expect(facts.end == .suspended, "\(example.what)")
        }
    }

    @Test func `rule 14: care given later never brings the end forward for the living`() {
        for example in examples where example.death == nil && example.claims.isEmpty {
            var later = example.facts
            later.lastCare = later.lastCare.adding(days: 400)
            guard case .on(let before) = example.facts.end, case .on(let after) = later.end else { continue }
            #expect(after >= before, "\(example.what)")
        }
    }
}
