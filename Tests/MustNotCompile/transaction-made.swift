// as: Web
// expect: initializer is inaccessible due to 'internal' protection level
import Kernel

func forge(_ other: borrowing Reading) -> Writing { Writing(other.connection) }
