/** The core under Electron's utilityProcess. */
import { runHosted } from './hosted';

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

const { parentPort } = process as unknown as { parentPort: ParentPort };
await runHosted(
  {
    post: (message) => parentPort.postMessage(message),
    onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
  },
  process.argv.slice(2),
  (code) => process.exit(code),
);
