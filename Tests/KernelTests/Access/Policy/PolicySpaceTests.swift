import Synchronization
import Testing

@testable import Kernel

/// The whole policy space against a table that was written from the rules.
struct PolicySpaceTests {
    @Test(.timeLimit(.minutes(10)), arguments: PolicySpace.allCases)
    func `the policy and the rules agree on every point of the space`(_ space: PolicySpace) {
        var differences = 0
        var told: [String] = []
        let count = space.count
        for number in 0..<count {
            let point = space.point(number)
            let decided = Expected(Policy.decide(point.facts))
            let expected = Oracle.verdict(point)
            if decided != expected {
                differences += 1
                if told.count < 5 { told.append("\(point): policy \(decided), rules \(String(describing: expected))") }
            }
        }
        print("policy space: \(space.rawValue), \(count) points, \(differences) differences")
        #expect(differences == 0, "\(told.joined(separator: "\n"))")
        #expect(count > 20_000)
    }

    /// For each line of the table: points that it decides, and points that come past it.
    private static let witnesses: [(decided: [(Point, Expected)], passing: [(Point, Expected)])] = {
        var found = Array(
            repeating: (decided: [(Point, Expected)](), passing: [(Point, Expected)]()), count: Oracle.table.count)
        for space in PolicySpace.allCases {
            for number in stride(from: 0, to: space.count, by: 61) {
                let point = space.point(number)
                guard let line = Oracle.table.firstIndex(where: { $0.applies(point) }) else { continue }
                let decided = Expected(Policy.decide(point.facts))
                for before in 0..<line where found[before].passing.count < 40 {
                    found[before].passing.append((point, decided))
                }
                if found[line].decided.count < 400 { found[line].decided.append((point, decided)) }
            }
        }
        return found
    }()

    @Test(arguments: Oracle.table.indices)
    func `a line of the table left out, turned round or answered otherwise is noticed`(_ index: Int) {
        let line = Oracle.table[index]
        let (decided, passing) = Self.witnesses[index]
        #expect(!decided.isEmpty, "rule \(line.rule), « \(line.says) », decides nothing")
        let below = Oracle.table[(index + 1)...]
        #expect(
            decided.contains { point, verdict in below.first { $0.applies(point) }?.verdict != verdict },
            "rule \(line.rule), « \(line.says) », could be left out")
        let other: Expected = line.verdict == .deny(.mission) ? .deny(.masked) : .deny(.mission)
        #expect(decided.contains { $1 != other }, "rule \(line.rule), « \(line.says) », could answer otherwise")
        #expect(
            index == Oracle.table.count - 1 || passing.contains { $1 != line.verdict },
            "rule \(line.rule), « \(line.says) », could apply to all others")
    }
}
