/** Deeper than any message of the interface, far below what would strain a reader. */
const DEEPEST = 32;

/**
 * Parses an answer that may be hostile. Undefined for what is no JSON, for nesting beyond 32 levels, for an object that
 * names a key twice (readers differ in which one counts, RFC 8259 4) and for the key `__proto__`.
 */
export function parseStrictly(text: string): unknown {
  try {
    return isPlain(text) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

const STRING = /"(?:[^"\\]|\\.)*"/gy;

/** One pass over the brackets and strings; whether it is JSON at all is left to the parser. */
function isPlain(text: string): boolean {
  /** Keys so far of each open object; null for an open list. */
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === 0x7b || sign === 0x5b) {
      if (open.length === DEEPEST) return false;
      open.push(sign === 0x7b ? new Set() : null);
    } else if (sign === 0x7d || sign === 0x5d) open.pop();
    else if (sign === 0x22) {
      STRING.lastIndex = at;
      const quoted = STRING.exec(text)?.[0];
      if (quoted === undefined) return false;
      at += quoted.length - 1;
      const keys = open.at(-1);
      if (keys && isKey(text, at + 1)) {
        const key: unknown = JSON.parse(quoted);
        if (typeof key !== 'string' || key === '__proto__' || keys.has(key)) return false;
        keys.add(key);
      }
    }
  }
  return true;
}

function isKey(text: string, from: number): boolean {
  let at = from;
  while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at += 1;
  return text.charAt(at) === ':';
}
