// Reads the JSON Schemas of the events with Ajv, strictly, and validates the samples. EventSchemaTests runs it, with the folders of both.
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, samples] = process.argv.slice(2);
const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const ajv = new Ajv2020({ strict: true, strictRequired: true, strictTypes: false, allErrors: true });
addFormats(ajv);

const files = readdirSync(folder).filter((file) => file.endsWith(".json") && file !== "openapi.json");
files.forEach((file) => ajv.addSchema(read(join(folder, file)), file));
const events = files.filter((file) => file !== "models.json");
for (const file of events) {
	const validate = ajv.getSchema(file);
	if (!validate(read(join(samples, file)))) {
		throw new Error(file + ": " + ajv.errorsText(validate.errors));
	}
	if (validate({ data: 5 })) {
		throw new Error(file + " permits anything");
	}
}
console.log(`${events.length} schemas permit their samples`);
