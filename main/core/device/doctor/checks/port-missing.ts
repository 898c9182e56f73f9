import { type Check, fine, trouble } from '../finding';

export const portMissing: Check = ({ devices }) =>
  devices.map(({ id, node, probe }) => {
    const refused = probe.kind === 'refused' ? probe.failure : null;
    if (node?.kind === 'missing' || (refused === 'DEVICE_PORT_MISSING' && node?.kind !== 'character-device'))
      return trouble('port-missing', id, {
        cause: 'nothing-there',
        cure: { kind: 'manual', code: 'plug-in' },
      });
    if (
      refused === 'DEVICE_PORT_NOT_SERIAL' ||
      (node && !['character-device', 'unknown'].includes(node.kind))
    )
      return trouble('port-missing', id, {
        cause: 'not-a-device',
        cure: { kind: 'manual', code: 'correct-port' },
        details: { kind: node?.kind ?? 'unknown' },
      });
    return fine('port-missing', id);
  });
