// as: Questionnaires
// expect: type 'Writing' does not conform to protocol 'Copyable'
import Kernel

final class Drawer<Value> {
    var held: Value
    init(_ held: Value) { self.held = held }
}

func keep(_ writing: consuming Writing) -> Drawer<Writing> { Drawer(writing) }
