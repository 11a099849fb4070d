/// Every key of the configuration file. A key that is not here refuses to start; `config/README.md` explains each.
enum Keys {
    enum Shape { case text, integer, day, flag, list }

    static let known: [String: Shape] = [
        "environment": .text, "listen": .text, "admin": .text, "publicURL": .text,
        "tls.certificateFile": .text, "tls.keyFile": .text, "tls.trustedProxy": .text,
        "store.engine": .text, "store.directory": .text, "store.ownerURLFile": .text,
        "store.applicationURLFile": .text, "store.keysOwnerURLFile": .text, "store.keysApplicationURLFile": .text,
        "store.poolSize": .integer, "store.preparedStatements": .flag,
        "keys.rootKeyFile": .text, "log.keyFile": .text,
        "erasures.ledgerFile": .text,
        "hosting.provider": .text, "hosting.noticeOn": .day, "hosting.effectiveOn": .day, "hosting.verifiedOn": .day,
        "hosting.certificate": .text, "hosting.activities": .text, "hosting.issuedOn": .day, "hosting.expiresOn": .day,
        "mail.provider": .text, "mail.noticeOn": .day, "mail.effectiveOn": .day, "mail.verifiedOn": .day,
        "mail.from": .text, "mail.smtp.host": .text, "mail.smtp.port": .integer, "mail.smtp.usernameFile": .text,
        "mail.smtp.passwordFile": .text, "mail.sendgrid.apiKeyFile": .text,
        "sms.provider": .text, "sms.noticeOn": .day, "sms.effectiveOn": .day, "sms.verifiedOn": .day,
        "sms.ovh.serviceName": .text, "sms.ovh.sender": .text, "sms.ovh.applicationKeyFile": .text,
        "sms.ovh.applicationSecretFile": .text, "sms.ovh.consumerKeyFile": .text,
        "crm.provider": .text, "crm.noticeOn": .day, "crm.effectiveOn": .day, "crm.verifiedOn": .day,
        "crm.hubspot.tokenFile": .text,
        "publisher.name": .text, "publisher.address": .text, "publisher.email": .text,
        "publisher.representative": .text, "publisher.dpo.name": .text, "publisher.dpo.organisation": .text,
        "publisher.dpo.email": .text, "publisher.dpo.phone": .text,
        "pdf.python": .text, "identityProviders": .list, "limits.bodyBytes": .integer,
        "limits.requestSeconds": .integer,
    ]

    /// Keys that somebody may try to give a secret by, and the key that names its file instead.
    static let secrets: [String: String] = [
        "mail.smtp.password": "mail.smtp.passwordFile", "mail.smtp.username": "mail.smtp.usernameFile",
        "mail.sendgrid.apiKey": "mail.sendgrid.apiKeyFile", "mail.apiKey": "mail.sendgrid.apiKeyFile",
        "mail.password": "mail.smtp.passwordFile",
        "sms.ovh.applicationKey": "sms.ovh.applicationKeyFile",
        "sms.ovh.applicationSecret": "sms.ovh.applicationSecretFile",
        "sms.ovh.consumerKey": "sms.ovh.consumerKeyFile", "crm.hubspot.token": "crm.hubspot.tokenFile",
        "keys.rootKey": "keys.rootKeyFile", "keys.root": "keys.rootKeyFile",
        "log.key": "log.keyFile",
        "store.ownerURL": "store.ownerURLFile", "store.applicationURL": "store.applicationURLFile",
        "store.keysOwnerURL": "store.keysOwnerURLFile",
        "store.keysApplicationURL": "store.keysApplicationURLFile", "store.url": "store.applicationURLFile",
        "store.password": "store.applicationURLFile",
    ]

    /// `mail.smtp.passwordFile` → `CITANA_MAIL_SMTP_PASSWORD_FILE`.
    static func variable(_ key: String) -> String {
        var name = "CITANA_"
        var previousIsLower = false
        for character in key {
            if character == "." {
                name += "_"
                previousIsLower = false
                continue
            }
            if character.isUppercase, previousIsLower { name += "_" }
            name += character.uppercased()
            previousIsLower = character.isLowercase
        }
        return name
    }

    /// The known key closest to a mistyped one, if any is near.
    static func nearest(to key: String) -> String? {
        let ranked = known.keys.map { ($0, distance(Array($0), Array(key))) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        return ranked.first.flatMap { $0.1 <= 3 ? $0.0 : nil }
    }

    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let up = row[j + 1]
                row[j + 1] = a == b ? diagonal : 1 + min(diagonal, up, row[j])
                diagonal = up
            }
        }
        return row[right.count]
    }
}
