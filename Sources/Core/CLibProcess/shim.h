#pragma once
#include <signal.h>
#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/// No core file, no reading of this process by others of the same user, and no signal handler that prints what stood in
/// memory: the language's runtime installs its own for crashes before `main`. Not 0 where the system refused.
static inline int process_keep_memory(void) {
    static const int crashes[] = {SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV};
    for (unsigned i = 0; i < sizeof crashes / sizeof crashes[0]; i++) {
        if (signal(crashes[i], SIG_DFL) == SIG_ERR) return -1;
    }
    const struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0) return -1;
#ifdef __linux__
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#else
    return 0;
#endif
}
