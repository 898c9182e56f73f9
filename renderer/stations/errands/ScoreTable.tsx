import type { DepartmentScore } from '../../../main/contract/flow/errand';
import { EmptyNote, Table } from '../../parts';
import { ERRAND_KIND, ERRANDS, writeSpan } from '../../words';

/** How departments answer, from what this window asked (R80, R120). */
export function ScoreTable({ scores }: { scores: readonly DepartmentScore[] }) {
  const words = ERRANDS.scores;
  const { columns } = words;
  if (scores.length === 0) return <EmptyNote icon="audit" title={words.none} text={words.noneHint} />;
  const NUMBERS = ['asked', 'answered', 'inTime', 'overdue', 'agreed'] as const;
  return (
    <>
      <Table
        className="errands"
        columns={[
          columns.department,
          { name: columns.kind, className: 'errands-kind' },
          ...NUMBERS.map((name) => ({ name: columns[name], className: 'right errands-number' })),
          { name: columns.average, className: 'right errands-day' },
          { name: columns.score, className: 'right errands-number' },
        ]}
      >
        {scores.map((row) => (
          <tr key={`${row.department} ${row.kind}`}>
            <td>{row.department}</td>
            <td>{ERRAND_KIND[row.kind]}</td>
            {NUMBERS.map((name) => (
              <td key={name} className="right">
                {row[name]}
              </td>
            ))}
            <td className="right">{row.averageMs === null ? words.noScore : writeSpan(row.averageMs)}</td>
            <td className="right">{row.score === null ? words.noScore : `${row.score}%`}</td>
          </tr>
        ))}
      </Table>
      <p className="quiet errands-hint">{words.hint}</p>
    </>
  );
}
