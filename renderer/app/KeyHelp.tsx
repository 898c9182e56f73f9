/** All keys on one card. */
import { KEYS, type KeyAction } from '../hall';
import { Dialog, Key } from '../parts';
import { KEY_HELP, KEY_WORDS } from '../words';

export function KeyHelp({ training, onClose }: { training: boolean; onClose: () => void }) {
  const actions = (Object.keys(KEYS) as KeyAction[]).filter((action) => training || action !== 'training');
  return (
    <Dialog title={KEY_HELP.title} onClose={onClose}>
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
