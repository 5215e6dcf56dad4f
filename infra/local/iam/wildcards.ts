/** Text with `*` (any characters) and `?` (one character), as actions, `StringLike` and parts of ARNs have them. */
export function wildcards(pattern: string, flags = ""): RegExp {
  return new RegExp(`^${translated(pattern, ".")}$`, `s${flags}`);
}

/**
 * ARNs in a `Resource` element (IAM User Guide, "JSON policy elements: Resource"): wildcards stay within their segment,
 * but for a `*` at the end of one, which reaches beyond the colons. An ARN with fewer than six segments goes on with `*`.
 */
export function resourcePattern(pattern: string): RegExp {
  return arnPattern(pattern, (segment) => segment.replace(/\[\^:\]\*$/, ".*"));
}

/** `ArnEquals` and `ArnLike`, which are the same ("Condition operators"): the six segments are compared one by one. */
export function arnLike(pattern: string): RegExp {
  return arnPattern(pattern, (segment) => segment);
}

function arnPattern(pattern: string, ending: (segment: string) => string): RegExp {
  if (pattern === "*") return /^/;
  const segments = pattern.split(":");
  while (segments.length < 6) segments.push("*");
  const [resource, ...others] = [segments.slice(5).join(":"), ...segments.slice(0, 5)];
  const parts = [...others.map((segment) => ending(translated(segment, "[^:]"))), translated(resource, ".")];
  return new RegExp(`^${parts.join(":")}$`, "s");
}

function translated(pattern: string, any: string): string {
  return pattern.replace(/[^\w\s]/g, (sign) => (sign === "*" ? `${any}*` : sign === "?" ? any : `\\${sign}`));
}
