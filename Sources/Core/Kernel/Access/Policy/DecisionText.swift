/// Writes a decision as canonical JSON without a general encoder: it is done before every read, and the encoder takes
/// ten times as long. A test holds the two equal, byte for byte.
struct DecisionText {
    private(set) var bytes: [UInt8] = []
    private var fresh = true

    init(_ decision: StoredDecision) {
        bytes.reserveCapacity(1_600)
        object {
            $0.facts("facts", decision.facts)
            $0.number("matrixVersion", Int64(decision.matrixVersion))
            $0.number("policyVersion", Int64(decision.policyVersion))
            $0.key("verdict")
            $0.verdict(decision.verdict)
        }
    }

    init(_ list: ListDecision) {
        bytes.reserveCapacity(2_000 + 160 * list.patients.count)
        object {
            $0.number("matrixVersion", Int64(list.matrixVersion))
            $0.list("patients", list.patients) { $0.own($1) }
            $0.number("policyVersion", Int64(list.policyVersion))
            $0.facts("shared", list.shared)
            $0.list("verdicts", list.verdicts) { $0.verdict($1) }
        }
    }

    // MARK: JSON

    private mutating func object(_ body: (inout DecisionText) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        fresh = true
        body(&self)
        bytes.append(UInt8(ascii: "}"))
        fresh = false
    }

    private mutating func comma() {
        if !fresh { bytes.append(UInt8(ascii: ",")) }
        fresh = false
    }

