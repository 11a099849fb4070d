extension Structure {
    /// As the register names it.
    public var party: Sheet.Party {
        Sheet.Party(
            ref: ref, name: name, kind: kind.rawValue, kindLabel: kind.label.fr, legalNature: legalNature.rawValue,
            finess: finess?.value, siret: siret?.value, representative: representative, address: address,
            postalCode: postalCode, city: city, country: "FR", phone: phone, email: email)
    }
}
