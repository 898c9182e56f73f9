/** All keys on one card. */
import { KEYS, type KeyAction, useSnapshot } from '../hall';
import { Dialog, Key } from '../parts';
import { KEY_HELP, KEY_WORDS } from '../words';

export function KeyHelp({ onClose }: { onClose: () => void }) {
  const { station } = useSnapshot();
  const isThere: Partial<Record<KeyAction, boolean>> = {
    training: station.training,
    callNext: station.queue === true,
  };
  const actions = (Object.keys(KEYS) as KeyAction[]).filter((action) => isThere[action] ?? true);
  return (
    <Dialog title={KEY_HELP.title} width="wide" onClose={onClose}>
      <dl className="key-list">
        {actions.map((action) => (
          <div key={action}>
            <dt>
              <Key name={KEYS[action]} />
            </dt>
            <dd>{KEY_WORDS[action]}</dd>
          </div>
        ))}
        <div>
          <dt>
            <Key name={KEY_HELP.chooseKeys} />
          </dt>
          <dd>{KEY_HELP.choose}</dd>
        </div>
        <div>
          <dt>
            <Key name={KEY_HELP.moveKeys} />
          </dt>
          <dd>{KEY_HELP.move}</dd>
        </div>
      </dl>
    </Dialog>
  );
}
