export { reportToGithub } from './github.js';
export { isReport, jsonValue, reportToJson } from './json.js';
export { isJunit, reportToJunit } from './junit.js';
export { ReportSchema } from './report-schema.js';
export { isSarif, reportToSarif } from './sarif.js';
export { problemLines, reportToTerminal, type TerminalOptions } from './terminal.js';
