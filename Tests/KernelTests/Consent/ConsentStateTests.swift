import Testing

@testable import Kernel

private let noon = Decided.noon
private func after(_ seconds: Int64) -> Instant { noon.adding(seconds: seconds) }

struct ConsentStateTests {
    @Test func `rule 37: a withdrawal counts from the very moment on, and for the past not before`() throws {
        let history = [try Decided.consent(), try Decided.withdrawal(at: after(60))]
        #expect(ConsentState(history, [], .past(after(59))).consents.map(\.id) == ["consent-1"])
        #expect(ConsentState(history, [], .past(after(60))).consents.isEmpty)
        #expect(ConsentState(history, [], .now(after(60))).consents.isEmpty)
        #expect(ConsentState(history.reversed(), [], .now(after(60))).consents.isEmpty)
    }

    @Test func `rule 37: a withdrawal in the same millisecond wins`() throws {
        let history = [try Decided.withdrawal(at: noon), try Decided.consent()]
        #expect(ConsentState(history, [], .now(noon)).consents.isEmpty)
        #expect(ConsentState(history, [], .past(noon)).consents.isEmpty)
    }

    @Test func `a clock set back an hour brings no withdrawn consent back, and lets no opposition sleep`() throws {
        let history = [try Decided.consent(at: after(-7_200)), try Decided.withdrawal(at: noon)]
        let opposed = [try Decided.opposition(at: noon), try Decided.block(at: noon)]
        let state = ConsentState(history, opposed, .now(after(-3_600)))
        #expect(state.consents.isEmpty)
        #expect(state.oppositions.count == 1)
        #expect(state.blocked == ["membership-9"])
        // What gives rights waits until the clock has caught up.
        #expect(ConsentState([try Decided.consent(at: noon)], [], .now(after(-1))).consents.isEmpty)
        let lifted = opposed + [try Decided.lifting(of: "opposition-1", at: noon)]
        #expect(ConsentState([], lifted, .now(after(-1))).oppositions.count == 1)
        #expect(ConsentState([], lifted, .now(noon)).oppositions.isEmpty)
    }

    @Test func `rule 38: a consent ends with its care, on the day named or when the end is recorded`() throws {
        let ending = try Decided.consent(ends: Decided.today)
        let midnight = Instant.end(ofParisDay: Decided.today)
        #expect(ConsentState([ending], [], .now(midnight.adding(seconds: -1))).consents.count == 1)
        #expect(ConsentState([ending], [], .now(midnight)).consents.isEmpty)
        let ended = try CareConsent.careEnded(
            id: "end-1", ends: "consent-1", text: Decided.text.reference, origin: Decided.nurse, at: after(10))
        #expect(ConsentState([try Decided.consent(), ended], [], .now(after(10))).consents.isEmpty)
    }

    @Test func `a withdrawal takes back the consent it names and no other; consenting again counts again`() throws {
        let history = [
            try Decided.consent("consent-1"), try Decided.consent("consent-2"), try Decided.withdrawal(at: after(5)),
            try Decided.consent("consent-3", at: after(10)),
        ]
        #expect(ConsentState(history, [], .now(after(10))).consents.map(\.id) == ["consent-2", "consent-3"])
        #expect(ConsentState.standing(history) == ["consent-2", "consent-3"])
    }

    @Test func `taking back everything leaves nothing, whatever order the lines and the clock have`() throws {
        var history = [
            try Decided.consent("consent-1"), try Decided.consent("consent-2", at: after(7_200)),
            try Decided.consent("consent-3", at: after(-50)),
        ]
        for id in ConsentState.standing(history) {
            history.append(try Decided.withdrawal(of: id, at: after(-3_600)))
        }
        for shift in [-10_000, 0, 10_000] as [Int64] {
            #expect(ConsentState(history, [], .now(after(shift))).consents.isEmpty)
        }
        #expect(ConsentState.standing(history).isEmpty)
    }

    @Test func `an opposition and a block stand until each is lifted by its own line`() throws {
        let both = [try Decided.opposition(even: true), try Decided.block()]
        #expect(ConsentState([], both, .now(noon)).oppositions.first?.coversEmergency == true)
        let first = both + [try Decided.lifting(of: "opposition-1", at: after(1))]
        let state = ConsentState([], first, .now(after(1)))
        #expect(state.oppositions.isEmpty && state.blocked == ["membership-9"])
        let second = first + [try Decided.lifting(of: "block-1", at: after(2))]
        #expect(ConsentState([], second, .now(after(2))).blocked.isEmpty)
        #expect(ConsentState([], second, .past(after(1))).blocked == ["membership-9"])
    }

