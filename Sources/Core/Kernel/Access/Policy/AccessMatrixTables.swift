// The matrix itself. Letters are explained by `AccessMatrix.profiles`. Columns, in the order of `DocumentClass`:
//
//   ID identity · CO contact · CI care circle · PL care plan · NO clinical note · RE report · PR prescription
//   IM imaging · ME measurement · QU questionnaire answer · SO social · AD administrative · DI advance directive
//   CN consent · LG access log
//
// A change of a cell changes what people see: raise `AccessMatrix.version`, and write the reason in CHANGELOG.md.

extension AccessMatrix {
    static let normalTable: [(MatrixRole, String)] = [
        //                             ID CO CI PL NO RE PR IM ME QU SO AD DI CN LG
        (.profession(.physician), "     w  w  w  x  x  x  x  x  x  x  v  w  w  k  -"),
        (.profession(.dentist), "       w  w  p  p  x  x  x  x  p  v  -  p  v  k  -"),
        (.profession(.midwife), "       w  w  w  x  x  x  x  x  x  x  v  p  v  k  -"),
        (.profession(.pharmacist), "    w  w  p  p  -  v  w  -  p  -  -  p  -  k  -"),
        (.profession(.nurse), "         w  w  w  x  x  x  p  v  x  x  v  p  v  k  -"),
        (.profession(.therapist), "     p  p  p  p  w  x  v  v  w  v  -  p  -  k  -"),
        (.profession(.careAssistant), " p  p  p  p  v  -  -  -  w  v  -  -  -  -  -"),
        (.profession(.psychologist), "  p  p  p  p  w  w  -  -  v  w  v  -  v  k  -"),
        (.profession(.osteopath), "     p  p  v  v  w  v  -  v  -  -  -  -  -  k  -"),
        (.profession(.socialWorker), "  p  w  w  p  -  -  -  -  -  v  x  w  -  k  -"),
        (.profession(.educator), "      p  p  p  p  -  -  -  -  -  v  w  p  -  -  -"),
        (.profession(.homeCarer), "     v  v  v  v  -  -  -  -  w  -  v  -  -  -  -"),
        (.profession(.guardian), "      p  p  p  v  -  -  -  -  -  -  w  w  -  k  -"),
        (.kind(.officeStaff), "         w  w  w  -  -  -  -  -  -  -  -  w  -  k  -"),
        (.kind(.administrator), "       -  -  -  -  -  -  -  -  -  -  -  -  -  -  -"),
        (.kind(.dpo), "                 -  -  -  -  -  -  -  -  -  -  -  -  -  v  g"),
        (.kind(.vendorSupport), "       v  v  v  v  v  v  v  v  v  v  v  v  v  v  -"),
        (.kind(.insurer), "             v  -  -  -  -  v  v  v  -  -  -  v  -  -  -"),
        (.kind(.patient), "             o  a  o  o  o  o  o  o  a  a  o  a  a  k  l"),
        (.kind(.representative), "      o  a  o  o  o  o  o  o  a  a  o  a  o  k  l"),
        (.kind(.caregiver), "           v  v  v  v  v  v  v  v  i  i  v  v  v  -  -"),
        (.kind(.machineClient), "       v  v  -  m  m  m  m  m  m  m  m  m  v  -  -"),
        (.kind(.job), "                 d  d  d  d  d  d  d  d  d  d  d  d  d  d  d"),
        (.kind(.commandLine), "         e  e  e  e  e  e  e  e  e  e  e  e  e  e  g"),
    ]

    /// What an emergency may reach: health professionals alone, and never export, print or share.
    static let emergencyTable: [(MatrixRole, String)] = [
        //                             ID CO CI PL NO RE PR IM ME QU SO AD DI CN LG
        (.profession(.physician), "     v  v  v  v  n  n  n  v  n  v  v  -  v  v  -"),
        (.profession(.dentist), "       v  v  v  v  n  n  n  v  v  v  -  -  v  v  -"),
        (.profession(.midwife), "       v  v  v  v  n  n  n  v  n  v  -  -  v  v  -"),
        (.profession(.pharmacist), "    v  v  v  v  v  v  n  -  v  -  -  -  -  v  -"),
        (.profession(.nurse), "         v  v  v  v  n  n  v  v  n  v  -  -  v  v  -"),
        (.profession(.therapist), "     v  v  v  v  v  v  v  v  v  -  -  -  v  v  -"),
        (.profession(.careAssistant), " v  v  v  v  -  -  -  -  v  -  -  -  v  -  -"),
    ]
}
