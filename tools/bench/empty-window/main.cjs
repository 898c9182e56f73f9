// The baseline: the least an Electron program does to show a sandboxed window with a line of text.
const { app, BrowserWindow } = require('electron');

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    webPreferences: { sandbox: true, contextIsolation: true },
  });
  void window.loadURL(
    `data:text/html;charset=utf-8,${encodeURIComponent('<!doctype html><input id="ready">')}`,
  );
});
