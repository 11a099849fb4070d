import Foundation

/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable, Codable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    public func adding(seconds: Int64) -> Instant { Instant(milliseconds: milliseconds + seconds * 1000) }

    /// The day that clocks in metropolitan France show at this moment.
    public var parisDay: Day {
        let local = milliseconds + Paris.offsetSeconds(atUTC: milliseconds) * 1000
        return Day(number: Int(local.flooredDivision(by: 86_400_000)))
    }

    /// `HH:mm` as clocks in metropolitan France show it.
    public var parisClock: String {
        let local = milliseconds + Paris.offsetSeconds(atUTC: milliseconds) * 1000
        let minutes = Int(local.flooredDivision(by: 60_000)) - Int(local.flooredDivision(by: 86_400_000)) * 1440
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    /// 00:00 of that day in Paris.
    public static func start(ofParisDay day: Day) -> Instant {
        let midnightUTC = Int64(day.number) * 86_400_000
        let guess = midnightUTC - Paris.offsetSeconds(atUTC: midnightUTC - 7_200_000) * 1000
        return Instant(milliseconds: guess)
    }

    /// 24:00 of that day in Paris, which is 00:00 of the next.
    public static func end(ofParisDay day: Day) -> Instant { start(ofParisDay: day.adding(days: 1)) }

    /// RFC 3339 in UTC, to the second.
    public var rfc3339: String {
        let seconds = milliseconds.flooredDivision(by: 1000)
        let day = Day(number: Int(seconds.flooredDivision(by: 86_400)))
        let rest = Int(seconds - Int64(day.number) * 86_400)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(day)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }
}

/// Legal time in metropolitan France, as directive 2000/84/EC fixes it: UTC+1, and UTC+2 from the last Sunday of
/// March to the last Sunday of October, both at 01:00 UTC. Computed rather than looked up, so that a date gives the
/// same sheet on a machine without time-zone files. Right from 1996 on, which is before the first register.
enum Paris {
    static func offsetSeconds(atUTC milliseconds: Int64) -> Int64 {
        let day = Day(number: Int(milliseconds.flooredDivision(by: 86_400_000)))
        let start = lastSunday(ofMonth: 3, year: day.year)
        let end = lastSunday(ofMonth: 10, year: day.year)
        return milliseconds >= start && milliseconds < end ? 7200 : 3600
    }

    private static func lastSunday(ofMonth month: Int, year: Int) -> Int64 {
        let last = Day(year: year, month: month, day: 31)?.number ?? 0
        let weekday = (last + 4) % 7  // 1970-01-01 was a Thursday; Sunday is 0.
        return Int64(last - weekday) * 86_400_000 + 3_600_000
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

/// What the program asks for the time; tests hand in a clock that stands still.
public struct TimeSource: Sendable {
    private let read: @Sendable () -> Instant

    public init(_ read: @escaping @Sendable () -> Instant) { self.read = read }

    public var now: Instant { read() }

    /// Today in Paris.
    public var today: Day { read().parisDay }

    /// The machine's clock.
    public static let system = TimeSource {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }
}
