import { Button } from 'antd';
import type { ItemView } from '../../../main/contract/calls';
import { IDENTIFY } from '../../words';

export function ChosenItem({ item, onChange }: { item: ItemView; onChange: () => void }) {
  return (
    <section className="strip">
      <div className="strip-text">
        <h3 className="strip-label">{IDENTIFY.item}</h3>
        <p className="strip-main">{item.name || IDENTIFY.nameMissing}</p>
        <p className="strip-facts">
          <span>{IDENTIFY.seq(item.seq)}</span>
          <span>{item.department}</span>
          <span>{IDENTIFY.materials(item.materialCount)}</span>
          <span>{IDENTIFY.fields(item.fieldCount)}</span>
          {item.generic ? (
            <span>{IDENTIFY.generic}</span>
          ) : (
            <span>{item.handlingDays > 0 ? IDENTIFY.days(item.handlingDays) : IDENTIFY.daysAtOnce}</span>
          )}
          {item.trial ? <span>{IDENTIFY.trial}</span> : null}
        </p>
        {item.parts.length > 0 ? <p className="strip-facts">{item.parts.join('、')}</p> : null}
        {item.generic ? <p className="strip-facts">{IDENTIFY.genericHint}</p> : null}
        {item.legalBasis && !item.generic ? (
          <p className="strip-facts">
            <span>
              {IDENTIFY.basis} {item.legalBasis}
            </span>
          </p>
        ) : null}
      </div>
      <Button onClick={onChange}>{IDENTIFY.changeItem}</Button>
    </section>
  );
}
