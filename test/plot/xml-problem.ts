/** Why a text is no well-formed XML document of elements, attributes and text (no comments, CDATA or doctype); undefined if it is. */
export function xmlProblem(text: string): string | undefined {
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text)) return 'a character XML forbids';
  const TAG = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[A-Za-z][\w:-]*="[^"<]*")*)\s*(\/?)>/y;
  const open: string[] = [];
  let roots = 0;
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '<') {
      const to = text.indexOf('<', at);
      const run = text.slice(at, to < 0 ? undefined : to);
      if (open.length === 0 && run.trim() !== '') return `text outside of the root: ${run}`;
      if (run.includes(']]>') || badReference(run)) return `text that is not escaped: ${run}`;
      at += run.length;
      continue;
    }
    TAG.lastIndex = at;
    const tag = TAG.exec(text);
    if (tag === null) return `no tag: ${text.slice(at, at + 60)}`;
    const [whole, close, name, attributes, empty] = tag;
    const names = [...attributes.matchAll(/([\w:-]+)="/g)].map(([, attribute]) => attribute);
    if (new Set(names).size !== names.length) return `an attribute twice: ${whole}`;
    if (badReference(attributes)) return `an attribute that is not escaped: ${whole}`;
    if (close !== '') {
      if (open.pop() !== name) return `${whole} closes another element`;
    } else {
      if (open.length === 0) roots += 1;
      if (empty === '') open.push(name);
    }
    at += whole.length;
  }
  if (open.length > 0) return `${open.join(', ')} not closed`;
  return roots === 1 ? undefined : `${roots} roots`;
}

const badReference = (text: string): boolean => /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\dA-Fa-f]+);)/.test(text);
