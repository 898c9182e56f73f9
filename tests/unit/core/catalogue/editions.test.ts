import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  createPublisher,
  createTestAuthority,
  type Publisher,
  type TestAuthority,
} from '../../../../fixtures/keys';
import type { SignedEdition } from '../../../../main/contract/catalogue/signed-edition';
import { HallChoices } from '../../../../main/contract/catalogue/switches';
import type { CatalogueEdition } from '../../../../main/contract/catalogue/types';
import {
  createShelf,
  openCatalogueProfile,
  openSignedEdition,
  type Shelf,
  takeEdition,
} from '../../../../main/core/catalogue/index';
import { tempDir } from '../../../support/temp-dir';
import { changed, smallEdition } from './small-edition';

const NOW = Date.UTC(2026, 10, 22);
const DAY_MS = 86_400_000;
let authority: TestAuthority;
let publisher: Publisher;
beforeAll(async () => {
  authority = await createTestAuthority({ now: NOW, days: 3650 });
  publisher = await createPublisher(authority);
});

const shipped = smallEdition();
const bytesOf = (signed: unknown) => new TextEncoder().encode(JSON.stringify(signed));
const later = (change: (draft: CatalogueEdition) => unknown = () => undefined) =>
  changed(shipped, (draft) => {
    draft.edition = '2027-01';
    draft.effectiveFrom = '2027-01-01';
    change(draft);
  });
const city = (more: Partial<CatalogueEdition> = {}) =>
  changed(shipped, (draft) =>
    Object.assign(draft, {
      edition: '2026-06',
      effectiveFrom: '2026-06-01',
      scope: { level: 'city', regionCode: '370100' },
      items: [{ seq: 5001, department: '济南市民政局', name: '泉城敬老卡' }],
      definitions: [],
      themes: [],
      fields: [],
      materials: [],
      licences: [],
      generics: [],
      ...more,
    }),
  );

describe('a signed edition', () => {
  const opened = (signed: unknown, now: number | null = NOW, roots = [authority.caCertificate]) => {
    const result = openSignedEdition(bytesOf(signed), { roots, now });
    return result.ok
      ? result.value.edition
      : `${result.failure.code} ${result.failure.details.why ?? ''}`.trim();
  };
  const spoilt = (spoil: (signed: SignedEdition) => unknown): SignedEdition => {
    const signed = publisher.sign(later());
    spoil(signed);
    return signed;
  };

  it('is taken with the signature of a publisher that a trusted root vouches for', () => {
    expect(opened(publisher.sign(later()))).toBe('2027-01');
    expect(opened(spoilt((signed) => void signed.certificates.pop()))).toBe('2027-01');
  });

  it('is refused when anything in it was changed after signing', () => {
    const other = publisher.sign(later((draft) => void draft.items.pop()));
    expect(opened(spoilt((signed) => Object.assign(signed, { payload: other.payload })))).toBe(
      'CATALOGUE_SIGNATURE_WRONG',
    );
    expect(opened(spoilt((signed) => Object.assign(signed, { signature: 'AAAA' })))).toBe(
      'CATALOGUE_SIGNATURE_WRONG',
    );
  });

  it('is refused from a stranger, from the root of another, and from a seal of the same root', async () => {
    const stranger = await createTestAuthority({ now: NOW, days: 10 });
    expect(opened((await createPublisher(stranger)).sign(later()))).toBe('CATALOGUE_UNTRUSTED chain');
    expect(opened(publisher.sign(later()), NOW, [])).toBe('CATALOGUE_UNTRUSTED chain');
    const seal = await createPublisher(authority, { days: 10, usage: 'seal' });
    expect(opened(seal.sign(later()))).toBe('CATALOGUE_UNTRUSTED usage');
  });

  it('is refused with a certificate in the chain that its neighbour did not issue', async () => {
    const impostor = await createPublisher(await createTestAuthority({ now: NOW, days: 10 }));
    const signed = impostor.sign(later());
    const chain = [signed.certificates[0] ?? '', publisher.sign(later()).certificates[0] ?? ''];
    expect(opened({ ...signed, certificates: chain })).toBe('CATALOGUE_UNTRUSTED chain');
  });

  it('is not taken in after the certificate has run out, but stays good once it was', () => {
    const after = NOW + 400 * DAY_MS;
    expect(opened(publisher.sign(later()), after)).toBe('CATALOGUE_UNTRUSTED validity');
    expect(opened(publisher.sign(later()), null)).toBe('2027-01');
  });

  it('is refused as what it is when it is no such file', () => {
    for (const bytes of ['', '{', '[]', '{"format":"hall-catalogue-edition/1"}', '\u0000\uffff']) {
      const result = openSignedEdition(new TextEncoder().encode(bytes), {
        roots: [authority.caCertificate],
        now: NOW,
      });
      expect(result).toMatchObject({ failure: { code: 'CATALOGUE_FILE_UNREADABLE' } });
    }
    expect(opened(publisher.sign({ edition: 7 }))).toBe('CATALOGUE_INVALID');
    expect(opened(spoilt((signed) => Object.assign(signed, { certificates: ['AAAA'] })))).toBe(
      'CATALOGUE_UNTRUSTED chain',
    );
  });
});

