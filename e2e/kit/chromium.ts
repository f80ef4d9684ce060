import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const packageFolder = join(import.meta.dirname, '../../node_modules/@sparticuz/chromium');

export type UnpackedBrowser = { readonly executable: string; readonly environment: Readonly<Record<string, string>> };

/** The Debian package of each library that Chromium needs and a bare system may lack. */
const DEBIAN: Readonly<Record<string, string>> = {
  'libnss3.so': 'libnss3', 'libnssutil3.so': 'libnss3', 'libsmime3.so': 'libnss3', 'libnspr4.so': 'libnspr4', 'libplc4.so': 'libnspr4', 'libplds4.so': 'libnspr4',
  'libexpat.so.1': 'libexpat1', 'libfontconfig.so.1': 'libfontconfig1', 'libfreetype.so.6': 'libfreetype6', 'libuuid.so.1': 'libuuid1', 'libz.so.1': 'zlib1g',
  'libasound.so.2': 'libasound2', 'libgbm.so.1': 'libgbm1', 'libdrm.so.2': 'libdrm2', 'libdbus-1.so.3': 'libdbus-1-3', 'libglib-2.0.so.0': 'libglib2.0-0', 'libgobject-2.0.so.0': 'libglib2.0-0', 'libgio-2.0.so.0': 'libglib2.0-0',
  'libatk-1.0.so.0': 'libatk1.0-0', 'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0', 'libatspi.so.0': 'libatspi2.0-0', 'libX11.so.6': 'libx11-6', 'libxcb.so.1': 'libxcb1', 'libXext.so.6': 'libxext6', 'libXcomposite.so.1': 'libxcomposite1', 'libXdamage.so.1': 'libxdamage1', 'libXfixes.so.3': 'libxfixes3', 'libXrandr.so.2': 'libxrandr2', 'libxkbcommon.so.0': 'libxkbcommon0',
};

/** The browser that comes with the development packages, unpacked once per version; nothing is installed on the system. */
export async function unpackChromium(): Promise<UnpackedBrowser> {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }; // every package has one
  const folder = join(tmpdir(), `readback-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (!existsSync(folder)) await unpackInto(folder);
  const executable = join(folder, 'chromium');
  const fonts = hasFonts() ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') };
  return { executable, environment: { ...fonts, ...librariesFor(executable, join(folder, 'al2023', 'lib')) } };
}

async function unpackInto(folder: string): Promise<void> {
  const { inflate } = await import('@sparticuz/chromium');
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = making; // where the package unpacks to
  try {
    for (const file of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br']) await inflate(join(packageFolder, 'bin', file));
    renameSync(making, folder);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // otherwise another process was faster
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

function hasFonts(): boolean {
  return process.platform !== 'linux' || ['/usr/share/fonts', '/usr/local/share/fonts'].some((folder) => existsSync(folder) && readdirSync(folder).length > 0);
}

/** Libraries missing on this system are taken from the browser's own package; what is missing then is named. */
function librariesFor(executable: string, bundled: string): Record<string, string> {
  if (missingLibraries(executable, {}).length === 0) return {};
  const environment = { LD_LIBRARY_PATH: bundled };
  const missing = missingLibraries(executable, environment);
  if (missing.length === 0) return environment;
  const packages = [...new Set(missing.map((library) => DEBIAN[library] ?? `the package that has ${library}`))];
  throw new Error(`The test browser needs ${missing.join(', ')}. On Debian or Ubuntu: apt-get install ${packages.join(' ')}`);
}

function missingLibraries(executable: string, environment: Record<string, string>): string[] {
  if (process.platform !== 'linux') return [];
  try {
    const listed = execFileSync('ldd', [executable], { encoding: 'utf8', env: { ...process.env, ...environment } });
    return [...listed.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
  } catch {
    return []; // no ldd here: the browser itself will say what it lacks
  }
}
