import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(path.resolve(import.meta.dirname, '../../../../renderer/styles/tokens.css'), 'utf8');

function token(name: string): string {
  const found = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(css)?.[1];
  if (!found) throw new Error(`no colour --${name}`);
  return found;
}

/** WCAG 2.1 relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(token(a)), luminance(token(b))].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe('colours', () => {
  it.each([
    ...['paper', 'ground', 'sunken', 'action-tint'].flatMap((ground) => [
      ['ink', ground],
      ['ink-2', ground],
    ]),
    ['ink-3', 'paper'],
    ['ink-3', 'ground'],
    ['action', 'paper'],
    ['action', 'action-tint'],
    ['on-action', 'action'],
    ['on-action', 'action-hover'],
    ['on-action', 'danger'],
    ['verified', 'paper'],
    ['verified', 'verified-tint'],
    ['attention', 'paper'],
    ['attention', 'attention-tint'],
    ['danger', 'paper'],
    ['danger', 'danger-tint'],
    ['ink-2', 'attention-tint'],
    ['ink-2', 'danger-tint'],
  ] as [string, string][])('%s is readable on %s', (text, ground) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['line-strong', 'paper'],
    ['focus', 'paper'],
    ['focus', 'ground'],
  ])('%s, an edge, stands out from %s', (edge, ground) => {
    expect(contrast(edge, ground)).toBeGreaterThanOrEqual(3);
  });
});
