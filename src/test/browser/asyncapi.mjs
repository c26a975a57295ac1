// Reads a document of AsyncAPI, and says what is wrong with it. AsyncApiTests runs it.
import { Parser } from '@asyncapi/parser';
import { readFileSync } from 'node:fs';

const { document, diagnostics } = await new Parser().parse(readFileSync(process.argv[2], 'utf8'));
// Newer versions of the format add nothing that is used.
const problems = diagnostics.filter((each) => each.code !== 'asyncapi-latest-version');
if (problems.length > 0) {
	problems.forEach((each) => console.error(`${each.code}: ${each.message} (${each.path.join('.')})`));
	process.exit(1);
}
const names = document.channels().get('events').messages().all().map((each) => each.name());
console.log(`${document.version()}, ${names.length - 1} known events and others`);
