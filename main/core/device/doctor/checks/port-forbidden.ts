import { type Check, fine, trouble } from '../finding';

export const portForbidden: Check = ({ devices }) =>
  devices
    .filter(({ node }) => node === null || node.kind === 'character-device')
    .map(({ id, node, probe }) => {
      const refused = probe.kind === 'refused' && probe.failure === 'DEVICE_PORT_FORBIDDEN';
      const closedToUs = node !== null && !(node.readable && node.writable);
      if (!refused && !closedToUs) return fine('port-forbidden', id);
      const { group = '', mode = '', inGroup = false } = node ?? {};
      // A group that may use the port and that this account can join: not root's own.
      const joinable = !inGroup && group !== 'root' && /^\d{2}[67]/.test(mode);
      return trouble('port-forbidden', id, {
        cause: 'no-permission',
        cure: joinable
          ? { kind: 'command', code: 'join-group', command: `sudo usermod -aG ${group} "$USER"` }
          : { kind: 'manual', code: 'install-rules' },
        details: { mode, group, inGroup },
      });
    });
