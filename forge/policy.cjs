// The Content-Security-Policy that Forge serves the page with: `node policy.cjs PACKAGES MANIFEST PAGE SITE`.
// Prints one directive per line, as it comes out of Atlassian's own package for this manifest and index.html.
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');

const [packages, manifest, page, site] = process.argv.slice(2);
const need = createRequire(path.resolve(packages, 'package.json'));
const { CSPInjectionService, CSPProcessingService } = need('@forge/csp');
const { load } = need('cheerio');

const { permissions } = need('yaml').parse(readFileSync(manifest, 'utf8'));
const details = new CSPProcessingService(console, load).getCspDetails(readFileSync(page, 'utf8'), permissions);
const place = { existingCSPDetails: details, microsEnv: 'prod', hostname: site, isFedRAMP: false };

for (const directive of new CSPInjectionService().getInjectableCSP(place)) console.log(directive);
