/// FHIR R4 `CapabilityStatement`: what the interface answers today, and no more.
public enum Capabilities {
    /// - Parameters:
    ///   - date: day on which the statement was last changed, `2026-11-24`.
    public static func json(date: String) -> JSON {
        .members(
            .init("resourceType", .text("CapabilityStatement")), .init("status", .text("active")),
            .init("date", .text(date)), .init("kind", .text("instance")),
            .init("software", .members(.init("name", .text("Citana")))),
            .init(
                "implementation", .members(.init("description", .text("Citana, interface FHIR R4")))),
            .init("fhirVersion", .text("4.0.1")), .init("format", .array([.text("json")])),
            .init(
                "rest",
                .array([
                    .members(
                        .init("mode", .text("server")),
                        .init(
                            "resource",
                            .array([
                                .members(
                                    .init("type", .text("Patient")),
                                    .init("profile", .text(FRCore.structure("fr-core-patient"))),
                                    .init(
                                        "interaction", .array([.members(.init("code", .text("read")))])))
                            ])))
                ])))
    }
}
