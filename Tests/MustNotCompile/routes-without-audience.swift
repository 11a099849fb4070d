// as: Questionnaires
// expect: missing argument for parameter 'for' in call
import Web

func add(_ routes: Routes) {
    routes.get("/questionnaires") { _, _ in .notFound }
}
