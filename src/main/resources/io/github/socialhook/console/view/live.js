// Lets the parts of a page that are live refresh themselves when the server says that something has changed. Without this file,
// or where a proxy holds the messages back, they do so every few seconds or when the page is loaded again.
const parts = () => document.querySelectorAll('[data-live]');
let source = null;

function tell() {
	for (const part of parts()) {
		// Nothing moves under the pointer or the keyboard.
		if (part.dataset.live === 'always' || !part.matches(':hover, :focus-within')) {
			part.dispatchEvent(new Event('changed'));
		}
	}
}

function listen() {
	const visible = document.visibilityState === 'visible';
	if (visible && source === null && parts().length > 0) {
		source = new EventSource(document.body.dataset.messages);
		source.addEventListener('changed', tell);
	}
	else if (!visible && source !== null) {
		source.close();
		source = null;
	}
}

document.addEventListener('visibilitychange', () => {
	listen();
	if (document.visibilityState === 'visible') {
		tell();
	}
});
// A hidden page is refreshed when it is seen again.
document.addEventListener('htmx:beforeRequest', (event) => {
	if (document.visibilityState !== 'visible' && event.target.matches('[hx-trigger]')) {
		event.preventDefault();
	}
});
window.addEventListener('pagehide', () => source?.close());
listen();
