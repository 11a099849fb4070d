// as: Desk
// expect: inaccessible due to 'package' protection level
import Kernel

func close(_ kernel: Kernel) async { await kernel.close() }
