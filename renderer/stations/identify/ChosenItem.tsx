import { Button } from 'antd';
import type { ItemView, RoutingView } from '../../../main/contract/calls';
import { Icon } from '../../parts';
import { IDENTIFY, ROUTING } from '../../words';

export function ChosenItem({
  item,
  routing,
  onChange,
}: {
  item: ItemView;
  routing: readonly RoutingView[];
  onChange: () => void;
}) {
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
        <Handlers routing={routing} />
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

/** Who will handle it, once each; what nobody is named for is said, since people have to give it out then (R93). */
function Handlers({ routing }: { routing: readonly RoutingView[] }) {
  const bodies = [...new Set(routing.flatMap(({ body }) => body ?? []))];
  const unknown = [
    ...new Set(routing.flatMap(({ body, department }) => (body === null ? [department] : []))),
  ];
  return (
    <>
      {bodies.length > 0 ? (
        <p className="strip-facts">
          {ROUTING.label} {bodies.join('、')}
        </p>
      ) : null}
      {unknown.map((department) => (
        <p key={department} className="offline-note">
          <Icon name="warning" />
          {ROUTING.unknown(department)}
        </p>
      ))}
    </>
  );
}
