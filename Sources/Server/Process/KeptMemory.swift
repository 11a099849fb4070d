import CLibProcess

/// What a crash may leave behind: nothing. Memory holds keys and patients' pages.
enum KeptMemory {
    /// No core file (RLIMIT_CORE 0), no reading by other processes of the same user (PR_SET_DUMPABLE 0), and no
    /// backtrace with registers and memory in the program's output, whatever `SWIFT_BACKTRACE` says. For the whole life
    /// of the process; debuggers that start it themselves still see it. Throws `Failure` where the system refuses.
    static func keep() throws {
        guard process_keep_memory() == 0 else {
            throw Failure(
                "The system does not let the program forbid core files; start it where prctl and setrlimit may be called.",
                code: 4)
        }
    }
}
