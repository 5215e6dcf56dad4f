/** Texts that break programs: each is either refused by name or comes back as it was, normalized. */
export const naughtyTexts: readonly string[] = [
  // Nothing to see, or less than there seems to be.
  ...["", " ", "\u00a0\u2003", "\u200b\u200b\u200b", "\ufeff", "\u2060", "\u034f", "\u3164", "\u00ad\u00ad\u00ad"],
  // Letters that can be written in two ways, and some that only look alike.
  ...[
    "Cafe\u0301",
    "Caf\u00e9",
    "\u212b",
    "\u1100\u1161\u11a8",
    "\ufb01n",
    "\u0130i\u0307",
    "stra\u00dfe",
    "\u0430dmin",
  ],
  // Directions.
  ...["\u202egnp.exe", "\u2066abc\u2069", "\u0645\u0631\u062d\u0628\u0627 world", "\u05d0\u05d1\u05d2 123"],
  // Characters of many code points, and marks without end.
  ...[
    "\u{1f469}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}",
    "\u{1f1e9}\u{1f1ea}\u{1f1ea}\u{1f1ec}",
    "#\ufe0f\u20e3",
  ],
  ...[`Z${"\u0335\u0322\u0321".repeat(12)}algo`, "\u{10ffff}", "\ue000\uf8ff", "\ufffd\ufffe\uffff"],
  // Lines that are none for JSON but are for others, and the other way round.
  ...["a\u2028b\u2029c", "a\tb", "a\nb", "a\r\nSet-Cookie: x=1", "a\u000bb\u000cc"],
  // Things that mean something to keys, shells, databases, templates, pages, spreadsheets, mails.
  ...[
    "#",
    "event#1",
    "a#b#c",
    "$",
    "a|b",
    "../../etc/passwd",
    "; rm -rf /",
    "`id`",
    "$(id)",
    "%s%n%x",
    "%00",
    "%0d%0a",
  ],
  ...["'; DROP TABLE users;--", '" OR ""="', "attribute_exists(pk)", ":pk", "{{7*7}}", `\${7*7}`, "#{7*7}", "<%= 7 %>"],
  ...[
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]>",
    "<!--",
    "&lt;&amp;&#0;",
    "javascript:alert(1)",
  ],
  ...["=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "Bcc: a@example.com", "=?utf-8?q?a?=", "a,b;c"],
  // Words that programs take for something else.
  ...["null", "undefined", "NaN", "Infinity", "true", "0", "-0", "1e309", "0x10", "[object Object]", "{}", "[]"],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "length",
    "then",
    "CON",
    "$ref",
    '{"$gt":""}',
    "\\",
    '"',
  ],
];

/** Texts that nobody may keep: controls, and halves of characters. */
export const brokenTexts: readonly string[] = [
  ...["\u0000", "a\u0000b", "lanterns\u0000", "a\u0007b", "a\u001bb", "a\u007fb", "a\u0085b", "a\u009fb"],
  ...["\ud800", "a\udc00b", "lanterns\ud83d", "\udc00\ud800"],
];
