// Writes console/built.sha256: what the pages were built from and what came out, in the format of sha256sum.
// BuiltPagesTest compares it with the files, so that nobody commits the one without the other.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const roots = ['app', 'src/main/resources'];
const notSources = new Set(['node_modules', 'dist', 'coverage']);

function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !notSources.has(name))
    .flatMap((name) => filesBelow(join(path, name)));
}

const lines = roots
  .flatMap((root) => filesBelow(join(home, root)))
  .map((file) => [relative(home, file).split(sep).join('/'), createHash('sha256').update(readFileSync(file)).digest('hex')])
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([name, digest]) => `${digest}  ${name}\n`);

writeFileSync(join(home, 'built.sha256'), lines.join(''));
