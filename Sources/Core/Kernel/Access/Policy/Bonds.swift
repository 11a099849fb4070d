// What ties a caller to a patient, as recorded. Dates are judged by the policy, so that facts need no filtering.

extension Facts {
    package struct Convention: Hashable, Sendable, Codable {
        package var id: String
        package var startsOn: Day
        package var endsOn: Day?

        package init(id: String, startsOn: Day, endsOn: Day? = nil) {
            self.id = id
            self.startsOn = startsOn
            self.endsOn = endsOn
        }
    }

    package struct Relation: Hashable, Sendable, Codable {
        package var id: String
        package var startsOn: Day
        package var endsOn: Day?

        package init(id: String, startsOn: Day, endsOn: Day? = nil) {
            self.id = id
            self.startsOn = startsOn
            self.endsOn = endsOn
        }
    }

    /// A team that the caller is a member of, for this patient (L1110-12, rule 39).
    package struct Team: Hashable, Sendable, Codable {
        package var id: String
        package var basis: TeamBasis
        /// The day from which the structure attests the basis; nil where it never did.
        package var attestedOn: Day?
        package var endsOn: Day?
        /// The day on which the patient was informed; nil where that is not recorded.
        package var informedOn: Day?
        /// Whether that information named the professionals who are no health professionals (rule 40).
        package var informedOfBothCategories: Bool
        /// Whether the patient named this caller as a member; 2° asks for it.
        package var namedByPatient: Bool

        package init(
            id: String, basis: TeamBasis, attestedOn: Day?, endsOn: Day? = nil, informedOn: Day?,
            informedOfBothCategories: Bool = false, namedByPatient: Bool = false
        ) {
            self.id = id
            self.basis = basis
            self.attestedOn = attestedOn
            self.endsOn = endsOn
            self.informedOn = informedOn
            self.informedOfBothCategories = informedOfBothCategories
            self.namedByPatient = namedByPatient
        }
    }

    /// Something sent to this caller by name (L1110-4 II).
    package struct TargetedExchange: Hashable, Sendable, Codable {
        package var id: String
        package var classes: Extent<DocumentClass>
        package var documents: Extent<String>
        package var informedOn: Day?
        package var informedOfBothCategories: Bool
        package var endsOn: Day?

        package init(
            id: String, classes: Extent<DocumentClass>, documents: Extent<String> = .all, informedOn: Day?,
            informedOfBothCategories: Bool = false, endsOn: Day? = nil
        ) {
            self.id = id
            self.classes = classes
            self.documents = documents
            self.informedOn = informedOn
            self.informedOfBothCategories = informedOfBothCategories
            self.endsOn = endsOn
        }
    }

    /// A consent in force (L1110-4 III al. 2).
    package struct Consent: Hashable, Sendable, Codable {
        package var id: String
        package var scope: SharingScope
        package var givenOn: Day
        /// End of the care that it covers (rule 38).
        package var careEndsOn: Day?

        package init(id: String, scope: SharingScope, givenOn: Day, careEndsOn: Day? = nil) {
            self.id = id
            self.scope = scope
            self.givenOn = givenOn
            self.careEndsOn = careEndsOn
        }
    }

    /// An opposition in force (L1110-4 IV).
    package struct Opposition: Hashable, Sendable, Codable {
        package var id: String
        package var scope: SharingScope
        /// « y compris en cas d'urgence ».
        package var coversEmergency: Bool

        package init(id: String, scope: SharingScope, coversEmergency: Bool) {
            self.id = id
            self.scope = scope
            self.coversEmergency = coversEmergency
        }
    }

    package struct Mandate: Hashable, Sendable, Codable {
        package var id: String
        package var title: MandateTitle
        /// The day on which somebody saw the evidence; nil where nobody did.
        package var checkedOn: Day?
        package var startsOn: Day
        package var endsOn: Day?
        package var revokedOn: Day?
        /// What it lets the holder see.
        package var classes: Extent<DocumentClass>
        /// Whether it lets the holder decide in the patient's stead.
        package var mayDecide: Bool

        package init(
            id: String, title: MandateTitle, checkedOn: Day?, startsOn: Day, endsOn: Day? = nil,
            revokedOn: Day? = nil, classes: Extent<DocumentClass>, mayDecide: Bool = false
        ) {
            self.id = id
            self.title = title
            self.checkedOn = checkedOn
            self.startsOn = startsOn
            self.endsOn = endsOn
            self.revokedOn = revokedOn
            self.classes = classes
            self.mayDecide = mayDecide
        }
    }

    /// Rule 48: ticket, approval by the structure, end.
    package struct SupportTicket: Hashable, Sendable, Codable {
        package var id: String
        /// The structure that asked for help.
        package var structure: String
        /// Who of the structure approved; nil while nobody did.
        package var approvedBy: String?
        package var endsAt: Instant
        package var classes: Extent<DocumentClass>

        package init(
            id: String, structure: String, approvedBy: String?, endsAt: Instant, classes: Extent<DocumentClass>
        ) {
            self.id = id
            self.structure = structure
            self.approvedBy = approvedBy
            self.endsAt = endsAt
            self.classes = classes
        }
    }

    /// Rule 41: recorded and limited in time.
    package struct StatutoryException: Hashable, Sendable, Codable {
        package var id: String
        package var endsAt: Instant
        package var classes: Extent<DocumentClass>

        package init(id: String, endsAt: Instant, classes: Extent<DocumentClass>) {
            self.id = id
            self.endsAt = endsAt
            self.classes = classes
        }
    }
}
