/** Identity numbers and credit codes: first 3 and last 2 characters stay (R52). */
export function maskNumber(text: string): string {
  if (text.length <= 5) return '*'.repeat(text.length);
  return `${text.slice(0, 3)}${'*'.repeat(text.length - 5)}${text.slice(-2)}`;
}

/** Names: the first character stays, counted by code point. */
export function maskName(text: string): string {
  const points = [...text];
  return points.length === 0 ? '' : points[0] + '*'.repeat(Math.max(points.length - 1, 1));
}
