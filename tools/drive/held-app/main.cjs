// Holds the workstation's `ready` until Playwright has attached, then starts it from `--app-dir`.
// Playwright loads this loader of its own only when it also chooses the Electron; a window that opens while it is
// still attaching is lost to it now and then, and the launch never returns.
'use strict';
const { createRequire } = require('node:module');
const path = require('node:path');
const { app } = require('electron');

const given = process.argv.find((argument) => argument.startsWith('--app-dir='));
if (given === undefined) throw new Error('--app-dir is missing');
const appDir = given.slice('--app-dir='.length);

const fromPlaywright = createRequire(require.resolve('playwright/package.json'));
const playwrightCoreDir = path.dirname(fromPlaywright.resolve('playwright-core/package.json'));
require(path.join(playwrightCoreDir, 'lib', 'server', 'electron', 'loader.js'));

app.setAppPath(appDir);
require(path.join(appDir, require(path.join(appDir, 'package.json')).main));
