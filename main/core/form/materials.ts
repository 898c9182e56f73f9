import type { ItemDefinition, MaterialDefinition } from '../../contract/catalogue/types';
import { fail, type Result } from '../../contract/failures/failure';
import type { Form, FormAttachment, FormMaterial, GivenPledge, Settlement } from '../../contract/flow/form';
import { normaliseValue } from './checks';

/** As many files as a counter takes in; together they still fit into one parcel. */
const MOST_FILES = 5;
const MOST_BYTES = 12 * 1024 * 1024;
const LONGEST_NAME = 120;

function changeMaterial(
  form: Form,
  key: string,
  change: (material: FormMaterial) => Result<FormMaterial>,
): Result<Form> {
  const material = form.materials.find((candidate) => candidate.key === key);
  if (!material) return fail('FORM_FIELD_UNKNOWN');
  const changed = change(material);
  if (!changed.ok) return changed;
  return {
    ok: true,
    value: { ...form, materials: form.materials.map((each) => (each === material ? changed.value : each)) },
  };
}

/** The applicant takes or (`pledge` null) takes back the pledge for one material (R15). */
export function takePledge(form: Form, key: string, pledge: GivenPledge | null): Result<Form> {
  return changeMaterial(form, key, (material) =>
    material.settlement === 'pledge'
      ? { ok: true, value: { ...material, settled: pledge !== null, pledge } }
      : fail('FORM_FIELD_LOCKED', { field: material.name }),
  );
}

/** Paper as the safety net (R102): only for a material that nothing else has settled. */
export function acceptPaper(form: Form, key: string, reason: string): Result<Form> {
  return changeMaterial(form, key, (material) =>
    material.settled && material.settlement !== 'paper'
      ? fail('FORM_FIELD_LOCKED', { field: material.name })
      : {
          ok: true,
          value: {
            ...material,
            settlement: 'paper',
            settled: true,
            pledgeText: '',
            pledge: null,
            paperReason: reason,
            deferred: undefined,
          },
        },
  );
}

/** The next way to settle a proof where the one before it came to nothing (R31); paper always stands open (R102). */
function settleBy(
  material: FormMaterial,
  definition: MaterialDefinition | undefined,
  way: Settlement,
): FormMaterial {
  const isPledge = way === 'pledge' && (definition?.pledgeText ?? '') !== '';
  const settlement = way === 'pledge' && !isPledge ? 'paper' : way;
  return withAttachments(
    { ...material, settlement, settled: false, pledgeText: isPledge ? (definition?.pledgeText ?? '') : '' },
    material.attachments,
  );
}

/**
 * What the department said about a material. Confirmed settles it; a department that contradicts leaves paper only; one that
 * knows nothing, or could not be asked, leaves the pledge where the catalogue has one. A material that something else has
 * settled meanwhile stays as it is.
 */
export function settleVerification(
  form: Form,
  definition: ItemDefinition,
  key: string,
  outcome: 'confirmed' | 'contradicted' | 'unknown',
): Form {
  const own = definition.materials.find((each) => each.key === key);
  const changed = changeMaterial(form, key, (material) => {
    if (material.settlement !== 'verification' || material.settled) return { ok: true, value: material };
    if (outcome === 'confirmed') return { ok: true, value: { ...material, settled: true } };
    return { ok: true, value: settleBy(material, own, outcome === 'unknown' ? 'pledge' : 'paper') };
  });
  return changed.ok ? changed.value : form;
}

/** The department is asked instead of the applicant, while the licence itself is being brought into the library (R74). */
export function verifyInstead(form: Form, definition: ItemDefinition, key: string): Form {
  const own = definition.materials.find((each) => each.key === key);
  const changed = changeMaterial(form, key, (material) =>
    material.settled
      ? { ok: true, value: material }
      : { ok: true, value: settleBy(material, own, 'verification') },
  );
  return changed.ok ? changed.value : form;
}

/** Who is excluded from pledging proves it the other way that the catalogue names, or with paper. */
export function withoutPledge(form: Form, definition: ItemDefinition, key: string): Form {
  const own = definition.materials.find((each) => each.key === key);
  const other = [own?.settlement, own?.fallback].find((way) => way === 'verification') ?? 'paper';
  const changed = changeMaterial(form, key, (material) =>
    material.settlement === 'pledge'
      ? { ok: true, value: { ...settleBy(material, own, other), pledge: null } }
      : { ok: true, value: material },
  );
  return changed.ok ? changed.value : form;
}

const starts = (bytes: Uint8Array, ...head: number[]): boolean =>
  head.every((byte, index) => bytes[index] === byte);

/** What a file is by its first bytes; null for anything a counter does not take in. Its name says nothing. */
export function attachmentKind(bytes: Uint8Array): FormAttachment['mime'] | null {
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf';
  return null;
}

/** A file's name as it may be shown and sent: one line, no folders; never empty. */
export function attachmentName(name: string): string {
  const line = normaliseValue('text', name).split(/[/\\]/).at(-1) ?? '';
  return [...line].slice(-LONGEST_NAME).join('').trim() || '附件';
}

/** Where paper would settle a material, a file handed in settles it as well. */
function withAttachments(material: FormMaterial, attachments: FormAttachment[]): FormMaterial {
  const settled =
    material.settlement === 'paper'
      ? material.paperReason !== '' || attachments.length > 0
      : material.settled;
  return { ...material, attachments, settled };
}

/** FORM_FIELD_LOCKED where the material takes no files, FORM_ATTACHMENT_TOO_MANY. */
export function addAttachment(form: Form, key: string, attachment: FormAttachment): Result<Form> {
  const held = form.materials.flatMap((material) => material.attachments);
  const bytes = held.reduce((sum, each) => sum + each.size, attachment.size);
  return changeMaterial(form, key, (material) => {
    if (!material.attachable) return fail('FORM_FIELD_LOCKED', { field: material.name });
    return material.attachments.length >= MOST_FILES || bytes > MOST_BYTES
      ? fail('FORM_ATTACHMENT_TOO_MANY', { files: MOST_FILES, megabytes: MOST_BYTES / 1024 / 1024 })
      : { ok: true, value: withAttachments(material, [...material.attachments, attachment]) };
  });
}

export function removeAttachment(form: Form, key: string, id: string): Result<Form> {
  return changeMaterial(form, key, (material) => {
    const left = material.attachments.filter((each) => each.id !== id);
    return left.length === material.attachments.length
      ? fail('FORM_FIELD_UNKNOWN')
      : { ok: true, value: withAttachments(material, left) };
  });
}

/** A freshly settled material with the files that were handed in before. */
export function keepAttachments(material: FormMaterial, before: FormMaterial | undefined): FormMaterial {
  return material.attachable && before !== undefined && before.attachments.length > 0
    ? withAttachments(material, before.attachments)
    : material;
}
