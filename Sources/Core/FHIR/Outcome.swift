/// FHIR R4 `OperationOutcome`: why there is no resource. Says nothing that the asker may not know.
public enum Outcome {
    /// - Parameters:
    ///   - code: of the value set `issue-type`: `not-found`, `login`, `invalid` …
    ///   - text: one plain sentence.
    public static func json(_ code: String, _ text: String) -> JSON {
        .members(
            .init("resourceType", .text("OperationOutcome")),
            .init(
                "issue",
                .array([
                    .members(
                        .init("severity", .text("error")), .init("code", .text(code)),
                        .init("diagnostics", .text(text)))
                ])))
    }
}
