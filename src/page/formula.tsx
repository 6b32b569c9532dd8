import katex from 'katex';
import { useMemo } from 'preact/hooks';

/** A formula by KaTeX, with MathML inside for readers that see no picture. */
export function Formula({ tex, display = false }: { tex: string; display?: boolean }) {
  const html = useMemo(
    () => katex.renderToString(tex, { displayMode: display, throwOnError: false, strict: 'ignore' }),
    [tex, display],
  );
  // KaTeX's own text: it escapes what it does not know, and trusts nothing that it is not told to.
  return <span class={display ? 'formula display' : 'formula'} dangerouslySetInnerHTML={{ __html: html }} />;
}
