import type { ExaminationView } from '../../../main/contract/calls';
import { Chip, type IconName, type Tone } from '../../parts';
import { EXAMINE } from '../../words';

const LOOK: Record<ExaminationView['verdict'], { tone: Tone; icon: IconName }> = {
  fine: { tone: 'verified', icon: 'done' },
  fault: { tone: 'danger', icon: 'danger' },
  unknown: { tone: 'attention', icon: 'warning' },
};

/** What the doctor found: what is wrong first, each with what helps; one line where nothing is. */
export function Examination({ examination }: { examination: ExaminationView }) {
  const { verdict, findings } = examination;
  const open = findings.filter((finding) => finding.verdict !== 'fine');
  const order = ['fault', 'unknown'];
  return (
    <section className="examination" aria-label={EXAMINE.title}>
      <header>
        <h2>{EXAMINE.title}</h2>
        <Chip tone={LOOK[verdict].tone} icon={LOOK[verdict].icon}>
          {EXAMINE.verdict[verdict]}
        </Chip>
        <span className="quiet">{EXAMINE.counted(findings.length, open.length)}</span>
      </header>
      {open
        .slice()
        .sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
        .map(({ device, lines }) => (
          <div key={`${device} ${lines.join()}`} className="examination-finding">
            {lines.map((line) => (
              <p key={line}>{line.trim()}</p>
            ))}
          </div>
        ))}
    </section>
  );
}