    /// The history as somebody would keep it by hand: line after line, in the order of time.
    @Test func `random histories agree with a ledger kept line by line`() throws {
        var seed: UInt64 = 0x9E37_79B9_7F4A_7C15
        func next(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        for _ in 0..<2_000 {
            var lines: [CareConsent] = []
            var ledger: Set<String> = []
            for turn in 0..<12 {
                let moment = after(Int64(turn) * 10)
                if next(3) > 0 || ledger.isEmpty {
                    lines.append(try Decided.consent("consent-\(turn)", at: moment))
                    ledger.insert("consent-\(turn)")
                } else {
                    let gone = ledger.sorted()[next(ledger.count)]
                    lines.append(try Decided.withdrawal(of: gone, at: moment))
                    ledger.remove(gone)
                }
                let order = next(2) == 0 ? lines : lines.reversed()
                #expect(ConsentState(order, [], .now(moment)).consents.map(\.id) == ledger.sorted())
                #expect(ConsentState.standing(order) == ledger.sorted())
            }
        }
    }
}

struct ConsentRefusalTests {
    private func refusal(_ scope: SharingScope) -> ConsentRefusal? {
        do {
            _ = try Decided.consent(scope: scope)
            return nil
        } catch { return error as? ConsentRefusal }
    }

    @Test func `rule 38: a consent names its recipients and its categories, one by one`() {
        let classes: Extent<DocumentClass> = .only([.report])
        #expect(refusal(SharingScope(classes: classes)) == .recipientsMissing)
        #expect(refusal(SharingScope(structures: .only([]), classes: classes)) == .recipientsMissing)
        #expect(refusal(SharingScope(professions: .only([]), classes: classes)) == .recipientsMissing)
        #expect(refusal(SharingScope(professions: .only([.nurse]))) == .categoriesMissing)
        #expect(refusal(SharingScope(professions: .only([.nurse]), classes: .only([]))) == .categoriesMissing)
        #expect(refusal(SharingScope(professions: .only([.nurse]), classes: .only([.log]))) == .categoriesMissing)
        #expect(refusal(SharingScope(professions: .only([.nurse]), classes: classes)) == nil)
    }

    @Test func `rule 38: a consent keeps the text it rests on, its SHA-256, and the support handed over`() throws {
        let consent = try Decided.consent()
        #expect(consent.text.stored == "sharing/3/fr")
        // sha256sum of the words in UTF-8.
        #expect(
            Hex.encode(consent.text.digest) == "f43ca750a8b30a64671fa80bde63b7f33e51e0f69ea97e7a44eaa635a3597f6b")
        #expect(throws: ConsentRefusal.supportMissing) {
            try CareConsent.given(
                id: "c", scope: Decided.scope, text: Decided.text.reference, support: nil, origin: Decided.nurse,
                at: Decided.noon)
        }
        let other = InformationText(
            code: "optional", version: 1, language: .fr, body: "…", publishedOn: Decided.today)
        #expect(throws: ConsentRefusal.textOfAnotherKind) {
            try CareConsent.given(
                id: "c", scope: Decided.scope, text: other.reference, support: .paper, origin: Decided.nurse,
                at: Decided.noon)
        }
    }

    @Test func `nobody consents without somebody who collected it, unless online, nor after the care`() {
        for means in DecisionMeans.allCases {
            let origin = DecisionOrigin(means: means, collectedBy: nil)
            let refused: ConsentRefusal? = {
                do throws(ConsentRefusal) {
                    _ = try PatientOpposition.block(id: "b", blocked: "m", origin: origin, at: Decided.noon)
                    return nil
                } catch { return error }
            }()
            #expect(refused == (means == .online ? nil : .collectorMissing))
        }
        #expect(throws: ConsentRefusal.careEndsBefore) {
            try Decided.consent(ends: Decided.today.adding(days: -1))
        }
    }

    @Test func `rule 38: a consent in the sense of the RGPD is another thing, with its own text and its own life`()
        throws
    {
        let text = InformationText(
            code: "optional.newsletter", version: 1, language: .fr, body: "…", publishedOn: Decided.today)
        #expect(throws: ConsentRefusal.textOfAnotherKind) {
            try RGPDConsent(
                id: "r", purpose: "newsletter", kind: .consent, text: Decided.text.reference, means: .online,
                givenAt: Decided.noon)
        }
        let given = try RGPDConsent(
            id: "r", purpose: "newsletter", kind: .consent, text: text.reference, means: .online,
            givenAt: Decided.noon)
        let back = try RGPDConsent(
            id: "w", purpose: "newsletter", kind: .withdrawal, text: text.reference, means: .online, withdraws: "r",
            givenAt: after(1))
        #expect(RGPDConsent.inForce("newsletter", of: [given], on: .now(Decided.noon)))
        #expect(!RGPDConsent.inForce("other", of: [given], on: .now(Decided.noon)))
        #expect(!RGPDConsent.inForce("newsletter", of: [back, given], on: .now(Decided.noon)))
        #expect(RGPDConsent.inForce("newsletter", of: [back, given], on: .past(Decided.noon)))
        #expect(throws: ConsentRefusal.consentMissing) {
            try RGPDConsent(
                id: "w", purpose: "newsletter", kind: .withdrawal, text: text.reference, means: .online,
                givenAt: Decided.noon)
        }
    }

    @Test func `refusals speak both languages`() {
        for refusal in ConsentRefusal.allCases {
            #expect(refusal.sentence.fr.hasSuffix(".") && refusal.sentence.en.hasSuffix("."))
            #expect(refusal.sentence.fr != refusal.sentence.en)
        }
    }
}
