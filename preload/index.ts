/**
 * preload: gives the page `window.hall`, the facade derived from the calls schema, and nothing else.
 * May import: main/contract/calls, electron, zod (its configuration). Imported by: nobody (entry of the sandboxed preload).
 */
import './jitless';
import { contextBridge, ipcRenderer } from 'electron';
import { createFacade, type Reply } from '../main/contract/calls';

type Listener = (name: string, payload: unknown) => void;

const listeners = new Set<Listener>();
ipcRenderer.on('hall:event', (_event, name: string, payload: unknown) => {
  for (const listener of [...listeners]) listener(name, payload);
});

contextBridge.exposeInMainWorld(
  'hall',
  createFacade({
    invoke: (name, input): Promise<Reply> => ipcRenderer.invoke('hall:call', name, input),
    listen(listener) {
      // Wrapped: the same function given twice is two subscriptions.
      const own: Listener = (name, payload) => listener(name, payload);
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },
  }),
);
