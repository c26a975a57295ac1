// Drives every page and action of the console with a browser. BrowserIT starts the packaged jar and runs this.
// node console.mjs <URL> <folder for screenshots> <browser> <file that heals the handlers> [all, also in the rarer forms]
import { strict as assert } from 'node:assert';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';
import { chromium } from 'playwright-core';

const [server, folder, executablePath, healed, all] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const html = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'] });
const invalid = [];
const sizes = { wide: { width: 1280, height: 720 }, phone: { width: 390, height: 844 } };
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

async function visit(options, steps) {
	const context = await browser.newContext({ baseURL: server, ...options });
	const page = await context.newPage();
	const faults = [];
	page.on('request', (request) => {
		if (new URL(request.url()).origin !== new URL(server).origin) {
			faults.push('a request to ' + request.url());
		}
	});
	page.on('console', (message) => {
		// Chromium reports each refused request as an error of the page.
		if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
			faults.push('the console says ' + message.text());
		}
	});
	page.on('response', (response) => {
		if (response.status() === 400 || response.status() >= 500) {
			faults.push(`${response.status()} for ${response.url()}`);
		}
	});
	page.on('pageerror', (error) => faults.push('a script fails: ' + error));
	await steps(page, context);
	await context.close();
	assert.deepEqual(faults, []);
}

async function logIn(page, name, password) {
	await page.goto('/login');
	await page.getByLabel('Name').fill(name);
	await page.getByLabel('Password').fill(password);
	await page.getByRole('button', { name: 'Log in' }).click();
}

async function check(page, what, served) {
	await page.evaluate(axe);
	const { violations } = await page.evaluate(() => axe.run());
	const grave = violations.filter((each) => ['moderate', 'serious', 'critical'].includes(each.impact));
	assert.deepEqual(grave.map((each) => `${what}: ${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`), []);
	if (served) {
		const report = await html.validateString(await (await page.request.get(page.url())).text());
		invalid.push(...report.results.flatMap((result) => result.messages)
			.map((each) => `${what}: line ${each.line}: ${each.ruleId}: ${each.message}`));
	}
	const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
	assert.ok(overflow <= 0, `${what} is ${overflow} pixels too wide`);
}

async function idOf(page, subject) {
	await page.goto('/deliveries?subject=' + encodeURIComponent(subject));
	return (await page.locator('ol.rows a.event').first().getAttribute('href')).split('/').pop();
}

// Meanwhile, the overview refreshes itself, and leads to the log-in when the session is over
const refreshed = visit({ viewport: sizes.wide }, async (page, context) => {
	await logIn(page, 'vera', 'look');
	await page.waitForURL(server + '/');
	const before = await page.locator('.scope time').getAttribute('datetime');
	await page.waitForFunction((time) => document.querySelector('.scope time').getAttribute('datetime') !== time, before);
	await context.clearCookies({ name: 'SOCIALHOOK_SESSION' });
	await page.waitForURL(server + '/login');
});