describe('editions kept in the profile', () => {
  const about = () => {
    const dir = tempDir();
    const profile = openCatalogueProfile(dir);
    profile.trust(authority.caPem);
    return {
      dir,
      profile,
      take: (edition: CatalogueEdition) =>
        takeEdition(bytesOf(publisher.sign(edition)), { profile, shipped, now: NOW }),
    };
  };

  it('come back as they were taken in', () => {
    const { dir, take } = about();
    expect(take(later())).toMatchObject({ ok: true });
    expect(openCatalogueProfile(dir).editions()).toMatchObject({
      usable: [{ edition: '2027-01' }],
      unusable: [],
    });
  });

  it('are refused when they take anything away (R20)', () => {
    const { profile, take } = about();
    expect(take(later((draft) => void draft.items.pop()))).toMatchObject({
      failure: { code: 'CATALOGUE_SHRINKS', details: { kind: 'item-removed', at: 'item 3' } },
    });
    expect(profile.editions().usable).toEqual([]);
  });

  it('are refused under a name that another has', () => {
    const { take } = about();
    take(later());
    const renamed = later((draft) => Object.assign(draft, { mappingNote: '另一个' }));
    expect(take(renamed)).toMatchObject({ failure: { code: 'CATALOGUE_EDITION_CONFLICT' } });
  });

  it('are passed over, and named, where a file was damaged or replaced', () => {
    const { dir, profile, take } = about();
    take(later());
    const [file = ''] = readdirSync(join(dir, 'catalogue', 'editions'));
    const path = join(dir, 'catalogue', 'editions', file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"signature":"../, '"signature":"AA'));
    expect(profile.editions()).toMatchObject({ usable: [], unusable: [{ file }] });
  });

  it('never lead out of the folder by their name', () => {
    const { take } = about();
    const escaping = later((draft) => Object.assign(draft, { edition: '../../2027' }));
    expect(take(escaping)).toMatchObject({ failure: { code: 'CATALOGUE_INVALID' } });
  });
});

describe('which edition is in force', () => {
  function shelfOn(day: string, taken: CatalogueEdition[], choices: Partial<HallChoices> = {}): Shelf {
    const shelf = createShelf(shipped, taken, {
      today: () => day,
      choices: { ...HallChoices.parse({}), ...choices },
    });
    if (!shelf.ok) throw new Error(JSON.stringify(shelf.failure));
    return shelf.value;
  }
  const next = later((draft) => void draft.items.push({ seq: 4, department: '公安厅', name: '户口迁移' }));

  it('is the last one whose day has come; the next one waits', () => {
    expect(shelfOn('2026-12-31', [next]).catalogue.edition).toBe('2026-05');
    expect(shelfOn('2027-01-01', [next]).catalogue.edition).toBe('2027-01');
    const standings = shelfOn('2026-12-31', [next])
      .list()
      .map(({ standing }) => standing);
    expect(standings).toEqual(['in-force', 'waiting']);
  });

  it('changes at midnight in a window that stays open, and a case keeps the one it began with (R92)', () => {
    let day = '2026-12-31';
    const shelf = createShelf(shipped, [next], { today: () => day, choices: HallChoices.parse({}) });
    if (!shelf.ok) throw new Error(shelf.failure.code);
    const { catalogue } = shelf.value;
    const begunWith = catalogue.edition;
    expect(catalogue.item(4).ok).toBe(false);
    day = '2027-01-01';
    expect(catalogue.item(4).ok).toBe(true);
    expect(catalogue.inEdition(begunWith).item(4).ok).toBe(false);
    expect(catalogue.inEdition('2001-01').item(4).ok).toBe(true);
  });

  it('is searched by spelling from its first day on', async () => {
    let day = '2026-12-31';
    const shelf = createShelf(shipped, [next], { today: () => day, choices: HallChoices.parse({}) });
    if (!shelf.ok) throw new Error(shelf.failure.code);
    const { catalogue } = shelf.value;
    await catalogue.ready();
    expect(catalogue.search('hukou', 1)).toEqual([]);
    day = '2027-01-01';
    await vi.waitFor(() => expect(catalogue.search('hukou', 1)).toMatchObject([{ seq: 4 }]));
  });

  it('no longer asks for a proof that the new one cancels, in cases begun before either (R12)', () => {
    let day = '2026-12-31';
    const cancelling = later((draft) =>
      draft.cancelled.push({ code: 'M-INCOME', name: '收入证明', fromDay: '2027-01-01', document: '某号' }),
    );
    const shelf = createShelf(shipped, [cancelling], { today: () => day, choices: HallChoices.parse({}) });
    if (!shelf.ok) throw new Error(shelf.failure.code);
    const begun = shelf.value.catalogue.inEdition(shelf.value.catalogue.edition);
    const income = () => {
      const found = begun.definition(1);
      return found.ok ? found.value.materials.find(({ code }) => code === 'M-INCOME')?.settlement : null;
    };
    expect(income()).toBe('pledge');
    day = '2027-01-01';
    expect(income()).toBe('cancelled');
  });

  it('can be pinned to an earlier one: the way back', () => {
    const pinned = shelfOn('2027-01-01', [next], { pinned: '2026-05' });
    expect(pinned.catalogue.edition).toBe('2026-05');
    expect(pinned.list().map(({ standing }) => standing)).toEqual(['in-force', 'earlier']);
  });

  it('goes on with the one before where the new one contradicts itself, and says so', () => {
    const broken = later((draft) => void draft.items.push({ seq: 1, department: '厅', name: '又一个' }));
    const shelf = shelfOn('2027-01-01', [broken]);
    expect(shelf.catalogue.edition).toBe('2026-05');
    expect(shelf.faults()).toMatchObject([{ edition: '2027-01', code: 'CATALOGUE_INVALID' }]);
  });

  it('ends with its last day', () => {
    const short = later((draft) => Object.assign(draft, { effectiveUntil: '2027-03-31' }));
    expect(shelfOn('2027-03-31', [short]).catalogue.edition).toBe('2027-01');
    expect(shelfOn('2027-04-01', [short]).catalogue.edition).toBe('2026-05');
  });

  it("lays the city's edition over the province's in that city alone (R22)", () => {
    const jinan = shelfOn('2026-12-31', [city()], { regionCode: '370100' }).catalogue;
    expect(jinan.edition).toBe('2026-05+370100-2026-06');
    expect(jinan.search('泉城', 1)).toMatchObject([{ seq: 5001 }]);
    expect(jinan.definition(1)).toMatchObject({ ok: true, value: { generic: false } });
    expect(jinan.inEdition('2026-05').item(5001).ok).toBe(false);
    for (const regionCode of ['', '370200']) {
      expect(shelfOn('2026-12-31', [city()], { regionCode }).catalogue.item(5001).ok).toBe(false);
    }
  });

  it("leaves a city's edition out that takes something away from the province's", () => {
    const [first] = shipped.definitions;
    if (!first) throw new Error('no definition');
    const poorer = city({
      definitions: [{ ...first, fields: first.fields.map((field) => ({ ...field, origins: [] })) }],
    });
    const shelf = shelfOn('2026-12-31', [poorer], { regionCode: '370100' });
    expect(shelf.catalogue.edition).toBe('2026-05');
    expect(shelf.faults()).toMatchObject([{ edition: '2026-06', code: 'CATALOGUE_SHRINKS' }]);
  });
});
