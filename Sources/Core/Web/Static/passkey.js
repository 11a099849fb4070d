// Passkeys: hands the page's options to the browser's authenticator and puts its answer into the form.
// Nothing else on these pages needs a script; without one the forms of passkeys stay hidden.
"use strict";
(() => {
  const forms = document.querySelectorAll("form[data-passkey]");
  if (!forms.length || !window.PublicKeyCredential || !navigator.credentials) return;
  // A passkey is bound to a name: an address in figures has none.
  if (/^[0-9.]+$|:/.test(location.hostname)) return;

  const decoded = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const encoded = (buffer) => {
    let text = "";
    for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte);
    return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };

  const asked = (options) => {
    options.challenge = decoded(options.challenge);
    if (options.user) options.user.id = decoded(options.user.id);
    for (const known of options.excludeCredentials || []) known.id = decoded(known.id);
    return options;
  };

  const answered = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = encoded(credential.response[name]);
    }
    return JSON.stringify({ type: credential.type, rawId: encoded(credential.rawId), response });
  };

  for (const form of forms) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const problem = form.querySelector("[data-problem]");
      const button = form.querySelector("button");
      problem.hidden = true;
      button.disabled = true;
      try {
        const publicKey = asked(JSON.parse(form.dataset.options));
        const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
        form.elements.answer.value = answered(credential);
        form.submit();
      } catch (error) {
        problem.hidden = false;
        button.disabled = false;
      }
    });
  }
})();
