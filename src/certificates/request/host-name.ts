import { isIPv4 } from 'node:net';
import { domainToASCII, domainToUnicode } from 'node:url';

/** Suffixes under which no public certification authority issues (RFC 2606, 6761, 6762, 8375, 9476; .lan and the like by habit). */
const privateSuffixes =
  /(^|\.)(local|internal|intranet|private|corp|home|lan|localdomain|test|example|invalid|localhost|alt|home\.arpa)$/i;

/**
 * What is wrong with a server's fully qualified name (RFC 1123, RFC 5280, Baseline Requirements), or undefined.
 * A wildcard may stand for the whole first label; other scripts are given in their xn-- form.
 */
export function hostNameProblem(name: string): string | undefined {
  if (name === '') return 'Give the name that users type, such as owa.example.com.';
  if (/[^\x20-\x7e]/.test(name)) return foreignProblem(name);
  if (/[:/\s]/.test(name)) return 'Give the host name alone, without http://, port, path or blanks.';
  if (name.length > 253) return 'A host name has at most 253 characters.';
  if (name.endsWith('.')) return 'Leave out the dot at the end.';
  if (isIPv4(name)) return 'This is an address; give the name that users type.';
  const wildcard = name.startsWith('*.');
  const labels = (wildcard ? name.slice(2) : name).split('.');
  if (name.includes('*') && (!wildcard || labels.join('').includes('*'))) {
    return 'A wildcard may only be the whole first label: *.example.com.';
  }
  if (wildcard && labels.length < 2) return 'A wildcard needs a domain of its own: *.example.com.';
  for (const label of labels) {
    const problem = labelProblem(label);
    if (problem !== undefined) return problem;
  }
  if (/^\d+$/.test(labels.at(-1) ?? '')) return 'The last label of a host name cannot be a number.';
  return undefined;
}

/** True for a name that only an inner network knows, so that no public certification authority may certify it. */
export function isInternalName(name: string): boolean {
  return !name.replace(/^\*\./, '').includes('.') || privateSuffixes.test(name);
}

function labelProblem(label: string): string | undefined {
  if (label === '') return 'Two dots stand side by side, or one at the beginning.';
  if (label.length > 63) return `Each label has at most 63 characters; ${label.slice(0, 20)}... has more.`;
  if (label.includes('_')) return `An underscore cannot stand in a host name (${label}).`;
  if (!/^[a-z0-9-]+$/i.test(label))
    return `Only letters, digits and hyphens can stand in a label (${label}).`;
  if (/^-|-$/.test(label)) return `A label cannot begin or end with a hyphen (${label}).`;
  if (/^..--/.test(label) && !isEncoded(label)) {
    return `${label} is not a valid encoding of an international name.`;
  }
  return undefined;
}

/** Node.js 20 and 22 decode a label that encodes nothing to an empty name, Node.js 24 leaves it as it is. */
function isEncoded(label: string): boolean {
  const decoded = domainToUnicode(label);
  return /^xn--/i.test(label) && decoded !== '' && !/^xn--/i.test(decoded);
}

function foreignProblem(name: string): string {
  const encoded = domainToASCII(name);
  return /^[\x21-\x7e]+$/.test(encoded)
    ? `Write the name in its encoded form: ${encoded}.`
    : 'A host name holds letters, digits, hyphens and dots only.';
}
