// as: Web
// expect: 'store' is inaccessible due to 'internal' protection level
import Kernel

func reach(_ kernel: Kernel) { _ = kernel.store }
