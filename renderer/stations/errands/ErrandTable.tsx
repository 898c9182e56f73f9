import { Button } from 'antd';
import { FAILURE_CODES, type FailureCode } from '../../../main/contract/failures/codes';
import { FAILURE_WORDS } from '../../../main/contract/failures/words.zh-CN';
import type { Errand } from '../../../main/contract/flow/errand';
import { useCall, useHall, useNow } from '../../hall';
import { Chip, EmptyNote, FailureNote, type IconName, Table, type Tone } from '../../parts';
import {
  dayOf,
  ERRAND_KIND,
  ERRAND_OUTCOME,
  ERRAND_STATE,
  ERRANDS,
  writeDay,
  writeMoment,
} from '../../words';

const LOOK: Record<Errand['state'], { tone: Tone; icon: IconName }> = {
  'to-send': { tone: 'attention', icon: 'send' },
  asked: { tone: 'action', icon: 'clock' },
  answered: { tone: 'verified', icon: 'done' },
  overdue: { tone: 'danger', icon: 'warning' },
  failed: { tone: 'danger', icon: 'danger' },
  withdrawn: { tone: 'plain', icon: 'none' },
};

/** Outcomes that are no good news, whoever is right. */
const UNWELCOME = ['contradicted', 'unknown', 'broken'];

export function ErrandTable({ errands }: { errands: readonly Errand[] }) {
  const { facade } = useHall();
  const now = useNow();
  const retrying = useCall();
  const words = ERRANDS.list;
  if (errands.length === 0) return <EmptyNote icon="queue" title={words.none} text={words.noneHint} />;
  return (
    <>
      <FailureNote failure={retrying.failure} />
      <Table
        className="errands"
        columns={[
          { name: words.columns.kind, className: 'errands-kind' },
          words.columns.subject,
          { name: words.columns.department, className: 'errands-department' },
          { name: words.columns.asked, className: 'errands-day' },
          { name: words.columns.due, className: 'errands-day' },
          { name: words.columns.state, className: 'errands-wide' },
          { name: words.columns.action, className: 'errands-retry' },
        ]}
      >
        {errands.map((errand) => (
          <tr key={errand.id}>
            <td>{ERRAND_KIND[errand.kind]}</td>
            <td>
              <p className="cell-clamp" title={errand.label}>
                {errand.label}
              </p>
            </td>
            <td>{errand.department}</td>
            <td className="cell-time">
              {errand.askedAt !== null
                ? writeMoment(errand.askedAt, now)
                : errand.state === 'failed'
                  ? words.refused
                  : words.notSent}
            </td>
            <td className="cell-time">{errand.dueAt === null ? '' : writeDay(dayOf(errand.dueAt))}</td>
            <td>
              <ErrandState errand={errand} />
            </td>
            <td>
              {errand.retriable ? (
                <Button
                  aria-label={words.retryFor(errand.label)}
                  loading={retrying.busy}
                  onClick={() => void retrying.run(() => facade.errand.retry({ id: errand.id }))}
                >
                  {words.retry}
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function ErrandState({ errand }: { errand: Errand }) {
  const { state, outcome, lastCode, attempts } = errand;
  const unwelcome = outcome !== null && UNWELCOME.includes(outcome);
  const { tone, icon } = unwelcome ? { tone: 'attention' as const, icon: 'warning' as const } : LOOK[state];
  // A pledge is not waited for: the check comes in its own time.
  const word = errand.kind === 'pledge' && state === 'asked' ? ERRANDS.list.toCheck : ERRAND_STATE[state];
  const isCode = (code: string): code is FailureCode => (FAILURE_CODES as readonly string[]).includes(code);
  return (
    <>
      <Chip tone={tone} icon={icon}>
        {outcome === null ? word : ERRAND_OUTCOME[outcome]}
      </Chip>
      {isCode(lastCode) && state !== 'answered' ? (
        <p className="cell-sub" title={FAILURE_WORDS[lastCode].remedy}>
          {FAILURE_WORDS[lastCode].what}
          {state === 'to-send' ? ERRANDS.list.attempts(attempts) : ''}
        </p>
      ) : null}
    </>
  );
}