// Each page in each form
for (const [size, viewport] of Object.entries(sizes)) {
	for (const colorScheme of all ? ['light', 'dark'] : [size === 'wide' ? 'light' : 'dark']) {
		await visit({ viewport, colorScheme }, async (page) => {
			const shoot = async (name) => {
				// The same is served to all sizes.
				await check(page, `${name} (${size}, ${colorScheme})`, size === 'wide');
				await page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png` });
			};
			await page.goto('/login');
			await shoot('login');
			await logIn(page, 'otto', 'press');
			await page.waitForURL(server + '/');
			await shoot('overview');
			await page.locator('#traffic').scrollIntoViewIfNeeded();
			await page.locator('#traffic summary').click();
			await shoot('traffic');
			const dead = await idOf(page, 'channel:lobby');
			for (const [name, path] of Object.entries({
				deliveries: '/deliveries', filtered: '/deliveries?state=DEAD', delivery: '/deliveries/' + dead,
				subject: '/subjects?subject=channel:lobby', failures: '/failures', audit: '/audit', handlers: '/handlers', rejections: '/rejections',
				replay: '/replays/new?state=DEAD', discard: '/discards/new?state=DEAD', replays: '/replays', setup: '/setup', missing: '/deliveries/0',
			})) {
				await page.goto(path);
				await shoot(name);
			}
		});
	}
}

// An operator finds what failed, and replays it
await visit({ viewport: sizes.wide }, async (page) => {
	await logIn(page, 'otto', 'wrong');
	await page.getByText('The name or the password is wrong.').waitFor();
	await page.goto('/deliveries?state=DEAD');
	await logIn(page, 'otto', 'press');
	await page.waitForURL(/\/deliveries\?state=DEAD/);
	await page.getByLabel('Subject').fill('channel:lobby');
	await page.getByRole('button', { name: 'Filter' }).click();
	await page.waitForURL(/subject=channel%3Alobby/);
	await page.locator('ol.rows a.event').first().click();
	await page.getByText('Stack trace').first().click();
	assert.ok(await page.locator('pre').first().isVisible());
	await page.getByRole('button', { name: 'Replay to greeter' }).click();
	await page.getByText('The delivery is due again.').waitFor();
	await page.getByRole('link', { name: 'channel:lobby' }).click();
	await page.getByRole('heading', { name: /lobby/ }).waitFor();

	await page.goto('/deliveries?q=bulk');
	await page.getByRole('link', { name: 'Replay all that match' }).click();
	await page.getByLabel('also to handlers that have succeeded').check();
	await page.getByRole('button', { name: /^Replay \d+ deliveries$/ }).click();
	await page.getByText('The replay has begun.').waitFor();
	await page.getByText('It ended').first().waitFor();

	// A group of failures, of which the first fails again
	const card = () => page.locator('article').first();
	await page.goto('/failures');
	await card().getByRole('link', { name: /^\d+ deliveries$/ }).click();
	assert.equal(await page.locator('ol.rows a.event').count(), 4);
	await page.goto('/failures');
	await card().getByRole('link', { name: 'Replay 4 deliveries…' }).click();
	assert.ok(await page.getByLabel(/paced/).isChecked());
	await page.getByRole('button', { name: 'Replay 4 deliveries' }).click();
	await card().getByText('It stopped, because deliveries failed again').waitFor();
	assert.equal(await card().locator('dt:text-is("Failed again") + dd').innerText(), '1');
	await card().getByRole('link', { name: 'Its deliveries' }).click();
	await page.waitForURL(/replay=/);
	assert.equal(await page.locator('ol.rows a.event').count(), 1);

	// One that waits for its first delivery is cancelled
	const press = async (path, name) => {
		await page.goto(path);
		await page.getByRole('button', { name }).click();
	};
	await press('/handlers', 'Pause greeter');
	await page.goto('/failures');
	await card().getByRole('link', { name: /^Replay 4 deliveries/ }).click();
	await page.getByRole('button', { name: 'Replay 4 deliveries' }).click();
	await card().getByText('It is running').waitFor();
	await card().locator('dt:text-is("Made due again") + dd:text-is("1")').waitFor();
	await card().getByRole('button', { name: 'Cancel this replay' }).click();
	await card().getByText('It was cancelled').waitFor();
	await page.goto('/deliveries?state=PENDING');
	await page.locator('ol.rows a.event').first().click();
	await page.getByText('User otto has paused the handler').waitFor();
	await press('/handlers', 'Resume greeter');

	// And when the handler is healed, some of them succeed; the rest is given up
	const failed = page.locator('ol.rows a.event');
	do {
		await page.goto('/deliveries?state=DEAD&subject=' + encodeURIComponent('channel:lobby'));
	} while (await failed.count() === 0);
	writeFileSync(healed, '');
	await page.getByRole('link', { name: 'Replay all that match' }).click();
	await page.getByRole('button', { name: 'Replay 1 delivery' }).click();
	await card().getByText('It ended').waitFor();
	await card().locator('dt:text-is("Handled since") + dd:text-is("1")').waitFor();

	await page.goto('/failures');
	await page.getByRole('link', { name: 'Discard what failed for good' }).first().click();
	await page.getByRole('button', { name: /^Discard \d+ deliver/ }).click();
	await page.getByText('The dead letters are being discarded.').waitFor();
	await page.goto('/deliveries?state=DISCARDED');
	await page.locator('ol.rows a.event').first().waitFor();

	await page.goto('/handlers');
	await page.getByRole('button', { name: 'Pause auditor' }).click();
	await page.getByText('PAUSED', { exact: true }).waitFor();
	await page.goto('/');
	await page.getByText('The handler auditor has been paused since').waitFor();
	await page.goto('/handlers');
	await page.getByRole('button', { name: 'Resume auditor' }).click();
	await page.getByText('The handler is resumed.').waitFor();
});

// A test event takes the way of all others
await visit({ viewport: sizes.wide }, async (page) => {
	await page.goto('/setup');
	await logIn(page, 'otto', 'press');
	await page.getByRole('button', { name: 'Send a test event to default' }).click();
	await page.getByText('came through the public port').waitFor();
	await page.getByText('UNHANDLED').first().waitFor();
});

// What is live refreshes itself when the server says that something has changed
await visit({ viewport: sizes.wide }, async (page, context) => {
	await logIn(page, 'otto', 'press');
	await page.waitForURL(server + '/');
	for (const [path, part] of Object.entries({ '/': '#live', '/deliveries': '#list' })) {
		await page.goto(path);
		await page.locator('h1').first().hover();
		await page.evaluate((part) => document.querySelector(part).classList.add('before'), part);
		const token = await page.locator('input[name=_csrf]').first().inputValue();
		const send = async (step) => {
			const answer = await context.request.post(`${server}/handlers/auditor/${step}`, { form: { _csrf: token } });
			assert.equal(answer.status(), 200);
		};
		await send('pause');
		await page.locator(part + ':not(.before)').waitFor();
		await send('resume');
	}
});

// Hidden, it asks for nothing; seen again, it refreshes itself
await visit({ viewport: sizes.wide }, async (page) => {
	await logIn(page, 'vera', 'look');
	await page.waitForURL(server + '/');
	const silent = await page.waitForFunction(() => {
		const live = document.querySelector('#live');
		if (document.querySelector('.htmx-request')) {
			return null;
		}
		Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
		document.dispatchEvent(new Event('visibilitychange'));
		live.dispatchEvent(new Event('changed'));
		return live.matches('.htmx-request') ? 'no' : 'yes';
	});
	assert.equal(await silent.jsonValue(), 'yes');
	await page.evaluate(() => {
		document.querySelector('#live').classList.add('before');
		delete document.visibilityState;
		document.dispatchEvent(new Event('visibilitychange'));
	});
	await page.locator('#live:not(.before)').waitFor();
});

// A viewer only looks
await visit({ viewport: sizes.wide }, async (page, context) => {
	await logIn(page, 'vera', 'look');
	await page.goto('/handlers');
	assert.equal(await page.getByRole('button', { name: /Pause|Resume/ }).count(), 0);
	const token = await page.locator('input[name=_csrf]').first().inputValue();
	const refused = await context.request.post(server + '/handlers/auditor/pause', { form: { _csrf: token } });
	assert.equal(refused.status(), 403);
	assert.match(await refused.text(), /Only a user with the role/);
	await page.getByRole('button', { name: 'Log out' }).click();
	await page.getByText('You have logged out.').waitFor();
});

// A form that is not from this page is refused, and so is one from another site
await visit({ viewport: sizes.wide }, async (page, context) => {
	await logIn(page, 'otto', 'press');
	await page.waitForURL(server + '/');
	for (const form of [{}, { _csrf: 'guess' }]) {
		const refused = await context.request.post(server + '/handlers/auditor/pause', { form });
		assert.equal(refused.status(), 403);
		assert.match(await refused.text(), /was not sent from this page/);
	}
	await page.goto('/handlers');
	await page.evaluate(() => document.querySelector('form[action$="/auditor/pause"] [name=_csrf]').value = 'guess');
	await page.getByRole('button', { name: 'Pause auditor' }).click();
	await page.getByText('was not sent from this page').waitFor();
	await page.goto('/handlers');
	assert.equal(await page.getByText('PAUSED', { exact: true }).count(), 0);
});

// Nothing that a page or a sender brings along is run
await visit({ viewport: sizes.wide }, async (page) => {
	await logIn(page, 'vera', 'look');
	await page.goto('/deliveries?subject=' + encodeURIComponent('channel:<script>'));
	await page.locator('ol.rows a.event').first().click();
	await page.getByText('alert(1)').first().waitFor();
	assert.equal(await page.evaluate(() => document.querySelectorAll('main script, main img').length), 0);
});
{
	const context = await browser.newContext({ baseURL: server });
	const page = await context.newPage();
	await page.goto('/login');
	const violated = await page.evaluate(() => new Promise((resolve) => {
		document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
		const script = document.createElement('script');
		script.textContent = 'window.ran = true';
		document.head.append(script);
	}));
	assert.equal(violated, 'script-src-elem');
	assert.equal(await page.evaluate(() => window.ran), undefined);
	await context.close();
}

// With the keyboard alone
await visit({ viewport: sizes.wide }, async (page) => {
	await logIn(page, 'vera', 'look');
	await page.waitForURL(server + '/');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
});

// The same pages without JavaScript
await visit({ viewport: sizes.wide, javaScriptEnabled: false }, async (page) => {
	await logIn(page, 'vera', 'look');
	for (const [path, text] of Object.entries({
		'/': 'Deliveries by state', '/deliveries?state=DISCARDED': 'channel:garden', '/deliveries/1': 'As it was sent',
		'/subjects?subject=channel:lobby': 'in the order they came', '/handlers': 'auditor', '/failures': 'Failures without a later success',
		'/rejections': 'wrong signature', '/replays': 'The latest 50 replays', '/setup': 'URL to register', '/audit': 'paused the handler',
	})) {
		await page.goto(path);
		await page.getByText(text).first().waitFor();
	}
});

await refreshed;
await browser.close();
assert.deepEqual(invalid, []);
console.log('The console works in a browser');
