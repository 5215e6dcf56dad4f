type Known = { readonly bad: readonly string[]; readonly odd?: readonly string[] };

const uuid = "0198c0de-0000-7000-8000-00000000000a";

/** What is no email address, moment and so on, by zod's name of the format; and what only looks so. */
export const formats: Readonly<Record<string, Known>> = {
  uuid: {
    bad: [
      ...[
        "",
        "1",
        "x",
        "null",
        uuid.toUpperCase(),
        `{${uuid}}`,
        `urn:uuid:${uuid}`,
        uuid.replaceAll("-", ""),
        `${uuid}0`,
      ],
      ...[`${uuid} `, ` ${uuid}`, `${uuid}\n`, `${uuid}\u0000`, `${uuid}#`, uuid.replace("a", "g"), "../".repeat(12)],
      ...["\u0660198c0de-0000-7000-8000-000000000001", uuid.replace("-7", "-f"), `${uuid},${uuid}`],
    ],
    odd: ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
  },
  email: {
    bad: [
      ...["", "a", "@", "a@", "@example.com", "a@example", "a b@example.com", "a@exa mple.com", "a@example..com"],
      ...[
        "a@@example.com",
        "a@example.com\u0000",
        "a@example.com\r\nBcc: b@example.com",
        "a@example.com,b@example.com",
      ],
      ...["Nour <a@example.com>", "<a@example.com>", "a@[127.0.0.1]", ".a@example.com", "a..b@example.com"],
      ...[`${"a".repeat(243)}@example.com`, `a@${"b".repeat(300)}.com`, "mailto:a@example.com", "a@example.com\n"],
    ],
    odd: [
      "A+Tag@Example.COM",
      "o'neil@example.com",
      "\u00e9@example.com",
      "a@xn--bcher-kva.example",
      "a_b-c@example.co.uk",
    ],
  },
  e164: {
    bad: [
      "",
      "123",
      "+",
      "+0170123456",
      "+49 170 1234567",
      "+491701234567x",
      "00491701234567",
      "+1234567890123456",
    ].concat([
      "+49-170-1234567",
      "tel:+491701234567",
      "+\u0664\u0669\u0661\u0667\u0660\u0661\u0662\u0663\u0664",
      "+491701234567\n",
    ]),
  },
  url: {
    bad: [
      ...[
        "",
        "example.com",
        "//example.com",
        "https://",
        "https:example.com",
        "http://example.com",
        "ftp://example.com",
      ],
      ...["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://user:secret@example.com/"],
      ...["https://localhost/", "https://127.0.0.1/", "https://[::1]/", "https://0x7f.1/", "https://2130706433/"],
      ...[
        "https://exa mple.com/",
        "https://example.com/\r\nX: y",
        "https://example.com/\u0000",
        "https://@example.com/",
        "https://b\u00fccher.example/",
        "https://example.com/\u00e9",
        "https://example.com/a|b",
        'https://example.com/"<x>',
        "https://example.com/%zz",
        "https://example.com/#a#b",
        "https://example.com\\@example.org/",
      ],
      `https://example.com/${"a".repeat(2048)}`,
    ],
    odd: [
      "HTTPS://EXAMPLE.COM",
      "https://example.com:8443/a?b=c#d",
      "https://xn--bcher-kva.example/",
      "https://example.com/@lanterns?q=%00#a/b",
    ],
  },
  datetime: {
    bad: [
      ...["", "now", "2027-03-01", "19:00", "2027-03-28T02:30:00", "2027-02-30T10:00:00Z", "2027-02-29T10:00:00Z"],
      ...["2027-13-01T10:00:00Z", "2027-00-10T10:00:00Z", "2027-03-01T25:00:00Z", "2027-03-01T19:60:00Z"],
      ...["2027-03-01T23:59:60Z", "10000-01-01T00:00:00Z", "+010000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"],
      ...["-000001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2027-03-01 19:00:00Z", "2027-03-01T19:00:00+25:00"],
      ...[
        "2027-W09-1T10:00:00Z",
        "2027-060T10:00:00Z",
        "2027-03-01T19:00:00Z\n",
        " 2027-03-01T19:00:00Z",
        "1803927600000",
      ],
      ...[
        "2027-03-01T19:00:00Z[Africa/Cairo]",
        "\u0662\u0660\u0662\u0667-03-01T19:00:00Z",
        "2027-03-01T19:00:00Z\u0000",
      ],
    ],
    odd: [
      ...[
        "2027-03-01T19:00:00+14:00",
        "2027-03-01T19:00:00-12:00",
        "2027-03-28T02:30:00+01:00",
        "2028-02-29T10:00:00Z",
      ],
      ...[
        "2027-03-01T19:00:00.123456789Z",
        "2027-03-01T19:00Z",
        "1000-01-01T00:00:00+14:00",
        "2999-12-31T23:59:59-14:00",
      ],
    ],
  },
  date: {
    bad: [
      "",
      "2027-02-30",
      "2027-02-29",
      "2027-13-01",
      "2027-3-1",
      "10000-01-01",
      "2027-03-01T00:00:00Z",
      "01.03.2027",
    ].concat(["2027-03-01\n", "2027-03-01\u0000"]),
    odd: ["2028-02-29", "0001-01-01", "9999-12-31"],
  },
};
