import Foundation
import Testing

@testable import Kernel

struct DayTests {
    @Test func `a day is read and written as yyyy-MM-dd, and nothing else is a day`() {
        #expect(Day("2026-11-23")?.description == "2026-11-23")
        #expect(Day("2026-11-23")?.french == "23/11/2026")
        for bad in [
            "2026-13-01", "2026-02-29", "26-11-23", "2026-11-23T00:00", "", "2026/11/23", "２０２６-11-23", "0000-01-01",
        ] {
            #expect(Day(bad) == nil, "\(bad)")
        }
        #expect(Day("2024-02-29") != nil)
    }

    @Test func `day numbers agree with Foundation over four centuries`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        for number in stride(from: -30_000, through: 110_000, by: 97) {
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(number) * 86_400))
            let day = Day(number: number)
            #expect(day.year == parts.year && day.month == parts.month && day.day == parts.day)
            #expect(day.number == number)
        }
    }

    @Test func `adding years to 29 February gives 28 February in an ordinary year`() {
        #expect(Day("2024-02-29")?.adding(years: 1) == Day("2025-02-28"))
        #expect(Day("2024-01-31")?.adding(months: 1) == Day("2024-02-29"))
        #expect(Day("2026-11-30")?.adding(days: 1) == Day("2026-12-01"))
    }

    @Test func `the day in Paris ends at 24h00 legal time, in winter and in summer`() throws {
        let winter = try #require(Day("2026-01-15"))
        let summer = try #require(Day("2026-07-15"))
        #expect(Instant.end(ofParisDay: winter).rfc3339 == "2026-01-15T23:00:00Z")
        #expect(Instant.end(ofParisDay: summer).rfc3339 == "2026-07-15T22:00:00Z")
    }

    @Test func `Paris agrees with the time-zone database hour by hour around every change of clocks`() throws {
        guard let zone = TimeZone(identifier: "Europe/Paris") else { return }
        for year in 1996...2060 {
            for month in [3, 10] {
                let start = try #require(Day(year: year, month: month, day: 24))
                for hour in 0..<(8 * 24) {
                    let seconds = start.number * 86_400 + hour * 3600
                    let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
                    #expect(Paris.offsetSeconds(atUTC: Int64(seconds) * 1000) == Int64(expected))
                }
            }
            let day = try #require(Day(year: year, month: 6, day: 1))
            #expect(Instant.start(ofParisDay: day).parisDay == day)
            #expect(Instant(milliseconds: Instant.start(ofParisDay: day).milliseconds - 1).parisDay < day)
        }
    }
}

struct IdentifierTests {
    @Test func `FINESS numbers are checked by their key, Corsica's letter counting as zero`() throws {
        #expect(try FINESS("990000010").value == "990000010")
        #expect(try FINESS("99 000 001 0").value == "990000010")
        // 2A0000014 as 200000014 under Luhn.
        #expect(Luhn.holds([2, 0, 0, 0, 0, 0, 0, 1, 6]) == ((try? FINESS("2A0000016")) != nil))
        for bad in ["990000011", "99000001", "9900000100", "2C0000016", "A20000016", "", "99000001O"] {
            #expect(throws: IdentifierProblem.finess) { try FINESS(bad) }
        }
    }

    @Test func `SIRET numbers are checked by their key, with La Poste's exception`() throws {
        #expect(try SIRET("99900000100019").value == "99900000100019")
        #expect(try SIRET("356 000 000 00048").value == "35600000000048")
        for bad in ["99900000100018", "9990000010001", "00000000000000", "9990000010001X", ""] {
            #expect(throws: IdentifierProblem.siret) { try SIRET(bad) }
        }
    }

    @Test func `row numbers are UUIDs of version 7 that sort by time`() {
        let early = RowID.fresh(at: Instant(milliseconds: 1_000))
        let late = RowID.fresh(at: Instant(milliseconds: 2_000_000_000_000))
        #expect(early < late)
        #expect(early.count == 36 && UUID(uuidString: early) != nil)
        #expect(Array(early)[14] == "7")
    }
}
