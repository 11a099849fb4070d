// as: Questionnaires
// compiles
import Web

func add(_ routes: Routes) {
    routes.get("/questionnaires", for: .signedIn) { _, _ in .notFound }
}
