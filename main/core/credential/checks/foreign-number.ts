/** Form of the number on a 2017 permanent residence card: nationality, accepting area, YYMMDD, serial, check digit. */
export function hasForeignNumberForm(text: string): boolean {
  return /^[A-Z]{3}\d{12}$/.test(text);
}

/** Check digit by weights 7 3 1 over 14 characters, letters counting A=10 to Z=35 (as in machine-readable travel documents). */
export function foreignCheckFits(number: string): boolean {
  if (!hasForeignNumberForm(number)) return false;
  const weights = [7, 3, 1];
  let sum = 0;
  for (let at = 0; at < 14; at += 1) {
    sum += Number.parseInt(number[at] ?? '0', 36) * (weights[at % 3] ?? 0);
  }
  return sum % 10 === Number(number[14]);
}
