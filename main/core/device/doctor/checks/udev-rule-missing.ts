import { needsSystemFiles } from '../facts';
import { type Check, fine, trouble } from '../finding';
import { RULES_FILE } from '../udev-rules';

const INSTALL = `hall doctor udev-rules | sudo tee /etc/udev/rules.d/${RULES_FILE} && sudo udevadm control --reload && sudo udevadm trigger`;

export const udevRuleMissing: Check = (facts) => {
  if (!needsSystemFiles(facts) || facts.rules?.current) return [fine('udev-rule-missing', null)];
  return [
    trouble('udev-rule-missing', null, {
      cause: facts.rules ? 'old-rules' : 'no-rules',
      cure: { kind: 'command', code: 'install-rules', command: INSTALL },
      details: { file: facts.rules?.path ?? RULES_FILE },
    }),
  ];
};
