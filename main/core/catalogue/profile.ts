import { X509Certificate } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HallChoices } from '../../contract/catalogue/switches';
import type { CatalogueEdition } from '../../contract/catalogue/types';
import { type Failure, fail, failure, ok, type Result } from '../../contract/failures/failure';
import { openSignedEdition } from './signature';

/**
 * `<profile>/catalogue`: `roots.pem` (who may publish), `editions/<region>_<edition>.json` (as they were signed),
 * `choices.json` (the hall's own decisions). No personal data.
 */
export interface CatalogueProfile {
  /** DER; empty where none has been named yet. CATALOGUE_FILE_UNREADABLE. */
  roots(): Result<Uint8Array[]>;
  /** Takes the place of what was there. `pem` as given by the publishing body. CATALOGUE_FILE_UNREADABLE, STORE_UNWRITABLE. */
  trust(pem: string): Result<null>;
  /** What can be used, and what cannot with why: a damaged file never keeps the window from starting. */
  editions(): { usable: CatalogueEdition[]; unusable: { file: string; failure: Failure }[] };
  /** Takes a signed file in as it is. CATALOGUE_EDITION_CONFLICT where another of that name is there, STORE_UNWRITABLE. */
  keep(edition: CatalogueEdition, bytes: Uint8Array): Result<null>;
  /** CONFIG_INVALID, CONFIG_UNREADABLE. */
  choices(): Result<HallChoices>;
  choose(choices: HallChoices): Result<null>;
}

const NAME = /^\d{6}_[A-Za-z0-9.-]{1,40}\.json$/;

export function openCatalogueProfile(profileDir: string): CatalogueProfile {
  const dir = join(profileDir, 'catalogue');
  const editionsDir = join(dir, 'editions');
  const rootsPath = join(dir, 'roots.pem');
  const choicesPath = join(dir, 'choices.json');

  function write(path: string, content: string | Uint8Array): Result<null> {
    try {
      mkdirSync(editionsDir, { recursive: true, mode: 0o700 });
      writeFileSync(`${path}.next`, content, { mode: 0o600 });
      renameSync(`${path}.next`, path);
      return ok(null);
    } catch {
      return fail('STORE_UNWRITABLE');
    }
  }

  function roots(): Result<Uint8Array[]> {
    const text = read(rootsPath);
    return text === null ? ok([]) : certificatesIn(new TextDecoder().decode(text));
  }

  return {
    roots,
    trust(pem) {
      const certificates = certificatesIn(pem);
      if (!certificates.ok) return certificates;
      return certificates.value.length === 0
        ? fail('CATALOGUE_FILE_UNREADABLE', { why: 'pem' })
        : write(rootsPath, pem);
    },
    editions() {
      const usable: CatalogueEdition[] = [];
      const unusable: { file: string; failure: Failure }[] = [];
      const trusted = roots();
      for (const file of listed(editionsDir)) {
        const bytes = read(join(editionsDir, file));
        const opened = !trusted.ok
          ? trusted
          : bytes === null
            ? fail('CATALOGUE_FILE_UNREADABLE')
            : openSignedEdition(bytes, { roots: trusted.value, now: null });
        if (!opened.ok) unusable.push({ file, failure: opened.failure });
        else if (fileOf(opened.value) !== file)
          unusable.push({ file, failure: failure('CATALOGUE_EDITION_CONFLICT') });
        else usable.push(opened.value);
      }
      return { usable, unusable };
    },
    keep(edition, bytes) {
      const file = fileOf(edition);
      if (!NAME.test(file)) return fail('CATALOGUE_INVALID', { fault: 'shape', at: 'edition' });
      const known = read(join(editionsDir, file));
      if (known === null) return write(join(editionsDir, file), bytes);
      return Buffer.from(known).equals(bytes)
        ? ok(null)
        : fail('CATALOGUE_EDITION_CONFLICT', { edition: edition.edition });
    },
    choices() {
      const bytes = read(choicesPath);
      if (bytes === null) return ok(HallChoices.parse({}));
      try {
        const parsed = HallChoices.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
        if (parsed.success) return ok(parsed.data);
        return fail('CONFIG_INVALID', {
          file: 'choices.json',
          at: parsed.error.issues[0]?.path.join('.') ?? '',
        });
      } catch {
        return fail('CONFIG_UNREADABLE', { file: 'choices.json', why: 'json' });
      }
    },
    choose: (choices) => write(choicesPath, `${JSON.stringify(choices, null, 2)}\n`),
  };
}

const fileOf = ({ scope, edition }: CatalogueEdition): string => `${scope.regionCode}_${edition}.json`;

function listed(dir: string): string[] {
  try {
    return readdirSync(dir)
      .filter((file) => NAME.test(file))
      .sort();
  } catch {
    return [];
  }
}

function read(path: string): Uint8Array | null {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    return null;
  }
}

function certificatesIn(pem: string): Result<Uint8Array[]> {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    return ok(blocks.map((block) => new Uint8Array(new X509Certificate(block).raw)));
  } catch {
    return fail('CATALOGUE_FILE_UNREADABLE', { why: 'pem' });
  }
}
