import Foundation
import Testing

@testable import Kernel

@Suite struct ProvidersMappingTests {
    static func json(_ text: String) throws -> ProviderJSON { try ProviderJSON(Array(text.utf8)) }

    /// Invented: the shape of health-and-rgpd.md §3.1 with nobody's data.
    static let userinfo = """
        {"sub":"f:0000:899700000001","SubjectNameID":"899700000001","given_name":"Nora","family_name":"INVENTEE",
        "Acces_Regulation_Medicale":"VRAI","SubjectRole":["60^1.2.250.1.213.1.1.5.5"],"PSI_Locale":"",
        "SubjectRefPro":{"codeCivilite":"MME","exercices":[
          {"codeProfession":"60","codeCategorieProfessionnelle":"C","codeSavoirFaire":"","activities":[
            {"codeRole":null,"codeModeExercice":"S","codeSecteurDactivite":"SA07^1.2.250.1.71.4.2.4",
             "numeroFinessSite":"990000010","numeroFinessetablissementJuridique":"",
             "identifiantTechniqueDeLaStructure":"R1","raisonSocialeSite":"Site inventé"},
            {"identifiantTechniqueDeLaStructure":"R2"}, 7]},
          {"codeProfession":"10"}, "x", {"activities":{}}]}}
        """

    @Test func `a professional's practices are exercises times activities, whatever is empty, absent or odd`() throws {
        let person = try #require(ProSanteConnectIdentity(userinfo: try Self.json(Self.userinfo)))
        #expect(person.nationalID == "899700000001")
        #expect(person.regulates)
        #expect(person.practices.count == 2)
        #expect(person.practices[0].finessSite == "990000010")
        #expect(person.practices[0].finessLegal == nil)
        #expect(person.practices[0].expertise == nil)
        #expect(person.practices[0].professionTitle(in: .fr) == "Infirmier")
        #expect(person.practices[1].technicalID == "R2")
        #expect(person.practices[1].profession == "60")
    }

    @Test func `key names in another case are found`() throws {
        let text = Self.userinfo.replacing("numeroFinessSite", with: "NumeroFINESSSite")
            .replacing("SubjectRefPro", with: "subjectRefPro")
        let person = try #require(ProSanteConnectIdentity(userinfo: try Self.json(text)))
        #expect(person.practices[0].finessSite == "990000010")
    }

    @Test(arguments: [
        "{\"SubjectNameID\":\"8\"}", "{\"SubjectNameID\":\"8\",\"SubjectRefPro\":null}",
        "{\"SubjectNameID\":\"8\",\"SubjectRefPro\":{\"exercices\":[]}}",
        "{\"SubjectNameID\":\"8\",\"SubjectRefPro\":{\"exercices\":[{\"codeProfession\":\"10\",\"activities\":[]}]}}",
        "{\"SubjectNameID\":\"8\",\"SubjectRefPro\":\"x\"}",
    ])
    func `rule 28: without a professional exercise there is no practice`(_ text: String) throws {
        let person = try #require(ProSanteConnectIdentity(userinfo: try Self.json(text)))
        #expect(person.practices.isEmpty)
        #expect(!person.regulates)
    }

    @Test func `without a national identifier there is nobody`() throws {
        for text in ["{}", "{\"SubjectNameID\":\"\"}", "{\"SubjectNameID\":\" \"}", "{\"SubjectNameID\":8}", "[]"] {
            #expect(ProSanteConnectIdentity(userinfo: try Self.json(text)) == nil, "\(text)")
        }
    }

    @Test func `a practice is ours by FINESS, or by the name that the provider has for the structure`() throws {
        let person = try #require(ProSanteConnectIdentity(userinfo: try Self.json(Self.userinfo)))
        let (withFINESS, without) = (person.practices[0], person.practices[1])
        #expect(withFINESS.isIn(finess: "990000010", names: []))
        #expect(!withFINESS.isIn(finess: "990000028", names: []))
        #expect(!withFINESS.isIn(finess: nil, names: []))
        #expect(!without.isIn(finess: "990000010", names: []))
        #expect(without.isIn(finess: nil, names: ["R2"]))
        #expect(!without.isIn(finess: nil, names: ["R1"]))
    }

    @Test func `FranceConnect's traits are all there or nobody is`() throws {
        let whole = """
            {"sub":"00v1","given_name":"Ange Camille","family_name":"INVENTE","birthdate":"1954-03-07",
            "gender":"female","birthplace":"99999","birthcountry":"99100"}
            """
        let person = try #require(FranceConnectIdentity(userinfo: try Self.json(whole)))
        #expect(person.givenNames == ["Ange", "Camille"])
        #expect(person.birthDate == Day("1954-03-07"))
        #expect(person.sex == "F")
        #expect(person.usedName == nil)
        for name in ["sub", "given_name", "family_name", "birthdate", "gender", "birthcountry"] {
            let text = whole.replacing("\"\(name)\":", with: "\"not-\(name)\":")
            #expect(FranceConnectIdentity(userinfo: try Self.json(text)) == nil, "\(name)")
        }
        for birth in ["1954-03", "1954-02-30", "07/03/1954"] {
            let text = whole.replacing("1954-03-07", with: birth)
            #expect(FranceConnectIdentity(userinfo: try Self.json(text)) == nil, "\(birth)")
        }
    }
}
