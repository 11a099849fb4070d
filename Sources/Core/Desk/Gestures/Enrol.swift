import Kernel
import Web

/// From an invitation's link to an account that can sign in. Reading the page uses nothing up.
struct Enrol: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/enrol/{token}", for: .anyone) { request, _ in try await page(request) }
        routes.post("/enrol/{token}", for: .anyone, password)
        routes.post("/enrol/{token}/passkey", for: .anyone, passkey)
    }

    private func page(_ request: Request, refusal: SignInRefusal? = nil) async throws -> Answer {
        let token = request.parameter("token")
        do {
            let invited = try await kernel.enrolment.look(token)
            // The same secret again after a mistake, so that what the telephone has read stays right.
            let given = request.form["offer"]
            let number = given.utf8.count == 32 ? given : TOTPOffer.number()
            let offer = try await kernel.enrolment.offer(number, to: token)
            let options = try await kernel.enrolment.passkeyOptions(token, from: request.doorstep)
            let page = EnrolPage(
                title: request.texts("enrol.title"), error: refusal?.sentence(in: request.language),
                path: "/enrol/" + token,
                structure: invited.structureName, name: invited.name, mail: invited.mail,
                totp: TOTPForm(number: number, secret: offer.text, link: offer.link(account: invited.mail)),
                passkey: PasskeyForm(
                    path: "/enrol/\(token)/passkey", ceremony: "create", options: options,
                    button: request.texts("enrol.passkey"), named: true))
            return ComeIn.answer(page, refusal)
        } catch SignInRefusal.expired {
            return .page(EnrolOverPage(title: request.texts("enrol.over.title")), status: 404)
        }
    }

    private func password(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        do {
            guard request.form["password"] == request.form["again"] else {
                return try await page(request, refusal: .password(.notTheSame))
            }
            let (entry, codes) = try await kernel.enrolment.enrol(
                request.parameter("token"), password: request.form["password"], offer: request.form["offer"],
                code: request.form["code"], from: request.doorstep)
            return request.enter(
                entry,
                showing: RecoveryCodesPage(
                    title: request.texts("recovery.title"), codes: codes, next: ComeIn.start(entry)))
        } catch let refusal as SignInRefusal {
            return try await page(request, refusal: refusal)
        }
    }

    private func passkey(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        do {
            let entry = try await kernel.enrolment.enrolPasskey(
                request.parameter("token"), answer: request.form["answer"], label: request.form["label"],
                from: request.doorstep)
            return request.enter(entry, to: ComeIn.start(entry))
        } catch let refusal as SignInRefusal {
            return try await page(request, refusal: refusal)
        }
    }
}
