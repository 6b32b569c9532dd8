/** The part of the WebAssembly interface of JavaScript that is used here; hosts have it, the type libraries of Node do not. */

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/** A compiled module: opaque. */
export interface WasmModule {
  readonly compiled?: never;
}

export interface WebAssemblyInterface {
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (
    module: WasmModule,
    imports: Readonly<Record<string, Readonly<Record<string, WasmMemory>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
  readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
  validate(bytes: Uint8Array): boolean;
}

export const webAssembly = (): WebAssemblyInterface =>
  (globalThis as unknown as { readonly WebAssembly: WebAssemblyInterface }).WebAssembly;

/** The compiled module, or undefined where the host has no WebAssembly or lacks an instruction that it uses. */
export function moduleOf(bytes: Uint8Array): WasmModule | undefined {
  const host: WebAssemblyInterface | undefined = webAssembly();
  return host?.validate(bytes) ? new host.Module(bytes) : undefined;
}
