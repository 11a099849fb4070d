import Testing

@testable import Kernel

@Suite struct OutageTests {
    private static let silent = StorageError.unavailable("silent")

    @Test func `after a long wait in vain the others are refused at once, for a second`() async throws {
        let outage = Outage()
        #expect(throws: Self.silent) {
            try outage.connecting {
                pause(milliseconds: 1_100)
                throw Self.silent
            }
        }
        var tried = false
        #expect(throws: Self.silent) { try outage.connecting { tried = true } }
        #expect(!tried)
        try await Task.sleep(for: .milliseconds(1_100))
        try outage.connecting { tried = true }
        #expect(tried)
    }

    @Test func `a quick refusal is not remembered`() throws {
        let outage = Outage()
        #expect(throws: Self.silent) { try outage.connecting { throw Self.silent } }
        #expect(try outage.connecting { 7 } == 7)
    }

    private func pause(milliseconds: Int) {
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while ContinuousClock.now < end {}
    }
}
