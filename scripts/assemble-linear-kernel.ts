import wabt from 'wabt';

/** The bytes of a WebAssembly module given as text, without names: the same text always gives the same bytes. */
export async function assemble(source: string): Promise<Uint8Array> {
  const tools = await wabt();
  const module = tools.parseWat('linear-kernel.wat', source, { simd: true });
  try {
    module.validate();
    return module.toBinary({ write_debug_names: false }).buffer;
  } finally {
    module.destroy();
  }
}

/** The text of `src/flow/linear-kernel-bytes.ts`. */
export function bytesModule(bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,100}/g) ?? [];
  return [
    '/** The assembled `linear-kernel.wat`, in base64. Written by `npm run kernel`; a test assembles the source again. */',
    'export const LINEAR_KERNEL = [',
    ...lines.map((line) => `  '${line}',`),
    "].join('');",
    '',
  ].join('\n');
}
