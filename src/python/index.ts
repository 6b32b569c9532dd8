export { isPythonScript, pythonScript } from './python-script.js';
