"""A browser's cookies and forms, without the browser: for flows over several hosts."""

import html
import re
import urllib.error
import urllib.parse
import urllib.request

from outside import Answer, _NoRedirect


class Browsing:
    def __init__(self, address):
        self.address = address
        self.cookies = {}

    def send(self, url, form=None, method=None, headers=None):
        """One request; cookies are kept by host and port, redirections are shown, not followed."""
        url = urllib.parse.urljoin(self.address, url)
        origin = urllib.parse.urlsplit(url).netloc
        headers = {"Accept": "text/html", **(headers or {})}
        jar = self.cookies.setdefault(origin, {})
        if jar:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in jar.items())
        body = urllib.parse.urlencode(form).encode() if form is not None else None
        request = urllib.request.Request(url, data=body, headers=headers, method=method)
        opener = urllib.request.build_opener(_NoRedirect(), urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=20) as raw:
                answer = Answer(raw.status, raw.headers, raw.read())
        except urllib.error.HTTPError as error:
            with error:
                answer = Answer(error.code, error.headers, error.read())
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            if "Max-Age=0" in line:
                jar.pop(name, None)
            else:
                jar[name] = value
        answer.url = url
        return answer

    def follow(self, url, most=10):
        """GET, and every redirection after it."""
        answer = self.send(url)
        while answer.status in (301, 302, 303) and most:
            answer, most = self.send(urllib.parse.urljoin(answer.url, answer.headers["Location"])), most - 1
        return answer

    def forms(self, answer):
        """Every form of a page: where it goes, and its fields with the values they have."""
        found = []
        for attributes, inside in re.findall(r"<form([^>]*)>(.*?)</form>", answer.text, re.S):
            fields = {}
            for tag in re.findall(r"<(?:input|button|select|textarea)([^>]*)>", inside):
                name = re.search(r'\bname="([^"]*)"', tag)
                value = re.search(r'\bvalue="([^"]*)"', tag)
                if name:
                    fields[name[1]] = html.unescape(value[1]) if value else ""
            action = re.search(r'\baction="([^"]*)"', attributes)
            found.append((html.unescape(action[1]) if action else answer.url, fields))
        return found

    def submit(self, answer, **fields):
        """The first form that has one of these fields, filled and sent."""
        for action, known in self.forms(answer):
            if set(fields) & set(known):
                return self.send(action, {**known, **fields})
        raise AssertionError(f"no form has {list(fields)}:\n{answer.text[:2000]}")


def words(answer):
    """What a reader sees of the page's main part."""
    main = re.search(r"<main.*?</main>", answer.text, re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main[0] if main else answer.text)).split())
