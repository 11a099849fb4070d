// as: Questionnaires
// compiles
import Kernel

let invitation: Message = "\(.structure) attend votre réponse avant le \(.day) : \(.link)"
