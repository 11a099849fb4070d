import Kernel
import Testing
import {{Name}}

@Test func `{{slug}} declares nothing that could print a false sheet`() {
    #expect({{Name}}.treatments.isEmpty == false)
}