    private mutating func key(_ name: StaticString) {
        comma()
        quoted(name.description)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func quoted(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x08: bytes += Array("\\b".utf8)
            case 0x09: bytes += Array("\\t".utf8)
            case 0x0A: bytes += Array("\\n".utf8)
            case 0x0C: bytes += Array("\\f".utf8)
            case 0x0D: bytes += Array("\\r".utf8)
            case 0..<0x20: bytes += Array("\\u00\(Hex.encode([byte]))".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func text(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        key(name)
        quoted(value)
    }

    private mutating func number(_ name: StaticString, _ value: Int64) {
        key(name)
        bytes += Array(String(value).utf8)
    }

    private mutating func flag(_ name: StaticString, _ value: Bool) {
        key(name)
        bytes += Array((value ? "true" : "false").utf8)
    }

    private mutating func day(_ name: StaticString, _ value: Day?) { text(name, value?.description) }

    private mutating func instant(_ name: StaticString, _ value: Instant?) {
        guard let value else { return }
        key(name)
        object { $0.number("milliseconds", value.milliseconds) }
    }

    private mutating func list<Element>(
        _ name: StaticString, _ elements: [Element], _ write: (inout DecisionText, Element) -> Void
    ) {
        key(name)
        array(elements, write)
    }

    private mutating func array<Element>(_ elements: [Element], _ write: (inout DecisionText, Element) -> Void) {
        bytes.append(UInt8(ascii: "["))
        fresh = true
        for element in elements {
            comma()
            write(&self, element)
        }
        bytes.append(UInt8(ascii: "]"))
        fresh = false
    }

    private mutating func some<Value>(
        _ name: StaticString, _ value: Value?, _ write: (inout DecisionText, Value) -> Void
    ) {
        guard let value else { return }
        key(name)
        write(&self, value)
    }

    private mutating func words(_ name: StaticString, _ words: [String]) { list(name, words) { $0.quoted($1) } }

    private mutating func extent<Element>(
        _ name: StaticString, _ extent: Extent<Element>, _ word: (Element) -> String
    ) {
        switch extent {
        case .all: text(name, "all")
        case .only(let listed): words(name, listed.map(word))
        }
    }

    // MARK: Facts

    private mutating func facts(_ name: StaticString, _ facts: Facts) {
        key(name)
        object {
            $0.text("action", facts.action.rawValue)
            $0.instant("at", facts.at)
            $0.words("blocked", facts.blocked)
            $0.caller(facts.caller)
            $0.list("consents", facts.consents) { $0.consent($1) }
            $0.emergency(facts.emergency)
            $0.list("exchanges", facts.exchanges) { $0.exchange($1) }
            $0.some("mandate", facts.mandate) { $0.mandate($1) }
            $0.text("mode", facts.mode.rawValue)
            $0.list("narrowing", facts.narrowing) { $0.cell($1) }
            $0.list("oppositions", facts.oppositions) { $0.opposition($1) }
            $0.some("relation", facts.relation) { $0.relation($1) }
            $0.resource(facts.resource)
            $0.some("statute", facts.statute) { $0.statute($1) }
            $0.some("support", facts.support) { $0.support($1) }
            $0.some("switches", facts.switches) { $0.switches($1) }
            $0.list("teams", facts.teams) { $0.team($1) }
        }
    }

    private mutating func caller(_ caller: Facts.Caller) {
        key("caller")
        object {
            $0.some("convention", caller.convention) { $0.span($1.id, $1.startsOn, $1.endsOn) }
            $0.text("id", caller.id)
            $0.text("invitedTo", caller.invitedTo)
            $0.text("kind", caller.kind.rawValue)
            $0.text("level", caller.level.rawValue)
            $0.flag("mayRegulate", caller.mayRegulate)
            $0.text("membership", caller.membership)
            $0.text("profession", caller.profession?.rawValue)
            $0.text("structure", caller.structure)
        }
    }

    private mutating func span(_ id: String, _ from: Day, _ to: Day?) {
        object {
            $0.day("endsOn", to)
            $0.text("id", id)
            $0.day("startsOn", from)
        }
    }

    private mutating func relation(_ relation: Facts.Relation) {
        span(relation.id, relation.startsOn, relation.endsOn)
    }

    private mutating func switches(_ switches: Facts.Switches) {
        object {
            $0.flag("breakGlassPassesOpposition", switches.breakGlassPassesOpposition)
            $0.number("breakGlassSeconds", switches.breakGlassSeconds)
            $0.number("centre15Seconds", switches.centre15Seconds)
        }
    }

    private mutating func resource(_ resource: Facts.Resource) {
        key("resource")
        object {
            $0.text("author", resource.author)
            $0.text("authorCategory", resource.authorCategory?.rawValue)
            $0.words("classes", resource.classes.map(\.rawValue))
            $0.text("document", resource.document)
            $0.day("majorityOn", resource.majorityOn)
            $0.words("masks", resource.masks.map(\.rawValue))
            $0.flag("moduleOn", resource.moduleOn)
            $0.text("structure", resource.structure)
        }
    }

    private mutating func emergency(_ emergency: Facts.Emergency?) {
        guard let emergency else { return }
        key("emergency")
        object {
            $0.instant("openedAt", emergency.openedAt)
            $0.flag("provedAfresh", emergency.provedAfresh)
            $0.flag("reasonGiven", emergency.reasonGiven)
        }
    }
}

extension DecisionText {
    private mutating func scope(_ scope: SharingScope) {
        key("scope")
        object {
            $0.extent("classes", scope.classes, \.rawValue)
            $0.extent("documents", scope.documents, \.self)
            $0.extent("professions", scope.professions, \.rawValue)
            $0.extent("structures", scope.structures, \.self)
        }
    }

    private mutating func consent(_ consent: Facts.Consent) {
        object {
            $0.day("careEndsOn", consent.careEndsOn)
            $0.day("givenOn", consent.givenOn)
            $0.text("id", consent.id)
            $0.scope(consent.scope)
        }
    }

    private mutating func opposition(_ opposition: Facts.Opposition) {
        object {
            $0.flag("coversEmergency", opposition.coversEmergency)
            $0.text("id", opposition.id)
            $0.scope(opposition.scope)
        }
    }

    private mutating func exchange(_ exchange: Facts.TargetedExchange) {
        object {
            $0.extent("classes", exchange.classes, \.rawValue)
            $0.extent("documents", exchange.documents, \.self)
            $0.day("endsOn", exchange.endsOn)
            $0.text("id", exchange.id)
            $0.flag("informedOfBothCategories", exchange.informedOfBothCategories)
            $0.day("informedOn", exchange.informedOn)
        }
    }

    private mutating func team(_ team: Facts.Team) {
        object {
            $0.day("attestedOn", team.attestedOn)
            $0.text("basis", team.basis.rawValue)
            $0.day("endsOn", team.endsOn)
            $0.text("id", team.id)
            $0.flag("informedOfBothCategories", team.informedOfBothCategories)
            $0.day("informedOn", team.informedOn)
            $0.flag("namedByPatient", team.namedByPatient)
        }
    }

    private mutating func mandate(_ mandate: Facts.Mandate) {
        object {
            $0.day("checkedOn", mandate.checkedOn)
            $0.extent("classes", mandate.classes, \.rawValue)
            $0.day("endsOn", mandate.endsOn)
            $0.text("id", mandate.id)
            $0.flag("mayDecide", mandate.mayDecide)
            $0.day("revokedOn", mandate.revokedOn)
            $0.day("startsOn", mandate.startsOn)
            $0.text("title", mandate.title.rawValue)
        }
    }

    private mutating func support(_ ticket: Facts.SupportTicket) {
        object {
            $0.text("approvedBy", ticket.approvedBy)
            $0.extent("classes", ticket.classes, \.rawValue)
            $0.instant("endsAt", ticket.endsAt)
            $0.text("id", ticket.id)
            $0.text("structure", ticket.structure)
        }
    }

    private mutating func statute(_ statute: Facts.StatutoryException) {
        object {
            $0.extent("classes", statute.classes, \.rawValue)
            $0.instant("endsAt", statute.endsAt)
            $0.text("id", statute.id)
        }
    }

    private mutating func cell(_ cell: MatrixOverride.Cell) {
        object {
            $0.words("actions", cell.actions.map(\.rawValue))
            $0.text("documents", cell.documents.rawValue)
            $0.flag("inEmergency", cell.inEmergency)
            $0.text("role", cell.role.name)
        }
    }

    /// What of one patient of a list differs from what all share.
    private mutating func own(_ own: ListDecision.Own) {
        object {
            $0.some("blocked", own.blocked) { $0.array($1) { $0.quoted($1) } }
            $0.some("consents", own.consents) { $0.array($1) { $0.consent($1) } }
            $0.some("exchanges", own.exchanges) { $0.array($1) { $0.exchange($1) } }
            $0.some("majorityOn", own.majorityOn) { $0.array($1) { $0.quoted($1.description) } }
            $0.some("mandate", own.mandate) { $0.array($1) { $0.mandate($1) } }
            if let moduleOn = own.moduleOn { $0.flag("moduleOn", moduleOn) }
            $0.some("narrowing", own.narrowing) { $0.array($1) { $0.cell($1) } }
            $0.some("oppositions", own.oppositions) { $0.array($1) { $0.opposition($1) } }
            $0.some("relation", own.relation) { $0.array($1) { $0.relation($1) } }
            $0.some("statute", own.statute) { $0.array($1) { $0.statute($1) } }
            $0.some("support", own.support) { $0.array($1) { $0.support($1) } }
            $0.some("switches", own.switches) { $0.switches($1) }
            $0.some("teams", own.teams) { $0.array($1) { $0.team($1) } }
            $0.number("verdict", Int64(own.verdict))
        }
    }

    // MARK: Verdict

    private mutating func verdict(_ verdict: Verdict) {
        object {
            switch verdict {
            case .refused(let reason): $0.text("refused", reason.rawValue)
            case .allowed(let permit): $0.permit(permit)
            }
        }
    }

    private mutating func permit(_ permit: Permit) {
        key("allowed")
        object {
            $0.text("basis", permit.basis.rawValue)
            $0.list("carriers", permit.carriers) { $0.carrier($1) }
            $0.words("hiddenDocuments", permit.hiddenDocuments)
            $0.words("hiddenMasks", permit.hiddenMasks.map(\.rawValue))
            $0.words("obligations", permit.obligations.map(\.rawValue))
            $0.instant("until", permit.until)
            $0.list("withheld", permit.withheld) { text, withheld in
                text.object {
                    $0.text("documents", withheld.documents.rawValue)
                    $0.text("reason", withheld.reason.rawValue)
                }
            }
        }
    }

    private mutating func carrier(_ carrier: Permit.Carrier) {
        object {
            $0.text("basis", carrier.basis.rawValue)
            $0.words("classes", carrier.classes.map(\.rawValue))
            $0.extent("documents", carrier.documents, \.self)
            $0.day("since", carrier.since)
            $0.text("source", carrier.source)
            $0.text("team", carrier.team?.rawValue)
        }
    }
}
