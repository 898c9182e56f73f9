import type { App, Session, WebContents } from 'electron';
import type { ShellLog } from './log';
import { HALL_URL, isHallUrl } from './page-files';

/**
 * What a page may ask Chromium for: the picture of a camera (a code shown to a document camera), never its sound, and
 * nothing else. `mediaTypes`: what of a camera and microphone is meant, as far as Electron says.
 */
export function mayHave(permission: string, origin: string, mediaTypes: readonly string[]): boolean {
  if (permission !== 'media' || !isHallUrl(origin)) return false;
  return mediaTypes.length > 0 && mediaTypes.every((type) => type === 'video');
}

/** Chromium's code for "refuse this certificate". */
const CERTIFICATE_REFUSED = -2;

/** True for the page itself, so that it may be loaded again; no other place can be gone to. */
export function mayNavigateTo(url: string): boolean {
  return isHallUrl(url) && ['', 'index.html'].includes(url.slice(HALL_URL.length).replace(/[?#].*$/s, ''));
}

/** The page is served from disk; the network belongs to the core. `blob:` and `data:` never leave the process. */
export function mayRequest(url: string, dev: boolean): boolean {
  if (isHallUrl(url) || url.startsWith('data:')) return true;
  if (url.startsWith('blob:')) return isHallUrl(url.slice('blob:'.length));
  return dev && url.startsWith('devtools://');
}

/** Holds for every page of the program, also for one nobody foresaw. To be called before the first window. */
export function restrictContents(app: App, log: ShellLog): void {
  app.on('web-contents-created', (_event, contents) => restrict(contents, log));
  app.on('certificate-error', (event, _contents, _url, error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
    log('certificate-refused', { error });
  });
}

function restrict(contents: WebContents, log: ShellLog): void {
  contents.on('will-navigate', (event, url) => {
    if (mayNavigateTo(url)) return;
    event.preventDefault();
    log('navigation-refused');
  });
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame || event.url === 'about:blank') return;
    event.preventDefault();
    log('frame-navigation-refused');
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => {
    log('window-open-refused');
    return { action: 'deny' };
  });
}

export function restrictSession(session: Session, dev: boolean, log: ShellLog): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const granted = mayHave(permission, details.requestingUrl, mediaTypes);
    if (!granted) log('permission-refused', { permission });
    answer(granted);
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    mayHave(permission, origin, details.mediaType === undefined ? [] : [details.mediaType]),
  );
  session.setDevicePermissionHandler(() => false);
  session.setCertificateVerifyProc((_request, answer) => answer(CERTIFICATE_REFUSED));
  session.webRequest.onBeforeRequest((details, answer) => {
    const cancel = !mayRequest(details.url, dev);
    if (cancel) log('request-refused', { resource: details.resourceType });
    answer({ cancel });
  });
  session.on('will-download', (event) => {
    event.preventDefault();
    log('download-refused');
  });
}
