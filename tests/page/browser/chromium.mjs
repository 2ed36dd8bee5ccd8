// A real Chromium: the one that SEATLIGHT_TEST_CHROMIUM names, else the one that comes from npm.
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--disable-dev-shm-usage', '--font-render-hinting=none'];

/** A browser that is closed by whoever asked for it. */
export async function openBrowser() {
  const own = process.env.SEATLIGHT_TEST_CHROMIUM;
  const executablePath = own || (await unpacked());
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath, args: FLAGS, headless: true });
}

/** The browser of the npm package, unpacked into a folder of its own: it takes whatever lies there for itself. */
async function unpacked() {
  const folder = process.env.SEATLIGHT_TEST_UNPACKED || mkdtempSync(join(tmpdir(), 'chromium-'));
  process.env.TMPDIR = folder;
  process.env.AWS_LAMBDA_JS_RUNTIME ||= 'nodejs22.x'; // brings the libraries that a bare machine lacks
  process.env.FONTCONFIG_FILE = fonts(folder);
  const { default: chromium } = await import('@sparticuz/chromium');
  return chromium.executablePath();
}

/** Where fonts are: the package's own, and the system's; without any it dies at the first letter. */
function fonts(folder) {
  const path = join(folder, 'fonts-here.conf');
  const dirs = [join(folder, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  const listed = dirs.map((dir) => `<dir>${dir}</dir>`).join('');
  const system = existsSync('/etc/fonts/conf.d') ? '<include ignore_missing="yes">/etc/fonts/conf.d</include>' : '';
  writeFileSync(path, `<?xml version="1.0"?><fontconfig>${listed}<cachedir>${folder}/cache</cachedir>${system}</fontconfig>`);
  return path;
}
