// Web: the words in which modules talk HTTP. Table of contents:
//
//   CareModule   a module, as the server mounts it
//   Routes       where a module says which paths it answers; no path without an audience
//   Audience     who a path is for; fixes the session type that its handler receives
//   Request      what a handler is given
//   Answer       what it gives back
//   Page         a value and its template, always in pairs
//   Layout       what stands around every page: bar of the environment, navigation, language
