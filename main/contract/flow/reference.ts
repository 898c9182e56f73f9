/** A person or enterprise in one value: `name number`, divided at the last blank. */

/**
 * The two halves. Half-typed references count too: what follows the last blank is the number if it has a figure in it and
 * nothing but figures and letters; a value without a blank is a number only from six characters on.
 */
export function splitReference(value: string): { name: string; number: string } {
  const at = value.lastIndexOf(' ');
  const tail = value.slice(at + 1);
  const isNumber = /^(?=.*\d)[0-9A-Za-z]+$/.test(tail) && (at >= 0 || tail.length >= 6);
  return isNumber
    ? { name: value.slice(0, Math.max(at, 0)).trim(), number: tail.toUpperCase() }
    : { name: value.trim(), number: '' };
}

export function joinReference(name: string, number: string): string {
  return `${name.trim()} ${number.replace(/\s/g, '').toUpperCase()}`.trim();
}
