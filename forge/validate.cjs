// Forge's own rules over a manifest: `node validate.cjs PACKAGES FOLDER`, with PACKAGES where package.json was installed.
// Prints one finding per line as JSON.
const { createRequire } = require('node:module');
const path = require('node:path');

const [packages, folder] = process.argv.slice(2).map((name) => path.resolve(name));
const { validate } = createRequire(path.join(packages, 'package.json'))('@forge/manifest');
process.chdir(folder);

validate(false).then(({ errors = [] }) => {
  for (const { level, line, message } of errors) console.log(JSON.stringify({ level, line: line || 1, message }));
});
