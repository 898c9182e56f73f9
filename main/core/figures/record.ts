import type { ItemDefinition } from '../../contract/catalogue/types';
import type { Form } from '../../contract/flow/form';
import { isVouched } from '../../contract/flow/vouched';
import type { SqlTx } from '../../contract/ports/database';

export interface FormCounts {
  fields: number;
  /** Filled from a licence, the card or the holder's record, and left as it came. */
  fieldsShared: number;
  fieldsCorrected: number;
  /** Asked for although the enterprise had given it before (R05). */
  fieldsReported: number;
  /** Of those, typed again all the same. */
  fieldsAskedAgain: number;
  materials: number;
  /** Settled by a licence or by shared data. */
  materialsShared: number;
  materialsPledged: number;
  materialsPaper: number;
  /** Materials that are licences of the common list. */
  licences: number;
  licencesReplaced: number;
}

export interface CaseFigure extends FormCounts {
  caseId: string;
  day: string;
  windowNo: string;
  itemSeq: number;
  itemName: string;
  department: string;
  outcome: 'accepted' | 'abandoned';
}

const NOTHING: FormCounts = {
  fields: 0,
  fieldsShared: 0,
  fieldsCorrected: 0,
  fieldsReported: 0,
  fieldsAskedAgain: 0,
  materials: 0,
  materialsShared: 0,
  materialsPledged: 0,
  materialsPaper: 0,
  licences: 0,
  licencesReplaced: 0,
};

/** Of what the applicant saw: parts of the form that did not apply count nowhere. */
export function countForm(form: Form | null, definition: ItemDefinition | null): FormCounts {
  if (form === null || definition === null) return NOTHING;
  const fields = form.fields.filter((field) => !field.hidden);
  const materials = form.materials.filter((material) => !material.hidden);
  const licenceKeys = new Set(
    definition.materials.filter((each) => each.typeSeq !== null).map((each) => each.key),
  );
  const licences = materials.filter((material) => licenceKeys.has(material.key));
  const askedAgain = fields.filter((field) => field.deviation?.former.source.from === 'earlier-case').length;
  const settledBy = (way: string) =>
    materials.filter((material) => material.settled && material.settlement === way).length;
  return {
    fields: fields.length,
    fieldsShared: fields.filter((field) => isVouched(field.source)).length,
    fieldsCorrected: fields.filter((field) => field.deviation !== null).length,
    fieldsReported: askedAgain + fields.filter((field) => field.source?.from === 'earlier-case').length,
    fieldsAskedAgain: askedAgain,
    materials: materials.length,
    materialsShared: settledBy('sharing'),
    materialsPledged: settledBy('pledge'),
    materialsPaper: settledBy('paper'),
    licences: licences.length,
    licencesReplaced: licences.filter((each) => each.settled && each.settlement === 'sharing').length,
  };
}

/** Once per case, in the transaction that ends it. */
export function recordFigure(tx: SqlTx, figure: CaseFigure): void {
  tx.run(
    `INSERT INTO case_figure (case_id, day, window_no, item_seq, item_name, department, outcome, fields, fields_shared,
       fields_corrected, materials, materials_shared, materials_pledged, materials_paper, licences, licences_replaced,
       fields_reported, fields_asked_again) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    figure.caseId,
    figure.day,
    figure.windowNo,
    figure.itemSeq,
    figure.itemName,
    figure.department,
    figure.outcome,
    figure.fields,
    figure.fieldsShared,
    figure.fieldsCorrected,
    figure.materials,
    figure.materialsShared,
    figure.materialsPledged,
    figure.materialsPaper,
    figure.licences,
    figure.licencesReplaced,
    figure.fieldsReported,
    figure.fieldsAskedAgain,
  );
}

/** The case was counted as accepted when it was taken in, and has ended unconfirmed: in the transaction that says so. */
export function recordLapse(tx: SqlTx, caseId: string): void {
  tx.run('UPDATE case_figure SET lapsed = 1 WHERE case_id = ?', caseId);
}
