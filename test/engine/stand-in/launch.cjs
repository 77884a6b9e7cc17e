/**
 * Starts the stand-in from V8's code cache, in half the time: each command of an engine starts it several times. The
 * first process to exit writes the cache.
 */
const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { wrap } = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');

const program = join(__dirname, 'main.js');
const cache = join(__dirname, 'main.cache');

const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
const script = new Script(wrap(readFileSync(program, 'utf8')), { filename: program, cachedData });
script.runInThisContext()(exports, require, module, program, __dirname);

// Another version of Node.js rejects the cache.
if (cachedData === undefined || script.cachedDataRejected) {
  process.once('exit', () => {
    const file = `${cache}-${process.pid}`;
    writeFileSync(file, script.createCachedData());
    renameSync(file, cache); // so that no process reads a partial file
  });
}
