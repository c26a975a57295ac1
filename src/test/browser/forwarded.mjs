// Verifies what Socialhook has sent on, with the packages that receivers use. ForwardTests runs it: it writes the requests to the
// standard input, as {"secret", "requests": [{"headers", "body"}]} with the body in Base64, and reads a line for each.
import { Webhook as StandardWebhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { HTTP } from "cloudevents";
import { readFileSync } from "node:fs";

const { secret, requests } = JSON.parse(readFileSync(0, "utf8"));
const other = "whsec_" + Buffer.alloc(32, 7).toString("base64");

function refuses(verify, what) {
	try {
		verify();
	}
	catch {
		return;
	}
	throw new Error(`${what} was accepted`);
}

for (const { headers, body } of requests) {
	const text = Buffer.from(body, "base64").toString("utf8");
	for (const Webhook of [StandardWebhook, SvixWebhook]) {
		const verified = new Webhook(secret).verify(text, headers);
		if (verified.event !== JSON.parse(text).event) {
			throw new Error("The verified body differs");
		}
		refuses(() => new Webhook(other).verify(text, headers), "Another secret");
		refuses(() => new Webhook(secret).verify(text + " ", headers), "Another body");
		refuses(() => new Webhook(secret).verify(text, { ...headers, "webhook-id": "msg_0" }), "Another id");
	}
	if (headers["ce-specversion"]) {
		const event = HTTP.toEvent({ headers, body: text });
		event.validate();
		console.log(JSON.stringify({ id: event.id, type: event.type, source: event.source, subject: event.subject,
			time: event.time, datacontenttype: event.datacontenttype, event: event.data.event }));
	}
	else {
		console.log(JSON.stringify({ id: headers["webhook-id"] }));
	}
}
