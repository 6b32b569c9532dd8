/** Writes `src/flow/linear-kernel.wat` and its bytes: `npm run kernel`. */
import { writeFileSync } from 'node:fs';
import { assemble, bytesModule } from './assemble-linear-kernel.js';
import { linearKernelSource } from './linear-kernel-source.js';

const place = (name: string): URL => new URL(`../src/flow/${name}`, import.meta.url);
const source = linearKernelSource();
writeFileSync(place('linear-kernel.wat'), source);
writeFileSync(place('linear-kernel-bytes.ts'), bytesModule(await assemble(source)));
