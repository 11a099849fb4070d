/// What pages need beside the recording itself: the text to show, and consents in the sense of the RGPD.
extension ConsentBook {
    /// The text that is shown today on a subject: the latest that was published, or else the house's own.
    public func shown(_ subject: InformationSubject, in language: Language) async throws -> InformationText {
        try await text(subject.rawValue, in: language) ?? .house(subject, in: language)
    }

    /// The text that a form says was shown; throws `textChanged` where another one stands today.
    ///
    /// - Parameter reference: `code/version/language` and the SHA-256 in hexadecimal, as the form carried them.
    public func shown(
        _ subject: InformationSubject, as reference: String, digest: String
    ) async throws -> InformationText {
        let word = reference.split(separator: "/").last.map(String.init) ?? ""
        guard let language = Language(rawValue: word) else { throw ConsentRefusal.textChanged }
        let text = try await shown(subject, in: language)
        guard text.reference.stored == reference, Hex.encode(text.reference.digest) == digest.lowercased() else {
            throw ConsentRefusal.textChanged
        }
        return text
    }

    /// Consents in the sense of art. 6 RGPD and their withdrawals, oldest first. They open no record. Throws
    /// `GateRefusal`.
    public func optionalHistory(
        of patient: PatientID, as caller: Caller, toDecide: Bool = false
    ) async throws -> [RGPDConsent] {
        try await gate.open(
            Read.self, ConsentsAndOppositions.self, of: patient,
            about: Resource(of: .kernel, "optional-consent", classes: [.consent]), as: caller,
            action: toDecide ? .decideConsent : .read
        ) { (grant: borrowing Grant<Read, ConsentsAndOppositions>) in
            let record = RecordScope(structure: grant.structure, patient: patient)
            return try await grant.read { tx in try RGPDConsents.rows(of: record, tx) }.map(RGPDConsents.read)
        }
    }

    /// Accepts an optional treatment; gives the consent's id. Throws `ConsentRefusal`, `GateRefusal`.
    ///
    /// - Parameter purpose: code of the treatment.
    @discardableResult
    public func accept(
        _ purpose: String, text: InformationText, means: DecisionMeans, of patient: PatientID, as caller: Caller
    ) async throws -> String {
        try await decide(patient, caller) { (grant: borrowing Grant<Write, ConsentsAndOppositions>) in
            let (record, row) = (grant.record, grant.newRow())
            let line = try RGPDConsent(
                id: grant.newRow(), purpose: purpose, kind: .consent, text: text.reference, means: means,
                givenAt: grant.now)
            try grant.origin(caller, means).check()
            try await grant.commit { tx in
                try InformationTexts.keep(text, id: row, tx)
                try RGPDConsents.insert(line, of: record, tx)
            }
            return line.id
        }
    }

    /// Takes one back: as easy as it was to give (art. 7.3). Throws `ConsentRefusal.consentMissing` where it is not
    /// this patient's.
    public func takeBack(
        optional consent: String, means: DecisionMeans, of patient: PatientID, as caller: Caller
    ) async throws {
        try await decide(patient, caller) { (grant: borrowing Grant<Write, ConsentsAndOppositions>) in
            let (record, row, now) = (grant.record, grant.newRow(), grant.now)
            try grant.origin(caller, means).check()
            try await grant.commit { tx in
                guard let given = try RGPDConsents.given(consent, of: record, tx) else {
                    throw ConsentRefusal.consentMissing
                }
                let line = try RGPDConsent(
                    id: row, purpose: given.purpose, kind: .withdrawal, text: given.text, means: means,
                    withdraws: consent, givenAt: now)
                try RGPDConsents.insert(line, of: record, tx)
            }
        }
    }
}
