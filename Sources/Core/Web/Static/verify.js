// Checks the lines of one's own access log, in the browser, with what the page carries and the log's public key:
// the line's commitment (HMAC-SHA-256), its leaf, the way from the leaf to the root of a signed checkpoint (RFC 9162,
// 2.1.3; C2SP tlog-proof), the signature of that checkpoint (Ed25519; C2SP signed-note). Asks no server anything.
"use strict";
(() => {
  const trail = document.querySelector("[data-trail]");
  if (!trail) return;
  const summary = trail.querySelector("[data-summary]");
  const says = trail.dataset;
  if (!window.crypto || !crypto.subtle) {
    summary.textContent = says.nocrypto;
    return;
  }
  const utf8 = new TextEncoder();

  const joined = (...parts) => {
    const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  };
  const same = (left, right) => left.length === right.length && left.every((byte, at) => byte === right[at]);
  const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const unhex = (text) => {
    if (!/^([0-9a-f]{2})*$/.test(text || "")) throw new Error("hex");
    return Uint8Array.from(text.match(/../g) || [], (two) => parseInt(two, 16));
  };
  // In its one spelling: what decodes to the same bytes and is written otherwise was changed on the way.
  const unbase64 = (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    if (btoa(String.fromCharCode(...bytes)) !== text) throw new Error("base64");
    return bytes;
  };

  // `name value` lines after a first line that names the form; a name may come several times.
  const fields = (text, form) => {
    const lines = text.split("\n");
    if (lines.shift() !== form || lines.pop() !== "") throw new Error("form");
    const found = new Map();
    for (const line of lines) {
      const space = line.indexOf(" ");
      if (space < 1) throw new Error("field");
      const name = line.slice(0, space);
      found.set(name, (found.get(name) || []).concat(line.slice(space + 1)));
    }
    return found;
  };
  const one = (found, name) => ((found.get(name) || []).length === 1 ? found.get(name)[0] : "");

  // The log's public key: `name+hash+key` (C2SP signed-note).
  const logKey = async () => {
    const [name, hash, ...rest] = says.key.split("+");
    const bytes = unbase64(rest.join("+"));
    if (bytes.length !== 33 || bytes[0] !== 1) throw new Error("key");
    const digest = await sha256(joined(utf8.encode(name + "\n"), bytes));
    if (hex(digest.slice(0, 4)) !== hash) throw new Error("key");
    let key = null;
    try {
      key = await crypto.subtle.importKey("raw", bytes.slice(1), { name: "Ed25519" }, false, ["verify"]);
    } catch (error) {
      // A browser without Ed25519: everything else is checked, and the page says so.
    }
    return { name, hash: digest.slice(0, 4), key };
  };

  // The checkpoint of a note, where the log's key signed it.
  const checkpoint = async (note, log) => {
    const gap = note.lastIndexOf("\n\n");
    if (gap < 0 || !note.endsWith("\n")) throw new Error("note");
    const text = note.slice(0, gap + 1);
    const [origin, size, root] = text.split("\n");
    if (origin !== log.name || !/^(0|[1-9][0-9]*)$/.test(size)) throw new Error("checkpoint");
    let signed = 0;
    for (const line of note.slice(gap + 2, -1).split("\n")) {
      const [dash, name, signature] = line.split(" ");
      if (dash !== "\u2014") throw new Error("signature");
      const bytes = unbase64(signature);
      if (name !== log.name || !same(bytes.slice(0, 4), log.hash)) continue;
      if (log.key && !(await crypto.subtle.verify({ name: "Ed25519" }, log.key, bytes.slice(4), utf8.encode(text)))) {
        throw new Error("signature");
      }
      signed += 1;
    }
    if (!signed) throw new Error("signature");
    return { size: BigInt(size), root: unbase64(root) };
  };

  // RFC 9162, 2.1.3.2.
  const inclusion = async (leaf, index, size, path, root) => {
    if (index >= size) throw new Error("index");
    let hash = await sha256(joined(Uint8Array.of(0), leaf));
    let node = index;
    let last = size - 1n;
    for (const sibling of path) {
      if (last === 0n || sibling.length !== 32) throw new Error("path");
      if (node % 2n === 1n || node === last) {
        hash = await sha256(joined(Uint8Array.of(1), sibling, hash));
        while (node % 2n === 0n && node !== 0n) {
          node /= 2n;
          last /= 2n;
        }
      } else {
        hash = await sha256(joined(Uint8Array.of(1), hash, sibling));
      }
      node /= 2n;
      last /= 2n;
    }
    if (last !== 0n || !same(hash, root)) throw new Error("root");
  };

  const proofOf = (text) => {
    const gap = text.indexOf("\n\n");
    const lines = text.slice(0, gap).split("\n");
    if (gap < 0 || lines.shift() !== "c2sp.org/tlog-proof@v1") throw new Error("proof");
    let extra = null;
    if (lines[0].startsWith("extra ")) extra = unbase64(lines.shift().slice(6));
    const index = /^index (0|[1-9][0-9]*)$/.exec(lines.shift());
    if (!index) throw new Error("index");
    return { extra, index: BigInt(index[1]), path: lines.map(unbase64), note: text.slice(gap + 2) };
  };

  // The leaf out of the line's own text: nothing that the page says of it is believed.
  const leafOf = async (item, proof) => {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(proof.extra);
    const cut = text.lastIndexOf("sealed ");
    const header = text.slice(0, cut);
    const sealed = unhex(text.slice(cut + 7, -1));
    if (cut < 0 || sealed.length !== 32 || !text.endsWith("\n")) throw new Error("leaf");
    const leaf = fields(header, "citana log leaf v1");
    const entry = fields(item.dataset.entry, "citana access line v1");
    const salt = unhex(item.dataset.salt);
    const key = await crypto.subtle.importKey("raw", salt, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const commitment = await crypto.subtle.sign("HMAC", key, utf8.encode(item.dataset.entry));
    if (hex(new Uint8Array(commitment)) !== one(leaf, "commitment")) throw new Error("commitment");
    if (one(entry, "id") !== one(leaf, "entry") || one(entry, "patient") !== one(leaf, "subject")) {
      throw new Error("entry");
    }
    if (one(leaf, "numbers") !== item.dataset.number) throw new Error("number");
    shown(item, entry);
    return joined(await sha256(utf8.encode(header)), sealed);
  };

  // What is shown of a line must be what the line says: codes, and the day and hour as they are written.
  const shown = (item, entry) => {
    for (const element of item.querySelectorAll("[data-field]")) {
      if (element.dataset.code !== one(entry, element.dataset.field)) throw new Error(element.dataset.field);
    }
    const has = (name) => item.querySelector(`[data-field="${name}"]`) !== null;
    if (has("verdict") !== (one(entry, "verdict") === "deny")) throw new Error("verdict");
    if (has("mode") !== (one(entry, "mode") !== "normal")) throw new Error("mode");
    const parts = new Intl.DateTimeFormat("fr-FR", {
      timeZone: "Europe/Paris", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit",
      minute: "2-digit", hourCycle: "h23",
    }).formatToParts(new Date(Number(one(entry, "at"))));
    const part = (name) => parts.find((each) => each.type === name).value;
    const clock = `${part("hour")}:${part("minute")}`;
    const written = (item.querySelector('[data-field="at"]') || {}).textContent;
    const french = `${part("day")}/${part("month")}/${part("year")} ${clock}`;
    const english = `${part("year")}-${part("month")}-${part("day")} ${clock}`;
    if (written !== french && written !== english) throw new Error("at");
  };

  const check = async (item, log, notes) => {
    const proof = proofOf(item.dataset.proof);
    if (!notes.has(proof.note)) notes.set(proof.note, checkpoint(proof.note, log));
    const { size, root } = await notes.get(proof.note);
    const whole = "entry" in item.dataset;
    const leaf = whole ? await leafOf(item, proof) : unhex(item.dataset.leaf);
    if (leaf.length !== 64) throw new Error("leaf");
    await inclusion(leaf, proof.index, size, proof.path, root);
    return whole ? (log.key ? "right" : "unsigned") : "part";
  };

  const mark = (item, result, why) => {
    const tag = item.querySelector("[data-result]");
    tag.hidden = false;
    tag.textContent = says[result];
    tag.className = "tag " + { right: "good", unsigned: "warn", part: "", wrong: "bad" }[result];
    item.dataset.checked = result;
    if (result === "wrong") {
      const place = item.querySelector("[data-why]");
      place.hidden = false;
      place.textContent = `(${why})`;
    }
  };

  const run = async () => {
    const items = [...document.querySelectorAll("[data-line]")];
    summary.textContent = says.working;
    let log;
    try {
      log = await logKey();
    } catch (error) {
      summary.textContent = says.nokey;
      return;
    }
    const notes = new Map();
    const counts = { right: 0, unsigned: 0, part: 0, wrong: 0 };
    for (const item of items) {
      let result = "wrong";
      let why = "";
      try {
        result = await check(item, log, notes);
      } catch (error) {
        why = error.message || String(error);
      }
      counts[result] += 1;
      mark(item, result, why);
    }
    // Numbers go down one by one: a line that was left out leaves a gap.
    const numbers = items.map((item) => Number(item.dataset.number));
    const gap =
      numbers.some((number, at) => at > 0 && number !== numbers[at - 1] - 1) ||
      (numbers.length > 0 && numbers[0] !== Number(says.newest));
    const words = [`${counts.right + counts.unsigned} / ${items.length} ${counts.wrong ? says.some : says.all}`];
    if (counts.wrong) words.push(`${counts.wrong} : ${says.wrong}.`);
    if (counts.part) words.push(`${counts.part} : ${says.part}.`);
    if (numbers.length) words.push(gap ? says.gap : `n° ${numbers[numbers.length - 1]} – ${numbers[0]} : ${says.whole}`);
    if (!log.key) words.push(says.nosignature);
    summary.textContent = words.join(" ");
    summary.className = counts.wrong || gap ? "note bad" : "note";
    trail.dataset.done = counts.wrong || gap ? "wrong" : "right";
  };
  run();
})();
