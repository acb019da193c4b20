import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Adds up the test runner's own reports; a step that failed without a failing test counts as one failure. */
const [folder, status] = process.argv.slice(2);
const reports = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
const sum = (field) => reports.reduce((total, report) => total + report[field], 0);

const passed = sum('numPassedTests');
const failedTests = sum('numFailedTests');
const failed = failedTests === 0 && status !== '0' ? 1 : failedTests;
const skipped = sum('numPendingTests') + sum('numTodoTests');
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
