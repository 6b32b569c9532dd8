import 'katex/dist/katex.min.css';
import 'uplot/dist/uPlot.min.css';
import { render } from 'preact';
import { App } from './app.js';

const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no element #page');
render(<App />, page);
