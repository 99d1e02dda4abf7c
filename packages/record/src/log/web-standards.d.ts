/**
 * What Node and browsers both have, beside the language itself. This folder runs in both, so it
 * compiles with neither's types: whatever is not declared here does not resolve.
 */

declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(input?: ArrayBufferView | ArrayBuffer): string;
}
