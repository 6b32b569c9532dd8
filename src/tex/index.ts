export { endOfEquation } from './join-lines.js';
export { type Macros, readMacros } from './macros.js';
export { type SymbolTable, symbolTable, symbolToLatex } from './names.js';
export { Notation } from './notation.js';
export { plainTree, type StatementTree, writtenAt } from './statement.js';
export { readTexDefinition, readTexFormula, readTexStatement, type TexSource } from './statement-reader.js';
export { LEVEL, origin, type Written } from './written.js';
