/// What a pass of retention removed from one structure, or would remove.
package struct RetentionReport: Sendable, Hashable {
    /// Rows by table, of tables whose rows end one by one.
    package let rows: [String: Int]
    /// Patients' files.
    package let files: Int
    /// Files whose term was read again and lies ahead.
    package let kept: Int
    /// Files that the structure keeps the job from.
    package let refused: Int
}
