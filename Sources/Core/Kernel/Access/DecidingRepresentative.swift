/// Somebody with a title that was checked, is in force today, and lets them decide in the patient's stead. Only the
/// kernel makes one, after looking: an id typed into a form is no title.
public struct DecidingRepresentative: Sendable, Hashable {
    /// Id of the mandate, which a decision keeps.
    public let mandate: String
    public let name: String
    public let title: MandateTitle
    let patient: PatientID

    init(mandate: String, name: String, title: MandateTitle, of patient: PatientID) {
        self.mandate = mandate
        self.name = name
        self.title = title
        self.patient = patient
    }
}
