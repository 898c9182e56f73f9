import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Independent tools that judge a PDF; everything they write lies in one folder that `dispose` removes. */
export interface Judges {
  /** What poppler's pdfsig says, with `caPem` as the only trusted authority. */
  pdfsig(pdf: Uint8Array): string;
  /** `openssl cms -verify -cades` over the signature taken out of the file. */
  opensslCades(pdf: Uint8Array): string;
  /** The text that poppler extracts, without blanks: their number is layout. */
  text(pdf: Uint8Array): string;
  /** Grey pages as poppler renders them. */
  pages(pdf: Uint8Array, dpi: number): Raster[];
  dispose(): void;
}

export interface Raster {
  width: number;
  height: number;
  grey: Uint8Array;
}

export function createJudges(caPem: string): Judges {
  const dir = mkdtempSync(join(tmpdir(), 'receipt-'));
  const run = (tool: string, ...args: string[]): string => {
    const done = spawnSync(tool, args, { cwd: dir, encoding: 'utf8' });
    if (done.error) throw done.error;
    return done.stdout + done.stderr;
  };
  const keep = (name: string, bytes: Uint8Array | string): void => writeFileSync(join(dir, name), bytes);
  keep('ca.pem', caPem);
  run('certutil', '-N', '-d', `sql:${dir}`, '--empty-password');
  run('certutil', '-A', '-d', `sql:${dir}`, '-n', 'ca', '-t', 'CT,C,C', '-i', 'ca.pem');
  return {
    pdfsig(pdf) {
      keep('judged.pdf', pdf);
      return run('pdfsig', '-nssdir', `sql:${dir}`, 'judged.pdf');
    },
    opensslCades(pdf) {
      const { ranges, cms } = signatureParts(pdf);
      keep('ranges.bin', ranges);
      keep('cms.der', cms);
      const verify = [
        'cms',
        '-verify',
        '-cades',
        '-inform',
        'DER',
        '-in',
        'cms.der',
        '-content',
        'ranges.bin',
      ];
      return run(
        'openssl',
        ...verify,
        '-binary',
        '-CAfile',
        'ca.pem',
        '-purpose',
        'any',
        '-out',
        'content.bin',
      );
    },
    text(pdf) {
      keep('judged.pdf', pdf);
      return run('pdftotext', '-layout', 'judged.pdf', '-').replace(/[ \u3000]+/g, '');
    },
    pages(pdf, dpi) {
      keep('judged.pdf', pdf);
      run('pdftoppm', '-gray', '-r', String(dpi), 'judged.pdf', 'page');
      const names = readdirSync(dir).filter((name) => name.endsWith('.pgm'));
      const rasters = names.sort().map((name) => readRaster(readFileSync(join(dir, name))));
      for (const name of names) rmSync(join(dir, name));
      return rasters;
    },
    dispose: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** Pixels darker than the middle. */
export function ink(raster: Raster): number {
  return raster.grey.reduce((count, value) => count + (value < 128 ? 1 : 0), 0);
}

/** The signed bytes and the CMS, found by the file's own /ByteRange. */
export function signatureParts(pdf: Uint8Array): { ranges: Buffer; cms: Buffer; hole: [number, number] } {
  const file = Buffer.from(pdf);
  const numbers = /\/ByteRange \[0 (\d+) (\d+) (\d+)\]/.exec(file.toString('latin1'))?.slice(1).map(Number);
  const [first = 0, second = 0, length = 0] = numbers ?? [];
  const hole = Buffer.from(file.toString('latin1', first + 1, second - 1), 'hex');
  const size = 4 + hole.readUInt16BE(2);
  return {
    ranges: Buffer.concat([file.subarray(0, first), file.subarray(second, second + length)]),
    cms: hole.subarray(0, size),
    hole: [first, second],
  };
}

function readRaster(pgm: Buffer): Raster {
  const head = /^P5\s(\d+)\s(\d+)\s255\s/.exec(pgm.toString('latin1', 0, 40));
  const [width, height] = [Number(head?.[1]), Number(head?.[2])];
  return { width, height, grey: new Uint8Array(pgm.subarray(head?.[0].length ?? 0)) };
}
