/// A value at rest: AES-256-GCM under its patient's key, bound to its place (table, column, row, structure, patient).
/// Only a `Grant` to read for the same treatment opens it. Printed, dumped or interpolated it reads `[santé]`.
public struct Sealed<Value: Sealable, Class: DataClass, Use: Treatment>: Sendable, CustomStringConvertible,
    CustomDebugStringConvertible, CustomReflectable
{
    let cell: [UInt8]
    let place: Place
    let patient: PatientID

    init(cell: [UInt8], place: Place, patient: PatientID) {
        self.cell = cell
        self.place = place
        self.patient = patient
    }

    /// `[santé]`, `[identité]`…: the class of the value, never the value.
    public var description: String { Class.kind.placeholder }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The classes that a column keeps in clear: what may be compared and sorted by the database.
public protocol ClearClass: DataClass {}
extension Technical: ClearClass {}
extension Administrative: ClearClass {}

/// The classes that a column keeps sealed.
public protocol SealedClass: DataClass {}
extension Identifying: SealedClass {}
extension NationalIdentifier: SealedClass {}
extension Contact: SealedClass {}
extension Occupation: SealedClass {}
extension PersonalLife: SealedClass {}
extension ConnectionTrace: SealedClass {}
extension Health: SealedClass {}
