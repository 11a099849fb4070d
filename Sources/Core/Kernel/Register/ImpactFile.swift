/// A file that the CNIL's PIA tool imports (« Importer une analyse »), filled in with what the register knows: context,
/// data, basis, retention, rights, processors, transfers, measures. Risks and the evaluation are left to the
/// structure: nothing on the sheet could tell them.
///
/// Shape `{pia, answers, measures, evaluations, comments}`; `reference_to` is the number of the tool's question.
public struct ImpactFile: Sendable {
    /// Lines that need an assessment, by code.
    public let treatments: [String]
    private let tree: JSONValue

    /// Nil where no line of the sheet needs an assessment.
    public init?(_ sheet: Sheet) {
        let lines = sheet.treatments.filter(\.impactAssessment.required)
        guard !lines.isEmpty else { return nil }
        treatments = lines.map(\.code)
        let answers = ImpactAnswers(sheet: sheet, lines: lines)
        // The tool asks for a date; that of the version is the only one that the same sheet always gives.
        let date = JSONValue.text("\(sheet.effectiveOn)T00:00:00.000Z")
        tree = .members([
            .init("pia", ImpactFile.head(sheet, treatments, date: date)),
            .init(
                "answers", .array(answers.all.enumerated().map { ImpactFile.answer($1, number: $0 + 1, date: date) })),
            .init("measures", .array(ImpactFile.measures(lines, date: date))),
            .init("evaluations", .array([])), .init("comments", .array([])),
        ])
    }

    /// Canonical JSON: the same sheet gives the same bytes.
    public func bytes() -> [UInt8] { tree.bytes }

    private static func head(_ sheet: Sheet, _ treatments: [String], date: JSONValue) -> JSONValue {
        .members([
            .init("id", .integer(1)), .init("status", .integer(0)), .init("is_example", .integer(0)),
            .init("is_archive", .integer(0)), .init("progress", .integer(0)),
            .init("name", .text("\(sheet.structure.name) – \(treatments.joined(separator: ", "))")),
            .init("category", .text("Registre, version \(sheet.version)")),
            .init("author_name", .text("")), .init("evaluator_name", .text("")), .init("validator_name", .text("")),
            .init("dpos_names", .text(sheet.dpo.name)), .init("structure_id", .text("")),
            .init("created_at", date), .init("updated_at", date),
        ])
    }

    private static func answer(_ answer: (question: Int, html: String), number: Int, date: JSONValue) -> JSONValue {
        .members([
            .init("id", .integer(number)), .init("pia_id", .integer(1)),
            .init("reference_to", .integer(answer.question)),
            .init(
                "data",
                .members([
                    .init("text", .text(answer.html)), .init("gauge", .null), .init("list", .array([])),
                ])),
            .init("created_at", date), .init("updated_at", date),
        ])
    }

    private static func measures(_ lines: [Sheet.Line], date: JSONValue) -> [JSONValue] {
        var contents: [(heading: String, texts: [String])] = []
        for measure in lines.flatMap(\.namedMeasures) {
            if let index = contents.firstIndex(where: { $0.heading == measure.heading }) {
                if !contents[index].texts.contains(measure.text) { contents[index].texts.append(measure.text) }
            } else {
                contents.append((measure.heading, [measure.text]))
            }
        }
        return contents.enumerated().map { index, measure in
            .members([
                .init("id", .integer(index + 1)), .init("pia_id", .integer(1)),
                .init("title", .text(measure.heading)), .init("content", .text(HTMLText.list(measure.texts))),
                .init("placeholder", .text("")), .init("created_at", date), .init("updated_at", date),
            ])
        }
    }
}
