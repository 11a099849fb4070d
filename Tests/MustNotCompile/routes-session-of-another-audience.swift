// as: Questionnaires
// expect: cannot convert value of type
import Kernel
import Web

func add(_ routes: Routes) {
    routes.get("/questionnaires", for: .anyone) { (_: Request, _: StaffSession) in .notFound }
}
