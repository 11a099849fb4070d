/// When a patient's file has reached its term (CSP R1112-7; rule 14). Pure: facts in, a day out.
///
/// Twenty years from the last stay or consultation. A term that falls before the 28th birthday is carried to it.
/// A death less than ten years after the last visit replaces the twenty years by ten from the death; where the
/// 28th birthday had carried the term, the longer of the two holds (the text is silent, the DPO may confirm).
/// A transfusion is kept thirty years from the act. A claim stops the clock while it lasts.
public struct PatientFileRetention: Sendable, Hashable {
    /// A claim, amicable or in court, that questions medical liability.
    public struct Claim: Sendable, Hashable {
        public let openedOn: Day
        /// Nil while it lasts.
        public let closedOn: Day?

        public init(openedOn: Day, closedOn: Day? = nil) {
            self.openedOn = openedOn
            self.closedOn = closedOn
        }
    }

    public enum End: Sendable, Hashable {
        /// Last day on which the file is kept.
        case on(Day)
        /// A claim is open: nothing may be destroyed.
        case suspended
    }

    /// End of the last stay, or last external consultation.
    public var lastCare: Day
    public var birth: Day?
    public var death: Day?
    public var claims: [Claim]
    /// Last transfusion act, if any.
    public var transfusion: Day?
    /// Years from the last care; a structure may set more than the statute's twenty, never fewer (rule 8).
    public var years: Int

    public init(
        lastCare: Day, birth: Day? = nil, death: Day? = nil, claims: [Claim] = [], transfusion: Day? = nil,
        years: Int = PatientFileRetention.statutoryYears
    ) {
        self.lastCare = lastCare
        self.birth = birth
        self.death = death
        self.claims = claims
        self.transfusion = transfusion
        self.years = years
    }

    public static let statutoryYears = 20

    /// Code of the rule of every table that follows the file.
    static let ruleCode = "dossier_patient"

    public var end: End {
        var end = lastCare.adding(years: max(years, Self.statutoryYears))
        var carried: Day?
        if let majority = birth?.adding(years: 28), end < majority {
            carried = majority
            end = majority
        }
        if let death, death < lastCare.adding(years: 10) {
            end = max(death.adding(years: 10), carried ?? death)
        }
        if let transfusion { end = max(end, transfusion.adding(years: 30)) }
        return suspended(end)
    }

    /// Adds the days during which a claim stopped the clock, each day once.
    private func suspended(_ term: Day) -> End {
        var end = term
        var countedTo: Day?
        for claim in claims.sorted(by: { $0.openedOn < $1.openedOn }) {
            // A claim that begins after the term stops a clock that has already run out.
            guard claim.openedOn <= end else { continue }
            guard let closed = claim.closedOn else { return .suspended }
            let from = max(claim.openedOn, countedTo ?? claim.openedOn)
            guard from < closed else { continue }
            end = end.adding(days: closed.number - from.number)
            countedTo = closed
        }
        return .on(end)
    }
}
