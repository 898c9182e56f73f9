/**
 * app: the entry of the page and the frame around every screen: bars, zones, keys.
 * May import: everything in renderer. Imported by: index.html only.
 */
import '../styles/base.css';
import '../styles/parts.css';
import '../styles/tables.css';
import '../styles/dialog.css';
import '../styles/station.css';
import '../styles/frame.css';
import '../styles/steps.css';
import '../styles/evidence.css';
import '../styles/foot.css';

import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { createRoot } from 'react-dom/client';
import { openBridge } from '../bridge';
import {
  createEvidenceLight,
  createFieldDrafts,
  createKeyboardScans,
  createSecondPerson,
  createSnapshotStore,
  EvidenceLightContext,
  HallContext,
  KeyBoardProvider,
  reportActivity,
  SecondPersonContext,
} from '../hall';
import { readTheme } from '../styles/theme';
import { FRAME, PRODUCT } from '../words';
import { App } from './App';
import { Splash } from './Splash';

function start(): void {
  const place = document.getElementById('root');
  if (!place) return;
  const root = createRoot(place);
  const bridge = openBridge();
  if (!bridge) {
    root.render(<Splash name={PRODUCT} line={FRAME.noBridge} />);
    return;
  }
  const second = createSecondPerson(bridge);
  const { facade } = second;
  const store = createSnapshotStore(facade);
  const drafts = createFieldDrafts({
    send: (key, value) => facade.case.editField({ key, value }),
    accepted: store.putCase,
    later: (what, ms) => {
      const timer = setTimeout(what, ms);
      return () => clearTimeout(timer);
    },
  });
  store.subscribe(() => {
    const { snapshot } = store.getState();
    // While nobody is signed in no case is shown; what was typed waits for the clerk to come back.
    if (snapshot?.clerk) drafts.openCase(snapshot.case?.id ?? null);
  });
  store.onReturn(drafts.resend);
  const scans = createKeyboardScans();
  store.start();
  reportActivity(window, () => void facade.clerk.active(), Date.now);

  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
  root.render(
    <ConfigProvider
      locale={zhCN}
      theme={readTheme(document.documentElement)}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
      {...(nonce ? { csp: { nonce } } : {})}
    >
      <HallContext value={{ facade, store, drafts, scans }}>
        <EvidenceLightContext value={createEvidenceLight()}>
          <KeyBoardProvider>
            <SecondPersonContext value={second}>
              <App />
            </SecondPersonContext>
          </KeyBoardProvider>
        </EvidenceLightContext>
      </HallContext>
    </ConfigProvider>,
  );
}

start();
